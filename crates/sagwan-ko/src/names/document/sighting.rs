//! Where in a document somebody's name may stand.
//!
//! Takes the words of a document, gives for each the stretches that may be a name or a word of one: the whole word, the
//! parts between interpuncts, each with and without what may be its particles or an office glued to it. Whether it is one
//! is for [`super::clues`] and the model to say.

use sagwan_text::{ByteSpan, Case, Text, Word, WordClass};

use crate::affix::Makes;
use crate::grammar::particle;
use crate::jamo;
use crate::lexicon::Lexicon;
use crate::names::form::{Forms, Item};

/// What parts names that are listed in one word: 강민서·노가온.
pub(crate) const LISTING: [char; 6] = ['·', 'ㆍ', '∙', '・', '‧', '/'];

/// A word of a name has no more syllables.
const LONGEST: usize = 10;

/// What follows the stretch in its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    Nothing,
    /// Particles, or what looks like them.
    Particles,
    /// An office.
    Office,
    /// A copula with its ending.
    Copula,
    /// The sign before another one of a list.
    Listed,
    /// Digits, letters.
    Other,
}

/// A stretch of a word that may be a name or a word of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sighting {
    /// Number of its sentence.
    pub sentence: usize,
    /// Number of its word there.
    pub word: usize,
    /// The stretch.
    pub span: ByteSpan,
    /// What follows it.
    pub rest: Rest,
    /// Number of the part of a word that it begins: of those that begin one only one can be right.
    pub part: usize,
    /// Whether the part begins its word.
    pub opens: bool,
}

/// All of them, in order.
pub fn find(lexicon: &Lexicon, text: &str, read: &Text, forms: &[Forms]) -> Vec<Sighting> {
    let mut found = Vec::new();
    let mut part = 0;
    for (sentence, (read, forms)) in read.sentences.iter().zip(forms).enumerate() {
        for (number, word) in read.words.iter().enumerate() {
            // 안정적: what is made an adjective of.
            let quality = || lexicon.affixes.of(word.stem.of(text)).any(|a| a.makes == Makes::Attributive);
            let may = || may_name(&read.words, forms, number) && !says(&read.words, number) && !quality();
            if !word.is_word() || word.class == WordClass::Particle || !may() {
                continue;
            }
            let whole = word.span.of(text);
            let mut start = 0;
            loop {
                let rest = whole.get(start..).unwrap_or("");
                let sign = rest.find(LISTING);
                let own = rest.get(..sign.unwrap_or(rest.len())).unwrap_or("");
                let mut push = |length: usize, rest: Rest| {
                    let at = word.span.start + start;
                    let span = ByteSpan::new(at, at + length);
                    found.push(Sighting { sentence, word: number, span, rest, part, opens: start == 0 });
                };
                match sign {
                    // 얀 노바크 체코·카를 브루너 스위스 외교장관: a state before the sign is whom somebody acts for.
                    Some(_) if is_named(own) && !lexicon.known(own).is_state() => {
                        push(own.len(), Rest::Listed);
                    }
                    Some(_) => {}
                    None => {
                        let known = forms.of.get(number).is_some_and(|form| form.is_known());
                        of_part(lexicon, word, text, (word.span.start + start, known), own, &mut push);
                    }
                }
                part += 1;
                let Some(sign) = sign else { break };
                start += sign + rest.get(sign..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8);
            }
        }
    }
    found
}

/// Whether a word may be one of a name at all: the analysis takes it for one or has no better word for it, or what may be a
/// name or an office stands beside it.
fn may_name(words: &[Word], forms: &Forms, at: usize) -> bool {
    let proper = |n: Option<usize>| n.and_then(|n| words.get(n)).is_some_and(|word| word.proper);
    let item = |n: usize| forms.of.get(n).map(|form| &form.item);
    let acts = |n: usize| {
        matches!(
            item(n),
            Some(Item::Title(_) | Item::Modifier | Item::Seat | Item::Country(_) | Item::Organisation { .. })
        )
    };
    let nominal = || words.get(at).is_some_and(|word| word.class == WordClass::Nominal);
    // 웬디 카르노 국무부 부장관: what looks like an adverb before a name that an office follows.
    let before_name = || matches!(item(at + 1), Some(Item::Name)) && (acts(at + 2) || acts(at + 3));
    proper(Some(at))
        || matches!(item(at), Some(Item::Name)) && nominal()
        || acts(at + 1)
        || before_name()
        || proper(at.checked_sub(1))
        || proper(Some(at + 1))
}

/// "변함이 없다"고 하자 린드 총리는, 방문해 달라는 린드 총리의: 하다 right behind what is said, and an auxiliary behind its verb, name
/// nobody.
fn says(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|n| words.get(n));
    let Some((before, word)) = before.zip(words.get(at)) else { return false };
    let is = |tags: [&str; 2], form: &str| {
        word.morphs.first().is_some_and(|m| tags.contains(&m.tag) && m.form == form)
    };
    let does = before.case == Case::Quotative && is(["VV", "VX"], "하");
    does || before.class == WordClass::Connective && is(["VV", "VX"], "달")
}

/// The stretches at the beginning of the last part of a word.
fn of_part(
    lexicon: &Lexicon,
    word: &Word,
    text: &str,
    (start, known): (usize, bool),
    part: &str,
    push: &mut impl FnMut(usize, Rest),
) {
    let syllables = part.find(|c| !is_letter(c)).unwrap_or(part.len());
    if syllables < part.len() {
        // 압둘라2세: digits tell which one, letters end what is written in syllables.
        if is_named(part.get(..syllables).unwrap_or("")) {
            push(syllables, Rest::Other);
        }
        return;
    }
    // 페루와: a state with its particle is no name as a whole.
    if is_named(part) && (word.particle.is_empty() || !known) {
        push(part.len(), Rest::Nothing);
    }
    for length in particle::stems(part) {
        if is_named(part.get(..length).unwrap_or("")) {
            push(length, Rest::Particles);
        }
    }
    if let Some((title, _)) =
        lexicon.title(word.stem.of(text)).filter(|(title, _)| title.len() < word.stem.len())
    {
        let before = (word.stem.end - title.len()).saturating_sub(start);
        if part.get(..before).is_some_and(is_named) {
            push(before, Rest::Office);
        }
    }
    let copula = word.morphs.iter().find(|m| m.tag == "VCP").map(|m| m.span.start);
    if let Some(before) = copula.and_then(|at| at.checked_sub(start))
        && part.get(..before).is_some_and(is_named)
        && !particle::stems(part).contains(&before)
    {
        push(before, Rest::Copula);
    }
}

/// Whether a stretch may be a word of a name by its letters.
fn is_named(stretch: &str) -> bool {
    // The length first: of a word without an end every beginning is asked about.
    stretch.chars().nth(LONGEST).is_none()
        && stretch.starts_with(jamo::is_syllable)
        && stretch.ends_with(jamo::is_syllable)
        && stretch.chars().all(is_letter)
}

/// Whether names are written with it: 장-피에르.
fn is_letter(c: char) -> bool {
    jamo::is_syllable(c) || c == '-'
}
