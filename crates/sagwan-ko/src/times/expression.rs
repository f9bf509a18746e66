//! A time expression taken apart, before anything is known of when its article was published.

/// Where a word sends the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Back: 지난.
    Past,
    /// Ahead: 오는.
    Future,
    /// The one that runs: 이번.
    This,
    /// The one after it: 다음.
    Next,
    /// This year's: 올.
    ThisYear,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Minute,
    Hour,
    /// A night, of which a stay has one fewer than days: 1박 2일.
    Night,
    Day,
    /// Saturday and Sunday of a week.
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DayPart {
    /// Its code in TIMEX3.
    pub(crate) code: &'static str,
    /// The hour from which on hours are counted: 밤 2시 is the one at 26 o'clock, 오후 2시 at 14.
    pub(crate) from: i8,
}

impl DayPart {
    /// The hour of the day that an hour on the dial is; from 24 on it lies in the next day.
    pub(crate) fn hour(self, dial: i8) -> i8 {
        (0..3).map(|half| dial % 12 + 12 * half).find(|&hour| hour >= self.from).unwrap_or(dial)
    }
}

/// A distance from the anchor, in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) unit: Unit,
    pub(super) amount: i32,
    pub(super) from_previous: bool,
}

/// Which one of a month or a year, where it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nth {
    /// 둘째 주, 셋째 월요일, 마지막 날: of a month, -1 for the last.
    Of(i8, Unit),
    /// 3분기.
    Quarter(i8),
    /// 하반기.
    Half(i8),
    /// The ten years that begin with the year that is printed: 1990년대.
    Decade,
}

/// The parts of a date as printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DateParts {
    pub(super) direction: Option<Direction>,
    pub(super) shift: Option<Shift>,
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// 0 Monday … 6 Sunday.
    pub(super) weekday: Option<i8>,
    pub(super) last_month: Option<i8>,
    pub(super) last_day: Option<i8>,
    pub(super) nth: Option<Nth>,
    /// Whether all is meant from the anchor to the distance told: 2주 안에.
    pub(super) within: bool,
    /// How many days it goes on: 28일부터 이틀간.
    pub(super) days: Option<i32>,
    pub(super) day_part: Option<&'static str>,
    /// From 24 on in the next day.
    pub(super) hour: Option<i8>,
    pub(super) minute: Option<i8>,
    /// Whether it is the name of what happened on it: 4·27.
    pub(super) is_name: bool,
}

impl DateParts {
    /// Whether a day is told, so that a time of that day may follow.
    pub(super) fn has_day(&self) -> bool {
        let of_month = matches!(self.nth, Some(Nth::Of(_, Unit::Day)));
        self.day.is_some() || self.weekday.is_some() || self.shifts(Unit::Day) || of_month
    }

    /// Whether a stretch of days is told.
    pub(super) fn has_end(&self) -> bool {
        self.last_day.is_some() || self.days.is_some()
    }

    /// Whether it lies so many units of a kind from the anchor.
    pub(super) fn shifts(&self, unit: Unit) -> bool {
        self.shift.is_some_and(|shift| shift.unit == unit)
    }
}

/// A time expression taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    Date(DateParts),
    /// From one to another.
    Stretch(DateParts, DateParts),
    /// An ISO 8601 duration; `None` for one between two bounds.
    Duration(Option<String>),
    Vague,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_tells_no_day() {
        let month = DateParts { month: Some(6), ..DateParts::default() };
        assert!(!month.has_day());
        assert!(DateParts { day: Some(27), ..month }.has_day());
        assert!(DateParts { weekday: Some(0), ..month }.has_day());
    }
}
