//! The ledger's file: opening it, keeping articles in it.
//!
//! One writer and any number of readers; what is kept is kept in transactions, so that a killed program leaves nothing
//! half-written.

mod append;
mod file;
pub(crate) mod token;
pub(crate) mod visit;

pub(crate) use append::{generator as keep_generator, generator_name, keep, keep_record};
pub use visit::Visit;

pub(crate) use file::{create, read_only};

/// What keeping articles did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Appended {
    /// Articles at an address not known before.
    pub new: usize,
    /// New texts of known articles.
    pub revised: usize,
    /// Known already: nothing changed.
    pub known: usize,
}

impl std::ops::AddAssign for Appended {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.revised += other.revised;
        self.known += other.known;
    }
}
