//! Parts taken away, and how far patterns get.

use super::sentence::{Built, VOCABULARY, sentence};
use crate::pattern::{RuleFile, Rules};

fn compiled(when: &[&str], sets: &str) -> Rules {
    let when: String = when.iter().map(|w| format!("  when {w}\n")).collect();
    let text = format!("rule r\n{when}  sets {sets}\n  hits 회담을 열었다.\n  not 갔다.\n");
    Rules::compile(&[RuleFile { name: "a.rules".into(), text }], &VOCABULARY).expect("the rules are right")
}

fn opened() -> Built {
    sentence("어제/adv 회담-을/noun:object&event 곧/adv 열었다/verb+다.past[열다]")
}

/// For each mutant its part with its line and column, and whether the sentence is still found.
fn mutants(rules: &Rules, built: &Built) -> Vec<(String, bool)> {
    let finds = |rules: &Rules| !rules.stage("events").apply(&built.scene()).is_empty();
    let all = rules.mutants().into_iter().enumerate();
    all.map(|(n, m)| (format!("{} {}:{}", m.part, m.line, m.column), finds(&rules.mutated(n)))).collect()
}

#[test]
fn every_part_is_taken_away_by_itself() {
    let rules = compiled(&["&event:object !열리다 <adv>? 열다+다.past", "x=회의"], "told");
    let expected = [
        ("rule 1:1", false),
        ("when 2:8", false),
        ("when 3:8", true),
        ("not there 2:22", true),
        ("case 2:8", true),
        ("absent 2:27", false),
        ("present 2:27", true),
        ("ending 2:34", true),
        ("feature 2:34", true),
    ];
    let expected: Vec<(String, bool)> = expected.iter().map(|(m, f)| ((*m).to_owned(), *f)).collect();
    assert_eq!(mutants(&rules, &opened()), expected);
}

#[test]
fn groups_and_effects_lose_their_parts() {
    let rules = compiled(&["&event ( 다시 | 곧 )? 열다"], "told, a");
    let expected = [
        ("rule 1:1", false),
        ("effect 3:8", true),
        ("effect 3:14", true),
        ("absent 2:15", false),
        ("present 2:15", true),
        ("branch 2:17", true),
        ("branch 2:22", false),
    ];
    let expected: Vec<(String, bool)> = expected.iter().map(|(m, f)| ((*m).to_owned(), *f)).collect();
    assert_eq!(mutants(&rules, &opened()), expected);
}

/// The longest beginning that is found, what is missing, and the last word that is found.
#[track_caller]
fn check_nearly(when: &[&str], expected: Option<(&str, &str, Option<usize>)>) {
    let built = opened();
    let nearly = compiled(when, "a").nearly(&[built.scene()], 0);
    let got = nearly.as_ref().map(|n| (n.found.as_str(), n.missing.as_str(), n.last.map(|(_, word)| word)));
    assert_eq!(got, expected);
}

#[test]
fn a_pattern_is_followed_as_far_as_it_gets() {
    check_nearly(&["&event ~2 열다"], None);
    check_nearly(&["&event:object ~2 가다"], Some(("&event:object", "~2 가다", Some(1))));
    check_nearly(&["x=회의 ~2 가다"], Some(("", "x=회의", None)));
    check_nearly(&["&event <adv>? !열다 *.past"], Some(("&event", "<adv>? !열다 *.past", Some(1))));
    check_nearly(&["&event ~2 열다 !~2 <adv> $"], None);
    check_nearly(&["&event ~2 열다 <adv>", "x=회의"], Some(("&event ~2 열다", "<adv>", Some(3))));
    check_nearly(&["어제 &event\n   가다"], Some(("어제 &event", "가다", Some(1))));
}

#[track_caller]
fn check_hint(when: &str, expected: Option<&str>) {
    // 곧 and 열었다 stand in a clause of their own.
    let built =
        sentence("어제/adv 회담-을/noun:object&event@0 말하고/verb@0 곧/adv@1 열었다/verb+다.past[열다]@1");
    let nearly = compiled(&[when], "a").nearly(&[built.scene()], 0).expect("it is not found");
    assert_eq!(nearly.hint.as_deref(), expected);
}

#[test]
fn what_is_missing_may_be_near() {
    check_hint("&event 곧", Some("it stands in another clause: write `~~1`"));
    check_hint("x=어제 말하고", Some("words stand between: write `~1` before it"));
    check_hint("x=어제 ~0 말하고", Some("it stands farther on: write `~1`"));
    check_hint("&event -> 열다", Some("`->` leads to another word; `~~2` finds it in any clause"));
    check_hint("&event !말하고 <verb>", Some("what `!` excludes stands there"));
    check_hint("&event:subject", Some("the word stands there in another form"));
    check_hint("&event 가다", None);
}

#[test]
fn what_is_missing_has_its_place() {
    let rules = compiled(&["어제 &event\n    ~3 가다"], "a");
    let built = opened();
    let nearly = rules.nearly(&[built.scene()], 0).expect("it is not found");
    assert_eq!((nearly.line, nearly.column), (3, 5));
}
