//! The views as tables: what they hold and in which order.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use rusqlite::types::ValueRef;
use serde_json::{Map, Value};

use super::{EXCEL_MARK, Fault, guarded, whole};
use crate::ask::Filter;
use crate::error::LedgerError;
use crate::ledger::Ledger;

/// A table: its name, its view in a fixed order, and which rows of it belong to the occasions whose ids `?1` lists. The texts of
/// articles stay in the ledger: they are their outlets'.
pub(super) struct Table {
    pub(super) name: &'static str,
    columns: &'static str,
    order: &'static str,
    belongs: &'static str,
}

/// Occasions that were asked for.
macro_rules! asked {
    () => {
        "(SELECT value FROM json_each(?1))"
    };
}

/// Articles that report them.
macro_rules! told {
    () => {
        concat!("(SELECT article FROM events WHERE occasion IN ", asked!(), ")")
    };
}

/// Who takes part in them, or is named in their reports or quoted beside them.
macro_rules! named {
    () => {
        concat!(
            "(SELECT actor FROM sides WHERE occasion IN ",
            asked!(),
            " UNION SELECT p.actor FROM reports r JOIN participants p ON p.event = r.event WHERE r.occasion IN ",
            asked!(),
            " UNION SELECT speaker FROM statements WHERE article IN ",
            told!(),
            ")"
        )
    };
}

const TABLES: &[Table] = &[
    Table {
        name: "articles",
        columns: "article, url, title, published, publisher, agency, family, origin, superseded_by, generator, added",
        order: "published, article",
        belongs: concat!("article IN ", told!()),
    },
    Table {
        name: "events",
        columns: "*",
        order: "published, event",
        belongs: concat!("occasion IN ", asked!()),
    },
    Table {
        name: "participants",
        columns: "*",
        order: "event, role, named",
        belongs: concat!("event IN (SELECT event FROM reports WHERE occasion IN ", asked!(), ")"),
    },
    Table {
        name: "sources",
        columns: "*",
        order: "event, actor, channel",
        belongs: concat!("event IN (SELECT event FROM reports WHERE occasion IN ", asked!(), ")"),
    },
    Table {
        name: "statements",
        columns: "*",
        order: "published, statement",
        belongs: concat!("article IN ", told!()),
    },
    Table { name: "actors", columns: "*", order: "actor", belongs: concat!("actor IN ", named!()) },
    Table {
        name: "offices",
        columns: "*",
        order: "actor, title, affiliation",
        belongs: concat!("actor IN ", named!()),
    },
    Table {
        name: "occasions",
        columns: "*",
        order: "first, occasion",
        belongs: concat!("occasion IN ", asked!()),
    },
    Table {
        name: "sides",
        columns: "*",
        order: "occasion, role, actor",
        belongs: concat!("occasion IN ", asked!()),
    },
    Table {
        name: "reports",
        columns: "*",
        order: "occasion, event",
        belongs: concat!("occasion IN ", asked!()),
    },
];

/// A table of which all rows are asked for, or those that belong to occasions.
pub(super) struct Asked<'a> {
    pub(super) table: &'a Table,
    /// Ids of the occasions as a JSON array.
    occasions: Option<&'a str>,
}

impl Asked<'_> {
    /// The question, and what stands in it for `?1`.
    pub(super) fn question(&self) -> (String, Vec<&str>) {
        let Table { name, columns, order, belongs } = self.table;
        let only = if self.occasions.is_some() { belongs } else { "1" };
        let sql = format!("SELECT {columns} FROM {name} WHERE {only} ORDER BY {order}");
        (sql, self.occasions.into_iter().collect())
    }
}

/// Ids of the occasions that pass a filter, as a JSON array.
fn ids(ledger: &Ledger, filter: &Filter) -> Result<String, LedgerError> {
    let mut ids = Vec::new();
    super::each_occasion(ledger, Some(filter), |line| -> Result<(), LedgerError> {
        ids.push(serde_json::Value::from(line.occasion.clone()));
        Ok(())
    })?;
    Ok(serde_json::Value::from(ids).to_string())
}

/// Columns that hold numbers; `current`, `closed_door` and `unconfirmed` are 0 or 1.
const NUMBERS: &[&str] = &[
    "family",
    "articles",
    "reports",
    "sources",
    "contradictions",
    "unconfirmed",
    "current",
    "closed_door",
    "evidence_start",
    "evidence_end",
    "content_start",
    "content_end",
];

/// Columns that hold fractions.
const FRACTIONS: &[&str] = &["confidence"];

/// Whether a column holds fractions.
pub(super) fn is_fraction(column: &str) -> bool {
    FRACTIONS.contains(&column)
}

/// Whether a column holds numbers.
pub(super) fn is_number(column: &str) -> bool {
    NUMBERS.contains(&column)
}

/// Writes every table with `one` into a folder.
pub(super) fn write(
    ledger: &Ledger,
    filter: Option<&Filter>,
    folder: &Path,
    end: &str,
    one: fn(&Ledger, &Asked<'_>, &mut BufWriter<File>) -> Result<(), Fault>,
) -> Result<Vec<String>, LedgerError> {
    std::fs::create_dir_all(folder)
        .map_err(|e| LedgerError::file(folder, format!("no folder can be made here: {e}")))?;
    let occasions = filter.map(|filter| ids(ledger, filter)).transpose()?;
    let mut written = Vec::new();
    for table in TABLES {
        let asked = Asked { table, occasions: occasions.as_deref() };
        let path = folder.join(format!("{}.{end}", table.name));
        written.extend(whole(&path, |file| one(ledger, &asked, file))?);
    }
    Ok(written)
}

/// One JSON object a row.
pub(super) fn jsonl(ledger: &Ledger, asked: &Asked<'_>, out: &mut BufWriter<File>) -> Result<(), Fault> {
    let (sql, values) = asked.question();
    let mut select = ledger.db.prepare(&sql)?;
    let names: Vec<String> = select.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = select.query(rusqlite::params_from_iter(values))?;
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
pub(super) fn csv_for_excel(
    ledger: &Ledger,
    asked: &Asked<'_>,
    out: &mut BufWriter<File>,
) -> Result<(), Fault> {
    out.write_all(EXCEL_MARK.as_bytes())?;
    csv(ledger, asked, out)
}

/// RFC 4180 with a head; text that begins like a formula is [`guarded`].
pub(super) fn csv(ledger: &Ledger, asked: &Asked<'_>, out: &mut BufWriter<File>) -> Result<(), Fault> {
    let fault = |e: csv::Error| Fault::File(e.to_string());
    let (sql, values) = asked.question();
    let mut select = ledger.db.prepare(&sql)?;
    let columns = select.column_count();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(select.column_names()).map_err(fault)?;
    let mut rows = select.query(rusqlite::params_from_iter(values))?;
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
