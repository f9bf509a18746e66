//! What holds of whatever somebody writes, and of whatever is read.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::sentence::{PERSON, STATE, VOCABULARY, find, sentence};
use crate::LinkKind;
use crate::pattern::{Pattern, RuleFile, Rules};

/// Pieces of the language, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "회담",
        "열다",
        "@hold",
        "~회담",
        "&event",
        "&told",
        "<noun>",
        "<verb>",
        "*",
        "{who}",
        "{:person}",
        "x=",
        "y=",
        ":",
        "object",
        "@subject",
        "을",
        "+",
        "다",
        "ETM",
        ".",
        "past",
        "!",
        "~3",
        "~~2",
        "->",
        "(",
        ")",
        " | ",
        "|",
        "?",
        "*2",
        "^",
        "$",
        "\"",
        "\\",
        "#",
        ",",
        " ",
        " ",
        " ",
        " ",
        "⟦",
        "⟧",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Patterns that are right, from words of which the sentence has many.
fn pattern() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "가", "나", "가|나", "<noun>", "<verb>", "{}", "@hold", "*.past", "&event",
    ]);
    let times = prop::sample::select(vec!["", "", "", "?", "*2"]);
    let between = prop::sample::select(vec![" ", " ", " ~1 ", " ~3 ", " ~~2 ", " !가 ", " !~2 나 "]);
    prop::collection::vec((between, word, times), 0..4).prop_map(|steps| {
        let steps: String =
            steps.iter().map(|(between, word, times)| format!("{between}{word}{times}")).collect();
        format!("x=*:bare|object{steps}")
    })
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "가/noun",
        "나-를/noun:object&event",
        "다/noun@1",
        "열었다/verb+다.past[열다]",
        "연/verb+ㄴ.past[열다]@1",
        ",",
        "“ 가/noun 나/noun ”",
        "“ 가/noun ”",
    ]);
    prop::collection::vec(word, 1..14).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn every_text_gives_rules_or_an_error_in_it(when in pieces(), sets in pieces(), hits in pieces(), set in pieces()) {
        let text = format!("let hold = {set}\nrule r\nwhen {when}\nsets {sets}\nhits {hits}\nnot 나\n");
        let lines = text.lines().count();
        if let Err(error) = Rules::compile(&[RuleFile { name: "a".into(), text: text.clone() }], &VOCABULARY) {
            prop_assert!((1..=lines).contains(&error.line));
            let columns = text.lines().nth(error.line - 1).unwrap_or("").chars().count();
            prop_assert!((1..=columns + 1).contains(&error.column));
        }
    }

    #[test]
    fn whatever_is_found_is_in_the_sentence(when in pattern(), words in words()) {
        let built = sentence(&words).mention(0, 0, PERSON).mention(0, 1, STATE);
        let built = match built.sentence.clauses.len() {
            2 => built.link(1, 0, LinkKind::Adnominal),
            _ => built,
        };
        let found = find(&when, "let hold = 열다", &built).expect("the pattern is right");
        prop_assert!(found.iter().all(|captures| captures.starts_with("x=")));
        // The same sentence again gives the same.
        prop_assert_eq!(find(&when, "let hold = 열다", &built).expect("the pattern is right"), found);
    }

    #[test]
    fn a_longer_distance_finds_no_less(words in words(), short in 0usize..4, more in 0usize..4) {
        let built = sentence(&words);
        let count = |most: usize| find(&format!("x=<noun> ~{most} y=<verb>"), "", &built).expect("it is right").len();
        prop_assert!(count(short) <= count(short + more));
    }

    /// What is found ahead of one word is found behind the other; but a quotation is closed to who stands outside, whichever
    /// way one looks.
    #[test]
    fn looking_back_sees_what_looking_ahead_sees(words in words(), most in 1usize..6) {
        let built = sentence(&words.replace(['“', '”'], ","));
        let words = |when: &str| {
            let pattern = Pattern::parse(when, "", &VOCABULARY).expect("it is right");
            let matches = pattern.matches(&built.scene());
            matches.iter().map(|m| m.captures[0].first).collect::<BTreeSet<usize>>()
        };
        let ahead = words(&format!("가 ~~{} x=열다", most - 1));
        let behind = words(&format!("!~~{most} 가 x=열다"));
        prop_assert!(ahead.is_disjoint(&behind));
        prop_assert_eq!(&ahead | &behind, words("x=열다"));
    }
}
