//! The sentence in Korean, as Korean newspapers write it.

use jiff::civil::Date;
use sagwan_ko::jamo;
use sagwan_ledger::{Change, OccasionLine, Party, states};

use super::{HOME, claimed, day_and_hour, destination, named_topics, only_attends, principals};
use crate::show::{Language, field_label};

/// A verb in the forms that a sentence needs.
struct Verb {
    past: &'static str,
    progressive: &'static str,
    future: &'static str,
    present: &'static str,
    intended: &'static str,
    denied: &'static str,
    told: &'static str,
}

const DO: Verb = Verb {
    past: "했다",
    progressive: "하고 있다",
    future: "할",
    present: "하는",
    intended: "하려던",
    denied: "하지 않았다",
    told: "한",
};
const MEET: Verb = Verb {
    past: "만났다",
    progressive: "만나고 있다",
    future: "만날",
    present: "만나는",
    intended: "만나려던",
    denied: "만나지 않았다",
    told: "만난",
};
const HOLD: Verb = Verb {
    past: "열었다",
    progressive: "열고 있다",
    future: "열",
    present: "여는",
    intended: "열려던",
    denied: "열지 않았다",
    told: "연",
};
const PASS: Verb = Verb {
    past: "오갔다",
    progressive: "오가고 있다",
    future: "오갈",
    present: "오가는",
    intended: "오가려던",
    denied: "오가지 않았다",
    told: "오간",
};

/// What is said of an occasion: the words before the verb's ending, and the verb.
fn predicate(occasion: &OccasionLine) -> (&'static str, &'static Verb) {
    match occasion.kind.as_str() {
        _ if only_attends(occasion) => ("회의에 참석", &DO),
        "summit" => ("정상회담을 ", &DO),
        "audience" => ("접견", &DO),
        "meeting" => ("", &MEET),
        "conference" => ("회의를 ", &HOLD),
        "call" => ("통화", &DO),
        "visit" => ("방문", &DO),
        "letter" => ("서한이 ", &PASS),
        "agreement" => ("합의", &DO),
        "summons" => ("초치", &DO),
        _ => ("회담", &DO),
    }
}

/// What is said of a plan whose day passed without a word of what became of it.
const SILENCE: &str = "성사 여부는 보도되지 않았다";

/// The end of the sentence: whether it took place, and how sure that is.
fn ending(occasion: &OccasionLine) -> String {
    let (words, verb) = predicate(occasion);
    let rest = match (occasion.status.as_str(), occasion.certainty.as_str()) {
        ("occurred" | "underway", "hearsay") => format!("{} 것으로 전해졌다", verb.told),
        ("occurred" | "underway", "inferred") => format!("{} 것으로 보인다", verb.told),
        ("underway", _) => verb.progressive.to_owned(),
        ("planned", _) if occasion.unconfirmed => format!("{} 예정이었으나 {SILENCE}", verb.future),
        ("proposed", _) if occasion.unconfirmed => format!("{} 방안이 거론됐으나 {SILENCE}", verb.present),
        ("planned", _) => format!("{} 예정이다", verb.future),
        ("proposed", _) => format!("{} 방안이 거론되고 있다", verb.present),
        ("cancelled", _) => format!("{} 일정이 취소되거나 미뤄졌다", verb.intended),
        ("not_occurred", _) => verb.denied.to_owned(),
        _ => verb.past.to_owned(),
    };
    format!("{words}{rest}.")
}

pub(super) fn sentence(occasion: &OccasionLine, topics: &[String], near: Date) -> String {
    let named: Vec<String> = principals(occasion).into_iter().map(name).collect();
    let time = occasion.time.as_deref().map(|time| when(time, near));
    let place = occasion.place.as_deref().map(|place| format!("{place}에서"));
    let about = about(topics);
    let kind = occasion.kind.as_str();
    let mut parts: Vec<String> = Vec::new();
    if let ("letter", [_, _, ..]) = (kind, named.as_slice()) {
        parts.extend(time);
        parts.push(format!("{} 사이에", among(&named)));
        parts.push(ending(occasion));
        return parts.join(" ");
    }
    let (subject, others) = match (kind, named.split_first()) {
        ("visit", Some(_)) => {
            (Some(among(named.get(..visitors(occasion, named.len())).unwrap_or(&named))), Vec::new())
        }
        (_, Some((first, rest))) => (Some(first.clone()), rest.to_vec()),
        (_, None) => (None, Vec::new()),
    };
    parts.extend(subject.map(|subject| with(&subject, "이", "가")));
    parts.extend(time);
    if kind == "visit" {
        let to = occasion
            .place
            .clone()
            .or_else(|| destination(occasion).and_then(states::korean).map(str::to_owned));
        parts.extend(to.map(|to| with(&to, "을", "를")));
    } else {
        parts.extend(place);
        let counterparts = (!others.is_empty()).then(|| others.join(", "));
        parts.extend(counterparts.map(|others| match kind {
            "audience" | "summons" => with(&others, "을", "를"),
            _ => with(&others, "과", "와"),
        }));
        parts.extend(about.as_deref().filter(|_| !matches!(kind, "letter" | "audience")).map(|about| {
            match kind {
                "agreement" => format!("{about}에"),
                "summons" => format!("{} 관련해", with(about, "과", "와")),
                _ => format!("{} 놓고", with(about, "을", "를")),
            }
        }));
    }
    // Somebody is received, and then things are talked about.
    let talked = about.filter(|_| kind == "audience" && occasion.status == "occurred" && is_sure(occasion));
    parts.push(match talked {
        Some(about) => format!("접견하고 {} 논의했다.", with(&about, "을", "를")),
        None => ending(occasion),
    });
    parts.join(" ")
}

/// Whether the reports do not only have it from others.
fn is_sure(occasion: &OccasionLine) -> bool {
    !matches!(occasion.certainty.as_str(), "hearsay" | "inferred")
}

/// How many of those named first are visitors; one at least.
fn visitors(occasion: &OccasionLine, named: usize) -> usize {
    principals(occasion).iter().take_while(|party| party.role == "visitor").count().clamp(1, named)
}

fn about(topics: &[String]) -> Option<String> {
    let named = named_topics(topics);
    let more = if topics.len() > 1 { " 등" } else { "" };
    (!named.is_empty()).then(|| format!("{}{more}", named.join(", ")))
}

/// Several names in a row, the last two joined.
fn among(names: &[String]) -> String {
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} {last}", with(&before.join(", "), "과", "와"))
        }
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// Somebody as newspapers name them: 강민서 외교부 장관, 얀 노바크 체코 외교장관.
fn name(party: &Party) -> String {
    let state = party.country.as_deref().and_then(states::korean);
    // At home an office needs no state.
    let abroad = state.filter(|_| party.country.as_deref() != Some(HOME));
    match (party.kind.as_str(), party.office.as_deref(), state) {
        ("country", _, Some(state)) => state.to_owned(),
        ("person", Some(office), _) => {
            let state = abroad.filter(|state| !office.starts_with(state)).map(|state| format!("{state} "));
            format!("{} {}{office}", party.name, state.unwrap_or_default())
        }
        ("person", None, Some(state)) if !is_office(&party.name) => format!("{}({state})", party.name),
        _ => match abroad.filter(|state| !party.name.starts_with(state)) {
            Some(state) => format!("{state} {}", party.name),
            None => party.name.clone(),
        },
    }
}

/// Whether somebody is named by nothing but an office.
fn is_office(name: &str) -> bool {
    name.split_whitespace().next_back().is_some_and(sagwan::facts::is_office)
}

/// A time as it is said on a day: 20일 오전, 12월 3일, 20~22일.
pub(super) fn when(value: &str, near: Date) -> String {
    if let Some((from, to)) = value.split_once('/') {
        return match (day_and_hour(from), day_and_hour(to)) {
            (Some((first, None)), Some((last, None))) if first.first_of_month() == last.first_of_month() => {
                format!("{}~{}일", day(first, near).trim_end_matches('일'), last.day())
            }
            _ => format!("{}~{}", when(from, near), when(to, near)),
        };
    }
    match day_and_hour(value) {
        Some((date, None)) => day(date, near),
        Some((date, Some(clock))) => format!("{} {}", day(date, near), hour(clock)),
        None => longer(value, near),
    }
}

fn day(date: Date, near: Date) -> String {
    if date.year() != near.year() {
        format!("{}년 {}월 {}일", date.year(), date.month(), date.day())
    } else if date.month() != near.month() {
        format!("{}월 {}일", date.month(), date.day())
    } else {
        format!("{}일", date.day())
    }
}

fn hour(clock: &str) -> String {
    match clock.split_once(':').map(|(h, m)| (h.parse::<u8>(), m.parse::<u8>())) {
        Some((Ok(hours), Ok(0))) => format!("{hours}시"),
        Some((Ok(hours), Ok(minutes))) => format!("{hours}시 {minutes}분"),
        _ => match clock.parse::<u8>() {
            Ok(hours) => format!("{hours}시"),
            // A part of the day has its word among the labels.
            Err(_) => Language::Ko.time(&format!("T{clock}")).trim().to_owned(),
        },
    }
}

/// A month, a season or a year.
fn longer(value: &str, near: Date) -> String {
    let month = format!("{value}-01").parse::<Date>().ok().filter(|_| value.len() == 7);
    match month {
        Some(month) if month.year() == near.year() => format!("{}월", month.month()),
        Some(month) => format!("{}년 {}월", month.year(), month.month()),
        None if value.len() == 4 => format!("{value}년"),
        None => Language::Ko.time(value),
    }
}

pub(super) fn changed(change: &Change, near: Date) -> String {
    let mut said = Vec::new();
    if let Some(moved) = &change.moved {
        let from = moved.from.as_deref().map(|from| format!("{}에서 ", when(from, near)));
        let to = moved.to.as_deref().map(|to| toward(&when(to, near)));
        said.push(format!(
            "날짜가 {}{} 바뀌었다.",
            from.unwrap_or_default(),
            to.unwrap_or_else(|| "다른 날로".to_owned())
        ));
    }
    for contradiction in &change.disputed {
        let values = claimed(contradiction, Language::Ko, |time| when(time, near));
        let field = field_label(&contradiction.field, Language::Ko);
        said.push(format!("{} 두고 보도가 엇갈린다: {}.", with(&field, "을", "를"), values.join(" ↔ ")));
    }
    said.join(" ")
}

/// Where something moves to: 25일로, 12월로, 오전으로.
fn toward(word: &str) -> String {
    match last_sound(word) {
        Some(Sound::Closed) => format!("{word}으로"),
        _ => format!("{word}로"),
    }
}

/// A word with the particle that fits its last sound.
fn with(word: &str, closed: &str, open: &str) -> String {
    match last_sound(word) {
        Some(Sound::Closed | Sound::Liquid) => format!("{word}{closed}"),
        _ => format!("{word}{open}"),
    }
}

/// How a word ends when it is said aloud.
enum Sound {
    Open,
    Closed,
    /// In ㄹ, after which 로 stands without 으.
    Liquid,
}

fn last_sound(word: &str) -> Option<Sound> {
    // What stands in brackets is not read out.
    let said = match word.rfind('(') {
        Some(at) if word.ends_with(')') => word.get(..at).unwrap_or(word),
        _ => word,
    };
    let last = said.chars().rev().find(|c| c.is_alphanumeric())?;
    // Digits and letters as they are named: 일, 칠, 팔, 엘, 알.
    let named_in_rieul = matches!(last, '1' | '7' | '8' | 'l' | 'L' | 'r' | 'R');
    Some(if named_in_rieul || jamo::final_of(last) == Some(jamo::FINAL_RIEUL) {
        Sound::Liquid
    } else if jamo::ends_closed(last) == Some(true) {
        Sound::Closed
    } else {
        Sound::Open
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn particles_fit_the_last_sound() {
        assert_eq!((with("장관", "이", "가"), with("총리", "이", "가")), ("장관이".into(), "총리가".into()));
        assert_eq!(
            (with("강민서(한국)", "이", "가"), with("G7", "과", "와")),
            ("강민서(한국)가".into(), "G7과".into())
        );
        assert_eq!(
            (toward("25일"), toward("오전"), toward("12월")),
            ("25일로".into(), "오전으로".into(), "12월로".into())
        );
    }

    #[test]
    fn times_are_said_as_on_the_day() {
        let check = |value: &str, said: &str| assert_eq!(when(value, date(2026, 11, 21)), said, "{value}");
        check("2026-11-20T15", "20일 15시");
        check("2026-11-30/2026-12-02", "30일~12월 2일");
        check("2026-12-01/2026-12-02", "12월 1~2일");
        check("2027-01", "2027년 1월");
        check("2027", "2027년");
        check("2027-Q1", "2027 1분기");
    }
}
