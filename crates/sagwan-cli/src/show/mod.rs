//! Records for people: a summary, and the article with what was found marked in place.

mod annotate;
mod labels;
mod summary;

pub use annotate::annotated;
pub use labels::Language;
pub use summary::summary;

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
