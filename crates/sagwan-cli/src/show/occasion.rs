//! One occasion for people: its account field by field with the reports behind, contradictions, history.

use std::fmt::Write;

use anstyle::Style as Paint;
use sagwan_ledger::{Account, Claim, OccasionLine, ReportLine};

use super::cells::shorten;
use super::{Language, Style};

const HEADING: Paint = Paint::new().bold().underline();
const STRONG: Paint = Paint::new().bold();
const DIM: Paint = Paint::new().dimmed();

/// The occasion, ending in a line break.
pub fn occasion(line: &OccasionLine, account: &Account, reports: &[ReportLine], style: Style) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_occasion(&mut out, line, account, reports, style);
    super::harmless(&out)
}

fn write_occasion(
    out: &mut String,
    line: &OccasionLine,
    account: &Account,
    reports: &[ReportLine],
    style: Style,
) -> std::fmt::Result {
    let language = style.language;
    let say = |ko: &'static str, en: &'static str| language.pick(ko, en);
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}  {}{} · {}  {DIM}{}{DIM:#}",
        language.word(&line.kind),
        language.word(&line.status),
        if line.unconfirmed { say(" (확인 안 됨)", " (unconfirmed)") } else { "" },
        line.time
            .as_deref()
            .map_or_else(|| say("때 모름", "no date told").to_owned(), |time| language.time(time)),
        line.occasion
    )?;
    // A report is shown by its number in the list below.
    let number = |key: &str| reports.iter().position(|r| r.event.event == key).map_or(0, |n| n + 1);
    let behind = |claim: &Claim| -> String {
        let numbers: Vec<String> = claim.reports.iter().take(12).map(|r| number(r).to_string()).collect();
        let more = if claim.reports.len() > 12 { "…" } else { "" };
        format!("[{}{more}]", numbers.join(" "))
    };
    writeln!(out, "\n{HEADING}{}{HEADING:#}", say("내용", "Account"))?;
    for field in &account.fields {
        for (n, claim) in field.claims.iter().enumerate() {
            let name = if n == 0 { field_label(&field.field, language) } else { String::new() };
            let value = shorten(&language.value(&field.field, &claim.value), style.width.saturating_sub(40));
            let paint = if n == 0 || field.is_list() { Paint::new() } else { DIM };
            writeln!(
                out,
                "  {}{paint}{value}{paint:#}  {DIM}{} {}{DIM:#}",
                super::cells::pad(&name, 14),
                claim.sources,
                behind(claim)
            )?;
        }
    }
    if !account.contradictions.is_empty() {
        writeln!(out, "\n{HEADING}{}{HEADING:#}", say("엇갈림", "Contradictions"))?;
        for contradiction in &account.contradictions {
            let values: Vec<String> = contradiction
                .claims
                .iter()
                .map(|claim| {
                    format!("{} {}", language.value(&contradiction.field, &claim.value), behind(claim))
                })
                .collect();
            writeln!(
                out,
                "  {}: {}",
                field_label(&contradiction.field, language),
                values.join(say(" ↔ ", " against "))
            )?;
        }
    }
    writeln!(out, "\n{HEADING}{}{HEADING:#}", say("경과", "History"))?;
    for step in &account.history {
        let word = if step.step == "moved" { say("변경", "moved") } else { language.word(&step.step) };
        writeln!(
            out,
            "  {}  {} {}  {DIM}{} [{}]{DIM:#}",
            step.told.as_deref().and_then(|t| t.split('T').next()).unwrap_or("-"),
            word,
            step.time.as_deref().map(|time| language.time(time)).unwrap_or_default(),
            step.source,
            number(&step.report)
        )?;
    }
    writeln!(
        out,
        "\n{HEADING}{}{HEADING:#} {DIM}{}{DIM:#}",
        say("보도", "Reports"),
        match language {
            super::Language::Ko => format!("기사 {} · 독립 매체 {}", line.articles, line.sources),
            super::Language::En =>
                format!("{} articles · {} independent outlets", line.articles, line.sources),
        }
    )?;
    for (n, report) in reports.iter().enumerate() {
        writeln!(
            out,
            "  {:>2}. {} {}  {DIM}{}{DIM:#}",
            n + 1,
            report.event.published.as_deref().unwrap_or("-"),
            report.event.source.as_deref().unwrap_or(""),
            report.event.event
        )?;
        let margin = "      ";
        let options = textwrap::Options::new(style.width).initial_indent(margin).subsequent_indent(margin);
        for sentence in textwrap::wrap(&format!("“{}”", report.event.evidence), options) {
            writeln!(out, "{sentence}")?;
        }
        if !report.event.cited.is_empty() {
            let cited: Vec<String> = report.event.cited.iter().map(super::named).collect();
            writeln!(out, "      {} {}", say("취재원", "source"), cited.join(", "))?;
        }
        if let Some(url) = &report.event.url {
            writeln!(out, "      {DIM}{url}{DIM:#}")?;
        }
        if let Some(why) = &report.joined {
            writeln!(out, "      {DIM}{why}{DIM:#}")?;
        }
    }
    Ok(())
}

/// The name of a field of an account.
pub fn field_label(field: &str, language: Language) -> String {
    if let Some(role) = field.strip_prefix("participant.") {
        return language.word(role).to_owned();
    }
    if matches!(field, "host" | "visitor" | "party" | "chair" | "mediator" | "attendee") {
        return language.word(field).to_owned();
    }
    let (ko, en) = match field {
        "kind" => ("종류", "kind"),
        "status" => ("상태", "status"),
        "certainty" => ("확실도", "certainty"),
        "time" => ("때", "time"),
        "place" => ("곳", "place"),
        "topic" => ("의제", "topic"),
        "duration" => ("길이", "duration"),
        "closed_door" => ("비공개", "closed door"),
        "name" => ("이름", "name"),
        "rank" => ("격", "rank"),
        _ => return field.to_owned(),
    };
    language.pick(ko, en).to_owned()
}
