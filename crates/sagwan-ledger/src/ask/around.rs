//! What stands around one thing: an article's copies and revisions, an actor's counterparts, who meets whom, how much when.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};
use sagwan::facts;
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::{self, Filter, Page, Walk};
use super::lines::{ActorLine, ArticleLine, Party};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::review::{self, VerdictLine};

/// What stands around an article.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Surroundings {
    /// The article itself.
    pub article: ArticleLine,
    /// Whose story it is.
    pub origin: Option<String>,
    /// The other articles of its family.
    pub copies: Vec<ArticleLine>,
    /// Other texts at its address, the latest first; the first of all is current.
    pub revisions: Vec<ArticleLine>,
    /// The revision that took its place.
    pub superseded_by: Option<String>,
    /// The occasions of its events, by the event's number.
    pub occasions: Vec<(i64, String)>,
    /// Public ids of its actors, by the actor's number.
    pub actors: Vec<(i64, String)>,
    /// What people said of its events in review, by the event's number, the first first.
    pub verdicts: Vec<(i64, VerdictLine)>,
}

/// How often two meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tie {
    /// The one.
    pub a: Party,
    /// The other.
    pub b: Party,
    /// Occasions that took place with both.
    pub occasions: i64,
}

/// A state in which occasions take place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Where {
    /// Its code.
    pub country: String,
    /// How many.
    pub occasions: i64,
    /// Places in it, the most frequent first.
    pub places: Vec<Spot>,
}

/// A place where occasions take place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Spot {
    /// As the texts name it.
    pub place: String,
    /// How many.
    pub occasions: i64,
    /// Degrees east and north, of a city that is known.
    pub coordinates: Option<(f64, f64)>,
}

/// Places of a state that are named.
const SPOTS: usize = 25;

/// Who is tied to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// People.
    People,
    /// The states that they act for.
    Countries,
}

/// Where a place lies, if one of its words is a city: 모스크바 크렘린궁.
fn coordinates(place: &str) -> Option<(f64, f64)> {
    place.split_whitespace().find_map(|word| {
        facts::coordinates(word).or_else(|| word.strip_suffix('시').and_then(facts::coordinates))
    })
}

const ARTICLE: &str = "a.key, a.title, a.published, a.publisher, a.agency, a.url, w.family,
    (SELECT count(*) FROM event e WHERE e.article = a.id), (SELECT count(*) FROM statement s WHERE s.article = a.id)";

fn article_line(row: &Row<'_>) -> rusqlite::Result<ArticleLine> {
    Ok(ArticleLine {
        article: row.get(0)?,
        title: row.get(1)?,
        published: row.get(2)?,
        publisher: row.get(3)?,
        agency: row.get(4)?,
        url: row.get(5)?,
        family: row.get(6)?,
        events: row.get(7)?,
        statements: row.get(8)?,
        passage: None,
    })
}

impl Ledger {
    /// What stands around an article.
    ///
    /// # Errors
    /// When there is none of this id, or the ledger cannot be read.
    pub fn surroundings(&self, key: &str) -> Result<Surroundings, LedgerError> {
        type Found = (i64, String, Option<i64>, Option<String>, Option<String>);
        let found: Option<Found> = self
            .db
            .prepare_cached(
                "SELECT a.id, a.address, w.family, f.origin, s.key FROM article a JOIN wording w ON w.id = a.wording
                 LEFT JOIN family f ON f.id = w.family LEFT JOIN article s ON s.id = a.superseded_by WHERE a.key = ?1",
            )?
            .query_row([key], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))
            .optional()?;
        let Some((id, address, family, origin, superseded_by)) = found else {
            return Err(LedgerError::Asked(format!("no article {key}: `sagwan search` lists them")));
        };
        let lines = |condition: &str, value: Value| -> Result<Vec<ArticleLine>, LedgerError> {
            let mut select = self.db.prepare_cached(&format!(
                "SELECT {ARTICLE} FROM article a JOIN wording w ON w.id = a.wording
                 WHERE {condition} ORDER BY a.published, a.key LIMIT 200"
            ))?;
            let rows = select.query_map([value], article_line)?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        let mut own = lines("a.id = ?1", Value::Integer(id))?;
        let Some(article) = own.pop() else {
            return Err(LedgerError::Damaged {
                place: format!("article {key}"),
                why: "it has no wording".to_owned(),
            });
        };
        let others = |lines: Vec<ArticleLine>| lines.into_iter().filter(|l| l.article != key).collect();
        let numbered = |sql: &str| -> Result<Vec<(i64, String)>, LedgerError> {
            let mut select = self.db.prepare_cached(sql)?;
            let rows = select.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        Ok(Surroundings {
            article,
            origin,
            copies: match family {
                Some(family) => others(lines("w.family = ?1 AND a.superseded_by IS NULL", Value::Integer(family))?),
                None => Vec::new(),
            },
            revisions: others(lines("a.address = ?1", Value::Text(address))?),
            superseded_by,
            occasions: numbered(
                "SELECT e.number, o.key FROM event e JOIN occasion o ON o.id = e.occasion WHERE e.article = ?1 ORDER BY 1",
            )?,
            actors: numbered(
                "SELECT ap.number, x.key FROM appearance ap JOIN form f ON f.id = ap.form JOIN actor x ON x.id = f.actor
                 WHERE ap.article = ?1 ORDER BY 1",
            )?,
            verdicts: review::beside(&self.db, id)?,
        })
    }

    /// An actor by public id or unambiguous name, and those it meets most often.
    ///
    /// # Errors
    /// When there is none, and when there are several of that name.
    pub fn actor(&self, named: &str) -> Result<(ActorLine, Vec<Tie>), LedgerError> {
        let filter = Filter { actors: vec![named.to_owned()], ..Filter::default() };
        let mut found = self.actors(&filter, &Page::default())?.lines;
        if found.len() > 1 {
            let names: Vec<&str> = found.iter().map(|a| a.actor.as_str()).collect();
            return Err(LedgerError::Asked(format!("{named} may be {}", names.join(" or "))));
        }
        let Some(line) = found.pop() else {
            return Err(LedgerError::Asked(format!("nobody named {named} in this ledger")));
        };
        let mut select = self.db.prepare_cached(
            "SELECT y.key, y.name, y.kind, y.country, count(DISTINCT o.id)
             FROM actor x JOIN side s ON s.actor = x.id JOIN occasion o ON o.id = s.occasion
             JOIN side t ON t.occasion = o.id AND t.actor != s.actor JOIN actor y ON y.id = t.actor
             WHERE x.key = ?1 AND o.status IN ('occurred', 'underway') AND y.kind IN ('person', 'country')
             GROUP BY y.id ORDER BY 5 DESC, 1 LIMIT 20",
        )?;
        let own = Party {
            actor: Some(line.actor.clone()),
            name: line.name.clone(),
            kind: line.kind.clone(),
            country: line.country.clone(),
            office: None,
            role: String::new(),
            told_as: None,
        };
        let ties = select
            .query_map([&line.actor], |row| {
                let b = Party {
                    actor: row.get(0)?,
                    name: row.get(1)?,
                    kind: row.get(2)?,
                    country: row.get(3)?,
                    office: None,
                    role: String::new(),
                    told_as: None,
                };
                Ok(Tie { a: own.clone(), b, occasions: row.get(4)? })
            })?
            .collect::<Result<_, _>>()?;
        Ok((line, ties))
    }

    /// Who meets whom most often, of what took place.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn ties(&self, filter: &Filter, between: Between, limit: usize) -> Result<Vec<Tie>, LedgerError> {
        let (from, to) = (
            filter.from.map_or_else(String::new, |d| d.to_string()),
            filter.to.map_or_else(|| "9999".to_owned(), |d| d.to_string()),
        );
        let country = filter.countries.first().map(|c| filter::country(c)).transpose()?;
        let kinds = serde_json::to_string(&filter.kinds).unwrap_or_default();
        let sql = match between {
            Between::People => {
                "SELECT x.key, x.name, x.kind, x.country, y.key, y.name, y.kind, y.country, count(DISTINCT o.id)
                 FROM occasion o JOIN side s ON s.occasion = o.id JOIN side t ON t.occasion = o.id
                 JOIN actor x ON x.id = s.actor JOIN actor y ON y.id = t.actor
                 WHERE o.day BETWEEN ?1 AND ?2 AND o.status IN ('occurred', 'underway') AND x.kind = 'person'
                   AND y.kind = 'person' AND x.key < y.key AND s.role != 'attendee' AND t.role != 'attendee'
                   AND (?3 IS NULL OR x.country = ?3 OR y.country = ?3)
                   AND (?4 = '[]' OR o.kind IN (SELECT value FROM json_each(?4)))
                 GROUP BY x.id, y.id ORDER BY 9 DESC, 1, 5 LIMIT ?5"
            }
            Between::Countries => {
                "SELECT s.country, s.country, 'country', s.country, t.country, t.country, 'country', t.country,
                        count(DISTINCT o.id)
                 FROM occasion o JOIN side s ON s.occasion = o.id JOIN side t ON t.occasion = o.id
                 WHERE o.day BETWEEN ?1 AND ?2 AND o.status IN ('occurred', 'underway') AND s.country < t.country
                   AND (?3 IS NULL OR s.country = ?3 OR t.country = ?3)
                   AND (?4 = '[]' OR o.kind IN (SELECT value FROM json_each(?4)))
                 GROUP BY s.country, t.country ORDER BY 9 DESC, 1, 5 LIMIT ?5"
            }
        };
        let mut select = self.db.prepare_cached(sql)?;
        let party = |row: &Row<'_>, at: usize| -> rusqlite::Result<Party> {
            let (kind, name): (String, String) = (row.get(at + 2)?, row.get(at + 1)?);
            let shown = match kind.as_str() {
                "country" => sagwan::facts::country_name(&name).map_or(name, str::to_owned),
                _ => name,
            };
            Ok(Party {
                actor: row.get(at)?,
                name: shown,
                kind,
                country: row.get(at + 3)?,
                office: None,
                role: String::new(),
                told_as: None,
            })
        };
        let rows = select.query_map(params![from, to, country, kinds, limit], |row| {
            Ok(Tie { a: party(row, 0)?, b: party(row, 4)?, occasions: row.get(8)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Where occasions take place: states, with how many, and the places in them that are named most often.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn places(&self, filter: &Filter) -> Result<Vec<Where>, LedgerError> {
        let Walk { from, count, asked, .. } = filter.occasions(&self.db)?;
        let mut select = self.db.prepare_cached(&format!(
            "SELECT o.place_country, o.place, {count} FROM {from}
             WHERE o.place_country IS NOT NULL AND {} GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2",
            asked.to_sql()
        ))?;
        let mut rows = select.query(rusqlite::params_from_iter(asked.values))?;
        let mut places: Vec<Where> = Vec::new();
        while let Some(row) = rows.next()? {
            let (country, place, count): (String, Option<String>, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            if places.last().is_none_or(|last| last.country != country) {
                places.push(Where { country, occasions: 0, places: Vec::new() });
            }
            if let Some(last) = places.last_mut() {
                last.occasions += count;
                if last.places.len() < SPOTS {
                    last.places.extend(place.map(|place| Spot {
                        coordinates: coordinates(&place),
                        occasions: count,
                        place,
                    }));
                }
            }
        }
        places.sort_by(|a, b| b.occasions.cmp(&a.occasions).then_with(|| a.country.cmp(&b.country)));
        Ok(places)
    }

    /// The visit during which an occasion takes place: the only one of somebody who takes part in both, in the same state, that
    /// covers its days. `None` where there is none, or several.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn visit_around(&self, occasion: &str) -> Result<Option<String>, LedgerError> {
        let mut select = self.db.prepare_cached(
            "SELECT DISTINCT v.key FROM occasion o JOIN side s ON s.occasion = o.id
             JOIN side t ON t.actor = s.actor AND t.role = 'visitor' JOIN occasion v ON v.id = t.occasion
             WHERE o.key = ?1 AND o.kind != 'visit' AND v.kind = 'visit' AND v.place_country = o.place_country
               AND v.first <= o.first AND v.last >= o.last AND julianday(v.last) - julianday(v.first) < 14
               AND (v.status IN ('cancelled', 'not_occurred')) = (o.status IN ('cancelled', 'not_occurred')) LIMIT 2",
        )?;
        let mut found: Vec<String> =
            select.query_map([occasion], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(if found.len() == 1 { found.pop() } else { None })
    }

    /// The first and the last day with an occasion; `None` without any.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn extent(&self) -> Result<Option<(String, String)>, LedgerError> {
        let sql = "SELECT (SELECT min(day) FROM occasion WHERE day != ''), (SELECT max(day) FROM occasion)";
        let (first, last): (Option<String>, Option<String>) =
            self.db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(first.zip(last))
    }

    /// How many occasions each month (or day, or year) has, in order: `grain` is the length of the date, 4, 7 or 10. What is
    /// told without a time, or less precisely, belongs to none.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn density(&self, filter: &Filter, grain: usize) -> Result<Vec<(String, i64)>, LedgerError> {
        let Walk { from, count, asked, .. } = filter.occasions(&self.db)?;
        let mut select = self.db.prepare_cached(&format!(
            "SELECT substr(o.first, 1, {grain}), {count} FROM {from}
             WHERE (substr(o.first, 1, {grain}) = substr(o.last, 1, {grain}) OR julianday(o.last) - julianday(o.first) < 14)
             AND {} GROUP BY 1 ORDER BY 1",
            asked.to_sql()
        ))?;
        let rows = select
            .query_map(rusqlite::params_from_iter(asked.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
