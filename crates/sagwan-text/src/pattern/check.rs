//! What holds of each rule as a whole: it is complete, its patterns find something but not everything, and what its
//! effects name is captured.

use std::collections::BTreeMap;

use super::ast::{Base, Element, PatternDef, RuleDef, Sequence, SetValue, Step, What};
use super::error::Fault;
use super::sets::{self, Sets};
use super::source::Place;
use super::vocabulary::Vocabulary;

/// In how many ways a pattern may lie behind one word: far more than any rule needs, and few enough that no text makes
/// reading slow.
const MOST_WAYS: usize = 5_000;

/// How many elements a pattern may have, each as often as it may stand there: no file makes the search's stack run over.
const MOST_ELEMENTS: usize = 200;

/// Every rule by itself, and that no two have one id; gives the first fault of each rule. `files` are their names.
pub(super) fn rules(rules: &[RuleDef], sets: &Sets, vocabulary: &Vocabulary, files: &[&str]) -> Vec<Fault> {
    let mut ids: BTreeMap<&str, &RuleDef> = BTreeMap::new();
    let mut faults = Vec::new();
    for rule in rules {
        match ids.insert(&rule.id, rule) {
            Some(before) => {
                let place = before.at.seen_from(rule.at, files);
                let message =
                    format!("a rule `{}` stands already in {place}: give this one another id", rule.id);
                faults.push(Fault::new(rule.at, message));
            }
            None => faults.extend(one_rule(rule, sets, vocabulary).err()),
        }
    }
    faults
}

fn one_rule(rule: &RuleDef, sets: &Sets, vocabulary: &Vocabulary) -> Result<(), Fault> {
    complete(rule)?;
    one_stage(rule, vocabulary)?;
    for when in &rule.when {
        pattern(when, sets)?;
        captured(rule, when)?;
    }
    marks(rule)
}

fn complete(rule: &RuleDef) -> Result<(), Fault> {
    let missing = [
        ("when", "a pattern", rule.when.is_empty()),
        ("sets", "what it says", rule.sets.is_empty()),
        ("hits", "an example that it finds", rule.hits.is_empty()),
        ("not", "an example that it must not find", rule.not.is_empty()),
    ];
    match missing.iter().find(|(.., missing)| *missing) {
        Some((keyword, what, _)) => {
            Err(Fault::new(rule.at, format!("the rule `{}` has no `{keyword}` line: add {what}", rule.id)))
        }
        None => Ok(()),
    }
}

/// The stage of a rule: that of its first effect.
pub(super) fn stage_of(rule: &RuleDef, vocabulary: &Vocabulary) -> &'static str {
    rule.sets.first().and_then(|s| vocabulary.effects.get(s.effect)).map_or("", |e| e.stage)
}

fn one_stage(rule: &RuleDef, vocabulary: &Vocabulary) -> Result<(), Fault> {
    let stage = stage_of(rule, vocabulary);
    for set in &rule.sets {
        let Some(effect) = vocabulary.effects.get(set.effect) else { continue };
        if effect.stage != stage {
            let message = format!(
                "`{}` belongs to stage `{}`, the effect before it to `{stage}`: write a rule for each stage",
                effect.name, effect.stage
            );
            return Err(Fault::new(set.at, message));
        }
    }
    Ok(())
}

/// One pattern without its rule.
pub(super) fn pattern(pattern: &PatternDef, sets: &Sets) -> Result<(), Fault> {
    let mut fault = None;
    each_element(&pattern.sequence, &mut |element| {
        let What::Words(words) = &element.what else { return };
        for word in words {
            if let Base::Set(name, at) = word
                && !sets.contains_key(name)
                && fault.is_none()
            {
                fault = Some(sets::unknown(name, *at, sets.keys().map(String::as_str)));
            }
        }
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    if may_be_empty(&pattern.sequence) {
        return Err(Fault::new(pattern.at, "this pattern needs no word at all: an element must stand there"));
    }
    if takes_everything(&pattern.sequence) {
        return Err(Fault::new(pattern.at, "this pattern finds every word: name one, or test its form"));
    }
    if ways(&pattern.sequence) > MOST_WAYS {
        let message = "this pattern may lie in too many ways: shorten its distances, or make two rules of it";
        return Err(Fault::new(pattern.at, message));
    }
    let mut elements = 0;
    each_element(&pattern.sequence, &mut |element| elements += element.times.1);
    if elements > MOST_ELEMENTS {
        let message = format!("this pattern has too many elements: at most {MOST_ELEMENTS}");
        return Err(Fault::new(pattern.at, message));
    }
    names(&pattern.sequence, &mut Vec::new())
}

/// The sets that a pattern names.
pub(super) fn sets_named(sequence: &Sequence) -> Vec<String> {
    let mut named = Vec::new();
    each_element(sequence, &mut |element| {
        let What::Words(words) = &element.what else { return };
        named.extend(words.iter().filter_map(|word| match word {
            Base::Set(name, _) => Some(name.clone()),
            _ => None,
        }));
    });
    named
}

fn each_element<'a>(sequence: &'a Sequence, visit: &mut impl FnMut(&'a Element)) {
    for item in sequence {
        match &item.step {
            Step::Element(element) | Step::Ahead { element, .. } | Step::Behind { element, .. } => {
                visit(element)
            }
            Step::Group { branches, .. } => {
                for branch in branches {
                    each_element(branch, visit);
                }
            }
            Step::Hop(_) | Step::Begin | Step::End => {}
        }
    }
}

fn may_be_empty(sequence: &Sequence) -> bool {
    sequence.iter().all(|item| match &item.step {
        Step::Element(element) => element.times.0 == 0,
        Step::Group { branches, optional } => *optional || branches.iter().any(may_be_empty),
        Step::Hop(_) | Step::Ahead { .. } | Step::Behind { .. } | Step::Begin | Step::End => true,
    })
}

/// Whether nothing in it asks anything of a word or its place.
fn takes_everything(sequence: &Sequence) -> bool {
    sequence.iter().all(|item| match &item.step {
        Step::Element(element) => {
            element.times.0 == 0
                || element.tests.is_empty()
                    && matches!(&element.what, What::Words(words) if words.contains(&Base::Any))
        }
        Step::Group { branches, optional } => *optional || branches.iter().any(takes_everything),
        Step::Hop(_) => true,
        Step::Ahead { .. } | Step::Behind { .. } | Step::Begin | Step::End => false,
    })
}

fn ways(sequence: &Sequence) -> usize {
    sequence.iter().fold(1usize, |ways, item| {
        ways.saturating_mul(match &item.step {
            Step::Element(element) => element.times.1 - element.times.0 + 1,
            Step::Group { branches, optional } => {
                branches.iter().map(ways_of).fold(usize::from(*optional), usize::saturating_add)
            }
            Step::Hop(hop) => hop.ways(),
            Step::Ahead { .. } | Step::Behind { .. } | Step::Begin | Step::End => 1,
        })
    })
}

fn ways_of(branch: &Sequence) -> usize {
    ways(branch)
}

/// No name twice on one way through; parts of a group are different ways. A label is a name that gives way: it
/// captures under its own only where that is not yet taken.
fn names<'a>(sequence: &'a Sequence, before: &mut Vec<&'a str>) -> Result<(), Fault> {
    for item in sequence {
        match &item.step {
            Step::Element(Element { name: Some(name), named, .. }) => {
                if *named && before.contains(&name.as_str()) {
                    let message = format!("`{name}` is captured already: give one another name");
                    return Err(Fault::new(item.at, message));
                }
                before.push(name);
            }
            Step::Group { branches, .. } => {
                let start = before.clone();
                for branch in branches {
                    let mut through = start.clone();
                    names(branch, &mut through)?;
                    before.extend(through.split_off(start.len()));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The names that a pattern may capture under: first those of labels, then the others, each in order. That is the order in
/// which an effect without `at` looks for its word.
pub(super) fn capture_names(sequence: &Sequence) -> Vec<String> {
    let (mut labels, mut others): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    capturing(sequence, &mut |name, element| {
        let list = if element.has_label() { &mut labels } else { &mut others };
        if !list.iter().any(|n| n == name) {
            list.push(name.to_owned());
        }
    });
    others.retain(|name| !labels.contains(name));
    labels.append(&mut others);
    labels
}

fn capturing<'a>(sequence: &'a Sequence, visit: &mut impl FnMut(&'a str, &'a Element)) {
    for item in sequence {
        match &item.step {
            Step::Element(element) => {
                if let Some(name) = &element.name {
                    visit(name, element);
                }
            }
            Step::Group { branches, .. } => {
                for branch in branches {
                    capturing(branch, visit);
                }
            }
            _ => {}
        }
    }
}

/// Whether a pattern captures what the effects of its rule name.
fn captured(rule: &RuleDef, when: &PatternDef) -> Result<(), Fault> {
    let names = capture_names(&when.sequence);
    let known = |name: &str, at: Place| {
        if names.iter().any(|n| n == name) {
            return Ok(());
        }
        let captures =
            if names.is_empty() { "nothing".to_owned() } else { format!("`{}`", names.join("`, `")) };
        Err(Fault::new(
            at,
            format!(
                "`{name}` is not captured by the pattern in line {}, which captures {captures}: name an element `{name}=…`",
                when.at.line
            ),
        ))
    };
    for set in &rule.sets {
        if let SetValue::Captured(name, at) = &set.value {
            known(name, *at)?;
        }
        match &set.target {
            Some((name, at)) => known(name, *at)?,
            None if names.is_empty() => {
                let message = format!(
                    "this pattern captures nothing that `{}` could be said of: name an element (`verb=…`)",
                    set.source
                );
                return Err(Fault::new(when.at, message));
            }
            None => {}
        }
    }
    Ok(())
}

/// Whether the marks of examples are captures of some pattern.
fn marks(rule: &RuleDef) -> Result<(), Fault> {
    let names: Vec<String> = rule.when.iter().flat_map(|when| capture_names(&when.sequence)).collect();
    for hit in &rule.hits {
        for ((name, _), at) in hit.example.marks.iter().zip(&hit.marks_at) {
            if !names.contains(name) {
                return Err(Fault::unknown(*at, "capture", name, names.iter().map(String::as_str)));
            }
        }
    }
    Ok(())
}
