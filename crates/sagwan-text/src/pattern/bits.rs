//! Which elements each word of a sentence answers to.

use super::feature::{Features, case_bit};
use super::layout::Layout;
use super::numbers::{Numbered, Numbers};
use super::program::{ElementId, Form, Program};
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
struct Key<'a> {
    case: u32,
    features: Features,
    numbers: Numbers,
    word: &'a Word,
}

impl<'a> Bits<'a> {
    pub(super) fn new(
        program: &Program,
        scene: &Scene<'a>,
        numbered: &Numbered,
        layout: &Layout<'_>,
    ) -> Self {
        let words = &scene.sentence.words;
        let width = program.elements.div_ceil(64);
        let keys = words.iter().zip(&numbered.0).enumerate().map(|(i, (word, numbers))| Key {
            case: case_bit(word.case),
            features: Features::of(word, layout.quoted(i)),
            numbers: *numbers,
            word,
        });
        let mut bits = Bits {
            width,
            words: vec![0; width * words.len()],
            anywhere: vec![0; width],
            keys: keys.collect(),
        };
        if width > 0 {
            for (key, row) in bits.keys.iter().zip(bits.words.chunks_exact_mut(width)) {
                key.by_itself(program, row);
                for (any, own) in bits.anywhere.iter_mut().zip(row) {
                    *any |= *own;
                }
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
    /// Sets the bits of what a word's own form tells.
    fn by_itself(&self, program: &Program, row: &mut [u64]) {
        let mut all = |elements: &[ElementId]| {
            for &element in elements {
                if self.passes(program, element)
                    && let Some(bits) = row.get_mut(element / 64)
                {
                    *bits |= 1 << (element % 64);
                }
            }
        };
        let entry = |number: Option<u32>| program.lexicon.get(&number?);
        if let Some(entry) = entry(self.numbers.lemma) {
            all(&entry.lemma);
        }
        if let Some(entry) = entry(self.numbers.head) {
            all(&entry.head);
        }
        if let Some(entry) = entry(self.numbers.surface) {
            all(&entry.surface);
        }
        all(program.by_pos.get(self.word.pos as usize).map_or(&[], Vec::as_slice));
        // A mark has a class as well, but no rule means it.
        if self.word.is_word() {
            all(program.by_class.get(self.word.class as usize).map_or(&[], Vec::as_slice));
            all(&program.any);
        }
    }

    fn passes(&self, program: &Program, element: ElementId) -> bool {
        program.glances.get(element).is_some_and(|glance| {
            glance.features.allow(self.features)
                && glance.cases & self.case != 0
                && (!glance.more || program.forms.get(element).is_some_and(|form| self.fits(form)))
        })
    }

    /// What a glance does not tell.
    fn fits(&self, form: &Form) -> bool {
        let numbers = &self.numbers;
        form.cases.iter().all(|(cases, particles)| {
            cases & self.case != 0 || numbers.particles.iter().flatten().any(|p| particles.contains(p))
        }) && form.endings.iter().all(|(endings, tags)| {
            numbers.ending.is_some_and(|e| endings.contains(&e))
                || !tags.is_empty() && self.word.morphs.iter().any(|m| tags.iter().any(|t| t == m.tag))
        })
    }
}
