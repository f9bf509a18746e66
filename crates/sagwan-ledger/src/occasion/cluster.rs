//! Joining: the reports of a home to occasions.
//!
//! Takes reports in their fixed order and what people decided, gives groups with the reason for each member. Equal claims
//! (same kind, status, day and sides) are one from the start; then those two groups are tied between which most speaks for
//! it on the average of all their pairs, as long as more speaks for it than against. So one wrong report, which fits one group by its
//! day and another by its sides, glues nothing together. That their reader took two events of an article for two speaks
//! against their being one, and is overruled only where all around them are.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::clues::Clues;
use super::pair::{self, LONGEST_DELAY, Weights};
use super::report::{Phase, Report};
use crate::days;
use jiff::civil::Date;

/// Days around a report in which others of its home are its neighbours.
const AROUND: i32 = 30;

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

/// What speaks for two groups: the sum over those of their pairs whose times can meet, and how many these are.
#[derive(Debug, Clone, Copy, Default)]
struct Tie {
    sum: i64,
    pairs: i64,
}

/// Two groups that may be tied: what speaks for it, how near they are in time, which they are, and of what size each was.
type Candidate = (i64, i32, std::cmp::Reverse<(usize, usize)>, usize, usize);

/// Groups of claims that grow together.
struct Clusters<'r> {
    reports: &'r [Report],
    weights: &'r Weights,
    claims: Vec<ClaimGroup>,
    /// The cluster of each claim.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// The articles of each claim.
    articles: Vec<BTreeSet<i64>>,
    apart: BTreeSet<(usize, usize)>,
    /// What was weighed, by claims in ascending order.
    scores: BTreeMap<(usize, usize), (i16, Clues)>,
    ties: Vec<BTreeMap<usize, Tie>>,
    why: Vec<Vec<String>>,
}

/// The occasions of a home.
pub(crate) fn join(reports: &[Report], decisions: &Decisions, weights: &Weights) -> Vec<Group> {
    let mut clusters = Clusters::new(reports, decisions, weights);
    for &(a, b) in &decisions.joined {
        let (a, b) = (clusters.claim_of(a), clusters.claim_of(b));
        if let (Some(a), Some(b)) = (a, b) {
            clusters.explain(a, b, &["joined by hand".to_owned()]);
            clusters.tie(a, b);
        }
    }
    clusters.grow();
    clusters.groups()
}

/// The pairs of reports of a home that are weighed, with their clues: what there is to learn from.
pub(crate) fn weighed(reports: &[Report]) -> Vec<(usize, usize, Clues)> {
    let nothing = Weights::default();
    let clusters = Clusters::new(reports, &Decisions::default(), &nothing);
    let first = |claim: usize| clusters.claims.get(claim).and_then(|c| c.reports.first()).copied();
    let pairs = clusters.scores.iter();
    pairs.filter_map(|(&(a, b), (_, clues))| Some((first(a)?, first(b)?, clues.clone()))).collect()
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
    fn new(reports: &'r [Report], decisions: &Decisions, weights: &'r Weights) -> Self {
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
        let mut clusters = Clusters {
            reports,
            weights,
            of: (0..claims.len()).collect(),
            members: (0..claims.len()).map(|n| vec![n]).collect(),
            articles,
            apart: BTreeSet::new(),
            scores: BTreeMap::new(),
            ties: vec![BTreeMap::new(); claims.len()],
            why: vec![Vec::new(); claims.len()],
            claims,
        };
        for &(a, b) in &decisions.apart {
            if let (Some(a), Some(b)) = (clusters.claim_of(a), clusters.claim_of(b)) {
                clusters.apart.insert((a.min(b), a.max(b)));
            }
        }
        clusters.weigh();
        clusters
    }

    fn claim_of(&self, report: usize) -> Option<usize> {
        self.claims.iter().position(|claim| claim.reports.contains(&report))
    }

    /// The first report of a claim.
    fn report(&self, claim: usize) -> Option<&'r Report> {
        self.claims.get(claim).and_then(|c| c.reports.first()).and_then(|&n| self.reports.get(n))
    }

    /// Weighs the pairs of claims whose times can meet.
    fn weigh(&mut self) {
        // The days a claim may speak of, so that only those that can meet are compared.
        let reach = |claim: usize| -> Option<(Date, Date)> {
            let report = self.report(claim)?;
            let (first, last) = match (report.days, report.told) {
                (Some(days), _) => days,
                (None, Some(told)) => (told, told),
                (None, None) => return None,
            };
            let slack =
                if report.phase() == Phase::Ahead || report.days.is_none() { LONGEST_DELAY } else { 1 };
            Some((moved(first, -slack)?, moved(last, slack)?))
        };
        let mut ranges: Vec<(Date, Date, usize)> =
            (0..self.claims.len()).filter_map(|c| reach(c).map(|(from, to)| (from, to, c))).collect();
        ranges.sort();
        let neighbours = self.neighbours();
        // Those of the ranges begun that are not yet over.
        let mut open: Vec<(Date, usize)> = Vec::new();
        let mut scores = BTreeMap::new();
        for (from, to, claim) in ranges {
            open.retain(|&(end, _)| end >= from);
            for &(_, other) in &open {
                let (a, b) = (claim.min(other), claim.max(other));
                if let (Some(x), Some(y)) = (self.report(a), self.report(b))
                    && x.article != y.article
                {
                    let around = |c: usize| neighbours.get(c).copied().unwrap_or(0);
                    let clues = Clues::of(x, y, around(a).max(around(b)));
                    scores.insert((a, b), (self.weights.forest.score(&clues.0), clues));
                }
            }
            open.push((to, claim));
        }
        for (&(a, b), &(score, _)) in &scores {
            let tie = Tie { sum: score.into(), pairs: 1 };
            for (x, y) in [(a, b), (b, a)] {
                if let Some(ties) = self.ties.get_mut(x) {
                    ties.insert(y, tie);
                }
            }
        }
        self.scores = scores;
        self.weigh_articles();
    }

    /// Lays on claims of one article what speaks against their being one.
    fn weigh_articles(&mut self) {
        let mut by_article: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (claim, articles) in self.articles.iter().enumerate() {
            for article in articles {
                by_article.entry(*article).or_default().push(claim);
            }
        }
        let twice = Tie { sum: self.weights.twice.into(), pairs: 1 };
        for claims in by_article.values() {
            for &a in claims {
                for &b in claims.iter().filter(|b| **b != a) {
                    if let Some(ties) = self.ties.get_mut(a) {
                        ties.insert(b, twice);
                    }
                }
            }
        }
    }

    /// How many claims of the home each has around it.
    fn neighbours(&self) -> Vec<usize> {
        let day = |claim: usize| self.report(claim).and_then(|r| r.days.map(|d| d.0).or(r.told));
        let mut days: Vec<Date> = (0..self.claims.len()).filter_map(day).collect();
        days.sort();
        let around = |claim: usize| -> Option<usize> {
            let day = day(claim)?;
            let (from, to) = (moved(day, -AROUND)?, moved(day, AROUND)?);
            Some(days.partition_point(|d| *d <= to) - days.partition_point(|d| *d < from))
        };
        (0..self.claims.len()).map(|claim| around(claim).unwrap_or(0)).collect()
    }

    /// Ties the groups for which most speaks, one pair after another.
    fn grow(&mut self) {
        // The best first; of equally good ones the nearer in time, then in the order of reports. An entry made before one
        // of its groups grew is of another size, and passed over.
        let mut heap: BinaryHeap<Candidate> = BinaryHeap::new();
        let size = |clusters: &Self, c: usize| clusters.members.get(c).map_or(0, Vec::len);
        let entry = |clusters: &Self, a: usize, b: usize| {
            let average = clusters.average(a, b);
            let (a, b) = (a.min(b), a.max(b));
            let near = -clusters.distance(a, b);
            (average > i64::from(clusters.weights.border))
                .then(|| (average, near, std::cmp::Reverse((a, b)), size(clusters, a), size(clusters, b)))
        };
        let around = |clusters: &Self, a: usize| -> Vec<usize> {
            clusters.ties.get(a).into_iter().flat_map(|ties| ties.keys().copied()).collect()
        };
        for a in 0..self.claims.len() {
            for b in around(self, a).into_iter().filter(|b| a < *b) {
                heap.extend(entry(self, a, b));
            }
        }
        while let Some((_, _, std::cmp::Reverse((a, b)), size_a, size_b)) = heap.pop() {
            if size(self, a) != size_a || size(self, b) != size_b || !self.may_tie(a, b) {
                continue;
            }
            self.explain_groups(a, b);
            self.tie(a, b);
            for other in around(self, a) {
                heap.extend(entry(self, a, other));
            }
        }
    }

    /// What speaks for two groups, on the average of their pairs.
    fn average(&self, a: usize, b: usize) -> i64 {
        let tie = self.ties.get(a).and_then(|ties| ties.get(&b)).copied().unwrap_or_default();
        let size = |c: usize| self.members.get(c).map_or(0, Vec::len) as i64;
        let all = (size(a) * size(b)).max(1);
        (tie.sum + i64::from(self.weights.apart) * (all - tie.pairs)).div_euclid(all)
    }

    /// Days between what the first claims of two groups speak of.
    fn distance(&self, a: usize, b: usize) -> i32 {
        let day = |claim: usize| self.report(claim).and_then(|r| r.days.map(|d| d.0).or(r.told));
        match (day(a), day(b)) {
            (Some(x), Some(y)) => days::between(x, y).abs(),
            _ => i32::MAX,
        }
    }

    fn may_tie(&self, a: usize, b: usize) -> bool {
        let (Some(&a), Some(&b)) = (self.of.get(a), self.of.get(b)) else { return false };
        if a == b {
            return false;
        }
        let members = |c: usize| self.members.get(c).into_iter().flatten().copied();
        !members(a).any(|x| members(b).any(|y| self.apart.contains(&(x.min(y), x.max(y)))))
    }

    /// Says of the claims of two groups that are tied, and of which nothing is said yet, why they are here.
    fn explain_groups(&mut self, a: usize, b: usize) {
        let of = |c: usize| self.members.get(c).cloned().unwrap_or_default();
        let unsaid = |c: &usize| self.why.get(*c).is_some_and(Vec::is_empty);
        let best = |c: usize, others: &[usize]| {
            let weighed = |o: usize| self.scores.get(&(c.min(o), c.max(o))).map(|(score, _)| (*score, o));
            others.iter().filter_map(|o| weighed(*o)).max_by_key(|&(score, o)| (score, std::cmp::Reverse(o)))
        };
        let (of_a, of_b) = (of(a), of(b));
        let sides = [(&of_a, &of_b), (&of_b, &of_a)];
        let to_say: Vec<(usize, usize)> = sides
            .iter()
            .flat_map(|(own, others)| own.iter().filter(|c| unsaid(c)).map(move |c| (*c, *others)))
            .filter_map(|(c, others)| best(c, others).map(|(_, other)| (c, other)))
            .collect();
        for (claim, other) in to_say {
            let (x, y) = (claim.min(other), claim.max(other));
            let Some((score, clues)) = self.scores.get(&(x, y)) else { continue };
            let (Some(first), Some(second)) = (self.report(x), self.report(y)) else { continue };
            let mut reasons = vec![format!("{} in 100", percent(*score))];
            reasons.extend(pair::reasons(first, second, clues, &self.weights.forest));
            let with = self.report(other).map(Report::key).unwrap_or_default();
            if let Some(why) = self.why.get_mut(claim) {
                why.push(format!("with {with}"));
                why.extend(reasons);
            }
        }
    }

    /// Says why two claims are together.
    fn explain(&mut self, a: usize, b: usize, reasons: &[String]) {
        for (claim, other) in [(a, b), (b, a)] {
            let first = self.report(other).map(Report::key).unwrap_or_default();
            if let Some(why) = self.why.get_mut(claim).filter(|why| why.is_empty()) {
                why.push(format!("with {first}"));
                why.extend(reasons.iter().cloned());
            }
        }
    }

    /// Makes one group of those of two claims.
    fn tie(&mut self, a: usize, b: usize) {
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
        let gone = self.ties.get_mut(drop).map(std::mem::take).unwrap_or_default();
        for (other, tie) in gone {
            if let Some(ties) = self.ties.get_mut(other) {
                ties.remove(&drop);
            }
            if other == keep {
                continue;
            }
            for (x, y) in [(keep, other), (other, keep)] {
                if let Some(sum) = self.ties.get_mut(x).map(|ties| ties.entry(y).or_default()) {
                    sum.sum += tie.sum;
                    sum.pairs += tie.pairs;
                }
            }
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

/// A day so many days later.
fn moved(day: Date, by: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().days(by)).ok()
}

/// A score, hundredths of the logarithm of the odds, as chances in a hundred.
fn percent(score: i16) -> i64 {
    (100.0 / (1.0 + (-f64::from(score) / 100.0).exp())).round() as i64
}
