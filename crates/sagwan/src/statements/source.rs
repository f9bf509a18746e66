//! What somebody is cited for: 외교부에 따르면 + clause.

use sagwan_text::WordKind;
use sagwan_text::vocabulary::Effect;

use super::Said;
use super::line::{Line, Somebody};
use crate::record::Mode;

/// Shorter than this nothing is told, in bytes: three syllables.
const SHORTEST: usize = 10;

/// The statements of a sentence with the clause that it tells on somebody's word, unless most of that is a statement
/// already, which is then passed on by them.
pub(super) fn with(line: &Line<'_>, said: Vec<Said>) -> Vec<Said> {
    let Some((n, source)) = source(line) else { return said };
    let by =
        |s: &Said| s.reported_by.or(source.actor.filter(|a| s.speaker.is_some_and(|speaker| speaker != *a)));
    let behind = line.word(n).map_or(0, |w| w.span.end);
    let clause = clause(line, n, source, &said);
    let passed_on = |s: Said| {
        let reported_by = if s.content.start >= behind { by(&s) } else { s.reported_by };
        Said { reported_by, ..s }
    };
    said.into_iter().map(passed_on).chain(clause).collect()
}

/// The word that tells on whose word the sentence stands, and them.
fn source<'l, 'a>(line: &'l Line<'a>) -> Option<(usize, &'l Somebody<'a>)> {
    (0..line.words().len()).filter(|&n| line.is_outside(n)).find_map(|n| {
        let nearest = line.facts.mentions(n, Effect::Source).max()?;
        Some((n, line.named.get(nearest)?))
    })
}

/// The clause behind the word that cites its source.
fn clause(line: &Line<'_>, n: usize, source: &Somebody<'_>, already: &[Said]) -> Option<Said> {
    let start = if line.is_comma(n + 1) { n + 2 } else { n + 1 };
    let last = line.words().iter().rposition(|w| matches!(w.kind, WordKind::Word | WordKind::Close))?;
    let content = line.span(start, last)?;
    let told = already.iter().any(|s| content.contains(s.content) && s.content.len() * 2 > content.len());
    if content.len() < SHORTEST || told {
        return None;
    }
    let mut said = line.said(source.actor, Mode::Indirect, content, None);
    said.cue = Some(source.mention.particle.join(line.word(n)?.span));
    Some(said)
}
