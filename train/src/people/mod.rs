//! Learns which words are names, from annotated articles, and says how well by cross-validation over articles.

mod gold;
mod rename;

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};
use sagwan_ko::training::{
    Clues, FIRST, NameModel, NameWord, SECOND, SLOTS, chosen, context_slots, form_slots,
};
use sagwan_ko::{Additions, Pack};
use sagwan_learn::forest;
use sagwan_text::forest::Forest;

use gold::Article;

const FOLDS: usize = 5;
/// Trees of the first round, which every word pays for, and of the second.
const FIRST_TREES: usize = 40;
const SECOND_TREES: usize = 120;
/// Passes over the data for the weights of runs.
const PASSES: usize = 6;
/// Weights are written as so many parts of one.
const PARTS: f32 = 20.0;

/// Learns from all folders and writes the model; prints how many names are found by cross-validation over articles.
pub fn people(data: &Path, folders: &[&Path], out: &Path) -> Result<()> {
    let pack = Pack::with(Additions::default())?;
    let articles = gold::articles(&pack, folders)?;
    let nouns = nouns(data)?;
    eprintln!(
        "{} articles, {} sightings",
        articles.len(),
        articles.iter().map(|a| a.sightings.len()).sum::<usize>()
    );
    let renamed = rename::all(&pack, &articles);
    let mut total = Counts::default();
    for fold in 0..FOLDS {
        let (held, rest): (Vec<_>, Vec<_>) =
            articles.iter().enumerate().partition(|(n, _)| n % FOLDS == fold);
        let rest: Vec<&Article> =
            rest.into_iter().flat_map(|(n, a)| std::iter::once(a).chain(&renamed[n])).collect();
        let model = learn(&pack, &rest, &nouns);
        let seen: HashSet<&str> = rest.iter().flat_map(|a| a.full.iter().map(String::as_str)).collect();
        for (_, article) in held {
            let scores = read(&pack, article, &model);
            total.add(article, &chosen(&article.text, &article.sightings, &scores), &seen);
        }
    }
    total.print();
    let all: Vec<&Article> =
        articles.iter().zip(&renamed).flat_map(|(a, b)| std::iter::once(a).chain(b)).collect();
    let model = learn(&pack, &all, &nouns);
    std::fs::write(out, model.written()).with_context(|| out.display().to_string())
}

/// The names of an article by a model.
fn read(pack: &Pack, article: &Article, model: &NameModel) -> Vec<i16> {
    let document = article.document(pack);
    let mut clues = document.first(model);
    let first: Vec<i16> = clues.iter().map(|c| model.thought(c.as_ref())).collect();
    document.second(&mut clues, &first);
    clues.iter().zip(&first).map(|(c, first)| model.settled(c.as_ref(), *first)).collect()
}

/// An article and its copies with other names lie in one fold.
fn fold_of(n: usize) -> usize {
    n / (1 + rename::COPIES) % FOLDS
}

/// Learns everything from articles, each followed by its copies with other names.
fn learn(pack: &Pack, articles: &[&Article], nouns: &[(String, bool)]) -> NameModel {
    // What the runs of syllables say of an article is learned from the others, or the trees would trust it too much.
    let mut clues: Vec<Vec<Option<Clues>>> = vec![Vec::new(); articles.len()];
    for fold in 0..FOLDS {
        let others = others(articles, fold);
        let model = runs(pack, &others, nouns);
        for n in (0..articles.len()).filter(|n| fold_of(*n) == fold) {
            clues[n] = articles[n].clues(pack, &model);
        }
    }
    let all = || clues.iter().zip(articles).flat_map(|(clues, article)| clues.iter().zip(&article.right));
    let looked_at = |name: bool| {
        let of = || all().filter(move |(_, right)| **right == name);
        of().filter(|(clues, _)| clues.is_some()).count() as f64 / of().count() as f64
    };
    eprintln!("looked at: {:.3} of names, {:.3} of the rest", looked_at(true), looked_at(false));
    let forest = |from: &dyn Fn(usize) -> bool, clues: &[Vec<Option<Clues>>], count: usize| -> Forest {
        let own = (0..articles.len()).filter(|n| from(*n));
        let told = own.flat_map(|n| clues[n].iter().zip(articles[n].told()));
        let (clues, right): (Vec<Clues>, Vec<f64>) =
            told.filter_map(|(c, r)| Some(((*c)?, f64::from(u8::from(r?))))).unzip();
        let trees = if count == FIRST { FIRST_TREES } else { SECOND_TREES };
        forest::learn(&clues, &right, count, trees)
    };
    let mut thought: Vec<Vec<i16>> = vec![Vec::new(); articles.len()];
    for fold in 0..FOLDS {
        let first = forest(&|n| fold_of(n) != fold, &clues, FIRST);
        for n in (0..articles.len()).filter(|n| fold_of(*n) == fold) {
            let model = NameModel { first: first.clone(), ..NameModel::default() };
            thought[n] = clues[n].iter().map(|c| model.thought(c.as_ref())).collect();
        }
    }
    let first = forest(&|_| true, &clues, FIRST);
    for ((article, clues), thought) in articles.iter().zip(&mut clues).zip(&thought) {
        article.document(pack).second(clues, thought);
    }
    let second = forest(&|_| true, &clues, SECOND);
    NameModel { first, second, ..runs(pack, articles, nouns) }
}

fn others<'a>(articles: &[&'a Article], fold: usize) -> Vec<&'a Article> {
    articles.iter().enumerate().filter(|(n, _)| fold_of(*n) != fold).map(|(_, a)| *a).collect()
}

/// Learns the weights of runs of syllables and of words beside by logistic regression.
fn runs(pack: &Pack, articles: &[&Article], nouns: &[(String, bool)]) -> NameModel {
    let mut forms = vec![0f32; SLOTS];
    let mut contexts = vec![0f32; SLOTS];
    let (mut form_sums, mut context_sums) = (vec![1e-2f32; SLOTS], vec![1e-2f32; SLOTS]);
    let mut bias = -2f32;
    let (mut own, mut beside) = (Vec::new(), Vec::new());
    let step = |slots: &[usize], weights: &mut [f32], sums: &mut [f32], slope: f32| {
        for &slot in slots {
            let slope = slope - 1e-3 * weights[slot];
            sums[slot] += slope * slope;
            weights[slot] += 0.1 * slope / sums[slot].sqrt();
        }
    };
    for _ in 0..PASSES {
        for article in articles {
            let document = article.document(pack);
            for (s, right) in article.sightings.iter().zip(article.told()) {
                let Some(right) = right else { continue };
                own.clear();
                beside.clear();
                form_slots(document.stretch(s), |slot| own.push(slot));
                context_slots(&document, s, |slot| beside.push(slot));
                let score = bias
                    + own.iter().map(|n| forms[*n]).sum::<f32>()
                    + beside.iter().map(|n| contexts[*n]).sum::<f32>();
                let slope = f32::from(u8::from(right)) - 1.0 / (1.0 + (-score).exp());
                bias += 0.01 * slope;
                step(&own, &mut forms, &mut form_sums, slope);
                step(&beside, &mut contexts, &mut context_sums, slope);
            }
        }
        for (noun, proper) in nouns {
            own.clear();
            form_slots(noun, |slot| own.push(slot));
            let score = bias + own.iter().map(|n| forms[*n]).sum::<f32>();
            let slope = 0.3 * (f32::from(u8::from(*proper)) - 1.0 / (1.0 + (-score).exp()));
            step(&own, &mut forms, &mut form_sums, slope);
        }
    }
    let whole =
        |weights: Vec<f32>| weights.iter().map(|w| (w * PARTS).round().clamp(-127.0, 127.0) as i8).collect();
    NameModel { forms: whole(forms), contexts: whole(contexts), ..NameModel::default() }
}

/// The nouns of the treebanks, and whether each is a proper one.
fn nouns(data: &Path) -> Result<Vec<(String, bool)>> {
    let mut found: std::collections::BTreeMap<String, bool> = std::collections::BTreeMap::new();
    for (file, common, proper) in
        [("ud-gsd/ko-gsd-ud-train.conllu", "NNG", "NNP"), ("ud-kaist/ko-kaist-train.conllu", "ncn", "nqpb")]
    {
        let Ok(text) = std::fs::read_to_string(data.join(file)) else { continue };
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [_, _, lemma, _, gsd, .., kaist] = cells.as_slice() else { continue };
            let tags: Vec<&str> = match common {
                "NNG" => gsd.split('+').collect(),
                _ => kaist.split('+').filter_map(|m| m.split_once('/')).map(|(_, tag)| tag).collect(),
            };
            for (form, tag) in lemma.split('+').zip(tags) {
                if (tag == common || tag == proper) && form.chars().all(sagwan_ko::jamo::is_syllable) {
                    let known = found.entry(form.to_owned()).or_default();
                    *known |= tag == proper;
                }
            }
        }
    }
    eprintln!("{} nouns, {} proper", found.len(), found.values().filter(|p| **p).count());
    Ok(found.into_iter().collect())
}

/// How many names are found.
#[derive(Default)]
struct Counts {
    full: usize,
    found: usize,
    new: usize,
    new_found: usize,
    /// Words of names: right, missed, too many.
    words: [usize; 3],
}

impl Counts {
    fn add(&mut self, article: &Article, words: &[NameWord], seen: &HashSet<&str>) {
        let names = names(&article.text, words);
        for full in &article.full {
            let found = names.contains(full);
            self.full += 1;
            self.found += usize::from(found);
            if !seen.contains(full.as_str()) {
                self.new += 1;
                self.new_found += usize::from(found);
            }
        }
        let spans: HashSet<_> = words.iter().map(|w| (w.span.start, w.span.end)).collect();
        let right: HashSet<_> = article
            .sightings
            .iter()
            .zip(&article.right)
            .filter(|(_, r)| **r)
            .map(|(s, _)| (s.span.start, s.span.end))
            .collect();
        self.words[0] += spans.intersection(&right).count();
        self.words[1] += right.difference(&spans).count();
        self.words[2] += spans.difference(&right).count();
    }

    fn print(&self) {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let [right, missed, extra] = self.words;
        println!(
            "full names {:.3} of {}, new ones {:.3} of {}; words of names P {:.3} R {:.3}",
            share(self.found, self.full),
            self.full,
            share(self.new_found, self.new),
            self.new,
            share(right, right + extra),
            share(right, right + missed),
        );
    }
}

/// The names that words make up.
fn names(text: &str, words: &[NameWord]) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut run: Vec<&NameWord> = Vec::new();
    let end = |run: &mut Vec<&NameWord>, found: &mut HashSet<String>| {
        if !run.is_empty() {
            found.insert(run.iter().map(|w| w.span.of(text)).collect::<Vec<_>>().join(" "));
        }
        run.clear();
    };
    for word in words {
        let follows = run.last().is_some_and(|last| {
            last.goes_on() && last.sentence == word.sentence && last.word + 1 == word.word
        });
        if !follows {
            end(&mut run, &mut found);
        }
        run.push(word);
    }
    end(&mut run, &mut found);
    found
}
