//! The listings: newest first, one page at a time, walking an index that has their order wherever there is one.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use sagwan::facts;

use super::filter::{self, Conditions, Filter, Page, Walk, between, common, list};
use super::lines::{
    ActorLine, ArticleLine, EventLine, Listing, OccasionLine, OfficeLine, Party, ReportLine, StatementLine,
};
use super::text::TextQuery;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::occasion::{self, Account};

/// Articles with a word that are fetched at once; of more, each line is looked at as it comes.
const RARE: usize = 3000;

const EVENT: &str =
    "e.id, e.day, a.key, e.number, a.published, coalesce(a.agency, a.publisher), o.key, e.type, e.kind,
    e.cameo, e.status, e.certainty, e.time, e.place, e.place_country, e.duration, e.closed_door, e.topics,
    substr(a.text, e.evidence_start + 1, e.evidence_end - e.evidence_start), e.evidence_start, e.evidence_end,
    e.confidence / 100.0, a.title, a.url, e.name, e.rank, a.key || '-e' || e.part_of";

/// Somebody named in an article.
const PARTY: &str = "x.key, coalesce(x.name, f.name), f.kind, coalesce(x.country, nullif(f.country, '')), f.affiliation, f.titles";

/// Whether a plan has faded: its last day had passed on a day; without one on that of the latest article. No clock is asked.
pub(super) fn unconfirmed(on: Option<Date>) -> String {
    let day = on.map_or_else(|| "(SELECT max(day) FROM article)".to_owned(), |day| format!("'{day}'"));
    format!("(o.status IN ('planned', 'proposed') AND coalesce(o.last < {day}, 0))")
}

/// What an occasion's line is made of.
pub(super) fn occasion_columns(on: Option<Date>) -> String {
    format!(
        "o.id, o.day, o.key, o.kind, o.status, o.certainty, o.time, o.place, o.place_country, o.articles,
         o.sources, o.contradictions, {},
         (SELECT max(y.confidence) / 100.0 FROM event y WHERE y.occasion = o.id)",
        unconfirmed(on)
    )
}

impl Ledger {
    /// Reports, the newest first.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn events(&self, filter: &Filter, page: &Page) -> Result<Listing<EventLine>, LedgerError> {
        let db = &self.db;
        let mut asked = Conditions::default();
        let mut countries = filter.countries.iter().map(|c| filter::country(c));
        let (from, day, id) = match countries.next().transpose()? {
            Some(code) => {
                asked.add("c.country = ?", [Value::Text(code)]);
                ("event_country c CROSS JOIN event e ON e.id = c.event", "c.day", "c.event")
            }
            None => ("event e", "e.day", "e.id"),
        };
        for code in countries {
            asked.add(
                "EXISTS (SELECT 1 FROM event_country x WHERE x.country = ? AND x.day = e.day AND x.event = e.id)",
                [Value::Text(code?)],
            );
        }
        asked.add(current("e.article"), []);
        asked.add("NOT e.rejected", []);
        for named in &filter.actors {
            let ids = filter::actors(db, named)?;
            asked.add(
                format!(
                    "e.id IN (SELECT p.event FROM form f JOIN appearance ap ON ap.form = f.id
                     JOIN participant p ON p.appearance = ap.id WHERE f.actor IN ({}))",
                    list(&ids)
                ),
                [],
            );
        }
        common(&mut asked, filter, "e", day);
        if let Some(least) = filter.min_confidence {
            asked.add("coalesce(e.confidence, 100) >= ?", [Value::Real(filter::hundredths(least))]);
        }
        if let Some(text) = &filter.text {
            rare(db, text, "e.article", &mut asked)?;
        }
        after(&mut asked, page, day, id)?;
        let sql = format!(
            "SELECT {EVENT} FROM {from} JOIN article a ON a.id = e.article LEFT JOIN occasion o ON o.id = e.occasion
             WHERE {} ORDER BY {day} DESC, {id} DESC",
            asked.to_sql()
        );
        walk(db, &sql, asked.values, page, |row| {
            let line = event_line(db, row)?;
            let says =
                |query: &TextQuery| query.is_in(&format!("{} {}", line.evidence, line.topics.join(" ")));
            Ok(filter.text.as_ref().is_none_or(says).then_some(line))
        })
    }

    /// A report by its id, also one that was found to be none or is of a former revision.
    ///
    /// # Errors
    /// When there is none, or the ledger cannot be read.
    pub fn event(&self, key: &str) -> Result<EventLine, LedgerError> {
        let found = self
            .db
            .prepare_cached(&format!(
                "SELECT {EVENT} FROM event e JOIN article a ON a.id = e.article
                 LEFT JOIN occasion o ON o.id = e.occasion WHERE e.key = ?1"
            ))?
            .query_row([key], |row| event_line(&self.db, row))
            .optional()?;
        found.ok_or_else(|| LedgerError::Asked(format!("no event {key}: `sagwan events` lists them")))
    }

    /// What was said, the newest first.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn statements(&self, filter: &Filter, page: &Page) -> Result<Listing<StatementLine>, LedgerError> {
        let db = &self.db;
        let mut asked = Conditions::default();
        asked.add(current("s.article"), []);
        for named in &filter.actors {
            let ids = filter::actors(db, named)?;
            asked.add(
                format!(
                    "s.speaker IN (SELECT ap.id FROM form f JOIN appearance ap ON ap.form = f.id WHERE f.actor IN ({}))",
                    list(&ids)
                ),
                [],
            );
        }
        if let Some(named) = &filter.addressee {
            let ids = filter::actors(db, named)?;
            asked.add(
                format!(
                    "s.id IN (SELECT d.statement FROM form f JOIN appearance ap ON ap.form = f.id
                     JOIN addressee d ON d.appearance = ap.id WHERE f.actor IN ({}))",
                    list(&ids)
                ),
                [],
            );
        }
        // A statement has one speaker: of several states any will do. Then the walk by day finds them sooner than one walk a
        // state, which would have to be sorted; the plus keeps SQLite from that.
        let countries: Vec<String> =
            filter.countries.iter().map(|c| filter::country(c)).collect::<Result<_, _>>()?;
        asked.any(if countries.len() > 1 { "+s.country" } else { "s.country" }, &countries);
        asked.any("s.act", &filter.acts);
        asked.any("s.certainty", &filter.certainties);
        between(&mut asked, filter, "s.day");
        if let Some(text) = &filter.text {
            rare(db, text, "s.article", &mut asked)?;
        }
        after(&mut asked, page, "s.day", "s.id")?;
        let sql = format!(
            "SELECT s.id, s.day, a.key, s.number, a.published, coalesce(a.agency, a.publisher), x.key,
                    coalesce(x.name, f.name), f.kind, coalesce(x.country, nullif(f.country, '')), f.titles, s.mode, s.act,
                    s.channel, s.certainty, s.time, e.number,
                    substr(a.text, s.content_start + 1, s.content_end - s.content_start),
                    substr(a.text, s.cue_start + 1, s.cue_end - s.cue_start), s.content_start, s.content_end, a.title, a.url,
                    f.affiliation, s.reported_by
             FROM statement s CROSS JOIN article a ON a.id = s.article LEFT JOIN event e ON e.id = s.event
             LEFT JOIN appearance ap ON ap.id = s.speaker LEFT JOIN form f ON f.id = ap.form
             LEFT JOIN actor x ON x.id = f.actor
             WHERE {} ORDER BY s.day DESC, s.id DESC",
            asked.to_sql()
        );
        walk(db, &sql, asked.values, page, |row| {
            let line = statement_line(db, row)?;
            Ok(filter.text.as_ref().is_none_or(|query| query.is_in(&line.content)).then_some(line))
        })
    }

    /// Occasions, the newest first.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn occasions(&self, filter: &Filter, page: &Page) -> Result<Listing<OccasionLine>, LedgerError> {
        self.occasion_listing(filter, page, Order::Newest)
    }

    /// What is planned or proposed for a day or later, the soonest first.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn upcoming(
        &self,
        from: Date,
        filter: &Filter,
        page: &Page,
    ) -> Result<Listing<OccasionLine>, LedgerError> {
        let mut filter = filter.clone();
        filter.from = Some(filter.from.map_or(from, |day| day.max(from)));
        if filter.statuses.is_empty() {
            filter.statuses = vec!["planned".to_owned(), "proposed".to_owned()];
        }
        self.occasion_listing(&filter, page, Order::Soonest)
    }

    fn occasion_listing(
        &self,
        filter: &Filter,
        page: &Page,
        order: Order,
    ) -> Result<Listing<OccasionLine>, LedgerError> {
        let db = &self.db;
        let Walk { from, day, id, mut asked, .. } = filter.occasions(db)?;
        if let Some(text) = &filter.text
            && let Some(articles) = rare_articles(db, text)?
        {
            asked.add(
                format!("o.id IN (SELECT occasion FROM event WHERE article IN ({}))", list(&articles)),
                [],
            );
        }
        let direction = match order {
            Order::Newest => {
                after(&mut asked, page, day, id)?;
                "DESC"
            }
            Order::Soonest => {
                if let Some((from, row)) = page.cursor()? {
                    asked.add(format!("({day}, {id}) > (?, ?)"), [Value::Text(from), Value::Integer(row)]);
                }
                "ASC"
            }
        };
        let sql = format!(
            "SELECT {} FROM {from} WHERE {} ORDER BY {day} {direction}, {id} {direction}",
            occasion_columns(filter.on),
            asked.to_sql()
        );
        let mut before = None;
        walk(db, &sql, asked.values, page, |row| {
            let id: i64 = row.get(0)?;
            // The sides of one occasion come one after the other.
            if before.replace(id) == Some(id) {
                return Ok(None);
            }
            if let Some(text) = &filter.text
                && !tells(db, id, text)?
            {
                return Ok(None);
            }
            Ok(Some(occasion_line(db, row)?))
        })
    }

    /// Actors, those in most articles first.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn actors(&self, filter: &Filter, page: &Page) -> Result<Listing<ActorLine>, LedgerError> {
        let db = &self.db;
        let mut asked = Conditions::default();
        for named in &filter.actors {
            asked.add(format!("x.id IN ({})", list(&filter::actors(db, named)?)), []);
        }
        let countries: Vec<String> =
            filter.countries.iter().map(|c| filter::country(c)).collect::<Result<_, _>>()?;
        asked.any("x.country", &countries);
        asked.any("x.kind", &filter.kinds);
        if filter.review {
            asked.add("x.review IS NOT NULL", []);
        }
        if let Some((articles, id)) = page.cursor()? {
            let articles: i64 =
                articles.parse().map_err(|_| LedgerError::Asked(format!("no such page: {articles}.{id}")))?;
            asked.add("(x.articles, -x.id) < (?, ?)", [Value::Integer(articles), Value::Integer(-id)]);
        }
        let sql = format!(
            "SELECT x.id, cast(x.articles AS TEXT), x.key, x.kind, x.name, x.country, x.aliases, x.external, x.articles,
                    x.review FROM actor x WHERE {} ORDER BY x.articles DESC, x.id",
            asked.to_sql()
        );
        walk(db, &sql, asked.values, page, |row| Ok(Some(actor_line(db, row)?)))
    }

    /// Articles that say something, the newest first.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn search(&self, filter: &Filter, page: &Page) -> Result<Listing<ArticleLine>, LedgerError> {
        let db = &self.db;
        let mut asked = Conditions::default();
        asked.add(current("a.id"), []);
        if let Some(text) = &filter.text
            && !rare(db, text, "a.id", &mut asked)?
        {
            asked.add(
                "EXISTS (SELECT 1 FROM article_text t WHERE t.rowid = a.id AND article_text MATCH ?)",
                [Value::Text(text.expression())],
            );
        }
        for named in &filter.actors {
            asked.add(
                format!(
                    "a.id IN (SELECT ap.article FROM form f JOIN appearance ap ON ap.form = f.id WHERE f.actor IN ({}))",
                    list(&filter::actors(db, named)?)
                ),
                [],
            );
        }
        for named in &filter.countries {
            asked.add(
                "EXISTS (SELECT 1 FROM appearance ap JOIN form f ON f.id = ap.form WHERE ap.article = a.id AND f.country = ?)",
                [Value::Text(filter::country(named)?)],
            );
        }
        between(&mut asked, filter, "a.day");
        after(&mut asked, page, "coalesce(a.day, '')", "a.id")?;
        let sql = format!(
            "SELECT a.id, coalesce(a.day, ''), a.key, a.title, a.published, a.publisher, a.agency, a.url, w.family,
                    (SELECT count(*) FROM event e WHERE e.article = a.id),
                    (SELECT count(*) FROM statement s WHERE s.article = a.id), a.text
             FROM article a JOIN wording w ON w.id = a.wording
             WHERE {} ORDER BY a.day DESC, a.id DESC",
            asked.to_sql()
        );
        walk(db, &sql, asked.values, page, |row| {
            let text: String = row.get(11)?;
            Ok(Some(ArticleLine {
                article: row.get(2)?,
                title: row.get(3)?,
                published: row.get(4)?,
                publisher: row.get(5)?,
                agency: row.get(6)?,
                url: row.get(7)?,
                family: row.get(8)?,
                events: row.get(9)?,
                statements: row.get(10)?,
                passage: filter.text.as_ref().and_then(|query| query.passage(&text)),
            }))
        })
    }

    /// Answers a question in SQL: the names of the columns and the rows. `go_on` is asked now and then whether to go on.
    ///
    /// # Errors
    /// When it is no SQL, would change something, or was given up.
    pub fn sql(
        &self,
        question: &str,
        go_on: &mut (dyn FnMut() -> bool + Send),
    ) -> Result<(Vec<String>, Vec<Vec<serde_json::Value>>), LedgerError> {
        let refused = |e: rusqlite::Error| LedgerError::Asked(format!("SQL: {e}"));
        let mut select = self.db.prepare(question.trim().trim_end_matches(';')).map_err(refused)?;
        if !select.readonly() {
            return Err(LedgerError::Asked(
                "SQL: only questions can be asked, nothing can be changed".to_owned(),
            ));
        }
        let names: Vec<String> = select.column_names().into_iter().map(str::to_owned).collect();
        let mut found = Vec::new();
        let mut rows = select.query([]).map_err(refused)?;
        while let Some(row) = rows.next().map_err(refused)? {
            if found.len() % 64 == 0 && !go_on() {
                return Err(LedgerError::Asked("SQL: given up: it took too long".to_owned()));
            }
            let cell = |n: usize| -> Result<serde_json::Value, LedgerError> {
                Ok(match row.get_ref(n)? {
                    rusqlite::types::ValueRef::Integer(number) => number.into(),
                    rusqlite::types::ValueRef::Real(number) => number.into(),
                    rusqlite::types::ValueRef::Text(text) => {
                        String::from_utf8_lossy(text).into_owned().into()
                    }
                    rusqlite::types::ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()).into(),
                    rusqlite::types::ValueRef::Null => serde_json::Value::Null,
                })
            };
            found.push((0..names.len()).map(cell).collect::<Result<_, _>>()?);
        }
        Ok((names, found))
    }

    /// An occasion by the id of any of its reports, with its account and its reports in the order of their telling.
    ///
    /// # Errors
    /// When there is none, or the ledger cannot be read.
    pub fn occasion(&self, key: &str) -> Result<(OccasionLine, Account, Vec<ReportLine>), LedgerError> {
        let db = &self.db;
        let id = occasion::find(db, key)?;
        let line = db.query_row(
            &format!("SELECT {} FROM occasion o WHERE o.id = ?1", occasion_columns(None)),
            [id],
            |row| occasion_line(db, row),
        )?;
        let mut select = db.prepare_cached(&format!(
            "SELECT {EVENT}, w.family, e.joined FROM event e JOIN article a ON a.id = e.article
             JOIN wording w ON w.id = a.wording LEFT JOIN occasion o ON o.id = e.occasion
             WHERE e.occasion = ?1 ORDER BY a.published, a.key, e.number"
        ))?;
        let reports = select
            .query_map([id], |row| {
                Ok(ReportLine { event: event_line(db, row)?, family: row.get(27)?, joined: row.get(28)? })
            })?
            .collect::<Result<_, _>>()?;
        Ok((line, occasion::account(db, id)?, reports))
    }
}

/// That an article is no former revision. As a condition of the join itself SQLite would first go through all articles.
fn current(article: &str) -> String {
    format!("(SELECT y.superseded_by FROM article y WHERE y.id = {article}) IS NULL")
}

/// Which end of a listing comes first.
enum Order {
    Newest,
    Soonest,
}

fn after(asked: &mut Conditions, page: &Page, day: &str, id: &str) -> Result<(), LedgerError> {
    if let Some((from, row)) = page.cursor()? {
        asked.add(format!("({day}, {id}) < (?, ?)"), [Value::Text(from), Value::Integer(row)]);
    }
    Ok(())
}

/// The articles that say something when they are few.
fn rare_articles(db: &Connection, text: &TextQuery) -> Result<Option<Vec<i64>>, LedgerError> {
    let mut select =
        db.prepare_cached("SELECT rowid FROM article_text WHERE article_text MATCH ?1 LIMIT ?2")?;
    let rows = select.query_map(params![text.expression(), RARE + 1], |row| row.get(0))?;
    let ids: Vec<i64> = rows.collect::<Result<_, _>>()?;
    Ok((ids.len() <= RARE).then_some(ids))
}

/// Narrows to those articles when they are few, and says whether they are.
fn rare(
    db: &Connection,
    text: &TextQuery,
    column: &str,
    asked: &mut Conditions,
) -> Result<bool, LedgerError> {
    let found = rare_articles(db, text)?;
    if let Some(ids) = &found {
        asked.add(format!("{column} IN ({})", list(ids)), []);
    }
    Ok(found.is_some())
}

/// Whether a sentence behind an occasion says something.
pub(super) fn tells(db: &Connection, occasion: i64, query: &TextQuery) -> rusqlite::Result<bool> {
    let mut select = db.prepare_cached(
        "SELECT substr(a.text, e.evidence_start + 1, e.evidence_end - e.evidence_start), e.topics
         FROM event e JOIN article a ON a.id = e.article WHERE e.occasion = ?1",
    )?;
    let mut rows = select.query([occasion])?;
    while let Some(row) = rows.next()? {
        let (evidence, topics): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        if query.is_in(&format!("{evidence} {}", topics.unwrap_or_default())) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Walks rows (first their id, then their place in the order) until the page is full.
fn walk<T>(
    db: &Connection,
    sql: &str,
    values: Vec<Value>,
    page: &Page,
    mut line: impl FnMut(&Row<'_>) -> rusqlite::Result<Option<T>>,
) -> Result<Listing<T>, LedgerError> {
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query(params_from_iter(values))?;
    let mut listing = Listing { lines: Vec::new(), next: None };
    let mut last: Option<String> = None;
    while let Some(row) = rows.next()? {
        if let Some(found) = line(row)? {
            if listing.lines.len() == page.limit {
                listing.next = last;
                break;
            }
            listing.lines.push(found);
            last = Some(format!("{}.{}", row.get::<_, String>(1)?, row.get::<_, i64>(0)?));
        }
    }
    Ok(listing)
}

fn split(joined: Option<String>) -> Vec<String> {
    joined.unwrap_or_default().split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn party(row: &Row<'_>) -> rusqlite::Result<Party> {
    let (name, body, titles): (String, Option<String>, Option<String>) =
        (row.get(1)?, row.get(4)?, row.get(5)?);
    Ok(Party {
        actor: row.get(0)?,
        office: office(&name, &body.unwrap_or_default(), &split(titles)),
        name,
        kind: row.get(2)?,
        country: row.get(3)?,
        role: row.get(6)?,
        told_as: None,
    })
}

/// The office that somebody is named with. Who has no other name is not named with it twice, and a body that the office
/// names itself (외교장관 of the 외교부) is not named before it.
fn office(name: &str, body: &str, titles: &[String]) -> Option<String> {
    let title = titles.first().filter(|title| !name.contains(title.as_str()))?;
    let stem: String = body.chars().take(STEM).collect();
    Some(if body.is_empty() || title.contains(&stem) { title.clone() } else { format!("{body} {title}") })
}

/// Letters of a body's name that tell it within an office's: 외교 of 외교부 and 외교장관.
const STEM: usize = 2;

fn event_line(db: &Connection, row: &Row<'_>) -> rusqlite::Result<EventLine> {
    let (article, number): (String, i64) = (row.get(2)?, row.get(3)?);
    let id: i64 = row.get(0)?;
    let participants = parties(
        db,
        id,
        "p.role FROM participant p JOIN appearance ap ON ap.id = p.appearance JOIN form f ON f.id = ap.form
         LEFT JOIN actor x ON x.id = f.actor WHERE p.event = ?1 ORDER BY ap.number",
    )?;
    let kind: String = row.get(8)?;
    let participants = match row.get::<_, Option<String>>(6)? {
        Some(occasion) if MEETINGS.contains(&kind.as_str()) => acting(db, &occasion, &kind, participants)?,
        _ => participants,
    };
    let cited = parties(
        db,
        id,
        "'' FROM cited c JOIN appearance ap ON ap.id = c.appearance JOIN form f ON f.id = ap.form
         LEFT JOIN actor x ON x.id = f.actor WHERE c.event = ?1 GROUP BY ap.id ORDER BY ap.number",
    )?;
    Ok(EventLine {
        event: format!("{article}-e{number}"),
        article,
        published: row.get(4)?,
        source: row.get(5)?,
        occasion: row.get(6)?,
        event_type: row.get(7)?,
        kind,
        cameo: row.get(9)?,
        status: row.get(10)?,
        certainty: row.get(11)?,
        time: row.get(12)?,
        place: row.get(13)?,
        place_country: row.get(14)?,
        duration: row.get(15)?,
        closed_door: row.get(16)?,
        name: row.get(24)?,
        rank: row.get(25)?,
        part_of: row.get(26)?,
        topics: split(row.get(17)?),
        participants,
        cited,
        evidence: row.get(18)?,
        span: (row.get(19)?, row.get(20)?),
        confidence: row.get(21)?,
        title: row.get(22)?,
        url: row.get(23)?,
    })
}

/// The kinds at which whoever acts for a state is the side.
const MEETINGS: [&str; 6] = ["summit", "talks", "meeting", "audience", "call", "conference"];

/// The sides of a report, a state or an office as the one who acted for the state at the occasion, where other reports of it
/// name just one; at a summit just one who leads it.
fn acting(db: &Connection, key: &str, kind: &str, told: Vec<Party>) -> rusqlite::Result<Vec<Party>> {
    let stands =
        |p: &Party| occasion::is_principal(&p.role) && occasion::stands_for_state(&p.kind, &p.name, &p.role);
    let mut select = db.prepare_cached(
        "SELECT x.key, x.name, x.kind, x.country, NULL, NULL, '',
                (SELECT group_concat(title, '|') FROM office WHERE actor = x.id)
         FROM occasion o JOIN side s ON s.occasion = o.id JOIN actor x ON x.id = s.actor
         WHERE o.key = ?1 AND x.kind = 'person' AND x.country = ?2 AND s.role NOT IN ('attendee', 'mediator')
         ORDER BY x.key",
    )?;
    let mut found = Vec::new();
    for party in &told {
        let people = match party.country.as_deref().filter(|_| stands(party)) {
            Some(country) => select
                .query_map([key, country], |row| Ok((self::party(row)?, split(row.get(7)?))))?
                .collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        let fits = |(person, offices): &(Party, Vec<String>)| {
            let leads = || offices.iter().any(|title| facts::is_head(title));
            occasion::is_named(&person.kind, &person.name) && (kind != "summit" || leads())
        };
        let mut named = people.into_iter().filter(fits).map(|(person, _)| person);
        found.push(match (named.next(), named.next()) {
            (Some(person), None) if !told.iter().any(|p| p.actor == person.actor) => {
                Party { role: party.role.clone(), told_as: Some(party.name.clone()), ..person }
            }
            _ => party.clone(),
        });
    }
    Ok(found)
}

fn statement_line(db: &Connection, row: &Row<'_>) -> rusqlite::Result<StatementLine> {
    let (article, number): (String, i64) = (row.get(2)?, row.get(3)?);
    let speaker = match row.get::<_, Option<String>>(7)? {
        Some(name) => Some(Party {
            actor: row.get(6)?,
            office: office(
                &name,
                &row.get::<_, Option<String>>(23)?.unwrap_or_default(),
                &split(row.get(10)?),
            ),
            name,
            kind: row.get(8)?,
            country: row.get(9)?,
            role: String::new(),
            told_as: None,
        }),
        None => None,
    };
    let addressees = parties(
        db,
        row.get(0)?,
        "'' FROM addressee d JOIN appearance ap ON ap.id = d.appearance JOIN form f ON f.id = ap.form
         LEFT JOIN actor x ON x.id = f.actor WHERE d.statement = ?1 ORDER BY ap.number",
    )?;
    let reported_by = match row.get::<_, Option<i64>>(24)? {
        Some(appearance) => parties(
            db,
            appearance,
            "'' FROM appearance ap JOIN form f ON f.id = ap.form LEFT JOIN actor x ON x.id = f.actor WHERE ap.id = ?1",
        )?
        .pop(),
        None => None,
    };
    Ok(StatementLine {
        statement: format!("{article}-s{number}"),
        event: row.get::<_, Option<i64>>(16)?.map(|n| format!("{article}-e{n}")),
        article,
        published: row.get(4)?,
        source: row.get(5)?,
        speaker,
        titles: split(row.get(10)?),
        addressees,
        mode: row.get(11)?,
        act: row.get(12)?,
        channel: row.get(13)?,
        certainty: row.get(14)?,
        time: row.get(15)?,
        reported_by,
        content: row.get(17)?,
        cue: row.get(18)?,
        span: (row.get(19)?, row.get(20)?),
        title: row.get(21)?,
        url: row.get(22)?,
    })
}

/// The line of a row of [`occasion_columns`].
pub(super) fn occasion_line(db: &Connection, row: &Row<'_>) -> rusqlite::Result<OccasionLine> {
    let id: i64 = row.get(0)?;
    let mut select = db.prepare_cached(
        "SELECT x.key, x.name, x.kind, x.country, NULL, NULL, s.role, x.id FROM side s JOIN actor x ON x.id = s.actor
         WHERE s.occasion = ?1 ORDER BY s.role = 'attendee', x.articles DESC, x.key",
    )?;
    let sides = select.query_map([id], |row| Ok((party(row)?, row.get::<_, i64>(7)?)))?;
    let mut participants = Vec::new();
    for side in sides {
        let (party, actor) = side?;
        let office = if party.kind == "person" { office_at(db, id, actor, &party.name)? } else { None };
        participants.push(Party { office, ..party });
    }
    Ok(OccasionLine {
        day: row.get(1)?,
        occasion: row.get(2)?,
        kind: row.get(3)?,
        status: row.get(4)?,
        certainty: row.get(5)?,
        time: row.get(6)?,
        place: row.get(7)?,
        place_country: row.get(8)?,
        participants,
        articles: row.get(9)?,
        sources: row.get(10)?,
        contradictions: row.get(11)?,
        unconfirmed: row.get(12)?,
        confidence: row.get(13)?,
    })
}

/// The office with which the reports of an occasion name somebody: the one that is most usual in the ledger.
fn office_at(db: &Connection, occasion: i64, actor: i64, name: &str) -> rusqlite::Result<Option<String>> {
    let mut select = db.prepare_cached(
        "SELECT f.affiliation, f.titles FROM event e JOIN participant p ON p.event = e.id
         JOIN appearance ap ON ap.id = p.appearance JOIN form f ON f.id = ap.form
         WHERE e.occasion = ?1 AND f.actor = ?2 AND f.titles != ''
         ORDER BY f.affiliation = '', f.articles DESC, f.titles LIMIT 1",
    )?;
    let mut rows = select.query([occasion, actor])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (body, titles): (String, Option<String>) = (row.get(0)?, row.get(1)?);
    Ok(office(name, &body, &split(titles)))
}

/// Those whom a row names: what follows [`PARTY`] in the statement begins with their role.
fn parties(db: &Connection, row: i64, rest: &str) -> rusqlite::Result<Vec<Party>> {
    let mut select = db.prepare_cached(&format!("SELECT {PARTY}, {rest}"))?;
    select.query_map([row], party)?.collect()
}

fn actor_line(db: &Connection, row: &Row<'_>) -> rusqlite::Result<ActorLine> {
    let mut select = db.prepare_cached(
        "SELECT title, affiliation, first, last, articles FROM office WHERE actor = ?1
         ORDER BY last DESC NULLS LAST, articles DESC, title, affiliation",
    )?;
    let offices = select
        .query_map([row.get::<_, i64>(0)?], |row| {
            Ok(OfficeLine {
                title: row.get(0)?,
                affiliation: row.get(1)?,
                first: row.get(2)?,
                last: row.get(3)?,
                articles: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(ActorLine {
        actor: row.get(2)?,
        kind: row.get(3)?,
        name: row.get(4)?,
        country: row.get(5)?,
        aliases: split(row.get(6)?),
        external: row.get(7)?,
        articles: row.get(8)?,
        offices,
        review: row.get(9)?,
    })
}
