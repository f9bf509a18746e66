//! A cast in the making: what is known of the actors so far.

use rustc_hash::FxHashSet;
use sagwan_ko::lexicon::Lexicon;
use sagwan_text::pattern::Facts;
use sagwan_text::{Mention, PersonMention, Rank, Text, Word};

use super::{CastMember, state_of};
use crate::knowledge::Knowledge;
use crate::record::ActorKind;

/// The article that a cast is made of.
#[derive(Clone, Copy)]
pub(super) struct Article<'a> {
    pub(super) know: &'a Knowledge,
    pub(super) text: &'a str,
    pub(super) read: &'a Text,
    /// What the rules of names say, sentence by sentence.
    pub(super) naming: &'a [Facts],
}

impl<'a> Article<'a> {
    pub(super) fn lexicon(&self) -> &'a Lexicon {
        &self.know.pack.lexicon
    }

    /// The words of the sentence that a mention stands in.
    pub(super) fn words_around(&self, mention: &Mention) -> &'a [Word] {
        self.read.sentences.get(mention.sentence).map_or(&[], |sentence| sentence.words.as_slice())
    }

    /// The words of a person's name.
    pub(super) fn name(&self, person: &PersonMention) -> Vec<String> {
        person.name.iter().map(|span| span.of(self.text).to_owned()).collect()
    }

    /// Whether a person's offices and one of a member's may be the same.
    pub(super) fn holds(&self, member: &CastMember, title: &str) -> bool {
        member.titles.iter().any(|known| self.lexicon().same_title(known, title))
    }
}

/// The actors found so far.
#[derive(Debug, Default)]
pub(super) struct Making {
    pub(super) members: Vec<CastMember>,
    /// Other names of bodies, as brackets behind their names tell them: 유럽연합(EU).
    pub(super) aliases: Vec<(String, usize)>,
    /// Names that several people of the article bear: of these an office tells who is meant.
    pub(super) shared: FxHashSet<Vec<String>>,
}

impl Making {
    /// Adds an actor.
    pub(super) fn add(&mut self, member: CastMember) -> usize {
        self.members.push(member);
        self.members.len() - 1
    }

    /// The state of a code, added when it is named for the first time.
    pub(super) fn state(&mut self, lexicon: &Lexicon, code: &str) -> usize {
        state_of(&self.members, code).unwrap_or_else(|| {
            let name = lexicon.country_by_code(code).map_or(code, |country| country.name.as_str());
            let country = Some(code.to_owned());
            self.add(CastMember { country, ..CastMember::new(ActorKind::Country, name) })
        })
    }

    /// Adds what a mention says of its person.
    pub(super) fn absorb(&mut self, article: Article<'_>, actor: usize, person: &PersonMention) {
        if let Some(member) = self.members.get_mut(actor) {
            absorb(article, member, person);
        }
    }

    /// Adds what a mention by office says of a person without a name.
    pub(super) fn learn(&mut self, article: Article<'_>, actor: usize, person: &PersonMention, name: &str) {
        let Some(member) = self.members.get_mut(actor).filter(|member| member.words.is_empty()) else {
            return;
        };
        absorb(article, member, person);
        if name.len() > member.name.len() {
            member.name = name.to_owned();
        }
    }

    /// Whether a mention is of somebody else than a member: for another state, or with another office where several bear the name.
    pub(super) fn is_another(
        &self,
        article: Article<'_>,
        member: &CastMember,
        person: &PersonMention,
    ) -> bool {
        let shared = || self.shared.contains(&article.name(person));
        let held = || person.titles.iter().any(|title| article.holds(member, title.of(article.text)));
        let other_office = || !person.titles.is_empty() && !member.titles.is_empty() && !held();
        contradict(member, person) || shared() && other_office()
    }

    /// The member named last of those that fit.
    pub(super) fn latest(&self, fits: impl Fn(&CastMember) -> bool) -> Option<usize> {
        let fitting = self.members.iter().enumerate().filter(|(_, member)| fits(member));
        fitting.max_by_key(|(_, member)| member.last_named()).map(|(n, _)| n)
    }
}

/// Whether a member and a mention act for different states.
pub(super) fn contradict(member: &CastMember, person: &PersonMention) -> bool {
    matches!((&member.country, &person.country), (Some(a), Some(b)) if a != b)
}

/// A person of whom a mention is the first.
pub(super) fn new_person(article: Article<'_>, person: &PersonMention) -> CastMember {
    let mut member = CastMember::new(ActorKind::Person, "");
    absorb(article, &mut member, person);
    member
}

fn absorb(article: Article<'_>, member: &mut CastMember, person: &PersonMention) {
    let words = article.name(person);
    if words.len() > member.words.len() {
        member.name = words.join(" ");
        member.words = words;
    }
    if member.country.is_none() {
        member.country.clone_from(&person.country);
    }
    if member.affiliation.is_none() {
        member.affiliation = person.affiliation.map(|span| span.of(article.text).to_owned());
    }
    if member.rank.is_none() || person.rank == Some(Rank::Head) {
        member.rank = person.rank.or(member.rank);
    }
    for title in &person.titles {
        let title = title.of(article.text).to_owned();
        if !member.titles.contains(&title) {
            member.titles.push(title);
        }
    }
}
