//! One occasion: its account field by field with the reports behind each value, contradictions, history, reports.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use sagwan_ledger::{Account, Claim, OccasionLine, ReportLine};
use schemars::JsonSchema;
use serde::Serialize;

use crate::show;
use crate::web::asked::{self, Asked};
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
        let when = line.time.as_deref().unwrap_or(asked.say("때 모름", "no date told"));
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
    html! {
        p.lead {
            (status(asked, &line.status)) " " (sides(asked, &line.participants)) " "
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
                                (asked.language.word(&claim.value)) " " (behind(claim))
                            }
                        }
                    }
                }
            }
        }
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
                                        a.actor href=(asked.href(&format!("/actors/{}", escaped(&claim.value)))) { (claim.value) }
                                    } @else { (asked.language.word(&claim.value)) }
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
            h2 { (asked.say("경과", "History")) }
            ol.history {
                @for step in &account.history {
                    li {
                        time { (step.told.as_deref().and_then(|t| t.split('T').next()).unwrap_or("-")) } " "
                        span class=(format!("status {}", step.step)) {
                            @if step.step == "moved" { (asked.say("변경", "moved")) } @else { (asked.language.word(&step.step)) }
                        } " "
                        b { (step.time.as_deref().unwrap_or("")) } " "
                        small { (step.source) " " a href=(format!("#r{}", number(&step.report))) { (number(&step.report)) } }
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
                        blockquote { (report.event.evidence) }
                        @if let Some(why) = &report.joined { p.why { (asked.say("이어진 까닭: ", "joined: ")) (why) } }
                    }
                }
            }
        }
    }
}

/// The place of an event in its article's page: e1.
fn anchor(event: &str) -> &str {
    event.rsplit('-').next().unwrap_or(event)
}
