//! Which elements each word of a sentence answers to.

use super::feature::{Features, case_bit};
use super::layout::Layout;
use super::program::{ElementId, Form, Program};
use super::scene::Scene;
use crate::word::Word;

/// For each word a bit for each element, and which elements some word answers to.
#[derive(Debug)]
pub(super) struct Bits {
    /// Numbers of 64 bits a word.
    width: usize,
    words: Vec<u64>,
    anywhere: Vec<u64>,
    keys: Vec<Key>,
}

/// What forms are tested on.
#[derive(Debug, Clone)]
struct Key {
    case: u32,
    features: Features,
    ending: Option<u32>,
    /// Numbers of its particles, together and each alone; more than a few never stand together.
    particles: [Option<u32>; 4],
}

impl Bits {
    pub(super) fn new(program: &Program, scene: &Scene<'_>, layout: &Layout<'_>) -> Self {
        let words = &scene.sentence.words;
        let width = program.elements.div_ceil(64);
        let mut bits = Bits {
            width,
            words: vec![0; width * words.len()],
            anywhere: vec![0; width],
            keys: words
                .iter()
                .enumerate()
                .map(|(i, word)| Key::of(program, scene.text, word, layout.quoted(i)))
                .collect(),
        };
        for (i, word) in words.iter().enumerate() {
            bits.word(program, scene, i, word);
        }
        for &(word, label) in scene.labels {
            bits.label(program, scene, word, label);
        }
        for mention in scene.mentions {
            for &(element, kinds) in &program.mentions {
                if of_kind(kinds, mention.kinds) {
                    bits.answer(program, scene, mention.last, element);
                }
            }
        }
        bits
    }

    /// What its own form tells.
    fn word(&mut self, program: &Program, scene: &Scene<'_>, i: usize, word: &Word) {
        let mut all = |elements: &[ElementId]| {
            for &element in elements {
                self.answer(program, scene, i, element);
            }
        };
        if let Some(entry) = program.lexicon.get(word.lemma.as_str()) {
            all(&entry.lemma);
        }
        if word.head != word.lemma
            && let Some(entry) = program.lexicon.get(word.head.as_str())
        {
            all(&entry.head);
        }
        if program.asks_surface
            && let Some(entry) = program.lexicon.get(word.span.of(scene.text))
        {
            all(&entry.surface);
        }
        all(program.by_pos.get(word.pos as usize).map_or(&[], Vec::as_slice));
        // A mark has a class as well, but no rule means it.
        if word.is_word() {
            all(program.by_class.get(word.class as usize).map_or(&[], Vec::as_slice));
            all(&program.any);
        }
    }

    /// Gives a word a label.
    pub(super) fn label(&mut self, program: &Program, scene: &Scene<'_>, word: usize, label: usize) {
        for &element in program.by_label.get(label).map_or(&[][..], Vec::as_slice) {
            self.answer(program, scene, word, element);
        }
    }

    /// Lets a word answer to an element if its form passes.
    fn answer(&mut self, program: &Program, scene: &Scene<'_>, word: usize, element: ElementId) {
        let (Some(form), Some(key), Some(asked)) =
            (program.forms.get(element), self.keys.get(word), scene.sentence.words.get(word))
        else {
            return;
        };
        if !key.passes(form, asked) {
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

impl Key {
    fn of(program: &Program, text: &str, word: &Word, quoted: bool) -> Key {
        let number = |affix: &str| program.affixes.get(affix).copied();
        let mut particles = [None; 4];
        if !word.particle.is_empty() && !program.affixes.is_empty() {
            let forms = std::iter::once(word.particle.of(text)).chain(word.particles());
            for (place, form) in particles.iter_mut().zip(forms) {
                *place = number(form);
            }
        }
        Key {
            case: case_bit(word.case),
            features: Features::of(word, quoted),
            ending: if word.ending.is_empty() { None } else { number(&word.ending) },
            particles,
        }
    }

    fn passes(&self, form: &Form, word: &Word) -> bool {
        form.features.allow(self.features)
            && form.cases.iter().all(|(cases, particles)| {
                cases & self.case != 0 || self.particles.iter().flatten().any(|p| particles.contains(p))
            })
            && form.endings.iter().all(|(endings, tags)| {
                self.ending.is_some_and(|e| endings.contains(&e))
                    || !tags.is_empty() && word.morphs.iter().any(|m| tags.iter().any(|t| t == m.tag))
            })
    }
}
