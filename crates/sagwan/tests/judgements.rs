//! One judgement of the reader a test: what happened, whether, when, between whom, and who says it.

#![allow(clippy::unwrap_used)]

#[path = "common/text.rs"]
mod text;

use sagwan::article::Document;
use sagwan::record::{Role, VisitRank};
use sagwan::{Options, Reader};
use text::{name, read};

/// The events of a text are these: kind and status, who takes part (whoever only sits in, in brackets), the day.
fn happens(text: &str, expected: &[(&str, &str, &str)]) {
    let record = read(text);
    let found: Vec<(String, String, String)> = record
        .events
        .iter()
        .map(|event| {
            let mut sides: Vec<String> = event
                .participants
                .iter()
                .map(|p| match p.role {
                    Role::Attendee => format!("({})", name(&record, &p.actor)),
                    _ => name(&record, &p.actor).to_owned(),
                })
                .collect();
            sides.sort();
            let day = event.time.as_ref().and_then(|time| time.value.clone()).unwrap_or_default();
            (format!("{:?} {:?}", event.kind, event.status), sides.join(", "), day)
        })
        .collect();
    let found: Vec<(&str, &str, &str)> = found.iter().map(|(k, s, d)| (&**k, &**s, &**d)).collect();
    assert_eq!(found, expected, "{text}");
}

/// Who says what in a text.
fn says(text: &str, expected: &[(&str, &str)]) {
    let record = read(text);
    let speaker = |id: &Option<String>| id.as_deref().map_or("?", |id| name(&record, id));
    let found: Vec<(&str, &str)> =
        record.statements.iter().map(|s| (speaker(&s.speaker), s.content.text.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_day_belongs_to_the_verb_it_stands_before() {
    happens(
        "26일 일본에 도착한 마르타 린드 스웨덴 외교장관은 모리 겐타 일본 총리와 만났다.",
        &[
            ("Visit Occurred", "마르타 린드", "2025-09-26"),
            ("Meeting Occurred", "마르타 린드, 모리 겐타", ""),
        ],
    );
}

#[test]
fn the_day_of_asking_or_of_telling_is_not_the_day_of_what_is_asked_for() {
    happens(
        "강민서 외교부 장관은 지난 1일 마르타 린드 스웨덴 총리에게 방한을 요청했다.",
        &[("Visit Proposed", "강민서, 마르타 린드", "")],
    );
    happens(
        "마르타 린드 스웨덴 총리는 20일 모리 겐타 일본 총리와 정상회담을 열기로 합의했다고 발표했다.",
        &[
            ("Summit Planned", "마르타 린드, 모리 겐타", ""),
            ("Agreement Occurred", "마르타 린드, 모리 겐타", "2025-09-20"),
        ],
    );
}

#[test]
fn a_clause_is_as_true_as_the_one_it_hangs_on() {
    happens(
        "강민서 외교부 장관은 얀 노바크 체코 외교장관과 만난 뒤 귀국할 예정이다.",
        &[("Meeting Planned", "강민서, 얀 노바크", "")],
    );
}

#[test]
fn a_body_of_many_states_agrees_by_itself() {
    happens("유럽연합은 24일 제재안에 합의했다.", &[("Agreement Occurred", "유럽연합", "2025-09-24")]);
}

#[test]
fn whoever_sits_in_is_no_side() {
    happens(
        "강민서 외교부 장관과 얀 노바크 체코 외교장관은 24일 회담했다. 회담에는 정서윤 차관보가 배석했다.",
        &[("Talks Occurred", "(정서윤), 강민서, 얀 노바크", "2025-09-24")],
    );
}

#[test]
fn others_led_long_ago() {
    happens(
        "2007년 남북정상회담에서 두 정상은 합의문에 서명했다. 박도윤 대통령과 김가온 국무위원장은 어제 통화했다.",
        &[("Summit Occurred", "대한민국, 북한", "2007"), ("Call Occurred", "김가온, 박도윤", "2025-09-23")],
    );
}

#[test]
fn each_of_two_speakers_says_their_own() {
    says(
        "강민서 외교부 장관은 합의가 가깝다고 했지만 얀 노바크 체코 외교장관은 아직 멀었다고 말했다.",
        &[("강민서", "합의가 가깝다고"), ("얀 노바크", "아직 멀었다고")],
    );
    says(
        "모리 겐타 총리는 “좋은 대화였다”고 말했다. 이어 “곧 다시 만나자”고 덧붙였다.",
        &[("모리 겐타", "좋은 대화였다"), ("모리 겐타", "곧 다시 만나자")],
    );
}

#[test]
fn facts_tell_offices_apart() {
    use sagwan::facts::{is_head, is_office};
    assert!(is_head("총리") && !is_head("외교장관"));
    assert!(is_office("당국자") && !is_office("회담"));
}

#[test]
fn what_is_planned_or_proposed_lies_ahead() {
    use sagwan::record::Status;
    let ahead = [Status::Planned, Status::Proposed].map(Status::lies_ahead);
    let past =
        [Status::Occurred, Status::Underway, Status::Cancelled, Status::NotOccurred].map(Status::lies_ahead);
    assert!(ahead.iter().all(|a| *a) && past.iter().all(|a| !*a));
}

#[test]
fn whoever_is_called_in_is_the_visitor() {
    let record = read("윤도담 외교부 차관은 24일 모리 겐타 주한 일본대사를 청사로 초치해 유감을 전했다.");
    let [event] = record.events.as_slice() else { panic!("{:?}", record.events) };
    let role = |role| event.participants.iter().find(|p| p.role == role).map(|p| name(&record, &p.actor));
    assert_eq!((role(Role::Host), role(Role::Visitor)), (Some("윤도담"), Some("모리 겐타")));
    assert_eq!(event.kind, sagwan::record::EventKind::Summons);
    assert_eq!(event.cameo.as_deref(), Some("114"));

    let record = read("마르타 린드 주한 스웨덴 대사가 23일 외교부에 초치됐다.");
    let [event] = record.events.as_slice() else { panic!("{:?}", record.events) };
    let role = |role| event.participants.iter().find(|p| p.role == role).map(|p| name(&record, &p.actor));
    assert_eq!((role(Role::Host), role(Role::Visitor)), (Some("외교부"), Some("마르타 린드")));
}

#[test]
fn events_say_how_sure_they_are_and_doubtful_ones_can_be_left_out() {
    let record = read(
        "강민서 외교부 장관은 24일 서울에서 얀 노바크 체코 외교장관과 회담했다. 노바크 장관은 강 장관에게 \"감사하다\"고 말했다.",
    );
    let sure: Vec<f64> = record.events.iter().filter_map(|event| event.confidence).collect();
    assert!(!sure.is_empty() && sure.iter().all(|p| (0.0..1.0).contains(p)), "{sure:?}");
    let all = record.clone().without_doubtful(0.0);
    assert_eq!(all, record);
    let none = record.without_doubtful(1.0);
    assert!(none.events.is_empty() && none.statements.iter().all(|said| said.event.is_none()));
    assert!(!none.statements.is_empty() && !none.actors.is_empty());
}

#[test]
fn without_weights_the_rules_decide() {
    let reader = Reader::new().unwrap().with_weights(sagwan::Weights::default());
    let text = "강민서 외교부 장관은 24일 서울에서 얀 노바크 체코 외교장관과 회담했다.";
    let record = reader.read(&Document::from_text(text), &Options::default());
    assert_eq!(record.events.len(), 1);
    assert_eq!(record.events[0].confidence, None);
}

/// What the events of a text are about, and where they are.
fn about(text: &str) -> Vec<(Vec<String>, Option<String>)> {
    let record = read(text);
    let topics =
        |event: &sagwan::record::Event| event.topics.iter().map(|topic| topic.text.clone()).collect();
    record.events.iter().map(|event| (topics(event), event.place.as_ref().map(|p| p.name.clone()))).collect()
}

fn check_topics(text: &str, expected: &[&str]) {
    let topics: Vec<String> = about(text).into_iter().flat_map(|(topics, _)| topics).collect();
    assert_eq!(topics, expected, "{text}");
}

#[test]
fn what_is_talked_about_belongs_to_the_talks_told_beside_before_or_behind() {
    check_topics(
        "강민서 외교부 장관은 24일 얀 노바크 체코 외교장관과 통화하고 어업 및 관광 협력을 논의했다.",
        &["어업", "관광 협력"],
    );
    check_topics(
        "강민서 외교부 장관은 24일 얀 노바크 체코 외교장관과 회담했다. 두 장관은 원전 협력을 강화하는 방안을 논의했다.",
        &["원전 협력을 강화하는 방안"],
    );
    check_topics(
        "강민서 외교부 장관과 얀 노바크 체코 외교장관이 24일 원전 협력 문제를 논의했다. 강 장관은 노바크 장관과 통화에서 감사를 전했다.",
        &["원전 협력 문제"],
    );
    check_topics(
        "강민서 외교부 장관은 24일 얀 노바크 체코 외교장관과 회담했다. 날씨를 묻는 말이 나왔다.",
        &[],
    );
}

#[test]
fn what_is_agreed_on_is_a_topic_of_the_agreement() {
    check_topics("한국과 체코는 24일 국방 협력을 강화하기로 합의했다.", &["국방 협력"]);
    check_topics("한국과 체코는 24일 공동성명을 채택했다.", &[]);
}

#[test]
fn who_is_met_on_a_visit_is_met_where_it_goes() {
    let places = |text: &str| about(text).into_iter().map(|(_, place)| place).collect::<Vec<_>>();
    let all = |name: &str| vec![Some(name.to_owned()), Some(name.to_owned())];
    assert_eq!(
        places("강민서 외교부 장관은 24일 워싱턴을 방문 중인 얀 노바크 체코 외교장관을 만났다."),
        all("워싱턴")
    );
    assert_eq!(places("강민서 외교부 장관은 24일 방한한 얀 노바크 체코 외교장관을 만났다."), all("한국"));
    assert_eq!(places("얀 노바크 체코 외교장관은 중동을 순방 중이다."), vec![Some("중동".to_owned())]);
    // The state of whoever comes is not where they go.
    assert_eq!(places("얀 노바크 체코 외교장관의 방문은 24일 시작됐다."), vec![None]);
}

#[test]
fn what_is_spoken_of_is_nobody_who_speaks() {
    for text in [
        "방한과 관련해선 “체코는 우려한다”고 밝혔다.",
        "강민서 외교부 장관은 24일 얀 노바크 체코 외교장관과 회담했다. 이에 대해선 “기쁘다, 고맙다”고 밝혔다.",
    ] {
        let record = read(text);
        let names: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
        assert!(!names.iter().any(|name| name.ends_with("해")), "{names:?}");
    }
}

#[test]
fn when_something_is_said_is_no_part_of_who_says_it() {
    let record = read("이 가운데 한빛일보는 “체코는 우려한다, 크게 우려한다”고 보도했다.");
    let speaker = record.statements.first().and_then(|said| said.speaker.clone());
    assert_eq!(speaker.map(|id| name(&record, &id).to_owned()), Some("한빛일보".to_owned()));
}

#[test]
fn what_draws_near_or_is_of_a_day_to_come_has_not_been() {
    let planned = |day| [("Summit Planned", "강민서, 얀 노바크", day)];
    happens("강민서 대통령과 얀 노바크 체코 대통령의 정상회담이 임박했다.", &planned(""));
    happens("강민서 대통령과 얀 노바크 체코 대통령의 정상회담이 코앞으로 다가왔다.", &planned(""));
    happens("강민서 대통령과 얀 노바크 체코 대통령은 26일 정상회담을 열기로 했다.", &planned("2025-09-26"));
    happens(
        "강민서 외교부 장관은 23일 방한한 얀 노바크 체코 외교장관과 회담했다.",
        &[
            ("Visit Occurred", "얀 노바크", "2025-09-23"),
            ("Talks Occurred", "강민서, 얀 노바크", "2025-09-23"),
        ],
    );
    happens(
        "강민서 외교부 장관은 이에 앞서 얀 노바크 체코 외교장관과 전화통화를 하는 등 사전작업에 착수했다.",
        &[("Call Occurred", "강민서, 얀 노바크", "")],
    );
}

#[test]
fn what_is_only_named_is_told_elsewhere() {
    happens(
        "외교부는 마르타 린드 스웨덴 총리의 방한과 관련해 협력을 넓히겠다고 밝혔다. 린드 총리는 다음 달 한국을 방문할 예정이다.",
        &[("Visit Planned", "마르타 린드", "2025-10")],
    );
}

#[test]
fn a_letter_goes_to_a_state_or_a_body() {
    happens(
        "북한 외무성은 23일 한국 통일부에 통지문을 보냈다.",
        &[("Letter Occurred", "북한 외무성, 한국 통일부", "2025-09-23")],
    );
    // Whom it is about is no side.
    happens(
        "강민서 외교부 장관은 23일 얀 노바크 체코 총리에 대한 친서를 마르타 린드 스웨덴 총리에게 보냈다.",
        &[("Letter Occurred", "강민서, 마르타 린드", "2025-09-23")],
    );
}

/// Who tells of each event of a text.
fn cited(text: &str) -> Vec<Vec<String>> {
    let record = read(text);
    let of = |event: &sagwan::record::Event| {
        event.sources.iter().map(|source| name(&record, &source.actor).to_owned()).collect()
    };
    record.events.iter().map(of).collect()
}

const TALKS: &str = "강민서 외교부 장관은 24일 얀 노바크 체코 외교장관과 회담했다.";
const LETTER: &str = "강민서 외교부 장관은 23일 마르타 린드 스웨덴 총리에게 편지를 보냈다.";

#[test]
fn a_headline_names_who_acts_first_and_who_is_received_behind() {
    let record = read("강민서 외교장관, 얀 노바크 체코 외교장관 접견");
    let [event] = record.events.as_slice() else { panic!("{:?}", record.events) };
    let role = |role| event.participants.iter().find(|p| p.role == role).map(|p| name(&record, &p.actor));
    assert_eq!((role(Role::Host), role(Role::Visitor)), (Some("강민서"), Some("얀 노바크")));
}

#[test]
fn what_sets_the_scene_is_no_part_of_the_event() {
    happens(
        "강민서 외교부 장관은 얀 노바크 체코 외교장관이 참석한 가운데 마르타 린드 스웨덴 총리와 환담한 뒤 떠났다.",
        &[("Meeting Occurred", "강민서, 마르타 린드", "")],
    );
    // A clause that goes before is none: its day is that of both.
    happens(
        "강민서 외교부 장관은 24일 프라하를 방문해 얀 노바크 체코 외교장관을 만났다.",
        &[
            ("Visit Occurred", "강민서", "2025-09-24"),
            ("Meeting Occurred", "강민서, 얀 노바크", "2025-09-24"),
        ],
    );
}

#[test]
fn what_is_talked_about_is_no_topic_of_a_visit_or_an_agreement_told_before() {
    check_topics(
        "한국과 체코는 24일 국방 협력을 강화하기로 합의했다. 두 나라는 원전 협력 문제를 논의했다.",
        &["국방 협력"],
    );
    check_topics(
        "강민서 외교부 장관은 다음 달 체코를 방문할 예정이다. 두 나라는 원전 협력 문제를 논의했다.",
        &[],
    );
}

#[test]
fn what_only_closes_a_list_is_no_topic() {
    check_topics(
        "강민서 외교부 장관은 24일 얀 노바크 체코 외교장관과 회담하고 원전 협력, 어업 협정 등을 논의했다.",
        &["원전 협력", "어업 협정"],
    );
}

#[test]
fn talks_are_behind_closed_doors_only_where_that_is_told() {
    let closed = |text: &str| read(text).events.iter().map(|event| event.closed_door).collect::<Vec<_>>();
    assert_eq!(closed(&format!("{TALKS} 회담은 30분 동안 비공개로 열렸다.")), [Some(true)]);
    assert_eq!(closed(&format!("{TALKS} 회담은 30분 동안 이어졌다.")), [None]);
}

#[test]
fn who_tells_what_was_talked_about_is_cited_and_who_tells_something_else_is_not() {
    assert_eq!(
        cited(&format!("{TALKS} 외교부는 회담에서 원전 협력 문제를 논의했다고 밝혔다.")),
        [["외교부"]]
    );
    let other = "회담에는 정서윤 차관보가 배석했고, 한빛일보는 날씨가 맑았다고 전했다.";
    assert_eq!(cited(&format!("{TALKS} {other}")), [[""; 0]]);
}

#[test]
fn a_letter_is_on_the_word_of_those_who_tell_what_stands_in_it() {
    let told = "한빛일보는 강 장관이 “편지에서 협력을 제안했다”고 말했다고 전했다.";
    assert_eq!(cited(&format!("{LETTER} {told}")), [["한빛일보"]]);
    let other = "외교부는 강 장관이 협력을 제안했다고 밝혔다.";
    assert_eq!(cited(&format!("{LETTER} {other}")), [[""; 0]]);
}

#[test]
fn states_that_are_visited_one_by_one_are_a_visit_each() {
    let places: Vec<Option<String>> =
        about("강민서 외교부 장관은 20일 체코, 스위스, 스웨덴을 각각 방문했다.")
            .into_iter()
            .map(|(_, place)| place)
            .collect();
    assert_eq!(places, ["체코", "스위스", "스웨덴"].map(|place| Some(place.to_owned())));
}

#[test]
fn what_has_been_stays_so_whatever_is_planned_next() {
    happens(
        "강민서 외교부 장관은 23일 얀 노바크 체코 외교장관과 만났으며 26일 귀국할 예정이다.",
        &[("Meeting Occurred", "강민서, 얀 노바크", "2025-09-23")],
    );
}

#[test]
fn the_day_of_what_is_proposed_stands_right_before_it() {
    happens(
        "강민서 외교부 장관은 20일 마르타 린드 스웨덴 총리에게 10월 1일 방한을 요청했다.",
        &[("Visit Proposed", "강민서, 마르타 린드", "2025-10-01")],
    );
    happens(
        "강민서 외교부 장관은 10월 1일 마르타 린드 스웨덴 총리에게 방한을 요청할 예정이다.",
        &[("Visit Proposed", "강민서, 마르타 린드", "")],
    );
    // A day to come is the one for which somebody is invited.
    happens(
        "강민서 외교부 장관은 마르타 린드 스웨덴 총리를 10월 1일 서울로 초청했다.",
        &[("Visit Proposed", "강민서, 마르타 린드", "2025-10-01")],
    );
}

#[test]
fn the_day_of_an_event_tells_whether_it_has_been() {
    happens(
        "강민서 외교부 장관이 23일 얀 노바크 체코 외교장관과 회담한다.",
        &[("Talks Occurred", "강민서, 얀 노바크", "2025-09-23")],
    );
    happens(
        "26일 강민서 대통령과 얀 노바크 체코 대통령의 정상회담에서는 원전 협력이 의제다.",
        &[("Summit Planned", "강민서, 얀 노바크", "2025-09-26")],
    );
}

#[test]
fn those_of_one_state_meet_at_home() {
    happens("강민서 대통령은 24일 정서윤 국무총리와 만났다.", &[]);
    happens("강민서 대통령은 24일 한도윤 국방부 장관과 통화했다.", &[]);
}

#[test]
fn talks_of_states_that_are_only_mentioned_are_no_event() {
    happens("한·체코 정상회담 이후 상황이 달라졌다.", &[]);
    happens("한국과 체코의 정상회담은 언제나 어렵다.", &[]);
}

#[test]
fn who_sends_and_who_receives_are_told_one_after_another() {
    happens(
        "강민서 외교부 장관이 친서를 보냈다. 얀 노바크 체코 외교장관은 친서를 받았다.",
        &[("Letter Occurred", "강민서, 얀 노바크", "")],
    );
    happens(
        "강민서 외교부 장관이 친서를 보냈다. 날씨는 맑았다. 시장은 조용했다. 사람들은 기다렸다. 얀 노바크 체코 외교장관은 친서를 받았다.",
        &[("Letter Occurred", "강민서", ""), ("Letter Occurred", "얀 노바크", "")],
    );
}

#[test]
fn states_that_talk_do_so_through_those_who_are_named_next() {
    happens(
        "한국과 체코는 24일 서울에서 회담했다. 강민서 외교부 장관은 얀 노바크 체코 외교장관과 회담했다.",
        &[("Talks Occurred", "강민서, 얀 노바크", "2025-09-24")],
    );
}

#[test]
fn a_quotation_goes_on_to_the_mark_that_closes_it() {
    says(
        "강민서 외교부 장관은 “우리는 이번 회담을 매우 뜻깊게 여긴다.\n우리는 다시 만나기로 했다”고 말했다.",
        &[("강민서", "우리는 이번 회담을 매우 뜻깊게 여긴다.\n우리는 다시 만나기로 했다")],
    );
}

#[test]
fn a_word_in_marks_is_said_only_as_a_clause() {
    says("강민서 외교부 장관은 “없다”고 답했다.", &[("강민서", "없다")]);
    says("강민서 외교부 장관은 “협력”이라고 밝혔다.", &[]);
}

#[test]
fn what_is_felt_or_written_is_not_said() {
    says("강민서 외교부 장관은 “정말 아름답다”고 느꼈다.", &[]);
    says("그곳은 “평화의 푸른 섬”이라고 불린다.", &[]);
    says("강민서 외교부 장관은 “정말 아쉽다”며 자리를 떴다.", &[("강민서", "정말 아쉽다")]);
}

#[test]
fn single_marks_around_a_name_are_no_speech() {
    says("강민서 외교부 장관은 ‘정말 아쉬운 나라’라며 한숨지었다.", &[]);
    says("강민서 외교부 장관은 ‘정말 아쉽다’며 한숨지었다.", &[("강민서", "정말 아쉽다")]);
}

#[test]
fn a_report_ends_before_another_clause() {
    says(
        "체코가 곧 결정한다고 들은 강민서 외교부 장관은 “고맙다, 매우 고맙다”고 말했다.",
        &[("강민서", "고맙다, 매우 고맙다")],
    );
}

#[test]
fn what_stands_before_a_noun_tells_of_nobody_who_speaks() {
    says("강민서 외교부 장관은 체코가 곧 결정할 것으로 분석하는 보고서를 읽었다.", &[]);
    says("강민서 외교부 장관은 협력이 필요하다는 점을 강조하는 연설문을 썼다.", &[]);
}

#[test]
fn whoever_is_named_last_speaks_where_the_clause_before_is_over() {
    says(
        "강민서 외교부 장관은 떠났지만 얀 노바크 체코 외교장관은 “더욱 자주 만나자”고 말했다.",
        &[("얀 노바크", "더욱 자주 만나자")],
    );
}

#[test]
fn whoever_is_the_subject_of_a_clause_before_a_noun_does_not_go_on_speaking() {
    says(
        "강민서 외교부 장관이 중국이 체결한 협정을 지켜야 한다고 강조하고 더욱 서둘러야 한다고 촉구했다.",
        &[("강민서", "중국이 체결한 협정을 지켜야 한다고"), ("강민서", "더욱 서둘러야 한다고")],
    );
}

#[test]
fn a_state_in_a_sentence_that_carries_on_is_spoken_about() {
    says(
        "강민서 외교부 장관은 “더욱 자주 만나자”고 말했다. 그러면서 체코는 중요한 나라라고 강조했다.",
        &[("강민서", "더욱 자주 만나자"), ("강민서", "체코는 중요한 나라라고")],
    );
}

#[test]
fn whoever_speaks_may_be_told_by_no_more_than_a_noun() {
    says("한 외국계 증권사는 “앞날이 밝다”고 지적했다.", &[("외국계 증권사", "앞날이 밝다")]);
    says(
        "강민서 외교부 장관은 떠났다. 그러면서 대화의 목표는 평화라고 말했다.",
        &[("강민서", "대화의 목표는 평화라고")],
    );
}

#[test]
fn years_that_are_listed_are_of_an_event_each() {
    happens(
        "강민서 대통령과 얀 노바크 체코 대통령은 2017년과 2021년 정상회담을 했다.",
        &[("Summit Occurred", "강민서, 얀 노바크", "2017"), ("Summit Occurred", "강민서, 얀 노바크", "2021")],
    );
    happens(
        "2017년 취임한 강민서 대통령은 2021년 얀 노바크 체코 대통령과 정상회담을 했다.",
        &[("Summit Occurred", "강민서, 얀 노바크", "2021")],
    );
}

#[test]
fn whoever_was_named_before_does_not_do_what_somebody_else_does() {
    happens("강민서 외교부 장관은 떠났다. 특사가 얀 노바크 체코 총리를 만났다.", &[]);
}

#[test]
fn who_was_met_one_day_is_not_met_again_on_the_next() {
    happens(
        "강민서 대통령은 20일 뉴욕에서 얀 노바크 유엔 사무총장과 면담했다. 21일에는 워싱턴으로 옮겨 동포들을 만났다.",
        &[("Meeting Occurred", "강민서, 얀 노바크", "2025-09-20")],
    );
}

#[test]
fn what_comes_before_something_planned_is_planned() {
    happens(
        "강민서 외교부 장관은 26일 얀 노바크 체코 총리를 예방한 뒤 귀국한다.",
        &[("Audience Planned", "강민서, 얀 노바크", "2025-09-26")],
    );
}

#[test]
fn the_day_of_talks_is_not_the_day_of_what_they_are_about() {
    happens(
        "강민서 외교부 장관과 얀 노바크 체코 외교장관은 20일 한·체코 정상회담 준비를 협의했다.",
        &[("Summit Planned", "대한민국, 체코", ""), ("Talks Occurred", "강민서, 얀 노바크", "2025-09-20")],
    );
    happens(
        "외교부는 지난달 27일 프라하에서 열린 한·체코 정상회담에 대해 논의했다.",
        &[("Summit Occurred", "대한민국, 체코", "2025-08-27")],
    );
}

#[test]
fn what_others_talk_about_is_no_topic_of_the_talks_told_next() {
    check_topics(&format!("마르타 린드 스웨덴 총리는 어업 협정 문제를 논의했다. {TALKS}"), &[]);
}

#[test]
fn talks_in_a_third_place_are_coded_as_such() {
    let cameo = |text: &str| read(text).events.first().and_then(|event| event.cameo.clone());
    let talks =
        |place: &str| format!("강민서 외교부 장관은 24일 {place}에서 얀 노바크 체코 외교장관과 회담했다.");
    assert_eq!(cameo(&talks("런던")).as_deref(), Some("044"));
    assert_eq!(cameo(&talks("서울")).as_deref(), Some("040"));
}

#[test]
fn no_set_of_sides_is_weighed_twice() {
    let reader = Reader::new().unwrap();
    let text = "강민서 외교부 장관은 24일 얀 노바크 체코 외교장관, 마르타 린드 스웨덴 총리와 회담했다.";
    let (_, weighed, _) = sagwan::training::read(&reader, &Document::from_text(text), &Options::default());
    assert!(weighed.iter().any(|weighed| weighed.sides.len() > 1));
    for weighed in &weighed {
        let mut sets: Vec<Vec<String>> = weighed.sides.iter().map(|(sides, _)| sides.clone()).collect();
        sets.iter_mut().for_each(|sides| sides.sort_unstable());
        sets.sort_unstable();
        sets.dedup();
        assert_eq!(sets.len(), weighed.sides.len());
    }
}

#[test]
fn papers_of_a_conference_are_no_conference() {
    happens("얀 노바크 체코 외교장관은 회의 자료를 읽었다.", &[]);
    let talks = ("Talks Occurred", "강민서, 얀 노바크", "2025-09-24");
    happens(&format!("{TALKS} 강민서 외교부 장관은 회의 자료를 읽었다."), &[talks]);
}

#[test]
fn who_mediates_is_no_side_and_the_event_stays() {
    for text in [
        "이란과 미국은 26일 빈에서 카타르의 중재로 협상을 했다.",
        "카타르의 중재로 이란과 미국이 26일 빈에서 협상을 했다.",
        "이란과 미국은 26일 빈에서 카타르의 주선으로 협상을 했다.",
    ] {
        let record = read(text);
        let [event] = record.events.as_slice() else { panic!("{text}: {:?}", record.events) };
        let mut parts: Vec<(&str, Role)> =
            event.participants.iter().map(|p| (name(&record, &p.actor), p.role)).collect();
        parts.sort_unstable();
        assert_eq!(
            parts,
            [("미국", Role::Party), ("이란", Role::Party), ("카타르", Role::Mediator)],
            "{text}"
        );
    }
}

/// What is told of an event beside who, when and where: its own name, its rank, the word of what it is part of.
fn is_called(text: &str, word: &str, expected: (Option<&str>, Option<VisitRank>, Option<&str>)) {
    let record = read(text);
    let event = record.events.iter().find(|event| event.trigger.text.starts_with(word));
    let event = event.unwrap_or_else(|| panic!("{text}: {:?}", record.events));
    let whole = record.events.iter().find(|other| Some(&other.id) == event.part_of.as_ref());
    let found = (
        event.name.as_ref().map(|name| name.text.as_str()),
        event.rank,
        whole.map(|whole| whole.trigger.text.as_str()),
    );
    assert_eq!(found, expected, "{text}");
}

#[test]
fn conferences_and_rounds_have_names_of_their_own() {
    let named = |name| (Some(name), None, None);
    is_called(
        "강민서 외교부 장관은 26일 리마에서 열린 APEC 재무장관회의에 참석했다.",
        "재무장관회의",
        named("APEC 재무장관회의"),
    );
    is_called("체코와 폴란드는 26일 빈에서 제12차 국방 협상을 열었다.", "협상", named("제12차 국방 협상"));
    is_called("체코와 폴란드는 26일 빈에서 3차 고위급 회담을 열었다.", "회담", named("3차 고위급 회담"));
    is_called("체코와 폴란드는 26일 빈에서 3자 회담을 열었다.", "회담", (None, None, None));
}

#[test]
fn a_visit_has_the_rank_that_it_is_told_with() {
    let ranked = |rank| (None, Some(rank), None);
    for (text, rank) in [
        ("얀 노바크 체코 대통령은 26일 한국을 국빈 방문했다.", VisitRank::State),
        ("얀 노바크 체코 총리는 26일 한국을 공식 방문했다.", VisitRank::Official),
        ("얀 노바크 체코 총리는 26일 한국을 실무 방문했다.", VisitRank::Working),
        ("얀 노바크 체코 총리는 26일 한국을 비공개로 방문했다.", VisitRank::Private),
    ] {
        is_called(text, "방문", ranked(rank));
    }
    is_called("얀 노바크 체코 총리는 26일 공식 초청으로 한국을 방문했다.", "방문", (None, None, None));
}

#[test]
fn what_is_done_during_a_visit_or_a_conference_is_part_of_it() {
    is_called(
        "강민서 외교부 장관은 26일 한국을 방문 중인 얀 노바크 체코 외교장관과 회담했다.",
        "회담",
        (None, None, Some("방문")),
    );
    is_called("강민서 외교부 장관은 26일 얀 노바크 체코 외교장관과 회담했다.", "회담", (None, None, None));
}

#[test]
fn two_people_of_one_name_are_told_apart_by_their_offices() {
    let speakers = |text: &str| -> Vec<Option<String>> {
        let record = read(text);
        record.statements.iter().map(|said| said.speaker.clone()).collect()
    };
    let two = speakers(
        "강민서 외교부 차관은 24일 “정부도 돕겠다”고 말했고, 강민서 국민의힘 의원은 “국회가 앞장서겠다”고 말했다. 강 의원은 “회의를 서두르자”고 말했다.",
    );
    assert_eq!(two.len(), 3, "{two:?}");
    assert!(two[0].is_some() && two[0] != two[1] && two[1] == two[2], "{two:?}");
    // One who holds two offices.
    let one = speakers(
        "강민서 외교부 차관은 24일 “정부도 돕겠다”고 말했다. 강민서 의원은 “국회가 앞장서겠다”고 말했다.",
    );
    assert!(one[0].is_some() && one[0] == one[1], "{one:?}");
}

#[test]
fn one_word_in_marks_is_said_where_only_a_clause_can_stand() {
    says("강민서 외교부 장관은 24일 “서두르자”고 말했다.", &[("강민서", "서두르자")]);
    says("강민서 외교부 장관은 24일 그곳을 “국가”라고 불렀다.", &[]);
}
