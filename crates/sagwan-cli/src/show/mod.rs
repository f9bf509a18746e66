//! Records for people: a summary, and the article with what was found marked in place.

mod annotate;
mod cells;
mod explain;
mod harmless;
mod labels;
mod listing;
mod occasion;
pub mod rules;
pub mod sentence;
mod source;
mod summary;
mod table;

pub use annotate::annotated;
pub use explain::{Explained, explained};
pub use harmless::harmless;
pub use labels::{Language, doubt, rank, why_doubted};
pub use listing::{Columns, in_office, is_doubtful, listing, named, to_csv};
pub use occasion::{field_label, occasion};
pub use source::Sources;
pub use summary::summary;
pub use table::table;

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Language of the labels.
    pub language: Language,
    /// Cells in a line.
    pub width: usize,
    /// Whether what is printed goes to a terminal that shows colour.
    pub colour: bool,
}

/// Cells in a line of the terminal, within what reads well; 100 where there is none.
pub fn terminal_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(100).clamp(40, 120)
}

/// Cells in a line of a listing: all that the terminal has; 160 where there is none.
pub fn listing_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(160).clamp(40, 400)
}
