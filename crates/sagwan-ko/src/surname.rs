//! What Korean names look like: surnames of one syllable.

use serde::Deserialize;

use crate::grammar::table::ByLetter;
use crate::jamo;
use crate::tables::{TableError, Tables};

#[derive(Debug, Deserialize)]
struct Row {
    surname: char,
    written: Written,
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
pub struct Surnames(ByLetter<Written>);

impl Surnames {
    /// Reads the table.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        let rows: Vec<Row> = tables.rows("surnames.tsv")?;
        // A user's rows stand first, and count.
        Ok(Surnames(rows.into_iter().rev().map(|row| (row.surname, row.written)).collect()))
    }

    /// Whether a word is nothing but a surname.
    pub fn is_surname(&self, word: &str) -> bool {
        let mut syllables = word.chars();
        syllables.next().is_some_and(|c| self.0.contains_key(&c)) && syllables.next().is_none()
    }

    /// The surname of a full name in one word: three syllables, of which the given name has two.
    pub fn of_full(&self, name: &str) -> Option<char> {
        let surname = self.begins(name)?;
        (name.chars().count() == 3 && name.chars().all(jamo::is_syllable)).then_some(surname)
    }

    /// The surname with which a name begins.
    pub fn begins(&self, name: &str) -> Option<char> {
        name.chars().next().filter(|c| self.0.contains_key(c))
    }

    /// Whether a full name has a surname that is written so only in the North.
    pub fn is_northern(&self, name: &str) -> bool {
        self.of_full(name).is_some_and(|c| self.0.get(&c) == Some(&Written::North))
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
}
