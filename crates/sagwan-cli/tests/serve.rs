//! `sagwan serve`: pages, the API, and what hostile articles and requests come to.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

fn binary() -> std::path::PathBuf {
    assert_cmd::cargo::cargo_bin("sagwan")
}

/// A server over a ledger of its own; stopped when dropped.
struct Room {
    child: Child,
    address: String,
    folder: TempDir,
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

impl Room {
    fn open(lines: &str) -> Self {
        Room::serve(lines, &[])
    }

    fn serve(lines: &str, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("news.jsonl"), lines).unwrap();
        assert!(run(folder.path(), &["ingest", "news.jsonl"]).0);
        let mut child = Command::new(binary())
            .current_dir(folder.path())
            .args(["serve", "--addr", "127.0.0.1:0"])
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .unwrap_or_else(|| panic!("{line}"))
            .split('/')
            .next()
            .unwrap()
            .to_owned();
        // Whatever else it says must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Room { child, address, folder }
    }

    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        // A server that has read enough may close before all is sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split_whitespace().nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.raw(request.as_bytes())
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", path, "Accept: text/html\r\n", "")
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(binary()).current_dir(folder).args(arguments).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn article(url: &str, published: &str, publisher: &str, text: &str) -> String {
    serde_json::json!({"url": url, "published": published, "publisher": publisher, "text": text}).to_string()
        + "\n"
}

/// A talk told by two outlets, and a plan.
fn news() -> String {
    article(
        "https://a.example/1",
        "2026-11-20",
        "가람일보",
        "외교장관 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 논의했다.\n강 장관은 \"협력을 넓히자\"고 말했다.",
    ) + &article(
        "https://b.example/1",
        "2026-11-20",
        "나래신문",
        "한·체코 회담\n강민서 외교부 장관이 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다고 외교부가 밝혔다.",
    ) + &article(
        "https://a.example/2",
        "2026-11-21",
        "가람일보",
        "정상회담 예정\n이도현 대통령은 다음 달 3일 서울에서 야쿠프 세벨리크 폴란드 대통령과 정상회담을 할 예정이다.",
    )
}

/// %-escapes all of it.
fn escaped(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn every_view_has_a_page_and_its_data() {
    let room = Room::open(&news());
    let occasions = room.get("/occasions.json").json();
    assert_eq!(occasions["lines"].as_array().unwrap().len(), 2);
    let talks = occasions["lines"].as_array().unwrap().iter().find(|l| l["kind"] == "talks").unwrap();
    assert_eq!((talks["sources"].as_i64(), talks["status"].as_str()), (Some(2), Some("occurred")));
    let occasion = format!("/occasions/{}", talks["occasion"].as_str().unwrap());
    let whole = room.get(&format!("{occasion}.json")).json();
    let report = whole["reports"].as_array().unwrap().iter().find(|r| r["source"] == "가람일보").unwrap();
    let article = format!("/articles/{}", report["article"].as_str().unwrap());
    let actor = format!("/actors/{}", escaped("KR:강민서"));
    for (path, words) in [
        (
            "/",
            vec![
                "오늘",
                "2026년 11월 21일 토요일",
                "장부에 있는 가장 새 소식의 날",
                "회담했다.",
                "가람일보, 나래신문",
            ],
        ),
        (
            "/?lang=en",
            vec!["Today", "Saturday, 21 November 2026", "held talks with", "Coming in the seven days"],
        ),
        ("/timeline", vec!["연표", "강민서", "회담", "예정"]),
        (
            "/timeline?lang=en",
            vec![
                "Timeline",
                "talks",
                "independent outlets",
                "강민서</a> <span class=\"latin\">Kang Min-seo</span>",
            ],
        ),
        ("/actors?lang=en", vec!["Lee Do-hyeon"]),
        ("/timeline?country=KR,PL&status=planned", vec!["세벨리크"]),
        (&occasion, vec!["프라하", "이어진 까닭", "독립 매체"]),
        (&article, vec!["m-trigger", "data-for=\"e1\"", "id=\"e1\"", "협력을 넓히자"]),
        ("/statements", vec!["협력을 넓히자"]),
        ("/actors", vec!["노바크"]),
        (&actor, vec!["직함", "자주 만난 상대", "얀 노바크"]),
        ("/network?by=people", vec!["<svg", "강민서"]),
        ("/map", vec!["class=\"land\"", "프라하", "<circle"]),
        ("/calendar?month=2026-12", vec!["세벨리크"]),
        (&format!("/search?q={}", escaped("회담")), vec!["<mark>회담</mark>"]),
        ("/try", vec!["<textarea"]),
        ("/api/v1", vec!["OpenAPI"]),
    ] {
        let page = room.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.head.contains("content-security-policy: default-src 'none'"), "{path}");
        for word in words {
            assert!(page.body.contains(word), "{word} on {path}:\n{}", page.body);
        }
        assert!(
            !page.body.contains("<script>")
                && !page.body.contains("style=\"")
                && !page.body.contains("http://cdn"),
            "{path}"
        );
    }
    for path in [
        "/statements.json",
        "/actors.json",
        "/network.json",
        "/calendar.json?month=2026-12",
        "/search.json",
        "/events.json",
    ] {
        assert!(room.get(path).json().is_object() || room.get(path).json().is_array(), "{path}");
    }
    let other = room.get(&format!("{article}.json")).json();
    assert_eq!(other["record"]["events"][0]["kind"], "talks");
    assert!(room.get("/calendar.ics?from=2026-11").body.contains("DTSTART;VALUE=DATE:20261203"));
    assert!(room.get(&format!("/search.atom?q={}", escaped("회담"))).body.contains("<entry>"));
    assert!(room.get("/metrics").body.contains("sagwan_rows{what=\"article\"} 3"));
    assert_eq!(room.get("/healthz").body, "ok\n");
    let tag = room
        .get("/style.css")
        .head
        .lines()
        .find_map(|l| l.strip_prefix("etag: ").map(str::to_owned))
        .unwrap();
    assert_eq!(room.request("GET", "/style.css", &format!("If-None-Match: {tag}\r\n"), "").status, 304);
    let missing = room.get("/occasions/none");
    assert!(missing.status == 404 && missing.body.contains("<html"), "people get a page");
}

#[test]
fn the_api_reads_lists_and_keeps_for_those_who_may() {
    let room = Room::open(&news());
    let post = |path: &str, headers: &str, body: &str| room.request("POST", path, headers, body);
    let text = serde_json::json!({"text": "회담\n강민서 외교부 장관은 22일 서울에서 오스카 린드 덴마크 외교장관과 회담했다.", "published": "2026-11-22", "url": "https://c.example/1"}).to_string();
    let read = post("/api/v1/read", "", &text).json();
    assert_eq!(read["events"][0]["time"]["value"], "2026-11-22");
    assert_eq!(room.get("/api/v1/events").json()["lines"].as_array().unwrap().len(), 3);
    assert_eq!(post("/api/v1/articles", "", &text).status, 401);
    assert_eq!(post("/api/v1/articles", "Authorization: Bearer guess\r\n", &text).status, 403);
    let (made, token) = run(room.folder.path(), &["token"]);
    assert!(made && token.len() == 64);
    let bearer = format!("Authorization: Bearer {token}\r\n");
    let kept = post("/api/v1/articles", &bearer, &text);
    assert_eq!((kept.status, kept.json()["new"].as_i64()), (201, Some(1)));
    assert_eq!(post("/api/v1/articles", &bearer, &text).status, 200);
    assert_eq!(room.get("/api/v1/events").json()["lines"].as_array().unwrap().len(), 4);
    assert!(run(room.folder.path(), &["token", "--revoke-all"]).0);
    assert_eq!(post("/api/v1/articles", &bearer, &text).status, 403);
    for (body, words) in [
        ("{", "not an article"),
        ("{\"text\": \" \"}", "no text"),
        ("{\"text\": \"가\", \"published\": \"soon\"}", "no date"),
        ("{\"text\": \"가\", \"who\": 1}", "unknown field"),
    ] {
        let answer = post("/api/v1/read", "", body);
        assert_eq!(answer.status, 400, "{body}");
        assert!(
            answer.head.contains("application/problem+json") && answer.body.contains(words),
            "{}",
            answer.body
        );
    }
    let description = room.get("/api/v1/openapi.json").json();
    for (path, operations) in description["paths"].as_object().unwrap() {
        let Some(described) = operations.get("get") else { continue };
        let address = match path.as_str() {
            "/occasions/{id}" => format!("/occasions/{}", first_of(&room, "occasions", "occasion")),
            "/actors/{id}" => format!("/actors/{}", escaped(&first_of(&room, "actors", "actor"))),
            "/articles/{id}" => format!("/articles/{}", first_of(&room, "articles", "article")),
            path => path.to_owned(),
        };
        let answer = room.get(&format!("/api/v1{address}"));
        assert_eq!(answer.status, 200, "{path} is described and there");
        let schema = &described["responses"]["200"]["content"]["application/json"]["schema"];
        // References are looked up from the root of the description.
        let rooted = serde_json::json!({"allOf": [schema], "components": description["components"]});
        let validator = jsonschema::validator_for(&rooted).unwrap();
        let faults: Vec<String> = validator.iter_errors(&answer.json()).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{path}: {faults:?}");
        assert!(!validator.is_valid(&serde_json::json!("something else")), "{path} is described in full");
        let content = &described["responses"]["200"]["content"]["application/json"];
        if let Some(example) = content.get("example") {
            let faults: Vec<String> = validator.iter_errors(example).map(|e| e.to_string()).collect();
            assert!(faults.is_empty(), "the example of {path}: {faults:?}");
        }
    }
    let first = room.get("/api/v1/events?limit=2").json();
    let second =
        room.get(&format!("/api/v1/events?limit=2&after={}", first["next"].as_str().unwrap())).json();
    assert_ne!(first["lines"][0]["event"], second["lines"][0]["event"]);
}

fn first_of(room: &Room, listing: &str, id: &str) -> String {
    room.get(&format!("/api/v1/{listing}")).json()["lines"][0][id].as_str().unwrap().to_owned()
}

/// A plan, its new day, its end, a copy, and two outlets that tell one call differently.
fn week() -> String {
    let plan = "한·폴란드 정상회담\n이도현 대통령은 24일 서울에서 야쿠프 세벨리크 폴란드 대통령과 정상회담을 할 예정이다. 두 정상은 방산 협력을 논의한다.";
    let moved = "정상회담 연기\n이도현 대통령과 야쿠프 세벨리크 폴란드 대통령의 서울 정상회담은 24일에서 26일로 연기됐다.";
    let held = "외교장관 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 논의했다.";
    article("https://a.example/1", "2026-11-18", "가람일보", plan)
        + &article("https://b.example/1", "2026-11-20", "나래신문", moved)
        + &article("https://a.example/2", "2026-11-20", "가람일보", held)
        + &article("https://c.example/2", "2026-11-20", "다솜경제", held)
}

#[test]
fn the_front_page_tells_a_day() {
    let room = Room::open(&week());
    let today = room.get("/api/v1/today").json();
    assert_eq!((today["day"].as_str(), today["which"].as_str()), (Some("2026-11-20"), Some("newest")));
    let talks = &today["held"][0];
    assert_eq!(talks["copies"], 1, "a copy is folded: {today}");
    assert_eq!(
        talks["sentence"]["ko"],
        "강민서 외교부 장관이 20일 프라하에서 얀 노바크 체코 외교장관과 원전 협력을 놓고 회담했다."
    );
    let (ahead, changed) = (&today["ahead"][0], &today["changed"][0]);
    assert_eq!((&ahead["kind"], &ahead["time"]), (&"summit".into(), &"2026-11-26".into()));
    assert_eq!(changed["occasion"], ahead["occasion"]);
    assert_eq!(changed["changed"]["ko"], "날짜가 24일에서 26일로 바뀌었다.");
    assert_eq!(changed["changed"]["en"], "It was moved from 24 November to 26 November.");
    // Before the change nothing had changed; what is known now is told of the plan.
    let before = room.get("/today.json?date=2026-11-18").json();
    assert_eq!(before["which"], "asked");
    let lengths = ["held", "changed"].map(|section| before[section].as_array().unwrap().len());
    assert_eq!(lengths, [0, 0], "{before}");
    assert_eq!(room.get("/?date=soon").status, 400);
    let page = room.get("/?date=2026-11-20&lang=en").body;
    for words in ["the day asked for", "1 copy folded", "It was moved from 24 November", "rel=\"prev\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn a_plan_that_passed_in_silence_is_nowhere_said_to_stand() {
    let room = Room::open(
        &(article(
            "https://a.example/1",
            "2026-11-20",
            "가람일보",
            "외교장관 회담 25일\n강민서 외교부 장관은 25일 프라하에서 얀 노바크 체코 외교장관과 회담한다.",
        ) + &article(
            "https://a.example/2",
            "2026-11-28",
            "가람일보",
            "정상회담\n이도현 대통령은 28일 야쿠프 세벨리크 폴란드 대통령과 정상회담을 했다.",
        )),
    );
    let talks =
        room.get("/occasions.json?kind=talks").json()["lines"][0]["occasion"].as_str().unwrap().to_owned();
    for (path, words) in [
        ("/timeline?kind=talks", vec!["확인 안 됨"]),
        ("/calendar?month=2026-11", vec!["entry unconfirmed", "<b>확인 안 됨</b>", "? 확인 안 됨"]),
        (
            &format!("/occasions/{talks}"),
            vec!["회담할 예정이었으나 성사 여부는 보도되지 않았다.", "class=\"unconfirmed\""],
        ),
        (
            &format!("/occasions/{talks}?lang=en"),
            vec!["was to hold talks", "no report says whether it took place."],
        ),
        ("/timeline.ics?kind=talks", vec!["STATUS:TENTATIVE"]),
        ("/timeline.atom?kind=talks", vec!["예정 · 확인 안 됨", "예정이었으나"]),
    ] {
        let page = room.get(path);
        for word in words {
            assert!(page.body.contains(word), "{word} on {path}: {}", page.body);
        }
        assert!(!page.body.contains("예정이다."), "{path}: {}", page.body);
    }
}

#[test]
fn what_was_called_off_keeps_the_sentence_that_says_why() {
    let plan = |n: usize| {
        article(
            &format!("https://a.example/{n}"),
            &format!("2026-11-{:02}", 10 + n),
            &format!("매체{n}"),
            &format!(
                "외교장관 회담\n강민서 외교부 장관은 25일 프라하에서 얀 노바크 체코 외교장관과 회담할 예정이라고 {n}번 취재원이 전했다."
            ),
        )
    };
    let off = article(
        "https://b.example/1",
        "2026-11-24",
        "가람일보",
        "외교장관 회담 취소\n25일 프라하에서 열릴 예정이던 강민서 외교부 장관과 얀 노바크 체코 외교장관의 회담이 폭설로 취소됐다.",
    );
    let room = Room::open(&((1..=4).map(plan).collect::<String>() + &off));
    let lines = room.get("/occasions.json?status=cancelled").json();
    let occasion = lines["lines"][0]["occasion"].as_str().unwrap_or_else(|| panic!("{lines}"));
    let page = room.get(&format!("/occasions/{occasion}")).body;
    let told = page.split("class=\"reason\"").nth(1).unwrap_or_else(|| panic!("{page}"));
    assert!(told.starts_with(">“25일 프라하에서") && told.contains("폭설로 취소됐다"), "{told}");
    let plan = room.get("/timeline.ics?status=cancelled").body.replace("\r\n ", "");
    let description = plan.split("DESCRIPTION:").nth(1).unwrap_or_else(|| panic!("{plan}"));
    let first = description.split("번 취재원").next().unwrap();
    assert!(plan.contains("STATUS:CANCELLED") && first.contains("폭설로 취소됐다"), "{plan}");
}

#[test]
fn trips_have_a_page_and_stand_with_their_traveller() {
    let room = Room::open(
        &(article(
            "https://a.example/1",
            "2026-11-04",
            "가람일보",
            "강민서 장관 방문\n강민서 외교부 장관은 3일부터 5일까지 체코를 공식 방문했다.\n강 장관은 4일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 논의했다.",
        ) + &article(
            "https://a.example/2",
            "2026-11-10",
            "가람일보",
            "방한\n에티엔 모로 프랑스 대통령이 12일부터 14일까지 한국을 국빈 방문할 예정이라고 대통령실이 밝혔다.",
        ) + &article("https://a.example/3", "2026-11-20", "가람일보", "날씨\n20일 전국이 맑았다.")),
    );
    for (path, words) in [
        (
            "/trips",
            vec![
                "순방",
                "2026-11-03 – 2026-11-05",
                "공식 방문",
                "만난 사람",
                "외교장관",
                "원전 협력",
                "국빈 방문",
                "확인 안 됨",
                "aria-current=\"page\">순방",
            ],
        ),
        ("/trips?lang=en", vec!["Trips", "official visit", "Czechia", "unconfirmed", "met "]),
        (&format!("/actors/{}", escaped("CZ:얀 노바크")), vec!["순방 모두 보기", "공식 방문"]),
    ] {
        let page = room.get(path);
        assert_eq!(page.status, 200, "{path}");
        for word in words {
            assert!(page.body.contains(word), "{word} on {path}: {}", page.body);
        }
    }
    assert_eq!(room.get("/trips.json?country=CZ").json()["lines"].as_array().unwrap().len(), 1);
    assert_eq!(
        room.get("/api/v1/trips?country=CZ").json()["lines"][0]["met"][0]["party"]["name"],
        "얀 노바크"
    );
    assert!(room.get("/trips.csv").body.starts_with("trip,traveller"));
    assert!(room.get("/trips.atom").body.matches("<entry>").count() == 2);
    let description = room.get("/api/v1/openapi.json").json();
    let validator = jsonschema::validator_for(&serde_json::json!({
        "allOf": [description["paths"]["/trips"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]],
        "components": description["components"],
    }))
    .unwrap();
    assert!(validator.is_valid(&room.get("/api/v1/trips").json()));
}

#[test]
fn doubts_are_reviewed_by_those_who_may() {
    let room = Room::open(
        &(article(
            "https://a.example/1",
            "2026-11-20",
            "가람일보",
            "외교장관 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 논의했다.",
        ) + &article(
            "https://b.example/1",
            "2026-11-20",
            "나래신문",
            "외교장관 회담\n강민서 외교부 장관은 19일 프라하에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 협의했다고 외교부가 전했다.",
        )),
    );
    let queue = || room.get("/api/v1/review?what=contradiction").json()["lines"].as_array().unwrap().clone();
    let item = queue()[0]["item"].as_str().unwrap().to_owned();
    let page = room.get("/review");
    for word in
        ["검토", "보도 엇갈림", "2026-11-19", "name=\"token\"", "name=\"why\"", "원전 협력을 협의했다고"]
    {
        assert!(page.body.contains(word), "{word}: {}", page.body);
    }
    assert!(room.get("/review?lang=en").body.contains("Reports contradict each other."));
    assert_eq!(room.get("/review?what=colour").status, 400);
    assert!(room.get("/review.csv").body.starts_with("item,what"));
    let told = |path: &str| room.get(path).json()["lines"][0]["time"].as_str().unwrap().to_owned();
    let before = told("/occasions.json");
    let other = if before == "2026-11-20" { "2026-11-19" } else { "2026-11-20" };
    let said = |who: &str| {
        serde_json::json!({"item": item, "verdict": "set", "field": "time", "value": other, "who": who, "why": "외교부 발표"}).to_string()
    };
    let post = |headers: &str, body: &str| room.request("POST", "/api/v1/review", headers, body).status;
    assert_eq!(post("", &said("홍길동")), 401);
    assert_eq!(post("Authorization: Bearer guess\r\n", &said("홍길동")), 403);
    let token = run(room.folder.path(), &["token"]).1;
    let bearer = format!("Authorization: Bearer {token}\r\n");
    assert_eq!(post(&bearer, &said(" ")), 400);
    assert_eq!(post(&bearer, "{"), 400);
    assert_eq!((told("/occasions.json"), queue().len()), (before, 1), "nothing was changed");
    // The form of the page: a wrong token changes nothing, the right one leads back.
    let form = |token: &str, origin: &str| {
        let fields = [
            ("token", token),
            ("item", &item),
            ("verdict", "set"),
            ("field", "time"),
            ("value", other),
            ("who", "홍길동"),
            ("why", "외교부 발표"),
        ];
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let headers = format!("{origin}Content-Type: application/x-www-form-urlencoded\r\n");
        room.request("POST", "/review?what=contradiction", &headers, &body.join("&"))
    };
    assert_eq!(form("guess", "").status, 403);
    assert_eq!(form(&token, "Origin: https://evil.example\r\n").status, 403);
    let back = form(&token, "");
    assert!(
        back.status == 303 && back.head.contains("location: /review?what=contradiction"),
        "{}",
        back.head
    );
    assert_eq!((told("/occasions.json").as_str(), queue().len()), (other, 0));
    let log = run(room.folder.path(), &["review", "log", "--json"]).1;
    assert!(log.contains("홍길동") && log.contains("외교부 발표"), "{log}");
    // From a program.
    let event = room.get("/events.json").json()["lines"][0]["event"].as_str().unwrap().to_owned();
    let accept =
        serde_json::json!({"item": event, "verdict": "accept", "who": "홍길동", "why": "맞다"}).to_string();
    assert_eq!(post(&bearer, &accept), 204);
    let page = room.get(&format!("/articles/{}", event.split('-').next().unwrap())).body;
    assert!(page.contains("검토: 맞음") && page.contains("홍길동 · 맞다"), "{page}");
    let description = room.get("/api/v1/openapi.json").json();
    assert_eq!(description["paths"]["/review"]["post"]["security"][0]["token"], serde_json::json!([]));
}

#[test]
fn every_listing_comes_in_other_forms() {
    let room = Room::open(&week());
    for (path, head) in [
        ("/timeline.csv", "occasion,kind,status"),
        ("/statements.csv", "statement,article"),
        ("/actors.csv", "actor,kind,name"),
        ("/search.csv", "article,"),
        ("/events.csv", "event,article"),
        ("/calendar.csv?month=2026-11", "occasion,kind"),
    ] {
        let answer = room.get(path);
        assert!(answer.head.contains("text/csv") && answer.body.starts_with(head), "{path}: {}", answer.body);
    }
    for path in
        ["/today.atom", "/timeline.atom", "/actors.atom", "/search.atom", "/events.atom", "/calendar.atom"]
    {
        let answer = room.get(path);
        assert!(answer.head.contains("application/atom+xml"), "{path}");
        let entries = answer.body.matches("<entry>").count();
        assert!(entries > 0, "{path}: {}", answer.body);
        for part in ["<id>urn:sagwan:", "<updated>", "<link href=\"/"] {
            assert!(answer.body.matches(part).count() >= entries, "{part} in {path}: {}", answer.body);
        }
    }
    assert!(
        room.get("/timeline.atom").body.contains("<updated>2026-11-20T00:00:00+09:00"),
        "when it was last told"
    );
    let talks = |path: &str| room.get(&format!("{path}?kind=talks")).body;
    let held = talks("/timeline.ics");
    assert!(
        held.contains("DTSTART;VALUE=DATE:20261120") && held.matches("BEGIN:VEVENT").count() == 1,
        "{held}"
    );
    assert_eq!(talks("/timeline.csv").lines().count(), 2, "the view's own filter holds");
    assert_eq!(room.get("/statements.ics").status, 404);
    let page = room.get("/timeline?kind=talks").body;
    for link in ["/timeline.csv?kind=talks", "/timeline.ics?kind=talks", "/timeline.atom?kind=talks"] {
        assert!(page.contains(link), "{link}: {page}");
    }
}

#[test]
fn reports_stand_beside_each_other() {
    let text = |place: &str| {
        format!("외교장관 회담\n강민서 외교부 장관은 20일 {place}에서 얀 노바크 체코 외교장관과 회담했다.")
    };
    let room = Room::open(
        &(article("https://a.example/1", "2026-11-20", "가람일보", &text("프라하"))
            + &article(
                "https://b.example/1",
                "2026-11-20",
                "나래신문",
                &text("빈").replace(
                    "회담했다",
                    "만나 회담을 열고 한국 기업의 체코 진출과 원전 사업을 폭넓게 논의했다",
                ),
            )
            + &article(
                "https://c.example/1",
                "2026-11-21",
                "다솜경제",
                "체코와 회담\n전날인 20일 프라하에서 강민서 외교부 장관과 얀 노바크 체코 외교장관이 회담했다고 외교부 당국자가 전했다.",
            )),
    );
    let occasions = room.get("/occasions.json").json();
    let disputed = occasions["lines"].as_array().unwrap().iter().find(|l| l["contradictions"] != 0);
    let id = disputed.unwrap_or_else(|| panic!("{occasions}"))["occasion"].as_str().unwrap().to_owned();
    let page = room.get(&format!("/occasions/{id}")).body;
    let beside = page.split("class=\"beside\"").nth(1).unwrap().split("</table>").next().unwrap();
    for outlet in ["가람일보", "나래신문", "다솜경제"] {
        assert!(beside.contains(outlet), "{outlet}: {beside}");
    }
    let differing: Vec<&str> = beside
        .split("<td")
        .filter(|cell| cell.contains("differs:") || cell.contains("다르게 전함"))
        .collect();
    assert!(differing.len() == 1 && differing[0].contains('빈'), "{beside}");
    assert!(page.contains("class=\"life\"") && page.contains("class=\"citation\""), "{page}");
    let today = room.get("/?date=2026-11-21").body;
    assert!(today.contains("곳을 두고 보도가 엇갈린다: 프라하 ↔ 빈."), "{today}");
}

#[test]
fn the_calendar_opens_where_something_is() {
    let old = article(
        "https://a.example/1",
        "2018-06-20",
        "가람일보",
        "정상회담\n이도현 대통령은 27일 서울에서 야쿠프 세벨리크 폴란드 대통령과 정상회담을 할 예정이다.",
    );
    let page = Room::open(&old).get("/calendar").body;
    assert!(page.contains("<b>2018-06</b>"), "{page}");
    assert!(page.contains("<span aria-hidden=\"true\">○</span> <b>예정</b>"), "words and mark: {page}");
}

#[test]
fn facets_count_and_states_have_many_names() {
    let room = Room::open(&week());
    let facets = room.get("/api/v1/facets").json();
    assert_eq!(facets["kinds"].as_array().unwrap().len(), 2, "{facets}");
    assert_eq!(facets["countries"][0], serde_json::json!({"value": "KR", "occasions": 2}));
    let count = |state: &str| {
        let path = format!("/occasions.json?country={}", escaped(state));
        room.get(&path).json()["lines"].as_array().map(Vec::len)
    };
    for (state, lines) in
        [("KR", 2), ("한국", 2), ("Korea", 2), ("south korea", 2), ("KOR,Poland", 1), ("체코,Korea", 1)]
    {
        assert_eq!(count(state), Some(lines), "{state}");
    }
    let page = room.get(&format!("/timeline?country={}", escaped("한국"))).body;
    assert!(page.contains("country=KR%2CPL"), "a second state makes a pair: {page}");
    let offers = |what: &str, typed: &str| {
        let offers = room.get(&format!("/complete/{what}.json?lang=en&q={}", escaped(typed))).json();
        offers.as_array().unwrap().iter().map(|o| o["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for typed in ["한국", "south ko", "KR"] {
        assert_eq!(offers("states", typed), ["South Korea"], "{typed}");
    }
    for typed in ["노바", "얀", "nova"] {
        assert_eq!(offers("actors", typed), ["CZ:얀 노바크"], "{typed}");
    }
    assert_eq!(offers("actors", ""), [""; 0]);
    let novak = room.get("/actors.json?q=Novak").json();
    assert_eq!(novak["lines"][0]["name"], "얀 노바크");
    assert_eq!(room.get("/occasions.json?actor=kang").json()["lines"].as_array().unwrap().len(), 1);
}

#[test]
fn revisions_show_what_changed() {
    let old = "외교장관 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다.";
    let new = old.replace("프라하", "브르노");
    let room = Room::open(
        &(article("https://a.example/1", "2026-11-20", "가람일보", old)
            + &article("https://a.example/1", "2026-11-21", "가람일보", &new)),
    );
    let articles = room.get("/api/v1/articles").json();
    let ids: Vec<String> = articles["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["article"].as_str().unwrap().to_owned())
        .collect();
    let current = ids.first().unwrap();
    let page = room.get(&format!("/articles/{current}"));
    let other = page.body.split("?against=").nth(1).unwrap().split('"').next().unwrap();
    assert_ne!(other, current);
    let page = room.get(&format!("/articles/{current}?against={other}")).body;
    let between = |tag: &str| {
        page.split(&format!("<{tag}>")).nth(1).unwrap().split(&format!("</{tag}>")).next().unwrap().to_owned()
    };
    let mut changed = [between("del"), between("ins")];
    changed.sort();
    assert_eq!(changed, ["브르노에서", "프라하에서"]);
    let data = room.get(&format!("/articles/{current}.json?against={other}")).json();
    assert_eq!(data["differences"].as_array().unwrap().len(), 4, "{data}");
    assert_eq!(room.get(&format!("/articles/{current}?against=nothing")).status, 404);
}

#[test]
fn the_network_slides_through_time() {
    let room = Room::open(&news());
    let page = room.get("/network?window=1&at=2026-11").body;
    assert!(page.contains("type=\"range\"") && page.contains("<output>2026-11</output>"), "{page}");
    let ties = |query: &str| room.get(&format!("/network.json?{query}")).json().as_array().unwrap().len();
    assert_eq!((ties(""), ties("window=1&at=2026-11"), ties("window=1&at=2026-09")), (1, 1, 0));
    assert_eq!(room.get("/network?window=1&at=soon").status, 400);
}

#[test]
fn one_client_cannot_have_it_all() {
    let room = Room::serve(&news(), &["--rate", "1"]);
    let answers: Vec<Answer> = (0..40).map(|_| room.get("/healthz")).collect();
    let refused: Vec<&Answer> = answers.iter().filter(|a| a.status == 429).collect();
    assert!((1..39).contains(&refused.len()), "{}", refused.len());
    assert!(refused.iter().all(|a| a.head.contains("retry-after: 1")));
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(room.get("/healthz").status, 200, "and may come again");
}

#[test]
fn articles_are_never_markup() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}\"'&";
    let text = format!(
        "{evil} 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다. 강 장관은 \"{evil} 협력\"이라고 말했다.\n{}",
        "가".repeat(300_000)
    );
    let lines = serde_json::json!({"url": format!("https://a.example/{evil}"), "published": "2026-11-20", "publisher": evil, "title": evil, "text": text}).to_string();
    let room = Room::open(&(lines + "\n"));
    let found = room.get("/search.json").json();
    let article = format!("/articles/{}", found["lines"][0]["article"].as_str().unwrap());
    for path in [
        "/?date=2026-11-20",
        "/timeline",
        "/statements",
        "/actors",
        "/network",
        "/search",
        &article,
        &format!("/search?q={}", escaped(evil)),
        &format!("/actors/{}", escaped(evil)),
    ] {
        let page = room.get(path);
        assert!(page.status == 200 || page.status == 404, "{path}: {}", page.status);
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{path}");
    }
    let pasted = room.request(
        "POST",
        "/try",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        &format!("text={}", escaped(evil)),
    );
    assert!(pasted.status == 200 && !pasted.body.contains("<script>alert"), "{}", pasted.status);
}

#[test]
fn hostile_requests_come_to_nothing() {
    let room = Room::open(&news());
    for path in [
        "/../../../etc/passwd",
        "/articles/..%2f..%2fetc%2fpasswd",
        "/articles/%00",
        "/%ff%fe",
        "/nothing/at/all",
        "/articles/x.json.json",
    ] {
        let answer = room.get(path);
        assert!(
            (400..500).contains(&answer.status) && !answer.body.contains("root:"),
            "{path}: {}",
            answer.status
        );
    }
    let sql = escaped("' OR 1=1; DROP TABLE event; --");
    for name in [
        "q",
        "actor",
        "to_actor",
        "country",
        "kind",
        "status",
        "certainty",
        "act",
        "from",
        "to",
        "place",
        "min_sources",
        "disputed",
        "review",
        "limit",
        "after",
        "by",
        "month",
        "date",
        "lang",
    ] {
        for view in [
            "/occasions.json",
            "/events.json",
            "/statements.json",
            "/actors.json",
            "/search.json",
            "/network.json",
            "/calendar.json",
            "/today.json",
            "/search.atom",
        ] {
            let answer = room.get(&format!("{view}?{name}={sql}"));
            assert!(
                [200, 400, 404].contains(&answer.status),
                "{view} {name}: {} {}",
                answer.status,
                answer.body
            );
            assert!(!answer.body.to_lowercase().contains("sqlite"), "{view} {name}: {}", answer.body);
        }
    }
    assert_eq!(
        room.get("/occasions.json").json()["lines"].as_array().unwrap().len(),
        2,
        "nothing was dropped"
    );
    let large = "a".repeat(3 << 20);
    assert_eq!(room.request("POST", "/api/v1/read", "", &large).status, 413);
    assert_eq!(room.request("DELETE", "/", "", "").status, 405);
    assert_eq!(room.raw(b"NONSENSE\r\n\r\n").status, 400);
    assert!([400, 414, 431].contains(&room.get(&format!("/?q={}", "a".repeat(900_000))).status));
    // Somebody who sends one letter and waits holds up nobody.
    let mut slow: Vec<TcpStream> = (0..50).map(|_| TcpStream::connect(&room.address).unwrap()).collect();
    slow.iter_mut().for_each(|s| s.write_all(b"G").unwrap());
    assert_eq!(room.get("/healthz").status, 200);
}

#[test]
fn names_that_are_not_ours_are_refused() {
    let room = Room::serve(&news(), &["--host", "news.example"]);
    let by = |host: &str, path: &str| {
        room.raw(format!("GET {path} HTTP/1.1\r\nConnection: close\r\n{host}\r\n").as_bytes())
    };
    let port = room.address.rsplit(':').next().unwrap();
    for host in [
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}\r\n"),
        "Host: news.example\r\n".to_owned(),
        "Host: NEWS.example:443\r\n".to_owned(),
    ] {
        assert_eq!(by(&host, "/occasions.json").status, 200, "{host}");
    }
    for host in [
        "Host: evil.example\r\n",
        "Host: evil.example:7878\r\n",
        "Host: localhost.evil.example\r\n",
        "Host: 127.0.0.1.evil.example\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: \r\n",
    ] {
        for path in ["/", "/occasions.json", "/api/v1/articles", "/metrics", "/healthz", "/style.css"] {
            let answer = by(host, path);
            assert!([400, 421].contains(&answer.status), "{host} {path}: {}", answer.status);
            assert!(!answer.body.contains("강민서") && !answer.body.contains("sagwan_rows"), "{host} {path}");
        }
    }
    assert_eq!(by("Host: localhost\r\n", "http://evil.example/occasions.json").status, 421);
    let old = room.raw(b"GET /occasions.json HTTP/1.0\r\n\r\n");
    assert_eq!((old.status, old.body.contains("강민서")), (421, false));
}

#[test]
fn pages_of_other_sites_send_nothing() {
    let room = Room::open(&news());
    let post = |path: &str, origin: &str| room.request("POST", path, origin, "{\"text\": \"회담\"}").status;
    for path in ["/api/v1/read", "/api/v1/articles", "/try"] {
        for origin in [
            "Origin: https://evil.example\r\n",
            "Origin: null\r\n",
            "Origin: http://localhost.evil.example\r\n",
        ] {
            assert_eq!(post(path, origin), 403, "{path} {origin}");
        }
    }
    let own = format!("Origin: http://{}\r\n", room.address);
    assert_eq!((post("/api/v1/read", &own), post("/api/v1/read", "")), (200, 200));
    let head = room.get("/").head;
    assert!(!head.contains("access-control-allow-origin"), "nobody else may read: {head}");
}

#[test]
fn answers_tell_the_browser_what_they_are() {
    let room = Room::open(&news());
    for path in [
        "/",
        "/timeline",
        "/occasions.json",
        "/nothing",
        "/style.css",
        "/search.atom",
        "/api/v1/openapi.json",
    ] {
        let head = room.get(path).head;
        for said in [
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: same-origin",
            "x-frame-options: deny",
            "cross-origin-resource-policy: same-origin",
            "cross-origin-opener-policy: same-origin",
        ] {
            assert!(head.contains(said), "{said} on {path}: {head}");
        }
        assert!(!head.contains("set-cookie") && !head.contains("\nserver:"), "{head}");
    }
    let no_script = article(
        "javascript:alert(1)",
        "2026-11-20",
        "가람일보",
        "외교장관 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다.",
    );
    let page = "<html><head><link rel='canonical' href='javascript:alert(2)'><title>회담</title></head><body><article>\
        강민서 외교부 장관은 21일 프라하에서 얀 노바크 체코 외교장관과 회담했다. 두 장관은 협력을 논의했다.</article></body></html>";
    let room = Room::open(&(no_script + &article("https://a.example/2", "2026-11-21", "가람일보", page)));
    for path in ["/", "/timeline", "/search", "/statements", "/search.atom"] {
        assert!(!room.get(path).body.contains("javascript:"), "{path}");
    }
    let listed = room.get("/api/v1/articles").body;
    assert!(listed.contains("회담") && !listed.contains("javascript:"), "{listed}");
}

/// Whoever asks it to stop, as soon as it has said where it is: it ends, and with success.
#[cfg(unix)]
#[test]
fn it_ends_cleanly() {
    for signal in ["-INT", "-TERM"] {
        let mut room = Room::open(&news());
        assert!(
            Command::new("kill").args([signal, &room.child.id().to_string()]).status().unwrap().success()
        );
        let since = std::time::Instant::now();
        let ended = loop {
            if let Some(status) = room.child.try_wait().unwrap() {
                break status;
            }
            assert!(since.elapsed() < Duration::from_secs(60), "{signal}: it does not end");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(ended.success(), "{signal}: {ended}");
    }
}
