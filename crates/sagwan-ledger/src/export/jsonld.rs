//! schema.org in JSON-LD: an Event for each occasion, a Claim for each report of it, a Quotation for each statement.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};

use serde_json::{Value, json};

use super::Fault;
use crate::ask::{Filter, OccasionLine, Party, ReportLine, StatementLine};
use crate::days;
use crate::ledger::Ledger;
use crate::occasion::Account;

/// Writes one object with a graph; each member on a line of its own.
pub(super) fn write(
    ledger: &Ledger,
    filter: Option<&Filter>,
    out: &mut BufWriter<File>,
) -> Result<(), Fault> {
    write!(out, "{{\"@context\":\"https://schema.org\",\"@graph\":[")?;
    let mut first = true;
    let mut put = |out: &mut BufWriter<File>, value: Value| -> Result<(), Fault> {
        write!(out, "{}\n{value}", if first { "" } else { "," })?;
        first = false;
        Ok(())
    };
    let mut articles = BTreeSet::new();
    super::each_occasion(ledger, filter, |line| {
        let (_, account, reports) = ledger.occasion(&line.occasion)?;
        put(out, event(line, &account, ledger.visit_around(&line.occasion)?))?;
        articles.extend(reports.iter().map(|report| report.event.article.clone()));
        reports.iter().try_for_each(|report| put(out, claim(line, report)))
    })?;
    super::each(
        |page| ledger.statements(&Filter::default(), page),
        // What was said belongs to an occasion as far as an article tells of both.
        |line| {
            if filter.is_none() || articles.contains(&line.article) {
                put(out, quotation(line))
            } else {
                Ok(())
            }
        },
    )?;
    Ok(writeln!(out, "\n]}}")?)
}

fn event(line: &OccasionLine, account: &Account, visit: Option<String>) -> Value {
    let covered = line.time.as_deref().and_then(days::covered);
    let (hosts, others): (Vec<&Party>, Vec<&Party>) =
        line.participants.iter().partition(|p| p.role == "host");
    // schema.org has words for what is still to come, was moved or was called off, none for what took place as planned.
    let moved = account.history.iter().any(|step| step.step == "moved");
    let status = match line.status.as_str() {
        "planned" | "proposed" | "occurred" | "underway" if moved => {
            Some("https://schema.org/EventRescheduled")
        }
        "planned" | "proposed" if !line.unconfirmed => Some("https://schema.org/EventScheduled"),
        "cancelled" | "not_occurred" => Some("https://schema.org/EventCancelled"),
        _ => None,
    };
    without_nulls(json!({
        "@type": "Event",
        "@id": format!("urn:sagwan:occasion:{}", line.occasion),
        "name": super::korean(&line.kind),
        "additionalType": line.kind,
        // A month or a year is an ISO 8601 date as it stands; from a longer while no day is made.
        "startDate": line.when().filter(|when| when.chars().all(|c| c.is_ascii_digit() || c == '-')),
        "endDate": covered.filter(|&days| crate::days::is_by_days(days)).map(|(_, last)| last.to_string()),
        "eventStatus": status,
        "previousStartDate": previous(line, account),
        "superEvent": visit.map(|visit| json!({ "@id": format!("urn:sagwan:occasion:{visit}") })),
        "location": line.place.as_ref().map(|place| without_nulls(json!({
            "@type": "Place", "name": place, "address": line.place_country,
        }))),
        "organizer": several(&hosts),
        "attendee": several(&others),
    }))
}

fn claim(line: &OccasionLine, report: &ReportLine) -> Value {
    let event = &report.event;
    without_nulls(json!({
        "@type": "Claim",
        "@id": format!("urn:sagwan:report:{}", event.event),
        "about": { "@id": format!("urn:sagwan:occasion:{}", line.occasion) },
        "text": event.evidence,
        "datePublished": event.published,
        "creditText": event.source,
        "creativeWorkStatus": format!("{} {}", event.status, event.certainty),
        "appearance": article(&event.article, event.title.as_ref(), event.url.as_ref(), event.source.as_ref()),
    }))
}

fn quotation(line: &StatementLine) -> Value {
    let audience: Vec<&Party> = line.addressees.iter().collect();
    without_nulls(json!({
        "@type": "Quotation",
        "@id": format!("urn:sagwan:statement:{}", line.statement),
        "text": line.content,
        "creator": line.speaker.as_ref().map(party),
        "recipient": several(&audience),
        "datePublished": line.published,
        "isPartOf": article(&line.article, line.title.as_ref(), line.url.as_ref(), line.source.as_ref()),
    }))
}

/// The day a plan was for before it was moved to the one that holds.
fn previous(line: &OccasionLine, account: &Account) -> Option<String> {
    let holds = !matches!(line.status.as_str(), "cancelled" | "not_occurred");
    let moved = account.history.iter().rposition(|step| step.step == "moved").filter(|_| holds)?;
    let before = account.history.iter().take(moved).rev().find_map(|step| step.time.as_deref())?;
    days::covered(before).filter(|&days| days::is_by_days(days)).map(|(first, _)| first.to_string())
}

/// The article that something stands in.
fn article(id: &str, headline: Option<&String>, url: Option<&String>, outlet: Option<&String>) -> Value {
    without_nulls(json!({
        "@type": "NewsArticle",
        "@id": format!("urn:sagwan:article:{id}"),
        "headline": headline,
        "url": url,
        "publisher": outlet.map(|name| json!({ "@type": "Organization", "name": name })),
    }))
}

fn several(parties: &[&Party]) -> Value {
    if parties.is_empty() { Value::Null } else { parties.iter().map(|p| party(p)).collect() }
}

fn party(party: &Party) -> Value {
    let kind = match party.kind.as_str() {
        "person" => "Person",
        "country" => "Country",
        _ => "Organization",
    };
    without_nulls(json!({
        "@type": kind,
        "@id": party.actor.as_ref().map(|actor| format!("urn:sagwan:actor:{}", actor.replace(' ', "%20"))),
        "name": party.name,
        "nationality": party.country.as_ref().filter(|_| kind == "Person"),
        "jobTitle": party.office,
    }))
}

/// What is unknown is left out.
fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| !member.is_null());
    }
    value
}
