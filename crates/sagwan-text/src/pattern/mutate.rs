//! Rules with one part taken away, to see whether any example or article notices.
//!
//! A part that nothing notices is not shown to be needed: either it does nothing, or an example is missing.

use super::ast::{Element, Item, RuleDef, Sequence, Step, Tests};
use super::feature::Features;
use super::rules::Rules;
use super::source::Place;

/// A part of a rule that can be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The rule's id.
    pub rule: String,
    /// What kind of part: `rule`, `when`, `effect`, `not there` (a negation), `absent` and `present` (what may be absent
    /// never is there, or always), `branch` (of a group), `case`, `ending`, `feature` (a test).
    pub part: &'static str,
    /// Where it stands: the line of the file, and the character of the line.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
}

impl Rules {
    /// All parts that can be taken away, each by itself, rule by rule.
    pub fn mutants(&self) -> Vec<Mutant> {
        let mut mutants = Vec::new();
        for rule in self.written() {
            let mut copy = rule.clone();
            take_away(&mut copy, &mut |part, at| {
                mutants.push(Mutant { rule: rule.id.clone(), part, line: at.line, column: at.column });
                false
            });
        }
        mutants
    }

    /// The rules without the part with this number in [`Rules::mutants`]. A rule as a whole is emptied and keeps its number,
    /// so that facts of the others can be compared.
    pub fn mutated(&self, number: usize) -> Rules {
        let mut left = number;
        let mut rules = self.written().to_vec();
        for rule in &mut rules {
            let done = take_away(rule, &mut |_, _| {
                left = left.wrapping_sub(1);
                left == usize::MAX
            });
            if done {
                break;
            }
        }
        self.with_written(rules)
    }
}

/// Offers every part of a rule; takes away the one that is taken, and gives whether one was.
fn take_away(rule: &mut RuleDef, take: &mut dyn FnMut(&'static str, Place) -> bool) -> bool {
    if take("rule", rule.at) {
        rule.when.clear();
        return true;
    }
    if rule.when.len() > 1 && remove_one(&mut rule.when, &mut |when| take("when", when.at)) {
        return true;
    }
    if rule.sets.len() > 1 && remove_one(&mut rule.sets, &mut |set| take("effect", set.at)) {
        return true;
    }
    rule.when.iter_mut().any(|when| of_sequence(&mut when.sequence, take))
}

fn remove_one<T>(all: &mut Vec<T>, take: &mut dyn FnMut(&T) -> bool) -> bool {
    match all.iter().position(take) {
        Some(n) => {
            all.remove(n);
            true
        }
        None => false,
    }
}

fn of_sequence(sequence: &mut Sequence, take: &mut dyn FnMut(&'static str, Place) -> bool) -> bool {
    let negation = |item: &Item| matches!(item.step, Step::Ahead { .. } | Step::Behind { .. });
    if remove_one(sequence, &mut |item| negation(item) && take("not there", item.at)) {
        return true;
    }
    sequence.iter_mut().any(|Item { at, step }| match step {
        Step::Element(element) => of_element(element, *at, take),
        // What must not stand there is tested too; without its tests less is found, which `not there` shows as well.
        Step::Ahead { .. } | Step::Behind { .. } | Step::Hop(_) | Step::Begin | Step::End => false,
        Step::Group { branches, optional } => {
            if *optional && take("absent", *at) {
                branches.clear();
                return true;
            }
            if *optional && take("present", *at) {
                *optional = false;
                return true;
            }
            let place = |branch: &Sequence| branch.first().map_or(*at, |item| item.at);
            if branches.len() > 1 && remove_one(branches, &mut |branch| take("branch", place(branch))) {
                return true;
            }
            branches.iter_mut().any(|branch| of_sequence(branch, take))
        }
    })
}

fn of_element(element: &mut Element, at: Place, take: &mut dyn FnMut(&'static str, Place) -> bool) -> bool {
    let (least, most) = element.times;
    if least == 0 && take("absent", at) {
        element.times = (0, 0);
        return true;
    }
    if least == 0 && take("present", at) {
        element.times = (1, most);
        return true;
    }
    let Tests { cases, endings, features } = &mut element.tests;
    if remove_one(cases, &mut |_| take("case", at)) || remove_one(endings, &mut |_| take("ending", at)) {
        return true;
    }
    if *features != Features::default() && take("feature", at) {
        *features = Features::default();
        return true;
    }
    false
}
