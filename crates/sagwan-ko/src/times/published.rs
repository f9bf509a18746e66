//! The date of publication, from the many ways in which pages and wire copy print it.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::expression::DayPart;
use super::forms::{Role, TimeWords};

/// When an article was published, as precisely as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day, in the zone of the offset (or of the outlet when there is none).
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
    /// The zone's distance from UTC.
    pub offset: Option<Offset>,
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
            if let Some(offset) = self.offset {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)?;
            }
        }
        Ok(())
    }
}

/// Reads ISO 8601 (2018-06-27, 2018-06-27T21:33:00+09:00), the stamps of Korean pages (2018.06.27 21:33,
/// 2018/06/27 21:33, 2018년 6월 27일 오후 9시 33분, 20180627) and RFC 2822 dates. `None` for anything else,
/// and for days that do not exist.
pub fn parse(raw: &str) -> Option<Published> {
    let raw = raw.trim();
    if raw.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return rfc2822(raw);
    }
    let numbers = Numbers::of(raw);
    let (date, used) = date(&numbers)?;
    let rest = numbers.after(used);
    let time = clock(&rest);
    let offset = time.and_then(|_| offset(raw));
    Some(Published { date, time, offset })
}

/// The runs of digits in a text, with what stands before each.
struct Numbers<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Numbers<'a> {
    fn of(raw: &'a str) -> Self {
        let mut found = Vec::new();
        let mut rest = raw;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let (before, from) = rest.split_at(start);
            let len = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
            let (digits, after) = from.split_at(len);
            found.push((before, digits));
            rest = after;
        }
        Numbers(found)
    }

    fn after(&self, used: usize) -> Vec<(&'a str, &'a str)> {
        self.0.get(used..).unwrap_or(&[]).to_vec()
    }
}

fn date(numbers: &Numbers<'_>) -> Option<(Date, usize)> {
    let (_, first) = numbers.0.first()?;
    if first.len() == 8 {
        let (year, rest) = first.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return Some((Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?, 1));
    }
    let mut parts = numbers.0.iter().map(|(_, digits)| *digits);
    let year: i16 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: i8 = parts.next().filter(|m| m.len() <= 2)?.parse().ok()?;
    let day: i8 = parts.next().filter(|d| d.len() <= 2)?.parse().ok()?;
    Some((Date::new(year, month, day).ok()?, 3))
}

/// The time of day, of the numbers behind the date with what stands before each.
fn clock(rest: &[(&str, &str)]) -> Option<Time> {
    let mut parts = rest.iter();
    let (before, hour) = parts.next()?;
    let (between, minute) = parts.next()?;
    if !joins(between, Role::Hour) {
        return None;
    }
    let second = match parts.next() {
        Some((between, second)) if joins(between, Role::Minute) => second.parse().ok()?,
        _ => 0,
    };
    let hour: i8 = hour.parse().ok()?;
    let hour = day_part(before).map_or(hour, |part| part.hour(hour));
    Time::new(hour, minute.parse().ok()?, second, 0).ok()
}

/// Whether what stands between two numbers says that the first is of a unit: 9시 33분, 9:33.
fn joins(between: &str, unit: Role) -> bool {
    let between = between.trim();
    between == ":" || TimeWords::shipped().is_some_and(|words| words.is_part(unit, between))
}

/// The part of the day that stands before an hour: 오후 9:33.
fn day_part(before: &str) -> Option<DayPart> {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())?;
    TimeWords::shipped()?.day_part(word)
}

fn offset(raw: &str) -> Option<Offset> {
    if raw.ends_with('Z') {
        return Some(Offset::UTC);
    }
    if raw.contains("KST") {
        return Offset::from_hours(9).ok();
    }
    let clock = raw.find(':')?;
    let tail = raw.get(clock..)?;
    let at = tail.rfind(['+', '-'])?;
    let sign = if tail.get(at..)?.starts_with('-') { -1 } else { 1 };
    let digits: String = tail.get(at..)?.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).and_then(|m| m.parse().ok()).unwrap_or(0);
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// `Tue, 20 Nov 2026 14:05:00 +0900`. Zone names other than GMT and KST leave the offset unknown: a library
/// that takes them for UTC would be hours off without saying so.
fn rfc2822(raw: &str) -> Option<Published> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = raw.split([' ', ',']).filter(|w| !w.is_empty());
    let mut day = words.next()?;
    if !day.starts_with(|c: char| c.is_ascii_digit()) {
        day = words.next()?;
    }
    let month = words.next()?;
    let month = MONTHS.iter().position(|m| month.starts_with(m))? + 1;
    let year: i16 = words.next()?.parse().ok()?;
    let date = Date::new(year, i8::try_from(month).ok()?, day.parse().ok()?).ok()?;
    let clock_words = words.next().unwrap_or("");
    let time = clock(&Numbers::of(clock_words).0);
    let zone = words.next().unwrap_or("");
    let offset = match zone {
        "GMT" | "UTC" | "Z" => Some(Offset::UTC),
        "KST" => Offset::from_hours(9).ok(),
        zone => offset(&format!(":{zone}")),
    };
    Some(Published { date, time, offset: time.and(offset) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        assert_eq!(parse(raw).map(|p| p.to_string()).as_deref(), Some(expected), "{raw}");
    }

    #[test]
    fn stamps_are_read() {
        check("2018-06-27", "2018-06-27");
        check("2018.06.27 21:33", "2018-06-27T21:33:00");
        check("2018.06.27. 오후 9:33", "2018-06-27T21:33:00");
        check("2018/06/27 21:33:05", "2018-06-27T21:33:05");
        check("2018년 6월 27일 오후 9시 33분", "2018-06-27T21:33:00");
        check("2018년 6월 27일 (수) 오전 12:05", "2018-06-27T00:05:00");
        check("2018.06.27. 오후 12:33", "2018-06-27T12:33:00");
        check("20180627", "2018-06-27");
        check("2018-06-27T21:33:00+09:00", "2018-06-27T21:33:00+09:00");
        check("2018-06-27T12:33:00.000Z", "2018-06-27T12:33:00+00:00");
        check("Wed, 27 Jun 2018 21:33:00 +0900", "2018-06-27T21:33:00+09:00");
        check("Wed, 27 Jun 2018 21:33:00 KST", "2018-06-27T21:33:00+09:00");
        check("Wed, 27 Jun 2018 21:33:00 EST", "2018-06-27T21:33:00");
    }

    #[test]
    fn no_date_is_made_up() {
        for raw in ["", "어제", "2018", "2018-13-01", "2018-02-30", "6월 27일", "hello"] {
            assert_eq!(parse(raw), None, "{raw}");
        }
    }
}
