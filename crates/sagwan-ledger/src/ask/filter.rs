//! What a listing is narrowed to, and which part of it is shown.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use sagwan::facts;

use super::text::TextQuery;
use crate::actors::name;
use crate::error::LedgerError;

/// Everything that a listing can be narrowed to; what is empty narrows nothing. Not every listing knows every part.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// An actor by public id, name or part of a name; several must all take part.
    pub actors: Vec<String>,
    /// Codes or names of states; several must all take part.
    pub countries: Vec<String>,
    /// Kinds of event, any of them.
    pub kinds: Vec<String>,
    /// Statuses, any of them.
    pub statuses: Vec<String>,
    /// Certainties, any of them.
    pub certainties: Vec<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Part of the name of a place, or a state's code or name.
    pub place: Option<String>,
    /// Least number of independent sources of an occasion.
    pub min_sources: Option<u32>,
    /// Only occasions with contradictions.
    pub disputed: bool,
    /// Words that the text behind a line must say.
    pub text: Option<TextQuery>,
    /// Whoever it was said to.
    pub addressee: Option<String>,
    /// Acts of speech, any of them.
    pub acts: Vec<String>,
    /// Only actors that a person should look at.
    pub review: bool,
}

/// Which part of a listing.
#[derive(Debug, Clone)]
pub struct Page {
    /// Lines at most.
    pub limit: usize,
    /// Where the page before ended, as it said itself.
    pub after: Option<String>,
}

impl Default for Page {
    fn default() -> Self {
        Page { limit: 50, after: None }
    }
}

impl Page {
    /// The day (or number) and the row after which the page begins.
    pub(super) fn cursor(&self) -> Result<Option<(String, i64)>, LedgerError> {
        let Some(after) = &self.after else { return Ok(None) };
        let parts = after.split_once('.').and_then(|(day, id)| Some((day.to_owned(), id.parse().ok()?)));
        parts.map(Some).ok_or_else(|| LedgerError::Asked(format!("no such page: {after}")))
    }
}

/// A statement that grows with what is asked.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub(super) clauses: Vec<String>,
    pub(super) values: Vec<Value>,
}

impl Conditions {
    /// Adds a clause in which each `?` stands for one of the values.
    pub(super) fn add(&mut self, clause: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.clauses.push(clause.into());
        self.values.extend(values);
    }

    /// Adds `column IN (…)` when there is anything to choose from.
    pub(super) fn any(&mut self, column: &str, words: &[String]) {
        if !words.is_empty() {
            let marks = vec!["?"; words.len()].join(", ");
            self.add(format!("{column} IN ({marks})"), words.iter().cloned().map(Value::Text));
        }
    }

    pub(super) fn to_sql(&self) -> String {
        if self.clauses.is_empty() { "1".to_owned() } else { self.clauses.join(" AND ") }
    }
}

/// The code of a state that a user named.
pub(super) fn country(named: &str) -> Result<String, LedgerError> {
    let upper = named.to_ascii_uppercase();
    match facts::country_code(named) {
        Some(code) => Ok(code.to_owned()),
        // Bodies that are no state have codes of their own: EU, UN.
        None if upper.len() == 2 && upper.chars().all(|c| c.is_ascii_uppercase()) => Ok(upper),
        None => Err(LedgerError::Asked(format!(
            "no such country: {named} (a code such as KR, or a name such as 한국)"
        ))),
    }
}

/// The rows of the actors that a user may mean: by id, else by name or alias, else by a word of them.
pub(super) fn actors(db: &Connection, named: &str) -> Result<Vec<i64>, LedgerError> {
    let ids = |sql: &str, value: &str| -> Result<Vec<i64>, LedgerError> {
        let mut select = db.prepare_cached(sql)?;
        let rows = select.query_map([value], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let by_key = ids("SELECT id FROM actor WHERE key = ?1", named)?;
    if !by_key.is_empty() {
        return Ok(by_key);
    }
    if let Some(code) = facts::country_code(named) {
        let state = ids("SELECT id FROM actor WHERE key = ?1", code)?;
        if !state.is_empty() {
            return Ok(state);
        }
    }
    let by_name = ids("SELECT id FROM actor WHERE name = ?1", named)?;
    if !by_name.is_empty() {
        return Ok(by_name);
    }
    // Names that may be the same share a block: spelling variants and last names are found there.
    let mut select = db.prepare_cached(
        "SELECT x.id, x.name, x.aliases, x.country FROM actor x WHERE x.block = ?1 ORDER BY x.id",
    )?;
    let rows = select.query_map(params![name::block("person", named, None)], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, Option<String>>(3)?,
        ))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (id, name, aliases, country) = row?;
        let alike = |other: &str| name::alike(named, other, country.as_deref()) != name::Alike::Other;
        if alike(&name) || aliases.split('|').any(alike) {
            found.push(id);
        }
    }
    if found.is_empty() {
        let folded = format!("%{}%", named.replace(['%', '_'], ""));
        found = ids(
            "SELECT id FROM actor WHERE name LIKE ?1 OR aliases LIKE ?1 ORDER BY articles DESC LIMIT 20",
            &folded,
        )?;
    }
    if found.is_empty() {
        return Err(LedgerError::Asked(format!(
            "nobody named {named} in this ledger: `sagwan actors` lists who is"
        )));
    }
    Ok(found)
}
