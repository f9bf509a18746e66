//! What people decided about who is who: kept by public ids, so that it outlives every re-run.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use sagwan::facts;

use super::{mark, name};
use crate::error::LedgerError;

/// Two ids that are one actor: the first is shown.
const ONE: &str = "one actor";
/// An actor and the name or office under which its articles mean somebody else.
const OTHER: &str = "other actor";

/// What was decided.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    /// Of each actor the one that it is.
    merged: BTreeMap<String, String>,
    /// Of each actor the names and offices of others.
    parted: BTreeMap<String, BTreeSet<String>>,
}

impl Decisions {
    pub(super) fn read(db: &Connection) -> Result<Self, LedgerError> {
        let mut decisions = Decisions::default();
        let mut select =
            db.prepare_cached("SELECT what, a, b FROM decision WHERE what IN (?1, ?2) ORDER BY what, a, b")?;
        let mut rows = select.query([ONE, OTHER])?;
        while let Some(row) = rows.next()? {
            let (what, a, b): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if what == ONE {
                decisions.merged.insert(b, a);
            } else {
                decisions.parted.entry(a).or_default().insert(b);
            }
        }
        Ok(decisions)
    }

    /// Who an actor is by decision.
    pub(super) fn shown(&self, key: &str) -> Option<&str> {
        self.merged.get(key).map(String::as_str)
    }

    /// Under which names and offices an actor's articles mean others.
    pub(super) fn parted(&self, key: &str) -> impl Iterator<Item = &str> {
        self.parted.get(key).into_iter().flatten().map(String::as_str)
    }

    /// The blocks that must be decided with these, and those of them whose actors are shown as others: these come last.
    pub(super) fn beside(&self, blocks: &BTreeSet<String>) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut all, mut last) = (BTreeSet::new(), BTreeSet::new());
        for (b, a) in &self.merged {
            let (of_a, of_b) = (block_of(a), block_of(b));
            if blocks.contains(&of_a) || blocks.contains(&of_b) {
                all.extend([of_a, of_b.clone()]);
                last.insert(of_b);
            }
        }
        (all, last)
    }
}

/// The id of somebody taken out of an actor.
pub(super) fn key_of_part(key: &str, word: &str) -> String {
    format!("{key} ({word})")
}

/// Where the forms of an actor are looked for, by its public id.
fn block_of(key: &str) -> String {
    let bare = key.split_once(" (").map_or(key, |(bare, _)| bare);
    let state = |code: &str| (code != "-").then(|| code.to_owned());
    if let Some((code, rest)) = bare.split_once(':') {
        name::block("person", rest, state(code).as_deref())
    } else if let Some((code, rest)) = bare.split_once('/') {
        name::block("organization", rest, state(code).as_deref())
    } else {
        name::block("country", facts::country_name(bare).unwrap_or(bare), Some(bare))
    }
}

/// Makes two actors one for good; the first is shown.
pub(crate) fn merge(db: &mut Connection, a: &str, b: &str) -> Result<(), LedgerError> {
    let (kind_a, kind_b) = (kind_of(db, a)?, kind_of(db, b)?);
    if a == b {
        return Err(LedgerError::Asked(format!("{a} is one actor already")));
    }
    if kind_a != kind_b {
        return Err(LedgerError::Asked(format!(
            "{a} is a {kind_a} and {b} a {kind_b}: they cannot be one actor"
        )));
    }
    let transaction = db.transaction()?;
    let part = |whole: &str, part: &str| -> Option<String> {
        let word = part.strip_prefix(whole)?.strip_prefix(" (")?.strip_suffix(')')?;
        Some(word.to_owned())
    };
    let undone = match (part(a, b), part(b, a)) {
        (Some(word), _) => forget(&transaction, OTHER, a, &word)?,
        (_, Some(word)) => forget(&transaction, OTHER, b, &word)?,
        _ => false,
    };
    if !undone {
        // What was shown as the second is shown as the first.
        transaction.execute("UPDATE decision SET a = ?1 WHERE what = ?3 AND a = ?2", [a, b, ONE])?;
        keep(&transaction, ONE, a, b)?;
    }
    mark(&transaction, &block_of(a))?;
    mark(&transaction, &block_of(b))?;
    Ok(transaction.commit()?)
}

/// Takes those whom articles call by a name or give an office out of an actor for good. Of one that was merged, undoes it.
pub(crate) fn split(db: &mut Connection, key: &str, word: &str) -> Result<(), LedgerError> {
    kind_of(db, key)?;
    let transaction = db.transaction()?;
    if !forget(&transaction, ONE, key, word)? {
        let known: bool = transaction
            .prepare(
                "SELECT 1 FROM form f JOIN actor x ON x.id = f.actor
                 WHERE x.key = ?1 AND (f.name = ?2 OR instr('|' || f.titles || '|', '|' || ?2 || '|') > 0)",
            )?
            .exists([key, word])?;
        if !known {
            return Err(LedgerError::Asked(format!(
                "no article calls {key} {word}, or gives them that office: `sagwan actors` lists names and offices"
            )));
        }
        keep(&transaction, OTHER, key, word)?;
    } else {
        mark(&transaction, &block_of(word))?;
    }
    mark(&transaction, &block_of(key))?;
    Ok(transaction.commit()?)
}

fn kind_of(db: &Connection, key: &str) -> Result<String, LedgerError> {
    let kind = db.query_row("SELECT kind FROM actor WHERE key = ?1", [key], |row| row.get(0)).optional()?;
    kind.ok_or_else(|| LedgerError::Asked(format!("no actor {key}: `sagwan actors` lists them")))
}

fn keep(db: &Connection, what: &str, a: &str, b: &str) -> Result<(), LedgerError> {
    db.execute(
        "INSERT OR IGNORE INTO decision (what, a, b, made) VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
        [what, a, b],
    )?;
    Ok(())
}

/// Whether there was such a decision; it is gone now.
fn forget(db: &Connection, what: &str, a: &str, b: &str) -> Result<bool, LedgerError> {
    Ok(db.execute("DELETE FROM decision WHERE what = ?1 AND a = ?2 AND b = ?3", [what, a, b])? > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_where_its_forms_are() {
        assert_eq!(block_of("DK:발터 헨리크 (장관)"), name::block("person", "발터 헨리크", Some("DK")));
        assert_eq!(block_of("-:헨리크"), name::block("person", "헨리크", None));
        assert_eq!(block_of("CZ/체코 외교부"), name::block("organization", "외교부", Some("CZ")));
        assert_eq!(block_of("CZ"), name::block("country", "체코", Some("CZ")));
    }
}
