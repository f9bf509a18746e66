//! Words that name somebody, as a language pack finds them; who they are is for the reader to decide.

use crate::span::ByteSpan;

/// The rank of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rank {
    /// Of state or government.
    Head,
    /// A minister or whoever leads a ministry.
    Minister,
    /// Any other office of a state.
    Official,
    /// Who speaks for a body.
    Spokesman,
    /// Who is sent to another state.
    Envoy,
    /// An office in a party or parliament.
    Party,
    /// Any other.
    Other,
    /// People without a name (관계자).
    Vague,
}

/// Who acts for several states named together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// The states themselves.
    State,
    /// 정상.
    Leader,
    /// 외교장관, 외무장관.
    ForeignMinister,
    /// 국방장관.
    DefenceMinister,
}

/// The parts of a person's mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonMention {
    /// The words of the name; empty when the person is named by office alone.
    pub name: Vec<ByteSpan>,
    /// The name in another script, in brackets behind it: 왕이(王毅).
    pub alias: Option<ByteSpan>,
    /// Offices, in the order of the text.
    pub titles: Vec<ByteSpan>,
    /// The rank of the last of them.
    pub rank: Option<Rank>,
    /// The body they belong to.
    pub affiliation: Option<ByteSpan>,
    /// ISO 3166-1 alpha-2 of the state named beside them.
    pub country: Option<String>,
}

/// What a mention names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MentionKind {
    /// A person, by name or office.
    Person(PersonMention),
    /// A body.
    Organisation {
        /// Whom it acts for, where its name or what stands before it tells.
        country: Option<String>,
        /// Whether it is a news outlet.
        media: bool,
    },
    /// A state, by its code.
    Country(String),
    /// 그는, 그녀가.
    Pronoun,
    /// 한미일은, 북미 정상이, 한일 외교장관은: several states, or those who hold an office in each.
    States {
        /// Their codes, in the order of the text.
        codes: Vec<String>,
        /// Who acts for them.
        office: Office,
    },
    /// 두 장관, 양 정상, 세 사람: several persons.
    Group {
        /// How many.
        size: usize,
        /// Of which rank.
        rank: Option<Rank>,
    },
}

/// A noun phrase that names an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// All of it, without the particle.
    pub span: ByteSpan,
    /// The particle at its end.
    pub particle: ByteSpan,
    /// Number of the sentence.
    pub sentence: usize,
    /// Number of its first word.
    pub first: usize,
    /// Number of its last word.
    pub last: usize,
    /// What it names.
    pub kind: MentionKind,
}
