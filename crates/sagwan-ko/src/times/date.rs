//! Dates: a calendar word or a year, month, day and day of the week, each where it stands, then the time of that day.

use super::cursor::{APOSTROPHES, Cursor};
use super::expression::{DateParts, Direction, Expression, Nth, Shift, Unit};
use super::forms::Role;
use super::{clock, length};

/// Years of two digits below this are of this century, as POSIX has it.
const PIVOT: i32 = 69;

/// 2018년 6월 27일 오후 3시, 지난달 31일, 오는 일요일, 2018-06-27; 5월 30일부터 6월 2일까지, 2014년에서 2018년 사이.
pub(super) fn date(start: Cursor<'_>) -> Option<(usize, Expression)> {
    let mut c = start;
    let Some(first) = one(&mut c)? else { return Some((c.at, Expression::Vague)) };
    let expression = match other_end(&mut c, &first) {
        Some(last) => Expression::Stretch(first, last),
        None => Expression::Date(first),
    };
    Some((c.at, expression))
}

/// Takes a day that brackets tell once more: 오늘(28일)부터.
fn restated(c: &mut Cursor<'_>) {
    let _ = c.try_take(|c| {
        let day = c.sign(&['(']).then(|| c.counted(2, Role::Day)).flatten();
        day.filter(|_| c.sign(&[')']))
    });
}

/// The other end of a stretch whose ends are told alike, each with what it needs.
fn other_end(c: &mut Cursor<'_>, first: &DateParts) -> Option<DateParts> {
    if first.has_end() {
        return None;
    }
    c.try_take(|c| {
        restated(c);
        let dashed = c.eat_apart(Role::To);
        let from = !dashed && c.eat_apart(Role::From);
        if !dashed && !from && !c.eat(Role::And) {
            return None;
        }
        c.space();
        let last = one(c)?.filter(|last| !last.has_end() && last.day_part.is_none())?;
        restated(c);
        let hours = from && first.hour.is_some() && last.hour.is_some();
        let closed = c.eat_apart(Role::Between) || from && c.eat_apart(Role::Until) || hours;
        (dashed || closed).then_some(last)
    })
}

/// One date; `Some(None)` for a word that tells none (최근).
fn one(c: &mut Cursor<'_>) -> Option<Option<DateParts>> {
    c.try_take(parts)
}

fn parts(c: &mut Cursor<'_>) -> Option<Option<DateParts>> {
    let mut parts = DateParts::default();
    match word(c, &mut parts) {
        Some(None) => return Some(None),
        Some(Some(shift)) => parts.shift = Some(shift),
        None => {
            parts.direction = direction(c);
            let _ = numeric(c, &mut parts)
                || numeric_day(c, &mut parts)
                || dotted(c, &mut parts)
                || year(c, &mut parts);
        }
    }
    let open = matches!(parts.shift.map(|s| s.unit), None | Some(Unit::Year)) && parts.month.is_none();
    if open && !holiday(c, &mut parts) && !quarter(c, &mut parts) && parts.nth.is_none() {
        month(c, &mut parts);
    }
    let by_days = matches!(parts.shift.map(|s| s.unit), Some(Unit::Day | Unit::Week | Unit::Weekend));
    if !by_days && !nth(c, &mut parts) && parts.day.is_none() && parts.nth.is_none() {
        day(c, &mut parts);
    }
    if parts.weekday.is_none() {
        weekday(c, &mut parts);
    }
    if parts.has_day() && parts.last_day.is_none() {
        parts.days = days_from(c);
    }
    // A direction counts only with a calendar word: 지난 회담 is no time.
    match parts.direction {
        Some(Direction::ThisYear) => {
            if parts.month.is_none() && parts.nth.is_none() {
                parts.nth = part(c, Unit::Year)?;
            }
            parts.shift = Some(Shift { unit: Unit::Year, amount: 0, from_previous: false });
        }
        Some(Direction::Next) if parts.weekday.is_none() => return None,
        Some(_) if DateParts { direction: parts.direction, ..DateParts::default() } == parts => return None,
        _ => {}
    }
    if parts == DateParts::default() {
        // A part of the day alone counts with its hour only: 오후 3시.
        clock::time_of_day(c, &mut parts);
        return (parts.hour.is_some() && c.ends_word()).then_some(Some(parts));
    }
    if parts.has_day() && !parts.has_end() {
        clock::time_of_day(c, &mut parts);
    }
    Some(Some(parts))
}

/// 광복절, 3·1절: a day of the year by its name.
fn holiday(c: &mut Cursor<'_>, parts: &mut DateParts) -> bool {
    let found = c.try_take(|c| {
        c.space();
        let day = c.number(Role::Holiday)?;
        c.ends_word().then_some(day)
    });
    let Some(day) = found else { return false };
    (parts.month, parts.day) = (small(day / 100, 12), small(day % 100, 31));
    true
}

/// 3분기, 3사분기, of the year before it or of this one.
fn quarter(c: &mut Cursor<'_>, parts: &mut DateParts) -> bool {
    let found = c.try_take(|c| {
        c.space();
        let quarter = c.counted(1, Role::Quarter).and_then(|quarter| small(quarter, 4));
        quarter.filter(|_| c.ends_word())
    });
    parts.nth = parts.nth.or(found.map(Nth::Quarter));
    found.is_some()
}

/// 첫째 주, 둘째 월요일, 마지막 날: counted in a month, which may be the one that runs.
fn nth(c: &mut Cursor<'_>, parts: &mut DateParts) -> bool {
    let in_month = parts.month.is_some() || parts.shifts(Unit::Month);
    let found = c.try_take(|c| {
        if in_month {
            c.eat(Role::Of);
        }
        c.space();
        let number = i8::try_from(c.number(Role::Ordinal)?).ok()?;
        let week = c.eat_apart(Role::Week);
        let weekday = c.try_take(|c| {
            c.space();
            c.number(Role::Weekday)
        });
        let weekday = weekday.and_then(|day| i8::try_from(day).ok());
        let day = !week && weekday.is_none() && in_month && c.eat_apart(Role::DayWord);
        let told = weekday.is_some() || day || week && in_month;
        let unit = if week { Unit::Week } else { Unit::Day };
        (told && c.ends_word()).then_some((number, unit, weekday))
    });
    let Some((number, unit, weekday)) = found else { return false };
    (parts.nth, parts.weekday) = (Some(Nth::Of(number, unit)), weekday);
    true
}

/// 오늘, 다음 달, 지난해 말: a time by its distance from another; `Some(None)` for one that tells none (최근).
fn word(c: &mut Cursor<'_>, parts: &mut DateParts) -> Option<Option<Shift>> {
    c.words().words(c.rest()).find_map(|(length, shift)| {
        c.try_take(|c| {
            c.take(length);
            let unit = shift.map(|s| s.unit);
            let divided = unit.and_then(|unit| part(c, unit));
            parts.nth = divided.flatten();
            let ends = divided.is_some() || c.ends_word() || unit == Some(Unit::Day) && clock::is_ahead(*c);
            ends.then_some(shift)
        })
    })
}

/// A part of a month or a year: 초, 하순, 상반기; which half it is, where it is one.
fn part(c: &mut Cursor<'_>, unit: Unit) -> Option<Option<Nth>> {
    let role = match unit {
        Unit::Month => Role::PartOfMonth,
        Unit::Year => Role::PartOfYear,
        _ => return None,
    };
    c.try_take(|c| {
        c.space();
        let half = c.part(role)?;
        c.ends_word().then_some(half.and_then(|half| small(half, 2)).map(Nth::Half))
    })
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

/// 4·27 남북정상회담: what bears the name of its day. One that is not near is a name alone.
fn dotted(c: &mut Cursor<'_>, parts: &mut DateParts) -> bool {
    let found = c.try_take(|c| {
        let month = small(c.digits(2)?, 12)?;
        if !c.sign(&['·']) {
            return None;
        }
        let day = small(c.digits(2)?, 31)?;
        let mut ahead = *c;
        (ahead.space() && ahead.rest().starts_with(char::is_alphabetic)).then_some((month, day))
    });
    if let Some((month, day)) = found {
        (parts.month, parts.day, parts.is_name) = (Some(month), Some(day), true);
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
        parts.nth = match decade(c) {
            true => Some(Nth::Decade),
            false => part(c, Unit::Year).flatten(),
        };
    }
    found.is_some()
}

/// 1990년대: what makes a year the first of ten.
fn decade(c: &mut Cursor<'_>) -> bool {
    c.try_take(|c| (c.eat(Role::Decade) && c.ends_word()).then_some(())).is_some()
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
        let _ = part(c, Unit::Month);
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
