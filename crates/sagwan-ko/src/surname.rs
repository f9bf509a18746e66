//! What Korean names look like: surnames of one syllable.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::grammar::table::{ByLetter, lines};
use crate::jamo;
use crate::tables::{TableError, Tables};

#[derive(Debug, Deserialize)]
struct Row {
    surname: char,
    written: Written,
    #[serde(default)]
    hanja: String,
}

/// Where a surname is written so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Written {
    North,
    Both,
}

/// The table.
#[derive(Debug)]
pub struct Surnames {
    written: ByLetter<Written>,
    /// The surname that a character is read as.
    read: ByLetter<char>,
}

/// The syllables of given names.
static GIVEN: LazyLock<FxHashSet<char>> =
    LazyLock::new(|| lines(include_str!("../data/given_syllables.txt")).flat_map(str::chars).collect());

/// A full name has no more characters.
const LONGEST: usize = 4;

impl Surnames {
    /// Reads the table.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        let rows: Vec<Row> = tables.rows("surnames.tsv")?;
        let readings = |row: &Row| {
            let surname = row.surname;
            row.hanja.chars().filter(|c| jamo::is_hanja(*c)).map(move |c| (c, surname)).collect::<Vec<_>>()
        };
        // A user's rows stand first, and count.
        Ok(Surnames {
            read: rows.iter().rev().flat_map(readings).collect(),
            written: rows.iter().rev().map(|row| (row.surname, row.written)).collect(),
        })
    }

    /// The surname that a character is, in Hangul: 윤 of 윤 and of 尹.
    pub fn reading(&self, character: char) -> Option<char> {
        let read = self.read.get(&character).copied();
        read.or_else(|| self.written.contains_key(&character).then_some(character))
    }

    /// Whether a word is a full name in hanja: 洪吉男.
    pub fn is_full_in_hanja(&self, name: &str) -> bool {
        let length = name.chars().count();
        (2..=LONGEST).contains(&length)
            && name.chars().all(jamo::is_hanja)
            && name.chars().next().is_some_and(|c| self.read.contains_key(&c))
    }

    /// Whether a word is nothing but a surname.
    pub fn is_surname(&self, word: &str) -> bool {
        let mut syllables = word.chars();
        syllables.next().is_some_and(|c| self.reading(c).is_some()) && syllables.next().is_none()
    }

    /// The surname of a full name in one word, in Hangul: three syllables, of which the given name has two, or one in hanja.
    pub fn of_full(&self, name: &str) -> Option<char> {
        let surname = self.begins(name)?;
        let in_hangul = name.chars().count() == 3 && name.chars().all(jamo::is_syllable);
        (in_hangul || self.is_full_in_hanja(name)).then_some(surname)
    }

    /// Whether a word is a full name whose given name is a Korean one as well: 설가온, but not 설리번.
    pub fn is_korean(&self, name: &str) -> bool {
        let given = |c: char| !jamo::is_syllable(c) || GIVEN.contains(&c);
        self.of_full(name).is_some() && name.chars().skip(1).all(given)
    }

    /// The surname with which a name begins, in Hangul.
    pub fn begins(&self, name: &str) -> Option<char> {
        name.chars().next().and_then(|c| self.reading(c))
    }

    /// Whether a full name has a surname that is written so only in the North.
    pub fn is_northern(&self, name: &str) -> bool {
        self.of_full(name).is_some_and(|c| self.written.get(&c) == Some(&Written::North))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_is_a_surname_and_two_syllables() {
        let surnames = Surnames::load(&Tables::default()).unwrap();
        let full: Vec<bool> =
            ["김가온", "리가온", "볼턴", "쿠퍼르", "남궁가온"].map(|n| surnames.of_full(n).is_some()).into();
        assert_eq!(full, [true, true, false, false, false]);
        assert!(surnames.is_northern("리가온") && !surnames.is_northern("이가온"));
        assert!(surnames.is_surname("한") && !surnames.is_surname("한국"));
    }

    #[test]
    fn a_foreign_name_may_begin_like_a_surname() {
        let surnames = Surnames::load(&Tables::default()).unwrap();
        assert!(["설가온", "노을빛", "尹錫悅"].iter().all(|n| surnames.is_korean(n)));
        assert!(!["설리번", "노바크", "이시바"].iter().any(|n| surnames.is_korean(n)));
    }

    #[test]
    fn hanja_are_read() {
        let surnames = Surnames::load(&Tables::default()).unwrap();
        assert!(surnames.is_surname("尹") && !surnames.is_surname("尹錫"));
        assert_eq!(
            ["洪吉男", "尹", "外交", "홍吉男"].map(|n| surnames.of_full(n)),
            [Some('홍'), None, None, None]
        );
    }
}
