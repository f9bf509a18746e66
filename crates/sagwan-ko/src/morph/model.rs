//! The model file: read in place, never copied.
//!
//! Little-endian. A header of 64 bytes (magic, version, checksum of the rest, counts), then sections, each
//! aligned to four bytes:
//!
//! 1. labels as lines of text;
//! 2. for each of the 11,172 syllables one past the end of its candidates, then the candidates;
//! 3. features: for each bucket (a feature's place in the range of 32 bits) one past the end of its bytes, then the bytes: for
//!    each feature of the bucket its lower 16 bits, the number of its weights, and the weights, each a place
//!    among the candidates of the syllable and a signed byte;
//! 4. remembered eojeol: an open-addressed table of keys, for each slot where its labels begin and how many
//!    they are, then the labels;
//! 5. lexicon: an open-addressed table of keys, and for each slot what the word may be.

use fault::Fault;
use zerocopy::FromBytes;

use super::label::Label;
use super::tagger::{Scores, TaggerModel};
use crate::tag::Tag;

/// First bytes of every model file.
pub const MAGIC: [u8; 8] = *b"SAGWANKO";
/// Version of the layout.
pub const VERSION: u32 = 1;
/// Length of the header in words of four bytes.
pub const HEADER: usize = 16;
/// Number of Hangul syllables.
pub const SYLLABLES: usize = 11_172;
/// The first of them.
pub const FIRST_SYLLABLE: u32 = 0xAC00;
/// Bits of a slot that hold the number of entries; the rest is where they begin.
pub const COUNT_BITS: u32 = 8;

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
    bucket_ends: &'m [u32],
    weights: &'m [u8],
    /// [`weight_of`] for every byte.
    values: Vec<i32>,
    memory_keys: &'m [u32],
    memory_slots: &'m [u32],
    memory: &'m [u16],
    lexicon_keys: &'m [u32],
    lexicon_classes: &'m [u8],
}

/// Checksum of the body: FNV-1a over words of four bytes.
pub fn checksum(body: &[u8]) -> u64 {
    body.chunks(4).fold(0xCBF2_9CE4_8422_2325, |hash, chunk| {
        let word = chunk.iter().rev().fold(0u64, |w, &b| (w << 8) | u64::from(b));
        (hash ^ word).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// The weight that a signed byte stands for, in eighths: small ones exactly, large ones within four per cent.
pub fn weight_of(code: i8) -> i32 {
    let size = i32::from(code.unsigned_abs());
    let large = || (24.0 * 1.07f64.powi(size - 24)).round() as i32;
    let value = if size <= 24 { size } else { large() };
    if code < 0 { -value } else { value }
}

/// A hash cut to the length of a key; 0 marks an empty slot.
pub fn short_key(hash: u64) -> u32 {
    ((hash >> 32) as u32 ^ hash as u32).max(1)
}

/// Takes sections off the front of the bytes.
struct Sections<'m>(&'m [u8]);

impl<'m> Sections<'m> {
    fn take(&mut self, bytes: usize) -> Result<&'m [u8], Fault> {
        let padded = bytes.next_multiple_of(4);
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
        if checksum(sections.0) != u64::from(word(3)) | u64::from(word(4)) << 32 {
            return Err(Fault("its checksum is wrong"));
        }
        let count = |n: usize| word(n) as usize;
        let text =
            std::str::from_utf8(sections.take(count(5))?).map_err(|_| Fault("its labels are not text"))?;
        let labels: Vec<Label> = text
            .lines()
            .map(Label::parse)
            .collect::<Option<_>>()
            .ok_or(Fault("it has a label nobody knows"))?;
        let candidate_ends = sections.list(SYLLABLES)?;
        let candidates = sections.list(count(6))?;
        let bucket_ends: &[u32] = sections.list(count(7))?;
        let weights = sections.take(count(8))?;
        let memory_keys = sections.list(count(9))?;
        let memory_slots = sections.list(count(9))?;
        let memory = sections.list(count(10))?;
        let lexicon_keys: &[u32] = sections.list(count(11))?;
        let lexicon_classes = sections.list(count(11))?;
        if !lexicon_keys.len().is_power_of_two() || !memory_keys.len().is_power_of_two() {
            return Err(Fault("its tables have no size of a power of two"));
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
        let values = (0..=255u8).map(|code| weight_of(code as i8)).collect();
        Ok(Model {
            values,
            labels,
            simple,
            candidate_ends,
            candidates,
            generic,
            bucket_ends,
            weights,
            memory_keys,
            memory_slots,
            memory,
            lexicon_keys,
            lexicon_classes,
        })
    }

    /// Where the entries of a key begin and how many they are.
    #[inline]
    fn find(keys: &[u32], slots: &[u32], key: u32) -> Option<(usize, usize)> {
        let mask = keys.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let found = *keys.get(at)?;
            if found == key {
                let slot = *slots.get(at)?;
                return Some(((slot >> COUNT_BITS) as usize, (slot & ((1 << COUNT_BITS) - 1)) as usize));
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
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
    fn add(&self, feature: u32, scores: &mut Scores) {
        let bucket = ((u64::from(feature) * self.bucket_ends.len() as u64) >> 32) as usize;
        let end = self.bucket_ends.get(bucket).copied().unwrap_or(0) as usize;
        let start =
            bucket.checked_sub(1).and_then(|b| self.bucket_ends.get(b)).copied().unwrap_or(0) as usize;
        let mut rest = self.weights.get(start..end).unwrap_or(&[]);
        while let [low, high, count, tail @ ..] = rest {
            let Some((own, next)) = tail.split_at_checked(usize::from(*count) * 2) else { return };
            if u16::from_le_bytes([*low, *high]) == feature as u16 {
                for pair in own.chunks_exact(2) {
                    if let [place, weight] = pair {
                        scores[usize::from(*place)] +=
                            self.values.get(usize::from(*weight)).copied().unwrap_or(0);
                    }
                }
                return;
            }
            rest = next;
        }
    }

    fn remembered(&self, eojeol: u64, length: usize) -> Option<&[u16]> {
        let key = short_key(eojeol);
        let (start, count) = Self::find(self.memory_keys, self.memory_slots, key)?;
        // The key is short: an eojeol of another length is another eojeol.
        let labels = self.memory.get(start + 1..start + count)?;
        let check = *self.memory.get(start)?;
        (labels.len() == length && check == (eojeol >> 48) as u16).then_some(labels)
    }

    fn word(&self, hash: u64) -> u8 {
        let key = short_key(hash);
        let mask = self.lexicon_keys.len() - 1;
        let mut at = key as usize & mask;
        loop {
            match self.lexicon_keys.get(at) {
                Some(&found) if found == key => return self.lexicon_classes.get(at).copied().unwrap_or(0),
                Some(0) | None => return 0,
                Some(_) => at = (at + 1) & mask,
            }
        }
    }

    fn simple(&self, tag: Tag, begins: bool) -> u16 {
        self.simple.get(tag as usize).map_or(0, |pair| pair[usize::from(begins)])
    }
}
