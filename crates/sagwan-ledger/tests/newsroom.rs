//! Forty self-written articles about twelve occasions (`newsroom/articles.txt`): what the ledger makes of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sagwan::article::Document;
use sagwan::{Options, Reader};
use sagwan_ledger::export::Format;
use sagwan_ledger::{AuthorityRow, Entry, Filter, Ledger, LedgerError, Page, TextQuery};
use tempfile::TempDir;

/// An article of the newsroom.
#[derive(Clone)]
struct Article {
    occasion: String,
    url: String,
    published: String,
    publisher: String,
    text: String,
}

impl Article {
    fn entry(&self) -> Entry {
        let mut document = Document::from_text(self.text.clone());
        document.metadata.url = Some(self.url.clone());
        document.metadata.publisher = Some(self.publisher.clone());
        document.metadata.published = sagwan::parse_published(&self.published);
        let options = Options::default();
        let record = Reader::new().unwrap().read(&document, &options);
        Entry::new(&document, &options, None, record)
    }
}

fn newsroom() -> Vec<Article> {
    include_str!("newsroom/articles.txt")
        .split("=== ")
        .skip(1)
        .enumerate()
        .map(|(n, block)| {
            let (head, text) = block.split_once('\n').unwrap();
            let mut cells = head.split('|').map(|cell| cell.trim().to_owned());
            Article {
                occasion: cells.next().unwrap(),
                published: cells.next().unwrap(),
                publisher: cells.next().unwrap(),
                url: format!("https://news.example/{}", n + 1),
                text: text.to_owned(),
            }
        })
        .collect()
}

fn entries() -> Vec<Entry> {
    newsroom().iter().map(Article::entry).collect()
}

fn ledger_of(entries: &[Entry]) -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.db")).unwrap();
    ledger.append(entries).unwrap();
    ledger.settle().unwrap();
    (folder, ledger)
}

/// The only occasion that a filter finds.
fn only(ledger: &Ledger, filter: &Filter) -> String {
    let found = ledger.occasions(filter, &Page::default()).unwrap().lines;
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0].occasion.clone()
}

fn countries(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|c| (*c).to_owned()).collect()
}

#[test]
fn reports_of_one_occasion_are_joined() {
    let articles = newsroom();
    let (_folder, ledger) = ledger_of(&entries());
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in ledger.occasions(&Filter::default(), &Page { limit: 500, after: None }).unwrap().lines {
        let (_, _, reports) = ledger.occasion(&line.occasion).unwrap();
        told.insert(line.occasion, reports.into_iter().map(|r| r.event.article).collect());
    }
    let keys: BTreeMap<String, String> = ledger
        .search(&Filter::default(), &Page { limit: 500, after: None })
        .unwrap()
        .lines
        .into_iter()
        .map(|line| (line.url.unwrap(), line.article))
        .collect();
    let mut truth: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for article in &articles {
        truth.entry(&article.occasion).or_default().insert(keys[&article.url].clone());
    }
    assert_eq!(truth.len(), 12);
    let pairs = |groups: Vec<&BTreeSet<String>>| -> BTreeSet<(String, String)> {
        groups
            .into_iter()
            .flat_map(|g| {
                g.iter().flat_map(|a| g.iter().filter(move |b| a < *b).map(|b| (a.clone(), b.clone())))
            })
            .collect()
    };
    let (found, truth) = (pairs(told.values().collect()), pairs(truth.values().collect()));
    let both = found.intersection(&truth).count() as f64;
    let f1 = 2.0 * both / (found.len() + truth.len()) as f64;
    assert!(f1 >= 0.94, "pairwise F1 {f1:.3}");
}

#[test]
fn a_plan_that_moves_has_a_history() {
    let (_folder, ledger) = ledger_of(&entries());
    let summit = only(
        &ledger,
        &Filter {
            countries: countries(&["KR", "PL"]),
            kinds: vec!["summit".to_owned()],
            ..Filter::default()
        },
    );
    let (line, account, _) = ledger.occasion(&summit).unwrap();
    assert_eq!((line.status.as_str(), line.time.as_deref()), ("occurred", Some("2026-12-05")));
    let steps: Vec<(&str, Option<&str>)> =
        account.history.iter().map(|s| (s.step.as_str(), s.time.as_deref())).collect();
    assert_eq!(
        steps,
        [("planned", Some("2026-12-03")), ("moved", Some("2026-12-05")), ("occurred", Some("2026-12-05"))]
    );
    assert!(account.contradictions.is_empty(), "a moved plan is no contradiction");
}

#[test]
fn what_contradicts_is_shown() {
    let (_folder, ledger) = ledger_of(&entries());
    let of = |codes: &[&str]| {
        let key = only(&ledger, &Filter { countries: countries(codes), ..Filter::default() });
        ledger.occasion(&key).unwrap().1.contradictions
    };
    let days = of(&["EG", "KE"]);
    assert_eq!(days.len(), 1);
    assert_eq!(days[0].field, "time");
    assert_eq!(
        days[0].claims.iter().map(|c| c.value.as_str()).collect::<Vec<_>>(),
        ["2026-11-10", "2026-11-11"]
    );
    let key = only(&ledger, &Filter { actors: vec!["리철민".to_owned()], ..Filter::default() });
    assert_eq!(ledger.occasion(&key).unwrap().1.contradictions[0].field, "status");
}

#[test]
fn copies_are_one_source() {
    let (_folder, ledger) = ledger_of(&entries());
    let filter =
        Filter { countries: countries(&["KR", "CZ"]), kinds: vec!["talks".to_owned()], ..Filter::default() };
    let (line, account, reports) = ledger.occasion(&only(&ledger, &filter)).unwrap();
    assert_eq!((line.articles, line.sources), (5, 4));
    // The outlet that took the story over does not count beside its agency.
    assert!(
        account.sources.contains(&"가람통신".to_owned()) && !account.sources.contains(&"도담신문".to_owned())
    );
    assert_eq!(reports[0].family, reports[1].family);
    assert!(reports.iter().skip(1).all(|r| r.joined.is_some()), "every report says why it is joined");
}

#[test]
fn spellings_and_surnames_are_one_actor() {
    let (_folder, ledger) = ledger_of(&entries());
    for (typed, key) in
        [("노바코", "CZ:얀 노바크"), ("노바크", "CZ:얀 노바크"), ("다카기", "JP:다카기 쇼이치")]
    {
        let found =
            ledger.actors(&Filter { actors: vec![typed.to_owned()], ..Filter::default() }, &Page::default());
        let found: Vec<String> = found.unwrap().lines.into_iter().map(|a| a.actor).collect();
        assert_eq!(found, [key], "{typed}");
    }
    let nobody =
        ledger.actors(&Filter { actors: vec!["없는사람".to_owned()], ..Filter::default() }, &Page::default());
    assert!(matches!(nobody, Err(LedgerError::Asked(_))));
}

#[test]
fn the_same_again_changes_nothing() {
    let entries = entries();
    let (_folder, mut ledger) = ledger_of(&entries);
    let before = ledger.contents().unwrap();
    let again = ledger.append(&entries).unwrap();
    assert_eq!((again.new, again.revised, again.known), (0, 0, entries.len()));
    ledger.settle().unwrap();
    assert_eq!(ledger.contents().unwrap(), before);
    assert_eq!(ledger.check().unwrap(), []);
}

#[test]
fn a_corrected_article_takes_the_place_of_its_former_self() {
    let mut articles = newsroom();
    let (_folder, mut ledger) = ledger_of(&entries());
    let wrong = articles.iter_mut().find(|a| a.text.contains("11일 카이로에서")).unwrap();
    wrong.text = wrong.text.replace("11일 카이로에서", "10일 카이로에서");
    let appended = ledger.append(&[wrong.entry()]).unwrap();
    assert_eq!((appended.new, appended.revised), (0, 1));
    ledger.settle().unwrap();
    let key = only(&ledger, &Filter { countries: countries(&["EG", "KE"]), ..Filter::default() });
    let (line, account, _) = ledger.occasion(&key).unwrap();
    assert_eq!((line.articles, account.contradictions.len()), (3, 0));
    // What it said before stays readable.
    let (_, rows) = ledger
        .sql(
            "SELECT a.article, a.superseded_by FROM articles a WHERE a.superseded_by IS NOT NULL",
            &mut || true,
        )
        .unwrap();
    assert_eq!(rows.len(), 1);
    let (_, record) = ledger.article(rows[0][0].as_str().unwrap()).unwrap();
    assert_eq!(record.events.len(), 1);
    // An address that was given away for it leads to what is told now.
    let former = format!("{}-e1", rows[0][0].as_str().unwrap());
    assert_eq!(ledger.occasion(&former).unwrap().0.occasion, key);
    assert!(ledger.occasion("0000000000000000-e1").is_err());
    assert_eq!(ledger.check().unwrap(), []);
}

#[test]
fn what_a_person_decides_outlives_a_re_run() {
    let (_folder, mut ledger) = ledger_of(&entries());
    let filter = Filter { countries: countries(&["EG", "KE"]), ..Filter::default() };
    let key = only(&ledger, &filter);
    let report =
        ledger.occasion(&key).unwrap().2.into_iter().find(|r| r.event.time.as_deref() == Some("2026-11-11"));
    let report = report.unwrap().event.event;
    ledger.split_occasion(&report).unwrap();
    assert_eq!(ledger.occasions(&filter, &Page::default()).unwrap().lines.len(), 2);
    // Another article of the same states has the home joined anew.
    let mut other = newsroom().into_iter().find(|a| a.text.contains("나일강 물길")).unwrap();
    other.url += "-again";
    ledger.append(&[other.entry()]).unwrap();
    ledger.settle().unwrap();
    assert_eq!(ledger.occasions(&filter, &Page::default()).unwrap().lines.len(), 2);
    ledger.join_occasions(&report, &key).unwrap();
    assert_eq!(ledger.occasions(&filter, &Page::default()).unwrap().lines.len(), 1);
    assert_eq!(ledger.check().unwrap(), []);
    assert!(ledger.split_occasion("0000000000000000-e1").is_err());
}

#[test]
fn pages_follow_each_other() {
    let (_folder, ledger) = ledger_of(&entries());
    let all = ledger.events(&Filter::default(), &Page { limit: 500, after: None }).unwrap();
    assert!(all.next.is_none() && all.lines.len() > 30);
    let mut page = Page { limit: 7, after: None };
    let mut found = Vec::new();
    loop {
        let listing = ledger.events(&Filter::default(), &page).unwrap();
        found.extend(listing.lines.into_iter().map(|line| line.event));
        match listing.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    assert_eq!(found, all.lines.into_iter().map(|line| line.event).collect::<Vec<_>>());
    assert!(
        ledger.events(&Filter::default(), &Page { limit: 1, after: Some("nonsense".to_owned()) }).is_err()
    );
}

#[test]
fn words_are_found_under_their_particles() {
    let (_folder, ledger) = ledger_of(&entries());
    let count = |typed: &str| {
        let filter = Filter { text: TextQuery::parse(typed), ..Filter::default() };
        ledger.search(&filter, &Page { limit: 500, after: None }).unwrap().lines.len()
    };
    let texts: Vec<String> = newsroom().into_iter().map(|a| a.text).collect();
    let truth = |word: &str| texts.iter().filter(|t| t.contains(word)).count();
    for word in ["회담", "원전", "핵", "나일강", "크렘린궁", "총리"] {
        assert_eq!(count(word), truth(word), "{word}");
        assert!(count(word) > 0);
    }
    assert_eq!(
        count("회담 -체코"),
        texts.iter().filter(|t| t.contains("회담") && !t.contains("체코")).count()
    );
    assert_eq!(count("\"방산 협력\""), truth("방산 협력"));
    for nonsense in ["AND (", "\"", "* OR NEAR(", "' ; DROP TABLE event; --"] {
        let filter = Filter { text: TextQuery::parse(nonsense), ..Filter::default() };
        assert!(ledger.events(&filter, &Page::default()).is_ok(), "{nonsense}");
    }
}

#[test]
fn questions_change_nothing() {
    let (folder, ledger) = ledger_of(&entries());
    drop(ledger);
    let ledger = Ledger::read_only(&folder.path().join("a.db")).unwrap();
    let before = ledger.contents().unwrap();
    for sql in [
        "DELETE FROM event",
        "UPDATE actor SET name = 'x'",
        "DROP VIEW events",
        "PRAGMA user_version = 9",
        "ATTACH 'x.db' AS x",
    ] {
        let _ = ledger.sql(sql, &mut || true);
    }
    assert!(ledger.sql("SELECT nothing FROM nowhere", &mut || true).is_err());
    assert!(
        ledger.sql("SELECT * FROM events, events, events, events", &mut || false).is_err(),
        "given up in time"
    );
    assert_eq!(ledger.contents().unwrap(), before);
    assert!(!folder.path().join("x.db").exists());
}

#[test]
fn damage_is_named() {
    let (folder, ledger) = ledger_of(&entries());
    drop(ledger);
    let path = folder.path().join("a.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute("UPDATE article SET text = replace(text, '회담', '면담') WHERE id = 1", []).unwrap();
    db.execute("UPDATE article SET record = x'00' WHERE id = 2", []).unwrap();
    db.execute(
        "DELETE FROM statement WHERE article = (SELECT min(article) FROM statement WHERE article > 2)",
        [],
    )
    .unwrap();
    let findings = Ledger::read_only(&path).unwrap().check().unwrap();
    let named = |word: &str| findings.iter().filter(|f| f.why.contains(word)).count();
    assert_eq!(
        (named("its text is not"), named("cannot be read back"), named("rows are not those")),
        (1, 1, 1),
        "{findings:#?}"
    );
}

#[test]
fn other_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(matches!(Ledger::read_only(&at("none.db")), Err(LedgerError::Missing { .. })));
    std::fs::write(at("text.db"), "no database at all, but long enough to be taken for one".repeat(50))
        .unwrap();
    assert!(matches!(Ledger::create(&at("text.db")), Err(LedgerError::Open { .. })));
    rusqlite::Connection::open(at("foreign.db")).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(Ledger::create(&at("foreign.db")), Err(LedgerError::Foreign { .. })));
    drop(Ledger::create(&at("newer.db")).unwrap());
    rusqlite::Connection::open(at("newer.db")).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    assert!(matches!(Ledger::create(&at("newer.db")), Err(LedgerError::Newer { found: 999, .. })));
}

#[test]
fn an_older_readers_records_are_read_again() {
    let (folder, ledger) = ledger_of(&entries());
    let before = ledger.contents().unwrap();
    drop(ledger);
    let path = folder.path().join("a.db");
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute("UPDATE generator SET name = 'sagwan 0.0.1 ko-0 0'", [])
        .unwrap();
    let mut ledger = Ledger::open(&path).unwrap();
    let outdated = ledger.outdated(&Reader::new().unwrap().generator(), 0, 500).unwrap();
    assert_eq!(outdated.len(), 40);
    for (_, key) in outdated {
        let change = ledger.reread(&key, &Reader::new().unwrap()).unwrap();
        assert!(change.gone.is_empty() && change.new.is_empty(), "the same reader reads the same");
    }
    ledger.settle().unwrap();
    assert_eq!(ledger.outdated(&Reader::new().unwrap().generator(), 0, 500).unwrap(), []);
    assert_eq!(ledger.contents().unwrap(), before);
    assert_eq!(ledger.check().unwrap(), []);
}

#[test]
fn a_users_file_names_actors() {
    let (_folder, mut ledger) = ledger_of(&entries());
    let row = |name: &str, aliases: &str| AuthorityRow {
        name: name.to_owned(),
        aliases: aliases.to_owned(),
        country: "CZ".to_owned(),
        office: String::new(),
        from: String::new(),
        to: String::new(),
        external_id: "Q42".to_owned(),
    };
    let before = ledger.contents().unwrap();
    ledger.set_authority(&[row("Jan Novák", "얀 노바크|얀 노바코|노바크")]).unwrap();
    let found = ledger
        .actors(&Filter { actors: vec!["CZ:Jan Novák".to_owned()], ..Filter::default() }, &Page::default());
    let found = found.unwrap().lines;
    assert_eq!(found[0].external.as_deref(), Some("Q42"));
    assert_eq!(found[0].articles, 6);
    ledger.set_authority(&[]).unwrap();
    assert_eq!(ledger.contents().unwrap(), before, "without the file all is as before");
}

#[test]
fn who_is_who_by_hand_outlives_a_re_run() {
    let (_folder, mut ledger) = ledger_of(&entries());
    let before = ledger.contents().unwrap();
    let of = |ledger: &Ledger, key: &str| {
        let filter = Filter { actors: vec![key.to_owned()], ..Filter::default() };
        ledger.actors(&filter, &Page::default()).map(|found| found.lines)
    };
    let articles = |ledger: &Ledger, key: &str| of(ledger, key).unwrap()[0].articles;
    let (czech, japanese) = ("CZ:얀 노바크", "JP:다카기 쇼이치");
    let both = articles(&ledger, czech) + articles(&ledger, japanese);
    ledger.merge_actors(czech, japanese).unwrap();
    assert_eq!(articles(&ledger, czech), both);
    assert!(of(&ledger, czech).unwrap()[0].aliases.iter().any(|alias| alias == "다카기 쇼이치"));
    // An article that names the second has its block decided anew.
    let mut again = newsroom().into_iter().find(|a| a.text.contains("다카기 쇼이치")).unwrap();
    again.url += "-again";
    ledger.append(&[again.entry()]).unwrap();
    ledger.settle().unwrap();
    assert_eq!(articles(&ledger, czech), both + 1);
    assert_eq!(ledger.check().unwrap(), []);
    assert!(ledger.merge_actors(czech, "CZ").is_err() && ledger.merge_actors(czech, "CZ:아무개").is_err());

    let (_folder, mut ledger) = ledger_of(&entries());
    ledger.merge_actors(czech, japanese).unwrap();
    ledger.split_actor(czech, japanese).unwrap();
    assert_eq!(ledger.contents().unwrap(), before, "undone, all is as before");
    ledger.split_actor(czech, "얀 노바코").unwrap();
    assert_eq!(articles(&ledger, "CZ:얀 노바크 (얀 노바코)"), 1);
    assert!(ledger.split_actor(czech, "아무개").is_err());
    ledger.merge_actors(czech, "CZ:얀 노바크 (얀 노바코)").unwrap();
    assert_eq!(ledger.contents().unwrap(), before, "undone, all is as before");
}

#[test]
fn a_ledger_of_the_schema_before_says_the_same_once_it_is_settled() {
    let (folder, ledger) = ledger_of(&entries());
    let before = ledger.contents().unwrap();
    drop(ledger);
    let path = folder.path().join("a.db");
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch(
            "DROP TABLE second_answer;
             DROP TABLE fingerprint;
             CREATE TABLE fingerprint (hash INTEGER NOT NULL, day INTEGER NOT NULL,
                 wording INTEGER NOT NULL REFERENCES wording ON DELETE CASCADE, PRIMARY KEY (hash, day, wording)
             ) STRICT, WITHOUT ROWID;
             CREATE INDEX fingerprint_of_wording ON fingerprint (wording);
             ALTER TABLE wording DROP COLUMN marks;
             ALTER TABLE wording DROP COLUMN shingles;
             ALTER TABLE wording ADD COLUMN sentences INTEGER NOT NULL DEFAULT 1;
             DROP VIEW reviews;
             DROP TABLE review;
             DROP VIEW sources;
             DROP VIEW events;
             ALTER TABLE event DROP COLUMN name;
             ALTER TABLE event DROP COLUMN rank;
             ALTER TABLE event DROP COLUMN part_of;
             CREATE VIEW events AS SELECT key AS event FROM event;
             ALTER TABLE event DROP COLUMN rejected;
             ALTER TABLE event DROP COLUMN confidence;
             UPDATE event SET occasion = NULL; DELETE FROM occasion;
             PRAGMA user_version = 2",
        )
        .unwrap();
    let mut ledger = Ledger::open(&path).unwrap();
    assert!(!ledger.is_settled().unwrap());
    ledger.settle().unwrap();
    assert_eq!(ledger.contents().unwrap(), before);
    assert_eq!(ledger.check().unwrap(), []);
}

/// An article that is not of the newsroom.
fn article(url: &str, day: &str, text: &str) -> Article {
    Article {
        occasion: String::new(),
        url: url.to_owned(),
        published: format!("{day}T09:00:00+09:00"),
        publisher: "가람통신".to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn a_plan_whose_day_has_passed_in_silence_is_unconfirmed() {
    let plan = "외교장관 회담 25일\n강민서 외교부 장관은 25일 프라하에서 얀 노바크 체코 외교장관과 회담한다.";
    let other = "정상회담\n이도현 대통령은 야쿠프 세벨리크 폴란드 대통령과 정상회담을 했다.";
    let held = "외교장관 회담\n강민서 외교부 장관은 25일 프라하에서 얀 노바크 체코 외교장관과 회담했다.";
    let talks = |ledger: &Ledger| {
        let filter = Filter { kinds: vec!["talks".to_owned()], ..Filter::default() };
        let lines = ledger.occasions(&filter, &Page::default()).unwrap().lines;
        (lines.len(), lines[0].status.clone(), lines[0].unconfirmed)
    };
    let (_folder, mut ledger) = ledger_of(&[article("https://a.example/1", "2026-11-20", plan).entry()]);
    assert_eq!(talks(&ledger), (1, "planned".to_owned(), false));
    let on = |day: &str| {
        let filter = Filter { on: day.parse().ok(), ..Filter::default() };
        ledger.occasions(&filter, &Page::default()).unwrap().lines[0].unconfirmed
    };
    assert_eq!((on("2026-11-25"), on("2026-11-26")), (false, true));
    ledger.append(&[article("https://a.example/2", "2026-11-28", other).entry()]).unwrap();
    ledger.settle().unwrap();
    assert_eq!(talks(&ledger), (1, "planned".to_owned(), true));
    let (_, rows) = ledger.sql("SELECT kind, unconfirmed FROM occasions ORDER BY 1", &mut || true).unwrap();
    assert_eq!(serde_json::json!(rows), serde_json::json!([["summit", 0], ["talks", 1]]));
    let plan = sagwan_ledger::export::calendar(&ledger, None).unwrap().replace("\r\n ", "");
    assert!(plan.contains("STATUS:TENTATIVE") && plan.contains("(예정\\, 확인 안 됨)"), "{plan}");
    ledger.append(&[article("https://a.example/3", "2026-11-26", held).entry()]).unwrap();
    ledger.settle().unwrap();
    assert_eq!(talks(&ledger), (1, "occurred".to_owned(), false));
}

#[test]
fn who_leads_a_state_stands_for_it_where_other_reports_tell() {
    let named = "정상회담\n강민서 대통령과 얀 노바크 체코 대통령은 20일 프라하에서 정상회담을 했다.";
    let stated = "한·체코 협력\n한·체코 정상회담이 지난 20일 프라하에서 열렸다. 협력을 넓히자는 말이 나왔다.";
    let entries: Vec<Entry> =
        [("https://a.example/1", "2026-11-20", named), ("https://b.example/2", "2026-11-22", stated)]
            .map(|(url, day, text)| article(url, day, text).entry())
            .into();
    let (_folder, ledger) = ledger_of(&entries);
    let lines = ledger.events(&Filter::default(), &Page::default()).unwrap().lines;
    let mut sides: Vec<(String, Option<String>)> = lines
        .into_iter()
        .filter(|line| line.published.as_deref().is_some_and(|day| day.starts_with("2026-11-22")))
        .flat_map(|line| line.participants)
        .map(|party| (party.name, party.told_as))
        .collect();
    sides.sort();
    let told = |name: &str, state: &str| (name.to_owned(), Some(state.to_owned()));
    assert_eq!(sides, [told("강민서", "대한민국"), told("얀 노바크", "체코")]);
}

#[test]
fn no_time_is_more_precise_than_it_is_told() {
    let entries: Vec<Entry> = [
        ("https://a.example/1", "외교장관 회담 다음 달\n강민서 외교부 장관은 다음 달 프라하에서 얀 노바크 체코 외교장관과 회담한다."),
        ("https://a.example/2", "정상회담\n이도현 대통령은 야쿠프 세벨리크 폴란드 대통령과 정상회담을 했다."),
    ]
    .iter()
    .map(|(url, text)| article(url, "2026-11-20", text).entry())
    .collect();
    let (folder, ledger) = ledger_of(&entries);
    let lines = ledger.occasions(&Filter::default(), &Page::default()).unwrap().lines;
    let when: BTreeMap<&str, Option<String>> = lines.iter().map(|l| (l.kind.as_str(), l.when())).collect();
    assert!(lines.iter().all(|l| !l.unconfirmed), "its month has not passed");
    assert_eq!(when, [("summit", None), ("talks", Some("2026-12".to_owned()))].into());
    assert_eq!(ledger.density(&Filter::default(), 7).unwrap(), [("2026-12".to_owned(), 1)]);
    assert_eq!(ledger.density(&Filter::default(), 10).unwrap(), []);
    let out = folder.path().join("dyads.tsv");
    ledger.export(Format::Cameo, None, &out).unwrap();
    let text = std::fs::read_to_string(out).unwrap();
    let mut dates: Vec<Vec<&str>> = text.lines().map(|l| l.split('\t').skip(1).take(4).collect()).collect();
    dates.sort();
    assert_eq!(dates, [vec!["", "", "", ""], vec!["", "202612", "2026", ""]]);
}

/// The rows of a table in JSON Lines.
fn rows(folder: &std::path::Path, table: &str) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(folder.join(format!("{table}.jsonl"))).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_export_holds_what_was_asked_for_and_what_belongs_to_it() {
    let (folder, ledger) = ledger_of(&entries());
    let filter = Filter { countries: countries(&["KR", "JP"]), ..Filter::default() };
    let asked: BTreeSet<String> = ledger
        .occasions(&filter, &Page::default())
        .unwrap()
        .lines
        .into_iter()
        .map(|line| line.occasion)
        .collect();
    let all = ledger.occasions(&Filter::default(), &Page::default()).unwrap().lines.len();
    assert!(!asked.is_empty() && asked.len() < all, "the filter narrows: {} of {all}", asked.len());
    let out = folder.path().join("narrow");
    ledger.export(Format::Jsonl, Some(&filter), &out).unwrap();
    let column = |table: &str, column: &str| -> BTreeSet<String> {
        rows(&out, table).iter().filter_map(|row| row[column].as_str()).map(str::to_owned).collect()
    };
    for table in ["occasions", "events", "sides", "reports"] {
        assert_eq!(column(table, "occasion"), asked, "{table}");
    }
    assert_eq!(column("participants", "event"), column("events", "event"));
    assert_eq!(column("articles", "article"), column("events", "article"));
    assert!(column("statements", "article").is_subset(&column("articles", "article")));
    assert!(column("sides", "actor").is_subset(&column("actors", "actor")));
    assert!(column("offices", "actor").is_subset(&column("actors", "actor")));
    // Every way out holds the same occasions.
    ledger.export(Format::Jsonld, Some(&filter), &out.join("graph.jsonld")).unwrap();
    let graph: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("graph.jsonld")).unwrap()).unwrap();
    let members = graph["@graph"].as_array().unwrap();
    let events: BTreeSet<String> = members
        .iter()
        .filter(|member| member["@type"] == "Event")
        .filter_map(|member| member["@id"].as_str()?.strip_prefix("urn:sagwan:occasion:").map(str::to_owned))
        .collect();
    assert_eq!(events, asked);
    let claim = members.iter().find(|member| member["@type"] == "Claim").unwrap();
    for member in ["headline", "url", "publisher"] {
        assert!(!claim["appearance"][member].is_null(), "{member} of {claim}");
    }
}

#[test]
fn what_the_reader_doubts_can_be_left_out() {
    let (_folder, ledger) = ledger_of(&entries());
    let sure = |least: f64| {
        let filter = Filter { min_confidence: Some(least), ..Filter::default() };
        ledger.events(&filter, &Page { limit: 500, after: None }).unwrap().lines
    };
    let all = sure(0.0);
    let weighed: Vec<f64> = all.iter().filter_map(|line| line.confidence).collect();
    let least = weighed.iter().copied().fold(1.0, f64::min);
    let above = (least * 100.0).round() / 100.0 + 0.01;
    assert!(!weighed.is_empty() && sure(least).len() == all.len(), "the least sure passes at its own figure");
    assert!(
        sure(above).len() < all.len() && sure(above).iter().all(|l| l.confidence.is_none_or(|c| c >= above))
    );
    for line in ledger.occasions(&Filter::default(), &Page::default()).unwrap().lines {
        let reports = ledger.occasion(&line.occasion).unwrap().2;
        let surest = reports.iter().filter_map(|r| r.event.confidence).reduce(f64::max);
        assert_eq!(line.confidence, surest, "{}", line.occasion);
    }
}

#[test]
fn every_format_is_whole_and_the_same_again() {
    let (folder, ledger) = ledger_of(&entries());
    for (format, name) in [
        (Format::Jsonl, "jsonl"),
        (Format::Csv, "csv"),
        (Format::Parquet, "parquet"),
        (Format::Ics, "plan.ics"),
        (Format::Jsonld, "graph.jsonld"),
        (Format::Cameo, "dyads.tsv"),
    ] {
        let read = |at: &str| -> Vec<Vec<u8>> {
            let out = folder.path().join(at).join(name);
            std::fs::create_dir_all(out.parent().unwrap()).unwrap();
            ledger
                .export(format, None, &out)
                .unwrap()
                .iter()
                .map(|file| std::fs::read(file).unwrap())
                .collect()
        };
        let (first, second) = (read("one"), read("two"));
        assert_eq!(first, second, "{name}");
        assert!(first.iter().all(|file| !file.is_empty()), "{name}");
    }
    let out = folder.path().join("one");
    let text = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    for line in text("jsonl/events.jsonl").lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(event["evidence"].as_str().unwrap().contains(event["trigger"].as_str().unwrap()));
    }
    assert!(text("dyads.tsv").lines().all(|line| line.split('\t').count() == 58));
    assert!(text("dyads.tsv").lines().any(|line| line.contains("KORGOV") && line.contains("CZEGOV")));
    let graph: serde_json::Value = serde_json::from_str(&text("graph.jsonld")).unwrap();
    let kinds: BTreeSet<&str> =
        graph["@graph"].as_array().unwrap().iter().filter_map(|m| m["@type"].as_str()).collect();
    assert_eq!(kinds, ["Claim", "Event", "Quotation"].into());
    let status = |day: &str| {
        let event = graph["@graph"].as_array().unwrap().iter().find(|m| m["startDate"] == day).unwrap();
        (event["eventStatus"].as_str(), event["previousStartDate"].as_str())
    };
    // A summit that took place on another day than planned, and one that was called off.
    assert_eq!(status("2026-12-05"), (Some("https://schema.org/EventRescheduled"), Some("2026-12-03")));
    assert_eq!(status("2026-11-25"), (Some("https://schema.org/EventCancelled"), None));
    let plan = text("plan.ics");
    assert!(plan.contains("PRODID:-//Sagwan//") && plan.matches("PRODID").count() == 1, "{plan}");
    assert!(plan.contains("\nURL:https://"), "{plan}");
    assert!(
        text("plan.ics").contains("STATUS:CANCELLED")
            && text("plan.ics").contains("DTSTART;VALUE=DATE:20261125")
    );
    assert!(std::fs::read(out.join("parquet/events.parquet")).unwrap().starts_with(b"PAR1"));
    let missing = folder.path().join("no/such/folder/file.ics");
    assert!(matches!(ledger.export(Format::Ics, None, &missing), Err(LedgerError::File { .. })));
}

#[test]
fn talks_on_a_visit_know_their_visit() {
    let article = |n: u8, text: &str| Article {
        occasion: String::new(),
        url: format!("https://news.example/v{n}"),
        published: "2026-11-12".to_owned(),
        publisher: format!("매체{n}"),
        text: text.to_owned(),
    };
    let visit = "노바크 장관 방한\n얀 노바크 체코 외교장관이 11일부터 13일까지 서울을 방문한다.";
    let talks = "외교장관 회담\n강민서 외교부 장관은 12일 서울에서 얀 노바크 체코 외교장관과 회담했다.";
    let elsewhere =
        "외교장관 통화\n얀 노바크 체코 외교장관은 20일 빈에서 한스 베버 오스트리아 외교장관과 회담했다.";
    let (_folder, ledger) =
        ledger_of(&[article(1, visit).entry(), article(2, talks).entry(), article(3, elsewhere).entry()]);
    let lines = ledger.occasions(&Filter::default(), &Page::default()).unwrap().lines;
    let of = |kind: &str, day: &str| {
        lines.iter().find(|l| l.kind == kind && l.day == day).unwrap().occasion.clone()
    };
    let (visit, talks, elsewhere) =
        (of("visit", "2026-11-11"), of("talks", "2026-11-12"), of("talks", "2026-10-20"));
    assert_eq!(ledger.visit_around(&talks).unwrap(), Some(visit.clone()));
    assert_eq!(ledger.visit_around(&elsewhere).unwrap(), None);
    assert_eq!(ledger.visit_around(&visit).unwrap(), None);
}

#[test]
fn one_report_that_it_was_held_does_not_outweigh_those_that_it_was_called_off() {
    let told = |n: usize, outlet: &str, day: &str, text: &str| {
        let url = format!("https://news.example/off-{n}");
        Article { publisher: outlet.to_owned(), ..article(&url, day, text) }.entry()
    };
    let off = || {
        let first = "회담 취소\n강민서 외교부 장관과 얀 노바크 체코 외교장관이 16일 프라하에서 열기로 한 회담이 취소됐다.";
        let second = "체코와의 회담 무산\n외교부는 16일 프라하에서 열릴 예정이던 강민서 장관과 얀 노바크 체코 외교장관의 회담이 취소됐다고 밝혔다.";
        vec![told(0, "가람통신", "2026-11-16", first), told(1, "나래신문", "2026-11-16", second)]
    };
    let held = "외교장관 회담\n강민서 외교부 장관은 16일 프라하에서 얀 노바크 체코 외교장관과 회담했다.";
    let of = |entries: Vec<Entry>| {
        let (_folder, ledger) = ledger_of(&entries);
        let lines = ledger.occasions(&Filter::default(), &Page::default()).unwrap().lines;
        assert_eq!(lines.len(), 1, "{lines:#?}");
        (lines[0].status.clone(), lines[0].contradictions)
    };
    let with = |day: &str| {
        let mut entries = off();
        entries.push(told(2, "다온일보", day, held));
        entries
    };
    assert_eq!(of(with("2026-11-16")), ("cancelled".to_owned(), 1));
    // Called off, and held after all.
    assert_eq!(of(with("2026-11-18")), ("occurred".to_owned(), 0));
}

#[test]
fn dyads_say_who_acts() {
    let told =
        |n: usize, text: &str| article(&format!("https://news.example/d-{n}"), "2026-11-20", text).entry();
    let (folder, ledger) = ledger_of(&[
        told(0, "방문\n얀 노바크 체코 총리는 18일 한국을 방문했다."),
        told(1, "예방\n마르타 린드 스웨덴 외교장관은 19일 모리 겐타 일본 총리를 예방했다."),
    ]);
    let out = folder.path().join("dyads.tsv");
    ledger.export(Format::Cameo, None, &out).unwrap();
    let written = std::fs::read_to_string(out).unwrap();
    let mut rows: Vec<(&str, &str, &str)> = written
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|cells| (cells[6], cells[16], cells[26]))
        .collect();
    rows.sort_unstable();
    assert_eq!(rows, [("모리 겐타", "마르타 린드", "043"), ("얀 노바크", "대한민국", "042")]);
}

#[test]
fn a_day_tells_what_was_held_what_comes_and_what_changed() {
    let (_folder, ledger) = ledger_of(&entries());
    let day = |typed: &str| ledger.today(typed.parse().unwrap()).unwrap();
    let kinds = |told: &[sagwan_ledger::Told]| -> Vec<String> {
        told.iter().map(|t| t.occasion.kind.clone()).collect()
    };
    let prague = day("2026-11-20");
    assert_eq!(kinds(&prague.held), ["talks", "talks"], "of the day and the one before");
    assert!(prague.held[0].copies > 0 && prague.held[0].outlets.len() > 1, "{:?}", prague.held[0]);
    assert_eq!(kinds(&prague.ahead), ["visit"], "planned by then, whatever became of it");
    let before = day("2026-11-16");
    assert!(before.changed.iter().any(|change| change.called_off), "{before:?}");
    assert!(before.changed.iter().any(|change| change.disputed.iter().any(|c| c.field == "time")));
    let moved: Vec<_> = (1..=30)
        .flat_map(|n| day(&format!("2026-11-{n:02}")).changed)
        .filter_map(|change| change.moved)
        .collect();
    assert!(moved.iter().all(|moved| moved.from != moved.to), "{moved:?}");
    assert_eq!(
        ledger.newest_day("2026-11-19".parse().unwrap()).unwrap().map(|d| d.to_string()).as_deref(),
        Some("2026-11-19")
    );
    assert_eq!(ledger.newest_day("2020-01-01".parse().unwrap()).unwrap(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever the order of articles, however many at a time, and however often they are joined in between.
    #[test]
    fn order_leaves_no_trace(order in Just((0..40).collect::<Vec<usize>>()).prop_shuffle(), at_a_time in 1usize..41) {
        thread_local! {
            static ENTRIES: (Vec<Entry>, String) = {
                let entries = entries();
                let contents = ledger_of(&entries).1.contents().unwrap();
                (entries, contents)
            };
        }
        ENTRIES.with(|(entries, expected)| {
            let folder = tempfile::tempdir().unwrap();
            let mut ledger = Ledger::create(&folder.path().join("a.db")).unwrap();
            for some in order.chunks(at_a_time) {
                let batch: Vec<Entry> = some.iter().map(|&n| entries[n].clone()).collect();
                ledger.append(&batch).unwrap();
                if some[0] % 2 == 0 {
                    ledger.settle().unwrap();
                }
            }
            ledger.settle().unwrap();
            // When an article came is the ledger's own business.
            prop_assert_eq!(&ledger.contents().unwrap(), expected);
            prop_assert_eq!(ledger.check().unwrap(), vec![]);
            Ok(())
        })?;
    }
}
