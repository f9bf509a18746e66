//! Who passes on what somebody else says.

use sagwan_text::vocabulary::Effect;

use super::line::Line;
use super::speaker::subject_in;

/// Whether what a cue presents is passed on (말했다고 청와대는 전했다): by whom, when it is told behind the cue.
pub(super) fn relay(line: &Line<'_>, cue: usize) -> Option<Option<usize>> {
    let outer = line.cues.iter().find(|c| c.word > cue)?;
    if !line.facts.has(cue, Effect::Quotes) {
        return None;
    }
    Some(subject_in(line, cue + 1..outer.word).and_then(|s| s.actor))
}

/// Whoever is cited between two words (A를 인용해), and the word behind the citing.
pub(super) fn cited(line: &Line<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    (from..=to).filter(|&n| line.is_outside(n)).find_map(|n| {
        let source = line.named.get(line.facts.mentions(n, Effect::Cited).max()?)?;
        Some((source.actor?, n + 1))
    })
}
