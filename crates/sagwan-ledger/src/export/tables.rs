//! The views as tables: what they hold and in which order.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use rusqlite::types::ValueRef;
use serde_json::{Map, Value};

use super::{EXCEL_MARK, Fault, guarded, whole};
use crate::error::LedgerError;
use crate::ledger::Ledger;

/// A table: its name, and the view in a fixed order. The texts of articles stay in the ledger: they are their outlets'.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
}

const TABLES: &[Table] = &[
    Table {
        name: "articles",
        sql: "SELECT article, url, title, published, publisher, agency, family, origin, superseded_by, generator, added
              FROM articles ORDER BY published, article",
    },
    Table { name: "events", sql: "SELECT * FROM events ORDER BY published, event" },
    Table { name: "participants", sql: "SELECT * FROM participants ORDER BY event, role, named" },
    Table { name: "statements", sql: "SELECT * FROM statements ORDER BY published, statement" },
    Table { name: "actors", sql: "SELECT * FROM actors ORDER BY actor" },
    Table { name: "offices", sql: "SELECT * FROM offices ORDER BY actor, title, affiliation" },
    Table { name: "occasions", sql: "SELECT * FROM occasions ORDER BY first, occasion" },
    Table { name: "sides", sql: "SELECT * FROM sides ORDER BY occasion, role, actor" },
    Table { name: "reports", sql: "SELECT * FROM reports ORDER BY occasion, event" },
];

/// Columns that hold numbers; `current` and `closed_door` are 0 or 1.
const NUMBERS: &[&str] = &[
    "family",
    "articles",
    "reports",
    "sources",
    "contradictions",
    "current",
    "closed_door",
    "evidence_start",
    "evidence_end",
    "content_start",
    "content_end",
];

/// Whether a column holds numbers.
pub(super) fn is_number(column: &str) -> bool {
    NUMBERS.contains(&column)
}

/// Writes every table with `one` into a folder.
pub(super) fn write(
    ledger: &Ledger,
    folder: &Path,
    end: &str,
    one: fn(&Ledger, &Table, &mut BufWriter<File>) -> Result<(), Fault>,
) -> Result<Vec<String>, LedgerError> {
    std::fs::create_dir_all(folder)
        .map_err(|e| LedgerError::file(folder, format!("no folder can be made here: {e}")))?;
    let mut written = Vec::new();
    for table in TABLES {
        let path = folder.join(format!("{}.{end}", table.name));
        written.extend(whole(&path, |file| one(ledger, table, file))?);
    }
    Ok(written)
}

/// One JSON object a row.
pub(super) fn jsonl(ledger: &Ledger, table: &Table, out: &mut BufWriter<File>) -> Result<(), Fault> {
    let mut select = ledger.db.prepare(table.sql)?;
    let names: Vec<String> = select.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let mut object = Map::new();
        for (n, name) in names.iter().enumerate() {
            let value = match row.get_ref(n)? {
                ValueRef::Integer(number) => Value::from(number),
                ValueRef::Real(number) => Value::from(number),
                ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text)),
                ValueRef::Null | ValueRef::Blob(_) => Value::Null,
            };
            object.insert(name.clone(), value);
        }
        writeln!(out, "{}", Value::Object(object))?;
    }
    Ok(())
}

/// A cell as text; nothing where there is nothing.
pub(super) fn text_of(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Null | ValueRef::Blob(_) => None,
    }
}

/// RFC 4180 with the mark that Excel wants.
pub(super) fn csv_for_excel(ledger: &Ledger, table: &Table, out: &mut BufWriter<File>) -> Result<(), Fault> {
    out.write_all(EXCEL_MARK.as_bytes())?;
    csv(ledger, table, out)
}

/// RFC 4180 with a head; text that begins like a formula is [`guarded`].
pub(super) fn csv(ledger: &Ledger, table: &Table, out: &mut BufWriter<File>) -> Result<(), Fault> {
    let fault = |e: csv::Error| Fault::File(e.to_string());
    let mut select = ledger.db.prepare(table.sql)?;
    let columns = select.column_count();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(select.column_names()).map_err(fault)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        for n in 0..columns {
            let value = row.get_ref(n)?;
            let cell = text_of(value).unwrap_or_default();
            let cell = if matches!(value, ValueRef::Text(_)) { guarded(&cell) } else { cell.as_str().into() };
            writer.write_field(cell.as_bytes()).map_err(fault)?;
        }
        writer.write_record(None::<&[u8]>).map_err(fault)?;
    }
    Ok(writer.flush()?)
}
