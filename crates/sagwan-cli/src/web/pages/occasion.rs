//! One occasion: its account field by field with the reports behind each value, contradictions, history, reports.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use sagwan_ledger::{Account, Claim, Contradiction, OccasionLine, ReportLine, Step};
use schemars::JsonSchema;
use serde::Serialize;

use crate::show;
use crate::show::sentence::sentence;
use crate::web::asked::{self, Asked};
use crate::web::cite::{self, citation};
use crate::web::frame::{frame, sides, status};
use crate::web::problem::Problem;
use crate::web::query::escaped;
use crate::web::state::App;

/// What the address of an occasion answers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    occasion: OccasionLine,
    account: Account,
    reports: Vec<ReportLine>,
}

pub async fn show(State(app): State<Arc<App>>, key: Path<String>, asked: Asked) -> Result<Response, Problem> {
    let key = asked::id(key);
    let (occasion, account, reports) = app.ask(move |ledger| ledger.occasion(&key)).await?;
    let answer = Answer { occasion, account, reports };
    asked.reply(&answer, || {
        let line = &answer.occasion;
        let unknown = || asked.say("때 모름", "no date told").to_owned();
        let when = line.time.as_deref().map_or_else(unknown, |time| asked.language.time(time));
        frame(
            &asked,
            &format!("{} {when}", asked.language.word(&line.kind)),
            page(&asked, line, &answer.account, &answer.reports),
        )
    })
}

fn page(asked: &Asked, line: &OccasionLine, account: &Account, reports: &[ReportLine]) -> Markup {
    let number = |key: &str| reports.iter().position(|r| r.event.event == key).map_or(0, |n| n + 1);
    let behind = |claim: &Claim| {
        html! {
            span.behind {
                @for key in claim.reports.iter().take(20) { a href=(format!("#r{}", number(key))) { (number(key)) } " " }
                @if claim.reports.len() > 20 { "…" }
            }
        }
    };
    let topics: Vec<String> = account
        .fields
        .iter()
        .filter(|field| field.field == "topic")
        .flat_map(|field| field.claims.iter().map(|claim| claim.value.clone()))
        .collect();
    let told = reports.iter().filter_map(|r| r.event.published.as_deref()).max();
    let near = told.and_then(cite::day).unwrap_or_else(|| jiff::Zoned::now().date());
    let sentence = sentence(line, &topics, near);
    html! {
        p.sentence { (sentence.of(asked.language)) }
        p.lead {
            (status(asked, &line.status)) " "
            @if line.unconfirmed { span.unconfirmed { (asked.say("확인 안 됨", "unconfirmed")) } " " }
            (sides(asked, &line.participants)) " "
            small { (asked.say("기사 ", "articles ")) (line.articles) (asked.say(" · 독립 매체 ", " · independent outlets "))
                (line.sources) ": " (account.sources.iter().filter(|s| !s.starts_with('#')).cloned().collect::<Vec<_>>().join(", ")) }
        }
        @if !account.contradictions.is_empty() {
            section.contradictions {
                h2 { (asked.say("엇갈림", "Contradictions")) }
                ul {
                    @for contradiction in &account.contradictions {
                        li {
                            b { (show::field_label(&contradiction.field, asked.language)) } ": "
                            @for (n, claim) in contradiction.claims.iter().enumerate() {
                                @if n > 0 { " ↔ " }
                                (asked.language.value(&contradiction.field, &claim.value)) " " (behind(claim))
                            }
                        }
                    }
                }
            }
        }
        (life(asked, &account.history, reports, &number))
        (beside(asked, account, reports))
        section {
            h2 { (asked.say("내용", "Account")) }
            table.account {
                thead { tr {
                    th { (asked.say("칸", "field")) } th { (asked.say("값", "value")) }
                    th { (asked.say("독립 매체", "outlets")) } th { (asked.say("보도", "reports")) }
                } }
                tbody {
                    @for field in &account.fields {
                        @for (n, claim) in field.claims.iter().enumerate() {
                            tr.other[n > 0 && !field.is_list()] {
                                @if n == 0 {
                                    th scope="rowgroup" rowspan=(field.claims.len()) { (show::field_label(&field.field, asked.language)) }
                                }
                                td {
                                    @if field.field.starts_with("participant.") {
                                        a.actor href=(asked.href(&format!("/actors/{}", escaped(&claim.value)))) { (name_of(line, &claim.value)) }
                                    } @else { (asked.language.value(&field.field, &claim.value)) }
                                }
                                td { (claim.sources) }
                                td { (behind(claim)) }
                            }
                        }
                    }
                }
            }
        }
        section {
            h2 { (asked.say("보도", "Reports")) }
            ol.reports {
                @for (n, report) in reports.iter().enumerate() {
                    li id=(format!("r{}", n + 1)) {
                        a href=(asked.href(&format!("/articles/{}#{}", report.event.article, anchor(&report.event.event)))) {
                            (report.event.published.as_deref().unwrap_or("-")) " " (report.event.source.as_deref().unwrap_or(""))
                        }
                        @if let Some(family) = report.family { " " small { (asked.say("통신 계열 ", "family ")) (family) } }
                        @if let Some(title) = &report.event.title { " " span.headline { (title) } }
                        blockquote { (report.event.evidence) }
                        @if let Some(why) = &report.joined { p.why { (asked.say("이어진 까닭: ", "joined: ")) (why) } }
                    }
                }
            }
        }
        (citation(asked, &cite::occasion(asked, line, sentence.of(asked.language), reports)))
    }
}

/// What became of the plan, from the first word of it to the last, on one line.
fn life(asked: &Asked, history: &[Step], reports: &[ReportLine], number: &dyn Fn(&str) -> usize) -> Markup {
    // Why something was called off stands in the sentence that tells it.
    let reason = |step: &Step| {
        let off = matches!(step.step.as_str(), "cancelled" | "not_occurred");
        reports.iter().find(|r| off && r.event.event == step.report).map(|r| r.event.evidence.as_str())
    };
    html! {
        section {
            h2 { (asked.say("경과", "History")) }
            ol.life {
                @for step in history {
                    li class=(step.step) {
                        time { (step.told.as_deref().and_then(|t| t.split('T').next()).unwrap_or("-")) }
                        span class=(format!("status {}", step.step)) {
                            @if step.step == "moved" { (asked.say("날짜 변경", "moved")) } @else { (asked.language.word(&step.step)) }
                        }
                        @if let Some(time) = &step.time { b { (asked.say("→ ", "→ ")) (asked.language.time(time)) } }
                        @if let Some(reason) = reason(step) { small.reason { "“" (reason) "”" } }
                        small {
                            @if !step.source.starts_with('#') { (step.source) " " }
                            a href=(format!("#r{}", number(&step.report))) aria-label=(format!("{} {}", asked.say("보도", "report"), number(&step.report))) { (number(&step.report)) }
                        }
                    }
                }
            }
        }
    }
}

/// Stories that are laid beside each other at most; the rest stand in the list of reports.
const STORIES: usize = 12;

/// Reports of different stories, the first of each; how many copies each has.
fn stories(reports: &[ReportLine]) -> Vec<(usize, &ReportLine, usize)> {
    let mut stories: Vec<(usize, &ReportLine, usize)> = Vec::new();
    for (n, report) in reports.iter().enumerate() {
        let same = |other: &ReportLine| {
            report.family.is_some()
                && other.family == report.family
                && other.event.article != report.event.article
        };
        match stories.iter_mut().find(|(_, first, _)| same(first)) {
            Some((_, _, copies)) => *copies += 1,
            None => stories.push((n + 1, report, 0)),
        }
    }
    stories
}

/// The reports beside each other, a story a row and a field a column; what stands against the first value is marked.
fn beside(asked: &Asked, account: &Account, reports: &[ReportLine]) -> Markup {
    let stories = stories(reports);
    let fields = [
        ("participants", asked.say("참석자", "who")),
        ("time", asked.say("때", "when")),
        ("place", asked.say("곳", "where")),
        ("status", asked.say("상태", "status")),
        ("cited", asked.say("취재원", "source")),
    ];
    let disputed = |field: &str| account.contradictions.iter().find(|c| c.field == field);
    html! {
        @if stories.len() > 1 {
            section {
                h2 { (asked.say("보도 견주기", "Reports beside each other")) }
                table.beside {
                    thead { tr {
                        th scope="col" { (asked.say("매체", "outlet")) }
                        @for (field, label) in fields {
                            th scope="col" { (label) @if disputed(field).is_some() { " " span.disputed { "≠ " (asked.say("엇갈림", "disputed")) } } }
                        }
                    } }
                    tbody {
                        @for (number, report, copies) in stories.iter().take(STORIES) {
                            tr {
                                th scope="row" {
                                    a href=(format!("#r{number}")) { (report.event.source.as_deref().unwrap_or(asked.say("매체 모름", "outlet unknown"))) }
                                    " " small { (report.event.published.as_deref().and_then(|t| t.split('T').next()).unwrap_or("")) }
                                    @if *copies > 0 { " " small { (asked.say("받아쓴 기사 ", "copies ")) (copies) } }
                                }
                                @for (field, label) in fields {
                                    @let other = disputed(field).is_some_and(|c| is_other(c, &report.event.event));
                                    td data-label=(label) class=[other.then_some("differs")] {
                                        @if other { b.differs { "≠ " span.said { (asked.say("다르게 전함: ", "differs: ")) } } }
                                        (value(asked, report, field))
                                    }
                                }
                            }
                        }
                    }
                }
                @if !account.contradictions.is_empty() {
                    p.hint { (asked.say("≠ 는 더 많은 매체가, 같은 수면 먼저 전한 값과 다르다는 표시입니다.", "≠ marks what differs from the value that more outlets give, or, of equally many, the one told first.")) }
                }
                @if stories.len() > STORIES { p.hint { (stories.len() - STORIES) (asked.say("건은 아래 보도 목록에 있습니다.", " more stand in the list of reports below.")) } }
            }
        }
    }
}

/// Whether a report gives another value than the one that stands first.
fn is_other(contradiction: &Contradiction, report: &str) -> bool {
    contradiction.claims.iter().skip(1).any(|claim| claim.reports.iter().any(|r| r == report))
}

/// What a report says in a field.
fn value(asked: &Asked, report: &ReportLine, field: &str) -> Markup {
    let event = &report.event;
    let silent = || html! { span.silent { (asked.say("말 없음", "not told")) } };
    match field {
        "participants" if !event.participants.is_empty() => sides(asked, &event.participants),
        "time" => event.time.as_deref().map_or_else(silent, |time| html! { (asked.language.time(time)) }),
        "place" => event.place.as_deref().map_or_else(silent, |place| html! { (place) }),
        "status" => {
            html! { (status(asked, &event.status)) " " small { (asked.language.word(&event.certainty)) } }
        }
        "cited" if !event.cited.is_empty() => {
            let cited: Vec<String> = event.cited.iter().map(show::named).collect();
            html! { (cited.join(", ")) }
        }
        _ => silent(),
    }
}

/// The name of somebody who takes part, by public id.
fn name_of<'a>(line: &'a OccasionLine, key: &'a str) -> &'a str {
    let found = line.participants.iter().find(|party| party.actor.as_deref() == Some(key));
    found.map_or(key, |party| party.name.as_str())
}

/// The place of an event in its article's page: e1.
fn anchor(event: &str) -> &str {
    event.rsplit('-').next().unwrap_or(event)
}
