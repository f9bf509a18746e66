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
    /// Tags of morphemes.
    tags: Vec<TagCode>,
    /// Whether a rule asks for a word as printed.
    asks_surface: bool,
}

/// The numbers of a sentence's words; of one set of rules, for all of its stages.
#[derive(Debug, Default)]
pub struct Numbered(pub(super) Vec<Numbers>);

/// The first eight bytes of a tag, so that tags are compared as numbers; no tag set has longer ones that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TagCode(u64);

impl TagCode {
    fn of(tag: &str) -> Self {
        TagCode(tag.bytes().take(8).fold(0, |code, byte| code << 8 | u64::from(byte)))
    }
}

/// Tags that rules name, a bit each; those past the last bit share it with the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tags(u64);

impl Tags {
    fn number(number: usize) -> Self {
        Tags(1 << number.min(63))
    }

    pub(super) fn and(self, other: Tags) -> Self {
        Tags(self.0 | other.0)
    }

    pub(super) fn meet(self, other: Tags) -> bool {
        self.0 & other.0 != 0
    }
}

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
    /// The tags of its morphemes.
    pub(super) tags: Tags,
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

    pub(super) fn tag(&mut self, tag: &str) -> Tags {
        let code = TagCode::of(tag);
        let known = self.tags.iter().position(|t| *t == code);
        Tags::number(known.unwrap_or_else(|| {
            self.tags.push(code);
            self.tags.len() - 1
        }))
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
            tags: self.tags(word),
        }
    }

    fn tags(&self, word: &Word) -> Tags {
        let asked = |code: TagCode| self.tags.iter().position(|t| *t == code);
        let numbers = word.morphs.iter().filter_map(|m| asked(TagCode::of(m.tag)));
        numbers.fold(Tags::default(), |all, number| all.and(Tags::number(number)))
    }
}

fn number(numbers: &mut FxHashMap<Box<str>, u32>, text: &str) -> u32 {
    let next = numbers.len() as u32;
    *numbers.entry(text.into()).or_insert(next)
}
