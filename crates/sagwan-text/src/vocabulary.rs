//! What rules of all languages may speak of: the labels that a reader gives to words, and the effects that it asks for.
//!
//! Patterns belong to a language pack; what they say is the same for all, so that a reader knows no language.

use crate::mention::{Members, Mention, MentionKind, Rank};
use crate::pattern::Vocabulary;
use crate::{effects, labels};

labels! {
    /// What words are before a rule is asked.
    pub enum Mark, static MARKS {
        /// A word of a time expression.
        Time = "time",
        /// Names a state.
        State = "state",
        /// Names several states together: 한미.
        States = "states",
        /// Names a body.
        Body = "body",
        /// Names an office, or ends in one.
        Office = "office",
        /// Names people of whom nobody is told by name: 관계자.
        Unnamed = "unnamed",
        /// Belongs to an office: 신임, 외교담당.
        Belongs = "belongs",
        /// Names a place.
        Place = "place",
        /// Has the form of a name or a part of one.
        Namelike = "namelike",
        /// Has the form of a whole name, though it ends like an office: 임수석.
        FullName = "full-name",
        /// Is nothing but a surname by its form.
        Surname = "surname",
        /// Tells by a number which of those of a name: 2세.
        Regnal = "regnal",
        /// Ends like a particle and is none by its form.
        Whole = "whole",
        /// A noun that names nobody by its form.
        Plain = "plain",
        /// Has the form of an adverb and is none that is known.
        Unheard = "unheard",
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
        /// What the word is in a noun phrase that names somebody: part of a name, a name with what looks like its particle,
        /// part of the office or outlet behind it, nobody.
        Part = "part" in "names": ["name", "whole", "aside", "nobody"],
        /// An outlet called by its kind: the one that was named before, or any.
        Outlet = "outlet" in "names": ["same", "any"],
        /// Stands for a person named before.
        Pronoun = "pronoun" in "names": flag,
        /// Says that those are meant who act for whoever stands before it: 측.
        Side = "side" in "names": flag,
        /// Closes the noun phrase before it, for which the captured word carries the case.
        Closes = "closes" in "names": captured,
        /// A genitive behind which the noun phrase goes on.
        Joined = "joined" in "names": flag,
        /// Begins a phrase that names several together and ends with the captured word.
        Several = "several" in "names": captured,
        /// Who those several are.
        Members = "members" in "names":
            ["persons", "sides", "states", "leaders", "foreign-ministers", "defence-ministers"],
        /// How many they are, where a number tells.
        Size = "size" in "names": ["two", "three"],

        // Statements: what is said, by whom, and how that is told.

        // Events: whether, how and by whom an occasion is told.
        /// The event's word tells of an occasion, it does not only name one.
        Told = "told" in "events": flag,
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
        MentionKind::SameOutlet => ("body", Some("outlet"), false),
        MentionKind::Country(_) => ("state", None, true),
        MentionKind::Pronoun => ("pronoun", None, false),
        MentionKind::States { .. } => ("group", Some("state"), true),
        MentionKind::Group { members: Members::Persons(rank), .. } => ("group", rank_kind(*rank), false),
        MentionKind::Group { members: Members::Sides | Members::States, .. } => ("group", None, false),
    };
    let bits = [Some(kind), more, named.then_some("named")];
    let number = |name: &str| KINDS.iter().position(|k| *k == name);
    bits.into_iter().flatten().filter_map(number).fold(0, |all, n| all | 1 << n)
}
