//! Reading again what an older reader wrote, from the texts that are kept.

use rusqlite::{Connection, OptionalExtension, params};
use sagwan::article::Document;
use sagwan::record::Record;
use sagwan::{Options, Reader};

use crate::entry::{Entry, HandedIn, unpack};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::store::{generator_name, keep_generator, keep_record};

/// What reading an article again changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reread {
    /// The article.
    pub article: String,
    /// Its headline.
    pub title: Option<String>,
    /// What the record said before and says no more.
    pub gone: Vec<String>,
    /// What it says now and did not before.
    pub new: Vec<String>,
}

impl Ledger {
    /// Public ids of the articles whose record another reader wrote than this one, the first of them after `after`.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn outdated(
        &self,
        reader: &sagwan::record::Generator,
        after: i64,
        limit: usize,
    ) -> Result<Vec<(i64, String)>, LedgerError> {
        let mut select = self.db.prepare_cached(
            "SELECT a.id, a.key FROM article a JOIN generator g ON g.id = a.generator
             WHERE g.name != ?1 AND a.id > ?2 ORDER BY a.id LIMIT ?3",
        )?;
        let rows = select
            .query_map(params![generator_name(reader), after, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Public ids of all articles, the first of them after `after`.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn keys(&self, after: i64, limit: usize) -> Result<Vec<(i64, String)>, LedgerError> {
        let mut select =
            self.db.prepare_cached("SELECT id, key FROM article WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        let rows = select.query_map(params![after, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// An article as it was handed in, and its record.
    ///
    /// # Errors
    /// When there is none of this id, or it is damaged.
    pub fn article(&self, key: &str) -> Result<(Document, Record), LedgerError> {
        let row: Option<(String, String, Vec<u8>)> = self
            .db
            .prepare_cached("SELECT text, handed_in, record FROM article WHERE key = ?1")?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((text, handed_in, packed)) = row else {
            return Err(LedgerError::Asked(format!("no article {key}: `sagwan search` lists them")));
        };
        let damaged = |why: String| LedgerError::Damaged { place: format!("article {key}"), why };
        let handed_in: HandedIn = serde_json::from_str(&handed_in).map_err(|e| damaged(e.to_string()))?;
        let record = unpack(&packed, &text).map_err(damaged)?;
        Ok((handed_in.document(text), record))
    }

    /// Puts a new record in the place of an article's old one. What changed is settled with the next [`Ledger::settle`].
    ///
    /// # Errors
    /// When there is no such article, or the ledger cannot be written.
    pub fn reread(&mut self, key: &str, reader: &Reader) -> Result<Reread, LedgerError> {
        self.replace(key, |document, options| reader.read(document, options))
    }

    /// As [`Ledger::reread`], with whatever record is made of the article.
    ///
    /// # Errors
    /// As [`Ledger::reread`].
    pub fn replace(
        &mut self,
        key: &str,
        read: impl FnOnce(&Document, &Options) -> Record,
    ) -> Result<Reread, LedgerError> {
        let (document, old) = self.article(key)?;
        let options = Options { published: document.metadata.published, ..Options::default() };
        let record = read(&document, &options);
        let entry = Entry::new(&document, &options, None, record);
        let transaction = self.db.transaction()?;
        let id: i64 =
            transaction.query_row("SELECT id FROM article WHERE key = ?1", [key], |row| row.get(0))?;
        let generator = keep_generator(&transaction, &entry.record)?;
        transaction.execute(
            "UPDATE article SET record = ?2, record_hash = ?3, generator = ?4 WHERE id = ?1",
            params![id, entry.packed, entry.record_hash, generator],
        )?;
        rewrite(&transaction, id, &entry.record)?;
        transaction.commit()?;
        let (before, now) = (sayings(&old), sayings(&entry.record));
        let minus = |a: &[String], b: &[String]| a.iter().filter(|x| !b.contains(x)).cloned().collect();
        Ok(Reread {
            article: key.to_owned(),
            title: entry.record.article.title.clone(),
            gone: minus(&before, &now),
            new: minus(&now, &before),
        })
    }
}

/// Writes the rows of an article anew, from a record of it; what hangs on them waits to be settled.
pub(crate) fn rewrite(db: &Connection, article: i64, record: &Record) -> Result<(), LedgerError> {
    for sql in [
        "INSERT OR IGNORE INTO pending (what, item)
         SELECT 'home', home FROM event WHERE article = ?1 AND home IS NOT NULL",
        "INSERT OR IGNORE INTO pending (what, item)
         SELECT 'block', f.block FROM appearance ap JOIN form f ON f.id = ap.form WHERE ap.article = ?1",
        "DELETE FROM statement WHERE article = ?1",
        "DELETE FROM event WHERE article = ?1",
        "DELETE FROM appearance WHERE article = ?1",
    ] {
        db.execute(sql, [article])?;
    }
    keep_record(db, article, record)
}

/// What a record says, a line each, for comparing two of one article.
fn sayings(record: &Record) -> Vec<String> {
    let name = |id: &str| record.actors.iter().find(|a| a.id == id).map_or("?", |a| a.name.as_str());
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let events = record.events.iter().map(|e| {
        let who: Vec<String> = e
            .participants
            .iter()
            .map(|p| format!("{} {}", word(serde_json::json!(p.role)), name(&p.actor)))
            .collect();
        format!(
            "{} [{}] {}, {}, {}: {}",
            word(serde_json::json!(e.kind)),
            e.trigger.start,
            word(serde_json::json!(e.status)),
            e.time.as_ref().and_then(|t| t.value.as_deref()).unwrap_or("-"),
            e.place.as_ref().map_or("-", |p| p.name.as_str()),
            who.join(", ")
        )
    });
    let statements = record.statements.iter().map(|s| {
        format!(
            "statement [{}] {}: {}",
            s.content.start,
            s.speaker.as_deref().map_or("?", name),
            s.content.text
        )
    });
    events.chain(statements).collect()
}
