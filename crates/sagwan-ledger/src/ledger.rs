//! The ledger as a value: opened, written to, settled. What it does is done by the modules below it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::actors::{self, AuthorityRow};
use crate::entry::Entry;
use crate::error::LedgerError;
use crate::store::{self, Appended, Visit};
use crate::{family, occasion};

/// What settling did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settled {
    /// Wordings put into families.
    pub wordings: usize,
    /// Blocks of names decided.
    pub names: usize,
    /// Homes of occasions decided.
    pub homes: usize,
}

/// A ledger on disk.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    path: PathBuf,
}

impl Ledger {
    /// Opens a ledger to write into, and makes it when there is none.
    ///
    /// # Errors
    /// When the file is no ledger, was made by a later version, is locked, or cannot be written.
    pub fn create(path: &Path) -> Result<Self, LedgerError> {
        Ok(Ledger { db: store::create(path)?, path: path.to_owned() })
    }

    /// Opens a ledger to write into.
    ///
    /// # Errors
    /// As [`Ledger::create`], and when there is none.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing { path: path.to_owned() });
        }
        Ledger::create(path)
    }

    /// Opens a ledger to read from; nothing can be written through it.
    ///
    /// # Errors
    /// When there is none, or the file is no ledger of this version.
    pub fn read_only(path: &Path) -> Result<Self, LedgerError> {
        Ok(Ledger { db: store::read_only(path)?, path: path.to_owned() })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database itself, for a reader of the documented views.
    pub fn connection(&self) -> &Connection {
        &self.db
    }

    /// Whether an article of this key (see [`Entry::key`]) is kept.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn knows(&self, key: &str) -> Result<bool, LedgerError> {
        Ok(self.db.prepare_cached("SELECT 1 FROM article WHERE key = ?1")?.exists([key])?)
    }

    /// Keeps articles, all or none of them.
    ///
    /// # Errors
    /// When the ledger cannot be written; then it is as it was.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Appended, LedgerError> {
        let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut appended = Appended::default();
        for entry in entries {
            appended += store::keep(&transaction, entry)?;
        }
        transaction.commit()?;
        Ok(appended)
    }

    /// Joins what was kept since the last time: copies into families, names into actors, reports into occasions. Cheap
    /// when nothing waits.
    ///
    /// # Errors
    /// When the ledger cannot be written; then nothing is joined and all still waits.
    pub fn settle(&mut self) -> Result<Settled, LedgerError> {
        let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let settled = Settled {
            wordings: family::settle(&transaction)?,
            names: actors::settle(&transaction)?,
            homes: occasion::settle(&transaction)?,
        };
        transaction.commit()?;
        if settled.wordings > 0 {
            self.db.execute_batch("PRAGMA optimize")?;
        }
        Ok(settled)
    }

    /// Whether something waits to be settled.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn is_settled(&self) -> Result<bool, LedgerError> {
        Ok(!self.db.prepare_cached("SELECT 1 FROM pending LIMIT 1")?.exists([])?)
    }

    /// Puts a user's file of who is who in the place of the one before, and decides the names in both anew.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn set_authority(&mut self, rows: &[AuthorityRow]) -> Result<Settled, LedgerError> {
        let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        actors::replace_authority(&transaction, rows)?;
        transaction.commit()?;
        self.settle()
    }

    /// Makes two actors one for good, shown as the first. Undone by splitting it from the second's id.
    ///
    /// # Errors
    /// When there are no such actors, they are of other kinds, or the ledger cannot be written.
    pub fn merge_actors(&mut self, a: &str, b: &str) -> Result<(), LedgerError> {
        actors::by_hand::merge(&mut self.db, a, b)?;
        self.settle()?;
        Ok(())
    }

    /// Takes those whom articles call by a name, or give an office, out of an actor for good. Undone by merging them.
    ///
    /// # Errors
    /// When there is no such actor, no article names them so, or the ledger cannot be written.
    pub fn split_actor(&mut self, key: &str, name_or_office: &str) -> Result<(), LedgerError> {
        actors::by_hand::split(&mut self.db, key, name_or_office)?;
        self.settle()?;
        Ok(())
    }

    /// Takes a report out of its occasion for good. Undone by joining it again.
    ///
    /// # Errors
    /// When there is no such report, it stands alone, or the ledger cannot be written.
    pub fn split_occasion(&mut self, report: &str) -> Result<(), LedgerError> {
        occasion::by_hand::split(&mut self.db, report)?;
        self.settle()?;
        Ok(())
    }

    /// Joins the occasions of two reports for good. Undone by splitting them.
    ///
    /// # Errors
    /// When there are no such reports, they are of other kinds or states, or the ledger cannot be written.
    pub fn join_occasions(&mut self, a: &str, b: &str) -> Result<(), LedgerError> {
        occasion::by_hand::join(&mut self.db, a, b)?;
        self.settle()?;
        Ok(())
    }

    /// What is known of an address that was fetched before; `None` when it was not.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn visit(&self, address: &str) -> Result<Option<Visit>, LedgerError> {
        store::visit::of(&self.db, address)
    }

    /// Keeps that addresses were fetched, all or none of them.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn visited(&mut self, visits: &[(String, Visit)]) -> Result<(), LedgerError> {
        store::visit::keep(&mut self.db, visits)
    }

    /// Lets whoever has this token write. It is not kept; only its hash is.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn allow_token(&mut self, token: &str) -> Result<(), LedgerError> {
        store::token::allow(&self.db, token)
    }

    /// Lets nobody write any more; gives how many could.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn revoke_tokens(&mut self) -> Result<usize, LedgerError> {
        store::token::revoke(&self.db)
    }

    /// Whether a token allows to write. Hashes are compared, so that the time it takes tells nothing of a token.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn is_allowed(&self, token: &str) -> Result<bool, LedgerError> {
        store::token::is_allowed(&self.db, token)
    }
}
