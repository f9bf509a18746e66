//! Corrected articles as annotations, for whoever measures or teaches the reader with them (docs/annotation.md).
//!
//! Takes a record and what was decided of its events, gives the annotation. Only what somebody looked at counts: all else stands
//! in it as optional, neither held for the reader nor against it.

use sagwan::record::{Actor, ActorKind, Record, Span};
use serde_json::{Map, Value, json};

use super::correct::{Decided, Decisions, corrected, places};

/// The annotation of an article called `id`.
pub(super) fn annotation(id: &str, text: &str, record: &Record, decisions: &Decisions) -> Value {
    let right = corrected(record, decisions);
    let said = places(&right).into_iter().map(|place| decisions.get(&place));
    // What is none is not in the article.
    let events =
        right.events.iter().zip(said).filter(|(_, said)| !said.is_some_and(|said: &Decided| said.rejected));
    let events: Vec<Value> = events
        .map(|(event, said)| {
            let roles: Map<String, Value> =
                event.participants.iter().map(|p| (p.actor.clone(), json!(p.role))).collect();
            json!({
                "kind": event.kind,
                "participants": roles,
                "status": event.status,
                "certainty": event.certainty,
                "time": event.time.as_ref().and_then(|time| time.value.clone()),
                "place": event.place.iter().map(|place| &place.name).collect::<Vec<_>>(),
                "topics": event.topics.iter().map(|topic| &topic.text).collect::<Vec<_>>(),
                "venues": event.venues.iter().map(|venue| &venue.name).collect::<Vec<_>>(),
                "sources": event.sources.iter().map(|source| &source.actor).collect::<Vec<_>>(),
                "duration": event.duration,
                "closed_door": event.closed_door,
                "cameo": event.cameo.iter().collect::<Vec<_>>(),
                "trigger": event.trigger.text,
                "optional": said.is_none(),
            })
        })
        .collect();
    let statements: Vec<Value> = right
        .statements
        .iter()
        .map(|said| {
            json!({
                "speaker": said.speaker,
                "to": said.addressees,
                "mode": said.mode,
                "text": said.content.text,
                "nth": nth(text, &said.content),
                "cue": said.cue.as_ref().map(|cue| &cue.text),
                "act": said.act,
                "optional": true,
            })
        })
        .collect();
    let cuts: Vec<Value> = right
        .article
        .cuts
        .iter()
        .map(|cut| json!({ "text": cut.span.text, "nth": nth(text, &cut.span), "why": cut.why }))
        .collect();
    let actors: Map<String, Value> = right
        .actors
        .iter()
        .map(|actor| {
            let kind = json!({ "kind": actor.kind, "country": actor.country, "names": names(actor) });
            (actor.id.clone(), kind)
        })
        .collect();
    json!({
        "id": id,
        "title": right.article.title,
        "published": right.article.published,
        "actors": actors,
        "events": events,
        "statements": statements,
        "cuts": cuts,
    })
}

/// Which occurrence of its text a span is, from 1; occurrences may overlap.
fn nth(text: &str, span: &Span) -> usize {
    let start = text.char_indices().nth(span.start).map_or(text.len(), |(at, _)| at);
    let before = text.char_indices().take_while(|(at, _)| *at <= start);
    before.filter(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with(&span.text))).count().max(1)
}

/// The forms that name an actor, the fullest first; pronouns and bare offices do not name anybody.
fn names(actor: &Actor) -> Vec<&str> {
    let own: Vec<&str> = actor.name.split_whitespace().collect();
    let names_it = |form: &str| {
        let first = form.split_whitespace().next().unwrap_or_default();
        actor.kind != ActorKind::Person
            || own.iter().any(|word| word.starts_with(first) || first.contains(word))
    };
    let mut names = vec![actor.name.as_str()];
    for mention in actor.mentions.iter().map(|mention| mention.text.as_str()) {
        if names_it(mention) && !names.contains(&mention) {
            names.push(mention);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occurrence_is_counted() {
        let span = |start: usize| Span { start, end: start + 2, text: "회담".to_owned() };
        let text = "회담과 회담, 회담";
        assert_eq!((nth(text, &span(0)), nth(text, &span(4)), nth(text, &span(8))), (1, 2, 3));
    }

    #[test]
    fn pronouns_name_nobody() {
        let mention = |text: &str| Span { start: 0, end: text.chars().count(), text: text.to_owned() };
        let actor = Actor {
            id: "a1".to_owned(),
            kind: ActorKind::Person,
            name: "강민서".to_owned(),
            country: None,
            affiliation: None,
            titles: Vec::new(),
            mentions: ["강민서", "강 장관", "그", "장관"].map(mention).to_vec(),
        };
        assert_eq!(names(&actor), ["강민서", "강 장관"]);
    }
}
