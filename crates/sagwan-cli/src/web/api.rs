//! The API: the listings of the command line and the reader, as JSON under /api/v1, with its OpenAPI description.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use sagwan::Options;
use sagwan::article::Document;
use sagwan::record::Record;
use sagwan_ledger::{
    ActorLine, ArticleLine, DoubtLine, Entry, EventLine, Facets, Ledger, Listing, OccasionLine,
    StatementLine, Tie, TripLine,
};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::asked::{Asked, Form};
use super::complete::Offer;
use super::feed;
use super::frame::frame;
use super::pages::{actor, article, occasion, review, today};
use super::problem::{Details, Problem};
use super::state::{App, token};

/// An endpoint, as the description and its page tell of it.
struct Endpoint {
    path: &'static str,
    method: &'static str,
    summary: &'static str,
    parameters: &'static [&'static str],
    /// What it answers.
    answer: fn(&mut SchemaGenerator) -> Schema,
}

const PAGE: &[&str] = &["limit", "after"];
/// What is no listing of pages.
const UNPAGED: &[&str] = &["/complete/actors", "/complete/states", "/facets", "/network", "/today"];
/// A page of lines.
fn listing<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<Listing<T>>()
}

/// Nothing: 204.
fn nothing(_: &mut SchemaGenerator) -> Schema {
    json!({ "type": "null" }).try_into().unwrap_or_default()
}

/// One thing.
fn one<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<T>()
}

/// What narrows occasions, words first.
const OF_OCCASIONS: &[&str] = &[
    "q",
    "actor",
    "country",
    "kind",
    "status",
    "certainty",
    "from",
    "to",
    "on",
    "place",
    "min_sources",
    "disputed",
    "min_confidence",
];

const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/today",
        method: "get",
        summary: "A day as an editor opens it: what was held, what comes this week, what changed",
        parameters: &["date"],
        answer: one::<today::Answer>,
    },
    Endpoint {
        path: "/occasions",
        method: "get",
        summary: "Events of the world, newest first",
        parameters: OF_OCCASIONS,
        answer: listing::<OccasionLine>,
    },
    Endpoint {
        path: "/facets",
        method: "get",
        summary: "How occasions divide by kind, status and state",
        // Words do not narrow them.
        parameters: OF_OCCASIONS.split_at(1).1,
        answer: one::<Facets>,
    },
    Endpoint {
        path: "/complete/states",
        method: "get",
        summary: "States whose name begins so, in Korean, English or as a code",
        parameters: &["q"],
        answer: one::<Vec<Offer>>,
    },
    Endpoint {
        path: "/complete/actors",
        method: "get",
        summary: "Actors whose name begins so, in Hangul or as it sounds in Latin letters",
        parameters: &["q"],
        answer: one::<Vec<Offer>>,
    },
    Endpoint {
        path: "/occasions/{id}",
        method: "get",
        summary: "One occasion with account, contradictions, history, reports",
        parameters: &[],
        answer: one::<occasion::Answer>,
    },
    Endpoint {
        path: "/events",
        method: "get",
        summary: "Reports: the events of articles, newest first",
        parameters: &[
            "q",
            "actor",
            "country",
            "kind",
            "status",
            "certainty",
            "from",
            "to",
            "place",
            "min_confidence",
        ],
        answer: listing::<EventLine>,
    },
    Endpoint {
        path: "/statements",
        method: "get",
        summary: "What was said, newest first",
        parameters: &["q", "actor", "to_actor", "country", "act", "certainty", "from", "to"],
        answer: listing::<StatementLine>,
    },
    Endpoint {
        path: "/actors",
        method: "get",
        summary: "Who is named, in most articles first",
        parameters: &["actor", "country", "kind", "review"],
        answer: listing::<ActorLine>,
    },
    Endpoint {
        path: "/actors/{id}",
        method: "get",
        summary: "One actor with offices, meetings, statements, counterparts",
        parameters: &[],
        answer: one::<actor::Answer>,
    },
    Endpoint {
        path: "/articles",
        method: "get",
        summary: "Articles that say something, newest first",
        parameters: &["q", "actor", "country", "from", "to"],
        answer: listing::<ArticleLine>,
    },
    Endpoint {
        path: "/articles/{id}",
        method: "get",
        summary: "One article with its record, copies and revisions",
        parameters: &["against"],
        answer: one::<article::Answer>,
    },
    Endpoint {
        path: "/search",
        method: "get",
        summary: "The same as /articles",
        parameters: &["q", "actor", "country", "from", "to"],
        answer: listing::<ArticleLine>,
    },
    Endpoint {
        path: "/trips",
        method: "get",
        summary: "Visits of one traveller on adjoining days with what was held on them, newest first",
        parameters: OF_OCCASIONS,
        answer: listing::<TripLine>,
    },
    Endpoint {
        path: "/network",
        method: "get",
        summary: "Who meets whom most often",
        parameters: &["by", "country", "kind", "from", "to", "window", "at"],
        answer: one::<Vec<Tie>>,
    },
    Endpoint {
        path: "/review",
        method: "get",
        summary: "What the ledger doubts and nobody has spoken on",
        parameters: &["what"],
        answer: listing::<DoubtLine>,
    },
    Endpoint {
        path: "/review",
        method: "post",
        summary: "Say what a doubt comes to; needs a token",
        parameters: &[],
        answer: nothing,
    },
    Endpoint {
        path: "/read",
        method: "post",
        summary: "Text in, record out; nothing is stored",
        parameters: &[],
        answer: one::<Record>,
    },
    Endpoint {
        path: "/articles",
        method: "post",
        summary: "Keep an article; needs a token",
        parameters: &[],
        answer: one::<Kept>,
    },
];

/// What a parameter means.
fn meaning(parameter: &str) -> &'static str {
    match parameter {
        "q" => "words that must occur; particles do not matter, \"…\" is a phrase, - excludes",
        "actor" => "id or name of an actor; several, separated by ;, must all take part",
        "to_actor" => "to whom it was said",
        "country" => "code or name of a state; two, separated by a comma, are a pair",
        "kind" => "summit, talks, audience, meeting, conference, call, visit, letter, agreement, summons",
        "status" => "occurred, underway, planned, proposed, cancelled, not_occurred",
        "certainty" => "stated, attributed, hearsay, inferred",
        "act" => "what was done by saying it: praise, accuse, request …",
        "from" => "first day: 2018-06-27, 2018-06 or 2018",
        "to" => "last day",
        "on" => {
            "the day on which a plan whose day has passed is unconfirmed; without it that of the latest article"
        }
        "place" => "part of the name of a place, or a state",
        "min_sources" => "least number of independent sources",
        "disputed" => "1: only what reports contradict each other on",
        "min_confidence" => "0 to 1: only what the reader is at least this sure of",
        "review" => "1: only actors that a person should look at",
        "window" => "months to look at, the last of them in `at`",
        "at" => "the last month of the window: 2018-06",
        "against" => "id of another article: how its text differs",
        "date" => "the day: 2018-06-27; without it the newest with news",
        "by" => "people or countries",
        "what" => "contradiction, event, actor, pair; without it all of them",
        "limit" => "lines of a page, 1 to 500",
        "after" => "`next` of the page before",
        _ => "",
    }
}

/// A value that a parameter may have; `None` where only a ledger of one's own has one.
fn example(parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "q" => "회담 -일본",
        "country" => "KR,Czechia",
        "kind" => "talks",
        "status" => "planned",
        "certainty" => "stated",
        "act" => "deny",
        "date" | "from" | "on" => "2026-11-20",
        "to" => "2026-11",
        "place" => "프라하",
        "min_sources" => "2",
        "disputed" | "review" => "1",
        "min_confidence" => "0.5",
        "window" => "12",
        "at" => "2026-11",
        "by" => "countries",
        "what" => "contradiction",
        "limit" => "50",
        _ => return None,
    })
}

/// The description in OpenAPI 3.1.
pub fn description() -> Value {
    let settings = || {
        SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = "/components/schemas".into())
    };
    let article = settings().into_generator().into_root_schema_for::<Handed>();
    let verdict = settings().into_generator().into_root_schema_for::<review::Said>();
    let mut schemas = settings().for_serialize().into_generator();
    let problem = schemas.subschema_for::<Details<'_>>();
    let mut paths = serde_json::Map::new();
    for endpoint in ENDPOINTS {
        let id = endpoint
            .path
            .contains("{id}")
            .then(|| json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}));
        let listed = endpoint.method == "get" && id.is_none();
        let paging: &[&str] = if listed && !UNPAGED.contains(&endpoint.path) { PAGE } else { &[] };
        let query = endpoint.parameters.iter().chain(paging).map(|name| {
            let mut parameter =
                json!({"name": name, "in": "query", "description": meaning(name), "schema": {"type": "string"}});
            if let Some(example) = example(name) {
                parameter["example"] = example.into();
            }
            parameter
        });
        let parameters: Vec<Value> = id.into_iter().chain(query).collect();
        let mut operation = json!({
            "summary": endpoint.summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": "JSON", "content": {"application/json": {"schema": (endpoint.answer)(&mut schemas)}}},
                "default": {"description": "RFC 9457 problem", "content": {"application/problem+json": {"schema": problem}}},
            },
        });
        if endpoint.path == "/today" {
            operation["responses"]["200"]["content"]["application/json"]["example"] = today::example();
        }
        if endpoint.method == "post" {
            let body = if endpoint.path == "/review" { &verdict } else { &article };
            operation["requestBody"] = json!({"content": {"application/json": {"schema": body}}});
        }
        if (endpoint.path, endpoint.method) == ("/review", "post") {
            let answers = &mut operation["responses"];
            answers["204"] = json!({"description": "It is kept"});
            if let Some(answers) = answers.as_object_mut() {
                answers.remove("200");
            }
        }
        if endpoint.method == "post" && matches!(endpoint.path, "/articles" | "/review") {
            operation["security"] = json!([{"token": []}]);
        }
        paths.entry(endpoint.path).or_insert_with(|| json!({}))[endpoint.method] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Sagwan", "version": env!("CARGO_PKG_VERSION"), "license": {"name": "MIT OR Apache-2.0"}},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": schemas.take_definitions(true), "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    })
}

pub async fn openapi() -> Json<Value> {
    Json(description())
}

/// The description for people.
pub async fn browse(mut asked: Asked) -> Result<Response, Problem> {
    asked.form = Form::Page;
    asked.path = "/api/v1".to_owned();
    asked.reply(&(), || {
        let main = html! {
            p { a href="/api/v1/openapi.json" { "OpenAPI 3.1" } }
            @for endpoint in ENDPOINTS {
                section.endpoint {
                    h2 { code { (endpoint.method.to_uppercase()) " /api/v1" (endpoint.path) } }
                    p { (endpoint.summary) }
                    @if !endpoint.parameters.is_empty() {
                        dl { @for name in endpoint.parameters { dt { code { (name) } } dd { (meaning(name)) } } }
                    }
                }
            }
        };
        frame(&asked, "API", main)
    })
}

pub async fn facets(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let filter = asked.query.filter()?;
    let facets = app.ask(move |ledger| ledger.facets(&filter)).await?;
    asked.reply(&facets, || html! {})
}

pub async fn events(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let (filter, page) = (asked.query.filter()?, asked.page()?);
    let listing = app.ask(move |ledger| ledger.events(&filter, &page)).await?;
    let title = asked.say("보도", "Reports");
    asked.list(&listing, title, || feed::entries(&listing, asked.language), || html! {})
}

/// An article as it is handed in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Article")]
pub struct Handed {
    text: String,
    title: Option<String>,
    published: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
}

impl Handed {
    fn of(body: &Bytes) -> Result<Self, Problem> {
        let handed: Handed =
            serde_json::from_slice(body).map_err(|e| Problem::bad(format!("not an article: {e}")))?;
        if handed.text.trim().is_empty() {
            return Err(Problem::bad("the article has no text"));
        }
        Ok(handed)
    }

    fn document(self) -> Result<Document, Problem> {
        let published = match self.published {
            Some(typed) => Some(
                sagwan::parse_published(&typed)
                    .ok_or_else(|| Problem::bad("published is no date: write it as 2018-06-27"))?,
            ),
            None => None,
        };
        let mut document = match self.title {
            Some(title) => Document::with_title(self.text, title),
            None => Document::detect(self.text),
        };
        let own = &mut document.metadata;
        own.published = published.or(own.published);
        own.url = self.url.filter(|u| u.starts_with("http")).or_else(|| own.url.take());
        own.publisher = self.publisher.or_else(|| own.publisher.take());
        Ok(document)
    }
}

pub async fn read(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Problem> {
    let document = Handed::of(&body)?.document()?;
    let record = tokio::task::spawn_blocking(move || app.reader.read(&document, &Options::default()))
        .await
        .map_err(|_| Problem::broken())?;
    Ok(Json(record).into_response())
}

/// What became of an article that was handed in.
#[derive(Debug, Serialize, JsonSchema)]
struct Kept {
    /// Its id.
    article: String,
    /// 1 when it was not known before.
    new: usize,
    /// 1 when it takes the place of an older text at its address.
    revised: usize,
    /// 1 when it was known.
    known: usize,
}

/// Keeps an article for whoever has a token.
pub async fn ingest(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    app.allow(token(&headers)?).await?;
    let document = Handed::of(&body)?.document()?;
    let kept = tokio::task::spawn_blocking(move || {
        let options = Options::default();
        let record = app.reader.read(&document, &options);
        let entry = Entry::new(&document, &options, None, record);
        let key = Entry::key(&document, &options);
        let _turn = app.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ledger = Ledger::open(app.path())?;
        let appended = ledger.append(std::slice::from_ref(&entry))?;
        ledger.settle()?;
        Ok::<_, sagwan_ledger::LedgerError>((key, appended))
    });
    let (key, appended) = kept.await.map_err(|_| Problem::broken())?.map_err(|e| Problem::of(&e))?;
    let status = if appended.known > 0 { StatusCode::OK } else { StatusCode::CREATED };
    let place = format!("/articles/{key}");
    let kept = Kept { article: key, new: appended.new, revised: appended.revised, known: appended.known };
    Ok((status, [(header::LOCATION, place)], Json(kept)).into_response())
}
