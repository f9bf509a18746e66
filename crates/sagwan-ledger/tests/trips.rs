//! Trips: what a ledger makes of visits, stops and meetings, and how they are exported.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use sagwan::article::Document;
use sagwan::{Options, Reader};
use sagwan_ledger::export::Format;
use sagwan_ledger::{Entry, Filter, Ledger, Page, TextQuery, TripLine};
use tempfile::TempDir;

/// Articles as day, outlet and text.
const NEWS: &[(&str, &str, &str)] = &[
    (
        "2026-11-02",
        "가람통신",
        "강민서 장관, 체코·폴란드 순방\n강민서 외교부 장관은 3일부터 5일까지 체코를 공식 방문한다고 외교부가 2일 밝혔다.\n강 장관은 5일부터 7일까지 폴란드를 방문한다.",
    ),
    (
        "2026-11-04",
        "가람통신",
        "외교장관 회담\n강민서 외교부 장관은 4일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 논의했다.\n강 장관은 3일부터 5일까지 체코를 공식 방문했다.",
    ),
    (
        "2026-11-04",
        "나래신문",
        "강민서 장관 체코 공식 방문\n체코를 공식 방문 중인 강민서 외교부 장관이 4일 프라하에서 얀 노바크 체코 외교장관과 회담했다.",
    ),
    (
        "2026-11-10",
        "나래신문",
        "프랑스 대통령 방한 계획\n에티엔 모로 프랑스 대통령이 12일부터 14일까지 한국을 국빈 방문할 예정이라고 대통령실이 밝혔다.",
    ),
    ("2026-11-20", "나래신문", "일본 총리 방미\n다카기 쇼이치 일본 총리가 다음 달 미국을 방문한다."),
    (
        "2026-11-21",
        "나래신문",
        "G20 정상회의 참석\n이도현 대통령은 18일부터 20일까지 남아프리카공화국을 방문해 요하네스버그에서 열린 G20 정상회의에 참석했다.\n이 대통령은 19일 요하네스버그에서 다카기 쇼이치 일본 총리와 정상회담을 했다.",
    ),
];

fn ledger_of(news: &[(&str, &str, &str)]) -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.db")).unwrap();
    let reader = Reader::new().unwrap();
    for (n, (day, publisher, text)) in news.iter().enumerate() {
        let mut document = Document::from_text(*text);
        document.metadata.url = Some(format!("https://news.example/{n}"));
        document.metadata.publisher = Some((*publisher).to_owned());
        document.metadata.published = sagwan::parse_published(day);
        let options = Options::default();
        let record = reader.read(&document, &options);
        ledger.append(&[Entry::new(&document, &options, None, record)]).unwrap();
    }
    ledger.settle().unwrap();
    (folder, ledger)
}

fn trips(ledger: &Ledger, filter: &Filter) -> Vec<TripLine> {
    ledger.trips(filter, &Page::default()).unwrap().lines
}

fn travellers(ledger: &Ledger, filter: &Filter) -> Vec<String> {
    trips(ledger, filter).into_iter().map(|trip| trip.traveller.name).collect()
}

#[test]
fn visits_their_legs_and_their_meetings_are_one_trip() {
    let (_folder, ledger) = ledger_of(NEWS);
    let found = trips(&ledger, &Filter { actors: vec!["강민서".to_owned()], ..Filter::default() });
    assert_eq!(found.len(), 1, "{found:#?}");
    let trip = &found[0];
    assert_eq!(trip.traveller.office.as_deref(), Some("외교부 장관"));
    assert_eq!(
        (trip.from.as_deref(), trip.to.as_deref(), trip.days),
        (Some("2026-11-03"), Some("2026-11-07"), Some(5))
    );
    let legs: Vec<(Option<&str>, &str, bool)> =
        trip.legs.iter().map(|leg| (leg.country.as_deref(), leg.status.as_str(), leg.unconfirmed)).collect();
    assert_eq!(legs, [(Some("CZ"), "occurred", false), (Some("PL"), "planned", true)]);
    assert_eq!((trip.status.as_str(), trip.unconfirmed), ("occurred", false));
    assert_eq!(
        (trip.cities.as_slice(), trip.countries.as_slice()),
        (&["프라하".to_owned()][..], &["CZ".to_owned(), "PL".to_owned()][..])
    );
    assert_eq!(
        (trip.rank.as_deref(), trip.purpose.as_slice()),
        (Some("official"), &["원전 협력".to_owned()][..])
    );
    let met: Vec<(&str, Option<&str>)> =
        trip.met.iter().map(|met| (met.party.name.as_str(), met.party.office.as_deref())).collect();
    assert_eq!(met, [("얀 노바크", Some("외교장관"))]);
    assert_eq!((trip.articles, trip.sources, trip.outlets.len()), (3, 2, 2));
    assert!(trip.multilateral.is_empty() && trip.agreements.is_empty() && trip.public_address.is_none());
    assert_eq!(trip.occasions.len(), 3);
    assert_eq!(trip.trip, trip.occasions[0]);
}

#[test]
fn dates_and_plans_are_as_honest_as_they_are_told() {
    let (_folder, ledger) = ledger_of(NEWS);
    let of = |name: &str| {
        let filter = Filter { actors: vec![name.to_owned()], ..Filter::default() };
        trips(&ledger, &filter).into_iter().find(|trip| trip.traveller.name == name).unwrap()
    };
    let month = of("다카기 쇼이치");
    assert_eq!(
        (month.from.as_deref(), month.to.as_deref(), month.days, month.unconfirmed),
        (Some("2026-12"), Some("2026-12"), None, false)
    );
    let faded = of("에티엔 모로");
    assert_eq!(
        (faded.status.as_str(), faded.unconfirmed, faded.rank.as_deref()),
        ("planned", true, Some("state"))
    );
    let before = Filter { on: "2026-11-11".parse().ok(), ..Filter::default() };
    assert!(trips(&ledger, &before).iter().all(|trip| !trip.unconfirmed), "on that day none had passed");
    let summit = of("이도현");
    assert_eq!(summit.multilateral[0].name, "G20 정상회의");
    assert_eq!((summit.met[0].party.name.as_str(), summit.met[0].kind.as_str()), ("다카기 쇼이치", "summit"));
}

#[test]
fn filters_and_pages_narrow_trips() {
    let (_folder, ledger) = ledger_of(NEWS);
    let all = travellers(&ledger, &Filter::default());
    assert_eq!(all, ["다카기 쇼이치", "이도현", "에티엔 모로", "강민서"]);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    // Whoever is met is found by name; a state is that of the traveller, of a visit or of whom they met.
    for (filter, names) in [
        (Filter { actors: words(&["노바크"]), ..Filter::default() }, vec!["강민서"]),
        (Filter { countries: words(&["KR", "CZ"]), ..Filter::default() }, vec!["강민서"]),
        (Filter { countries: words(&["JP"]), ..Filter::default() }, vec!["다카기 쇼이치", "이도현"]),
        (Filter { statuses: words(&["planned"]), ..Filter::default() }, vec!["다카기 쇼이치", "에티엔 모로"]),
        (Filter { kinds: words(&["conference"]), ..Filter::default() }, vec!["이도현"]),
        (Filter { place: Some("요하네스버그".to_owned()), ..Filter::default() }, vec!["이도현"]),
        (Filter { place: Some("PL".to_owned()), ..Filter::default() }, vec!["강민서"]),
        (Filter { min_sources: Some(2), ..Filter::default() }, vec!["강민서"]),
        (Filter { text: TextQuery::parse("원전"), ..Filter::default() }, vec!["강민서"]),
        (
            Filter { from: "2026-11-15".parse().ok(), to: "2026-11-30".parse().ok(), ..Filter::default() },
            vec!["이도현"],
        ),
    ] {
        assert_eq!(travellers(&ledger, &filter), names, "{filter:?}");
    }
    let (mut page, mut paged) = (Page { limit: 1, after: None }, Vec::new());
    loop {
        let listing = ledger.trips(&Filter::default(), &page).unwrap();
        paged.extend(listing.lines.into_iter().map(|trip| trip.traveller.name));
        let Some(next) = listing.next else { break };
        page.after = Some(next);
    }
    assert_eq!(paged, all);
}

#[test]
fn two_travellers_on_one_visit_have_a_trip_each() {
    let (_folder, ledger) = ledger_of(&[(
        "2026-11-05",
        "가람통신",
        "장관들 방한\n얀 노바크 체코 외교장관과 페트르 스보보다 체코 국방장관이 3일부터 4일까지 한국을 방문했다.",
    )]);
    let mut both = travellers(&ledger, &Filter::default());
    both.sort();
    assert_eq!(both, ["얀 노바크", "페트르 스보보다"]);
    let first = ledger.trips(&Filter::default(), &Page { limit: 1, after: None }).unwrap();
    let second = ledger.trips(&Filter::default(), &Page { limit: 1, after: first.next.clone() }).unwrap();
    assert_ne!(first.lines[0].traveller.name, second.lines[0].traveller.name);
}

#[test]
fn trips_are_exported_with_no_apart_from_not_reported() {
    let (folder, ledger) = ledger_of(NEWS);
    let out = folder.path().join("trips.csv");
    ledger.export(Format::Trips, None, &out).unwrap();
    let mut reader = csv::Reader::from_path(&out).unwrap();
    let head = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    let cell = |traveller: &str, column: &str| {
        let at = |name: &str| head.iter().position(|h| h == name).unwrap();
        let row = rows.iter().find(|row| &row[at("traveller")] == traveller).unwrap();
        row[at(column)].to_owned()
    };
    for (column, value) in [
        ("office", "외교부 장관"),
        ("state", "KR"),
        ("from", "2026-11-03"),
        ("to", "2026-11-07"),
        ("days", "5"),
        ("countries", "CZ|PL"),
        ("rank", "official"),
        ("met", "얀 노바크"),
        ("met_offices", "외교장관"),
        ("multilateral", ""),
        ("agreement", ""),
        ("public_address", ""),
        ("outlets", "가람통신|나래신문"),
        ("status", "occurred"),
    ] {
        assert_eq!(cell("강민서", column), value, "{column}");
    }
    assert_eq!(
        (cell("다카기 쇼이치", "from"), cell("다카기 쇼이치", "days")),
        ("2026-12".into(), String::new())
    );
    assert_eq!(cell("이도현", "multilateral"), "G20 정상회의");
    assert!(!std::fs::read_to_string(&out).unwrap().contains(",no,"), "nobody says no");
    let excel = folder.path().join("excel.csv");
    ledger.export(Format::TripsForExcel, None, &excel).unwrap();
    assert!(std::fs::read(&excel).unwrap().starts_with("\u{feff}trip,".as_bytes()));
}

#[test]
fn a_speech_on_the_trip_is_told_and_its_day_is_not_the_publication() {
    let text = |speech: &str| {
        format!(
            "강민서 장관 방문\n강민서 외교부 장관은 3일부터 5일까지 체코를 방문했다.\n강 장관은 4일 프라하에서 얀 노바크 체코 외교장관과 회담했다.\n{speech}"
        )
    };
    let of = |text: &str| {
        let (_folder, ledger) = ledger_of(&[("2026-11-05", "가람통신", text)]);
        trips(&ledger, &Filter::default())[0].public_address
    };
    assert_eq!(of(&text("강 장관은 4일 카렐대 연설에서 \"두 나라는 함께 갈 것\"이라고 말했다.")), Some(true));
    assert_eq!(of(&text("강 장관은 \"두 나라는 함께 갈 것\"이라고 말했다.")), None);
}
