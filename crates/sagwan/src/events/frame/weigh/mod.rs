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
use crate::events::clue::{self, Clue, flag};
use crate::events::{Occasion, PlaceMention};
use crate::record::{Certainty, EventKind, Role, Status};

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
    pub(super) certainty: Certainty,
}

/// Who takes part in an event, and as what.
type Set = [(usize, Role)];

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
    pub(crate) certainty: Certainty,
    /// Index into the times.
    pub(crate) time: Option<usize>,
    pub(crate) place: Option<PlaceMention>,
    /// The sentence that the word stands in.
    pub(crate) sentence: usize,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) sides: Vec<Sides>,
    /// Which of the sides were taken.
    pub(crate) chosen: Option<usize>,
}

/// The least odds by which a telling is taken, less than even: where events, and events with all fields right, were best by
/// cross-validation. What is told twice or is none is left out later, by what the whole article tells.
const LEAST: i16 = -60;

/// The same for what rules find told in so many words: 한국과 몽골은 서울에서 회담을 했다.
const PLAIN: i16 = -160;

/// Weighs an event that a word may name. `ruled` are its sides as the rules have them, `None` when to them there is none.
pub(super) fn weigh(
    view: &View<'_>,
    around: &Around<'_>,
    telling: &Telling<'_>,
    outline: Outline<'_>,
    ruled: Option<&Set>,
) -> Proposal {
    let weights = view.reading.weights;
    let asked = side::Asked::new(view, around, telling, outline, ruled.unwrap_or(&[]));
    let candidate = |actor: usize| {
        let clues = clue::values(asked.clues(actor));
        Candidate { actor, score: weights.side.score(&clues), clues }
    };
    let mut candidates: Vec<Candidate> = asked.candidates().into_iter().map(candidate).collect();
    candidates.sort_by_key(|c| std::cmp::Reverse(c.score));
    let asked = whole::Asked::new(view, around, telling, outline, ruled, &candidates);
    let weighed = |participants: Vec<(usize, Role)>| {
        let clues = clue::values(asked.clues(&participants));
        Sides { participants, score: weights.telling.score(&clues), clues }
    };
    let sets = sets(view, around.cast, telling, outline, &candidates, ruled);
    let sides: Vec<Sides> = sets.into_iter().map(weighed).collect();
    let chosen = if weights.telling.is_empty() {
        ruled.and_then(|ruled| sides.iter().position(|s| s.participants == ruled))
    } else {
        let best = (0..sides.len()).rev().max_by_key(|&n| sides.get(n).map(|s| s.score));
        let of_two = match outline.kind {
            EventKind::Summons | EventKind::Audience => true,
            // A letter of which it is told who sent and who received it.
            EventKind::Letter => ruled.is_some_and(|sides| sides.len() >= 2),
            kind => is_meeting(kind),
        };
        let plain = |s: &Sides| telling.told && of_two && ruled == Some(&s.participants);
        let least = |s: &Sides| if plain(s) { PLAIN } else { LEAST };
        best.filter(|&n| sides.get(n).is_some_and(|s| s.score > least(s)))
    };
    Proposal {
        trigger: telling.token.stem,
        kind: outline.kind,
        status: outline.status,
        certainty: outline.certainty,
        time: outline.time,
        place: outline.place.cloned(),
        sentence: view.index,
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
    ruled: Option<&Set>,
) -> Vec<Vec<(usize, Role)>> {
    let of_rules = ruled.unwrap_or_default();
    let part = |actor: usize| {
        let told = of_rules.iter().find(|(a, _)| *a == actor).map(|(_, role)| *role);
        (actor, told.unwrap_or_else(|| default_role(view, telling, actor)))
    };
    let mut found: Vec<Vec<(usize, Role)>> = ruled.into_iter().map(<[_]>::to_vec).collect();
    let mut add = |own: &mut dyn Iterator<Item = &Candidate>| {
        let mut set: Vec<(usize, Role)> = own.map(|c| part(c.actor)).collect();
        // Who only sits in does so whatever the sides are.
        let others =
            of_rules.iter().filter(|(actor, role)| !role.is_side() && !set.iter().any(|(a, _)| a == actor));
        let others: Vec<(usize, Role)> = others.copied().collect();
        set.extend(others);
        set.sort_by_key(|(actor, _)| *actor);
        if fits(cast, outline.kind, &set) && !found.iter().any(|other| are_the_same(other, &set)) {
            found.push(set);
        }
    };
    for count in 1..=LARGEST {
        add(&mut candidates.iter().take(count));
    }
    let best = candidates.get(..TRIED.min(candidates.len())).unwrap_or(&[]);
    for (n, first) in best.iter().enumerate() {
        add(&mut std::iter::once(first));
        for (m, second) in best.iter().enumerate().skip(n + 1) {
            add(&mut [first, second].into_iter());
            for third in best.iter().skip(m + 1) {
                add(&mut [first, second, third].into_iter());
            }
        }
    }
    add(&mut candidates.iter().filter(|c| c.score > 0));
    found
}

/// Whether the same actors take part, as whatever.
fn are_the_same(a: &Set, b: &Set) -> bool {
    a.len() == b.len() && a.iter().all(|(actor, _)| b.iter().any(|(other, _)| other == actor))
}

/// What speaks for any event of a word, each clue with its name; rows of the table count up to a number.
fn of_word(telling: &Telling<'_>, most: i16) -> [Clue; 12] {
    let trigger = telling.hit.trigger;
    [
        ("event", trigger.kind as i16),
        ("object", trigger.object as i16),
        ("row", clue::count(telling.hit.row, most)),
        ("verbal", flag(telling.hit.verbal)),
        ("told", flag(telling.told)),
        ("adnominal", flag(telling.adnominal)),
        ("attends", flag(telling.attends)),
        ("event subject", flag(telling.is_subject)),
        ("asks", flag(telling.asks)),
        ("received", flag(telling.received)),
        ("event case", telling.token.case as i16),
        ("event class", telling.token.class as i16),
    ]
}

/// The part of a side of which the rules say nothing, from the case in which it stands: 대사를 초치하다, 대사가 초치되다.
fn default_role(view: &View<'_>, telling: &Telling<'_>, actor: usize) -> Role {
    let trigger = telling.hit.trigger;
    let mention = view.mentions.iter().rfind(|(m, a)| *a == Some(actor) && m.last < telling.at);
    let case = mention.map(|(m, _)| super::cast::case(view, m));
    let acted_on = match telling.token.voice {
        voice if telling.undergone || voice == Voice::Passive => case == Some(Case::Subject),
        _ => trigger.kind != EventKind::Visit && matches!(case, Some(Case::Object | Case::With | Case::To)),
    };
    if acted_on { trigger.counterpart } else { trigger.subject }
}

/// Whether a set of sides can be that of an event of a kind.
fn fits(cast: &Cast, kind: EventKind, set: &Set) -> bool {
    let sides = set.iter().filter(|(_, role)| role.is_side()).count();
    let travels =
        |(actor, role): &(usize, Role)| *role == Role::Visitor && super::cast::is_traveller(cast, *actor);
    match kind {
        EventKind::Visit => set.iter().any(travels),
        kind if is_meeting(kind) || kind == EventKind::Audience => sides >= 2,
        _ => sides >= 1,
    }
}
