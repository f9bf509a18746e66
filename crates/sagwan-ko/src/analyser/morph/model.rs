//! The model file: read in place, never copied.
//!
//! Little-endian. A header of 64 bytes (magic, version, checksum of the rest, counts), then sections, each
//! aligned to eight bytes:
//!
//! 1. labels as lines of text;
//! 2. for each of the 11,172 syllables one past the end of its candidates, then the candidates;
//! 3. a filter of the features that have weights: a Bloom filter in words of eight bytes;
//! 4. weights, a signed byte each: a feature's begin where its hash says, one for each candidate of its
//!    syllable. Features may share weights; they were learned that way;
//! 5. lexicon: a table of keys with room after each, and for each slot what the word may be;
//! 6. remembered eojeol: a table of keys, for each slot where its labels begin and how many they are, then the
//!    labels, with more of the hash before each eojeol's;
//! 7. the parser: for its moves a row of four bytes where a feature's hash says, a weight for each move and a check of
//!    whose row it is; for relations a filter and rows of [`RELATION_ROW`] weights.

use fault::Fault;
use zerocopy::FromBytes;

use super::features::{COUNT, STYLED};
use super::label::Label;
use super::tagger::{MAX_CANDIDATES, Scores, TaggerModel};
use crate::analyser::depend::Relation;
use crate::analyser::depend::features as decision;
use crate::analyser::depend::parser::ParserModel;
use crate::tag::Tag;

/// First bytes of every model file.
pub const MAGIC: [u8; 8] = *b"SAGWANKO";
/// Version of the layout.
pub const VERSION: u32 = 3;
/// Length of the header in words of four bytes.
pub const HEADER: usize = 16;
/// Number of Hangul syllables.
pub const SYLLABLES: usize = 11_172;
/// The first of them.
pub const FIRST_SYLLABLE: u32 = 0xAC00;
/// Weights that are summed at a time.
const LANE: usize = 16;
/// Bits of a slot that hold the number of entries; the rest is where they begin.
pub const COUNT_BITS: u32 = 8;
/// The words of the header that tell how long the sections are. Those of the parser come last.
pub mod counts {
    /// Bytes of the labels.
    pub const LABELS: usize = 5;
    /// Candidates of all syllables.
    pub const CANDIDATES: usize = 6;
    /// Words of the filter.
    pub const FILTER: usize = 7;
    /// Weights.
    pub const WEIGHTS: usize = 8;
    /// Slots of the lexicon.
    pub const LEXICON: usize = 9;
    /// Slots of the remembered eojeol, and their labels.
    pub const MEMORY: usize = 10;
    /// See `MEMORY`.
    pub const MEMORY_LABELS: usize = 11;
    /// Rows of moves.
    pub const MOVES: usize = 12;
    /// Words of the relations' filter.
    pub const RELATION_FILTER: usize = 13;
    /// Weights of relations.
    pub const RELATIONS: usize = 14;
}
/// Weights in a row of relations.
pub const RELATION_ROW: usize = 32;

mod fault {
    /// Why a model cannot be used.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Fault(pub &'static str);

    impl std::fmt::Display for Fault {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "the language model cannot be used: {}", self.0)
        }
    }

    impl std::error::Error for Fault {}
}

pub use fault::Fault as ModelFault;

/// A model whose tables lie in borrowed bytes.
#[derive(Debug)]
pub struct Model<'m> {
    labels: Vec<Label>,
    simple: Vec<[u16; 2]>,
    candidate_ends: &'m [u32],
    candidates: &'m [u16],
    generic: Vec<u16>,
    filter: &'m [u64],
    weights: &'m [i8],
    lexicon_keys: &'m [u32],
    lexicon_classes: &'m [u8],
    memory_keys: &'m [u32],
    memory_slots: &'m [u32],
    memory: &'m [u16],
    moves: &'m [u32],
    relations: Rows<'m>,
}

/// Weights of relations: a filter of the features that have any, and rows of them.
#[derive(Debug)]
struct Rows<'m> {
    filter: &'m [u64],
    weights: &'m [i8],
}

impl Rows<'_> {
    /// Sums the rows of the features.
    #[inline]
    fn sums(&self, features: &[u32]) -> [i16; RELATION_ROW] {
        let mut live = [0u32; decision::RELATION_COUNT];
        let known = live_of(self.filter, features, &mut live);
        let mut sums = [0i16; RELATION_ROW];
        let (rows, _) = self.weights.as_chunks::<RELATION_ROW>();
        for &feature in live.iter().take(known) {
            if let Some(row) = rows.get(word_of(feature, rows.len())) {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum += i16::from(weight);
                }
            }
        }
        sums
    }
}

/// Gathers the features that the filter lets through; their number.
#[inline]
fn live_of(filter: &[u64], features: &[u32], live: &mut [u32]) -> usize {
    let mut known = 0;
    for &feature in features {
        // Written always and counted sometimes: there is no branch to guess wrong.
        if let Some(slot) = live.get_mut(known) {
            *slot = feature;
        }
        known += usize::from(passes(filter, feature));
    }
    known
}

/// Checksum of the body: FNV-1a over words of four bytes.
pub fn checksum(body: &[u8]) -> u64 {
    body.chunks(4).fold(0xCBF2_9CE4_8422_2325, |hash, chunk| {
        let word = chunk.iter().rev().fold(0u64, |w, &b| (w << 8) | u64::from(b));
        (hash ^ word).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// Where the weights of a feature begin in a table of `length` weights.
#[inline]
pub fn row_of(feature: u32, length: usize) -> usize {
    ((u64::from(feature) * (length - MAX_CANDIDATES) as u64) >> 32) as usize
}

/// The word of the filter that tells of a feature.
#[inline]
pub fn word_of(feature: u32, words: usize) -> usize {
    ((u64::from(feature) * words as u64) >> 32) as usize
}

/// The bits that a feature sets in its word.
#[inline]
pub fn bits_of(feature: u32) -> u64 {
    1 << (feature & 63) | 1 << ((feature >> 6) & 63) | 1 << ((feature >> 12) & 63)
}

/// The check of a feature in its row of moves.
#[inline]
pub fn check_of(feature: u32) -> u8 {
    feature as u8
}

/// Where the search for a key of the lexicon begins, in a table of `slots` slots.
#[inline]
pub fn slot_of(key: u32, slots: usize) -> usize {
    ((u64::from(key) * (slots as u64 * 15 / 16)) >> 32) as usize
}

/// Whether the filter lets a feature through.
#[inline]
pub fn passes(filter: &[u64], feature: u32) -> bool {
    let bits = bits_of(feature);
    filter.get(word_of(feature, filter.len())).is_some_and(|word| word & bits == bits)
}

/// A hash cut to the length of a key; 0 marks an empty slot.
pub fn short_key(hash: u64) -> u32 {
    ((hash >> 32) as u32 ^ hash as u32).max(1)
}

/// The slot of a key in a table that is searched from [`slot_of`] on.
#[inline]
fn find(keys: &[u32], key: u32) -> Option<usize> {
    let mut at = slot_of(key, keys.len());
    loop {
        match *keys.get(at)? {
            found if found == key => return Some(at),
            // The last slot is always empty, and keys stand in order.
            found if found == 0 || found > key => return None,
            _ => at += 1,
        }
    }
}

/// Takes sections off the front of the bytes.
struct Sections<'m>(&'m [u8]);

impl<'m> Sections<'m> {
    fn take(&mut self, bytes: usize) -> Result<&'m [u8], Fault> {
        let padded = bytes.next_multiple_of(8);
        let (section, rest) = self.0.split_at_checked(padded).ok_or(Fault("it is cut short"))?;
        self.0 = rest;
        section.get(..bytes).ok_or(Fault("it is cut short"))
    }

    fn list<T: FromBytes + zerocopy::KnownLayout + zerocopy::Immutable>(
        &mut self,
        count: usize,
    ) -> Result<&'m [T], Fault>
    where
        [T]: FromBytes,
    {
        let bytes = self.take(count * size_of::<T>())?;
        <[T]>::ref_from_bytes(bytes).map_err(|_| Fault("its sections are not aligned"))
    }
}

impl<'m> Model<'m> {
    /// Reads a model from bytes aligned to four.
    ///
    /// # Errors
    /// When the bytes are no model of this version, or damaged.
    pub fn read(bytes: &'m [u8]) -> Result<Self, Fault> {
        let sum =
            |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
        let body = bytes.get(HEADER * size_of::<u32>()..).ok_or(Fault("it is cut short"))?;
        if checksum(body) != u64::from(sum(12)) | u64::from(sum(16)) << 32 {
            return Err(Fault("its checksum is wrong"));
        }
        Self::of_whole(bytes)
    }

    /// Reads a model whose bytes are known to be whole: to sum all of them up takes longer than to read an article.
    ///
    /// # Errors
    /// When the bytes are no model of this version.
    pub fn of_whole(bytes: &'m [u8]) -> Result<Self, Fault> {
        let mut sections = Sections(bytes);
        let header: &[u32] = sections.list(HEADER)?;
        let word = |n: usize| header.get(n).copied().unwrap_or(0);
        let magic: Vec<u8> = [word(0), word(1)].iter().flat_map(|w| w.to_le_bytes()).collect();
        if magic != MAGIC {
            return Err(Fault("it does not begin like one"));
        }
        if word(2) != VERSION {
            return Err(Fault("it is of another version"));
        }
        let count = |n: usize| word(n) as usize;
        let text = std::str::from_utf8(sections.take(count(counts::LABELS))?)
            .map_err(|_| Fault("its labels are not text"))?;
        let labels: Vec<Label> = text
            .lines()
            .map(Label::parse)
            .collect::<Option<_>>()
            .ok_or(Fault("it has a label nobody knows"))?;
        let candidate_ends = sections.list(SYLLABLES)?;
        let candidates = sections.list(count(counts::CANDIDATES))?;
        let filter = sections.list(count(counts::FILTER))?;
        let weights: &[i8] = sections.list(count(counts::WEIGHTS))?;
        let lexicon_keys: &[u32] = sections.list(count(counts::LEXICON))?;
        let lexicon_classes = sections.list(count(counts::LEXICON))?;
        let memory_keys = sections.list(count(counts::MEMORY))?;
        let memory_slots = sections.list(count(counts::MEMORY))?;
        let memory = sections.list(count(counts::MEMORY_LABELS))?;
        let moves = sections.list(count(counts::MOVES))?;
        let relations = Rows {
            filter: sections.list(count(counts::RELATION_FILTER))?,
            weights: sections.list(count(counts::RELATIONS))?,
        };
        if weights.len() <= MAX_CANDIDATES {
            return Err(Fault("it has no weights"));
        }
        let mut simple = vec![[0u16; 2]; Tag::ALL.len()];
        for (n, label) in labels.iter().enumerate() {
            if let [piece] = label.pieces()
                && piece.form.is_none()
                && let (Some(slot), Ok(n)) = (simple.get_mut(piece.tag as usize), u16::try_from(n))
            {
                slot[usize::from(piece.begins)] = n;
            }
        }
        let generic = [Tag::NNP, Tag::NNG]
            .iter()
            .flat_map(|&t| simple.get(t as usize).copied().unwrap_or_default())
            .collect();
        Ok(Model {
            labels,
            simple,
            candidate_ends,
            candidates,
            generic,
            filter,
            weights,
            lexicon_keys,
            lexicon_classes,
            memory_keys,
            memory_slots,
            memory,
            moves,
            relations,
        })
    }
}

impl ParserModel for Model<'_> {
    #[inline]
    fn moves(&self, features: &[u32; decision::COUNT]) -> [i32; 3] {
        // Gathered first and added after, so that neither has a branch to guess wrong.
        let mut rows = [0u32; decision::COUNT];
        for (row, &feature) in rows.iter_mut().zip(features) {
            let found = self.moves.get(word_of(feature, self.moves.len())).copied().unwrap_or(0);
            let own = u32::from(found.to_le_bytes()[3] == check_of(feature));
            *row = found & own.wrapping_neg();
        }
        let mut sums = [0; 3];
        for row in rows {
            for (sum, weight) in sums.iter_mut().zip(row.to_le_bytes()) {
                *sum += i32::from(weight as i8);
            }
        }
        sums
    }

    fn relation(&self, features: &[u32; decision::RELATION_COUNT]) -> Relation {
        let sums = self.relations.sums(features);
        let mut best = (i16::MIN, Relation::Dep);
        for (&relation, sum) in Relation::ALL.iter().zip(sums) {
            if sum > best.0 {
                best = (sum, relation);
            }
        }
        best.1
    }
}

impl TaggerModel for Model<'_> {
    fn labels(&self) -> &[Label] {
        &self.labels
    }

    fn candidates(&self, syllable: char) -> &[u16] {
        let n = (syllable as u32).wrapping_sub(FIRST_SYLLABLE) as usize;
        let end = self.candidate_ends.get(n).copied().unwrap_or(0) as usize;
        let start = n.checked_sub(1).and_then(|p| self.candidate_ends.get(p)).copied().unwrap_or(0) as usize;
        match self.candidates.get(start..end) {
            Some(found) if !found.is_empty() => found,
            _ => &self.generic,
        }
    }

    #[inline]
    fn score(&self, features: &[u32], count: usize, sums: &mut Scores) {
        let mut live = [0u32; COUNT + STYLED];
        let known = live_of(self.filter, features, &mut live);
        // Whole lanes, so that the sums are made many at a time; what lies past `count` is never looked at.
        for (lane, sums) in sums.chunks_exact_mut(LANE).take(count.div_ceil(LANE)).enumerate() {
            let mut lane_sums = [0i16; LANE];
            for &feature in live.iter().take(known) {
                let start = row_of(feature, self.weights.len()) + lane * LANE;
                if let Some(row) = self.weights.get(start..start + LANE) {
                    for (sum, &weight) in lane_sums.iter_mut().zip(row) {
                        *sum += i16::from(weight);
                    }
                }
            }
            for (sum, of_lane) in sums.iter_mut().zip(lane_sums) {
                *sum = i32::from(of_lane);
            }
        }
    }

    fn remembered(&self, eojeol: u64, length: usize) -> Option<&[u16]> {
        let slot = *self.memory_slots.get(find(self.memory_keys, short_key(eojeol))?)?;
        let (start, count) = ((slot >> COUNT_BITS) as usize, (slot & ((1 << COUNT_BITS) - 1)) as usize);
        // The key is short: more of the hash stands before the labels.
        let (check, labels) = self.memory.get(start..start + count)?.split_first()?;
        (labels.len() == length && *check == (eojeol >> 48) as u16).then_some(labels)
    }

    fn word(&self, hash: u64) -> u8 {
        find(self.lexicon_keys, short_key(hash))
            .and_then(|at| self.lexicon_classes.get(at))
            .copied()
            .unwrap_or(0)
    }

    fn simple(&self, tag: Tag, begins: bool) -> u16 {
        self.simple.get(tag as usize).map_or(0, |pair| pair[usize::from(begins)])
    }
}
