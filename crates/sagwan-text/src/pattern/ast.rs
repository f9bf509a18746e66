//! Rules as written: what [`parse`](super::parse) gives and [`check`](super::check) looks over. Sets are still names here;
//! labels, effects, cases and features are numbers already.

use super::feature::Features;
use super::rules::Example;
use super::source::{Place, Spot};
use crate::word::{Pos, WordClass};

/// `let NAME = …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SetDef {
    pub(super) name: String,
    pub(super) at: Place,
    /// Whether it adds to a set that stands elsewhere: `+=`.
    pub(super) adds: bool,
    pub(super) members: Vec<Member>,
}

/// One member of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Member {
    Lemma(String),
    Head(String),
    Set(String, Place),
}

/// A rule with its fields in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleDef {
    pub(super) id: String,
    pub(super) at: Place,
    pub(super) says: Option<String>,
    pub(super) when: Vec<PatternDef>,
    pub(super) sets: Vec<EffectDef>,
    pub(super) hits: Vec<HitDef>,
    pub(super) not: Vec<Example>,
}

/// An example with the places of its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HitDef {
    pub(super) example: Example,
    pub(super) marks_at: Vec<Place>,
}

/// One `when`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PatternDef {
    pub(super) at: Place,
    /// As written.
    pub(super) spots: Vec<Spot>,
    pub(super) sequence: Sequence,
}

/// One effect of a `sets`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EffectDef {
    pub(super) at: Place,
    pub(super) source: String,
    pub(super) effect: usize,
    pub(super) value: SetValue,
    /// The capture behind `at`.
    pub(super) target: Option<(String, Place)>,
}

/// The value that an effect is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SetValue {
    Flag,
    One(usize),
    Captured(String, Place),
}

/// Steps one after another.
pub(super) type Sequence = Vec<Item>;

/// A step and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) at: Place,
    pub(super) step: Step,
}

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Element(Element),
    /// `( … | … )`
    Group {
        branches: Vec<Sequence>,
        optional: bool,
    },
    /// Where the next element is looked for.
    Hop(Hop),
    /// No such word ahead.
    Ahead {
        hop: Hop,
        element: Element,
    },
    /// No such word before the pattern.
    Behind {
        hop: Hop,
        element: Element,
    },
    /// `^`
    Begin,
    /// `$`
    End,
}

/// How the next element is reached from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Hop {
    /// The next word.
    #[default]
    Next,
    /// Up to so many words between, in the clause.
    Within(usize),
    /// Up to so many words between, in any clause.
    Anywhere(usize),
    /// The predicate that governs it.
    Governor,
}

impl Hop {
    /// What two hops make when the element between them is left out.
    pub(super) fn then(self, next: Hop) -> Hop {
        match (self, next) {
            (Hop::Governor, _) | (_, Hop::Governor) => Hop::Governor,
            (Hop::Next, hop) | (hop, Hop::Next) => hop,
            (Hop::Within(a), Hop::Within(b)) => Hop::Within(a + b),
            (Hop::Within(a) | Hop::Anywhere(a), Hop::Within(b) | Hop::Anywhere(b)) => Hop::Anywhere(a + b),
        }
    }

    /// How many words may be tried for it.
    pub(super) fn ways(self) -> usize {
        match self {
            Hop::Next | Hop::Governor => 1,
            Hop::Within(n) | Hop::Anywhere(n) => n + 1,
        }
    }
}

/// A word or mention with its tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// The capture's name: `name=`, the name in `{…}`, or of the first label.
    pub(super) name: Option<String>,
    /// Whether the name stands there as such (`name=`, `{name}`), not only as a label.
    pub(super) named: bool,
    pub(super) what: What,
    pub(super) tests: Tests,
    /// How often at least and at most it stands there.
    pub(super) times: (usize, usize),
}

impl Element {
    pub(super) fn has_label(&self) -> bool {
        matches!(&self.what, What::Words(words) if words.iter().any(|w| matches!(w, Base::Label(_))))
    }
}

/// What an element asks of the word itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum What {
    /// One of these holds.
    Words(Vec<Base>),
    /// A mention of one of these kinds.
    Mention(u32),
}

/// One alternative of an element.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Base {
    Lemma(String),
    Head(String),
    Set(String, Place),
    Label(usize),
    Pos(Pos),
    Class(WordClass),
    Surface(String),
    Any,
}

/// What an element asks of a word's form; all hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Tests {
    pub(super) cases: Vec<CaseTest>,
    pub(super) endings: Vec<EndingTest>,
    pub(super) features: Features,
}

impl Tests {
    /// Whether every word passes.
    pub(super) fn is_empty(&self) -> bool {
        *self == Tests::default()
    }
}

/// `:…`: one of the cases or particles.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct CaseTest {
    /// A bit for each [`Case`](crate::Case).
    pub(super) cases: u32,
    pub(super) particles: Vec<String>,
}

/// `+…`: one of the endings or tags.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct EndingTest {
    pub(super) endings: Vec<String>,
    pub(super) tags: Vec<String>,
}
