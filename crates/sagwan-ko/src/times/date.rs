//! Dates: a calendar word or a year, month, day and day of the week, each where it stands, then the time of that day.

use super::cursor::{APOSTROPHES, Cursor};
use super::expression::{DateParts, Direction, Expression, Shift, Unit};
use super::forms::Role;
use super::{clock, length};

/// Years of two digits below this are of this century, as POSIX has it.
const PIVOT: i32 = 69;

/// 2018년 6월 27일 오후 3시, 지난달 31일, 오는 일요일, 2018-06-27.
pub(super) fn date(start: Cursor<'_>) -> Option<(usize, Expression)> {
    let mut c = start;
    let mut parts = DateParts::default();
    match word(&mut c) {
        Some(None) => return Some((c.at, Expression::Vague)),
        Some(Some(shift)) => parts.shift = Some(shift),
        None => {
            parts.direction = direction(&mut c);
            let _ =
                numeric(&mut c, &mut parts) || numeric_day(&mut c, &mut parts) || year(&mut c, &mut parts);
        }
    }
    if matches!(parts.shift.map(|s| s.unit), None | Some(Unit::Year)) {
        month(&mut c, &mut parts);
    }
    if !matches!(parts.shift.map(|s| s.unit), Some(Unit::Day | Unit::Week | Unit::Weekend)) {
        day(&mut c, &mut parts);
    }
    weekday(&mut c, &mut parts);
    if parts.has_day() && parts.last_day.is_none() {
        parts.days = days_from(&mut c);
    }
    // A direction counts only with a calendar word: 지난 회담 is no time.
    match parts.direction {
        Some(Direction::ThisYear) => {
            if parts.month.is_none() && !part(&mut c, Unit::Year) {
                return None;
            }
            parts.shift = Some(Shift { unit: Unit::Year, amount: 0, from_previous: false });
        }
        Some(Direction::Next) if parts.weekday.is_none() => return None,
        Some(_) if DateParts { direction: parts.direction, ..DateParts::default() } == parts => return None,
        _ => {}
    }
    if parts == DateParts::default() {
        // A part of the day alone counts with its hour only: 오후 3시.
        clock::time_of_day(&mut c, &mut parts);
        return (parts.hour.is_some() && c.ends_word()).then_some((c.at, Expression::Date(parts)));
    }
    if parts.has_day() && !parts.has_end() {
        clock::time_of_day(&mut c, &mut parts);
    }
    Some((c.at, Expression::Date(parts)))
}

/// 오늘, 다음 달, 지난해 말: a time by its distance from another; `Some(None)` for one that tells none (최근).
fn word(c: &mut Cursor<'_>) -> Option<Option<Shift>> {
    c.words().words(c.rest()).find_map(|(length, shift)| {
        c.try_take(|c| {
            c.take(length);
            let unit = shift.map(|s| s.unit);
            let divided = unit.is_some_and(|unit| part(c, unit));
            (divided || c.ends_word() || unit == Some(Unit::Day) && clock::is_ahead(*c)).then_some(shift)
        })
    })
}

/// A part of a month or a year: 초, 하순, 상반기.
fn part(c: &mut Cursor<'_>, unit: Unit) -> bool {
    let role = match unit {
        Unit::Month => Role::PartOfMonth,
        Unit::Year => Role::PartOfYear,
        _ => return false,
    };
    c.try_take(|c| (c.eat_apart(role) && c.ends_word()).then_some(())).is_some()
}

fn direction(c: &mut Cursor<'_>) -> Option<Direction> {
    c.try_take(|c| {
        let direction = c.direction()?;
        (c.space() || c.rest().starts_with(|d: char| d.is_ascii_digit())).then_some(direction)
    })
}

/// 2018-06-27, 2018.06.27, 2018. 6. 27.
fn numeric(c: &mut Cursor<'_>, parts: &mut DateParts) -> bool {
    let found = c.try_take(|c| {
        let year = c.digits(4).filter(|year| (1900..2100).contains(year))?;
        let sign = ['-', '.', '/'].into_iter().find(|&sign| c.sign(&[sign]))?;
        c.space();
        let month = small(c.digits(2)?, 12)?;
        if !c.sign(&[sign]) {
            return None;
        }
        c.space();
        let day = small(c.digits(2)?, 31)?;
        let goes_on =
            c.rest().trim_start_matches(['.', '-', '/', ',']).starts_with(|c: char| c.is_ascii_digit());
        (!goes_on).then_some((year, month, day))
    });
    if let Some((year, month, day)) = found {
        (parts.year, parts.month, parts.day) = (i16::try_from(year).ok(), Some(month), Some(day));
        // 2018. 6. 27. 오후 3시: the last stop belongs to the date when a time follows.
        let _ = c.try_take(|c| (c.sign(&['.']) && clock::is_ahead(*c)).then_some(()));
    }
    found.is_some()
}

/// 6.27.(수), 6. 27(수): without the day of the week it may be any number.
fn numeric_day(c: &mut Cursor<'_>, parts: &mut DateParts) -> bool {
    let found = c.try_take(|c| {
        let month = small(c.digits(2)?, 12)?;
        if !c.sign(&['.']) {
            return None;
        }
        c.space();
        let day = small(c.digits(2)?, 31)?;
        c.sign(&['.']);
        let mut ahead = *c;
        ahead.space();
        (ahead.sign(&['(']) && ahead.number(Role::ShortWeekday).is_some() && ahead.sign(&[')']))
            .then_some((month, day))
    });
    if let Some((month, day)) = found {
        (parts.month, parts.day) = (Some(month), Some(day));
    }
    found.is_some()
}

/// 28일부터 이틀간, 3일부터 3박 4일 일정: how many days it goes on, the first one counted.
fn days_from(c: &mut Cursor<'_>) -> Option<i32> {
    c.try_take(|c| {
        if !c.eat_apart(Role::From) {
            return None;
        }
        c.space();
        length::days(c).filter(|days| *days > 1)
    })
}

/// 2018년, '18년, 이천십팔년, and a part of it.
fn year(c: &mut Cursor<'_>, parts: &mut DateParts) -> bool {
    let short = |c: &mut Cursor<'_>| {
        let year = c.sign(&APOSTROPHES).then(|| c.counted(2, Role::Year)).flatten()?;
        // ‘20년 숙원’ is no year.
        let mut ahead = *c;
        ahead.space();
        ahead.counted(2, Role::Month)?;
        Some(if year < PIVOT { 2000 + year } else { 1900 + year })
    };
    let found = c
        .try_take(|c| c.counted(4, Role::Year).filter(|year| (1000..3000).contains(year)))
        .or_else(|| c.try_take(|c| c.spelled(Role::Year).filter(|year| (1800..2200).contains(year))))
        .or_else(|| c.try_take(short));
    parts.year = found.and_then(|year| i16::try_from(year).ok());
    if found.is_some() {
        part(c, Unit::Year);
    }
    found.is_some()
}

/// 6월, 시월, and a part of it. A month in words counts with its year or day: 이월 and 사월 are other words as well.
fn month(c: &mut Cursor<'_>, parts: &mut DateParts) {
    let with_year = parts.year.is_some() || parts.shift.is_some();
    let found = c.try_take(|c| {
        c.space();
        if let Some(month) = c.counted(2, Role::Month) {
            return small(month, 12);
        }
        if let Some(month) = c.number(Role::MonthName) {
            let ends = c.ends_word() || day_is_ahead(*c);
            return small(month, 12).filter(|_| ends);
        }
        let month = small(c.spelled(Role::Month)?, 12)?;
        (with_year && c.ends_word() || day_is_ahead(*c)).then_some(month)
    });
    if found.is_some() {
        parts.month = found;
        part(c, Unit::Month);
    }
}

fn day_is_ahead(mut c: Cursor<'_>) -> bool {
    c.space();
    c.spelled(Role::Day).is_some() || c.counted(2, Role::Day).is_some()
}

/// 27일, 11~12일, 11일과 12일, 30일∼7월 2일, 9월 30일부터 10월 2일까지.
fn day(c: &mut Cursor<'_>, parts: &mut DateParts) {
    let found = c.try_take(|c| {
        c.space();
        if parts.month.is_some()
            && let Some(day) = c.spelled(Role::Day)
        {
            return Some((small(day, 31)?, None));
        }
        let first = small(c.digits(2)?, 31)?;
        let unit = c.eat(Role::Day);
        if unit && is_count(*c) {
            return None;
        }
        let last = c.try_take(|c| last_day(c, first, unit));
        (unit || last.is_some()).then_some((first, last))
    });
    if let Some((first, last)) = found {
        parts.day = Some(first);
        parts.last_month = last.and_then(|(month, _)| month);
        parts.last_day = last.map(|(_, day)| day);
    }
}

/// 3일째, 3일 차: days are counted.
fn is_count(mut c: Cursor<'_>) -> bool {
    c.eat_apart(Role::NoDay) && c.ends_word()
}

/// The other end of a stretch of days, with its month when that is another.
fn last_day(c: &mut Cursor<'_>, first: i8, unit: bool) -> Option<(Option<i8>, i8)> {
    let dashed = c.eat_apart(Role::To);
    let paired = !dashed && c.eat_apart(Role::And);
    let from = !dashed && !paired && unit && c.eat_apart(Role::From);
    if !(dashed || paired || from) {
        return None;
    }
    c.space();
    let month = c.counted(2, Role::Month).and_then(|month| small(month, 12));
    c.space();
    let day = small(c.counted(2, Role::Day)?, 31)?;
    let ends = match (dashed, paired) {
        (true, _) => true,
        (_, true) => month.is_none() && day == first + 1,
        _ => c.eat(Role::Until),
    };
    ends.then_some((month, day))
}

/// 화요일, (화), (화요일).
fn weekday(c: &mut Cursor<'_>, parts: &mut DateParts) {
    let found = c.try_take(|c| {
        c.space();
        let bracket = c.sign(&['(']);
        let day = match c.number(Role::Weekday) {
            Some(day) => day,
            None if bracket => c.number(Role::ShortWeekday)?,
            None => return None,
        };
        (!bracket || c.sign(&[')'])).then_some(day)
    });
    parts.weekday = found.and_then(|day| i8::try_from(day).ok());
}

pub(super) fn small(value: i32, most: i32) -> Option<i8> {
    (1..=most).contains(&value).then(|| i8::try_from(value).ok()).flatten()
}
