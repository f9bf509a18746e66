//! Features of a word's form, and names of parts of speech and cases, as rules write them.
//!
//! A word has one value in each dimension (tense, mood …): one bit each of a [`Features`]. A rule allows some values of
//! each dimension, so that one `and` tests them all.

use crate::word::{Case, Pos, Word, WordClass};

/// A set of values over all dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Features(u32);

/// The values of one dimension, at the bits from `from` on, in the order of their enum.
struct Dimension {
    from: u32,
    values: &'static [&'static str],
}

impl Dimension {
    fn all(&self) -> u32 {
        ((1 << self.values.len()) - 1) << self.from
    }
}

const TENSE: u32 = 0;
const ASPECT: u32 = 4;
const MOOD: u32 = 7;
const POLARITY: u32 = 17;
const VOICE: u32 = 19;
const PROPER: u32 = 22;
const QUOTED: u32 = 24;

const DIMENSIONS: [Dimension; 7] = [
    Dimension { from: TENSE, values: &["open", "past", "present", "future"] },
    Dimension { from: ASPECT, values: &["plain", "progressive", "perfect"] },
    Dimension {
        from: MOOD,
        values: &[
            "indicative",
            "intentive",
            "desiderative",
            "obligative",
            "potential",
            "conditional",
            "interrogative",
            "imperative",
            "hortative",
            "conjectural",
        ],
    },
    Dimension { from: POLARITY, values: &["positive", "negative"] },
    Dimension { from: VOICE, values: &["active", "passive", "causative"] },
    // What is not proper or quoted has a bit without a name: `.!proper`.
    Dimension { from: PROPER, values: &["proper", ""] },
    Dimension { from: QUOTED, values: &["quoted", ""] },
];

impl Default for Features {
    /// Everything.
    fn default() -> Self {
        Features(DIMENSIONS.iter().fold(0, |all, d| all | d.all()))
    }
}

impl Features {
    /// The values of a word.
    pub(super) fn of(word: &Word, quoted: bool) -> Self {
        Features(
            1 << (TENSE + word.tense as u32)
                | 1 << (ASPECT + word.aspect as u32)
                | 1 << (MOOD + word.mood as u32)
                | 1 << (POLARITY + word.polarity as u32)
                | 1 << (VOICE + word.voice as u32)
                | 1 << (PROPER + u32::from(!word.proper))
                | 1 << (QUOTED + u32::from(!quoted)),
        )
    }

    /// The names of the values, without the first of each dimension, which most words have.
    pub(super) fn told(self) -> Vec<&'static str> {
        let value = |dimension: &Dimension| {
            let has = |n: usize| self.0 & 1 << (dimension.from + n as u32) != 0;
            // What is neither proper nor quoted has the value without a name.
            let first = usize::from(!dimension.values.contains(&""));
            dimension.values.iter().enumerate().skip(first).find(|(n, v)| has(*n) && !v.is_empty())
        };
        DIMENSIONS.iter().filter_map(|dimension| value(dimension).map(|(_, name)| *name)).collect()
    }

    /// Every value but those of the named one's dimension, and of them the named one (or all others).
    pub(super) fn allowing(name: &str, but: bool) -> Option<Self> {
        DIMENSIONS.iter().find_map(|dimension| {
            let value = dimension.values.iter().position(|v| *v == name && !v.is_empty())?;
            let bit = 1 << (dimension.from + value as u32);
            let others = Features::default().0 & !dimension.all();
            Some(Features(if but { others | (dimension.all() & !bit) } else { others | bit }))
        })
    }

    /// A bit for each value.
    pub(super) fn bits(self) -> u32 {
        self.0
    }

    pub(super) fn and(self, other: Features) -> Features {
        Features(self.0 & other.0)
    }

    /// Either of two values of one dimension; `None` when they are of two dimensions.
    pub(super) fn or(self, other: Features) -> Option<Features> {
        let restricted = |f: Features| DIMENSIONS.iter().position(|d| d.all() & !f.0 != 0);
        (restricted(self) == restricted(other)).then_some(Features(self.0 | other.0))
    }

    /// Whether a word's values are all allowed.
    pub(super) fn allow(self, word: Features) -> bool {
        word.0 & !self.0 == 0
    }

    /// Whether no word can have them.
    pub(super) fn contradict(self) -> bool {
        DIMENSIONS.iter().any(|d| d.all() & self.0 == 0)
    }

    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        DIMENSIONS.iter().flat_map(|d| d.values.iter().copied()).filter(|name| !name.is_empty())
    }
}

/// Cases by name, in the order of [`Case`].
pub(super) const CASES: [(&str, Case); 20] = [
    ("bare", Case::Bare),
    ("subject", Case::Subject),
    ("topic", Case::Topic),
    ("focus", Case::Focus),
    ("object", Case::Object),
    ("with", Case::With),
    ("genitive", Case::Genitive),
    ("at", Case::At),
    ("in", Case::In),
    ("to", Case::To),
    ("toward", Case::Toward),
    ("as", Case::As),
    ("by", Case::By),
    ("from", Case::From),
    ("until", Case::Until),
    ("than", Case::Than),
    ("like", Case::Like),
    ("or", Case::Or),
    ("quotative", Case::Quotative),
    ("vocative", Case::Vocative),
];

/// The bit of a case.
pub(super) fn case_bit(case: Case) -> u32 {
    1 << case as u32
}

/// The bits of a case by name; one that a topic or focus particle may hide takes those in with `hidden` (`@subject`).
pub(super) fn cases_named(name: &str, hidden: bool) -> Option<u32> {
    let (_, case) = CASES.iter().find(|(n, _)| *n == name)?;
    let may_hide = hidden && matches!(case, Case::Subject | Case::Object);
    let hiding = if may_hide { case_bit(Case::Topic) | case_bit(Case::Focus) } else { 0 };
    Some(case_bit(*case) | hiding)
}

/// Parts of speech as rules name them, in the order of [`Pos`].
pub(super) const PARTS: [(&str, Pos); 15] = [
    ("noun", Pos::Noun),
    ("propn", Pos::Propn),
    ("pron", Pos::Pron),
    ("num", Pos::Num),
    ("verb", Pos::Verb),
    ("adj", Pos::Adj),
    ("aux", Pos::Aux),
    ("adv", Pos::Adv),
    ("cconj", Pos::Cconj),
    ("det", Pos::Det),
    ("part", Pos::Part),
    ("intj", Pos::Intj),
    ("punct", Pos::Punct),
    ("sym", Pos::Sym),
    ("x", Pos::X),
];

/// Classes as rules name them; the others are parts of speech as well (`<adv>`, `<det>`, `<part>`).
pub(super) const CLASSES: [(&str, WordClass); 4] = [
    ("nominal", WordClass::Nominal),
    ("adnominal", WordClass::Adnominal),
    ("connective", WordClass::Connective),
    ("final", WordClass::Final),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_their_enums() {
        assert!(CASES.iter().enumerate().all(|(i, (_, case))| *case as usize == i));
        assert!(PARTS.iter().enumerate().all(|(i, (_, pos))| *pos as usize == i));
    }

    #[test]
    fn dimensions_do_not_overlap() {
        for (i, a) in DIMENSIONS.iter().enumerate() {
            assert!(DIMENSIONS.iter().skip(i + 1).all(|b| a.all() & b.all() == 0));
        }
    }

    #[test]
    fn values_of_one_dimension_join_and_contradict() {
        let past = Features::allowing("past", false).unwrap();
        let future = Features::allowing("future", false).unwrap();
        let negative = Features::allowing("negative", false).unwrap();
        assert!(past.and(future).contradict());
        assert!(past.or(future).is_some_and(|either| !either.contradict()));
        assert_eq!(past.or(negative), None);
        assert!(!past.and(negative).contradict());
        assert!(past.and(Features::allowing("past", true).unwrap()).contradict());
    }
}
