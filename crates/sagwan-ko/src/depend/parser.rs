//! The stack and its three moves.

use super::features::{self, Dependents, RELATION_COUNT, View, Word};
use super::headed::Arc;
use super::relation::Relation;

/// What may be done with the word on top of the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// It waits: the next word comes on top of it.
    Shift,
    /// Its head is the next word.
    Left,
    /// Its head is the word below it.
    Right,
}

impl Move {
    /// In the order of their weights.
    pub const ALL: [Move; 3] = [Move::Shift, Move::Left, Move::Right];
}

/// What the parser asks of a model.
pub trait ParserModel {
    /// Sums of weights for the three moves.
    fn moves(&self, features: &[u32]) -> [i32; 3];
    /// The relation with the highest sum.
    fn relation(&self, features: &[u32]) -> Relation;
}

/// Reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Parser {
    stack: Vec<u32>,
    dependents: Vec<Dependents>,
    /// For each word, one past the number of the first predicate from it on; 0 for none.
    predicates: Vec<u32>,
}

/// A decision, for a trainer to look at.
pub struct Choice<'a> {
    /// What decided.
    pub features: &'a [u32],
    /// Sums of weights; those of forbidden moves are the least of all.
    pub sums: [i32; 3],
    /// The best move.
    pub best: Move,
    /// Words on the stack, by number.
    pub stack: &'a [u32],
    /// Number of the next word; the number of words at the end of the sentence.
    pub next: usize,
}

/// Particles that say what a dependent is, as far as a predicate takes one of each.
fn case_of(word: &Word) -> u32 {
    word.tail
}

impl Parser {
    /// Finds the head of each word: its number, or `None` for the root. Time is linear in the words. `decide`
    /// may overrule a choice.
    pub fn parse(
        &mut self,
        model: &impl ParserModel,
        words: &[Word],
        arcs: &mut Vec<Arc>,
        mut decide: impl FnMut(Choice<'_>) -> Move,
    ) {
        arcs.clear();
        arcs.resize(words.len(), Arc { head: None, relation: Relation::Root });
        self.stack.clear();
        self.dependents.clear();
        self.dependents.resize(words.len() + 1, Dependents::default());
        self.predicates.clear();
        self.predicates.resize(words.len() + 2, 0);
        for (n, word) in words.iter().enumerate().rev() {
            let after = self.predicates.get(n + 1).copied().unwrap_or(0);
            if let Some(slot) = self.predicates.get_mut(n) {
                *slot = if word.predicate { n as u32 + 1 } else { after };
            }
        }
        let mut next = 0;
        let mut found = [0; features::COUNT];
        loop {
            let at_end = next >= words.len();
            let may = [!at_end, !at_end && !self.stack.is_empty(), self.stack.len() > 1];
            let only = may.iter().filter(|m| **m).count() == 1;
            if at_end && self.stack.len() <= 1 {
                break;
            }
            let chosen = if only && (next == 0 || at_end) {
                if at_end { Move::Right } else { Move::Shift }
            } else {
                features::of_decision(&self.view(words, next), &mut found);
                let mut sums = model.moves(&found);
                for (sum, may) in sums.iter_mut().zip(may) {
                    if !may {
                        *sum = i32::MIN;
                    }
                }
                let mut best = 0;
                for n in 1..3 {
                    if sums.get(n) > sums.get(best) {
                        best = n;
                    }
                }
                let best = Move::ALL.get(best).copied().unwrap_or(Move::Shift);
                decide(Choice { features: &found, sums, best, stack: &self.stack, next })
            };
            match chosen {
                Move::Shift => {
                    self.stack.push(next as u32);
                    next += 1;
                }
                Move::Left => {
                    if let Some(word) = self.stack.pop() {
                        self.attach(words, arcs, word, next as u32);
                    }
                }
                Move::Right => {
                    if let (Some(word), Some(&below)) = (self.stack.pop(), self.stack.last()) {
                        self.attach(words, arcs, word, below);
                    }
                }
            }
        }
        name_relations(model, words, arcs);
    }

    fn attach(&mut self, words: &[Word], arcs: &mut [Arc], word: u32, head: u32) {
        if let Some(slot) = arcs.get_mut(word as usize) {
            slot.head = Some(head);
        }
        let (Some(own), Some(of_head)) = (words.get(word as usize), self.dependents.get_mut(head as usize))
        else {
            return;
        };
        of_head.count = (of_head.count + 1).min(3);
        if word < head {
            of_head.left = word + 1;
            // The order does not matter.
            of_head.cases = of_head.cases.wrapping_add(case_of(own));
        } else {
            of_head.right = word + 1;
        }
    }

    fn view(&self, words: &[Word], next: usize) -> View {
        let word = |n: usize| words.get(n).copied().unwrap_or_default();
        let numbered = |n: u32| n.checked_sub(1).map_or(Word::default(), |n| word(n as usize));
        let on_stack = |depth: usize| self.stack.iter().rev().nth(depth).copied();
        let stacked = |depth: usize| on_stack(depth).map_or(Word::default(), |n| word(n as usize));
        let of =
            |n: Option<u32>| n.and_then(|n| self.dependents.get(n as usize)).copied().unwrap_or_default();
        let (top, of_next) = (of(on_stack(0)), of(Some(next as u32)));
        let first = self.predicates.get(next + 1).copied().unwrap_or(0);
        let second = if first == 0 { 0 } else { self.predicates.get(first as usize).copied().unwrap_or(0) };
        let gap = |a: Option<u32>, b: usize| a.map_or(0, |a| b.saturating_sub(a as usize).min(6) as u8);
        View {
            s: [stacked(0), stacked(1), stacked(2)],
            b: [word(next), word(next + 1), word(next + 2)],
            s_left: numbered(top.left),
            s_right: numbered(top.right),
            b_left: numbered(of_next.left),
            b_cases: of_next.cases,
            b_count: of_next.count,
            later: [numbered(first), numbered(second)],
            distance: gap(on_stack(0), next),
            below: gap(on_stack(1), on_stack(0).unwrap_or(0) as usize),
            at_end: next >= words.len(),
        }
    }
}

/// Finds the relation of each word to its head.
fn name_relations(model: &impl ParserModel, words: &[Word], arcs: &mut [Arc]) {
    let mut found = [0; RELATION_COUNT];
    for (n, (word, arc)) in words.iter().zip(arcs).enumerate() {
        if let Some((at, head)) = arc.head.and_then(|h| Some((h as usize, words.get(h as usize)?))) {
            features::of_relation(word, head, at > n, at.abs_diff(n), &mut found);
            arc.relation = model.relation(&found);
        }
    }
}
