//! What the ledger doubts, with what somebody who has a token can say of it.

use std::sync::{Arc, PoisonError};

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use sagwan_ledger::{Doubt, DoubtLine, Ledger, Verdict};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::show;
use crate::web::asked::{self, Asked};
use crate::web::feed;
use crate::web::frame::{Field, actor_link, downloads, filters, frame, next, sides, status};
use crate::web::problem::Problem;
use crate::web::query::escaped;
use crate::web::state::{App, token};

/// Fields of an event that the page offers to set.
const FIELDS: [&str; 11] = [
    "status",
    "kind",
    "time",
    "place",
    "certainty",
    "host",
    "visitor",
    "party",
    "chair",
    "mediator",
    "attendee",
];

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let what = match asked.query.what.trim() {
        "" => None,
        name => Some(Doubt::named(name).ok_or_else(|| {
            Problem::bad(format!(
                "no such what: {name}: it is one of {}",
                Doubt::ALL.map(Doubt::name).join(", ")
            ))
        })?),
    };
    let page = asked.page()?;
    let listing = app.ask(move |ledger| ledger.doubts(what, &page)).await?;
    let title = asked.say("검토", "Review");
    asked.list(&listing, title, || feed::entries(&listing, asked.language), || {
        let kinds = Doubt::ALL.map(|doubt| (doubt.name().to_owned(), show::doubt(doubt.name(), asked.language).to_owned()));
        let what = Field::Choice("what", asked.say("무엇을", "what").to_owned(), kinds.to_vec(), asked.query.what.clone());
        let main = html! {
            (filters(&asked, vec![what]))
            (downloads(&asked, &[asked::Form::Csv, asked::Form::Json]))
            p.hint { (asked.say(
                "장부가 의심하는 것입니다. 판단은 누가, 언제, 왜 했는지와 함께 남고, 기사를 다시 읽어도 그대로입니다. 쓰려면 토큰이 있어야 합니다 (sagwan token).",
                "What the ledger doubts. A verdict is kept with who gave it, when and why, and outlives every reading. Writing takes a token (sagwan token).",
            )) }
            @if listing.lines.is_empty() { p.nothing { (asked.say("검토할 것이 없습니다.", "Nothing to review.")) } }
            @for line in &listing.lines { (doubt(&asked, line)) }
            (next(&asked, listing.next.as_ref()))
        };
        frame(&asked, title, main)
    })
}

fn doubt(asked: &Asked, line: &DoubtLine) -> Markup {
    html! {
        article.card.doubt {
            h2 {
                (show::doubt(&line.what, asked.language))
                @if let Some(field) = &line.field { " · " (show::field_label(field, asked.language)) }
                @if let Some(likely) = line.likely { " " small { (asked.say("확률 ", "likely ")) (format!("{likely:.2}")) } }
            }
            p { (show::why_doubted(line, asked.language))
                @if let Some(occasion) = &line.occasion { " " a href=(asked.href(&format!("/occasions/{occasion}"))) { (asked.say("계기 보기", "the occasion")) } }
            }
            @if let Some(actor) = &line.actor {
                p { a.actor href=(asked.href(&format!("/actors/{}", escaped(&actor.actor)))) { (actor.name) } " "
                    small { (actor.offices.iter().map(|office| office.title.as_str()).collect::<Vec<_>>().join(", ")) } }
            }
            @if let Some(field) = &line.field {
                ul { @for claim in &line.claims { li { (asked.language.value(field, &claim.value)) " " small { (asked.say("독립 매체 ", "outlets ")) (claim.sources) } } } }
            }
            @for report in &line.reports {
                @let number = report.event.rsplit('-').next().unwrap_or_default();
                p.told {
                    a href=(asked.href(&format!("/articles/{}#{number}", report.article))) {
                        (report.published.as_deref().unwrap_or("-")) " " (report.source.as_deref().unwrap_or(""))
                    }
                    " " (asked.language.word(&report.kind)) " " (status(asked, &report.status)) " " (sides(asked, &report.participants))
                    @if let Some(time) = &report.time { " " (asked.language.time(time)) }
                    @if let Some(place) = &report.place { " " (place) }
                    @for cited in &report.cited { " " (asked.say("취재원 ", "source ")) (actor_link(asked, cited)) }
                }
                blockquote { (report.evidence) }
            }
            (verdict(asked, line))
        }
    }
}

/// The form in which somebody says what it is.
fn verdict(asked: &Asked, line: &DoubtLine) -> Markup {
    let say = |ko, en| asked.say(ko, en);
    let what = line.what.as_str();
    html! {
        form.filters method="post" action=(asked.href(&asked.query.link("/review", &[]))) {
            input type="hidden" name="item" value=(line.item);
            label { span { (say("토큰", "token")) } input type="password" name="token" autocomplete="current-password" required; }
            label { span { (say("누가", "who")) } input type="text" name="who" autocomplete="username" required; }
            label { span { (say("왜", "why")) } input type="text" name="why" required; }
            button type="submit" name="verdict" value="accept" { (say("맞음", "Accept")) }
            @if matches!(what, "event" | "pair") {
                button type="submit" name="verdict" value="reject" { (say("아님", "Reject")) }
            }
            @if what != "pair" {
                label { span { (say("고칠 칸", "field")) }
                    select name="field" {
                        @match what {
                            "event" => { @for field in FIELDS { option value=(field) { (show::field_label(field, asked.language)) } } }
                            "actor" => {
                                option value="split" { (say("이 이름·직함은 다른 사람", "another under this name or office")) }
                                option value="merge" { (say("이 행위자와 같은 사람", "one with this actor")) }
                            }
                            _ => { @if let Some(field) = &line.field { option value=(field) { (show::field_label(field, asked.language)) } } }
                        }
                    }
                }
                label { span { (say("값", "value")) }
                    @if what == "contradiction" {
                        select name="value" { @for claim in &line.claims { option value=(claim.value) { (claim.value) } } }
                    } @else { input type="text" name="value"; }
                }
                button type="submit" name="verdict" value="set" { (say("고치기", "Set")) }
            }
        }
    }
}

/// What somebody says.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Verdict")]
pub struct Said {
    /// Id of the doubt, or of an event.
    item: String,
    /// accept, reject, set.
    verdict: String,
    /// The field that is set.
    #[serde(default)]
    field: String,
    /// Its value.
    #[serde(default)]
    value: String,
    /// Who says so.
    who: String,
    /// Why.
    why: String,
}

/// The same from the page, where the token comes with it.
#[derive(Debug, Deserialize)]
pub struct Written {
    token: String,
    item: String,
    verdict: String,
    #[serde(default)]
    field: String,
    #[serde(default)]
    value: String,
    who: String,
    why: String,
}

/// From the page: back to it.
pub async fn write(
    State(app): State<Arc<App>>,
    asked: Asked,
    Form(written): Form<Written>,
) -> Result<Response, Problem> {
    let Written { token, item, verdict, field, value, who, why } = written;
    app.allow(token).await?;
    keep(app, Said { item, verdict, field, value, who, why }).await?;
    Ok(Redirect::to(&asked.href(&asked.query.link("/review", &[]))).into_response())
}

/// From a program.
pub async fn say(
    State(app): State<Arc<App>>,
    headers: axum::http::HeaderMap,
    body: axum::body::Bytes,
) -> Result<Response, Problem> {
    app.allow(token(&headers)?).await?;
    let said: Said =
        serde_json::from_slice(&body).map_err(|e| Problem::bad(format!("not a verdict: {e}")))?;
    keep(app, said).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn keep(app: Arc<App>, said: Said) -> Result<(), Problem> {
    let verdict = match said.verdict.as_str() {
        "accept" => Verdict::Accept,
        "reject" => Verdict::Reject,
        "set" => Verdict::Set { field: said.field, value: said.value },
        other => {
            return Err(Problem::bad(format!("no such verdict: {other}: it is one of accept, reject, set")));
        }
    };
    let kept = tokio::task::spawn_blocking(move || {
        let _turn = app.writing.lock().unwrap_or_else(PoisonError::into_inner);
        Ledger::open(app.path())?.review(&said.item, &verdict, &said.who, &said.why)
    });
    kept.await.map_err(|_| Problem::broken())?.map_err(|error| Problem::of(&error))
}
