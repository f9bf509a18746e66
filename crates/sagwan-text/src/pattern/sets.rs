//! Sets of words, each with what the sets in it hold.

use std::collections::{BTreeMap, BTreeSet};

use super::ast::{Member, SetDef};
use super::error::Fault;
use super::source::Place;

/// How deep sets may lie in each other, so that no file makes the stack run over.
const DEEPEST: usize = 200;

/// The words of a set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) lemmas: BTreeSet<String>,
    pub(super) heads: BTreeSet<String>,
}

/// Sets by name.
pub(super) type Sets = BTreeMap<String, Words>;

/// All sets with all that they hold.
pub(super) fn resolve(definitions: &[SetDef]) -> Result<Sets, Fault> {
    let mut by_name: BTreeMap<&str, &SetDef> = BTreeMap::new();
    for set in definitions {
        if let Some(before) = by_name.insert(&set.name, set) {
            return Err(Fault::new(
                set.at,
                format!(
                    "the set `{}` is defined already, in line {}{}: join them, or give one another name",
                    set.name,
                    before.at.line,
                    if before.at.file == set.at.file { "" } else { " of another file" },
                ),
            ));
        }
    }
    let mut resolver = Resolver { by_name, done: Sets::new(), chain: Vec::new() };
    for set in definitions {
        resolver.words(set)?;
    }
    Ok(resolver.done)
}

struct Resolver<'a> {
    by_name: BTreeMap<&'a str, &'a SetDef>,
    done: Sets,
    /// The sets that are being opened, each inside the one before.
    chain: Vec<&'a str>,
}

impl<'a> Resolver<'a> {
    fn words(&mut self, set: &'a SetDef) -> Result<Words, Fault> {
        if let Some(words) = self.done.get(&set.name) {
            return Ok(words.clone());
        }
        self.chain.push(&set.name);
        let mut words = Words::default();
        for member in &set.members {
            match member {
                Member::Lemma(lemma) => {
                    words.lemmas.insert(lemma.clone());
                }
                Member::Head(head) => {
                    words.heads.insert(head.clone());
                }
                Member::Set(name, at) => {
                    if let Some(from) = self.chain.iter().position(|c| c == name) {
                        let circle = self.chain.get(from..).unwrap_or_default().join("` holds `@");
                        return Err(Fault::new(
                            *at,
                            format!("sets in a circle: `@{circle}` holds `@{name}`: take one out"),
                        ));
                    }
                    let Some(&inner) = self.by_name.get(name.as_str()) else {
                        return Err(unknown(name, *at, self.by_name.keys().copied()));
                    };
                    if self.chain.len() > DEEPEST {
                        let message = format!("sets lie too deep in each other: at most {DEEPEST}");
                        return Err(Fault::new(*at, message));
                    }
                    let inner = self.words(inner)?;
                    words.lemmas.extend(inner.lemmas);
                    words.heads.extend(inner.heads);
                }
            }
        }
        self.chain.pop();
        self.done.insert(set.name.clone(), words.clone());
        Ok(words)
    }
}

/// A set that no file defines.
pub(super) fn unknown<'a>(name: &str, at: Place, known: impl IntoIterator<Item = &'a str>) -> Fault {
    let fault = Fault::unknown(at, "set", name, known);
    Fault::new(at, format!("{}; define it with `let {name} = …`", fault.message))
}
