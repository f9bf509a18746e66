//! Which members of a JSON object, or columns of a CSV file, hold the article.

use clap::Args;
use sagwan::article::{Document, Part};

use super::Loaded;

/// What the user names; what is left away is looked for under the usual names.
#[derive(Debug, Clone, Default, Args)]
pub struct Fields {
    /// JSON Lines, CSV: the member or column that holds the text (default: text, body, content, article, 내용 or 본문)
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// JSON Lines, CSV: the member or column that holds the headline (default: title, headline or 제목)
    #[arg(long, value_name = "NAME")]
    pub title_field: Option<String>,
    /// JSON Lines, CSV: the member or column that holds the date of publication (default: published, date, datePublished,
    /// pubDate, 작성일 or 일자)
    #[arg(long, value_name = "NAME")]
    pub date_field: Option<String>,
    /// JSON Lines, CSV: the member or column that holds the address (default: url, link or 출처)
    #[arg(long, value_name = "NAME")]
    pub url_field: Option<String>,
    /// JSON Lines, CSV: the member or column that holds the outlet (default: publisher, outlet or 언론사)
    #[arg(long, value_name = "NAME")]
    pub publisher_field: Option<String>,
}

impl Fields {
    /// The name that the user gave to a part.
    pub(super) fn named(&self, part: Part) -> Option<&str> {
        match part {
            Part::Text => self.text_field.as_deref(),
            Part::Title => self.title_field.as_deref(),
            Part::Date => self.date_field.as_deref(),
            Part::Url => self.url_field.as_deref(),
            Part::Publisher => self.publisher_field.as_deref(),
            Part::Retrieved => None,
        }
    }

    /// The names to look for a part under.
    pub(super) fn names(&self, part: Part) -> Vec<&str> {
        self.named(part).map_or_else(|| part.usual().to_vec(), |name| vec![name])
    }
}

/// The article of what stands in the fields; `value` gives what a part holds.
pub(super) fn article(value: impl Fn(Part) -> Option<String>) -> Option<Loaded> {
    let document = Document::from_parts(&value)?;
    Some(Loaded { document, retrieved: value(Part::Retrieved) })
}
