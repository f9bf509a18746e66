//! Who is named: the list, and one actor with offices, meetings, statements, counterparts.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::html;
use sagwan_ledger::{ActorLine, Filter, Listing, OccasionLine, Page, StatementLine, Tie, TripLine};
use schemars::JsonSchema;
use serde::Serialize;

use super::statements::statement;
use super::timeline::{occasion_line, when};
use super::trips::trip;
use crate::web::asked::{self, Asked, Form};
use crate::web::feed;
use crate::web::frame::{Field, actor_link, downloads, filters, frame, next};
use crate::web::problem::Problem;
use crate::web::query::escaped;
use crate::web::state::App;

pub async fn list(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let (mut filter, page) = (asked.query.filter()?, asked.page()?);
    // Here words are names.
    filter.text = None;
    filter.actors.extend((!asked.query.q.trim().is_empty()).then(|| asked.query.q.trim().to_owned()));
    let listing = app.ask(move |ledger| ledger.actors(&filter, &page)).await?;
    let title = asked.say("행위자", "Actors");
    asked.list(&listing, title, || feed::entries(&listing, asked.language), || {
        let q = &asked.query;
        let say = |ko, en| asked.say(ko, en).to_owned();
        let kinds = [("person", "인물", "person"), ("organization", "기관", "organization"), ("country", "나라", "country")];
        let kinds = kinds.map(|(value, ko, en)| (value.to_owned(), say(ko, en))).to_vec();
        let fields = vec![
            Field::Text("q", say("이름", "name"), q.q.clone()),
            Field::Text("country", say("나라", "state"), q.country.clone()),
            Field::Choice("kind", say("종류", "kind"), kinds, q.kind.clone()),
            Field::Choice("review", say("검토", "review"), vec![("1".to_owned(), say("검토할 것만", "to review"))], q.review.clone()),
        ];
        let main = html! {
            (filters(&asked, fields))
            (downloads(&asked, &[Form::Csv, Form::Json, Form::Atom]))
            table.actors {
                thead { tr {
                    th { (say("행위자", "actor")) } th { (say("기사", "articles")) } th { (say("직함", "offices")) }
                    th { (say("다른 이름", "also named")) } th { (say("검토", "review")) }
                } }
                tbody {
                    @for line in &listing.lines {
                        tr {
                            td { a.actor href=(asked.href(&format!("/actors/{}", escaped(&line.actor)))) { (line.name) } " "
                                @if let Some(latin) = asked.language.beside(&line.name, line.country.as_deref()).filter(|_| line.kind == "person") { span.latin { (latin) } " " }
                                small.state { (line.country.as_deref().map_or("", |code| asked.language.state(code))) } }
                            td { (line.articles) }
                            td { (line.offices.iter().map(|o| o.title.as_str()).take(4).collect::<Vec<_>>().join(", ")) }
                            td { (line.aliases.join(", ")) }
                            td { (line.review.as_deref().unwrap_or("")) }
                        }
                    }
                }
            }
            (next(&asked, listing.next.as_ref()))
        };
        frame(&asked, title, main)
    })
}

/// Trips that an actor's page shows.
const TRIPS: usize = 5;

/// What the address of an actor answers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    actor: ActorLine,
    /// Whom they meet most often.
    counterparts: Vec<Tie>,
    /// Where they went, and who came to them.
    trips: Listing<TripLine>,
    occasions: Listing<OccasionLine>,
    statements: Listing<StatementLine>,
}

pub async fn show(State(app): State<Arc<App>>, key: Path<String>, asked: Asked) -> Result<Response, Problem> {
    let key = asked::id(key);
    let answer = app
        .ask(move |ledger| {
            let (line, ties) = ledger.actor(&key)?;
            let filter = Filter { actors: vec![line.actor.clone()], ..Filter::default() };
            let page = Page { limit: 25, after: None };
            let (occasions, statements) =
                (ledger.occasions(&filter, &page)?, ledger.statements(&filter, &page)?);
            let trips = ledger.trips(&filter, &Page { limit: TRIPS, after: None })?;
            Ok(Answer { actor: line, counterparts: ties, trips, occasions, statements })
        })
        .await?;
    asked.reply(&answer, || {
        let Answer { actor: line, counterparts: ties, trips, occasions: meetings, statements } = &answer;
        let say = |ko, en| asked.say(ko, en);
        let main = html! {
            p.lead {
                (line.country.as_deref().map_or("", |code| asked.language.state(code)))
                @if !line.aliases.is_empty() { " · " (say("다른 이름 ", "also ")) (line.aliases.join(", ")) }
                @if let Some(external) = &line.external { " · " (external) }
                " · " (say("기사 ", "articles ")) (line.articles)
            }
            @if let Some(review) = &line.review { p.notice { (review) } }
            @if !line.offices.is_empty() {
                section { h2 { (say("직함", "Offices")) } table {
                    @for office in &line.offices {
                        tr { th scope="row" { (office.affiliation.as_deref().unwrap_or("")) " " (office.title) }
                            td { (office.first.as_deref().unwrap_or("?")) " – " (office.last.as_deref().unwrap_or("?")) }
                            td { (office.articles) } }
                    }
                } }
            }
            @if !ties.is_empty() {
                section { h2 { (say("자주 만난 상대", "Most frequent counterparts")) } ul.ties {
                    @for tie in ties { li { (actor_link(&asked, &tie.b)) " " b { (tie.occasions) } } }
                } }
            }
            @if !trips.lines.is_empty() {
                section { h2 { (say("순방", "Trips")) }
                    @for line in &trips.lines { (trip(&asked, line)) }
                    a href=(asked.href(&format!("/trips?actor={}", escaped(&line.actor)))) { (say("순방 모두 보기", "All trips")) } }
            }
            section { h2 { (say("만남", "Meetings")) }
                @for line in &meetings.lines { time { (when(&asked, line)) } (occasion_line(&asked, line)) }
                @if meetings.next.is_some() { a href=(asked.href(&format!("/timeline?actor={}", escaped(&line.actor)))) { (say("모두 보기", "all")) } } }
            section { h2 { (say("발언", "Statements")) }
                @for line in &statements.lines { (statement(&asked, line)) }
                @if statements.next.is_some() { a href=(asked.href(&format!("/statements?actor={}", escaped(&line.actor)))) { (say("모두 보기", "all")) } } }
        };
        frame(&asked, &line.name, main)
    })
}
