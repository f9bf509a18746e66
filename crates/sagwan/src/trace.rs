//! What rules said on the way, whether their examples hold, and what words are to them: for who writes rules.

use sagwan_text::pattern::{Example, Fact, Facts, Named, Nearly, Rule, Scene, Value, Written};
use sagwan_text::vocabulary::{KINDS, VOCABULARY};
use sagwan_text::{ByteSpan, Sentence};

use crate::clean::BlockKind;
use crate::events::{self, Proposal};
use crate::knowledge::Knowledge;
use crate::passes::Passes;
use crate::record::{EventKind, Span, Status};
use crate::scene;
use crate::weights::Weights;

/// A sentence with what rules said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    /// The sentence.
    pub sentence: Span,
    /// What was said, in the order of its words; empty when no rule found anything.
    pub fired: Vec<Fired>,
    /// What became of the words that may name an event.
    pub events: Vec<Decided>,
}

/// What became of a word that may name an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The word.
    pub word: Span,
    /// What it would tell of.
    pub kind: EventKind,
    /// Whether that would have happened.
    pub status: Status,
    /// How likely it tells of one with the likeliest sides, from 0 to 1; `None` where no sides are possible.
    pub odds: Option<f64>,
    /// Whether an event is told of it.
    pub told: bool,
}

/// A rule that found something.
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
    /// The line of the example, 1 first.
    pub line: usize,
    /// The character of the line where it begins, 1 first.
    pub column: usize,
    /// What was expected and what was found.
    pub message: String,
    /// The example without its marks.
    pub text: String,
    /// For an example in which nothing is found: how far the rule gets.
    pub nearly: Option<Stuck>,
}

/// Where a pattern goes no farther in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    /// What is found and what is missing.
    pub nearly: Nearly,
    /// The last word that is found.
    pub word: Option<String>,
}

/// A sentence as rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its text.
    pub text: String,
    /// Its words and marks.
    pub words: Vec<SeenWord>,
}

/// A word as rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenWord {
    /// As printed.
    pub text: String,
    /// What its form tells.
    pub form: Written,
    /// Its labels, effects that rules said of it among them.
    pub labels: Vec<&'static str>,
    /// The kinds of the mentions that end with it.
    pub mentions: Vec<Vec<&'static str>>,
    /// The word that `->` leads to.
    pub governor: Option<String>,
}

/// What the rules of all stages said, sentence by sentence.
pub(crate) fn traced(know: &Knowledge, passes: &Passes, source: &dyn Fn(ByteSpan) -> Span) -> Vec<Traced> {
    let sentences = passes.read.sentences.iter().enumerate();
    let traced = sentences.map(|(n, sentence)| {
        let facts = stages(passes).filter_map(|stage| stage.get(n)).flatten();
        let mut fired: Vec<Fired> = facts.filter_map(|fact| fired(know, sentence, fact, source)).collect();
        fired.sort_by_key(|f| (f.at.start, f.at.end));
        let proposals = passes.weighing.proposals.iter().filter(|proposal| proposal.sentence == n);
        let events = proposals.map(|proposal| decided(passes, proposal, source)).collect();
        Traced { sentence: source(sentence.span), fired, events }
    });
    traced.collect()
}

fn decided(passes: &Passes, proposal: &Proposal, source: &dyn Fn(ByteSpan) -> Span) -> Decided {
    let best = proposal.sides.iter().map(|sides| sides.score).max();
    Decided {
        word: source(proposal.trigger),
        kind: proposal.kind,
        status: proposal.status,
        odds: best.map(|score| f64::from(events::confidence(score)) / 100.0),
        told: passes.tells(proposal),
    }
}

fn fired(
    know: &Knowledge,
    sentence: &Sentence,
    fact: &Fact,
    source: &dyn Fn(ByteSpan) -> Span,
) -> Option<Fired> {
    let span = |first: usize, last: usize| {
        let of = |word: usize| sentence.words.get(word).map(|w| w.span);
        Some(source(of(first)?.join(of(last)?)))
    };
    let captures = fact.captures.iter().filter_map(|capture| {
        let name = know.pack.rules.capture_name(capture.name).to_owned();
        Some((name, span(capture.first, capture.last)?))
    });
    Some(Fired {
        rule: know.pack.rules.all().get(fact.rule)?.id.clone(),
        effect: shown(know, fact),
        at: span(fact.word, fact.word)?,
        captures: captures.collect(),
    })
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

/// The examples of the wanted rules that do not hold.
pub(crate) fn check(know: &Knowledge, wanted: &dyn Fn(&Rule) -> bool) -> Vec<Broken> {
    let rules = know.pack.rules.all().iter().enumerate();
    rules.filter(|(_, rule)| wanted(rule)).flat_map(|(n, rule)| broken(know, n, rule)).collect()
}

fn broken(know: &Knowledge, n: usize, rule: &Rule) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut say = |example: &Example, message: &str, nearly| {
        broken.push(Broken {
            rule: rule.id.clone(),
            file: rule.file.clone(),
            line: example.line,
            column: example.column,
            message: message.to_owned(),
            text: example.text.clone(),
            nearly,
        });
    };
    for example in &rule.hits {
        let passes = passes(know, &example.text);
        match outcome(know, &passes, n, example) {
            Outcome::AsMarked => {}
            Outcome::Elsewhere(message) => say(example, &message, None),
            Outcome::Nothing => {
                let nearly = stuck(know, &passes, &example.text, n);
                say(example, "the rule finds nothing here, but should", nearly);
            }
        }
    }
    for example in &rule.not {
        if let Some(found) = captured(know, &passes(know, &example.text), n).first() {
            let what: Vec<String> =
                found.iter().map(|(name, whole, _)| format!("{name}={}", whole.of(&example.text))).collect();
            let message = format!("the rule finds something here ({}), but should not", what.join(" "));
            say(example, &message, None);
        }
    }
    broken
}

/// The passes over an example, which is text whatever it looks like.
fn passes(know: &Knowledge, text: &str) -> Passes {
    Passes::new(know, &Weights::shipped(), text, None, |read| {
        vec![BlockKind::Paragraph; read.sentences.len()]
    })
}

/// What a rule makes of a text that it should find.
enum Outcome {
    AsMarked,
    /// It captures something else than what is marked.
    Elsewhere(String),
    Nothing,
}

/// What a capture is called, where it lies, and where without the particles at its end.
type Captured<'a> = (&'a str, ByteSpan, ByteSpan);

/// What a rule captured in a text, each time that it found something.
fn captured<'a>(know: &'a Knowledge, passes: &Passes, rule: usize) -> Vec<Vec<Captured<'a>>> {
    let of_fact = |sentence: &Sentence, fact: &Fact| {
        let captures = fact.captures.iter().filter_map(|capture| {
            let first = sentence.words.get(capture.first)?;
            let last = sentence.words.get(capture.last)?;
            let to = |end: usize| ByteSpan::new(first.span.start, end);
            Some((know.pack.rules.capture_name(capture.name), to(last.span.end), to(last.stem.end)))
        });
        captures.collect()
    };
    let sentences = |stage| passes.read.sentences.iter().zip(stage);
    let facts = stages(passes).flat_map(sentences).flat_map(|(s, facts)| facts.iter().map(move |f| (s, f)));
    facts.filter(|(_, fact)| fact.rule == rule).map(|(sentence, fact)| of_fact(sentence, fact)).collect()
}

fn outcome(know: &Knowledge, passes: &Passes, rule: usize, example: &Example) -> Outcome {
    let found = captured(know, passes, rule);
    if found.is_empty() {
        return Outcome::Nothing;
    }
    let captured: Vec<Captured<'_>> = found.into_iter().flatten().collect();
    let is_there = |(name, span): &(String, ByteSpan)| {
        captured.iter().any(|(n, whole, stem)| n == name && (whole == span || stem == span))
    };
    let Some((name, span)) = example.marks.iter().find(|mark| !is_there(mark)) else {
        return Outcome::AsMarked;
    };
    let mut instead: Vec<&str> =
        captured.iter().filter(|(n, ..)| n == name).map(|(_, whole, _)| whole.of(&example.text)).collect();
    instead.dedup();
    let marked = span.of(&example.text);
    Outcome::Elsewhere(match instead.as_slice() {
        [] => format!("`{name}` should be `{marked}`, but is not captured"),
        _ => format!("`{name}` should be `{marked}`, but is `{}`", instead.join("` and `")),
    })
}

/// What rules see of one sentence.
type Marked = (Vec<(usize, usize)>, Vec<Named>);

/// What the rules of a stage see of each sentence, what they say of it themselves among it: labels and mentions. Without a
/// stage all that any sees.
fn scenes(know: &Knowledge, passes: &Passes, text: &str, stage: Option<&str>) -> Vec<Marked> {
    let is_time = |span: ByteSpan| passes.times.iter().any(|t| t.span.overlaps(span));
    let forms = know.pack.forms(text, &passes.read, &is_time);
    let labels = scene::labels(know, text, &passes.read, &forms, &is_time);
    let (told, late): (&[&Vec<Facts>], bool) = match stage {
        Some("names") => (&[&passes.naming], false),
        Some("statements") => (&[&passes.saying], false),
        Some(_) => (&[&passes.saying, &passes.telling], true),
        None => (&[&passes.naming, &passes.saying, &passes.telling], true),
    };
    let sentences = passes.read.sentences.iter().zip(labels).enumerate();
    let all = sentences.map(|(n, (sentence, labels))| {
        let said = passes.said.iter().filter(|s| late && s.sentence == n);
        let reported: Vec<ByteSpan> = said.map(|s| s.content).collect();
        let facts = told.iter().filter_map(|stage| stage.get(n)).flatten().cloned().collect();
        // Who is named is not known before the rules of names have run.
        let named = if stage == Some("names") { Vec::new() } else { passes.cast.named(n, sentence) };
        (scene::with(&labels, &facts, sentence, &reported), named)
    });
    all.collect()
}

fn stuck(know: &Knowledge, passes: &Passes, text: &str, rule: usize) -> Option<Stuck> {
    let stage = know.pack.rules.all().get(rule)?.stage;
    let scenes = scenes(know, passes, text, Some(stage));
    let scenes: Vec<Scene<'_>> = passes
        .read
        .sentences
        .iter()
        .zip(&scenes)
        .map(|(sentence, (labels, mentions))| Scene { text, sentence, labels, mentions })
        .collect();
    let nearly = know.pack.rules.nearly(&scenes, rule)?;
    let word = nearly.last.and_then(|(sentence, word)| {
        let word = scenes.get(sentence)?.sentence.words.get(word)?;
        Some(word.span.of(text).to_owned())
    });
    Some(Stuck { nearly, word })
}

/// The sentences of a text as rules see them.
pub(crate) fn seen(know: &Knowledge, text: &str) -> Vec<Seen> {
    let passes = passes(know, text);
    let scenes = scenes(know, &passes, text, None);
    let sentences = passes.read.sentences.iter().zip(&scenes);
    let seen = sentences.map(|(sentence, (labels, mentions))| Seen {
        text: sentence.span.of(text).to_owned(),
        words: (0..sentence.words.len())
            .filter_map(|n| seen_word(text, sentence, n, labels, mentions))
            .collect(),
    });
    seen.collect()
}

fn seen_word(
    text: &str,
    sentence: &Sentence,
    n: usize,
    labels: &[(usize, usize)],
    mentions: &[Named],
) -> Option<SeenWord> {
    let word = sentence.words.get(n)?;
    let quoted = sentence.quotes.iter().any(|quote| quote.content.contains(word.span));
    let kinds = |named: &Named| -> Vec<&'static str> {
        KINDS
            .iter()
            .enumerate()
            .filter(|(bit, _)| named.kinds >> bit & 1 == 1)
            .map(|(_, kind)| *kind)
            .collect()
    };
    let governor = sentence.governor(n).and_then(|g| sentence.words.get(g)).filter(|_| word.is_word());
    Some(SeenWord {
        text: word.span.of(text).to_owned(),
        form: Written::new(word, text, quoted),
        labels: labels
            .iter()
            .filter(|(at, _)| *at == n)
            .map(|(_, label)| VOCABULARY.label_name(*label))
            .collect(),
        mentions: mentions.iter().filter(|named| named.last == n).map(kinds).collect(),
        governor: governor.map(|g| g.span.of(text).to_owned()),
    })
}
