//! Rules for people and for programs: lists, one in full, what is wrong with them, and what they say of an article.

use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::{AnsiColor, Color, Style as Paint};
use sagwan::rules::{Effect, Example, Rule, RuleError, Rules, VOCABULARY, Values, Vocabulary, WordSet};
use sagwan::{Broken, Decided, Seen, SeenWord, Traced};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::cells::pad;
use super::source::Sources;
use super::table;

const STRONG: Paint = Paint::new().bold();
const DIM: Paint = Paint::new().dimmed();
const WORD: Paint = Paint::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));
const EFFECT: Paint = Paint::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));
const WRONG: Paint = Paint::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Red)));

/// Rules in lines under their files.
pub fn listing(rules: &[&Rule], width: usize) -> String {
    let mut out = String::new();
    for of_file in rules.chunk_by(|a, b| a.file == b.file) {
        let file = of_file.first().map_or("", |rule| rule.file.as_str());
        let rows: Vec<Vec<String>> = of_file.iter().map(|rule| row(rule)).collect();
        let gap = if out.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{gap}{STRONG}{file}{STRONG:#}");
        out.push_str(&table(&["rule", "line", "stage", "sets", "says"], &rows, width, |_| true, dim));
    }
    out
}

fn row(rule: &Rule) -> Vec<String> {
    vec![
        rule.id.clone(),
        rule.line.to_string(),
        rule.stage.to_owned(),
        rule.sets.join(", "),
        rule.says.clone().unwrap_or_default(),
    ]
}

fn dim(text: &str) -> String {
    format!("{DIM}{text}{DIM:#}")
}

/// Sets of words in lines.
pub fn sets(sets: &[&WordSet], width: usize) -> String {
    let row = |set: &&WordSet| {
        let sign = if set.adds { "+" } else { "" };
        vec![
            format!("@{}", set.name),
            format!("{}:{}", set.file, set.line),
            sign.to_owned() + &set.members.join(" "),
        ]
    };
    let rows: Vec<Vec<String>> = sets.iter().map(row).collect();
    table(&["set", "at", "words"], &rows, width, |_| true, dim)
}

/// A set with all its words, and who names it.
pub fn set(set: &WordSet, rules: &Rules, width: usize) -> String {
    let mut page = Page::new(width);
    page.head(&format!("@{}", set.name), &format!("{}:{}", set.file, set.line));
    page.lines(if set.adds { "adds" } else { "words" }, &[set.members.join(" ")]);
    page.lines("named by", &named_by(set, rules));
    page.out
}

/// The rules and sets that name a set.
fn named_by(set: &WordSet, rules: &Rules) -> Vec<String> {
    let inside = format!("@{}", set.name);
    let sets = rules.sets().iter().filter(|other| other.members.contains(&inside));
    let rules = rules.all().iter().filter(|rule| rule.uses.contains(&set.name));
    rules.map(|rule| rule.id.clone()).chain(sets.map(|other| format!("@{}", other.name))).collect()
}

/// All of a rule.
pub fn rule(rule: &Rule, rules: &Rules, width: usize) -> String {
    let mut page = Page::new(width);
    page.head(&rule.id, &format!("{}:{}, stage {}", rule.file, rule.line, rule.stage));
    if let Some(says) = &rule.says {
        page.text(0, says);
    }
    page.gap();
    page.lines("when", &rule.when);
    page.lines("sets", &rule.sets);
    for effect in rule.effects.iter().filter_map(|&n| VOCABULARY.effects.get(n)) {
        page.text(10, &format!("{}: {}{}", effect.name, effect.says, values(effect)));
    }
    page.lines("hits", &rule.hits.iter().map(marked).collect::<Vec<_>>());
    page.lines("not", &rule.not.iter().map(|example| example.text.clone()).collect::<Vec<_>>());
    let named = rules.sets().iter().filter(|set| rule.uses.contains(&set.name));
    page.lines(
        "words",
        &named.map(|set| format!("@{}: {}", set.name, set.members.join(" "))).collect::<Vec<_>>(),
    );
    page.lines("needs", &needs(rule, rules));
    page.lines("needed by", &needed_by(rule, rules));
    page.out
}

fn values(effect: &Effect) -> String {
    match effect.values {
        Values::OneOf(names) => format!(" One of: {}.", names.join(", ")),
        Values::Flag | Values::Captured => String::new(),
    }
}

/// For each effect that a rule looks for, the rules that set it.
fn needs(rule: &Rule, rules: &Rules) -> Vec<String> {
    let of = |&effect: &usize| {
        let name = VOCABULARY.effects.get(effect).map_or("", |effect| effect.name);
        let ids: Vec<&str> =
            rules.all().iter().filter(|r| r.effects.contains(&effect)).map(|r| r.id.as_str()).collect();
        let ids = if ids.is_empty() { "no rule".to_owned() } else { ids.join(", ") };
        format!("&{name}, set by {ids}")
    };
    rule.needs.iter().map(of).collect()
}

fn needed_by(rule: &Rule, rules: &Rules) -> Vec<String> {
    let looks = |other: &&Rule| other.needs.iter().any(|effect| rule.effects.contains(effect));
    rules.all().iter().filter(looks).map(|other| other.id.clone()).collect()
}

/// An example with its marks.
fn marked(example: &Example) -> String {
    // Where marks begin and end at one place, the outer one opens first and closes last: the order of the file.
    let mut out = String::new();
    for (at, sign) in
        example.text.char_indices().map(|(at, c)| (at, Some(c))).chain([(example.text.len(), None)])
    {
        for _ in example.marks.iter().filter(|(_, span)| span.end == at && span.start < at) {
            out.push('⟧');
        }
        for (name, _) in example.marks.iter().filter(|(_, span)| span.start == at) {
            let _ = write!(out, "⟦{name}:");
        }
        out.extend(sign);
    }
    out
}

/// A page with labels in a margin.
struct Page {
    out: String,
    width: usize,
}

/// Cells of the margin.
const MARGIN: usize = 11;

impl Page {
    fn new(width: usize) -> Self {
        Page { out: String::new(), width }
    }

    fn head(&mut self, name: &str, where_: &str) {
        let _ = writeln!(self.out, "{STRONG}{name}{STRONG:#}  {DIM}{where_}{DIM:#}");
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn text(&mut self, indent: usize, text: &str) {
        for line in textwrap::wrap(text, self.width.saturating_sub(indent).max(20)) {
            let _ = writeln!(self.out, "{}{DIM}{line}{DIM:#}", " ".repeat(indent));
        }
    }

    /// A name with what it means under it.
    fn entry(&mut self, name: &str, says: &str) {
        for (n, part) in textwrap::wrap(name, self.width.saturating_sub(4).max(20)).iter().enumerate() {
            let _ = writeln!(self.out, "{}{part}", if n == 0 { "  " } else { "    " });
        }
        self.text(6, says);
    }

    fn lines(&mut self, label: &str, lines: &[String]) {
        for (n, text) in lines.iter().enumerate() {
            let label = if n == 0 { label } else { "" };
            let wrapped = textwrap::wrap(text, self.width.saturating_sub(MARGIN).max(20));
            for (part, line) in wrapped.iter().enumerate() {
                let label = if part == 0 { label } else { "" };
                let _ = writeln!(self.out, "{DIM}{}{DIM:#}{line}", pad(label, MARGIN));
            }
        }
    }
}

/// What rules may speak of.
pub fn vocabulary(vocabulary: &Vocabulary, as_json: bool, width: usize) -> String {
    if as_json {
        return vocabulary_json(vocabulary);
    }
    let mut page = Page::new(width);
    page.head("Labels", "what words are before a rule is asked: &event");
    for label in vocabulary.labels {
        page.entry(&format!("&{}", label.name), label.says);
    }
    for stage in vocabulary.effects.chunk_by(|a, b| a.stage == b.stage) {
        page.gap();
        page.head(&format!("Effects: {}", stage.first().map_or("", |effect| effect.stage)), "what rules say");
        for effect in stage {
            let values = match effect.values {
                Values::Flag => String::new(),
                Values::OneOf(names) => format!("={}", names.join("|")),
                Values::Captured => "=CAPTURE".to_owned(),
            };
            page.entry(&format!("{}{values}", effect.name), effect.says);
        }
    }
    page.gap();
    page.head("Kinds of mention", "{who:person|state}");
    page.text(2, &vocabulary.kinds.join(" "));
    page.out
}

fn vocabulary_json(vocabulary: &Vocabulary) -> String {
    let mut out = String::new();
    for label in vocabulary.labels {
        let _ = writeln!(out, "{}", json!({"label": label.name, "says": label.says}));
    }
    for effect in vocabulary.effects {
        let values = match effect.values {
            Values::Flag => Value::Null,
            Values::OneOf(names) => json!(names),
            Values::Captured => json!("capture"),
        };
        let line =
            json!({"effect": effect.name, "stage": effect.stage, "values": values, "says": effect.says});
        let _ = writeln!(out, "{line}");
    }
    for kind in vocabulary.kinds {
        let _ = writeln!(out, "{}", json!({"kind": kind}));
    }
    out
}

/// A rule as a line of JSON.
pub fn rule_json(rule: &Rule, rules: &Rules) -> Value {
    let example = |example: &Example| {
        let marks: BTreeMap<&str, &str> =
            example.marks.iter().map(|(name, span)| (name.as_str(), span.of(&example.text))).collect();
        json!({"text": example.text, "marks": marks, "line": example.line})
    };
    let effect = |n: &usize| VOCABULARY.effects.get(*n).map(|effect| effect.name);
    json!({
        "id": rule.id,
        "file": rule.file,
        "line": rule.line,
        "stage": rule.stage,
        "says": rule.says,
        "when": rule.when,
        "sets": rule.sets,
        "hits": rule.hits.iter().map(example).collect::<Vec<_>>(),
        "not": rule.not.iter().map(example).collect::<Vec<_>>(),
        "words": rule.uses,
        "needs": rule.needs.iter().filter_map(effect).collect::<Vec<_>>(),
        "needed_by": needed_by(rule, rules),
    })
}

/// A set as a line of JSON.
pub fn set_json(set: &WordSet, rules: &Rules) -> Value {
    json!({
        "set": set.name,
        "file": set.file,
        "line": set.line,
        "adds": set.adds,
        "words": set.members,
        "named_by": named_by(set, rules),
    })
}

/// A mistake in a file of rules, with its line.
pub fn fault(fault: &RuleError, sources: &Sources, as_json: bool) -> String {
    let RuleError { file, line, column, message } = fault;
    if as_json {
        return format!("{}\n", json!({"file": file, "line": line, "column": column, "message": message}));
    }
    format!(
        "{STRONG}{file}:{line}:{column}{STRONG:#}: {WRONG}{message}{WRONG:#}\n{}",
        sources.at(file, *line, *column, "")
    )
}

/// An example that does not hold: its line, how far the rule gets in it, and its words as rules see them.
pub fn broken(broken: &Broken, words_of: &dyn Fn() -> Vec<Seen>, sources: &Sources, as_json: bool) -> String {
    let Broken { rule, file, line, column, message, nearly, .. } = broken;
    if as_json {
        let missing = nearly.as_ref().map(|stuck| {
            let n = &stuck.nearly;
            json!({"line": n.line, "column": n.column, "found": n.found, "word": stuck.word, "missing": n.missing, "hint": n.hint})
        });
        let finding = json!({
            "rule": rule, "file": file, "line": line, "column": column, "message": message, "nearly": missing
        });
        return format!("{finding}\n");
    }
    let mut out = format!("{STRONG}{file}:{line}:{column}{STRONG:#}: {rule}: {WRONG}{message}{WRONG:#}\n");
    out.push_str(&sources.at(file, *line, *column, ""));
    if let Some(stuck) = nearly {
        let missing = format!("`{}`", stuck.nearly.missing);
        let note = match (&stuck.word, stuck.nearly.found.is_empty()) {
            (_, true) => format!("no word is {missing}"),
            (Some(word), false) => format!("found as far as “{word}”, but behind it not {missing}"),
            (None, false) => format!("found so far, but behind it not {missing}"),
        };
        let hint = stuck.nearly.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        out.push_str(&sources.at(file, stuck.nearly.line, stuck.nearly.column, &format!("{note}{hint}")));
    }
    for seen in words_of() {
        out.push_str(&words(&seen, false));
    }
    out.push('\n');
    out
}

/// The words of a sentence as rules see them.
pub fn words(seen: &Seen, as_json: bool) -> String {
    if as_json {
        let words: Vec<Value> = seen.words.iter().map(word_json).collect();
        return format!("{}\n", json!({"text": seen.text, "words": words}));
    }
    let rows: Vec<Vec<String>> = seen.words.iter().map(word_row).collect();
    table(
        &["  word", "in a rule", "part", "tags", "labels, mentions", "->"],
        &rows,
        usize::MAX,
        |_| true,
        dim,
    )
}

fn word_row(word: &SeenWord) -> Vec<String> {
    let form = &word.form;
    let head = form.head.as_ref().map(|head| format!("|~{head}")).unwrap_or_default();
    let class = form.class.filter(|class| *class != "nominal").map(|c| format!(" {c}")).unwrap_or_default();
    let labels = word.labels.iter().map(|label| format!("&{label}"));
    let mentions = word.mentions.iter().map(|kinds| format!("{{:{}}}", kinds.join("|")));
    vec![
        format!("  {}", word.text),
        format!("{}{head}{}", form.lemma, form.tests()),
        format!("{}{class}", form.part),
        form.tags.join(" "),
        mentions.chain(labels).collect::<Vec<_>>().join(" "),
        word.governor.clone().unwrap_or_default(),
    ]
}

fn word_json(word: &SeenWord) -> Value {
    let form = &word.form;
    json!({
        "text": word.text,
        "lemma": form.lemma,
        "head": form.head,
        "part": form.part,
        "class": form.class,
        "case": form.case,
        "particle": form.particle,
        "ending": form.ending,
        "tags": form.tags,
        "features": form.features,
        "labels": word.labels,
        "mentions": word.mentions,
        "governor": word.governor,
    })
}

/// What rules say of an article, sentence by sentence; `name` is told where there are several articles.
pub fn trace(name: Option<&str>, traced: &[Traced], as_json: bool) -> String {
    let mut out = String::new();
    if as_json {
        for one in traced {
            let _ = writeln!(out, "{}", trace_json(name, one));
        }
        return out;
    }
    if let Some(name) = name {
        let _ = writeln!(out, "{STRONG}{name}{STRONG:#}\n");
    }
    for one in traced {
        let text = one.sentence.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let paint = if one.fired.is_empty() { DIM } else { Paint::new() };
        let _ = writeln!(out, "{paint}{text}{paint:#}");
        let widest = |cell: &dyn Fn(&sagwan::Fired) -> usize| one.fired.iter().map(cell).max().unwrap_or(0);
        let (words, effects, rules) =
            (widest(&|f| f.at.text.width()), widest(&|f| f.effect.width()), widest(&|f| f.rule.width()));
        for fired in &one.fired {
            let captures: Vec<String> =
                fired.captures.iter().map(|(name, span)| format!("{name}={}", span.text)).collect();
            let line = format!(
                "  {WORD}{}{WORD:#}  {EFFECT}{}{EFFECT:#}  {}  {DIM}{}{DIM:#}",
                pad(&fired.at.text, words),
                pad(&fired.effect, effects),
                pad(&fired.rule, rules),
                captures.join(" ")
            );
            let _ = writeln!(out, "{line}");
        }
        for event in &one.events {
            let _ = writeln!(out, "  {DIM}{}{DIM:#}", became(event));
        }
    }
    out
}

/// What became of a word that may name an event: 회담을: talks, occurred: told (0.76).
fn became(event: &Decided) -> String {
    let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
    let odds = event.odds.map_or_else(|| "no sides".to_owned(), |odds| format!("{odds:.2}"));
    let told = if event.told { "told" } else { "left out" };
    format!(
        "{}: {}, {}: {told} ({odds})",
        event.word.text,
        word(json!(event.kind)),
        word(json!(event.status))
    )
}

fn trace_json(name: Option<&str>, traced: &Traced) -> Value {
    let facts: Vec<Value> = traced
        .fired
        .iter()
        .map(|fired| {
            let captures: serde_json::Map<String, Value> =
                fired.captures.iter().map(|(name, span)| (name.clone(), json!(span))).collect();
            json!({"word": fired.at, "effect": fired.effect, "rule": fired.rule, "captures": captures})
        })
        .collect();
    let event = |event: &Decided| json!({"word": event.word, "kind": event.kind, "status": event.status, "odds": event.odds, "told": event.told});
    let events: Vec<Value> = traced.events.iter().map(event).collect();
    let mut line = json!({"sentence": traced.sentence, "facts": facts, "events": events});
    if let (Some(name), Some(object)) = (name, line.as_object_mut()) {
        object.insert("article".to_owned(), json!(name));
    }
    line
}
