//! A user's rule tables, for every command that reads articles.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use sagwan::Reader;
use sagwan::rules::{AddedTable, Additions, RuleFile};

/// Where a user's tables lie.
#[derive(Debug, Args)]
pub struct Rules {
    /// Add the rows of the tables in DIR (titles.tsv, cues.tsv …: see docs/rules.md) to the built-in ones
    #[arg(long = "rules", value_name = "DIR", env = "SAGWAN_RULES")]
    folder: Option<PathBuf>,
}

impl Rules {
    /// A reader with these rules.
    pub fn reader(&self) -> anyhow::Result<Reader> {
        if let Some(folder) = &self.folder {
            let entries = std::fs::read_dir(folder)
                .with_context(|| format!("{}: cannot be read as a folder of rules", folder.display()))?;
            let mut paths: Vec<PathBuf> =
                entries.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
            paths.sort();
            let added = additions(&paths)?;
            anyhow::ensure!(
                !(added.tables.is_empty() && added.rules.is_empty()),
                "{}: holds no .rules file and no .tsv or .txt table",
                folder.display()
            );
            return Ok(Reader::with_rules(added)?);
        }
        Ok(Reader::new()?)
    }
}

/// Rules and tables by the endings of their names; other files are none of the rules.
fn additions(paths: &[PathBuf]) -> anyhow::Result<Additions> {
    let mut added = Additions::default();
    for path in paths {
        let read =
            || std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()));
        match path.extension().and_then(|e| e.to_str()) {
            Some("rules") => {
                added.rules.push(RuleFile { name: path.display().to_string(), text: read()? });
            }
            Some("tsv" | "txt") => {
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                added.tables.push(AddedTable { name, shown_as: path.display().to_string(), text: read()? });
            }
            _ => {}
        }
    }
    Ok(added)
}
