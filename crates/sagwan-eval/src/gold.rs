//! The annotation of an article: one JSON file beside the article's text.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

/// Why an annotation cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// A file or folder cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no annotation.
    #[error("{}: {source}", path.display())]
    Format {
        /// Which.
        path: PathBuf,
        /// Why, with line and column.
        source: serde_json::Error,
    },
    /// A snippet does not stand in the article.
    #[error("{id}: {what}: not in the article: {text:?}")]
    Snippet {
        /// The article.
        id: String,
        /// What was to be found.
        what: &'static str,
        /// The snippet.
        text: String,
    },
    /// There is nothing to measure.
    #[error("{}: no annotations: files named ID.json are looked for", .0.display())]
    Empty(PathBuf),
}

/// What an article holds, as a person annotated it.
#[derive(Debug, Clone, Deserialize)]
pub struct Annotation {
    /// Name of the article: its text is `ID.txt`.
    pub id: String,
    /// When it was published; handed to the reader.
    pub published: Option<String>,
    /// Those who take part in an event or say something, by a key of the annotator's.
    pub actors: HashMap<String, GoldActor>,
    /// In any order.
    #[serde(default)]
    pub events: Vec<GoldEvent>,
    /// In any order.
    #[serde(default)]
    pub statements: Vec<GoldStatement>,
    /// What is no reporting.
    #[serde(default)]
    pub cuts: Vec<Snippet>,
}

/// An actor.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldActor {
    /// What it is, as a record's actor: person, organization, country, group.
    pub kind: Option<String>,
    /// Code of the country it acts for.
    pub country: Option<String>,
    /// Every form that names it, a person's full name first.
    pub names: Vec<String>,
}

/// An event.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct GoldEvent {
    pub kind: String,
    /// Roles by actor.
    pub participants: HashMap<String, String>,
    pub status: String,
    #[serde(default)]
    pub status_also: Vec<String>,
    pub certainty: String,
    #[serde(default)]
    pub certainty_also: Vec<String>,
    #[serde(default)]
    pub kind_also: Vec<String>,
    pub time: Option<String>,
    #[serde(default)]
    pub time_also: Vec<Option<String>>,
    #[serde(default)]
    pub place: Vec<String>,
    #[serde(default)]
    pub topics: Vec<String>,
    #[serde(default)]
    pub venues: Vec<String>,
    #[serde(default)]
    pub sources: Vec<String>,
    pub duration: Option<Value>,
    pub closed_door: Option<Value>,
    #[serde(default)]
    pub cameo: Vec<String>,
    pub trigger: Option<String>,
    #[serde(default)]
    pub optional: bool,
}

/// A statement.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct GoldStatement {
    pub speaker: Option<String>,
    #[serde(default)]
    pub speaker_also: Vec<String>,
    pub to: Option<Vec<String>>,
    pub mode: String,
    #[serde(flatten)]
    pub content: Snippet,
    pub cue: Option<String>,
    pub act: Option<OneOrMany>,
    pub channel: Option<String>,
    pub reported_by: Option<String>,
    #[serde(default)]
    pub optional: bool,
}

/// One word, or several of which any will do.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// Whether a word is among them.
    pub fn holds(&self, word: &str) -> bool {
        match self {
            OneOrMany::One(one) => one == word,
            OneOrMany::Many(many) => many.iter().any(|one| one == word),
        }
    }
}

/// A piece of the article by its words.
#[derive(Debug, Clone, Deserialize)]
pub struct Snippet {
    /// All of it.
    pub text: Option<String>,
    /// How it begins and ends, when it is long; `<end>` is the end of the file.
    pub starts: Option<String>,
    /// See `starts`.
    pub ends: Option<String>,
    /// Which occurrence, from 1.
    pub nth: Option<usize>,
}

impl Snippet {
    /// Where it stands in the text, in bytes.
    pub(crate) fn find(
        &self,
        article: &str,
        id: &str,
        what: &'static str,
    ) -> Result<Range<usize>, GoldError> {
        let missing = |text: &str| GoldError::Snippet { id: id.to_owned(), what, text: text.to_owned() };
        let nth = self.nth.unwrap_or(1);
        if let Some(text) = &self.text {
            let start = find_nth(article, text, nth).ok_or_else(|| missing(text))?;
            return Ok(start..start + text.len());
        }
        let (starts, ends) = (self.starts.as_deref().unwrap_or(""), self.ends.as_deref().unwrap_or(""));
        let start = find_nth(article, starts, nth).ok_or_else(|| missing(starts))?;
        if ends == "<end>" {
            return Ok(start..article.len());
        }
        let rest = article.get(start..).unwrap_or("");
        let end = rest.find(ends).ok_or_else(|| missing(ends))?;
        Ok(start..start + end + ends.len())
    }
}

/// Where the nth occurrence begins; occurrences may overlap.
fn find_nth(text: &str, needle: &str, nth: usize) -> Option<usize> {
    let mut from = 0;
    for n in 1..=nth.max(1) {
        let at = from + text.get(from..)?.find(needle)?;
        if n == nth.max(1) {
            return Some(at);
        }
        from = at + text.get(at..)?.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// The annotations of a folder, in the order of their file names.
///
/// # Errors
/// When a file cannot be read or is no annotation, or there are none.
pub fn load(folder: &Path) -> Result<Vec<Annotation>, GoldError> {
    let read = |path: &Path, source| GoldError::Read { path: path.to_owned(), source };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|e| read(folder, e))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(GoldError::Empty(folder.to_owned()));
    }
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).map_err(|e| read(path, e))?;
            serde_json::from_str(&text).map_err(|source| GoldError::Format { path: path.clone(), source })
        })
        .collect()
}
