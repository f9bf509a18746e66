//! `sagwan rules` as a user calls it.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Exit code, standard output, standard error.
fn rules(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("sagwan").unwrap();
    command.env_remove("SAGWAN_RULES").env("COLUMNS", "120").arg("rules").args(arguments);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A folder with a file of rules.
fn written(text: &str) -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("mine.rules");
    fs::write(&path, text).unwrap();
    (dir, path)
}

/// A rule that finds what no rule that ships does.
const MINE: &str = "\
let brew = 우리다 끓이다

rule brewed
  says \"Talks that are brewed like tea.\"
  when &event:object -> @brew
  sets told
  hits 두 장관은 ⟦event:회담을⟧ 끓였다.
  not 두 장관은 차를 끓였다.
";

#[test]
fn all_rules_are_listed_by_file() {
    let (code, out, err) = rules(&[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("\ntelling.rules\nrule"), "{out}");
    let held = out.lines().find(|line| line.starts_with("held ")).unwrap();
    assert!(held.contains("events") && held.contains("told"), "{held}");
    assert!(!out.contains('\u{1b}'), "no colour into a pipe");

    let (_, json, _) = rules(&["--json", "--stage", "events", "--effect", "told"]);
    let found = lines(&json);
    assert!(found.iter().any(|rule| rule["id"] == "held"));
    assert!(found.iter().all(|rule| rule["stage"] == "events"), "{json}");
    assert!(found.iter().all(|rule| rule["sets"].to_string().contains("told")), "{json}");
}

#[test]
fn a_rule_and_a_set_are_shown_in_full() {
    let (code, out, _) = rules(&["held", "@hold"]);
    assert_eq!(code, 0);
    for part in ["telling.rules:", "when ", "sets ", "hits ", "not ", "⟦", "named by", "개최하다"] {
        assert!(out.contains(part), "{part} in {out}");
    }
    let (_, out, _) = rules(&["--sets"]);
    assert!(out.contains("@hold") && out.contains("하다"), "{out}");
    let (_, out, _) = rules(&["--sets", "--json"]);
    assert!(lines(&out).iter().any(|set| set["set"] == "hold"), "{out}");
}

#[test]
fn what_does_not_exist_is_told_with_what_is_near() {
    for (arguments, told) in [
        (vec!["hald"], "no rule `hald`: did you mean `held`?"),
        (vec!["@hodl"], "no set `hodl`: did you mean `hold`?"),
        (vec!["--effect", "tolt"], "no effect `tolt`: did you mean `told`?"),
        (vec!["--stage", "event"], "no stage `event`: did you mean `events`?"),
        (vec!["quite-another"], "`sagwan rules` lists them"),
        (vec!["none/such.rules"], "none/such.rules: no such file or folder"),
    ] {
        let (code, _, err) = rules(&arguments);
        assert_eq!(code, 2);
        assert!(err.contains(told), "{err}");
    }
}

#[test]
fn a_users_file_is_checked() {
    let (dir, path) = written(MINE);
    let path = path.to_str().unwrap();
    let (code, out, err) = rules(&[path]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", "sagwan: 1 rule, 2 examples: all hold\n"));
    assert_eq!(rules(&[dir.path().to_str().unwrap()]).0, 0);
    let (code, out, _) = rules(&["brewed", "@brew", "--rules", dir.path().to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(out.contains("끓이다"), "{out}");
}

#[test]
fn a_file_may_take_the_place_of_one_that_ships() {
    let dir = TempDir::new().unwrap();
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/../sagwan-ko/rules/speech.rules");
    let text = fs::read_to_string(ours).unwrap();
    let path = dir.path().join("speech.rules");
    fs::write(&path, &text).unwrap();
    let path = path.to_str().unwrap();
    let (code, out, err) = rules(&[path]);
    assert_eq!(code, 1);
    assert!(out.contains("is defined already, in speech.rules:") && err.contains("--instead"), "{out}{err}");
    assert_eq!(rules(&[path, "--instead"]).0, 0);
    fs::write(path, text.replacen("  not ", "  hits ", 1)).unwrap();
    assert_eq!(rules(&[path, "--instead"]).0, 1);
}

#[test]
fn mistakes_are_told_with_their_line_and_a_caret() {
    let (_dir, path) = written("rule mine\n  when 회담:object @hodl\n  sets tolt\n");
    let path = path.to_str().unwrap();
    let (code, out, err) = rules(&[path]);
    assert_eq!((code, err.as_str()), (1, "sagwan: 1 mistake\n"));
    let caret = format!(
        "{path}:3:8: unknown effect `tolt`: did you mean `told`?\n  3 |   sets tolt\n    |        ^\n"
    );
    assert_eq!(out, caret);
    let (_, out, _) = rules(&[path, "--json"]);
    assert_eq!((&lines(&out)[0]["line"], &lines(&out)[0]["column"]), (&3.into(), &8.into()));

    // Hangul before the place takes two cells.
    let fixed = fs::read_to_string(path).unwrap().replace("tolt", "told");
    fs::write(path, fixed + "  hits 회담.\n  not 회의.\n").unwrap();
    let (_, out, _) = rules(&[path]);
    assert!(out.contains(&format!("{path}:2:18: unknown set `hodl`")), "{out}");
    assert!(out.contains(&format!("\n    | {}^\n", " ".repeat(19))), "{out}");
}

#[test]
fn examples_that_do_not_hold_are_told_with_what_is_missing() {
    let text = MINE.replace("회담을⟧ 끓였다", "회담을⟧ 마셨다").replace("차를", "회담을");
    let (_dir, path) = written(&text);
    let path = path.to_str().unwrap();
    let (code, out, err) = rules(&[path]);
    assert_eq!((code, err.as_str()), (1, "sagwan: 1 rule, 2 examples: 2 do not hold\n"));
    assert!(out.contains(&format!("{path}:7:8: brewed: the rule finds nothing here")), "{out}");
    assert!(out.contains("^ found as far as “회담을”, but behind it not `-> @brew`"), "{out}");
    assert!(out.contains("회담:object"), "{out}");
    assert!(
        out.contains(&format!("{path}:8:7: brewed: the rule finds something here (event=회담을)")),
        "{out}"
    );
    let (_, out, _) = rules(&[path, "--json"]);
    let found = lines(&out);
    assert_eq!(found[0]["nearly"]["missing"], "-> @brew");
    assert_eq!((found.len(), &found[1]["line"]), (2, &8.into()));
}

#[test]
fn a_trace_tells_which_rule_said_what() {
    let (dir, path) = written(MINE);
    let article = dir.path().join("a.txt");
    fs::write(&article, "회담\n\n두 장관은 20일 서울에서 회담을 끓였다.\n이들은 회담을 열었다.\n").unwrap();
    let article = article.to_str().unwrap();
    let (code, out, _) = rules(&["--trace", article, path.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(out.contains("두 장관은 20일 서울에서 회담을 끓였다.\n"), "{out}");
    assert!(
        out.lines().any(|l| l.starts_with("  회담을") && l.contains("brewed") && l.contains("event=회담을"))
    );
    assert!(out.lines().any(|l| l.contains("  held  ")), "{out}");

    let (_, out, _) = rules(&["--trace", article, path.to_str().unwrap(), "--rule", "brewed"]);
    assert!(out.contains("끓였다") && !out.contains("열었다"), "{out}");
    let (_, out, _) = rules(&["--trace", article, "--json", "--effect", "told", "held"]);
    let found = lines(&out);
    assert_eq!(found.len(), 1, "{out}");
    let captures = found[0]["facts"][0]["captures"].as_object().unwrap();
    assert!(captures.values().any(|captured| captured["text"] == "회담을"), "{out}");
    assert_eq!(rules(&["--trace", "no-such-article.txt"]).0, 2);
}

#[test]
fn words_are_shown_as_rules_see_them() {
    let (code, out, _) = rules(&["--words", "두 장관은 외교장관회담을 열었다."]);
    assert_eq!(code, 0);
    let row = out.lines().find(|line| line.trim_start().starts_with("외교장관회담을")).unwrap();
    assert!(row.contains(":object") && row.contains("&event") && row.contains("열었다"), "{row}");
    let (_, out, _) = rules(&["--words", "두 장관은 회담을 열었다.", "--json"]);
    let words = lines(&out)[0]["words"].clone();
    assert_eq!((&words[2]["lemma"], &words[2]["case"]), (&"회담".into(), &"object".into()));
}

/// What the guide shows of a sentence is what the command prints.
#[test]
fn the_guide_shows_words_as_they_are() {
    let guide = include_str!("../../sagwan/src/rules/guide.md");
    let mut tried = 0;
    for block in guide.split("```console\n$ sagwan rules --words '").skip(1) {
        let (text, rest) = block.split_once("'\n").unwrap();
        let (shown, _) = rest.split_once("```").unwrap();
        assert_eq!(rules(&["--words", text]).1, shown);
        tried += 1;
    }
    assert!(tried > 0);
}

#[test]
fn the_language_and_what_rules_speak_of_are_printed() {
    let (_, out, _) = rules(&["--language"]);
    assert!(out.starts_with("# The language of rules"), "{out}");
    let (_, out, _) = rules(&["--vocabulary"]);
    assert!(out.contains("&event") && out.contains("told") && out.contains("spokesman"), "{out}");
    let (_, out, _) = rules(&["--vocabulary", "--json"]);
    assert!(lines(&out).iter().any(|line| line["effect"] == "told"), "{out}");
}

#[test]
fn all_examples_hold() {
    let (code, out, err) = rules(&["--check"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.ends_with("all hold\n"), "{err}");
}
