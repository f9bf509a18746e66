//! The words of which time expressions are made, by what they do in one.
//!
//! Takes `time_parts.tsv` and `time_words.tsv`, gives for a place in a text the longest word there of some role. Leaves out
//! how the words stand together: that is the grammar's.

use std::cmp::Reverse;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::expression::{DayPart, Direction, Shift, Unit};
use crate::tables::{TableError, Tables};

/// What a word does in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    /// Stands before a calendar word and tells which one is meant: 지난 27일.
    Direction,
    /// Makes a number a year.
    Year,
    /// Makes a number a month.
    Month,
    /// Makes a number a day.
    Day,
    /// Makes a number an hour.
    Hour,
    /// Makes a number a minute.
    Minute,
    /// Makes a number a length: 3개월.
    Span,
    /// A length by itself: 사흘.
    Length,
    /// A number before a unit: 두 달.
    Count,
    /// A digit in words: 삼십일.
    Digit,
    /// A power of ten in words.
    Power,
    /// A month's own name: 시월.
    MonthName,
    /// A part of the day.
    DayPart,
    /// A part of a year.
    PartOfYear,
    /// A part of a month.
    PartOfMonth,
    /// A day of the week.
    Weekday,
    /// A day of the week in brackets.
    ShortWeekday,
    /// Makes a length last: 이틀간.
    Lasts,
    /// Makes a length in words last, and any behind 부터: 나흘 일정. But 27일 일정 is what is done on a day.
    Stay,
    /// Counts a length back.
    Before,
    /// Counts a length ahead.
    After,
    /// Begins a stretch.
    From,
    /// Ends a stretch.
    Until,
    /// Between the ends of a stretch.
    To,
    /// Between two days that follow each other.
    And,
    /// Behind the second end of a stretch: 2014년에서 2018년 사이.
    Between,
    /// Makes a length the distance up to which all is meant: 2주 안에.
    Within,
    /// Makes a number a quarter of a year.
    Quarter,
    /// Makes a year the first of ten, behind 년: 1990년대.
    Decade,
    /// Which one of a month: 둘째, 마지막.
    Ordinal,
    /// A week that is counted.
    Week,
    /// A day that is counted: 마지막 날.
    DayWord,
    /// Between a month and what is counted in it: 10월의 첫째 주.
    Of,
    /// A day of the year by its name; its value is month and day: 815.
    Holiday,
    /// Half a unit more: 2시간 반.
    Half,
    /// Makes a count of days of what looked like a date: 3일째.
    NoDay,
    /// May stand behind a calendar word, glued to it, before its particles: 다음 달쯤.
    Tail,
    /// Begins what may be glued to a calendar word in place of particles: 다음 날이다.
    Copula,
}

/// How many roles there are.
const ROLES: usize = Role::Copula as usize + 1;

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Nothing,
    Number(i32),
    Unit(Unit),
    Length(i32, Unit),
    Direction(Direction),
    DayPart(DayPart),
}

#[derive(Debug, Deserialize)]
struct PartRow {
    form: String,
    role: Role,
    value: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// A word of an expression.
#[derive(Debug)]
struct Part {
    first: char,
    form: String,
    value: Value,
}

#[derive(Debug, Deserialize)]
struct WordRow {
    word: String,
    unit: String,
    amount: i32,
    anchor: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// A word that is a time by itself; `shift` is `None` for one that tells none.
#[derive(Debug)]
struct Word {
    first: char,
    word: String,
    shift: Option<Shift>,
}

/// The words of time.
#[derive(Debug)]
pub struct TimeWords {
    /// By role, longest first.
    parts: [Vec<Part>; ROLES],
    /// By first character, longest first, so that 다음 날 is tried before 다음.
    words: Vec<Word>,
    /// With what expressions begin, but for digits: first characters, and what may stand behind them. Nothing else is looked
    /// at.
    openings: Vec<Opening>,
}

static SHIPPED: LazyLock<Option<TimeWords>> = LazyLock::new(|| TimeWords::load(&Tables::default()).ok());

impl TimeWords {
    /// Reads the tables.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        let mut rows: Vec<(Role, Part)> = tables.rows_as("time_parts.tsv", part)?;
        let mut words: Vec<Word> = tables.rows_as("time_words.tsv", word)?;
        rows.sort_by_key(|(_, part)| Reverse(part.form.len()));
        let mut parts: [Vec<Part>; ROLES] = std::array::from_fn(|_| Vec::new());
        for (role, part) in rows {
            if let Some(of_role) = parts.get_mut(role as usize) {
                of_role.push(part);
            }
        }
        words.sort_by_key(|w| (w.first, Reverse(w.word.len())));
        let openings = openings(&parts, &words);
        Ok(TimeWords { parts, words, openings })
    }

    /// Those that ship.
    pub(crate) fn shipped() -> Option<&'static Self> {
        SHIPPED.as_ref()
    }

    /// Whether an expression may begin at the beginning of a text, which is no digit.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        let Some(first) = text.chars().next() else { return false };
        let from = self.openings.partition_point(|opening| opening.first < first);
        self.openings.iter().skip(from).take_while(|opening| opening.first == first).any(|opening| {
            text.strip_prefix(opening.form.as_str()).is_some_and(|rest| {
                let rest = rest.trim_start_matches(super::cursor::SPACES);
                opening.then.as_ref().is_none_or(|then| rest.starts_with(|c| then.contains(&c)))
            })
        })
    }

    /// The longest word of a role at the beginning of a text: its length in bytes, and what it tells.
    pub(super) fn part(&self, role: Role, text: &str) -> Option<(usize, Value)> {
        let first = text.chars().next()?;
        let mut of_first = self.parts.get(role as usize)?.iter().filter(|p| p.first == first);
        of_first.find(|p| text.starts_with(p.form.as_str())).map(|p| (p.form.len(), p.value))
    }

    /// The words at the beginning of a text that are times by themselves, longest first: their lengths and shifts.
    pub(super) fn words<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Option<Shift>)> + 't {
        let first = text.chars().next();
        let from = self.words.partition_point(|w| Some(w.first) < first);
        let of_first = self.words.iter().skip(from).take_while(move |w| Some(w.first) == first);
        of_first.filter_map(|w| Some((loosely(&w.word, text)?, w.shift)))
    }

    /// Whether a text is a word of a role.
    pub(super) fn is_part(&self, role: Role, text: &str) -> bool {
        self.part(role, text).is_some_and(|(length, _)| length == text.len())
    }

    /// The part of the day that a word is.
    pub(super) fn day_part(&self, word: &str) -> Option<DayPart> {
        match self.part(Role::DayPart, word)? {
            (length, Value::DayPart(part)) if length == word.len() => Some(part),
            _ => None,
        }
    }
}

/// The length of a word at the beginning of a text; where the word has a space, the text may have one.
fn loosely(word: &str, text: &str) -> Option<usize> {
    let mut rest = text;
    for (n, piece) in word.split(' ').enumerate() {
        if n > 0 {
            rest = rest.strip_prefix(super::cursor::SPACES).unwrap_or(rest);
        }
        rest = rest.strip_prefix(piece)?;
    }
    Some(text.len() - rest.len())
}

/// With what an expression may begin.
#[derive(Debug)]
struct Opening {
    first: char,
    form: String,
    /// The characters one of which must follow, white space aside; `None` when anything may.
    then: Option<Arc<[char]>>,
}

fn openings(parts: &[Vec<Part>; ROLES], words: &[Word]) -> Vec<Opening> {
    let of = |role: Role| parts.get(role as usize).into_iter().flatten();
    let firsts = |roles: &[Role]| -> Arc<[char]> {
        roles.iter().flat_map(|role| of(*role)).map(|part| part.first).chain('0'..='9').collect()
    };
    // Numbers in words are syllables of many words: 이란, 한국, 사람.
    let number = firsts(&[Role::Digit, Role::Power, Role::Year, Role::Month]);
    let unit = firsts(&[Role::Span, Role::Hour]);
    let mut found: Vec<Opening> = words
        .iter()
        .map(|word| Opening {
            first: word.first,
            form: word.word.split(' ').next().unwrap_or("").to_owned(),
            then: None,
        })
        .collect();
    for (role, then) in [
        (Role::Digit, Some(&number)),
        (Role::Power, Some(&number)),
        (Role::Count, Some(&unit)),
        (Role::Direction, None),
        (Role::Length, None),
        (Role::MonthName, None),
        (Role::DayPart, None),
        (Role::Holiday, None),
        (Role::Ordinal, None),
        (Role::Weekday, None),
    ] {
        let opening =
            |part: &Part| Opening { first: part.first, form: part.form.clone(), then: then.cloned() };
        found.extend(of(role).map(opening));
    }
    found.extend(super::cursor::APOSTROPHES.map(|first| Opening {
        first,
        form: first.to_string(),
        then: Some(('0'..='9').collect()),
    }));
    found.sort_by_key(|opening| opening.first);
    found
}

fn part(row: PartRow) -> Result<(Role, Part), String> {
    let first = row.form.chars().next().ok_or("the form is missing")?;
    let value = value(row.role, &row.value)
        .ok_or_else(|| format!("{:?} is no value of {:?}: see the head of the table", row.value, row.role))?;
    Ok((row.role, Part { first, form: row.form, value }))
}

fn value(role: Role, cell: &str) -> Option<Value> {
    match role {
        Role::Direction => direction(cell).map(Value::Direction),
        Role::Span => unit(cell).map(Value::Unit),
        Role::Length => {
            let (amount, of) = cell.split_once(' ')?;
            Some(Value::Length(amount.parse().ok()?, unit(of)?))
        }
        Role::DayPart => {
            let (code, from) = cell.split_once(' ')?;
            let code = ["MO", "MI", "AF", "EV", "NI"].into_iter().find(|known| *known == code)?;
            Some(Value::DayPart(DayPart { code, from: from.parse().ok()? }))
        }
        Role::PartOfYear if cell == "-" => Some(Value::Nothing),
        Role::PartOfYear | Role::Ordinal | Role::Holiday => cell.parse().ok().map(Value::Number),
        Role::Count | Role::Digit | Role::Power | Role::MonthName | Role::Weekday | Role::ShortWeekday => {
            cell.parse().ok().map(Value::Number)
        }
        _ => (cell == "-").then_some(Value::Nothing),
    }
}

fn direction(name: &str) -> Option<Direction> {
    Some(match name {
        "past" => Direction::Past,
        "future" => Direction::Future,
        "this" => Direction::This,
        "next" => Direction::Next,
        "this-year" => Direction::ThisYear,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "night" => Unit::Night,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        _ => return None,
    })
}

fn word(row: WordRow) -> Result<Word, String> {
    let first = row.word.chars().next().ok_or("the word is missing")?;
    let shift = match (row.unit.as_str(), row.anchor.as_str()) {
        ("vague", _) => None,
        (name, "published" | "previous") => {
            let unit = unit(name).ok_or_else(|| format!("{name:?} is no unit"))?;
            Some(Shift { unit, amount: row.amount, from_previous: row.anchor == "previous" })
        }
        (_, anchor) => return Err(format!("{anchor:?} is no anchor: published or previous")),
    };
    Ok(Word { first, word: row.word, shift })
}

#[cfg(test)]
mod tests {
    use sagwan_text::ByteSpan;

    use super::super::scan::scan;
    use super::*;

    /// Takes the marks ⟦…⟧ out of a text; what they stand around.
    fn unmarked(text: &str) -> (String, Vec<ByteSpan>) {
        let (mut plain, mut spans) = (String::new(), Vec::new());
        for c in text.chars() {
            match c {
                '⟦' => spans.push(ByteSpan::new(plain.len(), plain.len())),
                '⟧' => spans.last_mut().unwrap().end = plain.len(),
                c => plain.push(c),
            }
        }
        (plain, spans)
    }

    /// What is found in a text beside what is marked in it, where that differs.
    fn fault(marked: &str) -> Option<String> {
        let words = TimeWords::load(&Tables::default()).unwrap();
        let (text, expected) = unmarked(marked);
        let found: Vec<&str> = scan(&words, &text).iter().map(|(span, _)| span.of(&text)).collect();
        let expected: Vec<&str> = expected.iter().map(|span| span.of(&text)).collect();
        (found != expected).then(|| format!("{marked}: {found:?}"))
    }

    #[test]
    fn the_expressions_of_each_example_and_counter_example_are_those_that_are_marked() {
        let parts: Vec<PartRow> = Tables::default().rows("time_parts.tsv").unwrap();
        let words: Vec<WordRow> = Tables::default().rows("time_words.tsv").unwrap();
        let strays = parts.iter().filter(|row| !unmarked(&row.example).0.contains(&row.form));
        let mut faults: Vec<String> =
            strays.map(|row| format!("no {} in {}", row.form, row.example)).collect();
        let of_parts = parts.iter().flat_map(|row| [&row.example, &row.counter]);
        let of_words = words.iter().flat_map(|row| [&row.example, &row.counter]);
        faults.extend(of_parts.chain(of_words).filter_map(|text| fault(text)));
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
