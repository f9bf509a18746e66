//! Whether two reports may tell of one occasion, and why.
//!
//! Takes two reports of one home, gives how strongly they belong together with the reasons in words, or nothing. Sides
//! must not clash, times must fit, and what fits only weakly must be borne out by people or place.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sagwan::facts;

use super::report::{Phase, Report, Side};
use crate::actors::name::{self, Alike};
use crate::days;

/// Days between the dates of a plan and of what came of it.
pub(crate) const LONGEST_DELAY: i32 = 60;
/// Days after an event in which it is told without its date.
const FRESH: i32 = 7;
/// Days a plan without a date looks ahead.
const OUTLOOK: i32 = 60;
/// Days of a time that is more than a date: a summit of three days is one, a month is not.
const PRECISE: i32 = 3;
/// Days by which an event may slip without a word on it.
const SLIP: i32 = 7;

/// Why two reports are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bond {
    /// The higher the surer.
    pub(crate) strength: i32,
    pub(crate) reasons: Vec<String>,
}

/// What two reports have in common when they can be one occasion.
pub(crate) fn bond(a: &Report, b: &Report) -> Option<Bond> {
    let mut reasons = Vec::new();
    let sides = sides(a, b, &mut reasons)?;
    let place = place(a, b, &mut reasons);
    let (time, weak) = time(a, b, sides.people, &mut reasons)?;
    // Told loosely in time, it takes people on both sides, or one and the place; states have but one summit at a time.
    let summits = sides.states > 1 && a.kind == "summit" && b.kind == "summit";
    let borne_out = sides.people > 1 || (place > 0 && (sides.people == 1 || sides.states > 1)) || summits;
    if weak && !borne_out {
        return None;
    }
    if place < 0 && (weak || sides.people < 2) {
        return None;
    }
    let kind = i32::from(a.kind == b.kind);
    if kind == 1 {
        reasons.insert(0, format!("both a {}", a.kind));
    }
    Some(Bond { strength: 10 * time + 3 * (sides.people + sides.states) + 2 * kind + 3 * place, reasons })
}

/// How far the sides agree.
struct Agreement {
    /// Sides on which the same person is named.
    people: i32,
    /// Sides on which both name the state, whoever stands for it.
    states: i32,
}

/// The sides of a report by state; a person whose state is unknown stands under none.
fn by_state(report: &Report) -> BTreeMap<&str, Vec<&Side>> {
    let mut states: BTreeMap<&str, Vec<&Side>> = BTreeMap::new();
    for side in report.principals() {
        states.entry(side.country.as_deref().unwrap_or("")).or_default().push(side);
    }
    if let Some(place) = report.place_country.as_deref().filter(|_| report.kind == "visit") {
        states.entry(place).or_default();
    }
    states
}

fn sides(a: &Report, b: &Report, reasons: &mut Vec<String>) -> Option<Agreement> {
    let (states_a, states_b) = (by_state(a), by_state(b));
    let mut agreement = Agreement { people: 0, states: 0 };
    let mut same = Vec::new();
    for (state, of_a) in &states_a {
        let Some(of_b) = states_b.get(state) else { continue };
        agreement.states += i32::from(!state.is_empty());
        let shared = shared_people(of_a, of_b);
        if !shared.is_empty() {
            // Within one state both sides are people of it.
            agreement.people +=
                if states_a.len() == 1 { i32::try_from(shared.len()).unwrap_or(1) } else { 1 };
            same.extend(shared);
        } else if clash(a, of_a, b, of_b) {
            return None;
        }
    }
    let common = states_a.keys().filter(|s| !s.is_empty() && states_b.contains_key(*s)).count();
    let fewer = states_a.len().min(states_b.len());
    // Of many states an article may name some; two out of three must be in both.
    if 3 * common < 2 * fewer
        || (states_a.len() == 1 && agreement.people < 2.min(people(a)).min(people(b)).max(1))
    {
        return None;
    }
    if !same.is_empty() {
        reasons.push(format!("both name {}", same.join(", ")));
    } else if agreement.states > 0 {
        let named: Vec<&str> = states_a
            .keys()
            .filter(|s| states_b.contains_key(*s))
            .map(|s| facts::country_name(s).unwrap_or(s))
            .collect();
        reasons.push(format!("both between {}", named.join(", ")));
    }
    Some(agreement)
}

fn people(report: &Report) -> i32 {
    let named = report.principals().filter(|s| s.is_named()).count();
    i32::try_from(named).unwrap_or(i32::MAX)
}

fn is_same(a: &Side, b: &Side) -> bool {
    (a.actor.is_some() && a.actor == b.actor)
        || (a.is_named()
            && b.is_named()
            && name::alike(&a.name, &b.name, a.country.as_deref().or(b.country.as_deref())) != Alike::Other)
}

fn shared_people(a: &[&Side], b: &[&Side]) -> Vec<String> {
    let persons = a.iter().filter(|s| s.kind == "person");
    persons.filter(|x| b.iter().any(|y| is_same(x, y))).map(|x| x.name.clone()).collect()
}

/// Whether the two sides of one state cannot be the same: other people, other offices, other bodies.
fn clash(a: &Report, of_a: &[&Side], b: &Report, of_b: &[&Side]) -> bool {
    let kinds = |sides: &[&Side]| {
        (
            sides.iter().any(|s| s.is_named()),
            sides.iter().any(|s| s.kind == "person"),
            sides.iter().any(|s| s.kind == "organization"),
        )
    };
    let ((named_a, person_a, body_a), (named_b, person_b, body_b)) = (kinds(of_a), kinds(of_b));
    if named_a && named_b {
        return true;
    }
    let titles = |sides: &[&Side]| -> Vec<String> { sides.iter().flat_map(|s| offices(s)).collect() };
    if person_a && person_b {
        let (x, y) = (titles(of_a), titles(of_b));
        let shared = x.iter().any(|t| y.iter().any(|u| facts::same_office(t, u)));
        return !x.is_empty() && !y.is_empty() && !shared;
    }
    // A state or capital stands for its leader at a summit, and for nobody else.
    let head = |sides: &[&Side]| titles(sides).iter().any(|t| facts::is_head(t));
    if person_a != person_b {
        let (person, other) = if person_a { (of_a, b) } else { (of_b, a) };
        return other.kind == "summit" && !titles(person).is_empty() && !head(person);
    }
    body_a && body_b && !of_a.iter().any(|x| of_b.iter().any(|y| x.name == y.name))
}

/// The offices of somebody, also where the office is all that names them.
fn offices(side: &Side) -> Vec<String> {
    let own = name::words(&side.name).last().filter(|_| !side.is_named()).map(|w| (*w).to_owned());
    side.titles.iter().cloned().chain(own).collect()
}

/// How well the places agree: 1, 0 (not known, or one within the other), -1.
fn place(a: &Report, b: &Report, reasons: &mut Vec<String>) -> i32 {
    let (Some(x), Some(y)) = (&a.place, &b.place) else { return 0 };
    if x == y || x.contains(y.as_str()) || y.contains(x.as_str()) {
        reasons.push(format!("both in {x}"));
        return 1;
    }
    match (&a.place_country, &b.place_country) {
        (Some(x), Some(y)) if x != y => -1,
        _ => 0,
    }
}

/// How well the times agree, and whether that alone says little.
fn time(a: &Report, b: &Report, people: i32, reasons: &mut Vec<String>) -> Option<(i32, bool)> {
    match (a.days, b.days) {
        (Some(x), Some(y)) => dated(a, x, b, y, people, reasons),
        (Some(days), None) => around(days, b, reasons),
        (None, Some(days)) => around(days, a, reasons),
        (None, None) => undated(a, b, reasons),
    }
}

fn dated(
    a: &Report,
    x: (Date, Date),
    b: &Report,
    y: (Date, Date),
    people: i32,
    reasons: &mut Vec<String>,
) -> Option<(i32, bool)> {
    let gap = days::between(x.1, y.0).max(days::between(y.1, x.0)).max(0);
    let precise = |d: (Date, Date)| days::between(d.0, d.1) < PRECISE;
    if gap == 0 {
        let both = precise(x) && precise(y);
        let day = if precise(x) { x } else { y };
        reasons.push(if both {
            format!("on the same day, {}", day.0)
        } else {
            format!("at times that fit, {}", day.0)
        });
        return Some(if both { (4, false) } else { (2, true) });
    }
    if moved(a, x, b, y, gap, people) {
        reasons.push(format!("planned for {} and moved to {}", x.0.min(y.0), x.0.max(y.0)));
        return Some((1, true));
    }
    // Time zones, and slips of the pen.
    if gap == 1 && precise(x) && precise(y) {
        reasons.push(format!("a day apart, {} and {}", x.0.min(y.0), x.0.max(y.0)));
        return Some((2, true));
    }
    None
}

/// Whether one is a plan that the other tells of on another day: because it says so, or because what was planned took
/// place within a week of it.
fn moved(a: &Report, x: (Date, Date), b: &Report, y: (Date, Date), gap: i32, people: i32) -> bool {
    let (plan, planned, outcome) = match (a.phase(), b.phase()) {
        (Phase::Ahead, Phase::Past) => (a, x, b),
        (Phase::Past, Phase::Ahead) => (b, y, a),
        (Phase::Ahead, Phase::Ahead) if a.told <= b.told => (a, x, b),
        (Phase::Ahead, Phase::Ahead) => (b, y, a),
        (Phase::Past, Phase::Past) => return false,
    };
    if gap > LONGEST_DELAY || plan.told > outcome.told || plan.told.is_some_and(|told| told > planned.1) {
        return false;
    }
    outcome.moved || (outcome.phase() == Phase::Past && gap <= SLIP && people >= 2 && a.kind == b.kind)
}

/// An undated report beside days: they lie where it looks.
fn around(days: (Date, Date), undated: &Report, reasons: &mut Vec<String>) -> Option<(i32, bool)> {
    let told = undated.told?;
    let fits = match undated.phase() {
        Phase::Past => (-1..=FRESH).contains(&days::between(days.1, told)),
        Phase::Ahead => (-1..=OUTLOOK).contains(&days::between(told, days.0)),
    };
    fits.then(|| {
        reasons.push(format!("told without a day on {told}, around {}", days.0));
        (1, true)
    })
}

fn undated(a: &Report, b: &Report, reasons: &mut Vec<String>) -> Option<(i32, bool)> {
    let (x, y) = (a.told?, b.told?);
    let apart = days::between(x, y);
    let fits = match (a.phase(), b.phase()) {
        (Phase::Past, Phase::Past) => apart.abs() <= 4,
        (Phase::Ahead, Phase::Ahead) => apart.abs() <= 14,
        (Phase::Ahead, Phase::Past) => (0..=30).contains(&apart),
        (Phase::Past, Phase::Ahead) => (0..=30).contains(&-apart),
    };
    fits.then(|| {
        reasons.push(format!("told without a day on {x} and {y}"));
        (1, true)
    })
}

/// Whether a time is precise enough to contradict another.
pub(crate) fn is_precise(days: (Date, Date)) -> bool {
    days::between(days.0, days.1) < PRECISE
}

/// Whether two groups of reports name other people for one state.
pub(crate) fn is_apart<'r>(
    a: impl Iterator<Item = &'r Side>,
    b: impl Iterator<Item = &'r Side> + Clone,
) -> bool {
    let mut states: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for x in a.filter(|s| s.is_principal() && s.is_named()) {
        let Some(state) = x.country.as_deref() else { continue };
        let (met, other) = states.entry(state).or_default();
        for y in b.clone().filter(|s| s.is_principal() && s.is_named() && s.country.as_deref() == Some(state))
        {
            if is_same(x, y) { *met = true } else { *other = true }
        }
    }
    states.values().any(|&(met, other)| other && !met)
}
