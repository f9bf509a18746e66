//! Who is named by office alone.

use sagwan_text::{Mention, PersonMention, Rank};

use super::CastMember;
use super::making::{Article, Making, contradict, new_person};

/// Somebody known with that title, or an actor of their own when the phrase says whose office it is (러시아 외무부 대변인) or
/// nobody is named anywhere (관계자).
pub(super) fn by_office(
    article: Article<'_>,
    mention: &Mention,
    person: &PersonMention,
    making: &mut Making,
) -> Option<usize> {
    let title = person.titles.last()?.of(article.text);
    let bare = person.affiliation.is_none() && person.country.is_none() && person.titles.len() == 1;
    if bare && let Some(namesake) = called_by_surname(article, mention, title, making) {
        return Some(namesake);
    }
    let holder = making.latest(|m| {
        m.is_person()
            && !contradict(m, person)
            && article.holds(m, title)
            // 윤도현 장관은 체코 외교장관과: an office with its state is held by somebody known to act for it.
            && (person.country.is_none() || m.country == person.country || m.words.is_empty())
            && (!m.words.is_empty() || same_body(article, m, person))
            // A bare title means somebody named before it.
            && (!bare || !m.mentions.is_empty())
    });
    if let Some(member) = holder {
        let name = mention.span.of(article.text);
        making.learn(article, member, person, name);
        return holder;
    }
    // 한국은행 총재는: what stands before the office tells whose it is, though it is no body of the tables.
    let told = person.titles.last().is_some_and(|title| mention.span.start < title.start);
    if bare && !told && person.rank != Some(Rank::Vague) {
        return None;
    }
    let name = mention.span.of(article.text);
    if let Some(known) = making.members.iter().position(|m| m.name == name) {
        return Some(known);
    }
    let mut member = new_person(article, person);
    member.name = name.to_owned();
    Some(making.add(member))
}

/// Whether somebody without a name may be of the body that a mention tells: 국무부 관계자 is no 백악관 관계자.
fn same_body(article: Article<'_>, member: &CastMember, person: &PersonMention) -> bool {
    let own = person.affiliation.map(|span| span.of(article.text));
    own.zip(member.affiliation.as_deref()).is_none_or(|(a, b)| a.ends_with(b) || b.ends_with(a))
}

/// 이 대통령은, 한 총리는: whoever of that office is called so, before this president or one of the prime ministers.
fn called_by_surname(article: Article<'_>, mention: &Mention, title: &str, making: &Making) -> Option<usize> {
    let before = mention.first.checked_sub(1).and_then(|n| article.words_around(mention).get(n))?;
    let surname = before.span.of(article.text);
    let surnames = &article.lexicon().surnames;
    if !surnames.is_surname(surname) {
        return None;
    }
    let called = |name: &str| surnames.of_full(name).is_some_and(|c| surnames.begins(surname) == Some(c));
    making
        .members
        .iter()
        .position(|m| matches!(m.words.as_slice(), [name] if called(name)) && article.holds(m, title))
}
