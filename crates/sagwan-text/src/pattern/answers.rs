//! What words of one form answer to by that form alone. Texts have many words and few forms: each form is asked once.

use rustc_hash::FxHashMap;

use super::bits::Key;
use super::program::{ElementId, Program};

/// What words of the forms that have been met answer to.
#[derive(Debug, Default)]
pub(super) struct Known(FxHashMap<u64, Answers>);

/// What words of one form answer to.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// A bit for each element.
    pub(super) row: Vec<u64>,
    /// Elements to which those answer whose particles or ending fit.
    pub(super) open: Vec<ElementId>,
}

impl Known {
    /// What words of the form of this one answer to.
    pub(super) fn of(&mut self, program: &Program, key: &Key<'_>) -> &Answers {
        self.0.entry(key.form()).or_insert_with(|| Answers::of(program, key))
    }
}

impl Answers {
    fn of(program: &Program, key: &Key<'_>) -> Self {
        let mut answers = Answers { row: vec![0; program.elements.div_ceil(64)], open: Vec::new() };
        let word = key.word;
        answers.add(program, key, program.by_pos.get(word.pos as usize));
        // A mark has a class as well, but no rule means it.
        if word.is_word() {
            answers.add(program, key, program.by_class.get(word.class as usize));
            answers.add(program, key, Some(&program.any));
        }
        answers
    }

    fn add(&mut self, program: &Program, key: &Key<'_>, elements: Option<&Vec<ElementId>>) {
        for &element in elements.into_iter().flatten() {
            let Some(glance) = program.glances.get(element).filter(|glance| key.glances(glance)) else {
                continue;
            };
            if glance.more {
                self.open.push(element);
            } else if let Some(bits) = self.row.get_mut(element / 64) {
                *bits |= 1 << (element % 64);
            }
        }
    }
}
