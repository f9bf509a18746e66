//! Trips: the visits of one traveller on days that adjoin, with the stops between them and what was held there.
//!
//! Takes the traveller's occasions ([`Stay`]), gives which of them make one trip. It says no more than the occasions do: without
//! a visit that is told there is no trip, a visit without its days stands alone, and no day of publication stands for one that is
//! not told.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::days;

/// Days from the end of one stay to the beginning of the next on one trip: there may be a day of travel that nobody tells of.
const NEAR: i32 = 2;

/// An occasion as it bears on a traveller's trips.
#[derive(Debug, Clone)]
pub(crate) struct Stay {
    /// Public id.
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) status: String,
    /// A plan whose day has passed in silence.
    pub(crate) unconfirmed: bool,
    /// First and last day of a time that is given by its days; `None` for a month, a year or nothing.
    pub(crate) days: Option<(Date, Date)>,
    /// The state it takes place in, or that a visit goes to.
    pub(crate) country: Option<String>,
    /// The traveller's role.
    pub(crate) role: String,
    /// The states for which the others act.
    pub(crate) others: BTreeSet<String>,
    /// The occasions during which it took place, where reports tell that.
    pub(crate) during: BTreeSet<String>,
}

impl Stay {
    fn is_visit(&self) -> bool {
        self.kind == "visit" && self.role == "visitor"
    }

    /// Whether who takes part is there: nobody travels for a call or a letter.
    fn is_in_person(&self) -> bool {
        matches!(self.kind.as_str(), "summit" | "talks" | "audience" | "meeting" | "conference")
    }

    /// Whether it was called off or denied.
    fn is_off(&self) -> bool {
        is_off(&self.status)
    }

    fn is_in(&self, states: &BTreeSet<&str>) -> bool {
        match &self.country {
            Some(country) => states.contains(country.as_str()),
            // Who meets a minister of the state they visit, on days they are there, meets them there.
            None => {
                self.kind != "conference" && self.others.iter().any(|state| states.contains(state.as_str()))
            }
        }
    }
}

/// Whether a status says that nothing takes place.
pub(crate) fn is_off(status: &str) -> bool {
    matches!(status, "cancelled" | "not_occurred")
}

/// The occasions of one trip, by their places in the list it was formed from, each in the order of their days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trip {
    /// The visits; never none.
    pub(crate) visits: Vec<usize>,
    /// Meetings in states that no visit of the trip goes to: a stop on the way.
    pub(crate) stops: Vec<usize>,
    /// What was held, signed or called off in the states of the trip on its days.
    pub(crate) held: Vec<usize>,
}

impl Trip {
    /// All of its occasions, the visits first.
    pub(crate) fn all(&self) -> impl Iterator<Item = usize> {
        self.visits.iter().chain(&self.stops).chain(&self.held).copied()
    }
}

/// The trips of a traveller who acts for the state `home`; what is at home is no trip.
pub(crate) fn trips(stays: &[Stay], home: Option<&str>) -> Vec<Trip> {
    let abroad = |stay: &Stay| stay.country.as_deref().is_none_or(|country| Some(country) != home);
    let visits = |off: bool| {
        let some =
            stays.iter().enumerate().filter(move |(_, s)| s.is_visit() && s.is_off() == off && abroad(s));
        some.map(|(n, _)| n)
    };
    // Whoever receives is where they receive; a place that is not told is nowhere to stop at.
    let stops = stays.iter().enumerate().filter(|(_, s)| {
        s.is_in_person() && !s.is_off() && s.role != "host" && s.country.is_some() && abroad(s)
    });
    let mut chains = chained(stays, visits(false).chain(stops.map(|(n, _)| n)), home);
    chains.extend(chained(stays, visits(true), home));
    let is_visit = |n: &usize| stays.get(*n).is_some_and(Stay::is_visit);
    let mut trips: Vec<Trip> = chains
        .into_iter()
        .filter(|chain| chain.iter().any(is_visit))
        .map(|chain| {
            let (visits, met): (Vec<usize>, Vec<usize>) = chain.into_iter().partition(is_visit);
            let visited = states(stays, &visits);
            let in_visited = |n: &usize| stays.get(*n).is_some_and(|s| s.is_in(&visited));
            let (held, stops) = met.into_iter().partition(in_visited);
            Trip { visits, stops, held }
        })
        .collect();
    for trip in &mut trips {
        let more = beside(stays, trip);
        trip.held.extend(more);
        trip.held.sort_by_key(|n| order(stays, *n));
    }
    trips.sort_by_key(|trip| trip.visits.first().map(|n| order(stays, *n)));
    trips
}

/// The states of some stays.
fn states<'s>(stays: &'s [Stay], some: &[usize]) -> BTreeSet<&'s str> {
    some.iter().filter_map(|n| stays.get(*n)?.country.as_deref()).collect()
}

/// What stays are sorted by: of equal days the public id, so that no order of keeping shows.
fn order(stays: &[Stay], n: usize) -> (Option<(Date, Date)>, &str) {
    stays.get(n).map_or((None, ""), |stay| (stay.days, stay.key.as_str()))
}

/// Stays that follow each other. What has no days follows nothing.
fn chained(stays: &[Stay], some: impl Iterator<Item = usize>, home: Option<&str>) -> Vec<Vec<usize>> {
    let mut some: Vec<usize> = some.collect();
    some.sort_by_key(|n| order(stays, *n));
    let mut chains: Vec<Vec<usize>> = Vec::new();
    let mut until: Option<Date> = None;
    for n in some {
        let days = stays.get(n).and_then(|stay| stay.days);
        let goes_on = match (until, days) {
            (Some(end), Some((first, _))) => {
                days::between(end, first) <= NEAR && !is_home_between(stays, home, end, first)
            }
            _ => false,
        };
        match chains.last_mut().filter(|_| goes_on) {
            Some(chain) => chain.push(n),
            None => chains.push(vec![n]),
        }
        let end = days.map(|(_, last)| last);
        until = if goes_on { until.max(end) } else { end };
    }
    chains
}

/// Whether something tells that the traveller was back home after the one day and before the other.
fn is_home_between(stays: &[Stay], home: Option<&str>, after: Date, before: Date) -> bool {
    stays.iter().any(|stay| {
        stay.is_in_person()
            && !stay.is_off()
            && home.is_some()
            && stay.country.as_deref() == home
            && stay.days.is_some_and(|(first, last)| after < first && last < before)
    })
}

/// What belongs to a trip without making it longer: meetings without a place, agreements, what was called off.
fn beside(stays: &[Stay], trip: &Trip) -> Vec<usize> {
    let own: BTreeSet<usize> = trip.all().collect();
    let legs: Vec<usize> = trip.all().collect();
    let visited = states(stays, &legs);
    let off = trip.visits.iter().all(|n| stays.get(*n).is_some_and(Stay::is_off));
    if off {
        return Vec::new();
    }
    let days = span(stays, trip);
    let on_its_days = |stay: &Stay| {
        let within = |((from, to), (first, last)): ((Date, Date), (Date, Date))| from <= first && last <= to;
        days.zip(stay.days).is_some_and(within) && stay.is_in(&visited)
    };
    let told_of_it = |stay: &Stay| {
        stay.days.is_none()
            && trip.visits.iter().any(|n| stays.get(*n).is_some_and(|visit| stay.during.contains(&visit.key)))
    };
    let belongs = |n: usize, stay: &Stay| {
        !own.contains(&n)
            && (stay.is_in_person() || stay.kind == "agreement")
            && stay.role != "host"
            && (on_its_days(stay) || told_of_it(stay))
    };
    stays.iter().enumerate().filter(|(n, stay)| belongs(*n, stay)).map(|(n, _)| n).collect()
}

/// The first and the last day of a trip that is given by its days.
pub(crate) fn span(stays: &[Stay], trip: &Trip) -> Option<(Date, Date)> {
    let legs = trip.visits.iter().chain(&trip.stops).chain(&trip.held);
    let days = legs.filter_map(|n| stays.get(*n)?.days);
    days.reduce(|(first, last), (a, b)| (first.min(a), last.max(b)))
}

/// What became of a trip, and whether that is unconfirmed, from its visits: it took place once one of them did, and is under way
/// while others are still to come. A plan that passed in silence says nothing.
pub(crate) fn status(visits: &[&Stay]) -> (String, bool) {
    let any = |status: &str| visits.iter().any(|visit| visit.status == status && !visit.unconfirmed);
    let (held, ahead) = (any("occurred"), any("planned") || any("proposed"));
    if any("underway") || (held && ahead) {
        return ("underway".to_owned(), false);
    }
    if held {
        return ("occurred".to_owned(), false);
    }
    let known = ["planned", "proposed"].into_iter().find(|status| any(status));
    if let Some(status) = known {
        return (status.to_owned(), false);
    }
    let left = ["planned", "proposed", "cancelled", "not_occurred"];
    let left = left.into_iter().find(|status| visits.iter().any(|visit| visit.status == *status));
    let status = left.unwrap_or("planned");
    (status.to_owned(), !is_off(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stay as `kind status days country`, the days as 3 or 3-5 of one month; `?` for what is not told.
    fn stay(told: &str) -> Stay {
        let words: Vec<&str> = told.split_whitespace().collect();
        let day = |text: &str| jiff::civil::date(2026, 11, text.parse().unwrap());
        let days = (words[2] != "?").then(|| match words[2].split_once('-') {
            Some((first, last)) => (day(first), day(last)),
            None => (day(words[2]), day(words[2])),
        });
        Stay {
            key: told.to_owned(),
            kind: words[0].to_owned(),
            status: words[1].to_owned(),
            unconfirmed: false,
            days,
            country: (words[3] != "?").then(|| words[3].to_owned()),
            role: if words[0] == "visit" { "visitor" } else { "party" }.to_owned(),
            others: words.get(4).map(|state| (*state).to_owned()).into_iter().collect(),
            during: BTreeSet::new(),
        }
    }

    /// The trips of a Korean traveller, each as what was visited, where they stopped and what was held, by the numbers of lines.
    #[track_caller]
    fn check(told: &[&str], expected: &[(&[usize], &[usize], &[usize])]) {
        let stays: Vec<Stay> = told.iter().map(|line| stay(line)).collect();
        let found = trips(&stays, Some("KR"));
        let found: Vec<(&[usize], &[usize], &[usize])> =
            found.iter().map(|t| (t.visits.as_slice(), t.stops.as_slice(), t.held.as_slice())).collect();
        assert_eq!(found, expected, "{told:?}");
    }

    #[test]
    fn visits_on_adjoining_days_are_one_trip() {
        check(&["visit occurred 3-5 CZ", "visit occurred 5-7 PL"], &[(&[0, 1], &[], &[])]);
        check(&["visit occurred 3-5 CZ", "visit planned 7-8 PL"], &[(&[0, 1], &[], &[])]);
        check(&["visit occurred 3-5 CZ", "visit occurred 8 PL"], &[(&[0], &[], &[]), (&[1], &[], &[])]);
        check(
            &["visit occurred 3-9 CZ", "visit occurred 4 AT", "visit occurred 10 PL"],
            &[(&[0, 1, 2], &[], &[])],
        );
    }

    #[test]
    fn what_is_told_to_be_part_of_a_visit_was_held_on_it() {
        let told = ["visit occurred ? CZ", "talks occurred ? ? CZ", "talks occurred ? ? CZ"];
        let mut stays: Vec<Stay> = told.iter().map(|line| stay(line)).collect();
        let visit = stays[0].key.clone();
        stays[1].during.insert(visit);
        let held: Vec<Vec<usize>> = trips(&stays, Some("KR")).into_iter().map(|trip| trip.held).collect();
        assert_eq!(held, [[1]]);
    }

    #[test]
    fn whoever_was_home_in_between_set_out_again() {
        check(
            &["visit occurred 3-5 CZ", "talks occurred 6 KR US", "visit occurred 7 PL"],
            &[(&[0], &[], &[]), (&[2], &[], &[])],
        );
    }

    #[test]
    fn meetings_belong_where_and_when_the_traveller_is() {
        // At the place; with its minister, no place told; elsewhere on the way; in another week; on the phone.
        check(
            &[
                "visit occurred 3-5 CZ",
                "talks occurred 4 CZ CZ",
                "audience occurred 5 ? CZ",
                "meeting occurred 6 AT AT",
                "talks occurred 20 CZ CZ",
                "call occurred 4 ? CZ",
                "meeting occurred 4 ? US",
            ],
            &[(&[0], &[3], &[1, 2])],
        );
        // A treaty between the two is the traveller's where they are a side; one that was not signed is told too.
        check(&["visit occurred 3-5 CZ", "agreement not_occurred 4 ? CZ"], &[(&[0], &[], &[1])]);
    }

    #[test]
    fn without_a_visit_there_is_no_trip() {
        check(&["talks occurred 4 CZ CZ", "visit occurred 4 KR"], &[]);
    }

    #[test]
    fn what_has_no_days_stands_alone() {
        check(&["visit planned ? CZ", "visit occurred 3 PL"], &[(&[0], &[], &[]), (&[1], &[], &[])]);
    }

    #[test]
    fn what_was_called_off_is_no_leg_of_what_was_held() {
        check(
            &["visit occurred 3-5 CZ", "visit cancelled 6 PL", "visit cancelled 7 AT"],
            &[(&[0], &[], &[]), (&[1, 2], &[], &[])],
        );
    }

    #[test]
    fn a_trip_is_what_became_of_its_visits() {
        let of = |told: &[(&str, bool)]| {
            let visits: Vec<Stay> = told
                .iter()
                .map(|(status, unconfirmed)| Stay {
                    unconfirmed: *unconfirmed,
                    ..stay(&format!("visit {status} 3 CZ"))
                })
                .collect();
            status(&visits.iter().collect::<Vec<_>>())
        };
        assert_eq!(of(&[("occurred", false), ("planned", false)]), ("underway".to_owned(), false));
        assert_eq!(of(&[("occurred", false), ("planned", true)]), ("occurred".to_owned(), false));
        assert_eq!(of(&[("planned", true), ("proposed", true)]), ("planned".to_owned(), true));
        assert_eq!(of(&[("proposed", false)]), ("proposed".to_owned(), false));
        assert_eq!(of(&[("cancelled", false), ("not_occurred", false)]), ("cancelled".to_owned(), false));
    }
}
