//! Review: what a ledger doubts, what becomes of it once somebody has spoken, and that it stays so.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use sagwan::article::Document;
use sagwan::{Options, Reader};
use sagwan_ledger::{Doubt, DoubtLine, Entry, Filter, Ledger, OccasionLine, Page, Verdict};
use tempfile::TempDir;

const MINISTERS: &str = "외교장관 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 논의했다.";
const OTHER_DAY: &str = "외교장관 회담\n강민서 외교부 장관은 19일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 협의했다고 외교부가 전했다.";

fn ledger_of(news: &[(&str, &str, &str)]) -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.db")).unwrap();
    keep(&mut ledger, news);
    (folder, ledger)
}

/// Keeps articles, as day, outlet and text.
fn keep(ledger: &mut Ledger, news: &[(&str, &str, &str)]) {
    let reader = Reader::new().unwrap();
    for (day, publisher, text) in news {
        let mut document = Document::from_text(*text);
        document.metadata.publisher = Some((*publisher).to_owned());
        document.metadata.published = sagwan::parse_published(day);
        let options = Options::default();
        let record = reader.read(&document, &options);
        ledger.append(&[Entry::new(&document, &options, None, record)]).unwrap();
    }
    ledger.settle().unwrap();
}

/// Reads all articles again, as another version of the reader would.
fn reread(ledger: &mut Ledger) {
    let reader = Reader::new().unwrap();
    for (_, key) in ledger.keys(0, 100).unwrap() {
        ledger.reread(&key, &reader).unwrap();
    }
    ledger.settle().unwrap();
}

fn occasions(ledger: &Ledger) -> Vec<OccasionLine> {
    ledger.occasions(&Filter::default(), &Page::default()).unwrap().lines
}

fn doubts(ledger: &Ledger, of: Doubt) -> Vec<DoubtLine> {
    ledger.doubts(Some(of), &Page::default()).unwrap().lines
}

fn set(field: &str, value: &str) -> Verdict {
    Verdict::Set { field: field.to_owned(), value: value.to_owned() }
}

#[test]
fn a_corrected_event_stays_corrected() {
    let (_folder, mut ledger) = ledger_of(&[("2026-11-20", "가람통신", MINISTERS)]);
    let event = occasions(&ledger)[0].occasion.clone();
    ledger.review(&event, &set("status", "planned"), "홍길동", "기사 제목은 예정이다").unwrap();
    ledger.review(&event, &set("time", "2026-11-25"), "홍길동", "25일").unwrap();
    ledger.review(&event, &set("place", "빈"), "홍길동", "장소").unwrap();
    ledger.review(&event, &set("host", "얀 노바크"), "홍길동", "주최").unwrap();
    let now = |ledger: &Ledger| {
        let line = occasions(ledger).remove(0);
        let host = line.participants.iter().find(|p| p.role == "host").map(|p| p.name.clone());
        (line.status, line.time, line.place, line.place_country, host)
    };
    let text = |text: &str| Some(text.to_owned());
    let expected = ("planned".to_owned(), text("2026-11-25"), text("빈"), text("AT"), text("얀 노바크"));
    assert_eq!(now(&ledger), expected);
    let before = ledger.contents().unwrap();
    reread(&mut ledger);
    assert_eq!(now(&ledger), expected, "it outlives a reading");
    assert_eq!((ledger.contents().unwrap(), ledger.check().unwrap()), (before, vec![]));
    let verdicts = ledger.verdicts().unwrap();
    assert_eq!(
        (verdicts.len(), verdicts[0].who.as_str(), verdicts[0].why.as_str(), verdicts[0].item.as_str()),
        (4, "홍길동", "기사 제목은 예정이다", format!("event:{event}").as_str())
    );
    assert!(verdicts[0].made.starts_with("20"));
}

#[test]
fn what_is_found_to_be_no_event_is_in_no_listing_and_can_be_taken_back() {
    let (_folder, mut ledger) = ledger_of(&[("2026-11-20", "가람통신", MINISTERS)]);
    let before = occasions(&ledger);
    let event = before[0].occasion.clone();
    let listed = |ledger: &Ledger| {
        (occasions(ledger).len(), ledger.events(&Filter::default(), &Page::default()).unwrap().lines.len())
    };
    ledger.review(&event, &Verdict::Reject, "홍길동", "행사가 아니다").unwrap();
    assert_eq!(listed(&ledger), (0, 0));
    reread(&mut ledger);
    assert_eq!((listed(&ledger), ledger.check().unwrap()), ((0, 0), vec![]));
    let (_, rows) = ledger.sql("SELECT sum(current) FROM events", &mut || true).unwrap();
    assert_eq!(serde_json::json!(rows), serde_json::json!([[0]]));
    ledger.review(&event, &Verdict::Accept, "홍길동", "다시 보니 맞다").unwrap();
    assert_eq!((listed(&ledger), occasions(&ledger)[0].status.clone()), ((1, 1), before[0].status.clone()));
}

#[test]
fn a_contradiction_is_decided_for_good() {
    let news = [("2026-11-20", "가람통신", MINISTERS), ("2026-11-20", "나래신문", OTHER_DAY)];
    let (_folder, mut ledger) = ledger_of(&news);
    let found = doubts(&ledger, Doubt::Contradiction);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].field.as_deref(), found[0].claims.len(), found[0].reports.len()),
        (Some("time"), 2, 2)
    );
    let item = found[0].item.clone();
    let shown = occasions(&ledger)[0].time.clone().unwrap();
    let other = if shown == "2026-11-20" { "2026-11-19" } else { "2026-11-20" };
    for (verdict, why) in [
        (Verdict::Reject, "say which holds"),
        (set("time", "2026-11-01"), "say which holds"),
        (set("place", other), "say which holds"),
    ] {
        assert!(ledger.review(&item, &verdict, "홍길동", "까닭").unwrap_err().to_string().contains(why));
    }
    ledger.review(&item, &set("time", other), "홍길동", "외교부 발표").unwrap();
    assert_eq!(occasions(&ledger)[0].time.as_deref(), Some(other));
    assert!(doubts(&ledger, Doubt::Contradiction).is_empty(), "nobody is asked twice");
    assert_eq!(occasions(&ledger)[0].contradictions, 1, "they still contradict each other");
    reread(&mut ledger);
    assert_eq!(occasions(&ledger)[0].time.as_deref(), Some(other));
    let (_, account, _) = ledger.occasion(&occasions(&ledger)[0].occasion).unwrap();
    assert_eq!(account.best("time"), Some(other));
}

#[test]
fn pairs_are_parted_and_joined() {
    let news = [("2026-11-20", "가람통신", MINISTERS), ("2026-11-20", "나래신문", OTHER_DAY)];
    let (_folder, mut ledger) = ledger_of(&news);
    let line = occasions(&ledger).remove(0);
    let reports = ledger.occasion(&line.occasion).unwrap().2;
    let pair = format!("pair:{}+{}", reports[0].event.event, reports[1].event.event);
    ledger.review(&pair, &Verdict::Reject, "홍길동", "다른 회담").unwrap();
    assert_eq!(occasions(&ledger).len(), 2);
    reread(&mut ledger);
    assert_eq!(occasions(&ledger).len(), 2);
    ledger.review(&pair, &Verdict::Reject, "홍길동", "같은 회담").unwrap();
    assert_eq!(occasions(&ledger).len(), 1);
    ledger.review(&pair, &Verdict::Accept, "홍길동", "같은 회담").unwrap();
    assert_eq!(occasions(&ledger).len(), 1);
    assert!(ledger.review(&pair, &set("kind", "talks"), "홍길동", "까닭").is_err());
}

#[test]
fn who_is_who_is_decided_with_a_reason() {
    let (_folder, mut ledger) = ledger_of(&[("2026-11-20", "가람통신", MINISTERS)]);
    let names = |ledger: &Ledger| {
        let lines = ledger.actors(&Filter::default(), &Page::default()).unwrap().lines;
        lines.into_iter().map(|line| line.actor).collect::<Vec<_>>()
    };
    let before = names(&ledger);
    ledger.review("actor:KR:강민서", &Verdict::Accept, "홍길동", "한 사람").unwrap();
    assert_eq!(names(&ledger), before);
    ledger.review("actor:KR:강민서", &set("merge", "CZ:얀 노바크"), "홍길동", "시험").unwrap();
    assert!(!names(&ledger).contains(&"CZ:얀 노바크".to_owned()));
    for (id, verdict) in [
        ("actor:KR:아무개", Verdict::Accept),
        ("actor:KR:강민서", Verdict::Reject),
        ("actor:KR:강민서", set("split", "없는 이름")),
    ] {
        assert!(ledger.review(id, &verdict, "홍길동", "까닭").is_err(), "{id} {verdict:?}");
    }
    assert_eq!(ledger.verdicts().unwrap().len(), 2, "what was refused is not kept");
}

#[test]
fn a_ledger_from_before_reviews_is_brought_up_to_date_and_reviewed() {
    let (folder, ledger) = ledger_of(&[("2026-11-20", "가람통신", MINISTERS)]);
    let before = ledger.contents().unwrap();
    drop(ledger);
    let path = folder.path().join("a.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(
        "DROP VIEW reviews; DROP TABLE review; DROP VIEW sources; DROP VIEW events;
         ALTER TABLE event DROP COLUMN part_of; ALTER TABLE event DROP COLUMN rank; ALTER TABLE event DROP COLUMN name;
         ALTER TABLE event DROP COLUMN rejected; CREATE VIEW events AS SELECT key AS event FROM event;
         DROP VIEW occasions; CREATE VIEW occasions AS SELECT key AS occasion, kind, status FROM occasion;",
    )
    .unwrap();
    old.execute_batch(include_str!("../migrations/4-confidence.sql")).unwrap();
    old.pragma_update(None, "user_version", 5).unwrap();
    drop(old);
    assert!(Ledger::read_only(&path).is_err(), "an older schema is named");
    let mut ledger = Ledger::open(&path).unwrap();
    assert_eq!((ledger.contents().unwrap(), ledger.check().unwrap()), (before, vec![]));
    let event = occasions(&ledger)[0].occasion.clone();
    ledger.review(&event, &set("status", "planned"), "홍길동", "예정").unwrap();
    assert_eq!(occasions(&ledger)[0].status, "planned");
    let (_, rows) = ledger.sql("SELECT who, verdict, field, value FROM reviews", &mut || true).unwrap();
    assert_eq!(serde_json::json!(rows), serde_json::json!([["홍길동", "set", "status", "planned"]]));
}

#[test]
fn a_verdict_says_who_and_why() {
    let (_folder, mut ledger) = ledger_of(&[("2026-11-20", "가람통신", MINISTERS)]);
    let event = occasions(&ledger)[0].occasion.clone();
    for (id, verdict, who, why, said) in [
        (event.as_str(), Verdict::Accept, "", "까닭", "needs who gives it, and why"),
        (event.as_str(), Verdict::Accept, "홍길동", " ", "needs who gives it, and why"),
        (event.as_str(), set("colour", "red"), "홍길동", "까닭", "no such field of an event"),
        ("nothing-e1", Verdict::Accept, "홍길동", "까닭", "no event nothing-e1"),
        ("pair:x", Verdict::Accept, "홍길동", "까닭", "no such doubt"),
        ("other:x", Verdict::Accept, "홍길동", "까닭", "no such doubt"),
    ] {
        let fault = ledger.review(id, &verdict, who, why).unwrap_err().to_string();
        assert!(fault.contains(said), "{fault}");
    }
    assert!(ledger.verdicts().unwrap().is_empty());
}

#[test]
fn the_queue_goes_page_by_page_and_forgets_nothing() {
    let mut news: Vec<(String, &str, String)> = Vec::new();
    for n in 1..=4 {
        let day = format!("2026-11-{:02}", 5 * n);
        let text = |on: usize, words: &str| {
            format!(
                "외교장관 회담\n강민서 외교부 장관은 {on}일 프라하에서 얀 노바크 체코 외교장관과 회담하고 {words}."
            )
        };
        news.push((day.clone(), "가람통신", text(5 * n, "원전 협력을 논의했다")));
        news.push((day, "나래신문", text(5 * n - 1, "원전 협력을 협의했다고 외교부가 전했다")));
    }
    let news: Vec<(&str, &str, &str)> = news.iter().map(|(d, p, t)| (d.as_str(), *p, t.as_str())).collect();
    let (_folder, ledger) = ledger_of(&news);
    let all = ledger.doubts(None, &Page { limit: 500, after: None }).unwrap();
    assert!(all.next.is_none() && all.lines.len() >= 3, "{:#?}", all.lines);
    let (mut page, mut items) = (Page { limit: 1, after: None }, Vec::new());
    loop {
        let listing = ledger.doubts(None, &page).unwrap();
        items.extend(listing.lines.into_iter().map(|line| line.item));
        let Some(next) = listing.next else { break };
        page.after = Some(next);
    }
    let whole: Vec<String> = all.lines.into_iter().map(|line| line.item).collect();
    assert_eq!(items, whole);
    assert!(ledger.doubts(None, &Page { limit: 1, after: Some("colour.1".to_owned()) }).is_err());
}

#[test]
fn corrected_articles_are_annotations_in_which_only_what_was_seen_counts() {
    let two = "외교장관 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 논의했다.\n강 장관은 \"협력을 넓히자\"고 말했다.\n이도현 대통령은 21일 오스카 린드 덴마크 총리와 통화했다.";
    let (_folder, mut ledger) =
        ledger_of(&[("2026-11-21", "가람통신", two), ("2026-11-20", "나래신문", MINISTERS)]);
    assert!(ledger.reviewed().unwrap().is_empty());
    let call = occasions(&ledger).into_iter().find(|line| line.kind == "call").unwrap().occasion;
    ledger.review(&call, &set("time", "2026-11-20"), "홍길동", "전날").unwrap();
    let golds = ledger.reviewed().unwrap();
    assert_eq!(golds.len(), 1);
    assert_eq!(golds[0].text, two);
    let annotation = &golds[0].annotation;
    let events = annotation["events"].as_array().unwrap();
    let counted: Vec<(&str, &str)> = events
        .iter()
        .filter(|event| event["optional"] == false)
        .map(|event| (event["kind"].as_str().unwrap(), event["time"].as_str().unwrap()))
        .collect();
    assert_eq!((events.len(), counted), (2, vec![("call", "2026-11-20")]));
    assert_eq!(annotation["published"], "2026-11-21");
    assert!(annotation["statements"].as_array().unwrap().iter().all(|said| said["optional"] == true));
    ledger.review(&call, &Verdict::Reject, "홍길동", "아니다").unwrap();
    assert_eq!(ledger.reviewed().unwrap()[0].annotation["events"].as_array().unwrap().len(), 1);
}
