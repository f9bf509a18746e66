//! Whether each event that was read is one of its own: not one told before under another day or name, and none that only
//! looks like one.
//!
//! Takes the events of an article together, since what else it tells speaks for or against each, and leaves those that have
//! the better odds. Without weights all are left.

use super::clue::{self, Clue, flag};
use super::{Occasion, Reading};
use crate::cast::Cast;
use crate::record::{ActorKind, Role};

/// The least odds by which an event is left, where events were best by cross-validation.
const LEAST: i16 = -20;

/// How many events before and behind one are looked at: more than articles tell.
const NEAR: usize = 64;

/// The events that are left, and the clues of all.
pub(super) fn settle(
    reading: &Reading<'_>,
    cast: &Cast,
    occasions: Vec<Occasion>,
) -> (Vec<Occasion>, Vec<Vec<i16>>) {
    let numbered = occasions.iter().enumerate();
    let clues: Vec<Vec<i16>> =
        numbered.map(|own| clue::values(clues(reading, cast, &occasions, own))).collect();
    let own = &reading.weights.own;
    let weights = reading.weights;
    let kept = occasions.into_iter().zip(&clues).filter(|(_, c)| own.is_empty() || own.score(c) > LEAST);
    let sure = |clues: &[i16]| (!weights.sure.is_empty()).then(|| confidence(weights.sure.score(clues)));
    let settled = kept.map(|(occasion, clues)| Occasion { confidence: sure(clues), ..occasion });
    (settled.collect(), clues)
}

/// The least score of each hundredth of a probability but the first: hundredths of the logarithm of the odds.
const HUNDREDTHS: [i16; 99] = [
    -460, -389, -348, -318, -294, -275, -259, -244, -231, -220, -209, -199, -190, -182, -173, -166, -159,
    -152, -145, -139, -132, -127, -121, -115, -110, -105, -99, -94, -90, -85, -80, -75, -71, -66, -62, -58,
    -53, -49, -45, -41, -36, -32, -28, -24, -20, -16, -12, -8, -4, 0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 41,
    45, 49, 53, 58, 62, 66, 71, 75, 80, 85, 90, 94, 99, 105, 110, 115, 121, 127, 132, 139, 145, 152, 159,
    166, 173, 182, 190, 199, 209, 220, 231, 244, 259, 275, 294, 318, 348, 389, 460,
];

/// The probability of a score, in hundredths.
pub(crate) fn confidence(score: i16) -> u8 {
    HUNDREDTHS.partition_point(|least| *least <= score) as u8
}

/// How many, as far as it matters.
fn count(n: usize) -> i16 {
    clue::count(n, 30)
}

/// How much of the sides of two events is common, in hundredths.
fn likeness(a: &Occasion, b: &Occasion) -> i16 {
    let (x, y) = (a.sides(), b.sides());
    let common = x.iter().filter(|side| y.contains(side)).count();
    (200 * common / (x.len() + y.len()).max(1)) as i16
}

/// How two values stand to each other: both known and one, known and two, or unknown.
fn relation<T: PartialEq>(a: Option<T>, b: Option<T>) -> i16 {
    match (a, b) {
        (Some(a), Some(b)) => flag(a == b) * 2 - 1,
        (Some(_), None) => 2,
        (None, Some(_)) => 3,
        (None, None) => 0,
    }
}

/// What speaks for an event of its own, each clue with its name.
fn clues(
    reading: &Reading<'_>,
    cast: &Cast,
    all: &[Occasion],
    (number, own): (usize, &Occasion),
) -> Vec<Clue> {
    let group = |o: &Occasion| super::occasion::group(o.kind);
    let day = |o: &Occasion| reading.first_day(o.time);
    let window = number.saturating_sub(NEAR)..(number + NEAR).min(all.len());
    let near = || all.iter().enumerate().take(window.end).skip(window.start);
    let others = || near().filter(|(n, o)| *n != number && group(o) == group(own));
    let alike = || others().filter(|(_, o)| likeness(own, o) >= 50);
    let same = || others().filter(|(_, o)| likeness(own, o) == 100);
    let twin = alike().max_by_key(|(n, o)| (likeness(own, o), o.told, o.score, std::cmp::Reverse(*n)));
    let state = |a: &usize| cast.members.get(*a).and_then(|m| m.country.as_deref());
    let states = |o: &Occasion| {
        let mut found: Vec<Option<&str>> = o.sides().iter().map(state).collect();
        found.sort_unstable();
        found
    };
    let own_states = states(own);
    let by_state = others().filter(|(_, o)| states(o) == own_states).count();
    let members = || own.sides().into_iter().filter_map(|a| cast.members.get(a));
    let of_kind = |kind: ActorKind| count(members().filter(|m| m.kind == kind).count());
    let of_twin = |ask: &dyn Fn(usize, &Occasion) -> i16| twin.map_or(-99, |(n, o)| ask(n, o));
    let place = |o: &Occasion| o.place.as_ref().and_then(|p| p.country.clone());
    let attended = own.participants.iter().any(|(_, role)| *role == Role::Attendee);
    vec![
        ("kind", own.kind as i16),
        ("status", own.status as i16),
        ("certainty", own.certainty as i16),
        ("told", flag(own.told)),
        ("score", own.score),
        ("sides", count(own.sides().len())),
        ("persons", of_kind(ActorKind::Person)),
        ("states", of_kind(ActorKind::Country)),
        ("bodies", of_kind(ActorKind::Organization)),
        ("groups", of_kind(ActorKind::Group)),
        ("sides of no state", count(members().filter(|m| m.country.is_none()).count())),
        ("attended", flag(attended)),
        ("sentences", count(own.evidence.len())),
        ("first sentence", own.evidence.first().map_or(-1, |n| count(*n))),
        ("dated", flag(own.time.is_some())),
        ("day", reading.published_day(own.time)),
        ("placed", flag(own.place.is_some())),
        ("topics", count(own.topics.len())),
        ("sources", count(own.sources.len())),
        ("number", count(number)),
        ("events", count(all.len())),
        ("of its group", count(others().count())),
        ("alike", count(alike().count())),
        ("of the same sides", count(same().count())),
        ("of the same sides before", count(same().filter(|(n, _)| *n < number).count())),
        ("of the same states", count(by_state)),
        ("likeness of the twin", of_twin(&|_, o| likeness(own, o))),
        ("score of the twin", of_twin(&|_, o| o.score)),
        ("twin told", of_twin(&|_, o| flag(o.told))),
        ("twin before", of_twin(&|n, _| flag(n < number))),
        ("twin's kind", of_twin(&|_, o| flag(o.kind == own.kind))),
        ("twin's day", of_twin(&|_, o| relation(day(own), day(o)))),
        ("twin's place", of_twin(&|_, o| relation(place(own), place(o)))),
        ("twin ahead", of_twin(&|_, o| flag(o.status.lies_ahead()) - flag(own.status.lies_ahead()))),
        ("twin's status", of_twin(&|_, o| o.status as i16)),
        ("twin's sides", of_twin(&|_, o| count(o.sides().len()))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_odds_are_a_half_and_nothing_is_certain() {
        assert_eq!([i16::MIN, -110, 0, 110, i16::MAX].map(confidence), [0, 25, 50, 75, 99]);
    }
}
