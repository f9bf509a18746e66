//! Where what is said begins: behind conjunctions, times, places, channels and questions.

use std::ops::Range;

use sagwan_text::vocabulary::Effect;
use sagwan_text::{Case, WordClass, WordKind};

use super::line::Line;

/// A question that is answered is not longer.
const LONGEST_QUESTION: usize = 24;
/// A phrase of place or means has no more words before its last.
const LONGEST_PHRASE: usize = 4;

/// Where a clause begins: behind conjunctions at the head of the sentence.
pub(super) fn behind_lead(line: &Line<'_>, from: usize) -> usize {
    let opens = |n: &usize| line.facts.has(*n, Effect::Opens) || line.is_comma(*n);
    (from..).take_while(opens).last().map_or(from, |n| n + 1)
}

/// Where the report begins behind its speaker: after the question or letter that it answers, times, places and channels.
pub(super) fn behind_setting(line: &Line<'_>, stretch: Range<usize>) -> usize {
    let mut at = behind_prompt(line, stretch);
    loop {
        match line.word(at) {
            Some(_) if line.is_comma(at) || line.is_time(at) || line.facts.has(at, Effect::Opens) => at += 1,
            Some(word) if word.kind == WordKind::Open => {
                let rest = line.words().get(at..).unwrap_or(&[]);
                at += rest.iter().position(|w| w.kind == WordKind::Close).unwrap_or(0) + 1;
            }
            Some(_) => match behind_phrase(line, at) {
                Some(behind) => at = behind,
                None => return at,
            },
            None => return at,
        }
    }
}

/// Where a phrase ends that only tells where or how something is said: 기자회견에서, 성명을 통해.
fn behind_phrase(line: &Line<'_>, from: usize) -> Option<usize> {
    for n in from..from + LONGEST_PHRASE {
        let word = line.word(n).filter(|w| w.is_word())?;
        let framed = |n: usize| line.value(n, Effect::Setting) == Some("frame");
        if framed(n) {
            return Some(n + 1);
        }
        match word.case {
            _ if word.class != WordClass::Nominal => return None,
            Case::Bare | Case::Genitive | Case::With => {}
            Case::Object | Case::At => return framed(n + 1).then_some(n + 2),
            _ => return None,
        }
    }
    None
}

/// Where what is said begins behind the question or the letter that it answers (… 묻는 질문에, 서한을 보내), when nobody
/// has done anything outside of it.
fn behind_prompt(line: &Line<'_>, stretch: Range<usize>) -> usize {
    let to = stretch.end.min(stretch.start + LONGEST_QUESTION);
    let prompt = (stretch.start..to)
        .rev()
        .find(|&n| line.is_outside(n) && line.value(n, Effect::Setting) == Some("prompt"));
    let Some(prompt) = prompt else { return stretch.start };
    // 만날 용의가 있느냐는 질문에: the subject of the question itself.
    let elsewhere = |n: usize| {
        let subject =
            line.word(n).is_some_and(|w| matches!(w.case, Case::Subject | Case::Topic | Case::Focus));
        let over = line.sentence.clause_at(n).and_then(|c| c.predicate).is_some_and(|p| p < prompt);
        subject && !over
    };
    if (stretch.start..prompt).any(elsewhere) { stretch.start } else { prompt + 1 }
}

/// Where the phrase of a noun begins, with the nouns and clauses that stand before it.
pub(super) fn phrase_start(line: &Line<'_>, from: usize, noun: usize) -> usize {
    let mut at = noun;
    while let Some(before) = at.checked_sub(1).filter(|n| *n >= from) {
        let Some(word) =
            line.word(before).filter(|w| w.is_word() && !line.facts.has(before, Effect::Setting))
        else {
            break;
        };
        at = match word.class {
            WordClass::Adnominal => line.sentence.clause_at(before).map_or(before, |c| c.first).max(from),
            WordClass::Nominal
                if matches!(word.case, Case::Bare | Case::Genitive) && !line.is_time(before) =>
            {
                before
            }
            WordClass::Determiner => before,
            _ => break,
        };
    }
    at
}
