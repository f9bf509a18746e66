//! The rules of a stage, made ready to run: every element is a number, a word is asked once which numbers it answers to,
//! and a rule is tried only where all that it needs is in the sentence.

use rustc_hash::FxHashMap;

use super::ast::Hop;
use super::feature::Features;
use super::numbers::Tags;
use crate::word::{Pos, Word, WordClass};

/// The number of an element.
pub(super) type ElementId = usize;

/// All that a stage needs.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// How many elements there are.
    pub(super) elements: usize,
    /// For each element what it asks of a word's form.
    pub(super) forms: Vec<Form>,
    /// For each element the part of that which one look tells.
    pub(super) glances: Vec<Glance>,
    /// Elements by the numbers of the words that they name.
    pub(super) lexicon: FxHashMap<u32, Entry>,
    /// Elements by part of speech, in the order of [`Pos`](crate::Pos).
    pub(super) by_pos: Vec<Vec<ElementId>>,
    /// Elements by class, in the order of [`WordClass`](crate::WordClass).
    pub(super) by_class: Vec<Vec<ElementId>>,
    /// Elements that are any word.
    pub(super) any: Vec<ElementId>,
    /// Elements of these three kinds that ask for an ending, by its number, with the kinds of words that they are.
    pub(super) by_ending: FxHashMap<u32, Vec<(Kinds, ElementId)>>,
    /// Elements by label.
    pub(super) by_label: Vec<Vec<ElementId>>,
    /// How many of the labels are no effects.
    pub(super) first_effect: usize,
    /// Elements that are mentions, with their kinds.
    pub(super) mentions: Vec<(ElementId, u32)>,
    /// The patterns of all rules.
    pub(super) patterns: Vec<Code>,
    /// In which order they run.
    pub(super) layers: Vec<Layer>,
}

/// The elements that a word as dictionary form, as head, as printed answers to.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) lemma: Vec<ElementId>,
    pub(super) head: Vec<ElementId>,
    pub(super) surface: Vec<ElementId>,
}

/// What an element asks of a word's form; each list holds alternatives, and all lists must pass.
#[derive(Debug, Default)]
pub(super) struct Form {
    /// Bits of cases, and numbers of particles.
    pub(super) cases: Vec<(u32, Vec<u32>)>,
    /// Numbers of endings, and tags.
    pub(super) endings: Vec<(Vec<u32>, Tags)>,
    pub(super) features: Features,
}

impl Form {
    /// The endings of which a word has to have one, if no tag passes in place of it.
    pub(super) fn closing(&self) -> Option<&[u32]> {
        let (endings, _) = self.endings.iter().find(|(_, tags)| *tags == Tags::default())?;
        Some(endings)
    }
}

/// Parts of speech and classes, a bit each, and one for any word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u32);

impl Kinds {
    pub(super) const ANY: Kinds = Kinds(1 << 31);

    pub(super) fn pos(pos: Pos) -> Self {
        Kinds(1 << pos as u32)
    }

    pub(super) fn class(class: WordClass) -> Self {
        Kinds(1 << (16 + class as u32))
    }

    /// All that a word is. A mark has a class as well, but no rule means it.
    pub(super) fn of(word: &Word) -> Self {
        let class = if word.is_word() { Kinds::class(word.class).0 | Kinds::ANY.0 } else { 0 };
        Kinds(Kinds::pos(word.pos).0 | class)
    }

    pub(super) fn meet(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

/// As much of a [`Form`] as two `and` test.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glance {
    pub(super) features: Features,
    /// Bits of the cases that it allows, when no particle passes in place of one.
    pub(super) cases: u32,
    /// Whether there is more to test.
    pub(super) more: bool,
}

impl Glance {
    pub(super) fn of(form: &Form) -> Self {
        let plain = form.cases.iter().filter(|(_, particles)| particles.is_empty());
        Glance {
            features: form.features,
            cases: plain.fold(u32::MAX, |all, (cases, _)| all & cases),
            more: !form.endings.is_empty() || form.cases.iter().any(|(_, particles)| !particles.is_empty()),
        }
    }
}

/// Patterns that need nothing of each other, under an element that each cannot do without.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// In the order of elements.
    pub(super) anchored: Vec<(ElementId, usize)>,
    /// The elements, a bit each, and for each 64 of them how many of `anchored` stand before.
    pub(super) anchors: Vec<(u64, usize)>,
}

/// One pattern.
#[derive(Debug, Default)]
pub(super) struct Code {
    /// Number of its rule.
    pub(super) rule: usize,
    pub(super) ops: Vec<Op>,
    /// Elements without which it finds nothing.
    pub(super) needs: Vec<ElementId>,
    /// Elements that it may begin with.
    pub(super) starts: Vec<Wanted>,
    /// Whether it begins where the sentence does.
    pub(super) begins: bool,
    pub(super) effects: Vec<Say>,
}

/// What a match says.
#[derive(Debug, Clone)]
pub(super) struct Say {
    pub(super) effect: usize,
    pub(super) value: SayValue,
    /// Names of captures; it is said of the first of them that is there.
    pub(super) targets: Vec<usize>,
}

/// The value of what is said.
#[derive(Debug, Clone, Copy)]
pub(super) enum SayValue {
    Flag,
    One(usize),
    /// The name of a capture.
    Captured(usize),
}

/// An element as a step asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) element: ElementId,
    /// The kinds of a mention; `None` for a word.
    pub(super) mention: Option<u32>,
}

/// One instruction.
#[derive(Debug, Clone, Copy)]
pub(super) enum Op {
    /// Goes on to a word or mention.
    Take {
        wanted: Wanted,
        /// Name of its capture.
        capture: Option<usize>,
        /// Whether it is another of those that were captured under the name just now.
        more: bool,
    },
    /// Says where the next word is looked for.
    Hop(Hop),
    /// Goes on at both.
    Either(usize, usize),
    /// Goes on there.
    Jump(usize),
    /// Goes on if there is no such word ahead.
    Ahead(Hop, Wanted),
    /// Goes on if there is no such word before.
    Behind(Hop, Wanted),
    /// Goes on at the end of the sentence.
    End,
    /// The pattern has been found.
    Found,
}
