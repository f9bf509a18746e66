//! `sagwan ingest` and what asks its ledger, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

fn sagwan(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("sagwan").unwrap().current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Articles about so many talks on as many days, a line each.
fn lines(count: usize) -> String {
    (0..count)
        .map(|n| {
            let (month, day) = (n / 28 % 12 + 1, n % 28 + 1);
            let text = format!(
                "외교장관 회담\\n강민서 외교부 장관은 {day}일 프라하에서 얀 노바크 체코 외교장관과 회담하고 의제 {n}번을 논의했다."
            );
            format!(
                "{{\"url\": \"https://news.example/{n}\", \"published\": \"2026-{month:02}-{day:02}\", \"text\": \"{text}\"}}\n"
            )
        })
        .collect()
}

fn folder_with(name: &str, content: impl AsRef<[u8]>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    folder
}

#[test]
fn articles_are_kept_and_asked_for() {
    let folder = folder_with("news.jsonl", lines(30));
    let here = folder.path();
    let first = sagwan(here, &["ingest", "news.jsonl"]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(said(&first).contains("30 new, 0 revised, 0 known, 0 failed"), "{}", said(&first));
    let again = sagwan(here, &["ingest", "news.jsonl"]);
    assert!(said(&again).contains("0 new, 0 revised, 30 known"), "{}", said(&again));

    let events = sagwan(
        here,
        &["events", "--json", "--country", "KR,체코", "--from", "2026-01", "--to", "2026-01-10"],
    );
    assert_eq!(printed(&events).lines().count(), 10, "{}", printed(&events));
    let csv = sagwan(here, &["occasions", "--csv", "--limit", "3"]);
    assert_eq!(printed(&csv).lines().count(), 4);
    assert!(said(&csv).contains("--after"));
    let table = sagwan(here, &["statements", "없는말"]);
    assert_eq!((table.status.code(), printed(&table).as_str()), (Some(0), ""));
    assert!(said(&table).contains("찾은 것이 없습니다"), "{}", said(&table));
    let wrong = sagwan(here, &["events", "--kind", "picnic"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("no such kind: picnic"), "{}", said(&wrong));
    let count = sagwan(here, &["sql", "--csv", "SELECT count(*) AS n FROM events"]);
    assert_eq!(printed(&count), "n\n30\n");
    assert_eq!(sagwan(here, &["sql", "DELETE FROM event"]).status.code(), Some(2));
    let check = sagwan(here, &["check"]);
    assert!(check.status.success() && said(&check).contains("whole: 30 articles"), "{}", said(&check));
    let none = sagwan(here, &["events", "--ledger", "none.db"]);
    assert!(none.status.code() == Some(2) && said(&none).contains("no such ledger"));
}

#[test]
fn one_bad_input_is_its_own_alone() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let mut long = String::from("{\"text\": \"");
    long.push_str(&"가".repeat(12 << 20));
    let news = format!("{}{long}\"}}\nno json\n{}", lines(2), lines(4));
    std::fs::write(here.join("news.jsonl"), news).unwrap();
    std::fs::write(
        here.join("cut.warc"),
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP",
    )
    .unwrap();
    std::fs::write(here.join("empty.txt"), "").unwrap();
    let run = sagwan(here, &["ingest", "news.jsonl", "cut.warc", "empty.txt", "no-such.txt"]);
    assert_eq!(run.status.code(), Some(1));
    for fault in [
        "line 3: longer than 32 MiB",
        "line 4: not a JSON object",
        "cut short",
        "empty: there is no text",
        "no such file",
    ] {
        assert!(said(&run).contains(fault), "{fault} in {}", said(&run));
    }
    assert!(said(&run).contains("4 new, 0 revised, 2 known, 5 failed"), "{}", said(&run));
    assert!(sagwan(here, &["check"]).status.success());
}

#[test]
fn a_ledger_that_cannot_be_written_says_why() {
    let folder = folder_with("news.jsonl", lines(3));
    let here = folder.path();
    std::fs::create_dir(here.join("a.db")).unwrap();
    let run = sagwan(here, &["ingest", "--ledger", "a.db", "news.jsonl"]);
    assert!(
        run.status.code() == Some(2) && said(&run).contains("cannot be opened as a ledger"),
        "{}",
        said(&run)
    );
    let run = sagwan(here, &["ingest", "--ledger", "no/such/folder/a.db", "news.jsonl"]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
}

/// Killed without warning at several moments, and gone on with.
#[cfg(unix)]
#[test]
fn what_was_killed_goes_on() {
    let folder = folder_with("news.jsonl", lines(3000));
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "--ledger", "whole.db", "news.jsonl"]).status.success());
    let binary = assert_cmd::cargo::cargo_bin("sagwan");
    for wait in [60, 150, 300, 500] {
        let mut child = std::process::Command::new(&binary)
            .current_dir(here)
            .args(["ingest", "--ledger", "killed.db", "news.jsonl"])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        if here.join("killed.db").exists() {
            assert!(
                sagwan(here, &["check", "--ledger", "killed.db"]).status.code() != Some(1),
                "after {wait} ms"
            );
        }
    }
    let last = sagwan(here, &["ingest", "--ledger", "killed.db", "news.jsonl"]);
    assert!(last.status.success(), "{}", said(&last));
    let contents = |ledger: &str| printed(&sagwan(here, &["check", "--contents", "--ledger", ledger]));
    assert_eq!(contents("killed.db"), contents("whole.db"));
}

/// A server on loopback: what it answers to each path, and what it was asked for.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: impl Fn(&str, &str, usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer, count) = (Arc::clone(&asked), Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, answer, count) = (Arc::clone(&log), Arc::clone(&answer), Arc::clone(&count));
                std::thread::spawn(move || serve(stream.unwrap(), &log, &*answer, &count));
            }
        });
        Server { address, asked }
    }

    fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|line| line.starts_with(path)).count()
    }
}

fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<String>>,
    answer: &dyn Fn(&str, &str, usize) -> Vec<u8>,
    count: &AtomicUsize,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let path = head.split_whitespace().nth(1).unwrap_or("").to_owned();
    log.lock().unwrap().push(path.clone());
    let body = answer(&path, &head, count.fetch_add(1, Ordering::SeqCst));
    // The other side may have had enough.
    let _ = stream.write_all(&body);
    let _ = stream.flush();
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.read(&mut [0; 64]);
}

fn ok(kind: &str, extra: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\nConnection: close\r\n{extra}Content-Length: {}\r\n\r\n{body}", body.len())
        .into_bytes()
}

fn status(line: &str) -> Vec<u8> {
    format!("HTTP/1.1 {line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

const PAGE: &str = "<html><head><title>외교장관 회담</title><meta property=\"article:published_time\" \
    content=\"2026-11-20T10:00:00+09:00\"></head><body><article><h1>외교장관 회담</h1><div itemprop=\"articleBody\">\
    강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다. 두 장관은 원전 협력을 논의했다.</div></article></body></html>";

fn feed(address: &str, paths: &[&str]) -> String {
    let items: String =
        paths.iter().map(|p| format!("<item><title>a</title><link>{address}{p}</link></item>")).collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>가람일보</title>{items}</channel></rss>"
    )
}

/// Answers as newsrooms do: rules for robots, a feed, pages, and trouble.
fn newsroom() -> Server {
    let address = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&address);
    let server = Server::start(move |path, head, asked| {
        let address = own.lock().unwrap().clone();
        match path {
            "/robots.txt" => ok("text/plain", "", "User-agent: *\nDisallow: /secret\n"),
            "/feed" if head.to_lowercase().contains("if-none-match: \"v1\"") => status("304 Not Modified"),
            "/feed" => ok("application/rss+xml", "ETag: \"v1\"\r\n", &feed(&address, &["/one", "/secret/two", "/moved", "/gone"])),
            // Says nothing of its version.
            "/plain-feed" => ok("application/rss+xml", "", &feed(&address, &["/one", "/moved", "/gone"])),
            "/one" => ok("text/html", "", PAGE),
            "/moved" => {
                format!("HTTP/1.1 302 Found\r\nLocation: {address}/three\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").into_bytes()
            }
            "/three" => ok("text/html", "", &PAGE.replace("20일", "19일")),
            // In trouble on the first visit only.
            "/flaky" if asked < 3 => status("503 Service Unavailable"),
            "/flaky" => ok("text/html", "", &PAGE.replace("20일", "18일")),
            "/endless" => ok("application/rss+xml", "", &"<rss>".repeat(3 << 20)),
            "/to-inside" => b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".to_vec(),
            _ => status("404 Not Found"),
        }
    });
    *address.lock().unwrap() = server.address.clone();
    server
}

#[test]
fn pages_and_feeds_are_fetched_politely() {
    let server = newsroom();
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let feeds = format!(
        "delay_seconds = 0.05\ntimeout_seconds = 5\n\n[[feed]]\nurl = \"{}/feed\"\nevery_minutes = 0.01\n",
        server.address
    );
    std::fs::write(here.join("feeds.toml"), feeds).unwrap();
    let run = sagwan(here, &["watch", "feeds.toml", "--once", "--allow-private"]);
    assert!(run.status.success(), "{}", said(&run));
    assert!(said(&run).contains("2 new"), "{}", said(&run));
    assert!(
        said(&run).contains("not allowed by the robots.txt") && said(&run).contains("answered 404"),
        "{}",
        said(&run)
    );
    assert_eq!((server.asked("/secret"), server.asked("/robots.txt")), (0, 1));
    let events = sagwan(here, &["events", "--json"]);
    assert_eq!(printed(&events).lines().count(), 2, "{}", printed(&events));
    assert!(printed(&events).contains("2026-11-20") && printed(&events).contains("2026-11-19"));

    let flaky = format!("{}/flaky", server.address);
    let endless = format!("{}/endless", server.address);
    let run = sagwan(here, &["ingest", "--allow-private", &flaky, &endless]);
    assert!(said(&run).contains("larger than 8 MiB"), "{}", said(&run));
    assert!(said(&run).contains("1 new, 0 revised, 0 known, 1 failed"), "{}", said(&run));
}

#[test]
fn private_addresses_are_not_called() {
    let server = newsroom();
    let folder = tempfile::tempdir().unwrap();
    let run = sagwan(folder.path(), &["ingest", &format!("{}/one", server.address)]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run).contains("a private address"), "{}", said(&run));
    assert_eq!(server.asked("/"), 0);
    assert!(sagwan(folder.path(), &["ingest", "file:///etc/passwd"]).status.code() == Some(2));
}

/// A watch asks again with what it knows, and ends cleanly when interrupted.
#[cfg(unix)]
#[test]
fn a_watch_goes_on_until_it_is_interrupted() {
    let server = newsroom();
    let folder = tempfile::tempdir().unwrap();
    let feeds = format!(
        "delay_seconds = 0.02\nevery_minutes = 0.002\n\n[[feed]]\nurl = \"{0}/feed\"\n\n[[feed]]\nurl = \"{0}/no-feed\"\n",
        server.address
    );
    std::fs::write(folder.path().join("feeds.toml"), feeds).unwrap();
    let child = std::process::Command::new(assert_cmd::cargo::cargo_bin("sagwan"))
        .current_dir(folder.path())
        .args(["watch", "feeds.toml", "--allow-private"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    for _ in 0..100 {
        if server.asked("/feed") >= 3 {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(server.asked("/feed") >= 3 && server.asked("/one") == 1, "asked again, fetched once");
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(said(&output).contains("answered 404") && said(&output).contains("stopped"), "{}", said(&output));
    assert!(sagwan(folder.path(), &["check"]).status.success());
}

#[test]
fn nothing_found_is_an_answer() {
    let folder = folder_with("news.jsonl", lines(3));
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    for asked in [
        vec!["events", "--from", "2030"],
        vec!["statements", "없는말"],
        vec!["occasions", "--country", "TV"],
        vec!["actors", "--country", "TV"],
        vec!["upcoming"],
        vec!["search", "없는말"],
        vec!["sql", "SELECT * FROM events WHERE published > '2030'"],
    ] {
        for form in [None, Some("--json"), Some("--csv")] {
            let arguments: Vec<&str> = asked.iter().copied().chain(form).chain(["--lang", "en"]).collect();
            let run = sagwan(here, &arguments);
            assert_eq!(run.status.code(), Some(0), "{arguments:?}: {}", said(&run));
            assert!(said(&run).contains("nothing found"), "{arguments:?}: {}", said(&run));
        }
    }
}

#[test]
fn a_trial_tells_what_would_be_kept_and_keeps_nothing() {
    let folder = folder_with("news.jsonl", lines(3) + &lines(1) + "nonsense\n");
    let here = folder.path();
    let trial = sagwan(here, &["ingest", "--dry-run", "news.jsonl"]);
    assert_eq!(trial.status.code(), Some(1), "{}", said(&trial));
    assert!(said(&trial).contains("3 would be kept with 3 events"), "{}", said(&trial));
    assert!(said(&trial).contains("1 known, 1 failed; nothing was written"), "{}", said(&trial));
    assert!(!here.join("sagwan.db").exists(), "no ledger is made");
    sagwan(here, &["ingest", "news.jsonl"]);
    let before = printed(&sagwan(here, &["check", "--contents"]));
    std::fs::write(here.join("more.jsonl"), lines(5)).unwrap();
    let trial = sagwan(here, &["ingest", "--dry-run", "more.jsonl"]);
    assert_eq!(trial.status.code(), Some(0), "{}", said(&trial));
    assert!(said(&trial).contains("2 would be kept") && said(&trial).contains("3 known"), "{}", said(&trial));
    assert_eq!(printed(&sagwan(here, &["check", "--contents"])), before);
}

#[test]
fn what_the_reader_doubts_is_not_kept_when_so_asked() {
    let folder = folder_with("news.jsonl", lines(3));
    let here = folder.path();
    let events = |ledger: &str| {
        let listed = sagwan(here, &["events", "--json", "--ledger", ledger]);
        printed(&listed)
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap())
            .collect::<Vec<_>>()
    };
    assert!(sagwan(here, &["ingest", "news.jsonl", "--ledger", "all.db"]).status.success());
    let all = events("all.db");
    let surest = all.iter().filter_map(|e| e["confidence"].as_f64()).fold(0.0, f64::max);
    assert!(surest > 0.0 && surest < 1.0, "{all:?}");
    let above = format!("{:.2}", surest + 0.01);
    let asked = ["ingest", "news.jsonl", "--ledger", "sure.db", "--min-confidence", &above];
    assert!(sagwan(here, &asked).status.success());
    assert!(events("sure.db").iter().all(|e| e["confidence"].is_null()));
    assert!(sagwan(here, &["check", "--ledger", "sure.db"]).status.success());
}

#[test]
fn no_terminal_is_too_narrow_for_an_id() {
    let folder = folder_with("news.jsonl", lines(3));
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    for listing in ["events", "statements", "occasions", "search", "actors"] {
        let narrow = std::process::Command::new(assert_cmd::cargo::cargo_bin("sagwan"))
            .current_dir(here)
            .env("COLUMNS", "40")
            .args([listing])
            .output()
            .unwrap();
        let narrow = printed(&narrow);
        for line in printed(&sagwan(here, &[listing, "--json"])).lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let key = ["event", "statement", "occasion", "article", "actor"]
                .into_iter()
                .find(|k| listing.starts_with(*k) || (listing == "search" && *k == "article"));
            let id = line[key.unwrap()].as_str().unwrap();
            assert!(narrow.contains(id), "{listing}: {id} in {narrow}");
        }
    }
    assert!(printed(&sagwan(here, &["events"])).contains("외교부 장관 (KR)"), "offices stand beside names");
}

#[test]
fn what_holds_no_records_is_not_imported() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    std::fs::write(here.join("news.jsonl"), lines(3)).unwrap();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    assert!(sagwan(here, &["export", "--format", "parquet", "--out", "tables"]).status.success());
    std::fs::write(here.join("broken.parquet"), "PAR1").unwrap();
    for (path, why) in [
        ("nowhere", "there is no such file or folder"),
        ("news.jsonl", "is no Parquet file"),
        ("broken.parquet", "is no Parquet file"),
        ("tables/events.parquet", "holds no records"),
    ] {
        let run = sagwan(here, &["import", path, "--ledger", "other.db"]);
        assert_eq!(run.status.code(), Some(2), "{path}: {}", said(&run));
        assert!(said(&run).contains(why), "{path}: {}", said(&run));
    }
    std::fs::create_dir(here.join("empty")).unwrap();
    let run = sagwan(here, &["import", "empty", "--ledger", "other.db"]);
    assert!(said(&run).contains("no Parquet file"), "{}", said(&run));
}

#[test]
fn an_export_takes_the_filters_of_occasions() {
    let folder = folder_with("news.jsonl", lines(3));
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    let exported = |filter: &[&str], out: &str| {
        let run = sagwan(here, &[&["export", "--format", "jsonl", "--out", out], filter].concat());
        assert!(run.status.success(), "{}", said(&run));
        std::fs::read_to_string(here.join(out).join("occasions.jsonl")).unwrap().lines().count()
    };
    let listed = |filter: &[&str]| {
        printed(&sagwan(here, &[&["occasions", "--json"], filter].concat())).lines().count()
    };
    assert_eq!(exported(&["--from", "2030"], "none"), 0);
    assert!(exported(&[], "all") > 0);
    assert_eq!(exported(&["회담", "--country", "KR"], "some"), listed(&["회담", "--country", "KR"]));
}

#[test]
fn trips_are_listed_and_exported() {
    let text = "강민서 장관 방문\\n강민서 외교부 장관은 3일부터 5일까지 체코를 공식 방문했다.\\n강 장관은 4일 프라하에서 얀 노바크 체코 외교장관과 회담했다.";
    let line = format!(
        "{{\"url\": \"https://n.example/1\", \"published\": \"2026-11-05\", \"text\": \"{text}\"}}\n"
    );
    let folder = folder_with("news.jsonl", line);
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    let table = printed(&sagwan(here, &["trips", "--actor", "노바크"]));
    for word in ["2026-11-03 – 2026-11-05", "강민서 외교부 장관 (KR)", "프라하 (체코)", "있었음", "얀 노바크"]
    {
        assert!(table.contains(word), "{word} in {table}");
    }
    let json = printed(&sagwan(here, &["trips", "--json", "--kind", "talks"]));
    let trip: serde_json::Value = serde_json::from_str(json.trim()).unwrap();
    assert_eq!((trip["rank"].as_str(), trip["days"].as_i64()), (Some("official"), Some(3)));
    assert!(said(&sagwan(here, &["trips", "--kind", "summit"])).contains("찾은 것이 없습니다"));
    assert!(said(&sagwan(here, &["trips", "--act", "deny"])).contains("trips knows no --act"));
    let run = sagwan(here, &["export", "--format", "trips", "--excel", "--out", "trips.csv"]);
    assert!(run.status.success(), "{}", said(&run));
    let rows = std::fs::read_to_string(here.join("trips.csv")).unwrap();
    assert_eq!(rows.trim_start_matches('\u{feff}'), printed(&sagwan(here, &["trips", "--csv"])));
}

#[test]
fn what_is_doubted_is_reviewed_and_exported() {
    let folder = folder_with("news.jsonl", lines(2));
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    let events = printed(&sagwan(here, &["events", "--json"]));
    let event: serde_json::Value = serde_json::from_str(events.lines().next().unwrap()).unwrap();
    let id = event["event"].as_str().unwrap();
    let nothing = sagwan(here, &["review", "export", "corrected"]);
    assert!(nothing.status.code() == Some(2) && said(&nothing).contains("no event was reviewed yet"));
    let no_reason = sagwan(here, &["review", "accept", id]);
    assert!(no_reason.status.code() == Some(2) && said(&no_reason).contains("--why"), "{}", said(&no_reason));
    let wrong = sagwan(here, &["review", "set", id, "status", "done", "--why", "까닭", "--who", "홍길동"]);
    assert!(said(&wrong).contains("no such status: done"), "{}", said(&wrong));
    let set =
        sagwan(here, &["review", "set", id, "status", "planned", "--why", "예정이었다", "--who", "홍길동"]);
    assert!(set.status.success(), "{}", said(&set));
    assert_eq!(printed(&sagwan(here, &["events", "--status", "planned", "--json"])).lines().count(), 1);
    let log = printed(&sagwan(here, &["review", "log", "--json"]));
    let verdict: serde_json::Value = serde_json::from_str(log.trim()).unwrap();
    assert_eq!((verdict["who"].as_str(), verdict["why"].as_str()), (Some("홍길동"), Some("예정이었다")));
    assert!(printed(&sagwan(here, &["review", "log"])).contains("set status planned"));
    assert!(sagwan(here, &["reread"]).status.success());
    assert_eq!(printed(&sagwan(here, &["events", "--status", "planned", "--json"])).lines().count(), 1);
    assert!(sagwan(here, &["review", "export", "corrected"]).status.success());
    let eval = printed(&sagwan(here, &["eval", "corrected/gold", "--json"]));
    let figures: serde_json::Value = serde_json::from_str(&eval).unwrap();
    assert_eq!(figures["event.status"]["accuracy"], 0.0, "the reader still says otherwise: {figures}");
    let rejected = sagwan(here, &["review", "reject", id, "--why", "행사가 아니다", "--who", "홍길동"]);
    assert!(rejected.status.success(), "{}", said(&rejected));
    assert_eq!(printed(&sagwan(here, &["events", "--json"])).lines().count(), 1);
    assert!(sagwan(here, &["check"]).status.success());
    let queue = sagwan(here, &["review", "--what", "event", "--csv"]);
    assert!(queue.status.success() && printed(&queue).starts_with("item,what,field"), "{}", said(&queue));
}

#[test]
fn an_event_is_explained_by_its_words_and_rules() {
    let folder = folder_with("news.jsonl", lines(1));
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    let events = printed(&sagwan(here, &["events", "--json"]));
    let event: serde_json::Value = serde_json::from_str(events.lines().next().unwrap()).unwrap();
    let id = event["event"].as_str().unwrap();
    let korean = printed(&sagwan(here, &["explain", id]));
    for words in ["회담  있었음", "~~~~", "곳", "“프라하”", "강민서", "where-said", "신뢰도"]
    {
        assert!(korean.contains(words), "{words}: {korean}");
    }
    let lines: Vec<&str> = korean.lines().collect();
    let at = lines.iter().position(|line| line.contains("~~")).unwrap();
    assert!(lines[at - 1].contains("프라하에서"), "underlines stand under the sentence: {korean}");
    let english = printed(&sagwan(here, &["explain", "--lang", "en", id]));
    assert!(english.contains("talks  occurred") && english.contains("Rules"), "{english}");
    let json: serde_json::Value =
        serde_json::from_str(&printed(&sagwan(here, &["explain", "--json", id]))).unwrap();
    assert_eq!((&json["event"]["place"]["name"], &json["same_generator"]), (&"프라하".into(), &true.into()));
    assert!(json["rules"].as_array().unwrap().iter().any(|rule| rule["rule"].is_string()), "{json}");
    for strange in ["nothing", "nothing-e1", &id.replace("e1", "e9")] {
        let refused = sagwan(here, &["explain", strange]);
        assert_eq!(refused.status.code(), Some(2), "{strange}");
        assert!(said(&refused).contains("sagwan events"), "{}", said(&refused));
    }
}

#[test]
fn datasette_is_told_what_the_views_mean() {
    let folder = folder_with("news.jsonl", lines(2));
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "--ledger", "news.db", "news.jsonl"]).status.success());
    let export = ["export", "--ledger", "news.db", "--format", "datasette", "--out", "metadata.json"];
    assert!(sagwan(here, &export).status.success());
    let written = std::fs::read_to_string(here.join("metadata.json")).unwrap();
    let metadata: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert!(metadata["databases"]["news"]["tables"]["occasions"]["description"].is_string(), "{written}");
    let narrowed = sagwan(here, &[&export[..], &["--country", "KR"]].concat());
    assert_eq!(narrowed.status.code(), Some(2), "{}", said(&narrowed));
}

#[test]
fn a_filter_that_narrows_nothing_is_named() {
    let folder = folder_with("news.jsonl", lines(3));
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    for (arguments, why) in [
        (vec!["actors", "--place", "프라하"], "actors knows no --place"),
        (vec!["actors", "--from", "2026"], "actors knows no --from"),
        (vec!["events", "--on", "2026"], "events knows no --on"),
        (vec!["events", "--act", "deny"], "events knows no --act"),
        (vec!["events", "--min-sources", "2"], "events knows no --min-sources"),
        (vec!["events", "--disputed"], "events knows no --disputed"),
        (vec!["statements", "--kind", "talks"], "statements knows no --kind"),
        (vec!["statements", "--status", "planned"], "statements knows no --status"),
        (vec!["statements", "--review"], "statements knows no --review"),
        (vec!["search", "회담", "--certainty", "stated"], "search knows no --certainty"),
        (vec!["occasions", "--to-actor", "강민서"], "occasions knows no --to-actor"),
        (vec!["statements", "--act", "bluster"], "no such act: bluster: it is one of"),
        (vec!["events", "--kind", "talks,picnic"], "no such kind: picnic"),
        (vec!["actors", "--kind", "talks"], "no such kind: talks"),
        (vec!["events", "--status", "done"], "no such status: done"),
        (vec!["events", "--certainty", "sure"], "no such certainty: sure"),
        (vec!["statements", "--min-confidence", "0.5"], "statements knows no --min-confidence"),
        (vec!["occasions", "--min-confidence", "5"], "5 is no number from 0 to 1"),
        (vec!["export", "--format", "ics", "--out", "x.ics", "--act", "deny"], "export knows no --act"),
        (vec!["export", "--format", "csv", "--out", "x", "--status", "done"], "no such status: done"),
    ] {
        let run = sagwan(here, &arguments);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        assert!(said(&run).contains(why), "{arguments:?}: {}", said(&run));
    }
    for arguments in [
        vec![
            "events",
            "--kind",
            "talks",
            "--place",
            "프라하",
            "--status",
            "occurred",
            "--certainty",
            "stated",
        ],
        vec!["statements", "--act", "deny,praise", "--to-actor", "강민서"],
        vec!["actors", "강민서", "--kind", "person"],
        vec!["occasions", "--min-sources", "1", "--country", "KR"],
        vec!["search", "회담을", "--actor", "강민서", "--from", "2026"],
    ] {
        let run = sagwan(here, &arguments);
        assert_eq!(run.status.code(), Some(0), "{arguments:?}: {}", said(&run));
    }
    assert_eq!(printed(&sagwan(here, &["search", "--json", "회담을"])).lines().count(), 3);
    assert_eq!(printed(&sagwan(here, &["search", "--json", "외교장관과의"])).lines().count(), 3);
}

#[test]
fn spreadsheets_run_nothing_that_an_article_says() {
    let line = serde_json::json!({
        "url": "https://n.example/1",
        "title": "=HYPERLINK(\"http://evil.example\",\"강 장관\")",
        "text": "강민서 외교부 장관은 20일 \"=1+1 이 되는 협력을 하자\"고 말했다. 강 장관은 \"@회담을 하자\"고 밝혔다.",
        "published": "2026-11-20",
        "publisher": "+82 일보",
    });
    let folder = folder_with("news.jsonl", line.to_string());
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    assert!(sagwan(here, &["export", "--format", "csv", "--out", "out"]).status.success());
    let files: String = std::fs::read_dir(here.join("out"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let listed = printed(&sagwan(here, &["search", "--csv"]))
        + &printed(&sagwan(here, &["statements", "--csv"]))
        + &printed(&sagwan(here, &["sql", "--csv", "SELECT title, publisher, -1 AS n FROM articles"]));
    for text in [&files, &listed] {
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let cells: Vec<String> = rows
            .records()
            .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let runs = |cell: &&String| cell.starts_with(['=', '+', '@', '\t', '\r']);
        assert_eq!(cells.iter().find(runs), None);
        for kept in ["'=HYPERLINK(\"http://evil.example\",\"강 장관\")", "'+82 일보"] {
            assert!(cells.iter().any(|cell| cell == kept), "{kept} in {cells:?}");
        }
    }
    assert!(listed.lines().any(|row| row.ends_with(",-1")), "a number is a number: {listed}");
    assert!(files.contains("'=1+1") && files.contains("'@회담"), "{files}");

    let marked = sagwan(here, &["search", "--csv", "--excel"]);
    assert!(
        printed(&marked).starts_with("\u{feff}")
            && !printed(&sagwan(here, &["search", "--csv"])).starts_with('\u{feff}')
    );
    assert!(printed(&sagwan(here, &["sql", "--csv", "--excel", "SELECT 1 AS n"])).starts_with("\u{feff}n"));
    assert!(sagwan(here, &["export", "--format", "csv", "--excel", "--out", "marked"]).status.success());
    assert!(std::fs::read_to_string(here.join("marked/events.csv")).unwrap().starts_with('\u{feff}'));
    assert_eq!(sagwan(here, &["search", "--excel"]).status.code(), Some(2));
    assert_eq!(
        sagwan(here, &["export", "--format", "jsonl", "--excel", "--out", "x"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_sheet_is_kept_row_by_row() {
    let text = "강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다.";
    let sheet = format!(
        "제목,본문,일자,언론사,주소\n회담,\"{text}\",20261120,가람일보,https://n.example/1\n빈 줄,,20261120,가람일보,\n"
    );
    let folder = folder_with("news.csv", sheet);
    let here = folder.path();
    let run = sagwan(here, &["ingest", "news.csv", "--url-field", "주소"]);
    assert!(said(&run).contains("news.csv, line 3: the row has no text"), "{}", said(&run));
    assert!(said(&run).contains("1 new, 0 revised, 0 known, 1 failed"), "{}", said(&run));
    let listed = printed(&sagwan(here, &["search", "--json"]));
    for told in ["https://n.example/1", "가람일보", "\"회담\"", "2026-11-20"] {
        assert!(listed.contains(told), "{told} in {listed}");
    }
    let line = serde_json::json!({"t": text, "h": "회담", "d": "2026-11-20", "u": "https://n.example/2", "p": "나래신문"});
    std::fs::write(here.join("more.jsonl"), line.to_string()).unwrap();
    let named = [
        "--text-field",
        "t",
        "--title-field",
        "h",
        "--date-field",
        "d",
        "--url-field",
        "u",
        "--publisher-field",
        "p",
    ];
    let run = sagwan(here, &[["ingest", "more.jsonl"].as_slice(), &named].concat());
    assert!(run.status.success(), "{}", said(&run));
    let listed = printed(&sagwan(here, &["search", "--json"]));
    assert!(listed.contains("https://n.example/2") && listed.contains("나래신문"), "{listed}");
}

#[test]
fn the_day_is_the_outlet_s() {
    let page = "<html><head><title>회담</title><meta property='article:published_time' content='2026-11-20T16:10:00Z'></head>\
        <body><article>강민서 외교부 장관이 어제 오슬로에서 잉그리드 달 노르웨이 외교장관과 회담했다. 두 장관은 협력을 논의했다.</article></body></html>";
    let folder = folder_with("page.html", page);
    let time = |zone: &[&str]| {
        let run = sagwan(folder.path(), &[["read", "--json", "page.html"].as_slice(), zone].concat());
        let record: serde_json::Value = serde_json::from_str(&printed(&run)).unwrap();
        record["events"][0]["time"]["value"].as_str().unwrap().to_owned()
    };
    assert_eq!(time(&[]), "2026-11-20");
    assert_eq!(time(&["--zone", "America/New_York"]), "2026-11-19");
    assert_eq!(sagwan(folder.path(), &["read", "--zone", "Nowhere", "page.html"]).status.code(), Some(2));
}

/// What a run of the watch left is known to the next.
#[test]
fn the_next_watch_asks_for_what_is_newer() {
    for (feed, pages) in [("/feed", 2), ("/plain-feed", 2)] {
        let server = newsroom();
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        let feeds = format!("delay_seconds = 0.02\n\n[[feed]]\nurl = \"{}{feed}\"\n", server.address);
        std::fs::write(here.join("feeds.toml"), feeds).unwrap();
        let watch = || sagwan(here, &["watch", "feeds.toml", "--once", "--allow-private"]);
        let first = watch();
        assert!(first.status.success() && said(&first).contains(&format!("{pages} new")), "{}", said(&first));
        let second = watch();
        assert!(second.status.success() && !said(&second).contains("new"), "{}", said(&second));
        let asked = ["/one", "/moved", "/gone"].map(|page| server.asked(page));
        assert_eq!(
            (server.asked(feed), asked),
            (2, [1; 3]),
            "pages that came or are gone are not asked for again"
        );
    }
}

#[test]
fn a_feed_that_fails_once_is_a_failure() {
    let server = newsroom();
    let folder = tempfile::tempdir().unwrap();
    let feeds = format!(
        "delay_seconds = 0.02\n\n[[feed]]\nurl = \"{0}/feed\"\n\n[[feed]]\nurl = \"{0}/no-feed\"\n",
        server.address
    );
    std::fs::write(folder.path().join("feeds.toml"), feeds).unwrap();
    let run = sagwan(folder.path(), &["watch", "feeds.toml", "--once", "--allow-private"]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(said(&run).contains("2 new") && said(&run).contains("answered 404"), "{}", said(&run));
}

/// What a feed says of an article stands where its page says nothing.
#[test]
fn an_announcement_fills_what_its_page_leaves_open() {
    let address = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&address);
    let server = Server::start(move |path, _, _| {
        let address = own.lock().unwrap().clone();
        let body = "강민서 외교부 장관은 어제 프라하에서 얀 노바크 체코 외교장관과 회담했다. 두 장관은 원전 협력을 논의했다.";
        match path {
            "/feed" => ok(
                "application/rss+xml",
                "",
                &format!(
                    "<rss version=\"2.0\"><channel><title>가람일보</title><link>{address}/</link>\
                     <item><title>&lt;b&gt;외교장관&lt;/b&gt; 회담</title><link>/bare</link><pubDate>Sat, 21 Nov 2026 01:10:00 +0900</pubDate></item>\
                     <item><title>다른 제목</title><link>/own</link><pubDate>2026-11-25 10:00:00</pubDate></item></channel></rss>"
                ),
            ),
            "/bare" => {
                ok("text/html", "", &format!("<html><body><article><p>{body}</p></article></body></html>"))
            }
            "/own" => ok("text/html", "", PAGE),
            _ => status("404 Not Found"),
        }
    });
    server.address.clone_into(&mut address.lock().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let run = sagwan(here, &["ingest", "--allow-private", &format!("{}/feed", server.address)]);
    assert!(said(&run).contains("2 new"), "{}", said(&run));
    let listed = printed(&sagwan(here, &["search", "--json"]));
    let article = |url: &str| -> serde_json::Value {
        let line =
            listed.lines().find(|line| line.contains(url)).unwrap_or_else(|| panic!("{url} in {listed}"));
        serde_json::from_str(line).unwrap()
    };
    let bare = article("/bare");
    assert_eq!(bare["title"], "외교장관 회담");
    assert_eq!(
        (bare["published"].as_str(), bare["publisher"].as_str()),
        (Some("2026-11-21T01:10:00+09:00"), Some("가람일보"))
    );
    let own = article("/own");
    assert_eq!(
        (own["title"].as_str(), own["published"].as_str()),
        (Some("외교장관 회담"), Some("2026-11-20T10:00:00+09:00"))
    );
    let events = printed(&sagwan(here, &["events", "--json"]));
    assert!(events.contains("\"time\":\"2026-11-20\""), "{events}");
}

/// What an article says to a terminal is shown, not obeyed; JSON escapes it.
#[test]
fn a_terminal_obeys_no_article() {
    let evil = "\u{1b}]0;evil\u{7}\u{1b}[2J\u{9b}1A\u{202e}";
    let line = serde_json::json!({
        "url": "https://n.example/1",
        "title": format!("{evil}회담"),
        "publisher": evil,
        "published": "2026-11-20",
        "text": format!("강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다. 강 장관은 \"{evil}협력을 넓히자\"고 말했다."),
    });
    let folder = folder_with("news.jsonl", line.to_string());
    let here = folder.path();
    assert!(sagwan(here, &["ingest", "news.jsonl"]).status.success());
    let key = printed(&sagwan(here, &["sql", "--csv", "SELECT occasion FROM occasions"]));
    let key = key.lines().nth(1).unwrap();
    for arguments in [
        vec!["read", "news.jsonl"],
        vec!["read", "--annotate", "news.jsonl"],
        vec!["read", "--json", "news.jsonl"],
        vec!["events"],
        vec!["statements"],
        vec!["search"],
        vec!["search", "--json"],
        vec!["occasions"],
        vec!["occasion", "show", key],
        vec!["sql", "SELECT title, publisher FROM articles"],
    ] {
        let run = sagwan(here, &arguments);
        let shown = printed(&run) + &said(&run);
        assert!(run.status.success() && !shown.is_empty(), "{arguments:?}: {shown}");
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{arguments:?}: {shown:?}");
    }
}
