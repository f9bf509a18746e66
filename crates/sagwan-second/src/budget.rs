//! What to ask when not all can be asked: what the first reader is least sure of, over all articles.

use crate::doubt::{Case, Doubt};
use crate::sheet::{PROMPT, tokens};

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

/// What a question costs beside the paragraphs that it is judged by: the event, its sides and their mentions.
const QUESTION: usize = 60;

/// What of the doubts of each article is asked, in the order in which they stand. A question that does not fit is passed over.
pub fn plan(cases: &[&Case], budget: Budget) -> Vec<Vec<Doubt>> {
    let mut wanted: Vec<(usize, usize, Doubt)> = Vec::new();
    for (article, case) in cases.iter().enumerate() {
        wanted.extend(case.doubts().into_iter().enumerate().map(|(n, doubt)| (article, n, doubt)));
    }
    // The order of the articles decides between equals, so that a run is the same each time.
    wanted.sort_by(|a, b| a.2.sure.total_cmp(&b.2.sure).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut chosen: Vec<Chosen> = vec![Chosen::default(); cases.len()];
    let mut left = budget.run.unwrap_or(usize::MAX);
    for (article, n, doubt) in wanted {
        let (Some(case), Some(own)) = (cases.get(article), chosen.get_mut(article)) else { continue };
        let cost = own.cost_of(case, &doubt);
        if cost <= left && own.spent + cost <= budget.article {
            left -= cost;
            own.take(n, doubt, cost);
        }
    }
    chosen.into_iter().map(Chosen::in_order).collect()
}

/// What is asked of one article.
#[derive(Debug, Clone, Default)]
struct Chosen {
    doubts: Vec<(usize, Doubt)>,
    paragraphs: Vec<usize>,
    spent: usize,
}

impl Chosen {
    /// What one more question costs: with the first the prompt, and paragraphs that are not sent yet.
    fn cost_of(&self, case: &Case, doubt: &Doubt) -> usize {
        let new = doubt.paragraphs.iter().filter(|n| !self.paragraphs.contains(n));
        let new = new.filter_map(|n| case.paragraphs.get(*n)).map(|p| tokens(&p.text)).sum::<usize>();
        let first = if self.doubts.is_empty() { tokens(PROMPT) } else { 0 };
        first + new + QUESTION
    }

    fn take(&mut self, n: usize, doubt: Doubt, cost: usize) {
        self.paragraphs.extend(&doubt.paragraphs);
        self.doubts.push((n, doubt));
        self.spent += cost;
    }

    fn in_order(mut self) -> Vec<Doubt> {
        self.doubts.sort_by_key(|(n, _)| *n);
        self.doubts.into_iter().map(|(_, doubt)| doubt).collect()
    }
}
