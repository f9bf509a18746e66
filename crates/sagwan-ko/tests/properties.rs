//! What holds for every text: sentences and tokens tile it, morphemes lie in their tokens, heads make a tree,
//! time is linear, and threads change nothing.

#![allow(clippy::unwrap_used, clippy::string_slice, missing_docs)]

use std::time::Instant;

use proptest::prelude::*;
use sagwan_ko::{Analyser, Analysis};

fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "푸틴 ",
        "대통령은 ",
        "회담했다.",
        "했다",
        "건넸다고 ",
        "만난 ",
        "만나고 ",
        "만나기로 ",
        "것이라고 ",
        "위해 ",
        "외교부가 ",
        "\"",
        "”",
        "‘",
        "(",
        ")",
        " ",
        "\n",
        "3.2",
        "다.",
        "요",
        "왕이와 ",
        "習近平",
        "Bolton",
        "ㅋㅋ",
        "\u{1100}\u{1161}",
        "\u{200b}",
        "\u{301}",
        "…",
        "·",
        "́",
        "\u{202e}",
    ]);
    prop_oneof![3 => known.prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => "[가-힣]{1,9} ?"]
}

fn check(text: &str, analysis: &Analysis) {
    let mut end = 0;
    for sentence in &analysis.sentences {
        assert!(text[end..sentence.span.start].trim().is_empty());
        let mut at = sentence.span.start;
        assert_eq!(sentence.tokens.len(), sentence.dependencies.len());
        let roots = sentence.dependencies.iter().filter(|d| d.head.is_none()).count();
        assert!(sentence.tokens.is_empty() || roots == 1, "{roots} roots in {text:?}");
        for (n, token) in sentence.tokens.iter().enumerate() {
            assert!(text[at..token.span.start].trim().is_empty());
            at = token.span.end;
            assert!(token.stem.start == token.span.start && token.stem.end <= token.particle.start);
            let mut last = token.span.start;
            for morpheme in analysis.morphemes(token) {
                assert!(
                    morpheme.span.start >= last.min(morpheme.span.start)
                        && morpheme.span.end <= token.span.end
                );
                assert!(morpheme.span.start >= token.span.start && morpheme.span.end > morpheme.span.start);
                assert!(!analysis.form(morpheme, text).is_empty());
                last = morpheme.span.start;
            }
            // Every word reaches the root.
            let mut here = n;
            for _ in 0..=sentence.tokens.len() {
                match sentence.dependencies[here].head {
                    Some(head) => here = head as usize,
                    None => break,
                }
            }
            assert!(sentence.dependencies[here].head.is_none(), "a circle in {text:?}");
        }
        assert!(text[at..sentence.span.end].trim().is_empty());
        end = sentence.span.end;
    }
    assert!(text[end..].trim().is_empty());
}

/// Words are the tokens of the analysis, and all numbers point where they may.
fn check_read(text: &str) {
    let analyser = Analyser::new();
    let (analysis, read) = (analyser.analyse(text), analyser.read(text));
    assert_eq!(analysis.sentences.len(), read.sentences.len());
    for (sentence, found) in read.sentences.iter().zip(&analysis.sentences) {
        assert_eq!((sentence.span, sentence.words.len()), (found.span, found.tokens.len()));
        for (word, token) in sentence.words.iter().zip(&found.tokens) {
            assert_eq!((word.span, word.kind, word.spaced), (token.span, token.kind, token.spaced));
            assert_eq!((word.stem, word.particle), (token.stem, token.particle));
            assert_eq!((word.class, word.proper), (token.class, token.proper));
            assert!(word.auxiliary_of.is_none_or(|n| n < sentence.words.len()));
        }
        assert_eq!(sentence.clause_of.len(), sentence.words.len());
        assert!(sentence.clause_of.iter().all(|&n| n < sentence.clauses.len()), "{text:?}");
        for (n, clause) in sentence.clauses.iter().enumerate() {
            assert!(clause.first <= clause.last && clause.last < sentence.words.len(), "{text:?}");
            assert!(clause.predicate.is_none_or(|p| sentence.clause_of[p] == n), "{text:?}");
            assert!(clause.by_case.iter().all(|&(_, w)| w < sentence.words.len()));
            // Every clause hangs on a later one, so that there is no circle.
            assert!(
                clause.link.is_none_or(|link| n < link.to && link.to < sentence.clauses.len()),
                "{text:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn words_are_tokens_and_clauses_hang_on_clauses(pieces in prop::collection::vec(piece(), 0..60)) {
        check_read(&pieces.concat());
    }

    #[test]
    fn tokens_tile_the_text_and_heads_make_a_tree(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        check(&text, &Analyser::new().with_heads().analyse(&text));
    }
}

#[test]
fn time_is_linear_in_one_line() {
    for unit in [
        "우샤코프와 회담했다고 밝히며 ",
        "푸틴이 만난 ",
        "\"갔다\"고 ",
        "“갔다 ",
        "장관)은 ",
        "\u{301}",
        "가",
        "\"",
        "(",
        "푸틴은 ",
    ] {
        let seconds = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let analyser = Analyser::new().with_heads();
            let start = Instant::now();
            check_size(&analyser.analyse(&text), &text);
            assert!(!analyser.read(&text).sentences.is_empty());
            start.elapsed().as_secs_f64()
        };
        let (small, large) = (seconds(100_000), seconds(1_000_000));
        // Ten times the text: quadratic time would be a hundred times.
        assert!(large < 40.0 * small.max(0.01), "{unit:?}: {small} s, then {large} s");
    }
}

fn check_size(analysis: &Analysis, text: &str) {
    assert!(analysis.sentences.iter().all(|s| s.span.end <= text.len()));
}

#[test]
fn ten_megabytes_on_one_line_are_read() {
    let text = "볼턴은 27일 모스크바에서 푸틴 대통령과 만나 ".repeat(10_000_000 / 60);
    let analysis = Analyser::new().analyse(&text);
    assert_eq!(analysis.sentences.len(), 1);
}

#[test]
fn threads_change_nothing() {
    let text = "왕이 국무위원이 프놈펜에서 우샤코프를 만났다. 뮐러바레이루는 답하지 않았다.".repeat(50);
    let analyser = Analyser::new().with_heads();
    let alone = analyser.analyse(&text);
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..16).map(|_| scope.spawn(|| analyser.analyse(&text))).collect();
        for found in all {
            assert_eq!(found.join().unwrap(), alone);
        }
    });
}
