//! Occasions: reports of one event of the world, joined over articles.
//!
//! Takes the events of current articles, home by home; gives occasions with their best account. A home is a class of
//! event between the same states: only what shares a home is compared, and a home is joined anew, from all its reports,
//! whenever one of them is new. So the result does not depend on the order in which articles came, and what one article
//! costs depends on the coverage of those states, not on the ledger.

mod account;
pub(crate) mod by_hand;
mod clues;
mod cluster;
pub mod pair;
mod report;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::xxh3_64;

pub(crate) use account::Choices;
pub use account::{Account, Claim, Contradiction, Step, Value};
use pair::Weights;
use report::Report;
pub(crate) use report::{independent, is_named, is_principal, stands_for_state};

use crate::error::LedgerError;
use crate::review;
use crate::training::Pair;
use crate::wording::signed;

/// Joins the reports of every home that waits for it.
pub(crate) fn settle(db: &Connection) -> Result<usize, LedgerError> {
    let homes: Vec<String> = db
        .prepare("SELECT item FROM pending WHERE what = 'home' ORDER BY item")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for home in &homes {
        settle_home(db, home)?;
    }
    db.execute("DELETE FROM pending WHERE what = 'home'", [])?;
    Ok(homes.len())
}

fn settle_home(db: &Connection, home: &str) -> Result<(), LedgerError> {
    let reports = report::load(db, "home", home)?;
    let decisions = by_hand::decisions(db, &reports)?;
    let choices = review::choices(db)?;
    let groups = cluster::join(&reports, &decisions, pair::Weights::shipped());
    let mut before: BTreeMap<String, (i64, i64)> = db
        .prepare_cached("SELECT key, id, hash FROM occasion WHERE home = ?1")?
        .query_map([home], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
        .collect::<Result<_, _>>()?;
    for group in groups {
        let members: Vec<(&Report, &[String])> =
            group.iter().filter_map(|(n, why)| reports.get(*n).map(|r| (r, why.as_slice()))).collect();
        let Some((first, _)) = members.first() else { continue };
        let key = first.key();
        let draft = Draft::of(&members, &choices);
        let hash = draft.hash();
        let known = before.remove(&key);
        if let Some((id, old)) = known
            && old == hash
            && hang_on(db, id)? == members.len()
        {
            continue;
        }
        draft.keep(db, &key, home, hash)?;
    }
    // An occasion that lost its first report goes by another key now.
    for (id, _) in before.values() {
        db.prepare_cached("DELETE FROM occasion WHERE id = ?1")?.execute([id])?;
    }
    Ok(())
}

/// How many reports hang on an occasion. Rows that were written anew, as the last article's are when it is read again, may bear the
/// same numbers and hang on nothing.
fn hang_on(db: &Connection, occasion: i64) -> Result<usize, LedgerError> {
    let mut count = db.prepare_cached("SELECT count(*) FROM event WHERE occasion = ?1")?;
    Ok(count.query_row([occasion], |row| row.get(0))?)
}

/// The names of the clues by which reports are joined.
pub(crate) fn clue_names() -> &'static [&'static str] {
    clues::NAMES
}

fn homes(db: &Connection) -> Result<Vec<String>, LedgerError> {
    let mut select = db.prepare("SELECT DISTINCT home FROM event WHERE home IS NOT NULL ORDER BY home")?;
    Ok(select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Two reports of one home about which the weights are nearly even.
pub(crate) struct Near {
    pub(crate) a: String,
    pub(crate) b: String,
    /// How likely they are one occasion, from 0 to 1.
    pub(crate) likely: f64,
    /// The rows of their occasions.
    pub(crate) of_a: i64,
    pub(crate) of_b: i64,
}

/// Hundredths of the logarithm of the odds around the border: within these it is no more than twice as likely to be the one than the
/// other.
const NEAR: i32 = 70;

/// Homes with more than one report, those told of last first.
pub(crate) fn homes_of_several(db: &Connection) -> Result<Vec<String>, LedgerError> {
    let mut select = db.prepare(
        "SELECT home FROM event WHERE occasion IS NOT NULL GROUP BY home HAVING count(*) > 1 ORDER BY max(day) DESC, home",
    )?;
    Ok(select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The pairs of reports of a home that lie near the border between one occasion and two.
pub(crate) fn near_border(db: &Connection, home: &str) -> Result<Vec<Near>, LedgerError> {
    let reports = report::load(db, "home", home)?;
    let weights = Weights::shipped();
    let mut of = db.prepare_cached("SELECT occasion FROM event WHERE id = ?1")?;
    let mut near = Vec::new();
    for (a, b, clues) in cluster::weighed(&reports) {
        let score = i32::from(weights.forest.score(&clues.0));
        let (Some(a), Some(b)) = (reports.get(a), reports.get(b)) else { continue };
        if (score - i32::from(weights.border)).abs() > NEAR {
            continue;
        }
        let mut row_of = |report: &Report| -> rusqlite::Result<Option<i64>> {
            of.query_row([report.id], |row| row.get(0))
        };
        if let (Some(of_a), Some(of_b)) = (row_of(a)?, row_of(b)?) {
            let likely = 1.0 / (1.0 + (-f64::from(score) / 100.0).exp());
            near.push(Near { a: a.key(), b: b.key(), likely: (likely * 100.0).round() / 100.0, of_a, of_b });
        }
    }
    Ok(near)
}

/// The pairs of reports that are weighed, over all homes.
pub(crate) fn pairs(db: &Connection) -> Result<Vec<Pair>, LedgerError> {
    let mut out = Vec::new();
    for home in homes(db)? {
        let reports = report::load(db, "home", home.as_str())?;
        let key = |n: usize| reports.get(n).map(Report::key).unwrap_or_default();
        let weighed = cluster::weighed(&reports).into_iter();
        out.extend(weighed.map(|(a, b, clues)| Pair { a: key(a), b: key(b), clues: clues.0.to_vec() }));
    }
    Ok(out)
}

/// The occasion of each report with other weights than those that ship.
pub(crate) fn on_trial(db: &Connection, weights: &Weights) -> Result<BTreeMap<String, String>, LedgerError> {
    let mut out = BTreeMap::new();
    for home in homes(db)? {
        let reports = report::load(db, "home", home.as_str())?;
        let decisions = by_hand::decisions(db, &reports)?;
        for group in cluster::join(&reports, &decisions, weights) {
            let keys: Vec<String> =
                group.iter().filter_map(|(n, _)| reports.get(*n)).map(Report::key).collect();
            let first = keys.first().cloned().unwrap_or_default();
            out.extend(keys.into_iter().map(|key| (key, first.clone())));
        }
    }
    Ok(out)
}

/// An occasion as it is kept.
struct Draft<'r> {
    members: &'r [(&'r Report, &'r [String])],
    account: Account,
    kind: String,
    days: Option<(String, String)>,
    day: String,
    place_country: Option<String>,
    articles: usize,
    sides: BTreeSet<(i64, &'r str, Option<&'r str>)>,
}

impl<'r> Draft<'r> {
    fn of(members: &'r [(&'r Report, &'r [String])], choices: &Choices) -> Self {
        let reports: Vec<&Report> = members.iter().map(|(r, _)| *r).collect();
        let account = Account::of(&reports).decided(&reports, choices);
        let time = account.best("time");
        let covered = time.and_then(crate::days::covered);
        let place = account.best("place");
        let sides = report::telling(members.iter().flat_map(|(r, _)| &r.sides))
            .filter_map(|s| s.actor.map(|actor| (actor, s.role.as_str(), s.country.as_deref())))
            .collect();
        let told = reports.iter().filter_map(|r| r.told).min();
        let day = covered.map(|(first, _)| first).or(told);
        let articles: BTreeSet<i64> = reports.iter().map(|r| r.article).collect();
        Draft {
            kind: account.best("kind").unwrap_or_default().to_owned(),
            days: covered.map(|(first, last)| (first.to_string(), last.to_string())),
            day: day.map(|d| d.to_string()).unwrap_or_default(),
            place_country: reports
                .iter()
                .find(|r| r.place.as_deref() == place && r.place_country.is_some())
                .and_then(|r| r.place_country.clone()),
            articles: articles.len(),
            sides,
            members,
            account,
        }
    }

    fn hash(&self) -> i64 {
        let members: Vec<(i64, &[String])> = self.members.iter().map(|(r, why)| (r.id, *why)).collect();
        let all = format!("{:?} {:?} {:?} {:?}", members, self.account, self.sides, self.place_country);
        signed(xxh3_64(all.as_bytes()))
    }

    fn keep(&self, db: &Connection, key: &str, home: &str, hash: i64) -> Result<(), LedgerError> {
        let best = |field: &str| self.account.best(field);
        let id: i64 = db
            .prepare_cached(
                "INSERT INTO occasion (key, home, kind, status, certainty, time, first, last, place, place_country,
                                       reports, articles, sources, contradictions, hash, day)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ON CONFLICT (key) DO UPDATE SET home = excluded.home, kind = excluded.kind,
                     status = excluded.status, certainty = excluded.certainty, time = excluded.time,
                     first = excluded.first, last = excluded.last, day = excluded.day, place = excluded.place,
                     place_country = excluded.place_country, reports = excluded.reports,
                     articles = excluded.articles, sources = excluded.sources,
                     contradictions = excluded.contradictions, hash = excluded.hash
                 RETURNING id",
            )?
            .query_row(
                params![
                    key,
                    home,
                    self.kind,
                    best("status"),
                    best("certainty"),
                    best("time"),
                    self.days.as_ref().map(|d| &d.0),
                    self.days.as_ref().map(|d| &d.1),
                    best("place"),
                    self.place_country,
                    self.members.len(),
                    self.articles,
                    self.account.sources.len(),
                    self.account.contradictions.len(),
                    hash,
                    self.day
                ],
                |row| row.get(0),
            )?;
        db.prepare_cached("DELETE FROM side WHERE occasion = ?1")?.execute([id])?;
        let mut insert = db.prepare_cached(
            "INSERT OR IGNORE INTO side (occasion, actor, role, country, day) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (actor, role, country) in &self.sides {
            insert.execute(params![id, actor, role, country, self.day])?;
        }
        db.prepare_cached("UPDATE event SET occasion = NULL, joined = NULL WHERE occasion = ?1")?
            .execute([id])?;
        let mut join = db.prepare_cached("UPDATE event SET occasion = ?1, joined = ?2 WHERE id = ?3")?;
        for (report, why) in self.members {
            join.execute(params![id, (!why.is_empty()).then(|| why.join("; ")), report.id])?;
        }
        Ok(())
    }
}

/// The account of an occasion, by the row of the occasion.
pub(crate) fn account(db: &Connection, occasion: i64) -> Result<Account, LedgerError> {
    let reports = report::load(db, "occasion", occasion)?;
    let reports: Vec<&Report> = reports.iter().collect();
    Ok(Account::of(&reports).decided(&reports, &review::choices(db)?))
}

/// The event of the current revision of an article that tells what one of a former revision told: of its kind, with most of the
/// same people, nearest in its order.
const TOLD_SINCE: &str = "
    WITH RECURSIVE later(id) AS (
        SELECT a.superseded_by FROM event e JOIN article a ON a.id = e.article WHERE e.key = ?1
        UNION SELECT a.superseded_by FROM later JOIN article a ON a.id = later.id)
    SELECT n.occasion FROM event e JOIN event n ON n.article IN (SELECT id FROM later) AND n.kind = e.kind
    WHERE e.key = ?1 AND n.occasion IS NOT NULL
    ORDER BY (SELECT count(*) FROM participant p JOIN appearance x ON x.id = p.appearance
              JOIN participant q ON q.event = n.id JOIN appearance y ON y.id = q.appearance AND y.form = x.form
              WHERE p.event = e.id) DESC, abs(n.number - e.number), n.number LIMIT 1";

/// The row of the occasion of a public id: any report of it names it, so that an address stays good when an earlier
/// report joins, or an article is revised.
pub(crate) fn find(db: &Connection, key: &str) -> Result<i64, LedgerError> {
    let known = db
        .prepare_cached("SELECT occasion FROM event WHERE key = ?1 AND occasion IS NOT NULL")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let since = || db.prepare_cached(TOLD_SINCE)?.query_row([key], |row| row.get(0)).optional();
    let known = known.map_or_else(since, |id| Ok(Some(id)))?;
    known.ok_or_else(|| LedgerError::Asked(format!("no occasion {key}: `sagwan occasions` lists them")))
}
