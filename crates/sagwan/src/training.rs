//! What learning needs of a reading: every decision with its clues.

use crate::article::Document;
use crate::read::{Options, Reader};
use crate::record::{EventKind, Record, Span, Status};

/// An event that a word may name, with all that was weighed for it.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The word.
    pub trigger: Span,
    /// What it would be.
    pub kind: EventKind,
    /// Whether it would have happened.
    pub status: Status,
    /// When; ISO 8601.
    pub time: Option<String>,
    /// Who may be a side: ids of the record, each with clues.
    pub candidates: Vec<(String, Vec<i16>)>,
    /// Which sides there may be, each with clues.
    pub sides: Vec<(Vec<String>, Vec<i16>)>,
    /// Which of them were taken.
    pub chosen: Option<usize>,
}

/// Reads an article; gives its record, in which every actor stands, what was weighed for its events, and the clues of each
/// event of the record, where none was dropped.
pub fn read(
    reader: &Reader,
    document: &Document,
    options: &Options,
) -> (Record, Vec<Weighed>, Vec<Vec<i16>>) {
    reader.weighed(document, options)
}
