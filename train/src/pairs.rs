//! Learns how much speaks for two reports being of one occasion.
//!
//! Takes ledgers, each with what is true of its articles, gives the weights. What is true stands either in the truth of
//! made-up newswire (`.truth`: address, family, occasion) or in an annotation of real coverage (`occasions.json`: of each
//! occasion its kind, its sides, and quotes from the articles that tell of it). Prints how well occasions come out, those
//! of real coverage by cross-validation over days: no pair is weighed by trees that saw a report of its later day.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;

use anyhow::{Context, Result};
use sagwan_learn::forest;
use sagwan_ledger::Ledger;
use sagwan_ledger::training::{self, Pair, Weights};
use serde_json::Value;

/// Parts of the days.
const FOLDS: usize = 5;
/// Trees that are learned.
const TREES: usize = 120;
/// Pairs of made-up newswire that are learned from: about as many as of real coverage.
const MADE_UP: usize = 1500;

/// What is tried for the numbers of [`Weights`]; those are taken with which occasions come out best.
const BORDERS: [i16; 6] = [-60, -30, 0, 40, 80, 120];
const APART: [i16; 3] = [-400, -200, -80];
const TWICE: [i16; 3] = [-1000, -300, -100];

/// Kinds of event that reports take for one another.
const ENCOUNTERS: [&str; 6] = ["summit", "talks", "audience", "meeting", "conference", "call"];

/// A telling of an occasion, and the event that the reader made of it.
struct Telling {
    occasion: String,
    article: String,
    event: Option<String>,
}

/// A ledger with what is true of it.
struct Known {
    pairs: Vec<Pair>,
    /// The true occasions of each report that tells of any.
    truth: BTreeMap<String, BTreeSet<String>>,
    /// The day on which each report was printed.
    days: BTreeMap<String, String>,
    tellings: Vec<Telling>,
    ledger: Ledger,
}

/// Learns and writes the weights.
pub fn pairs(sets: &[&Path], out: &Path, table: Option<&Path>) -> Result<()> {
    let known: Vec<Known> = sets
        .chunks(2)
        .map(|two| match two {
            [ledger, truth] => Known::read(ledger, truth),
            _ => anyhow::bail!("every ledger needs what is true of it"),
        })
        .collect::<Result<_>>()?;
    // Trees that saw none of a part of the days, for each ledger of real coverage and each part.
    let mut kept_out: Vec<(usize, usize, Weights)> = Vec::new();
    for (n, set) in known.iter().enumerate().filter(|(_, set)| !set.tellings.is_empty()) {
        for fold in 0..FOLDS {
            let seen =
                |k: usize, pair: &Pair| k != n || ![&pair.a, &pair.b].iter().any(|r| set.fold(r) == fold);
            kept_out.push((n, fold, learn(&known, seen)));
        }
    }
    let all = learn(&known, |_, _| true);
    let mut best: Option<(f64, Weights)> = None;
    for border in BORDERS {
        for apart in APART {
            for twice in TWICE {
                let with = |weights: &Weights| Weights { border, apart, twice, ..weights.clone() };
                let (mut real, mut made_up) = (Agreement::default(), Agreement::default());
                for (n, fold, weights) in &kept_out {
                    if let Some(set) = known.get(*n) {
                        real.count(set, &set.ledger.joined_by(&with(weights))?, |later| later == *fold);
                    }
                }
                for set in known.iter().filter(|set| set.tellings.is_empty()) {
                    made_up.count(set, &set.ledger.joined_by(&with(&all))?, |_| true);
                }
                let worth = real.f1() + made_up.f1();
                eprintln!(
                    "border {border}, apart {apart}, twice {twice}: by days {real}; made up, as read {made_up}"
                );
                if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                    best = Some((worth, with(&all)));
                }
            }
        }
    }
    let weights = best.map(|(_, weights)| weights).unwrap_or_default();
    eprintln!("taken: border {}, apart {}, twice {}", weights.border, weights.apart, weights.twice);
    for (set, path) in known.iter().zip(sets.iter().step_by(2)) {
        let mut scores = Agreement::default();
        scores.count(set, &set.ledger.joined_by(&weights)?, |_| true);
        eprintln!("{}, as read: {scores}", path.display());
    }
    if let Some(path) = table {
        std::fs::write(path, shown(&known, &weights)).with_context(|| path.display().to_string())?;
    }
    crate::write(out, &weights.write())
}

/// The pairs of which it is known whether they are one, with their clues and what speaks for them, a line each.
fn shown(known: &[Known], weights: &Weights) -> String {
    let mut out = format!("a\tb\tone\tscore\t{}\n", training::clues().join("\t"));
    for set in known {
        for (pair, one) in set.pairs.iter().filter_map(|pair| Some((pair, set.is_one(pair)?))) {
            let clues: Vec<String> = pair.clues.iter().map(i16::to_string).collect();
            let score = weights.forest.score(&pair.clues);
            out += &format!("{}\t{}\t{}\t{score}\t{}\n", pair.a, pair.b, u8::from(one), clues.join("\t"));
        }
    }
    out
}

/// Trees of the pairs that may be seen.
fn learn(known: &[Known], seen: impl Fn(usize, &Pair) -> bool) -> Weights {
    let (mut clues, mut right) = (Vec::new(), Vec::new());
    for (n, set) in known.iter().enumerate() {
        let mut told: Vec<(&Pair, bool)> = set
            .pairs
            .iter()
            .filter(|pair| seen(n, pair))
            .filter_map(|pair| Some((pair, set.is_one(pair)?)))
            .collect();
        if set.tellings.is_empty() {
            let every = told.len().div_ceil(MADE_UP).max(1);
            told = told.into_iter().step_by(every).collect();
        }
        for (pair, one) in told {
            clues.push(pair.clues.clone());
            right.push(f64::from(u8::from(one)));
        }
    }
    Weights { forest: forest::learn(&clues, &right, training::clues().len(), TREES), ..Weights::default() }
}

impl Known {
    fn read(path: &Path, truth: &Path) -> Result<Self> {
        let ledger = Ledger::read_only(path)?;
        let mut set = Known {
            pairs: ledger.pairs()?,
            truth: BTreeMap::new(),
            days: BTreeMap::new(),
            tellings: Vec::new(),
            ledger,
        };
        let text = std::fs::read_to_string(truth).with_context(|| truth.display().to_string())?;
        let events = Event::all(&set.ledger)?;
        for event in &events {
            set.days.insert(event.key.clone(), event.day.clone());
        }
        if truth.extension().is_some_and(|e| e == "truth") {
            let of: BTreeMap<&str, &str> =
                text.lines().filter_map(|l| Some((l.split('\t').next()?, l.split('\t').nth(2)?))).collect();
            for event in &events {
                if let Some(occasion) = of.get(event.url.as_str()) {
                    set.truth.entry(event.key.clone()).or_default().insert((*occasion).to_owned());
                }
            }
        } else {
            set.annotated(&serde_json::from_str(&text)?, &events)?;
        }
        Ok(set)
    }

    /// Lays annotated tellings beside the events that the reader made of them, as the score of real coverage does.
    fn annotated(&mut self, occasions: &Value, events: &[Event]) -> Result<()> {
        let words = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let acts_for = self.acts_for()?;
        for occasion in occasions.as_array().into_iter().flatten() {
            let sides: Vec<String> = occasion["sides"].as_array().into_iter().flatten().map(words).collect();
            let (id, kind) = (words(&occasion["id"]), words(&occasion["kind"]));
            for article in occasion["articles"].as_array().into_iter().flatten() {
                let (name, quote) = (words(&article["id"]), words(&article["quote"]));
                let ranked = events
                    .iter()
                    .filter(|e| e.url.rsplit('/').next() == Some(name.as_str()))
                    .filter_map(|e| Some((e.rank(&kind, &sides, &quote, &acts_for)?, e)));
                let mut best: Option<(Rank, &Event)> = None;
                for (rank, event) in ranked {
                    if best.is_none_or(|(most, _)| rank > most) {
                        best = Some((rank, event));
                    }
                }
                if let Some((_, event)) = best {
                    self.truth.entry(event.key.clone()).or_default().insert(id.clone());
                }
                let event = best.map(|(_, event)| event.key.clone());
                self.tellings.push(Telling { occasion: id.clone(), article: name, event });
            }
        }
        Ok(())
    }

    /// For which state each person of the ledger acts.
    fn acts_for(&self) -> Result<BTreeMap<String, String>> {
        let mut select = self.ledger.connection().prepare(
            "SELECT name, country FROM actors WHERE kind = 'person' AND country IS NOT NULL ORDER BY actor",
        )?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether both reports tell of one occasion; `None` where nobody said of what one of them tells.
    fn is_one(&self, pair: &Pair) -> Option<bool> {
        Some(!self.truth.get(&pair.a)?.is_disjoint(self.truth.get(&pair.b)?))
    }

    /// Which part of the days a report is of.
    fn fold(&self, report: &str) -> usize {
        self.days
            .get(report)
            .map_or(0, |day| day.bytes().fold(0, |n, b| (31 * n + usize::from(b)) % 9973) % FOLDS)
    }
}

/// How well an event fits a telling: whether it has two of its sides or all, covers its quote, how many sides, its very kind.
type Rank = (bool, bool, usize, bool);

/// An event of the ledger, as far as it is laid beside annotated tellings.
struct Event {
    key: String,
    url: String,
    day: String,
    kind: String,
    names: Vec<String>,
    /// The states among its sides.
    states: Vec<String>,
    text: String,
    evidence: (usize, usize),
}

/// The parts of a list.
fn listed(joined: Option<String>) -> Vec<String> {
    joined.unwrap_or_default().split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl Event {
    fn all(ledger: &Ledger) -> Result<Vec<Self>> {
        let mut select = ledger.connection().prepare(
            "SELECT e.event, coalesce(a.url, ''), coalesce(substr(a.published, 1, 10), ''), e.kind, a.text,
                    e.evidence_start, e.evidence_end,
                    (SELECT group_concat(coalesce(p.name, p.named), '|') FROM participants p WHERE p.event = e.event),
                    (SELECT group_concat(p.country, '|') FROM participants p WHERE p.event = e.event AND p.kind = 'country')
             FROM events e JOIN articles a ON a.article = e.article WHERE e.current ORDER BY e.event",
        )?;
        let rows = select.query_map([], |row| {
            Ok(Event {
                key: row.get(0)?,
                url: row.get(1)?,
                day: row.get(2)?,
                kind: row.get(3)?,
                text: row.get(4)?,
                evidence: (row.get(5)?, row.get(6)?),
                names: listed(row.get(7)?),
                states: listed(row.get(8)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How well it fits a telling; `None` when it cannot be it. At an encounter the state of a side, which `acts_for` tells,
    /// stands for it.
    fn rank(
        &self,
        kind: &str,
        sides: &[String],
        quote: &str,
        acts_for: &BTreeMap<String, String>,
    ) -> Option<Rank> {
        let alike = self.kind == kind || [kind, &self.kind].iter().all(|k| ENCOUNTERS.contains(k));
        if !alike {
            return None;
        }
        let last = |side: &str| side.split_whitespace().last().unwrap_or_default().to_owned();
        let named = |side: &String| {
            self.names
                .iter()
                .any(|n| n.contains(side.as_str()) || side.contains(n.as_str()) || n.contains(&last(side)))
        };
        let stands = |side: &String| {
            ENCOUNTERS.contains(&kind) && acts_for.get(side).is_some_and(|state| self.states.contains(state))
        };
        let sided = sides.iter().filter(|side| named(side) || stands(side)).count();
        let at =
            self.text.find(quote).and_then(|at| self.text.get(..at)).map(|before| before.chars().count());
        let covers = at.is_some_and(|at| self.evidence.0 <= at && at < self.evidence.1);
        let fits = (sided > 0 && covers) || sided >= 2 || (sided > 0 && kind == "visit");
        fits.then(|| (sided >= sides.len().min(2), covers, sided, self.kind == kind))
    }
}

/// Pairs that are of one occasion, found and true.
#[derive(Default)]
struct Agreement {
    both: usize,
    found: usize,
    truth: usize,
    /// The ledger's occasions of each true one.
    parts: BTreeMap<String, BTreeSet<String>>,
}

impl Agreement {
    /// Counts the pairs whose later report is of the part asked for.
    fn count(&mut self, set: &Known, joined: &BTreeMap<String, String>, asked: impl Fn(usize) -> bool) {
        // A truth of whole articles is one of their reports.
        let own: Vec<Telling> = set
            .truth
            .iter()
            .flat_map(|(report, of)| {
                of.iter().map(|o| Telling {
                    occasion: o.clone(),
                    article: report.clone(),
                    event: Some(report.clone()),
                })
            })
            .collect();
        let tellings = if set.tellings.is_empty() { &own } else { &set.tellings };
        let mut by_group: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_truth: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, telling) in tellings.iter().enumerate() {
            let Some(group) = telling.event.as_ref().and_then(|e| joined.get(e)) else { continue };
            by_group.entry(group).or_default().push(n);
            by_truth.entry(&telling.occasion).or_default().push(n);
            self.parts.entry(telling.occasion.clone()).or_default().insert(group.clone());
        }
        let group = |n: usize| tellings.get(n).and_then(|t| t.event.as_ref()).and_then(|e| joined.get(e));
        let later = |x: usize, y: usize| -> usize {
            let of = |n: usize| {
                let event = tellings.get(n).and_then(|t| t.event.clone()).unwrap_or_default();
                (set.days.get(&event).cloned().unwrap_or_default(), event)
            };
            set.fold(&of(x).max(of(y)).1)
        };
        let pairs = |members: &Vec<usize>| -> Vec<(usize, usize)> {
            let of = |n: usize| tellings.get(n);
            let two = members
                .iter()
                .enumerate()
                .flat_map(|(k, x)| members.iter().skip(k + 1).map(move |y| (*x, *y)));
            two.filter(|&(x, y)| match (of(x), of(y)) {
                (Some(a), Some(b)) => {
                    (a.article != b.article || a.occasion != b.occasion) && asked(later(x, y))
                }
                _ => false,
            })
            .collect()
        };
        self.found += by_group.values().map(|members| pairs(members).len()).sum::<usize>();
        for members in by_truth.values() {
            let pairs = pairs(members);
            self.truth += pairs.len();
            self.both += pairs.into_iter().filter(|&(x, y)| group(x) == group(y)).count();
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.both as f64 / (self.found + self.truth).max(1) as f64
    }
}

impl Display for Agreement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ratio = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let parts = ratio(self.parts.values().map(BTreeSet::len).sum(), self.parts.len());
        let (precision, recall) = (ratio(self.both, self.found), ratio(self.both, self.truth));
        write!(f, "precision {precision:.4}, recall {recall:.4}, F1 {:.4}, parts {parts:.3}", self.f1())
    }
}
