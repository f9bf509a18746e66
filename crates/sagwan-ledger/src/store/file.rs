//! Opening the file: what it must be, which schema it has, how it is written.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::error::LedgerError;

/// Marks a SQLite file as a ledger (`PRAGMA application_id`): "史官" cut to four bytes.
const APPLICATION_ID: i32 = 0x5367_776e;
/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Every schema there was, oldest first: a released one is never changed.
const SCHEMAS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/1-ledger.sql")),
    M::up(include_str!("../../migrations/2-visits.sql")),
    M::up(include_str!("../../migrations/3-likeness.sql")),
    M::up(include_str!("../../migrations/4-confidence.sql")),
    M::up(include_str!("../../migrations/5-second.sql")),
    M::up(include_str!("../../migrations/6-unconfirmed.sql")),
    M::up(include_str!("../../migrations/7-review.sql")),
    M::up(include_str!("../../migrations/8-part.sql")),
];

pub(crate) fn create(path: &Path) -> Result<Connection, LedgerError> {
    let opened = Connection::open(path).map_err(|e| fault(path, e))?;
    let mut db = prepared(path, opened)?;
    let found = check_kind(path, &db)?;
    if found < SCHEMAS.len() {
        db.pragma_update(None, "application_id", APPLICATION_ID).map_err(|e| fault(path, e))?;
        // Readers go on while one writes; a commit is one sync of the log.
        db.pragma_update(None, "journal_mode", "wal").map_err(|e| fault(path, e))?;
        Migrations::from_slice(SCHEMAS).to_latest(&mut db).map_err(|e| match e {
            rusqlite_migration::Error::RusqliteError { err, .. } => fault(path, err),
            other => LedgerError::Open { path: path.to_owned(), why: other.to_string() },
        })?;
    }
    Ok(db)
}

pub(crate) fn read_only(path: &Path) -> Result<Connection, LedgerError> {
    if !path.exists() {
        return Err(LedgerError::Missing { path: path.to_owned() });
    }
    // On a read-only medium there is no room for the log's index; nobody writes there, so none is needed.
    let found = open_read_only(path, "").or_else(|error| match error {
        LedgerError::ReadOnly => open_read_only(path, "?immutable=1"),
        other => Err(other),
    });
    let (db, schema) = found?;
    if schema < SCHEMAS.len() {
        let why = format!(
            "its schema is {schema}, this version reads {}: open it once with `sagwan ingest`",
            SCHEMAS.len()
        );
        return Err(LedgerError::Open { path: path.to_owned(), why });
    }
    Ok(db)
}

fn open_read_only(path: &Path, how: &str) -> Result<(Connection, usize), LedgerError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let opened = Connection::open_with_flags(uri(path, how), flags).map_err(|e| fault(path, e))?;
    let db = prepared(path, opened)?;
    db.pragma_update(None, "query_only", true).map_err(|e| fault(path, e))?;
    let schema = check_kind(path, &db)?;
    Ok((db, schema))
}

/// The path as SQLite's URI, so that what stands in it is taken as it is.
fn uri(path: &Path, how: &str) -> String {
    let mut out = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                out.push(char::from(*byte))
            }
            other => out.push_str(&format!("%{other:02x}")),
        }
    }
    out + how
}

fn prepared(path: &Path, db: Connection) -> Result<Connection, LedgerError> {
    let settings = || -> rusqlite::Result<()> {
        db.busy_timeout(PATIENCE)?;
        db.set_prepared_statement_cache_capacity(128);
        db.pragma_update(None, "foreign_keys", true)?;
        db.pragma_update(None, "synchronous", "normal")?;
        // In KiB: enough for the upper levels of the indexes of a million articles.
        db.pragma_update(None, "cache_size", -65_536)?;
        db.pragma_update(None, "temp_store", "memory")?;
        Ok(())
    };
    settings().map_err(|e| fault(path, e))?;
    Ok(db)
}

/// The schema of the file; 0 for an empty one.
fn check_kind(path: &Path, db: &Connection) -> Result<usize, LedgerError> {
    let number = |name: &str| {
        db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(|e| fault(path, e))
    };
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|e| fault(path, e))?;
    if tables > 0 && number("application_id")? != i64::from(APPLICATION_ID) {
        return Err(LedgerError::Foreign { path: path.to_owned() });
    }
    let found = usize::try_from(number("user_version")?).unwrap_or(0);
    if found > SCHEMAS.len() {
        return Err(LedgerError::Newer { path: path.to_owned(), found, known: SCHEMAS.len() });
    }
    Ok(found)
}

/// What SQLite says of a file that does not open, in the words of the ledger.
fn fault(path: &Path, error: rusqlite::Error) -> LedgerError {
    // SQLite says no more than that it cannot open what is there and can be read: it cannot write beside it.
    let cannot_open = error.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen);
    if cannot_open && std::fs::File::open(path).is_ok_and(|file| file.metadata().is_ok_and(|m| m.is_file())) {
        return LedgerError::ReadOnly;
    }
    match LedgerError::from(error) {
        LedgerError::Sqlite(error) => LedgerError::Open { path: path.to_owned(), why: error.to_string() },
        known => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_of_an_older_schema_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        for older in 1..SCHEMAS.len() {
            let path = folder.path().join(format!("{older}.db"));
            let mut db = Connection::open(&path).unwrap();
            db.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
            Migrations::from_slice(SCHEMAS).to_version(&mut db, older).unwrap();
            drop(db);
            assert!(matches!(read_only(&path), Err(LedgerError::Open { .. })), "{older} is named");
            drop(create(&path).unwrap());
            let db = read_only(&path).unwrap();
            let visits: i64 = db.query_row("SELECT count(*) FROM visit", [], |row| row.get(0)).unwrap();
            assert_eq!(visits, 0);
            let verdicts: i64 = db.query_row("SELECT count(*) FROM reviews", [], |row| row.get(0)).unwrap();
            assert_eq!(verdicts, 0);
        }
    }
}
