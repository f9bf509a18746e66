//! Who is who: whom a text names, for whom they act, and in which office.

#![allow(clippy::unwrap_used)]

#[path = "common/text.rs"]
mod text;

use sagwan::record::ActorKind;
use text::{name, read};

/// The persons of a text are these, in the order in which they are named: name, state, offices.
fn names(text: &str, expected: &[(&str, &str, &str)]) {
    let record = read(text);
    let persons = record.actors.iter().filter(|actor| actor.kind == ActorKind::Person);
    let found: Vec<(&str, &str, String)> =
        persons.map(|p| (&*p.name, p.country.as_deref().unwrap_or("-"), p.titles.join(", "))).collect();
    let found: Vec<(&str, &str, &str)> = found.iter().map(|(n, c, t)| (*n, *c, &**t)).collect();
    assert_eq!(found, expected, "{text}");
}

/// The sides of each event of a text are these.
fn meet(text: &str, expected: &[&str]) {
    let record = read(text);
    let sides = |event: &sagwan::record::Event| {
        let mut sides: Vec<&str> = event.participants.iter().map(|p| name(&record, &p.actor)).collect();
        sides.sort_unstable();
        sides.join(", ")
    };
    assert_eq!(record.events.iter().map(sides).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn several_share_one_office_and_have_a_state_each() {
    names(
        "안드레이 포페스쿠 루마니아·얀 노바크 체코·모리 겐타 일본 외교장관이 24일 회담했다.",
        &[
            ("안드레이 포페스쿠", "RO", "외교장관"),
            ("얀 노바크", "CZ", "외교장관"),
            ("모리 겐타", "JP", "외교장관"),
        ],
    );
    names(
        "얀 노바크 체코, 카를 브루너 스위스 총리가 만났다.",
        &[("얀 노바크", "CZ", "총리"), ("카를 브루너", "CH", "총리")],
    );
    names(
        "강민서 외교부·한도윤 국방부 장관은 떠났다.",
        &[("강민서", "KR", "장관"), ("한도윤", "KR", "장관")],
    );
    // Behind a comma somebody else begins who acts for whom they are told to.
    names("김가온, 강민서 외교부 장관과 회담", &[("김가온", "KR", ""), ("강민서", "KR", "장관")]);
}

#[test]
fn names_in_hanja_are_names() {
    names("洪吉男 외교부 장관은 왔다. 洪 장관은 떠났다.", &[("洪吉男", "KR", "장관")]);
    names("홍길남 외교부 장관은 왔다. 洪 장관은 떠났다.", &[("홍길남", "KR", "장관")]);
    names("한재민 대통령은 왔다. 尹 대통령은 떠났다.", &[("한재민", "KR", "대통령"), ("尹", "-", "대통령")]);
    // A character may be a state.
    names("美 국무장관은 왔다.", &[("美 국무장관", "US", "국무장관")]);
}

#[test]
fn those_who_share_an_office_share_what_happens() {
    meet("강민서 한국·모리 겐타 일본 외교장관이 24일 서울에서 회담했다.", &["강민서, 모리 겐타"]);
    meet(
        "정서윤 외교부 장관은 20일 얀 노바크 체코·카를 브루너 스위스·마르타 린드 스웨덴 외교장관과 각각 회담했다.",
        &["얀 노바크, 정서윤", "정서윤, 카를 브루너", "마르타 린드, 정서윤"],
    );
    meet(
        "임하성·박도순 의원은 24일 타슈켄트에서 얀 노바크 체코 외교장관을 만났다.",
        &["박도순, 얀 노바크, 임하성"],
    );
}

#[test]
fn who_is_from_abroad_does_not_act_for_the_home_state() {
    names(
        "강민서 외교부 장관은 24일 데이나 하르트만 국방부 대변인을 만났다.",
        &[("강민서", "KR", "장관"), ("데이나 하르트만", "-", "대변인")],
    );
    names(
        "강민서 외교부 장관은 24일 한도윤 국방부 장관을 만났다.",
        &[("강민서", "KR", "장관"), ("한도윤", "KR", "장관")],
    );
}

#[test]
fn who_comes_from_abroad_acts_for_the_state_that_the_article_is_about() {
    let about =
        "체코 정부는 대표단을 보냈다. 얀 노바크 체코 외교장관은 24일 서울에 왔다. 체코 외교부는 환영했다.";
    names(
        &format!("{about} 파벨 하르트만 총리는 회담이 좋았다고 말했다."),
        &[("얀 노바크", "CZ", "외교장관"), ("파벨 하르트만", "CZ", "총리")],
    );
    // Where two are named as often, nobody is told.
    names(
        &format!(
            "{about} 독일 정부와 독일 의회, 독일 외교부도 환영했다. 파벨 하르트만 총리는 회담이 좋았다고 말했다."
        ),
        &[("얀 노바크", "CZ", "외교장관"), ("파벨 하르트만", "-", "총리")],
    );
    // Whose office is of no state acts for none.
    names(
        &format!("{about} 파벨 하르트만 사무총장은 회담이 좋았다고 말했다."),
        &[("얀 노바크", "CZ", "외교장관"), ("파벨 하르트만", "-", "사무총장")],
    );
}

#[test]
fn what_looks_like_states_inside_a_name_is_none() {
    let record = read("조미란 의원은 떠났다. 조미란은 왔다.");
    let names: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(names, ["조미란"]);
}
