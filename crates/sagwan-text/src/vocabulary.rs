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
        /// A noun that names nobody by its form.
        Plain = "plain",
        /// Is made an adjective of: 안정적.
        Attributive = "attributive",
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
        /// Names a state or a city.
        Locality = "locality",
        /// Names an agreement.
        Agreement = "agreement",
        /// Names an envoy's being called in.
        Summons = "summons",
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
        /// What ends here is said: an ending or a particle of quotation. Its cue follows a `report`; behind a `link` more of
        /// what is said may come before the cue; behind a closing mark a `noun` may take up what is said ("…"는 입장).
        Quotes = "quotes" in "statements": ["report", "link", "noun"],
        /// What follows a clause alone, so that a single word before it is one: "서두르자"고, not "국가"라고.
        Clausal = "clausal" in "statements": flag,
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
        Verbless = "verbless" in "statements": flag,

        // Events: whether, how and by whom an occasion is told.
        /// The event's word tells of an occasion, it does not only name one.
        Told = "told" in "events": flag,
        /// A side of the event.
        Party = "role.party" in "events": captured,
        /// The other side of the event, where the cases of its clause do not say.
        Other = "role.other" in "events": captured,
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
        /// Of what rank the visit is told to be.
        VisitRank = "rank" in "events": ["state", "official", "working", "private"],
        /// The first word of the event's own name.
        Name = "name" in "events": captured,
        /// The visit or the conference during which the event takes place.
        During = "during" in "events": captured,
        /// The word ends the phrase that names what is talked about.
        Topic = "topic" in "events": flag,
        /// The word ends the phrase that names what is agreed on.
        Agreed = "agreed" in "events": flag,
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
        /// The predicate by which the event is done: 가졌다 of 회담을 가졌다.
        Act = "act" in "events": captured,
        /// An event is done by the predicate.
        Acts = "acts" in "events": flag,
        /// The event only sets the scene of what is told beside it.
        Scene = "scene" in "events": flag,
        /// The word names no occasion, though it looks as if it did.
        NamesNone = "names-none" in "events": flag,
        /// Somebody is told to be at the event.
        Attends = "attends" in "events": flag,
        /// Somebody asks for the event.
        Asks = "asks" in "events": flag,
        /// Who is asked for the event is told of, not who asks.
        Received = "received" in "events": flag,
        /// The subject undergoes what the word names, by whoever stands before it: 총리의 예방을 받다.
        Undergone = "undergone" in "events": flag,
        /// Who sent the letter stands before the verb of which the letter is the noun.
        Sent = "sent" in "events": flag,
        /// The event is told of the noun behind its clause.
        OfNext = "of-next" in "events": flag,
        /// The event's clause is what the noun behind it is about, and tells nothing of that noun.
        Content = "content" in "events": flag,
        /// The event is held from afar: by telephone or on a screen.
        Remote = "remote" in "events": flag,
        /// In a headline the event's word tells by where it stands.
        Headline = "headline" in "events": flag,
        /// The predicate puts something off to another day or brings it forward.
        Moves = "moves" in "events": flag,
        /// Whether the event happened; said of its word, or of the predicate by which it is done.
        Status = "status" in "events": ["not-occurred", "cancelled", "proposed", "planned", "underway", "occurred"],
        /// The event is only spoken of, in a clause that tells of something else.
        SpokenOf = "spoken-of" in "events": flag,
        /// An event that is only named seems to lie ahead, unless it is told elsewhere: 회담 준비.
        Ahead = "ahead" in "events": flag,
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
