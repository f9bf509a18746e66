//! Numbers for what rules name: words, particles, endings. A sentence is looked up once, whatever the number of stages that
//! are applied to it.

use rustc_hash::FxHashMap;

use crate::sentence::Sentence;
use crate::word::Word;

/// What the rules of all stages name, by number.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// Dictionary forms, heads and words as printed.
    words: FxHashMap<Box<str>, u32>,
    /// Particles and endings.
    affixes: FxHashMap<Box<str>, u32>,
    /// Whether a rule asks for a word as printed.
    asks_surface: bool,
}

/// The numbers of a sentence's words; of one set of rules, for all of its stages.
#[derive(Debug, Default)]
pub struct Numbered(pub(super) Vec<Numbers>);

/// What rules name of a word; nothing where they name nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbers {
    pub(super) lemma: Option<u32>,
    /// Where it is not the lemma.
    pub(super) head: Option<u32>,
    pub(super) surface: Option<u32>,
    pub(super) ending: Option<u32>,
    /// Its particles, together and each alone; more than a few never stand together.
    pub(super) particles: [Option<u32>; 4],
}

impl Dictionary {
    pub(super) fn word(&mut self, word: &str) -> u32 {
        number(&mut self.words, word)
    }

    pub(super) fn surface(&mut self, word: &str) -> u32 {
        self.asks_surface = true;
        number(&mut self.words, word)
    }

    pub(super) fn affix(&mut self, affix: &str) -> u32 {
        number(&mut self.affixes, affix)
    }

    /// The numbers of a sentence's words.
    pub(super) fn numbered(&self, text: &str, sentence: &Sentence) -> Numbered {
        Numbered(sentence.words.iter().map(|word| self.numbers(text, word)).collect())
    }

    fn numbers(&self, text: &str, word: &Word) -> Numbers {
        let known = |word: &str| self.words.get(word).copied();
        let affix = |affix: &str| self.affixes.get(affix).copied();
        let mut particles = [None; 4];
        if !word.particle.is_empty() && !self.affixes.is_empty() {
            let forms = std::iter::once(word.particle.of(text)).chain(word.particles());
            for (place, form) in particles.iter_mut().zip(forms) {
                *place = affix(form);
            }
        }
        Numbers {
            lemma: known(&word.lemma),
            head: if word.head == word.lemma { None } else { known(&word.head) },
            surface: if self.asks_surface { known(word.span.of(text)) } else { None },
            ending: if word.ending.is_empty() { None } else { affix(&word.ending) },
            particles,
        }
    }
}

fn number(numbers: &mut FxHashMap<Box<str>, u32>, text: &str) -> u32 {
    let next = numbers.len() as u32;
    *numbers.entry(text.into()).or_insert(next)
}
