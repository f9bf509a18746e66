//! What two reports have in common and what sets them apart, as numbers that are weighed together.
//!
//! Takes two reports, gives their clues, each under its name, whichever report comes first. Whether they tell of one
//! occasion is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sagwan::facts;

use super::report::{Phase, Report, Side};
use crate::actors::name::{self, Alike};
use crate::days;

/// Days of a time that is more than a date: a summit of three days is one, a month is not.
const PRECISE: i32 = 3;
/// No distance in days counts for more.
const FAR: i32 = 400;

/// Declares the clues: each with its name and what stands for *nothing known of it*.
macro_rules! clues {
    ($($name:ident $neutral:literal,)*) => {
        /// A clue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(non_camel_case_types)]
        pub(crate) enum Clue { $($name,)* }

        /// The names of the clues, in their order.
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name),)*];
        /// What each is where nothing is known.
        const NEUTRAL: &[i16] = &[$($neutral,)*];
    };
}

clues! {
    same_kind 0, both_summits 0, one_summit 0,
    shared_people 0, clashing_people 0, clashing_namesakes_in_office 0, extra_people 0, named_in_both 0,
    shared_states 0, states_of_one 0, standing_for 0, head_for_state 0, fitting_offices 0, clashing_offices 0,
    shared_bodies 0, clashing_bodies 0, fewest_sides 0,
    dated -1, gap -1, same_day 0, grain -1, told_after -400, told_apart -1, day_of_printing 0,
    phases -1, plan_first 0, slip -1, moved 0, same_status 0,
    place 0, shared_topics 0, shared_head 0, number_in_head 0, same_family 0, neighbours 0, confidence -1,
}

/// How many there are.
pub(crate) const COUNT: usize = NAMES.len();

/// The clues of two reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clues(pub(crate) [i16; COUNT]);

impl Clues {
    /// Of two reports, with so many reports of the same home around them.
    pub(crate) fn of(a: &Report, b: &Report, neighbours: usize) -> Self {
        let mut clues = Clues([0; COUNT]);
        for (n, neutral) in NEUTRAL.iter().enumerate() {
            if let Some(slot) = clues.0.get_mut(n) {
                *slot = *neutral;
            }
        }
        let summits = [a, b].iter().filter(|r| r.kind == "summit").count();
        clues.set(Clue::same_kind, i32::from(a.kind == b.kind));
        clues.set(Clue::both_summits, i32::from(summits == 2));
        clues.set(Clue::one_summit, i32::from(summits == 1));
        clues.sides(a, b);
        clues.times(a, b);
        clues.set(Clue::same_status, i32::from(a.status == b.status));
        clues.set(Clue::place, place(a, b));
        clues.set(Clue::shared_topics, shared_topics(a, b));
        clues.set(Clue::shared_head, shared_pairs(&a.head, &b.head));
        clues.set(Clue::number_in_head, number_in_head(&a.head, &b.head));
        clues.set(Clue::same_family, i32::from(a.family == b.family));
        // By doublings: a fourth report beside three says more than a fortieth beside thirty-nine.
        clues.set(Clue::neighbours, neighbours.max(1).ilog2() as i32);
        if let (Some(x), Some(y)) = (a.confidence, b.confidence) {
            clues.set(Clue::confidence, x.min(y));
        }
        clues
    }

    /// The value of a clue.
    pub(crate) fn get(&self, clue: Clue) -> i16 {
        self.0.get(clue as usize).copied().unwrap_or(0)
    }

    /// The same with nothing known of some clues.
    pub(crate) fn without(&self, unknown: &[Clue]) -> Self {
        let mut clues = self.clone();
        for clue in unknown {
            clues.set(*clue, NEUTRAL.get(*clue as usize).copied().unwrap_or(0).into());
        }
        clues
    }

    fn set(&mut self, clue: Clue, value: i32) {
        if let Some(slot) = self.0.get_mut(clue as usize) {
            *slot = value.clamp(-FAR, FAR) as i16;
        }
    }

    fn add(&mut self, clue: Clue, value: i32) {
        self.set(clue, i32::from(self.get(clue)) + value);
    }

    fn sides(&mut self, a: &Report, b: &Report) {
        let named = |r: &Report| r.principals().filter(|s| s.is_named()).count();
        let shared = shared_people(a, b).len();
        self.set(Clue::shared_people, shared as i32);
        self.set(Clue::extra_people, (named(a).max(shared) + named(b).max(shared) - 2 * shared) as i32);
        self.set(Clue::named_in_both, named(a).min(named(b)) as i32);
        self.set(Clue::fewest_sides, a.principals().count().min(b.principals().count()) as i32);
        let (of_a, of_b) = (by_state(a), by_state(b));
        let common = of_a.keys().filter(|state| of_b.contains_key(*state)).count();
        self.set(Clue::shared_states, common as i32);
        self.set(Clue::states_of_one, (of_a.len() + of_b.len() - 2 * common) as i32);
        for (state, x) in &of_a {
            if let Some(y) = of_b.get(state) {
                self.state(x, y);
            }
        }
    }

    /// What the sides of one state say.
    fn state(&mut self, a: &[&Side], b: &[&Side]) {
        let named = |sides: &[&Side]| sides.iter().any(|s| s.is_named());
        let offices = |sides: &[&Side]| -> Vec<String> { sides.iter().flat_map(|s| offices(s)).collect() };
        let (x, y) = (offices(a), offices(b));
        let fit = x.iter().any(|t| y.iter().any(|u| facts::same_office(t, u)));
        match (named(a), named(b)) {
            (true, true) => {
                let same = a.iter().any(|x| b.iter().any(|y| is_same(x, y)));
                if !same {
                    self.add(if fit { Clue::clashing_namesakes_in_office } else { Clue::clashing_people }, 1);
                }
            }
            (false, false) => {
                let bodies = |sides: &[&Side]| -> BTreeSet<String> {
                    sides.iter().filter(|s| s.kind == "organization").map(|s| s.key.clone()).collect()
                };
                let (x, y) = (bodies(a), bodies(b));
                if !x.is_empty() && !y.is_empty() {
                    self.add(if x.is_disjoint(&y) { Clue::clashing_bodies } else { Clue::shared_bodies }, 1);
                }
                if fit {
                    self.add(Clue::fitting_offices, 1);
                }
            }
            // One names somebody, the other an office, a body or the state.
            _ if x.is_empty() || y.is_empty() => {
                let head = x.iter().chain(&y).any(|title| facts::is_head(title));
                self.add(if head { Clue::head_for_state } else { Clue::standing_for }, 1);
            }
            _ => self.add(if fit { Clue::fitting_offices } else { Clue::clashing_offices }, 1),
        }
    }

    fn times(&mut self, a: &Report, b: &Report) {
        let dated = [a, b].iter().filter(|r| r.days.is_some()).count();
        self.set(Clue::dated, dated as i32);
        if let (Some(x), Some(y)) = (a.told, b.told) {
            self.set(Clue::told_apart, days::between(x, y).abs());
        }
        let printed = |r: &Report| r.days.is_some_and(|(first, last)| first == last && Some(first) == r.told);
        self.set(Clue::day_of_printing, i32::from(printed(a)) + i32::from(printed(b)));
        let length = |d: (Date, Date)| days::between(d.0, d.1);
        match (a.days, b.days) {
            (Some(x), Some(y)) => {
                let gap = gap(x, y);
                self.set(Clue::gap, gap);
                self.set(Clue::same_day, i32::from(gap == 0 && is_precise(x) && is_precise(y)));
                self.set(Clue::grain, length(x).max(length(y)));
            }
            (Some(days), None) | (None, Some(days)) => {
                let told = if a.days.is_some() { b.told } else { a.told };
                self.set(Clue::grain, length(days));
                if let Some(told) = told {
                    let after = if told < days.0 {
                        -days::between(told, days.0)
                    } else {
                        days::between(days.1, told).max(0)
                    };
                    self.set(Clue::told_after, after);
                }
            }
            (None, None) => {}
        }
        let (plan, outcome) = match (a.phase(), b.phase()) {
            (Phase::Past, Phase::Past) => {
                self.set(Clue::phases, 0);
                return;
            }
            (Phase::Ahead, Phase::Ahead) => {
                self.set(Clue::phases, 1);
                if a.told <= b.told { (a, b) } else { (b, a) }
            }
            (Phase::Ahead, Phase::Past) => {
                self.set(Clue::phases, 2);
                (a, b)
            }
            (Phase::Past, Phase::Ahead) => {
                self.set(Clue::phases, 2);
                (b, a)
            }
        };
        self.set(Clue::plan_first, if plan.told <= outcome.told { 1 } else { -1 });
        self.set(Clue::moved, i32::from(plan.moved) + i32::from(outcome.moved));
        if let (Some(x), Some(y)) = (plan.days, outcome.days) {
            self.set(Clue::slip, gap(x, y));
        }
    }
}

/// Whether a time is precise enough to contradict another.
pub(crate) fn is_precise(days: (Date, Date)) -> bool {
    days::between(days.0, days.1) < PRECISE
}

/// Days between two times; none when they overlap.
fn gap(x: (Date, Date), y: (Date, Date)) -> i32 {
    days::between(x.1, y.0).max(days::between(y.1, x.0)).max(0)
}

/// The sides of a report by state, and the state that a visit goes to; whose state is unknown stands under none.
fn by_state(report: &Report) -> BTreeMap<&str, Vec<&Side>> {
    let mut states: BTreeMap<&str, Vec<&Side>> = BTreeMap::new();
    for side in report.principals() {
        if let Some(state) = side.country.as_deref() {
            states.entry(state).or_default().push(side);
        }
    }
    if let Some(place) = report.place_country.as_deref().filter(|_| report.kind == "visit") {
        states.entry(place).or_default();
    }
    states
}

fn is_same(a: &Side, b: &Side) -> bool {
    (a.actor.is_some() && a.actor == b.actor)
        || (a.is_named()
            && b.is_named()
            && name::alike(&a.name, &b.name, a.country.as_deref().or(b.country.as_deref())) != Alike::Other)
}

/// The people whom both reports name as sides.
pub(crate) fn shared_people(a: &Report, b: &Report) -> Vec<String> {
    let of_b: Vec<&Side> = b.principals().filter(|s| s.is_named()).collect();
    let shared = a.principals().filter(|x| x.is_named() && of_b.iter().any(|y| is_same(x, y)));
    shared.map(|s| s.name.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The states that both reports name.
pub(crate) fn shared_states(a: &Report, b: &Report) -> Vec<String> {
    let of_b = by_state(b);
    by_state(a).into_keys().filter(|state| of_b.contains_key(state)).map(str::to_owned).collect()
}

/// The offices of somebody, also where the office is all that names them.
fn offices(side: &Side) -> Vec<String> {
    let words = name::words(&side.name);
    let own = words.last().filter(|_| side.kind == "person" && !side.is_named());
    side.titles.iter().cloned().chain(own.map(|w| (*w).to_owned())).collect()
}

/// How well the places agree: 1, 0 (not known, or nothing against it), -1 (another city), -2 (another state).
fn place(a: &Report, b: &Report) -> i32 {
    let (Some(x), Some(y)) = (&a.place, &b.place) else { return 0 };
    if x == y || x.contains(y.as_str()) || y.contains(x.as_str()) {
        return 1;
    }
    match (&a.place_country, &b.place_country) {
        (Some(x), Some(y)) if x != y => -2,
        _ if facts::country_of_city(x).is_some() && facts::country_of_city(y).is_some() => -1,
        _ => 0,
    }
}

/// How many words of an agenda are in both, in eighths of the shorter.
fn shared_topics(a: &Report, b: &Report) -> i32 {
    let words = |r: &Report| -> BTreeSet<String> {
        r.topics
            .iter()
            .flat_map(|topic| topic.split_whitespace())
            .map(|word| word.chars().take(2).collect())
            .collect()
    };
    let (x, y) = (words(a), words(b));
    let shared = x.intersection(&y).count();
    (8 * shared).checked_div(x.len().min(y.len())).unwrap_or(0) as i32
}

/// Pairs of neighbouring letters that the words naming two events have in common: 고위급회담 and 장성급회담 share three.
fn shared_pairs(a: &str, b: &str) -> i32 {
    let pairs = |head: &str| -> BTreeSet<(char, char)> {
        let letters: Vec<char> = head.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.iter().copied().zip(letters.iter().copied().skip(1)).collect()
    };
    pairs(a).intersection(&pairs(b)).count() as i32
}

/// Whether a number that counts the same thing in both heads is the same: 1, -1 for another (2차, 3차), 0 where there is none.
fn number_in_head(a: &str, b: &str) -> i32 {
    let counted = |head: &str| -> Vec<(String, char)> {
        let letters: Vec<char> = head.chars().filter(|c| !c.is_whitespace()).collect();
        let mut found = Vec::new();
        let mut digits = String::new();
        for c in letters {
            if c.is_ascii_digit() {
                digits.push(c);
            } else if !digits.is_empty() {
                found.push((std::mem::take(&mut digits), c));
            }
        }
        found
    };
    let (x, y) = (counted(a), counted(b));
    let both: Vec<bool> = x
        .iter()
        .flat_map(|(n, of)| y.iter().filter(move |(_, o)| o == of).map(move |(m, _)| n == m))
        .collect();
    if both.is_empty() {
        0
    } else if both.contains(&true) {
        1
    } else {
        -1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_compared_by_letters_and_numbers() {
        assert_eq!(shared_pairs("남북 고위급 회담", "남북고위급회담"), 6);
        assert_eq!(shared_pairs("고위급회담", "장성급회담"), 2);
        assert_eq!(number_in_head("제3차 회담", "2차 회담"), -1);
        assert_eq!(number_in_head("3차 회담", "제3차 실무회담"), 1);
        assert_eq!(number_in_head("3차 회담", "회담"), 0);
    }
}
