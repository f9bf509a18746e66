//! The averaged perceptron that learns the tagger's weights.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use sagwan_ko::jamo;
use sagwan_ko::training::features::{LONGEST, Window, class, hash_word};
use sagwan_ko::training::{
    Label, MAX_CANDIDATES, Scores, Style, Tag, TaggerModel, label_all, simple_label, weight_of,
};

use crate::corpus::Example;

/// Feature hashes are well mixed already.
#[derive(Default)]
pub struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(b);
        }
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = u64::from(n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

fn class_of(tag: Tag) -> u8 {
    match tag {
        Tag::NNP => class::NAME,
        Tag::VV | Tag::VA | Tag::VX => class::PREDICATE,
        Tag::MAG | Tag::MAJ | Tag::MM | Tag::IC => class::ADVERB,
        Tag::NNG | Tag::NNB | Tag::NP | Tag::NR | Tag::XR => class::NOUN,
        _ => 0,
    }
}

fn is_functional(tag: Tag) -> bool {
    tag.is_particle()
        || tag.is_ending()
        || matches!(tag, Tag::XSV | Tag::XSA | Tag::VCP | Tag::SF | Tag::SP | Tag::SS)
}

/// Units of a weight in the file.
pub const SCALE: i64 = 8;

/// A weight that remembers the sum of its values over time.
#[derive(Clone, Copy)]
pub struct Weight {
    /// Place of the label among the candidates of the feature's syllable.
    pub place: u8,
    now: i32,
    total: i64,
    since: u32,
}

/// A word of the lexicon.
#[derive(Default, Clone, Copy)]
pub struct Entry {
    /// What it may be.
    pub class: u8,
    /// How often it was seen.
    pub count: u32,
}

/// The byte whose weight is closest to `value`.
fn code_of(value: i64) -> i8 {
    let closest =
        (0..=127i8).min_by_key(|&code| (i64::from(weight_of(code)) - value.abs()).abs()).unwrap_or(0);
    if value < 0 { -closest } else { closest }
}

/// Labels, candidates and weights under training.
pub struct Learner {
    pub labels: Vec<Label>,
    number: HashMap<Label, u16>,
    pub candidates: HashMap<char, Vec<u16>>,
    generic: Vec<u16>,
    pub weights: HashMap<u32, Vec<Weight>, BuildHasherDefault<Same>>,
    pub memory: HashMap<u64, Vec<u16>>,
    /// Words of the training data by their hash.
    pub lexicon: HashMap<u64, Entry>,
    /// How often a word must have been seen to be known: more than once while training, so that the weights
    /// learn what words look like that the lexicon lacks.
    known_from: u32,
    /// The features that occur often enough to be learned.
    kept: HashSet<u32, BuildHasherDefault<Same>>,
    clock: u32,
}

impl Learner {
    /// Collects the labels of the examples.
    pub fn new(examples: &[Example]) -> Self {
        let mut learner = Learner {
            labels: Vec::new(),
            number: HashMap::new(),
            candidates: HashMap::new(),
            generic: Vec::new(),
            weights: HashMap::default(),
            memory: HashMap::new(),
            lexicon: HashMap::new(),
            known_from: 2,
            kept: HashSet::default(),
            clock: 0,
        };
        for &tag in Tag::ALL {
            for begins in [true, false] {
                if let Some(label) = simple_label(tag, begins) {
                    learner.intern(label);
                }
            }
        }
        learner.generic = [Tag::NNP, Tag::NNG]
            .iter()
            .flat_map(|&t| [learner.simple(t, true), learner.simple(t, false)])
            .collect();
        learner.generic.sort_unstable();
        let mut seen: HashMap<(char, u16), u32> = HashMap::new();
        for example in examples {
            for (&c, label) in example.chars.iter().zip(&example.labels) {
                if let Some(label) = label.filter(|_| jamo::is_syllable(c)) {
                    *seen.entry((c, learner.intern(label))).or_insert(0) += 1;
                }
            }
        }
        let mut pairs: Vec<_> = seen.into_iter().collect();
        pairs.sort_unstable();
        for ((c, label), count) in pairs {
            // A label seen once on a syllable is more often a slip than a fact, unless it is a plain one.
            if count > 1 || learner.labels[usize::from(label)].pieces().len() == 1 {
                learner.candidates.entry(c).or_insert_with(|| learner.generic.clone()).push(label);
            }
        }
        for list in learner.candidates.values_mut() {
            list.sort_unstable();
            list.dedup();
            list.truncate(MAX_CANDIDATES);
        }
        for example in examples {
            learner.learn_words(example);
        }
        learner
    }

    /// Takes the words of an example into the lexicon.
    fn learn_words(&mut self, example: &Example) {
        let mut add = |chars: &[char], class: u8| {
            if (1..=LONGEST).contains(&chars.len()) {
                let entry = self.lexicon.entry(hash_word(chars.iter().copied())).or_default();
                entry.class |= class;
                entry.count += 1;
            }
        };
        let mut n = 0;
        while n < example.chars.len() {
            let Some(first) = example.labels[n].filter(|l| l.begins()) else {
                n += 1;
                continue;
            };
            let goes_on = |i: usize| {
                example.labels.get(i).copied().flatten().is_some_and(|l| !l.begins() && l.pieces().len() == 1)
            };
            let end = (n + 1..).find(|&i| !goes_on(i)).unwrap_or(n + 1);
            let class = class_of(first.first_tag());
            let plain = example.labels[n..end].iter().flatten().all(|l| l.pieces().len() == 1);
            if class != 0 && plain {
                add(&example.chars[n..end], class);
            }
            // From the first functional morpheme on, all up to the end of the eojeol is a chain.
            let functional = |l: &Label| l.pieces().iter().all(|p| is_functional(p.tag));
            if n > 0 && functional(&first) && example.labels[n - 1].is_some_and(|l| !functional(&l)) {
                let stop = (n..example.chars.len())
                    .find(|&i| example.chars[i].is_whitespace())
                    .unwrap_or(example.chars.len());
                if example.labels[n..stop].iter().flatten().all(functional) {
                    add(&example.chars[n..stop], class::CHAIN);
                }
            }
            n = end;
        }
    }

    /// After training every word counts, also those seen once.
    pub fn know_all_words(&mut self) {
        self.known_from = 1;
    }

    fn intern(&mut self, label: Label) -> u16 {
        let next = self.labels.len() as u16;
        *self.number.entry(label).or_insert_with(|| {
            self.labels.push(label);
            next
        })
    }

    pub fn number(&self, label: &Label) -> Option<u16> {
        self.number.get(label).copied()
    }

    /// Keeps the features that occur at least so often along the right labels. What occurs once or twice
    /// memorises its sentence and would fill the file.
    pub fn keep_frequent(&mut self, examples: &[Example], least: u32) {
        let mut counts: HashMap<u32, u32, BuildHasherDefault<Same>> = HashMap::default();
        let mut window = Window::default();
        let mut out = Vec::new();
        for example in examples {
            window.fill(example.chars.iter().copied());
            label_all(self, &mut window, example.style, &mut out, |decision| {
                for &feature in decision.features {
                    *counts.entry(feature).or_insert(0) += 1;
                }
                example.labels[decision.at].and_then(|l| self.number(&l)).unwrap_or(decision.best)
            });
        }
        self.kept = counts.into_iter().filter(|(_, n)| *n >= least).map(|(f, _)| f).collect();
    }

    fn update(&mut self, feature: u32, place: u8, by: i32) {
        if !self.kept.contains(&feature) {
            return;
        }
        let clock = self.clock;
        let list = self.weights.entry(feature).or_default();
        let weight = match list.iter_mut().find(|w| w.place == place) {
            Some(weight) => weight,
            None => {
                list.push(Weight { place, now: 0, total: 0, since: clock });
                let last = list.len() - 1;
                &mut list[last]
            }
        };
        weight.total += i64::from(weight.now) * i64::from(clock - weight.since);
        weight.since = clock;
        weight.now += by;
    }

    /// One pass over the examples in the given order; the share of syllables labelled right on the way.
    pub fn pass(&mut self, examples: &[Example], order: &[usize]) -> f64 {
        let mut window = Window::default();
        let mut out = Vec::new();
        let (mut right, mut all) = (0u64, 0u64);
        let mut updates: Vec<(u32, u8, i32)> = Vec::new();
        for &n in order {
            let example = &examples[n];
            window.fill(example.chars.iter().copied());
            let gold: Vec<Option<u16>> =
                example.labels.iter().map(|l| l.and_then(|l| self.number(&l))).collect();
            updates.clear();
            label_all(self, &mut window, example.style, &mut out, |decision| {
                all += 1;
                match gold[decision.at] {
                    Some(gold) if gold == decision.best => right += 1,
                    Some(gold) => {
                        let candidates = self.candidates(example.chars[decision.at]);
                        let place = |label: u16| {
                            candidates.binary_search(&label).ok().and_then(|n| u8::try_from(n).ok())
                        };
                        if let (Some(gold), Some(best)) = (place(gold), place(decision.best)) {
                            updates.extend(
                                decision.features.iter().flat_map(|&f| [(f, gold, 1), (f, best, -1)]),
                            );
                        }
                    }
                    None => {}
                }
                decision.best
            });
            self.clock += 1;
            for &(feature, label, by) in &updates {
                self.update(feature, label, by);
            }
        }
        right as f64 / all.max(1) as f64
    }

    /// Replaces every weight by its mean over the training, in units of 1/[`SCALE`], and drops those below `least`.
    pub fn average(&mut self, least: i32) {
        let clock = i64::from(self.clock.max(1));
        for list in self.weights.values_mut() {
            for weight in list.iter_mut() {
                weight.total += i64::from(weight.now) * (clock - i64::from(weight.since));
                weight.now = weight_of(code_of(weight.total * SCALE / clock));
            }
            list.sort_by_key(|w| w.place);
        }
        self.prune(least);
    }

    /// Drops weights below `least`.
    pub fn prune(&mut self, least: i32) {
        for list in self.weights.values_mut() {
            list.retain(|w| w.now.abs() >= least);
        }
        self.weights.retain(|_, list| !list.is_empty());
    }

    /// Remembers the eojeol that the examples of the reader's style always label alike.
    pub fn remember(&mut self, examples: &[Example], least: u32) {
        use sagwan_ko::training::features::hash_eojeol;
        let mut seen: HashMap<Vec<char>, HashMap<Vec<u16>, u32>> = HashMap::new();
        for example in examples.iter().filter(|e| e.style == Style::News) {
            let mut n = 0;
            while n < example.chars.len() {
                if example.chars[n].is_whitespace() {
                    n += 1;
                    continue;
                }
                let end = (n..example.chars.len())
                    .find(|&e| example.chars[e].is_whitespace())
                    .unwrap_or(example.chars.len());
                let labels: Option<Vec<u16>> =
                    example.labels[n..end].iter().map(|l| self.number(&(*l)?)).collect();
                if let Some(labels) = labels.filter(|l| l.len() <= 12) {
                    *seen.entry(example.chars[n..end].to_vec()).or_default().entry(labels).or_insert(0) += 1;
                }
                n = end;
            }
        }
        for (chars, analyses) in seen {
            let all: u32 = analyses.values().sum();
            let best =
                analyses.iter().max_by_key(|(labels, count)| (**count, std::cmp::Reverse((*labels).clone())));
            if let Some((labels, count)) = best
                && all >= least
                && f64::from(*count) >= 0.98 * f64::from(all)
            {
                self.memory.insert(hash_eojeol(chars.iter().copied()), labels.clone());
            }
        }
    }
}

impl TaggerModel for Learner {
    fn labels(&self) -> &[Label] {
        &self.labels
    }

    fn candidates(&self, syllable: char) -> &[u16] {
        self.candidates.get(&syllable).unwrap_or(&self.generic)
    }

    fn add(&self, feature: u32, scores: &mut Scores) {
        if let Some(list) = self.weights.get(&feature) {
            for weight in list {
                scores[usize::from(weight.place)] += weight.now;
            }
        }
    }

    fn word(&self, hash: u64) -> u8 {
        self.lexicon.get(&hash).filter(|e| e.count >= self.known_from).map_or(0, |e| e.class)
    }

    fn remembered(&self, eojeol: u64, length: usize) -> Option<&[u16]> {
        self.memory.get(&eojeol).map(Vec::as_slice).filter(|l| l.len() == length)
    }

    fn simple(&self, tag: Tag, begins: bool) -> u16 {
        simple_label(tag, begins).and_then(|l| self.number(&l)).unwrap_or(0)
    }
}

impl Weight {
    /// The weight as the file writes it.
    pub fn code(&self) -> i8 {
        code_of(i64::from(self.now))
    }
}
