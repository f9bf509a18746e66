//! Resolves time expressions against the date of publication and the time named last.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::TimeMention;
use super::expression::{DateParts, Direction, Expression, Nth, Shift, Unit};
use sagwan_text::{Anchor, ByteSpan, Tense, TimeKind};

/// Days from Monday.
const SATURDAY: i32 = 5;
const SUNDAY: i32 = 6;

/// Months: what lies so near is meant whatever the tense. Plans for the coming weeks are told in the past tense as well.
const NEAR: i32 = 2;

/// Seconds: a day that is a name (4·27) is that of this year where it is no further away.
const NAMED_WITHIN: u64 = 60 * 24 * 60 * 60;

/// Seconds: from a day no further from publication than that a text counts back. In annotated articles 전날 is the day before the
/// last one named up to a week from publication, further away never.
const LATELY: u64 = 7 * 24 * 60 * 60;

/// Days: what lies no more than so many back may be told in the present.
const FEW: i32 = 3;

/// Days: what is told in the past tense of a day no farther ahead may be a plan.
const WEEK: i32 = 7;

/// Carries the time named last from one expression to the next.
pub(super) struct Resolver {
    published: Option<Date>,
    previous: Option<Date>,
    /// The day named last that is not after publication.
    past: Option<Date>,
    /// The month that the sentence named last.
    month: Option<Date>,
    /// The year that the sentence printed last.
    year: Option<i16>,
    /// The month of whatever was named last, day or month.
    named: Option<Date>,
    /// In which tense the expression at hand is told.
    tense: Tense,
}

/// A value and what it was resolved against.
type Resolved = Option<(String, Anchor)>;

impl Resolver {
    pub(super) fn new(published: Option<Date>) -> Self {
        Resolver {
            published,
            previous: None,
            past: None,
            month: None,
            year: None,
            named: None,
            tense: Tense::Open,
        }
    }

    /// A sentence has ended: a bare day in the next one is not in the month that this one named.
    pub(super) fn end_sentence(&mut self) {
        self.month = None;
        self.year = None;
    }

    /// The mention of an expression; `None` when it names no day that exists (99월 77일).
    pub(super) fn resolve(
        &mut self,
        span: ByteSpan,
        expression: &Expression,
        tense: Tense,
    ) -> Option<TimeMention> {
        self.tense = tense;
        let mention = |kind, resolved: Resolved| {
            let (value, anchor) = match resolved {
                Some((value, anchor)) => (Some(value), anchor),
                None => (None, Anchor::None),
            };
            Some(TimeMention { span, kind, value, anchor })
        };
        match expression {
            Expression::Vague => mention(TimeKind::Date, None),
            Expression::Duration(value) => {
                mention(TimeKind::Duration, value.clone().map(|value| (value, Anchor::Text)))
            }
            Expression::Date(parts) if parts.is_name => {
                let resolved = self.date(parts)?;
                let far = first_day(&resolved.0).and_then(|day| self.away(day));
                far.filter(|far| *far <= NAMED_WITHIN).and_then(|_| mention(kind_of(parts), Some(resolved)))
            }
            Expression::Date(parts) => mention(kind_of(parts), self.date(parts)),
            Expression::Stretch(first, last) => mention(kind_of(first), self.stretch(first, last)),
        }
    }

    /// How far a day is from that of publication, in seconds.
    fn away(&self, day: Date) -> Option<u64> {
        self.published.map(|published| distance(day, published))
    }

    fn anchor(&self, shift: Shift) -> Option<(Date, Anchor)> {
        // 19일 다시 만나기로 했다. 전날에는 …: what lies back is counted from what has happened.
        // 회담은 12일이다. 장관은 이날 통화했다: what has been was not on a day to come.
        let to_come = self.previous.zip(self.published).is_some_and(|(named, published)| named > published);
        let named = match shift.amount {
            // 전날 of what lies further back is the day before the news.
            ..0 => {
                let lately = |day: &Date| self.away(*day).is_none_or(|far| far <= LATELY);
                self.past.or(self.previous).filter(lately)
            }
            _ if to_come && self.tense == Tense::Past => self.past.or(self.published),
            _ => self.previous,
        };
        if shift.from_previous
            && let Some(previous) = named
        {
            return Some((previous, Anchor::Previous));
        }
        self.published.map(|date| (date, Anchor::Published))
    }

    /// 같은 달, 그해: what was named last may be a month without a day.
    fn anchor_of_month(&self, shift: Shift) -> Option<(Date, Anchor)> {
        match self.named.filter(|_| shift.from_previous) {
            Some(named) => Some((named, Anchor::Previous)),
            None => self.anchor(shift),
        }
    }

    /// 5월 30일부터 6월 2일까지, 2014년에서 2018년 사이, 내일 10시부터 12시까지: what one end leaves out the other tells.
    fn stretch(&mut self, first: &DateParts, last: &DateParts) -> Resolved {
        let (from, anchor) = self.date(&led_by(first, last))?;
        let (until, _) = self.date(&following(last, first, first_day(&from)?)?)?;
        Some((format!("{from}/{until}"), anchor))
    }

    fn date(&mut self, parts: &DateParts) -> Resolved {
        let mut year_shift = None;
        if let Some(shift) = parts.shift {
            match shift.unit {
                unit if parts.within => {
                    let (from, anchor) = self.anchor(shift)?;
                    let length = match unit {
                        Unit::Year => shift.amount.years(),
                        Unit::Month => shift.amount.months(),
                        _ => shift.amount.days(),
                    };
                    return Some((format!("{from}/{}", moved(from, length)?), anchor));
                }
                Unit::Week | Unit::Weekend => return self.in_week(shift, parts),
                Unit::Quarter => {
                    let (from, anchor) = self.anchor(shift)?;
                    let month = moved(from.first_of_month(), (3 * shift.amount).months())?;
                    let quarter = Nth::Quarter((month.month() + 2) / 3);
                    return Some((in_year(month.year(), Some(quarter)), anchor));
                }
                Unit::Month => {
                    let (from, anchor) = self.anchor_of_month(shift)?;
                    let month = moved(from.first_of_month(), shift.amount.months())?;
                    return self.in_month(month, parts, anchor);
                }
                Unit::Year => year_shift = Some(shift),
                Unit::Minute | Unit::Hour | Unit::Night | Unit::Day => {
                    let (from, anchor) = self.anchor(shift)?;
                    let day = moved(from, shift.amount.days())?;
                    return self.on_day(day, parts, anchor);
                }
            }
        }
        let (year, anchor) = match (parts.year, year_shift) {
            (Some(year), _) => (Some(year), Anchor::Text),
            (None, Some(shift)) => {
                let (from, anchor) = self.anchor_of_month(shift)?;
                (i16::try_from(i32::from(from.year()) + shift.amount).ok(), anchor)
            }
            // 2018년 4월 27일과 5월 26일: the year holds for the sentence, unless 오는 or 지난 says otherwise.
            (None, None) if parts.month.is_some() && parts.direction.is_none() && self.year.is_some() => {
                (self.year, Anchor::Previous)
            }
            (None, None) => (None, Anchor::Published),
        };
        if parts.year.is_some() && parts.month.is_some() {
            self.year = parts.year;
        }
        match (year, parts.month) {
            (Some(year), Some(month)) => self.in_month(Date::new(year, month, 1).ok()?, parts, anchor),
            (Some(year), None) if parts.day.is_none() => Some((in_year(year, parts.nth), anchor)),
            (Some(_), None) => None,
            (None, Some(month)) => {
                let published = self.published?;
                let first = nearest_month(published, month, parts.direction, self.tense)?;
                self.in_month(first, parts, Anchor::Published)
            }
            (None, None) => self.bare(parts),
        }
    }

    /// 27일, 화요일, 오후 3시: no month is printed.
    fn bare(&mut self, parts: &DateParts) -> Resolved {
        let published = self.published?;
        match parts.nth {
            Some(Nth::Of(..)) => return self.in_month(published.first_of_month(), parts, Anchor::Published),
            Some(nth) => return Some((in_year(published.year(), Some(nth)), Anchor::Published)),
            None => {}
        }
        // 10일 나선다, 월요일 만난다: what is told of a day in the present lies ahead.
        let ahead = matches!(self.tense, Tense::Future | Tense::Present).then_some(Direction::Future);
        if let Some(day) = parts.day {
            // 다음 달 11일 …하고 13일 …한다: the month named before in the sentence, or the one after it.
            if let (Some(month), None) = (self.month, parts.direction) {
                let first = month.with().day(day).build().ok()?;
                let month =
                    if self.previous.is_some_and(|p| first < p) { moved(month, 1.months())? } else { month };
                return self.in_month(month, parts, Anchor::Previous);
            }
            let months =
                [-1, 0, 1].into_iter().filter_map(|m: i32| moved(published.first_of_month(), m.months()));
            let days = months.filter_map(|m| m.with().day(day).build().ok());
            let nearest = |side: Option<Direction>| {
                let on_side = days.clone().filter(|d| match side {
                    Some(Direction::Past) => *d <= published,
                    Some(Direction::Future) => *d >= published,
                    _ => true,
                });
                on_side.min_by_key(|d| distance(*d, published))
            };
            let first = nearest(parts.direction)?;
            // Unless it is but a few days gone.
            let gone = parts.direction.is_none() && moved(first, FEW.days())? < published;
            let first = if gone { nearest(ahead)? } else { first };
            // 3일 회담했다, told on the 20th: what has been was not on a day well ahead.
            let well_ahead = parts.direction.is_none() && moved(published, WEEK.days())? < first;
            let first =
                if well_ahead && self.tense == Tense::Past { nearest(Some(Direction::Past))? } else { first };
            return self.in_month(first.first_of_month(), parts, Anchor::Published);
        }
        if let Some(weekday) = parts.weekday {
            let day = near_weekday(published, weekday, parts.direction.or(ahead))?;
            return self.on_day(day, parts, Anchor::Published);
        }
        parts.hour?;
        let (day, anchor) = match self.previous {
            Some(previous) => (previous, Anchor::Previous),
            None => (published, Anchor::Published),
        };
        self.on_day(day, parts, anchor)
    }

    /// 다음 주, 다음 주 화요일, 지난 주말.
    fn in_week(&mut self, shift: Shift, parts: &DateParts) -> Resolved {
        let (from, anchor) = self.anchor(shift)?;
        let monday = moved(monday_of(from)?, (shift.amount * 7).days())?;
        if let Some(weekday) = parts.weekday {
            return self.on_day(moved(monday, i32::from(weekday).days())?, parts, anchor);
        }
        let first = if shift.unit == Unit::Weekend { moved(monday, SATURDAY.days())? } else { monday };
        Some((format!("{first}/{}", moved(monday, SUNDAY.days())?), anchor))
    }

    fn in_month(&mut self, month: Date, parts: &DateParts, anchor: Anchor) -> Resolved {
        if parts.month.is_some() || parts.shifts(Unit::Month) {
            self.month = Some(month);
        }
        self.named = Some(month);
        if let Some(Nth::Of(number, unit)) = parts.nth {
            let day = counted(month, number, unit, parts.weekday)?;
            return match unit {
                Unit::Week if parts.weekday.is_none() => {
                    Some((format!("{day}/{}", moved(day, SUNDAY.days())?), anchor))
                }
                _ => self.on_day(day, parts, anchor),
            };
        }
        let Some(day) = parts.day else {
            return Some((format!("{:04}-{:02}", month.year(), month.month()), anchor));
        };
        let first = month.with().day(day).build().ok()?;
        let Some(last) = parts.last_day else {
            return self.on_day(first, parts, anchor);
        };
        let mut until = match parts.last_month {
            Some(m) => month.with().month(m).day(1).build().ok()?,
            None => month,
        };
        if until < month {
            until = moved(until, 1.years())?;
        }
        let last = until.with().day(last).build().ok()?;
        // 30일∼2일 goes over the end of the month.
        let last = if last < first { moved(last, 1.months())? } else { last };
        self.name(last);
        Some((format!("{first}/{last}"), anchor))
    }

    fn name(&mut self, day: Date) {
        self.previous = Some(day);
        if self.published.is_none_or(|published| day <= published) {
            self.past = Some(day);
        }
    }

    fn on_day(&mut self, day: Date, parts: &DateParts, anchor: Anchor) -> Resolved {
        let last = moved(day, (parts.days.unwrap_or(1) - 1).days())?;
        self.name(last);
        self.named = Some(day.first_of_month());
        if last > day {
            return Some((format!("{day}/{last}"), anchor));
        }
        // Midnight is the end of the day that is printed, 밤 1시 is in the next one.
        let (day, hour) = match parts.hour {
            Some(hour) if hour > 24 => (moved(day, 1.days())?, Some(hour - 24)),
            hour => (day, hour),
        };
        let value = match (hour, parts.minute, parts.day_part) {
            (Some(hour), Some(minute), _) => format!("{day}T{hour:02}:{minute:02}"),
            (Some(hour), None, _) => format!("{day}T{hour:02}"),
            (None, _, Some(part)) => format!("{day}T{part}"),
            (None, _, None) => day.to_string(),
        };
        Some((value, anchor))
    }
}

fn kind_of(parts: &DateParts) -> TimeKind {
    if parts.hour.is_some() { TimeKind::Time } else { TimeKind::Date }
}

/// The value of a year, or of the part of it that is counted.
fn in_year(year: i16, nth: Option<Nth>) -> String {
    match nth {
        Some(Nth::Quarter(quarter)) => format!("{year:04}-Q{quarter}"),
        Some(Nth::Half(half)) => format!("{year:04}-H{half}"),
        Some(Nth::Decade) => format!("{year:04}/{:04}", i32::from(year) + 9),
        Some(Nth::Of(..)) | None => format!("{year:04}"),
    }
}

/// The day of a month that is counted (둘째 월요일 and 둘째 주 월요일 are one), or the Monday of its week: a week is of the month
/// in which its Thursday lies, as ISO 8601 counts those of a year.
fn counted(month: Date, number: i8, unit: Unit, weekday: Option<i8>) -> Option<Date> {
    match (weekday, unit) {
        (Some(weekday), _) => {
            let named = Weekday::from_monday_zero_offset(weekday).ok()?;
            month.nth_weekday_of_month(number, named).ok()
        }
        (None, Unit::Week) => monday_of(month.nth_weekday_of_month(number, Weekday::Thursday).ok()?),
        (None, _) => (number < 0).then(|| month.last_of_month()),
    }
}

/// The first day of a value that names a year, a month or a day.
fn first_day(value: &str) -> Option<Date> {
    let day = value.split('T').next()?;
    let mut numbers = day.split('-').map(str::parse::<i16>);
    let year = numbers.next()?.ok()?;
    let mut part = || numbers.next().map_or(Some(1), |part| i8::try_from(part.ok()?).ok());
    Date::new(year, part()?, part()?).ok()
}

/// 5월부터 2020년 10월까지: the first end with the year of the last.
fn led_by(first: &DateParts, last: &DateParts) -> DateParts {
    let open = first.year.is_none() && first.shift.is_none() && first.direction.is_none();
    let year = last.year.filter(|_| open).zip(first.month);
    let over = |month: i8| last.month.is_some_and(|last| last < month);
    let year = year.map(|(year, month)| if over(month) { year - 1 } else { year });
    DateParts { year: first.year.or(year), ..*first }
}

/// The last end of a stretch, with what it leaves out taken from the first, whose first day is `from`: the nearest such behind it.
fn following(last: &DateParts, first: &DateParts, from: Date) -> Option<DateParts> {
    if last.year.is_some() || last.shift.is_some() {
        return Some(*last);
    }
    let on = |day: Date, parts: DateParts| DateParts {
        year: Some(day.year()),
        month: Some(day.month()),
        day: Some(day.day()),
        ..parts
    };
    Some(match (last.month, last.day, last.weekday) {
        (Some(month), ..) => {
            let over = (month, last.day.unwrap_or(i8::MAX)) < (from.month(), from.day());
            DateParts { year: Some(from.year() + i16::from(over)), ..*last }
        }
        (None, Some(day), _) => {
            let month = if day < from.day() { moved(from.first_of_month(), 1.months())? } else { from };
            on(month.with().day(day).build().ok()?, *last)
        }
        (None, None, Some(weekday)) => {
            let named = Weekday::from_monday_zero_offset(weekday).ok()?;
            on(moved(from, i32::from(named.since(from.weekday())).days())?, *last)
        }
        // 오후 1시부터 4시까지: the next such hour.
        (None, None, None) if last.hour.is_some() => {
            let start = (first.hour?, first.minute.unwrap_or(0));
            let hours = (0..3).filter_map(|half| Some(last.hour? + 12 * half));
            let hour = hours.into_iter().find(|hour| (*hour, last.minute.unwrap_or(0)) > start);
            on(from, DateParts { hour, ..*last })
        }
        _ => *last,
    })
}

fn moved(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

fn monday_of(date: Date) -> Option<Date> {
    moved(date, (-i32::from(date.weekday().to_monday_zero_offset())).days())
}

/// The day of the week that a direction means: 지난 목요일, 이번 목요일, 오는 목요일; without one the last.
fn near_weekday(published: Date, weekday: i8, direction: Option<Direction>) -> Option<Date> {
    let named = Weekday::from_monday_zero_offset(weekday).ok()?;
    let back = i32::from(published.weekday().since(named));
    let step = match direction {
        None | Some(Direction::ThisYear) => -back,
        Some(Direction::Past) => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        Some(Direction::Future) => 7 - back,
        Some(Direction::This) => return moved(monday_of(published)?, i32::from(weekday).days()),
        Some(Direction::Next) => return moved(monday_of(published)?, (7 + i32::from(weekday)).days()),
    };
    moved(published, step.days())
}

fn distance(a: Date, b: Date) -> u64 {
    a.duration_since(b).as_secs().unsigned_abs()
}

/// The month of that name closest to the date of publication, on the side that the direction names; without one, on the
/// side of the tense where the closest is not near.
fn nearest_month(published: Date, month: i8, direction: Option<Direction>, tense: Tense) -> Option<Date> {
    let this = published.first_of_month();
    let months = |first: Date| {
        i32::from(first.year() - this.year()) * 12 + i32::from(first.month()) - i32::from(this.month())
    };
    let all = || {
        [-1, 0, 1].into_iter().filter_map(|y: i32| moved(this, y.years())?.with().month(month).build().ok())
    };
    let on_side = |side: Option<Direction>| {
        all()
            .filter(|first| match side {
                Some(Direction::Past) => *first <= this,
                Some(Direction::Future) => *first >= this,
                _ => true,
            })
            .min_by_key(|first| distance(*first, this))
    };
    let side = match tense {
        Tense::Past => Some(Direction::Past),
        // 열린다 is told of what is ahead or goes on, hardly of a month long over.
        Tense::Future | Tense::Present => Some(Direction::Future),
        Tense::Open => None,
    };
    let closest = on_side(direction)?;
    if direction.is_none() && months(closest).abs() > NEAR { on_side(side) } else { Some(closest) }
}
