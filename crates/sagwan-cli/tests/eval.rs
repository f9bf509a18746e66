//! `sagwan eval` and `--rules` as a user meets them.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

const ARTICLE: &str = "강 장관, 체코 외교장관과 회담\n\n(서울=가람통신) 홍서진 기자 = 강민서 외교부 장관은 20일 서울에서 얀 노바크 체코 외교장관과 회담했다. 강 장관은 \"협력을 이어 가겠다\"고 말했다.\n";
const GOLD: &str = r#"{
  "id": "a", "published": "2026-11-20",
  "actors": {
    "kang": {"country": "KR", "names": ["강민서", "강 장관", "강민서 외교부 장관"]},
    "novak": {"country": "CZ", "names": ["얀 노바크"]}
  },
  "events": [{"kind": "talks", "participants": {"kang": "party", "novak": "party"}, "status": "occurred",
    "certainty": "stated", "time": "2026-11-20", "place": ["서울"], "trigger": "회담했다"}],
  "statements": [{"speaker": "SPEAKER", "mode": "direct", "text": "협력을 이어 가겠다", "cue": "말했다"}],
  "cuts": []
}"#;

fn sagwan(arguments: &[&str]) -> Output {
    Command::cargo_bin("sagwan").unwrap().args(arguments).output().unwrap()
}

fn folder(speaker: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::create_dir_all(dir.path().join("gold")).unwrap();
    fs::create_dir_all(dir.path().join("articles")).unwrap();
    fs::write(dir.path().join("gold/a.json"), GOLD.replace("SPEAKER", speaker)).unwrap();
    fs::write(dir.path().join("articles/a.txt"), ARTICLE).unwrap();
    dir
}

#[test]
fn agreement_is_measured_and_differences_are_shown_in_context() {
    let right = folder("kang");
    let out = sagwan(&["eval", right.path().join("gold").to_str().unwrap(), "--json"]);
    let figures: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(figures["events.full"]["f1"], 1.0, "{figures}");
    assert_eq!(figures["statements.speaker"]["f1"], 1.0, "{figures}");

    let wrong = folder("novak");
    let out = sagwan(&["eval", wrong.path().join("gold").to_str().unwrap(), "--errors", "5"]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("speaker differs: gold novak | got kang"), "{text}");
    assert!(text.contains("[협력을 이어 가겠다]"), "{text}");
}

#[test]
fn weights_are_learned_and_read_with() {
    let dir = folder("kang");
    let gold = dir.path().join("gold");
    let model = dir.path().join("my.model");
    let model = model.to_str().unwrap();
    let out = sagwan(&["learn", gold.to_str().unwrap(), "--out", model]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(text.contains("1 articles counted") && text.contains("events.full"), "{text}");

    let article = dir.path().join("articles/a.txt");
    let article = article.to_str().unwrap();
    let read = |more: &[&str]| sagwan(&[&["read", "--json", article, "--model", model], more].concat());
    let record: serde_json::Value = serde_json::from_slice(&read(&[]).stdout).unwrap();
    assert_eq!(record["events"].as_array().unwrap().len(), 1, "{record}");
    let record: serde_json::Value =
        serde_json::from_slice(&sagwan(&["read", "--json", article, "--min-confidence", "1"]).stdout)
            .unwrap();
    assert!(record["events"].as_array().unwrap().is_empty(), "{record}");

    fs::write(model, "no weights").unwrap();
    let out = read(&[]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("holds no weights"));
}

#[test]
fn an_annotation_that_does_not_fit_its_article_is_refused() {
    let dir = folder("kang");
    fs::write(dir.path().join("articles/a.txt"), "다른 글\n").unwrap();
    let out = sagwan(&["eval", dir.path().join("gold").to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("not in the article"));
}

#[test]
fn a_users_rules_add_to_the_built_in_ones() {
    let dir = TempDir::new().unwrap();
    let article = dir.path().join("a.txt");
    fs::write(&article, "대군주 방문\n\n얀 노바크 체코 대군주는 20일 \"반갑다\"고 말했다.\n").unwrap();
    let rules = dir.path().join("rules");
    fs::create_dir(&rules).unwrap();
    fs::write(rules.join("titles.tsv"), "title\trank\texample\tcounter\n대군주\thead\t체코 대군주는\t-\n")
        .unwrap();
    let titles = |arguments: &[&str]| {
        let out = sagwan(&[&["read", "--json", article.to_str().unwrap()], arguments].concat());
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let record: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        record["actors"].to_string()
    };
    assert!(!titles(&[]).contains("\"titles\":[\"대군주\"]"));
    let with = titles(&["--rules", rules.to_str().unwrap()]);
    assert!(with.contains("대군주\"]"), "{with}");
}

#[test]
fn a_wrong_row_is_named_by_file_and_line() {
    let dir = TempDir::new().unwrap();
    fs::write(
        dir.path().join("boilerplate.tsv"),
        "scope\twhy\tmost\tpattern\texample\tcounter\nline\tboilerplate\t-\t(\t-\t-\n",
    )
    .unwrap();
    let out = sagwan(&["read", "-", "--rules", dir.path().to_str().unwrap()]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2));
    assert!(said.contains("boilerplate.tsv, line 2") && said.contains("unclosed group"), "{said}");

    fs::rename(dir.path().join("boilerplate.tsv"), dir.path().join("moods.tsv")).unwrap();
    let out = sagwan(&["read", "-", "--rules", dir.path().to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("there is no table of that name"));
}
