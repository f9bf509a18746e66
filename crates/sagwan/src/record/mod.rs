//! The record: what reading one article yields, as types that serialise to the published contract
//! (`docs/record.schema.json`).
//!
//! Takes nothing, gives types. Every [`Span`] counts Unicode code points of the source text exactly as it
//! was handed in, and holds the text found there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of [`Record::format`].
pub const FORMAT: &str = "sagwan-record/1";

/// A passage of the source text: `source[start..end] == text`, in code points.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The text found there.
    pub text: String,
}

/// What reading one article yields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Version of the contract: `sagwan-record/1`.
    pub format: String,
    /// What wrote the record.
    pub generator: Generator,
    /// The article itself.
    pub article: ArticleInfo,
    /// Who is named, in the order of first mention.
    pub actors: Vec<Actor>,
    /// Every time expression.
    pub times: Vec<Time>,
    /// Who met, visited or called whom.
    pub events: Vec<Event>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What the reader could not settle.
    pub notes: Vec<Note>,
}

/// The program that wrote a record: the same generator on the same input writes the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// Always `sagwan`.
    pub name: String,
    /// Version of the program.
    pub version: String,
    /// The language analyser.
    pub model: String,
    /// The rule tables, by a hash of their contents.
    pub rules: String,
    /// The second reader whose answers the record heeds; absent where none took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<SecondReader>,
}

/// Who was asked where the reader was in doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SecondReader {
    /// The name of the model, or of whoever answered.
    pub model: String,
    /// Version of the prompt that was answered.
    pub prompt: String,
}

/// Why a field says what it says, where it is not the reader alone who says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Why {
    /// `event`, `kind`, `status`, `participants`, `time`, `place`, `speaker`.
    pub field: String,
    /// Who said so.
    pub by: By,
    /// The second reader's model.
    pub model: String,
    /// Version of the prompt that it answered.
    pub prompt: String,
    /// What the first reader had, as JSON; `null` where it had nothing.
    pub was: Option<String>,
}

/// In a table a list that is absent is a null.
fn or_none<'de, D: serde::Deserializer<'de>>(given: D) -> Result<Vec<Why>, D::Error> {
    Ok(Option::deserialize(given)?.unwrap_or_default())
}

/// Which reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The one that was asked where the first was in doubt.
    Second,
}

/// Data about the article. Unknown is `null`, never a guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleInfo {
    /// `sha256:` and the hash of the source text in UTF-8.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Second headline.
    pub subtitle: Option<String>,
    /// ISO 8601 date, or date-time (with offset when known).
    pub published: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The news agency whose text it is.
    pub agency: Option<String>,
    /// Names in the byline.
    pub reporters: Vec<String>,
    /// Place in the byline.
    pub dateline: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// Length of the source text in code points.
    pub length: usize,
    /// How the source text was taken from what was handed in.
    pub extraction: Extraction,
    /// The source text: for HTML always, else when asked for.
    pub text: Option<String>,
    /// Text that is not reporting.
    pub cuts: Vec<Cut>,
}

/// How the text of the article was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Extraction {
    /// The input is the text.
    Text,
    /// A rule for how news pages mark up an article.
    Selector,
    /// `articleBody` of the page's JSON-LD.
    JsonLd,
    /// The densest part of the page, by a general library.
    Density,
}

/// A passage that is not reporting; no event or statement comes out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cut {
    /// The passage.
    #[serde(flatten)]
    pub span: Span,
    /// Why it is none.
    pub why: CutReason,
}

/// Why a passage is no reporting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CutReason {
    /// Stamps, buttons, copyright, mail addresses.
    Boilerplate,
    /// Printed before in the same article.
    Repeat,
    /// Reporter, agency, dateline.
    Byline,
    /// Photo caption or credit.
    Caption,
    /// Links to other stories.
    Related,
    /// Advertisement.
    Advert,
}

/// A person, body or state that the article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// `a1`, `a2`, … within the record.
    pub id: String,
    /// What it is.
    pub kind: ActorKind,
    /// Fullest form in the article; for a country its CLDR Korean name.
    pub name: String,
    /// ISO 3166-1 alpha-2 of the state they act for, or the code of a body (`UN`, `EU`).
    pub country: Option<String>,
    /// The body they hold an office in.
    pub affiliation: Option<String>,
    /// Offices, in the order of the text.
    pub titles: Vec<String>,
    /// Every mention that resolves to this actor.
    pub mentions: Vec<Span>,
}

/// Kind of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// One human being, named or by office.
    Person,
    /// Ministry, palace, agency, international body.
    Organization,
    /// A state that acts for itself.
    Country,
    /// Several together (두 정상).
    Group,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// As in TIMEX3.
    #[serde(rename = "type")]
    pub kind: TimeKind,
    /// TIMEX3 value; `null` when the text leaves it open (최근).
    pub value: Option<String>,
    /// What the value was resolved against.
    pub anchor: Anchor,
}

/// Type of a time expression, as in TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// A day or a longer calendar unit.
    Date,
    /// A point within a day.
    Time,
    /// A length.
    Duration,
    /// A repetition.
    Set,
}

impl From<sagwan_text::TimeKind> for TimeKind {
    fn from(kind: sagwan_text::TimeKind) -> Self {
        match kind {
            sagwan_text::TimeKind::Date => TimeKind::Date,
            sagwan_text::TimeKind::Time => TimeKind::Time,
            sagwan_text::TimeKind::Duration => TimeKind::Duration,
            sagwan_text::TimeKind::Set => TimeKind::Set,
        }
    }
}

/// What a time was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The date of publication.
    Published,
    /// The time named before it.
    Previous,
    /// Nothing else: the text says it all.
    Text,
    /// It could not be resolved.
    None,
}

impl From<sagwan_text::Anchor> for Anchor {
    fn from(anchor: sagwan_text::Anchor) -> Self {
        match anchor {
            sagwan_text::Anchor::Published => Anchor::Published,
            sagwan_text::Anchor::Previous => Anchor::Previous,
            sagwan_text::Anchor::Text => Anchor::Text,
            sagwan_text::Anchor::None => Anchor::None,
        }
    }
}

impl Record {
    /// The record without references to events that it no longer holds.
    #[must_use]
    pub fn without_dangling(mut self) -> Self {
        let ids: Vec<String> = self.events.iter().map(|event| event.id.clone()).collect();
        let held = |id: &String| ids.contains(id);
        for event in &mut self.events {
            event.part_of = event.part_of.take().filter(held);
        }
        for statement in &mut self.statements {
            statement.event = statement.event.take().filter(held);
        }
        self
    }

    /// The record without the events of which the reader is less sure than that; what was said at them stays, and so do the
    /// actors. Events that were not weighed stay.
    #[must_use]
    pub fn without_doubtful(mut self, least: f64) -> Self {
        let kept = |event: &Event| event.confidence.is_none_or(|sure| sure >= least);
        self.events.retain(kept);
        self.without_dangling()
    }
}

/// One occasion: a meeting, call, visit, letter, agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `e1`, `e2`, … within the record.
    pub id: String,
    /// PLOVER event type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Finer kind.
    pub kind: EventKind,
    /// CAMEO code; `null` when none applies.
    pub cameo: Option<String>,
    /// Did it happen?
    pub status: Status,
    /// How far does the text commit itself?
    pub certainty: Certainty,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// When.
    pub time: Option<EventTime>,
    /// Where.
    pub place: Option<Place>,
    /// Candidate places of an event not yet placed.
    pub venues: Vec<Place>,
    /// What was or will be discussed.
    pub topics: Vec<Named>,
    /// ISO 8601 duration.
    pub duration: Option<String>,
    /// Behind closed doors; `null` when not said.
    pub closed_door: Option<bool>,
    /// What it is called by itself: of conferences and rounds (G20 정상회의, 3차 회담).
    #[serde(default)]
    pub name: Option<Named>,
    /// Of a visit, where the text tells it.
    #[serde(default)]
    pub rank: Option<VisitRank>,
    /// Id of the visit or the conference during which it takes place, where the text tells it.
    #[serde(default)]
    pub part_of: Option<String>,
    /// Who is cited for it.
    pub sources: Vec<EventSource>,
    /// The word that names the event.
    pub trigger: Span,
    /// The sentences it was read from.
    pub evidence: Vec<Span>,
    /// How sure the reader is that this event is told with these sides, from 0 to 1, in hundredths; `null` where it was not
    /// weighed. Not `certainty`, which is the text's.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// What a second reader said of it; absent where none did.
    #[serde(default, deserialize_with = "or_none", skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Why>,
}

/// Kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// 정상회담
    Summit,
    /// 회담, 협의, 협상
    Talks,
    /// 접견, 예방
    Audience,
    /// 면담, 만남, 회동
    Meeting,
    /// 회의, 정상회의, 총회
    Conference,
    /// 통화
    Call,
    /// 방문
    Visit,
    /// 친서, 서한
    Letter,
    /// 합의, 서명, 체결
    Agreement,
    /// 초치: an envoy is called in by the state that he is sent to.
    Summons,
}

impl EventKind {
    /// Whether two kinds may name one event: a summit is called talks as well.
    pub fn alike(self, other: EventKind) -> bool {
        let plain = |kind| if kind == EventKind::Summit { EventKind::Talks } else { kind };
        plain(self) == plain(other)
    }
}

/// Of what rank a visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisitRank {
    /// 국빈
    State,
    /// 공식
    Official,
    /// 실무
    Working,
    /// 비공식, 비공개
    Private,
}

/// Whether the event happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It took place.
    Occurred,
    /// It is going on.
    Underway,
    /// Arranged, announced or expected.
    Planned,
    /// Invited, asked for, under consideration.
    Proposed,
    /// Called off or postponed without a new date.
    Cancelled,
    /// Denied, or did not take place.
    NotOccurred,
}

impl Status {
    /// Whether it is still to come, arranged or only asked for.
    pub fn lies_ahead(self) -> bool {
        matches!(self, Status::Planned | Status::Proposed)
    }
}

/// How far the text commits itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The narrator says it flatly.
    Stated,
    /// A named source says it.
    Attributed,
    /// Reported with no named source.
    Hearsay,
    /// A conclusion or an expectation.
    Inferred,
}

/// One who takes part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// Id of the actor.
    pub actor: String,
    /// In what part.
    pub role: Role,
}

/// Part played in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Receives.
    Host,
    /// Is received, or travels.
    Visitor,
    /// One of equal sides.
    Party,
    /// Sits in.
    Attendee,
    /// Presides.
    Chair,
    /// Brings the sides together.
    Mediator,
}

impl Role {
    /// Whether it is that of a side: neither of who only sits in, nor of who mediates between them.
    pub fn is_side(self) -> bool {
        !matches!(self, Role::Attendee | Role::Mediator)
    }
}

/// When an event takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventTime {
    /// TIMEX3 value, or two of them with a slash.
    pub value: Option<String>,
    /// The words it was read from.
    pub span: Span,
}

/// Where an event takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// As the text names it.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The words it was read from.
    pub span: Span,
}

/// A noun phrase: what an event is about, or what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Who is cited for an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventSource {
    /// Id of the actor.
    pub actor: String,
    /// `twitter`, `press_release`, `briefing`, `interview`, `media` …
    pub channel: Option<String>,
    /// The words that cite it.
    pub span: Span,
}

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, `s2`, … within the record.
    pub id: String,
    /// Id of the actor who said it; `null` when the text does not tell.
    pub speaker: Option<String>,
    /// Ids of those it was said to.
    pub addressees: Vec<String>,
    /// Inside quotation marks, or a reported clause.
    pub mode: Mode,
    /// What was said, without the marks.
    pub content: Span,
    /// The words that present it as said (말했다, 에 따르면); `null` when there are none.
    pub cue: Option<Span>,
    /// What was done by saying it.
    pub act: String,
    /// Where it was said or published.
    pub channel: Option<String>,
    /// Id of the actor who relays it, when not the article itself.
    pub reported_by: Option<String>,
    /// How far the text commits itself.
    pub certainty: Certainty,
    /// Id of the event at which it was said.
    pub event: Option<String>,
    /// TIMEX3 value of when it was said.
    pub time: Option<String>,
    /// What a second reader said of it; absent where none did.
    #[serde(default, deserialize_with = "or_none", skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Why>,
}

/// How a statement stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Inside quotation marks.
    Direct,
    /// A reported clause.
    Indirect,
}

/// Something the reader could not settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Stable name of the matter.
    pub code: String,
    /// The matter in English.
    pub message: String,
    /// Where, when it has a place.
    pub span: Option<Span>,
}

/// The JSON Schema (draft 2020-12) of [`Record`].
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
