//! What was fetched: kept with the articles, so that the next run does not ask for it again.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::LedgerError;

/// What a server said of the version it sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visit {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What is known of an address; `None` when it was never fetched.
pub(crate) fn of(db: &Connection, address: &str) -> Result<Option<Visit>, LedgerError> {
    let mut select = db.prepare_cached("SELECT etag, last_modified FROM visit WHERE address = ?1")?;
    let row = |row: &rusqlite::Row<'_>| Ok(Visit { etag: row.get(0)?, last_modified: row.get(1)? });
    Ok(select.query_row([address], row).optional()?)
}

/// Keeps that addresses were fetched, all or none.
pub(crate) fn keep(db: &mut Connection, visits: &[(String, Visit)]) -> Result<(), LedgerError> {
    let transaction = db.transaction()?;
    {
        let mut insert = transaction.prepare_cached(
            "INSERT OR REPLACE INTO visit (address, etag, last_modified) VALUES (?1, ?2, ?3)",
        )?;
        for (address, visit) in visits {
            insert.execute(params![address, visit.etag, visit.last_modified])?;
        }
    }
    Ok(transaction.commit()?)
}
