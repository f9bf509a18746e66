//! The queue: contradictions between reports, events the reader is not sure of, actors that may be two, and pairs of reports near
//! the border between one occasion and two.
//!
//! Takes a settled ledger, gives what nobody has spoken on yet, a kind of doubt after the other, the newest first. Pairs come last:
//! they are weighed anew, home by home, as far as a page goes.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Params, Row};
use schemars::JsonSchema;
use serde::Serialize;

use crate::ask::{ActorLine, EventLine, Filter, Listing, Page};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::occasion::{self, Claim, Near};

/// Below this the reader is as likely wrong as right.
const DOUBTFUL: i64 = 50;
/// Homes that one page looks for pairs in: weighing them is what costs.
const HOMES: usize = 200;

/// A kind of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Reports of one occasion that cannot all be right.
    Contradiction,
    /// An event that the reader is not sure of.
    Event,
    /// Somebody who may be two, or one with another.
    Actor,
    /// Two reports that are nearly one occasion, or hardly.
    Pair,
}

impl Doubt {
    /// All of them, in the order of the queue.
    pub const ALL: [Doubt; 4] = [Doubt::Contradiction, Doubt::Event, Doubt::Actor, Doubt::Pair];

    /// As it is called in ids.
    pub fn name(self) -> &'static str {
        match self {
            Doubt::Contradiction => "contradiction",
            Doubt::Event => "event",
            Doubt::Actor => "actor",
            Doubt::Pair => "pair",
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Doubt::ALL.into_iter().find(|doubt| doubt.name() == name)
    }
}

/// Something that the ledger doubts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DoubtLine {
    /// Its id: what a verdict names.
    pub item: String,
    /// contradiction, event, actor, pair.
    pub what: String,
    /// Of a contradiction the field.
    pub field: Option<String>,
    /// How likely it is as the ledger has it, from 0 to 1; of an event the reader's confidence, of a pair that it is one occasion.
    pub likely: Option<f64>,
    /// Of a pair whether the ledger joins it.
    pub joined: Option<bool>,
    /// Why it is doubted, in English.
    pub why: String,
    /// The occasion it bears on.
    pub occasion: Option<String>,
    /// Of a contradiction the values that stand against each other, the one that is shown first.
    pub claims: Vec<Claim>,
    /// The reports it is about.
    pub reports: Vec<EventLine>,
    /// The actor it is about.
    pub actor: Option<ActorLine>,
}

impl DoubtLine {
    fn new(item: String, doubt: Doubt, why: impl Into<String>) -> Self {
        DoubtLine {
            item,
            what: doubt.name().to_owned(),
            field: None,
            likely: None,
            joined: None,
            why: why.into(),
            occasion: None,
            claims: Vec::new(),
            reports: Vec::new(),
            actor: None,
        }
    }
}

/// A page that is being filled.
struct Filling {
    lines: Vec<DoubtLine>,
    limit: usize,
    said: BTreeSet<String>,
}

impl Filling {
    fn is_full(&self) -> bool {
        self.lines.len() >= self.limit
    }

    fn add(&mut self, line: DoubtLine) {
        if !self.said.contains(&line.item) {
            self.lines.push(line);
        }
    }
}

impl Ledger {
    /// What the ledger doubts and nobody has spoken on: of one kind, or of all of them one after the other.
    ///
    /// # Errors
    /// When there is no such page, or the ledger cannot be read.
    pub fn doubts(&self, of: Option<Doubt>, page: &Page) -> Result<Listing<DoubtLine>, LedgerError> {
        let wrong = |after: &str| LedgerError::Asked(format!("no such page: {after}"));
        let (mut doubt, mut after) = match &page.after {
            None => (of.unwrap_or(Doubt::Contradiction), 0),
            Some(after) => {
                let parts =
                    after.split_once('.').and_then(|(name, n)| Some((Doubt::named(name)?, n.parse().ok()?)));
                parts.ok_or_else(|| wrong(after))?
            }
        };
        let mut filling =
            Filling { lines: Vec::new(), limit: page.limit.max(1), said: super::said(&self.db)? };
        loop {
            let reached = match doubt {
                Doubt::Contradiction => self.contradictions(after, &mut filling)?,
                Doubt::Event => self.doubtful(after, &mut filling)?,
                Doubt::Actor => self.namesakes(after, &mut filling)?,
                Doubt::Pair => self.near_pairs(after, &mut filling)?,
            };
            if let Some(reached) = reached {
                let next = Some(format!("{}.{reached}", doubt.name()));
                return Ok(Listing { lines: filling.lines, next });
            }
            let later = Doubt::ALL.into_iter().find(|other| *other > doubt).filter(|_| of.is_none());
            match later {
                Some(later) => (doubt, after) = (later, 0),
                None => return Ok(Listing { lines: filling.lines, next: None }),
            }
        }
    }

    /// Adds doubts by the rows of a query, which begin with their id, until the page is full, and gives the row it came to; `None`
    /// at the end.
    fn by_rows(
        &self,
        (sql, values): (&str, impl Params),
        after: i64,
        filling: &mut Filling,
        add: impl Fn(&Row<'_>, &mut Filling) -> Result<(), LedgerError>,
    ) -> Result<Option<i64>, LedgerError> {
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query(values)?;
        let mut last = after;
        while let Some(row) = rows.next()? {
            if filling.is_full() {
                return Ok(Some(last));
            }
            add(row, filling)?;
            last = row.get(0)?;
        }
        Ok(None)
    }

    /// Each of these adds its doubts behind the row `after`. An occasion's contradictions come together.
    fn contradictions(&self, after: i64, filling: &mut Filling) -> Result<Option<i64>, LedgerError> {
        // The newest first: 0 begins before the largest row.
        let sql =
            "SELECT id, key FROM occasion WHERE contradictions > 0 AND (?1 = 0 OR id < ?1) ORDER BY id DESC";
        self.by_rows((sql, [after]), after, filling, |row, filling| {
            let key: String = row.get(1)?;
            let (line, account, reports) = self.occasion(&key)?;
            for contradiction in account.contradictions {
                let among =
                    |key: &String| contradiction.claims.iter().any(|claim| claim.reports.contains(key));
                // Whoever said a word on it named it by a report that may not come first any more.
                let known = reports.iter().any(|report| {
                    filling
                        .said
                        .contains(&format!("contradiction:{}:{}", report.event.event, contradiction.field))
                });
                if known {
                    continue;
                }
                filling.add(DoubtLine {
                    reports: reports
                        .iter()
                        .filter(|r| among(&r.event.event))
                        .map(|r| r.event.clone())
                        .collect(),
                    field: Some(contradiction.field.clone()),
                    occasion: Some(line.occasion.clone()),
                    claims: contradiction.claims.clone(),
                    ..DoubtLine::new(
                        format!("contradiction:{key}:{}", contradiction.field),
                        Doubt::Contradiction,
                        "reports contradict each other",
                    )
                });
            }
            Ok(())
        })
    }

    fn doubtful(&self, after: i64, filling: &mut Filling) -> Result<Option<i64>, LedgerError> {
        let sql =
            "SELECT e.id, e.key, e.confidence / 100.0, o.key FROM event e JOIN article a ON a.id = e.article
             LEFT JOIN occasion o ON o.id = e.occasion
             WHERE e.confidence < ?2 AND a.superseded_by IS NULL AND NOT e.rejected AND (?1 = 0 OR e.id < ?1)
             ORDER BY e.id DESC";
        self.by_rows((sql, [after, DOUBTFUL]), after, filling, |row, filling| {
            let key: String = row.get(1)?;
            filling.add(DoubtLine {
                likely: row.get(2)?,
                occasion: row.get(3)?,
                reports: vec![self.event(&key)?],
                ..DoubtLine::new(format!("event:{key}"), Doubt::Event, "the reader is not sure of it")
            });
            Ok(())
        })
    }

    fn namesakes(&self, after: i64, filling: &mut Filling) -> Result<Option<i64>, LedgerError> {
        let sql = "SELECT id, key, review FROM actor WHERE review IS NOT NULL AND (?1 = 0 OR id < ?1) ORDER BY id DESC";
        self.by_rows((sql, [after]), after, filling, |row, filling| {
            let (key, why): (String, String) = (row.get(1)?, row.get(2)?);
            let filter = Filter { actors: vec![key.clone()], ..Filter::default() };
            filling.add(DoubtLine {
                actor: self.actors(&filter, &Page::default())?.lines.pop(),
                ..DoubtLine::new(format!("actor:{key}"), Doubt::Actor, why)
            });
            Ok(())
        })
    }

    /// Pairs go by homes: `after` counts those that are done.
    fn near_pairs(&self, after: i64, filling: &mut Filling) -> Result<Option<i64>, LedgerError> {
        let homes = occasion::homes_of_several(&self.db)?;
        let by_hand = decided(&self.db)?;
        let done = usize::try_from(after).unwrap_or(0);
        for (n, home) in homes.iter().enumerate().skip(done) {
            if filling.is_full() || n - done >= HOMES {
                return Ok(Some(n as i64));
            }
            for Near { a, b, likely, of_a, of_b } in nearest(occasion::near_border(&self.db, home)?) {
                if by_hand.contains(&(a.clone(), b.clone())) || by_hand.contains(&(b.clone(), a.clone())) {
                    continue;
                }
                filling.add(DoubtLine {
                    likely: Some(likely),
                    joined: Some(of_a == of_b),
                    reports: vec![self.event(&a)?, self.event(&b)?],
                    ..DoubtLine::new(
                        format!("pair:{a}+{b}"),
                        Doubt::Pair,
                        if of_a == of_b { "joined, but hardly" } else { "apart, but nearly one" },
                    )
                });
            }
        }
        Ok(None)
    }
}

/// Of several pairs between the same two occasions, or within one, the one nearest to being even.
fn nearest(pairs: Vec<Near>) -> Vec<Near> {
    let mut by_occasions: BTreeMap<(i64, i64), Near> = BTreeMap::new();
    let far = |pair: &Near| (pair.likely - 0.5).abs();
    for pair in pairs {
        let between = (pair.of_a.min(pair.of_b), pair.of_a.max(pair.of_b));
        match by_occasions.get(&between) {
            Some(known) if far(known) <= far(&pair) => {}
            _ => {
                by_occasions.insert(between, pair);
            }
        }
    }
    by_occasions.into_values().collect()
}

/// The pairs that people joined or split.
fn decided(db: &Connection) -> Result<BTreeSet<(String, String)>, LedgerError> {
    let mut select = db.prepare_cached("SELECT a, b FROM decision WHERE what IN ('join', 'split')")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
