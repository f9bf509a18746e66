//! Who is named: the mentions of the language pack joined into actors.
//!
//! Mentions go in, a [`Cast`] comes out. It is complete and is never changed: whoever reads statements and events looks
//! actors up in it.

mod bodies;
mod groups;
mod making;
mod names;
mod offices;
mod resolve;
mod states;
mod voice;

use sagwan_text::pattern::Named;
use sagwan_text::{ByteSpan, Mention, Office, Rank, Sentence};

use crate::record::ActorKind;
use crate::scene;

pub(crate) use resolve::resolve;
pub(crate) use states::HOME;

/// An actor with what the text says of them.
#[derive(Debug, Clone)]
pub(crate) struct CastMember {
    pub(crate) kind: ActorKind,
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) affiliation: Option<String>,
    pub(crate) titles: Vec<String>,
    pub(crate) rank: Option<Rank>,
    pub(crate) mentions: Vec<ByteSpan>,
    pub(crate) media: bool,
    /// The persons or states of a group.
    pub(crate) persons: Vec<usize>,
    /// The words of a person's name.
    words: Vec<String>,
    /// What a minister may be minister of.
    portfolios: Vec<Office>,
}

/// The actors of an article and who is meant where.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) members: Vec<CastMember>,
    /// All mentions in text order, those by name alone and those inside words included.
    mentions: Vec<Mention>,
    /// The actor of each mention.
    actor_of: Vec<Option<usize>>,
}

impl Cast {
    /// The noun phrases of one sentence that name somebody, with their actors.
    pub(crate) fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = (&Mention, Option<usize>)> {
        let (from, mentions) = self.of(sentence);
        let actors = self.actor_of.get(from..).unwrap_or(&[]);
        mentions.iter().zip(actors.iter().copied()).filter(|(mention, _)| !mention.within)
    }

    /// The members that a mention names, once for each.
    pub(crate) fn named_members(&self) -> impl Iterator<Item = usize> {
        self.actor_of.iter().flatten().copied()
    }

    /// The noun phrases of one sentence, as rules know them; their numbers are those of all mentions.
    pub(crate) fn named(&self, number: usize, sentence: &Sentence) -> Vec<Named> {
        let (from, mentions) = self.of(number);
        scene::named(sentence, mentions, from)
    }

    /// The mentions of a sentence, and the number of the first.
    fn of(&self, sentence: usize) -> (usize, &[Mention]) {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        (from, self.mentions.get(from..to).unwrap_or(&[]))
    }

    /// The actor, or the members of a group.
    pub(crate) fn expand(&self, actor: usize) -> Vec<usize> {
        match self.members.get(actor) {
            Some(m) if m.kind == ActorKind::Group && !m.persons.is_empty() => m.persons.clone(),
            _ => vec![actor],
        }
    }

    /// The actor that a state is, where the article names it or somebody who acts for it.
    pub(crate) fn state(&self, code: &str) -> Option<usize> {
        state_of(&self.members, code)
    }

    /// The person who holds an office of a state, or leads it.
    pub(crate) fn holder_of(&self, code: &str, office: Office) -> Option<usize> {
        match office {
            Office::State => None,
            Office::Leader => self.leader_of(code),
            Office::ForeignMinister | Office::DefenceMinister => self.minister_of(code, office),
        }
    }

    /// The minister of that portfolio who acts for a state.
    pub(crate) fn minister_of(&self, code: &str, office: Office) -> Option<usize> {
        minister_of(&self.members, code, office)
    }

    /// The person of the highest rank who acts for a state.
    pub(crate) fn leader_of(&self, code: &str) -> Option<usize> {
        leader_of(&self.members, code)
    }
}

fn state_of(members: &[CastMember], code: &str) -> Option<usize> {
    members.iter().position(|m| m.kind == ActorKind::Country && m.country.as_deref() == Some(code))
}

fn minister_of(members: &[CastMember], code: &str, office: Office) -> Option<usize> {
    let holds = |m: &CastMember| m.rank == Some(Rank::Minister) && m.portfolios.contains(&office);
    members.iter().position(|m| m.is_person() && m.country.as_deref() == Some(code) && holds(m))
}

fn leader_of(members: &[CastMember], code: &str) -> Option<usize> {
    members
        .iter()
        .position(|m| m.is_person() && m.rank == Some(Rank::Head) && m.country.as_deref() == Some(code))
}

impl CastMember {
    /// An actor of whom nothing but the name is known.
    fn new(kind: ActorKind, name: &str) -> Self {
        CastMember {
            kind,
            name: name.to_owned(),
            country: None,
            affiliation: None,
            titles: Vec::new(),
            rank: None,
            mentions: Vec::new(),
            media: false,
            persons: Vec::new(),
            words: Vec::new(),
            portfolios: Vec::new(),
        }
    }

    fn is_person(&self) -> bool {
        self.kind == ActorKind::Person
    }

    /// Where the last mention ends.
    fn last_named(&self) -> Option<usize> {
        self.mentions.last().map(|span| span.end)
    }

    /// Where the last mention ends that stands before a byte of the text.
    fn named_before(&self, at: usize) -> Option<usize> {
        self.mentions.iter().rev().map(|span| span.end).find(|&end| end <= at)
    }
}
