//! Who is named in a document, decided over all of it.
//!
//! A name is seldom told by one word alone: what looks like a verb or a place in one sentence stands before an office in
//! the next. So every stretch that may be a name ([`sighting`]) is described by all that the document shows of it
//! ([`clues`]), weighed twice by trees ([`model`]; the second time with what the first thought of its neighbours and of
//! the same stretch elsewhere), and the best reading of each word is taken. Takes words and their forms, gives the
//! stretches that are words of names. Leaves out who they are.

pub mod clues;
pub mod model;
pub mod sighting;

use rustc_hash::FxHashSet;
use sagwan_text::{ByteSpan, Text, Word};

use crate::jamo;
use crate::names::form::{Forms, Item};
use crate::pack::Pack;
use clues::Document;
use model::Model;
pub use sighting::Rest;
use sighting::Sighting;

/// From which score on a stretch is a word of a name, in hundredths of the logarithm of the odds: by cross-validation the
/// most full names are found whole from here on.
const ENOUGH: i16 = -40;
/// The same for a word of a name that is found elsewhere.
const AGAIN: i16 = -300;

/// A word of somebody's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameWord {
    /// Number of its sentence.
    pub sentence: usize,
    /// Number of its word there.
    pub word: usize,
    /// The name in it, without particles or an office.
    pub span: ByteSpan,
    /// What follows it in the word.
    pub rest: Rest,
}

impl NameWord {
    /// Whether the name may go on with the next word.
    #[cfg(feature = "train")]
    pub fn goes_on(&self) -> bool {
        self.rest == Rest::Nothing
    }

    /// Whether the word is nothing but names and particles: no office is glued to it, and no copula.
    pub(crate) fn is_noun(&self) -> bool {
        matches!(self.rest, Rest::Nothing | Rest::Particles | Rest::Listed)
    }
}

/// The words of names of a document, in order.
pub(crate) fn find(pack: &Pack, model: &Model, text: &str, read: &Text, forms: &[Forms]) -> Vec<NameWord> {
    let sightings = sighting::find(&pack.lexicon, text, read, forms);
    let document = Document { pack, text, read, forms, sightings: &sightings };
    let mut clues = document.first(model);
    let first: Vec<i16> = clues.iter().map(|clues| model.thought(clues.as_ref())).collect();
    document.second(&mut clues, &first);
    let second = clues.iter().zip(&first).map(|(clues, first)| model.settled(clues.as_ref(), *first));
    let mut found = chosen(text, &sightings, &second.collect::<Vec<_>>());
    found.extend(in_hanja(text, read, forms));
    found.sort_by_key(|name| (name.sentence, name.word, name.span.start));
    found
}

/// Names in hanja, which are known by what they are: a full one before whoever holds an office, and wherever it stands again; a
/// surname right before an office.
fn in_hanja<'t>(text: &'t str, read: &'t Text, forms: &'t [Forms]) -> Vec<NameWord> {
    let words = || {
        let sentences = read.sentences.iter().zip(forms).enumerate();
        sentences.flat_map(|(n, (sentence, forms))| {
            sentence.words.iter().enumerate().map(move |(word, at)| (n, word, at, forms))
        })
    };
    let named = || words().filter(|(.., word, _)| jamo::is_hanja_word(word.stem.of(text)));
    let item = |forms: &'t Forms, n: usize| forms.of.get(n).map(|form| &form.item);
    let is_name = |forms, n| item(forms, n) == Some(&Item::Name);
    let holds = |forms, n: usize| matches!(item(forms, n), Some(Item::Title(_)));
    let acts = |forms, n| {
        matches!(
            item(forms, n),
            Some(Item::Title(_) | Item::Organisation { .. } | Item::Country(_) | Item::Modifier)
        )
    };
    let is_full = |word: &Word| word.stem.of(text).chars().nth(1).is_some();
    let full: FxHashSet<&str> = named()
        .filter(|&(_, n, word, forms)| is_full(word) && is_name(forms, n) && acts(forms, n + 1))
        .map(|(.., word, _)| word.stem.of(text))
        .collect();
    let right = named().filter(|&(_, n, word, forms)| match is_full(word) {
        true => full.contains(word.stem.of(text)),
        false => is_name(forms, n) && holds(forms, n + 1),
    });
    let rest = |word: &Word| if word.particle.is_empty() { Rest::Nothing } else { Rest::Particles };
    right
        .map(|(sentence, n, word, _)| NameWord { sentence, word: n, span: word.stem, rest: rest(word) })
        .collect()
}

/// The best sighting of each part of a word, if it is good enough. A name once found is found everywhere: where one of its
/// words stands again, less is enough.
pub fn chosen(text: &str, sightings: &[Sighting], scores: &[i16]) -> Vec<NameWord> {
    let scored: Vec<(Sighting, i16)> = sightings.iter().copied().zip(scores.iter().copied()).collect();
    let parts = || scored.chunk_by(|(a, _), (b, _)| a.part == b.part);
    let best = |part: &[(Sighting, i16)]| part.iter().rev().max_by_key(|(_, score)| *score).copied();
    let sure = |part: &[(Sighting, i16)]| best(part).filter(|(_, score)| *score > ENOUGH);
    let is_long = |name: &&str| name.chars().nth(1).is_some();
    let found: FxHashSet<&str> =
        parts().filter_map(sure).map(|(s, _)| s.span.of(text)).filter(is_long).collect();
    let again = |part: &[(Sighting, i16)]| {
        part.iter().find(|(s, score)| *score > AGAIN && found.contains(s.span.of(text))).copied()
    };
    let kept = parts().filter_map(|part| sure(part).or_else(|| again(part)));
    kept.map(|(s, _)| NameWord { sentence: s.sentence, word: s.word, span: s.span, rest: s.rest }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Additions;

    /// The words of names in a text are those that `⟦…⟧` marks.
    fn check(marked: &str) {
        let pack = Pack::with(Additions::default()).unwrap();
        let text = marked.replace(['⟦', '⟧'], "");
        let mut expected = Vec::new();
        let mut at = 0;
        for (n, piece) in marked.split(['⟦', '⟧']).enumerate() {
            if n % 2 == 1 {
                expected.push(ByteSpan::new(at, at + piece.len()).of(&text));
            }
            at += piece.len();
        }
        let read = pack.read(&text);
        let forms = pack.forms(&text, &read, &|_| false);
        let found = pack.names(&text, &read, &forms);
        let found: Vec<&str> = found.iter().map(|name| name.span.of(&text)).collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn what_is_done_by_saying_is_no_name() {
        check("“변함이 없다”고 하자 ⟦린드⟧ 스웨덴 총리는 떠났다.");
    }

    #[test]
    fn a_digit_behind_a_name_is_none_of_it() {
        check("⟦강민서⟧3 장관은 왔다. ⟦강민서⟧는 떠났다.");
    }

    #[test]
    fn what_ends_like_a_particle_belongs_to_a_name() {
        check("⟦요나스⟧ ⟦하르트만⟧ 독일 외교장관은 24일 프라하에서 ⟦톰⟧ ⟦노바크⟧ 체코 외교장관과 만났다.");
        check("⟦헤라르도⟧ ⟦아르투나⟧ 필리핀 외교차관은 회담이 좋았다고 말했다.");
        check("⟦이서준⟧ 외교부 장관은 떠났다. ⟦이서준⟧이 말했다.");
    }

    #[test]
    fn names_may_be_of_many_words_or_of_states() {
        check("⟦무함마드⟧ ⟦빈⟧ ⟦압둘라흐만⟧ ⟦알사니⟧ 카타르 총리는 24일 도하에서 협정에 서명했다.");
        check("⟦요르단⟧ ⟦페트코프⟧ 불가리아 외무차관은 24일 소피아에서 면담했다.");
    }

    #[test]
    fn what_names_nobody_is_left_alone() {
        check("두 나라는 내일모레 서울에서 회담한다.");
        check("국무부 대변인은 북한의 비핵화를 거듭 촉구했다.");
        check("유럽연합과 이란은 빈에서 협상을 재개했다.");
    }

    #[test]
    fn a_name_once_found_is_found_everywhere() {
        check("⟦미리암⟧ ⟦코헨⟧ 이스라엘 외무장관은 왔다. ⟦코헨⟧ 장관은 떠났다. ⟦코헨⟧은 쉰다.");
    }

    #[test]
    fn those_listed_in_one_word_are_several() {
        check("⟦임하성⟧·⟦박도순⟧ 의원은 24일 타슈켄트에서 하원의장을 만났다.");
    }
}
