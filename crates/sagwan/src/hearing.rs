//! At which event something was said, and to whom.
//!
//! Takes statements and occasions, gives for each statement the last meeting of two sides told at or before it in which the
//! speaker is a side; the other side is then spoken to, unless the sentence names somebody else. What is said through a
//! channel (a briefing, Twitter) or to the press is said to the public. Leaves out how it is told to whom one speaks: the
//! statements know.

use std::collections::HashMap;

use crate::events::Occasion;
use crate::record::{EventKind, Status};
use crate::statements::Said;

/// A meeting is still spoken of so many sentences on.
const FARTHEST: usize = 5;

/// Where a statement was made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hearing {
    /// The number of the event.
    pub(crate) event: Option<usize>,
    /// The actors who are spoken to.
    pub(crate) addressees: Vec<usize>,
}

/// For each statement where it was made.
pub(crate) fn find(said: &[Said], occasions: &[Occasion]) -> Vec<Hearing> {
    // Where each meeting is told, in the order of the text.
    let mut told: Vec<(usize, usize)> = occasions
        .iter()
        .enumerate()
        .filter(|(_, o)| is_meeting_of_two(o))
        .flat_map(|(n, o)| o.evidence.iter().map(move |&sentence| (sentence, n)))
        .collect();
    told.sort_unstable();
    let mut told = told.into_iter().peekable();
    // The last meeting of each side so far, and the sentence that tells it.
    let mut latest: HashMap<usize, (usize, usize)> = HashMap::new();
    let mut hearings = Vec::with_capacity(said.len());
    for statement in said {
        while let Some((sentence, n)) = told.next_if(|&(sentence, _)| sentence <= statement.sentence) {
            for side in occasions.get(n).map(Occasion::sides).unwrap_or_default() {
                // Of several meetings in one sentence the first is the one spoken at.
                let known = latest.entry(side).or_insert((sentence, n));
                if known.0 < sentence {
                    *known = (sentence, n);
                }
            }
        }
        hearings.push(at(statement, &latest, occasions));
    }
    hearings
}

fn is_meeting_of_two(occasion: &Occasion) -> bool {
    let meets = matches!(
        occasion.kind,
        EventKind::Summit
            | EventKind::Talks
            | EventKind::Audience
            | EventKind::Meeting
            | EventKind::Call
            | EventKind::Summons
    );
    meets && matches!(occasion.status, Status::Occurred | Status::Underway) && occasion.sides().len() == 2
}

fn at(statement: &Said, latest: &HashMap<usize, (usize, usize)>, occasions: &[Occasion]) -> Hearing {
    let found = statement.speaker.and_then(|speaker| {
        let &(sentence, n) = latest.get(&speaker)?;
        let near =
            statement.channel.is_none() && !statement.public && statement.sentence - sentence <= FARTHEST;
        near.then_some((speaker, n))
    });
    let event = found.map(|(_, n)| n);
    if let Some(hearer) = statement.hearer {
        return Hearing { event, addressees: vec![hearer] };
    }
    let others = |(speaker, n): (usize, usize)| {
        let sides = occasions.get(n).map(Occasion::sides).unwrap_or_default();
        sides.into_iter().filter(|a| *a != speaker).collect()
    };
    Hearing { event, addressees: found.map(others).unwrap_or_default() }
}
