//! A user's own file of who is who.

use std::path::Path;

use rusqlite::{Connection, params};
use serde::Deserialize;

use super::identity::Known;
use super::{mark, name};
use crate::error::LedgerError;
use crate::states;

/// A row of an authority file: a CSV with these columns, of which only `name` must be filled.
#[derive(Debug, Clone, Deserialize)]
pub struct AuthorityRow {
    /// The name to show.
    pub name: String,
    /// Other names, separated by `|`.
    #[serde(default)]
    pub aliases: String,
    /// Code or name of the state.
    #[serde(default)]
    pub country: String,
    /// The office that tells namesakes apart.
    #[serde(default)]
    pub office: String,
    /// First day of the office, as 2018-06-27.
    #[serde(default)]
    pub from: String,
    /// Last day of the office.
    #[serde(default)]
    pub to: String,
    /// An identifier elsewhere, such as Wikidata's.
    #[serde(default, alias = "external id", alias = "external")]
    pub external_id: String,
}

/// Reads an authority file.
///
/// # Errors
/// When it cannot be read, lacks the column `name`, or has a state or day that is none; the line is named.
pub fn load_authority(path: &Path) -> Result<Vec<AuthorityRow>, LedgerError> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|e| LedgerError::file(path, e))?;
    let mut rows = Vec::new();
    for (n, row) in reader.deserialize::<AuthorityRow>().enumerate() {
        let row = row.map_err(|e| LedgerError::file(path, e))?;
        let fault = |what: &str| Err(LedgerError::file(path, format!("line {}: {what}", n + 2)));
        if row.name.is_empty() {
            return fault("no name");
        }
        if !row.country.is_empty() && states::code(&row.country).is_none() {
            return fault(&format!("no such country: {}", row.country));
        }
        for day in [&row.from, &row.to] {
            if !day.is_empty() && day.parse::<jiff::civil::Date>().is_err() {
                return fault(&format!("no such day: {day} (write it as 2018-06-27)"));
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Takes the place of the authority file loaded before.
pub(crate) fn replace(db: &Connection, rows: &[AuthorityRow]) -> Result<(), LedgerError> {
    let before: Vec<String> = db
        .prepare("SELECT DISTINCT block FROM authority")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for block in before {
        mark(db, &block)?;
    }
    db.execute("DELETE FROM authority", [])?;
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    for row in rows {
        let aliases = row.aliases.split('|').map(str::trim).filter(|a| !a.is_empty());
        for alias in aliases.chain([row.name.as_str()]) {
            let block = name::block("person", alias, states::code(&row.country));
            db.execute(
                "INSERT INTO authority (name, alias, country, office, from_day, to_day, external, block)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    row.name,
                    alias,
                    states::code(&row.country),
                    optional(&row.office),
                    optional(&row.from),
                    optional(&row.to),
                    optional(&row.external_id),
                    block
                ],
            )?;
            mark(db, &block)?;
        }
    }
    Ok(())
}

/// The rows whose names fall into a block.
pub(crate) fn of_block(db: &Connection, block: &str) -> Result<Vec<Known>, LedgerError> {
    let day = |text: Option<String>| text.and_then(|t| t.parse().ok());
    let mut select = db.prepare_cached(
        "SELECT name, alias, country, office, from_day, to_day, external FROM authority WHERE block = ?1 ORDER BY id",
    )?;
    let rows = select.query_map([block], |row| {
        Ok(Known {
            name: row.get(0)?,
            alias: row.get(1)?,
            country: row.get(2)?,
            office: row.get(3)?,
            from: day(row.get(4)?),
            to: day(row.get(5)?),
            external: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
