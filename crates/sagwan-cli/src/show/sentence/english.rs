//! The sentence in English. Names and topics that have no English stand in Hangul.

use std::sync::LazyLock;

use jiff::civil::Date;
use sagwan_ledger::{Change, OccasionLine, Party, latin, states};

use super::{claimed, day_and_hour, destination, named_topics, only_attends, principals};
use crate::show::{Language, field_label};

/// What is said of an occasion: past, progressive and plain form, and the word before whom it is done with.
fn predicate(occasion: &OccasionLine) -> [&'static str; 4] {
    match occasion.kind.as_str() {
        _ if only_attends(occasion) => {
            ["took part in a conference", "taking part in a conference", "take part in a conference", ""]
        }
        "summit" => ["held a summit", "holding a summit", "hold a summit", "with"],
        "audience" => ["received", "receiving", "receive", ""],
        "meeting" => ["met", "meeting", "meet", ""],
        "conference" => ["held a conference", "holding a conference", "hold a conference", "with"],
        "call" => ["spoke by phone", "speaking by phone", "speak by phone", "with"],
        "visit" => ["visited", "visiting", "visit", ""],
        "letter" => ["exchanged a letter", "exchanging a letter", "exchange a letter", "with"],
        "agreement" => ["reached an agreement", "reaching an agreement", "reach an agreement", "with"],
        "summons" => ["summoned", "summoning", "summon", ""],
        _ => ["held talks", "holding talks", "hold talks", "with"],
    }
}

/// What somebody did, does or is to do, as far as that is sure.
fn verb(occasion: &OccasionLine) -> String {
    let [past, progressive, plain, _] = predicate(occasion);
    match (occasion.status.as_str(), occasion.certainty.as_str()) {
        ("occurred" | "underway", "hearsay") => format!("reportedly {past}"),
        ("occurred" | "underway", "inferred") => format!("apparently {past}"),
        ("underway", _) => format!("is {progressive}"),
        ("planned", _) if occasion.unconfirmed => format!("was to {plain}"),
        ("proposed", _) if occasion.unconfirmed => format!("was perhaps to {plain}"),
        ("planned", _) => format!("is to {plain}"),
        ("proposed", _) => format!("may {plain}"),
        ("cancelled", _) => format!("was to {plain}"),
        ("not_occurred", _) => format!("did not {plain}"),
        _ => past.to_owned(),
    }
}

/// Where nobody is named: a thing that was held or made.
fn impersonal(occasion: &OccasionLine) -> String {
    let (thing, past, plain) = match occasion.kind.as_str() {
        "summit" => ("A summit", "was held", "be held"),
        "conference" => ("A conference", "was held", "be held"),
        "call" => ("A phone call", "was made", "be made"),
        "visit" => ("A visit", "was made", "be made"),
        "letter" => ("A letter", "was sent", "be sent"),
        "agreement" => ("An agreement", "was reached", "be reached"),
        "summons" => ("An envoy", "was summoned", "be summoned"),
        "talks" => ("Formal talks", "took place", "take place"),
        _ => ("A meeting", "was held", "be held"),
    };
    match occasion.status.as_str() {
        "planned" if occasion.unconfirmed => format!("{thing} was to {plain}"),
        "proposed" if occasion.unconfirmed => format!("{thing} was perhaps to {plain}"),
        "planned" => format!("{thing} will {plain}"),
        "proposed" => format!("{thing} may {plain}"),
        "cancelled" => format!("{thing} was to {plain}"),
        "not_occurred" => format!("{thing} did not {plain}").replace("did not be", "was not to be"),
        _ => format!("{thing} {past}"),
    }
}

pub(super) fn sentence(occasion: &OccasionLine, topics: &[String], near: Date) -> String {
    let named = principals(occasion);
    let kind = occasion.kind.as_str();
    let mut parts: Vec<String> = Vec::new();
    match named.split_first() {
        None => parts.push(impersonal(occasion)),
        Some((first, rest)) => {
            parts.push(name(first));
            parts.push(verb(occasion));
            if kind == "visit" {
                parts.extend(
                    place(occasion).or_else(|| destination(occasion).and_then(states::english).map(article)),
                );
            } else if !rest.is_empty() {
                let [.., link] = predicate(occasion);
                parts.extend((!link.is_empty()).then(|| link.to_owned()));
                parts.push(row(&rest.iter().map(|party| name(party)).collect::<Vec<_>>()));
            }
        }
    }
    if kind != "visit" || named.is_empty() {
        parts.extend(place(occasion).map(|place| format!("in {place}")));
    }
    parts.extend(occasion.time.as_deref().map(|time| when(time, near)));
    let mut said = latin::capital(&parts.join(" "));
    if kind != "visit" && !topics.is_empty() {
        let quoted: Vec<String> =
            named_topics(topics).into_iter().map(|topic| format!("“{topic}”")).collect();
        said += &format!(", on {}", row(&quoted));
    }
    if occasion.status == "cancelled" {
        said += "; it was called off or put off";
    }
    if occasion.unconfirmed {
        said += "; no report says whether it took place";
    }
    said + "."
}

/// Several in a row.
fn row(names: &[String]) -> String {
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

fn place(occasion: &OccasionLine) -> Option<String> {
    let place = occasion.place.as_ref()?;
    // A state stands for a place where no other is told.
    if let Some(state) = states::code(place).and_then(states::english) {
        return Some(article(state));
    }
    Some(match occasion.place_country.as_deref().and_then(states::english) {
        Some(state) => format!("{place} ({state})"),
        None => place.clone(),
    })
}

/// A state with the article that English gives some.
fn article(state: &str) -> String {
    let several = [
        "US",
        "UK",
        "UN",
        "EU",
        "European Union",
        "United Nations",
        "Netherlands",
        "Philippines",
        "Holy See",
    ];
    if several.contains(&state) || state.starts_with("United ") {
        format!("the {state}")
    } else {
        state.to_owned()
    }
}

/// A state before an office: Czechia's, the Philippines', US.
fn of_state(state: &str) -> String {
    match state {
        "US" | "UK" | "EU" | "UN" => state.to_owned(),
        _ if state.ends_with('s') => format!("{state}'"),
        _ => format!("{state}'s"),
    }
}

/// A name in Latin letters where a Korean bears it; others as the text has them.
fn spelt(party: &Party) -> String {
    let latin = latin::of_korean(&party.name, party.country.as_deref()).filter(|_| party.kind == "person");
    latin.unwrap_or_else(|| party.name.clone())
}

/// Somebody with office and state: Czechia's foreign minister 얀 노바크.
fn name(party: &Party) -> String {
    let state = party.country.as_deref().and_then(states::english);
    match (party.kind.as_str(), party.office.as_deref().map(office), state) {
        ("country", _, Some(state)) => article(state),
        ("person", Some(office), Some(state)) => format!("{} {office} {}", of_state(state), spelt(party)),
        ("person", Some(office), None) => format!("{office} {}", spelt(party)),
        (_, _, Some(state)) => format!("{} of {}", spelt(party), article(state)),
        _ => spelt(party),
    }
}

static OFFICES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = include_str!("offices.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut offices: Vec<(&str, &str)> = rows.filter_map(|row| row.split_once('\t')).collect();
    // The longest that fits says most.
    offices.sort_by_key(|(korean, _)| std::cmp::Reverse(korean.chars().count()));
    offices
});

/// An office in English; one that there is no word for stays as it is.
fn office(korean: &str) -> &str {
    let joined: String = korean.split_whitespace().collect();
    if let Some((_, english)) = OFFICES.iter().find(|(known, _)| *known == joined) {
        return english;
    }
    // Of 환경부 장관 the office is 장관: what ends its body's name belongs to no office.
    let joined = korean.split_whitespace().next_back().unwrap_or(korean);
    OFFICES.iter().find(|(known, _)| joined.ends_with(known)).map_or(korean, |(_, english)| english)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or_default()
}

/// A day as it is said on another: 20 November, 2 January 2027.
fn day(date: Date, near: Date) -> String {
    let year = if date.year() == near.year() { String::new() } else { format!(" {}", date.year()) };
    format!("{} {}{year}", date.day(), month(date))
}

/// A time with its preposition: on 20 November, in the morning; from 20 to 22 November; in November.
fn when(value: &str, near: Date) -> String {
    if let Some((from, to)) = value.split_once('/') {
        return match (day_and_hour(from), day_and_hour(to)) {
            (Some((first, Some(from))), Some((last, Some(to)))) if first == last => {
                format!("on {}, from {} to {}", day(first, near), clock(from), clock(to))
            }
            (Some((first, _)), Some((last, _))) if first.first_of_month() == last.first_of_month() => {
                format!("from {} to {}", first.day(), day(last, near))
            }
            (Some((first, _)), Some((last, _))) => {
                format!("from {} to {}", day(first, near), day(last, near))
            }
            _ => format!("in {}", bare(value, near)),
        };
    }
    match day_and_hour(value) {
        Some((date, None)) => format!("on {}", day(date, near)),
        Some((date, Some(clock))) => format!("on {}, {}", day(date, near), hour(clock)),
        None => format!("in {}", bare(value, near)),
    }
}

fn hour(told: &str) -> String {
    match told {
        "MO" => "in the morning".to_owned(),
        "AF" => "in the afternoon".to_owned(),
        "EV" => "in the evening".to_owned(),
        "NI" => "at night".to_owned(),
        "MI" => "at midday".to_owned(),
        "DT" => "by day".to_owned(),
        time => format!("at {}", clock(time)),
    }
}

/// A time of day as clocks show it.
fn clock(time: &str) -> String {
    if time.contains(':') { time.to_owned() } else { format!("{time}:00") }
}

/// A time without its preposition.
fn bare(value: &str, near: Date) -> String {
    if let Some((date, _)) = day_and_hour(value) {
        return day(date, near);
    }
    match format!("{value}-01").parse::<Date>().ok().filter(|_| value.len() == 7) {
        Some(date) if date.year() == near.year() => month(date).to_owned(),
        Some(date) => format!("{} {}", month(date), date.year()),
        None => Language::En.time(value),
    }
}

pub(super) fn changed(change: &Change, near: Date) -> String {
    let mut said = Vec::new();
    if let Some(moved) = &change.moved {
        let from = moved.from.as_deref().map(|from| format!(" from {}", bare(from, near)));
        let to = moved.to.as_deref().map_or_else(|| "another day".to_owned(), |to| bare(to, near));
        said.push(format!("It was moved{} to {to}.", from.unwrap_or_default()));
    }
    for contradiction in &change.disputed {
        let values = claimed(contradiction, Language::En, |time| bare(time, near));
        let field = field_label(&contradiction.field, Language::En);
        said.push(format!("Reports disagree on the {field}: {}.", values.join(" against ")));
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_a_day_are_no_days() {
        let near = jiff::civil::date(2026, 11, 21);
        assert_eq!(when("2026-11-20T10/2026-11-20T12:30", near), "on 20 November, from 10:00 to 12:30");
        assert_eq!(when("2026-11-20/2026-11-22", near), "from 20 to 22 November");
    }

    #[test]
    fn offices_are_found_by_their_end() {
        assert_eq!(
            (office("외교부 장관"), office("환경부 장관"), office("궁내청장")),
            ("foreign minister", "minister", "궁내청장")
        );
        assert_eq!(office("국무부 부장관"), "deputy secretary of state");
    }
}
