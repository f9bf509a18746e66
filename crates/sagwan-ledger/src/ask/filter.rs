//! What a listing is narrowed to, and which part of it is shown.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::text::TextQuery;
use crate::actors::name;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::{latin, states};

/// Everything that a listing can be narrowed to; what is empty narrows nothing. Not every listing knows every part.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// The day on which a plan that passed before is unconfirmed; without it that of the latest article. It narrows nothing.
    pub on: Option<Date>,
    /// Part of the name of a place, or a state's code or name.
    pub place: Option<String>,
    /// Least number of independent sources of an occasion.
    pub min_sources: Option<u32>,
    /// Only occasions with contradictions.
    pub disputed: bool,
    /// Least confidence of a report, or of the surest report of an occasion, from 0 to 1; what was not weighed passes.
    pub min_confidence: Option<f64>,
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

/// A walk through occasions: where it goes along, and what it leaves out.
pub(super) struct Walk {
    pub(super) from: &'static str,
    /// The columns it is ordered by.
    pub(super) day: &'static str,
    pub(super) id: &'static str,
    /// How its occasions are counted: along sides, each comes as often as it has of them.
    pub(super) count: &'static str,
    pub(super) asked: Conditions,
}

impl Filter {
    /// The occasions that pass the filter, but for its words. An actor or else a state leads the walk.
    pub(super) fn occasions(&self, db: &Connection) -> Result<Walk, LedgerError> {
        let mut asked = Conditions::default();
        let mut countries: Vec<String> =
            self.countries.iter().map(|c| country(c)).collect::<Result<_, _>>()?;
        let mut ids: Vec<Vec<i64>> =
            self.actors.iter().map(|named| actors(db, named)).collect::<Result<_, _>>()?;
        // An actor is rarer than a state.
        let led = match (ids.pop(), countries.is_empty()) {
            (Some(ids), _) => {
                asked.add(format!("s.actor IN ({})", list(&ids)), []);
                true
            }
            (None, false) => {
                asked.add("s.country = ?", [Value::Text(countries.remove(0))]);
                true
            }
            (None, true) => false,
        };
        for code in countries {
            asked.add(
                "EXISTS (SELECT 1 FROM side x WHERE x.country = ? AND x.day = o.day AND x.occasion = o.id)",
                [Value::Text(code)],
            );
        }
        for ids in ids {
            asked.add(
                format!(
                    "EXISTS (SELECT 1 FROM side x WHERE x.actor IN ({}) AND x.occasion = o.id)",
                    list(&ids)
                ),
                [],
            );
        }
        let (from, day, id, count) = if led {
            (
                "side s CROSS JOIN occasion o ON o.id = s.occasion",
                "s.day",
                "s.occasion",
                "count(DISTINCT o.id)",
            )
        } else {
            ("occasion o", "o.day", "o.id", "count(*)")
        };
        common(&mut asked, self, "o", day);
        if let Some(least) = self.min_sources {
            asked.add("o.sources >= ?", [Value::Integer(i64::from(least))]);
        }
        if self.disputed {
            asked.add("o.contradictions > 0", []);
        }
        if let Some(least) = self.min_confidence {
            asked.add(
                "EXISTS (SELECT 1 FROM event x WHERE x.occasion = o.id AND coalesce(x.confidence, 100) >= ?)",
                [Value::Real(hundredths(least))],
            );
        }
        Ok(Walk { from, day, id, count, asked })
    }
}

/// A confidence as the ledger keeps it. What is typed as 0.29 is no whole number of hundredths in binary.
pub(super) fn hundredths(confidence: f64) -> f64 {
    (confidence * 10_000.0).round() / 100.0
}

/// What events and occasions are both narrowed to.
pub(super) fn common(asked: &mut Conditions, filter: &Filter, table: &str, day: &str) {
    asked.any(&format!("{table}.kind"), &filter.kinds);
    asked.any(&format!("{table}.status"), &filter.statuses);
    asked.any(&format!("{table}.certainty"), &filter.certainties);
    between(asked, filter, day);
    if let Some(place) = &filter.place {
        match country(place) {
            Ok(code) => asked.add(format!("{table}.place_country = ?"), [Value::Text(code)]),
            Err(_) => asked.add(format!("instr({table}.place, ?) > 0"), [Value::Text(place.clone())]),
        }
    }
}

pub(super) fn between(asked: &mut Conditions, filter: &Filter, day: &str) {
    if let Some(from) = filter.from {
        asked.add(format!("{day} >= ?"), [Value::Text(from.to_string())]);
    }
    if let Some(to) = filter.to {
        asked.add(format!("{day} <= ?"), [Value::Text(to.to_string())]);
    }
}

/// Rows by their ids. They are numbers: nothing in them is syntax.
pub(super) fn list(ids: &[i64]) -> String {
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// The code of a state that a user named.
pub(super) fn country(named: &str) -> Result<String, LedgerError> {
    let upper = named.to_ascii_uppercase();
    match states::code(named) {
        Some(code) => Ok(code.to_owned()),
        // Bodies that are no state have codes of their own.
        None if upper.len() == 2 && upper.chars().all(|c| c.is_ascii_uppercase()) => Ok(upper),
        None => Err(LedgerError::Asked(format!(
            "no such country: {named} (a code such as KR, or a name such as 한국 or Korea)"
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
    if let Some(code) = states::code(named) {
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
        found = sounding(db, named)?;
    }
    if found.is_empty() {
        return Err(LedgerError::Asked(format!(
            "nobody named {named} in this ledger: `sagwan actors` lists who is"
        )));
    }
    Ok(found)
}

/// Letters of a sound at least: of fewer nearly every name has them.
const AUDIBLE: usize = 3;

/// The actors of whose name a word sounds like one typed in Latin letters; the best known first.
fn sounding(db: &Connection, named: &str) -> Result<Vec<i64>, LedgerError> {
    let wanted = latin::sound(named);
    if !named.chars().any(|c| c.is_ascii_alphabetic()) || wanted.len() < AUDIBLE {
        return Ok(Vec::new());
    }
    let mut select = db.prepare_cached("SELECT id, name, aliases FROM actor ORDER BY articles DESC, id")?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, aliases): (String, String) = (row.get(1)?, row.get(2)?);
        if std::iter::once(name.as_str()).chain(aliases.split('|')).any(|name| sounds(name, &wanted)) {
            found.push(row.get(0)?);
        }
        if found.len() == MOST_ALIKE {
            break;
        }
    }
    Ok(found)
}

/// Actors that one typed name may mean, at most.
const MOST_ALIKE: usize = 20;

/// Whether a name, a word of it, or the family name of a Korean sounds so.
fn sounds(name: &str, wanted: &str) -> bool {
    let family: String = name.chars().take(1).collect();
    let parts = name.split_whitespace().chain([name]);
    parts.chain(latin::korean_name(name).map(|_| family.as_str())).any(|part| latin::sound(part) == wanted)
}

impl Ledger {
    /// Names that begin as somebody typed, in Hangul or as they sound in Latin letters: public id, name and state; the best
    /// known first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn beginning(
        &self,
        typed: &str,
        most: usize,
    ) -> Result<Vec<(String, String, Option<String>)>, LedgerError> {
        let typed = typed.trim();
        let wanted = latin::sound(typed);
        let latin = typed.chars().any(|c| c.is_ascii_alphabetic()) && wanted.len() >= AUDIBLE;
        let begins = |name: &str| {
            let parts = || std::iter::once(name).chain(name.split_whitespace());
            parts().any(|part| part.starts_with(typed))
                || (latin && parts().any(|part| latin::sound(part).starts_with(&wanted)))
        };
        let mut select = self.db.prepare_cached(
            "SELECT key, name, country, aliases FROM actor ORDER BY articles DESC, id LIMIT ?1",
        )?;
        let mut rows = select.query([KNOWN])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, aliases): (String, String) = (row.get(1)?, row.get(3)?);
            if !typed.is_empty() && std::iter::once(name.as_str()).chain(aliases.split('|')).any(begins) {
                found.push((row.get(0)?, name, row.get(2)?));
            }
            if found.len() == most {
                break;
            }
        }
        Ok(found)
    }
}

/// Actors among whom names are completed: who is named more seldom is typed in full.
const KNOWN: i64 = 5000;
