//! Weighs who takes part in an event, and whether its word tells of one at all.
//!
//! Takes an event's word with what the rules make of it, gives what several clues together speak for. Candidates are all
//! actors in reach ([`side`]); of the sets of sides that can be made of them ([`whole`]), what the rules say among them, the
//! one with the best odds is taken. Without weights it is what the rules say.

mod side;
mod whole;

use sagwan_text::{ByteSpan, Case, Voice};

use super::telling::Telling;
use super::{View, is_meeting};
use crate::cast::Cast;
use crate::events::{Occasion, PlaceMention};
use crate::record::{EventKind, Role, Status};

/// How many events before a word are looked at: more than articles tell, so that a reading stays linear in a text of any length.
pub(super) const REMEMBERED: usize = 64;

/// What is known beside a word when it is weighed.
pub(super) struct Around<'a> {
    pub(super) cast: &'a Cast,
    /// Whom the sentences before are about.
    pub(super) subject: Option<usize>,
    /// The events of the sentences before.
    pub(super) earlier: &'a [Occasion],
    /// Those of the sentence before the word.
    pub(super) beside: &'a [Occasion],
}

/// What is read of an event but for its sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline<'p> {
    pub(super) kind: EventKind,
    pub(super) status: Status,
    pub(super) time: Option<usize>,
    pub(super) place: Option<&'p PlaceMention>,
}

/// An actor who may be a side.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) actor: usize,
    pub(crate) clues: Vec<i16>,
    /// Hundredths of the logarithm of the odds.
    pub(crate) score: i16,
}

/// Sides that an event may have.
#[derive(Debug, Clone)]
pub(crate) struct Sides {
    pub(crate) participants: Vec<(usize, Role)>,
    pub(crate) clues: Vec<i16>,
    /// Hundredths of the logarithm of the odds that these are the sides and that there is such an event.
    pub(crate) score: i16,
}

/// An event that a word may name, with all that was weighed.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    pub(crate) trigger: ByteSpan,
    pub(crate) kind: EventKind,
    pub(crate) status: Status,
    /// Index into the times.
    pub(crate) time: Option<usize>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) sides: Vec<Sides>,
    /// Which of the sides were taken.
    pub(crate) chosen: Option<usize>,
}

/// The least odds by which a telling is taken, less than even: where events, and events with all fields right, were best by
/// cross-validation. What is told twice or is none is left out later, by what the whole article tells.
const LEAST: i16 = -60;

/// Weighs an event that a word may name. `ruled` are its sides as the rules have them, `None` when to them there is none.
pub(super) fn weigh(
    view: &View<'_>,
    around: &Around<'_>,
    telling: &Telling<'_>,
    outline: Outline<'_>,
    ruled: Option<&[(usize, Role)]>,
) -> Proposal {
    let weights = view.reading.weights;
    let asked = side::Asked::new(view, around, telling, outline, ruled.unwrap_or(&[]));
    let mut candidates: Vec<Candidate> = asked
        .candidates()
        .into_iter()
        .map(|actor| {
            let clues: Vec<i16> = asked.clues(actor).iter().map(|(_, value)| *value).collect();
            Candidate { actor, score: weights.side.score(&clues), clues }
        })
        .collect();
    candidates.sort_by_key(|c| std::cmp::Reverse(c.score));
    let told = whole::told(around, outline);
    let mut sides: Vec<Sides> = Vec::new();
    for set in sets(view, around.cast, telling, outline, &candidates, ruled) {
        let clues = whole::clues(view, around, telling, outline, (&set, ruled), (&candidates, &told));
        let clues: Vec<i16> = clues.iter().map(|(_, value)| *value).collect();
        sides.push(Sides { participants: set, score: weights.telling.score(&clues), clues });
    }
    let chosen = if weights.telling.is_empty() {
        ruled.and_then(|ruled| sides.iter().position(|s| s.participants == ruled))
    } else {
        let best = (0..sides.len()).rev().max_by_key(|&n| sides.get(n).map(|s| s.score));
        best.filter(|&n| sides.get(n).is_some_and(|s| s.score > LEAST))
    };
    Proposal {
        trigger: telling.token.stem,
        kind: outline.kind,
        status: outline.status,
        time: outline.time,
        candidates,
        sides,
        chosen,
    }
}

/// Of how many candidates every two and three are tried.
const TRIED: usize = 3;
/// Up to how many of the best are tried together; no event in the annotated articles has more sides that are named.
const LARGEST: usize = 9;

/// The sets of sides that are weighed: what the rules say first, then the best so many, then all that are likely.
fn sets(
    view: &View<'_>,
    cast: &Cast,
    telling: &Telling<'_>,
    outline: Outline<'_>,
    candidates: &[Candidate],
    ruled: Option<&[(usize, Role)]>,
) -> Vec<Vec<(usize, Role)>> {
    let role = |actor: usize| {
        let of_rules = ruled.and_then(|ruled| ruled.iter().find(|(a, _)| *a == actor)).map(|(_, role)| *role);
        of_rules.unwrap_or_else(|| default_role(view, telling, actor))
    };
    let attendees = |set: &mut Vec<(usize, Role)>| {
        let others =
            ruled.unwrap_or(&[]).iter().filter(|(_, r)| matches!(r, Role::Attendee | Role::Mediator));
        for (actor, role) in others {
            if !set.iter().any(|(a, _)| a == actor) {
                set.push((*actor, *role));
            }
        }
    };
    let mut found: Vec<Vec<(usize, Role)>> = Vec::new();
    let mut add = |mut set: Vec<(usize, Role)>| {
        set.sort_by_key(|(a, _)| *a);
        let same = |other: &Vec<(usize, Role)>| {
            let mut other: Vec<usize> = other.iter().map(|(a, _)| *a).collect();
            other.sort_unstable();
            other == set.iter().map(|(a, _)| *a).collect::<Vec<_>>()
        };
        if fits(cast, outline.kind, &set) && !found.iter().any(same) {
            found.push(set);
        }
    };
    let of = |candidates: &mut dyn Iterator<Item = &Candidate>| {
        let mut set: Vec<(usize, Role)> = candidates.map(|c| (c.actor, role(c.actor))).collect();
        attendees(&mut set);
        set
    };
    for count in 1..=LARGEST {
        add(of(&mut candidates.iter().take(count)));
    }
    let tried = TRIED;
    let best = candidates.get(..tried.min(candidates.len())).unwrap_or(&[]);
    for (n, first) in best.iter().enumerate() {
        add(of(&mut std::iter::once(first)));
        for (m, second) in best.iter().enumerate().skip(n + 1) {
            add(of(&mut [first, second].into_iter()));
            for third in best.iter().skip(m + 1) {
                add(of(&mut [first, second, third].into_iter()));
            }
        }
    }
    add(of(&mut candidates.iter().filter(|c| c.score > 0)));
    if let Some(ruled) = ruled {
        let of_rules = |set: &Vec<(usize, Role)>| {
            set.len() == ruled.len() && ruled.iter().all(|(a, _)| set.iter().any(|(b, _)| a == b))
        };
        found.retain(|set| !of_rules(set));
        found.insert(0, ruled.to_vec());
    }
    found
}

/// The part of a side of which the rules say nothing, from the case in which it stands: 대사를 초치하다, 대사가 초치되다.
fn default_role(view: &View<'_>, telling: &Telling<'_>, actor: usize) -> Role {
    let trigger = telling.hit.trigger;
    let mention = view.mentions.iter().rfind(|(m, a)| *a == Some(actor) && m.last < telling.at);
    let case = mention.map(|(m, _)| super::cast::case(view, m));
    let acted_on = match telling.token.voice {
        Voice::Passive => case == Some(Case::Subject),
        _ => trigger.kind != EventKind::Visit && matches!(case, Some(Case::Object | Case::With | Case::To)),
    };
    if acted_on { trigger.counterpart } else { trigger.subject }
}

/// Whether a set of sides can be that of an event of a kind.
fn fits(cast: &Cast, kind: EventKind, set: &[(usize, Role)]) -> bool {
    let sides = set.iter().filter(|(_, role)| !matches!(role, Role::Attendee | Role::Mediator)).count();
    let travels =
        |(actor, role): &(usize, Role)| *role == Role::Visitor && super::cast::is_traveller(cast, *actor);
    match kind {
        EventKind::Visit => set.iter().any(travels),
        EventKind::Conference | EventKind::Letter | EventKind::Agreement => sides >= 1,
        kind if is_meeting(kind) || kind == EventKind::Audience => sides >= 2,
        _ => sides >= 1,
    }
}
