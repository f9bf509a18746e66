//! What is planned, month by month, with an address to subscribe to.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::html;
use sagwan_ledger::Page;
use sagwan_ledger::export::calendar;

use super::timeline::{occasion_line, when};
use crate::web::asked::Asked;
use crate::web::frame::frame;
use crate::web::problem::Problem;
use crate::web::state::App;

/// Lines of a month at most.
const LINES: usize = 500;

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let today = jiff::Zoned::now().date();
    let month = match asked.query.month.as_str() {
        "" => today.first_of_month(),
        typed => {
            format!("{typed}-01").parse::<Date>().map_err(|_| Problem::bad("month is written as 2018-06"))?
        }
    };
    let mut filter = asked.query.filter()?;
    filter.from = Some(month);
    filter.to = Some(month.last_of_month());
    if filter.statuses.is_empty() {
        filter.statuses =
            ["planned", "proposed", "cancelled", "occurred", "underway"].map(str::to_owned).to_vec();
    }
    let listing =
        app.ask(move |ledger| ledger.occasions(&filter, &Page { limit: LINES, after: None })).await?;
    asked.reply(&listing, || {
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
            table.month {
                thead { tr { @for day in weekdays { th scope="col" { (day) } } } }
                tbody {
                    @for week in weeks {
                        tr { @for n in 0..7 {
                            @let day = week.saturating_add(n.days());
                            td.outside[day.month() != month.month()] {
                                span.number { (day.day()) }
                                @for line in on(day).take(6) {
                                    a class=(format!("entry {}", line.status)) href=(asked.href(&format!("/occasions/{}", line.occasion))) {
                                        (asked.language.word(&line.kind)) " "
                                        (line.participants.iter().filter(|p| p.role != "attendee").map(|p| p.name.as_str()).collect::<Vec<_>>().join("·"))
                                    }
                                }
                                @if on(day).count() > 6 { small { "+" (on(day).count() - 6) } }
                            }
                        } }
                    }
                }
            }
            section.agenda { h2 { (say("예정·제안·취소", "Planned, proposed, called off")) }
                @for line in listing.lines.iter().filter(|l| matches!(l.status.as_str(), "planned" | "proposed" | "cancelled")) {
                    time { (when(&asked, line)) } (occasion_line(&asked, line))
                } }
        };
        frame(&asked, say("일정", "Calendar"), main)
    })
}

/// From last month on, as iCalendar.
pub async fn ics(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let mut filter = asked.query.filter()?;
    filter.from.get_or_insert_with(|| jiff::Zoned::now().date().saturating_sub(1.month()));
    let body = app.ask(move |ledger| calendar(ledger, Some(&filter))).await?;
    Ok(asked.tagged("text/calendar; charset=utf-8", body))
}
