//! Takes away every rule, and every part of one, by itself, and tells what notices. Written for `eval/mutants`; run from
//! the root of the repository; prints CSV. Folders given as arguments hold more articles: of them is told how many are read
//! otherwise without a rule.
//!
//! A golden article notices when its report differs from the one with all rules; an example when it holds no longer. A rule
//! as a whole is always missed by its own examples; whether what is read of them differs is told as well. They do not tell
//! one effect from another, so one of several is noticed only by what is read.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use sagwan::article::Document;
use sagwan::rules::{Mutant, PackError, Rule, Rules};
use sagwan::{Options, Reader};

#[path = "../tests/common/report.rs"]
mod report;

use report::report;

type Fault = Box<dyn std::error::Error>;

fn main() -> Result<(), Fault> {
    let base = Base::new(std::env::args().skip(1).collect())?;
    let mutants = base.rules().mutants();
    let next = AtomicUsize::new(0);
    let rows: Mutex<BTreeMap<usize, Vec<String>>> = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(number) else { return Ok::<(), PackError>(()) };
            let noticed = base.noticed(number, mutant)?;
            if let Ok(mut rows) = rows.lock() {
                rows.insert(number, noticed);
            }
            if number.is_multiple_of(100) {
                eprintln!("mutants: {number} of {} mutants", mutants.len());
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        handles.into_iter().try_for_each(|handle| handle.join().unwrap_or(Ok(())))
    })?;
    let rows = rows.into_inner().unwrap_or_default();
    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    out.write_record(["mutant", "of", "part", "noticed_by"])?;
    for (mutant, noticed) in mutants.iter().zip(rows.values()) {
        let file = base.rule(&mutant.rule).map_or("", |rule| rule.file.as_str());
        let place = format!("{file}:{}:{}", mutant.line, mutant.column);
        out.write_record([place.as_str(), &mutant.rule, mutant.part, &noticed.join(" | ")])?;
    }
    out.flush()?;
    Ok(())
}

/// What is read with all rules.
struct Base {
    reader: Reader,
    golden: Vec<Article>,
    more: Vec<Article>,
    /// For each rule those in whose examples it finds something.
    in_examples_of: BTreeMap<String, BTreeSet<String>>,
    /// For each rule the reports of its own examples.
    own: BTreeMap<String, Vec<String>>,
    /// Rules whose examples do not hold with all rules.
    broken: BTreeSet<String>,
}

/// An article as it is read with all rules.
struct Article {
    name: String,
    text: String,
    report: String,
    /// The rules that find something in it.
    fired: BTreeSet<String>,
}

/// Parts without which a rule finds less, so that something can change only where it found something.
const NARROWING: &[&str] = &["rule", "when", "effect", "absent", "present", "branch"];

impl Base {
    fn new(more: Vec<String>) -> Result<Base, Fault> {
        let reader = Reader::new()?;
        // What does not hold as it is notices nothing.
        let broken = reader.check_rules(|_| true);
        for one in &broken {
            eprintln!("mutants: {} is left out: {}: {}", one.rule, one.message, one.text);
        }
        let broken = broken.into_iter().map(|one| one.rule).collect();
        let golden = ["crates/sagwan/tests/golden", "examples"].map(str::to_owned);
        let golden = articles(&reader, &golden)?;
        let more = articles(&reader, &more)?;
        let mut in_examples_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut own = BTreeMap::new();
        for rule in reader.rules().all() {
            for text in examples(rule) {
                for other in fired(&reader, &text) {
                    in_examples_of.entry(other).or_default().insert(rule.id.clone());
                }
            }
            own.insert(rule.id.clone(), examples(rule).map(|text| read(&reader, &text)).collect());
        }
        Ok(Base { reader, golden, more, in_examples_of, own, broken })
    }

    fn rules(&self) -> &Rules {
        self.reader.rules()
    }

    fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules().all().iter().find(|rule| rule.id == id)
    }

    /// Who notices a mutant; a part of a rule that its own examples notice is not asked about further.
    fn noticed(&self, number: usize, mutant: &Mutant) -> Result<Vec<String>, PackError> {
        let reader = Reader::with_only(self.rules().mutated(number))?;
        let whole = mutant.part == "rule";
        let narrowing = NARROWING.contains(&mutant.part);
        let Some(rule) = self.rule(&mutant.rule) else { return Ok(Vec::new()) };
        let own = |r: &Rule| r.id == rule.id && !self.broken.contains(&r.id);
        if !whole && !reader.check_rules(own).is_empty() {
            return Ok(vec!["its examples".to_owned()]);
        }
        let mut noticed = Vec::new();
        for golden in self.golden.iter().filter(|g| !narrowing || g.fired.contains(&rule.id)) {
            if read(&reader, &golden.text) != golden.report {
                noticed.push(format!("article {}", golden.name));
            }
        }
        if whole {
            let fired = self.more.iter().filter(|article| article.fired.contains(&rule.id));
            let other = fired.filter(|article| read(&reader, &article.text) != article.report).count();
            noticed.extend((other > 0).then(|| format!("{other} other articles")));
        }
        let near = self.in_examples_of.get(&rule.id);
        let others = |other: &Rule| {
            other.id != rule.id
                && !self.broken.contains(&other.id)
                && (!narrowing || near.is_some_and(|near| near.contains(&other.id)))
        };
        let broken: BTreeSet<String> = reader.check_rules(others).into_iter().map(|b| b.rule).collect();
        noticed.extend(broken.into_iter().map(|id| format!("examples of {id}")));
        if noticed.is_empty() && (whole || mutant.part == "effect") {
            let reports = self.own.get(&rule.id).map_or(&[][..], Vec::as_slice);
            if examples(rule).zip(reports).any(|(text, before)| read(&reader, &text) != *before) {
                noticed.push("only its own examples".to_owned());
            } else if whole {
                noticed.push("only its own examples, of which nothing else is read".to_owned());
            }
        }
        Ok(noticed)
    }
}

fn articles(reader: &Reader, folders: &[String]) -> Result<Vec<Article>, Fault> {
    let mut found = Vec::new();
    for folder in folders {
        let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path()));
        let mut paths: Vec<_> = entries.collect::<Result<_, _>>()?;
        paths.sort();
        for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
            let text = std::fs::read_to_string(path)?;
            let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            found.push(Article { report: read(reader, &text), fired: fired(reader, &text), name, text });
        }
    }
    Ok(found)
}

/// The examples of a rule as articles with a headline.
fn examples(rule: &Rule) -> impl Iterator<Item = String> {
    rule.hits.iter().chain(&rule.not).map(|example| format!("소식\n\n{}", example.text))
}

fn read(reader: &Reader, text: &str) -> String {
    report(&reader.read(&Document::from_text(text.to_owned()), &Options::default()))
}

fn fired(reader: &Reader, text: &str) -> BTreeSet<String> {
    let traced = reader.trace(&Document::from_text(text.to_owned()), &Options::default());
    traced.into_iter().flat_map(|sentence| sentence.fired).map(|fired| fired.rule).collect()
}
