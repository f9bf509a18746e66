//! What the tagger looks at: hashes of the characters around a syllable and of the labels before it.
//!
//! Training and analysis share this code, so that they cannot drift apart. A feature is a 32-bit hash of its
//! template and its values.

/// Number of features of one syllable in the teacher's style.
pub const COUNT: usize = 23;
/// Further features that are looked up only in the treebank's style.
pub const STYLED: usize = 8;

/// The characters of a sentence with room at both ends, and where its eojeol lie.
#[derive(Debug, Default)]
pub struct Window {
    /// Characters; white space is one `' '`.
    chars: Vec<char>,
    /// For each character the first one of its eojeol.
    starts: Vec<u32>,
    /// For each character one past the last one of its eojeol.
    ends: Vec<u32>,
    /// For each character, what the words are that begin there, by their length less one.
    words: Vec<[u8; LONGEST]>,
}

/// Characters of the longest word that is looked up.
pub const LONGEST: usize = 8;

/// Characters of the longest run that is a feature.
const LONGEST_RUN: usize = 24;

/// What a word of the lexicon may be; several together.
pub mod class {
    /// A common or bound noun, a numeral, a pronoun, a root.
    pub const NOUN: u8 = 1;
    /// A proper noun.
    pub const NAME: u8 = 2;
    /// A stem of a predicate.
    pub const PREDICATE: u8 = 4;
    /// An adverb, a determiner, an interjection.
    pub const ADVERB: u8 = 8;
    /// A chain of particles, suffixes and endings up to the end of its eojeol.
    pub const CHAIN: u8 = 16;
}

/// Room before the first and after the last character.
const PAD: usize = 4;
const EDGE: char = '\u{1}';

impl Window {
    /// Takes in a sentence.
    pub fn fill(&mut self, text: impl Iterator<Item = char>) {
        self.chars.clear();
        self.starts.clear();
        self.ends.clear();
        self.chars.extend([EDGE; PAD]);
        self.chars.extend(text.map(|c| if c.is_whitespace() { ' ' } else { c }));
        let last = self.chars.len();
        self.chars.extend([EDGE; PAD]);
        self.starts.resize(self.chars.len(), 0);
        self.ends.resize(self.chars.len(), 0);
        let mut start = PAD;
        for at in PAD..=last {
            if at == last || self.chars.get(at) == Some(&' ') {
                for slot in start..at {
                    if let (Some(s), Some(e)) = (self.starts.get_mut(slot), self.ends.get_mut(slot)) {
                        *s = start as u32;
                        *e = at as u32;
                    }
                }
                start = at + 1;
            }
        }
    }

    /// Looks up the words that begin at each character of the eojeol from `start` to `end`.
    pub fn look_up(&mut self, start: usize, end: usize, lexicon: impl Fn(u64) -> u8) {
        self.words.resize(self.chars.len(), [0; LONGEST]);
        for i in start + PAD..end + PAD {
            let mut found = [0; LONGEST];
            let mut hash = mix(SEED, WORD);
            for (slot, n) in found.iter_mut().zip(i..end + PAD) {
                let Some(&c) = self.chars.get(n) else { break };
                hash = mix(hash, u64::from(c as u32));
                let whole = n + 1 == end + PAD;
                *slot = lexicon(hash) & !if whole { 0 } else { class::CHAIN };
            }
            if let Some(slot) = self.words.get_mut(i) {
                *slot = found;
            }
        }
    }

    /// The longest open-class word that begins at a position: its length and what it may be.
    fn longest(&self, i: usize) -> (usize, u8) {
        let words = self.words.get(i).copied().unwrap_or_default();
        words
            .iter()
            .enumerate()
            .rev()
            .find(|(_, w)| **w & !class::CHAIN != 0)
            .map_or((0, 0), |(n, w)| (n + 1, w & !class::CHAIN))
    }

    fn word(&self, i: usize, length: usize) -> u8 {
        let words = self.words.get(i).copied().unwrap_or_default();
        length.checked_sub(1).and_then(|n| words.get(n)).copied().unwrap_or(0)
    }

    /// Number of characters of the sentence.
    pub fn len(&self) -> usize {
        self.chars.len().saturating_sub(2 * PAD)
    }

    /// Whether the sentence is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The character at a position of the sentence.
    pub fn at(&self, n: usize) -> char {
        self.chars.get(n + PAD).copied().unwrap_or(EDGE)
    }

    /// The eojeol of a position: its first character and one past its last.
    pub fn eojeol(&self, n: usize) -> (usize, usize) {
        let start = self.starts.get(n + PAD).map_or(n, |&s| (s as usize).saturating_sub(PAD));
        let end = self.ends.get(n + PAD).map_or(n + 1, |&e| (e as usize).saturating_sub(PAD));
        (start, end)
    }
}

/// What is known of the labels before a position.
#[derive(Debug, Clone, Copy, Default)]
pub struct History {
    /// Label of the character before, plus one; 0 at the beginning of an eojeol.
    pub previous: u32,
    /// Label of the character before that, plus one.
    pub before_previous: u32,
    /// Where the morpheme that is open began.
    pub morpheme_start: usize,
    /// Label of the last character of the eojeol before, plus one.
    pub last_eojeol: u32,
    /// Tag of the morpheme that is open, plus one.
    pub open_tag: u8,
}

/// Seed of the hashes of words.
const WORD: u64 = 77;
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

pub(crate) fn mix(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0xFF51_AFD7_ED55_8CCD).rotate_left(29)
}

/// The hash of a template, before its values.
pub(crate) fn start(template: u64) -> u64 {
    mix(SEED, template)
}

pub(crate) fn finish(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    // 0 marks an empty slot of the table.
    ((hash >> 32) as u32).max(1)
}

/// Hash of a run of characters.
pub fn hash_chars(seed: u64, chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(mix(SEED, seed), |hash, c| mix(hash, u64::from(c as u32)))
}

/// Hash of a word of the lexicon.
pub fn hash_word(chars: impl Iterator<Item = char>) -> u64 {
    hash_chars(WORD, chars)
}

/// Hash of a whole eojeol, for the memory of eojeol.
pub fn hash_eojeol(chars: impl Iterator<Item = char>) -> u64 {
    hash_chars(99, chars)
}

/// The features at position `n`; those of the treebank's style only when they are asked for.
pub fn extract(window: &Window, n: usize, history: &History, styled: bool, out: &mut [u32; COUNT + STYLED]) {
    let i = n + PAD;
    let c = |offset: isize| -> u64 {
        let at = i as isize + offset;
        window.chars.get(at as usize).map_or(u64::from(EDGE as u32), |&c| u64::from(c as u32))
    };
    let (p3, p2, p1, c0, n1, n2, n3) = (c(-3), c(-2), c(-1), c(0), c(1), c(2), c(3));
    let start = window.starts.get(i).map_or(i, |&s| s as usize);
    let end = window.ends.get(i).map_or(i + 1, |&e| e as usize);
    let run = |from: usize, to: usize| window.chars.get(from..to).unwrap_or(&[]).iter().copied();
    let one = |template: u64, a: u64| mix(mix(SEED, template), a);
    let two = |template: u64, a: u64, b: u64| mix(one(template, a), b);
    let three = |template: u64, a: u64, b: u64, c: u64| mix(two(template, a, b), c);
    let four = |template: u64, a: u64, b: u64, c: u64, d: u64| mix(three(template, a, b, c), d);
    let (h1, h2) = (u64::from(history.previous), u64::from(history.before_previous));
    // Runs end somewhere, or a word of a million syllables would be looked through a million times.
    let near = i.saturating_sub(LONGEST_RUN);
    let prefix = hash_chars(15, run(start.max(near), i + 1));
    let suffix = hash_chars(16, run(i, end.min(i + LONGEST_RUN)));
    let morpheme = hash_chars(18, run((history.morpheme_start + PAD).max(near), i + 1));
    let place = ((i - start).min(3) * 8 + (end - i).min(5)) as u64;
    // The next eojeol begins two past the end of this one; before the first stands the edge.
    let next = mix(
        u64::from(window.chars.get(end + 1).map_or(1, |&c| c as u32)),
        u64::from(window.chars.get(end + 2).map_or(1, |&c| c as u32)),
    );
    let next = if window.chars.get(end) == Some(&' ') { next } else { 1 };
    let before = if start >= 2 {
        mix(
            u64::from(window.chars.get(start - 2).map_or(1, |&c| c as u32)),
            u64::from(window.chars.get(start.saturating_sub(3)).map_or(1, |&c| c as u32)),
        )
    } else {
        1
    };
    let last = u64::from(history.last_eojeol);
    // What the lexicon says of the word that is open and of the one that would begin here.
    let open = i - (history.morpheme_start + PAD).min(i);
    let (from_start, start_class) = window.longest(history.morpheme_start + PAD);
    let (from_here, here_class) = window.longest(i);
    let left = (from_start as i64 - open as i64).clamp(-2, 3) + 2;
    let ended = u64::from(window.word(history.morpheme_start + PAD, open));
    let with_this = u64::from(window.word(history.morpheme_start + PAD, open + 1));
    let chain = u64::from(window.word(i, end - i) & class::CHAIN);
    let chain_next = u64::from(window.word(i + 1, (end - i).saturating_sub(1)) & class::CHAIN);
    let open_tag = u64::from(history.open_tag);
    let rest = (end - i).min(4) as u64;
    let common: [u64; COUNT] = [
        four(51, mix(open_tag, c0), left as u64, u64::from(start_class), chain),
        four(52, mix(open_tag, c0), ended, with_this, chain_next << 8 | rest),
        four(55, mix(left as u64, c0), chain, ended, with_this),
        four(56, c0, u64::from(here_class) << 8 | from_here as u64, ended, open_tag),
        two(2, p1, c0),
        two(3, c0, n1),
        three(4, p2, p1, c0),
        three(5, p1, c0, n1),
        three(6, c0, n1, n2),
        four(8, p3, p2, p1, c0),
        four(9, c0, n1, n2, n3),
        two(12, h1, c0),
        three(13, h1, c0, n1),
        three(14, h1, h2, c0),
        prefix,
        suffix,
        mix(prefix, suffix),
        mix(morpheme, h1),
        mix(mix(morpheme, 17), n1),
        three(19, last, place, c0),
        three(20, next, c0, h1),
        three(21, before, c0, place),
        three(23, last, h1, c0),
    ];
    for (slot, hash) in out.iter_mut().zip(common) {
        *slot = finish(hash);
    }
    if !styled {
        return;
    }
    let own: [u64; STYLED] = [
        one(31, c0),
        three(32, p1, c0, n1),
        two(33, h1, c0),
        mix(prefix, 34),
        mix(suffix, 35),
        mix(mix(morpheme, 36), h1),
        mix(mix(morpheme, 37), n1),
        mix(mix(prefix, suffix), 38),
    ];
    for (slot, hash) in out.iter_mut().skip(COUNT).zip(own) {
        *slot = finish(hash);
    }
}
