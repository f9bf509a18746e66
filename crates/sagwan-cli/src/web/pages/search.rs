//! Search over articles: words with particles ignored, matches marked, kept as a feed.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use sagwan_ledger::{ArticleLine, Passage};

use crate::web::asked::{Asked, Form};
use crate::web::feed;
use crate::web::frame::{Field, downloads, filters, frame, next};
use crate::web::problem::Problem;
use crate::web::state::App;

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let (filter, page) = (asked.query.filter()?, asked.page()?);
    let listing = app.ask(move |ledger| ledger.search(&filter, &page)).await?;
    let title = format!("{} {}", asked.say("검색", "Search"), asked.query.q);
    asked.list(&listing, title.trim(), || feed::entries(&listing, asked.language), || {
        let q = &asked.query;
        let say = |ko, en| asked.say(ko, en).to_owned();
        let fields = vec![
            Field::Text("q", say("낱말 (“구절”, -빼기)", "words (“phrase”, -not)"), q.q.clone()),
            Field::Text("actor", say("행위자", "actor"), q.actor.clone()),
            Field::Text("country", say("나라", "state"), q.country.clone()),
            Field::Text("from", say("부터", "from"), q.from.clone()),
            Field::Text("to", say("까지", "to"), q.to.clone()),
        ];
        let main = html! {
            (filters(&asked, fields))
            (downloads(&asked, &[Form::Csv, Form::Json, Form::Atom]))
            div #results aria-live="polite" {
                @if listing.lines.is_empty() { p.nothing { (say("찾은 것이 없습니다.", "Nothing found.")) } }
                @for line in &listing.lines { (found(&asked, line)) }
                (next(&asked, listing.next.as_ref()))
            }
        };
        frame(&asked, asked.say("검색", "Search"), main)
    })
}

fn found(asked: &Asked, line: &ArticleLine) -> Markup {
    html! {
        article.found {
            a href=(asked.href(&format!("/articles/{}", line.article))) { (line.title.as_deref().unwrap_or(asked.say("(제목 없음)", "(no title)"))) }
            " " small { (line.published.as_deref().unwrap_or("")) " " (line.publisher.as_deref().or(line.agency.as_deref()).unwrap_or("")) }
            @if let Some(passage) = &line.passage { p { (marked(passage)) } }
        }
    }
}

/// A passage with what was found in it marked.
fn marked(passage: &Passage) -> Markup {
    let letters: Vec<char> = passage.text.chars().collect();
    let piece = |from: usize, to: usize| letters.get(from..to).unwrap_or_default().iter().collect::<String>();
    // Before each mark stands what follows the one before it.
    let ends = std::iter::once(0).chain(passage.marks.iter().map(|(_, to)| *to));
    let last = passage.marks.last().map_or(0, |(_, to)| *to);
    html! {
        @for (before, &(from, to)) in ends.zip(&passage.marks) { (piece(before, from)) mark { (piece(from, to)) } }
        (piece(last, letters.len())) "…"
    }
}
