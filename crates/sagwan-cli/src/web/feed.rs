//! Listings as Atom feeds (RFC 4287): one entry a line, the same ids whoever asks.

use maud::{PreEscaped, html};
use sagwan_ledger::{
    ActorLine, ArticleLine, DoubtLine, EventLine, Ledger, LedgerError, Listing, OccasionLine, StatementLine,
    Today, TripLine,
};

use super::asked::Asked;
use super::cite;
use super::query::escaped;
use crate::show::{Language, doubt, named, sentence};

/// Stands for a day that nobody told; a feed must give one.
const LONG_AGO: &str = "1970-01-01T00:00:00Z";

/// What a feed tells of a line.
#[derive(Debug)]
pub struct Entry {
    /// What it is known by: `occasion:…`.
    id: String,
    title: String,
    /// When it was last told.
    updated: Option<String>,
    /// Its page.
    link: String,
    author: Option<String>,
    summary: Option<String>,
}

/// A line of a listing that a feed can tell.
pub trait Feeds {
    /// Its entry, in a language.
    fn entry(&self, language: Language) -> Entry;
}

impl Feeds for ArticleLine {
    fn entry(&self, _: Language) -> Entry {
        Entry {
            id: format!("article:{}", self.article),
            title: self.title.clone().unwrap_or_default(),
            updated: self.published.clone(),
            link: format!("/articles/{}", self.article),
            author: self.publisher.clone().or_else(|| self.agency.clone()),
            summary: self.passage.as_ref().map(|passage| passage.text.clone()),
        }
    }
}

impl Feeds for EventLine {
    fn entry(&self, language: Language) -> Entry {
        let who: Vec<String> = self.participants.iter().map(named).collect();
        let number = self.event.rsplit('-').next().unwrap_or_default();
        Entry {
            id: format!("report:{}", self.event),
            title: format!(
                "{} ({}): {}",
                language.word(&self.kind),
                language.word(&self.status),
                who.join(", ")
            ),
            updated: self.published.clone(),
            link: format!("/articles/{}#{number}", self.article),
            author: self.source.clone(),
            summary: Some(self.evidence.clone()),
        }
    }
}

impl Feeds for StatementLine {
    fn entry(&self, _: Language) -> Entry {
        let number = self.statement.rsplit('-').next().unwrap_or_default();
        let speaker = self.speaker.as_ref().map_or_else(|| "?".to_owned(), named);
        Entry {
            id: format!("statement:{}", self.statement),
            title: format!("{speaker}: {}", self.content),
            updated: self.published.clone(),
            link: format!("/articles/{}#{number}", self.article),
            author: self.source.clone(),
            summary: None,
        }
    }
}

impl Feeds for ActorLine {
    fn entry(&self, language: Language) -> Entry {
        let state = self.country.as_deref().map(|code| format!(" ({})", language.state(code)));
        Entry {
            id: format!("actor:{}", escaped(&self.actor)),
            title: format!("{}{}", self.name, state.unwrap_or_default()),
            updated: self.offices.iter().filter_map(|office| office.last.clone()).max(),
            link: format!("/actors/{}", escaped(&self.actor)),
            author: None,
            summary: Some(
                self.offices.iter().map(|office| office.title.as_str()).collect::<Vec<_>>().join(", "),
            )
            .filter(|offices| !offices.is_empty()),
        }
    }
}

impl Feeds for DoubtLine {
    fn entry(&self, language: Language) -> Entry {
        Entry {
            id: format!("doubt:{}", escaped(&self.item)),
            title: format!("{}: {}", doubt(&self.what, language), self.item),
            updated: self.reports.iter().filter_map(|report| report.published.clone()).max(),
            link: format!("/review?what={}", self.what),
            author: None,
            summary: self.reports.first().map(|report| report.evidence.clone()),
        }
    }
}

impl Feeds for TripLine {
    fn entry(&self, language: Language) -> Entry {
        let places: Vec<&str> = match (self.cities.is_empty(), self.countries.is_empty()) {
            (false, _) => self.cities.iter().map(String::as_str).collect(),
            (true, false) => self.countries.iter().map(|code| language.state(code)).collect(),
            (true, true) => self.places.iter().map(String::as_str).collect(),
        };
        Entry {
            id: format!("trip:{}", self.trip),
            title: format!("{}: {}", named(&self.traveller), places.join(", ")),
            updated: Some(self.day.clone()).filter(|day| !day.is_empty()),
            link: format!("/occasions/{}", self.trip),
            author: None,
            summary: Some(format!(
                "{} · {}",
                self.when().map(|when| language.time(&when)).unwrap_or_default(),
                language.word(&self.status)
            )),
        }
    }
}

/// An occasion with the stamp of the article that told it last.
impl Feeds for (&OccasionLine, Option<String>) {
    fn entry(&self, language: Language) -> Entry {
        let (line, told) = self;
        let near = told.as_deref().and_then(cite::day).or_else(|| cite::day(&line.day));
        let near = near.unwrap_or_else(|| jiff::Zoned::now().date());
        Entry {
            id: format!("occasion:{}", line.occasion),
            title: sentence::sentence(line, &[], near).of(language).to_owned(),
            updated: told.clone(),
            link: format!("/occasions/{}", line.occasion),
            author: None,
            summary: Some(format!(
                "{} · {}{}",
                language.word(&line.kind),
                language.word(&line.status),
                if line.unconfirmed { language.pick(" · 확인 안 됨", " · unconfirmed") } else { "" }
            )),
        }
    }
}

/// The entries of a listing.
pub fn entries<T: Feeds>(listing: &Listing<T>, language: Language) -> Vec<Entry> {
    listing.lines.iter().map(|line| line.entry(language)).collect()
}

/// The entries of occasions, with when each was last told.
///
/// # Errors
/// When the ledger cannot be read.
pub fn occasions(
    ledger: &Ledger,
    lines: &[OccasionLine],
    language: Language,
) -> Result<Vec<Entry>, LedgerError> {
    lines.iter().map(|line| Ok((line, ledger.last_told(&line.occasion)?).entry(language))).collect()
}

/// The entries of a day: what changed, what was held, what comes; each occasion once.
///
/// # Errors
/// When the ledger cannot be read.
pub fn today(ledger: &Ledger, today: &Today, language: Language) -> Result<Vec<Entry>, LedgerError> {
    let changed = today.changed.iter().map(|change| &change.told);
    let mut lines: Vec<OccasionLine> = Vec::new();
    for told in changed.chain(&today.held).chain(&today.ahead) {
        if !lines.iter().any(|line| line.occasion == told.occasion.occasion) {
            lines.push(told.occasion.clone());
        }
    }
    occasions(ledger, &lines, language)
}

/// A stamp as RFC 3339 has it; a day is its first second, and a stamp without a zone is on the clock of Seoul, as outlets' are.
fn rfc3339(stamp: Option<&str>) -> String {
    let stamp = stamp.unwrap_or_default();
    match stamp.len() {
        0 => LONG_AGO.to_owned(),
        10 => format!("{stamp}T00:00:00+09:00"),
        16 => format!("{stamp}:00+09:00"),
        19 => format!("{stamp}+09:00"),
        _ => stamp.to_owned(),
    }
}

/// The feed of a listing.
pub fn atom(asked: &Asked, title: &str, entries: &[Entry]) -> String {
    let updated = entries.iter().filter_map(|entry| entry.updated.as_deref()).max();
    let own = asked.query.link(&format!("{}.atom", asked.path), &[]);
    let body = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            title { (asked.say("사관: ", "Sagwan: ")) (title) }
            id { "urn:sagwan:feed:" (own) }
            (PreEscaped(format!("<link rel=\"self\" href=\"{}\"/>", own.replace('&', "&amp;"))))
            updated { (rfc3339(updated)) }
            @for entry in entries {
                entry {
                    title { (entry.title) }
                    id { "urn:sagwan:" (entry.id) }
                    updated { (rfc3339(entry.updated.as_deref())) }
                    author { name { (entry.author.as_deref().unwrap_or(asked.say("사관", "Sagwan"))) } }
                    (PreEscaped(format!("<link href=\"{}\"/>", entry.link)))
                    @if let Some(summary) = &entry.summary { summary { (summary) } }
                }
            }
        }
    };
    body.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_instants() {
        for (stamp, instant) in [
            (Some("2026-11-20"), "2026-11-20T00:00:00+09:00"),
            (Some("2026-11-20T10:30"), "2026-11-20T10:30:00+09:00"),
            (Some("2026-11-20T10:30:00+09:00"), "2026-11-20T10:30:00+09:00"),
            (None, LONG_AGO),
        ] {
            assert_eq!(rfc3339(stamp), instant);
        }
    }
}
