//! Measures records against annotated articles.
//!
//! An annotation says in names and snippets what an article holds ([`gold`]); [`score`] pairs it with a record
//! and counts, and whether those who act are named at all; [`report`] prints. The measures are: precision, recall and F1 of what is found, and the
//! accuracy of each field of what was found rightly.

pub mod gold;
mod names;
mod people;
pub mod report;
pub mod score;

pub use gold::{Annotation, GoldError};
pub use people::Known;
pub use score::{Difference, Scores};
