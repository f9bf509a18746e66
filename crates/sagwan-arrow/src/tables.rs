//! Records laid flat: one event or one statement a row, with the names of those who take part instead of their ids.

use sagwan::record::{
    Actor, ActorKind, Certainty, Event, EventKind, Mode, Record, Role, Span, Statement, Status, VisitRank,
};
use schemars::JsonSchema;
use serde::Serialize;

/// Somebody who takes part, speaks or is spoken to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ParticipantRow {
    /// Id within the record.
    pub actor: String,
    /// What it is.
    pub kind: ActorKind,
    /// Fullest form in the article.
    pub name: String,
    /// For whom they act.
    pub country: Option<String>,
    /// Offices.
    pub titles: Vec<String>,
    /// In what part; `null` for speakers.
    pub role: Option<Role>,
}

impl ParticipantRow {
    fn of(actor: &Actor, role: Option<Role>) -> Self {
        ParticipantRow {
            actor: actor.id.clone(),
            kind: actor.kind,
            name: actor.name.clone(),
            country: actor.country.clone(),
            titles: actor.titles.clone(),
            role,
        }
    }
}

/// Who is cited for an event.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SourceRow {
    /// Their name.
    pub name: String,
    /// For whom they act.
    pub country: Option<String>,
    /// Where they said it.
    pub channel: Option<String>,
}

/// An event of an article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EventRow {
    /// The article: `sha256:` and the hash of its text.
    pub article: String,
    /// Its address.
    pub url: Option<String>,
    /// Its date of publication.
    pub published: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// Id within the record.
    pub event: String,
    /// PLOVER event type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Finer kind.
    pub kind: EventKind,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Did it happen?
    pub status: Status,
    /// How sure is the text?
    pub certainty: Certainty,
    /// TIMEX3 value.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// In which state.
    pub place_country: Option<String>,
    /// ISO 8601 duration.
    pub duration: Option<String>,
    /// Behind closed doors.
    pub closed_door: Option<bool>,
    /// What it is called by itself.
    pub name: Option<String>,
    /// Of what rank a visit is.
    pub rank: Option<VisitRank>,
    /// Id of the visit or conference during which it takes place, within the record.
    pub part_of: Option<String>,
    /// What about.
    pub topics: Vec<String>,
    /// Who takes part.
    pub participants: Vec<ParticipantRow>,
    /// Who is cited for it.
    pub sources: Vec<SourceRow>,
    /// The word that names it.
    pub trigger: Span,
    /// The sentences it was read from.
    pub evidence: Vec<Span>,
    /// How sure the reader is, from 0 to 1.
    pub confidence: Option<f64>,
}

/// A statement of an article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementRow {
    /// The article: `sha256:` and the hash of its text.
    pub article: String,
    /// Its address.
    pub url: Option<String>,
    /// Its date of publication.
    pub published: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// Id within the record.
    pub statement: String,
    /// Who said it.
    pub speaker: Option<ParticipantRow>,
    /// To whom.
    pub addressees: Vec<ParticipantRow>,
    /// direct or indirect.
    pub mode: Mode,
    /// What was done by saying it.
    pub act: String,
    /// Where it was said or published.
    pub channel: Option<String>,
    /// Who relays it.
    pub reported_by: Option<ParticipantRow>,
    /// How sure is the text?
    pub certainty: Certainty,
    /// Id of the event at which it was said, within the record.
    pub event: Option<String>,
    /// When it was said.
    pub time: Option<String>,
    /// What was said.
    pub content: Span,
    /// The words that present it as said.
    pub cue: Option<Span>,
}

/// The events of records, in their order.
pub fn events<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<EventRow> {
    records
        .into_iter()
        .flat_map(|record| record.events.iter().map(|event| event_row(record, event)))
        .collect()
}

/// The statements of records, in their order.
pub fn statements<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<StatementRow> {
    let rows = |record: &'a Record| record.statements.iter().map(|said| statement_row(record, said));
    records.into_iter().flat_map(rows).collect()
}

fn actor<'a>(record: &'a Record, id: &str) -> Option<&'a Actor> {
    record.actors.iter().find(|actor| actor.id == id)
}

fn event_row(record: &Record, event: &Event) -> EventRow {
    let article = &record.article;
    let party =
        |p: &sagwan::record::Participant| Some(ParticipantRow::of(actor(record, &p.actor)?, Some(p.role)));
    let source = |source: &sagwan::record::EventSource| {
        let cited = actor(record, &source.actor)?;
        let (name, country) = (cited.name.clone(), cited.country.clone());
        Some(SourceRow { name, country, channel: source.channel.clone() })
    };
    EventRow {
        article: article.id.clone(),
        url: article.url.clone(),
        published: article.published.clone(),
        publisher: article.publisher.clone(),
        event: event.id.clone(),
        event_type: event.event_type.clone(),
        kind: event.kind,
        cameo: event.cameo.clone(),
        status: event.status,
        certainty: event.certainty,
        time: event.time.as_ref().and_then(|time| time.value.clone()),
        place: event.place.as_ref().map(|place| place.name.clone()),
        place_country: event.place.as_ref().and_then(|place| place.country.clone()),
        duration: event.duration.clone(),
        closed_door: event.closed_door,
        name: event.name.as_ref().map(|name| name.text.clone()),
        rank: event.rank,
        part_of: event.part_of.clone(),
        topics: event.topics.iter().map(|topic| topic.text.clone()).collect(),
        participants: event.participants.iter().filter_map(party).collect(),
        sources: event.sources.iter().filter_map(source).collect(),
        trigger: event.trigger.clone(),
        evidence: event.evidence.clone(),
        confidence: event.confidence,
    }
}

fn statement_row(record: &Record, said: &Statement) -> StatementRow {
    let article = &record.article;
    let party = |id: &String| Some(ParticipantRow::of(actor(record, id)?, None));
    StatementRow {
        article: article.id.clone(),
        url: article.url.clone(),
        published: article.published.clone(),
        publisher: article.publisher.clone(),
        statement: said.id.clone(),
        speaker: said.speaker.as_ref().and_then(party),
        addressees: said.addressees.iter().filter_map(party).collect(),
        mode: said.mode,
        act: said.act.clone(),
        channel: said.channel.clone(),
        reported_by: said.reported_by.as_ref().and_then(party),
        certainty: said.certainty,
        event: said.event.clone(),
        time: said.time.clone(),
        content: said.content.clone(),
        cue: said.cue.clone(),
    }
}
