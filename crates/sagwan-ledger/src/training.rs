//! What there is to learn from in a ledger: pairs of reports with their clues.
//!
//! Takes a settled ledger, gives the pairs that joining weighs, and joins on trial with weights that are not yet shipped.

use std::collections::BTreeMap;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::occasion;
pub use crate::occasion::pair::Weights;

/// Two reports of one home.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Public id of the first.
    pub a: String,
    /// And of the second.
    pub b: String,
    /// What they have in common and what sets them apart, in the order of [`clues`].
    pub clues: Vec<i16>,
}

/// The names of the clues.
pub fn clues() -> &'static [&'static str] {
    occasion::clue_names()
}

impl Ledger {
    /// The pairs of reports that joining weighs.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn pairs(&self) -> Result<Vec<Pair>, LedgerError> {
        occasion::pairs(&self.db)
    }

    /// Which occasion each report would be of with these weights, by public ids.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn joined_by(&self, weights: &Weights) -> Result<BTreeMap<String, String>, LedgerError> {
        occasion::on_trial(&self.db, weights)
    }
}
