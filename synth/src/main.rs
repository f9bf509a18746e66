//! Made-up newswire whose truth is known, and how well a ledger of it recovers that truth.
//!
//! `generate` writes articles (JSON Lines) and beside them the truth; `score` compares a ledger with it; `ask` times
//! the listings.

mod dice;
mod score;
mod story;
mod world;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Made-up newswire to measure the ledger with")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write so many articles, and the truth about them.
    Generate {
        /// Articles at least
        #[arg(long, default_value_t = 1000)]
        articles: usize,
        /// Other seeds, other worlds
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Where the articles go; the truth goes to the same name with .truth
        out: PathBuf,
    },
    /// Compare a ledger with the truth: pairwise precision, recall and F1 of families and occasions.
    Score {
        ledger: PathBuf,
        /// What `generate` wrote
        truth: PathBuf,
    },
    /// Median milliseconds of each listing's first page.
    Ask { ledger: PathBuf },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Generate { articles, seed, out } => generate(articles, seed, &out),
        Command::Score { ledger, truth } => score::truth(&ledger, &truth),
        Command::Ask { ledger } => score::ask(&ledger),
    }
}

fn generate(count: usize, seed: u64, out: &PathBuf) -> anyhow::Result<()> {
    let mut dice = dice::Dice::new(seed);
    let words = world::Words::load();
    let templates = story::Templates::load();
    let states = world::states(&words, &mut dice);
    let occasions = world::occasions(count, &states, &words, &mut dice);
    let mut teller =
        story::Teller { states: &states, words: &words, templates: &templates, families: 0, articles: 0 };
    let mut articles = BufWriter::new(File::create(out)?);
    let mut truth = BufWriter::new(File::create(out.with_extension("truth"))?);
    writeln!(truth, "url\tfamily\toccasion")?;
    let mut written = 0;
    for occasion in &occasions {
        for article in teller.tell(occasion, &mut dice) {
            writeln!(articles, "{}", serde_json::to_string(&article)?)?;
            writeln!(truth, "{}\t{}\t{}", article.url, article.family, article.occasion)?;
            written += 1;
        }
        if written >= count {
            break;
        }
    }
    eprintln!("{written} articles, {} stories", teller.families);
    Ok(())
}
