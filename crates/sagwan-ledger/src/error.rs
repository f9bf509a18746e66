//! What can go wrong with a ledger, each with what to do about it.

use std::path::PathBuf;

/// A fault of the ledger's file or of what was asked of it. Articles that cannot be read are no faults of the ledger.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file cannot be opened.
    #[error("{}: cannot be opened as a ledger: {why}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        why: String,
    },
    /// There is no such file.
    #[error("{}: no such ledger: make one with `sagwan ingest --ledger {}`", path.display(), path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A database of something else.
    #[error("{}: a database, but no ledger of sagwan: name another file", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Made by a later version.
    #[error("{}: made by a later version of sagwan (schema {found}, this one knows {known}): upgrade sagwan", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: usize,
        /// The last schema known here.
        known: usize,
    },
    /// Another process writes.
    #[error(
        "the ledger is locked by another process: wait until it ends and try again; nothing was half-written"
    )]
    Locked,
    /// The file or its folder may not be written.
    #[error("the ledger cannot be written: the file or its folder is read-only")]
    ReadOnly,
    /// No space.
    #[error("the disk is full: free some space and run the command again; what was kept so far is whole")]
    Full,
    /// An id, name or filter that leads nowhere.
    #[error("{0}")]
    Asked(String),
    /// A row that cannot be read back.
    #[error("the ledger is damaged at {place}: {why}; `sagwan check` lists all damage")]
    Damaged {
        /// Which row.
        place: String,
        /// What is wrong.
        why: String,
    },
    /// A file to be written or read beside the ledger.
    #[error("{}: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Anything else that SQLite refuses.
    #[error("the ledger refuses: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LedgerError::Locked,
            Some(ErrorCode::ReadOnly) => LedgerError::ReadOnly,
            Some(ErrorCode::DiskFull) => LedgerError::Full,
            _ => LedgerError::Sqlite(error),
        }
    }
}

impl LedgerError {
    /// A fault of a file beside the ledger.
    pub(crate) fn file(path: &std::path::Path, why: impl std::fmt::Display) -> Self {
        LedgerError::File { path: path.to_owned(), why: why.to_string() }
    }
}
