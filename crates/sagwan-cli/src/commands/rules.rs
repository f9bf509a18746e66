//! A user's rule tables, for every command that reads articles.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use sagwan::Reader;
use sagwan::rules::AddedTable;

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
            paths.retain(|path| path.extension().is_some_and(|e| e == "tsv" || e == "txt"));
            paths.sort();
            anyhow::ensure!(!paths.is_empty(), "{}: holds no .tsv or .txt table", folder.display());
            let table = |path: &PathBuf| {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("{}: cannot be read", path.display()))?;
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                Ok(AddedTable { name, shown_as: path.display().to_string(), text })
            };
            return Ok(Reader::with_rules(paths.iter().map(table).collect::<anyhow::Result<_>>()?)?);
        }
        Ok(Reader::new()?)
    }
}
