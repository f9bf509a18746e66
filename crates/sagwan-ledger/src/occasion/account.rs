//! The joined account of an occasion: every field with the reports behind each of its values.
//!
//! Takes the reports of one occasion, gives values, contradictions and the history of the plan. Whoever copies counts
//! once: values are weighed by the sources that give them.

use std::collections::{BTreeMap, BTreeSet};

use sagwan::facts;
use schemars::JsonSchema;
use serde::Serialize;

use super::pair;
use super::report::{self, Phase, Report};

/// One value of a field, and who gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Claim {
    /// The value.
    pub value: String,
    /// How many independent sources give it.
    pub sources: usize,
    /// Ids of the reports.
    pub reports: Vec<String>,
}

/// A field with all its values, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Value {
    /// Name of the field, as in the record: status, time, place, participant.host …
    pub field: String,
    /// What is said of it.
    pub claims: Vec<Claim>,
}

impl Value {
    /// Whether its values stand beside each other, as participants do, and not for each other.
    pub fn is_list(&self) -> bool {
        self.field == "topic" || self.field.starts_with("participant.")
    }
}

/// Reports that cannot all be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Contradiction {
    /// Name of the field.
    pub field: String,
    /// The values that stand against each other.
    pub claims: Vec<Claim>,
}

/// A step in the history of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// What changed: proposed, planned, moved, occurred, cancelled, not_occurred, underway.
    pub step: String,
    /// For when, by then.
    pub time: Option<String>,
    /// Publication of the article that told it first.
    pub told: Option<String>,
    /// Its report.
    pub report: String,
    /// Its source: the agency or outlet, or the family.
    pub source: String,
}

/// The values that people chose between reports that contradict each other: fields and values, by the id of a report of the
/// occasion.
pub(crate) type Choices = BTreeMap<String, Vec<(String, String)>>;

/// All that is known of an occasion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Account {
    /// Field by field.
    pub fields: Vec<Value>,
    /// What stands against each other.
    pub contradictions: Vec<Contradiction>,
    /// How it came about.
    pub history: Vec<Step>,
    /// Independent sources: agencies, outlets, families.
    pub sources: Vec<String>,
}

impl Account {
    /// The account of reports in their fixed order.
    pub(crate) fn of(reports: &[&Report]) -> Self {
        let status = status(reports);
        let phase = if is_past(&status) { Phase::Past } else { Phase::Ahead };
        // What was planned says nothing about what took place; of plans the latest holds.
        let telling: Vec<&Report> = reports.iter().copied().filter(|r| r.phase() == phase).collect();
        let mut fields = Vec::new();
        let mut contradictions = Vec::new();
        fields.push(weighed("kind", reports, |r| vec![r.kind.clone()]));
        fields.push(first(weighed("status", reports, |r| vec![r.status.clone()]), &status));
        fields.push(weighed("certainty", reports, |r| vec![r.certainty.clone()]));
        let time = time(&telling, reports, phase);
        contradictions.extend(times_apart(&telling, phase));
        fields.push(time);
        let place = weighed(
            "place",
            if telling.iter().any(|r| r.place.is_some()) { &telling } else { reports },
            |r| r.place.iter().cloned().collect(),
        );
        contradictions.extend(places_apart(&telling));
        fields.push(place);
        contradictions.extend(denied(reports));
        for role in ["host", "visitor", "party", "chair", "mediator", "attendee"] {
            fields.push(participants(role, reports));
        }
        fields.push(weighed("topic", reports, |r| r.topics.clone()));
        fields.push(weighed("duration", reports, |r| r.duration.iter().cloned().collect()));
        fields.push(weighed("closed_door", reports, |r| r.closed_door.iter().map(bool::to_string).collect()));
        fields.push(weighed("name", reports, |r| r.name.iter().cloned().collect()));
        fields.push(weighed("rank", reports, |r| r.rank.iter().cloned().collect()));
        fields.retain(|field| !field.claims.is_empty());
        let sources = report::independent(reports.iter().map(|r| r.source()).collect());
        Account { fields, contradictions, history: history(reports), sources: sources.into_iter().collect() }
    }

    /// The same with the values that people chose at the head of their fields.
    pub(crate) fn decided(mut self, reports: &[&Report], choices: &Choices) -> Self {
        if choices.is_empty() {
            return self;
        }
        for (field, value) in reports.iter().filter_map(|r| choices.get(&r.key())).flatten() {
            let chosen = |claim: &Claim| {
                // Of times a day is chosen, however precisely reports tell it.
                let day = || crate::days::covered(&claim.value).map(|days| days.0.to_string());
                claim.value == *value || (field == "time" && day().as_ref() == Some(value))
            };
            if let Some(field) = self.fields.iter_mut().find(|f| f.field == *field) {
                field.claims.sort_by_key(|claim| !chosen(claim));
            }
        }
        self
    }

    /// The sources that have a name.
    pub fn named_sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(String::as_str).filter(|source| *source != report::NOBODY)
    }

    /// The best value of a field.
    pub fn best(&self, field: &str) -> Option<&str> {
        let field = self.fields.iter().find(|f| f.field == field)?;
        field.claims.first().map(|claim| claim.value.as_str())
    }
}

fn is_past(status: &str) -> bool {
    matches!(status, "occurred" | "underway" | "not_occurred")
}

/// Whether a report tells that it took place or does.
fn tells_of_holding(report: &Report) -> bool {
    matches!(report.status.as_str(), "occurred" | "underway")
}

/// The reports by which it did not take place, told when others tell that it did: what was called off before may have been held
/// after all.
fn against<'r>(reports: &'r [&'r Report]) -> impl Iterator<Item = &'r Report> {
    let first = reports.iter().filter(|r| tells_of_holding(r)).map(|r| r.told).min().flatten();
    reports.iter().copied().filter(move |r| match r.status.as_str() {
        "not_occurred" => true,
        "cancelled" => r.told >= first,
        _ => false,
    })
}

/// Whether it took place: what most sources say of it once any says that it did; before that, what was told last.
fn status(reports: &[&Report]) -> String {
    let sources = |some: &[&Report]| report::independent(some.iter().map(|r| r.source()).collect()).len();
    let held: Vec<&Report> = reports.iter().copied().filter(|r| tells_of_holding(r)).collect();
    let against: Vec<&Report> = against(reports).collect();
    let any = |some: &[&Report], status: &str| some.iter().any(|r| r.status == status);
    let status = if !held.is_empty() && sources(&held) >= sources(&against) {
        // What was under way is over when somebody later tells that it was.
        if any(&held, "occurred") { "occurred" } else { "underway" }
    } else if any(&against, "not_occurred") {
        "not_occurred"
    } else if !held.is_empty() {
        "cancelled"
    } else {
        return reports.iter().max_by_key(|r| r.order()).map(|r| r.status.clone()).unwrap_or_default();
    };
    status.to_owned()
}

/// The values of a field, the one with most sources first; of equally many the one told first.
fn weighed(field: &str, reports: &[&Report], values: impl Fn(&Report) -> Vec<String>) -> Value {
    let mut claims: Vec<(Claim, BTreeSet<String>)> = Vec::new();
    for report in reports {
        for value in values(report) {
            match claims.iter_mut().find(|(claim, _)| claim.value == value) {
                Some((claim, sources)) => {
                    claim.reports.push(report.key());
                    sources.insert(report.source());
                }
                None => claims.push((
                    Claim { value, sources: 0, reports: vec![report.key()] },
                    BTreeSet::from([report.source()]),
                )),
            }
        }
    }
    let mut claims: Vec<Claim> = claims
        .into_iter()
        .map(|(claim, sources)| Claim { sources: report::independent(sources).len(), ..claim })
        .collect();
    claims.sort_by_key(|claim| std::cmp::Reverse(claim.sources));
    Value { field: field.to_owned(), claims }
}

/// The field with a value at its head.
fn first(mut field: Value, value: &str) -> Value {
    field.claims.sort_by_key(|claim| claim.value != value);
    field
}

/// The time: the most precise that most sources give; of a plan the one told last.
fn time(telling: &[&Report], all: &[&Report], phase: Phase) -> Value {
    let dated = |reports: &[&Report]| reports.iter().any(|r| r.time.is_some());
    let reports = if dated(telling) { telling } else { all };
    let mut field = weighed("time", reports, |r| r.time.iter().cloned().collect());
    match phase {
        Phase::Ahead => {
            let last =
                reports.iter().filter(|r| r.days.is_some_and(pair::is_precise)).max_by_key(|r| r.order());
            if let Some(value) = last.and_then(|r| r.time.clone()) {
                field = first(field, &value);
            }
        }
        Phase::Past => {
            let precise = |value: &str| crate::days::covered(value).is_some_and(pair::is_precise);
            field.claims.sort_by_key(|claim| (!precise(&claim.value), std::cmp::Reverse(claim.sources)));
        }
    }
    field
}

/// Days that cannot both be right: of what took place, and of a plan when nobody tells of a change.
fn times_apart(telling: &[&Report], phase: Phase) -> Option<Contradiction> {
    let dated: Vec<&Report> = telling
        .iter()
        .copied()
        .filter(|r| r.days.is_some_and(pair::is_precise) && r.status != "cancelled")
        .collect();
    let days: BTreeSet<_> = dated.iter().filter_map(|r| r.days).collect();
    let apart = days.iter().any(|x| days.iter().any(|y| x.1 < y.0));
    let moved = phase == Phase::Ahead && telling.iter().any(|r| r.moved);
    (apart && !moved).then(|| {
        let field = weighed("time", &dated, |r| r.days.map(|d| d.0.to_string()).into_iter().collect());
        Contradiction { field: field.field, claims: field.claims }
    })
}

/// Places that cannot both be right: in two states, or two cities.
fn places_apart(telling: &[&Report]) -> Option<Contradiction> {
    let placed: Vec<&Report> = telling.iter().copied().filter(|r| r.place.is_some()).collect();
    let clash = |a: &Report, b: &Report| {
        let states = matches!((&a.place_country, &b.place_country), (Some(x), Some(y)) if x != y);
        let city = |r: &Report| {
            r.place.as_deref().filter(|p| facts::country_of_city(p).is_some()).map(str::to_owned)
        };
        states || matches!((city(a), city(b)), (Some(x), Some(y)) if x != y)
    };
    let apart = placed.iter().any(|a| placed.iter().any(|b| clash(a, b)));
    apart.then(|| {
        let field = weighed("place", &placed, |r| r.place.iter().cloned().collect());
        Contradiction { field: field.field, claims: field.claims }
    })
}

/// What one side tells and another denies, or says was called off.
fn denied(reports: &[&Report]) -> Option<Contradiction> {
    let held = reports.iter().copied().filter(|r| tells_of_holding(r));
    let apart: Vec<&Report> = held.chain(against(reports)).collect();
    let both = apart.iter().any(|r| tells_of_holding(r)) && !apart.iter().all(|r| tells_of_holding(r));
    both.then(|| {
        let field = weighed("status", &apart, |r| vec![r.status.clone()]);
        Contradiction { field: field.field, claims: field.claims }
    })
}

/// Who takes part in a role.
fn participants(role: &str, reports: &[&Report]) -> Value {
    let shown: BTreeSet<&str> =
        report::telling(reports.iter().flat_map(|r| &r.sides)).map(|side| side.key.as_str()).collect();
    weighed(&format!("participant.{role}"), reports, |r| {
        let of_role = r.sides.iter().filter(|s| s.role == role && shown.contains(s.key.as_str()));
        let mut keys: Vec<String> = of_role.map(|s| s.key.clone()).collect();
        keys.dedup();
        keys
    })
}

/// The steps from the first word of it to the last: each report that says something new about status or day.
fn history(reports: &[&Report]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut status = "";
    let mut day: Option<String> = None;
    let mut told: BTreeSet<(&str, Option<String>)> = BTreeSet::new();
    for report in reports {
        let held = matches!(status, "occurred" | "underway");
        // A plan told again after the event is no step back.
        if held && report.phase() == Phase::Ahead && report.status != "cancelled" {
            continue;
        }
        let new_day = report.days.filter(|&d| pair::is_precise(d)).map(|d| d.0.to_string());
        let other_day = new_day.is_some() && day.is_some() && new_day != day;
        let first_day = new_day.is_some() && day.is_none();
        if report.status == status && !other_day && !first_day {
            continue;
        }
        let step = if report.status == "planned" && status == "planned" && other_day {
            "moved"
        } else {
            &report.status
        };
        day = new_day.or(day);
        status = &report.status;
        if told.insert((step, day.clone())) {
            steps.push(Step {
                step: step.to_owned(),
                time: report.time.clone(),
                told: report.published.clone(),
                report: report.key(),
                source: report.source(),
            });
        }
    }
    steps
}
