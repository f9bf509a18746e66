//! The date of publication, from the many ways in which pages and wire copy print it.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use unicode_normalization::UnicodeNormalization;

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
/// 2018/06/27 21:33, 2018년 6월 27일 오후 9시 33분, 20180627), RFC 2822 dates and their kin (Nov 20, 2026), also in decomposed
/// syllables and full-width digits. `None` for anything else, and for days that do not exist.
pub fn parse(raw: &str) -> Option<Published> {
    let composed: String = raw.trim().nfkc().collect();
    let raw = composed.as_str();
    let numbers = Numbers::of(raw);
    if let Some(whole) = numbers.0.first().and_then(|(_, digits)| in_one(digits)) {
        return Some(whole);
    }
    let Some((date, used)) = date(&numbers) else { return with_month_name(raw) };
    let rest = numbers.after(used);
    let time = clock(&rest).map(|time| in_half_day(time, raw));
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

/// A stamp in one run of digits: 20261120221000.
fn in_one(digits: &str) -> Option<Published> {
    let (day, clock) = digits.split_at_checked(8).filter(|_| matches!(digits.len(), 12 | 14))?;
    let (date, _) = date(&Numbers(vec![("", day)]))?;
    let number = |from: usize| clock.get(from..from + 2).map_or(Some(0), |two| two.parse::<i8>().ok());
    let time = Time::new(number(0)?, number(2)?, number(4)?, 0).ok()?;
    Some(Published { date, time: Some(time), offset: None })
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

/// The time in the half of the day that AM or PM names, before or behind it: 10:10 PM.
fn in_half_day(time: Time, raw: &str) -> Time {
    let mut words = raw.split(|c: char| !c.is_ascii_alphabetic());
    let half = words.find(|word| ["am", "pm"].iter().any(|half| word.eq_ignore_ascii_case(half)));
    let hour = match half {
        Some(word) if time.hour() <= 12 => {
            time.hour() % 12 + if word.eq_ignore_ascii_case("pm") { 12 } else { 0 }
        }
        _ => time.hour(),
    };
    time.with().hour(hour).build().unwrap_or(time)
}

fn offset(raw: &str) -> Option<Offset> {
    if raw.ends_with('Z') {
        return Some(Offset::UTC);
    }
    let behind =
        raw.get(raw.find(':')?..)?.trim_start_matches(|c: char| c.is_ascii_digit() || ":. ".contains(c));
    // What stands further off may be the sign of another date.
    zone(behind.split_whitespace().next()?)
}

/// The distance from UTC behind a name that is the same all year. Others leave it unknown: a library that takes EST for UTC is
/// hours off without saying so.
fn zone(word: &str) -> Option<Offset> {
    let word = word.trim_matches(['(', ')']);
    match word {
        "GMT" | "UTC" | "UT" | "Z" => Some(Offset::UTC),
        "KST" | "JST" => Offset::from_hours(9).ok(),
        _ => distance(word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC")).unwrap_or(word)),
    }
}

/// Hours between UTC and the zone that is furthest from it.
const FURTHEST: i32 = 14;

/// The last signed number as hours and minutes: +09:00, +0900, -5.
fn distance(text: &str) -> Option<Offset> {
    let at = text.rfind(['+', '-'])?;
    let signed = text.get(at..)?;
    let sign = if signed.starts_with('-') { -1 } else { 1 };
    let digits: String = signed.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(digits.len().min(2))?;
    let hours: i32 = hours.parse().ok().filter(|hours| *hours <= FURTHEST)?;
    let minutes: i32 = minutes.get(..2).and_then(|m| m.parse().ok()).unwrap_or(0);
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// Dates with the English name of a month: `Tue, 20 Nov 2026 14:05:00 +0900` (RFC 2822), `Fri Nov 20 14:05:00 KST 2026`,
/// `November 20, 2026 2:05 PM`.
fn with_month_name(raw: &str) -> Option<Published> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = raw.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let (at, month) = words.iter().enumerate().find_map(|(at, word)| {
        let month = MONTHS.iter().position(|name| word.starts_with(name))?;
        Some((at, i8::try_from(month + 1).ok()?))
    })?;
    let number = |n: usize| words.get(n).filter(|w| w.len() <= 2)?.parse::<i8>().ok();
    let day = at.checked_sub(1).and_then(number).or_else(|| number(at + 1))?;
    let year: i16 =
        words.iter().find(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let date = Date::new(year, month, day).ok()?;
    let clocked = words.iter().position(|word| word.contains(':'));
    let time = clocked.and_then(|n| clock(&Numbers::of(words.get(n)?).0)).map(|time| in_half_day(time, raw));
    let offset = clocked.and_then(|n| words.iter().skip(n + 1).find_map(|word| zone(word)));
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
        check("2018.06.27 3면 14쪽", "2018-06-27");
        check("2018-06-27T21:33:00+09:00", "2018-06-27T21:33:00+09:00");
        check("2018-06-27T12:33:00.000Z", "2018-06-27T12:33:00+00:00");
        check("Wed, 27 Jun 2018 21:33:00 +0900", "2018-06-27T21:33:00+09:00");
        check("Wed, 27 Jun 2018 21:33:00 KST", "2018-06-27T21:33:00+09:00");
        check("Wed, 27 Jun 2018 21:33:00 EST", "2018-06-27T21:33:00");
    }

    #[test]
    fn what_feeds_and_pages_print_is_read() {
        for raw in [
            "2026-11-20 22:10:00",
            "2026.11.20 22:10",
            "2026. 11. 20. 22:10",
            "2026/11/20 22:10:00",
            "2026.11.20(금) 22:10",
            "2026년 11월 20일 금요일 오후 10시 10분",
            "2026년 11월 20일 22:10",
            "2026-11-20 오후 10:10:00",
            "2026-11-20 10:10 PM",
            "2026.11.20 PM 10:10",
            "November 20, 2026 10:10 PM",
            "Nov 20, 2026, 10:10 pm",
            "20 Nov 2026 22:10",
            "２０２６．１１．２０ ２２：１０",
            "2026\u{1102}\u{1167}\u{11ab} 11\u{110b}\u{116f}\u{11af} 20\u{110b}\u{1175}\u{11af} 22:10",
        ] {
            check(raw, "2026-11-20T22:10:00");
        }
        for raw in [
            "2026-11-20 22:10:00 KST",
            "2026-11-20 22:10:00 +0900",
            "2026-11-20T22:10+09:00",
            "2026-11-20T22:10:00.000+0900",
            "Fri, 20 Nov 2026 22:10:00 KST",
            "Fri, 20 Nov 2026 22:10:00 +0900 (KST)",
            "Fri Nov 20 22:10:00 KST 2026",
            "Fri, 20 Nov 2026 22:10 GMT+9",
            "Fri, 20 Nov 2026 22:10:00 GMT+09:00",
            "금, 20 Nov 2026 22:10:00 +0900",
        ] {
            check(raw, "2026-11-20T22:10:00+09:00");
        }
        check("2026-11-20 12:10 AM", "2026-11-20T00:10:00");
        check("Fri, 20 Nov 2026 13:10:00 UTC", "2026-11-20T13:10:00+00:00");
        check("2026-11-20 22:10:00.123", "2026-11-20T22:10:00");
        check("20261120221000", "2026-11-20T22:10:00");
        check("202611202210", "2026-11-20T22:10:00");
        check("2026-11-21 오전 8:00 / 입력 : 2026-11-20 오후 10:10", "2026-11-21T08:00:00");
        check("2026.11.20 22:10 - 가람통신", "2026-11-20T22:10:00");
    }

    #[test]
    fn no_date_is_made_up() {
        for raw in ["", "어제", "2018", "2018-13-01", "2018-02-30", "6월 27일", "hello"] {
            assert_eq!(parse(raw), None, "{raw}");
        }
    }
}
