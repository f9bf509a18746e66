//! What holds for every text: reading is total and deterministic, spans re-read, cuts and kept text do not
//! overlap.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use proptest::prelude::*;
use sagwan::article::Document;
use sagwan::{Options, Reader, parse_published};

fn options() -> Options {
    Options { published: parse_published("2026-11-20"), ..Options::default() }
}

/// Pieces of which articles are made, so that random texts reach the rules and not only their edges.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "강민서 외교부 장관은 ",
        "얀 노바크 체코 외교장관과 ",
        "회담했다.",
        "만났다. ",
        "\"",
        "“",
        "”",
        "'",
        "고 말했다",
        "20일 ",
        "이날 ",
        "(서울=가람통신) 홍서진 기자 = ",
        "\n",
        "입력 2026.11.20 14:05\n",
        "&quot;",
        "…",
        "라며 ",
        "에 따르면 ",
        "러시아 외무부",
        "는 ",
        "(",
        ")",
        "한·미 정상회담",
        "지난달 27∼28일 ",
        "프라하에서 ",
        "방문",
        "hong@example.kr",
        "<저작권자 ",
        "\u{200b}",
        "Ｇ２０",
        "두 장관은 ",
        "그는 ",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn article() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) {
    let document = Document::from_text(text);
    let record = Reader::new().unwrap().read(&document, &options());
    common::check_spans(&record, text);
    // Cuts stand in order and apart: what they leave is the rest of the text, each character once.
    let cuts = &record.article.cuts;
    assert!(cuts.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{cuts:?}");
    assert!(cuts.iter().all(|c| c.span.start < c.span.end));
    // Nothing is read out of a cut.
    for statement in &record.statements {
        for cut in cuts {
            let inside = cut.span.start <= statement.content.start && statement.content.end <= cut.span.end;
            assert!(!inside, "{statement:?} in {cut:?}");
        }
    }
    let again = Reader::new().unwrap().read(&Document::from_text(text), &options());
    assert_eq!(serde_json::to_string(&record).unwrap(), serde_json::to_string(&again).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn made_up_articles_are_read(text in article()) {
        check(&text);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_markup_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "<html>", "<body>", "<div itemprop=articleBody>", "<p>", "</p>", "<br>", "회담했다.", "<script>", "</div>", "&amp;", "<meta ", "'>", "\"", "<article>", "강민서 장관은 ",
    ]), 0..40)) {
        let document = Document::from_html(&parts.concat());
        let record = Reader::new().unwrap().read(&document, &options());
        common::check_spans(&record, document.source.text());
    }
}

#[test]
fn awkward_texts_are_read() {
    for text in [
        "",
        " ",
        "\n\n\n",
        "\u{feff}",
        "😀😀😀😀",
        "\r\r\n",
        "\"",
        "((((((",
        "다.다.다.다.",
        "\u{1100}\u{1161}\u{11a8}",
        "그는",
        "에 따르면",
    ] {
        check(text);
    }
}

/// One line of several megabytes takes time in proportion to its length.
#[test]
fn a_very_long_line_is_read_in_time() {
    let sentence =
        "강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담하고 “함께 가자”고 말했다. ";
    let read = |times: usize| {
        let text: String = (0..times).map(|n| format!("{n}번째로 {sentence}")).collect();
        let document = Document::from_text(text);
        let started = std::time::Instant::now();
        let record = Reader::new().unwrap().read(&document, &options());
        (record, started.elapsed().as_secs_f64())
    };
    let (_, short) = read(500);
    let (record, long) = read(4_000);
    assert!(record.article.length > 200_000);
    assert!(long < short.max(0.02) * 8.0 * 4.0, "{short} s for one part, {long} s for eight");
}
