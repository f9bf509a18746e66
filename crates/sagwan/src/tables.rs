//! Rule tables: tab-separated text with a header, `#` comments, and errors that name file and line.

use serde::de::DeserializeOwned;
use thiserror::Error;

/// A table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {message}")]
pub(crate) struct TableError {
    /// Name of the table.
    pub(crate) file: String,
    /// Line of the fault, 1 first.
    pub(crate) line: u64,
    /// What is wrong and what to do.
    pub(crate) message: String,
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

/// The rows of a table that ships with the reader. A fault in one is a bug that the table tests catch; the
/// reader then goes on with an empty table.
pub(crate) fn shipped<T: DeserializeOwned>(file: &str, text: &str) -> Vec<T> {
    let found = rows(file, text);
    debug_assert!(found.is_ok(), "{:?}", found.err());
    found.unwrap_or_default()
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
