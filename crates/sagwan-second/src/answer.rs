//! An answer: a small JSON object, held to a schema whoever sends it.

use sagwan::record::{EventKind, Role, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a second reader answers to a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Of each numbered event.
    #[serde(default)]
    pub events: Vec<EventAnswer>,
    /// Of each numbered quotation.
    #[serde(default)]
    pub speakers: Vec<SpeakerAnswer>,
}

/// Of one event; `null` leaves what the first reader has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventAnswer {
    /// Its number on the sheet.
    pub event: usize,
    /// Whether its word tells of an event of its own.
    pub told: Told,
    /// What it is.
    #[serde(default)]
    pub kind: Option<EventKind>,
    /// Whether it happened.
    #[serde(default)]
    pub status: Option<Status>,
    /// All who take part.
    #[serde(default)]
    pub sides: Option<Vec<SideAnswer>>,
    /// The words that say when.
    #[serde(default)]
    pub time: Option<Words>,
    /// The words that say where.
    #[serde(default)]
    pub place: Option<Words>,
}

/// Whether a word tells of an event of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It cannot be said.
    Unsure,
}

/// One who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SideAnswer {
    /// The number of a mention.
    pub mention: usize,
    /// As what.
    pub role: Role,
}

/// Words of a paragraph. Paragraph 0 says that the article has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The number of the paragraph.
    pub p: usize,
    /// The words, exactly as they stand there.
    pub words: String,
}

/// Of one quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpeakerAnswer {
    /// Its number on the sheet.
    pub statement: usize,
    /// The number of a mention of who says it; `null` when the text does not tell.
    #[serde(default)]
    pub mention: Option<usize>,
}

/// Why an answer is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// There is no JSON object of answers in it, or only the beginning of one.
    #[error("no JSON object with answers in it")]
    NoObject,
    /// There is one, but not as the schema says.
    #[error("not as the schema says: {0}")]
    Schema(String),
}

/// How many braces of a text are tried: prose before an answer is short.
const TRIED: usize = 256;

/// The answer in a text: the first JSON object with `events` or `speakers`, whatever prose stands around it.
///
/// ```
/// let answer = sagwan_second::parse("Sure!\n```json\n{\"events\": [{\"event\": 1, \"told\": \"no\"}]}\n```").unwrap();
/// assert_eq!(answer.events.len(), 1);
/// ```
///
/// # Errors
/// When there is none, or it is not as the schema says: then nothing of it is used.
pub fn parse(text: &str) -> Result<Answer, Malformed> {
    let objects = text.match_indices('{').take(TRIED).filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Value>().next()?.ok()
    });
    let mut answers =
        objects.filter(|value| value.get("events").is_some() || value.get("speakers").is_some());
    let found = answers.next().ok_or(Malformed::NoObject)?;
    serde_json::from_value(found).map_err(|error| Malformed::Schema(error.to_string()))
}

/// The JSON Schema of an answer, as servers with structured output take it: one document without references, every member
/// required.
pub fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<Answer>().to_value();
    strict(&mut schema);
    schema
}

/// What strict structured output asks for: objects require all their members, and nothing is said of formats and defaults.
fn strict(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            for unwanted in ["default", "format", "minimum", "title"] {
                object.remove(unwanted);
            }
            let names = object.get("properties").and_then(|members| members.as_object()).map(|members| {
                members.keys().map(|name| serde_json::Value::from(name.as_str())).collect::<Vec<_>>()
            });
            if let Some(names) = names {
                object.insert("required".to_owned(), names.into());
            }
            object.values_mut().for_each(strict);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(strict),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_in_prose_and_nothing_else_passes_for_one() {
        let whole =
            r#"{"events":[{"event":1,"told":"yes","sides":[{"mention":2,"role":"party"}]}],"speakers":[]}"#;
        let plain = parse(whole).unwrap();
        assert_eq!(plain.events[0].told, Told::Yes);
        assert_eq!(parse(&format!("<think>{{ hm }}</think> 답은 {whole} 입니다")).unwrap(), plain);
        assert_eq!(parse(r#"{"speakers":[{"statement":1,"mention":null}]}"#).unwrap().speakers.len(), 1);
        for (text, none) in [
            ("", true),
            ("The first event is told, the second is not.", true),
            (whole.trim_end_matches("],\"speakers\":[]}"), true),
            ("[1, 2]", true),
            (r#"{"event":1,"told":"yes"}"#, true),
            (r#"{"events":[{"event":1,"told":"perhaps"}]}"#, false),
            (r#"{"events":[{"event":-1,"told":"yes"}]}"#, false),
            (r#"{"events":[{"event":1,"told":"yes","status":"done"}]}"#, false),
            (r#"{"events":[{"event":1,"told":"yes","date":"2026-11-20"}]}"#, false),
            (r#"{"events":[],"notes":"x"}"#, false),
            (r#"{"events":null}"#, false),
        ] {
            let fault = parse(text).unwrap_err();
            assert_eq!(fault == Malformed::NoObject, none, "{text}: {fault}");
        }
    }

    #[test]
    fn the_schema_is_strict_and_stands_alone() {
        let schema = schema();
        assert_eq!(schema["required"], serde_json::json!(["events", "speakers"]));
        let event = &schema["properties"]["events"]["items"];
        assert_eq!(event["additionalProperties"], false);
        assert_eq!(event["required"].as_array().unwrap().len(), 7);
        assert!(!schema.to_string().contains("$ref"), "{schema}");
    }
}
