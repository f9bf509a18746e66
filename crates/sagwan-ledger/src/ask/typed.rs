//! What people type to narrow a listing: which listing knows what, the words that there are, days by month and year.

use jiff::civil::Date;
use sagwan::rules::{VOCABULARY, Values};

use super::filter::{self, Filter};
use super::text::TextQuery;
use crate::error::LedgerError;

/// A listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Reports.
    Events,
    /// What was said.
    Statements,
    /// Who is who.
    Actors,
    /// Events of the world.
    Occasions,
    /// What is planned.
    Upcoming,
    /// Visits of one traveller.
    Trips,
    /// Articles.
    Search,
}

impl What {
    /// As it is called on the command line and in Python.
    pub fn name(self) -> &'static str {
        match self {
            What::Events => "events",
            What::Statements => "statements",
            What::Actors => "actors",
            What::Occasions => "occasions",
            What::Upcoming => "upcoming",
            What::Trips => "trips",
            What::Search => "search",
        }
    }
}

/// Kinds of events.
pub const KINDS: &[&str] = &[
    "summit",
    "talks",
    "audience",
    "meeting",
    "conference",
    "call",
    "visit",
    "letter",
    "agreement",
    "summons",
];
/// Kinds of actors.
pub const ACTOR_KINDS: &[&str] = &["person", "organization", "country"];
/// Whether they happened.
pub const STATUSES: &[&str] = &["occurred", "underway", "planned", "proposed", "cancelled", "not_occurred"];
/// How far texts commit themselves.
pub const CERTAINTIES: &[&str] = &["stated", "attributed", "hearsay", "inferred"];

/// What can be done by saying something.
pub fn acts() -> &'static [&'static str] {
    let cue = VOCABULARY.effects.iter().find(|effect| effect.name == "cue");
    match cue.map(|effect| effect.values) {
        Some(Values::OneOf(names)) => names,
        _ => &[],
    }
}

/// That all that is given is among the words of a name.
///
/// # Errors
/// For the first that is not; it names them all.
pub fn known(given: &[String], words: &[&str], name: &str) -> Result<(), LedgerError> {
    match given.iter().find(|g| !words.contains(&g.as_str())) {
        Some(wrong) => {
            Err(LedgerError::Asked(format!("no such {name}: {wrong}: it is one of {}", words.join(", "))))
        }
        None => Ok(()),
    }
}

impl Filter {
    /// A part that is given and that the listing does not know: it would narrow nothing without a word.
    pub fn strange(&self, what: What) -> Option<&'static str> {
        use What::{Actors, Events, Occasions, Search, Statements, Trips, Upcoming};
        let parts: [(&str, bool, &[What]); 15] = [
            (
                "country",
                !self.countries.is_empty(),
                &[Events, Statements, Actors, Occasions, Upcoming, Trips, Search],
            ),
            (
                "actor",
                !self.actors.is_empty(),
                &[Events, Statements, Actors, Occasions, Upcoming, Trips, Search],
            ),
            ("kind", !self.kinds.is_empty(), &[Events, Actors, Occasions, Upcoming, Trips]),
            ("status", !self.statuses.is_empty(), &[Events, Occasions, Upcoming, Trips]),
            ("certainty", !self.certainties.is_empty(), &[Events, Statements, Occasions, Upcoming, Trips]),
            ("from", self.from.is_some(), &[Events, Statements, Occasions, Upcoming, Trips, Search]),
            ("to", self.to.is_some(), &[Events, Statements, Occasions, Upcoming, Trips, Search]),
            ("on", self.on.is_some(), &[Occasions, Upcoming, Trips]),
            ("place", self.place.is_some(), &[Events, Occasions, Upcoming, Trips]),
            ("min-sources", self.min_sources.is_some(), &[Occasions, Upcoming, Trips]),
            ("disputed", self.disputed, &[Occasions, Upcoming, Trips]),
            ("min-confidence", self.min_confidence.is_some(), &[Events, Occasions, Upcoming, Trips]),
            ("to-actor", self.addressee.is_some(), &[Statements]),
            ("act", !self.acts.is_empty(), &[Statements]),
            ("review", self.review, &[Actors]),
        ];
        parts.into_iter().find(|(_, given, listings)| *given && !listings.contains(&what)).map(|part| part.0)
    }

    /// The filter with words that were typed, its own words looked up among those that there are. Of actors words are names.
    ///
    /// # Errors
    /// When a kind, status, certainty or act is none, or the words name nothing to look for.
    pub fn with_words(mut self, what: What, words: &[String]) -> Result<Filter, LedgerError> {
        known(&self.kinds, if what == What::Actors { ACTOR_KINDS } else { KINDS }, "kind")?;
        known(&self.statuses, STATUSES, "status")?;
        known(&self.certainties, CERTAINTIES, "certainty")?;
        known(&self.acts, acts(), "act")?;
        share(self.min_confidence)?;
        if what == What::Actors {
            self.actors.extend(words.iter().cloned());
            return Ok(self);
        }
        let words = words.join(" ");
        self.text = TextQuery::parse(&words);
        if !words.trim().is_empty() && self.text.is_none() {
            return Err(LedgerError::Asked(format!(
                "nothing to look for in {words}: name a word that must occur"
            )));
        }
        Ok(self)
    }
}

/// Checks a confidence that was typed.
///
/// # Errors
/// When it is none.
pub fn share(confidence: Option<f64>) -> Result<(), LedgerError> {
    match confidence {
        Some(share) if !(0.0..=1.0).contains(&share) => {
            Err(LedgerError::Asked("min_confidence lies between 0 and 1".to_owned()))
        }
        _ => Ok(()),
    }
}

/// The code of a state by its code or its name in Korean or English.
///
/// # Errors
/// When there is none.
pub fn state(typed: &str) -> Result<String, String> {
    filter::country(typed).map_err(|error| error.to_string())
}

/// A day, or the first of a month or a year.
///
/// # Errors
/// When it is none.
pub fn first_day(typed: &str) -> Result<Date, String> {
    whole(typed, |month| month)
}

/// A day, or the last of a month or a year.
///
/// # Errors
/// When it is none.
pub fn last_day(typed: &str) -> Result<Date, String> {
    whole(typed, Date::last_of_month)
}

/// A day; of a month or a year the first or last.
fn whole(typed: &str, end: fn(Date) -> Date) -> Result<Date, String> {
    let wrong = || "no such date: write it as 2018-06-27, 2018-06 or 2018".to_owned();
    if let Ok(day) = typed.parse::<Date>() {
        return Ok(day);
    }
    let mut parts = typed.splitn(2, '-');
    let year: i16 =
        parts.next().and_then(|y| y.parse().ok()).filter(|y| (1000..10_000).contains(y)).ok_or_else(wrong)?;
    let first = Date::new(year, 1, 1).map_err(|_| wrong())?;
    match parts.next() {
        Some(month) => {
            let month = month.parse().map_err(|_| wrong())?;
            Ok(end(Date::new(year, month, 1).map_err(|_| wrong())?))
        }
        // The first of the first month, the last of the last.
        None => Ok(if end(first) == first { first } else { Date::new(year, 12, 31).map_err(|_| wrong())? }),
    }
}
