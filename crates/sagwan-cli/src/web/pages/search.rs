//! Search over articles: words with particles ignored, matches marked, saved as an Atom feed.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};
use sagwan_ledger::{ArticleLine, Passage};

use crate::web::asked::Asked;
use crate::web::frame::{Field, filters, frame, next};
use crate::web::problem::Problem;
use crate::web::state::App;

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let (filter, page) = (asked.query.filter()?, asked.query.page()?);
    let listing = app.ask(move |ledger| ledger.search(&filter, &page)).await?;
    asked.reply(&listing, || {
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
            @if !q.q.is_empty() { p { a href=(q.link("/search.atom", &[])) type="application/atom+xml" { (say("이 검색을 구독", "Subscribe to this search")) } } }
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

/// The newest finds as an Atom feed (RFC 4287).
pub async fn atom(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let (filter, page) = (asked.query.filter()?, asked.query.page()?);
    let listing = app.ask(move |ledger| ledger.search(&filter, &page)).await?;
    let stamp = |line: &ArticleLine| {
        let published = line.published.clone().unwrap_or_default();
        match published.len() {
            10 => format!("{published}T00:00:00Z"),
            19 => format!("{published}Z"),
            0 => "1970-01-01T00:00:00Z".to_owned(),
            _ => published,
        }
    };
    let updated = listing.lines.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), stamp);
    let body = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            title { "사관: " (asked.query.q) }
            id { "urn:sagwan:search:" (asked.query.link("", &[])) }
            updated { (updated) }
            @for line in &listing.lines {
                entry {
                    title { (line.title.as_deref().unwrap_or("")) }
                    id { "urn:sagwan:article:" (line.article) }
                    updated { (stamp(line)) }
                    author { name { (line.publisher.as_deref().or(line.agency.as_deref()).unwrap_or("사관")) } }
                    (PreEscaped(format!("<link href=\"/articles/{}\"/>", line.article)))
                    @if let Some(passage) = &line.passage { summary { (passage.text) } }
                }
            }
        }
    };
    Ok(asked.tagged("application/atom+xml; charset=utf-8", body.into_string()))
}
