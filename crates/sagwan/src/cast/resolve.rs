//! Which mentions name the same actor.
//!
//! Takes the mentions of one article, gives its cast: actors, and for every mention the actor it names. What fits nobody
//! founds an actor of its own; nothing is joined across different states.

use sagwan_text::pattern::Facts;
use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, Members, Mention, MentionKind, Office, PersonMention, Text};

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
    let sent = (0..mentions.len()).map(|n| sent_by(article, &mentions, n)).collect::<Vec<_>>();
    let mentions: Vec<Mention> =
        mentions.into_iter().zip(sent).map(|(mention, sent)| sent.unwrap_or(mention)).collect();
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

/// The mention of a person behind a side that sends them, with its state: 체코 측에서 야나 스보보도바 외교부 차관이.
fn sent_by(article: Article<'_>, mentions: &[Mention], n: usize) -> Option<Mention> {
    let mention = mentions.get(n)?;
    let MentionKind::Person(person) = &mention.kind else { return None };
    let side = mention.first.checked_sub(1)?;
    let is_side = article.naming.get(mention.sentence).is_some_and(|facts| facts.has(side, Effect::Side));
    let word = article.words_around(mention).get(side).filter(|word| is_side && word.case == Case::In)?;
    let sender = mentions.iter().take(n).rev().find(|m| !m.within)?;
    let near =
        sender.sentence == mention.sentence && sender.span.end <= word.span.start && sender.last + 1 >= side;
    match &sender.kind {
        MentionKind::Country(code) if near => {
            let person = PersonMention { country: Some(code.clone()), ..person.clone() };
            Some(Mention { kind: MentionKind::Person(person), ..mention.clone() })
        }
        _ => None,
    }
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
            Some(bodies::named(article, mention, country.as_deref(), *media, making))
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

#[cfg(test)]
mod tests {
    use crate::clean::BlockKind;
    use crate::passes::Passes;

    use super::*;

    /// Each `⟦name:…⟧` is a mention of the actor of that name; `-` is one of nobody.
    fn check(marked: &str) -> Vec<CastMember> {
        let know = Knowledge::shipped().unwrap();
        let mut text = String::new();
        let mut expected = Vec::new();
        for piece in marked.split('⟦') {
            let Some((mark, rest)) = piece.split_once('⟧') else {
                text.push_str(piece);
                continue;
            };
            let (name, words) = mark.split_once(':').unwrap();
            expected.push((name, ByteSpan::new(text.len(), text.len() + words.len())));
            text.push_str(words);
            text.push_str(rest);
        }
        let kinds = |read: &Text| vec![BlockKind::Paragraph; read.sentences.len()];
        let cast = Passes::new(&know, &crate::weights::Weights::shipped(), &text, None, kinds).cast;
        for (name, span) in expected {
            let mention = cast.mentions.iter().position(|m| m.span == span);
            let actor = mention.and_then(|n| cast.actor_of.get(n).copied().flatten());
            let found = actor.and_then(|actor| cast.members.get(actor)).map_or("-", |m| m.name.as_str());
            assert_eq!(found, name, "{} in {marked}", span.of(&text));
        }
        cast.members
    }

    fn country_of(members: &[CastMember], name: &str) -> Option<String> {
        members.iter().find(|m| m.name == name).and_then(|m| m.country.clone())
    }

    #[test]
    fn shorter_forms_mean_the_full_name_before_them() {
        check(
            "⟦얀 노바크:얀 노바크 체코 외교장관⟧이 왔다. ⟦얀 노바크:노바크 장관⟧은 떠났다. ⟦얀 노바크:노바크⟧는 쉰다.",
        );
        check("⟦강민서:강민서 외교부 장관⟧은 왔다. ⟦강민서:강 장관⟧은 떠났다. ⟦강민서:그⟧는 쉰다.");
        check("⟦강민서:강민서 외교부 장관⟧은 왔다. ⟦강민서:장관⟧은 떠났다.");
    }

    #[test]
    fn people_without_a_name_are_of_the_body_that_is_told() {
        check("⟦국무부 관계자:국무부 관계자⟧는 말했다. ⟦백악관 관계자:백악관 관계자⟧도 말했다.");
    }

    #[test]
    fn a_group_is_of_those_named_last() {
        let members =
            check("강민서 외교부 장관과 얀 노바크 체코 외교장관이 왔다. ⟦두 장관:두 장관⟧은 떠났다.");
        let group = members.iter().find(|m| m.name == "두 장관").unwrap();
        let names: Vec<&str> = group.persons.iter().map(|&n| members[n].name.as_str()).collect();
        assert_eq!(names, ["강민서", "얀 노바크"]);
    }

    #[test]
    fn a_state_is_an_actor_wherever_it_is_named() {
        let members = check("⟦대한민국:한⟧⟦미국:미⟧정상회담이 열렸다.");
        assert!(members.iter().all(|m| m.kind == crate::record::ActorKind::Country));
    }

    #[test]
    fn whom_a_side_sends_acts_for_it() {
        let members = check("체코 측에서 야나 스보보도바 외교부 차관이 배석했다.");
        assert_eq!(country_of(&members, "야나 스보보도바").as_deref(), Some("CZ"));
        let members = check("야나 스보보도바 외교부 차관이 체코 측에서 나온 제안을 들었다.");
        assert_ne!(country_of(&members, "야나 스보보도바").as_deref(), Some("CZ"));
    }

    #[test]
    fn who_has_no_state_acts_for_the_one_before_them() {
        let members = check("러시아 외무부는 이고르 페트렌코 대변인이 떠났다고 밝혔다.");
        assert_eq!(country_of(&members, "이고르 페트렌코").as_deref(), Some("RU"));
        let members = check("독일 총리는 베이징에서 리칭 부장과 만났다.");
        assert_eq!(country_of(&members, "리칭").as_deref(), Some("CN"));
        let members = check("강민서 장관은 떠났다.");
        assert_eq!(country_of(&members, "강민서").as_deref(), Some(states::HOME));
    }

    #[test]
    fn a_state_before_another_word_lends_itself_to_nobody() {
        let members = check("캐나다 정상회의 기간 중 파벨 하르트만 총리는 떠났다.");
        assert_eq!(country_of(&members, "파벨 하르트만"), None);
        let members = check("이란 측 대표단을 이끄는 파벨 하르트만 단장은 떠났다.");
        assert_eq!(country_of(&members, "파벨 하르트만").as_deref(), Some("IR"));
    }

    #[test]
    fn a_pronoun_means_no_one_of_whom_only_a_quotation_speaks() {
        check(
            "⟦강민서:강민서 외교부 장관⟧은 “얀 노바크 체코 총리는 오랜 친구다”라고 말했다. ⟦강민서:그⟧는 떠났다.",
        );
    }

    #[test]
    fn whoever_speaks_is_somebody() {
        check("⟦한빛하이텍:한빛하이텍⟧은 회담이 좋았다고 밝혔다.");
        check("합의문은 없었지만, ⟦강민서:강민서 장관⟧은 “회담이 좋았다”고 밝혔다.");
        check("⟦-:연내 타결⟧은 어렵지만 ⟦강민서:강민서 장관⟧은 회담이 좋았다고 밝혔다.");
    }
}
