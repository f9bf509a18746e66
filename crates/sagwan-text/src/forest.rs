//! Boosted trees over clues that are whole numbers, so that every machine decides the same.
//!
//! What the clues are is for whoever asks; here is only how they are weighed, and how that is kept in a file.

/// How many questions a tree asks at most.
pub const DEPTH: usize = 4;
const SPLITS: usize = (1 << DEPTH) - 1;
const LEAVES: usize = 1 << DEPTH;
/// No score is larger, nor less than its negative.
pub const LARGEST: i16 = 2000;

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
    /// One that asks nothing and says nothing.
    pub fn empty() -> Self {
        Tree { splits: [Split { clue: 0, most: i16::MAX }; SPLITS], leaves: [0; LEAVES] }
    }

    /// The leaf to which clues lead.
    pub fn leaf(&self, clues: &[i16]) -> usize {
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
    pub fn score(&self, clues: &[i16]) -> i16 {
        let leaves = self.trees.iter().filter_map(|tree| tree.leaves.get(tree.leaf(clues)));
        let sum = leaves.fold(i32::from(self.base), |sum, leaf| sum + i32::from(*leaf));
        sum.clamp((-LARGEST).into(), LARGEST.into()) as i16
    }

    /// Whether it was never taught.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// Writes it down; [`Bytes::forest`] reads it.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.base.to_le_bytes());
        bytes.extend((self.trees.len() as u16).to_le_bytes());
        for tree in &self.trees {
            for split in tree.splits {
                bytes.push(split.clue);
                bytes.extend(split.most.to_le_bytes());
            }
            bytes.extend(tree.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
        }
    }
}

/// What is left of a file.
#[derive(Debug)]
pub struct Bytes<'b>(pub &'b [u8]);

impl<'b> Bytes<'b> {
    /// The next so many bytes; `None` when there are fewer.
    pub fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next forest; `None` when the file is damaged.
    pub fn forest(&mut self) -> Option<Forest> {
        let base = self.number()?;
        let count = self.number()? as u16;
        let trees = (0..count).map(|_| self.tree()).collect::<Option<_>>()?;
        Some(Forest { base, trees })
    }

    fn number(&mut self) -> Option<i16> {
        self.take(2)?.try_into().ok().map(i16::from_le_bytes)
    }

    fn tree(&mut self) -> Option<Tree> {
        let mut tree = Tree::empty();
        for split in &mut tree.splits {
            let clue = *self.take(1)?.first()?;
            *split = Split { clue, most: self.number()? };
        }
        for leaf in &mut tree.leaves {
            *leaf = self.number()?;
        }
        Some(tree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let mut tree = Tree { leaves: std::array::from_fn(|n| n as i16), ..Tree::empty() };
        tree.splits[0] = Split { clue: 2, most: 5 };
        tree
    }

    #[test]
    fn a_tree_leads_clues_to_their_leaf() {
        assert_eq!(tree().leaf(&[0, 0, 5]), 0);
        assert_eq!(tree().leaf(&[0, 0, 6]), 8);
        // A clue that is not there is nothing.
        assert_eq!(tree().leaf(&[]), 0);
    }

    #[test]
    fn scores_add_up_and_have_a_bound() {
        let forest = Forest { base: -3, trees: vec![tree(), tree()] };
        assert_eq!(forest.score(&[0, 0, 6]), 13);
        let large = Tree { leaves: [i16::MAX; LEAVES], ..Tree::empty() };
        assert_eq!(Forest { base: 0, trees: vec![large] }.score(&[]), LARGEST);
    }

    #[test]
    fn what_is_written_is_read_again_and_nothing_else_is() {
        let forest = Forest { base: 7, trees: vec![tree()] };
        let mut bytes = Vec::new();
        forest.write(&mut bytes);
        assert_eq!(Bytes(&bytes).forest(), Some(forest));
        bytes.pop();
        assert_eq!(Bytes(&bytes).forest(), None);
    }
}
