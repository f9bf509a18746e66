//! What the parser looks at: the first and last morphemes of the words at hand, and what hangs on them.
//!
//! The features were chosen on GSD dev: what could go without a loss there is gone.

use crate::analyser::morph::features::{finish, mix, start};
use crate::tag::Tag;

/// Number of features of one decision.
pub const COUNT: usize = 32;
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
    /// Tag of the first morpheme in the upper byte, of the last in the lower one.
    pub pos: u16,
    /// Whether an ending closes it: a predicate.
    pub predicate: bool,
    /// Marks around it: bits of the constants in `marks`.
    pub marks: u8,
    /// How many brackets and quotations it stands in.
    pub depth: u8,
}

impl Word {
    /// A group as it shows at both ends: it begins as this word and ends as its last one.
    pub fn ending_as(self, last: Word) -> Word {
        Word {
            stem: self.stem,
            pos: self.pos & 0xFF00 | last.pos & 0xFF,
            marks: self.marks & marks::BEFORE | last.marks & !marks::BEFORE,
            depth: self.depth,
            ..last
        }
    }
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
    /// Those that stand before it.
    pub const BEFORE: u8 = OPENS | BRACKET | GLUED;
}

/// Hash of a morpheme.
pub fn hash_morpheme(form: &str, tag: Tag) -> u32 {
    finish(form.chars().fold(mix(start(1000), tag as u64), |hash, c| mix(hash, u64::from(c as u32))))
}

/// What hangs on a word from the left so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dependents {
    /// One past the number of the last one taken; 0 for none.
    pub last: u32,
    /// Sum of the hashes of their ends.
    pub ends: u32,
    /// A bit for each of their ends, some sharing one.
    pub seen: u64,
    /// How many, up to 3.
    pub count: u8,
}

impl Dependents {
    /// Takes one more, whose number is given.
    pub fn take(&mut self, number: u32, group: Word) {
        self.last = number + 1;
        // The order does not matter.
        self.ends = self.ends.wrapping_add(group.tail);
        self.seen |= bit_of(group);
        self.count = (self.count + 1).min(3);
    }

    /// Whether one that ends like this group has been taken.
    pub fn has_like(&self, group: Word) -> bool {
        self.seen & bit_of(group) != 0
    }
}

fn bit_of(group: Word) -> u64 {
    1 << (group.tail & 63)
}

/// The state of a parse, as far as a decision looks at it. Absent words are the default one.
#[derive(Debug, Clone, Copy, Default)]
pub struct View {
    /// The uppermost groups of the stack: words with what hangs on their right.
    pub s: [Word; 3],
    /// Their first words alone.
    pub own: [Word; 2],
    /// The next word and the one after it.
    pub b: [Word; 2],
    /// The last group that hangs on the next word, and all of them.
    pub b_left: Word,
    pub of_next: Dependents,
    /// The first predicate after the next word.
    pub later: Word,
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
    let [o0, o1] = v.own;
    let [b0, b1] = v.b;
    let stem = |w: Word| u64::from(w.stem);
    let tail = |w: Word| u64::from(w.tail);
    let tails = |w: Word| u64::from(w.tails);
    let pos = |w: Word| u64::from(w.pos);
    let mark = |w: Word| u64::from(w.marks);
    let (distance, below) = (u64::from(v.distance), u64::from(v.below));
    // Whether quotations or brackets open or close between two words.
    let deeper = |a: Word, b: Word| (a.depth.cmp(&b.depth) as i64 + 1) as u64;
    let depths = deeper(s0, b0) * 3 + deeper(s0, s1);
    let all = [
        one(100, tail(s0)),
        one(101, tails(s0)),
        one(102, stem(s0)),
        one(103, tail(s1)),
        one(104, stem(s1)),
        one(105, tail(b0)),
        one(106, tails(b0)),
        one(107, tail(b1)),
        one(108, stem(b1)),
        // The top and the next word.
        two(109, tail(s0), tail(b0)),
        two(110, pos(s0), pos(b0)),
        two(111, stem(s0), pos(b0)),
        three(112, tail(s0), pos(b0), distance),
        three(113, pos(s0), tail(b0), mark(s0)),
        three(114, mark(s0), pos(s0), pos(b0)),
        three(115, tail(s0), pos(b0), depths),
        // The word below and the top.
        two(116, tail(s1), tail(s0)),
        two(117, pos(s1), pos(s0)),
        three(118, tail(s1), tail(s0), below),
        three(119, tail(s1), pos(s0), mark(s1)),
        // The first words of both groups.
        two(120, tail(o0), tail(s0)),
        two(121, tail(o1), tail(s0)),
        // More in a row.
        two(122, pos(s2), pos(s1)),
        three(123, tail(s1), tail(s0), tail(b0)),
        three(124, pos(s0), pos(b0), pos(b1)),
        four(125, tail(s1), tail(s0), tail(b0), tail(b1)),
        // What hangs on the next word.
        three(126, tail(s0), tail(b0), tail(v.b_left)),
        four(127, tail(s0), pos(b0), u64::from(v.of_next.ends), u64::from(v.of_next.count)),
        three(128, tail(s0), pos(b0), u64::from(v.of_next.has_like(s0))),
        // What comes later.
        three(129, tail(s0), tail(b0), tail(v.later)),
        four(130, tail(s0), pos(b0), tail(v.later), mark(s0)),
        four(131, u64::from(v.at_end), tail(s0), distance, below),
    ];
    for (slot, hash) in out.iter_mut().zip(all) {
        *slot = finish(hash);
    }
}

/// The features of the relation of a group to its head's, both by the numbers of their first words.
pub fn of_relation(groups: &[Word], word: usize, head: usize, out: &mut [u32; RELATION_COUNT]) {
    let to_right = head > word;
    let d = u64::from(to_right) << 3 | head.abs_diff(word).min(5) as u64;
    let group = |n: usize| groups.get(n).copied().unwrap_or_default();
    let (word, head) = (group(word), group(head));
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
