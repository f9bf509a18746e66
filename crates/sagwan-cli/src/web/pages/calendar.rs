//! What is planned, month by month, with an address to subscribe to.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use sagwan_ledger::export::calendar;
use sagwan_ledger::{OccasionLine, Page};

use super::timeline::{occasion_line, when};
use crate::web::asked::{Asked, Form};
use crate::web::feed;
use crate::web::frame::{downloads, frame};
use crate::web::problem::Problem;
use crate::web::query::month_number;
use crate::web::state::App;

/// Lines of a month at most.
const LINES: usize = 500;

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let wanted = match asked.query.month.as_str() {
        "" => None,
        typed => Some(
            format!("{typed}-01").parse::<Date>().map_err(|_| Problem::bad("month is written as 2018-06"))?,
        ),
    };
    let mut filter = asked.query.filter()?;
    if filter.statuses.is_empty() {
        filter.statuses =
            ["planned", "proposed", "cancelled", "occurred", "underway"].map(str::to_owned).to_vec();
    }
    let (form, language) = (asked.form, asked.language);
    let now = jiff::Zoned::now().date().first_of_month();
    let (month, listing, entries) = app
        .ask(move |ledger| {
            let month = match wanted {
                Some(month) => month,
                None => nearest(now, &ledger.density(&filter, MONTH)?).unwrap_or(now),
            };
            filter.from = Some(month);
            filter.to = Some(month.last_of_month());
            let listing = ledger.occasions(&filter, &Page { limit: LINES, after: None })?;
            let entries = if form == Form::Atom {
                feed::occasions(ledger, &listing.lines, language)?
            } else {
                Vec::new()
            };
            Ok((month, listing, entries))
        })
        .await?;
    asked.list(&listing, asked.say("일정", "Calendar"), || entries, || {
        let say = |ko, en| asked.say(ko, en);
        let shown = |date: Date| date.strftime("%Y-%m").to_string();
        let (before, after) = (month.saturating_sub(1.month()), month.saturating_add(1.month()));
        let weekdays = match asked.language {
            crate::show::Language::Ko => ["월", "화", "수", "목", "금", "토", "일"],
            crate::show::Language::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        };
        let first = month.saturating_sub(i64::from(month.weekday().to_monday_zero_offset()).days());
        let weeks = (0..6).map(|w| first.saturating_add((7 * w).days())).take_while(|d| *d <= month.last_of_month());
        let on = |day: Date| listing.lines.iter().filter(move |line| line.when() == Some(day.to_string()));
        let main = html! {
            p { a href=(asked.href(&format!("/calendar?month={}", shown(before)))) { "← " (shown(before)) } " "
                b { (shown(month)) } " "
                a href=(asked.href(&format!("/calendar?month={}", shown(after)))) { (shown(after)) " →" } " · "
                a href="/calendar.ics" { (say("일정 구독 (iCalendar)", "Subscribe (iCalendar)")) } }
            (downloads(&asked, &[Form::Csv, Form::Json, Form::Atom]))
            (legend(&asked))
            table.month {
                thead { tr { @for day in weekdays { th scope="col" { (day) } } } }
                tbody {
                    @for week in weeks {
                        tr { @for n in 0..7 {
                            @let day = week.saturating_add(n.days());
                            td.outside[day.month() != month.month()] {
                                span.number { (day.day()) }
                                @for line in on(day).take(6) {
                                    @let state = state(line);
                                    a class=(format!("entry {state}")) href=(asked.href(&format!("/occasions/{}", line.occasion))) {
                                        span aria-hidden="true" { (mark(state)) } " "
                                        b { (word(&asked, state)) } " "
                                        (asked.language.word(&line.kind)) " "
                                        span.who { (line.participants.iter().filter(|p| p.role != "attendee").map(|p| p.name.as_str()).collect::<Vec<_>>().join("·")) }
                                    }
                                }
                                @if on(day).count() > 6 { small { "+" (on(day).count() - 6) } }
                            }
                        } }
                    }
                }
            }
            (agenda(&asked, say("예정·제안·취소", "Planned, proposed, called off"), &listing.lines, |status| !is_held(status)))
            (agenda(&asked, say("열린 것", "Held"), &listing.lines, is_held))
        };
        frame(&asked, say("일정", "Calendar"), main)
    })
}

/// Letters of a date that name its month.
const MONTH: usize = 7;

/// The month nearest to one among those that hold anything; of two as near the later one, for what comes matters more.
fn nearest(month: Date, filled: &[(String, i64)]) -> Option<Date> {
    let filled = filled.iter().filter_map(|(name, _)| format!("{name}-01").parse::<Date>().ok());
    filled.min_by_key(|other| (month_number(*other).abs_diff(month_number(month)), std::cmp::Reverse(*other)))
}

/// Whether something took place and is no plan.
fn is_held(status: &str) -> bool {
    matches!(status, "occurred" | "underway")
}

/// The status of an occasion, or that it is a plan which passed in silence.
fn state(line: &OccasionLine) -> &str {
    if line.unconfirmed { "unconfirmed" } else { &line.status }
}

/// The shape of a status: full for what was held, empty for what is planned, crossed for what was called off.
fn mark(status: &str) -> &'static str {
    match status {
        "occurred" => "●",
        "underway" => "◐",
        "planned" => "○",
        "proposed" => "◌",
        "unconfirmed" => "?",
        _ => "×",
    }
}

/// A status in a word that fits a day of the calendar.
fn word<'a>(asked: &'a Asked, status: &'a str) -> &'a str {
    match status {
        "occurred" => asked.say("열림", "held"),
        "underway" => asked.say("진행", "on now"),
        "proposed" => asked.say("제안", "proposed"),
        "cancelled" => asked.say("취소", "off"),
        "unconfirmed" => asked.say("확인 안 됨", "unconfirmed"),
        other => asked.language.word(other),
    }
}

fn legend(asked: &Asked) -> Markup {
    html! {
        p.legend {
            @for status in ["occurred", "underway", "planned", "proposed", "unconfirmed", "cancelled"] {
                span.key { (mark(status)) " " (word(asked, status)) } " "
            }
        }
    }
}

/// Occasions of some statuses by day, the first day first.
fn agenda(asked: &Asked, title: &str, lines: &[OccasionLine], of: fn(&str) -> bool) -> Markup {
    html! {
        section.agenda { h2 { (title) }
            @if !lines.iter().any(|line| of(&line.status)) { p.nothing { (asked.say("이 달에는 없습니다.", "Nothing in this month.")) } }
            @for line in lines.iter().rev().filter(|line| of(&line.status)) {
                time { (when(asked, line)) } (occasion_line(asked, line))
            }
        }
    }
}

/// From last month on, as iCalendar.
pub async fn ics(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let mut filter = asked.query.filter()?;
    filter.from.get_or_insert_with(|| jiff::Zoned::now().date().saturating_sub(1.month()));
    let body = app.ask(move |ledger| calendar(ledger, Some(&filter))).await?;
    Ok(asked.tagged("text/calendar; charset=utf-8", body))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn it_opens_where_something_is() {
        let check = |filled: &[&str], expected: Option<Date>| {
            let filled: Vec<(String, i64)> = filled.iter().map(|month| ((*month).to_owned(), 1)).collect();
            assert_eq!(nearest(date(2026, 11, 1), &filled), expected);
        };
        check(&["2018-05", "2026-11"], Some(date(2026, 11, 1)));
        check(&["2018-05", "2018-06"], Some(date(2018, 6, 1)));
        check(&["2026-10", "2026-12"], Some(date(2026, 12, 1)));
        check(&[], None);
    }
}
