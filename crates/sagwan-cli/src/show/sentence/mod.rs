//! One natural sentence about an occasion, as a newsroom would write it: who with which office met whom, when, where, on what.
//!
//! Takes what the ledger tells of the occasion, gives plain text; it says nothing that is not told.

mod english;
mod korean;

use jiff::civil::Date;
use sagwan_ledger::{Change, Contradiction, OccasionLine, Party, Told};
use schemars::JsonSchema;
use serde::Serialize;

use super::Language;

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sentence {
    /// 한국어
    pub ko: String,
    /// English
    pub en: String,
}

impl Sentence {
    /// The one in a language.
    pub fn of(&self, language: Language) -> &str {
        language.pick(&self.ko, &self.en)
    }
}

/// The sentence about an occasion, with dates as they are said on a day.
pub fn sentence(occasion: &OccasionLine, topics: &[String], near: Date) -> Sentence {
    Sentence { ko: korean::sentence(occasion, topics, near), en: english::sentence(occasion, topics, near) }
}

/// The sentence about an occasion of a day's listing.
pub fn told(told: &Told, near: Date) -> Sentence {
    sentence(&told.occasion, &told.topics, near)
}

/// What changed of an occasion, one sentence for each change; empty where its own sentence says all.
pub fn changed(change: &Change, near: Date) -> Sentence {
    Sentence { ko: korean::changed(change, near), en: english::changed(change, near) }
}

/// Korean newspapers tell of a meeting from their own side, and name no state before its offices.
const HOME: &str = "KR";

/// Topics that a sentence names.
const TOPICS: usize = 2;

/// The topics that a sentence names: of two of which one holds the other it names the first.
fn named_topics(topics: &[String]) -> Vec<&str> {
    let mut named: Vec<&str> = Vec::new();
    for topic in topics {
        if named.len() < TOPICS
            && !named.iter().any(|other| other.contains(topic.as_str()) || topic.contains(other))
        {
            named.push(topic);
        }
    }
    named
}

/// Those a sentence is about: none who only sits in, and no state for which somebody acts who is named.
fn principals(occasion: &OccasionLine) -> Vec<&Party> {
    let acting = |party: &Party| party.kind != "country" && party.role != "attendee";
    let states: Vec<Option<&str>> =
        occasion.participants.iter().filter(|p| acting(p)).map(|p| p.country.as_deref()).collect();
    let mut named: Vec<&Party> = Vec::new();
    for party in occasion.participants.iter().filter(|p| !matches!(p.role.as_str(), "attendee" | "mediator"))
    {
        let stands_behind = party.kind == "country" && states.contains(&party.country.as_deref());
        if !stands_behind && !named.iter().any(|n| n.name == party.name && n.country == party.country) {
            named.push(party);
        }
    }
    // Who receives or summons comes first, and who visits.
    let leads = if occasion.kind == "visit" { "visitor" } else { "host" };
    named.sort_by_key(|party| (party.role != leads, party.country.as_deref() != Some(HOME)));
    named
}

/// Whether all that is told is that somebody was at a conference: who held it is another matter.
fn only_attends(occasion: &OccasionLine) -> bool {
    let alone =
        matches!(principals(occasion).as_slice(), [party] if party.role == "party" && party.kind == "person");
    occasion.kind == "conference" && alone
}

/// Where a visit goes, if not to a place that is named: the state of whoever receives.
fn destination(occasion: &OccasionLine) -> Option<&str> {
    let host = occasion.participants.iter().find(|party| party.role == "host");
    occasion.place_country.as_deref().or_else(|| host.and_then(|host| host.country.as_deref()))
}

/// What reports claim against each other, each value as a language says it; `when` says times.
fn claimed(contradiction: &Contradiction, language: Language, when: impl Fn(&str) -> String) -> Vec<String> {
    let said = |value: &str| match contradiction.field.as_str() {
        "time" => when(value),
        field => language.value(field, value),
    };
    contradiction.claims.iter().map(|claim| said(&claim.value)).collect()
}

/// A day as a TIMEX3 value has it, and what it says of the hour.
fn day_and_hour(value: &str) -> Option<(Date, Option<&str>)> {
    let (day, hour) = value.split_once('T').map_or((value, None), |(day, hour)| (day, Some(hour)));
    Some((day.parse().ok()?, hour))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn party(name: &str, kind: &str, country: &str, office: Option<&str>, role: &str) -> Party {
        Party {
            actor: None,
            name: name.to_owned(),
            kind: kind.to_owned(),
            country: Some(country.to_owned()),
            office: office.map(str::to_owned),
            role: role.to_owned(),
            told_as: None,
        }
    }

    fn occasion(kind: &str, status: &str, time: &str, participants: Vec<Party>) -> OccasionLine {
        OccasionLine {
            occasion: "x-e1".to_owned(),
            kind: kind.to_owned(),
            status: status.to_owned(),
            certainty: "stated".to_owned(),
            time: Some(time.to_owned()),
            day: time.to_owned(),
            place: Some("프라하".to_owned()),
            place_country: Some("CZ".to_owned()),
            participants,
            articles: 2,
            sources: 2,
            contradictions: 0,
            confidence: None,
            unconfirmed: false,
        }
    }

    fn two(role: [&str; 2]) -> Vec<Party> {
        vec![
            party("강민서", "person", "KR", Some("외교부 장관"), role[0]),
            party("얀 노바크", "person", "CZ", Some("외교장관"), role[1]),
        ]
    }

    #[track_caller]
    fn check(occasion: &OccasionLine, topics: &[&str], ko: &str, en: &str) {
        let topics: Vec<String> = topics.iter().map(|t| (*t).to_owned()).collect();
        let said = sentence(occasion, &topics, date(2026, 11, 21));
        assert_eq!((said.ko.as_str(), said.en.as_str()), (ko, en));
    }

    #[test]
    fn who_met_whom_where_on_what() {
        check(
            &occasion("talks", "occurred", "2026-11-20", two(["party", "party"])),
            &["원전 협력", "원전 협력을 다룰 협의체", "방산", "관광"],
            "강민서 외교부 장관이 20일 프라하에서 얀 노바크 체코 외교장관과 원전 협력, 방산 등을 놓고 회담했다.",
            "South Korea's foreign minister Kang Min-seo held talks with Czechia's foreign minister 얀 노바크 in 프라하 (Czechia) on 20 November, on “원전 협력” and “방산”.",
        );
        check(
            &occasion("summit", "planned", "2026-12-03TMO", two(["party", "party"])),
            &[],
            "강민서 외교부 장관이 12월 3일 오전 프라하에서 얀 노바크 체코 외교장관과 정상회담을 할 예정이다.",
            "South Korea's foreign minister Kang Min-seo is to hold a summit with Czechia's foreign minister 얀 노바크 in 프라하 (Czechia) on 3 December, in the morning.",
        );
    }

    #[test]
    fn roles_say_who_does_what_to_whom() {
        check(
            &occasion("visit", "underway", "2026-11-20/2026-11-22", two(["visitor", "host"])),
            &["원전"],
            "강민서 외교부 장관이 20~22일 프라하를 방문하고 있다.",
            "South Korea's foreign minister Kang Min-seo is visiting 프라하 (Czechia) from 20 to 22 November.",
        );
        check(
            &occasion("audience", "occurred", "2026-11-20", two(["visitor", "host"])),
            &["원전"],
            "얀 노바크 체코 외교장관이 20일 프라하에서 강민서 외교부 장관을 접견하고 원전을 논의했다.",
            "Czechia's foreign minister 얀 노바크 received South Korea's foreign minister Kang Min-seo in 프라하 (Czechia) on 20 November, on “원전”.",
        );
        check(
            &occasion("audience", "planned", "2026-11-22", two(["visitor", "host"])),
            &["원전"],
            "얀 노바크 체코 외교장관이 22일 프라하에서 강민서 외교부 장관을 접견할 예정이다.",
            "Czechia's foreign minister 얀 노바크 is to receive South Korea's foreign minister Kang Min-seo in 프라하 (Czechia) on 22 November, on “원전”.",
        );
    }

    #[test]
    fn what_is_not_sure_is_not_said_as_sure() {
        let mut heard = occasion("meeting", "occurred", "2026-11", two(["party", "party"]));
        heard.certainty = "hearsay".to_owned();
        heard.place = None;
        check(
            &heard,
            &[],
            "강민서 외교부 장관이 11월 얀 노바크 체코 외교장관과 만난 것으로 전해졌다.",
            "South Korea's foreign minister Kang Min-seo reportedly met Czechia's foreign minister 얀 노바크 in November.",
        );
        let mut off = occasion("call", "cancelled", "2026-11-20T10:30", two(["party", "party"]));
        off.place = None;
        check(
            &off,
            &[],
            "강민서 외교부 장관이 20일 10시 30분 얀 노바크 체코 외교장관과 통화하려던 일정이 취소되거나 미뤄졌다.",
            "South Korea's foreign minister Kang Min-seo was to speak by phone with Czechia's foreign minister 얀 노바크 on 20 November, at 10:30; it was called off or put off.",
        );
        let mut silent = occasion("summit", "planned", "2026-11-20", two(["party", "party"]));
        silent.unconfirmed = true;
        check(
            &silent,
            &["관세"],
            "강민서 외교부 장관이 20일 프라하에서 얀 노바크 체코 외교장관과 관세를 놓고 정상회담을 할 예정이었으나 성사 여부는 보도되지 않았다.",
            "South Korea's foreign minister Kang Min-seo was to hold a summit with Czechia's foreign minister 얀 노바크 in 프라하 (Czechia) on 20 November, on “관세”; no report says whether it took place.",
        );
        let alone = vec![party("강민서", "person", "KR", Some("외교부 장관"), "party")];
        check(
            &occasion("conference", "occurred", "2026-11-20", alone),
            &[],
            "강민서 외교부 장관이 20일 프라하에서 회의에 참석했다.",
            "South Korea's foreign minister Kang Min-seo took part in a conference in 프라하 (Czechia) on 20 November.",
        );
        let nobody =
            OccasionLine { time: None, place: None, ..occasion("conference", "proposed", "", Vec::new()) };
        check(&nobody, &[], "회의를 여는 방안이 거론되고 있다.", "A conference may be held.");
    }

    #[test]
    fn states_act_where_nobody_is_named_for_them() {
        let states = vec![
            party("대한민국", "country", "KR", None, "party"),
            party("강민서", "person", "KR", None, "party"),
            party("미국", "country", "US", None, "party"),
        ];
        let mut talks = occasion("agreement", "not_occurred", "2027-01-02", states);
        talks.place = None;
        check(
            &talks,
            &["관세"],
            "강민서(한국)가 2027년 1월 2일 미국과 관세에 합의하지 않았다.",
            "Kang Min-seo of South Korea did not reach an agreement with the US on 2 January 2027, on “관세”.",
        );
    }
}
