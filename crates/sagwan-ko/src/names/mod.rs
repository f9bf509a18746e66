//! Noun phrases that name an actor: the apposition grammar of Korean news.
//!
//! Takes a sentence's tokens, gives mentions: persons (name, titles, affiliation and country in either
//! order: 존 볼턴 미국 백악관 보좌관, 북한 외무성 부상 최선희), persons by office alone (러시아 외무부 대변인),
//! organisations, states and pronouns. Who they are is decided by `resolve`.

pub mod korean;
mod part;
mod phrase;
mod several;

use sagwan_text::pattern::Facts;
use sagwan_text::{ByteSpan, Marker, Mention, MentionKind, Sentence, Word, WordClass, WordKind};

use crate::pack::Pack;
use crate::words::case::marking;
pub use part::BARE_MEDIA;
use part::{Item, Part, glued, labelled_name, leads_to_title, read_part, unnamed_outlet};
use phrase::end_run;
use several::{group, states};

/// The mentions of one sentence. `is_time` tells the spans of time expressions.
pub fn find(
    pack: &Pack,
    text: &str,
    sentence: &Sentence,
    _facts: &Facts,
    index: usize,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut run: Vec<Part> = Vec::new();
    let mut at = 0;
    let label = pack.labels.label(sentence.span.of(text)).map(|label| label.who);
    let (label_start, label_end) =
        label.map_or((0, 0), |who| (sentence.span.start + who.start, sentence.span.start + who.end));
    let name_end = sentence
        .words
        .iter()
        .find(|t| {
            t.span.end < label_end
                && t.span.start > sentence.span.start
                && matches!(t.span.of(text), "/" | "／" | "(")
        })
        .map_or(0, |t| t.span.start);
    while let Some(token) = sentence.words.get(at) {
        // [한빛나 / 외교부 장관 : …]: the marks inside a speaker's label part nothing, its end parts everything.
        if token.span.end <= label_start || token.kind != WordKind::Word && token.span.start < label_end {
            at += 1;
            continue;
        }
        if token.kind != WordKind::Word && token.span.start == label_end
            || token.span.start >= label_end
                && !run.is_empty()
                && run.last().is_some_and(|p| p.stem.end <= label_end)
        {
            end_run(pack, text, &mut run, None, index, &mut found);
        }
        if matches!(token.stem.of(text), "그" | "그녀") && !token.particle.is_empty() {
            end_run(pack, text, &mut run, None, index, &mut found);
            found.push(Mention {
                span: token.stem,
                particle: token.particle,
                case: token.case,
                delimiter: token.delimiter,
                sentence: index,
                first: at,
                last: at,
                kind: MentionKind::Pronoun,
            });
            at += 1;
            continue;
        }
        // 청와대 측은: whoever the side belongs to, with the particle of 측.
        if token.stem.of(text) == "측" && !token.particle.is_empty() && !run.is_empty() {
            end_run(pack, text, &mut run, Some(Marker::of(token)), index, &mut found);
            at += 1;
            continue;
        }
        // 윤 대통령 등과: the particle of the list is that of whoever it ends with.
        if token.span.of(text) == "등" || token.stem.of(text) == "등" {
            let reach = sentence.words.get(at..).unwrap_or(&[]).iter().take(7);
            let carrier = reach
                .take_while(|t| t.kind == WordKind::Word && t.class == WordClass::Nominal)
                .find(|t| !t.particle.is_empty());
            end_run(pack, text, &mut run, carrier.map(Marker::of), index, &mut found);
            at += 1;
            continue;
        }
        let several = group(pack, text, &sentence.words, at)
            .map(|(size, rank, last)| (MentionKind::Group { size, rank }, last))
            .or_else(|| {
                let (codes, office, last) = states(pack, text, &sentence.words, at)?;
                Some((MentionKind::States { codes, office }, last))
            });
        if let Some((kind, last)) = several {
            end_run(pack, text, &mut run, None, index, &mut found);
            if let Some(end) = sentence.words.get(last) {
                found.push(Mention {
                    span: ByteSpan::new(token.span.start, end.stem.end),
                    particle: end.particle,
                    case: end.case,
                    delimiter: end.delimiter,
                    sentence: index,
                    first: at,
                    last,
                    kind,
                });
            }
            at = last + 1;
            continue;
        }
        let (part, next) = match token.kind {
            WordKind::Word if token.span.end <= name_end => {
                labelled_name(pack, text, &sentence.words, at, is_time)
            }
            WordKind::Word => read_part(pack, text, &sentence.words, at, is_time),
            // A bracket explains the word before it, and a quotation mark may stand around a name.
            WordKind::Open if !run.is_empty() => {
                at = after_bracket(&sentence.words, at);
                if let Some(last) = run.last_mut()
                    && let Some(previous) = sentence.words.get(at - 1)
                    && previous.kind == WordKind::Close
                {
                    last.last = at - 1;
                }
                // A particle right after the bracket belongs to the word before it.
                if let Some(particle) =
                    sentence.words.get(at).filter(|t| !t.spaced && is_particle(t.span.of(text)))
                {
                    end_run(pack, text, &mut run, Some(alone(text, particle)), index, &mut found);
                    at += 1;
                } else if sentence.words.get(at).is_some_and(|t| t.kind == WordKind::Mark) {
                    end_run(pack, text, &mut run, None, index, &mut found);
                }
                continue;
            }
            WordKind::Quote if token.span.len() < 4 && matches!(token.span.of(text), "'" | "‘" | "’") => {
                if let Some(particle) =
                    sentence.words.get(at + 1).filter(|t| !t.spaced && is_particle(t.span.of(text)))
                {
                    end_run(pack, text, &mut run, Some(alone(text, particle)), index, &mut found);
                    at += 1;
                }
                at += 1;
                continue;
            }
            // 제임스 D. 서먼: the stop behind an initial parts nothing.
            WordKind::Mark if token.span.of(text) == "." && after_initial(text, &run, at) => {
                at += 1;
                continue;
            }
            _ => (None, at + 1),
        };
        match part {
            Some(part) => {
                let after_name = run.last().is_some_and(|p| p.item == Item::Name);
                match glued(pack, text, &part, after_name) {
                    Some(both) => run.extend(both),
                    None => run.push(part),
                }
                let last = sentence.words.get(next - 1);
                if let Some(last) = last
                    && !last.particle.is_empty()
                    && last.particle.of(text) != "의"
                    && run.last().is_none_or(|part| part.stem.end < last.span.end)
                {
                    end_run(pack, text, &mut run, Some(Marker::of(last)), index, &mut found);
                } else if last.is_some_and(|l| l.particle.of(text) == "의") {
                    // A genitive goes on when an office follows (외교부의 임수석 대변인), else it ends the phrase.
                    let goes_on = run
                        .last()
                        .is_some_and(|p| matches!(p.item, Item::Organisation { .. } | Item::Country(_)))
                        && (leads_to_title(pack, text, &sentence.words, next, is_time)
                            || unnamed_outlet(text, &sentence.words, next).is_some());
                    if !goes_on {
                        end_run(pack, text, &mut run, last.map(Marker::of), index, &mut found);
                    }
                }
            }
            None => {
                // 대통령 특사 자격으로: in what part somebody acts, nobody else.
                let part = |t: &&Word| matches!(t.stem.of(text), "자격" | "신분" | "명의");
                if sentence.words.get(at).filter(part).is_some() && run.iter().all(|p| p.item != Item::Name) {
                    run.clear();
                }
                end_run(pack, text, &mut run, None, index, &mut found);
            }
        }
        at = next;
    }
    end_run(pack, text, &mut run, None, index, &mut found);
    found
}

/// The marker that a word is which holds particles alone.
fn alone(text: &str, word: &Word) -> Marker {
    let (case, delimiter) = marking(word.span.of(text));
    Marker { span: word.span, case, delimiter }
}

/// Whether a run ends with one capital letter right before a token.
fn after_initial(text: &str, run: &[Part], at: usize) -> bool {
    run.len() > 1
        && run.last().is_some_and(|part| {
            let word = part.stem.of(text);
            part.last + 1 == at && word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
        })
}

fn is_particle(word: &str) -> bool {
    const FORMS: &[&str] = &[
        "은", "는", "이", "가", "을", "를", "과", "와", "의", "에", "도", "에서", "에게", "으로", "로",
        "과의", "와의", "과는", "와는", "과도", "와도", "에는", "에도", "까지", "부터",
    ];
    FORMS.contains(&word)
}

/// The index after the bracket that opens at `open`.
fn after_bracket(tokens: &[Word], open: usize) -> usize {
    let mut depth = 0usize;
    for (n, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            WordKind::Open => depth += 1,
            WordKind::Close => {
                depth -= 1;
                if depth == 0 {
                    return n + 1;
                }
            }
            _ => {}
        }
    }
    open + 1
}
