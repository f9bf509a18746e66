//! `sagwan read` as a user calls it.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn sagwan() -> Command {
    let mut command = Command::cargo_bin("sagwan").unwrap();
    command.env_remove("SAGWAN_LANG").env("COLUMNS", "100");
    command
}

fn example(name: &str) -> String {
    format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn run(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn records(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_article_is_shown_to_people() {
    let (code, out, err) = run(sagwan().args(["read", &example("visit.txt")]));
    assert_eq!((code, err.as_str()), (0, ""));
    for part in ["강민서", "얀 노바크", "사건", "발언", "제외", "1시간 30분", "비공개"] {
        assert!(out.contains(part), "{part} in {out}");
    }
    assert!(!out.contains('\u{1b}'), "no colour into a pipe");
    let (_, english, _) = run(sagwan().args(["read", "--lang", "en", &example("visit.txt")]));
    assert!(english.contains("Events") && english.contains("closed doors"));
}

#[test]
fn an_article_is_shown_marked() {
    let (code, out, _) = run(sagwan().args(["read", "--annotate", &example("visit.txt")]));
    assert_eq!(code, 0);
    assert!(out.contains("[행위자:강민서 외교부 장관]"), "{out}");
    assert!(out.contains("[제외:hsj@example.kr]"), "{out}");
}

#[test]
fn html_brings_its_text_and_data() {
    let (code, out, _) = run(sagwan().args(["read", "--json", &example("call.html")]));
    assert_eq!(code, 0);
    let record = &records(&out)[0];
    let article = &record["article"];
    assert_eq!(article["extraction"], "selector");
    assert_eq!(article["publisher"], "가람일보");
    assert_eq!(article["reporters"], serde_json::json!(["민가온"]));
    assert_eq!(article["published"], "2026-11-18T09:12:00+09:00");
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    let trigger = &record["events"][0]["trigger"];
    let at = |key: &str| usize::try_from(trigger[key].as_u64().unwrap()).unwrap();
    assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), trigger["text"].as_str().unwrap());
}

#[test]
fn json_lines_are_read_one_by_one() {
    let (code, out, _) = run(sagwan().args(["read", "--json", &example("day.jsonl")]));
    assert_eq!(code, 0);
    let found = records(&out);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["article"]["title"], "페루 외교장관, 17일 방한");
    assert_eq!(found[0]["article"]["published"], "2026-11-15");
    assert_eq!(found[1]["events"].as_array().unwrap().len(), 0);
    let (_, piped, _) =
        run(sagwan().args(["read", "--json"]).write_stdin(std::fs::read(example("day.jsonl")).unwrap()));
    assert_eq!(piped, out);
}

#[test]
fn a_broken_line_is_reported_and_passed_over() {
    let input = "{\"text\": \"회담했다.\"}\n{\"text\": \"\\ud83d\"}\nnonsense\n{\"other\": 1}\n{\"text\": \"끝났다.\"}\n";
    let (code, out, err) = run(sagwan().args(["read", "--json"]).write_stdin(input));
    assert_eq!(code, 1);
    assert_eq!(records(&out).len(), 2);
    assert!(
        err.contains("standard input, line 2") && err.contains("line 3") && err.contains("--text-field"),
        "{err}"
    );
    assert!(err.contains("2 articles read, 3 failed"), "{err}");
}

#[test]
fn named_fields_are_used() {
    let input = "{\"t\": \"강민서 장관은 20일 만났다.\", \"h\": \"제목\", \"d\": \"2026.11.20\"}\n";
    let arguments = ["read", "--json", "--text-field", "t", "--title-field", "h", "--date-field", "d"];
    let (code, out, _) = run(sagwan().args(arguments).write_stdin(input));
    assert_eq!(code, 0);
    let record = &records(&out)[0];
    assert_eq!(
        (record["article"]["title"].as_str(), record["article"]["published"].as_str()),
        (Some("제목"), Some("2026-11-20"))
    );
}

#[test]
fn output_is_in_input_order_whatever_the_thread_count() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(example("visit.txt")).unwrap();
    for n in 0..40 {
        let part: String = text.lines().take(5 + n % 9).map(|l| format!("{l}\n")).collect();
        std::fs::write(folder.path().join(format!("{n:02}.txt")), format!("{n}번째 {part}")).unwrap();
    }
    let read =
        |threads: &str| run(sagwan().args(["read", "--json", "--threads", threads]).arg(folder.path()));
    let (code, one, _) = read("1");
    assert_eq!(code, 0);
    assert_eq!(records(&one).len(), 40);
    assert!(records(&one)[7]["article"]["title"].as_str().unwrap().starts_with("7번째"));
    for threads in ["2", "16"] {
        assert!(read(threads).1 == one, "{threads} threads");
    }
}

#[test]
fn charsets_are_found_or_declared() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(example("visit.txt")).unwrap();
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let path = folder.path().join("utf16.txt");
    std::fs::write(&path, utf16).unwrap();
    let (_, expected, _) = run(sagwan().args(["read", "--json", &example("visit.txt")]));
    let (code, out, _) = run(sagwan().args(["read", "--json"]).arg(&path));
    assert_eq!((code, out), (0, expected));
    // The same sentence in CP949, as old pages are written.
    let cp949: &[u8] = b"\xc8\xb8\xb4\xe3\n\xb5\xce \xc0\xe5\xb0\xfc\xc0\xba \xb8\xb8\xb3\xb5\xb4\xd9.";
    let old = folder.path().join("cp949.txt");
    std::fs::write(&old, cp949).unwrap();
    for arguments in [vec!["read", "--json"], vec!["read", "--json", "--charset", "cp949"]] {
        let (code, out, _) = run(sagwan().args(arguments).arg(&old));
        assert_eq!((code, records(&out)[0]["article"]["title"].as_str()), (0, Some("회담")));
    }
    let (code, _, err) = run(sagwan().args(["read", "--charset", "klingon", &example("call.html")]));
    assert_eq!(code, 1);
    assert!(err.contains("klingon"), "{err}");
}

/// The message names the input and what to do.
fn check_refused(paths: &[&Path], code: i32, parts: &[&str]) {
    let (got, _, err) = run(sagwan().arg("read").args(paths));
    assert_eq!(got, code, "{err}");
    for part in parts {
        assert!(err.contains(part), "{part} in {err}");
    }
}

#[test]
fn bad_inputs_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let empty = file("empty.txt", b"");
    let binary = file("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0");
    let bare = folder.path().join("bare");
    std::fs::create_dir(&bare).unwrap();
    check_refused(&[&empty], 1, &["empty.txt", "no text to read"]);
    check_refused(&[&binary], 1, &["binary.txt", "binary file", "plain text"]);
    check_refused(&[&folder.path().join("missing.txt")], 2, &["missing.txt", "check the path"]);
    check_refused(&[&bare], 2, &["bare", "no articles in this folder"]);
    let good = example("visit.txt");
    check_refused(&[Path::new(&good), &empty], 1, &["empty.txt", "1 articles read, 1 failed"]);
}

#[test]
fn bad_dates_are_refused() {
    for date in ["2018-13-01", "yesterday", "2018-02-30"] {
        let (code, _, err) = run(sagwan().args(["read", "--published", date, &example("visit.txt")]));
        assert_eq!(code, 2);
        assert!(err.contains(date) && err.contains("2018-06-27"), "{err}");
    }
}

#[test]
fn a_ten_megabyte_line_is_read() {
    let sentence =
        "강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담하고 “함께 가자”고 말했다. ";
    let text: String = (0..)
        .map(|n| format!("{n}번째 {sentence}"))
        .scan(0, |size, s| {
            *size += s.len();
            (*size < 10 << 20).then_some(s)
        })
        .collect();
    let (code, out, _) =
        run(sagwan().args(["read", "--json"]).write_stdin(text).timeout(std::time::Duration::from_secs(300)));
    assert_eq!(code, 0);
    assert_eq!(records(&out).len(), 1);
}

#[test]
fn the_schema_is_printed() {
    let (code, out, _) = run(sagwan().arg("schema"));
    assert_eq!(code, 0);
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["title"], "Record");
}
