//! Who may write through the web: tokens, of which the ledger keeps no more than a hash.

use sha2::{Digest, Sha256};

use super::Ledger;
use crate::error::LedgerError;

fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Ledger {
    /// Lets whoever has this token write. It is not kept; only its hash is.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn allow_token(&mut self, token: &str) -> Result<(), LedgerError> {
        self.db.execute(
            "INSERT OR IGNORE INTO token (hash, made) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
            [hash(token)],
        )?;
        Ok(())
    }

    /// Lets nobody write any more; gives how many could.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn revoke_tokens(&mut self) -> Result<usize, LedgerError> {
        Ok(self.db.execute("DELETE FROM token", [])?)
    }

    /// Whether a token allows to write. Hashes are compared, so that the time it takes tells nothing of a token.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn is_allowed(&self, token: &str) -> Result<bool, LedgerError> {
        Ok(self.db.prepare_cached("SELECT 1 FROM token WHERE hash = ?1")?.exists([hash(token)])?)
    }
}
