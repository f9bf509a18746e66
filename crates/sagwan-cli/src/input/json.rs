//! JSON Lines: one article a line.

use std::io::{BufRead, Read};

use clap::Args;
use sagwan::article::Document;

use super::{Job, Load, Loaded};

/// Which members of a JSON object hold the article.
#[derive(Debug, Clone, Default, Args)]
pub struct JsonFields {
    /// JSON Lines: the member that holds the text (default: text, body, content, article or 내용)
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// JSON Lines: the member that holds the headline (default: title, headline or 제목)
    #[arg(long, value_name = "NAME")]
    pub title_field: Option<String>,
    /// JSON Lines: the member that holds the date of publication (default: published, date, datePublished, pubDate or 작성일)
    #[arg(long, value_name = "NAME")]
    pub date_field: Option<String>,
}

const TEXT_FIELDS: &[&str] = &["text", "body", "content", "article", "articleBody", "내용", "본문"];
const TITLE_FIELDS: &[&str] = &["title", "headline", "제목"];
const DATE_FIELDS: &[&str] =
    &["published", "date", "datePublished", "published_at", "pubDate", "작성일", "일자"];
const URL_FIELDS: &[&str] = &["url", "link", "출처"];
const PUBLISHER_FIELDS: &[&str] = &["publisher", "outlet", "언론사"];
const RETRIEVED_FIELDS: &[&str] = &["retrieved", "crawled", "fetched"];
/// Bytes of the longest line: an article is a few thousand.
const LONGEST_LINE: u64 = 32 << 20;

/// The article of one object.
pub(super) fn from_json(line: &[u8], fields: &JsonFields) -> Result<Loaded, String> {
    let value: serde_json::Value =
        serde_json::from_slice(line).map_err(|e| format!("not a JSON object: {e}"))?;
    let member = |named: &Option<String>, defaults: &[&str]| -> Option<String> {
        let text = |name: &str| value.get(name).and_then(|v| v.as_str()).map(str::to_owned);
        match named {
            Some(name) => text(name),
            None => defaults.iter().find_map(|name| text(name)),
        }
    };
    let text = member(&fields.text_field, TEXT_FIELDS).ok_or_else(|| {
        let wanted = fields.text_field.as_deref().map_or_else(|| TEXT_FIELDS.join(", "), str::to_owned);
        format!("the object has no text: no member {wanted} (name it with --text-field)")
    })?;
    let mut document = match member(&fields.title_field, TITLE_FIELDS) {
        Some(title) => Document::with_title(text, title),
        None => Document::detect(text),
    };
    let metadata = &mut document.metadata;
    metadata.published =
        member(&fields.date_field, DATE_FIELDS).and_then(|raw| sagwan::parse_published(&raw));
    metadata.url = member(&None, URL_FIELDS).filter(|url| url.starts_with("http"));
    metadata.publisher = member(&None, PUBLISHER_FIELDS).or_else(|| metadata.publisher.take());
    Ok(Loaded { document, retrieved: member(&None, RETRIEVED_FIELDS) })
}

/// The lines of a JSON Lines input that are not empty. A line too long to be an article is passed over, never held.
pub(super) fn lines<'a, R: BufRead + 'a>(
    name: String,
    mut from: R,
    fields: &'a JsonFields,
) -> Box<dyn Iterator<Item = Job> + 'a> {
    let mut number = 0usize;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            number += 1;
            let job = |document| Some(Job { name: format!("{name}, line {number}"), document });
            let mut line = Vec::new();
            match from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
                Ok(0) => ended = true,
                Ok(read) if read as u64 == LONGEST_LINE && line.last() != Some(&b'\n') => {
                    drop(line);
                    ended = skip_line(&mut from).is_err();
                    let limit = LONGEST_LINE >> 20;
                    return job(Err(format!(
                        "longer than {limit} MiB: no article is, so it was passed over"
                    )));
                }
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return job(Ok(Load::Line(line, Box::new(fields.clone())))),
                Err(e) => {
                    ended = true;
                    return job(Err(format!("cannot be read: {e}")));
                }
            }
        }
        None
    }))
}

/// Reads to the end of the line without keeping it.
fn skip_line(from: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let held = from.fill_buf()?;
        if held.is_empty() {
            return Ok(());
        }
        let (used, ended) = match held.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (held.len(), false),
        };
        from.consume(used);
        if ended {
            return Ok(());
        }
    }
}
