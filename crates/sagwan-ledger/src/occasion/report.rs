//! A report: an event of one article, with what is compared when reports are joined.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rusqlite::Connection;

use crate::actors::name;
use crate::error::LedgerError;

/// Letters before the word that names an event, in which a name for it begins.
const HEAD: usize = 12;

/// Stands for the outlet of texts of which none is known: two of them may well be of one.
pub(crate) const NOBODY: &str = "#";

/// Takes those whose outlet is not known from among sources beside others: they may be these.
pub(crate) fn independent(mut sources: BTreeSet<String>) -> BTreeSet<String> {
    if sources.len() > 1 {
        sources.remove(NOBODY);
    }
    sources
}

/// One who is named as a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) actor: Option<i64>,
    /// Public id of the actor; the name where there is none.
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) titles: Vec<String>,
    pub(crate) role: String,
}

impl Side {
    /// Whether it takes part as a side and does not merely sit in.
    pub(crate) fn is_principal(&self) -> bool {
        is_principal(&self.role)
    }

    /// Whether it is somebody called by name.
    pub(crate) fn is_named(&self) -> bool {
        is_named(&self.kind, &self.name)
    }
}

/// Whether a role is that of a side, not of who merely sits in.
pub(crate) fn is_principal(role: &str) -> bool {
    !matches!(role, "attendee" | "mediator")
}

/// Whether an actor of a kind is somebody called by name.
pub(crate) fn is_named(kind: &str, name: &str) -> bool {
    kind == "person" && !name::is_office_only(name)
}

/// Whether a side is a state, or a person called by nothing but an office, for which somebody named may stand.
pub(crate) fn stands_for_state(kind: &str, name: &str, role: &str) -> bool {
    kind == "country" || kind == "person" && is_principal(role) && !is_named(kind, name)
}

/// Those of the sides that say who takes part: a state, a capital or an office is left out where somebody who acts for the
/// state is named.
pub(crate) fn telling<'r>(sides: impl Iterator<Item = &'r Side> + Clone) -> impl Iterator<Item = &'r Side> {
    let named: BTreeSet<&str> = sides
        .clone()
        .filter(|s| s.is_named() && s.is_principal())
        .filter_map(|s| s.country.as_deref())
        .collect();
    sides.filter(move |s| {
        !stands_for_state(&s.kind, &s.name, &s.role)
            || s.country.as_deref().is_none_or(|c| !named.contains(c))
    })
}

/// Whether an event is told before or after its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Planned, proposed, cancelled.
    Ahead,
    /// Took place, takes place, or did not.
    Past,
}

/// One event of one article.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) id: i64,
    pub(crate) article: i64,
    pub(crate) article_key: String,
    pub(crate) number: i64,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) certainty: String,
    pub(crate) time: Option<String>,
    /// The days the time covers.
    pub(crate) days: Option<(Date, Date)>,
    /// When the article was published: the day, and the whole stamp.
    pub(crate) told: Option<Date>,
    pub(crate) published: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) place_country: Option<String>,
    pub(crate) duration: Option<String>,
    pub(crate) closed_door: Option<bool>,
    /// What it is called by itself, and of what rank the visit is.
    pub(crate) name: Option<String>,
    pub(crate) rank: Option<String>,
    pub(crate) topics: Vec<String>,
    /// Whether it tells of a change of day.
    pub(crate) moved: bool,
    /// The word that names the event, and that word with what stands before it: 회담, 남북 고위급 회담.
    pub(crate) trigger: String,
    pub(crate) head: String,
    /// How sure the reader is of it, in hundredths.
    pub(crate) confidence: Option<i32>,
    pub(crate) family: i64,
    pub(crate) origin: Option<String>,
    pub(crate) sides: Vec<Side>,
}

impl Report {
    /// Public id.
    pub(crate) fn key(&self) -> String {
        format!("{}-e{}", self.article_key, self.number)
    }

    pub(crate) fn phase(&self) -> Phase {
        match self.status.as_str() {
            "occurred" | "underway" | "not_occurred" => Phase::Past,
            _ => Phase::Ahead,
        }
    }

    /// Whose word it rests on: the agency or outlet the story comes from, else [`NOBODY`].
    pub(crate) fn source(&self) -> String {
        self.origin.clone().unwrap_or_else(|| NOBODY.to_owned())
    }

    /// Reports in this order come out the same whatever the order of keeping.
    pub(crate) fn order(&self) -> (Option<&str>, &str, i64) {
        (self.published.as_deref(), &self.article_key, self.number)
    }

    pub(crate) fn principals(&self) -> impl Iterator<Item = &Side> {
        self.sides.iter().filter(|side| side.is_principal())
    }
}

/// The reports of current articles with a value in a column of `event`, in their fixed order.
pub(crate) fn load(
    db: &Connection,
    column: &str,
    value: impl rusqlite::ToSql + Copy,
) -> Result<Vec<Report>, LedgerError> {
    let mut select = db.prepare_cached(&format!(
        "SELECT e.id, e.article, a.key, e.number, e.kind, e.status, e.certainty, e.time, e.first, e.last, a.day,
                a.published, e.place, e.place_country, e.duration, e.closed_door, e.topics, e.moved, w.family, f.origin,
                substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start),
                substr(a.text, max(e.evidence_start, e.trigger_start - {HEAD}) + 1,
                       e.trigger_end - max(e.evidence_start, e.trigger_start - {HEAD})), e.confidence, e.name,
                e.rank
         FROM event e JOIN article a ON a.id = e.article JOIN wording w ON w.id = a.wording
         LEFT JOIN family f ON f.id = w.family
         WHERE e.{column} = ?1 AND a.superseded_by IS NULL ORDER BY e.id"
    ))?;
    let day = |text: Option<String>| text.and_then(|t| t.parse::<Date>().ok());
    let rows = select.query_map([value], |row| {
        let (first, last) = (day(row.get(8)?), day(row.get(9)?));
        let topics: Option<String> = row.get(16)?;
        Ok(Report {
            id: row.get(0)?,
            article: row.get(1)?,
            article_key: row.get(2)?,
            number: row.get(3)?,
            kind: row.get(4)?,
            status: row.get(5)?,
            certainty: row.get(6)?,
            time: row.get(7)?,
            days: first.zip(last),
            told: day(row.get(10)?),
            published: row.get(11)?,
            place: row.get(12)?,
            place_country: row.get(13)?,
            duration: row.get(14)?,
            closed_door: row.get(15)?,
            name: row.get(23)?,
            rank: row.get(24)?,
            topics: topics
                .unwrap_or_default()
                .split('|')
                .filter(|t| !t.is_empty())
                .map(str::to_owned)
                .collect(),
            moved: row.get(17)?,
            family: row.get::<_, Option<i64>>(18)?.unwrap_or(0),
            origin: row.get(19)?,
            trigger: row.get(20)?,
            head: row.get(21)?,
            confidence: row.get(22)?,
            sides: Vec::new(),
        })
    })?;
    let mut reports: Vec<Report> = rows.collect::<Result<_, _>>()?;
    // Both lists come by event: one walk lays the sides beside their reports.
    let mut sides = db.prepare_cached(&format!(
        "SELECT p.event, x.id, x.key, f.kind, coalesce(x.name, f.name), coalesce(x.country, nullif(f.country, '')),
                f.titles, p.role
         FROM event e JOIN participant p ON p.event = e.id JOIN appearance ap ON ap.id = p.appearance
         JOIN form f ON f.id = ap.form LEFT JOIN actor x ON x.id = f.actor
         WHERE e.{column} = ?1 ORDER BY p.event, ap.number"
    ))?;
    let mut rows = sides.query([value])?;
    let mut n = 0;
    while let Some(row) = rows.next()? {
        let event: i64 = row.get(0)?;
        while reports.get(n).is_some_and(|r| r.id < event) {
            n += 1;
        }
        let Some(report) = reports.get_mut(n).filter(|r| r.id == event) else { continue };
        let (key, name): (Option<String>, String) = (row.get(2)?, row.get(4)?);
        let titles: String = row.get(6)?;
        report.sides.push(Side {
            actor: row.get(1)?,
            key: key.unwrap_or_else(|| name.clone()),
            kind: row.get(3)?,
            name,
            country: row.get(5)?,
            titles: titles.split('|').filter(|t| !t.is_empty()).map(str::to_owned).collect(),
            role: row.get(7)?,
        });
    }
    reports.sort_by(|a, b| a.order().cmp(&b.order()));
    Ok(reports)
}
