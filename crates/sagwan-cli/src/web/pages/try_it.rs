//! Paste an article, see its record; nothing is stored.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use sagwan::Options;
use sagwan::article::Document;
use serde::Deserialize;

use super::article::reading;
use crate::web::asked::Asked;
use crate::web::frame::frame;
use crate::web::problem::Problem;
use crate::web::state::App;

/// What is pasted.
#[derive(Debug, Default, Deserialize)]
pub struct Pasted {
    text: String,
    #[serde(default)]
    published: String,
}

pub async fn form(asked: Asked) -> Result<Response, Problem> {
    asked.reply(&(), || page(&asked, &Pasted::default(), &html! {}))
}

pub async fn read(
    State(app): State<Arc<App>>,
    asked: Asked,
    Form(pasted): Form<Pasted>,
) -> Result<Response, Problem> {
    let published = match pasted.published.trim() {
        "" => None,
        typed => Some(
            sagwan::parse_published(typed)
                .ok_or_else(|| Problem::bad("no such date: write it as 2018-06-27"))?,
        ),
    };
    let text = pasted.text.clone();
    let (text, record) = tokio::task::spawn_blocking(move || {
        let document = Document::detect(text);
        let record = app.reader.read(&document, &Options { published, ..Options::default() });
        (document.source.text().to_owned(), record)
    })
    .await
    .map_err(|_| Problem::broken())?;
    asked.reply(&record, || page(&asked, &pasted, &reading(&asked, &text, &record, None)))
}

fn page(asked: &Asked, pasted: &Pasted, read: &Markup) -> Markup {
    let say = |ko, en| asked.say(ko, en);
    let main = html! {
        form.paste method="post" action=(asked.href("/try")) {
            label { span { (say("기사 (첫 줄은 제목)", "Article (headline on the first line)")) }
                textarea name="text" rows="10" required { (pasted.text) } }
            label { span { (say("발행일", "Published")) } input type="text" name="published" value=(pasted.published) placeholder="2018-06-27"; }
            button type="submit" { (say("읽기", "Read")) }
            p { small { (say("아무것도 저장하지 않습니다.", "Nothing is stored.")) } }
        }
        (read)
    };
    frame(asked, say("읽혀 보기", "Try it"), main)
}
