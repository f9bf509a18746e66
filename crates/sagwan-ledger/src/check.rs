//! Whether a ledger is whole: its file, its references, its texts, its records, what is derived from them.

use std::collections::BTreeMap;

use sagwan::article::Source;
use sha2::{Digest, Sha256};

use crate::entry::{record_hash, unpack};
use crate::error::LedgerError;
use crate::ledger::Ledger;

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// Where: a table and row, or an article.
    pub place: String,
    /// What is wrong.
    pub why: String,
}

/// The rows that a reading of the same articles gives in whatever order and batches: no row numbers, no clock.
const CONTENTS: &[&str] = &[
    "SELECT article, url, title, published, publisher, agency, origin, superseded_by, text, generator FROM articles
     ORDER BY article",
    "SELECT min(a.key) OVER (PARTITION BY w.family) AS family, a.key FROM article a JOIN wording w ON w.id = a.wording
     ORDER BY a.key",
    "SELECT * FROM events WHERE current ORDER BY event",
    "SELECT p.* FROM participants p JOIN events e ON e.event = p.event WHERE e.current ORDER BY p.event, p.role, p.named",
    "SELECT * FROM statements WHERE current ORDER BY statement",
    "SELECT * FROM actors ORDER BY actor",
    "SELECT * FROM offices ORDER BY actor, title, affiliation",
    "SELECT * FROM occasions ORDER BY occasion",
    "SELECT * FROM sides ORDER BY occasion, role, actor",
    "SELECT * FROM reports ORDER BY event",
    "SELECT what, a, b FROM decision ORDER BY what, a, b",
    "SELECT what, item, verdict, field, value, who, why FROM review ORDER BY item, id",
    "SELECT name, alias, country, office, from_day, to_day, external FROM authority ORDER BY name, alias, office, from_day",
];

impl Ledger {
    /// All damage: of the file, of references, of spans against the stored text, of hashes. Nothing when it is whole.
    ///
    /// # Errors
    /// When the ledger cannot be read at all.
    pub fn check(&self) -> Result<Vec<Finding>, LedgerError> {
        let mut findings = Vec::new();
        let mut report = |place: String, why: String| findings.push(Finding { place, why });
        let db = &self.db;
        let mut integrity = db.prepare("PRAGMA integrity_check")?;
        for line in integrity.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                report("the file".to_owned(), line);
            }
        }
        let mut keys = db.prepare("PRAGMA foreign_key_check")?;
        for row in keys.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?))
        })? {
            let (table, id, parent) = row?;
            report(
                format!("{table} {}", id.unwrap_or(0)),
                format!("refers to a row of {parent} that is not there"),
            );
        }
        let mut articles =
            db.prepare("SELECT id, key, sha256, text, record, record_hash FROM article ORDER BY id")?;
        let mut rows = articles.query([])?;
        while let Some(row) = rows.next()? {
            let (id, key): (i64, String) = (row.get(0)?, row.get(1)?);
            let (sha256, text, packed, hash): (String, String, Vec<u8>, i64) =
                (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
            let place = || format!("article {key}");
            if Source::new(text.clone()).id() != sha256 {
                report(place(), "its text is not the text that was kept".to_owned());
            }
            match unpack(&packed, &text) {
                Err(why) => report(place(), format!("its record cannot be read back: {why}")),
                Ok(record) if record_hash(&record) != hash => {
                    report(place(), "its record is not the record that was kept".to_owned());
                }
                Ok(record) => {
                    let rows = |table: &str| -> Result<usize, LedgerError> {
                        let sql = format!("SELECT count(*) FROM {table} WHERE article = ?1");
                        Ok(db.prepare_cached(&sql)?.query_row([id], |r| r.get(0))?)
                    };
                    if rows("event")? != record.events.len()
                        || rows("statement")? != record.statements.len()
                        || rows("appearance")? != record.actors.len()
                    {
                        report(place(), "its rows are not those of its record".to_owned());
                    }
                    let length = record.article.length as i64;
                    let outside: i64 = db.prepare_cached(
                        "SELECT (SELECT count(*) FROM event WHERE article = ?1 AND NOT (0 <= trigger_start
                                 AND trigger_start <= trigger_end AND trigger_end <= ?2 AND evidence_end <= ?2))
                              + (SELECT count(*) FROM statement WHERE article = ?1 AND NOT (0 <= content_start
                                 AND content_start <= content_end AND content_end <= ?2))",
                    )?.query_row([id, length], |r| r.get(0))?;
                    if outside > 0 {
                        report(place(), format!("{outside} of its spans lie outside the text"));
                    }
                }
            }
            if !db.prepare_cached("SELECT 1 FROM article_text WHERE rowid = ?1")?.exists([id])? {
                report(place(), "it is missing from the index of words".to_owned());
            }
        }
        if self.is_settled()? {
            let loose: i64 = db.query_row(
                "SELECT count(*) FROM event e JOIN article a ON a.id = e.article
                 WHERE a.superseded_by IS NULL AND e.home IS NOT NULL AND e.occasion IS NULL",
                [],
                |row| row.get(0),
            )?;
            if loose > 0 {
                report("occasions".to_owned(), format!("{loose} reports belong to none"));
            }
            let miscounted: i64 = db.query_row(
                "SELECT count(*) FROM occasion o WHERE o.reports != (SELECT count(*) FROM event e WHERE e.occasion = o.id)",
                [],
                |row| row.get(0),
            )?;
            if miscounted > 0 {
                report("occasions".to_owned(), format!("{miscounted} count other reports than they have"));
            }
        }
        Ok(findings)
    }

    /// A hash of all that the ledger says: equal for ledgers of the same articles and decisions, however they came to be.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn contents(&self) -> Result<String, LedgerError> {
        let mut hash = Sha256::new();
        for sql in CONTENTS {
            let mut select = self.db.prepare(sql)?;
            let columns = select.column_count();
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    hash.update(format!("{:?}", row.get_ref(column)?));
                }
                hash.update([0]);
            }
            hash.update([1]);
        }
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// How many rows there are of what a reader of the ledger asks for.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn counts(&self) -> Result<BTreeMap<&'static str, i64>, LedgerError> {
        ["article", "event", "statement", "actor", "occasion", "family"]
            .into_iter()
            .map(|table| {
                let count =
                    self.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
                Ok((table, count))
            })
            .collect()
    }
}
