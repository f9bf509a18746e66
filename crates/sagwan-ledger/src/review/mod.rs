//! Review: what the ledger doubts as a queue, and what people say of it.
//!
//! Takes a settled ledger, gives its doubts (`queue`); takes verdicts, keeps who gave each, when and why, and heeds them. What is
//! decided of an event is laid over its record whenever its rows are written (`correct`), so that it outlives every reading; what
//! is decided of a pair or of an actor goes the way of decisions made by hand.

mod correct;
mod gold;
mod queue;

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use correct::{Decisions, Place, corrected, places};
pub use queue::{Doubt, DoubtLine};

use crate::entry::unpack;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::occasion::{self, Choices};

/// What somebody says of a doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is as the ledger says.
    Accept,
    /// It is not.
    Reject,
    /// A field has this value.
    Set {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Set { .. } => "set",
        }
    }
}

/// A verdict that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerdictLine {
    /// What was doubted: contradiction, event, actor, pair.
    pub what: String,
    /// Its id in the queue.
    pub item: String,
    /// accept, reject, set.
    pub verdict: String,
    /// The field that was set.
    pub field: Option<String>,
    /// Its value.
    pub value: Option<String>,
    /// Who said so.
    pub who: String,
    /// Why.
    pub why: String,
    /// When: an ISO 8601 stamp.
    pub made: String,
}

/// An article that was corrected, as an annotation.
#[derive(Debug, Clone)]
pub struct Gold {
    /// Name of its files.
    pub id: String,
    /// The annotation.
    pub annotation: serde_json::Value,
    /// The article's text.
    pub text: String,
}

/// What an id of the queue names.
enum Item {
    Event(String),
    Pair(String, String),
    Contradiction(String, String),
    Actor(String),
}

impl Item {
    /// An id: `pair:A+B`, `contradiction:ID:field`, `actor:ID`, `event:ID`, or the id of an event as it stands.
    fn of(id: &str) -> Result<Self, LedgerError> {
        let unknown = || LedgerError::Asked(format!("no such doubt: {id}: `sagwan review` lists them"));
        Ok(match id.split_once(':') {
            Some(("event", event)) => Item::Event(event.to_owned()),
            Some(("actor", actor)) => Item::Actor(actor.to_owned()),
            Some(("pair", pair)) => {
                let (a, b) = pair.split_once('+').ok_or_else(unknown)?;
                Item::Pair(a.to_owned(), b.to_owned())
            }
            Some(("contradiction", rest)) => {
                let (occasion, field) = rest.rsplit_once(':').ok_or_else(unknown)?;
                Item::Contradiction(occasion.to_owned(), field.to_owned())
            }
            Some(_) => return Err(unknown()),
            None => Item::Event(id.to_owned()),
        })
    }

    fn what(&self) -> &'static str {
        match self {
            Item::Event(_) => "event",
            Item::Pair(..) => "pair",
            Item::Contradiction(..) => "contradiction",
            Item::Actor(_) => "actor",
        }
    }

    fn id(&self) -> String {
        let rest = match self {
            Item::Event(id) | Item::Actor(id) => id.clone(),
            Item::Pair(a, b) => format!("{a}+{b}"),
            Item::Contradiction(occasion, field) => format!("{occasion}:{field}"),
        };
        format!("{}:{rest}", self.what())
    }
}

/// How many events of the same word stand before one in its article.
const NTH: &str = "(SELECT count(*) FROM event y
    WHERE y.article = e.article AND y.trigger_start = e.trigger_start AND y.number < e.number)";

/// An event by its public id: its article's row and id, and where it stands there.
fn event_of(db: &Connection, key: &str) -> Result<(i64, String, Place), LedgerError> {
    let found = db
        .prepare_cached(&format!(
            "SELECT a.id, a.key, e.trigger_start, {NTH} FROM event e JOIN article a ON a.id = e.article WHERE e.key = ?1"
        ))?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, (row.get(2)?, row.get(3)?))))
        .optional()?;
    found.ok_or_else(|| LedgerError::Asked(format!("no event {key}: `sagwan events` lists them")))
}

/// What was decided of the events of an article.
pub(crate) fn of_article(db: &Connection, article: &str) -> Result<Decisions, LedgerError> {
    let mut select = db.prepare_cached(
        "SELECT place, nth, verdict, field, value FROM review WHERE article = ?1 AND place IS NOT NULL ORDER BY id",
    )?;
    let mut rows = select.query([article])?;
    let mut decisions = Decisions::new();
    while let Some(row) = rows.next()? {
        let (place, verdict): (Place, String) = ((row.get(0)?, row.get(1)?), row.get(2)?);
        let decided = decisions.entry(place).or_default();
        // Whoever says what an event is says that it is one.
        decided.rejected = verdict == "reject";
        if let (Some(field), Some(value)) = (row.get(3)?, row.get(4)?) {
            decided.fields.insert(field, value);
        }
    }
    Ok(decisions)
}

/// The values that were chosen where the reports of some occasion contradict each other, by the report that named it.
pub(crate) fn choices(db: &Connection) -> Result<Choices, LedgerError> {
    let mut select = db.prepare_cached(
        "SELECT item, field, value FROM review WHERE what = 'contradiction' AND value IS NOT NULL ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    let mut choices = Choices::new();
    while let Some(row) = rows.next()? {
        let item: String = row.get(0)?;
        let Ok(Item::Contradiction(occasion, _)) = Item::of(&item) else { continue };
        choices.entry(occasion).or_default().push((row.get(1)?, row.get(2)?));
    }
    Ok(choices)
}

/// A verdict as it is to be kept.
struct Kept<'v> {
    item: &'v Item,
    verdict: &'static str,
    field: Option<&'v str>,
    value: Option<&'v str>,
    who: &'v str,
    why: &'v str,
}

impl Kept<'_> {
    fn keep(&self, db: &Connection, place: Option<(&str, Place)>) -> Result<(), LedgerError> {
        db.execute(
            "INSERT INTO review (what, item, article, place, nth, verdict, field, value, who, why, made)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
            params![
                self.item.what(),
                self.item.id(),
                place.map(|(article, _)| article),
                place.map(|(_, (start, _))| start),
                place.map(|(_, (_, nth))| nth),
                self.verdict,
                self.field,
                self.value,
                self.who,
                self.why
            ],
        )?;
        Ok(())
    }
}

impl Ledger {
    /// Keeps what somebody says of a doubt, with why, and heeds it for good: of an event that it is right, none, or has another
    /// value; of a pair that it is joined rightly or wrongly; of a contradiction which value holds; of an actor that it is one, or
    /// (`set … merge ID`, `set … split NAME`) that it is not.
    ///
    /// # Errors
    /// When there is no such doubt, it cannot be decided so, who or why is not said, or the ledger cannot be written.
    pub fn review(&mut self, id: &str, verdict: &Verdict, who: &str, why: &str) -> Result<(), LedgerError> {
        let (who, why) = (who.trim(), why.trim());
        if who.is_empty() || why.is_empty() {
            return Err(LedgerError::Asked("no such verdict: it needs who gives it, and why".to_owned()));
        }
        let item = Item::of(id)?;
        let (field, value) = match verdict {
            Verdict::Set { field, value } => (Some(field.as_str()), Some(value.as_str())),
            _ => (None, None),
        };
        let kept = Kept { item: &item, verdict: verdict.word(), field, value, who, why };
        match &item {
            Item::Event(event) => self.review_event(event, &kept)?,
            Item::Pair(a, b) => self.review_pair(a, b, &kept)?,
            Item::Contradiction(occasion, of) => self.review_contradiction(occasion, of, &kept)?,
            Item::Actor(actor) => self.review_actor(actor, &kept)?,
        }
        self.settle()?;
        Ok(())
    }

    fn review_event(&mut self, event: &str, kept: &Kept<'_>) -> Result<(), LedgerError> {
        let (row, article, place) = event_of(&self.db, event)?;
        let (_, record) = self.article(&article)?;
        if let (Some(field), Some(value)) = (kept.field, kept.value) {
            correct::checked(&record, field, value)?;
        }
        let transaction = self.db.transaction()?;
        kept.keep(&transaction, Some((&article, place)))?;
        crate::reread::rewrite(&transaction, row, &record)?;
        Ok(transaction.commit()?)
    }

    fn review_pair(&mut self, a: &str, b: &str, kept: &Kept<'_>) -> Result<(), LedgerError> {
        let (of_a, of_b) = (occasion::find(&self.db, a)?, occasion::find(&self.db, b)?);
        match kept.verdict {
            "accept" => {}
            "reject" if of_a == of_b => occasion::by_hand::split(&mut self.db, b)?,
            "reject" => occasion::by_hand::join(&mut self.db, a, b)?,
            _ => {
                return Err(LedgerError::Asked(
                    "no such field of a pair: accept it as it stands, or reject it".to_owned(),
                ));
            }
        }
        kept.keep(&self.db, None)
    }

    fn review_contradiction(&mut self, key: &str, of: &str, kept: &Kept<'_>) -> Result<(), LedgerError> {
        let (line, account, _) = self.occasion(key)?;
        let Some(contradiction) = account.contradictions.iter().find(|c| c.field == of) else {
            return Err(LedgerError::Asked(format!("no such contradiction: reports of {key} agree on {of}")));
        };
        let claims: Vec<&str> = contradiction.claims.iter().map(|claim| claim.value.as_str()).collect();
        let value = match (kept.verdict, kept.field, kept.value) {
            ("accept", ..) => account.best(of).unwrap_or_default().to_owned(),
            ("set", Some(field), Some(value)) if field == of && claims.contains(&value) => value.to_owned(),
            _ => {
                return Err(LedgerError::Asked(format!(
                    "no such value: say which holds: `sagwan review set contradiction:{key}:{of} {of} VALUE` with one of {}",
                    claims.join(", ")
                )));
            }
        };
        let home: String =
            self.db
                .query_row("SELECT home FROM occasion WHERE key = ?1", [&line.occasion], |row| row.get(0))?;
        let transaction = self.db.transaction()?;
        Kept { field: Some(of), value: Some(&value), ..*kept }.keep(&transaction, None)?;
        crate::home::mark(&transaction, &home)?;
        Ok(transaction.commit()?)
    }

    fn review_actor(&mut self, actor: &str, kept: &Kept<'_>) -> Result<(), LedgerError> {
        let known: bool = self.db.prepare_cached("SELECT 1 FROM actor WHERE key = ?1")?.exists([actor])?;
        if !known {
            return Err(LedgerError::Asked(format!("no actor {actor}: `sagwan actors --review` lists them")));
        }
        match (kept.verdict, kept.field, kept.value) {
            ("accept", ..) => {}
            ("set", Some("merge"), Some(other)) => crate::actors::by_hand::merge(&mut self.db, actor, other)?,
            ("set", Some("split"), Some(word)) => crate::actors::by_hand::split(&mut self.db, actor, word)?,
            _ => {
                return Err(LedgerError::Asked(format!(
                    "no such verdict of an actor: accept it as one, `sagwan review set actor:{actor} split NAME_OR_OFFICE`, or \
                     `sagwan review set actor:{actor} merge ID`"
                )));
            }
        }
        kept.keep(&self.db, None)
    }

    /// What was said in review, the first first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn verdicts(&self) -> Result<Vec<VerdictLine>, LedgerError> {
        let mut select = self.db.prepare_cached(&format!("SELECT {VERDICT} FROM review r ORDER BY r.id"))?;
        let rows = select.query_map([], verdict_line)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The articles of which events were reviewed, as annotations in which those count.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn reviewed(&self) -> Result<Vec<Gold>, LedgerError> {
        let mut select = self.db.prepare(
            "SELECT key, text, record FROM article WHERE key IN (SELECT article FROM review WHERE place IS NOT NULL)
             ORDER BY key",
        )?;
        let mut rows = select.query([])?;
        let mut golds = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, text, packed): (String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let record = unpack(&packed, &text)
                .map_err(|why| LedgerError::Damaged { place: format!("article {id}"), why })?;
            let decisions = of_article(&self.db, &id)?;
            golds.push(Gold { annotation: gold::annotation(&id, &text, &record, &decisions), id, text });
        }
        Ok(golds)
    }
}

/// What is kept of a verdict.
const VERDICT: &str = "r.what, r.item, r.verdict, r.field, r.value, r.who, r.why, r.made";

/// The verdict of a row of [`VERDICT`].
fn verdict_line(row: &Row<'_>) -> rusqlite::Result<VerdictLine> {
    Ok(VerdictLine {
        what: row.get(0)?,
        item: row.get(1)?,
        verdict: row.get(2)?,
        field: row.get(3)?,
        value: row.get(4)?,
        who: row.get(5)?,
        why: row.get(6)?,
        made: row.get(7)?,
    })
}

/// What was said of the events of an article, by their numbers.
pub(crate) fn beside(db: &Connection, article: i64) -> Result<Vec<(i64, VerdictLine)>, LedgerError> {
    let mut select = db.prepare_cached(&format!(
        "SELECT {VERDICT}, e.number FROM event e JOIN article a ON a.id = e.article
         JOIN review r ON r.article = a.key AND r.place = e.trigger_start AND r.nth = {NTH}
         WHERE e.article = ?1 ORDER BY e.number, r.id"
    ))?;
    let rows = select.query_map([article], |row| Ok((row.get(8)?, verdict_line(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Which verdicts there are, by item; an event's stands under its article and place, whatever its number was.
fn said(db: &Connection) -> Result<BTreeSet<String>, LedgerError> {
    let mut select = db.prepare_cached(&format!(
        "SELECT CASE WHEN r.place IS NULL THEN r.item ELSE coalesce('event:' || e.key, r.item) END
         FROM review r LEFT JOIN article a ON a.key = r.article
         LEFT JOIN event e ON e.article = a.id AND e.trigger_start = r.place AND {NTH} = r.nth"
    ))?;
    let rows = select.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
