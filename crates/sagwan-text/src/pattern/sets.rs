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
pub(super) fn resolve(definitions: &[SetDef], files: &[&str]) -> Result<Sets, Fault> {
    let mut by_name: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
    for set in definitions.iter().filter(|set| !set.adds) {
        if let Some(before) = by_name.insert(&set.name, vec![set]) {
            let place = before.first().map(|b| b.at.seen_from(set.at, files)).unwrap_or_default();
            let message = format!(
                "the set `{0}` is defined already, in {place}: write `let {0} += …` to add to it, or give this one another name",
                set.name
            );
            return Err(Fault::new(set.at, message));
        }
    }
    for set in definitions.iter().filter(|set| set.adds) {
        match by_name.get_mut(set.name.as_str()) {
            Some(parts) => parts.push(set),
            None => return Err(unknown(&set.name, set.at, by_name.keys().copied())),
        }
    }
    let mut resolver = Resolver { by_name, done: Sets::new(), chain: Vec::new() };
    for set in definitions {
        resolver.words(&set.name)?;
    }
    Ok(resolver.done)
}

/// A set with what is added to it.
type Parts<'a> = Vec<&'a SetDef>;

struct Resolver<'a> {
    by_name: BTreeMap<&'a str, Parts<'a>>,
    done: Sets,
    /// The sets that are being opened, each inside the one before.
    chain: Vec<&'a str>,
}

impl<'a> Resolver<'a> {
    fn words(&mut self, name: &'a str) -> Result<Words, Fault> {
        if let Some(words) = self.done.get(name) {
            return Ok(words.clone());
        }
        self.chain.push(name);
        let mut words = Words::default();
        let parts = self.by_name.get(name).cloned().unwrap_or_default();
        for member in parts.iter().flat_map(|part| &part.members) {
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
                    if !self.by_name.contains_key(name.as_str()) {
                        return Err(unknown(name, *at, self.by_name.keys().copied()));
                    }
                    if self.chain.len() > DEEPEST {
                        let message = format!("sets lie too deep in each other: at most {DEEPEST}");
                        return Err(Fault::new(*at, message));
                    }
                    let inner = self.words(name)?;
                    words.lemmas.extend(inner.lemmas);
                    words.heads.extend(inner.heads);
                }
            }
        }
        self.chain.pop();
        self.done.insert(name.to_owned(), words.clone());
        Ok(words)
    }
}

/// A set that no file defines.
pub(super) fn unknown<'a>(name: &str, at: Place, known: impl IntoIterator<Item = &'a str>) -> Fault {
    let fault = Fault::unknown(at, "set", name, known);
    Fault::new(at, format!("{}; define it with `let {name} = …`", fault.message))
}
