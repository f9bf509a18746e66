//! What is handed to the reader: an article's text and what is known of it from outside the text.
//!
//! Takes bytes or text (plain or HTML), gives a [`Document`]. Leaves the text as it is: what is not
//! reporting in it is the business of `clean`.

mod decode;
mod html;
mod linked;
mod page;
mod parts;
mod source;
mod title;

pub use decode::{DecodeError, Decoded, decode};
pub use parts::Part;
pub use source::Source;
pub use title::plain_title;

use crate::record::{Extraction, Note};
use sagwan_ko::times::Published;

/// What is known of an article besides its text. Unknown stays unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Headline.
    pub title: Option<String>,
    /// Second headline.
    pub subtitle: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The news agency.
    pub agency: Option<String>,
    /// Names in the byline.
    pub reporters: Vec<String>,
    /// Place in the byline.
    pub dateline: Option<String>,
}

/// One article as it is handed to the reader.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text that every span of the record points into.
    pub source: Source,
    /// What is known from elsewhere.
    pub metadata: Metadata,
    /// How the text was found.
    pub extraction: Extraction,
    /// Whether the first line of the text is the headline.
    pub headline_first: bool,
    /// Why the extraction may be wrong.
    pub doubt: Option<String>,
    /// What was noticed before the text was read: bytes that are no letters, a page that was kept in part.
    pub notes: Vec<Note>,
}

impl Document {
    /// Plain text with the headline on its first line, unless that reads as the text itself.
    ///
    /// ```
    /// use sagwan::article::Document;
    /// assert!(Document::from_text("외교장관 회담 개최\n양국 장관은 20일 만났다.").headline_first);
    /// assert!(!Document::from_text("양국 장관은 20일 만났다.\n이들은 21일 다시 만난다.").headline_first);
    /// ```
    pub fn from_text(text: impl Into<String>) -> Self {
        let source = Source::new(text.into());
        let first = source.text().trim_start().lines().next().unwrap_or("").trim_end();
        // A headline may end in 다, but hardly in a full stop.
        Document {
            headline_first: !sagwan_ko::is_finished(first),
            source,
            metadata: Metadata::default(),
            extraction: Extraction::Text,
            doubt: None,
            notes: Vec::new(),
        }
    }

    /// A web page; its text becomes the source.
    pub fn from_html(markup: &str) -> Self {
        let page = html::extract(markup);
        let first = page.text.lines().next().unwrap_or("").trim_end();
        Document {
            // A page without a title begins with its text.
            headline_first: page.metadata.title.is_some() || !sagwan_ko::is_finished(first),
            source: Source::new(page.text),
            metadata: page.metadata,
            extraction: page.extraction,
            doubt: page.doubt.map(str::to_owned),
            notes: Vec::new(),
        }
    }

    /// Text or a web page, whichever it looks like.
    pub fn detect(text: String) -> Self {
        if html::is_html(&text) { Document::from_html(&text) } else { Document::from_text(text) }
    }

    /// A text whose headline is known from elsewhere, as in a field of a JSON object.
    pub fn with_title(text: impl Into<String>, title: impl Into<String>) -> Self {
        let title = title.into();
        let source = Source::new(text.into());
        let first = source.text().trim_start().lines().next().unwrap_or("").trim();
        let headline_first = first == title.trim();
        Document {
            metadata: Metadata { title: Some(title), ..Metadata::default() },
            headline_first,
            source,
            extraction: Extraction::Text,
            doubt: None,
            notes: Vec::new(),
        }
    }
}
