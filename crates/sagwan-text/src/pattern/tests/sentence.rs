//! Sentences by hand, in a compact notation, and the vocabulary of the tests.
//!
//! A word is `회담-을/noun:object&event` or `가지고/verb+고.past#EC[가지다]@1`: its text with `-` before each particle, part of
//! speech, then in any order case, ending, features, tags, `[lemma~head]`, labels and the number of its clause. A mark
//! stands by itself; “ and ” quote.

use crate::pattern::feature::{CASES, PARTS};
use crate::pattern::{Capture, Effect, Label, Named, Pattern, RuleError, Scene, Values, Vocabulary};
use crate::word::*;
use crate::{ByteSpan, Clause, Link, LinkKind, Quote, Sentence};

pub(super) static VOCABULARY: Vocabulary = Vocabulary {
    labels: &[
        Label { name: "event", says: "names an event" },
        Label { name: "intent", says: "names an intention" },
    ],
    effects: &[
        Effect { name: "told", stage: "events", values: Values::Flag, says: "is told" },
        Effect {
            name: "status",
            stage: "events",
            values: Values::OneOf(&["occurred", "planned", "proposed"]),
            says: "how far it has come",
        },
        Effect { name: "role.mediator", stage: "events", values: Values::Captured, says: "who mediates" },
        Effect { name: "speech", stage: "statements", values: Values::Flag, says: "says something" },
        Effect { name: "a", stage: "events", values: Values::Flag, says: "a step" },
        Effect { name: "b", stage: "events", values: Values::Flag, says: "a step" },
        Effect { name: "c", stage: "events", values: Values::Flag, says: "a step" },
    ],
    kinds: &["person", "state"],
};

pub(super) const PERSON: u32 = 1;
pub(super) const STATE: u32 = 2;

/// A sentence with what rules are told of it.
#[derive(Debug, Default, Clone)]
pub(super) struct Built {
    pub(super) text: String,
    pub(super) sentence: Sentence,
    pub(super) labels: Vec<(usize, usize)>,
    pub(super) mentions: Vec<Named>,
}

impl Built {
    pub(super) fn scene(&self) -> Scene<'_> {
        Scene { text: &self.text, sentence: &self.sentence, labels: &self.labels, mentions: &self.mentions }
    }

    /// Names the words of a mention.
    pub(super) fn mention(mut self, first: usize, last: usize, kinds: u32) -> Self {
        self.mentions.push(Named { first, last, kinds, id: 100 + self.mentions.len() });
        self
    }

    /// Hangs a clause on another.
    pub(super) fn link(mut self, clause: usize, to: usize, kind: LinkKind) -> Self {
        self.sentence.clauses[clause].link = Some(Link { to, kind });
        self
    }

    /// The text of a capture.
    pub(super) fn text_of(&self, capture: &Capture) -> &str {
        let words = &self.sentence.words;
        words[capture.first].span.join(words[capture.last].span).of(&self.text)
    }
}

/// Builds a sentence.
pub(super) fn sentence(notation: &str) -> Built {
    let mut built = Built::default();
    let mut glued = true;
    for token in notation.split_whitespace() {
        let (surface, rest) = token.split_once('/').unwrap_or((token, ""));
        let spaced = !glued && !matches!(token, "," | "." | "”" | "…");
        if spaced {
            built.text.push(' ');
        }
        glued = token == "“";
        push(&mut built, surface, rest, spaced);
    }
    let sentence = &mut built.sentence;
    sentence.span = ByteSpan::new(0, built.text.len());
    let clauses = sentence.clause_of.iter().max().map_or(0, |most| most + 1);
    for clause in 0..clauses {
        let words: Vec<usize> =
            (0..sentence.words.len()).filter(|&w| sentence.clause_of[w] == clause).collect();
        let predicate = |w: &&usize| matches!(sentence.words[**w].pos, Pos::Verb | Pos::Adj);
        sentence.clauses.push(Clause {
            first: words.first().copied().unwrap_or(0),
            last: words.last().copied().unwrap_or(0),
            predicate: words.iter().rfind(predicate).copied(),
            by_case: Vec::new(),
            link: None,
        });
    }
    quotes(&mut built);
    built
}

fn quotes(built: &mut Built) {
    let mut open = Vec::new();
    for word in &built.sentence.words {
        match word.lemma.as_str() {
            "“" => {
                open.push(built.sentence.quotes.len());
                built.sentence.quotes.push(Quote {
                    span: word.span,
                    content: word.span,
                    depth: open.len() - 1,
                    closed: true,
                    double: true,
                });
            }
            "”" => {
                let quote = &mut built.sentence.quotes[open.pop().expect("a quotation is open")];
                quote.content = ByteSpan::new(quote.span.end, word.span.start);
                quote.span.end = word.span.end;
            }
            _ => {}
        }
    }
}

fn push(built: &mut Built, surface: &str, rest: &str, spaced: bool) {
    let start = built.text.len();
    let mut parts = surface.split('-');
    built.text.push_str(parts.next().unwrap_or(""));
    let stem = ByteSpan::new(start, built.text.len());
    let mut morphs = Vec::new();
    for particle in parts {
        let from = built.text.len();
        built.text.push_str(particle);
        let span = ByteSpan::new(from, built.text.len());
        morphs.push(Morph { span, form: particle.into(), tag: "JX" });
    }
    let span = ByteSpan::new(start, built.text.len());
    let mut word = Word {
        span,
        kind: kind(surface),
        spaced,
        stem,
        particle: ByteSpan::new(stem.end, span.end),
        class: WordClass::Nominal,
        proper: false,
        lemma: stem.of(&built.text).into(),
        head: stem.of(&built.text).into(),
        ending: "".into(),
        pos: Pos::Punct,
        case: Case::Bare,
        delimiter: None,
        tense: Tense::Open,
        aspect: Aspect::Plain,
        mood: Mood::Indicative,
        polarity: Polarity::Positive,
        voice: Voice::Active,
        auxiliary_of: None,
        morphs: morphs.into(),
    };
    let number = built.sentence.words.len();
    let mut clause = 0;
    for (sign, value) in fields(rest) {
        match sign {
            '/' => word.pos = PARTS.iter().find(|(n, _)| *n == value).expect("a part of speech").1,
            ':' => word.case = CASES.iter().find(|(n, _)| *n == value).expect("a case").1,
            '+' => word.ending = value.into(),
            '.' => feature(&mut word, value),
            '#' => word.morphs.push(Morph {
                span: stem,
                form: value.into(),
                tag: if value == "ETM" { "ETM" } else { "EP" },
            }),
            '[' => {
                let (lemma, head) = value.split_once('~').unwrap_or((value, value));
                (word.lemma, word.head) = (lemma.into(), head.into());
            }
            '&' => built.labels.push((number, VOCABULARY.label_named(value).expect("a label"))),
            '@' => clause = value.parse().expect("a number"),
            _ => unreachable!(),
        }
    }
    word.class = class(&word);
    built.sentence.words.push(word);
    built.sentence.clause_of.push(clause);
}

fn kind(surface: &str) -> WordKind {
    match surface {
        "“" | "”" => WordKind::Quote,
        "(" => WordKind::Open,
        ")" => WordKind::Close,
        "," | "." | "…" => WordKind::Mark,
        _ => WordKind::Word,
    }
}

/// Each field with the sign before it; the first is the part of speech.
fn fields(rest: &str) -> Vec<(char, &str)> {
    let rest = rest.trim_end_matches(']');
    let signs = [':', '+', '.', '#', '[', '&', '@', ']'];
    let mut fields = Vec::new();
    let mut sign = '/';
    for part in rest.split_inclusive(signs) {
        let value = part.trim_end_matches(signs);
        if !value.is_empty() {
            fields.push((sign, value));
        }
        sign = part.chars().last().unwrap_or('/');
    }
    fields
}

fn feature(word: &mut Word, value: &str) {
    match value {
        "past" => word.tense = Tense::Past,
        "present" => word.tense = Tense::Present,
        "future" => word.tense = Tense::Future,
        "negative" => word.polarity = Polarity::Negative,
        "passive" => word.voice = Voice::Passive,
        "progressive" => word.aspect = Aspect::Progressive,
        "conditional" => word.mood = Mood::Conditional,
        "proper" => word.proper = true,
        other => panic!("no feature {other} here"),
    }
}

fn class(word: &Word) -> WordClass {
    match word.ending.as_str() {
        "" if word.pos == Pos::Adv => WordClass::Adverb,
        "" if word.pos == Pos::Det => WordClass::Determiner,
        "" => WordClass::Nominal,
        "ㄴ" | "는" | "ㄹ" => WordClass::Adnominal,
        "다" => WordClass::Final,
        _ => WordClass::Connective,
    }
}

/// The captures of each match, as `name=text` joined by a space, or the error.
pub(super) fn find(when: &str, sets: &str, built: &Built) -> Result<Vec<String>, RuleError> {
    let pattern = Pattern::parse(when, sets, &VOCABULARY)?;
    let told =
        |capture: &Capture| format!("{}={}", pattern.capture_name(capture.name), built.text_of(capture));
    let matches = pattern.matches(&built.scene());
    Ok(matches.iter().map(|m| m.captures.iter().map(told).collect::<Vec<_>>().join(" ")).collect())
}
