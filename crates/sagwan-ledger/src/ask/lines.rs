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
    /// The state or the office that the report names, where only other reports of the occasion tell who acted for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_as: Option<String>,
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
    /// What it is called by itself.
    pub name: Option<String>,
    /// Of what rank a visit is: `state`, `official`, `working`, `private`.
    pub rank: Option<String>,
    /// The report of the visit or conference during which it takes place.
    pub part_of: Option<String>,
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

/// A stretch of a trip: one visit, or a stop in a state that no visit of it goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Leg {
    /// The occasion that tells it.
    pub occasion: String,
    /// visit, or the kind of what was held at a stop.
    pub kind: String,
    /// Did it happen?
    pub status: String,
    /// Whether its day had passed when the latest article was printed, and none tells that it took place or was called off.
    pub unconfirmed: bool,
    /// TIMEX3 value; `None` where none is told.
    pub time: Option<String>,
    /// Where, as the texts name it.
    pub place: Option<String>,
    /// In which state.
    pub country: Option<String>,
}

/// Somebody with whom there was a meeting on a trip, or is to be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Encounter {
    /// Who, with the office that the reports of the meeting give.
    pub party: Party,
    /// The meeting.
    pub occasion: String,
    /// Its kind.
    pub kind: String,
    /// Did it happen?
    pub status: String,
}

/// A conference or an agreement of a trip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entered {
    /// The occasion.
    pub occasion: String,
    /// As its first report names it.
    pub name: String,
    /// Did it happen?
    pub status: String,
}

/// A trip: one traveller's visits on adjoining days, with what was held on them. What is `None` or empty is not reported; that
/// something did not take place stands with its status, where a text says so.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TripLine {
    /// Public id: that of its first visit.
    pub trip: String,
    /// Who travels, with the office that its reports give.
    pub traveller: Party,
    /// Did it happen? `underway` also where some of its visits took place and others are to come.
    pub status: String,
    /// Whether all that is told of it are plans whose days passed in silence.
    pub unconfirmed: bool,
    /// First day that is told, or the month, season or year where no day is.
    pub from: Option<String>,
    /// Last one.
    pub to: Option<String>,
    /// How many days, where both ends or a length are told; a single day may be the first of several.
    pub days: Option<i64>,
    /// Where it stands in listings: as an occasion's `day`, it says nothing of when the trip is.
    pub day: String,
    /// Visits and stops, in the order of their days.
    pub legs: Vec<Leg>,
    /// Where its visits went and its meetings were held, as the texts name it, in that order.
    pub places: Vec<String>,
    /// The cities among them that are known.
    pub cities: Vec<String>,
    /// The states.
    pub countries: Vec<String>,
    /// What its visits and meetings are about.
    pub purpose: Vec<String>,
    /// state, official, working, private: as most reports call the visit.
    pub rank: Option<String>,
    /// Whom the traveller met, or is to meet.
    pub met: Vec<Encounter>,
    /// Conferences.
    pub multilateral: Vec<Entered>,
    /// Agreements to which the traveller is a side.
    pub agreements: Vec<Entered>,
    /// Whether the traveller gave a speech there; never `false`, for no text says that.
    pub public_address: Option<bool>,
    /// The outlets and agencies that tell of it; copies stand behind whose story they are.
    pub outlets: Vec<String>,
    /// How many of them are independent.
    pub sources: i64,
    /// How many articles tell of it, copies included.
    pub articles: i64,
    /// On how many fields the reports of its occasions contradict each other.
    pub contradictions: i64,
    /// How sure the reader is of the surest report of a visit, from 0 to 1; `None` where none was weighed.
    pub confidence: Option<f64>,
    /// Public ids of its occasions, the visits first.
    pub occasions: Vec<String>,
}

impl TripLine {
    /// When it is, from its first day to its last, as far as they are told; `None` where nothing is.
    pub fn when(&self) -> Option<String> {
        let from = self.from.clone()?;
        Some(match self.to.as_ref().filter(|to| **to != from) {
            Some(to) => format!("{from}/{to}"),
            None => from,
        })
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
