//! Finds time expressions and takes them apart; does not resolve them.

use crate::jamo;
use sagwan_text::ByteSpan;
use serde::Deserialize;

use crate::tables::{TableError, Tables};

/// Where a word sends the reader: past, future or here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
}

/// A distance from the anchor, in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) amount: i32,
    pub(super) from_previous: bool,
}

/// The parts of a date as printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DateParts {
    pub(super) direction: Option<Direction>,
    pub(super) year: Option<i16>,
    pub(super) year_shift: Option<Shift>,
    pub(super) month: Option<i8>,
    pub(super) month_shift: Option<Shift>,
    pub(super) week_shift: Option<Shift>,
    pub(super) day: Option<i8>,
    pub(super) day_shift: Option<Shift>,
    /// 0 Monday … 6 Sunday.
    pub(super) weekday: Option<i8>,
    pub(super) last_month: Option<i8>,
    pub(super) last_day: Option<i8>,
    pub(super) day_part: Option<&'static str>,
    pub(super) hour: Option<i8>,
    pub(super) minute: Option<i8>,
}

/// A time expression taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    Date(DateParts),
    /// An ISO 8601 duration.
    Duration(String),
    Vague,
}

#[derive(Debug, Deserialize)]
struct Word {
    word: String,
    unit: String,
    amount: i32,
    anchor: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// The words of time, longest first, so that 다음 날 is tried before 다음.
#[derive(Debug)]
pub struct TimeWords {
    words: Vec<Word>,
    /// The first characters of all expressions: nothing else is looked at.
    firsts: Vec<char>,
}

impl TimeWords {
    /// Reads the table.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        let mut words: Vec<Word> = tables.rows("time_words.tsv")?;
        words.sort_by_key(|w| std::cmp::Reverse(w.word.len()));
        let mut firsts: Vec<char> = words.iter().filter_map(|w| w.word.chars().next()).collect();
        firsts.extend(
            DIRECTIONS.iter().chain(DAY_PARTS.iter().map(|(w, _)| w)).filter_map(|w| w.chars().next()),
        );
        firsts.extend(DAYS_NATIVE.iter().filter_map(|(w, _)| w.chars().next()));
        firsts.extend("월화수목금토일".chars());
        firsts.sort_unstable();
        firsts.dedup();
        Ok(TimeWords { words, firsts })
    }
}

const DIRECTIONS: &[&str] = &["지난", "오는", "이번", "올"];
const DAY_PARTS: &[(&str, &str)] = &[
    ("오전", "MO"),
    ("오후", "AF"),
    ("새벽", "MO"),
    ("아침", "MO"),
    ("저녁", "EV"),
    ("밤", "NI"),
    ("정오", "MI"),
    ("낮", "MI"),
];
const DAYS_NATIVE: &[(&str, i32)] = &[
    ("하루", 1),
    ("이틀", 2),
    ("사흘", 3),
    ("나흘", 4),
    ("닷새", 5),
    ("엿새", 6),
    ("이레", 7),
    ("여드레", 8),
    ("아흐레", 9),
    ("열흘", 10),
    ("보름", 15),
];
const PARTS_OF_MONTH: &[&str] = &["초순", "중순", "하순", "상순", "초", "말"];
const PARTS_OF_YEAR: &[&str] =
    &["상반기", "하반기", "초", "말", "봄", "여름", "가을", "겨울", "연초", "연말", "중"];

/// The expressions of `text`, in order and without overlap.
pub(super) fn scan(words: &TimeWords, text: &str) -> Vec<(ByteSpan, Expression)> {
    let mut found = Vec::new();
    let mut previous: Option<char> = None;
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        let before = previous.replace(c);
        if at < skip_to || !(c.is_ascii_digit() || words.firsts.binary_search(&c).is_ok()) {
            continue;
        }
        // Inside a number or a word nothing begins.
        let inside = match before {
            Some(b) if c.is_ascii_digit() => {
                b.is_ascii_digit() || matches!(b, '.' | ',') || b.is_ascii_alphabetic()
            }
            Some(b) => b.is_alphanumeric(),
            None => false,
        };
        if inside {
            continue;
        }
        let Some(rest) = text.get(at..) else { continue };
        if let Some((len, expression)) = parse(&words.words, rest) {
            found.push((ByteSpan::new(at, at + len), expression));
            skip_to = at + len;
        }
    }
    found
}

/// A place in the text from which parts are taken one after the other.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    all: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.all.get(self.at..).unwrap_or("")
    }

    fn eat(&mut self, word: &str) -> bool {
        let hit = self.rest().starts_with(word);
        if hit {
            self.at += word.len();
        }
        hit
    }

    fn eat_any<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        words.iter().find(|w| self.eat(w)).copied()
    }

    fn space(&mut self) {
        if self.rest().starts_with([' ', '\u{a0}']) {
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
    }

    /// A number of at most `digits` digits.
    fn number(&mut self, digits: usize) -> Option<i32> {
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if len == 0 || len > digits {
            return None;
        }
        let value = rest.get(..len)?.parse().ok()?;
        self.at += len;
        Some(value)
    }

    /// A number with its unit; nothing is taken when either is missing.
    fn counted(&mut self, digits: usize, unit: &str) -> Option<i32> {
        let mut ahead = *self;
        let value = ahead.number(digits)?;
        ahead.eat(unit).then(|| {
            *self = ahead;
            value
        })
    }
}

fn parse(words: &[Word], rest: &str) -> Option<(usize, Expression)> {
    duration(rest).or_else(|| distance(rest)).or_else(|| date(words, rest))
}

/// 2시간 30분 동안, 사흘간, 1박2일; a length alone counts only for hours and minutes.
fn duration(rest: &str) -> Option<(usize, Expression)> {
    let mut c = Cursor { all: rest, at: 0 };
    let tail = |c: &mut Cursor<'_>| {
        let mut ahead = *c;
        ahead.space();

        c.eat("간")
            || ahead.eat("동안") && {
                *c = ahead;
                true
            }
    };
    if let Some(nights) = c.counted(2, "박") {
        let mut ahead = c;
        ahead.space();
        if let Some(days) = ahead.counted(2, "일") {
            return Some((ahead.at, Expression::Duration(format!("P{days}D"))));
        }
        return Some((c.at, Expression::Duration(format!("P{nights}D"))));
    }
    for (word, days) in DAYS_NATIVE {
        if c.eat(word) {
            return tail(&mut c).then(|| (c.at, Expression::Duration(format!("P{days}D"))));
        }
    }
    if let Some(hours) = c.counted(3, "시간") {
        let mut value = format!("PT{hours}H");
        let mut ahead = c;
        ahead.space();
        if let Some(minutes) = ahead.counted(2, "분") {
            c = ahead;
            value.push_str(&format!("{minutes}M"));
        } else if ahead.eat("반") {
            c = ahead;
            value.push_str("30M");
        }
        let mut ahead = c;
        ahead.space();
        if ahead.eat_any(&["전", "뒤", "후"]).is_some() {
            return None;
        }
        tail(&mut c);
        return Some((c.at, Expression::Duration(value)));
    }
    if let Some(minutes) = c.counted(3, "분") {
        return tail(&mut c).then(|| (c.at, Expression::Duration(format!("PT{minutes}M"))));
    }
    for (unit, letter) in [("일", 'D'), ("주일", 'W'), ("주", 'W'), ("개월", 'M'), ("년", 'Y')] {
        let mut ahead = c;
        if let Some(n) = ahead.counted(3, unit) {
            if tail(&mut ahead) {
                return Some((ahead.at, Expression::Duration(format!("P{n}{letter}"))));
            }
            return None;
        }
    }
    None
}

/// 하루 전, 사흘 뒤, 3일 후, 2년 전.
fn distance(rest: &str) -> Option<(usize, Expression)> {
    let mut c = Cursor { all: rest, at: 0 };
    let native = DAYS_NATIVE.iter().find(|(word, _)| c.eat(word)).map(|(_, n)| ("일", *n));
    let (unit, amount) = match native {
        Some(found) => found,
        None => ["일", "주일", "주", "개월", "달", "년"]
            .iter()
            .find_map(|unit| Some((*unit, c.counted(3, unit)?)))?,
    };
    c.space();
    let sign = if c.eat("전") {
        -1
    } else if c.eat_any(&["뒤", "후"]).is_some() {
        1
    } else {
        return None;
    };
    // 전 and 후 begin other words: 2일 전화했다, 3일 후보를 만났다, 2년 전쟁.
    let next = c.rest().chars().next();
    let goes_on = ["까지", "부터", "인", "에", "의", "만", "쯤", "에는", "으로"]
        .iter()
        .any(|p| c.rest().starts_with(p));
    if next.is_some_and(jamo::is_syllable) && !goes_on {
        return None;
    }
    let shift = |amount, from_previous| Some(Shift { amount, from_previous });
    let mut parts = DateParts::default();
    match unit {
        "일" => parts.day_shift = shift(sign * amount, native.is_some() && amount == 1),
        "주일" | "주" => parts.day_shift = shift(sign * amount * 7, false),
        "년" => parts.year_shift = shift(sign * amount, false),
        _ => parts.month_shift = shift(sign * amount, false),
    }
    Some((c.at, Expression::Date(parts)))
}

fn date(words: &[Word], rest: &str) -> Option<(usize, Expression)> {
    let mut c = Cursor { all: rest, at: 0 };
    let mut parts = DateParts::default();
    let mut end = 0;
    // A direction counts only before a calendar word: 지난 회담 is no time.
    if let Some(word) = c.eat_any(DIRECTIONS) {
        let mut ahead = c;
        ahead.space();
        if ahead.at > c.at && ahead.rest().starts_with(|d: char| d.is_ascii_digit())
            || words.iter().any(|w| rest.starts_with(&w.word))
        {
            if ahead.rest().starts_with(|d: char| d.is_ascii_digit()) {
                parts.direction = match word {
                    "지난" => Some(Direction::Past),
                    "오는" => Some(Direction::Future),
                    _ => None,
                };
                c = ahead;
            } else {
                c.at = 0;
            }
        } else {
            c.at = 0;
            if word != "올" {
                return None;
            }
        }
    }
    if let Some(year) = c.counted(4, "년").filter(|y| (1000..3000).contains(y)) {
        parts.year = i16::try_from(year).ok();
        end = c.at;
        c.space();
        let mut ahead = c;
        if ahead.eat_any(PARTS_OF_YEAR).is_some() && !ahead.rest().starts_with(jamo::is_syllable) {
            end = ahead.at;
            c = ahead;
        }
    } else if let Some(word) = words.iter().find(|w| c.rest().starts_with(w.word.as_str())) {
        c.at += word.word.len();
        if !ends_word(c.rest(), word.unit == "week") {
            return None;
        }
        end = c.at;
        let shift = Some(Shift { amount: word.amount, from_previous: word.anchor == "previous" });
        match word.unit.as_str() {
            "day" => parts.day_shift = shift,
            "week" => parts.week_shift = shift,
            "month" => parts.month_shift = shift,
            "year" => parts.year_shift = shift,
            _ => return Some((end, Expression::Vague)),
        }
        c.space();
        let part = match word.unit.as_str() {
            "month" => PARTS_OF_MONTH,
            "year" => PARTS_OF_YEAR,
            _ => &[],
        };
        let mut ahead = c;
        if ahead.eat_any(part).is_some() && ends_word(ahead.rest(), false) {
            end = ahead.at;
            c = ahead;
            c.space();
        }
    }
    if parts.month_shift.is_none()
        && parts.day_shift.is_none()
        && parts.week_shift.is_none()
        && let Some(month) = c.counted(2, "월").filter(|m| (1..=12).contains(m))
    {
        parts.month = i8::try_from(month).ok();
        end = c.at;
        c.space();
        let mut ahead = c;
        if ahead.eat_any(PARTS_OF_MONTH).is_some() && ends_word(ahead.rest(), false) {
            end = ahead.at;
            c = ahead;
        }
    }
    if parts.day_shift.is_none() && parts.week_shift.is_none() {
        end = day(&mut c, &mut parts).unwrap_or(end);
    }
    end = weekday(&mut c, &mut parts).unwrap_or(end);
    if end == 0 {
        // A clock time or a part of the day alone counts with its number only: 오후 3시.
        end = time_of_day(&mut c, &mut parts).filter(|_| parts.hour.is_some())?;
        return Some((end, Expression::Date(parts)));
    }
    let dated = parts.day.is_some() || parts.day_shift.is_some() || parts.weekday.is_some();
    if dated && parts.last_day.is_none() {
        c.at = end;
        // (현지시간) may stand between the day and the hour; the expression then ends with the day.
        end = time_of_day(&mut c, &mut parts).unwrap_or(end);
    }
    Some((end, Expression::Date(parts)))
}

/// Whether a calendar word may end before `rest`: 다음 달에 may, 오늘날 may not.
fn ends_word(rest: &str, week: bool) -> bool {
    const GOES_ON: &[&str] = &[
        "에", "의", "은", "는", "이", "가", "을", "를", "도", "부터", "까지", "만", "쯤", "께", "중", "로",
        "과", "와", "초", "말", "안", "저녁", "밤", "보다", "처럼", "인", "간", "들어", "내",
    ];
    if !rest.starts_with(jamo::is_syllable) {
        return true;
    }
    if week && ["자", "지", "말", "년"].iter().any(|w| rest.starts_with(w)) {
        return rest.starts_with("말에") || rest.starts_with("말 ");
    }
    let word: String = rest.chars().take_while(|&c| jamo::is_syllable(c)).collect();
    let last = word.chars().last();
    GOES_ON.iter().any(|p| word.starts_with(p))
        && (word.chars().count() <= 3 || last.is_some_and(|c| "는도은의".contains(c)))
}

fn small(value: i32, most: i32) -> Option<i8> {
    (1..=most).contains(&value).then(|| i8::try_from(value).ok()).flatten()
}

/// 27일, 11~12일, 30일∼7월 2일, 9월 30일부터 10월 2일까지.
fn day(c: &mut Cursor<'_>, parts: &mut DateParts) -> Option<usize> {
    const DASHES: &[&str] = &["~", "∼", "-", "–", "〜", "～"];
    let mut ahead = *c;
    let first = ahead.number(2)?;
    let unit = ahead.eat("일");
    if unit && ahead.rest().starts_with(['째', '차']) {
        return None;
    }
    let end_of_first = ahead.at;
    let mut range = ahead;
    range.space();
    let dashed = range.eat_any(DASHES).is_some();
    let until = !dashed
        && unit
        && (range.eat("부터")
            || ahead.rest().starts_with("부터") && {
                range = ahead;
                range.eat("부터")
            });
    if dashed || until {
        range.space();
        let month = range.counted(2, "월").and_then(|m| small(m, 12));
        range.space();
        if let Some(last) = range.counted(2, "일").and_then(|d| small(d, 31))
            && (dashed || range.eat("까지"))
            && let Some(first) = small(first, 31)
        {
            parts.day = Some(first);
            parts.last_day = Some(last);
            parts.last_month = month;
            *c = range;
            return Some(c.at);
        }
    }
    if !unit {
        return None;
    }
    parts.day = Some(small(first, 31)?);
    c.at = end_of_first;
    Some(c.at)
}

fn weekday(c: &mut Cursor<'_>, parts: &mut DateParts) -> Option<usize> {
    const NAMES: &[&str] = &["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"];
    let mut ahead = *c;
    ahead.space();
    let bracket = ahead.eat("(");
    let name = NAMES.iter().position(|name| ahead.eat(name)).or_else(|| {
        if !bracket {
            return None;
        }
        NAMES.iter().position(|name| name.chars().next().is_some_and(|c| ahead.eat(c.to_string().as_str())))
    })?;
    if bracket && !ahead.eat(")") {
        return None;
    }
    parts.weekday = i8::try_from(name).ok();
    *c = ahead;
    Some(c.at)
}

fn time_of_day(c: &mut Cursor<'_>, parts: &mut DateParts) -> Option<usize> {
    let mut ahead = *c;
    ahead.space();
    let mut end = None;
    if let Some(&(word, code)) = DAY_PARTS.iter().find(|(word, _)| ahead.eat(word)) {
        let next = ahead.rest().chars().next();
        let particle = ["에", "부터", "까지", "의", "은", "늦게"].iter().any(|p| ahead.rest().starts_with(p));
        if next.is_some_and(jamo::is_syllable) && !particle {
            return None;
        }
        parts.day_part = Some(code);
        end = Some(ahead.at);
        let pm = matches!(word, "오후" | "저녁" | "밤");
        ahead.space();
        if let Some(end) = hour(&mut ahead, parts) {
            if let Some(h) = parts.hour.as_mut()
                && pm
                && *h < 12
                && *h > 0
            {
                *h += 12;
            }
            return Some(end);
        }
    } else if let Some(end) = hour(&mut ahead, parts) {
        return Some(end);
    }
    end
}

fn hour(c: &mut Cursor<'_>, parts: &mut DateParts) -> Option<usize> {
    let mut ahead = *c;
    let hour = ahead.counted(2, "시").filter(|h| (0..=24).contains(h))?;
    if ahead.rest().starts_with('간') {
        return None;
    }
    parts.hour = i8::try_from(hour % 24).ok();
    let mut end = ahead.at;
    ahead.space();
    if let Some(minute) = ahead.counted(2, "분").filter(|m| (0..60).contains(m)) {
        parts.minute = i8::try_from(minute).ok();
        end = ahead.at;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> TimeWords {
        TimeWords::load(&Tables::default()).unwrap()
    }

    #[test]
    fn each_word_is_found_in_its_example_and_not_in_its_counter_example() {
        for word in words().words.iter() {
            let begins = |text: &str| {
                scan(&words(), text).iter().any(|(span, _)| span.of(text).starts_with(word.word.as_str()))
            };
            assert!(begins(&word.example), "{} in {}", word.word, word.example);
            assert!(!begins(&word.counter), "{} in {}", word.word, word.counter);
        }
    }
}
