//! What is planned, as iCalendar: one all-day event for each occasion of a known day.
//!
//! The day is the one the reports give, without a time zone: news seldom says in whose.

use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus};
use jiff::civil::Date;

use crate::ask::{Filter, OccasionLine, Party, ReportLine};
use crate::error::LedgerError;
use crate::ledger::Ledger;

/// The calendar of what is planned, proposed or called off among what passes a filter; a filter that names statuses says itself
/// which.
///
/// # Errors
/// When the ledger cannot be read.
pub fn calendar(ledger: &Ledger, filter: Option<&Filter>) -> Result<String, LedgerError> {
    let mut filter = filter.cloned().unwrap_or_default();
    if filter.statuses.is_empty() {
        filter.statuses = ["planned", "proposed", "cancelled"].map(str::to_owned).to_vec();
    }
    let mut calendar = empty();
    super::each(
        |page| ledger.occasions(&filter, page),
        |line| -> Result<(), LedgerError> {
            if let Some(event) = event(ledger, line)? {
                calendar.push(event);
            }
            Ok(())
        },
    )?;
    Ok(calendar.to_string())
}

/// The calendar of occasions that were listed before; what has no day is left out.
///
/// # Errors
/// When the ledger cannot be read.
pub fn calendar_of(ledger: &Ledger, lines: &[OccasionLine]) -> Result<String, LedgerError> {
    let mut calendar = empty();
    for line in lines {
        if let Some(event) = event(ledger, line)? {
            calendar.push(event);
        }
    }
    Ok(calendar.to_string())
}

/// A calendar without events.
fn empty() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", concat!("-//Sagwan//sagwan ", env!("CARGO_PKG_VERSION"), "//KO")))
        .append_property(("CALSCALE", "GREGORIAN"));
    calendar.name("사관 史官");
    calendar
}

fn event(ledger: &Ledger, line: &OccasionLine) -> Result<Option<Event>, LedgerError> {
    let covered = line.time.as_deref().and_then(crate::days::covered);
    // A month is no appointment.
    let Some((first, last)) = covered.filter(|&days| crate::days::is_by_days(days)) else {
        return Ok(None);
    };
    let (_, account, reports) = ledger.occasion(&line.occasion)?;
    let names = |role: fn(&Party) -> bool| {
        let names: Vec<&str> =
            line.participants.iter().filter(|p| role(p)).map(|p| p.name.as_str()).collect();
        names.join(", ")
    };
    let stamp = |day: Date| day.strftime("%Y%m%d").to_string();
    let status = match line.status.as_str() {
        // A plan that passed in silence is no appointment that stood.
        _ if line.unconfirmed => EventStatus::Tentative,
        "proposed" => EventStatus::Tentative,
        "cancelled" | "not_occurred" => EventStatus::Cancelled,
        _ => EventStatus::Confirmed,
    };
    let doubt = if line.unconfirmed { ", 확인 안 됨" } else { "" };
    let state = format!("{}{doubt}", step(&line.status));
    let kind = super::korean(&line.kind);
    let told = reports.iter().filter_map(|r| r.event.published.as_deref()).max().unwrap_or("1970-01-01");
    let told = crate::days::day_of(told).unwrap_or(first);
    // Why something was called off stands in the sentence that tells it.
    let (off, others): (Vec<&ReportLine>, Vec<&ReportLine>) =
        reports.iter().partition(|r| status == EventStatus::Cancelled && r.event.status == line.status);
    let sentences: Vec<String> = off
        .into_iter()
        .chain(others)
        .take(3)
        .map(|r| {
            format!(
                "{} {}: “{}”",
                r.event.published.as_deref().unwrap_or(""),
                r.event.source.as_deref().unwrap_or(""),
                r.event.evidence
            )
        })
        .collect();
    let mut event = Event::new();
    event
        .uid(&format!("{}@sagwan", line.occasion))
        .summary(&format!("{kind}: {} ({state})", names(|p| p.role != "attendee")))
        .description(&format!(
            "독립 매체 {} · 기사 {}\n{}\n{}",
            line.sources,
            line.articles,
            sentences.join("\n"),
            account
                .history
                .iter()
                .map(|s| format!("{} {}", step(&s.step), s.time.as_deref().unwrap_or("")))
                .collect::<Vec<_>>()
                .join(" → ")
        ))
        .status(status)
        .class(Class::Public)
        // The stamp is the last report's: the same ledger gives the same file.
        .add_property("DTSTAMP", format!("{}T000000Z", stamp(told)));
    event.append_property(
        icalendar::Property::new("DTSTART", stamp(first)).add_parameter("VALUE", "DATE").done(),
    );
    // The end of an all-day event is the day after its last.
    let after = last.tomorrow().unwrap_or(last);
    event.append_property(
        icalendar::Property::new("DTEND", stamp(after)).add_parameter("VALUE", "DATE").done(),
    );
    if let Some(place) = &line.place {
        event.location(place);
    }
    // Where one can read it: the first report that has an address.
    if let Some(url) = reports.iter().find_map(|r| r.event.url.as_deref()) {
        event.url(url);
    }
    Ok(Some(event.done()))
}

/// A status, or a step of a plan, in the language of the calendar.
fn step(step: &str) -> &str {
    match step {
        "proposed" => "제안·검토",
        "planned" => "예정",
        "moved" => "변경",
        "underway" => "진행 중",
        "occurred" => "있었음",
        "cancelled" => "취소·연기",
        "not_occurred" => "없었음",
        other => other,
    }
}
