//! What was learned of names: what they look like, what stands beside them, and how the clues weigh together.
//!
//! Weights are whole numbers, so that every machine reads the same. A damaged file is an error of the build: its test
//! reads it.

use sagwan_text::Word;

use super::clues::{Clues, Document};
use super::sighting::{Rest, Sighting};

/// Slots of each table of hashed runs.
pub const SLOTS: usize = 1 << 14;
/// How many questions a tree asks at most.
pub const DEPTH: usize = 4;
const SPLITS: usize = (1 << DEPTH) - 1;
const LEAVES: usize = 1 << DEPTH;
/// What the file begins with.
pub const MAGIC: &[u8; 8] = b"sgwnames";

/// A question of a tree: whether a clue is more than a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// Number of the clue.
    pub clue: u8,
    /// The number.
    pub most: i16,
}

/// A tree of questions, each of which leads to two others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The questions, level by level.
    pub splits: [Split; SPLITS],
    /// What the answers add to the score.
    pub leaves: [i16; LEAVES],
}

impl Tree {
    /// The leaf to which clues lead.
    pub fn leaf(&self, clues: &Clues) -> usize {
        let mut at = 0;
        for _ in 0..DEPTH {
            // A tree has as many questions as that: what is asked is always there.
            let Some(split) = self.splits.get(at) else { break };
            let clue = clues.get(usize::from(split.clue)).copied().unwrap_or(0);
            at = 2 * at + 1 + usize::from(clue > split.most);
        }
        at - SPLITS
    }
}

/// Trees that are added up: hundredths of the logarithm of the odds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forest {
    /// The score that all begin with.
    pub base: i16,
    /// The trees.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// The sum of the leaves to which clues lead.
    pub fn score(&self, clues: &Clues) -> i16 {
        let leaves = self.trees.iter().filter_map(|tree| tree.leaves.get(tree.leaf(clues)));
        let sum = leaves.fold(i32::from(self.base), |sum, leaf| sum + i32::from(*leaf));
        sum.clamp((-LARGEST).into(), LARGEST.into()) as i16
    }
}

/// No score is larger, nor less than its negative.
pub const LARGEST: i16 = 2000;

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
            bytes.extend(forest.base.to_le_bytes());
            bytes.extend((forest.trees.len() as u16).to_le_bytes());
            for tree in &forest.trees {
                for split in tree.splits {
                    bytes.push(split.clue);
                    bytes.extend(split.most.to_le_bytes());
                }
                bytes.extend(tree.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
            }
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

/// What is left of a file.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<i16> {
        self.take(2)?.try_into().ok().map(i16::from_le_bytes)
    }

    fn forest(&mut self) -> Option<Forest> {
        let base = self.number()?;
        let count = self.number()? as u16;
        let trees = (0..count).map(|_| self.tree()).collect::<Option<_>>()?;
        Some(Forest { base, trees })
    }

    fn tree(&mut self) -> Option<Tree> {
        let mut splits = [Split { clue: 0, most: i16::MAX }; SPLITS];
        for split in &mut splits {
            let clue = *self.take(1)?.first()?;
            *split = Split { clue, most: self.number()? };
        }
        let mut leaves = [0; LEAVES];
        for leaf in &mut leaves {
            *leaf = self.number()?;
        }
        Some(Tree { splits, leaves })
    }
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

    #[test]
    fn a_tree_leads_each_clue_to_its_leaf() {
        let mut tree = Tree {
            splits: [Split { clue: 0, most: i16::MAX }; SPLITS],
            leaves: std::array::from_fn(|n| n as i16),
        };
        tree.splits[0] = Split { clue: 2, most: 5 };
        let mut clues = [0; super::super::clues::SECOND];
        assert_eq!(tree.leaf(&clues), 0);
        clues[2] = 6;
        assert_eq!(tree.leaf(&clues), 8);
    }
}
