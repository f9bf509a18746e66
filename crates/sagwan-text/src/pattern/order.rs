//! In which order rules run: a rule behind those that set the labels it looks for.

use super::ast::{Base, RuleDef, Sequence, Step, What};
use super::error::Fault;
use super::vocabulary::Vocabulary;

/// A rule with what it looks for and says, as effects.
struct Links {
    needs: Vec<usize>,
    sets: Vec<usize>,
}

/// For each rule the number of its layer: rules of one layer need nothing of each other.
pub(super) fn layers(rules: &[RuleDef], vocabulary: &Vocabulary) -> Result<Vec<usize>, Fault> {
    let links: Vec<Links> = rules
        .iter()
        .map(|rule| Links {
            needs: needed(rule, vocabulary),
            sets: rule.sets.iter().map(|s| s.effect).collect(),
        })
        .collect();
    let mut setters: Vec<Vec<usize>> = vec![Vec::new(); vocabulary.effects.len()];
    for (rule, link) in links.iter().enumerate() {
        for &effect in &link.sets {
            if let Some(setters) = setters.get_mut(effect) {
                setters.push(rule);
            }
        }
    }
    let mut order =
        Order { rules, vocabulary, links, setters, layers: vec![None; rules.len()], chain: Vec::new() };
    (0..rules.len()).map(|rule| order.layer(rule)).collect()
}

struct Order<'a> {
    rules: &'a [RuleDef],
    vocabulary: &'a Vocabulary,
    links: Vec<Links>,
    /// For each effect the rules that set it.
    setters: Vec<Vec<usize>>,
    layers: Vec<Option<usize>>,
    /// The rules that are being placed, each with the effect for which it needs the next.
    chain: Vec<(usize, usize)>,
}

impl Order<'_> {
    fn layer(&mut self, rule: usize) -> Result<usize, Fault> {
        if let Some(Some(layer)) = self.layers.get(rule) {
            return Ok(*layer);
        }
        let mut layer = 0;
        let needs = self.links.get(rule).map(|l| l.needs.clone()).unwrap_or_default();
        for effect in needs {
            self.chain.push((rule, effect));
            for setter in self.setters.get(effect).cloned().unwrap_or_default() {
                if let Some(from) = self.chain.iter().position(|(r, _)| *r == setter) {
                    return Err(self.circle(from));
                }
                layer = layer.max(self.layer(setter)? + 1);
            }
            self.chain.pop();
        }
        if let Some(place) = self.layers.get_mut(rule) {
            *place = Some(layer);
        }
        Ok(layer)
    }

    fn circle(&self, from: usize) -> Fault {
        let circle = self.chain.get(from..).unwrap_or_default();
        let id = |rule: usize| self.rules.get(rule).map_or("", |r| r.id.as_str());
        let first = circle.first().map_or(0, |(rule, _)| *rule);
        let mut told = format!("rules in a circle: `{}`", id(first));
        for (i, (_, effect)) in circle.iter().enumerate() {
            let label = self.vocabulary.effects.get(*effect).map_or("", |e| e.name);
            let next = circle.get(i + 1).map_or(first, |(rule, _)| *rule);
            told.push_str(&format!(" needs `&{label}`, which `{}` sets; it", id(next)));
        }
        let told = told.trim_end_matches("; it");
        let at = self.rules.get(first).map(|r| r.at).unwrap_or_default();
        Fault::new(at, format!("{told}: let one of them look for something else"))
    }
}

/// The effects that a rule looks for as labels, also those that must not be there.
pub(super) fn needed(rule: &RuleDef, vocabulary: &Vocabulary) -> Vec<usize> {
    let mut effects = Vec::new();
    for when in &rule.when {
        labels(&when.sequence, &mut |label| effects.extend(vocabulary.effect_of_label(label)));
    }
    effects.sort_unstable();
    effects.dedup();
    effects
}

fn labels(sequence: &Sequence, visit: &mut impl FnMut(usize)) {
    for item in sequence {
        match &item.step {
            Step::Element(element) | Step::Ahead { element, .. } | Step::Behind { element, .. } => {
                let What::Words(words) = &element.what else { continue };
                for word in words {
                    if let Base::Label(label) = word {
                        visit(*label);
                    }
                }
            }
            Step::Group { branches, .. } => {
                for branch in branches {
                    labels(branch, visit);
                }
            }
            Step::Hop(_) | Step::Begin | Step::End => {}
        }
    }
}
