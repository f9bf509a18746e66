//! The averaged perceptron that learns the tagger's weights.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use sagwan_ko::jamo;
use sagwan_ko::training::features::{LONGEST, Window, class, hash_word};
use sagwan_ko::training::{
    Label, MAX_CANDIDATES, Scores, Style, Tag, TaggerModel, bits_of, label_all, passes, row_of, simple_label,
    word_of,
};

use crate::corpus::Example;
use crate::weights::Weights;

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

/// A word of the lexicon.
#[derive(Default, Clone, Copy)]
pub struct Entry {
    /// What it may be.
    pub class: u8,
    /// How often it was seen.
    pub count: u32,
}

/// Labels, candidates and weights under training.
#[derive(Clone)]
pub struct Learner {
    pub labels: Vec<Label>,
    number: HashMap<Label, u16>,
    pub candidates: HashMap<char, Vec<u16>>,
    generic: Vec<u16>,
    pub weights: Weights,
    /// Eojeol that are always labelled alike.
    pub memory: HashMap<u64, Vec<u16>>,
    /// Words of the training data by their hash.
    pub lexicon: HashMap<u64, Entry>,
    /// How often a word must have been seen to be known: more than once while training, so that the weights
    /// learn what words look like that the lexicon lacks.
    known_from: u32,
    /// Lets the features through that are worth their room; empty while all are.
    pub filter: Vec<u64>,
    clock: u32,
}

impl Learner {
    /// Collects the labels of the examples.
    pub fn new(examples: &[Example], size: usize) -> Self {
        let mut learner = Learner {
            labels: Vec::new(),
            number: HashMap::new(),
            candidates: HashMap::new(),
            generic: Vec::new(),
            weights: Weights::new(size),
            memory: HashMap::new(),
            lexicon: HashMap::new(),
            known_from: 2,
            filter: Vec::new(),
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

    /// Takes in words that the teacher knows, whether the text has them or not.
    pub fn know(&mut self, words: &[(String, Tag)]) {
        for (word, tag) in words {
            let entry = self.lexicon.entry(hash_word(word.chars())).or_default();
            entry.class |= class_of(*tag);
            entry.count += 2;
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

    fn is_live(&self, feature: u32) -> bool {
        self.filter.is_empty() || passes(&self.filter, feature)
    }

    /// Chooses the features that are worth their room after a first round of learning, and begins anew with
    /// those alone, in a table of `size` weights and a filter of `words` words.
    pub fn begin_again(&mut self, examples: &[Example], live: usize, size: usize, words: usize) {
        let mut worth: HashMap<u32, (i32, u8), BuildHasherDefault<Same>> = HashMap::default();
        let mut window = Window::default();
        let mut out = Vec::new();
        for example in examples {
            window.fill(example.chars.iter().copied());
            label_all(self, &mut window, example.style, &mut out, |decision| {
                let count = self.candidates(example.chars[decision.at]).len();
                for &feature in decision.features {
                    let row = row_of(feature, self.weights.now.len());
                    let largest =
                        self.weights.now[row..row + count].iter().map(|w| w.abs()).max().unwrap_or(0);
                    let entry = worth.entry(feature).or_insert((largest, 0));
                    entry.1 = entry.1.saturating_add(1);
                }
                example.labels[decision.at].and_then(|l| self.number(&l)).unwrap_or(decision.best)
            });
        }
        let mut ranked: Vec<(i32, u8, u32)> = worth.into_iter().map(|(f, (w, n))| (w, n, f)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        ranked.truncate(live);
        eprintln!("{} features live, the least {:?}", ranked.len(), ranked.last());
        let mut filter = vec![0u64; words];
        for (_, _, feature) in ranked {
            filter[word_of(feature, words)] |= bits_of(feature);
        }
        self.filter = filter;
        self.weights = Weights::new(size);
        self.clock = 0;
        self.known_from = 2;
    }

    fn update(&mut self, feature: u32, place: u8, by: i32) {
        if !self.is_live(feature) {
            return;
        }
        let at = row_of(feature, self.weights.now.len()) + usize::from(place);
        self.weights.update(at, by, self.clock);
    }

    /// One pass over the examples in the given order; the share of syllables labelled right on the way.
    pub fn pass(&mut self, examples: &[Example], order: &[usize], margin: i32) -> f64 {
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
                if let Some(gold) = gold[decision.at] {
                    right += u64::from(gold == decision.best);
                    if let Ok(place) = decision.candidates.binary_search(&gold) {
                        let wanted = decision.scores[place];
                        let rival = (0..decision.candidates.len())
                            .filter(|&n| n != place)
                            .max_by_key(|&n| (decision.scores[n], std::cmp::Reverse(n)));
                        if let Some(rival) = rival
                            && decision.scores[rival] >= wanted - margin
                        {
                            let (gold, rival) = (place as u8, rival as u8);
                            updates.extend(
                                decision.features.iter().flat_map(|&f| [(f, gold, 1), (f, rival, -1)]),
                            );
                        }
                    }
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

    /// Replaces every weight by its mean over the training.
    pub fn average(&mut self) {
        self.weights.average(self.clock);
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

    fn score(&self, features: &[u32], count: usize, sums: &mut Scores) {
        let sums = &mut sums[..count];
        sums.fill(0);
        for &feature in features {
            if !self.is_live(feature) {
                continue;
            }
            let row = row_of(feature, self.weights.now.len());
            for (sum, weight) in sums.iter_mut().zip(&self.weights.now[row..row + count]) {
                *sum += weight;
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
