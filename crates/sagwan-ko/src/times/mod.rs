//! Time expressions and their TIMEX3 values.
//!
//! Takes clean text and the date of publication, gives every expression with its span, type, value and what
//! it was resolved against. Reads no clock: without a date of publication what depends on it has no value.
//! The calendar is jiff's; the words are in
//! `data/time_words.tsv` and `data/time_parts.tsv`.

mod clock;
mod cursor;
mod date;
mod expression;
mod forms;
mod length;
pub mod published;
mod scan;
mod value;

pub use forms::TimeWords;
pub use published::Published;
use sagwan_text::ByteSpan;
pub use sagwan_text::{Anchor, TimeKind, TimeMention};

/// Parses a date of publication: ISO 8601, the stamps of Korean pages (2018.06.27 21:33, 2018년 6월 27일) and
/// RFC 2822. `None` for anything else, and for days that do not exist.
///
/// ```
/// let published = sagwan_ko::times::parse_published("2018.06.27 21:33").map(|p| p.to_string());
/// assert_eq!(published.as_deref(), Some("2018-06-27T21:33:00"));
/// ```
pub fn parse_published(raw: &str) -> Option<Published> {
    published::parse(raw)
}

/// All time expressions of `text`, in order. `sentences` are the spans of its sentences.
pub fn find(
    words: &TimeWords,
    text: &str,
    sentences: &[ByteSpan],
    published: Option<Published>,
) -> Vec<TimeMention> {
    let mut resolver = value::Resolver::new(published.map(|p| p.date));
    let mut last = 0;
    let mut found = Vec::new();
    for (span, expression) in scan::scan(words, text) {
        let sentence = sentences.partition_point(|s| s.end <= span.start);
        if sentence > last {
            resolver.end_sentence();
        }
        last = sentence;
        found.extend(resolver.resolve(span, &expression));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Tables;

    fn find(text: &str, published: Option<Published>) -> Vec<TimeMention> {
        let words = TimeWords::load(&Tables::default()).unwrap();
        super::find(&words, text, &crate::sentences(text), published)
    }

    /// Expressions and their values in an article of 2018-06-27.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = find(text, published::parse("2018-06-27"));
        let got: Vec<(&str, &str)> =
            found.iter().map(|t| (t.span.of(text), t.value.as_deref().unwrap_or("-"))).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn days() {
        check("27일(현지시간) 만났다", &[("27일", "2018-06-27")]);
        check("지난 27일 만났다", &[("지난 27일", "2018-06-27")]);
        check("30일 방문한다", &[("30일", "2018-06-30")]);
        check("오는 3일 방문한다", &[("오는 3일", "2018-07-03")]);
        check("지난달 31일 만났다", &[("지난달 31일", "2018-05-31")]);
        check("2017년 1월 2일 만났다", &[("2017년 1월 2일", "2017-01-02")]);
        check("9월 5일 만난다", &[("9월 5일", "2018-09-05")]);
        check("오늘 만났다", &[("오늘", "2018-06-27")]);
        check(
            "25일 만났다. 전날 도착했다. 이튿날 떠났다",
            &[("25일", "2018-06-25"), ("전날", "2018-06-24"), ("이튿날", "2018-06-25")],
        );
        check("25일 만났다. 같은 날 떠났다", &[("25일", "2018-06-25"), ("같은 날", "2018-06-25")]);
        check("이날 만났다", &[("이날", "2018-06-27")]);
    }

    #[test]
    fn months_and_years() {
        check("다음 달 열린다", &[("다음 달", "2018-07")]);
        check("내달 초 열린다", &[("내달 초", "2018-07")]);
        check("지난해 1월 이후", &[("지난해 1월", "2017-01")]);
        check("내년 초 방문한다", &[("내년 초", "2019")]);
        check("지난 7월 만났다", &[("지난 7월", "2017-07")]);
        check("오는 11월 열린다", &[("오는 11월", "2018-11")]);
        check("2026년 월드컵", &[("2026년", "2026")]);
        check("지난 2018년 6월 만났다", &[("지난 2018년 6월", "2018-06")]);
        check(
            "지난해 9월 만났다. 같은 달 3일 통화했다",
            &[("지난해 9월", "2017-09"), ("같은 달 3일", "2017-09-03")],
        );
        check("2016년 5월 만났다. 그해 6월 통화했다", &[("2016년 5월", "2016-05"), ("그해 6월", "2016-06")]);
        check(
            "2015년 4월 27일과 5월 26일 만났다",
            &[("2015년 4월 27일", "2015-04-27"), ("5월 26일", "2015-05-26")],
        );
    }

    #[test]
    fn ranges_and_weeks() {
        check("다음 달 11~12일 열린다", &[("다음 달 11~12일", "2018-07-11/2018-07-12")]);
        check(
            "다음 달 11~12일 열리고 13일 방문한다",
            &[("다음 달 11~12일", "2018-07-11/2018-07-12"), ("13일", "2018-07-13")],
        );
        check("6월 30일∼7월 2일 열린다", &[("6월 30일∼7월 2일", "2018-06-30/2018-07-02")]);
        check("9월 30일 부터 10월 2일까지", &[("9월 30일 부터 10월 2일까지", "2018-09-30/2018-10-02")]);
        check("다음 주 방문한다", &[("다음 주", "2018-07-02/2018-07-08")]);
        check("다음 주 화요일 방문한다", &[("다음 주 화요일", "2018-07-03")]);
    }

    #[test]
    fn times_of_day() {
        check("이날 오후 3시 만났다", &[("이날 오후 3시", "2018-06-27T15")]);
        check("27일 오전 10시 30분 만났다", &[("27일 오전 10시 30분", "2018-06-27T10:30")]);
        check("27일 오후 만났다", &[("27일 오후", "2018-06-27TAF")]);
    }

    #[test]
    fn durations() {
        check("약 2시간 동안 회담했다", &[("2시간 동안", "PT2H")]);
        check("1시간 37분간 진행됐다", &[("1시간 37분간", "PT1H37M")]);
        check("나흘간 머문다", &[("나흘간", "P4D")]);
        check("1박2일 일정으로", &[("1박2일", "P2D")]);
        check("53분 동안 회담했다", &[("53분 동안", "PT53M")]);
    }

    #[test]
    fn distances() {
        check("25일 만났다. 하루 전 도착했다", &[("25일", "2018-06-25"), ("하루 전", "2018-06-24")]);
        check("사흘 뒤 방문한다", &[("사흘 뒤", "2018-06-30")]);
        check("2년 전 만났다", &[("2년 전", "2016")]);
    }

    #[test]
    fn vague_and_none() {
        check("최근 만났다", &[("최근", "-")]);
        check("6개국 30명이 3.2% 올랐다. 오늘날 모레노 장관은 보내달라고", &[]);
        check("99월 77일", &[]);
    }

    #[test]
    fn without_a_date_of_publication() {
        let values: Vec<_> =
            find("27일 만났다. 2017년 1월 2일 만났다. 어제", None).into_iter().map(|t| t.value).collect();
        assert_eq!(values, [None, Some("2017-01-02".to_owned()), None]);
    }
}
