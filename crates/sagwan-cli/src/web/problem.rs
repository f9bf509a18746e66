//! What goes wrong, as RFC 9457 problem details for programs and as a page for people. No word of the inside leaks.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sagwan_ledger::LedgerError;
use schemars::JsonSchema;
use serde::Serialize;

/// A fault of a request or of answering it.
#[derive(Debug, Clone)]
pub struct Problem {
    pub status: StatusCode,
    pub detail: String,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Problem { status, detail: detail.into() }
    }

    /// A request that cannot be understood.
    pub fn bad(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::BAD_REQUEST, detail)
    }

    /// Nothing lies at this address.
    pub fn missing(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }

    /// The server is going down.
    pub fn gone() -> Self {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is going down")
    }

    /// A fault of ours.
    pub fn broken() -> Self {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "something broke while answering")
    }

    /// What the ledger says, if it is the asker's business.
    pub fn of(error: &LedgerError) -> Self {
        match error {
            LedgerError::Asked(why) if why.starts_with("no such") || why.starts_with("nothing") => {
                Problem::bad(why)
            }
            LedgerError::Asked(why) => Problem::missing(why),
            LedgerError::Locked => {
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the ledger is being written: try again")
            }
            other => {
                tracing::error!(error = %other, "the ledger failed");
                Problem::broken()
            }
        }
    }
}

/// What a fault looks like to programs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct Details<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let details = Details {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or("error"),
            status: self.status.as_u16(),
            detail: &self.detail,
        };
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (self.status, Json(details)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        // Kept beside the answer, so that a page can be made of it for people.
        response.extensions_mut().insert(self);
        response
    }
}
