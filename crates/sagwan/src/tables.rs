//! Rule tables: tab-separated text with a header, `#` comments, and errors that name file and line.
//!
//! The tables that ship with the reader stand in [`SHIPPED`]. A user may add rows to any of them before the
//! first article is read; they come before the shipped ones.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use regex::Regex;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// A table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {message}")]
pub struct TableError {
    /// Name of the table.
    pub file: String,
    /// Line of the fault, 1 first.
    pub line: u64,
    /// What is wrong and what to do.
    pub message: String,
}

/// The tables that ship with the reader, by name.
pub const SHIPPED: &[(&str, &str)] = &[
    ("adverbs.txt", include_str!("../data/adverbs.txt")),
    ("bodies.tsv", include_str!("../data/bodies.tsv")),
    ("boilerplate.tsv", include_str!("../data/boilerplate.tsv")),
    ("channels.tsv", include_str!("../data/channels.tsv")),
    ("cities.tsv", include_str!("../data/cities.tsv")),
    ("common_nouns.txt", include_str!("../data/common_nouns.txt")),
    ("countries.tsv", include_str!("../data/countries.tsv")),
    ("cues.tsv", include_str!("../data/cues.tsv")),
    ("forums.tsv", include_str!("../data/forums.tsv")),
    ("headline_ends.tsv", include_str!("../data/headline_ends.tsv")),
    ("modality.tsv", include_str!("../data/modality.tsv")),
    ("moved.tsv", include_str!("../data/moved.tsv")),
    ("not_compounds.txt", include_str!("../data/not_compounds.txt")),
    ("offices.tsv", include_str!("../data/offices.tsv")),
    ("org_suffixes.tsv", include_str!("../data/org_suffixes.tsv")),
    ("speech_words.tsv", include_str!("../data/speech_words.tsv")),
    ("time_words.tsv", include_str!("../data/time_words.tsv")),
    ("title_modifiers.txt", include_str!("../data/title_modifiers.txt")),
    ("titles.tsv", include_str!("../data/titles.tsv")),
    ("transcript_labels.tsv", include_str!("../data/transcript_labels.tsv")),
    ("triggers.tsv", include_str!("../data/triggers.tsv")),
];

/// A table of a user's.
#[derive(Debug, Clone)]
pub struct AddedTable {
    /// Which of [`SHIPPED`] it adds to.
    pub name: String,
    /// How errors call it.
    pub shown_as: String,
    /// Its text: a header with the same columns, then rows; for `.txt` tables a word a line.
    pub text: String,
}

static ADDED: OnceLock<Vec<AddedTable>> = OnceLock::new();
static FAULTS: Mutex<Vec<TableError>> = Mutex::new(Vec::new());

/// Adds a user's rows to the tables of this process. Once, and before the first article is read.
///
/// # Errors
/// When there is no table of a name, a row is wrong, or the tables are in use already.
pub fn add(tables: Vec<AddedTable>) -> Result<(), TableError> {
    if let Some(stray) = tables.iter().find(|t| SHIPPED.iter().all(|(name, _)| *name != t.name)) {
        let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
        let message = format!("there is no table of that name to add to; there are {}", names.join(", "));
        return Err(TableError { file: stray.shown_as.clone(), line: 0, message });
    }
    let shown_as = tables.first().map_or_else(String::new, |t| t.shown_as.clone());
    if ADDED.set(tables).is_err() {
        let message = "rules are loaded once, before the first article is read".to_owned();
        return Err(TableError { file: shown_as, line: 0, message });
    }
    crate::load_all_tables();
    let faults = FAULTS.lock().map(|faults| faults.clone()).unwrap_or_default();
    faults.into_iter().next().map_or(Ok(()), Err)
}

/// Notes a fault of a user's table; one in a shipped table is a bug that the table tests catch.
pub(crate) fn fault(fault: TableError) {
    debug_assert!(SHIPPED.iter().all(|(name, _)| *name != fault.file), "{fault}");
    if let Ok(mut faults) = FAULTS.lock() {
        faults.push(fault);
    }
}

/// What was added to a table, and then what ships: the name for errors, and the text.
pub(crate) fn texts(name: &str) -> impl Iterator<Item = (&str, &'static str)> {
    let added = ADDED.get_or_init(Vec::new).iter().filter(move |t| t.name == name);
    let shipped = SHIPPED.iter().filter(move |(n, _)| *n == name);
    added.map(|t| (t.shown_as.as_str(), t.text.as_str())).chain(shipped.map(|(n, text)| (*n, *text)))
}

/// The rows of a table.
pub(crate) fn rows<T: DeserializeOwned>(file: &str, text: &str) -> Result<Vec<T>, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    reader
        .deserialize()
        .map(|row| {
            row.map_err(|fault: csv::Error| TableError {
                file: file.to_owned(),
                line: fault.position().map_or(0, csv::Position::line),
                message: fault.to_string(),
            })
        })
        .collect()
}

/// All rows of a table, a user's first. A table with a fault is left out.
pub(crate) fn all_rows<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let mut found = Vec::new();
    for (shown_as, text) in texts(name) {
        match rows(shown_as, text) {
            Ok(rows) => found.extend(rows),
            Err(error) => fault(error),
        }
    }
    found
}

/// The words of a table without columns.
pub(crate) fn words(name: &str) -> impl Iterator<Item = &'static str> {
    let lines: Vec<&'static str> = texts(name).flat_map(|(_, text)| text.lines()).collect();
    lines.into_iter().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Rows that are looked up by a character of their words: few of many are tried.
#[derive(Debug)]
pub(crate) struct ByChar<T> {
    rows: Vec<T>,
    numbers: HashMap<char, Vec<usize>>,
}

impl<T> ByChar<T> {
    /// Rows in the order in which they are to be tried, under the characters that `of` gives for each.
    pub(crate) fn new<C: IntoIterator<Item = char>>(rows: Vec<T>, of: impl Fn(&T) -> C) -> Self {
        let mut numbers: HashMap<char, Vec<usize>> = HashMap::new();
        for (n, row) in rows.iter().enumerate() {
            for c in of(row) {
                let list = numbers.entry(c).or_default();
                if list.last() != Some(&n) {
                    list.push(n);
                }
            }
        }
        ByChar { rows, numbers }
    }

    /// The rows under a character, with their numbers, in order.
    pub(crate) fn at(&self, c: char) -> impl Iterator<Item = (usize, &T)> {
        let numbers = self.numbers.get(&c).into_iter().flatten();
        numbers.filter_map(|&n| Some((n, self.rows.get(n)?)))
    }

    /// All rows, in the order in which they are tried.
    pub(crate) fn rows(&self) -> &[T] {
        &self.rows
    }
}

/// A regular expression in a cell: a wrong one is a fault of its row.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Pattern(pub(crate) Regex);

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(pattern: String) -> Result<Self, String> {
        Regex::new(&pattern).map(Pattern).map_err(|fault| fault.to_string())
    }
}

/// Splits a cell that lists several values.
pub(crate) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['|', ' ']).filter(|part| !part.is_empty() && *part != "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Row {
        name: String,
        n: u32,
    }

    #[test]
    fn a_fault_names_its_line() {
        let rows: Vec<Row> = rows("t", "name\tn\n# a comment\na\t1\n").unwrap_or_default();
        assert_eq!((rows[0].name.as_str(), rows[0].n), ("a", 1));
        let fault = super::rows::<Row>("t.tsv", "name\tn\na\t1\nb\tx\n").map(|_| ()).unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line), ("t.tsv", 3));
    }
}
