//! An article as printed, with its evidence in place: what each field was read from lights up with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use sagwan::marks::{Layer, Piece, marks, pieces};
use sagwan::record::Record;
use sagwan_ledger::{ArticleLine, Surroundings, VerdictLine};
use schemars::JsonSchema;
use serde::Serialize;

use crate::show;
use crate::web::asked::{self, Asked};
use crate::web::cite::{self, citation};
use crate::web::frame::frame;
use crate::web::pages::differences::{self, Run};
use crate::web::problem::Problem;
use crate::web::query::escaped;
use crate::web::state::App;

/// What the address of an article answers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    article: ArticleLine,
    record: Record,
    /// What people said of its events in review; the record stays as it was read.
    verdicts: Vec<VerdictLine>,
    /// Other copies of its wire story.
    copies: Vec<ArticleLine>,
    /// Other texts at its address, the latest first.
    revisions: Vec<ArticleLine>,
    /// What became of the text that `against` names; `null` when nothing is compared or the texts are too long.
    differences: Option<Vec<Run>>,
}

pub async fn show(State(app): State<Arc<App>>, key: Path<String>, asked: Asked) -> Result<Response, Problem> {
    let key = asked::id(key);
    let against = Some(asked.query.against.clone()).filter(|other| !other.is_empty());
    let (document, record, around, differences) = app
        .ask(move |ledger| {
            let (document, record) = ledger.article(&key)?;
            let other = against.map(|other| ledger.article(&other)).transpose()?;
            let differences = other
                .and_then(|(other, _)| differences::between(other.source.text(), document.source.text()));
            Ok((document, record, ledger.surroundings(&key)?, differences))
        })
        .await?;
    let answer = Answer {
        article: around.article.clone(),
        record,
        verdicts: around.verdicts.iter().map(|(_, verdict)| verdict.clone()).collect(),
        copies: around.copies.clone(),
        revisions: around.revisions.clone(),
        differences,
    };
    asked.reply(&answer, || {
        let record = &answer.record;
        let title =
            record.article.title.clone().unwrap_or_else(|| asked.say("(제목 없음)", "(no title)").to_owned());
        let text = document.source.text();
        frame(
            &asked,
            &title,
            html! {
                (about(&asked, record, &around))
                @if !asked.query.against.is_empty() {
                    section {
                        h2 { (asked.say("달라진 곳", "Differences")) " " a href=(asked.href(&format!("/articles/{}", asked.query.against))) { (asked.query.against) } }
                        @match &answer.differences {
                            Some(runs) => { (differences::show(&asked, runs)) }
                            None => { p.nothing { (asked.say("견주기에는 너무 긴 글입니다.", "The texts are too long to compare.")) } }
                        }
                    }
                }
                (reading(&asked, text, record, Some(&around)))
                (citation(&asked, &cite::article(&asked, &around.article)))
            },
        )
    })
}

fn about(asked: &Asked, record: &Record, around: &Surroundings) -> Markup {
    let info = &record.article;
    let link = |line: &ArticleLine| {
        html! { a href=(asked.href(&format!("/articles/{}", line.article))) {
            (line.published.as_deref().unwrap_or("-")) " " (line.publisher.as_deref().or(line.agency.as_deref()).unwrap_or("")) " "
            (line.title.as_deref().unwrap_or(""))
        }
        " (" a href=(asked.href(&format!("{}?against={}", asked.path, line.article))) { (asked.say("달라진 곳", "differences")) } ")" }
    };
    html! {
        p.lead {
            (info.published.as_deref().unwrap_or(asked.say("발행일 모름", "date unknown")))
            @for part in [&info.publisher, &info.agency].into_iter().flatten() { " · " (part) }
            @if let Some(url) = info.url.as_deref().filter(|u| u.starts_with("http")) {
                " · " a href=(url) rel="noreferrer nofollow" { (asked.say("원문", "original")) }
            }
        }
        @if let Some(by) = &around.superseded_by {
            p.notice { (asked.say("고친 글이 있습니다: ", "A corrected text exists: ")) a href=(asked.href(&format!("/articles/{by}"))) { (by) } }
        }
        @if !around.copies.is_empty() {
            details { summary { (asked.say("같은 통신 계열의 다른 글 ", "Other copies of this wire story ")) (around.copies.len())
                @if let Some(origin) = &around.origin { " (" (origin) ")" } }
                ul { @for line in &around.copies { li { (link(line)) } } } }
        }
        @if !around.revisions.is_empty() {
            details { summary { (asked.say("다른 수정본 ", "Other revisions ")) (around.revisions.len()) }
                ul { @for line in &around.revisions { li { (link(line)) } } } }
        }
    }
}

/// The text with its marks beside what was read from it.
pub fn reading(asked: &Asked, text: &str, record: &Record, around: Option<&Surroundings>) -> Markup {
    html! {
        div.reading {
            div.text data-evidence { (marked(asked, text, record)) }
            aside.fields aria-label=(asked.say("읽은 것", "What was read")) { (fields(asked, record, around)) }
        }
        p.legend {
            span.m-actor { (asked.say("행위자", "actor")) } " " span.m-time { (asked.say("때", "time")) } " "
            span.m-trigger { (asked.say("사건", "event")) } " " span.m-statement { (asked.say("발언", "statement")) } " "
            span.m-cut { (asked.say("제외", "cut")) }
        }
    }
}

/// Letters of a cut that is folded.
const LONG_CUT: usize = 80;

/// The class of a mark, as the style sheet has it.
fn class(layer: Layer) -> &'static str {
    match layer {
        Layer::Evidence => "m-evidence",
        Layer::Statement => "m-statement",
        Layer::Cue => "m-cue",
        Layer::Topic => "m-topic",
        Layer::Place => "m-place",
        Layer::Time => "m-time",
        Layer::Actor => "m-actor",
        Layer::Trigger => "m-trigger",
        Layer::Cut => "m-cut",
    }
}

/// The text in pieces; each carries the classes and ids of the marks over it.
fn marked(asked: &Asked, text: &str, record: &Record) -> Markup {
    let mut anchored: BTreeSet<&str> = BTreeSet::new();
    let marks = marks(record);
    // The first character of an event or statement is where links to it lead.
    let pieces: Vec<(Piece<'_>, Option<&str>)> = pieces(text, &marks)
        .into_iter()
        .map(|piece| {
            let anchor = piece.ids.iter().copied().find(|id| !id.starts_with('a') && anchored.insert(id));
            (piece, anchor)
        })
        .collect();
    let classes = |piece: &Piece<'_>| joined(&piece.layers.iter().map(|layer| class(*layer)).collect());
    html! {
        @for (piece, anchor) in &pieces {
            @if piece.layers.is_empty() { (piece.text) }
            @else if piece.layers.contains(&Layer::Cut) && piece.text.chars().count() > LONG_CUT {
                details.m-cut { summary { (asked.say("제외된 글", "cut text")) } (piece.text) }
            } @else {
                span class=(classes(piece)) data-m=[(!piece.ids.is_empty()).then(|| joined(&piece.ids))] id=[anchor] {
                    (piece.text)
                }
            }
        }
    }
}

fn joined(words: &BTreeSet<&str>) -> String {
    words.iter().copied().collect::<Vec<_>>().join(" ")
}

/// What somebody said of an event in review.
fn said(asked: &Asked, verdict: &VerdictLine) -> Markup {
    let word = match verdict.verdict.as_str() {
        "accept" => asked.say("맞음", "accepted"),
        "reject" => asked.say("사건 아님", "no event"),
        _ => asked.say("고침", "set"),
    };
    html! {
        p.change {
            (asked.say("검토: ", "Review: ")) (word)
            @if let (Some(field), Some(value)) = (&verdict.field, &verdict.value) {
                " " (show::field_label(field, asked.language)) " → " (asked.language.value(field, value))
            }
            " " small { (verdict.who) " · " (verdict.why) }
        }
    }
}

fn fields(asked: &Asked, record: &Record, around: Option<&Surroundings>) -> Markup {
    let language = asked.language;
    let of = |id: &str| record.actors.iter().find(|a| a.id == id);
    let public = |id: &str| -> Option<&str> {
        let number: i64 = id.strip_prefix('a')?.parse().ok()?;
        around?.actors.iter().find(|(n, _)| *n == number).map(|(_, key)| key.as_str())
    };
    let actor = |id: &str| {
        let name = of(id).map_or(id, |a| a.name.as_str());
        html! {
            @match public(id) {
                Some(key) => { a.actor data-for=(id) href=(asked.href(&format!("/actors/{}", escaped(key)))) { (name) } }
                None => { span.actor data-for=(id) { (name) } }
            }
        }
    };
    let occasion = |id: &str| -> Option<&str> {
        let number: i64 = id.strip_prefix('e')?.parse().ok()?;
        around?.occasions.iter().find(|(n, _)| *n == number).map(|(_, key)| key.as_str())
    };
    let verdicts = |id: &str| -> Vec<&VerdictLine> {
        let number = id.strip_prefix('e').and_then(|n| n.parse::<i64>().ok());
        let all = around.map_or(&[][..], |around| &around.verdicts);
        all.iter().filter(|(n, _)| Some(*n) == number).map(|(_, verdict)| verdict).collect()
    };
    html! {
        h2 { (asked.say("사건", "Events")) " " (record.events.len()) }
        @for event in &record.events {
            section.card tabindex="0" data-for=(event.id) {
                h3 {
                    a href=(format!("#{}", event.id)) { (language.kind(event.kind)) }
                    " " span.status { (language.status(event.status)) } " " small { (language.certainty(event.certainty)) }
                }
                p {
                    @for (n, p) in event.participants.iter().enumerate() {
                        @if n > 0 { " · " }
                        (actor(&p.actor)) small { " " (language.role(p.role)) }
                    }
                }
                dl {
                    @if let Some(time) = &event.time {
                        dt { (asked.say("때", "when")) } dd { (time.value.as_deref().unwrap_or("-")) " “" (time.span.text) "”" }
                    }
                    @if let Some(place) = &event.place { dt { (asked.say("곳", "where")) } dd { (place.name) " " (place.country.as_deref().unwrap_or("")) } }
                    @if !event.topics.is_empty() {
                        dt { (asked.say("의제", "on")) } dd { (event.topics.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" / ")) }
                    }
                    @if !event.sources.is_empty() {
                        dt { (asked.say("취재원", "source")) }
                        dd { @for source in &event.sources { (actor(&source.actor)) " “" (source.span.text) "” " } }
                    }
                    dt { (asked.say("까닭", "why")) } dd { "“" (event.trigger.text) "” → " (event.event_type) " " (event.cameo.as_deref().unwrap_or("")) }
                }
                @for verdict in verdicts(&event.id) { (said(asked, verdict)) }
                @if let Some(key) = occasion(&event.id) {
                    a href=(asked.href(&format!("/occasions/{key}"))) { (asked.say("이 계기의 모든 보도", "all reports of this occasion")) }
                }
            }
        }
        h2 { (asked.say("발언", "Statements")) " " (record.statements.len()) }
        @for statement in &record.statements {
            section.card tabindex="0" data-for=(statement.id) {
                p {
                    @match &statement.speaker { Some(id) => { (actor(id)) } None => { (asked.say("누군지 모름", "unknown")) } }
                    @for to in &statement.addressees { " → " (actor(to)) }
                    " " small { (statement.act) @if let Some(cue) = &statement.cue { " · " (cue.text) } }
                }
                blockquote { a href=(format!("#{}", statement.id)) { (statement.content.text) } }
            }
        }
    }
}
