//! The lines of listings. They serialise to the JSON of the command and of the API: names are as in the record.

use schemars::JsonSchema;
use serde::Serialize;

use super::text::Passage;
use crate::days;

/// One page of a listing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Listing<T> {
    /// In the order of the listing.
    pub lines: Vec<T>,
    /// What to ask for to go on; `None` at the end.
    pub next: Option<String>,
}

/// Somebody who takes part, speaks or is spoken to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Party {
    /// Public id; `None` for several together.
    pub actor: Option<String>,
    /// Their name over all articles.
    pub name: String,
    /// person, organization, country, group.
    pub kind: String,
    /// For whom they act.
    pub country: Option<String>,
    /// The office that the text names them with, with its body: 외교부 장관; `None` where it names none, or nothing else.
    pub office: Option<String>,
    /// host, visitor, party …; empty for speakers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// A report: an event of one article.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EventLine {
    /// Public id: article and number.
    pub event: String,
    /// The article.
    pub article: String,
    /// Its date of publication.
    pub published: Option<String>,
    /// Its agency or outlet.
    pub source: Option<String>,
    /// The occasion it tells of.
    pub occasion: Option<String>,
    /// PLOVER event type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Finer kind.
    pub kind: String,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Did it happen?
    pub status: String,
    /// How sure is the text?
    pub certainty: String,
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
    /// What about.
    pub topics: Vec<String>,
    /// Who takes part.
    pub participants: Vec<Party>,
    /// Who is cited for it.
    pub cited: Vec<Party>,
    /// How sure the reader is of it, from 0 to 1; `None` where it was not weighed.
    pub confidence: Option<f64>,
    /// Headline of the article.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The sentence it was read from.
    pub evidence: String,
    /// Where the sentence stands in the article's text, in code points.
    pub span: (usize, usize),
}

/// Something said.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StatementLine {
    /// Public id: article and number.
    pub statement: String,
    /// The article.
    pub article: String,
    /// Its date of publication.
    pub published: Option<String>,
    /// Its agency or outlet.
    pub source: Option<String>,
    /// Who said it.
    pub speaker: Option<Party>,
    /// The offices the article gives the speaker.
    pub titles: Vec<String>,
    /// To whom.
    pub addressees: Vec<Party>,
    /// direct or indirect.
    pub mode: String,
    /// What was done by saying it.
    pub act: String,
    /// Where it was said or published.
    pub channel: Option<String>,
    /// How sure is the text?
    pub certainty: String,
    /// When it was said.
    pub time: Option<String>,
    /// The event at which it was said.
    pub event: Option<String>,
    /// Who relays it, when not the article itself.
    pub reported_by: Option<Party>,
    /// Headline of the article.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// What was said.
    pub content: String,
    /// The words that present it as said.
    pub cue: Option<String>,
    /// Where it stands in the article's text, in code points.
    pub span: (usize, usize),
}

/// An office somebody is named with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OfficeLine {
    /// The office.
    pub title: String,
    /// The body.
    pub affiliation: Option<String>,
    /// First day on which an article names them with it.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// In how many articles.
    pub articles: i64,
}

/// Somebody, over all articles.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ActorLine {
    /// Public id.
    pub actor: String,
    /// person, organization, country.
    pub kind: String,
    /// Fullest name.
    pub name: String,
    /// For whom they act.
    pub country: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Identifier in the user's file.
    pub external: Option<String>,
    /// In how many articles.
    pub articles: i64,
    /// Offices, the latest first.
    pub offices: Vec<OfficeLine>,
    /// Why a person should look at it.
    pub review: Option<String>,
}

/// One event of the world.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OccasionLine {
    /// Public id: that of its first report.
    pub occasion: String,
    /// Finer kind.
    pub kind: String,
    /// Did it happen?
    pub status: String,
    /// How sure are the texts?
    pub certainty: String,
    /// TIMEX3 value.
    pub time: Option<String>,
    /// Where it stands in listings: the first day of its time, or, where no time is told, the day on which it was first told.
    /// It says nothing of when it takes place; `time` does.
    pub day: String,
    /// Where.
    pub place: Option<String>,
    /// In which state.
    pub place_country: Option<String>,
    /// Who takes part.
    pub participants: Vec<Party>,
    /// How many articles tell it.
    pub articles: i64,
    /// How many of them are independent.
    pub sources: i64,
    /// On how many fields they contradict each other.
    pub contradictions: i64,
    /// How sure the reader is of the surest of its reports, from 0 to 1; `None` where none was weighed.
    pub confidence: Option<f64>,
    /// Whether its day had passed when the latest article was printed, and none tells that it took place or was called off.
    pub unconfirmed: bool,
}

impl OccasionLine {
    /// The day on which it takes place, or the month, season or year where no day is told; `None` where nothing is.
    pub fn when(&self) -> Option<String> {
        self.time.as_deref().and_then(days::heading)
    }
}

/// A report of an occasion.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportLine {
    /// The report.
    #[serde(flatten)]
    pub event: EventLine,
    /// The wire family of its article.
    pub family: Option<i64>,
    /// Why it is joined.
    pub joined: Option<String>,
}

/// An article.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ArticleLine {
    /// Public id.
    pub article: String,
    /// Headline.
    pub title: Option<String>,
    /// Date of publication.
    pub published: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The agency.
    pub agency: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The wire family.
    pub family: Option<i64>,
    /// Events and statements read in it.
    pub events: i64,
    /// Statements read in it.
    pub statements: i64,
    /// The words around what was looked for.
    pub passage: Option<Passage>,
}
