//! What rules said on the way, and whether their examples hold.

use sagwan_text::ByteSpan;
use sagwan_text::pattern::{Example, Fact, Facts, Value};
use sagwan_text::vocabulary::VOCABULARY;

use crate::clean::BlockKind;
use crate::knowledge::Knowledge;
use crate::passes::Passes;
use crate::record::Span;

/// A rule that found something in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fired {
    /// Its id.
    pub rule: String,
    /// What it says, as the rule has it: `told`, `status=planned`.
    pub effect: String,
    /// The word that it says it of.
    pub at: Span,
    /// What its pattern captured, by name.
    pub captures: Vec<(String, Span)>,
}

/// An example of a rule that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The rule's id.
    pub rule: String,
    /// Its file.
    pub file: String,
    /// The line on which the rule begins, 1 first.
    pub line: usize,
    /// What was expected and what was found.
    pub message: String,
}

/// Everything that the rules of all stages said, in the order of the text.
pub(crate) fn fired(know: &Knowledge, passes: &Passes, source: &dyn Fn(ByteSpan) -> Span) -> Vec<Fired> {
    let mut found = Vec::new();
    for (n, sentence) in passes.read.sentences.iter().enumerate() {
        let span = |first: usize, last: usize| {
            let of = |word: usize| sentence.words.get(word).map(|w| w.span);
            Some(source(of(first)?.join(of(last)?)))
        };
        for fact in stages(passes).filter_map(|stage| stage.get(n)).flatten() {
            let Some((rule, at)) = know.pack.rules.all().get(fact.rule).zip(span(fact.word, fact.word))
            else {
                continue;
            };
            let captures = fact.captures.iter().filter_map(|capture| {
                let name = know.pack.rules.capture_name(capture.name).to_owned();
                Some((name, span(capture.first, capture.last)?))
            });
            let captures = captures.collect();
            found.push(Fired { rule: rule.id.clone(), effect: shown(know, fact), at, captures });
        }
    }
    found
}

fn stages(passes: &Passes) -> impl Iterator<Item = &Vec<Facts>> {
    [&passes.naming, &passes.saying, &passes.telling].into_iter()
}

fn shown(know: &Knowledge, fact: &Fact) -> String {
    let name = VOCABULARY.effects.get(fact.effect).map_or("", |effect| effect.name);
    let captured = |wanted: &dyn Fn(&sagwan_text::pattern::Capture) -> bool| {
        let capture = fact.captures.iter().find(|capture| wanted(capture));
        capture.map_or("", |capture| know.pack.rules.capture_name(capture.name))
    };
    match fact.value {
        Value::Flag => name.to_owned(),
        Value::One(n) => format!("{name}={}", VOCABULARY.value(fact.effect, n).unwrap_or("")),
        Value::Mention(n) => format!("{name}={}", captured(&|c| c.mention == Some(n))),
        Value::Word(n) => format!("{name}={}", captured(&|c| c.last == n)),
    }
}

/// The examples that do not hold.
pub(crate) fn check(know: &Knowledge) -> Vec<Broken> {
    let rules = &know.pack.rules;
    let mut broken = Vec::new();
    for (n, rule) in rules.all().iter().enumerate() {
        let mut say = |message: String| {
            broken.push(Broken { rule: rule.id.clone(), file: rule.file.clone(), line: rule.line, message });
        };
        for example in &rule.hits {
            if let Some(fault) = missed(know, n, example) {
                say(format!("does not hit \u{201c}{}\u{201d}: {fault}", example.text));
            }
        }
        for text in &rule.not {
            if finds(know, n, text) {
                say(format!("hits \u{201c}{text}\u{201d}, which it should not"));
            }
        }
    }
    broken
}

/// The passes over an example, which is text whatever it looks like.
fn passes(know: &Knowledge, text: &str) -> Passes {
    Passes::new(know, text, None, |read| vec![BlockKind::Paragraph; read.sentences.len()])
}

fn finds(know: &Knowledge, rule: usize, text: &str) -> bool {
    let passes = passes(know, text);
    stages(&passes).flatten().flatten().any(|fact| fact.rule == rule)
}

/// Why an example is not hit; `None` when it is, with what it marks captured under the names that it gives.
fn missed(know: &Knowledge, rule: usize, example: &Example) -> Option<String> {
    let passes = passes(know, &example.text);
    let mut said = false;
    for facts in stages(&passes) {
        for (sentence, facts) in passes.read.sentences.iter().zip(facts) {
            for fact in facts.iter().filter(|fact| fact.rule == rule) {
                said = true;
                let captured = |name: &str, marked: ByteSpan| {
                    fact.captures.iter().filter(|c| know.pack.rules.capture_name(c.name) == name).any(|c| {
                        let words = sentence.words.get(c.first).zip(sentence.words.get(c.last));
                        words.is_some_and(|(first, last)| {
                            first.span.start == marked.start
                                && (last.span.end == marked.end || last.stem.end == marked.end)
                        })
                    })
                };
                if example.marks.iter().all(|(name, span)| captured(name, *span)) {
                    return None;
                }
            }
        }
    }
    Some(match said {
        true => "it captures something else than what is marked".to_owned(),
        false => "it finds nothing".to_owned(),
    })
}
