//! What stands behind the question mark: the filters of the command line, by the same names.

use jiff::civil::Date;
use sagwan_ledger::typed::{self, first_day, last_day};
use sagwan_ledger::{Filter, Page, TextQuery};
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use crate::show::Language;

/// Lines of a page, and at most.
const LINES: usize = 50;
pub const MOST_LINES: usize = 500;

/// A query as it is typed or linked; empty fields of forms count as left away.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    pub q: String,
    pub actor: String,
    pub to_actor: String,
    pub country: String,
    pub kind: String,
    pub status: String,
    pub certainty: String,
    pub act: String,
    pub from: String,
    pub to: String,
    /// The day on which plans that passed before are unconfirmed.
    pub on: String,
    pub place: String,
    pub min_sources: String,
    pub disputed: String,
    pub min_confidence: String,
    pub review: String,
    pub limit: String,
    pub after: String,
    pub by: String,
    pub month: String,
    /// The day of the front page.
    pub date: String,
    /// Months that the slider shows, and the last of them: 2018-06, or its number as a slider counts.
    pub window: String,
    pub at: String,
    /// The other text an article is compared with.
    pub against: String,
    /// The kind of doubt.
    pub what: String,
    pub lang: String,
}

impl Query {
    /// The first name in a query as it stands in an address that is none of its own, with those that are.
    pub fn stranger(typed: &str) -> Option<String> {
        let own = serde_json::to_value(Query::default()).unwrap_or_default();
        let is_own = |name: &str| own.get(name).is_some();
        let (name, _) = url::form_urlencoded::parse(typed.as_bytes()).find(|(name, _)| !is_own(name))?;
        let names: Vec<&str> =
            own.as_object().into_iter().flat_map(|own| own.keys().map(String::as_str)).collect();
        Some(format!("there is no filter {name}; there are {}", names.join(", ")))
    }

    pub fn filter(&self) -> Result<Filter, Problem> {
        let text = TextQuery::parse(&self.q);
        if text.is_none() && !self.q.trim().is_empty() && self.q.contains(char::is_alphanumeric) {
            return Err(Problem::bad("nothing to look for: name a word that must occur"));
        }
        let (from, to) = match self.window()? {
            Some((from, to)) => (Some(from), Some(to)),
            None => (day(&self.from, first_day)?, day(&self.to, last_day)?),
        };
        let (kinds, statuses) = (list(&self.kind, ','), list(&self.status, ','));
        let (certainties, acts) = (list(&self.certainty, ','), list(&self.act, ','));
        let min_confidence = number(&self.min_confidence, "min_confidence")?;
        let named = [
            typed::known(&kinds, &[typed::KINDS, typed::ACTOR_KINDS].concat(), "kind"),
            typed::known(&statuses, typed::STATUSES, "status"),
            typed::known(&certainties, typed::CERTAINTIES, "certainty"),
            typed::known(&acts, typed::acts(), "act"),
            typed::share(min_confidence),
        ];
        named.into_iter().collect::<Result<(), _>>().map_err(|error| Problem::of(&error))?;
        Ok(Filter {
            actors: list(&self.actor, ';'),
            countries: list(&self.country, ','),
            kinds,
            statuses,
            certainties,
            from,
            to,
            on: day(&self.on, last_day)?,
            place: list(&self.place, '\n').pop(),
            min_sources: number(&self.min_sources, "min_sources")?,
            disputed: is_set(&self.disputed),
            min_confidence,
            text,
            addressee: list(&self.to_actor, '\n').pop(),
            acts,
            review: is_set(&self.review),
        })
    }

    /// The days that the slider shows.
    fn window(&self) -> Result<Option<(Date, Date)>, Problem> {
        let Some(months) = number::<i32>(&self.window, "window")? else { return Ok(None) };
        let last = match self.at.trim() {
            "" => return Ok(None),
            typed => match typed.parse() {
                Ok(number) => of_month_number(number),
                Err(_) => Some(first_day(typed).map_err(Problem::bad)?),
            },
        };
        let first = last.and_then(|last| of_month_number(month_number(last) - months.max(1) + 1));
        let days = first.zip(last).map(|(first, last)| (first.first_of_month(), last.last_of_month()));
        days.map(Some).ok_or_else(|| Problem::bad("the window lies beyond the calendar"))
    }

    pub fn page(&self) -> Result<Page, Problem> {
        let limit: Option<usize> = number(&self.limit, "limit")?;
        let after = (!self.after.is_empty()).then(|| self.after.clone());
        Ok(Page { limit: limit.unwrap_or(LINES).clamp(1, MOST_LINES), after })
    }

    /// The same query with some fields changed, as it stands in a link.
    pub fn link(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let fields = [
            ("q", &self.q),
            ("actor", &self.actor),
            ("to_actor", &self.to_actor),
            ("country", &self.country),
            ("kind", &self.kind),
            ("status", &self.status),
            ("certainty", &self.certainty),
            ("act", &self.act),
            ("from", &self.from),
            ("to", &self.to),
            ("on", &self.on),
            ("place", &self.place),
            ("min_sources", &self.min_sources),
            ("disputed", &self.disputed),
            ("min_confidence", &self.min_confidence),
            ("review", &self.review),
            ("by", &self.by),
            ("month", &self.month),
            ("date", &self.date),
            ("window", &self.window),
            ("at", &self.at),
            ("what", &self.what),
        ];
        let mut parts: Vec<String> = Vec::new();
        for (name, value) in fields {
            let value = changes.iter().find(|(n, _)| *n == name).map_or(value.as_str(), |(_, v)| v);
            if !value.is_empty() {
                parts.push(format!("{name}={}", escaped(value)));
            }
        }
        for (name, value) in
            changes.iter().filter(|(n, v)| !v.is_empty() && fields.iter().all(|(f, _)| f != n))
        {
            parts.push(format!("{name}={}", escaped(value)));
        }
        if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
    }
}

/// A month as a slider counts them: from January of the year 0.
pub fn month_number(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// The first day of a month that a slider counted.
fn of_month_number(number: i32) -> Option<Date> {
    let (year, month) = (number.div_euclid(12), number.rem_euclid(12) + 1);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, 1).ok()
}

/// A value as it stands in an address (RFC 3986: all but unreserved letters are escaped).
pub fn escaped(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

fn list(typed: &str, between: char) -> Vec<String> {
    typed.split(between).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn is_set(typed: &str) -> bool {
    !matches!(typed, "" | "0" | "false")
}

fn day(typed: &str, read: fn(&str) -> Result<Date, String>) -> Result<Option<Date>, Problem> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| read(typed)).transpose().map_err(Problem::bad)
}

fn number<T: std::str::FromStr>(typed: &str, name: &str) -> Result<Option<T>, Problem> {
    let typed = typed.trim();
    (!typed.is_empty())
        .then(|| typed.parse().map_err(|_| Problem::bad(format!("{name} is no number"))))
        .transpose()
}

/// The language asked for: in the address, else what the browser prefers.
pub fn language(query: &Query, accepted: Option<&str>) -> Language {
    match query.lang.as_str() {
        "en" => return Language::En,
        "ko" => return Language::Ko,
        _ => {}
    }
    let first = accepted.and_then(|a| a.split([',', ';']).next()).unwrap_or("ko");
    if first.trim().starts_with("en") { Language::En } else { Language::Ko }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_no_filter_is_said() {
        assert_eq!(Query::stranger("kind=summit&from=2026&q=%EC%9B%90%EC%A0%84"), None);
        assert!(
            Query::stranger("from=2026&kin=summit")
                .unwrap()
                .starts_with("there is no filter kin; there are ")
        );
    }

    #[test]
    fn links_keep_what_was_asked() {
        let query = Query { country: "KR,US".to_owned(), from: "2018".to_owned(), ..Query::default() };
        assert_eq!(
            query.link("/timeline", &[("after", "x&y"), ("from", "")]),
            "/timeline?country=KR%2CUS&after=x%26y"
        );
        assert_eq!(Query::default().link("/actors", &[]), "/actors");
    }

    #[test]
    fn the_slider_shows_whole_months() {
        let slid = |window: &str, at: &str| {
            let query = Query { window: window.to_owned(), at: at.to_owned(), ..Query::default() };
            query.filter().map(|f| (f.from.map(|d| d.to_string()), f.to.map(|d| d.to_string()))).ok()
        };
        let days = |from: &str, to: &str| Some((Some(from.to_owned()), Some(to.to_owned())));
        assert_eq!(slid("3", "2018-06"), days("2018-04-01", "2018-06-30"));
        let number = month_number(jiff::civil::date(2018, 2, 9)).to_string();
        assert_eq!(slid("3", &number), days("2017-12-01", "2018-02-28"));
        assert_eq!(slid("", "2018-06"), Some((None, None)));
        assert_eq!((slid("x", "2018-06"), slid("1", "999999999"), slid("1", "soon")), (None, None, None));
    }

    #[test]
    fn what_is_typed_wrong_is_said() {
        let wrong = Query { limit: "many".to_owned(), ..Query::default() };
        assert!(wrong.page().is_err());
        assert!(Query { from: "soon".to_owned(), ..Query::default() }.filter().is_err());
        assert!(Query { q: "AND (".to_owned(), ..Query::default() }.filter().is_ok());
    }
}
