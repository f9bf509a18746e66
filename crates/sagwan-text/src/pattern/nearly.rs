//! How far a pattern that finds nothing gets: which part of it is there, and what is missing behind that.
//!
//! For who writes a rule. Takes the sentences of an example and a rule, gives the longest beginning of one of its patterns
//! that lies in them.

use std::ops::Range;

use super::answers::Known;
use super::ast::{Hop, Item, PatternDef, Sequence, Step, Tests};
use super::compile::{CaptureNames, Compiler};
use super::numbers::Dictionary;
use super::rules::Rules;
use super::run::run;
use super::scene::Scene;
use super::source::text_of;

/// The longest beginning of a rule's patterns that is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearly {
    /// The line of the pattern, from 1.
    pub line: usize,
    /// The character of the line where that which is missing begins, from 1.
    pub column: usize,
    /// What is found, as written; empty when the first element is not.
    pub found: String,
    /// The number of the sentence, and of the last word that is found.
    pub last: Option<(usize, usize)>,
    /// What is not found behind it, as written.
    pub missing: String,
    /// What would find it, if something simple would.
    pub hint: Option<String>,
}

/// A name that no rule can give to a capture.
const LAST: &str = "=";

impl Rules {
    /// How far a rule gets in these sentences, whose labels hold what the other rules say; `None` where one of its
    /// patterns is found to its end.
    pub fn nearly(&self, scenes: &[Scene<'_>], rule: usize) -> Option<Nearly> {
        let mut best: Option<(usize, Nearly)> = None;
        for when in self.patterns_of(rule) {
            let ends = ends(&when.sequence);
            let mut reached = 0;
            let mut last = None;
            for &end in &ends {
                let Some(at) = self.last_word(scenes, when.sequence.get(..end).unwrap_or_default()) else {
                    break;
                };
                reached = end;
                last = at;
            }
            if ends.last() == Some(&reached) {
                return None;
            }
            let next = ends.iter().copied().find(|end| *end > reached);
            let hint = next.and_then(|next| self.hint(scenes, &when.sequence, reached..next));
            let nearly = cut(when, reached, next, last, hint);
            // Of two that get equally far the first is the one that its author wrote first.
            if best.as_ref().is_none_or(|(most, _)| reached > *most) {
                best = Some((reached, nearly));
            }
        }
        best.map(|(_, nearly)| nearly)
    }

    /// What could be written in place of the part that is missing so that it is found.
    fn hint(&self, scenes: &[Scene<'_>], sequence: &Sequence, missing: Range<usize>) -> Option<String> {
        let found = |part: Sequence| self.last_word(scenes, &part).is_some();
        let before = sequence.get(..missing.start)?;
        let part = sequence.get(missing)?;
        let with = |change: &dyn Fn(&Item) -> Option<Item>| -> Sequence {
            before.iter().cloned().chain(part.iter().filter_map(change)).collect()
        };
        let is_negation = |item: &Item| matches!(item.step, Step::Ahead { .. } | Step::Behind { .. });
        if part.iter().any(is_negation) && found(with(&|item| Some(item.clone()).filter(|i| !is_negation(i))))
        {
            return Some("what `!` excludes stands there".to_owned());
        }
        let first = |to: Hop| -> Sequence {
            let hop = part.first().map(|item| Item { at: item.at, step: Step::Hop(to) });
            let rest = part.iter().filter(|item| !matches!(item.step, Step::Hop(_))).cloned();
            before.iter().cloned().chain(hop).chain(rest).collect()
        };
        let hop = part.iter().find_map(|item| if let Step::Hop(hop) = item.step { Some(hop) } else { None });
        let near = (1..=5).find(|words| found(first(Hop::Within(*words))));
        let far = (0..=9).find(|words| found(first(Hop::Anywhere(*words))));
        let hint = match (hop, near, far) {
            _ if before.is_empty() => None,
            (None | Some(Hop::Next), Some(n), _) => {
                Some(format!("words stand between: write `~{n}` before it"))
            }
            (Some(Hop::Within(_)), Some(n), _) => Some(format!("it stands farther on: write `~{n}`")),
            (Some(Hop::Governor), _, Some(n)) => {
                Some(format!("`->` leads to another word; `~~{n}` finds it in any clause"))
            }
            (_, None, Some(n)) => Some(format!("it stands in another clause: write `~~{n}`")),
            _ => None,
        };
        let untested = |item: &Item| {
            let mut item = item.clone();
            if let Step::Element(element) = &mut item.step {
                element.tests = Tests::default();
            }
            Some(item)
        };
        hint.or_else(|| found(with(&untested)).then(|| "the word stands there in another form".to_owned()))
    }

    /// Where a beginning of a pattern ends in the sentences, if it is found: the number of the sentence and the word; `None`
    /// inside where its end is no word.
    fn last_word(&self, scenes: &[Scene<'_>], part: &[Item]) -> Option<Option<(usize, usize)>> {
        let mut part: Sequence = part.to_vec();
        let mut named = false;
        if let Some(Item { step: Step::Element(element), .. }) = part.last_mut() {
            element.name = Some(LAST.to_owned());
            named = true;
        }
        let mut captures = CaptureNames::default();
        let mut dictionary = Dictionary::default();
        let mut compiler = Compiler::new(self.words(), self.vocabulary(), &mut captures, &mut dictionary);
        compiler.pattern(0, &part, Vec::new(), 0);
        let program = compiler.finish();
        scenes.iter().enumerate().find_map(|(n, scene)| {
            let numbered = dictionary.numbered(scene.text, scene.sentence);
            let matches = run(&program, &mut Known::default(), scene, &numbered, Some(0)).matches;
            let first = matches.first()?;
            let last = first.iter().find(|c| captures.name(c.name) == LAST).filter(|_| named);
            Some(last.map(|capture| (n, capture.last)))
        })
    }
}

/// Behind which items a pattern may be cut: behind elements and groups that must be there, with what restricts them.
fn ends(sequence: &[Item]) -> Vec<usize> {
    let stands = |item: &Item| match &item.step {
        Step::Element(element) => element.times.0 > 0,
        Step::Group { optional, .. } => !optional,
        Step::Hop(_) | Step::Ahead { .. } | Step::Behind { .. } | Step::Begin | Step::End => false,
    };
    let mut ends: Vec<usize> =
        sequence.iter().enumerate().filter(|(_, item)| stands(item)).map(|(n, _)| n + 1).collect();
    // What follows the last of them (a negation, an optional word, the end) belongs to the whole.
    if let Some(last) = ends.last_mut()
        && *last < sequence.len()
    {
        let rest = sequence.get(*last..).unwrap_or_default();
        if rest.iter().any(|item| matches!(item.step, Step::Ahead { .. } | Step::End)) {
            ends.push(sequence.len());
        } else {
            *last = sequence.len();
        }
    }
    ends
}

/// A pattern as written, cut behind the items that are found; what is missing goes on to `next`.
fn cut(
    when: &PatternDef,
    reached: usize,
    next: Option<usize>,
    last: Option<(usize, usize)>,
    hint: Option<String>,
) -> Nearly {
    let offset = |n: usize| {
        let at = when.sequence.get(n)?.at;
        when.spots.iter().position(|spot| spot.at == at)
    };
    let from = offset(reached).unwrap_or(0);
    let to = next.and_then(offset).unwrap_or(when.spots.len()).max(from);
    let text = |range: Range<usize>| text_of(when.spots.get(range).unwrap_or_default()).trim().to_owned();
    let at = when.spots.get(from).map_or(when.at, |spot| spot.at);
    Nearly { line: at.line, column: at.column, found: text(0..from), last, missing: text(from..to), hint }
}
