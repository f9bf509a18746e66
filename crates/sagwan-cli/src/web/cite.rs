//! How an occasion or an article is cited: what it says, on whose reports, by which id, when it was looked at and what reads there.

use jiff::civil::Date;
use maud::{Markup, html};
use sagwan_ledger::{ArticleLine, OccasionLine, ReportLine};

use super::asked::Asked;

/// Reports that a citation names.
const REPORTS: usize = 3;

/// The day of a stamp.
pub fn day(stamp: &str) -> Option<Date> {
    stamp.split('T').next()?.parse().ok()
}

/// The citation, to be copied.
pub fn citation(asked: &Asked, text: &str) -> Markup {
    html! {
        section.cite {
            h2 { (asked.say("인용하기", "Cite")) }
            p.citation { (text) }
        }
    }
}

/// The citation of an occasion.
pub fn occasion(asked: &Asked, line: &OccasionLine, sentence: &str, reports: &[ReportLine]) -> String {
    let named: Vec<String> = reports
        .iter()
        .filter_map(|report| {
            let outlet = report.event.source.as_deref()?;
            let printed = report.event.published.as_deref().and_then(|stamp| stamp.split('T').next());
            Some(printed.map_or_else(|| outlet.to_owned(), |day| format!("{outlet} {day}")))
        })
        .take(REPORTS)
        .collect();
    let more = if reports.len() > named.len() { asked.say(" 등", " and others") } else { "" };
    let told = if named.is_empty() { String::new() } else { format!(" ({}{more})", named.join(", ")) };
    format!("{sentence}{told} {}", place(asked, asked.say("계기", "occasion"), &line.occasion))
}

/// The citation of an article.
pub fn article(asked: &Asked, line: &ArticleLine) -> String {
    let outlet = line.publisher.as_deref().or(line.agency.as_deref());
    let printed = line.published.as_deref().and_then(|stamp| stamp.split('T').next());
    let parts: Vec<&str> =
        [outlet, line.title.as_deref(), printed, line.url.as_deref()].into_iter().flatten().collect();
    format!("{}. {}", parts.join(", "), place(asked, asked.say("기사", "article"), &line.article))
}

/// Where it was looked up, and when; with what reads here, since another version may read otherwise.
fn place(asked: &Asked, what: &str, id: &str) -> String {
    let seen = jiff::Zoned::now().date();
    let reader = format!("{}, {}", env!("CARGO_PKG_VERSION"), sagwan_ko::model_id());
    match asked.language {
        crate::show::Language::Ko => format!("사관 장부({reader}), {what} {id}, {seen} 확인."),
        crate::show::Language::En => format!("Sagwan ledger ({reader}), {what} {id}, accessed {seen}."),
    }
}
