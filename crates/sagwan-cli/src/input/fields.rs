//! Which members of a JSON object, or columns of a CSV file, hold the article.

use clap::Args;
use sagwan::article::Document;

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

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Text,
    Title,
    Date,
    Url,
    Publisher,
    Retrieved,
}

impl Part {
    /// The names it usually has.
    pub(super) fn usual(self) -> &'static [&'static str] {
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
    let text = value(Part::Text)?;
    let mut document = match value(Part::Title) {
        Some(title) => Document::with_title(text, sagwan::article::plain_title(&title)),
        None => Document::detect(text),
    };
    let metadata = &mut document.metadata;
    let published = value(Part::Date).and_then(|raw| sagwan::parse_published(&raw));
    metadata.published = published.or(metadata.published);
    let url = value(Part::Url).filter(|url| url.starts_with("http"));
    metadata.url = url.or_else(|| metadata.url.take());
    metadata.publisher = value(Part::Publisher).or_else(|| metadata.publisher.take());
    Some(Loaded { document, retrieved: value(Part::Retrieved) })
}
