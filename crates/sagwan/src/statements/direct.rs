//! Quotations that are statements: which they are, how far they reach, whose they are.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{Case, LinkKind, Mood, Pos, Quote, Tense, Voice, Word, WordClass};

use super::Said;
use super::bounds::{behind_setting, phrase_start};
use super::line::{Cue, Line, SAY, Somebody, cue_at, cue_from, words_in};
use super::relay::{cited, relay};
use super::speaker::{in_stretch, subject_in};
use crate::record::Mode;

/// So few words are a fragment of the clause around them, though they end it.
const FRAGMENT: usize = 4;

/// The statements that the quotations of the sentence are, with those inside them.
pub(super) fn find(line: &Line<'_>, last_speaker: Option<usize>) -> Vec<Said> {
    let mut found = Vec::new();
    // The cue of the quotation before.
    let mut before = None;
    for quote in line.quotes.iter().filter(|q| q.closed) {
        let next = line.word_from(quote.span.end);
        let Some(cue) = cue_behind(line, quote, next) else { continue };
        found.extend(of(line, quote, cue, before, last_speaker));
        before = Some(cue.word);
    }
    found
}

/// The statement that a quotation is with its cue, and the one inside it.
fn of(
    line: &Line<'_>,
    quote: &Quote,
    cue: Cue,
    before: Option<usize>,
    last_speaker: Option<usize>,
) -> Vec<Said> {
    let content = quote.content.trim(line.text);
    let first = line.word_from(quote.span.start);
    let next = line.word_from(quote.span.end);
    let (speaker, mention) = match subject_behind(line, next, cue.word) {
        Some(somebody) => (somebody.actor, None),
        None => in_stretch(line, clause_of(line, first, before)..first, last_speaker),
    };
    // B는 A를 인용해 "…"고 전했다: A's words, passed on by B.
    let from = mention.map_or(0, |s| s.behind);
    let cited = cited(line, from, cue.word);
    let source = cited.map(|(source, _)| source);
    let reported_by = source.and(speaker).filter(|s| Some(*s) != source);
    let speaker = source.or(speaker);
    let from = cited.map_or(from, |(_, behind)| behind);
    let wider = mention.and_then(|_| wider_clause(line, quote, from));
    if let Some(content) = wider.and_then(|from| line.span(from, next)) {
        return vec![Said { reported_by, ..line.said(speaker, Mode::Indirect, content, Some(cue)) }];
    }
    let mut said = Said { reported_by, ..line.said(speaker, Mode::Direct, content, Some(cue)) };
    match relay(line, cue.word) {
        // A는 "…"라고 말했다고 B는 전했다.
        Some(Some(teller)) => said.reported_by = Some(teller),
        // B는 A가 "…"라고 말했다고 전했다: whoever stands closer said it.
        Some(None) => {
            let closer = subject_in(line, mention.map_or(0, |s| s.behind)..first);
            if let Some(inner) = closer.and_then(|s| s.actor).filter(|a| Some(*a) != speaker) {
                said.reported_by = speaker;
                said.speaker = Some(inner);
            }
        }
        None => {}
    }
    quoted_inside(line, quote, said.speaker).into_iter().chain([said]).collect()
}

/// Whether what stands in the marks is a clause: several words, one that is a predicate ("없다"고 답했다), or one before what
/// follows clauses only ("서두르자"고).
pub(super) fn is_clause(line: &Line<'_>, quote: &Quote) -> bool {
    let mut words = line.words().get(words_in(line.sentence, quote.content)).unwrap_or(&[]).iter();
    line.length(quote.content) >= 2
        || words.any(|w| w.class == WordClass::Final)
        || line.facts.has(line.word_from(quote.span.end), Effect::Clausal)
}

/// The cue of a quotation that is told as one by the particle at `next`: the next one in what is told of its speaker, else the verb
/// that tells what the speaker does with it ("…"며 한숨지었다).
fn cue_behind(line: &Line<'_>, quote: &Quote, next: usize) -> Option<Cue> {
    if !line.facts.has(next, Effect::Quotes) || !is_clause(line, quote) {
        return None;
    }
    let behind = || (next + 1..line.words().len()).filter(|&n| line.is_outside(n));
    let ends = behind().find(|&n| closes(line, n));
    let goes_on = line.value(next, Effect::Quotes) == Some("link");
    let told = cue_from(line, next + 1, goes_on).filter(|c| ends.is_none_or(|end| c.word <= end));
    let shown = || {
        let verb = ends.filter(|&n| shows(line, n))?;
        let speech = quote.double || ends_a_clause(line, quote);
        let quoted = speech && line.value(next, Effect::Quotes) != Some("noun");
        quoted.then_some(Cue { word: verb, act: SAY })
    };
    told.or_else(shown)
}

/// Whether what is told of a speaker ends with a word: at the end of the sentence, or before somebody else's clause.
fn closes(line: &Line<'_>, n: usize) -> bool {
    let Some(word) = line.word(n) else { return false };
    let next = if line.is_comma(n + 1) { n + 2 } else { n + 1 };
    match word.class {
        WordClass::Final => true,
        WordClass::Connective => line.named.iter().any(|s| s.may_speak && s.mention.first == next),
        _ => Some(n) == line.last_word(),
    }
}

/// Whether a verb can tell of somebody who has just spoken.
fn shows(line: &Line<'_>, n: usize) -> bool {
    line.word(n).is_some_and(|word| {
        let verb = matches!(word.pos, Pos::Verb | Pos::Aux | Pos::Propn) && word.voice == Voice::Active;
        verb && !line.facts.has(n, Effect::Silent)
    })
}

/// The subject between the last quotation under a cue and the cue: it speaks all of them. In "…"라며 북한이 핵을 보유했다는 사실을 강조했다 it is the subject of its own clause.
fn subject_behind<'l, 'a>(line: &'l Line<'a>, next: usize, cue: usize) -> Option<&'l Somebody<'a>> {
    let ends = line.quotes.iter().map(|q| line.word_from(q.span.end));
    let last = ends.filter(|&end| end < cue).max().unwrap_or(next);
    let somebody = subject_in(line, last..cue)?;
    let mut between = line.words().get(somebody.behind..cue).unwrap_or(&[]).iter();
    let own = between.any(|w| matches!(w.class, WordClass::Adnominal | WordClass::Connective));
    (!own).then_some(somebody)
}

/// Where the clause begins that a quotation belongs to: behind the cue of the one before (A는 "…"고 밝혔으며, B는 "…"고
/// 비판했다) or behind its particle (A는 "…"고, B는 "…"고 말했다), where another subject follows.
fn clause_of(line: &Line<'_>, first: usize, before: Option<usize>) -> usize {
    let behind = |n: &usize| line.value(*n, Effect::Quotes) == Some("report") && line.is_comma(n + 1);
    let quoted = (0..first).rev().find(behind);
    let over = |n: &usize| {
        let joins = |w: &Word| w.class == WordClass::Connective;
        let past = |w: &Word| w.tense == Tense::Past || line.is_comma(n + 1);
        *n < first && line.word(*n).is_some_and(|w| joins(w) && past(w))
    };
    let told = line.cues.iter().map(|c| c.word).rfind(over);
    let ends = [before.filter(|&cue| cue < first), quoted, told];
    let begins = |end: &usize| subject_in(line, end + 1..first).is_some();
    ends.into_iter().flatten().filter(begins).max().map_or(0, |end| end + 1)
}

/// The words that somebody quoted says somebody else said: `"'…'고 그는 말했다"`.
fn quoted_inside(line: &Line<'_>, outer: &Quote, teller: Option<usize>) -> Option<Said> {
    let inner = line.inner.iter().find(|q| outer.content.contains(q.span) && q.closed)?;
    let next = line.word_from(inner.span.end);
    if !line.facts.has(next, Effect::Quotes) {
        return None;
    }
    let within = |n: &usize| line.word(*n).is_some_and(|w| outer.content.contains(w.span));
    let cue = (next + 1..next + 5).take_while(within).find_map(|n| cue_at(line.sentence, line.facts, n))?;
    let speaker = line.named.iter().find(|s| {
        outer.content.contains(s.mention.span)
            && s.mention.span.end <= inner.span.start
            && s.mention.may_be_subject()
            && s.actor.is_some()
    });
    let content = inner.content.trim(line.text);
    let mut said = line.said(speaker.and_then(|s| s.actor), Mode::Direct, content, Some(cue));
    said.reported_by = teller;
    Some(said)
}

/// The first word of the clause that a quoted fragment belongs to: one with a subject of its own between the speaker and
/// the quotation (이스라엘이 "가까운 미래에" …).
fn wider_clause(line: &Line<'_>, quote: &Quote, from: usize) -> Option<usize> {
    let first = line.word_from(quote.span.start);
    if ends_a_clause(line, quote) && line.length(quote.content) > FRAGMENT {
        return None;
    }
    // A report that ended before (개최한다며 "…", "…"며) has subjects of its own.
    let ended = (from..first).rev().find(|&n| line.facts.has(n, Effect::Quotes));
    let from = behind_setting(line, ended.map_or(from, |n| n + 1)..first);
    let subject = |n: &usize| line.word(*n).is_some_and(|w| matches!(w.case, Case::Subject | Case::Topic));
    // 위로한 것을 언급하면서 "…": a clause that stands before a noun has its subject for itself.
    let open = |n: &usize| {
        let clause = line.sentence.clause_at(*n);
        let over = clause.and_then(|c| c.predicate).is_some_and(|p| p < first);
        let coordinate = clause.and_then(|c| c.link).is_some_and(|l| l.kind == LinkKind::Coordinate);
        !over || coordinate
    };
    let own = (from..first).filter(|n| line.is_outside(*n)).filter(open).find(subject)?;
    let start = phrase_start(line, from, own);
    let wider = quote.span.end - line.word(start)?.span.start;
    (quote.content.len() * 2 < wider).then_some(start)
}

/// Whether a quotation ends as a sentence does.
fn ends_a_clause(line: &Line<'_>, quote: &Quote) -> bool {
    let within = words_in(line.sentence, quote.content);
    let Some(last) = within.end.checked_sub(1).filter(|n| within.contains(n)) else { return false };
    line.word(last).is_some_and(|word| {
        let calls = matches!(word.mood, Mood::Imperative | Mood::Hortative | Mood::Interrogative);
        !word.is_word() || word.ends_clause() || calls || line.facts.has(last, Effect::Verbless)
    })
}
