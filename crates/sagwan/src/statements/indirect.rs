//! Reported clauses: those with a cue, points made, what is demanded or concluded.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, WordClass};

use super::Said;
use super::bounds::{behind_lead, behind_setting};
use super::line::{Line, cue_from, tells};
use super::relay::{cited, relay};
use super::speaker::{in_stretch, subject_in, subjects};
use crate::record::Mode;

/// How a reported clause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Its cue follows: …다고.
    Report,
    /// Another may follow before the cue: …다며.
    Link,
    /// A noun takes it up: …할 것을 촉구했다, …다는 점을 강조했다.
    Noun,
    /// What somebody concludes: …할 것으로 내다봤다.
    Conclusion,
}

/// What has been read of a sentence up to a word.
#[derive(Debug, Clone, Copy)]
struct Before {
    /// The first word that may belong to what is said next.
    from: usize,
    /// Who goes on speaking, where the subject stays who it was (…다며, 말하면서).
    stays: Option<usize>,
    /// Who spoke last before the sentence.
    last_speaker: Option<usize>,
}

/// The reported clauses of the sentence; `direct` are its quotations that are statements.
pub(super) fn find(line: &Line<'_>, last_speaker: Option<usize>, direct: &[Said]) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    let mut before = Before { from: 0, stays: None, last_speaker };
    for n in (0..line.words().len()).filter(|&n| line.is_outside(n)) {
        if let Some(after) = behind_quotation(line, n, before, direct) {
            before = after;
        } else if let Some((said, after)) =
            end_at(line, n).and_then(|end| report(line, n, end, before, direct))
        {
            before = after;
            found.extend(said);
        }
    }
    found
}

/// What has been read behind the particle of a quotation that is told as such.
fn behind_quotation(line: &Line<'_>, n: usize, before: Before, direct: &[Said]) -> Option<Before> {
    let ends = line.value(n, Effect::Quotes)?;
    let start = line.word(n)?.span.start;
    let quote =
        line.sentence.quotes.iter().find(|q| q.span.end <= start && line.word_from(q.span.end) == n)?;
    let told = direct.iter().find(|d| quote.span.contains(d.content));
    // 정식 회담이 아닌 '간담'이라고: a word in marks at the end of what is reported.
    let stays = told.filter(|_| ends == "link").and_then(|d| d.speaker);
    (ends != "report" || told.is_some()).then_some(Before { from: n + 1, stays, ..before })
}

fn end_at(line: &Line<'_>, n: usize) -> Option<End> {
    match line.value(n, Effect::Quotes) {
        Some("report") => return Some(End::Report),
        Some("link") => return Some(End::Link),
        _ => {}
    }
    Some(match line.value(n, Effect::Point)? {
        "conclusion" => End::Conclusion,
        _ => End::Noun,
    })
}

/// The statement that ends with a word, if it is one, and what has been read behind it. `None` when the word ends nothing.
fn report(
    line: &Line<'_>,
    n: usize,
    end: End,
    before: Before,
    direct: &[Said],
) -> Option<(Option<Said>, Before)> {
    let cue = cue_from(line, n + 1, end == End::Link)?;
    if end != End::Link && (n + 1..cue.word).any(|k| is_another_clause(line, k)) {
        return None;
    }
    let from = behind_over(line, before.from, n).unwrap_or(before.from);
    let nothing = Before { from, ..before };
    let behind = subject_in(line, n + 1..cue.word).filter(|_| end != End::Link);
    let (speaker, mention) = match behind {
        Some(somebody) => (somebody.actor, None),
        None if before.stays.is_some() && from == before.from => (before.stays, None),
        None => in_stretch(line, from..n, before.last_speaker),
    };
    // …것으로 분석하는: what a noun takes up is said only where a verb tells so that closes or joins clauses.
    if matches!(end, End::Conclusion | End::Noun) && !tells(line, cue.word) {
        return Some((None, nothing));
    }
    let mut start = match mention {
        Some(s) => behind_setting(line, s.behind..n),
        None => behind_lead(line, from),
    };
    let mut said_by = speaker;
    let mut reported_by = None;
    // B는 A를 인용해 …고 보도했다: A's words, passed on by B.
    if let Some((source, behind)) = cited(line, mention.map_or(from, |s| s.behind), cue.word) {
        reported_by = speaker.filter(|s| *s != source);
        said_by = Some(source);
        if behind <= n {
            start = start.max(behind);
        }
    }
    match relay(line, cue.word).filter(|_| end != End::Link) {
        // A는 …라고 말했다고 B가 전했다.
        Some(Some(teller)) => reported_by = Some(teller),
        // B는 A가 …라고 말했다고 전했다: the subject inside is the one who said it.
        Some(None) => match subjects(line, start..n).next() {
            Some(inner) => {
                reported_by = speaker;
                said_by = inner.actor;
                start = behind_setting(line, inner.behind..n);
            }
            // 함께 간다는 점을 강조했다고 말했다: of what somebody says of themselves the whole is said.
            None if matches!(end, End::Noun | End::Conclusion) => return Some((None, nothing)),
            None => {}
        },
        None => {}
    }
    let content = content(line, start, n, end)?;
    // 계속되고 있다며 대응하겠다고: after a first report one word is a second, but not the rest of one (…고 있다고).
    let goes_on = before.stays.is_some() && line.word(n)?.auxiliary_of.is_none();
    let hearsay = line.facts.has(cue.word, Effect::Hearsay) && reported_by.is_none();
    let covers = |d: &Said| content.contains(d.content) && d.content.len() * 2 > content.len();
    if hearsay
        || line.facts.has(n, Effect::Elsewhere)
        || line.length(content) < 2 && !goes_on
        || direct.iter().any(covers)
    {
        return Some((None, nothing));
    }
    let mut said = line.said(said_by, Mode::Indirect, content, Some(cue));
    said.reported_by = reported_by;
    let stays = said.speaker.filter(|_| end == End::Link || line.facts.has(cue.word, Effect::Stays));
    let from = if end == End::Link { n + 1 } else { cue.word + 1 };
    Some((Some(said), Before { from, stays, ..before }))
}

/// Between a report and its cue stand at most who says it, when, where and how.
fn is_another_clause(line: &Line<'_>, n: usize) -> bool {
    let predicate = line
        .word(n)
        .is_some_and(|w| matches!(w.class, WordClass::Connective | WordClass::Final | WordClass::Adnominal));
    predicate && !line.facts.has(n, Effect::Setting) && !line.facts.has(n, Effect::Cited)
}

/// Where the clause begins behind one that is told to its end: 필요성을 강조했으며, …라는 점도 확인했다.
fn behind_over(line: &Line<'_>, from: usize, n: usize) -> Option<usize> {
    let over = line.cues.iter().rev().filter(|c| from <= c.word && c.word < n).find(|c| {
        let connects = line.word(c.word).is_some_and(|w| w.class == WordClass::Connective);
        connects && line.is_comma(c.word + 1) && !line.facts.has(c.word, Effect::Quotes)
    })?;
    Some(over.word + 2)
}

/// What is said, up to the word that closes it.
fn content(line: &Line<'_>, start: usize, n: usize, end: End) -> Option<ByteSpan> {
    let last = line.word(n)?;
    let point = line.value(n, Effect::Point) == Some("point");
    let to = if end == End::Noun && point { last.stem.end } else { last.span.end };
    Some(ByteSpan::new(line.word(start)?.span.start, to).trim(line.text))
}
