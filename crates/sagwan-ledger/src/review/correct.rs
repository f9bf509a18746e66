//! A record as people corrected it.
//!
//! Takes a record and what was decided of its events, gives the record with the decided values. What the reader wrote stays kept
//! beside it: nothing of this changes a text or a span.

use std::collections::BTreeMap;

use sagwan::facts;
use sagwan::record::{self, Event, EventTime, Participant, Record, Role};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::ask::typed::{CERTAINTIES, KINDS, STATUSES};
use crate::days;
use crate::error::LedgerError;

/// Fields of an event that a person may set, besides those who take part in a role.
pub(super) const FIELDS: &[&str] = &["kind", "status", "certainty", "time", "place"];
/// The roles.
pub(super) const ROLES: &[&str] = &["host", "visitor", "party", "chair", "mediator", "attendee"];

/// What was decided of one event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Decided {
    /// Values by field; an empty one means that the text tells none.
    pub(crate) fields: BTreeMap<String, String>,
    /// Whether it is none.
    pub(crate) rejected: bool,
}

/// Where an event stands in its article: where the word that names it begins, and which of those it is that this word names, from 0.
pub(crate) type Place = (usize, usize);

/// What was decided of the events of an article.
pub(crate) type Decisions = BTreeMap<Place, Decided>;

/// Where the events of a record stand, in their order.
pub(crate) fn places(record: &Record) -> Vec<Place> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let starts = record.events.iter().map(|event| event.trigger.start);
    starts
        .map(|start| {
            let nth = counts.entry(start).or_default();
            *nth += 1;
            (start, *nth - 1)
        })
        .collect()
}

/// The record with what was decided.
pub(crate) fn corrected(record: &Record, decisions: &Decisions) -> Record {
    let mut record = record.clone();
    if decisions.is_empty() {
        return record;
    }
    let places = places(&record);
    let mut events = std::mem::take(&mut record.events);
    for (event, place) in events.iter_mut().zip(places) {
        let Some(decided) = decisions.get(&place) else { continue };
        for (field, value) in &decided.fields {
            set(event, &record, field, value);
        }
    }
    record.events = events;
    record
}

/// Checks what somebody wants to set, and gives the value as it is kept.
///
/// # Errors
/// When there is no such field, it cannot have this value, or nobody is named so in the article.
pub(super) fn checked(record: &Record, field: &str, value: &str) -> Result<String, LedgerError> {
    let one_of = |words: &[&str]| match words.contains(&value) {
        true => Ok(value.to_owned()),
        false => {
            Err(LedgerError::Asked(format!("no such {field}: {value}: it is one of {}", words.join(", "))))
        }
    };
    match field {
        "kind" => one_of(KINDS),
        "status" => one_of(STATUSES),
        "certainty" => one_of(CERTAINTIES),
        "time" if value.is_empty() || days::covered(value).is_some() => Ok(value.to_owned()),
        "time" => Err(LedgerError::Asked(format!(
            "no such time: {value}: write it as 2018-06-27, 2018-07-11/2018-07-12, 2018-07 or 2018; \"\" where none is told"
        ))),
        "place" => Ok(value.to_owned()),
        role if ROLES.contains(&role) => {
            for name in names(value) {
                if actor(record, name).is_none() {
                    let known: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
                    return Err(LedgerError::Asked(format!(
                        "no such actor in this article: {name}: it names {}",
                        known.join(", ")
                    )));
                }
            }
            Ok(value.to_owned())
        }
        _ => Err(LedgerError::Asked(format!(
            "no such field of an event: {field}: it is one of {}, {}",
            FIELDS.join(", "),
            ROLES.join(", ")
        ))),
    }
}

/// Sets a field; a value that does not fit (any more) changes nothing.
fn set(event: &mut Event, record: &Record, field: &str, value: &str) {
    match field {
        "kind" => {
            if let Some(kind) = word(value) {
                event.kind = kind;
                event.event_type = match value {
                    "agreement" => "AGREE",
                    "summons" => "ACCUSE",
                    _ => "CONSULT",
                }
                .to_owned();
                // The code was that of another kind.
                event.cameo = None;
            }
        }
        "status" => {
            if let Some(status) = word(value) {
                event.status = status;
                event.cameo = None;
            }
        }
        "certainty" => event.certainty = word(value).unwrap_or(event.certainty),
        "time" => {
            let span = event.time.as_ref().map_or_else(|| event.trigger.clone(), |time| time.span.clone());
            event.time = (!value.is_empty()).then(|| EventTime { value: Some(value.to_owned()), span });
        }
        "place" => {
            let span = event.place.as_ref().map_or_else(|| event.trigger.clone(), |place| place.span.clone());
            let country = value
                .split_whitespace()
                .find_map(|word| facts::country_of_city(word).or_else(|| facts::country_code(word)))
                .map(str::to_owned);
            event.place =
                (!value.is_empty()).then(|| record::Place { name: value.to_owned(), country, span });
        }
        role => {
            let Some(role) = word::<Role>(role) else { return };
            let ids: Vec<String> = names(value).filter_map(|name| actor(record, name)).collect();
            // Nobody takes part twice.
            event.participants.retain(|p| p.role != role && !ids.contains(&p.actor));
            event.participants.extend(ids.into_iter().map(|actor| Participant { actor, role }));
        }
    }
}

/// A value of one of the record's enumerations.
fn word<T: DeserializeOwned>(value: &str) -> Option<T> {
    serde_json::from_value(json!(value)).ok()
}

fn names(value: &str) -> impl Iterator<Item = &str> {
    value.split('|').map(str::trim).filter(|name| !name.is_empty())
}

/// The actor of a record by its name, or by how the article names it.
fn actor(record: &Record, name: &str) -> Option<String> {
    let by_name = record.actors.iter().find(|actor| actor.name == name || actor.id == name);
    let by_mention =
        || record.actors.iter().find(|actor| actor.mentions.iter().any(|mention| mention.text == name));
    by_name.or_else(by_mention).map(|actor| actor.id.clone())
}

#[cfg(test)]
mod tests {
    use sagwan::article::Document;
    use sagwan::{Options, Reader};

    use super::*;

    fn record() -> Record {
        let text = "외교장관 회담\n강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다.";
        let options = Options { published: sagwan::parse_published("2026-11-20"), ..Options::default() };
        Reader::new().unwrap().read(&Document::from_text(text), &options)
    }

    #[test]
    fn what_was_decided_takes_the_place_of_what_was_read() {
        let read = record();
        let fields = [
            ("kind", "audience"),
            ("status", "planned"),
            ("time", "2026-11-21"),
            ("place", "빈"),
            ("host", "얀 노바크"),
            ("visitor", "강민서"),
            ("party", ""),
        ];
        let decided = Decided {
            fields: fields.map(|(field, value)| (field.to_owned(), value.to_owned())).into(),
            rejected: false,
        };
        let event = &read.events[0];
        let now = corrected(&read, &[((event.trigger.start, 0), decided)].into());
        let event = serde_json::to_value(&now.events[0]).unwrap();
        assert_eq!((&event["kind"], &event["status"]), (&json!("audience"), &json!("planned")));
        assert_eq!(
            (&event["time"]["value"], &event["place"]["country"]),
            (&json!("2026-11-21"), &json!("AT"))
        );
        let roles: Vec<&str> =
            event["participants"].as_array().unwrap().iter().map(|p| p["role"].as_str().unwrap()).collect();
        assert_eq!(roles, ["host", "visitor"]);
        assert_eq!(now.statements, read.statements);
        assert_eq!(corrected(&read, &Decisions::new()), read);
        // What stands elsewhere is another event, and so is the second that a word names.
        let other = Decided { rejected: false, fields: [("kind".to_owned(), "call".to_owned())].into() };
        let start = read.events[0].trigger.start;
        assert_eq!(corrected(&read, &[((0, 0), other.clone()), ((start, 1), other)].into()), read);
        let mut twice = read.clone();
        twice.events.push(twice.events[0].clone());
        assert_eq!(places(&twice), [(start, 0), (start, 1)]);
    }

    #[test]
    fn what_cannot_be_set_is_named_with_what_can() {
        let read = record();
        for (field, value, why) in [
            ("colour", "red", "no such field of an event"),
            ("kind", "picnic", "it is one of summit"),
            ("time", "soon", "no such time"),
            ("host", "아무개", "it names 강민서"),
        ] {
            let said = checked(&read, field, value).unwrap_err().to_string();
            assert!(said.contains(why), "{said}");
        }
        for (field, value) in
            [("time", ""), ("time", "2026-11"), ("place", "빈"), ("party", "강민서|얀 노바크")]
        {
            assert_eq!(checked(&read, field, value).unwrap(), value);
        }
    }
}
