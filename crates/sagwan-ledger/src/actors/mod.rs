//! Actors across articles: one identity for the many ways of naming somebody, with dated offices.
//!
//! Takes the forms that articles use, block by block; gives actors. What was decided about a block is decided anew
//! whenever one of its forms is new or used on other days, from all of its forms.

mod authority;
pub(crate) mod by_hand;
mod identity;
pub(crate) mod name;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, ToSql, params};
use sagwan::facts;
use sagwan::record::{Actor, ActorKind};

use crate::entry::word_of;
use crate::error::LedgerError;
use crate::home;
pub(crate) use authority::replace as replace_authority;
pub use authority::{AuthorityRow, load_authority};
use identity::{Form, Identity, Known};

/// Keeps the form in which an article names an actor and gives its row.
pub(crate) fn keep_form(db: &Connection, actor: &Actor) -> Result<i64, LedgerError> {
    let kind = word_of(&actor.kind);
    // A country is known by its code, whatever an article calls it.
    let (name, country) = match (&actor.kind, &actor.country) {
        (ActorKind::Country, Some(code)) => {
            (facts::country_name(code).unwrap_or(&actor.name), Some(code.as_str()))
        }
        (ActorKind::Person, country) => name::without_state(&actor.name, country.as_deref()),
        (_, country) => (actor.name.as_str(), country.as_deref()),
    };
    let titles = actor.titles.join("|");
    let country = country.unwrap_or_default();
    let affiliation = actor.affiliation.as_deref().unwrap_or_default();
    let block = name::block(&kind, name, Some(country).filter(|c| !c.is_empty()));
    let known = db
        .prepare_cached(
            "SELECT id FROM form WHERE kind = ?1 AND name = ?2 AND country = ?3 AND affiliation = ?4 AND titles = ?5",
        )?
        .query_row(params![kind, name, country, affiliation, titles], |row| row.get(0))
        .optional()?;
    let id = match known {
        Some(id) => id,
        None => db
            .prepare_cached(
                "INSERT INTO form (kind, name, country, affiliation, titles, block) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 RETURNING id",
            )?
            .query_row(params![kind, name, country, affiliation, titles, block], |row| row.get(0))?,
    };
    mark(db, &block)?;
    Ok(id)
}

/// Has a block decided anew.
pub(crate) fn mark(db: &Connection, block: &str) -> Result<(), LedgerError> {
    db.prepare_cached("INSERT OR IGNORE INTO pending (what, item) VALUES ('block', ?1)")?.execute([block])?;
    Ok(())
}

/// Decides who is who in every block that waits for it.
pub(crate) fn settle(db: &Connection) -> Result<usize, LedgerError> {
    // Somebody in a user's file may have names in several blocks: these are decided together.
    db.execute(
        "INSERT OR IGNORE INTO pending (what, item)
         SELECT 'block', b.block FROM pending p JOIN authority a ON a.block = p.item JOIN authority b ON b.name = a.name
         WHERE p.what = 'block'",
        [],
    )?;
    let mut blocks: BTreeSet<String> = db
        .prepare("SELECT item FROM pending WHERE what = 'block' ORDER BY item")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let decisions = by_hand::Decisions::read(db)?;
    let (beside, last) = decisions.beside(&blocks);
    blocks.extend(beside);
    let mut touched = BTreeSet::new();
    // Whoever is shown as another is decided again once that other is known.
    for block in blocks.iter().chain(&last) {
        touched.extend(settle_block(db, block, &decisions)?);
    }
    for actor in touched {
        if db.prepare_cached("SELECT 1 FROM actor WHERE id = ?1")?.exists([actor])? {
            keep_offices(db, actor)?;
        }
    }
    db.execute("DELETE FROM pending WHERE what = 'block'", [])?;
    Ok(blocks.len())
}

/// Gives the actors of the block.
fn settle_block(
    db: &Connection,
    block: &str,
    decisions: &by_hand::Decisions,
) -> Result<BTreeSet<i64>, LedgerError> {
    let forms = forms_of(db, block)?;
    let authority = authority::of_block(db, block)?;
    // Several together (두 정상) are somebody else in every article.
    let used: Vec<Form> = forms.into_iter().filter(|f| f.articles > 0 && f.kind != "group").collect();
    let groups = identity::decide(&used, &authority);
    let mut actors: BTreeMap<String, i64> = db
        .prepare_cached("SELECT key, id FROM actor WHERE block = ?1")?
        .query_map([block], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut placed: Vec<(i64, i64)> = Vec::new();
    for group in &groups {
        let members: Vec<&Form> = group.forms.iter().filter_map(|&n| used.get(n)).collect();
        let known = group.known.and_then(|k| authority.get(k));
        let Some(portrait) = Portrait::of(&members, known, group, &groups, &used) else { continue };
        for (portrait, members) in portrait.parted(members, decisions) {
            let id = match decisions.shown(&portrait.key).map(|key| row_of(db, key)).transpose()?.flatten() {
                Some(other) => other,
                None => {
                    actors.remove(&portrait.key);
                    portrait.keep(db, block)?
                }
            };
            placed.extend(members.iter().map(|form| (form.id, id)));
        }
    }
    let mut touched = BTreeSet::new();
    for (form, actor) in placed {
        touched.insert(actor);
        let before: Option<i64> =
            db.prepare_cached("SELECT actor FROM form WHERE id = ?1")?.query_row([form], |row| row.get(0))?;
        if before == Some(actor) {
            continue;
        }
        db.prepare_cached("UPDATE form SET actor = ?2 WHERE id = ?1")?.execute([form, actor])?;
        // Whoever a form names now takes part in its occasions, and may bring a state that its article does not name.
        let events: Vec<i64> = db
            .prepare_cached(
                "SELECT DISTINCT p.event FROM appearance ap JOIN participant p ON p.appearance = ap.id
                 WHERE ap.form = ?1 ORDER BY p.event",
            )?
            .query_map([form], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for event in events {
            home::rehome(db, event)?;
        }
    }
    for gone in actors.values() {
        db.prepare_cached("DELETE FROM actor WHERE id = ?1 AND block = ?2")?.execute(params![gone, block])?;
    }
    Ok(touched)
}

/// The row of an actor.
fn row_of(db: &Connection, key: &str) -> Result<Option<i64>, LedgerError> {
    let mut select = db.prepare_cached("SELECT id FROM actor WHERE key = ?1")?;
    Ok(select.query_row([key], |row| row.get(0)).optional()?)
}

/// The forms of a block with the days on which current articles use them, in a fixed order.
fn forms_of(db: &Connection, block: &str) -> Result<Vec<Form>, LedgerError> {
    db.prepare_cached(
        "UPDATE form SET (articles, first, last) = (
             SELECT count(*), min(a.day), max(a.day) FROM appearance ap JOIN article a ON a.id = ap.article
             WHERE ap.form = form.id AND a.superseded_by IS NULL)
         WHERE block = ?1",
    )?
    .execute([block])?;
    read_forms(db, "block", block)
}

/// The forms with a value in a column, in a fixed order.
fn read_forms(db: &Connection, column: &str, value: impl ToSql) -> Result<Vec<Form>, LedgerError> {
    let mut select = db.prepare_cached(&format!(
        "SELECT id, kind, name, country, affiliation, titles, articles, first, last FROM form WHERE {column} = ?1
         ORDER BY kind, name, country, affiliation, titles"
    ))?;
    let optional = |text: String| (!text.is_empty()).then_some(text);
    let day = |text: Option<String>| text.and_then(|t| t.parse().ok());
    let rows = select.query_map([value], |row| {
        let titles: String = row.get(5)?;
        Ok(Form {
            id: row.get(0)?,
            kind: row.get(1)?,
            name: row.get(2)?,
            country: optional(row.get(3)?),
            affiliation: optional(row.get(4)?),
            titles: titles.split('|').filter(|t| !t.is_empty()).map(str::to_owned).collect(),
            articles: row.get(6)?,
            first: day(row.get(7)?),
            last: day(row.get(8)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What is shown of an actor.
struct Portrait {
    key: String,
    kind: String,
    name: String,
    country: Option<String>,
    aliases: String,
    external: Option<String>,
    review: Option<String>,
}

impl Portrait {
    fn of(
        members: &[&Form],
        known: Option<&Known>,
        group: &Identity,
        groups: &[Identity],
        forms: &[Form],
    ) -> Option<Self> {
        let kind = members.first()?.kind.clone();
        let country = known.and_then(|k| k.country.clone()).or_else(|| most_given(members));
        let name = known.map_or_else(|| best_name(members), |k| Some(k.name.clone()))?;
        let code = country.as_deref().unwrap_or("-");
        let mut key = match kind.as_str() {
            "country" => code.to_owned(),
            "person" => format!("{code}:{name}"),
            _ => format!("{code}/{name}"),
        };
        // Namesakes are told apart by their office.
        let namesake = groups.iter().filter(|other| other.forms != group.forms).any(|other| {
            let others: Vec<&Form> = other.forms.iter().filter_map(|&n| forms.get(n)).collect();
            most_given(&others).as_deref().unwrap_or("-") == code
                && best_name(&others).as_deref() == Some(&name)
        });
        if namesake {
            let title = members.iter().flat_map(|form| &form.titles).min();
            key = format!("{key} ({})", title.map_or("-", String::as_str));
        }
        let mut aliases: Vec<&str> =
            members.iter().map(|form| form.name.as_str()).filter(|n| **n != name).collect();
        aliases.sort_unstable();
        aliases.dedup();
        Some(Portrait {
            key,
            kind,
            country,
            aliases: aliases.join("|"),
            external: known.and_then(|k| k.external.clone()),
            review: group.review.clone(),
            name,
        })
    }

    /// Without those whom people took out of it, and each of these for itself. Somebody is always left.
    fn parted<'f>(
        mut self,
        mut members: Vec<&'f Form>,
        decisions: &by_hand::Decisions,
    ) -> Vec<(Portrait, Vec<&'f Form>)> {
        let mut parts = Vec::new();
        for word in decisions.parted(&self.key) {
            let is_other = |form: &&Form| form.name == word || form.titles.iter().any(|title| title == word);
            let (others, rest): (Vec<&Form>, Vec<&Form>) = members.iter().copied().partition(is_other);
            let (Some(name), false) = (best_name(&others), rest.is_empty()) else { continue };
            let part = Portrait {
                key: by_hand::key_of_part(&self.key, word),
                kind: self.kind.clone(),
                country: most_given(&others),
                aliases: String::new(),
                external: None,
                review: None,
                name,
            };
            parts.push((part, others));
            members = rest;
        }
        if !parts.is_empty() {
            // What was in doubt has been decided.
            self.review = None;
        }
        parts.insert(0, (self, members));
        parts
    }

    fn keep(&self, db: &Connection, block: &str) -> Result<i64, LedgerError> {
        let id = db
            .prepare_cached(
                "INSERT INTO actor (key, kind, name, country, aliases, external, block, review, articles)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)
                 ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, name = excluded.name,
                     country = excluded.country, aliases = excluded.aliases, external = excluded.external,
                     block = excluded.block, review = excluded.review
                 RETURNING id",
            )?
            .query_row(
                params![
                    self.key,
                    self.kind,
                    self.name,
                    self.country,
                    self.aliases,
                    self.external,
                    block,
                    self.review
                ],
                |row| row.get(0),
            )?;
        Ok(id)
    }
}

/// The state that most articles give; of equally many the first by its code.
fn most_given(members: &[&Form]) -> Option<String> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for form in members {
        if let Some(country) = form.country.as_deref() {
            *counts.entry(country).or_default() += form.articles;
        }
    }
    let most = counts.into_iter().max_by_key(|&(code, count)| (count, std::cmp::Reverse(code)));
    most.map(|(code, _)| code.to_owned())
}

/// The fullest name (of people with names of one word: that); of equally full ones the one in most articles.
fn best_name(members: &[&Form]) -> Option<String> {
    let country = most_given(members);
    let country = country.as_deref();
    let fullness = |name: &str| {
        let words = name::words(name).len();
        if name::is_one_word(country) { usize::from(words == 1) } else { words }
    };
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for form in members {
        *counts.entry(&form.name).or_default() += form.articles;
    }
    let best = counts
        .into_iter()
        .max_by_key(|&(name, count)| (fullness(name), count, std::cmp::Reverse(name.to_owned())));
    best.map(|(name, _)| name.to_owned())
}

/// When and how often somebody is named with an office.
#[derive(Default)]
struct Tenure {
    first: Option<Date>,
    last: Option<Date>,
    articles: i64,
}

/// The offices an actor is named with, from the first day to the last, and in how many articles.
fn keep_offices(db: &Connection, actor: i64) -> Result<(), LedgerError> {
    let forms = read_forms(db, "actor", actor)?;
    let articles: i64 = forms.iter().map(|form| form.articles).sum();
    // Also of those whom people made one with it.
    let name: String =
        db.prepare_cached("SELECT name FROM actor WHERE id = ?1")?.query_row([actor], |row| row.get(0))?;
    let aliases: BTreeSet<&str> =
        forms.iter().map(|form| form.name.as_str()).filter(|n| **n != name).collect();
    let aliases = aliases.into_iter().collect::<Vec<_>>().join("|");
    db.prepare_cached("UPDATE actor SET articles = ?2, aliases = ?3 WHERE id = ?1")?
        .execute(params![actor, articles, aliases])?;
    db.prepare_cached("DELETE FROM office WHERE actor = ?1")?.execute([actor])?;
    let mut offices: BTreeMap<(&str, Option<&str>), Tenure> = BTreeMap::new();
    for form in &forms {
        for title in &form.titles {
            let office = offices.entry((title, form.affiliation.as_deref())).or_default();
            office.first = [office.first, form.first].into_iter().flatten().min();
            office.last = [office.last, form.last].into_iter().flatten().max();
            office.articles += form.articles;
        }
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO office (actor, title, affiliation, first, last, articles) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let text = |day: Option<Date>| day.map(|d| d.to_string());
    for ((title, affiliation), tenure) in offices {
        insert.execute(params![
            actor,
            title,
            affiliation,
            text(tenure.first),
            text(tenure.last),
            tenure.articles
        ])?;
    }
    Ok(())
}
