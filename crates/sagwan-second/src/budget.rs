//! What to ask when not all can be asked: what promises most for its tokens, over all articles.

use crate::doubt::{About, Case, Doubt};

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

/// How often an event that is told has its time, status or kind wrong, whatever its confidence says of its sides.
const FIELDS: f64 = 0.25;

/// What of the doubts of each article is asked, in the order in which they stand: as much as goes into the budget, first what
/// promises most for its tokens. What does not fit is passed over.
pub fn plan(cases: &[&Case], budget: Budget) -> Vec<Vec<Doubt>> {
    let steps = cases.iter().enumerate();
    let mut steps: Vec<Step> =
        steps.flat_map(|(article, case)| steps_of(article, case, budget.article)).collect();
    // The order of the articles decides between equals, so that a run is the same each time; within an article the steps are in
    // order, since none promises more than the one before it.
    steps.sort_by(|a, b| b.promise.total_cmp(&a.promise));
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
    /// How many records' fields an answer may change, for each token.
    promise: f64,
}

/// How much an answer may change.
fn promise(doubt: &Doubt) -> f64 {
    let fields = if matches!(doubt.about, About::Event(_)) { FIELDS } else { 0.0 };
    1.0 - doubt.sure + fields
}

/// The questions of an article that go into its budget: first as many as together promise most for their tokens with the prompt
/// that all of them need, then one by one.
fn steps_of(article: usize, case: &Case, most: usize) -> Vec<Step> {
    let mut doubts: Vec<(usize, Doubt)> = case.doubts().into_iter().enumerate().collect();
    doubts.sort_by(|a, b| promise(&b.1).total_cmp(&promise(&a.1)).then(a.0.cmp(&b.0)));
    // What the first so many cost, by the sheet that would be sent.
    let spent = (0..=doubts.len()).map(|n| tokens_of(case, doubts.get(..n).unwrap_or_default()));
    let spent: Vec<usize> = spent.take_while(|tokens| *tokens <= most).collect();
    let rate = |from: usize, to: usize| {
        let gain: f64 = doubts.iter().take(to).skip(from).map(|(_, doubt)| promise(doubt)).sum();
        let up_to = |n: usize| spent.get(n).copied().unwrap_or_default();
        let cost = up_to(to).saturating_sub(up_to(from));
        (gain / cost.max(1) as f64, cost)
    };
    let all = spent.len().saturating_sub(1);
    let Some(best) = (1..=all).max_by(|&a, &b| rate(0, a).0.total_cmp(&rate(0, b).0)) else {
        return Vec::new();
    };
    let bounds = std::iter::once((0, best)).chain((best..all).map(|n| (n, n + 1)));
    let mut least = f64::INFINITY;
    let steps = bounds.enumerate().map(|(number, (from, to))| {
        let (own, cost) = rate(from, to);
        least = least.min(own);
        let doubts = doubts.get(from..to).unwrap_or_default().to_vec();
        Step { article, number, doubts, cost, promise: least }
    });
    steps.collect()
}

/// What the sheet with these questions costs.
fn tokens_of(case: &Case, doubts: &[(usize, Doubt)]) -> usize {
    let own = Chosen { doubts: doubts.to_vec(), taken: 0 };
    case.sheet(&own.in_order()).map_or(0, |sheet| sheet.tokens())
}
