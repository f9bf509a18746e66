//! Words that name somebody, as a language pack finds them; who they are is for the reader to decide.

use crate::span::ByteSpan;
use crate::word::{Case, Delimiter, Word};

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
    /// An outlet called by its kind, which was named before: 신문은, 통신은.
    SameOutlet,
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
    /// 두 장관, 양 정상, 세 사람, 양국: several whom nothing here names.
    Group {
        /// How many.
        size: usize,
        /// Who.
        members: Members,
    },
}

/// Of whom a group consists that is not named one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Members {
    /// Persons, of a rank where their office tells one.
    Persons(Option<Rank>),
    /// The sides of what is told, whoever they are: 양측.
    Sides,
    /// States: 양국.
    States,
}

/// A noun phrase that names an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// All of it, without the particle.
    pub span: ByteSpan,
    /// The particle at its end.
    pub particle: ByteSpan,
    /// Its case, as that particle tells.
    pub case: Case,
    /// The particle that sets it apart, beside or in place of a case.
    pub delimiter: Option<Delimiter>,
    /// Number of the sentence.
    pub sentence: usize,
    /// Number of its first word.
    pub first: usize,
    /// Number of its last word.
    pub last: usize,
    /// What it names.
    pub kind: MentionKind,
    /// Whether it is a part of a word and no noun phrase: 한 of 한미정상회담.
    pub within: bool,
}

impl Mention {
    /// Whether it may be the subject of its clause: it stands as one, or a topic or focus hides which case it is in. Where a
    /// body or a state does something stands for who does it: 외교부에서는.
    pub fn may_be_subject(&self) -> bool {
        self.case == Case::Subject || self.is_topic()
    }

    /// Whether it is what its clause is about: 은, 도, 께서는, and 에서는 of a body or a state.
    pub fn is_topic(&self) -> bool {
        let apart = self.delimiter == Some(Delimiter::Topic);
        match self.case {
            Case::Topic => true,
            Case::Focus => self.delimiter == Some(Delimiter::Also),
            Case::Subject => apart,
            Case::In => apart && !matches!(self.kind, MentionKind::Person(_)),
            _ => false,
        }
    }
}

/// What a run of particles is: where it stands, and what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Its characters; empty when there are none.
    pub span: ByteSpan,
    /// The case that it gives.
    pub case: Case,
    /// The delimiter in it.
    pub delimiter: Option<Delimiter>,
}

impl Marker {
    /// No particle, at a byte of the text.
    pub fn none(at: usize) -> Self {
        Marker { span: ByteSpan::new(at, at), case: Case::Bare, delimiter: None }
    }

    /// The particles of a word.
    pub fn of(word: &Word) -> Self {
        Marker { span: word.particle, case: word.case, delimiter: word.delimiter }
    }
}
