//! `sagwan.toml`: options that a user would otherwise repeat, as defaults of the command line.
//!
//! The command line wins over the environment, the environment over the file. A file that was only found in the working directory
//! may belong to whoever made the directory: it sends nothing anywhere, and its paths stay where it lies (docs/security.md).

use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::builder::{OsStr, Resettable};
use clap::{Arg, Command, ValueEnum};
use toml::{Table, Value};

use crate::commands;
use crate::show::{Language, harmless};

/// The file that is looked for in the working directory.
const NAME: &str = "sagwan.toml";
/// The environment's name for it.
pub const ENVIRONMENT: &str = "SAGWAN_CONFIG";
/// The table of a second reader's options.
const SECOND: &str = "second";

/// A key of the file.
struct Key {
    /// The table that it stands in; `None` for the top.
    table: Option<&'static str>,
    name: &'static str,
    /// The option that it is the default of.
    option: &'static str,
    /// Why a value is none, or nothing.
    check: fn(&str) -> Result<(), String>,
    /// Whether the value is a path, seen from the file's folder.
    is_path: bool,
    /// Whether only commands that read articles take it, though others have an option of that name.
    reading_only: bool,
}

/// Commands that read articles.
const READING: [&str; 4] = ["read", "ingest", "reread", "watch"];

const KEYS: [Key; 13] = [
    Key { is_path: true, ..top("ledger", anything) },
    Key { is_path: true, ..top("rules", anything) },
    Key { is_path: true, ..top("model", anything) },
    top("lang", |raw| Language::from_str(raw, false).map(drop)),
    Key { reading_only: true, ..top("zone", |raw| commands::parse_zone(raw).map(drop)) },
    Key { reading_only: true, ..top("min-confidence", |raw| commands::parse_share(raw).map(drop)) },
    second("reader", "second-reader", anything),
    second("model", "second-model", anything),
    second("budget", "second-budget", |raw| commands::parse_tokens(raw).map(drop)),
    second("article-budget", "second-article-budget", |raw| commands::parse_tokens(raw).map(drop)),
    second("timeout", "second-timeout", |raw| raw.parse::<u64>().map(drop).map_err(|e| e.to_string())),
    Key { is_path: true, ..second("trust", "second-trust", anything) },
    Key { is_path: true, ..second("worth", "second-worth", anything) },
];

const fn top(name: &'static str, check: fn(&str) -> Result<(), String>) -> Key {
    Key { table: None, name, option: name, check, is_path: false, reading_only: false }
}

const fn second(name: &'static str, option: &'static str, check: fn(&str) -> Result<(), String>) -> Key {
    Key { table: Some(SECOND), name, option, check, is_path: false, reading_only: true }
}

fn anything(_: &str) -> Result<(), String> {
    Ok(())
}

impl Key {
    /// As it stands in the file.
    fn full(&self) -> String {
        self.table.map_or_else(|| self.name.to_owned(), |table| format!("{table}.{}", self.name))
    }

    /// Whether it says to whom text is sent.
    fn sends(&self) -> bool {
        self.option == "second-reader"
    }
}

/// What a file sets.
pub struct Config {
    path: PathBuf,
    /// Whether the user named it.
    named: bool,
    settings: Vec<(&'static Key, String)>,
}

impl Config {
    /// The file that a user names, or else the one in the working directory, if there is one.
    ///
    /// # Errors
    /// When it cannot be read, or something in it is no setting.
    pub fn load(named: Option<&Path>) -> anyhow::Result<Option<Config>> {
        let path = named.unwrap_or(Path::new(NAME));
        if named.is_none() && !path.exists() {
            return Ok(None);
        }
        let shown = path.display();
        let text = std::fs::read_to_string(path).with_context(|| format!("{shown}: cannot be read"))?;
        let table: Table = text.parse().with_context(|| format!("{shown}: is no TOML"))?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut config = Config { path: path.to_owned(), named: named.is_some(), settings: Vec::new() };
        for (name, value) in &table {
            match value {
                Value::Table(inner) if name == SECOND => {
                    for (name, value) in inner {
                        config.set(Some(SECOND), name, value, folder)?;
                    }
                }
                value => config.set(None, name, value, folder)?,
            }
        }
        Ok(Some(config))
    }

    fn set(
        &mut self,
        table: Option<&str>,
        name: &str,
        value: &Value,
        folder: Option<&Path>,
    ) -> anyhow::Result<()> {
        let shown = self.path.display().to_string();
        let full = table.map_or_else(|| name.to_owned(), |table| format!("{table}.{name}"));
        let Some(key) = KEYS.iter().find(|key| key.table == table && key.name == name) else {
            ensure!(
                !is_secret(name),
                "{shown}: {full}: keys are not kept in files: put it into the environment, as {}, and take it out here",
                crate::chat::KEY
            );
            bail!("{shown}: there is no setting {full}: {}", nearest(&full));
        };
        let raw = match value {
            Value::String(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            _ => bail!("{shown}: {full}: is to be a text or a number"),
        };
        (key.check)(&raw).map_err(|why| anyhow::anyhow!("{shown}: {full}: {why}"))?;
        let raw = if key.is_path { self.placed(&full, &raw, folder)? } else { raw };
        self.settings.push((key, raw));
        Ok(())
    }

    /// A path of the file, as seen from the working directory.
    fn placed(&self, full: &str, raw: &str, folder: Option<&Path>) -> anyhow::Result<String> {
        let path = Path::new(raw);
        let stays = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        ensure!(
            self.named || stays,
            "{}: {full}: leads out of the folder of a file that was found and not named: give --config {NAME}",
            self.path.display()
        );
        let placed = folder.map_or_else(|| path.to_owned(), |folder| folder.join(path));
        placed.into_os_string().into_string().map_err(|_| anyhow::anyhow!("{full}: is no text"))
    }

    /// Whether a file that was only found wants text to be sent.
    fn wants_to_send(&self) -> Option<&str> {
        let mut sends = self.settings.iter().filter(|(key, _)| key.sends());
        sends.next().filter(|_| !self.named).map(|(_, address)| address.as_str())
    }

    /// The command with the file's settings as defaults.
    pub fn applied(&self, command: Command) -> Command {
        command.mut_subcommands(|sub| {
            let reads = READING.contains(&sub.get_name());
            self.as_defaults(sub, reads)
        })
    }

    fn as_defaults(&self, command: Command, reads: bool) -> Command {
        let set = |arg: Arg| {
            let found = self.settings.iter().find(|(key, _)| {
                arg.get_long() == Some(key.option)
                    && (reads || !key.reading_only)
                    && (self.named || !key.sends())
            });
            match found {
                // Arguments of the program live as long as it does.
                Some((_, value)) => arg.default_value(Resettable::Value(OsStr::from(&*value.clone().leak()))),
                None => arg,
            }
        };
        command.mut_args(set).mut_subcommands(|sub| {
            // `--model` of `second forget` is another thing.
            if sub.get_name() == "forget" { sub } else { self.as_defaults(sub, false) }
        })
    }

    /// Says what the file does, where that is not plain: to whom it sends, or that it does not.
    pub fn tell(&self, command: &str) {
        if !READING.contains(&command) {
            return;
        }
        let shown = self.path.display();
        if let Some(address) = self.wants_to_send() {
            anstream::eprintln!(
                "{}",
                harmless(&format!(
                    "sagwan: {shown} was found and not named: nothing is sent to its second.reader {address}; give --config {shown} \
                     or --second-reader to ask it"
                ))
            );
        }
    }
}

/// Whether a key is called as secrets are.
fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    ["key", "secret", "token", "password", "bearer", "authorization"].iter().any(|word| name.contains(word))
}

/// What was meant by a key that there is not.
fn nearest(full: &str) -> String {
    let names = KEYS.iter().map(Key::full);
    let by_distance = names.min_by_key(|name| strsim::levenshtein(name, full));
    by_distance.map_or_else(String::new, |name| format!("did you mean {name}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, named: bool) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        std::fs::write(&path, text).unwrap();
        let loaded = Config::load(Some(&path)).map_err(|error| format!("{error:#}"));
        loaded.map(|config| Config { named, ..config.unwrap() })
    }

    #[test]
    fn unknown_keys_are_named_with_the_nearest_known() {
        for (text, part) in [
            ("lnag = \"ko\"", "there is no setting lnag: did you mean lang?"),
            ("[second]\nbugdet = 5", "there is no setting second.bugdet: did you mean second.budget?"),
            ("min_confidence = 0.5", "did you mean min-confidence?"),
            ("[third]\nmodel = \"m\"", "there is no setting third"),
            ("zone = \"Asia/Nowhere\"", "zone: no such zone"),
            ("min-confidence = 2", "min-confidence: 2 is no number from 0 to 1"),
            ("[second]\nbudget = \"much\"", "second.budget: much is no number of tokens"),
            ("lang = [\"ko\"]", "lang: is to be a text or a number"),
            ("lang = ", "is no TOML"),
        ] {
            let fault = of(text, true).err().unwrap();
            assert!(fault.contains(part), "{part} in {fault}");
        }
    }

    #[test]
    fn a_secret_in_a_file_is_refused_and_not_repeated() {
        for text in ["[second]\nkey = \"s3cret\"", "api-key = \"s3cret\"", "[second]\napi_token = \"s3cret\""]
        {
            let fault = of(text, true).err().unwrap();
            assert!(fault.contains("SAGWAN_SECOND_KEY") && !fault.contains("s3cret"), "{fault}");
        }
    }

    #[test]
    fn a_file_that_was_only_found_sends_nothing() {
        let text = "[second]\nreader = \"http://models.example/v1\"\nmodel = \"m\"";
        assert_eq!(of(text, false).unwrap().wants_to_send(), Some("http://models.example/v1"));
        assert_eq!(of(text, true).unwrap().wants_to_send(), None);
        let default = |config: &Config| {
            let read = Command::new("read")
                .arg(Arg::new("a").long("second-reader"))
                .arg(Arg::new("b").long("second-model"));
            let parsed =
                config.applied(Command::new("sagwan").subcommand(read)).get_matches_from(["sagwan", "read"]);
            let parsed = parsed.subcommand().unwrap().1.clone();
            ["a", "b"].map(|id| parsed.get_one::<String>(id).cloned())
        };
        assert_eq!(default(&of(text, false).unwrap()), [None, Some("m".to_owned())]);
        assert_eq!(default(&of(text, true).unwrap())[0].as_deref(), Some("http://models.example/v1"));
    }
}
