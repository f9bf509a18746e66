//! Learns the parser: an averaged perceptron with a margin, taught by what can still be reached from a state.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};
use sagwan_ko::training::{
    Arc, Choice, MOVE_ROW, Model, Parser, ParserModel, ParserWork, RELATION_COUNT, RELATION_ROW, Style, Word,
    analyse_words, bits_of, first_headed, last_headed, of_relation, passes, word_of,
};
use sagwan_ko::{ByteSpan, Relation};

use crate::weights::Weights;

/// A sentence as the parser sees it, with the heads of its words (`None` for the root).
pub struct Tree {
    pub words: Vec<Word>,
    /// As the treebank draws them.
    gold: Vec<Arc>,
    /// With the last as head: what is learned.
    arcs: Vec<Arc>,
}

/// A word of a treebank: its place, its head (0 for the root) and relation.
struct Line {
    span: ByteSpan,
    head: usize,
    relation: Relation,
}

/// The trees of a treebank, with the morphemes that the tagger finds.
pub fn trees(model: &Model<'_>, path: &Path) -> Result<Vec<Tree>> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (mut trees, mut text, mut lines, mut spaced) = (Vec::new(), String::new(), Vec::<Line>::new(), false);
    for line in content.lines().chain([""]) {
        if line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() < 10 {
            if !lines.is_empty() {
                trees.push(tree(model, &text, &lines));
            }
            text.clear();
            lines.clear();
            spaced = false;
            continue;
        }
        // The file that lacks a column prints no spacing either: a mark hangs on its word.
        let full = cells[6].parse::<usize>().is_ok();
        let (head, relation) = if full { (cells[6], cells[7]) } else { (cells[5], cells[6]) };
        let mark = !cells[1].chars().any(char::is_alphanumeric);
        if spaced && (full || !mark || "([{".contains(cells[1])) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(cells[1]);
        lines.push(Line {
            span: ByteSpan::new(start, text.len()),
            head: head.parse().unwrap_or(0),
            relation: Relation::parse(relation).unwrap_or(Relation::Dep),
        });
        spaced = !(full && cells[9].contains("SpaceAfter=No"));
    }
    Ok(trees)
}

fn tree(model: &Model<'_>, text: &str, lines: &[Line]) -> Tree {
    let spans: Vec<ByteSpan> = lines.iter().map(|l| l.span).collect();
    let analysis = analyse_words(model, Style::News, text, &spans);
    let mut work = ParserWork::default();
    let tokens = &analysis.sentences[0].tokens;
    work.fill(tokens, |t| analysis.morphemes(t), |m| analysis.form(m, text));
    // Marks take no part: what hangs on one hangs on the mark's head.
    let real = |mut n: usize| {
        for _ in 0..lines.len() {
            match work.of_word.binary_search(&(n as u32)) {
                Ok(found) => return Some(found as u32),
                Err(_) => n = lines[n].head.checked_sub(1)?,
            }
        }
        None
    };
    let gold: Vec<Arc> = work
        .of_word
        .iter()
        .map(|&token| &lines[token as usize])
        .map(|line| Arc { head: line.head.checked_sub(1).and_then(real), relation: line.relation })
        .collect();
    let mut arcs = gold.clone();
    last_headed(&mut arcs);
    Tree { words: work.words.clone(), gold, arcs }
}

/// Weights that are learned: rows of so many, one row for each feature's hash.
#[derive(Clone)]
pub struct Table {
    row: usize,
    /// Lets the features through that are worth their room; empty while all are.
    pub filter: Vec<u64>,
    pub weights: Weights,
}

impl Table {
    fn new(rows: usize, row: usize) -> Self {
        let size = rows * row;
        Table { row, filter: Vec::new(), weights: Weights::new(size) }
    }

    fn is_live(&self, feature: u32) -> bool {
        self.filter.is_empty() || passes(&self.filter, feature)
    }

    /// Begins anew in less room with the features that turned out to weigh most.
    fn begin_again(&self, seen: &HashSet<u32>, live: usize, rows: usize) -> Self {
        let mut ranked: Vec<(i32, u32)> = seen
            .iter()
            .map(|&f| {
                (self.weights.now[self.at(f)..][..self.row].iter().map(|w| w.abs()).max().unwrap_or(0), f)
            })
            .collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        ranked.truncate(live);
        let mut table = Table::new(rows, self.row);
        table.filter = vec![0; live / 8];
        for (_, feature) in ranked {
            table.filter[word_of(feature, live / 8)] |= bits_of(feature);
        }
        table
    }

    fn at(&self, feature: u32) -> usize {
        let rows = (self.weights.now.len() / self.row) as u64;
        ((u64::from(feature) * rows) >> 32) as usize * self.row
    }

    fn sums(&self, features: &[u32], sums: &mut [i32]) {
        sums.fill(0);
        for &feature in features.iter().filter(|f| self.is_live(**f)) {
            let at = self.at(feature);
            for (sum, weight) in sums.iter_mut().zip(&self.weights.now[at..at + self.row]) {
                *sum += weight;
            }
        }
    }

    fn update(&mut self, features: &[u32], place: usize, by: i32, clock: u32) {
        for &feature in features {
            if !self.is_live(feature) {
                continue;
            }
            let at = self.at(feature) + place;
            self.weights.update(at, by, clock);
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
/// Features of moves and of relations that are kept, and the rows for them in the file.
const LIVE_MOVES: usize = 200_000;
const MOVE_ROWS: usize = 250_000;
const LIVE_RELATIONS: usize = 20_000;
const RELATION_ROWS: usize = 13_000;

impl ParserModel for Learner {
    fn moves(&self, features: &[u32]) -> [i32; 3] {
        let mut sums = [0; MOVE_ROW];
        self.moves.sums(features, &mut sums);
        [sums[0], sums[1], sums[2]]
    }

    fn relation(&self, features: &[u32]) -> Relation {
        let mut sums = [0; RELATION_ROW];
        self.relations.sums(features, &mut sums);
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
        let first = round(Learner::new(4_000_000, 400_000));
        round(first.begin_again(trees))
    }

    fn new(move_rows: usize, relation_rows: usize) -> Self {
        Learner {
            moves: Table::new(move_rows, MOVE_ROW),
            relations: Table::new(relation_rows, RELATION_ROW),
            clock: 0,
        }
    }

    /// One pass over the trees in the given order.
    fn pass(&mut self, trees: &[Tree], order: &[usize]) {
        let mut parser = Parser::default();
        let mut arcs = Vec::new();
        let mut updates: Vec<(Vec<u32>, usize, i32)> = Vec::new();
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
                    updates.push((choice.features.to_vec(), right, 1));
                    updates.push((choice.features.to_vec(), wrong, -1));
                }
                choice.best
            });
            self.clock += 1;
            for (features, place, by) in &updates {
                self.moves.update(features, *place, *by, self.clock);
            }
            for (n, word) in tree.words.iter().enumerate() {
                let Some(at) = tree.arcs[n].head.map(|h| h as usize) else { continue };
                of_relation(word, &tree.words[at], at > n, at.abs_diff(n), &mut found);
                let mut sums = [0; RELATION_ROW];
                self.relations.sums(&found, &mut sums);
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
        let (mut moves, mut relations) = (HashSet::new(), HashSet::new());
        let (mut parser, mut arcs, mut found) = (Parser::default(), Vec::new(), [0; RELATION_COUNT]);
        for tree in trees {
            parser.parse(self, &tree.words, &mut arcs, |choice: Choice<'_>| {
                moves.extend(choice.features);
                choice.best
            });
            for (n, word) in tree.words.iter().enumerate() {
                let Some(at) = tree.arcs[n].head.map(|h| h as usize) else { continue };
                of_relation(word, &tree.words[at], at > n, at.abs_diff(n), &mut found);
                relations.extend(found);
            }
        }
        Learner {
            moves: self.moves.begin_again(&moves, LIVE_MOVES, MOVE_ROWS),
            relations: self.relations.begin_again(&relations, LIVE_RELATIONS, RELATION_ROWS),
            clock: 0,
        }
    }

    fn average(&mut self) {
        self.moves.weights.average(self.clock);
        self.relations.weights.average(self.clock);
    }
}

/// Shares of words (without marks) with the right head, and with the right head and relation.
pub fn score(model: &impl ParserModel, trees: &[Tree]) -> (f64, f64) {
    let (mut parser, mut arcs) = (Parser::default(), Vec::new());
    let (mut all, mut right, mut labelled) = (0, 0, 0);
    for tree in trees {
        parser.parse(model, &tree.words, &mut arcs, |c| c.best);
        first_headed(&mut arcs);
        for (found, gold) in arcs.iter().zip(&tree.gold) {
            all += 1;
            right += usize::from(found.head == gold.head);
            labelled += usize::from(found == gold);
        }
    }
    (right as f64 / f64::from(all.max(1)), labelled as f64 / f64::from(all.max(1)))
}
