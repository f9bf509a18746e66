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
        /// An event's word that names it as a noun, no predicate: 회담을.
        EventNoun = "event-noun",
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
        /// The predicate by which the event is done: 가졌다 of 회담을 가졌다.
        Act = "act" in "events": captured,
        /// An event is done by the predicate.
        Acts = "acts" in "events": flag,
        /// The event only sets the scene of what is told beside it.
        Scene = "scene" in "events": flag,
        /// What is told happened at the event: it took place.
        Setting = "setting" in "events": flag,
        /// The word names no occasion, though it looks as if it did.
        NamesNone = "names-none" in "events": flag,
        /// Somebody is told to be at the event.
        Attends = "attends" in "events": flag,
        /// Somebody asks for the event.
        Asks = "asks" in "events": flag,
        /// Who is asked for the event is told of, not who asks.
        Received = "received" in "events": flag,
        /// Who sent the letter stands before the verb of which the letter is the noun.
        Sent = "sent" in "events": flag,
        /// The event is told of the noun behind its clause.
        OfNext = "of-next" in "events": flag,
        /// The event's clause is what the noun behind it is about, and tells nothing of that noun.
        Content = "content" in "events": flag,
        /// In a headline the event's word tells by where it stands.
        Headline = "headline" in "events": flag,
        /// Whether the event happened; said of its word, or of the predicate by which it is done.
        Status = "status" in "events": ["not-occurred", "cancelled", "proposed", "planned", "underway", "occurred"],
        /// Somebody wants what a predicate tells, so that it has not been yet.
        Wanted = "wanted" in "events": flag,
        /// How far the text commits itself to what a predicate tells.
        Certainty = "certainty" in "events": ["hearsay", "inferred"],
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
