//! The days a TIMEX3 value covers, so that times of different grain can be laid beside each other.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// First and last day of a value (2018-06-27, 2018-06-27T15, 2018-07, 2018, 2018-W26, 2018-Q2, 2018-H1, 2018-SU, two of
/// them with a slash); `None` for any other.
pub(crate) fn covered(value: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = value.split_once('/') {
        let (first, last) = (covered(from)?.0, covered(to)?.1);
        return (first <= last).then_some((first, last));
    }
    let day = value.split('T').next()?;
    let mut parts = day.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let months = |first: i8, last: i8| -> Option<(Date, Date)> {
        Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
    };
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => months(1, 12),
        (Some(month), Some(day), None) => {
            let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((date, date))
        }
        (Some("Q1"), None, _) => months(1, 3),
        (Some("Q2"), None, _) => months(4, 6),
        (Some("Q3"), None, _) => months(7, 9),
        (Some("Q4"), None, _) => months(10, 12),
        (Some("H1"), None, _) => months(1, 6),
        (Some("H2"), None, _) => months(7, 12),
        (Some("SP"), None, _) => months(3, 5),
        (Some("SU"), None, _) => months(6, 8),
        (Some("FA"), None, _) => months(9, 11),
        (Some("WI"), None, _) => {
            let first = Date::new(year, 12, 1).ok()?;
            Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
        }
        (Some(week), None, _) if week.starts_with('W') => {
            let number = week.strip_prefix('W')?.parse().ok()?;
            let monday = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        (Some(month), None, _) => {
            let month = month.parse().ok()?;
            months(month, month)
        }
        _ => None,
    }
}

/// Days of a time that is given by its days; what is longer is a month, a season, a year.
const BY_DAYS: i32 = 14;

/// Whether a time is given by its days, and not by a month or a longer while.
pub(crate) fn is_by_days((first, last): (Date, Date)) -> bool {
    between(first, last) < BY_DAYS
}

/// What a time is listed under, no more precise than it is told: its first day, or its month, season or year as it stands;
/// `None` for what is no time.
pub(crate) fn heading(value: &str) -> Option<String> {
    let days = covered(value)?;
    Some(if is_by_days(days) { days.0.to_string() } else { value.to_owned() })
}

/// The day of a stamp such as 2018-06-27T21:33:00+09:00.
pub(crate) fn day_of(stamp: &str) -> Option<Date> {
    stamp.split('T').next()?.parse().ok()
}

/// Days from `a` to `b`.
pub(crate) fn between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_no_day() {
        let check =
            |value: &str, expected: Option<&str>| assert_eq!(heading(value).as_deref(), expected, "{value}");
        check("2018-06-27T15", Some("2018-06-27"));
        check("2018-07-11/2018-07-12", Some("2018-07-11"));
        check("2018-06", Some("2018-06"));
        check("2018", Some("2018"));
        check("2018-06/2018-08", Some("2018-06/2018-08"));
        check("PT2H", None);
    }

    #[test]
    fn values_cover_days() {
        let check = |value: &str, first: &str, last: &str| {
            let (a, b) = covered(value).unwrap_or_else(|| panic!("{value} covers nothing"));
            assert_eq!((a.to_string().as_str(), b.to_string().as_str()), (first, last), "{value}");
        };
        check("2018-06-27", "2018-06-27", "2018-06-27");
        check("2018-06-27T15:30", "2018-06-27", "2018-06-27");
        check("2018-02", "2018-02-01", "2018-02-28");
        check("2018", "2018-01-01", "2018-12-31");
        check("2018-07-11/2018-07-12", "2018-07-11", "2018-07-12");
        check("2018-W26", "2018-06-25", "2018-07-01");
        check("2018-WI", "2018-12-01", "2019-02-28");
        assert_eq!(covered("PT2H"), None);
        assert_eq!(covered("2018-13-40"), None);
        assert_eq!(covered("2018-07-12/2018-07-11"), None);
    }
}
