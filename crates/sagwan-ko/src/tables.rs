//! Rule tables: tab-separated text with a header, `#` comments, and errors that name file and line.
//!
//! The tables that ship stand in [`SHIPPED`]. A user may add rows to any of them; they come before the shipped ones.

use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::grammar::table::ByLetter;
pub use crate::pattern::Pattern;

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
    ("affixes.tsv", include_str!("../data/affixes.tsv")),
    ("bodies.tsv", include_str!("../data/bodies.tsv")),
    ("boilerplate.tsv", include_str!("../data/boilerplate.tsv")),
    ("boilerplate_parts.tsv", include_str!("../data/boilerplate_parts.tsv")),
    ("cities.tsv", include_str!("../data/cities.tsv")),
    ("common_nouns.txt", include_str!("../data/common_nouns.txt")),
    ("countries.tsv", include_str!("../data/countries.tsv")),
    ("forums.tsv", include_str!("../data/forums.tsv")),
    ("headline_ends.tsv", include_str!("../data/headline_ends.tsv")),
    ("lone_states.txt", include_str!("../data/lone_states.txt")),
    ("not_compounds.txt", include_str!("../data/not_compounds.txt")),
    ("offices.tsv", include_str!("../data/offices.tsv")),
    ("org_suffixes.tsv", include_str!("../data/org_suffixes.tsv")),
    ("portfolios.tsv", include_str!("../data/portfolios.tsv")),
    ("surnames.tsv", include_str!("../data/surnames.tsv")),
    ("time_parts.tsv", include_str!("../data/time_parts.tsv")),
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

/// The tables of one pack: what ships, and what a user added.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    added: Vec<AddedTable>,
}

impl Tables {
    /// The shipped tables with a user's rows before theirs.
    ///
    /// # Errors
    /// When there is no table of a name to add to, or its first line does not name the columns of that.
    pub fn with(added: Vec<AddedTable>) -> Result<Self, TableError> {
        if let Some(stray) = added.iter().find(|t| SHIPPED.iter().all(|(name, _)| *name != t.name)) {
            let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
            let message = format!("there is no table of that name to add to; there are {}", names.join(", "));
            return Err(TableError { file: stray.shown_as.clone(), line: 1, message });
        }
        added.iter().try_for_each(has_columns)?;
        Ok(Tables { added })
    }

    /// What was added to a table, and then what ships: the name for errors, and the text.
    pub fn texts<'t>(&'t self, name: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        let added = self.added.iter().filter(move |t| t.name == name);
        let shipped = SHIPPED.iter().filter(move |(n, _)| *n == name);
        added.map(|t| (t.shown_as.as_str(), t.text.as_str())).chain(shipped.map(|(n, text)| (*n, *text)))
    }

    /// All rows of a table, a user's first.
    ///
    /// # Errors
    /// For a row that is wrong, with its file and line.
    pub fn rows<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>, TableError> {
        self.rows_as(name, Ok)
    }

    /// All rows of a table as what `read` makes of each, a user's first.
    ///
    /// # Errors
    /// For a row that is wrong, with its file and line.
    pub fn rows_as<T: DeserializeOwned, R>(
        &self,
        name: &str,
        read: impl Fn(T) -> Result<R, String>,
    ) -> Result<Vec<R>, TableError> {
        let mut found = Vec::new();
        for (shown_as, text) in self.texts(name) {
            rows(shown_as, text, &read, &mut found)?;
        }
        Ok(found)
    }

    /// The words of a table without columns.
    pub fn words<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        let lines = self.texts(name).flat_map(|(_, text)| text.lines()).map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
    }
}

/// The line that names the columns of a table, with its number.
fn head(text: &str) -> Option<(u64, &str)> {
    let numbered = (1..).zip(text.lines());
    numbered.into_iter().find(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// Whether an added table begins with the columns of the one that it adds to: without them its first row would be lost.
fn has_columns(added: &AddedTable) -> Result<(), TableError> {
    let shipped = SHIPPED.iter().find(|(name, _)| *name == added.name && name.ends_with(".tsv"));
    let Some((_, wanted)) = shipped.and_then(|(_, text)| head(text)) else { return Ok(()) };
    // What holds nothing loses nothing.
    let Some((line, given)) = head(&added.text) else { return Ok(()) };
    let mut columns = given.trim_end().split('\t');
    let known = columns.all(|column| wanted.split('\t').any(|own| own == column));
    let message = || {
        let columns = wanted.replace('\t', "⇥");
        format!(
            "this line does not name the columns of the table: write `{columns}`, with tabs between, and the rows below"
        )
    };
    if known { Ok(()) } else { Err(TableError { file: added.shown_as.clone(), line, message: message() }) }
}

/// Adds the rows of a table.
fn rows<T: DeserializeOwned, R>(
    file: &str,
    text: &str,
    read: impl Fn(T) -> Result<R, String>,
    found: &mut Vec<R>,
) -> Result<(), TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let fault = |line, message| TableError { file: file.to_owned(), line, message };
    let headers = reader.headers().cloned().map_err(|f| fault(1, f.to_string()))?;
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|f| fault(f.position().map_or(0, csv::Position::line), f.to_string()))?;
        if !more {
            return Ok(());
        }
        let line = record.position().map_or(0, csv::Position::line);
        let row = record.deserialize(Some(&headers)).map_err(|f| fault(line, f.to_string()))?;
        found.push(read(row).map_err(|message| fault(line, message))?);
    }
}

/// Rows that are looked up by a character of their words: few of many are tried.
#[derive(Debug)]
pub struct ByChar<T> {
    rows: Vec<T>,
    numbers: ByLetter<Vec<usize>>,
}

impl<T> ByChar<T> {
    /// Rows in the order in which they are to be tried, under the characters that `of` gives for each.
    pub fn new<C: IntoIterator<Item = char>>(rows: Vec<T>, of: impl Fn(&T) -> C) -> Self {
        let mut numbers: ByLetter<Vec<usize>> = ByLetter::default();
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
    pub fn at(&self, c: char) -> impl Iterator<Item = (usize, &T)> {
        let numbers = self.numbers.get(&c).into_iter().flatten();
        numbers.filter_map(|&n| Some((n, self.rows.get(n)?)))
    }

    /// All rows, in the order in which they are tried.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }
}

/// Splits a cell that lists several values.
pub fn list(cell: &str) -> impl Iterator<Item = &str> {
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
    fn an_added_table_names_its_columns_first() {
        let with = |name: &str, text: &str| {
            let (name, shown_as) = (name.to_owned(), format!("mine/{name}"));
            Tables::with(vec![AddedTable { name, shown_as, text: text.to_owned() }])
        };
        assert!(
            with(
                "titles.tsv",
                "# mine\n\ntitle\trank\texample\tcounter\n대집정관\thead\t체코 대집정관\t대집\n"
            )
            .is_ok()
        );
        assert!(with("common_nouns.txt", "물꼬\n").is_ok());
        assert!(with("titles.tsv", "# none yet\n").is_ok());
        for headless in ["대집정관\thead\t체코 대집정관\t대집\n", "title rank example counter\n"]
        {
            let fault = with("titles.tsv", headless).map(|_| ()).unwrap_err();
            assert_eq!((fault.file.as_str(), fault.line), ("mine/titles.tsv", 1), "{headless}");
            assert!(fault.message.contains("title⇥rank"), "{}", fault.message);
        }
    }

    #[test]
    fn a_fault_names_its_line() {
        let read = |text: &str| {
            let mut found: Vec<Row> = Vec::new();
            rows(
                "t.tsv",
                text,
                |row: Row| if row.n > 9 { Err("too many".to_owned()) } else { Ok(row) },
                &mut found,
            )
            .map(|()| found)
        };
        let found = read("name\tn\n# a comment\na\t1\n").unwrap();
        assert_eq!((found[0].name.as_str(), found[0].n), ("a", 1));
        for wrong in ["b\tx", "b\t10", "b"] {
            let text = format!("name\tn\na\t1\n{wrong}\n");
            let fault = read(&text).map(|_| ()).unwrap_err();
            assert_eq!((fault.file.as_str(), fault.line), ("t.tsv", 3), "{}", fault.message);
        }
    }
}
