//! An article whose parts are named: the members of a JSON object, the columns of a table, the arguments of a call.

use super::{Document, plain_title};

/// What a named part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The text.
    Text,
    /// The headline.
    Title,
    /// The date of publication.
    Date,
    /// The address.
    Url,
    /// The outlet.
    Publisher,
    /// When the text was fetched.
    Retrieved,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 6] =
        [Part::Text, Part::Title, Part::Date, Part::Url, Part::Publisher, Part::Retrieved];

    /// The names it usually has, the likeliest first.
    pub fn usual(self) -> &'static [&'static str] {
        match self {
            Part::Text => &["text", "body", "content", "article", "articleBody", "내용", "본문"],
            Part::Title => &["title", "headline", "제목"],
            Part::Date => {
                &["published", "date", "datePublished", "published_at", "pubDate", "작성일", "일자"]
            }
            Part::Url => &["url", "link", "출처"],
            Part::Publisher => &["publisher", "outlet", "언론사"],
            Part::Retrieved => &["retrieved", "crawled", "fetched"],
        }
    }
}

impl Document {
    /// The article of named parts; `value` gives what a part holds. `None` without a text. A date that reads as none and an
    /// address that is none are passed over.
    ///
    /// ```
    /// use sagwan::article::{Document, Part};
    /// let value = |part| match part {
    ///     Part::Text => Some("양국 장관은 어제 만났다.".to_owned()),
    ///     Part::Date => Some("2018-06-27".to_owned()),
    ///     _ => None,
    /// };
    /// let document = Document::from_parts(value).ok_or("no text")?;
    /// assert!(document.metadata.published.is_some());
    /// # Ok::<(), &str>(())
    /// ```
    pub fn from_parts(value: impl Fn(Part) -> Option<String>) -> Option<Document> {
        let text = value(Part::Text)?;
        let mut document = match value(Part::Title) {
            Some(title) => Document::with_title(text, plain_title(&title)),
            None => Document::detect(text),
        };
        let metadata = &mut document.metadata;
        let published = value(Part::Date).and_then(|raw| crate::parse_published(&raw));
        metadata.published = published.or(metadata.published);
        let url = value(Part::Url).filter(|url| url.starts_with("http"));
        metadata.url = url.or_else(|| metadata.url.take());
        metadata.publisher = value(Part::Publisher).or_else(|| metadata.publisher.take());
        Some(document)
    }
}
