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
        /// What tells that a sentence holds somebody's words: an ending of quotation, a verb that presents something as said.
        Utters = "utters" in "names": ["words", "verb"],

        // Statements: what is said, by whom, and how that is told.
        /// What ends here is said: an ending or a particle of quotation. Its cue follows a `report`; behind a `link` more of
        /// what is said may come before the cue; behind a closing mark a `noun` may take up what is said ("…"는 입장).
        Quotes = "quotes" in "statements": ["report", "link", "noun"],
        /// A noun that a clause is told with: what is asked for (중단할 것을 촉구했다), a point that is made (…다는 점을
        /// 강조했다), a clause made a noun (있음을 밝혔다), what somebody concludes (열릴 것으로 내다봤다).
        Point = "point" in "statements": ["demand", "point", "nominal", "conclusion"],
        /// Presents something as said; what is done by saying so.
        Cue = "cue" in "statements": [
            "comment_refused", "deny", "reject", "threaten", "accuse", "warn", "request", "propose", "promise",
            "agree", "welcome", "praise", "confirm", "explain", "say",
        ],
        /// A verb that presents nothing as said, though a quotation stands before it: 불리다, 믿다.
        Silent = "silent" in "statements": flag,
        /// Calls the quotation before it, or the clause, somebody's words: 대변인의 설명이다. What is done by saying so.
        Verdict = "verdict" in "statements": ["explain", "say"],
        /// What is told as nobody's words: 열린다고 한다.
        Hearsay = "hearsay" in "statements": flag,
        /// A verb of saying whose words stand elsewhere: 이같이 말했다.
        Elsewhere = "elsewhere" in "statements": flag,
        /// Opens a clause and is no part of what is said in it; behind what `carries-on` the speaker is the one before.
        Opens = "opens" in "statements": ["carries-on", "lead"],
        /// Closes a phrase that tells upon which question (`prompt`), or where and how (`frame`) something is said, so that
        /// what is said begins behind it.
        Setting = "setting" in "statements": ["prompt", "frame"],
        /// Names what something is said or published through.
        Channel = "channel" in "statements": [
            "twitter", "facebook", "instagram", "truth_social", "press_release", "statement", "briefing",
            "press_conference", "interview", "remarks", "speech", "op_ed",
        ],
        /// Tells that something is said to the public, or to those who pass it on: 기자들에게.
        Public = "public" in "statements": flag,
        /// To whom something is said, at the verb that presents it.
        Hearer = "hearer" in "statements": captured,
        /// Tells on whose word the sentence stands: 외교부에 따르면.
        Source = "source" in "statements": captured,
        /// Tells whose words are passed on: 당국자를 인용해.
        Cited = "cited" in "statements": captured,
        /// A verb form behind which the subject stays who it was: 말하면서.
        Stays = "stays" in "statements": flag,
        /// The last word of a mention that an adverb sets apart as a topic: 총리 역시.
        Apart = "apart" in "statements": flag,
        /// A noun that closes a clause whose copula is left out: 열릴 것.
        Closes = "closes" in "statements": flag,

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
        MentionKind::Country(_) => ("state", None, true),
        MentionKind::Pronoun => ("pronoun", None, false),
        MentionKind::States { .. } => ("group", Some("state"), true),
        MentionKind::Group { rank, .. } => ("group", rank_kind(*rank), false),
    };
    let bits = [Some(kind), more, named.then_some("named")];
    let number = |name: &str| KINDS.iter().position(|k| *k == name);
    bits.into_iter().flatten().filter_map(number).fold(0, |all, n| all | 1 << n)
}
