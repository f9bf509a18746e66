//! What was learned of names: what they look like, what stands beside them, and how the clues weigh together.
//!
//! Weights are whole numbers, so that every machine reads the same. A damaged file is an error of the build: its test
//! reads it.

use sagwan_text::Word;
use sagwan_text::forest::{Bytes, Forest, LARGEST};

use super::clues::{Clues, Document};
use super::sighting::{Rest, Sighting};

/// Slots of each table of hashed runs.
pub const SLOTS: usize = 1 << 14;
/// What the file begins with.
pub const MAGIC: &[u8; 8] = b"sgwnames";

/// What scores so little in the first round is not asked again.
const HOPELESS: i16 = -400;

/// Everything that was learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Weights of runs of syllables.
    pub forms: Vec<i8>,
    /// Weights of words beside.
    pub contexts: Vec<i8>,
    /// What weighs the clues of a sighting alone.
    pub first: Forest,
    /// What weighs them with what the first thought.
    pub second: Forest,
}

/// The model that ships.
pub static SHIPPED: &[u8] = include_bytes!("../../../model/names.model");

impl Default for Model {
    /// One that knows nothing.
    fn default() -> Self {
        Model {
            forms: vec![0; SLOTS],
            contexts: vec![0; SLOTS],
            first: Forest::default(),
            second: Forest::default(),
        }
    }
}

impl Model {
    /// Reads a file; `None` when it is damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        if bytes.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let mut table = || -> Option<Vec<i8>> { Some(bytes.take(SLOTS)?.iter().map(|b| *b as i8).collect()) };
        let (forms, contexts) = (table()?, table()?);
        let first = bytes.forest()?;
        let second = bytes.forest()?;
        bytes.0.is_empty().then_some(Model { forms, contexts, first, second })
    }

    /// The file of a model.
    #[cfg(any(test, feature = "train"))]
    pub fn written(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.forms.iter().chain(&self.contexts).map(|w| *w as u8));
        for forest in [&self.first, &self.second] {
            forest.write(&mut bytes);
        }
        bytes
    }

    /// The score of the first round.
    pub fn thought(&self, clues: Option<&Clues>) -> i16 {
        clues.map_or(-LARGEST, |clues| self.first.score(clues))
    }

    /// The score of the second round; that of the first where there is no hope.
    pub fn settled(&self, clues: Option<&Clues>, first: i16) -> i16 {
        clues.filter(|_| first >= HOPELESS).map_or(first, |clues| self.second.score(clues))
    }

    /// How much a stretch looks like a name.
    pub fn form_of(&self, stretch: &str) -> i16 {
        let mut sum = 0i32;
        form_slots(stretch, |slot| sum += i32::from(self.forms.get(slot).copied().unwrap_or(0)));
        sum.clamp((-LARGEST).into(), LARGEST.into()) as i16
    }

    /// How much what stands beside a sighting speaks for a name.
    pub fn context_of(&self, document: &Document<'_>, sighting: &Sighting) -> i16 {
        let mut sum = 0i32;
        context_slots(document, sighting, |slot| {
            sum += i32::from(self.contexts.get(slot).copied().unwrap_or(0));
        });
        sum.clamp((-LARGEST).into(), LARGEST.into()) as i16
    }
}

fn mix(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn slot_of(hash: u64) -> usize {
    (hash >> 40) as usize % SLOTS
}

/// The slots of the runs of one to three syllables of a stretch, its borders among them.
pub fn form_slots(stretch: &str, mut slot: impl FnMut(usize)) {
    let edge = '\u{1}';
    let (mut two, mut one) = (edge, edge);
    let mut count = 0u64;
    let mut add = |seed: u64, run: [char; 3]| slot(slot_of(run.into_iter().fold(seed, mix)));
    for c in stretch.chars().chain([edge]) {
        add(1, [edge, edge, c]);
        add(2, [edge, one, c]);
        add(3, [two, one, c]);
        (two, one) = (one, c);
        count += 1;
    }
    add(4 + count.min(9), [edge; 3]);
}

/// The slots of the words before and behind a sighting.
pub fn context_slots(document: &Document<'_>, sighting: &Sighting, mut slot: impl FnMut(usize)) {
    let text = document.text;
    let mut add = |seed: u64, run: &str| slot(slot_of(run.chars().fold(seed, mix)));
    let mut word = |seed: u64, word: Option<&Word>| {
        let Some(word) = word else { return add(seed, "") };
        let whole = word.span.of(text);
        add(seed, word.stem.of(text));
        let mut ends = whole.char_indices().rev().map(|(at, _)| at);
        if let Some(last) = ends.next() {
            add(seed + 1, whole.get(last..).unwrap_or(""));
        }
        if let Some(two) = ends.next() {
            add(seed + 2, whole.get(two..).unwrap_or(""));
        }
    };
    let near = |offset: isize| document.near(sighting, offset);
    if sighting.rest != Rest::Listed {
        word(20, near(1));
    }
    if sighting.opens {
        word(30, near(-1));
    }
    let of_word = near(0).map_or("", |word| text.get(sighting.span.end..word.span.end).unwrap_or(""));
    add(40, of_word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_that_ships_is_whole() {
        let model = Model::read(SHIPPED).unwrap();
        assert_eq!(model.written(), SHIPPED);
        assert!(!model.first.trees.is_empty() && !model.second.trees.is_empty());
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let file = Model::default().written();
        assert!(Model::read(&file).is_some());
        assert!(Model::read(file.get(..file.len() - 1).unwrap()).is_none());
        assert!(Model::read(b"something else").is_none());
    }
}
