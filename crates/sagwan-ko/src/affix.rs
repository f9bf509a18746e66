//! Syllables that make something else of the word that they stand before or behind: 주필리핀, 외교담당, 장관들.
//!
//! Takes a word, gives what its affix makes of it and the rest of the word. What the rest is, is for whoever asks: the
//! lexicon knows states, this table does not.

use serde::Deserialize;

use crate::tables::{TableError, Tables};

/// Where an affix stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Side {
    Before,
    Behind,
}

/// What the rest of the word has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Anything.
    Any,
    /// A number, or begins with one.
    Number,
    /// A state, or a body of many.
    State,
    /// An office.
    Title,
}

/// What an affix makes of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Makes {
    /// A word that belongs to an office.
    Modifier,
    /// Where an envoy is accredited.
    Seat,
    /// A visit to a state.
    Visit,
    /// Which of those of a name.
    Regnal,
    /// Several of it.
    Plural,
    /// What honours whoever holds it, and is no other office.
    Honour,
    /// An adjective.
    Attributive,
    /// An office that another one follows.
    Way,
    /// Another office.
    Other,
}

#[derive(Debug, Deserialize)]
struct Row {
    affix: String,
    side: Side,
    of: Of,
    makes: Makes,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// What is left of a word without its affix, and where that stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affixed<'w> {
    /// What the affix makes of it.
    pub makes: Makes,
    /// What the rest has to be for that.
    pub of: Of,
    /// The rest.
    pub rest: &'w str,
    /// The byte of the word at which the rest begins.
    pub at: usize,
}

/// The table.
#[derive(Debug)]
pub struct Affixes {
    rows: Vec<Row>,
    /// For each row the character at the edge of the words that have it.
    edges: Vec<(Side, char)>,
    /// Those characters by side: most words have none of them.
    before: Edges,
    behind: Edges,
}

/// Characters by the low bits of their numbers, to see at a glance that one is none of them.
#[derive(Debug, Default)]
struct Edges([u64; 4]);

impl Edges {
    fn add(&mut self, edge: char) {
        let (slot, bit) = Edges::place(edge);
        self.0.get_mut(slot).into_iter().for_each(|bits| *bits |= bit);
    }

    fn may_have(&self, edge: char) -> bool {
        let (slot, bit) = Edges::place(edge);
        self.0.get(slot).is_some_and(|bits| bits & bit != 0)
    }

    fn place(edge: char) -> (usize, u64) {
        let number = u32::from(edge) % 256;
        (number as usize / 64, 1 << (number % 64))
    }
}

impl Affixes {
    /// Reads the table.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        let rows: Vec<Row> = tables.rows("affixes.tsv")?;
        let edge = |row: &Row| match row.side {
            Side::Before => row.affix.chars().next(),
            Side::Behind => row.affix.chars().next_back(),
        };
        // An affix without a character is none.
        let edges: Vec<(Side, char)> = rows.iter().map(|row| (row.side, edge(row).unwrap_or('\0'))).collect();
        let of = |side| {
            let own = edges.iter().filter(|(s, _)| *s == side);
            own.fold(Edges::default(), |mut all, (_, edge)| {
                all.add(*edge);
                all
            })
        };
        Ok(Affixes { before: of(Side::Before), behind: of(Side::Behind), rows, edges })
    }

    /// The affixes that a word may have, as the rest of the word allows by its form alone. Whether the rest is a state or an
    /// office is left to the caller.
    pub fn of<'w>(&self, word: &'w str) -> impl Iterator<Item = Affixed<'w>> {
        let (first, last) = (word.chars().next(), word.chars().next_back());
        let may_have = move |(side, edge): &(Side, char)| match side {
            Side::Before => first == Some(*edge),
            Side::Behind => last == Some(*edge),
        };
        let met = |edges: &Edges, edge: Option<char>| edge.is_some_and(|edge| edges.may_have(edge));
        let rows = match met(&self.before, first) || met(&self.behind, last) {
            true => self.rows.as_slice(),
            false => &[],
        };
        let near = rows.iter().zip(&self.edges).filter(move |(_, edge)| may_have(edge));
        near.filter_map(move |(row, _)| {
            let (rest, at) = match row.side {
                Side::Before => (word.strip_prefix(row.affix.as_str())?, row.affix.len()),
                Side::Behind => (word.strip_suffix(row.affix.as_str())?, 0),
            };
            let fits = match row.of {
                Of::Number => rest.starts_with(|c: char| c.is_ascii_digit()),
                Of::Any | Of::State | Of::Title => !rest.is_empty(),
            };
            fits.then_some(Affixed { makes: row.makes, of: row.of, rest, at })
        })
    }

    /// Whether a word is an affix by itself that stands behind others and makes that of them.
    pub fn stands_alone(&self, word: &str, makes: Makes) -> bool {
        self.rows.iter().any(|row| row.makes == makes && row.side == Side::Behind && row.affix == word)
    }

    /// Whether an office is one that another follows: 후보, 당선인, 장관후보자.
    pub fn is_on_the_way(&self, office: &str) -> bool {
        self.rows.iter().any(|row| row.makes == Makes::Way && office.ends_with(row.affix.as_str()))
    }

    /// Whether a stretch of text before an office makes another one of it: 부 of 부위원장.
    pub fn makes_another(&self, before: &str) -> bool {
        self.rows.iter().any(|row| row.makes == Makes::Other && before.ends_with(row.affix.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_affix_is_found_in_its_example_and_not_in_its_counter_example() {
        let affixes = Affixes::load(&Tables::default()).unwrap();
        let lexicon = crate::lexicon::Lexicon::load(&Tables::default()).unwrap();
        for row in &affixes.rows {
            let found = |word: &str| {
                affixes.of(word).filter(|a| a.makes == row.makes && a.of == row.of).any(|a| match a.of {
                    Of::State => lexicon.names_state(a.rest),
                    Of::Title => lexicon.title(a.rest).is_some_and(|(title, _)| title == a.rest),
                    Of::Any | Of::Number => true,
                })
            };
            assert!(found(&row.example), "{}", row.example);
            assert!(!found(&row.counter), "{}", row.counter);
        }
    }
}
