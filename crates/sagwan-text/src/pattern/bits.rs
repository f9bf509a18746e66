//! Which elements each word of a sentence answers to.

use super::answers::Known;
use super::feature::{Features, case_bit};
use super::layout::Layout;
use super::numbers::{Numbered, Numbers};
use super::program::{ElementId, Form, Glance, Kinds, Program};
use super::scene::Scene;
use crate::word::Word;

/// For each word a bit for each element, and which elements some word answers to.
#[derive(Debug)]
pub(super) struct Bits<'a> {
    /// Numbers of 64 bits a word.
    width: usize,
    words: Vec<u64>,
    anywhere: Vec<u64>,
    keys: Vec<Key<'a>>,
}

/// What forms are tested on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'a> {
    case: u32,
    features: Features,
    numbers: &'a Numbers,
    pub(super) word: &'a Word,
}

impl<'a> Bits<'a> {
    pub(super) fn new(
        program: &Program,
        known: &mut Known,
        scene: &Scene<'a>,
        numbered: &'a Numbered,
        layout: &Layout<'_>,
    ) -> Self {
        let words = &scene.sentence.words;
        let width = program.elements.div_ceil(64);
        let mut bits = Bits {
            width,
            words: Vec::with_capacity(width * words.len()),
            anywhere: vec![0; width],
            keys: Vec::with_capacity(words.len()),
        };
        for (i, (word, numbers)) in words.iter().zip(&numbered.0).enumerate() {
            let features = Features::of(word, layout.quoted(i));
            let key = Key { case: case_bit(word.case), features, numbers, word };
            bits.keys.push(key);
            let answers = known.of(program, &key);
            let from = bits.words.len();
            bits.words.extend_from_slice(&answers.row);
            let row = bits.words.get_mut(from..).unwrap_or_default();
            key.answer(program, &answers.open, row);
            key.answer_by_ending(program, row);
            key.answer_by_name(program, row);
            for (any, own) in bits.anywhere.iter_mut().zip(row) {
                *any |= *own;
            }
        }
        for &(word, label) in scene.labels {
            bits.label(program, word, label);
        }
        for mention in scene.mentions {
            for &(element, kinds) in &program.mentions {
                if of_kind(kinds, mention.kinds) {
                    bits.answer(program, mention.last, element);
                }
            }
        }
        bits
    }

    /// Gives a word a label.
    pub(super) fn label(&mut self, program: &Program, word: usize, label: usize) {
        for &element in program.by_label.get(label).map_or(&[][..], Vec::as_slice) {
            self.answer(program, word, element);
        }
    }

    /// Lets a word answer to an element if its form passes.
    fn answer(&mut self, program: &Program, word: usize, element: ElementId) {
        if !self.keys.get(word).is_some_and(|key| key.passes(program, element)) {
            return;
        }
        let bit = 1 << (element % 64);
        if let Some(bits) = self.words.get_mut(word * self.width + element / 64) {
            *bits |= bit;
        }
        if let Some(bits) = self.anywhere.get_mut(element / 64) {
            *bits |= bit;
        }
    }

    /// The elements that some word answers to, 64 in each number.
    pub(super) fn anywhere(&self) -> &[u64] {
        &self.anywhere
    }

    pub(super) fn has(&self, word: usize, element: ElementId) -> bool {
        // A word past the last would read nothing, as the numbers end with the last word's.
        is_set(self.words.get(word * self.width + element / 64), element)
    }

    pub(super) fn somewhere(&self, element: ElementId) -> bool {
        is_set(self.anywhere.get(element / 64), element)
    }
}

fn is_set(bits: Option<&u64>, element: ElementId) -> bool {
    bits.is_some_and(|bits| bits >> (element % 64) & 1 == 1)
}

/// Whether a mention is of one of the wanted kinds; one without any kind is a mention too.
pub(super) fn of_kind(wanted: u32, kinds: u32) -> bool {
    wanted == u32::MAX || wanted & kinds != 0
}

impl Key<'_> {
    /// A number for all that a form has but its particles and its ending.
    pub(super) fn form(&self) -> u64 {
        let word = self.word;
        let kind = (word.pos as u64) << 8 | (word.class as u64) << 1 | u64::from(word.is_word());
        kind << 48 | u64::from(self.case.trailing_zeros()) << 32 | u64::from(self.features.bits())
    }

    /// Sets the bits of the elements of which the word is named, as dictionary form, head or printed.
    fn answer_by_name(&self, program: &Program, row: &mut [u64]) {
        let entry = |number: Option<u32>| program.lexicon.get(&number?);
        if let Some(entry) = entry(self.numbers.lemma) {
            self.answer(program, &entry.lemma, row);
        }
        if let Some(entry) = entry(self.numbers.head) {
            self.answer(program, &entry.head, row);
        }
        if let Some(entry) = entry(self.numbers.surface) {
            self.answer(program, &entry.surface, row);
        }
    }

    /// Sets the bits of the elements that ask for the ending of the word.
    fn answer_by_ending(&self, program: &Program, row: &mut [u64]) {
        let asked = self.numbers.ending.and_then(|ending| program.by_ending.get(&ending));
        let kinds = Kinds::of(self.word);
        for (_, element) in asked.into_iter().flatten().filter(|(asked, _)| asked.meet(kinds)) {
            self.answer(program, std::slice::from_ref(element), row);
        }
    }

    /// Sets the bits of those of the elements that the form passes.
    fn answer(&self, program: &Program, elements: &[ElementId], row: &mut [u64]) {
        for &element in elements {
            if self.passes(program, element)
                && let Some(bits) = row.get_mut(element / 64)
            {
                *bits |= 1 << (element % 64);
            }
        }
    }

    /// Whether the form passes what a glance tells.
    pub(super) fn glances(&self, glance: &Glance) -> bool {
        glance.features.allow(self.features) && glance.cases & self.case != 0
    }

    fn passes(&self, program: &Program, element: ElementId) -> bool {
        program.glances.get(element).is_some_and(|glance| {
            self.glances(glance)
                && (!glance.more || program.forms.get(element).is_some_and(|form| self.fits(form)))
        })
    }

    /// What a glance does not tell.
    fn fits(&self, form: &Form) -> bool {
        let numbers = self.numbers;
        form.cases.iter().all(|(cases, particles)| {
            cases & self.case != 0 || numbers.particles.iter().flatten().any(|p| particles.contains(p))
        }) && form.endings.iter().all(|(endings, tags)| {
            numbers.ending.is_some_and(|e| endings.contains(&e)) || tags.meet(numbers.tags)
        })
    }
}
