//! What an editor opens a day with: what was held, what comes, what changed.
//!
//! Takes a day, gives occasions with what a sentence about them needs. What the ledger knows now is told of any day: a
//! plan of a past week stands with what became of it.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;

use super::lines::{OccasionLine, ReportLine};
use super::list::{occasion_columns, occasion_line};
use crate::days;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::occasion::{Account, Contradiction};

/// An occasion with what a sentence about it needs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Told {
    /// The occasion.
    #[serde(flatten)]
    pub occasion: OccasionLine,
    /// What it is about, what most sources give first.
    pub topics: Vec<String>,
    /// Whose reports it rests on; copies stand behind whose story they are.
    pub outlets: Vec<String>,
    /// Articles that only repeat a story of another.
    pub copies: usize,
}

/// A plan that got another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// For when it was before; `None` where nobody said.
    pub from: Option<String>,
    /// For when it is now.
    pub to: Option<String>,
}

/// An occasion of which something else is known than before.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Change {
    /// The occasion.
    #[serde(flatten)]
    pub told: Told,
    /// When the change was printed: a day.
    pub since: Option<String>,
    /// The change of day, if it moved.
    pub moved: Option<Moved>,
    /// Whether it was called off, put off without a day, or said not to have been.
    pub called_off: bool,
    /// What reports contradict each other on.
    pub disputed: Vec<Contradiction>,
}

/// One day of the ledger.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Today {
    /// The day.
    pub day: String,
    /// What was held on it and on the day before, the latest first.
    pub held: Vec<Told>,
    /// What was planned by then for the day and the six after it, the soonest first.
    pub ahead: Vec<Told>,
    /// What moved, was called off or was contradicted in articles of the day and of the two before it, the latest first.
    pub changed: Vec<Change>,
}

/// Days before the day that count as just now: of what was held, and of what changed, which a weekend may hold back.
const HELD_BEFORE: i64 = 1;
const CHANGED_BEFORE: i64 = 2;
/// Days after the day that are its week.
const WEEK: i64 = 6;
/// Occasions of a section at most: more is a listing and no front page.
const MOST: usize = 40;
/// Of what may have changed more are looked at: most only went on.
const SIFTED: usize = 120;

impl Ledger {
    /// The newest day with an article, not later than `latest`; `None` where there is none.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn newest_day(&self, latest: Date) -> Result<Option<Date>, LedgerError> {
        let mut select = self.db.prepare_cached("SELECT max(day) FROM article WHERE day <= ?1")?;
        let day: Option<String> =
            select.query_row([latest.to_string()], |row| row.get(0)).optional()?.flatten();
        Ok(day.and_then(|day| day.parse().ok()))
    }

    /// What an editor opens a day with.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn today(&self, day: Date) -> Result<Today, LedgerError> {
        Ok(Today {
            day: day.to_string(),
            held: self.held(day)?,
            ahead: self.ahead(day)?,
            changed: self.changed(day)?,
        })
    }

    /// When an occasion was last told: the stamp of the latest article; `None` where none has a date.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn last_told(&self, occasion: &str) -> Result<Option<String>, LedgerError> {
        let mut select = self.db.prepare_cached(
            "SELECT max(a.published) FROM occasion o JOIN event e ON e.occasion = o.id
             JOIN article a ON a.id = e.article WHERE o.key = ?1 AND a.superseded_by IS NULL",
        )?;
        Ok(select.query_row([occasion], |row| row.get(0))?)
    }

    fn held(&self, day: Date) -> Result<Vec<Told>, LedgerError> {
        // A walk by day begins where a visit of some days may have begun.
        let lines = self.lines(
            "o.day BETWEEN date(?1, '-14 days') AND ?2 AND o.first <= ?2 AND o.last >= ?1
             AND o.status IN ('occurred', 'underway') ORDER BY o.first DESC, o.sources DESC, o.id",
            day.saturating_sub(HELD_BEFORE.days()),
            day,
        )?;
        lines.into_iter().take(MOST).map(|line| self.told(line)).collect()
    }

    fn ahead(&self, day: Date) -> Result<Vec<Told>, LedgerError> {
        let lines = self.lines(
            "o.day BETWEEN date(?1, '-14 days') AND ?2 AND o.first <= ?2 AND o.last >= ?1
             AND o.status NOT IN ('cancelled', 'not_occurred') AND EXISTS (
                 SELECT 1 FROM event e JOIN article a ON a.id = e.article
                 WHERE e.occasion = o.id AND e.status IN ('planned', 'proposed') AND a.day <= ?1)
             AND (o.first > ?1 OR o.status IN ('planned', 'proposed')) ORDER BY o.first, o.sources DESC, o.id",
            day,
            day.saturating_add(WEEK.days()),
        )?;
        lines.into_iter().take(MOST).map(|line| self.told(line)).collect()
    }

    fn changed(&self, day: Date) -> Result<Vec<Change>, LedgerError> {
        let since = day.saturating_sub(CHANGED_BEFORE.days());
        let lines = self.lines(
            "o.id IN (SELECT e.occasion FROM article a JOIN event e ON e.article = a.id
                      WHERE a.day BETWEEN ?1 AND ?2 AND a.superseded_by IS NULL)
             AND (o.contradictions > 0 OR o.status IN ('cancelled', 'not_occurred') OR EXISTS (
                 SELECT 1 FROM event e WHERE e.occasion = o.id AND e.status IN ('planned', 'cancelled')))
             ORDER BY o.sources DESC, o.day DESC, o.id",
            since,
            day,
        )?;
        let mut changes = Vec::new();
        for line in lines {
            let (_, account, reports) = self.occasion(&line.occasion)?;
            let within = |stamp: Option<&str>| {
                stamp.and_then(days::day_of).is_some_and(|told| (since..=day).contains(&told))
            };
            changes.extend(change(line, &account, &reports, within));
        }
        changes.sort_by(|a, b| b.since.cmp(&a.since));
        changes.truncate(MOST);
        Ok(changes)
    }

    /// Occasions by a condition over two days; of days that are told only, and no longer than some days.
    fn lines(&self, condition: &str, first: Date, last: Date) -> Result<Vec<OccasionLine>, LedgerError> {
        let mut select = self.db.prepare_cached(&format!(
            "SELECT {} FROM occasion o
             WHERE coalesce(julianday(o.last) - julianday(o.first) < 14, 1) AND {condition} LIMIT {SIFTED}",
            occasion_columns(None)
        ))?;
        let rows = select
            .query_map(params![first.to_string(), last.to_string()], |row| occasion_line(&self.db, row))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn told(&self, line: OccasionLine) -> Result<Told, LedgerError> {
        let (_, account, reports) = self.occasion(&line.occasion)?;
        Ok(tell(line, &account, &reports))
    }
}

fn tell(occasion: OccasionLine, account: &Account, reports: &[ReportLine]) -> Told {
    let topics = account.fields.iter().find(|field| field.field == "topic");
    let articles: BTreeSet<&str> = reports.iter().map(|report| report.event.article.as_str()).collect();
    let stories: BTreeSet<Option<i64>> = reports.iter().map(|report| report.family).collect();
    Told {
        topics: topics.iter().flat_map(|field| &field.claims).map(|claim| claim.value.clone()).collect(),
        outlets: account.named_sources().map(str::to_owned).collect(),
        copies: articles.len().saturating_sub(stories.len()),
        occasion,
    }
}

/// What changed of an occasion in articles of some days; `None` where nothing did.
fn change(
    line: OccasionLine,
    account: &Account,
    reports: &[ReportLine],
    within: impl Fn(Option<&str>) -> bool,
) -> Option<Change> {
    let steps = || account.history.iter().enumerate().rev().filter(|(_, step)| within(step.told.as_deref()));
    let ahead = matches!(line.status.as_str(), "planned" | "proposed");
    let moved = steps().find(|(_, step)| ahead && step.step == "moved");
    let off = steps().find(|(_, step)| {
        matches!(line.status.as_str(), "cancelled" | "not_occurred") && step.step == line.status
    });
    let disputing: BTreeSet<&str> = account
        .contradictions
        .iter()
        .flat_map(|contradiction| &contradiction.claims)
        .flat_map(|claim| &claim.reports)
        .map(String::as_str)
        .collect();
    let printed = |report: &&ReportLine| {
        within(report.event.published.as_deref()) && disputing.contains(report.event.event.as_str())
    };
    let disputed = reports.iter().rev().find(printed).and_then(|report| report.event.published.clone());
    let told = |step: Option<(usize, &crate::occasion::Step)>| step.and_then(|(_, step)| step.told.clone());
    let since = [told(moved), told(off), disputed.clone()].into_iter().flatten().max()?;
    let before = |at: usize| account.history.iter().take(at).rev().find_map(|step| step.time.clone());
    Some(Change {
        since: days::day_of(&since).map(|day| day.to_string()),
        moved: moved.map(|(at, step)| Moved { from: before(at), to: step.time.clone() }),
        called_off: off.is_some(),
        disputed: if disputed.is_some() { account.contradictions.clone() } else { Vec::new() },
        told: tell(line, account, reports),
    })
}
