//! What people decided against the rules: kept by public ids, so that it outlives every re-run.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::cluster::Decisions;
use super::find;
use super::report::Report;
use crate::error::LedgerError;
use crate::home::mark;

/// The decisions about these reports.
pub(super) fn decisions(db: &Connection, reports: &[Report]) -> Result<Decisions, LedgerError> {
    let mut decided = Decisions::default();
    if !db.prepare_cached("SELECT 1 FROM decision LIMIT 1")?.exists([])? {
        return Ok(decided);
    }
    let index: BTreeMap<String, usize> = reports.iter().enumerate().map(|(n, r)| (r.key(), n)).collect();
    let rows: Vec<(String, String, String)> = db
        .prepare_cached("SELECT what, a, b FROM decision ORDER BY what, a, b")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (what, a, b) in rows {
        if let (Some(&a), Some(&b)) = (index.get(&a), index.get(&b)) {
            if what == "join" { decided.joined.push((a, b)) } else { decided.apart.push((a, b)) }
        }
    }
    Ok(decided)
}

/// Takes a report out of its occasion for good.
pub(crate) fn split(db: &mut Connection, report: &str) -> Result<(), LedgerError> {
    let occasion = find(db, report)?;
    let others: Vec<String> = db
        .prepare("SELECT event FROM reports WHERE occasion = (SELECT key FROM occasion WHERE id = ?1) ORDER BY event")?
        .query_map([occasion], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if others.len() < 2 {
        return Err(LedgerError::Asked(format!("{report} stands alone: there is nothing to split it from")));
    }
    let transaction = db.transaction()?;
    for other in others.iter().filter(|other| *other != report) {
        decide(&transaction, "split", report, other)?;
    }
    mark_home(&transaction, report)?;
    Ok(transaction.commit()?)
}

/// Joins the occasions of two reports for good.
pub(crate) fn join(db: &mut Connection, a: &str, b: &str) -> Result<(), LedgerError> {
    find(db, a)?;
    find(db, b)?;
    let (of_a, of_b) = (home_of(db, a)?, home_of(db, b)?);
    if of_a != of_b {
        let shown = |home: Option<String>| home.unwrap_or_default();
        return Err(LedgerError::Asked(format!(
            "{a} ({}) and {b} ({}) are of other kinds or other states: they cannot be one occasion",
            shown(of_a),
            shown(of_b)
        )));
    }
    let transaction = db.transaction()?;
    decide(&transaction, "join", a, b)?;
    mark_home(&transaction, a)?;
    Ok(transaction.commit()?)
}

/// Keeps a decision in the place of the opposite one.
fn decide(db: &Connection, what: &str, a: &str, b: &str) -> Result<(), LedgerError> {
    db.execute("DELETE FROM decision WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)", [a, b])?;
    db.execute(
        "INSERT INTO decision (what, a, b, made) VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
        [what, a, b],
    )?;
    Ok(())
}

fn home_of(db: &Connection, report: &str) -> Result<Option<String>, LedgerError> {
    Ok(db.query_row("SELECT home FROM event WHERE key = ?1", [report], |row| row.get(0))?)
}

fn mark_home(db: &Connection, report: &str) -> Result<(), LedgerError> {
    home_of(db, report)?.map_or(Ok(()), |home| mark(db, &home))
}
