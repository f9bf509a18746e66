//! What to ask when not all can be asked: what promises most for its tokens, over all articles.
//!
//! Within an article questions are put one after the other, each time the one that promises most for what it adds to the sheet; a
//! paragraph that stands there already costs nothing again. What they cost and promise together is a curve, and its steps are
//! where it bends: more of an article is asked only where that promises as much as other articles do.

use std::collections::BinaryHeap;

use crate::cost::Meter;
use crate::doubt::{Case, Doubt};
use crate::trust::Trust;
use crate::worth::Worth;

/// Tokens that may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// In all; `None` for as many as there are questions.
    pub run: Option<usize>,
    /// For one article.
    pub article: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { run: None, article: 6000 }
    }
}

/// What of the doubts of each article is asked, in the order in which they stand: as much as goes into the budget, first what
/// promises most for its tokens. What does not fit is passed over.
pub fn plan(cases: &[&Case], budget: Budget, trust: &Trust, worth: &Worth) -> Vec<Vec<Doubt>> {
    let steps = cases.iter().enumerate();
    let mut steps: Vec<Step> = steps
        .flat_map(|(article, case)| steps_of(article, case.doubts(trust, worth), case, budget.article))
        .collect();
    // The order of the articles decides between equals, so that a run is the same each time; within an article the steps are in
    // order, since each promises less than the one before it.
    steps.sort_by(|a, b| b.rate.total_cmp(&a.rate));
    let mut chosen: Vec<Chosen> = vec![Chosen::default(); cases.len()];
    let mut left = budget.run.unwrap_or(usize::MAX);
    for step in steps {
        let Some(own) = chosen.get_mut(step.article) else { continue };
        // What follows on a step that did not fit would lack the prompt that it was to come with.
        if step.cost > left || own.taken != step.number {
            continue;
        }
        left -= step.cost;
        own.taken += 1;
        own.doubts.extend(step.doubts);
    }
    chosen.into_iter().map(Chosen::in_order).collect()
}

/// What is asked of one article.
#[derive(Debug, Clone, Default)]
struct Chosen {
    doubts: Vec<(usize, Doubt)>,
    taken: usize,
}

impl Chosen {
    fn in_order(mut self) -> Vec<Doubt> {
        self.doubts.sort_by_key(|(n, _)| *n);
        self.doubts.into_iter().map(|(_, doubt)| doubt).collect()
    }
}

/// Questions that are asked together or not at all.
struct Step {
    article: usize,
    /// Among those of its article.
    number: usize,
    doubts: Vec<(usize, Doubt)>,
    cost: usize,
    /// What is gained for a token.
    rate: f64,
}

/// A question that waits to be put.
struct Waiting {
    /// What it promises for each token that it adds to the sheet.
    rate: f64,
    n: usize,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    /// The greatest is put next: of equals the first.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rate.total_cmp(&other.rate).then(other.n.cmp(&self.n))
    }
}

/// A point of an article's curve: so many questions cost and promise so much.
#[derive(Clone, Copy)]
struct Point {
    asked: usize,
    cost: usize,
    worth: f64,
}

impl Point {
    /// What is gained for a token from here to there.
    fn rate_to(self, there: Point) -> f64 {
        (there.worth - self.worth) / there.cost.saturating_sub(self.cost).max(1) as f64
    }
}

/// The questions of an article that go into its budget, in steps of falling promise.
fn steps_of(article: usize, doubts: Vec<Doubt>, case: &Case, most: usize) -> Vec<Step> {
    let (order, points) = put(case, &doubts, most);
    let numbered = |n: usize| doubts.get(n).map(|doubt| (n, doubt.clone()));
    let bends = bends(&points);
    let steps = bends.iter().zip(bends.iter().skip(1)).enumerate().map(|(number, (from, to))| Step {
        article,
        number,
        doubts: order
            .get(from.asked..to.asked)
            .unwrap_or_default()
            .iter()
            .filter_map(|n| numbered(*n))
            .collect(),
        cost: to.cost - from.cost,
        rate: from.rate_to(*to),
    });
    steps.collect()
}

/// The order in which an article's questions are put, and what the first so many cost and promise.
fn put(case: &Case, doubts: &[Doubt], most: usize) -> (Vec<usize>, Vec<Point>) {
    let mut meter = Meter::new(case, doubts.len());
    let mut order: Vec<usize> = Vec::new();
    let mut points = vec![Point { asked: 0, cost: 0, worth: 0.0 }];
    let mut settled = vec![false; doubts.len()];
    let mut waiting_at: Vec<Vec<usize>> = vec![Vec::new(); case.paragraphs.len()];
    for (n, p) in
        doubts.iter().enumerate().flat_map(|(n, doubt)| doubt.paragraphs.iter().map(move |p| (n, *p)))
    {
        if let Some(own) = waiting_at.get_mut(p) {
            own.push(n);
        }
    }
    let rated = |meter: &Meter<'_>, n: usize| {
        let doubt = doubts.get(n)?;
        let added = meter.tokens_with(&meter.growth(doubt)).saturating_sub(meter.tokens());
        Some(Waiting { rate: doubt.worth / added.max(1) as f64, n })
    };
    let mut waiting: BinaryHeap<Waiting> = (0..doubts.len()).filter_map(|n| rated(&meter, n)).collect();
    while let Some(Waiting { n, .. }) = waiting.pop() {
        let Some((doubt, settled_before)) = doubts.get(n).zip(settled.get_mut(n)) else { continue };
        if std::mem::replace(settled_before, true) {
            continue;
        }
        let growth = meter.growth(doubt);
        if meter.tokens_with(&growth) > most {
            continue;
        }
        meter.grow(&growth);
        order.push(n);
        let worth = points.last().map_or(0.0, |point| point.worth) + doubt.worth;
        points.push(Point { asked: order.len(), cost: meter.tokens(), worth });
        // Whoever needs a paragraph that stands there now has become cheaper; what waits at its old rate is met later, and settled.
        for p in &growth.sent {
            let cheaper = waiting_at.get_mut(*p).map(std::mem::take).unwrap_or_default();
            waiting.extend(cheaper.into_iter().filter_map(|n| rated(&meter, n)));
        }
    }
    (order, points)
}

/// Where the curve bends: its upper hull.
fn bends(points: &[Point]) -> Vec<Point> {
    let mut hull: Vec<Point> = Vec::new();
    for point in points {
        while let [.., before, last] = hull.as_slice() {
            if before.rate_to(*last) > last.rate_to(*point) {
                break;
            }
            hull.pop();
        }
        hull.push(*point);
    }
    hull
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_an_article_promise_less_and_less() {
        let point = |(asked, cost, worth)| Point { asked, cost, worth };
        let points = [(0, 0, 0.0), (1, 400, 0.5), (2, 440, 0.9), (3, 480, 1.0), (4, 500, 1.3), (5, 600, 1.4)];
        let bends = bends(&points.map(point));
        assert_eq!(bends.iter().map(|p| p.asked).collect::<Vec<_>>(), [0, 4, 5]);
        let rates: Vec<f64> = bends.windows(2).map(|pair| pair[0].rate_to(pair[1])).collect();
        assert!(rates.windows(2).all(|pair| pair[0] > pair[1]), "{rates:?}");
    }
}
