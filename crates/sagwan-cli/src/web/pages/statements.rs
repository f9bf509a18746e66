//! Quotations: who said what to whom.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use sagwan_ledger::StatementLine;

use crate::web::asked::{Asked, Form};
use crate::web::feed;
use crate::web::frame::{Field, actor_link, downloads, filters, frame, next};
use crate::web::problem::Problem;
use crate::web::state::App;

const ACTS: &[&str] = &[
    "say",
    "praise",
    "accuse",
    "request",
    "propose",
    "promise",
    "threaten",
    "reject",
    "deny",
    "confirm",
    "agree",
    "welcome",
    "warn",
    "explain",
    "comment_refused",
];

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let (filter, page) = (asked.query.filter()?, asked.page()?);
    let listing = app.ask(move |ledger| ledger.statements(&filter, &page)).await?;
    let title = asked.say("발언", "Quotations");
    asked.list(&listing, title, || feed::entries(&listing, asked.language), || {
        let q = &asked.query;
        let say = |ko, en| asked.say(ko, en).to_owned();
        let acts = ACTS.iter().map(|act| ((*act).to_owned(), (*act).to_owned())).collect();
        let fields = vec![
            Field::Text("q", say("낱말", "words"), q.q.clone()),
            Field::Text("actor", say("화자", "speaker"), q.actor.clone()),
            Field::Text("to_actor", say("청자", "addressee"), q.to_actor.clone()),
            Field::Text("country", say("나라", "state"), q.country.clone()),
            Field::Choice("act", say("행위", "act"), acts, q.act.clone()),
            Field::Text("from", say("부터", "from"), q.from.clone()),
            Field::Text("to", say("까지", "to"), q.to.clone()),
        ];
        let main = html! {
            (filters(&asked, fields))
            (downloads(&asked, &[Form::Csv, Form::Json, Form::Atom]))
            @if listing.lines.is_empty() { p.nothing { (asked.say("찾은 것이 없습니다.", "Nothing found.")) } }
            @for line in &listing.lines { (statement(&asked, line)) }
            (next(&asked, listing.next.as_ref()))
        };
        frame(&asked, title, main)
    })
}

/// One statement.
pub fn statement(asked: &Asked, line: &StatementLine) -> Markup {
    let id = line.statement.rsplit('-').next().unwrap_or_default();
    html! {
        article.statement {
            p.who {
                @match &line.speaker {
                    Some(speaker) => { (actor_link(asked, speaker)) }
                    None => { (asked.say("누군지 모름", "unknown")) }
                }
                @for to in &line.addressees { " → " (actor_link(asked, to)) }
                " " small { (line.titles.join(", ")) " · " (line.act) " · " (line.mode) }
            }
            blockquote class=(line.mode) { (line.content) }
            p.told {
                a href=(asked.href(&format!("/articles/{}#{id}", line.article))) {
                    (line.published.as_deref().unwrap_or("-")) " " (line.source.as_deref().unwrap_or(""))
                }
            }
        }
    }
}
