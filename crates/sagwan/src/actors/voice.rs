//! Speakers that no list and no office tells: the noun phrase in 은/는 before what it says.
//!
//! 한빛하이텍은 …라고 밝혔다, 한 외국계 증권사는 …고 지적했다: whoever speaks is somebody, even when nothing else is
//! known of them. They are organisations until the text says more.

use sagwan_ko::Tag;
use sagwan_text::{ByteSpan, Sentence, Word, WordClass, WordKind};

use crate::knowledge::Knowledge;
use sagwan_text::Text;
use sagwan_text::pattern::Facts;
use sagwan_text::vocabulary::{Effect, VOCABULARY};
use sagwan_text::{Mention, MentionKind};

/// Endings of words for bodies and people, when they stand as suffixes of their own.
const SUFFIXES: &[&str] = &[
    "사", "청", "시", "구", "군", "도", "원", "소", "대", "부", "처", "국", "회", "단", "당", "들", "측",
    "팀", "학회",
];
/// Words before which a phrase begins anew.
const LEADS: &[&str] =
    &["이에", "한편", "또", "또한", "앞서", "반면", "이어", "아울러", "다만", "하지만", "그러나"];

/// Adds unknown speakers to the mentions of a text, which are in order.
pub(super) fn add(
    text: &str,
    know: &Knowledge,
    read: &Text,
    naming: &[Facts],
    known: Vec<Mention>,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Mention> {
    let mut all = Vec::with_capacity(known.len());
    let mut known = known.into_iter().peekable();
    for (index, (sentence, facts)) in read.sentences.iter().zip(naming).enumerate() {
        let start = all.len();
        while let Some(mention) = known.next_if(|m| m.sentence == index) {
            all.push(mention);
        }
        let own = all.get(start..).unwrap_or(&[]);
        if let Some(voice) = find(text, know, facts, sentence, index, own, is_time) {
            let at = start + own.partition_point(|m| m.span.start < voice.span.start);
            all.insert(at, voice);
        }
    }
    all
}

/// The mention of an unknown speaker in a sentence, when it has one and nobody known is its subject.
fn find(
    text: &str,
    know: &Knowledge,
    facts: &Facts,
    sentence: &Sentence,
    index: usize,
    known: &[Mention],
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Option<Mention> {
    let tokens = &sentence.words;
    let until = tokens.get(report(facts, text, tokens)?)?.span.start;
    let subject = |m: &Mention| {
        m.span.end <= until
            && matches!(m.particle.of(text), "은" | "는" | "이" | "가" | "도" | "께서는" | "에서는")
    };
    if known.iter().any(subject) {
        return None;
    }
    let mut first = 0;
    for (n, token) in tokens.iter().enumerate().take(12) {
        let (word, particle) = (token.span.of(text), token.particle.of(text));
        let part = token.kind == WordKind::Word && token.class == WordClass::Nominal && !is_time(token.span);
        if !part || LEADS.contains(&word) || know.pack.lexicon.is_adverb(word) {
            if token.kind == WordKind::Quote || token.class == WordClass::Final {
                return None;
            }
            first = n + 1;
            continue;
        }
        match particle {
            "" | "의" => {}
            "은" | "는" => {
                // 반도체 장비업체 한빛하이텍: the name alone, where there is one.
                let proper = |k: &usize| tokens.get(*k).is_some_and(|t| t.proper);
                let first = (first..=n).rev().take_while(proper).last().unwrap_or(first);
                let named = known.iter().any(|m| m.first <= n && m.last >= first);
                let span = ByteSpan::new(tokens.get(first)?.span.start, token.stem.end);
                let fits = !named && speaks(know, text, token) && n - first < 5;
                return fits.then_some(Mention {
                    span,
                    particle: token.particle,
                    case: token.case,
                    delimiter: token.delimiter,
                    sentence: index,
                    first,
                    last: n,
                    kind: MentionKind::Organisation { country: None, media: false },
                });
            }
            _ => first = n + 1,
        }
    }
    None
}

/// The token with which a report begins or ends that a cue follows: a quotation mark, or an ending of quotation.
fn report(facts: &Facts, text: &str, tokens: &[Word]) -> Option<usize> {
    let utters = |n: usize, what: &str| {
        let value = facts.strongest(n, Effect::Utters).and_then(|v| VOCABULARY.value(Effect::Utters, v));
        value == Some(what)
    };
    let at = tokens
        .iter()
        .enumerate()
        .position(|(n, t)| t.kind == WordKind::Quote && t.span.of(text) != "'" || utters(n, "words"))?;
    (at..tokens.len()).any(|n| utters(n, "verb")).then_some(at)
}

/// Whether a noun can be whoever speaks: a name, or a word for a body or people.
fn speaks(know: &Knowledge, text: &str, token: &Word) -> bool {
    let stem = token.stem.of(text);
    if matches!(stem, "이들" | "그들")
        || know.pack.lexicon.is_common_noun(stem)
        || stem.chars().count() < 2
        || know.pack.lexicon.country(stem).is_some()
    {
        return false;
    }
    let last = token.morphs.iter().rfind(|m| !Tag::parse(m.tag).is_some_and(Tag::is_particle));
    let suffixed = last.is_some_and(|m| m.tag == "XSN" && SUFFIXES.contains(&m.form.as_str()));
    token.proper || suffixed || know.pack.lexicon.is_organisation(stem)
}
