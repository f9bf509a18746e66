//! What a half-typed name of a state or an actor may become.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::html;
use sagwan_ledger::{latin, states};
use schemars::JsonSchema;
use serde::Serialize;

use super::asked::Asked;
use super::problem::Problem;
use super::state::App;

/// Names that are offered at most.
const MOST: usize = 12;

/// A name that is offered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Offer {
    /// What to put into the filter.
    value: String,
    /// What tells it from others: the state, the name in Latin letters.
    label: String,
}

pub async fn states(asked: Asked) -> Result<Response, Problem> {
    let offer = |code: &'static str| Offer {
        value: asked.language.state(code).to_owned(),
        label: [states::korean(code), states::english(code), Some(code)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
    };
    let offers: Vec<Offer> = states::beginning(&asked.query.q).into_iter().take(MOST).map(offer).collect();
    asked.reply(&offers, || html! {})
}

pub async fn actors(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let typed = asked.query.q.clone();
    let found = app.ask(move |ledger| ledger.beginning(&typed, MOST)).await?;
    let offers: Vec<Offer> = found
        .into_iter()
        .map(|(key, name, country)| {
            let state = country.as_deref().map(|code| asked.language.state(code).to_owned());
            let latin = latin::of_korean(&name, country.as_deref());
            let label = [Some(name), latin, state].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            Offer { value: key, label }
        })
        .collect();
    asked.reply(&offers, || html! {})
}
