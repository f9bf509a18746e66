//! Times of day: 오후, 오후 3시 30분, 밤 12시, 21:33.

use super::cursor::Cursor;
use super::expression::{DateParts, DayPart};
use super::forms::Role;

/// A time of day, which may be a part of the day alone.
pub(super) fn time_of_day(c: &mut Cursor<'_>, parts: &mut DateParts) {
    let mut ahead = *c;
    ahead.space();
    let part = ahead.day_part();
    let behind = ahead;
    ahead.space();
    if let Some((hour, minute)) = clock(&mut ahead, part) {
        parts.hour = Some(hour);
        parts.minute = minute;
        *c = ahead;
    } else if let Some(part) = part
        && behind.ends_word()
    {
        parts.day_part = Some(part.code);
        *c = behind;
    }
}

/// Whether a time of day follows.
pub(super) fn is_ahead(mut c: Cursor<'_>) -> bool {
    c.space();
    let mut parts = DateParts::default();
    time_of_day(&mut c, &mut parts);
    parts != DateParts::default()
}

/// 3시, 3시 30분, 세 시 반, 21:33; the hour as one of the day.
fn clock(c: &mut Cursor<'_>, part: Option<DayPart>) -> Option<(i8, Option<i8>)> {
    let (hour, minute) = c.try_take(|c| {
        if let Some(printed) = c.try_take(digital) {
            return Some(printed);
        }
        let hour = match c.digits(2) {
            Some(hour) => hour,
            None => {
                let hour = c.number(Role::Count)?;
                c.space();
                hour
            }
        };
        // 3시간 is a length.
        if c.words().part(Role::Span, c.rest()).is_some() || !c.eat(Role::Hour) {
            return None;
        }
        Some((hour, minute(c)))
    })?;
    let hour = i8::try_from(hour).ok().filter(|hour| (0..=24).contains(hour))?;
    Some((part.map_or(hour, |part| part.hour(hour)), minute))
}

/// 21:33.
fn digital(c: &mut Cursor<'_>) -> Option<(i32, Option<i8>)> {
    let hour = c.digits(2)?;
    let minute = c.sign(&[':']).then(|| c.digits(2)).flatten().filter(|minute| *minute < 60)?;
    Some((hour, i8::try_from(minute).ok()))
}

fn minute(c: &mut Cursor<'_>) -> Option<i8> {
    c.try_take(|c| {
        c.space();
        match c.counted(2, Role::Minute) {
            Some(minute) => i8::try_from(minute).ok().filter(|minute| *minute < 60),
            None => (c.eat(Role::Half) && c.ends_word()).then_some(30),
        }
    })
}
