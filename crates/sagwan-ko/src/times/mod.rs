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
mod zone;

pub use forms::TimeWords;
pub use published::Published;
pub use sagwan_text::{Anchor, TimeKind, TimeMention};
use sagwan_text::{ByteSpan, Link, LinkKind, Mood, Pos, Sentence, Tense, Text};
pub use zone::Zone;

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

/// All time expressions of `text`, in order; `read` is what the analyser reads in it.
pub fn find(words: &TimeWords, text: &str, read: &Text, published: Option<Published>) -> Vec<TimeMention> {
    let mut resolver = value::Resolver::new(published.map(|p| p.date));
    let mut last = 0;
    let mut found = Vec::new();
    for (span, expression) in scan::scan(words, text) {
        let number = read.sentences.partition_point(|s| s.span.end <= span.start);
        if number > last {
            resolver.end_sentence();
        }
        last = number;
        let sentence = read.sentences.get(number);
        if sentence.is_some_and(|sentence| is_in_a_name(sentence, span)) {
            continue;
        }
        let tense = sentence.map_or(Tense::Open, |sentence| tense_at(sentence, span));
        found.extend(resolver.resolve(span, &expression, tense));
    }
    found
}

/// Whether an expression is only the beginning of a name: 모레 in 모레이라 장관.
fn is_in_a_name(sentence: &Sentence, span: ByteSpan) -> bool {
    let word = sentence.words.partition_point(|word| word.span.end <= span.start);
    let word = sentence.words.get(word).filter(|word| word.pos == Pos::Propn);
    word.is_some_and(|word| word.stem.start <= span.start && span.end < word.stem.end)
}

/// No written sentence has more clauses between a time and the tense in which it is told.
const MAX_CLAUSES: usize = 12;

/// The tense in which the clause of a time expression is told; a connective leaves it to the clause that it hangs on. What
/// somebody means to do lies ahead, whatever the tense of meaning it.
fn tense_at(sentence: &Sentence, span: ByteSpan) -> Tense {
    let behind = sentence.words.partition_point(|word| word.span.start < span.end);
    let mut clause = behind.checked_sub(1).and_then(|word| sentence.clause_at(word));
    for _ in 0..MAX_CLAUSES {
        let Some(predicate) = clause.and_then(|c| c.predicate).and_then(|n| sentence.words.get(n)) else {
            break;
        };
        if predicate.mood == Mood::Intentive {
            return Tense::Future;
        }
        // 사망자는 10일 30명이다: what is so, and nothing that is done, lies on no side.
        let is_so = predicate.tense == Tense::Present && predicate.pos != Pos::Verb;
        if predicate.tense != Tense::Open && !is_so {
            return predicate.tense;
        }
        let link = clause.and_then(|c| c.link);
        let leaves = |link: &Link| matches!(link.kind, LinkKind::Coordinate | LinkKind::Subordinate);
        clause = link.filter(leaves).and_then(|link| sentence.clauses.get(link.to));
    }
    Tense::Open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyser;
    use crate::tables::Tables;

    fn find(text: &str, published: Option<Published>) -> Vec<TimeMention> {
        let words = TimeWords::load(&Tables::default()).unwrap();
        super::find(&words, text, &Analyser::new().read(text), published)
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
        check("다음 달 11·12일 열린다", &[("다음 달 11·12일", "2018-07-11/2018-07-12")]);
        check("6·25일과 5, 12일 열린다", &[("25일", "2018-06-25"), ("12일", "2018-07-12")]);
        check("6월 30일∼7월 2일 열린다", &[("6월 30일∼7월 2일", "2018-06-30/2018-07-02")]);
        check("9월 30일 부터 10월 2일까지", &[("9월 30일 부터 10월 2일까지", "2018-09-30/2018-10-02")]);
        check("다음 주 방문한다", &[("다음 주", "2018-07-02/2018-07-08")]);
        check("다음 주 화요일 방문한다", &[("다음 주 화요일", "2018-07-03")]);
    }

    #[test]
    fn directions_and_weekends() {
        // 2018-06-27 is a Wednesday.
        check("오는 일요일 방문한다", &[("오는 일요일", "2018-07-01")]);
        check("돌아오는 수요일 방문한다", &[("돌아오는 수요일", "2018-07-04")]);
        check("이번 금요일 방문한다", &[("이번 금요일", "2018-06-29")]);
        check("지난 수요일 만났다", &[("지난 수요일", "2018-06-20")]);
        check("다음 월요일 만난다", &[("다음 월요일", "2018-07-02")]);
        check("지난 주말 만났다", &[("지난 주말", "2018-06-23/2018-06-24")]);
        check("올 3월 만났다", &[("올 3월", "2018-03")]);
        check("올 하반기 만난다", &[("올 하반기", "2018-H2")]);
    }

    #[test]
    fn dates_in_digits_and_in_words() {
        check("2018-03-05 서울에서 만났다", &[("2018-03-05", "2018-03-05")]);
        check("2018. 6.27. 오후 3시 만났다", &[("2018. 6.27. 오후 3시", "2018-06-27T15")]);
        check("2018.6.27(수) 21:33", &[("2018.6.27(수) 21:33", "2018-06-27T21:33")]);
        check("2018.13.05 버전 10.2018.6.27", &[]);
        check("'17년 6월 27일 만났다", &[("'17년 6월 27일", "2017-06-27")]);
        check("‘20년 숙원’이던 회담", &[]);
        check("시월 삼십일일 만난다", &[("시월 삼십일일", "2018-10-31")]);
        check("이천십칠년 십이월 이십일 만났다", &[("이천십칠년 십이월 이십일", "2017-12-20")]);
        check("2016년과 2017년 만났다", &[("2016년", "2016"), ("2017년", "2017")]);
    }

    #[test]
    fn the_day_before_is_that_before_the_news_where_the_last_day_is_far() {
        check("1월 1일 만났다. 전날 도착했다", &[("1월 1일", "2018-01-01"), ("전날", "2018-06-26")]);
        check("25일 만났다. 전날 도착했다", &[("25일", "2018-06-25"), ("전날", "2018-06-24")]);
    }

    #[test]
    fn a_day_that_is_a_name_is_a_day_where_it_is_near() {
        check("6·12 북미정상회담 이후", &[("6·12", "2018-06-12")]);
        check("9·19 군사합의", &[]);
        check("회담 20일 만에 흔들렸다, 20일만의 만남", &[]);
    }

    #[test]
    fn stretches_of_days() {
        check("28일부터 이틀간 서울에서 만난다", &[("28일부터 이틀간", "2018-06-28/2018-06-29")]);
        check("30일부터 나흘 일정으로 방한한다", &[("30일부터 나흘 일정", "2018-06-30/2018-07-03")]);
        check("다음 달 3일부터 3박 4일간 찾는다", &[("다음 달 3일부터 3박 4일", "2018-07-03/2018-07-06")]);
        check("오늘부터 사흘간 열린다", &[("오늘부터 사흘간", "2018-06-27/2018-06-29")]);
        check("오늘(27일)부터 29일까지 찾는다", &[("오늘(27일)부터 29일까지", "2018-06-27/2018-06-29")]);
        check("내일(28일)부터 모레(29일)까지", &[("내일(28일)부터 모레(29일)까지", "2018-06-28/2018-06-29")]);
        check("17일과 18일에는 서울에서 만났다", &[("17일과 18일", "2018-06-17/2018-06-18")]);
        check("17일과 19일 만났다", &[("17일", "2018-06-17"), ("19일", "2018-06-19")]);
        check("28일부터 만난다", &[("28일", "2018-06-28")]);
        check("27일 일정을 마치고 떠난다", &[("27일", "2018-06-27")]);
        check("20일부터 5일 일정으로 방한한다", &[("20일부터 5일 일정", "2018-07-20/2018-07-24")]);
    }

    #[test]
    fn stretches_whose_ends_are_told_alike() {
        check("5월 30일부터 6월 2일까지 머문다", &[("5월 30일부터 6월 2일까지", "2018-05-30/2018-06-02")]);
        check("2014년에서 2018년 사이 만났다", &[("2014년에서 2018년 사이", "2014/2018")]);
        check("2017년 11월부터 2월까지 열렸다", &[("2017년 11월부터 2월까지", "2017-11/2018-02")]);
        check("5월과 8월 사이 만난다", &[("5월과 8월 사이", "2018-05/2018-08")]);
        check("월요일부터 금요일까지 열린다", &[("월요일부터 금요일까지", "2018-07-02/2018-07-06")]);
        check(
            "내일 오전 10시부터 12시까지 만난다",
            &[("내일 오전 10시부터 12시까지", "2018-06-28T10/2018-06-28T12")],
        );
        check("27일 오후 1시에서 4시 사이", &[("27일 오후 1시에서 4시 사이", "2018-06-27T13/2018-06-27T16")]);
        check("27일 밤 11시부터 1시까지", &[("27일 밤 11시부터 1시까지", "2018-06-27T23/2018-06-28T01")]);
        check("2014년에서 2018년으로 미뤄졌다", &[("2014년", "2014"), ("2018년", "2018")]);
    }

    #[test]
    fn what_is_counted_in_a_month_or_a_year() {
        // A week is of the month in which its Thursday lies: the first of August 2018 is a Wednesday.
        check("8월 첫째 주 만난다", &[("8월 첫째 주", "2018-07-30/2018-08-05")]);
        check("다음 달 마지막 주 만난다", &[("다음 달 마지막 주", "2018-07-23/2018-07-29")]);
        check("8월 둘째 월요일 만난다", &[("8월 둘째 월요일", "2018-08-13")]);
        check("8월의 마지막 날 만난다", &[("8월의 마지막 날", "2018-08-31")]);
        check("2017년 4분기, 올해 3사분기", &[("2017년 4분기", "2017-Q4"), ("올해 3사분기", "2018-Q3")]);
        check("다음 분기에 만난다", &[("다음 분기", "2018-Q3")]);
        check("1990년대에 만났다", &[("1990년대", "1990/1999")]);
        check("올해 광복절에 만난다. 3·1절", &[("올해 광복절", "2018-08-15"), ("3·1절", "2018-03-01")]);
    }

    #[test]
    fn lengths_behind_ahead_and_within() {
        check("2주 안에 만난다", &[("2주 안에", "2018-06-27/2018-07-11")]);
        check("두 달 이내에 만난다", &[("두 달 이내", "2018-06-27/2018-08-27")]);
        check("지난 2주 만났다, 지난 2일 만났다", &[("지난 2주", "P2W"), ("지난 2일", "2018-06-02")]);
        check("5시간 이내에, 한 달 내내", &[("5시간", "PT5H"), ("한 달 내내", "P1M")]);
    }

    #[test]
    fn a_day_in_digits_needs_its_day_of_the_week() {
        check("6.26.(화) 오전 만났다", &[("6.26.(화) 오전", "2018-06-26TMO")]);
        check("6. 26(화) 17:20 통화했다", &[("6. 26(화) 17:20", "2018-06-26T17:20")]);
        check("6.26 만났다", &[]);
    }

    #[test]
    fn the_tense_tells_on_which_side_a_date_lies() {
        check("10월 방문했다", &[("10월", "2017-10")]);
        check("10월 15일 방문해 회담했다", &[("10월 15일", "2017-10-15")]);
        check("3월 방문할 예정이다", &[("3월", "2019-03")]);
        check("3월 방문하기로 했다", &[("3월", "2019-03")]);
        check("3월 방문한다", &[("3월", "2019-03")]);
        check("3월 방문", &[("3월", "2018-03")]);
        // What is near is meant whatever the tense.
        check("7월 3일 열기로 했던 회담은 취소됐다", &[("7월 3일", "2018-07-03")]);
        check("일요일 방문했다", &[("일요일", "2018-06-24")]);
        check("일요일 방문할 것이다", &[("일요일", "2018-07-01")]);
        check("10일 순방에 나선다", &[("10일", "2018-07-10")]);
        check("10일 찾을 예정이다", &[("10일", "2018-07-10")]);
        check("12일에 한국을 찾는 만큼", &[("12일", "2018-07-12")]);
        check("26일 현재 30명이다. 26일 밝힌다", &[("26일", "2018-06-26"), ("26일", "2018-06-26")]);
    }

    #[test]
    fn times_of_day() {
        check("27일 밤 12시 통화했다", &[("27일 밤 12시", "2018-06-27T24")]);
        check("27일 밤 1시 통화했다", &[("27일 밤 1시", "2018-06-28T01")]);
        check("27일 낮 12시 통화했다", &[("27일 낮 12시", "2018-06-27T12")]);
        check("27일 오전 12시 통화했다", &[("27일 오전 12시", "2018-06-27T00")]);
        check("27일 저녁 7시 반께 통화했다", &[("27일 저녁 7시 반", "2018-06-27T19:30")]);
        check("27일 24시, 27일 세 시", &[("27일 24시", "2018-06-27T24"), ("27일 세 시", "2018-06-27T03")]);
        check("어젯밤 통화했다", &[("어젯밤", "2018-06-26TNI")]);
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
        check("한 시간 반 동안 회담했다", &[("한 시간 반 동안", "PT1H30M")]);
        check("회담은 2시간 반동안 열렸다", &[("2시간 반동안", "PT2H30M")]);
        check(
            "두 달간, 일주일 동안, 1년 반 동안",
            &[("두 달간", "P2M"), ("일주일 동안", "P1W"), ("1년 반 동안", "P1Y6M")],
        );
        check("3~4일간 머문다", &[("3~4일간", "-")]);
    }

    #[test]
    fn distances() {
        check("25일 만났다. 하루 전 도착했다", &[("25일", "2018-06-25"), ("하루 전", "2018-06-24")]);
        check("사흘 뒤 방문한다", &[("사흘 뒤", "2018-06-30")]);
        check("2년 전 만났다", &[("2년 전", "2016")]);
        check("일주일 뒤 만난다. 두 달 전 만났다", &[("일주일 뒤", "2018-07-04"), ("두 달 전", "2018-04")]);
        check(
            "내일모레 만난다. 작일, 명일",
            &[("내일모레", "2018-06-29"), ("작일", "2018-06-26"), ("명일", "2018-06-28")],
        );
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
