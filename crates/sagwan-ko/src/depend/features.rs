//! What the parser looks at: the first and last morphemes of the words at hand, and what hangs on them.

use crate::morph::features::{finish, mix, start};
use crate::tag::Tag;

/// Number of features of one decision.
pub const COUNT: usize = 43;
/// Number of features of one relation.
pub const RELATION_COUNT: usize = 14;

/// What the parser knows of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// Hash of its first morpheme.
    pub stem: u32,
    /// Hash of its last morpheme, form and tag.
    pub tail: u32,
    /// Hash of its last two morphemes.
    pub tails: u32,
    /// Tag of the first morpheme, and of the last.
    pub pos: u16,
    /// Whether an ending closes it: a predicate.
    pub predicate: bool,
    /// Marks around it: bits of the constants in `marks`.
    pub marks: u8,
}

/// Marks that stand at a word.
pub mod marks {
    /// A comma after it.
    pub const COMMA: u8 = 1;
    /// A quotation opens before it.
    pub const OPENS: u8 = 2;
    /// A quotation or bracket closes after it.
    pub const CLOSES: u8 = 4;
    /// A bracket opens before it.
    pub const BRACKET: u8 = 8;
    /// Any other mark after it.
    pub const OTHER: u8 = 16;
    /// No space before it.
    pub const GLUED: u8 = 32;
}

/// Hash of a morpheme.
pub fn hash_morpheme(form: &str, tag: Tag) -> u32 {
    finish(form.chars().fold(mix(start(1000), tag as u64), |hash, c| mix(hash, u64::from(c as u32))))
}

/// What hangs on a word so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dependents {
    /// One past the number of the last one taken from the left, and from the right; 0 for none.
    pub left: u32,
    /// See `left`.
    pub right: u32,
    /// Hash of the kinds of particles of all from the left.
    pub cases: u32,
    /// How many, up to 3.
    pub count: u8,
}

/// The state of a parse, as far as a decision looks at it. Absent words are the default one.
#[derive(Debug, Clone, Copy, Default)]
pub struct View {
    pub s: [Word; 3],
    pub b: [Word; 3],
    /// Last dependent from the left and from the right of the stack's top, and left of the next word.
    pub s_left: Word,
    pub s_right: Word,
    pub b_left: Word,
    pub b_cases: u32,
    pub b_count: u8,
    /// The first predicate after the next word, and the one after that.
    pub later: [Word; 2],
    /// Words between the top and the next word, and between the top and the one below.
    pub distance: u8,
    pub below: u8,
    /// Whether the next word is the end of the sentence.
    pub at_end: bool,
}

/// The features of a decision.
pub fn of_decision(v: &View, out: &mut [u32; COUNT]) {
    let one = |template: u64, a: u64| mix(start(template), a);
    let two = |template: u64, a: u64, b: u64| mix(one(template, a), b);
    let three = |template: u64, a: u64, b: u64, c: u64| mix(two(template, a, b), c);
    let four = |template: u64, a: u64, b: u64, c: u64, d: u64| mix(three(template, a, b, c), d);
    let [s0, s1, s2] = v.s;
    let [b0, b1, b2] = v.b;
    let stem = |w: Word| u64::from(w.stem);
    let tail = |w: Word| u64::from(w.tail);
    let tails = |w: Word| u64::from(w.tails);
    let pos = |w: Word| u64::from(w.pos);
    let mark = |w: Word| u64::from(w.marks);
    let (distance, below) = (u64::from(v.distance), u64::from(v.below));
    let end = u64::from(v.at_end);
    let all = [
        one(100, tail(s0)),
        one(101, tails(s0)),
        one(102, stem(s0)),
        one(103, tail(s1)),
        one(104, stem(s1)),
        one(105, tail(b0)),
        one(106, tails(b0)),
        one(107, stem(b0)),
        one(108, tail(b1)),
        one(109, stem(b1)),
        two(110, pos(s2), pos(s1)),
        two(111, pos(b1), pos(b2)),
        // The top and the next word.
        two(112, tail(s0), tail(b0)),
        two(113, tails(s0), tails(b0)),
        two(114, tail(s0), stem(b0)),
        two(115, stem(s0), tail(b0)),
        two(117, pos(s0), pos(b0)),
        two(118, pos(s0), stem(b0)),
        two(119, stem(s0), pos(b0)),
        three(120, tail(s0), pos(b0), distance),
        three(121, pos(s0), tail(b0), mark(s0)),
        four(122, tail(s0), tail(b0), mark(s0), distance.min(2)),
        // The word below and the top.
        two(123, tail(s1), tail(s0)),
        two(124, tails(s1), tails(s0)),
        two(128, pos(s1), pos(s0)),
        three(129, tail(s1), tail(s0), below),
        three(130, tail(s1), pos(s0), mark(s1)),
        four(131, tail(s1), tail(s0), mark(s1), mark(s0)),
        // Three in a row.
        three(132, tail(s1), tail(s0), tail(b0)),
        three(133, pos(s1), pos(s0), pos(b0)),
        three(134, tail(s0), tail(b0), tail(b1)),
        three(135, pos(s0), pos(b0), pos(b1)),
        // What hangs on them.
        three(140, tail(s0), tail(b0), tail(v.b_left)),
        four(141, tail(s0), pos(b0), u64::from(v.b_cases), u64::from(v.b_count)),
        three(142, pos(s0), tail(v.s_left), tail(b0)),
        three(143, tail(s0), tail(v.s_right), tail(b0)),
        // What comes later.
        three(147, tail(s0), tail(b0), tail(v.later[0])),
        four(148, tail(s0), pos(b0), tail(v.later[0]), mark(s0)),
        three(152, mark(s1), mark(s0), mark(b0)),
        three(153, mark(s0), pos(s0), pos(b0)),
        four(154, tail(s1), tail(s0), tail(b0), tail(b1)),
        four(155, end, tail(s0), distance, below),
        three(157, tail(s1), pos(s0), pos(b0)),
    ];
    for (slot, hash) in out.iter_mut().zip(all) {
        *slot = finish(hash);
    }
}

/// The features of the relation of a word to its head; `to_right` when the head stands to the right.
pub fn of_relation(
    word: &Word,
    head: &Word,
    to_right: bool,
    distance: usize,
    out: &mut [u32; RELATION_COUNT],
) {
    let d = u64::from(to_right) << 3 | distance.min(5) as u64;
    let with = |template: u64, a: u32, b: u32| {
        mix(mix(mix(start(template), u64::from(a)), u64::from(b)), u64::from(to_right))
    };
    let all = [
        with(200, word.tail, 0),
        with(201, word.tails, 0),
        with(202, word.stem, 0),
        with(203, u32::from(word.pos), 0),
        with(204, head.tail, 0),
        with(205, head.stem, 0),
        with(206, word.tail, head.tail),
        with(207, u32::from(word.pos), u32::from(head.pos)),
        with(208, word.stem, head.stem),
        with(209, word.tail, head.stem),
        with(210, word.stem, u32::from(head.pos)),
        with(211, word.tails, u32::from(head.pos)),
        mix(with(212, word.tail, u32::from(head.pos)), d),
        mix(with(213, word.tail, u32::from(head.pos)), u64::from(word.marks)),
    ];
    for (slot, hash) in out.iter_mut().zip(all) {
        *slot = finish(hash);
    }
}
