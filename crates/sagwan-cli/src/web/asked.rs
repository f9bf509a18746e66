//! A request as pages see it, and their answer: a page for people, the same data as JSON under `.json`.

use axum::extract::{FromRequestParts, OriginalUri, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use sagwan_ledger::{Listing, Page};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::feed::{self, Entry};
use super::problem::Problem;
use super::query::{self, Query};
use crate::show::{Columns, Language, to_csv};

/// In which form an answer is wanted: a page, or what the end of its address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Page,
    Json,
    Csv,
    Atom,
    Ics,
}

impl Form {
    /// The form that the end of a path names, and the path without it.
    fn of(path: &str) -> (Form, &str) {
        if let Some(rest) = path.strip_prefix("/api/v1") {
            return (Form::Json, rest);
        }
        let forms = [(".json", Form::Json), (".csv", Form::Csv), (".atom", Form::Atom), (".ics", Form::Ics)];
        let found = forms.into_iter().find_map(|(end, form)| Some((form, path.strip_suffix(end)?)));
        found.unwrap_or((Form::Page, path))
    }
}

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The path without the end that names a form.
    pub path: String,
    pub form: Form,
    pub query: Query,
    pub language: Language,
    known: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = axum::extract::Query::<Query>::from_request_parts(parts, state)
            .await
            .map_err(|_| {
                Problem::bad("the query cannot be read: write several values as one, kind=summit,talks")
            })?
            .0;
        let header = |name: header::HeaderName| parts.headers.get(name).and_then(|v| v.to_str().ok());
        let language = query::language(&query, header(header::ACCEPT_LANGUAGE));
        // A nested router shows its handlers the rest of the path only.
        let whole = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let path = whole.path();
        let (form, bare) = Form::of(path);
        // A program that mistypes a filter would count what it did not ask for; whoever follows a link with what others hung on it
        // gets the page.
        if form != Form::Page
            && let Some(stranger) = whole.query().and_then(Query::stranger)
        {
            return Err(Problem::bad(&stranger));
        }
        Ok(Asked {
            path: bare.to_owned(),
            form,
            language,
            known: header(header::IF_NONE_MATCH).map(str::to_owned),
            query,
        })
    }
}

/// The id in a path: what stands before `.json`.
pub fn id(Path(last): Path<String>) -> String {
    last.strip_suffix(".json").unwrap_or(&last).to_owned()
}

impl Asked {
    /// Of a request that could not be read.
    pub fn nowhere() -> Self {
        let query = Query::default();
        Asked { path: "/".to_owned(), form: Form::Page, language: Language::Ko, known: None, query }
    }

    pub fn say<'a>(&self, korean: &'a str, english: &'a str) -> &'a str {
        self.language.pick(korean, english)
    }

    /// A link that keeps the language somebody chose.
    pub fn href(&self, path: &str) -> String {
        match self.query.lang.as_str() {
            "" => path.to_owned(),
            lang => format!("{path}{}lang={lang}", if path.contains('?') { '&' } else { '?' }),
        }
    }

    /// The part of a listing that is wanted: of what is read by programs and kept, as much as one answer may hold.
    pub fn page(&self) -> Result<Page, Problem> {
        match self.form {
            Form::Csv | Form::Ics if self.query.limit.is_empty() => {
                Query { limit: query::MOST_LINES.to_string(), ..self.query.clone() }.page()
            }
            _ => self.query.page(),
        }
    }

    /// A listing in the form that was asked for: a page, JSON, CSV or an Atom feed.
    pub fn list<T: Columns + Serialize>(
        &self,
        listing: &Listing<T>,
        title: &str,
        entries: impl FnOnce() -> Vec<Entry>,
        page: impl FnOnce() -> Markup,
    ) -> Result<Response, Problem> {
        match self.form {
            Form::Csv => {
                let body = to_csv(&listing.lines, true).map_err(|error| Problem::of(&error))?;
                let mut response = self.tagged("text/csv; charset=utf-8", body);
                // What one answer cannot hold is said where programs look for it.
                let next = listing.next.as_deref().map(|next| {
                    let limit = query::MOST_LINES.to_string();
                    self.query.link(&format!("{}.csv", self.path), &[("limit", &limit), ("after", next)])
                });
                if let Some(link) = next.and_then(|next| format!("<{next}>; rel=\"next\"").parse().ok()) {
                    response.headers_mut().insert(header::LINK, link);
                }
                Ok(response)
            }
            Form::Atom => Ok(self.feed(title, &entries())),
            Form::Ics => Err(Problem::missing("this listing is no calendar")),
            Form::Page | Form::Json => self.reply(listing, page),
        }
    }

    /// An Atom feed.
    pub fn feed(&self, title: &str, entries: &[Entry]) -> Response {
        self.tagged("application/atom+xml; charset=utf-8", feed::atom(self, title, entries))
    }

    /// Data as JSON or as a page.
    pub fn reply<T: Serialize>(&self, data: &T, page: impl FnOnce() -> Markup) -> Result<Response, Problem> {
        if self.form == Form::Json {
            let body = serde_json::to_string(data).map_err(|_| Problem::broken())?;
            return Ok(self.tagged("application/json", body));
        }
        Ok(self.tagged("text/html; charset=utf-8", page().into_string()))
    }

    /// A body with its tag; nothing when the asker knows it.
    pub fn tagged(&self, kind: &'static str, body: String) -> Response {
        let tag: String = Sha256::digest(&body).iter().take(8).map(|b| format!("{b:02x}")).collect();
        let tag = format!("\"{tag}\"");
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, value);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
        // A compressed answer has a weak tag of the same name.
        if self
            .known
            .as_deref()
            .is_some_and(|known| known.split(',').any(|k| k.trim().trim_start_matches("W/") == tag))
        {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        (headers, body).into_response()
    }
}
