//! What somebody is cited for: 외교부에 따르면 + clause.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, WordKind};

use super::Said;
use super::line::Line;
use crate::record::Mode;

/// Shorter than this nothing is told, in bytes: three syllables.
const SHORTEST: usize = 10;

/// The clause that the sentence tells on somebody's word, unless most of it is a statement already.
pub(super) fn find(line: &Line<'_>, already: &[Said]) -> Option<Said> {
    let (n, source) = (0..line.words().len()).filter(|&n| line.is_outside(n)).find_map(|n| {
        let nearest = line.facts.mentions(n, Effect::Source).max()?;
        Some((n, line.named.get(nearest)?))
    })?;
    let start = if line.is_comma(n + 1) { n + 2 } else { n + 1 };
    let last = line.words().iter().rposition(|w| matches!(w.kind, WordKind::Word | WordKind::Close))?;
    let content = ByteSpan::new(line.word(start)?.span.start, line.word(last)?.span.end);
    let told = already.iter().any(|s| content.contains(s.content) && s.content.len() * 2 > content.len());
    if content.len() < SHORTEST || told {
        return None;
    }
    let mut said = line.said(source.actor, Mode::Indirect, content, None);
    said.cue = Some(source.mention.particle.join(line.word(n)?.span));
    Some(said)
}
