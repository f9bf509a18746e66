//! The rules that ship hold in their examples, and so does the guide that teaches how to write them.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use sagwan::article::Document;
use sagwan::rules::{Additions, RuleFile};
use sagwan::{Broken, Options, Reader};

const GUIDE: &str = include_str!("../src/rules/guide.md");

fn shown(broken: &[Broken]) -> String {
    let line = |b: &Broken| format!("{}:{}: {}: {}: {}", b.file, b.line, b.rule, b.message, b.text);
    broken.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_rule_hits_its_hits_and_nothing_else() {
    let broken = Reader::new().unwrap().check_rules(|_| true);
    assert!(broken.is_empty(), "{} examples do not hold:\n{}", broken.len(), shown(&broken));
}

/// The blocks of code of the guide: what stands behind the fence, the line, the text.
fn blocks() -> Vec<(&'static str, usize, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize, String)> = None;
    for (n, line) in GUIDE.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(what), None) => open = Some((what, n + 2, String::new())),
            (None, Some((.., text))) => *text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    blocks
}

/// A block of rules beside those that ship.
fn with(line: usize, text: &str) -> Reader {
    let file = RuleFile { name: format!("guide.md+{line}"), text: text.to_owned() };
    match Reader::with_rules(Additions { rules: vec![file], ..Additions::default() }) {
        Ok(reader) => reader,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_examples_of_the_guide_hold() {
    let rules: Vec<_> = blocks().into_iter().filter(|(what, ..)| *what == "rules").collect();
    assert!(rules.len() >= 10, "{} examples", rules.len());
    let mut broken = Vec::new();
    for (_, line, text) in rules {
        let reader = with(line, &text);
        broken.extend(reader.check_rules(|rule| rule.file.starts_with("guide.md")));
    }
    assert!(broken.is_empty(), "{} examples do not hold:\n{}", broken.len(), shown(&broken));
}

/// A block `hits ID` tells what a rule that ships finds with the block before it, and does not find without.
#[test]
fn what_the_guide_adds_to_sets_is_found() {
    let (mut added, mut tried) = (String::new(), 0);
    for (what, line, text) in blocks() {
        if what == "rules" {
            added = text;
            continue;
        }
        let Some(id) = what.strip_prefix("hits ") else { continue };
        let finds = |reader: &Reader, sentence: &str| {
            let article = format!("소식\n\n{sentence}");
            let traced = reader.trace(&Document::from_text(article), &Options::default());
            let fired: BTreeSet<String> = traced.into_iter().flat_map(|t| t.fired).map(|f| f.rule).collect();
            fired.contains(id)
        };
        for sentence in text.lines() {
            assert!(finds(&with(line, &added), sentence), "line {line}: {id} does not find: {sentence}");
            assert!(!finds(&Reader::new().unwrap(), sentence), "line {line}: {id} finds anyway: {sentence}");
            tried += 1;
        }
    }
    assert!(tried > 0);
}
