//! What rules of all languages may speak of: the labels that a reader gives to words, and the effects that it asks for.
//!
//! Patterns belong to a language pack; what they say is the same for all, so that a reader knows no language.

use crate::mention::{Mention, MentionKind, Rank};
use crate::pattern::Vocabulary;
use crate::{effects, labels};

labels! {
    /// What words are before a rule is asked.
    pub enum Mark, static MARKS {
        /// A word of a time expression.
        Time = "time",
        /// The first word behind a quotation, or the particles glued to its closing mark.
        AfterQuote = "after-quote",
        /// A word that names an event, as a noun or as the predicate itself.
        Event = "event",
        /// An event's word that is the predicate of its clause itself: 회담했다.
        Verbal = "verbal",
        /// An event's word whose object is the other side: 접견하다.
        Received = "received",
        /// Names talks, a summit or a meeting of two sides.
        Meeting = "meeting",
        /// Names an audience: one side receives the other.
        Audience = "audience",
        /// Names a conference.
        Conference = "conference",
        /// Names a call.
        Call = "call",
        /// Names a visit.
        Visit = "visit",
        /// Names an invitation: its object travels.
        Invitation = "invitation",
        /// Names a letter.
        Letter = "letter",
        /// Names a state or a city.
        Place = "place",
        /// Names an agreement.
        Agreement = "agreement",
        /// A word of what somebody is reported to say.
        Reported = "reported",
    }
}

effects! {
    /// What rules say of words.
    pub enum Effect, static EFFECTS {
        // Names: what a word is beside others, before it is known who is named.

        // Statements: what is said, by whom, and how that is told.

        // Events: whether, how and by whom an occasion is told.
        /// The event's word tells of an occasion, it does not only name one.
        Told = "told" in "events": flag,
        /// A side of the event.
        Party = "role.party" in "events": captured,
        /// Who brings the sides of the event together and is none of them.
        Mediator = "role.mediator" in "events": captured,
        /// Who leads the event, a conference.
        Chair = "role.chair" in "events": captured,
        /// Those who are met at the event are met one after another, each alone.
        Each = "each" in "events": flag,
        /// Whose holders the event brings together.
        Level = "level" in "events": ["leader", "foreign-minister", "defence-minister"],
        /// The event's word tells what was done at an occasion that is told beside it.
        Discusses = "discusses" in "events": flag,
        /// The event is one that a state or a party holds for itself.
        Internal = "internal" in "events": flag,
        /// The event is a meal.
        Meal = "meal" in "events": flag,
        /// The word speaks of an occasion told before.
        Refers = "refers" in "events": flag,
        /// The verb tells who sat in.
        SatIn = "sat-in" in "events": flag,
        /// The word says that no press was there.
        ClosedDoor = "closed-door" in "events": flag,
        /// The word ends the phrase that names what is talked about.
        Topic = "topic" in "events": flag,
        /// The word names nothing that is talked about without what stands before it.
        Hollow = "hollow" in "events": flag,
        /// The word is where something is done, and no place.
        Nowhere = "nowhere" in "events": flag,
        /// A place where an occasion may be held.
        Venue = "venue" in "events": flag,
        /// A time that is not that of its clause.
        NotWhen = "not-when" in "events": flag,
        /// A time to which an occasion is moved.
        MovedTo = "moved-to" in "events": flag,
        /// The verb passes on what stands before its sentence.
        TellsSo = "tells-so" in "events": flag,
    }
}

/// Kinds of mention, by the bits of `Named::kinds`.
pub const KINDS: &[&str] = &[
    "person",
    "state",
    "body",
    "outlet",
    "group",
    "pronoun",
    "named",
    "head",
    "minister",
    "official",
    "spokesman",
    "envoy",
    "vague",
];

/// All of it.
pub static VOCABULARY: Vocabulary = Vocabulary { labels: MARKS, effects: EFFECTS, kinds: KINDS };

/// The kinds that a mention is, as bits.
pub fn kinds_of(mention: &Mention) -> u32 {
    let rank_kind = |rank: Option<Rank>| match rank {
        Some(Rank::Head) => Some("head"),
        Some(Rank::Minister) => Some("minister"),
        Some(Rank::Official) => Some("official"),
        Some(Rank::Spokesman) => Some("spokesman"),
        Some(Rank::Envoy) => Some("envoy"),
        Some(Rank::Vague) => Some("vague"),
        Some(Rank::Party | Rank::Other) | None => None,
    };
    let (kind, more, named) = match &mention.kind {
        MentionKind::Person(person) => ("person", rank_kind(person.rank), !person.name.is_empty()),
        MentionKind::Organisation { media, .. } => ("body", media.then_some("outlet"), true),
        MentionKind::Country(_) => ("state", None, true),
        MentionKind::Pronoun => ("pronoun", None, false),
        MentionKind::States { .. } => ("group", Some("state"), true),
        MentionKind::Group { rank, .. } => ("group", rank_kind(*rank), false),
    };
    let bits = [Some(kind), more, named.then_some("named")];
    let number = |name: &str| KINDS.iter().position(|k| *k == name);
    bits.into_iter().flatten().filter_map(number).fold(0, |all, n| all | 1 << n)
}
