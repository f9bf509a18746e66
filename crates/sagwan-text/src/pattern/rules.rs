//! The rules of all files, checked, and the views of them that are applied.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use super::answers::Known;
use super::ast::{Member, PatternDef, RuleDef};
use super::check;
use super::compile::{CaptureNames, Compiler};
use super::error::{Fault, RuleError};
use super::facts::{Capture, Facts};
use super::numbers::{Dictionary, Numbered};
use super::order;
use super::parse::{self, Definitions};
use super::program::Program;
use super::run::run;
use super::scene::Scene;
use super::sequence::pattern;
use super::sets::{self, Sets};
use super::source::{Cursor, Place, spots, text_of};
use super::vocabulary::Vocabulary;
use crate::sentence::Sentence;
use crate::span::ByteSpan;

/// A file of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// How errors name it.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// A rule as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name, unique over all files.
    pub id: String,
    /// The name of its file.
    pub file: String,
    /// The line of the file, from 1.
    pub line: usize,
    /// What it is for.
    pub says: Option<String>,
    /// Its patterns.
    pub when: Vec<String>,
    /// Its effects.
    pub sets: Vec<String>,
    /// What it must find.
    pub hits: Vec<Example>,
    /// What it must not find.
    pub not: Vec<Example>,
    /// The stage of its effects.
    pub stage: &'static str,
    /// Its effects as numbers in [`Vocabulary::effects`], each once.
    pub effects: Vec<usize>,
    /// The effects that it looks for as labels: rules that set one of them run before it.
    pub needs: Vec<usize>,
    /// The sets of words that it names.
    pub uses: Vec<String>,
}

/// A text that a rule must find, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text without its marks.
    pub text: String,
    /// Names of captures with the part of the text that each must be.
    pub marks: Vec<(String, ByteSpan)>,
    /// The line of the file, from 1.
    pub line: usize,
    /// The character of the line where the text begins, from 1.
    pub column: usize,
}

/// A set of words as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSet {
    /// How rules name it.
    pub name: String,
    /// The name of its file.
    pub file: String,
    /// The line of the file, from 1.
    pub line: usize,
    /// Whether it adds to a set that stands elsewhere: `+=`.
    pub adds: bool,
    /// Its members: lemmas, `~heads` and `@sets`.
    pub members: Vec<String>,
}

/// Checked rules, ready to be applied stage by stage.
#[derive(Debug, Clone)]
pub struct Rules {
    vocabulary: &'static Vocabulary,
    files: Arc<[RuleFile]>,
    definitions: Definitions,
    sets: Arc<Sets>,
    word_sets: Arc<[WordSet]>,
    rules: Vec<Rule>,
    captures: Arc<CaptureNames>,
    dictionary: Arc<Dictionary>,
    stages: Vec<(&'static str, Arc<Program>)>,
}

impl Rules {
    /// Reads and checks rule files.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn compile(files: &[RuleFile], vocabulary: &'static Vocabulary) -> Result<Rules, RuleError> {
        let (definitions, sets, layers) =
            read(files, vocabulary).map_err(|faults| named(files, faults.first))?;
        let word_sets = word_sets(&definitions, files);
        Ok(Rules::ready(vocabulary, files.into(), definitions, Arc::new(sets), word_sets.into(), &layers))
    }

    /// Everything that is wrong with rule files, as far as one mistake does not hide another, in their order; nothing
    /// when they compile.
    pub fn faults(files: &[RuleFile], vocabulary: &'static Vocabulary) -> Vec<RuleError> {
        match read(files, vocabulary) {
            Ok(_) => Vec::new(),
            Err(Faults { first, others }) => {
                std::iter::once(first).chain(others).map(|fault| named(files, fault)).collect()
            }
        }
    }

    fn ready(
        vocabulary: &'static Vocabulary,
        files: Arc<[RuleFile]>,
        definitions: Definitions,
        sets: Arc<Sets>,
        word_sets: Arc<[WordSet]>,
        layers: &[usize],
    ) -> Rules {
        let rules = listed(&definitions, &files, vocabulary);
        let names: BTreeSet<&'static str> = rules.iter().map(|r| r.stage).collect();
        let mut captures = CaptureNames::default();
        let mut dictionary = Dictionary::default();
        let mut stages = Vec::new();
        for name in names {
            let mut compiler = Compiler::new(&sets, vocabulary, &mut captures, &mut dictionary);
            for (number, (rule, layer)) in definitions.rules.iter().zip(layers).enumerate() {
                if rules.get(number).is_some_and(|r| r.stage == name) {
                    compiler.rule(number, rule, *layer);
                }
            }
            stages.push((name, Arc::new(compiler.finish())));
        }
        let (captures, dictionary) = (Arc::new(captures), Arc::new(dictionary));
        Rules { vocabulary, files, definitions, sets, word_sets, rules, captures, dictionary, stages }
    }

    /// The rules without one of them; the others get new numbers. Without a rule of this id, the same rules.
    pub fn without(&self, id: &str) -> Rules {
        self.with_written(self.written().iter().filter(|rule| rule.id != id).cloned().collect())
    }

    /// The rules as written.
    pub(super) fn written(&self) -> &[RuleDef] {
        &self.definitions.rules
    }

    /// These sets with other rules, which look for nothing that the checked ones did not.
    pub(super) fn with_written(&self, rules: Vec<RuleDef>) -> Rules {
        let definitions = Definitions { sets: self.definitions.sets.clone(), rules };
        // Fewer needs cannot be in a circle that more were not in.
        let layers = order::layers(&definitions.rules, self.vocabulary).unwrap_or_default();
        let (files, sets) = (Arc::clone(&self.files), Arc::clone(&self.sets));
        Rules::ready(self.vocabulary, files, definitions, sets, Arc::clone(&self.word_sets), &layers)
    }

    /// The patterns of a rule, for those who look into them.
    pub(super) fn patterns_of(&self, rule: usize) -> &[PatternDef] {
        self.definitions.rules.get(rule).map_or(&[], |rule| rule.when.as_slice())
    }

    /// The words of all sets.
    pub(super) fn words(&self) -> &Sets {
        &self.sets
    }

    /// All rules in the order of the files.
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// The number of a rule in [`Rules::all`].
    pub fn number(&self, id: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.id == id)
    }

    /// All sets of words in the order of the files.
    pub fn sets(&self) -> &[WordSet] {
        &self.word_sets
    }

    /// The rules of a stage, to apply; a stage without rules says nothing.
    pub fn stage(&self, name: &str) -> Stage {
        let program = self.stages.iter().find(|(n, _)| *n == name).map(|(_, program)| Arc::clone(program));
        Stage {
            program: program.unwrap_or_default(),
            captures: Arc::clone(&self.captures),
            dictionary: Arc::clone(&self.dictionary),
        }
    }

    /// What the rules of all stages name of a sentence's words, to be handed to [`Applied::to`].
    pub fn numbered(&self, text: &str, sentence: &Sentence) -> Numbered {
        self.dictionary.numbered(text, sentence)
    }

    /// What the rules may speak of.
    pub fn vocabulary(&self) -> &'static Vocabulary {
        self.vocabulary
    }

    /// The files that the rules were read from.
    pub fn sources(&self) -> &[RuleFile] {
        &self.files
    }

    /// All that decides what the rules say, as text for a hash: the same files in the same order give the same.
    pub fn fingerprint(&self) -> String {
        let mut all = String::new();
        for file in self.files.iter() {
            // A length before each text, so that no text can pass for the next file.
            let _ = writeln!(all, "{} {}\n{}", file.name, file.text.len(), file.text);
        }
        all
    }

    /// The name of a capture by its number in [`Capture::name`].
    pub fn capture_name(&self, number: usize) -> &str {
        self.captures.name(number)
    }
}

/// What is wrong with rules; at least one thing is.
struct Faults {
    first: Fault,
    others: Vec<Fault>,
}

impl Faults {
    /// Goes on where nothing is wrong.
    fn none_of(faults: Vec<Fault>) -> Result<(), Faults> {
        let mut faults = faults.into_iter();
        match faults.next() {
            None => Ok(()),
            Some(first) => Err(Faults { first, others: faults.collect() }),
        }
    }
}

impl From<Fault> for Faults {
    fn from(first: Fault) -> Self {
        Faults { first, others: Vec::new() }
    }
}

fn named(files: &[RuleFile], fault: Fault) -> RuleError {
    let name = files.get(fault.at.file).map_or("", |f| f.name.as_str());
    fault.in_file(name)
}

/// What the files define, the words of its sets, and for each rule the layer in which it runs.
fn read(
    files: &[RuleFile],
    vocabulary: &'static Vocabulary,
) -> Result<(Definitions, Sets, Vec<usize>), Faults> {
    let mut definitions = Definitions::default();
    let mut faults = Vec::new();
    for (number, file) in files.iter().enumerate() {
        faults.extend(
            parse::file(number, &file.text, vocabulary, &mut definitions).err().into_iter().flatten(),
        );
    }
    Faults::none_of(faults)?;
    let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
    let sets = sets::resolve(&definitions.sets, &names)?;
    Faults::none_of(check::rules(&definitions.rules, &sets, vocabulary, &names))?;
    let layers = order::layers(&definitions.rules, vocabulary)?;
    Ok((definitions, sets, layers))
}

fn listed(definitions: &Definitions, files: &[RuleFile], vocabulary: &Vocabulary) -> Vec<Rule> {
    definitions
        .rules
        .iter()
        .map(|rule| Rule {
            id: rule.id.clone(),
            file: files.get(rule.at.file).map(|f| f.name.clone()).unwrap_or_default(),
            line: rule.at.line,
            says: rule.says.clone(),
            when: rule.when.iter().map(|when| text_of(&when.spots)).collect(),
            sets: rule.sets.iter().map(|set| set.source.clone()).collect(),
            hits: rule.hits.iter().map(|hit| hit.example.clone()).collect(),
            not: rule.not.clone(),
            stage: check::stage_of(rule, vocabulary),
            effects: each_once(rule.sets.iter().map(|set| set.effect)),
            needs: order::needed(rule, vocabulary),
            uses: each_once(rule.when.iter().flat_map(|when| check::sets_named(&when.sequence))),
        })
        .collect()
}

fn each_once<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect::<BTreeSet<T>>().into_iter().collect()
}

fn word_sets(definitions: &Definitions, files: &[RuleFile]) -> Vec<WordSet> {
    definitions
        .sets
        .iter()
        .map(|set| WordSet {
            name: set.name.clone(),
            file: files.get(set.at.file).map(|f| f.name.clone()).unwrap_or_default(),
            line: set.at.line,
            adds: set.adds,
            members: set
                .members
                .iter()
                .map(|member| match member {
                    Member::Lemma(lemma) => lemma.clone(),
                    Member::Head(head) => format!("~{head}"),
                    Member::Set(name, _) => format!("@{name}"),
                })
                .collect(),
        })
        .collect()
}

/// The rules of one stage. Cloning it copies no rule.
#[derive(Debug, Clone, Default)]
pub struct Stage {
    program: Arc<Program>,
    captures: Arc<CaptureNames>,
    dictionary: Arc<Dictionary>,
}

impl Stage {
    /// What the rules say of a sentence.
    pub fn apply(&self, scene: &Scene<'_>) -> Facts {
        self.applied().to(scene, &self.dictionary.numbered(scene.text, scene.sentence))
    }

    /// The rules as they are applied to one sentence of a text after the other.
    pub fn applied(&self) -> Applied<'_> {
        Applied { program: &self.program, known: Known::default() }
    }

    /// All ways in which a rule lies in a sentence, behind those that it builds on.
    pub fn matches(&self, scene: &Scene<'_>, rule: usize) -> Vec<Match> {
        matches(&self.program, &self.dictionary, scene, rule)
    }

    /// Whether a rule lies in one of these sentences.
    pub fn finds(&self, scenes: &[Scene<'_>], rule: usize) -> bool {
        scenes.iter().any(|scene| !self.matches(scene, rule).is_empty())
    }

    /// What keeps an example of a rule from being found as marked, given its sentences; `None` when it is.
    pub fn missed(&self, scenes: &[Scene<'_>], rule: usize, example: &Example) -> Option<String> {
        let mut captured: Vec<(&str, ByteSpan, ByteSpan)> = Vec::new();
        let mut found = false;
        for scene in scenes {
            for one in self.matches(scene, rule) {
                found = true;
                let name = |c: &Capture| self.captures.name(c.name);
                captured.extend(one.captures.iter().filter_map(|c| {
                    let (whole, stem) = spans(scene.sentence, c)?;
                    Some((name(c), whole, stem))
                }));
            }
        }
        if !found {
            return Some("nothing is found".to_owned());
        }
        let missing = example.marks.iter().find(|(name, span)| {
            !captured.iter().any(|(n, whole, stem)| n == name && (whole == span || stem == span))
        });
        missing.map(|(name, span)| {
            let instead: BTreeSet<&str> = captured
                .iter()
                .filter(|(n, ..)| n == name)
                .map(|(_, whole, _)| whole.of(&example.text))
                .collect();
            let instead = instead.into_iter().collect::<Vec<_>>().join("`, `");
            match instead.as_str() {
                "" => format!("`{name}` captures nothing, not `{}`", span.of(&example.text)),
                _ => format!("`{name}` captures `{instead}`, not `{}`", span.of(&example.text)),
            }
        })
    }

    /// The name of a capture by its number in [`Capture::name`].
    pub fn capture_name(&self, number: usize) -> &str {
        self.captures.name(number)
    }
}

/// The rules of a stage on their way through a text: what is found out of the form of a word serves all words of that form.
#[derive(Debug)]
pub struct Applied<'s> {
    program: &'s Program,
    known: Known,
}

impl Applied<'_> {
    /// What the rules say of a sentence, looked up by [`Rules::numbered`] of the rules that the stage is of.
    pub fn to(&mut self, scene: &Scene<'_>, numbered: &Numbered) -> Facts {
        run(self.program, &mut self.known, scene, numbered, None).facts
    }
}

/// A capture's text, with and without the particles of its last word.
fn spans(sentence: &Sentence, capture: &Capture) -> Option<(ByteSpan, ByteSpan)> {
    let first = sentence.words.get(capture.first)?;
    let last = sentence.words.get(capture.last)?;
    let start = first.span.start;
    Some((ByteSpan::new(start, last.span.end), ByteSpan::new(start, last.stem.end)))
}

/// One way in which a pattern lies in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// What it captures, in the order of the pattern.
    pub captures: Vec<Capture>,
}

fn matches(program: &Program, dictionary: &Dictionary, scene: &Scene<'_>, rule: usize) -> Vec<Match> {
    let numbered = dictionary.numbered(scene.text, scene.sentence);
    run(program, &mut Known::default(), scene, &numbered, Some(rule))
        .matches
        .into_iter()
        .map(|captures| Match { captures })
        .collect()
}

/// A pattern by itself, without rule or effects, for tests of what patterns find.
#[derive(Debug)]
pub struct Pattern {
    program: Program,
    captures: CaptureNames,
    dictionary: Dictionary,
}

impl Pattern {
    /// Parses what stands behind `when`; `sets` are lines of `let`.
    pub fn parse(when: &str, sets: &str, vocabulary: &'static Vocabulary) -> Result<Pattern, RuleError> {
        Pattern::parse_parts(when, sets, vocabulary).map_err(|fault| {
            let file = if fault.at.file == 0 { "pattern" } else { "sets" };
            fault.in_file(file)
        })
    }

    fn parse_parts(when: &str, sets: &str, vocabulary: &'static Vocabulary) -> Result<Pattern, Fault> {
        let mut definitions = Definitions::default();
        let read = parse::file(1, sets, vocabulary, &mut definitions);
        read.map_err(|mut faults| faults.swap_remove(0))?;
        let sets = sets::resolve(&definitions.sets, &[])?;
        let spots = spots(0, 1, when);
        let at = Place { file: 0, line: 1, column: 1 };
        let sequence = pattern(&mut Cursor::new(&spots, at), vocabulary)?;
        let definition = PatternDef { at, spots, sequence };
        check::pattern(&definition, &sets)?;
        let mut captures = CaptureNames::default();
        let mut dictionary = Dictionary::default();
        let mut compiler = Compiler::new(&sets, vocabulary, &mut captures, &mut dictionary);
        compiler.pattern(0, &definition.sequence, Vec::new(), 0);
        Ok(Pattern { program: compiler.finish(), captures, dictionary })
    }

    /// All ways in which it lies in a sentence.
    pub fn matches(&self, scene: &Scene<'_>) -> Vec<Match> {
        matches(&self.program, &self.dictionary, scene, 0)
    }

    /// The name of a capture by its number in [`Capture::name`].
    pub fn capture_name(&self, number: usize) -> &str {
        self.captures.name(number)
    }
}
