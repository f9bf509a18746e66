//! Noun phrases that name an actor: the apposition grammar of Korean news.
//!
//! Takes a sentence's tokens, gives mentions: persons (name, titles, affiliation and country in either
//! order: 존 볼턴 미국 백악관 보좌관, 북한 외무성 부상 최선희), persons by office alone (러시아 외무부 대변인),
//! organisations, states and pronouns. Who they are is decided by `resolve`.

use sagwan_ko::{ByteSpan, Sentence, Token, TokenKind, WordClass, jamo, particle_len};

use crate::events;
use crate::lexicon::{BodyKind, Rank, lexicon};
use crate::transcript;

/// What a mention names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MentionKind {
    Person(PersonMention),
    Organisation {
        country: Option<String>,
        media: bool,
    },
    Country(String),
    /// 그는, 그녀가.
    Pronoun,
    /// 한미일은, 북미 정상이, 한일 외교장관은: several states, or those who hold an office in each.
    States {
        codes: Vec<String>,
        office: Office,
    },
    /// 두 장관, 양 정상, 세 사람: how many, and of which rank.
    Group {
        size: usize,
        rank: Option<Rank>,
    },
}

/// Who acts for several states named together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Office {
    /// The states themselves.
    State,
    /// 정상.
    Leader,
    /// 외교장관, 외무장관.
    ForeignMinister,
    /// 국방장관.
    DefenceMinister,
}

/// The parts of a person's mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PersonMention {
    /// The words of the name; empty when the person is named by office alone.
    pub(crate) name: Vec<ByteSpan>,
    /// The name in another script, in brackets behind it: 왕이(王毅).
    pub(crate) alias: Option<ByteSpan>,
    pub(crate) titles: Vec<ByteSpan>,
    pub(crate) rank: Option<Rank>,
    pub(crate) affiliation: Option<ByteSpan>,
    pub(crate) country: Option<String>,
}

/// A noun phrase that names an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// All of it, without the particle.
    pub(crate) span: ByteSpan,
    /// The particle at its end.
    pub(crate) particle: ByteSpan,
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// Its last token.
    pub(crate) last: usize,
    /// Its first token.
    pub(crate) first: usize,
    pub(crate) kind: MentionKind,
}

/// What one word of a noun phrase is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Country(String),
    Organisation {
        country: Option<String>,
        media: bool,
    },
    Title(Rank),
    Modifier,
    Place,
    /// May be part of a name.
    Name,
    /// No part of a name or title.
    Other,
}

/// A word of a run with what it is.
#[derive(Debug, Clone)]
struct Part {
    item: Item,
    stem: ByteSpan,
    first: usize,
    last: usize,
    /// Whether a copula links it to the name behind it: 외무장관인 리용호.
    linked: bool,
}

impl Part {
    /// One word.
    fn word(item: Item, stem: ByteSpan, at: usize) -> Self {
        Part { item, stem, first: at, last: at, linked: false }
    }
}

/// The mentions of one sentence. `is_time` tells the spans of time expressions.
pub(super) fn find(
    text: &str,
    sentence: &Sentence,
    index: usize,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut run: Vec<Part> = Vec::new();
    let mut at = 0;
    let label = transcript::label(sentence.span.of(text)).map(|label| label.who);
    let (label_start, label_end) =
        label.map_or((0, 0), |who| (sentence.span.start + who.start, sentence.span.start + who.end));
    let name_end = sentence
        .tokens
        .iter()
        .find(|t| {
            t.span.end < label_end
                && t.span.start > sentence.span.start
                && matches!(t.span.of(text), "/" | "／" | "(")
        })
        .map_or(0, |t| t.span.start);
    while let Some(token) = sentence.tokens.get(at) {
        // [한빛나 / 외교부 장관 : …]: the marks inside a speaker's label part nothing, its end parts everything.
        if token.span.end <= label_start || token.kind != TokenKind::Word && token.span.start < label_end {
            at += 1;
            continue;
        }
        if token.kind != TokenKind::Word && token.span.start == label_end
            || token.span.start >= label_end
                && !run.is_empty()
                && run.last().is_some_and(|p| p.stem.end <= label_end)
        {
            end_run(text, &mut run, ByteSpan::default(), index, &mut found);
        }
        if matches!(token.stem.of(text), "그" | "그녀") && !token.particle.is_empty() {
            end_run(text, &mut run, ByteSpan::default(), index, &mut found);
            found.push(Mention {
                span: token.stem,
                particle: token.particle,
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
            end_run(text, &mut run, token.particle, index, &mut found);
            at += 1;
            continue;
        }
        // 윤 대통령 등과: the particle of the list is that of whoever it ends with.
        if token.span.of(text) == "등" || token.stem.of(text) == "등" {
            let reach = sentence.tokens.get(at..).unwrap_or(&[]).iter().take(7);
            let carrier = reach
                .take_while(|t| t.kind == TokenKind::Word && t.class == WordClass::Nominal)
                .find(|t| !t.particle.is_empty());
            end_run(text, &mut run, carrier.map(|t| t.particle).unwrap_or_default(), index, &mut found);
            at += 1;
            continue;
        }
        let several = group(text, &sentence.tokens, at)
            .map(|(size, rank, last)| (MentionKind::Group { size, rank }, last))
            .or_else(|| {
                let (codes, office, last) = states(text, &sentence.tokens, at)?;
                Some((MentionKind::States { codes, office }, last))
            });
        if let Some((kind, last)) = several {
            end_run(text, &mut run, ByteSpan::default(), index, &mut found);
            if let Some(end) = sentence.tokens.get(last) {
                found.push(Mention {
                    span: ByteSpan::new(token.span.start, end.stem.end),
                    particle: end.particle,
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
            TokenKind::Word if token.span.end <= name_end => {
                labelled_name(text, &sentence.tokens, at, is_time)
            }
            TokenKind::Word => read_part(text, &sentence.tokens, at, is_time),
            // A bracket explains the word before it, and a quotation mark may stand around a name.
            TokenKind::Open if !run.is_empty() => {
                at = after_bracket(&sentence.tokens, at);
                if let Some(last) = run.last_mut()
                    && let Some(previous) = sentence.tokens.get(at - 1)
                    && previous.kind == TokenKind::Close
                {
                    last.last = at - 1;
                }
                // A particle right after the bracket belongs to the word before it.
                if let Some(particle) =
                    sentence.tokens.get(at).filter(|t| !t.spaced && is_particle(t.span.of(text)))
                {
                    end_run(text, &mut run, particle.span, index, &mut found);
                    at += 1;
                } else if sentence.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark) {
                    end_run(text, &mut run, ByteSpan::default(), index, &mut found);
                }
                continue;
            }
            TokenKind::Quote if token.span.len() < 4 && matches!(token.span.of(text), "'" | "‘" | "’") => {
                if let Some(particle) =
                    sentence.tokens.get(at + 1).filter(|t| !t.spaced && is_particle(t.span.of(text)))
                {
                    end_run(text, &mut run, particle.span, index, &mut found);
                    at += 1;
                }
                at += 1;
                continue;
            }
            // 제임스 D. 서먼: the stop behind an initial parts nothing.
            TokenKind::Mark if token.span.of(text) == "." && after_initial(text, &run, at) => {
                at += 1;
                continue;
            }
            _ => (None, at + 1),
        };
        match part {
            Some(part) => {
                let after_name = run.last().is_some_and(|p| p.item == Item::Name);
                match glued(text, &part, after_name) {
                    Some(both) => run.extend(both),
                    None => run.push(part),
                }
                let last = sentence.tokens.get(next - 1);
                if let Some(last) = last
                    && !last.particle.is_empty()
                    && last.particle.of(text) != "의"
                    && run.last().is_none_or(|part| part.stem.end < last.span.end)
                {
                    end_run(text, &mut run, last.particle, index, &mut found);
                } else if last.is_some_and(|l| l.particle.of(text) == "의") {
                    // A genitive goes on when an office follows (외교부의 임수석 대변인), else it ends the phrase.
                    let particle = last.map(|l| l.particle).unwrap_or_default();
                    let goes_on = run
                        .last()
                        .is_some_and(|p| matches!(p.item, Item::Organisation { .. } | Item::Country(_)))
                        && (leads_to_title(text, &sentence.tokens, next, is_time)
                            || unnamed_outlet(text, &sentence.tokens, next).is_some());
                    if !goes_on {
                        end_run(text, &mut run, particle, index, &mut found);
                    }
                }
            }
            None => {
                // 대통령 특사 자격으로: in what part somebody acts, nobody else.
                let part = |t: &&Token| matches!(t.stem.of(text), "자격" | "신분" | "명의");
                if sentence.tokens.get(at).filter(part).is_some() && run.iter().all(|p| p.item != Item::Name)
                {
                    run.clear();
                }
                end_run(text, &mut run, ByteSpan::default(), index, &mut found);
            }
        }
        at = next;
    }
    end_run(text, &mut run, ByteSpan::default(), index, &mut found);
    found
}

/// A name and an office written as one word: 김가온동지, 김가온대통령. Not 통일부장관, whose first part is no name.
fn glued(text: &str, part: &Part, after_name: bool) -> Option<[Part; 2]> {
    let facts = lexicon();
    let word = part.stem.of(text);
    let (title, rank) = facts.title(word)?;
    let name = word.get(..word.len() - title.len()).filter(|name| {
        // 최휘동지: nothing but a name stands before what only honours.
        let honoured = title == "동지" && (2..=4).contains(&name.chars().count());
        // 빅토르 벨로프대통령.
        let family = after_name
            && name.chars().count() >= 2
            && matches!(title, "대통령" | "총리" | "주석" | "수상" | "국왕");
        honoured || family || super::resolve::is_korean_full(name)
    })?;
    let other = facts.is_organisation(name)
        || facts.is_common_noun(name)
        || facts.is_modifier(name)
        || facts.country(name).is_some()
        || facts.title(name).is_some()
        || name.ends_with(['부', '국', '청', '처', '원', '실']);
    let cut = part.stem.start + name.len();
    let piece = |item, stem| Part { item, stem, ..part.clone() };
    (!other && matches!(part.item, Item::Title(_))).then(|| {
        [
            piece(Item::Name, ByteSpan::new(part.stem.start, cut)),
            piece(Item::Title(rank), ByteSpan::new(cut, part.stem.end)),
        ]
    })
}

/// Whether a run ends with one capital letter right before a token.
fn after_initial(text: &str, run: &[Part], at: usize) -> bool {
    run.len() > 1
        && run.last().is_some_and(|part| {
            let word = part.stem.of(text);
            part.last + 1 == at && word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
        })
}

/// The part that begins at a word before the mark of a speaker's label: a name, whatever the word looks like.
fn labelled_name(
    text: &str,
    tokens: &[Token],
    at: usize,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> (Option<Part>, usize) {
    match read_part(text, tokens, at, is_time) {
        (Some(part), next) if !matches!(part.item, Item::Modifier | Item::Place) => (Some(part), next),
        (_, next) => {
            let stem = tokens.get(at).map_or(ByteSpan::default(), |t| t.span);
            (Some(Part::word(Item::Name, stem, at)), next)
        }
    }
}

/// Several states named by a compound that carries a particle, alone or with 정상 or 양국 behind it.
fn states(text: &str, tokens: &[Token], at: usize) -> Option<(Vec<String>, Office, usize)> {
    let token = tokens.get(at)?;
    // 북한 is a name of its own, not 북 and 한.
    if token.kind != TokenKind::Word || lexicon().country(token.stem.of(text)).is_some() {
        return None;
    }
    let codes: Vec<String> =
        lexicon().compound(token.stem.of(text))?.iter().map(|c| c.code.clone()).collect();
    if !token.particle.is_empty() {
        return Some((codes, Office::State, at));
    }
    let next = tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word)?;
    // 한일 군 당국이: those of the states who deal with such things.
    let behind = tokens.get(at + 2).filter(|t| t.kind == TokenKind::Word && !t.particle.is_empty());
    if next.particle.is_empty() {
        let both = matches!(next.span.of(text), "군" | "외교" | "국방" | "통상" | "양국")
            && behind.is_some_and(|t| matches!(t.stem.of(text), "당국" | "정부"));
        return both.then_some((codes, Office::State, at + 2));
    }
    match next.stem.of(text) {
        "당국" | "정부" => Some((codes, Office::State, at + 1)),
        "정상" | "정상들" => Some((codes, Office::Leader, at + 1)),
        "양국" | "양측" | "3국" => Some((codes, Office::State, at + 1)),
        "외교장관" | "외무장관" | "외교장관들" | "외교수장" => {
            Some((codes, Office::ForeignMinister, at + 1))
        }
        "국방장관" | "국방장관들" => Some((codes, Office::DefenceMinister, at + 1)),
        _ => None,
    }
}

/// Several persons named together at a word: how many, of which rank, and the last word.
fn group(text: &str, tokens: &[Token], at: usize) -> Option<(usize, Option<Rank>, usize)> {
    let token = tokens.get(at)?;
    if matches!(token.stem.of(text), "양측" | "양국") && matches!(token.particle.of(text), "은" | "이")
    {
        return Some((2, None, at));
    }
    let size = match token.span.of(text) {
        "두" | "양" | "양국" => 2,
        "세" | "3국" => 3,
        _ => return None,
    };
    let next = tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word)?;
    let word = next.stem.of(text);
    let word = word.strip_suffix('들').unwrap_or(word);
    let rank = match word {
        "사람" | "인사" | "지도자" | "대표" => None,
        "정상" => Some(Rank::Head),
        _ => match lexicon().title(word)? {
            (title, rank) if title == word || word.ends_with("장관") => Some(rank),
            _ => return None,
        },
    };
    Some((size, rank, at + 1))
}

fn is_particle(word: &str) -> bool {
    const FORMS: &[&str] = &[
        "은", "는", "이", "가", "을", "를", "과", "와", "의", "에", "도", "에서", "에게", "으로", "로",
        "과의", "와의", "과는", "와는", "과도", "와도", "에는", "에도", "까지", "부터",
    ];
    FORMS.contains(&word)
}

/// The index after the bracket that opens at `open`.
fn after_bracket(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (n, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => {
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

/// Whether the words after a genitive form a title phrase.
fn leads_to_title(text: &str, tokens: &[Token], from: usize, is_time: &dyn Fn(ByteSpan) -> bool) -> bool {
    let mut at = from;
    while at < from + 6 {
        let Some(token) = tokens.get(at) else { return false };
        if token.kind != TokenKind::Word {
            return false;
        }
        let (Some(part), next) = read_part(text, tokens, at, is_time) else { return false };
        if matches!(part.item, Item::Title(_)) {
            return true;
        }
        if !token.particle.is_empty() {
            return false;
        }
        at = next;
    }
    false
}

/// The part of a noun phrase that begins at a word; `None` when the phrase ends there. Also the index after it.
fn read_part(
    text: &str,
    tokens: &[Token],
    at: usize,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> (Option<Part>, usize) {
    let Some(token) = tokens.get(at) else { return (None, at + 1) };
    let facts = lexicon();
    // Two words that make one name: 타스 통신, 유엔 안보리.
    if token.particle.is_empty()
        && let Some(second) = tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word && t.spaced)
    {
        let both = ByteSpan::new(token.span.start, second.stem.end);
        if let Some(body) = facts.body(both.of(text)) {
            let item = Item::Organisation {
                country: body.country().map(str::to_owned),
                media: body.kind == BodyKind::Media,
            };
            return (Some(Part { last: at + 1, ..Part::word(item, both, at) }), at + 2);
        }
    }
    if unnamed_outlet(text, tokens, at).is_some_and(|outlet| outlet > at) {
        return (Some(Part::word(Item::Modifier, token.span, at)), at + 1);
    }
    // 압둘라 2세 국왕: which of that name.
    let regnal =
        token.stem.of(text).strip_suffix('세').is_some_and(|n| n.len() <= 2 && n.parse::<u8>().is_ok());
    let named = at.checked_sub(1).and_then(|n| tokens.get(n)).is_some_and(|t| {
        t.particle.is_empty() && t.class == WordClass::Nominal && classify(t.stem.of(text)) == Item::Name
    });
    if regnal && named {
        return (Some(Part::word(Item::Name, token.stem, at)), at + 1);
    }
    if is_time(token.span) || token.class == WordClass::Particle {
        return (None, at + 1);
    }
    // 외무장관인 리용호는: the copula only links the office to the name behind it.
    if token.class == WordClass::Adnominal
        && let Some(office) = token.span.of(text).strip_suffix('인')
        && let Item::Title(rank) = classify(office)
    {
        let stem = ByteSpan::new(token.span.start, token.span.start + office.len());
        return (Some(Part { linked: true, ..Part::word(Item::Title(rank), stem, at) }), at + 1);
    }
    // 대통령 조르게 이바노프: after a bare office stands a name, whatever else the word looks like.
    let after_office = at.checked_sub(1).and_then(|n| tokens.get(n)).is_some_and(|t| {
        t.kind == TokenKind::Word
            && t.particle.is_empty()
            && t.class == WordClass::Nominal
            && facts.title(t.span.of(text)).is_some()
    });
    let before_name = tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.proper);
    // 서 원장이: a surname that looks like a verb, with an office behind it.
    let mut letters = token.span.of(text).chars();
    let surname = letters.next().is_some_and(super::resolve::is_surname) && letters.next().is_none();
    let surname = surname
        && matches!(token.class, WordClass::Connective | WordClass::Final | WordClass::Adnominal)
        && tokens.get(at + 1).is_some_and(|next| {
            let office = next.stem.of(text);
            next.kind == TokenKind::Word && facts.title(office).is_some_and(|(title, _)| title == office)
        });
    if surname {
        return (Some(Part::word(Item::Name, token.span, at)), at + 1);
    }
    // What stands behind a name: a state, a body, an office or a word that belongs to one.
    let leads_on = |n: usize| {
        tokens.get(n).is_some_and(|next| {
            next.kind == TokenKind::Word
                && !matches!(classify(next.stem.of(text)), Item::Name | Item::Other | Item::Place)
        })
    };
    // 에릭 조던 전 차관보: what stands between a name and an office belongs to the name.
    let short = token.span.of(text).chars().count() <= 3;
    let like_jordan = short
        && match token.class {
            WordClass::Adnominal => token.span.of(text).ends_with('던'),
            // 스티븐 비건 특별대표.
            WordClass::Connective => !events::is_event_verb(token.span.of(text)),
            _ => false,
        }
        && at.checked_sub(1).and_then(|n| tokens.get(n)).is_some_and(|t| t.proper && t.particle.is_empty())
        && leads_on(at + 1);
    if like_jordan {
        return (Some(Part::word(Item::Name, token.span, at)), at + 1);
    }
    // 웬디 셔먼 미 국무부 부장관: an unknown word before a name is read as an adverb by the analyser, not by its form.
    let syllables = token.span.of(text).chars().count();
    let like_wendy = (token.class == WordClass::Adverb
        || syllables > 2 && token.span.of(text).ends_with('야'))
        && (2..=4).contains(&syllables)
        && !facts.is_adverb(token.span.of(text))
        && !token.span.of(text).ends_with([
            '히', '이', '게', '로', '서', '도', '껏', '금', '에', '시', '래', '어', '아', '며', '면', '여',
            '라', '고',
        ])
        && tokens.get(at + 1).is_some_and(|next| {
            next.kind == TokenKind::Word
                && next.class == WordClass::Nominal
                && next.particle.is_empty()
                && classify(next.stem.of(text)) == Item::Name
        })
        && leads_on(at + 2);
    if like_wendy {
        return (Some(Part::word(Item::Name, token.span, at)), at + 1);
    }
    let looks_like_verb = token.class != WordClass::Nominal;
    if looks_like_verb && !(after_office && before_name && !facts.is_adverb(token.span.of(text))) {
        return (None, at + 1);
    }
    let mut stem = token.stem;
    let mut item = classify(stem.of(text));
    // 정경두 국방장관, 왕이 중국 외교부장: what looks like a particle before an office belongs to the name when it is none
    // by its form, or when nothing but a surname would be left.
    let no_particle = || particle_len(token.span.of(text)) == 0;
    let bare_surname = || {
        let mut letters = stem.of(text).chars();
        letters.next().is_some_and(super::resolve::is_surname)
            && letters.next().is_none()
            && token.particle.of(text) == "이"
            && !matches!(item, Item::Country(_))
    };
    if !token.particle.is_empty()
        && token.particle.end == token.span.end
        && leads_on(at + 1)
        && (no_particle() || bare_surname() && leads_to_title(text, tokens, at + 1, is_time))
        && matches!(classify(token.span.of(text)), Item::Name)
    {
        return (Some(Part::word(Item::Name, token.span, at)), at + 1);
    }
    // 하마다 다로 총리: one syllable and a particle, between a name and an office.
    let between = || {
        let before = at.checked_sub(1).and_then(|n| tokens.get(n));
        before.is_some_and(|t| t.proper && t.particle.is_empty() && classify(t.stem.of(text)) == Item::Name)
            && leads_on(at + 1)
    };
    if !token.particle.is_empty() && stem.of(text).chars().count() == 1 && token.proper && between() {
        stem = token.span;
        item = Item::Name;
    }
    // 이레나 코바치 장관: before another word of a name stands no particle such as 나.
    if item == Item::Name
        && matches!(token.particle.of(text), "나" | "라" | "야")
        && tokens.get(at + 1).is_some_and(|next| {
            next.kind == TokenKind::Word
                && next.class == WordClass::Nominal
                && (next.proper || leads_on(at + 2))
                && next.particle.is_empty()
                && classify(next.stem.of(text)) == Item::Name
        })
    {
        stem = token.span;
        item = Item::Name;
    }
    // The form may be right with the particle still on it: 왕이, 유엔.
    if item == Item::Name && !token.particle.is_empty() {
        let whole = classify(token.span.of(text));
        if !matches!(whole, Item::Name | Item::Other) {
            item = whole;
            stem = token.span;
        }
    }
    // 신문은 … 전했다: the outlet just cited.
    let cited = match token.particle.of(text) {
        "은" | "는" | "이" | "가" | "도" => true,
        "에" => tokens.get(at + 1).is_some_and(|t| matches!(t.span.of(text), "따르면" | "의하면")),
        _ => false,
    };
    if cited && BARE_MEDIA.contains(&stem.of(text)) {
        return (Some(Part::word(Item::Organisation { country: None, media: true }, stem, at)), at + 1);
    }
    // 일본 언론은, 외신들에 따르면: nobody by name.
    if cited && VAGUE_MEDIA.contains(&stem.of(text)) {
        return (Some(Part::word(Item::Organisation { country: None, media: true }, stem, at)), at + 1);
    }
    // 조선 최고지도자, 조선 외무성: the North as it calls itself; alone the word is also a dynasty and a newspaper.
    if stem.of(text) == "조선" && token.particle.is_empty() && leads_on(at + 1) {
        return (Some(Part::word(Item::Country("KP".to_owned()), stem, at)), at + 1);
    }
    // 안정적 관리: what is made an adjective of names nobody.
    if item == Item::Name && !token.proper && token.particle.is_empty() && stem.of(text).ends_with('적') {
        return (None, at + 1);
    }
    // 정치국 의장, 정책관: what the analysis knows for a common noun belongs to the title, not to a name.
    if item == Item::Name && !token.proper && token.particle.is_empty() && is_common(text, token) {
        item = Item::Modifier;
    }
    // 임수석 대변인: a Korean name may end like a title when the title itself follows.
    if matches!(item, Item::Title(_))
        && token.particle.is_empty()
        && super::resolve::is_korean_full(stem.of(text))
        && facts.title(stem.of(text)).is_some_and(|(title, _)| title != stem.of(text))
        && tokens.get(at + 1).is_some_and(|next| facts.title(next.stem.of(text)).is_some())
        && !facts.is_modifier(stem.of(text))
    {
        item = Item::Name;
    }
    // 회담 소식통, 정부 관계자: whatever stands before people without a name tells which they are.
    if item == Item::Other
        && token.particle.is_empty()
        && let Some(next) = tokens.get(at + 1)
        && next.kind == TokenKind::Word
        && facts.title(next.stem.of(text)).is_some_and(|(_, rank)| rank == Rank::Vague)
    {
        item = Item::Modifier;
    }
    // 장관 공관에서: a building is called after an office, nobody acts.
    if matches!(item, Item::Title(_))
        && token.particle.is_empty()
        && tokens.get(at + 1).is_some_and(|next| BUILDINGS.contains(&next.stem.of(text)))
    {
        item = Item::Modifier;
    }
    match item {
        Item::Other => (None, at + 1),
        item => (Some(Part::word(item, stem, at)), at + 1),
    }
}

/// Where outlets stand that nobody names, at a word or behind one that tells how many or which: 한 언론은, 현지 매체들은.
fn unnamed_outlet(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let outlet =
        |n: usize| tokens.get(n).filter(|t| VAGUE_MEDIA.contains(&t.stem.of(text)) && !t.particle.is_empty());
    let which =
        tokens.get(at).is_some_and(|t| matches!(t.span.of(text), "한" | "일부" | "현지" | "복수의" | "주요"));
    outlet(at).map(|_| at).or_else(|| outlet(at + 1).filter(|_| which).map(|_| at + 1))
}

/// What an outlet is called once it has been named: 노동신문 … 신문은.
pub(super) const BARE_MEDIA: &[&str] = &["신문", "통신", "방송", "매체", "보도"];

/// Outlets that nobody names.
const VAGUE_MEDIA: &[&str] = &["언론", "언론들", "매체들", "외신", "외신들", "통신들", "언론매체들"];

/// Buildings called after whoever holds an office.
const BUILDINGS: &[&str] = &["공관", "관저", "집무실", "사저", "별장", "사무실", "자택", "전용기"];

fn classify(word: &str) -> Item {
    let facts = lexicon();
    if facts.is_adverb(word) {
        return Item::Other;
    }
    if let Some(country) =
        facts.country(word).or_else(|| facts.country_by_short(word).filter(|_| stands_alone(word)))
    {
        return Item::Country(country.code.clone());
    }
    // 한-앙골라 외교장관 회담: states, not somebody's name.
    if word.contains(['-', '·']) && facts.compound(word).is_some() {
        return Item::Other;
    }
    // 한미 외교장관 회담: two syllables that stand for two states.
    if word.chars().count() == 2 && facts.compound(word).is_some() {
        return Item::Other;
    }
    // 유엔주재, 주필리핀, 주유엔, and 주조 of the North: where an ambassador is accredited, not whom they act for.
    if word.strip_suffix("주재").is_some_and(|seat| !seat.is_empty())
        || word.strip_prefix('주').is_some_and(|seat| {
            let stands = |seat| facts.country(seat).is_some() || facts.country_by_short(seat).is_some();
            stands(seat) || facts.body(seat).is_some()
        })
    {
        return Item::Modifier;
    }
    if let Some(body) = facts.body(word) {
        return Item::Organisation {
            country: body.country().map(str::to_owned),
            media: body.kind == BodyKind::Media,
        };
    }
    if facts.is_modifier(word) {
        // 대통령 and the like are titles too; the parser looks at what follows.
        return match facts.title(word) {
            Some((_, rank)) => Item::Title(rank),
            None => Item::Modifier,
        };
    }
    if let Some((title, rank)) = facts.title(word)
        && !facts.is_common_noun(word)
    {
        let before = word.get(..word.len() - title.len()).unwrap_or("");
        // 외교부 1차관: offices of one rank are numbered.
        if before.chars().all(|c| jamo::is_syllable(c) || c.is_ascii_digit()) {
            return Item::Title(rank);
        }
    }
    if facts.is_common_noun(word) {
        return Item::Other;
    }
    if facts.is_organisation(word) {
        return Item::Organisation { country: prefix_country(word), media: is_media(word) };
    }
    if facts.city(word).is_some() {
        return Item::Place;
    }
    // 외교장관 전략대화: an occasion.
    if events::names_occasion(word) && !facts.is_organisation(word) {
        return Item::Other;
    }
    let name_like =
        word.chars().all(|c| jamo::is_syllable(c) || c.is_ascii_alphabetic() || matches!(c, '-' | '·' | '.'))
            && (1..=9).contains(&word.chars().count());
    if name_like { Item::Name } else { Item::Other }
}

/// Whether a word of three syllables or more ends like the part of a body: 정치국, 비서실, 정책과.
fn is_common(text: &str, token: &Token) -> bool {
    let word = token.stem.of(text);
    word.chars().count() >= 3
        && word.ends_with(['국', '실', '부', '처', '청', '단', '원', '과', '팀', '측', '계'])
}

/// Whether a one-syllable form names its state also outside compounds; 한 and 중 are other words there.
fn stands_alone(short: &str) -> bool {
    !short.chars().all(jamo::is_syllable) || ["미", "러", "북", "일", "영", "독", "프", "불"].contains(&short)
}

fn is_media(word: &str) -> bool {
    ["통신", "신문", "일보", "방송", "매체", "통신사"].iter().any(|s| word.ends_with(s))
}

/// The state whose name an organisation's begins with: 미국대사관, 한국은행, 美국무부.
fn prefix_country(word: &str) -> Option<String> {
    let facts = lexicon();
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    (2..=chars.len().min(6)).rev().find_map(|n| {
        let end = chars.get(n).map_or(word.len(), |&(i, _)| i);
        facts.country(word.get(..end)?).map(|c| c.code.clone())
    })
}

/// Reads the mentions in a finished run of words.
fn end_run(text: &str, run: &mut Vec<Part>, particle: ByteSpan, sentence: usize, found: &mut Vec<Mention>) {
    let parts = std::mem::take(run);
    let mut at = 0;
    while at < parts.len() {
        let rest = parts.get(at..).unwrap_or(&[]);
        let (mention, used) = read_mention(text, rest);
        if let Some((kind, len)) = mention {
            let (Some(first), Some(last)) = (rest.first(), rest.get(len.max(1) - 1)) else { break };
            let at_end = at + len == parts.len();
            found.push(Mention {
                span: ByteSpan::new(first.stem.start, last.stem.end),
                particle: if at_end { particle } else { ByteSpan::new(last.stem.end, last.stem.end) },
                sentence,
                first: first.first,
                last: last.last,
                kind,
            });
        }
        at += used.max(1);
    }
}

/// The mention at the beginning of `parts` with its length in parts, and how many parts were read.
fn read_mention(text: &str, parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
    let count = |from: usize, pred: &dyn Fn(&Item) -> bool| {
        parts.get(from..).unwrap_or(&[]).iter().take_while(|p| pred(&p.item)).count()
    };
    let is_frame = |item: &Item| {
        matches!(
            item,
            Item::Country(_) | Item::Organisation { .. } | Item::Title(_) | Item::Modifier | Item::Place
        )
    };
    let is_name = |item: &Item| *item == Item::Name;
    let before = count(0, &is_frame);
    let names = count(before, &is_name).min(4);
    let after = if names > 0 { count(before + names, &is_frame) } else { 0 };
    // 서울 외교부 청사: where a body sits is no part of its name.
    let seat =
        matches!(parts, [Part { item: Item::Place, .. }, Part { item: Item::Organisation { .. }, .. }, ..]);
    if seat && names == 0 {
        return (None, 1);
    }
    let last_title = |from: usize, len: usize| {
        (from..from + len).rev().find(|&n| matches!(parts.get(n).map(|p| &p.item), Some(Item::Title(_))))
    };
    let title_after = last_title(before + names, after);
    let title_before = last_title(0, before);
    if names > 0
        && let Some(end) = title_after
    {
        // A title before the name and another after it: the first belongs to somebody else, unless it is the
        // office of whoever the second serves (대통령 보좌관 stands after the name, so this is two persons).
        // 정부 대변인 스가 요시히데 관방장관: a spokesman is one beside another office; 부위원장 김가온동지: no office follows.
        let honours =
            parts.get(end).is_some_and(|p| matches!(p.stem.of(text), "동지" | "씨" | "여사" | "선생"));
        if !honours
            && let Some(own) = title_before
            && own + 1 == before
            && before > 1
            && !parts.get(own).is_some_and(|p| p.linked || p.item == Item::Title(Rank::Spokesman))
        {
            let person = person(text, parts.get(..before).unwrap_or(&[]), &[]);
            return (Some((MentionKind::Person(person), before)), before);
        }
        let frame: Vec<Part> = parts
            .iter()
            .take(before)
            .chain(parts.get(before + names..=end).unwrap_or(&[]))
            .cloned()
            .collect();
        let name = parts.get(before..before + names).unwrap_or(&[]);
        return (Some((MentionKind::Person(person(text, &frame, name)), end + 1)), end + 1);
    }
    if names > 0 && title_before.is_some_and(|t| t + 1 == before) {
        let name = parts.get(before..before + names).unwrap_or(&[]);
        if name.iter().all(|p| p.stem.of(text).chars().count() >= 2) {
            let person = person(text, parts.get(..before).unwrap_or(&[]), name);
            return (Some((MentionKind::Person(person), before + names)), before + names);
        }
    }
    if let Some(end) = title_before {
        let person = person(text, parts.get(..=end).unwrap_or(&[]), &[]);
        return (Some((MentionKind::Person(person), end + 1)), end + 1);
    }
    if before > 0 {
        return organisation(parts.get(..before).unwrap_or(&[]));
    }
    match parts.first() {
        Some(_) if names > 0 => (None, names),
        _ => (None, 1),
    }
}

/// The organisation or state in a run of frames without title or name: 러시아 외무부, 미국.
fn organisation(parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
    let country = parts.iter().find_map(|p| match &p.item {
        Item::Country(code) => Some(code.clone()),
        _ => None,
    });
    let last = parts.iter().rposition(|p| matches!(p.item, Item::Organisation { .. }));
    match (last.and_then(|n| Some((n, parts.get(n)?))), country) {
        (Some((n, Part { item: Item::Organisation { country: own, media }, .. })), country) => {
            let country = if *media { own.clone().or(country) } else { country.or(own.clone()) };
            (Some((MentionKind::Organisation { country, media: *media }, n + 1)), parts.len())
        }
        (_, Some(code)) => {
            let n = parts.iter().position(|p| matches!(p.item, Item::Country(_))).unwrap_or(0);
            if n == 0 { (Some((MentionKind::Country(code), 1)), 1) } else { (None, n) }
        }
        _ => (None, parts.len()),
    }
}

/// Whom an office acts for that begins with a state: 미국대사, and 주한미국대사 after the seat of the mission.
fn of_mission(office: &str) -> Option<String> {
    let Some(accredited) = office.strip_prefix('주') else { return prefix_country(office) };
    let facts = lexicon();
    let rests = accredited.char_indices().skip(1).filter_map(|(n, _)| accredited.split_at_checked(n));
    let behind_seat = rests
        .take(8)
        .filter(|(seat, _)| facts.country(seat).is_some() || facts.country_by_short(seat).is_some());
    behind_seat
        .filter_map(|(_, sent_by)| {
            let short = sent_by.chars().next().map_or(0, char::len_utf8);
            prefix_country(sent_by).or_else(|| {
                let short = facts.country_by_short(sent_by.get(..short)?)?;
                Some(short.code.clone()).filter(|_| sent_by.contains('군'))
            })
        })
        .next()
        .or_else(|| prefix_country(accredited))
}

fn person(text: &str, frame: &[Part], name: &[Part]) -> PersonMention {
    let mut person =
        PersonMention { name: name.iter().map(|p| p.stem).collect(), ..PersonMention::default() };
    let mut organisation: Option<&Part> = None;
    // 유엔 주재 러시아 대사: where an envoy is accredited is told before that word, for whom they act behind it.
    let seat = frame.iter().rposition(|p| p.item == Item::Modifier && p.stem.of(text) == "주재");
    for part in frame.get(seat.unwrap_or(0)..).unwrap_or(&[]) {
        match &part.item {
            Item::Country(code) => person.country = person.country.or(Some(code.clone())),
            Item::Organisation { country, .. } => {
                person.country = person.country.or(country.clone());
                organisation = Some(part);
            }
            Item::Title(rank) => {
                person.titles.push(part.stem);
                person.rank = Some(*rank);
                if person.country.is_none() {
                    person.country = of_mission(part.stem.of(text));
                }
            }
            Item::Modifier | Item::Place | Item::Name | Item::Other => {}
        }
    }
    person.affiliation = organisation.map(|p| p.stem);
    person.alias = name.last().and_then(|part| alias_behind(text, part.stem.end));
    person
}

/// A name in hanja or Latin letters in the bracket that opens right behind a name: 왕이(王毅), 볼턴(Bolton).
fn alias_behind(text: &str, end: usize) -> Option<ByteSpan> {
    let inner = text.get(end..)?.strip_prefix('(')?;
    let alias = inner.get(..inner.find(')')?)?;
    let latin =
        alias.starts_with(|c: char| c.is_ascii_uppercase()) && alias.chars().any(|c| c.is_ascii_lowercase());
    let written = alias.chars().all(jamo::is_hanja) || latin && alias.chars().all(|c| c.is_alphabetic());
    (alias.chars().count() >= 2 && alias.len() <= 30 && written)
        .then(|| ByteSpan::new(end + 1, end + 1 + alias.len()))
}
