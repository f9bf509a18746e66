//! Whether each event that was read is one of its own: not one told before under another day or name, and none that only
//! looks like one.
//!
//! Takes the events of an article together, since what else it tells speaks for or against each, and leaves those that have
//! the better odds. Without weights all are left.

use super::{Occasion, Reading};
use crate::cast::Cast;
use crate::record::{ActorKind, Role, Status};

/// How many clues there are.
const COUNT: usize = 36;

/// The events that are left, and the clues of all.
pub(super) fn settle(
    reading: &Reading<'_>,
    cast: &Cast,
    occasions: Vec<Occasion>,
) -> (Vec<Occasion>, Vec<Vec<i16>>) {
    let clues: Vec<Vec<i16>> = (0..occasions.len())
        .map(|n| clues(reading, cast, &occasions, n).iter().map(|(_, value)| *value).collect())
        .collect();
    let own = &reading.weights.own;
    let kept = occasions.into_iter().zip(&clues).filter(|(_, clues)| own.is_empty() || own.score(clues) > 0);
    (kept.map(|(occasion, _)| occasion).collect(), clues)
}

fn flag(yes: bool) -> i16 {
    i16::from(yes)
}

fn count(n: usize) -> i16 {
    n.min(30) as i16
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

fn is_ahead(status: Status) -> bool {
    status.lies_ahead()
}

/// What speaks for an event of its own, each clue with its name.
fn clues(
    reading: &Reading<'_>,
    cast: &Cast,
    all: &[Occasion],
    number: usize,
) -> [(&'static str, i16); COUNT] {
    let Some(own) = all.get(number) else { return [("", 0); COUNT] };
    let group = |o: &Occasion| super::occasion::group(o.kind);
    let value = |o: &Occasion| {
        let value = reading.times.get(o.time?)?.value.as_deref()?;
        value.get(..10.min(value.len()))
    };
    let others = || all.iter().enumerate().filter(|(n, o)| *n != number && group(o) == group(own));
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
    let published = reading.published.as_deref().and_then(|p| p.get(..10));
    let day =
        value(own).zip(published).map_or(-2, |(day, p)| day.cmp(p.get(..day.len()).unwrap_or(p)) as i16);
    let of_twin = |ask: &dyn Fn(usize, &Occasion) -> i16| twin.map_or(-99, |(n, o)| ask(n, o));
    let place = |o: &Occasion| o.place.as_ref().and_then(|p| p.country.clone());
    let attended = own.participants.iter().any(|(_, role)| *role == Role::Attendee);
    [
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
        ("day", day),
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
        ("twin's day", of_twin(&|_, o| relation(value(own), value(o)))),
        ("twin's place", of_twin(&|_, o| relation(place(own), place(o)))),
        ("twin ahead", of_twin(&|_, o| flag(is_ahead(o.status)) - flag(is_ahead(own.status)))),
        ("twin's status", of_twin(&|_, o| o.status as i16)),
        ("twin's sides", of_twin(&|_, o| count(o.sides().len()))),
    ]
}
