//! A user's rules and tables, for every command that reads articles.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use sagwan::rules::Additions;
use sagwan::{Reader, Weights};

/// Where a user's rules and tables lie.
#[derive(Debug, Args)]
pub struct Rules {
    /// Add the rules and tables in DIR (mine.rules, titles.tsv …: see docs/rules.md) to the built-in ones
    #[arg(long = "rules", value_name = "DIR", env = "SAGWAN_RULES")]
    folder: Option<PathBuf>,
    /// Decide by the weights in FILE, as `sagwan learn` writes them, in place of those that ship
    #[arg(long, value_name = "FILE", env = "SAGWAN_MODEL")]
    model: Option<PathBuf>,
}

impl Rules {
    /// A reader with these rules.
    pub fn reader(&self) -> anyhow::Result<Reader> {
        let reader = match self.folder {
            Some(_) => Reader::with_rules(self.additions()?)?,
            None => Reader::new()?,
        };
        let Some(model) = &self.model else { return Ok(reader) };
        let bytes = std::fs::read(model).with_context(|| format!("{}: cannot be read", model.display()))?;
        let weights = Weights::read(&bytes)
            .with_context(|| format!("{}: holds no weights, or is damaged", model.display()))?;
        Ok(reader.with_weights(weights))
    }

    /// What the folder adds; nothing without a folder.
    pub fn additions(&self) -> anyhow::Result<Additions> {
        let mut added = Additions::default();
        if let Some(folder) = &self.folder {
            add(folder, &mut added)?;
        }
        Ok(added)
    }
}

/// Adds a file of rules or a table, or all of a folder.
pub fn add(path: &Path, added: &mut Additions) -> anyhow::Result<()> {
    if !path.is_dir() {
        anyhow::ensure!(
            add_file(path, added)?,
            "{}: is no file of rules: its name ends in .rules, or for a table in .tsv or .txt",
            path.display()
        );
        return Ok(());
    }
    let entries = std::fs::read_dir(path)
        .with_context(|| format!("{}: cannot be read as a folder of rules", path.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut found = false;
    for path in &paths {
        found |= add_file(path, added)?;
    }
    anyhow::ensure!(found, "{}: holds no .rules file and no .tsv or .txt table", path.display());
    Ok(())
}

fn add_file(path: &Path, added: &mut Additions) -> anyhow::Result<bool> {
    added.take(path, || {
        std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
    })
}
