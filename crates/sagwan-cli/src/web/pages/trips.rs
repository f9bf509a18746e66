//! Trips: who went where, whom they met there, what came of it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use sagwan_ledger::typed::{KINDS, STATUSES};
use sagwan_ledger::{Entered, Leg, TripLine};

use crate::show;
use crate::web::asked::{Asked, Form};
use crate::web::feed;
use crate::web::frame::{Field, actor_link, downloads, filters, frame, next, status};
use crate::web::problem::Problem;
use crate::web::state::App;

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let (filter, page) = (asked.query.filter()?, asked.page()?);
    let listing = app.ask(move |ledger| ledger.trips(&filter, &page)).await?;
    let title = asked.say("순방", "Trips");
    asked.list(&listing, title, || feed::entries(&listing, asked.language), || {
        let main = html! {
            (narrowing(&asked))
            (downloads(&asked, &[Form::Csv, Form::Json, Form::Atom]))
            p.hint { (asked.say(
                "이어지는 날의 방문과 그 사이의 만남을 한 순방으로 묶었습니다. 비어 있는 것은 보도되지 않은 것입니다.",
                "Visits on adjoining days, with what was held on them, are one trip. What is left out is not reported.",
            )) }
            @if listing.lines.is_empty() { p.nothing { (asked.say("찾은 것이 없습니다.", "Nothing found.")) } }
            @for line in &listing.lines { (trip(&asked, line)) }
            (next(&asked, listing.next.as_ref()))
        };
        frame(&asked, title, main)
    })
}

fn narrowing(asked: &Asked) -> Markup {
    let q = &asked.query;
    let say = |ko, en| asked.say(ko, en).to_owned();
    let words = |words: &[&str]| -> Vec<(String, String)> {
        words.iter().map(|w| ((*w).to_owned(), asked.language.word(w).to_owned())).collect()
    };
    filters(
        asked,
        vec![
            Field::Text("q", say("낱말", "words"), q.q.clone()),
            Field::Text("actor", say("방문자·상대", "traveller or counterpart"), q.actor.clone()),
            Field::Text("country", say("나라", "states"), q.country.clone()),
            Field::Text("place", say("곳", "place"), q.place.clone()),
            Field::Choice("kind", say("무엇을 했나", "with a"), words(KINDS), q.kind.clone()),
            Field::Choice("status", say("상태", "status"), words(STATUSES), q.status.clone()),
            Field::Text("from", say("부터", "from"), q.from.clone()),
            Field::Text("to", say("까지", "to"), q.to.clone()),
            Field::Text("min_sources", say("독립 매체 이상", "outlets at least"), q.min_sources.clone()),
        ],
    )
}

/// One trip: who, when, the way from place to place, and what is told of it.
pub fn trip(asked: &Asked, line: &TripLine) -> Markup {
    let say = |ko, en| asked.say(ko, en);
    let held = |status: &str| matches!(status, "occurred" | "underway");
    html! {
        article.occasion.trip {
            p.sentence {
                b { (actor_link(asked, &line.traveller)) }
                @if let Some(office) = &line.traveller.office { " " small { (office) } }
                " · " (line.when().map_or_else(|| say("때 모름", "no date told").to_owned(), |when| asked.language.time(&when)))
                @if let Some(days) = line.days { " " small { (asked.language.duration(&format!("P{days}D"))) } }
            }
            p.told {
                (status(asked, &line.status))
                @if line.unconfirmed { " " span.unconfirmed { (say("확인 안 됨", "unconfirmed")) } }
                @if let Some(rank) = &line.rank { " " (show::rank(rank, asked.language)) }
                @if line.contradictions > 0 { " " span.disputed { "≠ " (say("보도 엇갈림", "reports disagree")) } }
                " " (line.outlets.join(", "))
                " · " (say("기사 ", "articles ")) (line.articles) (say(" · 독립 매체 ", " · independent outlets ")) (line.sources)
            }
            ol.life { @for leg in &line.legs { (stretch(asked, leg)) } }
            @if !line.met.is_empty() {
                p { (say("만난 사람 ", "met "))
                    @for (n, met) in line.met.iter().enumerate() {
                        @if n > 0 { ", " }
                        (actor_link(asked, &met.party))
                        @if let Some(office) = &met.party.office { " " small { (office) } }
                        " " a href=(asked.href(&format!("/occasions/{}", met.occasion))) { (asked.language.word(&met.kind)) }
                        @if !held(&met.status) { " " (status(asked, &met.status)) }
                    }
                }
            }
            (entered(asked, say("다자 회의 ", "conferences "), &line.multilateral))
            (entered(asked, say("합의 ", "agreements "), &line.agreements))
            @if line.public_address == Some(true) { p { (say("공개 연설을 했다", "gave a public address")) } }
            @if !line.purpose.is_empty() { p { (say("의제 ", "about ")) (line.purpose.join(", ")) } }
        }
    }
}

/// A visit or a stop on the way.
fn stretch(asked: &Asked, leg: &Leg) -> Markup {
    let state = leg.country.as_deref().map(|code| asked.language.state(code));
    html! {
        li class=(leg.status) {
            time { (leg.time.as_deref().map_or_else(|| asked.say("때 모름", "no date told").to_owned(), |time| asked.language.time(time))) }
            a href=(asked.href(&format!("/occasions/{}", leg.occasion))) {
                (leg.place.as_deref().or(state).unwrap_or(asked.say("곳 모름", "no place told")))
            }
            @if let Some(state) = state.filter(|state| leg.place.as_deref().is_some_and(|place| place != *state)) { small { (state) } }
            (status(asked, &leg.status))
            @if leg.unconfirmed { small.unconfirmed { (asked.say("확인 안 됨", "unconfirmed")) } }
        }
    }
}

fn entered(asked: &Asked, label: &str, occasions: &[Entered]) -> Markup {
    html! {
        @if !occasions.is_empty() {
            p { (label)
                @for (n, one) in occasions.iter().enumerate() {
                    @if n > 0 { ", " }
                    a href=(asked.href(&format!("/occasions/{}", one.occasion))) { (one.name) } " " (status(asked, &one.status))
                }
            }
        }
    }
}
