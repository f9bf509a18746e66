//! A ledger against the truth, and how fast it answers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use sagwan_ledger::{Filter, Ledger, Page, TextQuery};

/// Which things go together, by name of group.
type Groups = BTreeMap<String, BTreeSet<String>>;

/// Pairwise agreement of two groupings of the same things.
struct Pairs {
    precision: f64,
    recall: f64,
}

impl Pairs {
    fn of(found: &Groups, truth: &Groups) -> Self {
        let pairs = |groups: &Groups| -> BTreeSet<(String, String)> {
            groups
                .values()
                .flat_map(|group| {
                    group
                        .iter()
                        .enumerate()
                        .flat_map(move |(n, a)| group.iter().skip(n + 1).map(move |b| (a.clone(), b.clone())))
                })
                .collect()
        };
        let (found, truth) = (pairs(found), pairs(truth));
        let both = found.intersection(&truth).count() as f64;
        Pairs { precision: both / found.len().max(1) as f64, recall: both / truth.len().max(1) as f64 }
    }

    fn print(&self, name: &str) {
        let f1 = 2.0 * self.precision * self.recall / (self.precision + self.recall).max(f64::MIN_POSITIVE);
        println!(
            "{name}.precision,{:.4}\n{name}.recall,{:.4}\n{name}.f1,{f1:.4}",
            self.precision, self.recall
        );
    }
}

/// Prints how well families and occasions are recovered.
pub fn truth(ledger: &Path, truth: &Path) -> anyhow::Result<()> {
    let (mut families, mut occasions) = (Groups::new(), Groups::new());
    let table =
        std::fs::read_to_string(truth).with_context(|| format!("{}: cannot be read", truth.display()))?;
    for line in table.lines().skip(1) {
        let mut cells = line.split('\t').map(str::to_owned);
        let (Some(url), Some(family), Some(occasion)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        families.entry(family).or_default().insert(url.clone());
        occasions.entry(occasion).or_default().insert(url);
    }
    let ledger = Ledger::read_only(ledger)?;
    let grouped = |sql: &str| -> anyhow::Result<Groups> {
        let mut select = ledger.connection().prepare(sql)?;
        let mut rows = select.query([])?;
        let mut groups = Groups::new();
        while let Some(row) = rows.next()? {
            groups.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        Ok(groups)
    };
    let found = grouped("SELECT CAST(family AS TEXT), url FROM articles WHERE superseded_by IS NULL")?;
    Pairs::of(&found, &families).print("families");
    let found = grouped(
        "SELECT r.occasion, a.url FROM reports r JOIN events e ON e.event = r.event JOIN articles a ON a.article = e.article",
    )?;
    Pairs::of(&found, &occasions).print("occasions");
    Ok(())
}

/// Prints how long each listing's first page takes, as the median of several runs.
pub fn ask(ledger: &Path) -> anyhow::Result<()> {
    const RUNS: usize = 15;
    let ledger = Ledger::read_only(ledger)?;
    let top =
        ledger.actors(&Filter { kinds: vec!["person".to_owned()], ..Filter::default() }, &Page::default())?;
    let somebody = top.lines.first().map(|line| line.actor.clone()).unwrap_or_default();
    let page = Page::default();
    let filter = Filter::default;
    let countries = Filter { countries: vec!["KR".to_owned(), "CZ".to_owned()], ..filter() };
    let person = Filter { actors: vec![somebody], ..filter() };
    let common = Filter { text: TextQuery::parse("회담"), ..filter() };
    let rare = Filter { text: TextQuery::parse("프라하 \"해적 퇴치\""), ..filter() };
    let planned = Filter { statuses: vec!["planned".to_owned()], ..filter() };
    let confirmed = Filter { min_sources: Some(3), disputed: false, ..filter() };
    let disputed = Filter { disputed: true, ..filter() };
    let day = jiff::civil::date(2015, 3, 1);
    let time =
        |name: &str, ask: &dyn Fn() -> Result<usize, sagwan_ledger::LedgerError>| -> anyhow::Result<()> {
            let mut taken = Vec::new();
            let mut lines = 0;
            for _ in 0..RUNS {
                let start = Instant::now();
                lines = ask()?;
                taken.push(start.elapsed().as_secs_f64() * 1000.0);
            }
            taken.sort_by(f64::total_cmp);
            println!("{name},{:.1},{lines}", taken.get(RUNS / 2).copied().unwrap_or(0.0));
            Ok(())
        };
    println!("listing,median_ms,lines");
    for (name, filter) in [
        ("all", filter()),
        ("pair", countries),
        ("person", person),
        ("common word", common),
        ("rare words", rare),
        ("planned", planned),
        ("three sources", confirmed),
        ("disputed", disputed),
    ] {
        time(&format!("events {name}"), &|| Ok(ledger.events(&filter, &page)?.lines.len()))?;
        time(&format!("statements {name}"), &|| Ok(ledger.statements(&filter, &page)?.lines.len()))?;
        time(&format!("occasions {name}"), &|| Ok(ledger.occasions(&filter, &page)?.lines.len()))?;
        time(&format!("upcoming {name}"), &|| Ok(ledger.upcoming(day, &filter, &page)?.lines.len()))?;
        time(&format!("actors {name}"), &|| Ok(ledger.actors(&filter, &page)?.lines.len()))?;
        time(&format!("search {name}"), &|| Ok(ledger.search(&filter, &page)?.lines.len()))?;
    }
    Ok(())
}
