//! Wire families: articles that tell one story in the same words count as one source.
//!
//! Takes the wordings of articles, gives groups. Candidates come from an index of marks and days, so that the cost of an
//! article grows with its copies and not with the ledger; what they share in all decides (`wording`). A flash is known
//! by its headline besides. Copies are printed within a week; families are the connected components, so that they come
//! out the same in whatever order the articles came.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::xxh3_64;

use crate::days;
use crate::entry;
use crate::error::LedgerError;
use crate::wording::{self, Shingles, Wording};

/// A mark in more wordings of one fortnight than this is a formula that says nothing about copying.
const FORMULA: i64 = 500;
/// Days between a story and its copies: what is alike over years is a form letter.
const WEEK: i64 = 7;
/// Days between a flash and the story under the same headline.
const SOON: i64 = 1;
/// Marks that two texts share before they are laid beside each other; of a text with few marks one is enough.
const SHARED: usize = 2;
const FEW: usize = 16;
/// The day of what has none; it may be a copy of anything.
const UNDATED: i64 = 0;
/// Marks are below this, headlines above.
const HEADLINE: i64 = 1 << 32;

/// Keeps a wording as printed on a day under a headline and gives its row; a known one gains the day.
pub(crate) fn keep(
    db: &Connection,
    wording: &Wording,
    title: Option<&str>,
    day: Option<Date>,
) -> Result<i64, LedgerError> {
    let known = db
        .prepare_cached("SELECT id FROM wording WHERE hash = ?1")?
        .query_row([wording.hash], |row| row.get(0))
        .optional()?;
    let id = match known {
        Some(id) => id,
        None => db
            .prepare_cached("INSERT INTO wording (hash, marks, shingles) VALUES (?1, ?2, ?3) RETURNING id")?
            .query_row(
                params![wording.hash, packed_marks(&wording.marks), wording.shingles.packed()],
                |row| row.get(0),
            )?,
    };
    mark(db, id, &wording.marks, title, day)?;
    // A known one is placed anew: the day may bring it near others, and its article may name the origin.
    db.prepare_cached("INSERT OR IGNORE INTO pending (what, item) VALUES ('wording', ?1)")?
        .execute([id.to_string()])?;
    Ok(id)
}

/// Lets a wording be found by its marks and its headline on a day.
fn mark(
    db: &Connection,
    wording: i64,
    marks: &[u32],
    title: Option<&str>,
    day: Option<Date>,
) -> Result<(), LedgerError> {
    let day = day.map_or(UNDATED, number_of);
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO fingerprint (hash, day, wording) VALUES (?1, ?2, ?3)")?;
    for hash in marks.iter().map(|m| i64::from(*m)).chain(title.and_then(headline_mark)) {
        insert.execute([hash, day, wording])?;
    }
    Ok(())
}

fn headline_mark(title: &str) -> Option<i64> {
    let headline = wording::headline(title)?;
    Some(HEADLINE + i64::from(xxh3_64(headline.as_bytes()) as u32))
}

fn packed_marks(marks: &[u32]) -> Vec<u8> {
    marks.iter().flat_map(|mark| mark.to_le_bytes()).collect()
}

fn unpacked_marks(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|b| b.try_into().ok().map(u32::from_le_bytes)).collect()
}

/// The number of a day since the year 1.
fn number_of(day: Date) -> i64 {
    i64::from(days::between(Date::constant(1, 1, 1), day)) + 1
}

/// Puts wordings not yet placed into families; gives how many.
pub(crate) fn settle(db: &Connection) -> Result<usize, LedgerError> {
    let pending: Vec<i64> = db
        .prepare("SELECT CAST(item AS INTEGER) FROM pending WHERE what = 'wording' ORDER BY 1")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for wording in &pending {
        compare_anew(db, *wording)?;
    }
    let mut touched = BTreeSet::new();
    for wording in &pending {
        touched.insert(place(db, *wording)?);
    }
    for family in touched {
        name_origin(db, family)?;
    }
    db.execute("DELETE FROM pending WHERE what = 'wording'", [])?;
    Ok(pending.len())
}

/// Makes ready for comparison what a ledger of an older schema kept otherwise.
fn compare_anew(db: &Connection, id: i64) -> Result<(), LedgerError> {
    let ready = db.prepare_cached("SELECT 1 FROM wording WHERE id = ?1 AND length(shingles) > 0")?;
    if { ready }.exists([id])? {
        return Ok(());
    }
    let mut select = db.prepare_cached(
        "SELECT key, text, handed_in, record, title, day, id FROM article WHERE wording = ?1 ORDER BY key",
    )?;
    let mut rows = select.query([id])?;
    while let Some(row) = rows.next()? {
        let (key, text, handed_in, packed): (String, String, String, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let (body, record) = entry::kept(&text, &handed_in, &packed)
            .map_err(|why| LedgerError::Damaged { place: format!("article {key}"), why })?;
        let wording = Wording::of(&body);
        db.prepare_cached("UPDATE wording SET marks = ?2, shingles = ?3 WHERE id = ?1")?.execute(params![
            id,
            packed_marks(&wording.marks),
            wording.shingles.packed()
        ])?;
        let (title, day): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
        mark(db, id, &wording.marks, title.as_deref(), day.and_then(|d| d.parse().ok()))?;
        let article: i64 = row.get(6)?;
        for (n, event) in record.events.iter().enumerate() {
            db.prepare_cached("UPDATE event SET confidence = ?3 WHERE article = ?1 AND number = ?2")?
                .execute(params![article, n as i64 + 1, entry::hundredths(event)])?;
        }
    }
    Ok(())
}

/// Puts one wording with its copies; gives the family.
fn place(db: &Connection, wording: i64) -> Result<i64, LedgerError> {
    let copies = copies_of(db, wording)?;
    let mut families = BTreeSet::new();
    let mut family_of = db.prepare_cached("SELECT family FROM wording WHERE id = ?1")?;
    for member in copies.iter().chain([&wording]) {
        families.extend(family_of.query_row([member], |row| row.get::<_, Option<i64>>(0))?);
    }
    let family = match families.pop_first() {
        Some(family) => family,
        None => db.query_row("INSERT INTO family (origin) VALUES (NULL) RETURNING id", [], |r| r.get(0))?,
    };
    let mut join = db.prepare_cached("UPDATE wording SET family = ?1 WHERE id = ?2")?;
    for member in copies.iter().chain([&wording]) {
        join.execute([family, *member])?;
    }
    for merged in families {
        db.prepare_cached("UPDATE wording SET family = ?1 WHERE family = ?2")?.execute([family, merged])?;
        db.prepare_cached("DELETE FROM family WHERE id = ?1")?.execute([merged])?;
    }
    Ok(family)
}

/// A wording and when it was printed under which headlines.
struct Printed {
    marks: Vec<u32>,
    shingles: Shingles,
    days: BTreeSet<i64>,
    headlines: BTreeSet<String>,
}

impl Printed {
    fn read(db: &Connection, id: i64) -> Result<Self, LedgerError> {
        let (marks, shingles): (Vec<u8>, Vec<u8>) = db
            .prepare_cached("SELECT marks, shingles FROM wording WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut printed = Printed {
            marks: unpacked_marks(&marks),
            shingles: Shingles::unpacked(&shingles),
            days: BTreeSet::new(),
            headlines: BTreeSet::new(),
        };
        let mut select = db.prepare_cached("SELECT day, title FROM article WHERE wording = ?1")?;
        let mut rows = select.query([id])?;
        while let Some(row) = rows.next()? {
            let (day, title): (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
            let day: Option<Date> = day.and_then(|d| d.parse().ok());
            printed.days.insert(day.map_or(UNDATED, number_of));
            printed.headlines.extend(title.as_deref().and_then(wording::headline));
        }
        Ok(printed)
    }

    /// Whether both were printed within so many days.
    fn is_within(&self, other: &Printed, most: i64) -> bool {
        let near = |x: i64, y: i64| x == UNDATED || y == UNDATED || (x - y).abs() <= most;
        self.days.iter().any(|x| other.days.iter().any(|y| near(*x, *y)))
    }

    fn is_copy(&self, other: &Printed) -> bool {
        if self.shingles.is_copy(&other.shingles) {
            return self.is_within(other, WEEK);
        }
        (self.shingles.is_flash() || other.shingles.is_flash())
            && self.is_within(other, SOON)
            && !self.headlines.is_disjoint(&other.headlines)
    }
}

/// The wordings that are copies of this one.
fn copies_of(db: &Connection, id: i64) -> Result<Vec<i64>, LedgerError> {
    let own = Printed::read(db, id)?;
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut near = db.prepare_cached(
        "SELECT wording FROM fingerprint WHERE hash = ?1 AND day BETWEEN ?2 AND ?3
         UNION SELECT wording FROM fingerprint WHERE hash = ?1 AND day = 0 LIMIT ?4",
    )?;
    let headlines = own.headlines.iter().filter_map(|headline| headline_mark(headline));
    let hashes: Vec<i64> = own.marks.iter().map(|m| i64::from(*m)).chain(headlines).collect();
    for hash in hashes {
        let mut others = BTreeSet::new();
        for day in &own.days {
            let (from, to) = if *day == UNDATED { (i64::MIN, i64::MAX) } else { (day - WEEK, day + WEEK) };
            others.extend(
                near.query_map([hash, from, to, FORMULA], |row| row.get::<_, i64>(0))?
                    .collect::<Result<Vec<_>, _>>()?,
            );
        }
        if i64::try_from(others.len()).is_ok_and(|n| n >= FORMULA) {
            continue;
        }
        // Who has the headline is laid beside it whatever else they share.
        let worth = if hash >= HEADLINE { SHARED } else { 1 };
        for other in others.into_iter().filter(|other| *other != id) {
            *shared.entry(other).or_default() += worth;
        }
    }
    let mut copies = Vec::new();
    for (other, shared) in shared {
        if shared < SHARED && own.marks.len() > FEW {
            let length: i64 = db
                .prepare_cached("SELECT length(marks) FROM wording WHERE id = ?1")?
                .query_row([other], |row| row.get(0))?;
            if length > 4 * FEW as i64 {
                continue;
            }
        }
        if own.is_copy(&Printed::read(db, other)?) {
            copies.push(other);
        }
    }
    Ok(copies)
}

/// Whose story a family most likely is: the agency named by its earliest article that names one, else the earliest
/// outlet.
fn name_origin(db: &Connection, family: i64) -> Result<(), LedgerError> {
    db.prepare_cached(
        "UPDATE family SET origin = (
             SELECT coalesce(a.agency, a.publisher) FROM article a JOIN wording w ON w.id = a.wording
             WHERE w.family = ?1 AND coalesce(a.agency, a.publisher) IS NOT NULL
             ORDER BY a.agency IS NULL, a.published IS NULL, a.published, a.key LIMIT 1)
         WHERE id = ?1",
    )?
    .execute([family])?;
    // Every occasion that the family tells counts its sources anew.
    db.prepare_cached(
        "INSERT OR IGNORE INTO pending (what, item)
         SELECT 'home', e.home FROM wording w JOIN article a ON a.wording = w.id JOIN event e ON e.article = a.id
         WHERE w.family = ?1 AND e.home IS NOT NULL",
    )?
    .execute([family])?;
    Ok(())
}
