//! How long rules take: `cargo test --release -p sagwan-text speed -- --ignored --nocapture`.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::sentence::{Built, STATE, VOCABULARY, sentence};
use crate::pattern::{RuleFile, Rules};

const RULES: usize = 400;
const SENTENCES: usize = 40;

/// Rules like those that are written: sets of verbs, endings, gaps, mentions; each with a few words of its own.
fn rules() -> String {
    let mut text = String::new();
    for i in 0..40 {
        let _ = write!(text, "let set{i} =");
        for j in 0..25 {
            let _ = write!(text, " 낱말{}다", (i * 17 + j * 5) % 600);
        }
        text.push('\n');
    }
    for i in 0..RULES {
        let set = i % 40;
        let when = match i % 5 {
            0 => format!("&event:@subject|@object ~5 verb=@set{set}"),
            1 => format!("{{who}}:의 이름{i}|이름{}:로|으로 ~3 &event", i + 1),
            2 => format!("@set{set}+ETM !~5 없다 &event:subject ( 전혀 | 아예 )? 없다"),
            3 => format!("{{who:state}}:@subject ~~8 &event -> @set{set}.past"),
            _ => format!("!~3 이름{i} x=<verb>+며|고 ~2 ~이름{} ~4 @set{set}", i + 3),
        };
        let _ = write!(text, "rule r{i}\nwhen {when}\nsets told\nhits 가\nnot 나\n");
    }
    text
}

/// Twenty-five words each; a fifth of them stands in rules.
fn sentences() -> Vec<Built> {
    let mut seed = 7u64;
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) % below
    };
    let one = |next: &mut dyn FnMut(u64) -> u64| {
        let mut words = String::new();
        for i in 0..25 {
            let _ = match next(5) {
                0 => write!(words, "일/verb+며.past[낱말{}다]@{} ", next(3000), i / 8),
                1 => write!(words, "이름{}-의/noun:genitive@{} ", next(2000), i / 8),
                2 => write!(words, "회담-을/noun:object&event[회담{}~회담]@{} ", next(9), i / 8),
                3 => write!(words, "남{}-은/propn:topic.proper@{} ", next(5000), i / 8),
                _ => write!(words, "곧{}/adv@{} ", next(500), i / 8),
            };
        }
        sentence(&words).mention(1, 2, STATE).mention(6, 6, STATE).mention(11, 12, STATE)
    };
    (0..SENTENCES).map(|_| one(&mut next)).collect()
}

#[test]
#[ignore = "measures time"]
fn an_article_takes_less_than_a_third_of_a_millisecond() {
    let start = Instant::now();
    let rules = Rules::compile(&[RuleFile { name: "a".into(), text: rules() }], &VOCABULARY)
        .expect("the rules are right");
    let compiled = start.elapsed();
    let start = Instant::now();
    let without = rules.without("r7");
    println!("{RULES} rules: compiled in {compiled:?}, without one in {:?}", start.elapsed());
    assert_eq!(without.all().len(), RULES - 1);
    let stage = rules.stage("events");
    let article = sentences();
    let mut best = Duration::MAX;
    let mut facts = 0;
    for _ in 0..50 {
        let start = Instant::now();
        facts = article.iter().map(|built| stage.apply(&built.scene()).len()).sum();
        best = best.min(start.elapsed());
    }
    println!("an article of {} words: {best:?}, {facts} facts", SENTENCES * 25);
    assert!(best < Duration::from_micros(300), "{best:?}");
}

/// Whatever a text repeats, the time grows with its length only.
#[test]
#[ignore = "measures time"]
fn a_sentence_ten_times_as_long_takes_about_ten_times_as_long() {
    let text = "rule r\nwhen &event ~15 &event ~15 x=&event ~9 없다|말다\nsets told\nhits 가\nnot 나\n";
    let rules = Rules::compile(&[RuleFile { name: "a".into(), text: text.into() }], &VOCABULARY)
        .expect("the rule is right");
    let stage = rules.stage("events");
    let time = |times: usize| {
        let built =
            sentence(&"회담-을/noun:object&event , 회의-를/noun:object&event 말다/verb+다 ".repeat(times));
        let start = Instant::now();
        let facts = stage.apply(&built.scene()).len();
        (facts, start.elapsed())
    };
    let (short, long) = (time(200), time(2_000));
    println!("{short:?}, {long:?}");
    assert!(long.1 < short.1 * 20);
}
