//! A record made ready to be kept: all that can be worked out without the ledger, so that it is done on every core.
//!
//! Takes a document and its record, gives the rows. A record is kept packed: the texts of its spans are left out, for
//! they stand in the article, and put back when it is unpacked.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use sagwan::Options;
use sagwan::article::{Document, Metadata, Source};
use sagwan::record::{CutReason, Event, Extraction, Note, Record};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::xxh3_64;

use crate::hangul;
use crate::wording::{Wording, signed};

/// What was handed to the reader besides the text: enough to read the article again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct HandedIn {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    subtitle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    agency: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    reporters: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    dateline: Option<String>,
    extraction: Extraction,
    headline_first: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    doubt: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    notes: Vec<Note>,
}

impl HandedIn {
    fn of(document: &Document, options: &Options) -> Self {
        let m = &document.metadata;
        HandedIn {
            title: m.title.clone(),
            subtitle: m.subtitle.clone(),
            published: options.published_or(m.published).map(|p| p.to_string()),
            url: m.url.clone(),
            publisher: m.publisher.clone(),
            agency: m.agency.clone(),
            reporters: m.reporters.clone(),
            dateline: m.dateline.clone(),
            extraction: document.extraction,
            headline_first: document.headline_first,
            doubt: document.doubt.clone(),
            notes: document.notes.clone(),
        }
    }

    /// The document as it was.
    pub(crate) fn document(&self, text: String) -> Document {
        Document {
            source: Source::new(text),
            metadata: Metadata {
                title: self.title.clone(),
                subtitle: self.subtitle.clone(),
                published: self.published.as_deref().and_then(sagwan::parse_published),
                url: self.url.clone(),
                publisher: self.publisher.clone(),
                agency: self.agency.clone(),
                reporters: self.reporters.clone(),
                dateline: self.dateline.clone(),
            },
            extraction: self.extraction,
            headline_first: self.headline_first,
            doubt: self.doubt.clone(),
            notes: self.notes.clone(),
        }
    }
}

/// An article with its record, ready to be kept.
#[derive(Debug, Clone)]
pub struct Entry {
    pub(crate) key: String,
    pub(crate) address: String,
    pub(crate) text: String,
    pub(crate) handed_in: String,
    pub(crate) retrieved: Option<String>,
    pub(crate) record: Record,
    pub(crate) packed: Vec<u8>,
    pub(crate) record_hash: i64,
    pub(crate) wording: Wording,
    pub(crate) pairs: String,
}

impl Entry {
    /// What an article is known by in the ledger: the same text handed in the same way has the same key.
    pub fn key(document: &Document, options: &Options) -> String {
        let handed_in = HandedIn::of(document, options);
        key_of(&handed_in, document.source.text())
    }

    /// Makes a record ready. `retrieved` says when the text was fetched, as an ISO 8601 stamp; it decides which of two
    /// revisions of the same day is the later one.
    pub fn new(document: &Document, options: &Options, retrieved: Option<String>, record: Record) -> Self {
        let handed_in = HandedIn::of(document, options);
        let text = document.source.text();
        let title = record.article.title.as_deref().unwrap_or_default();
        let body = body(text, document.headline_first, &record);
        Entry {
            key: key_of(&handed_in, text),
            address: handed_in.url.clone().unwrap_or_else(|| record.article.id.clone()),
            handed_in: to_json(&handed_in),
            retrieved,
            packed: pack(&record),
            record_hash: record_hash(&record),
            wording: Wording::of(&body),
            // A headline that is a line of the text is found with it.
            pairs: hangul::pairs(&if document.headline_first {
                text.to_owned()
            } else {
                format!("{title}\n{text}")
            }),
            text: text.to_owned(),
            record,
        }
    }
}

fn key_of(handed_in: &HandedIn, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(to_json(handed_in));
    hash.update([0]);
    hash.update(text);
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The body of an article that is kept, as it was handed in and read, and its record.
///
/// # Errors
/// When what is kept is damaged.
pub(crate) fn kept(text: &str, handed_in: &str, packed: &[u8]) -> Result<(String, Record), String> {
    let handed_in: HandedIn = serde_json::from_str(handed_in).map_err(|e| e.to_string())?;
    let record = unpack(packed, text)?;
    Ok((body(text, handed_in.headline_first, &record), record))
}

/// How sure a reader is of an event, as a ledger keeps it: in hundredths.
pub(crate) fn hundredths(event: &Event) -> Option<i64> {
    event.confidence.map(|sure| (100.0 * sure).round() as i64)
}

/// The text without headline and cuts; a text that is nothing but its headline is that. Captions stay: under a picture
/// nothing else is printed.
fn body(text: &str, headline_first: bool, record: &Record) -> String {
    let headline = if headline_first {
        let lead = text.chars().take_while(|c| c.is_whitespace()).count();
        lead + text.trim_start().chars().take_while(|c| *c != '\n').count()
    } else {
        0
    };
    let kept = |from: usize| -> String {
        let cuts = record.article.cuts.iter().filter(|cut| cut.why != CutReason::Caption);
        let mut cuts = cuts.map(|cut| cut.span.start..cut.span.end).peekable();
        let mut out = String::with_capacity(text.len());
        for (n, c) in text.chars().enumerate() {
            while cuts.next_if(|cut| cut.end <= n).is_some() {}
            if n >= from && !cuts.peek().is_some_and(|cut| cut.contains(&n)) {
                out.push(c);
            }
        }
        out
    };
    let body = kept(headline);
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    [body, kept(0)].into_iter().find(|body| says(body)).unwrap_or_else(|| text.to_owned())
}

fn to_json<T: Serialize>(value: &T) -> String {
    // These types have string keys only: writing them cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// A hash of the record as it is printed.
pub(crate) fn record_hash(record: &Record) -> i64 {
    signed(xxh3_64(to_json(record).as_bytes()))
}

/// The record without the texts of its spans, deflated.
fn pack(record: &Record) -> Vec<u8> {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    each_span(&mut value, &mut |_, _, text| {
        *text = Value::Null;
    });
    let mut out = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let _ = out.write_all(value.to_string().as_bytes());
    out.finish().unwrap_or_default()
}

/// The record of [`pack`], the texts of its spans read from the article again.
///
/// # Errors
/// When the bytes are damaged, or a span lies outside the text.
pub(crate) fn unpack(packed: &[u8], text: &str) -> Result<Record, String> {
    let mut json = String::new();
    DeflateDecoder::new(packed).read_to_string(&mut json).map_err(|e| e.to_string())?;
    let mut value: Value = serde_json::from_str(&json).map_err(|e| e.to_string())?;
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    let mut outside = None;
    each_span(&mut value, &mut |start, end, span_text| {
        let bounds = starts.get(start).zip(starts.get(end));
        match bounds.and_then(|(&from, &to)| text.get(from..to)) {
            Some(found) => *span_text = Value::String(found.to_owned()),
            None => outside = Some((start, end)),
        }
    });
    if let Some((start, end)) = outside {
        return Err(format!("a span {start}–{end} lies outside the text"));
    }
    serde_json::from_value(value).map_err(|e| e.to_string())
}

/// Calls `f` with start, end and text of every span in a record's JSON.
fn each_span(value: &mut Value, f: &mut impl FnMut(usize, usize, &mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_span(item, f)),
        Value::Object(members) => {
            let bound = |name: &str| members.get(name).and_then(Value::as_u64).map(|n| n as usize);
            if let (Some(start), Some(end)) = (bound("start"), bound("end"))
                && let Some(text) = members.get_mut("text")
            {
                f(start, end, text);
                return;
            }
            members.iter_mut().for_each(|(_, member)| each_span(member, f));
        }
        _ => {}
    }
}

/// The word for a value of one of the record's enumerations, as it stands in JSON.
pub(crate) fn word_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sagwan::Reader;

    #[test]
    fn packed_records_come_back_whole() {
        let text = "외교장관 회담\n(프라하=가람통신) 강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 만나 \
            \"협력을 넓히자\"고 말했다.\nhsj@example.kr";
        let document = Document::from_text(text);
        let record = Reader::new().unwrap().read(&document, &Options::default());
        assert!(!record.events.is_empty() && !record.statements.is_empty());
        let entry = Entry::new(&document, &Options::default(), None, record.clone());
        assert_eq!(unpack(&entry.packed, text), Ok(record));
        assert!(unpack(&entry.packed, "짧다").is_err());
        let body = body(text, true, &entry.record);
        assert!(!body.contains("example.kr"));
        assert!(!body.contains("외교장관 회담"));
    }
}
