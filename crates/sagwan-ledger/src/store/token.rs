//! Who may write through the web: tokens, of which the ledger keeps no more than a hash.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::LedgerError;

fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lets whoever has this token write.
pub(crate) fn allow(db: &Connection, token: &str) -> Result<(), LedgerError> {
    db.execute(
        "INSERT OR IGNORE INTO token (hash, made) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
        [hash(token)],
    )?;
    Ok(())
}

/// Lets nobody write any more; gives how many could.
pub(crate) fn revoke(db: &Connection) -> Result<usize, LedgerError> {
    Ok(db.execute("DELETE FROM token", [])?)
}

/// Whether a token allows to write.
pub(crate) fn is_allowed(db: &Connection, token: &str) -> Result<bool, LedgerError> {
    Ok(db.prepare_cached("SELECT 1 FROM token WHERE hash = ?1")?.exists([hash(token)])?)
}
