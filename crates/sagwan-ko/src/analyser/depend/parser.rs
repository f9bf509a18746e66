//! The stack and its three moves.

use super::features::{self, Dependents, RELATION_COUNT, View, Word};
use super::relation::Relation;

/// A word's head and relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// Number of the head; `None` for the root.
    pub head: Option<u32>,
    /// The relation to it.
    pub relation: Relation,
}

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
    fn moves(&self, features: &[u32; features::COUNT]) -> [i32; 3];
    /// The relation with the highest sum.
    fn relation(&self, features: &[u32; RELATION_COUNT]) -> Relation;
}

/// Reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Parser {
    stack: Vec<u32>,
    dependents: Vec<Dependents>,
    /// Each word with what hangs on its right so far: it begins as it did and ends as the last of them. UD draws
    /// names and coordinations from their first word, while in Korean the last one carries the particle or
    /// ending that ties the whole to its sentence.
    groups: Vec<Word>,
    /// For each word, one past the number of the first predicate from it on; 0 for none.
    predicates: Vec<u32>,
}

/// A decision, for a trainer to look at.
pub struct Choice<'a> {
    /// What decided.
    pub features: &'a [u32; features::COUNT],
    /// Sums of weights; those of forbidden moves are the least of all.
    pub sums: [i32; 3],
    /// The best move.
    pub best: Move,
    /// Words on the stack, by number.
    pub stack: &'a [u32],
    /// Number of the next word; the number of words at the end of the sentence.
    pub next: usize,
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
        self.groups.clear();
        self.groups.extend_from_slice(words);
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
                        self.attach(arcs, word, next as u32);
                    }
                }
                Move::Right => {
                    if let (Some(word), Some(&below)) = (self.stack.pop(), self.stack.last()) {
                        self.attach(arcs, word, below);
                    }
                }
            }
        }
        self.name_relations(model, arcs);
    }

    fn attach(&mut self, arcs: &mut [Arc], word: u32, head: u32) {
        if let Some(slot) = arcs.get_mut(word as usize) {
            slot.head = Some(head);
        }
        let group = self.group(word);
        if word < head {
            if let Some(dependents) = self.dependents.get_mut(head as usize) {
                dependents.take(word, group);
            }
        } else if let Some(of_head) = self.groups.get_mut(head as usize) {
            *of_head = of_head.ending_as(group);
        }
    }

    fn group(&self, word: u32) -> Word {
        self.groups.get(word as usize).copied().unwrap_or_default()
    }

    fn view(&self, words: &[Word], next: usize) -> View {
        let word = |n: usize| words.get(n).copied().unwrap_or_default();
        let on_stack =
            |depth: usize| self.stack.len().checked_sub(depth + 1).and_then(|n| self.stack.get(n)).copied();
        let stacked = |depth: usize| on_stack(depth).map_or(Word::default(), |n| self.group(n));
        let own = |depth: usize| on_stack(depth).map_or(Word::default(), |n| word(n as usize));
        let of_next = self.dependents.get(next).copied().unwrap_or_default();
        let first = self.predicates.get(next + 1).copied().unwrap_or(0);
        let gap = |a: Option<u32>, b: usize| a.map_or(0, |a| b.saturating_sub(a as usize).min(6) as u8);
        View {
            s: [stacked(0), stacked(1), stacked(2)],
            own: [own(0), own(1)],
            b: [word(next), word(next + 1)],
            b_left: of_next.last.checked_sub(1).map_or(Word::default(), |n| self.group(n)),
            of_next,
            later: first.checked_sub(1).map_or(Word::default(), |n| word(n as usize)),
            distance: gap(on_stack(0), next),
            below: gap(on_stack(1), on_stack(0).unwrap_or(0) as usize),
            at_end: next >= words.len(),
        }
    }

    /// Finds the relation of each word to its head.
    fn name_relations(&self, model: &impl ParserModel, arcs: &mut [Arc]) {
        let mut found = [0; RELATION_COUNT];
        for (n, arc) in arcs.iter_mut().enumerate() {
            if let Some(head) = arc.head {
                features::of_relation(&self.groups, n, head as usize, &mut found);
                arc.relation = model.relation(&found);
            }
        }
    }
}
