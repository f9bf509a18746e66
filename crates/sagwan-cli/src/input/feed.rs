//! RSS and Atom feeds: the articles they bring, and links to those they only announce.

use sagwan::article::Document;

use super::{Job, Load, Loaded};

/// Letters of text from which on an entry is the article and not an announcement of it.
const WHOLE: usize = 400;

/// Whether bytes look like a feed rather than a page.
pub fn is_feed(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1000)).unwrap_or_default()).to_lowercase();
    !head.contains("<html") && ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| head.contains(tag))
}

/// One job for each entry.
///
/// # Errors
/// When the bytes are no feed.
pub fn entries(name: &str, bytes: &[u8]) -> Result<Vec<Job>, String> {
    let feed = feed_rs::parser::parse(bytes).map_err(|e| format!("no RSS or Atom feed: {e}"))?;
    let publisher = feed.title.map(|title| title.content);
    let jobs = feed.entries.into_iter().enumerate().map(|(n, entry)| {
        let link = entry.links.first().map(|link| link.href.clone());
        let shown = format!("{name}: {}", link.clone().unwrap_or_else(|| format!("entry {}", n + 1)));
        let body =
            entry.content.and_then(|content| content.body).filter(|body| body.chars().count() >= WHOLE);
        let document = match (body, link) {
            (Some(body), link) => {
                let mut document =
                    Document::from_html(&format!("<html><body><article>{body}</article></body></html>"));
                let metadata = &mut document.metadata;
                metadata.title = entry.title.map(|title| title.content).or_else(|| metadata.title.take());
                document.headline_first = false;
                metadata.url = link.or_else(|| metadata.url.take());
                metadata.publisher = metadata.publisher.take().or_else(|| publisher.clone());
                let stamp = entry.published.or(entry.updated).map(|stamp| stamp.to_rfc3339());
                metadata.published = metadata.published.or(stamp.and_then(|s| sagwan::parse_published(&s)));
                Ok(Load::Ready(Box::new(Loaded { document, retrieved: None })))
            }
            (None, Some(link)) => Ok(Load::Link(link)),
            (None, None) => Err("the entry has neither a text nor a link".to_owned()),
        };
        Job { name: shown, document }
    });
    Ok(jobs.collect())
}
