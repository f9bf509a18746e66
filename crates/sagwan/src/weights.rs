//! What was learned of how clues weigh together.

use std::sync::{Arc, LazyLock};

use sagwan_text::forest::{Bytes, Forest};

/// What the file begins with.
const MAGIC: &[u8; 8] = b"sgwevent";

/// The weights by which events are decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weights {
    /// Whether an actor is a side of an event.
    pub side: Forest,
    /// Whether a word tells of an event with just these sides.
    pub telling: Forest,
    /// Whether an event that was read is one of its own.
    pub own: Forest,
    /// Whether its sides are right; by the same clues.
    pub sure: Forest,
}

/// What ships.
static SHIPPED: &[u8] = include_bytes!("../model/events.model");

impl Weights {
    /// Those that ship. A damaged file is an error of the build: its test reads it.
    pub(crate) fn shipped() -> Arc<Self> {
        static READ: LazyLock<Arc<Weights>> =
            LazyLock::new(|| Arc::new(Weights::read(SHIPPED).unwrap_or_default()));
        READ.clone()
    }

    /// Reads a file; `None` when it is damaged or of another kind.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        if bytes.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let mut next = || bytes.forest();
        let weights = Weights { side: next()?, telling: next()?, own: next()?, sure: next()? };
        bytes.0.is_empty().then_some(weights)
    }

    /// The file of these weights.
    pub fn written(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        [&self.side, &self.telling, &self.own, &self.sure]
            .into_iter()
            .for_each(|forest| forest.write(&mut bytes));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_whole() {
        let weights = Weights::read(SHIPPED).unwrap();
        assert_eq!(weights.written(), SHIPPED);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let file = Weights::default().written();
        assert!(Weights::read(&file).is_some());
        assert!(Weights::read(file.get(..file.len() - 1).unwrap()).is_none());
        assert!(Weights::read(b"sgwnames").is_none());
    }
}
