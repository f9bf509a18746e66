//! Records that were read elsewhere: Parquet files with the columns of a record beside those of its article, as Spark and Python
//! write them.
//!
//! Takes a file or a folder (of folders `day=…`), gives the articles with their records, row by row. A row that holds none, or one
//! of another text, is a fault of its own: the others are read all the same.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Row;
use sagwan::article::{Document, Part};
use sagwan::record::Record;
use serde_json::{Map, Value};

/// An article with what was read in it.
#[derive(Debug)]
pub struct Recorded {
    pub document: Document,
    /// When its text was fetched.
    pub retrieved: Option<String>,
    pub record: Record,
}

/// The Parquet files of a path, in the order of their names.
pub fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let failed = || format!("{}: cannot be read", path.display());
    if !path.is_dir() {
        anyhow::ensure!(path.is_file(), "{}: there is no such file or folder", path.display());
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).with_context(failed)? {
        let entry = entry.with_context(failed)?.path();
        let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // What begins like this is what Spark notes for itself, or has not finished.
        if name.starts_with(['.', '_']) {
            continue;
        }
        if entry.is_dir() {
            found.extend(files(&entry)?);
        } else if entry.extension().is_some_and(|end| end == "parquet") {
            found.push(entry);
        }
    }
    found.sort();
    Ok(found)
}

/// The rows of a file.
pub fn rows(path: &Path) -> anyhow::Result<impl Iterator<Item = Result<Recorded, String>>> {
    let failed = || format!("{}: is no Parquet file that can be read", path.display());
    let reader = SerializedFileReader::new(File::open(path).with_context(failed)?).with_context(failed)?;
    let columns = reader.metadata().file_metadata().schema().get_fields().to_vec();
    anyhow::ensure!(
        columns.iter().any(|column| column.name() == "generator"),
        "{}: holds no records: a column `generator` is missing",
        path.display()
    );
    let rows = reader.into_iter();
    Ok(rows.map(|row| recorded(&row.map_err(|error| error.to_string())?)))
}

/// The article and the record of a row.
fn recorded(row: &Row) -> Result<Recorded, String> {
    let Value::Object(row) = row.to_json_value() else { return Err("the row has no columns".to_owned()) };
    let cell = |part: Part| part.usual().iter().find_map(|name| as_text(row.get(*name)?));
    let document = Document::from_parts(cell)
        .ok_or("the row has no text: keep the columns of the article beside its record")?;
    if row.get("article").is_none_or(Value::is_null) {
        return Err(unread(&row));
    }
    let record: Record =
        serde_json::from_value(Value::Object(row.clone())).map_err(|error| format!("no record: {error}"))?;
    if record.article.id != document.source.id() {
        return Err("the record was read from another text".to_owned());
    }
    Ok(Recorded { retrieved: cell(Part::Retrieved), document, record })
}

/// Text, dates and numbers as they are written; `None` for what is no cell.
fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Why an article was not read, in the words of its note.
fn unread(row: &Map<String, Value>) -> String {
    let note = row.get("notes").and_then(|notes| notes.get(0)).and_then(|note| note.get("message"));
    note.and_then(Value::as_str).unwrap_or("the row holds no record").to_owned()
}
