//! Which mentions name the same actor.
//!
//! Takes the mentions of one article, gives its cast: actors, and for every mention the actor it names. What fits nobody
//! founds an actor of its own; nothing is joined across different states.

use sagwan_text::pattern::Facts;
use sagwan_text::{ByteSpan, Case, Members, Mention, MentionKind, Office, Text};

use super::making::{Article, Making};
use super::{Cast, CastMember, bodies, groups, names, offices, state_of, states, voice};
use crate::knowledge::Knowledge;

/// Joins mentions into actors. `naming` is what the rules of names say, sentence by sentence.
pub(crate) fn resolve(
    know: &Knowledge,
    text: &str,
    read: &Text,
    naming: &[Facts],
    mentions: Vec<Mention>,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Cast {
    let article = Article { know, text, read, naming };
    let mut making = Making::default();
    names::found_by_full_names(article, &mentions, &mut making);
    let mentions = with_unnamed(article, mentions, &making, is_time);
    let actor_of = who_is_who(article, &mentions, &mut making);
    let of: Vec<(&Mention, Option<usize>)> = mentions.iter().zip(actor_of.iter().copied()).collect();
    let states = states::acted_for(article, &making.members, &of);
    let members = finish(article, making, states, &of);
    Cast { members, mentions, actor_of }
}

/// The mentions with those by name alone, and with speakers that nothing else names.
fn with_unnamed(
    article: Article<'_>,
    mut mentions: Vec<Mention>,
    making: &Making,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Mention> {
    let place = |m: &Mention| (m.sentence, m.first, m.span.start, m.within);
    mentions.extend(names::by_name_alone(article, &mentions, making));
    mentions.sort_by_key(place);
    mentions.extend(voice::unknown_speakers(article, &mentions, is_time));
    mentions.sort_by_key(place);
    mentions
}

/// The actor of each mention.
fn who_is_who(article: Article<'_>, mentions: &[Mention], making: &mut Making) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::with_capacity(mentions.len());
    let mut subject = Subject::default();
    for (n, mention) in mentions.iter().enumerate() {
        let before: Vec<(&Mention, Option<usize>)> = match mention.kind {
            MentionKind::Group { members: Members::Sides, .. } => {
                mentions.iter().take(n).zip(found.iter().copied()).collect()
            }
            _ => Vec::new(),
        };
        let actor = who(article, mention, &before, making, subject.actor);
        if let Some(member) = actor.and_then(|actor| making.members.get_mut(actor)) {
            member.mentions.push(mention.span);
            if member.is_person() && !is_quoted(article, mention) {
                subject.meet(mention, actor);
            }
        }
        found.push(actor);
    }
    found
}

/// Whom a pronoun means: the topic of a sentence, and its subject only where there is no topic.
#[derive(Default)]
struct Subject {
    actor: Option<usize>,
    /// The sentence that was looked at last, and whether it has a topic.
    sentence: usize,
    has_topic: bool,
}

impl Subject {
    fn meet(&mut self, mention: &Mention, actor: Option<usize>) {
        if self.sentence != mention.sentence {
            (self.sentence, self.has_topic) = (mention.sentence, false);
        }
        let topic = mention.is_topic();
        if topic || mention.case == Case::Subject && !self.has_topic {
            self.actor = actor;
            self.has_topic |= topic;
        }
    }
}

fn is_quoted(article: Article<'_>, mention: &Mention) -> bool {
    let quotes = article.read.sentences.get(mention.sentence).map_or(&[][..], |s| s.quotes.as_slice());
    // A name alone in quotation marks is no quotation.
    quotes.iter().any(|q| q.span.contains(mention.span) && q.content.of(article.text).contains(' '))
}

/// The actor that a mention names.
fn who(
    article: Article<'_>,
    mention: &Mention,
    before: &[(&Mention, Option<usize>)],
    making: &mut Making,
    subject: Option<usize>,
) -> Option<usize> {
    let name = mention.span.of(article.text);
    match &mention.kind {
        MentionKind::Person(person) if !person.name.is_empty() => Some(names::named(article, person, making)),
        MentionKind::Person(person) => offices::by_office(article, mention, person, making),
        MentionKind::SameOutlet => bodies::same_outlet(mention, making),
        MentionKind::Organisation { country, media } => {
            Some(bodies::organisation(name, country.as_deref(), *media, making))
        }
        MentionKind::Country(code) => Some(making.state(article.lexicon(), code)),
        MentionKind::Pronoun => subject,
        MentionKind::States { codes, .. } => {
            let own = codes.iter().map(|code| making.state(article.lexicon(), code)).collect();
            Some(groups::group_of(name, own, making))
        }
        MentionKind::Group { size, members } => {
            let own = match members {
                Members::Persons(rank) => groups::persons(mention, *size, *rank, making),
                Members::Sides => groups::sides(mention, before, making)?,
                // 양국은: which they are is not told by who was named last.
                Members::States => Vec::new(),
            };
            Some(groups::group_of(name, own, making))
        }
    }
}

/// The members with the states that they act for, and with those states themselves.
fn finish(
    article: Article<'_>,
    mut making: Making,
    states: Vec<Option<String>>,
    mentions: &[(&Mention, Option<usize>)],
) -> Vec<CastMember> {
    for (member, state) in making.members.iter_mut().zip(states) {
        member.country = state;
        member.portfolios = portfolios(article, member);
    }
    // A state that only acts through somebody is named where they are.
    let through: Vec<(String, Option<ByteSpan>)> = making
        .members
        .iter()
        .filter(|m| m.is_person())
        .filter_map(|m| Some((m.country.clone()?, m.mentions.first().copied())))
        .collect();
    for (code, span) in through {
        if state_of(&making.members, &code).is_none() {
            let state = making.state(article.lexicon(), &code);
            if let Some(member) = making.members.get_mut(state) {
                member.mentions.extend(span);
            }
        }
    }
    for (mention, actor) in mentions {
        let MentionKind::States { codes, office } = &mention.kind else { continue };
        if let Some(persons) = groups::holders(&making.members, codes, *office)
            && let Some(group) = actor.and_then(|group| making.members.get_mut(group))
        {
            group.persons = persons;
        }
    }
    making.members
}

/// What a minister may be minister of: as an office tells, else as the ministry tells; anything when nothing tells.
fn portfolios(article: Article<'_>, member: &CastMember) -> Vec<Office> {
    let lexicon = article.lexicon();
    let told: Vec<Office> = member.titles.iter().filter_map(|title| lexicon.portfolio(title)).collect();
    if !told.is_empty() || !member.titles.iter().any(|title| lexicon.is_plain_title(title)) {
        return told;
    }
    match &member.affiliation {
        Some(ministry) => lexicon.portfolio(ministry).into_iter().collect(),
        None => vec![Office::ForeignMinister, Office::DefenceMinister],
    }
}
