//! Learns the parser: an averaged perceptron with a margin, taught by what can still be reached from a state.

use std::collections::HashMap;

use sagwan_ko::Relation;
use sagwan_ko::training::{
    Arc, Choice, DECISION_FEATURES, Parser, ParserModel, RELATION_COUNT, RELATION_ROW, Word, bits_of,
    check_of, of_relation, passes, word_of,
};

use crate::trees::Tree;
use crate::weights::Weights;

/// Weights of a move in a row of the table.
const MOVE_ROW: usize = 3;

/// How often each feature was met.
type Met = HashMap<u32, u32>;

/// Which features have weights.
#[derive(Clone)]
enum Live {
    /// All of them.
    All,
    /// Those that a filter lets through; several may share a row.
    Filter(Vec<u64>),
    /// Those whose check stands at their row: one feature a row, or as good as one.
    Checks(Vec<u8>),
}

/// Weights that are learned: rows of so many, one row for each feature's hash.
#[derive(Clone)]
pub struct Table {
    row: usize,
    live: Live,
    pub weights: Weights,
}

impl Table {
    fn new(rows: usize, row: usize, live: Live) -> Self {
        Table { row, live, weights: Weights::new(rows * row) }
    }

    fn rows(&self) -> usize {
        self.weights.now.len() / self.row
    }

    /// The filter of a table that has one.
    pub fn filter(&self) -> &[u64] {
        if let Live::Filter(filter) = &self.live { filter } else { &[] }
    }

    /// Rows with the checks of their features.
    pub fn checked_rows(&self) -> impl Iterator<Item = (&[i32], u8)> {
        let checks = if let Live::Checks(checks) = &self.live { checks.as_slice() } else { &[] };
        self.weights.now.chunks(self.row).zip(checks.iter().copied())
    }

    /// Where the weights of a feature begin, if it has any.
    fn at(&self, feature: u32) -> Option<usize> {
        let row = word_of(feature, self.rows());
        let is_live = match &self.live {
            Live::All => true,
            Live::Filter(filter) => passes(filter, feature),
            Live::Checks(checks) => checks[row] == check_of(feature),
        };
        is_live.then_some(row * self.row)
    }

    /// The features that turned out to be worth most, by what they weigh and how often they were met.
    fn ranked(&self, met: &Met) -> Vec<u32> {
        let worth = |feature: u32, times: u32| {
            let at = self.at(feature).unwrap_or(0);
            let heaviest = self.weights.now[at..at + self.row].iter().map(|w| w.abs()).max().unwrap_or(0);
            f64::from(heaviest) * f64::from(times).ln_1p()
        };
        let mut ranked: Vec<(f64, u32)> = met.iter().map(|(&f, &times)| (worth(f, times), f)).collect();
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().map(|(_, feature)| feature).collect()
    }

    /// Begins anew in less room with the features that are worth most, several to a row.
    fn filtered(&self, met: &Met, live: usize, rows: usize) -> Self {
        let mut filter = vec![0; live / 8];
        for feature in self.ranked(met).into_iter().take(live) {
            filter[word_of(feature, live / 8)] |= bits_of(feature);
        }
        Table::new(rows, self.row, Live::Filter(filter))
    }

    /// Begins anew in less room: each row goes to the feature that is worth most of those that fall on it.
    fn checked(&self, met: &Met, rows: usize) -> Self {
        let mut checks = vec![None; rows];
        for feature in self.ranked(met) {
            checks[word_of(feature, rows)].get_or_insert(check_of(feature));
        }
        let checks = checks.into_iter().map(Option::unwrap_or_default).collect();
        Table::new(rows, self.row, Live::Checks(checks))
    }

    fn sums<const ROW: usize>(&self, features: &[u32]) -> [i32; ROW] {
        let mut sums = [0; ROW];
        for at in features.iter().filter_map(|&f| self.at(f)) {
            for (sum, weight) in sums.iter_mut().zip(&self.weights.now[at..at + self.row]) {
                *sum += weight;
            }
        }
        sums
    }

    fn update(&mut self, features: &[u32], place: usize, by: i32, clock: u32) {
        for &feature in features {
            if let Some(at) = self.at(feature) {
                self.weights.update(at + place, by, clock);
            }
        }
    }
}

/// The parser under training.
#[derive(Clone)]
pub struct Learner {
    pub moves: Table,
    pub relations: Table,
    clock: u32,
}

/// Passes over the trees.
const PASSES: usize = 5;
/// By how much the right move must win, or the weights change.
const MARGIN: i32 = 20;
/// Rows of moves and relations in the first round, where hardly two features share one.
const ROOMY_MOVES: usize = 16_000_000;
const ROOMY_RELATIONS: usize = 400_000;
/// Rows of moves in the file.
const MOVE_ROWS: usize = 131_072;
/// Features of relations that are kept, and the rows for them in the file.
const LIVE_RELATIONS: usize = 10_000;
const RELATION_ROWS: usize = 6_000;

impl ParserModel for Learner {
    fn moves(&self, features: &[u32; DECISION_FEATURES]) -> [i32; MOVE_ROW] {
        self.moves.sums(features)
    }

    fn relation(&self, features: &[u32; RELATION_COUNT]) -> Relation {
        let sums: [i32; RELATION_ROW] = self.relations.sums(features);
        let best = (0..Relation::ALL.len()).max_by_key(|&n| (sums[n], std::cmp::Reverse(n))).unwrap_or(0);
        Relation::ALL[best]
    }
}

/// What each move costs: right heads that can no longer be found after it.
fn costs(arcs: &[Arc], stack: &[u32], next: usize) -> [u32; 3] {
    let Some((&top, under)) = stack.split_last() else { return [0; 3] };
    let head = |n: u32| arcs.get(n as usize).and_then(|a| a.head);
    let next_word = next as u32;
    let in_rest = |n: Option<u32>| n.is_some_and(|n| n >= next_word);
    let lost_children = (next..arcs.len()).filter(|&n| arcs[n].head == Some(top)).count() as u32;
    let mut shift = 0;
    if next < arcs.len() {
        // On the stack the next word can take no head below the top, and nothing on the stack can hang on it.
        shift += u32::from(head(next_word).is_some_and(|h| under.contains(&h)));
        shift += stack.iter().filter(|&&n| head(n) == Some(next_word)).count() as u32;
    }
    let below = under.last().copied();
    let left_wrong = head(top) != Some(next_word)
        && (head(top).is_some() && head(top) == below || head(top).is_some_and(|h| h > next_word))
        // The root stays on the stack for good.
        || head(top).is_none();
    let left = u32::from(left_wrong) + lost_children;
    let right = u32::from(in_rest(head(top)) || head(top).is_none()) + lost_children;
    [shift, left, right]
}

impl Learner {
    /// Learns from the trees: once in plenty of room, then with what fits the file.
    pub fn learn(trees: &[Tree]) -> Self {
        let mut order: Vec<usize> = (0..trees.len()).collect();
        let mut round = |mut learner: Learner| {
            for pass in 0..PASSES {
                crate::shuffle(&mut order, 20_180_628 + pass as u64);
                learner.pass(trees, &order);
            }
            learner.average();
            learner
        };
        let first = round(Learner {
            moves: Table::new(ROOMY_MOVES, MOVE_ROW, Live::All),
            relations: Table::new(ROOMY_RELATIONS, RELATION_ROW, Live::All),
            clock: 0,
        });
        round(first.begin_again(trees))
    }

    /// One pass over the trees in the given order.
    fn pass(&mut self, trees: &[Tree], order: &[usize]) {
        let mut parser = Parser::default();
        let mut arcs = Vec::new();
        let mut updates: Vec<([u32; DECISION_FEATURES], usize, i32)> = Vec::new();
        let mut found = [0; RELATION_COUNT];
        for &n in order {
            let tree = &trees[n];
            updates.clear();
            parser.parse(self, &tree.words, &mut arcs, |choice: Choice<'_>| {
                let costs = costs(&tree.arcs, choice.stack, choice.next);
                let may = |n: usize| choice.sums[n] != i32::MIN;
                let Some(least) = (0..3).filter(|&n| may(n)).map(|n| costs[n]).min() else {
                    return choice.best;
                };
                let best = |good: bool| {
                    (0..3)
                        .filter(|&n| may(n) && (costs[n] == least) == good)
                        .max_by_key(|&n| (choice.sums[n], std::cmp::Reverse(n)))
                };
                if let (Some(right), Some(wrong)) = (best(true), best(false))
                    && choice.sums[wrong] >= choice.sums[right] - MARGIN
                {
                    updates.push((*choice.features, right, 1));
                    updates.push((*choice.features, wrong, -1));
                }
                choice.best
            });
            self.clock += 1;
            for (features, place, by) in &updates {
                self.moves.update(features, *place, *by, self.clock);
            }
            let groups = groups(tree);
            for n in 0..tree.words.len() {
                let Some(at) = tree.arcs[n].head.map(|h| h as usize) else { continue };
                of_relation(&groups, n, at, &mut found);
                let sums: [i32; RELATION_ROW] = self.relations.sums(&found);
                let gold = Relation::ALL.iter().position(|r| *r == tree.arcs[n].relation).unwrap_or(0);
                let rival = (0..Relation::ALL.len())
                    .filter(|&r| r != gold)
                    .max_by_key(|&r| (sums[r], std::cmp::Reverse(r)))
                    .unwrap_or(0);
                if sums[rival] >= sums[gold] - MARGIN / 2 {
                    self.relations.update(&found, gold, 1, self.clock);
                    self.relations.update(&found, rival, -1, self.clock);
                }
            }
        }
    }

    /// Begins anew with the features that are worth their room.
    fn begin_again(&self, trees: &[Tree]) -> Self {
        let (mut moves, mut relations) = (Met::new(), Met::new());
        let meet = |met: &mut Met, features: &[u32]| {
            for &feature in features {
                *met.entry(feature).or_insert(0) += 1;
            }
        };
        let (mut parser, mut arcs, mut found) = (Parser::default(), Vec::new(), [0; RELATION_COUNT]);
        for tree in trees {
            parser.parse(self, &tree.words, &mut arcs, |choice: Choice<'_>| {
                meet(&mut moves, choice.features);
                choice.best
            });
            let groups = groups(tree);
            for n in 0..tree.words.len() {
                let Some(at) = tree.arcs[n].head.map(|h| h as usize) else { continue };
                of_relation(&groups, n, at, &mut found);
                meet(&mut relations, &found);
            }
        }
        Learner {
            moves: self.moves.checked(&moves, MOVE_ROWS),
            relations: self.relations.filtered(&relations, LIVE_RELATIONS, RELATION_ROWS),
            clock: 0,
        }
    }

    fn average(&mut self) {
        self.moves.weights.average(self.clock);
        self.relations.weights.average(self.clock);
    }
}

/// Each word of a tree with what hangs on its right.
fn groups(tree: &Tree) -> Vec<Word> {
    let mut groups = tree.words.clone();
    let mut ended = vec![false; groups.len()];
    // From the right: what ends a group is whole before the group takes it.
    for n in (0..groups.len()).rev() {
        if let Some(head) = tree.arcs[n].head.map(|h| h as usize).filter(|&h| h < n)
            && !ended[head]
        {
            groups[head] = groups[head].ending_as(groups[n]);
            ended[head] = true;
        }
    }
    groups
}

/// Shares of words (without marks) with the right head, and with the right head and relation.
pub fn score(model: &impl ParserModel, trees: &[Tree]) -> (f64, f64) {
    let (mut parser, mut arcs) = (Parser::default(), Vec::new());
    let (mut all, mut right, mut labelled) = (0, 0, 0);
    for tree in trees {
        parser.parse(model, &tree.words, &mut arcs, |c| c.best);
        for (found, gold) in arcs.iter().zip(&tree.arcs) {
            all += 1;
            right += usize::from(found.head == gold.head);
            labelled += usize::from(found == gold);
        }
    }
    (right as f64 / f64::from(all.max(1)), labelled as f64 / f64::from(all.max(1)))
}
