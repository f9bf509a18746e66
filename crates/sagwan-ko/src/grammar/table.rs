//! Tables of the pack: tab-separated text with a header and `#` comments.
//!
//! Takes the text of a table that ships with the pack, gives its rows. Leaves out errors: a shipped table is right, which
//! its tests see to; a row with another number of cells is passed over.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The rows of a table with `N` columns, without its header.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(table).skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let mut row = [""; N];
        for cell in &mut row {
            *cell = cells.next()?;
        }
        cells.next().is_none().then_some(row)
    })
}

/// The lines of a table that are no comments.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What a cell says; `None` for `-`.
pub(crate) fn cell(cell: &'static str) -> Option<&'static str> {
    (cell != "-").then_some(cell)
}

/// A map by the few letters of a morpheme. Every word asks several of these: the hash of the standard library, which
/// withstands chosen keys, would cost more than all the rest, and the keys here are the pack's own.
pub(crate) type ByForm<T> = HashMap<&'static str, T, BuildHasherDefault<FormHasher>>;

/// The same for words of tables that a user may add to.
pub(crate) type ByName<T> = HashMap<String, T, BuildHasherDefault<FormHasher>>;

/// The same for characters.
pub(crate) type ByLetter<T> = HashMap<char, T, BuildHasherDefault<FormHasher>>;

/// Multiplies and rotates eight bytes at a time.
#[derive(Debug, Default)]
pub(crate) struct FormHasher(u64);

impl FormHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for FormHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let len = rest.len() as u64;
        if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
            let halves = u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
            self.add(halves ^ len);
        } else if !rest.is_empty() {
            self.add(rest.iter().fold(len, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    /// What closes a `str`: where a key ends is told by its length already.
    fn write_u8(&mut self, _: u8) {}

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn finish(&self) -> u64 {
        // The map takes its slot from the low bits and its tag from the high ones.
        self.0 ^ (self.0 >> 32)
    }
}

/// Bytes, to see at a glance that a text has none of them.
#[derive(Debug)]
pub(crate) struct ByteSet([bool; 256]);

impl ByteSet {
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut n = 0;
        while n < bytes.len() {
            set[bytes[n] as usize] = true;
            n += 1;
        }
        ByteSet(set)
    }

    /// Whether a text has one of them.
    pub(crate) fn is_in(&self, text: &[u8]) -> bool {
        text.iter().any(|byte| self.0.get(usize::from(*byte)).is_some_and(|known| *known))
    }
}

/// A set of words of which most words are none, so that a look at the end of a word spares most questions.
#[derive(Debug)]
pub(crate) struct WordSet {
    all: ByForm<()>,
    /// A bit for the low bits of the last character of each word.
    ends: [u64; 64],
}

impl WordSet {
    /// The words of a table with one column.
    pub fn of(table: &'static str) -> Self {
        let mut set = WordSet { all: lines(table).map(|word| (word, ())).collect(), ends: [0; 64] };
        for word in set.all.keys() {
            let (slot, bit) = end_of(word);
            if let Some(slot) = set.ends.get_mut(slot) {
                *slot |= bit;
            }
        }
        set
    }

    pub fn contains(&self, word: &str) -> bool {
        self.may_end(word) && self.all.contains_key(word)
    }

    /// Whether a word of the set may end as `word` does.
    pub fn may_end(&self, word: &str) -> bool {
        let (slot, bit) = end_of(word);
        self.ends.get(slot).is_some_and(|slot| slot & bit != 0)
    }

    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.all.keys().copied()
    }
}

/// Where the bit lies for the last character: its low bits are those of the last two bytes.
fn end_of(word: &str) -> (usize, u64) {
    match word.as_bytes() {
        [.., before, last] => (usize::from(before & 0x3f), 1 << (last & 0x3f)),
        [last] => (0, 1 << (last & 0x3f)),
        [] => (0, 0),
    }
}

/// The values of an enum by their names in the tables.
macro_rules! named {
    ($name:ident -> $enum:ident { $($value:ident)* }) => {
        pub(crate) fn $name(name: &str) -> Option<sagwan_text::$enum> {
            match name { $(stringify!($value) => Some(sagwan_text::$enum::$value),)* _ => None }
        }
    };
}

named!(case_of -> Case {
    Bare Subject Topic Focus Object With Genitive At In To Toward As By From Until Than Like Or Quotative Vocative
});
named!(delimiter_of -> Delimiter { Topic Also Only Even });
named!(tense_of -> Tense { Past Present Future });
named!(aspect_of -> Aspect { Progressive Perfect });
named!(mood_of -> Mood {
    Intentive Desiderative Obligative Potential Conditional Interrogative Imperative Hortative Conjectural
});
named!(polarity_of -> Polarity { Negative });
named!(voice_of -> Voice { Passive Causative });
named!(link_of -> LinkKind { Coordinate Subordinate Adnominal Quotative Nominal });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_another_width_are_passed_over() {
        let found: Vec<[&str; 2]> = rows("a\tb\n# no row\n1\t2\n1\t2\t3\n4\n5\t-\n").collect();
        assert_eq!(found, [["1", "2"], ["5", "-"]]);
        assert_eq!(cell("-"), None);
    }
}
