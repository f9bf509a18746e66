//! A place in a text from which the parts of a time expression are taken one after the other.

use super::expression::{DayPart, Direction, Unit};
use super::forms::{Role, TimeWords, Value};
use crate::grammar::particle::is_noun_with_particles;
use crate::jamo;

/// White space inside an expression.
pub(super) const SPACES: [char; 2] = [' ', '\u{a0}'];
/// What stands before a year of two digits.
pub(super) const APOSTROPHES: [char; 3] = ['\'', '’', '‘'];

/// A place in a text. What is not there is not taken.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    words: &'a TimeWords,
    all: &'a str,
    /// How many bytes are taken.
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(words: &'a TimeWords, all: &'a str) -> Self {
        Cursor { words, all, at: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.all.get(self.at..).unwrap_or("")
    }

    /// The words of time that are known.
    pub(super) fn words(&self) -> &'a TimeWords {
        self.words
    }

    pub(super) fn take(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Whether nothing else of the word stands here.
    pub(super) fn before_syllable(&self) -> bool {
        self.rest().starts_with(jamo::is_syllable)
    }

    pub(super) fn space(&mut self) -> bool {
        self.sign(&SPACES)
    }

    /// Takes one of the characters.
    pub(super) fn sign(&mut self, signs: &[char]) -> bool {
        let found = self.rest().chars().next().filter(|c| signs.contains(c));
        self.take(found.map_or(0, char::len_utf8));
        found.is_some()
    }

    fn value(&mut self, role: Role) -> Option<Value> {
        let (length, value) = self.words.part(role, self.rest())?;
        self.take(length);
        Some(value)
    }

    /// Takes a word of a role.
    pub(super) fn eat(&mut self, role: Role) -> bool {
        self.value(role).is_some()
    }

    /// Takes a word of a role, and the space before it.
    pub(super) fn eat_apart(&mut self, role: Role) -> bool {
        self.try_take(|c| {
            c.space();
            c.eat(role).then_some(())
        })
        .is_some()
    }

    /// Takes what `step` takes, or nothing at all.
    pub(super) fn try_take<T>(&mut self, step: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = step(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    /// Takes the number that a word of a role tells.
    pub(super) fn number(&mut self, role: Role) -> Option<i32> {
        match self.value(role)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Takes a part of something, with its number where it has one.
    pub(super) fn part(&mut self, role: Role) -> Option<Option<i32>> {
        match self.value(role)? {
            Value::Number(number) => Some(Some(number)),
            _ => Some(None),
        }
    }

    pub(super) fn unit(&mut self) -> Option<Unit> {
        match self.value(Role::Span)? {
            Value::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    pub(super) fn length(&mut self) -> Option<(i32, Unit)> {
        match self.value(Role::Length)? {
            Value::Length(amount, unit) => Some((amount, unit)),
            _ => None,
        }
    }

    pub(super) fn direction(&mut self) -> Option<Direction> {
        match self.value(Role::Direction)? {
            Value::Direction(direction) => Some(direction),
            _ => None,
        }
    }

    pub(super) fn day_part(&mut self) -> Option<DayPart> {
        match self.value(Role::DayPart)? {
            Value::DayPart(part) => Some(part),
            _ => None,
        }
    }

    /// A number of at most so many digits.
    pub(super) fn digits(&mut self, most: usize) -> Option<i32> {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let value = rest.get(..length).filter(|digits| (1..=most).contains(&digits.len()))?.parse().ok()?;
        self.take(length);
        Some(value)
    }

    /// A number of at most so many digits with its unit.
    pub(super) fn counted(&mut self, most: usize, unit: Role) -> Option<i32> {
        self.try_take(|c| {
            let value = c.digits(most)?;
            c.eat(unit).then_some(value)
        })
    }

    /// A number in words with its unit: 삼십일일, the longest number that has one.
    pub(super) fn spelled(&mut self, unit: Role) -> Option<i32> {
        // What has been read so far may be all of the number, and the rest its unit: 이십|일.
        let mut numbers = Vec::new();
        let mut c = *self;
        let (mut whole, mut ones, mut least) = (0, 0, i32::MAX);
        loop {
            if ones == 0
                && let Some(digit) = c.number(Role::Digit)
            {
                ones = digit;
            } else if let Some(power) = c.number(Role::Power).filter(|&power| power < least) {
                whole += ones.max(1) * power;
                (ones, least) = (0, power);
            } else {
                break;
            }
            numbers.push((c, whole + ones));
        }
        let (c, number) =
            numbers.into_iter().rev().find_map(|(mut c, number)| c.eat(unit).then_some((c, number)))?;
        *self = c;
        Some(number)
    }

    /// Whether a calendar word may end here: 다음 달에 may, 오늘날 may not. What follows is nothing of the word, particles, or
    /// a form of 이다.
    pub(super) fn ends_word(&self) -> bool {
        let mut c = *self;
        while c.eat(Role::Tail) {}
        if !c.before_syllable() || c.words.part(Role::Copula, c.rest()).is_some() {
            return true;
        }
        let rest = c.rest();
        let end = c.at + rest.find(|c| !jamo::is_syllable(c)).unwrap_or(rest.len());
        is_noun_with_particles(self.all.get(..end).unwrap_or(""), c.at)
    }
}
