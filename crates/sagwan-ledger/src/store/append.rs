//! Keeping one article: its rows, and which revision of it is the current one.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use sagwan::facts;
use sagwan::record::{Event, Record, Statement};

use super::Appended;
use crate::entry::{Entry, hundredths, word_of};
use crate::error::LedgerError;
use crate::{actors, days, family, home, review};

/// Keeps an article. One that is known changes nothing.
pub(crate) fn keep(db: &Connection, entry: &Entry) -> Result<Appended, LedgerError> {
    if db.prepare_cached("SELECT 1 FROM article WHERE key = ?1")?.exists([&entry.key])? {
        return Ok(Appended { known: 1, ..Appended::default() });
    }
    let revised = db.prepare_cached("SELECT 1 FROM article WHERE address = ?1")?.exists([&entry.address])?;
    let article = keep_article(db, entry)?;
    keep_record(db, article, &entry.record)?;
    if revised {
        supersede(db, &entry.address)?;
    }
    Ok(if revised {
        Appended { revised: 1, ..Appended::default() }
    } else {
        Appended { new: 1, ..Appended::default() }
    })
}

/// The row of a generator.
pub(crate) fn generator(db: &Connection, record: &Record) -> Result<i64, LedgerError> {
    let g = &record.generator;
    let name = generator_name(g);
    let known = db
        .prepare_cached("SELECT id FROM generator WHERE name = ?1")?
        .query_row([&name], |r| r.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => Ok(db
            .prepare_cached("INSERT INTO generator (name) VALUES (?1) RETURNING id")?
            .query_row([&name], |r| r.get(0))?),
    }
}

/// How a generator is named in the ledger: `sagwan 0.1.0 ko-… rules`.
pub(crate) fn generator_name(g: &sagwan::record::Generator) -> String {
    format!("{} {} {} {}", g.name, g.version, g.model, g.rules)
}

fn keep_article(db: &Connection, entry: &Entry) -> Result<i64, LedgerError> {
    let info = &entry.record.article;
    let day = day_of(&entry.record);
    let wording = family::keep(db, &entry.wording, info.title.as_deref(), day)?;
    let generator = generator(db, &entry.record)?;
    let id: i64 = db
        .prepare_cached(
            "INSERT INTO article (key, address, sha256, url, title, published, day, retrieved, publisher, agency, text,
                                  handed_in, record, record_hash, generator, wording, added)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                     strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
             RETURNING id",
        )?
        .query_row(
            params![
                entry.key,
                entry.address,
                info.id,
                info.url,
                info.title,
                info.published,
                day.map(|day| day.to_string()),
                entry.retrieved,
                info.publisher,
                info.agency,
                entry.text,
                entry.handed_in,
                entry.packed,
                entry.record_hash,
                generator,
                wording
            ],
            |row| row.get(0),
        )?;
    db.prepare_cached("INSERT INTO article_text (rowid, pairs) VALUES (?1, ?2)")?
        .execute(params![id, entry.pairs])?;
    Ok(id)
}

/// The rows of a record's actors, events and statements, events as people corrected them.
pub(crate) fn keep_record(db: &Connection, article: i64, record: &Record) -> Result<(), LedgerError> {
    let mut appearances = Vec::with_capacity(record.actors.len());
    for (n, actor) in record.actors.iter().enumerate() {
        let form = actors::keep_form(db, actor)?;
        let id: i64 = db
            .prepare_cached(
                "INSERT INTO appearance (article, number, form) VALUES (?1, ?2, ?3) RETURNING id",
            )?
            .query_row(params![article, n as i64 + 1, form], |row| row.get(0))?;
        appearances.push((actor.id.as_str(), id));
    }
    let row_of = |id: &str| appearances.iter().find(|(actor, _)| *actor == id).map(|(_, row)| *row);
    let key: String =
        db.prepare_cached("SELECT key FROM article WHERE id = ?1")?.query_row([article], |row| row.get(0))?;
    let decisions = review::of_article(db, &key)?;
    let record = &review::corrected(record, &decisions);
    let mut events = Vec::with_capacity(record.events.len());
    let places = review::places(record);
    for (n, (event, place)) in record.events.iter().zip(places).enumerate() {
        let row = keep_event(db, Place { article, key: &key, number: n as i64 + 1 }, event, record)?;
        if decisions.get(&place).is_some_and(|decided| decided.rejected) {
            db.prepare_cached("UPDATE event SET rejected = 1 WHERE id = ?1")?.execute([row])?;
        }
        for p in &event.participants {
            if let Some(appearance) = row_of(&p.actor) {
                db.prepare_cached(
                    "INSERT OR IGNORE INTO participant (event, appearance, role) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![row, appearance, word_of(&p.role)])?;
            }
        }
        for source in &event.sources {
            if let Some(appearance) = row_of(&source.actor) {
                db.prepare_cached("INSERT INTO cited (event, appearance, channel) VALUES (?1, ?2, ?3)")?
                    .execute(params![row, appearance, source.channel])?;
            }
        }
        home::rehome(db, row)?;
        events.push((event.id.as_str(), row));
    }
    let event_of = |id: &str| events.iter().find(|(event, _)| *event == id).map(|(_, row)| *row);
    for (n, statement) in record.statements.iter().enumerate() {
        let day = day_of(record).map(|d| d.to_string()).unwrap_or_default();
        let speaker = record.actors.iter().find(|a| Some(&a.id) == statement.speaker.as_ref());
        let country = speaker.and_then(|a| a.country.as_deref());
        keep_statement(
            db,
            Place { article, key: &key, number: n as i64 + 1 },
            &day,
            country,
            statement,
            &row_of,
            &event_of,
        )?;
    }
    Ok(())
}

/// Which event or statement of which article.
#[derive(Clone, Copy)]
struct Place<'a> {
    article: i64,
    key: &'a str,
    number: i64,
}

/// The day an article was published.
fn day_of(record: &Record) -> Option<Date> {
    record.article.published.as_deref().and_then(days::day_of)
}

fn keep_event(db: &Connection, place: Place<'_>, event: &Event, record: &Record) -> Result<i64, LedgerError> {
    let time = event.time.as_ref().and_then(|t| t.value.as_deref());
    let covered = time.and_then(days::covered);
    let day = covered.map(|c| c.0).or_else(|| day_of(record)).map(|d| d.to_string()).unwrap_or_default();
    let topics: Vec<&str> = event.topics.iter().map(|t| t.text.as_str()).collect();
    let evidence = event.evidence.first().unwrap_or(&event.trigger);
    let id = db
        .prepare_cached(
            "INSERT INTO event (article, number, type, kind, cameo, status, certainty, time, first, last, place,
                                place_country, duration, closed_door, topics, trigger_start, trigger_end,
                                evidence_start, evidence_end, moved, day, key, confidence, name, rank, part_of)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                     ?23, ?24, ?25, ?26)
             RETURNING id",
        )?
        .query_row(
            params![
                place.article,
                place.number,
                event.event_type,
                word_of(&event.kind),
                event.cameo,
                word_of(&event.status),
                word_of(&event.certainty),
                time,
                covered.map(|c| c.0.to_string()),
                covered.map(|c| c.1.to_string()),
                event.place.as_ref().map(|p| p.name.as_str()),
                event.place.as_ref().and_then(|p| p.country.as_deref()),
                event.duration,
                event.closed_door,
                (!topics.is_empty()).then(|| topics.join("|")),
                event.trigger.start,
                event.trigger.end,
                evidence.start,
                evidence.end,
                event.evidence.iter().any(|s| facts::tells_of_moving(&s.text)),
                day,
                format!("{}-e{}", place.key, place.number),
                hundredths(event),
                event.name.as_ref().map(|name| name.text.as_str()),
                event.rank.as_ref().map(word_of),
                event.part_of.as_deref().and_then(number_of)
            ],
            |row| row.get(0),
        )?;
    let states = event.participants.iter().filter_map(|p| record.actors.iter().find(|a| a.id == p.actor));
    for country in states.filter_map(|actor| actor.country.as_deref()) {
        db.prepare_cached("INSERT OR IGNORE INTO event_country (country, day, event) VALUES (?1, ?2, ?3)")?
            .execute(params![country, day, id])?;
    }
    Ok(id)
}

/// The number of an event in its article's record, by its id.
fn number_of(id: &str) -> Option<i64> {
    id.strip_prefix('e')?.parse().ok()
}

fn keep_statement(
    db: &Connection,
    place: Place<'_>,
    day: &str,
    country: Option<&str>,
    statement: &Statement,
    row_of: &impl Fn(&str) -> Option<i64>,
    event_of: &impl Fn(&str) -> Option<i64>,
) -> Result<(), LedgerError> {
    let id: i64 = db
        .prepare_cached(
            "INSERT INTO statement (article, number, speaker, mode, act, channel, certainty, time, event, reported_by,
                                    cue_start, cue_end, content_start, content_end, day, key, country)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) RETURNING id",
        )?
        .query_row(
            params![
                place.article,
                place.number,
                statement.speaker.as_deref().and_then(row_of),
                word_of(&statement.mode),
                statement.act,
                statement.channel,
                word_of(&statement.certainty),
                statement.time,
                statement.event.as_deref().and_then(event_of),
                statement.reported_by.as_deref().and_then(row_of),
                statement.cue.as_ref().map(|c| c.start),
                statement.cue.as_ref().map(|c| c.end),
                statement.content.start,
                statement.content.end,
                day,
                format!("{}-s{}", place.key, place.number),
                country
            ],
            |row| row.get(0),
        )?;
    for addressee in statement.addressees.iter().filter_map(|a| row_of(a)) {
        db.prepare_cached("INSERT OR IGNORE INTO addressee (statement, appearance) VALUES (?1, ?2)")?
            .execute([id, addressee])?;
    }
    Ok(())
}

/// Makes the latest revision at an address the current one: by when it was fetched, then by its date, then by when it
/// came. What the others told leaves its occasions but stays readable.
fn supersede(db: &Connection, address: &str) -> Result<(), LedgerError> {
    let current: i64 = db
        .prepare_cached(
            "SELECT id FROM article WHERE address = ?1
             ORDER BY retrieved DESC NULLS LAST, published DESC NULLS LAST, id DESC LIMIT 1",
        )?
        .query_row([address], |row| row.get(0))?;
    db.prepare_cached("UPDATE article SET superseded_by = nullif(?2, id) WHERE address = ?1")?
        .execute(params![address, current])?;
    // Whatever any revision says is to be decided anew.
    db.prepare_cached(
        "INSERT OR IGNORE INTO pending (what, item)
         SELECT 'home', e.home FROM event e JOIN article a ON a.id = e.article
         WHERE a.address = ?1 AND e.home IS NOT NULL
         UNION SELECT 'block', f.block FROM form f JOIN appearance ap ON ap.form = f.id
         JOIN article a ON a.id = ap.article WHERE a.address = ?1",
    )?
    .execute([address])?;
    db.prepare_cached(
        "UPDATE event SET occasion = NULL, joined = NULL
         WHERE article IN (SELECT id FROM article WHERE address = ?1 AND superseded_by IS NOT NULL)",
    )?
    .execute([address])?;
    Ok(())
}
