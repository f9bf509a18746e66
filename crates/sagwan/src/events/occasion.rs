//! Reports of one occasion joined: one event however often the article comes back to it.

use super::{Occasion, PlaceMention, Reading, cite};
use crate::cast::{Cast, HOME};
use crate::record::{ActorKind, EventKind, Role, Status};

/// Kinds that may name one occasion.
pub(super) fn group(kind: EventKind) -> u8 {
    match kind {
        EventKind::Summit | EventKind::Talks | EventKind::Audience | EventKind::Meeting => 0,
        EventKind::Conference => 1,
        EventKind::Call => 2,
        EventKind::Visit => 3,
        EventKind::Letter => 4,
        EventKind::Agreement => 5,
        EventKind::Summons => 6,
    }
}

/// Whether an event lies ahead, happened, or did not.
fn phase(status: Status) -> u8 {
    match status {
        Status::Occurred | Status::Underway => 0,
        Status::Planned | Status::Proposed => 1,
        Status::Cancelled | Status::NotOccurred => 2,
    }
}

/// Whether two reports may be of one occasion by their phases: where one says nothing of its own it has the other's. Letters
/// and conferences are told apart by little else.
fn one_phase(a: &Occasion, b: &Occasion) -> bool {
    let open = |o: &Occasion| !o.asserted && !matches!(o.kind, EventKind::Letter | EventKind::Conference);
    phase(a.status) == phase(b.status) || open(a) || open(b)
}

pub(super) fn join(reading: &Reading<'_>, cast: &Cast, reports: Vec<Occasion>) -> Vec<Occasion> {
    let mut occasions: Vec<Occasion> = Vec::new();
    for report in reports {
        // 압바스 수반과의 회담에서: a mention in passing of an occasion already told, whatever it is called.
        let passing = !report.told && report.kind != EventKind::Visit;
        let told = |o: &&mut Occasion| {
            // What happened may be called anything; what lies ahead, or of which nothing is said, is known by its kind.
            let past = phase(report.status) == phase(Status::Occurred);
            let fits = match past && (report.asserted || phase(o.status) == phase(report.status)) {
                true => o.kind != EventKind::Visit,
                false => group(o.kind) == group(report.kind) && one_phase(o, &report),
            };
            fits && same_day(reading, o, &report) && stand_for(cast, &report.sides(), &o.sides())
        };
        if passing && let Some(known) = occasions.iter_mut().rev().find(told) {
            known.evidence.extend(report.evidence);
            known.words.extend(report.words);
            known.name = known.name.or(report.name);
            known.during = known.during.or(report.during);
            report.sources.into_iter().for_each(|source| cite(&mut known.sources, source));
            continue;
        }
        // 볼턴 보좌관의 이번 방문 기간에: a visit in passing is the one told of that visitor.
        if !report.told && report.kind == EventKind::Visit {
            let place = |o: &Occasion| o.place.as_ref().and_then(|p| p.country.clone());
            let fits = |o: &&mut Occasion| {
                o.kind == EventKind::Visit
                    && o.sides() == report.sides()
                    && (place(&report).is_none() || place(o).is_none() || place(&report) == place(o))
            };
            if let Some(known) = occasions.iter_mut().rev().find(fits) {
                known.evidence.extend(report.evidence);
                known.words.extend(report.words);
                known.rank = known.rank.or(report.rank);
                continue;
            }
        }
        match occasions.iter_mut().find(|o| same(reading, cast, o, &report)) {
            Some(known) => absorb(reading, cast, known, report),
            None => occasions.push(report),
        }
    }
    occasions.retain(|o| !is_domestic(cast, o) && !is_of_no_states(cast, reading, o) && !is_generic(cast, o));
    for occasion in &mut occasions {
        occasion.evidence.sort_unstable();
        occasion.evidence.dedup();
        // Where people are named the body that met is no side.
        let person = |a: usize| cast.members.get(a).is_some_and(|m| m.kind == ActorKind::Person);
        if occasion.kind == EventKind::Conference && occasion.participants.iter().any(|(a, _)| person(*a)) {
            occasion.participants.retain(|(a, _)| !bodies(cast, &[*a]));
        }
    }
    occasions
}

fn value<'a>(reading: &'a Reading<'_>, occasion: &Occasion) -> Option<&'a str> {
    reading.times.get(occasion.time?)?.value.as_deref()
}

/// The day or the coarser unit that a value names.
fn day(value: &str) -> &str {
    value.split(['T']).next().unwrap_or(value)
}

/// Whether all sides of a meeting act for the Republic of Korea: party leaders, a cabinet, its own officials. For other
/// states too much hangs on which of them a person without one inherits.
fn is_domestic(cast: &Cast, occasion: &Occasion) -> bool {
    if matches!(occasion.kind, EventKind::Visit | EventKind::Letter) {
        return false;
    }
    let sides = occasion.sides();
    let state = |a: &usize| cast.members.get(*a).and_then(|m| m.country.as_deref());
    let first = sides.first().and_then(state);
    sides.len() >= 2 && first == Some(HOME) && sides.iter().all(|a| state(a) == first)
}

/// Whether states are named with an occasion in passing that the article tells nothing else of, not even whether it was: 미북
/// 정상회담 이후 상황.
fn is_generic(cast: &Cast, occasion: &Occasion) -> bool {
    let state = |a: &usize| cast.members.get(*a).is_some_and(|m| m.kind == ActorKind::Country);
    !occasion.told
        && !occasion.asserted
        && occasion.time.is_none()
        && occasion.place.is_none()
        && occasion.sides().iter().all(state)
}

/// Whether nothing about an event is between states: a conference of domestic bodies (국무회의, 최고위원회의), money
/// called 통화 of two states.
fn is_of_no_states(cast: &Cast, reading: &Reading<'_>, occasion: &Occasion) -> bool {
    let sides = occasion.sides();
    let members = || sides.iter().filter_map(|a| cast.members.get(*a));
    let persons = members().any(|m| m.kind == ActorKind::Person);
    match occasion.kind {
        EventKind::Call => !persons && !occasion.told,
        EventKind::Conference => {
            // A body of the home state may hold what it likes for itself; so may whoever no state is known of.
            let of_states = members().any(|m| match m.country.as_deref() {
                Some(HOME) => m.kind != ActorKind::Organization,
                Some(_) => true,
                None => reading.know.pack.lexicon.is_of_many_states(&m.name),
            });
            // 뉴욕에서 열린 공약회의에 참석해: held abroad it is none of one state alone.
            let abroad =
                occasion.place.as_ref().and_then(|p| p.country.as_deref()).is_some_and(|c| c != HOME);
            !of_states && !abroad
        }
        _ => false,
    }
}

/// Whether sides are bodies only: those that hold a conference, told before the people who sat in it.
fn bodies(cast: &Cast, sides: &[usize]) -> bool {
    !sides.is_empty()
        && sides.iter().all(|a| cast.members.get(*a).is_some_and(|m| m.kind == ActorKind::Organization))
}

/// Whether two occasions may have been on one day: one of the days may be open, or coarser.
fn same_day(reading: &Reading<'_>, a: &Occasion, b: &Occasion) -> bool {
    match value(reading, a).zip(value(reading, b)) {
        Some((x, y)) => {
            let (x, y) = (day(x), day(y));
            x.starts_with(y) || y.starts_with(x)
        }
        None => true,
    }
}

fn same(reading: &Reading<'_>, cast: &Cast, a: &Occasion, b: &Occasion) -> bool {
    if group(a.kind) != group(b.kind) || !one_phase(a, b) {
        return false;
    }
    // A dinner is an occasion beside the talks of the day.
    if a.meal != b.meal {
        return false;
    }
    if !same_day(reading, a, b) {
        return false;
    }
    let (x, y) = (a.sides(), b.sides());
    // Two conferences of one article are told apart by their days alone: who sits in one is told bit by bit.
    if a.kind == EventKind::Conference {
        return true;
    }
    if a.kind == EventKind::Visit {
        let places = match (&a.place, &b.place) {
            (Some(p), Some(q)) => p.country == q.country,
            _ => true,
        };
        // 중국 방문을 요청했다. 대통령의 방중은 …: a host is named in one report only.
        let visitors = |o: &Occasion| {
            let visiting = o.participants.iter().filter(|(_, role)| *role == Role::Visitor);
            let mut found: Vec<usize> = visiting.map(|(actor, _)| *actor).collect();
            found.sort_unstable();
            found
        };
        return places && (x == y || visitors(a) == visitors(b) && !visitors(a).is_empty());
    }
    // 부위원장이 보낸 편지 때문이다. 장관은 편지를 받아 …: sender and receiver told one after another.
    if a.kind == EventKind::Letter && x.len() == 1 && y.len() == 1 && x != y {
        return follows(a, b);
    }
    // 한일 군 당국이 실무협의를 했다. 우리 측에서는 …: the states first, who acted for them later.
    let by_state = matches!(a.kind, EventKind::Talks | EventKind::Meeting)
        && (b.kind == a.kind || b.kind == EventKind::Meeting && follows(a, b))
        && a.told
        && states_of(cast, &x, &y);
    x == y || by_state
}

/// Whether a report stands in the sentence behind another one, or in the same.
fn follows(a: &Occasion, b: &Occasion) -> bool {
    b.evidence.first().is_some_and(|n| a.evidence.iter().any(|m| (*m..=m + 2).contains(n)))
}

/// Whether sides are states, and others are persons who act for just these.
fn states_of(cast: &Cast, named: &[usize], persons: &[usize]) -> bool {
    let is = |a: &usize, kind: ActorKind| cast.members.get(*a).is_some_and(|m| m.kind == kind);
    let states = |list: &[usize]| {
        let mut found: Vec<Option<&str>> =
            list.iter().map(|a| cast.members.get(*a).and_then(|m| m.country.as_deref())).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    named.len() >= 2
        && named.iter().all(|a| is(a, ActorKind::Country))
        && persons.iter().all(|a| is(a, ActorKind::Person))
        && states(named) == states(persons)
}

/// Whether sides named in passing are those of an occasion: each the same, or the state that one of them acts for
/// (뉴질랜드와 정상회담 직후).
fn stand_for(cast: &Cast, named: &[usize], sides: &[usize]) -> bool {
    let member = |a: &usize| cast.members.get(*a);
    let state = |a: &usize| member(a).and_then(|m| m.country.as_deref());
    let is_state = |a: &usize| member(a).is_some_and(|m| m.kind == ActorKind::Country);
    let stands = |a: &usize| sides.contains(a) || is_state(a) && sides.iter().any(|b| state(a) == state(b));
    named.len() == sides.len() && named.iter().all(stands)
}

fn absorb(reading: &Reading<'_>, cast: &Cast, known: &mut Occasion, report: Occasion) {
    if states_of(cast, &known.sides(), &report.sides()) {
        known.participants.clear();
    }
    for (actor, role) in report.participants {
        match known.participants.iter_mut().find(|(a, _)| *a == actor) {
            // The report that tells host from visitor knows more than the one that calls both parties.
            Some((_, old)) if matches!(*old, Role::Party | Role::Attendee) => *old = role,
            Some(_) => {}
            None => known.participants.push((actor, role)),
        }
    }
    if matches!(report.kind, EventKind::Audience)
        || known.kind == EventKind::Meeting && report.kind != EventKind::Meeting
    {
        known.kind = report.kind;
        known.trigger = report.trigger;
    }
    let finer = |v: Option<&str>| v.map_or(0, |v| day(v).len());
    let better = finer(report.time.and_then(|t| reading.times.get(t)?.value.as_deref()))
        > finer(known.time.and_then(|t| reading.times.get(t)?.value.as_deref()));
    if better {
        known.time = report.time;
    }
    let longer = |place: &PlaceMention| known.place.as_ref().is_none_or(|p| place.span.len() > p.span.len());
    if let Some(place) = report.place.filter(longer) {
        known.place = Some(place);
    }
    // The flat telling outweighs the hedged one of the same occasion.
    known.certainty = known.certainty.min(report.certainty);
    report.topics.into_iter().for_each(|topic| known.talks_of(topic, reading.text));
    known.duration = known.duration.take().or(report.duration);
    known.closed_door = known.closed_door.or(report.closed_door);
    if known.venues.is_empty() {
        known.venues = report.venues;
    }
    report.sources.into_iter().for_each(|source| cite(&mut known.sources, source));
    known.evidence.extend(report.evidence);
    known.words.extend(report.words);
    known.name = known.name.or(report.name);
    known.rank = known.rank.or(report.rank);
    known.during = known.during.or(report.during);
    if report.asserted && !known.asserted {
        known.status = report.status;
    }
    known.asserted |= report.asserted;
    known.told |= report.told;
    known.score = known.score.max(report.score);
}
