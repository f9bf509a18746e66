//! Which ledger a command works on.

use std::path::{Path, PathBuf};

use clap::Args;
use sagwan_ledger::{Ledger, LedgerError};

/// The file of the ledger.
#[derive(Debug, Args)]
pub struct LedgerFile {
    /// The ledger
    #[arg(long = "ledger", value_name = "FILE", default_value = "sagwan.db", env = "SAGWAN_LEDGER")]
    path: PathBuf,
}

impl LedgerFile {
    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens it to be asked; says so when part of it is not yet joined.
    pub fn ask(&self) -> Result<Ledger, LedgerError> {
        let ledger = Ledger::read_only(&self.path)?;
        if !ledger.is_settled()? {
            anstream::eprintln!(
                "sagwan: some articles are not yet joined: run `sagwan ingest` once more to join them"
            );
        }
        Ok(ledger)
    }
}
