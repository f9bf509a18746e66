//! What a compound noun is a kind of: its last noun.
//!
//! Takes the morphemes of a noun, gives its head. Where the analysis leaves a compound in one piece (정상회담), the known
//! heads of `heads.txt` tell where it is cut.

use std::sync::LazyLock;

use compact_str::CompactString;

use crate::grammar::table::WordSet;
use crate::tag::Tag;

static HEADS: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(include_str!("../../data/heads.txt")));

/// The length of the longest known head in bytes.
static LONGEST: LazyLock<usize> = LazyLock::new(|| HEADS.iter().map(str::len).max().unwrap_or(0));

static TIMES: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(include_str!("../../data/times.txt")));

/// Whether a noun's last morpheme names a time, so that it may stand without a particle by itself.
pub(crate) fn is_time(last: &str) -> bool {
    TIMES.contains(last)
}

/// Every syllable is this long in UTF-8.
const SYLLABLE: usize = 3;

/// The known head at the end of a noun that has two syllables and more before it; the noun itself when there is none.
pub(crate) fn tail(noun: &str) -> &str {
    // Most nouns end in a syllable that no head ends in.
    if !HEADS.may_end(noun) || HEADS.contains(noun) {
        return noun;
    }
    let rest = noun.char_indices().nth(2).map_or(noun.len(), |(at, _)| at);
    let first = noun.len().saturating_sub(*LONGEST).max(rest);
    // Only whole syllables are cut off, so that a border within a character is none.
    (first..noun.len().saturating_sub(SYLLABLE))
        .filter_map(|at| noun.get(at..))
        .find(|rest| HEADS.contains(rest))
        .unwrap_or(noun)
}

static SUFFIXES: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(include_str!("../../data/suffixes.txt")));

/// The head of a noun given by its morphemes: the last one, with what is too short to stand alone joined to the one before
/// it (회담장, 비핵화).
pub(crate) fn head<'a>(morphs: impl DoubleEndedIterator<Item = (&'a str, Tag)>) -> CompactString {
    let mut found = CompactString::default();
    for (form, tag) in morphs.rev() {
        if found.is_empty() && (tag.is_mark() || tag == Tag::XSN && SUFFIXES.contains(form)) {
            continue;
        }
        if found.is_empty() && form.len() > SYLLABLE {
            return tail(form).into();
        }
        if tag.is_mark() {
            break;
        }
        match found.is_empty() {
            true => found = form.into(),
            false => found.insert_str(0, form),
        }
        if found.len() > SYLLABLE && tag != Tag::XSN {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_end_in_their_head() {
        for (noun, head) in [
            ("정상회담", "회담"),
            ("한미정상회의", "회의"),
            ("국가안보보좌관", "보좌관"),
            ("외교장관", "장관"),
            ("회담", "회담"),
            ("재방문", "재방문"),
            ("NATO총회", "총회"),
        ] {
            assert_eq!(tail(noun), head, "{noun}");
        }
    }

    #[test]
    fn short_morphemes_lean_on_the_one_before() {
        let check =
            |morphs: &[(&str, Tag)], expected: &str| assert_eq!(head(morphs.iter().copied()), expected);
        check(&[("외교", Tag::NNG), ("장관", Tag::NNG), ("회담", Tag::NNG)], "회담");
        check(&[("회담", Tag::NNG), ("장", Tag::NNG)], "회담장");
        check(&[("비핵", Tag::NNG), ("화", Tag::XSN)], "비핵화");
        check(&[("장관", Tag::NNG), ("들", Tag::XSN)], "장관");
        check(&[("20", Tag::SN), ("일", Tag::NNB)], "20일");
    }
}
