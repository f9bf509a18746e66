//! Learns who takes part in an event, whether a word tells of one, and which of those told is one of its own.

use std::collections::BTreeSet;
use std::path::Path;

use sagwan::article::Document;
use sagwan::record::{EventKind, Record};
use sagwan::training::{self, Weighed};
use sagwan::{Options, Reader, Weights, parse_published};
use sagwan_eval::gold::{self, Annotation, GoldEvent};
use sagwan_eval::score::{actors_of, f1_of, gold_sides, group, paired, word};
use sagwan_eval::{GoldError, Scores};

use crate::forest::{Forest, learn};

/// Parts into which the articles are divided: what is learned from the others is tried on each.
const FOLDS: usize = 5;
/// Trees of the decisions on sides, on tellings, on events of their own, and on how sure those are.
const SIDE_TREES: usize = 60;
const TELLING_TREES: usize = 100;
const OWN_TREES: usize = 30;
const SURE_TREES: usize = 20;
/// How far an event is right whose sides are, but not its phase, and one that shares half of its sides: enough to be taken
/// where there is nothing better.
const OTHER_PHASE: f64 = 0.5;
const SOME_SIDES: f64 = 0.3;

/// An annotated article.
#[derive(Debug)]
struct Example {
    gold: Annotation,
    text: String,
}

impl Example {
    fn document(&self) -> Document {
        Document::from_text(self.text.as_str())
    }

    fn options(&self) -> Options {
        let published = self.gold.published.as_deref().and_then(parse_published);
        Options { published, ..Options::default() }
    }
}

/// Annotated articles.
#[derive(Debug)]
pub struct Examples {
    all: Vec<Example>,
    /// How many, from the first on, figures are counted over.
    counted: usize,
}

impl Examples {
    /// Those of folders of annotations, with the texts in `articles` beside each; figures are those of the first folder.
    ///
    /// # Errors
    /// When a file cannot be read or is no annotation.
    pub fn load<P: AsRef<Path>>(folders: &[P]) -> Result<Self, GoldError> {
        let mut found = Examples { all: Vec::new(), counted: 0 };
        for (n, folder) in folders.iter().enumerate() {
            found.all.extend(of_folder(folder.as_ref())?);
            if n == 0 {
                found.counted = found.all.len();
            }
        }
        Ok(found)
    }

    /// How many there are, and over how many figures are counted.
    pub fn counts(&self) -> (usize, usize) {
        (self.all.len(), self.counted)
    }

    /// Those that figures are counted over, with their numbers.
    fn counted(&self) -> impl Iterator<Item = (usize, &Example)> {
        self.all.iter().enumerate().take(self.counted)
    }
}

/// The annotated articles of a folder of annotations.
fn of_folder(folder: &Path) -> Result<Vec<Example>, GoldError> {
    let articles = folder.parent().unwrap_or(folder).join("articles");
    let text = |gold: Annotation| {
        let path = articles.join(format!("{}.txt", gold.id));
        let text = std::fs::read_to_string(&path).map_err(|source| GoldError::Read { path, source })?;
        Ok(Example { gold, text })
    };
    gold::load(folder)?.into_iter().map(text).collect()
}

/// A decision with its clues, and how far it is right, from 0 to 1.
type Decision = (Vec<i16>, f64);

/// What an article teaches.
struct Lesson {
    sides: Vec<Decision>,
    tellings: Vec<Decision>,
    own: Vec<Decision>,
    sure: Vec<Decision>,
}

/// The fold of an article.
fn fold_of(n: usize) -> usize {
    n % FOLDS
}

/// Learns from examples.
pub fn weights(reader: &Reader, examples: &Examples) -> Weights {
    learned(reader, &examples.all.iter().collect::<Vec<_>>())
}

/// Learns from articles. Each of the three decisions is learned from articles that were read with what the decisions before
/// it had learned from other articles, or it would trust them too much.
fn learned(reader: &Reader, examples: &[&Example]) -> Weights {
    let lessons = |weights: &dyn Fn(usize) -> Weights| -> Vec<Lesson> {
        let readers: Vec<Reader> = (0..FOLDS).map(|n| reader.clone().with_weights(weights(n))).collect();
        let read = examples.iter().enumerate();
        read.filter_map(|(n, example)| Some(lesson(readers.get(fold_of(n))?, example))).collect()
    };
    let all = |_: usize| true;
    let but = |fold: usize| move |n: usize| fold_of(n) != fold;

    let ruled = lessons(&|_| Weights::default());
    let side = |kept: &dyn Fn(usize) -> bool| grow(&ruled, kept, |lesson| &lesson.sides, SIDE_TREES);
    let sided = lessons(&|fold| Weights { side: side(&but(fold)), ..Weights::default() });
    let telling = |kept: &dyn Fn(usize) -> bool| grow(&sided, kept, |lesson| &lesson.tellings, TELLING_TREES);
    let told = lessons(&|fold| Weights {
        side: side(&but(fold)),
        telling: telling(&but(fold)),
        ..Weights::default()
    });
    let own = grow(&told, &all, |lesson| &lesson.own, OWN_TREES);
    let sure = grow(&told, &all, |lesson| &lesson.sure, SURE_TREES);
    Weights { side: side(&all), telling: telling(&all), own, sure }
}

/// Grows so many trees from the lessons that are kept.
fn grow<'l>(
    lessons: &'l [Lesson],
    kept: &dyn Fn(usize) -> bool,
    of: impl Fn(&'l Lesson) -> &'l Vec<Decision>,
    trees: usize,
) -> Forest {
    let kept = lessons.iter().enumerate().filter(|(n, _)| kept(*n));
    let decisions = kept.flat_map(|(_, lesson)| of(lesson));
    let (clues, right): (Vec<&[i16]>, Vec<f64>) = decisions.map(|(c, right)| (c.as_slice(), *right)).unzip();
    let Some(count) = clues.first().map(|clues| clues.len()) else { return Forest::default() };
    learn(&clues, &right, count, trees)
}

/// What an article teaches, read by a reader that does not know it.
fn lesson(reader: &Reader, example: &Example) -> Lesson {
    let (record, weighed, own) = training::read(reader, &example.document(), &example.options());
    let keys = actors_of(&example.gold, &record);
    let key = |id: &String| keys.get(id.as_str()).cloned().unwrap_or_default();
    let mut lesson = Lesson {
        sides: Vec::new(),
        tellings: Vec::new(),
        own: own_events(example, &record, &own, false),
        sure: own_events(example, &record, &own, true),
    };
    for one in &weighed {
        if let Some(gold) = meant(example, one, &key) {
            let sides = gold_sides(gold);
            let right = |id: &String| f64::from(u8::from(sides.contains(&key(id))));
            lesson.sides.extend(one.candidates.iter().map(|(id, clues)| (clues.clone(), right(id))));
        }
        for (actors, clues) in &one.sides {
            let sides: BTreeSet<String> = actors.iter().map(key).collect();
            lesson.tellings.push((clues.clone(), fits(&example.gold, one, &sides)));
        }
    }
    lesson
}

/// The clues of the events of a record, and whether each is an annotated one; where `whole`, with just its sides.
fn own_events(example: &Example, record: &Record, clues: &[Vec<i16>], whole: bool) -> Vec<Decision> {
    let found = paired(&example.gold, record);
    let right = |n: usize| f64::from(u8::from(found.get(&n).is_some_and(|same_sides| *same_sides || !whole)));
    clues.iter().enumerate().map(|(n, clues)| (clues.clone(), right(n))).collect()
}

/// The annotated events of the kind that a word may name.
fn of_its_kind(gold: &Annotation, kind: EventKind) -> impl Iterator<Item = &GoldEvent> {
    let kind = word(&kind);
    gold.events.iter().filter(move |event| group(&event.kind) == group(&kind))
}

/// The annotated event that a word means: one whose own word it is, else one with the sides that the reader sees.
fn meant<'e>(example: &'e Example, one: &Weighed, key: &dyn Fn(&String) -> String) -> Option<&'e GoldEvent> {
    let chosen = one.chosen.and_then(|n| one.sides.get(n));
    let seen: BTreeSet<String> = chosen.into_iter().flat_map(|(ids, _)| ids).map(key).collect();
    let reach: BTreeSet<String> = one.candidates.iter().map(|(id, _)| key(id)).collect();
    let hundredths = |share: f64| (100.0 * share) as i64;
    let by_sides = |gold: &&GoldEvent| {
        let sides = gold_sides(gold);
        let reached = sides.intersection(&reach).count() as f64 / sides.len().max(1) as f64;
        (hundredths(f1_of(&sides, &seen)), hundredths(reached))
    };
    let own = |gold: &&GoldEvent| {
        gold.trigger.as_deref().is_some_and(|trigger| stands_at(&example.text, trigger, one))
    };
    let all = || of_its_kind(&example.gold, one.kind);
    let named = all().filter(own).max_by_key(by_sides);
    named.or_else(|| all().filter(|gold| by_sides(gold).0 >= 50).max_by_key(by_sides))
}

/// Whether a snippet of the article holds the word, or a part of it.
fn stands_at(text: &str, snippet: &str, one: &Weighed) -> bool {
    let chars = |bytes: usize| text.get(..bytes).map_or(0, |t| t.chars().count());
    text.match_indices(snippet).any(|(at, _)| {
        let (start, end) = (chars(at), chars(at + snippet.len()));
        start < one.trigger.end && one.trigger.start < end
    })
}

/// Whether something has happened, lies ahead, or is not to be.
fn phase(status: &str) -> u8 {
    match status {
        "occurred" | "underway" => 0,
        "planned" | "proposed" => 1,
        _ => 2,
    }
}

/// How far an event with these sides is one that is annotated.
fn fits(gold: &Annotation, one: &Weighed, sides: &BTreeSet<String>) -> f64 {
    let day = |value: &str| value.get(..10).unwrap_or(value).to_owned();
    let in_time = |gold: &GoldEvent| {
        let times = || gold.time_also.iter().flatten().chain(&gold.time);
        let same = |time: &String| {
            let (a, b) = (day(time), day(one.time.as_deref().unwrap_or("")));
            a.starts_with(&b) || b.starts_with(&a)
        };
        one.time.is_none() || times().next().is_none() || times().any(same)
    };
    let own_phase = phase(&word(&one.status));
    let in_phase = |gold: &GoldEvent| {
        phase(&gold.status) == own_phase || gold.status_also.iter().any(|s| phase(s) == own_phase)
    };
    let of_event = |gold: &GoldEvent| {
        let alike = f1_of(&gold_sides(gold), sides);
        match in_time(gold) {
            true if alike == 1.0 && in_phase(gold) => 1.0,
            true if alike == 1.0 => OTHER_PHASE,
            true if alike >= 0.5 && in_phase(gold) => SOME_SIDES,
            _ => 0.0,
        }
    };
    of_its_kind(gold, one.kind).map(of_event).fold(0.0, f64::max)
}

/// The figures of a reader as it is.
///
/// # Errors
/// When a snippet of an annotation does not stand in its text.
pub fn scores(reader: &Reader, examples: &Examples) -> Result<Scores, GoldError> {
    let mut scores = Scores::default();
    for (_, example) in examples.counted() {
        let record = reader.read(&example.document(), &example.options());
        scores.add(&example.gold, &record, &example.text)?;
    }
    Ok(scores)
}

/// The figures of what can be learned: each article is read with what was learned from all others but its fold.
///
/// # Errors
/// When a snippet of an annotation does not stand in its text.
pub fn validated(reader: &Reader, examples: &Examples) -> Result<(Scores, Calibration), GoldError> {
    let mut scores = Scores::default();
    let mut calibration = Calibration::default();
    for fold in 0..FOLDS {
        let others = examples.all.iter().enumerate().filter(|(n, _)| fold_of(*n) != fold);
        let others: Vec<&Example> = others.map(|(_, example)| example).collect();
        let reader = reader.clone().with_weights(learned(reader, &others));
        for (_, example) in examples.counted().filter(|(n, _)| fold_of(*n) == fold) {
            let record = reader.read(&example.document(), &example.options());
            scores.add(&example.gold, &record, &example.text)?;
            calibration.add(&example.gold, &record);
        }
    }
    Ok((scores, calibration))
}

/// How many events were said with a confidence of each tenth, how sure on the whole, and how many of them were right.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Calibration([(usize, f64, usize); 10]);

impl Calibration {
    fn add(&mut self, gold: &Annotation, record: &Record) {
        let found = paired(gold, record);
        for (n, event) in record.events.iter().enumerate() {
            let Some(confidence) = event.confidence else { continue };
            let Some(bin) = self.0.get_mut((confidence * 10.0) as usize) else { continue };
            let right = found.get(&n) == Some(&true);
            *bin = (bin.0 + 1, bin.1 + confidence, bin.2 + usize::from(right));
        }
    }
}

impl std::fmt::Display for Calibration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (events, confidence, right) in self.0.iter().filter(|(events, ..)| *events > 0) {
            let share = |sum: f64| sum / *events as f64;
            let (said, held) = (share(*confidence), share(*right as f64));
            writeln!(f, "confidence {said:.2}: right {held:.2} of {events}")?;
        }
        Ok(())
    }
}

/// How much of what is annotated is in reach: each figure counts annotated events.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Ceilings {
    /// That have to be found.
    pub events: usize,
    /// At whose word, or with half of whose sides, something is proposed.
    pub proposed: usize,
    /// All of whose sides are candidates there.
    pub in_reach: usize,
    /// Whose sides are one of the sets that are weighed.
    pub weighed: usize,
    /// Whose sides are taken.
    pub taken: usize,
}

/// How much of what is annotated is in the reach of a reader.
pub fn ceilings(reader: &Reader, examples: &Examples) -> Ceilings {
    let mut found = Ceilings::default();
    for (_, example) in examples.counted() {
        let (record, weighed, _) = training::read(reader, &example.document(), &example.options());
        let keys = actors_of(&example.gold, &record);
        let key = |id: &String| keys.get(id.as_str()).cloned().unwrap_or_default();
        let set = |ids: &[String]| -> BTreeSet<String> { ids.iter().map(key).collect() };
        for gold in example.gold.events.iter().filter(|gold| !gold.optional) {
            let sides = gold_sides(gold);
            let kind = |one: &&Weighed| group(&gold.kind) == group(&word(&one.kind));
            let own = |one: &&Weighed| {
                let named = gold.trigger.as_deref().is_some_and(|t| stands_at(&example.text, t, one));
                named || one.sides.iter().any(|(ids, _)| f1_of(&set(ids), &sides) >= 0.5)
            };
            let all = |one: &&Weighed| {
                sides.iter().all(|side| one.candidates.iter().any(|(id, _)| key(id) == *side))
            };
            let exact = |one: &&Weighed| one.sides.iter().any(|(ids, _)| set(ids) == sides);
            let taken = |one: &&Weighed| {
                let chosen = one.chosen.and_then(|n| one.sides.get(n));
                chosen.is_some_and(|(ids, _)| set(ids) == sides)
            };
            let own: Vec<&Weighed> = weighed.iter().filter(kind).filter(own).collect();
            let has = |test: &dyn Fn(&&Weighed) -> bool| usize::from(own.iter().any(test));
            found.events += 1;
            found.proposed += usize::from(!own.is_empty());
            found.in_reach += has(&all);
            found.weighed += has(&exact);
            found.taken += has(&taken);
        }
    }
    found
}
