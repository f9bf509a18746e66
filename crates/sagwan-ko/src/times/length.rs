//! Lengths of time: how long something lasts (이틀간), and how far it lies from another time (사흘 뒤).

use super::cursor::Cursor;
use super::expression::{DateParts, Direction, Expression, Shift, Unit};
use super::forms::Role;

/// How long, in one unit, and what is left over of it.
#[derive(Clone, Copy)]
struct Length {
    amount: i32,
    unit: Unit,
    /// Whether it is a word of its own: 하루.
    word: bool,
    /// Whether it is the upper bound of two: 3~4일.
    bounded: bool,
}

/// 2시간 30분 동안, 사흘간, 1박2일; 하루 전, 2년 뒤. A length alone counts only for hours and nights.
pub(super) fn length(start: Cursor<'_>) -> Option<(usize, Expression)> {
    let mut c = start;
    let led = led(&mut c);
    let length = amount(&mut c)?;
    // 지난 3일 is a day.
    if led && !length.word && matches!(length.unit, Unit::Day | Unit::Night) {
        return None;
    }
    if length.unit == Unit::Night {
        let days = days_of_nights(&mut c);
        if days.is_none() && !c.ends_word() {
            return None;
        }
        let value = days.map_or_else(|| format!("P{}D", length.amount), |days| format!("P{days}D"));
        return Some((c.at, Expression::Duration(Some(value))));
    }
    let more = remainder(&mut c, length.unit);
    if let Some(sign) = side(c) {
        let (c, sign) = sign;
        return distance(length, sign).map(|parts| (c.at, Expression::Date(parts)));
    }
    let lasts = lasts(&mut c, length.word);
    if !lasts
        && let Some(parts) = distance(length, 1)
        && within(&mut c)
    {
        return Some((c.at, Expression::Date(DateParts { within: true, ..parts })));
    }
    (lasts || led && c.ends_word() || length.unit == Unit::Hour).then(|| {
        let value = iso(length, &more);
        (c.at, Expression::Duration((!length.bounded).then_some(value)))
    })
}

/// 지난 2주, 다음 석 달: a length that is told to lie behind or ahead.
fn led(c: &mut Cursor<'_>) -> bool {
    c.try_take(|c| {
        let direction = c.direction()?;
        (direction != Direction::ThisYear && c.space()).then_some(())
    })
    .is_some()
}

/// 2주 안에, 사흘 이내.
fn within(c: &mut Cursor<'_>) -> bool {
    c.try_take(|c| (c.eat_apart(Role::Within) && c.ends_word()).then_some(())).is_some()
}

/// How many days something lasts: 이틀간, 6일 동안, 3박 4일.
pub(super) fn days(c: &mut Cursor<'_>) -> Option<i32> {
    c.try_take(|c| {
        let length = amount(c)?;
        let days = match length.unit {
            Unit::Day if !length.bounded => length.amount,
            Unit::Week if !length.bounded => 7 * length.amount,
            Unit::Night => return days_of_nights(c),
            _ => return None,
        };
        lasts(c, true).then_some(days)
    })
}

/// The days behind the nights of a stay: 3박 4일.
fn days_of_nights(c: &mut Cursor<'_>) -> Option<i32> {
    c.try_take(|c| {
        c.space();
        let days = c.digits(2)?;
        (c.unit()? == Unit::Day).then_some(days)
    })
}

/// Takes what makes a length last: 이틀간, and where it can be no day of the month, 이틀 일정.
fn lasts(c: &mut Cursor<'_>, is_length: bool) -> bool {
    c.try_take(|c| {
        let last = c.eat_apart(Role::Lasts) || is_length && c.eat_apart(Role::Stay);
        (last && c.ends_word()).then_some(())
    })
    .is_some()
}

fn amount(c: &mut Cursor<'_>) -> Option<Length> {
    if let Some((amount, unit)) = c.length() {
        return Some(Length { amount, unit, word: true, bounded: false });
    }
    c.try_take(|c| {
        let spelled = c.number(Role::Count);
        let (amount, bounded) = match spelled {
            Some(amount) => {
                c.space();
                (amount, false)
            }
            None => {
                let first = c.digits(3)?;
                let last = c.try_take(|c| if c.eat(Role::To) { c.digits(3) } else { None });
                (last.unwrap_or(first), last.is_some())
            }
        };
        let unit = c.unit()?;
        // 한 일: what was done.
        (spelled.is_none() || unit != Unit::Day).then_some(Length { amount, unit, word: false, bounded })
    })
}

/// What a length has beyond its unit: 2시간 30분, 1년 반.
fn remainder(c: &mut Cursor<'_>, unit: Unit) -> String {
    let minutes = (unit == Unit::Hour).then(|| {
        c.try_take(|c| {
            c.space();
            c.counted(2, Role::Minute)
        })
    });
    if let Some(minutes) = minutes.flatten() {
        return format!("{minutes}M");
    }
    let half = match unit {
        Unit::Hour => "30M",
        Unit::Month => "15D",
        Unit::Year => "6M",
        _ => return String::new(),
    };
    let has_half = c.try_take(|c| {
        c.space();
        (c.eat(Role::Half) && (c.rest().is_empty() || !c.before_syllable() || lasts_on(*c))).then_some(())
    });
    has_half.map_or_else(String::new, |()| half.to_owned())
}

fn lasts_on(mut c: Cursor<'_>) -> bool {
    c.eat(Role::Lasts)
}

/// Whether a length is counted back or ahead. 전 and 후 begin other words as well: 2일 전화했다, 3일 후보를 만났다.
fn side(mut c: Cursor<'_>) -> Option<(Cursor<'_>, i32)> {
    c.space();
    let sign = if c.eat(Role::Before) {
        -1
    } else if c.eat(Role::After) {
        1
    } else {
        return None;
    };
    c.ends_word().then_some((c, sign))
}

/// The date that lies a length away; none for hours, which tell no day.
fn distance(length: Length, sign: i32) -> Option<DateParts> {
    let (unit, units) = match length.unit {
        Unit::Day => (Unit::Day, 1),
        Unit::Week => (Unit::Day, 7),
        Unit::Month => (Unit::Month, 1),
        Unit::Year => (Unit::Year, 1),
        Unit::Minute | Unit::Hour | Unit::Night | Unit::Weekend | Unit::Quarter => return None,
    };
    // 25일 만났다. 하루 전 도착했다: the day before that.
    let from_previous = length.word && length.unit == Unit::Day && length.amount == 1;
    let amount = sign * length.amount * units;
    Some(DateParts { shift: Some(Shift { unit, amount, from_previous }), ..DateParts::default() })
}

fn iso(length: Length, more: &str) -> String {
    let amount = length.amount;
    match length.unit {
        Unit::Minute => format!("PT{amount}M"),
        Unit::Hour => format!("PT{amount}H{more}"),
        Unit::Night | Unit::Day | Unit::Weekend => format!("P{amount}D"),
        Unit::Week => format!("P{amount}W"),
        Unit::Month => format!("P{amount}M{more}"),
        Unit::Quarter => format!("P{}M", 3 * amount),
        Unit::Year => format!("P{amount}Y{more}"),
    }
}
