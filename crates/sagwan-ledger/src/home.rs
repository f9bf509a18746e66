//! Homes: which reports can tell of one occasion at all.
//!
//! Takes an event that is kept, gives its home (a class of event between the same states) and has that home joined anew.
//! Joining itself is `occasion`'s.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use crate::error::LedgerError;

/// The home of an event: its class and the states of its sides. `None` when it names no side, so that nothing can tell
/// it from others, and of what somebody found to be no event.
fn home_of(db: &Connection, event: i64) -> Result<Option<String>, LedgerError> {
    let (kind, place, rejected): (String, Option<String>, bool) = db
        .prepare_cached("SELECT kind, place_country, rejected FROM event WHERE id = ?1")?
        .query_row([event], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if rejected {
        return Ok(None);
    }
    let sides: Vec<Option<String>> = db
        .prepare_cached(
            "SELECT coalesce(x.country, nullif(f.country, '')) FROM participant p JOIN appearance ap ON ap.id = p.appearance
             JOIN form f ON f.id = ap.form LEFT JOIN actor x ON x.id = f.actor
             WHERE p.event = ?1 AND p.role NOT IN ('attendee', 'mediator')",
        )?
        .query_map([event], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if sides.is_empty() {
        return Ok(None);
    }
    let mut states: BTreeSet<String> = sides.into_iter().flatten().collect();
    let class = match kind.as_str() {
        "visit" => {
            states.extend(place);
            "visit"
        }
        "letter" | "agreement" => kind.as_str(),
        _ if states.len() > 2 => return Ok(Some("many".to_owned())),
        // Of a conference between two states nobody can tell by its name that it is no talks.
        "conference" if states.len() < 2 => return Ok(Some("many".to_owned())),
        _ => "encounter",
    };
    Ok(Some(format!("{class} {}", states.into_iter().collect::<Vec<_>>().join("-"))))
}

/// Finds the home of an event, anew when who takes part in it is known better, and has it joined there.
pub(crate) fn rehome(db: &Connection, event: i64) -> Result<(), LedgerError> {
    let before: Option<String> =
        db.prepare_cached("SELECT home FROM event WHERE id = ?1")?.query_row([event], |row| row.get(0))?;
    let home = home_of(db, event)?;
    if before != home {
        db.prepare_cached("UPDATE event SET home = ?2 WHERE id = ?1")?.execute(params![event, home])?;
    }
    for home in [before, home].iter().flatten() {
        mark(db, home)?;
    }
    Ok(())
}

/// Has a home joined anew.
pub(crate) fn mark(db: &Connection, home: &str) -> Result<(), LedgerError> {
    db.prepare_cached("INSERT OR IGNORE INTO pending (what, item) VALUES ('home', ?1)")?.execute([home])?;
    Ok(())
}
