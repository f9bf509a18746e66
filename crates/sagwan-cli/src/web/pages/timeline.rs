//! Occasions, newest first, under bars that zoom from years to days.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use sagwan_ledger::export::calendar_of;
use sagwan_ledger::{Facets, Listing, OccasionLine, states};

use crate::web::asked::{Asked, Form};
use crate::web::feed;
use crate::web::frame::{downloads, frame, next, occasion_filters, sides, status};
use crate::web::problem::Problem;
use crate::web::state::App;

/// Bars at most; of more months the years are shown.
const BARS: usize = 120;
/// Of fewer months the days are shown.
const FEW: usize = 3;
/// Letters of a date that name its month, its day, its year.
const MONTH: usize = 7;
const DAY: usize = 10;
const YEAR: usize = 4;

/// Months added up.
fn by_year(months: Vec<(String, i64)>) -> Vec<(String, i64)> {
    let mut years: Vec<(String, i64)> = Vec::new();
    for (month, count) in months {
        let year: String = month.chars().take(YEAR).collect();
        match years.last_mut().filter(|(last, _)| *last == year) {
            Some((_, sum)) => *sum += count,
            None => years.push((year, count)),
        }
    }
    years
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let (filter, page) = (asked.query.filter()?, asked.page()?);
    let (form, language) = (asked.form, asked.language);
    let title = asked.say("연표", "Timeline");
    if form == Form::Ics {
        let body =
            app.ask(move |ledger| calendar_of(ledger, &ledger.occasions(&filter, &page)?.lines)).await?;
        return Ok(asked.tagged("text/calendar; charset=utf-8", body));
    }
    let (listing, bars, entries, facets) = app
        .ask(move |ledger| {
            let listing = ledger.occasions(&filter, &page)?;
            if form != Form::Page {
                let entries = if form == Form::Atom {
                    feed::occasions(ledger, &listing.lines, language)?
                } else {
                    Vec::new()
                };
                return Ok((listing, Vec::new(), entries, Facets::default()));
            }
            let months = ledger.density(&filter, MONTH)?;
            let bars = match months.len() {
                0..FEW => ledger.density(&filter, DAY)?,
                FEW..=BARS => months,
                _ => by_year(months),
            };
            Ok((listing, bars, Vec::new(), ledger.facets(&filter)?))
        })
        .await?;
    asked.list(&listing, title, || entries, || {
        let forms = [Form::Csv, Form::Json, Form::Ics, Form::Atom];
        frame(
            &asked,
            title,
            html! { (occasion_filters(&asked)) (downloads(&asked, &forms)) (chart(&asked, &bars)) div.faceted { (aside(&asked, &facets)) div { (lines(&asked, &listing)) } } },
        )
    })
}

/// Bars of how many occasions each year, month or day has; each leads into its time.
fn chart(asked: &Asked, bars: &[(String, i64)]) -> Markup {
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let width = 960.0 / bars.len().max(1) as f64;
    html! {
        @if bars.len() > 1 {
            svg.bars viewBox="0 0 960 110" role="group" aria-label=(asked.say("때에 따른 계기의 수", "Occasions over time")) {
                @for (n, (time, count)) in bars.iter().enumerate() {
                    @let height = 80.0 * *count as f64 / most as f64;
                    a href=(asked.href(&asked.query.link(&asked.path, &[("from", time), ("to", time), ("after", "")]))) {
                        title { (time) ": " (count) }
                        rect x=(format!("{:.1}", n as f64 * width)) y=(format!("{:.1}", 85.0 - height))
                            width=(format!("{:.1}", (width - 1.0).max(1.0))) height=(format!("{height:.1}")) {}
                    }
                    @if n % (bars.len() / 8).max(1) == 0 {
                        text x=(format!("{:.1}", n as f64 * width)) y="103" { (time) }
                    }
                }
            }
        }
    }
}

/// How the occasions divide; each value narrows the listing to it, or widens it again.
fn aside(asked: &Asked, facets: &Facets) -> Markup {
    let q = &asked.query;
    let groups = [
        (asked.say("종류", "kind"), "kind", &q.kind, &facets.kinds),
        (asked.say("상태", "status"), "status", &q.status, &facets.statuses),
        (asked.say("나라", "state"), "country", &q.country, &facets.countries),
    ];
    html! {
        aside.facets aria-label=(asked.say("나누어 보기", "Facets")) {
            @if !q.q.is_empty() { p.hint { (asked.say("낱말로는 거르지 않은 수입니다.", "Counted without the words.")) } }
            @for (label, name, chosen, values) in groups {
                @if !values.is_empty() {
                    details open[name == "kind" || !chosen.is_empty()] {
                        summary { (label) }
                        ul {
                            @for facet in values.iter() {
                                @let word = if name == "country" { asked.language.state(&facet.value) } else { asked.language.word(&facet.value) };
                                @let (here, to) = turned(name, chosen, &facet.value);
                                li {
                                    a href=(asked.href(&q.link(&asked.path, &[(name, to.as_str()), ("after", "")]))) aria-current=[here.then_some("true")] { (word) }
                                    " " small { (facet.occasions) }
                                    @if here { " " small { (asked.say("(풀기)", "(remove)")) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a value is among those chosen, and what is chosen once it is turned round. States add up: two are a pair.
fn turned(name: &str, chosen: &str, value: &str) -> (bool, String) {
    let chosen = chosen.split(',').map(str::trim).filter(|one| !one.is_empty());
    let chosen: Vec<&str> =
        chosen.map(|one| if name == "country" { states::code(one).unwrap_or(one) } else { one }).collect();
    let here = chosen.contains(&value);
    let mut after: Vec<&str> = if here || name == "country" {
        chosen.into_iter().filter(|one| *one != value).collect()
    } else {
        Vec::new()
    };
    if !here {
        after.push(value);
    }
    (here, after.join(","))
}

/// Occasions under their days.
pub fn lines(asked: &Asked, listing: &Listing<OccasionLine>) -> Markup {
    html! {
        @if listing.lines.is_empty() { p.nothing { (asked.say("찾은 것이 없습니다.", "Nothing found.")) } }
        @for day in listing.lines.chunk_by(|a, b| a.when() == b.when() && (a.time.is_some() || a.day == b.day)) {
            h2.day {
                @match day.first().and_then(OccasionLine::when) {
                    Some(when) => { (when) }
                    // Listed where it was told, for it must stand somewhere.
                    None => {
                        (asked.say("때 모름", "no date told"))
                        @if let Some(line) = day.first().filter(|line| !line.day.is_empty()) {
                            " " small { (asked.say("보도 ", "reported ")) (line.day) }
                        }
                    }
                }
            }
            @for line in day { (occasion_line(asked, line)) }
        }
        (next(asked, listing.next.as_ref()))
    }
}

/// When an occasion takes place, as far as it is told.
pub fn when(asked: &Asked, line: &OccasionLine) -> String {
    line.when().unwrap_or_else(|| asked.say("때 모름", "no date told").to_owned())
}

/// One occasion on a line or two.
pub fn occasion_line(asked: &Asked, line: &OccasionLine) -> Markup {
    html! {
        article.occasion {
            a.kind href=(asked.href(&format!("/occasions/{}", line.occasion))) { (asked.language.word(&line.kind)) }
            " " (status(asked, &line.status)) " "
            @if line.unconfirmed { small.unconfirmed { (asked.say("확인 안 됨", "unconfirmed")) } " " }
            span.who { (sides(asked, &line.participants)) }
            @if let Some(time) = line.time.as_ref().filter(|time| Some(*time) != line.when().as_ref()) { " " span.when { (asked.language.time(time)) } }
            @if let Some(place) = &line.place { " " span.place { (place) } }
            " " small.told {
                (asked.say("기사 ", "articles ")) (line.articles) (asked.say(" · 독립 매체 ", " · independent outlets ")) (line.sources)
            }
            @if line.contradictions > 0 { " " span.disputed { (asked.say("엇갈림", "disputed")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_is_taken_and_given_back() {
        assert_eq!(turned("kind", "talks", "call"), (false, "call".to_owned()));
        assert_eq!(turned("kind", "talks", "talks"), (true, String::new()));
        assert_eq!(turned("country", "한국", "US"), (false, "KR,US".to_owned()));
        assert_eq!(turned("country", "Korea, 미국", "KR"), (true, "US".to_owned()));
    }
}
