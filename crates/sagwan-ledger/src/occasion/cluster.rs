//! Joining: the reports of a home to occasions.
//!
//! Takes reports in their fixed order and what people decided, gives groups with the reason for each member. Equal claims
//! (same kind, status, day and sides) are one from the start; then the strongest bonds are tied first, each only if the
//! two groups have no article in common, name no other people for one state, and put what took place on days that agree.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::pair::{self, Bond, LONGEST_DELAY};
use super::report::{Phase, Report};
use crate::days;

/// What people decided, by indexes of reports.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    pub(crate) joined: Vec<(usize, usize)>,
    pub(crate) apart: Vec<(usize, usize)>,
}

/// Reports of one occasion, in order, each with why it is here.
pub(crate) type Group = Vec<(usize, Vec<String>)>;

/// Reports that claim the same.
struct ClaimGroup {
    reports: Vec<usize>,
}

/// Groups of claims that grow together.
struct Clusters<'r> {
    reports: &'r [Report],
    claims: Vec<ClaimGroup>,
    /// The cluster of each claim.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    articles: Vec<BTreeSet<i64>>,
    /// When it took place, by the reports that name a day.
    held: Vec<Option<Held>>,
    apart: BTreeSet<(usize, usize)>,
    why: Vec<Vec<String>>,
}

/// The occasions of a home.
pub(crate) fn join(reports: &[Report], decisions: &Decisions) -> Vec<Group> {
    let mut clusters = Clusters::new(reports, decisions);
    for &(a, b) in &decisions.joined {
        let (a, b) = (clusters.claim_of(a), clusters.claim_of(b));
        if let (Some(a), Some(b)) = (a, b) {
            clusters.tie(a, b, &["joined by hand".to_owned()]);
        }
    }
    for (a, b, bond) in clusters.bonds() {
        if clusters.may_tie(a, b) {
            clusters.tie(a, b, &bond.reasons);
        }
    }
    clusters.groups()
}

/// What makes two reports the same claim.
fn signature(report: &Report) -> String {
    let mut sides: Vec<String> = report.principals().map(|s| format!("{}={}", s.role, s.key)).collect();
    sides.sort();
    let time = match (report.days, report.told) {
        (Some((first, last)), _) => format!("{first}/{last}"),
        (None, Some(told)) => format!("told {told}"),
        (None, None) => format!("article {}", report.article_key),
    };
    format!(
        "{} {} {} {} {}",
        report.kind,
        report.status,
        time,
        report.place.as_deref().unwrap_or("-"),
        sides.join(" ")
    )
}

impl<'r> Clusters<'r> {
    fn new(reports: &'r [Report], decisions: &Decisions) -> Self {
        let alone: BTreeSet<usize> = decisions.apart.iter().map(|&(a, _)| a).collect();
        let mut by_signature: BTreeMap<(String, usize), usize> = BTreeMap::new();
        let mut claims: Vec<ClaimGroup> = Vec::new();
        for (n, report) in reports.iter().enumerate() {
            // A report taken out by hand claims for itself.
            let own = if alone.contains(&n) { n + 1 } else { 0 };
            let claim = *by_signature.entry((signature(report), own)).or_insert_with(|| {
                claims.push(ClaimGroup { reports: Vec::new() });
                claims.len() - 1
            });
            if let Some(claim) = claims.get_mut(claim) {
                claim.reports.push(n);
            }
        }
        let of_claim = |claim: &ClaimGroup| -> Vec<&'r Report> {
            claim.reports.iter().filter_map(|&n| reports.get(n)).collect()
        };
        let articles = claims.iter().map(|c| of_claim(c).iter().map(|r| r.article).collect()).collect();
        let held = claims.iter().map(|c| of_claim(c).first().and_then(|r| held_on(r))).collect();
        let mut clusters = Clusters {
            reports,
            of: (0..claims.len()).collect(),
            members: (0..claims.len()).map(|n| vec![n]).collect(),
            articles,
            held,
            apart: BTreeSet::new(),
            why: vec![Vec::new(); claims.len()],
            claims,
        };
        for &(a, b) in &decisions.apart {
            if let (Some(a), Some(b)) = (clusters.claim_of(a), clusters.claim_of(b)) {
                clusters.apart.insert((a.min(b), a.max(b)));
            }
        }
        clusters
    }

    fn claim_of(&self, report: usize) -> Option<usize> {
        self.claims.iter().position(|claim| claim.reports.contains(&report))
    }

    /// The first report of a claim.
    fn report(&self, claim: usize) -> Option<&'r Report> {
        self.claims.get(claim).and_then(|c| c.reports.first()).and_then(|&n| self.reports.get(n))
    }

    /// The bonds between claims whose times can meet, the strongest first.
    fn bonds(&self) -> Vec<(usize, usize, Bond)> {
        // The days a claim may speak of, so that only those that can meet are compared.
        let reach = |claim: usize| -> Option<(Date, Date)> {
            let report = self.report(claim)?;
            let (first, last) = match (report.days, report.told, report.phase()) {
                (Some(days), ..) => days,
                (None, Some(told), _) => (told, told),
                (None, None, _) => return None,
            };
            let slack =
                if report.phase() == Phase::Ahead || report.days.is_none() { LONGEST_DELAY } else { 1 };
            let moved = |day: Date, by: i32| day.checked_add(jiff::Span::new().days(by)).ok();
            Some((moved(first, -slack)?, moved(last, slack)?))
        };
        let mut ranges: Vec<(Date, Date, usize)> =
            (0..self.claims.len()).filter_map(|c| reach(c).map(|(from, to)| (from, to, c))).collect();
        ranges.sort();
        let mut bonds = Vec::new();
        // Those of the ranges begun that are not yet over.
        let mut open: Vec<(Date, usize)> = Vec::new();
        for (from, to, claim) in ranges {
            open.retain(|&(end, _)| end >= from);
            for &(_, other) in &open {
                let (a, b) = (claim.min(other), claim.max(other));
                if let (Some(x), Some(y)) = (self.report(a), self.report(b))
                    && let Some(bond) = pair::bond(x, y)
                {
                    bonds.push((a, b, bond));
                }
            }
            open.push((to, claim));
        }
        bonds.sort_by(|x, y| {
            y.2.strength
                .cmp(&x.2.strength)
                .then_with(|| distance(self, x).cmp(&distance(self, y)))
                .then((x.0, x.1).cmp(&(y.0, y.1)))
        });
        bonds
    }

    fn may_tie(&self, a: usize, b: usize) -> bool {
        let (Some(&a), Some(&b)) = (self.of.get(a), self.of.get(b)) else { return false };
        let pair = |v: &[BTreeSet<i64>]| v.get(a).zip(v.get(b)).is_some_and(|(x, y)| x.is_disjoint(y));
        if a == b || !pair(&self.articles) {
            return false;
        }
        let held = |c: usize| self.held.get(c).copied().flatten();
        if held(a).zip(held(b)).is_some_and(|(x, y)| !x.with(y).is_one()) {
            return false;
        }
        let members = |c: usize| self.members.get(c).into_iter().flatten().copied();
        if members(a).any(|x| members(b).any(|y| self.apart.contains(&(x.min(y), x.max(y))))) {
            return false;
        }
        let sides = |c: usize| members(c).filter_map(|claim| self.report(claim)).flat_map(|r| &r.sides);
        !pair::is_apart(sides(a), sides(b).collect::<Vec<_>>().into_iter())
    }

    fn tie(&mut self, a: usize, b: usize, reasons: &[String]) {
        for (claim, other) in [(a, b), (b, a)] {
            let first = self.report(other).map(Report::key).unwrap_or_default();
            if let Some(why) = self.why.get_mut(claim).filter(|why| why.is_empty()) {
                why.push(format!("with {first}"));
                why.extend(reasons.iter().cloned());
            }
        }
        let (Some(&a), Some(&b)) = (self.of.get(a), self.of.get(b)) else { return };
        if a == b {
            return;
        }
        let (keep, drop) = (a.min(b), a.max(b));
        let moved = self.members.get_mut(drop).map(std::mem::take).unwrap_or_default();
        for claim in &moved {
            if let Some(of) = self.of.get_mut(*claim) {
                *of = keep;
            }
        }
        if let Some(members) = self.members.get_mut(keep) {
            members.extend(moved);
        }
        let articles = self.articles.get_mut(drop).map(std::mem::take).unwrap_or_default();
        if let Some(kept) = self.articles.get_mut(keep) {
            kept.extend(articles);
        }
        let dropped = self.held.get(drop).copied().flatten();
        if let Some(held) = self.held.get_mut(keep) {
            *held = match (*held, dropped) {
                (Some(x), Some(y)) => Some(x.with(y)),
                (x, y) => x.or(y),
            };
        }
    }

    fn groups(self) -> Vec<Group> {
        let mut groups: Vec<Group> = self
            .members
            .iter()
            .filter(|members| !members.is_empty())
            .map(|members| {
                let mut group: Group = members
                    .iter()
                    .filter_map(|&c| self.claims.get(c).zip(self.why.get(c)))
                    .flat_map(|(claim, why)| {
                        let first = claim.reports.first().and_then(|&n| self.reports.get(n)).map(Report::key);
                        claim.reports.iter().enumerate().map(move |(n, &report)| {
                            let same =
                                || vec![format!("claims the same as {}", first.clone().unwrap_or_default())];
                            (report, if n == 0 { why.clone() } else { same() })
                        })
                    })
                    .collect();
                group.sort();
                group
            })
            .collect();
        groups.sort();
        groups
    }
}

/// The days on which reports say that something took place.
#[derive(Debug, Clone, Copy)]
struct Held {
    first: Date,
    last: Date,
    /// Days that the longest of the reports alone covers.
    longest: i32,
}

impl Held {
    fn with(self, other: Held) -> Held {
        Held {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
            longest: self.longest.max(other.longest),
        }
    }

    /// Whether it can be one event: over days that one report covers, give or take a day.
    fn is_one(self) -> bool {
        days::between(self.first, self.last) <= self.longest + 1
    }
}

/// When a report says it took place, when it says so precisely.
fn held_on(report: &Report) -> Option<Held> {
    let (first, last) = report.days.filter(|&days| pair::is_precise(days))?;
    let took_place = matches!(report.status.as_str(), "occurred" | "underway");
    took_place.then(|| Held { first, last, longest: days::between(first, last) })
}

/// Days between what two claims speak of, for choosing the nearer of two equally strong bonds.
fn distance(clusters: &Clusters<'_>, (a, b, _): &(usize, usize, Bond)) -> i32 {
    let day = |claim: usize| clusters.report(claim).and_then(|r| r.days.map(|d| d.0).or(r.told));
    match (day(*a), day(*b)) {
        (Some(x), Some(y)) => days::between(x, y).abs(),
        _ => i32::MAX,
    }
}
