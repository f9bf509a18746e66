//! For whom those act of whom the text names no state beside their name.

use sagwan_ko::lexicon::{ActsFor, BodyKind};
use sagwan_text::vocabulary::Effect;
use sagwan_text::{Case, Mention, MentionKind};

use super::CastMember;
use super::making::Article;

/// The state of whose press the reader reads: for it acts whoever bears a name of its language and is told to act for nobody
/// else.
pub(crate) const HOME: &str = "KR";

/// Of the mentions of foreign states at least so many are of one where an article is about that, and so many of ten.
const ABOUT: (usize, usize) = (3, 7);

/// Whom each member acts for: as the text tells, else as their office or their name tells, else as what stands before them
/// or what the article is about.
pub(super) fn acted_for(
    article: Article<'_>,
    members: &[CastMember],
    mentions: &[(&Mention, Option<usize>)],
) -> Vec<Option<String>> {
    // A state that is found for one is lent on to those behind.
    let own = |member: &CastMember| member.country.clone().filter(|_| !is_of_unsaid_home(article, member));
    let mut found: Vec<Option<String>> = members.iter().map(own).collect();
    for (n, member) in members.iter().enumerate() {
        if !member.is_person() || found.get(n).is_some_and(Option::is_some) {
            continue;
        }
        let state =
            by_office_or_name(article, member, || stands_before(article, n, member, mentions, &found));
        if let Some(slot) = found.get_mut(n) {
            *slot = state;
        }
    }
    let Some(about) = about(article, mentions, &found) else { return found };
    for (member, slot) in members.iter().zip(&mut found) {
        if slot.is_none() && member.is_person() && is_of_the_article(article, member) {
            *slot = Some(about.clone());
        }
    }
    found
}

/// 데이나 노바크 국방부 대변인: a ministry that bears the name of one at home, before a foreign name.
fn is_of_unsaid_home(article: Article<'_>, member: &CastMember) -> bool {
    let unsaid = |body: &String| {
        article
            .lexicon()
            .body(body)
            .is_some_and(|body| body.country() == Some(HOME) && body.kind == BodyKind::Office)
    };
    member.country.as_deref() == Some(HOME)
        && is_foreign(article, member)
        && member.affiliation.as_ref().is_some_and(unsaid)
}

/// Whether a person's name is none of the language.
fn is_foreign(article: Article<'_>, member: &CastMember) -> bool {
    let surnames = &article.lexicon().surnames;
    let full = |word: &String| surnames.is_korean(word);
    // 케리: two syllables that no surname begins.
    let strange = |word: &String| word.chars().nth(1).is_some() && surnames.begins(word).is_none();
    let long = |word: &String| word.chars().nth(2).is_some() || strange(word);
    (member.words.len() > 1 || member.words.iter().any(long)) && !member.words.iter().any(full)
}

/// Whether somebody with a foreign name and an office may act for the state that the article is about.
fn is_of_the_article(article: Article<'_>, member: &CastMember) -> bool {
    let lexicon = article.lexicon();
    let titles = member.titles.iter().map(String::as_str);
    let of_many = member.affiliation.as_ref().is_some_and(|body| lexicon.is_of_many_states(body));
    !member.titles.is_empty()
        && is_foreign(article, member)
        && !of_many
        && lexicon.acts_for(titles, false).is_none()
}

/// The one foreign state that an article is about.
fn about(
    article: Article<'_>,
    mentions: &[(&Mention, Option<usize>)],
    states: &[Option<String>],
) -> Option<String> {
    let is_state = |code: &&str| *code != HOME && article.lexicon().country_by_code(code).is_some();
    let named = mentions.iter().filter_map(|(_, actor)| states.get((*actor)?)?.as_deref());
    let mut named: Vec<&str> = named.filter(is_state).collect();
    named.sort_unstable();
    let most = named.chunk_by(|a, b| a == b).max_by_key(|of_one| of_one.len())?;
    let (least, of_ten) = ABOUT;
    let about = most.len() >= least && most.len() * 10 >= named.len() * of_ten;
    most.first().filter(|_| about).map(|code| (*code).to_owned())
}

fn by_office_or_name(
    article: Article<'_>,
    member: &CastMember,
    before: impl FnOnce() -> Option<String>,
) -> Option<String> {
    let of_many = |body: &String| article.lexicon().is_of_many_states(body);
    if member.affiliation.as_ref().is_some_and(of_many) {
        return None;
    }
    let surnames = &article.lexicon().surnames;
    // 주미대사: of whom a paper names no sender, its own state's, where the name may be one of its own.
    let sent = |title: &String| {
        article.lexicon().mission(title).is_some_and(|(seat, sender)| sender.is_none() && seat.code != HOME)
    };
    if surnames.begins(&member.name).is_some() && member.titles.iter().any(sent) {
        return Some(HOME.to_owned());
    }
    let (korean, northern) = match member.words.as_slice() {
        [name] => (surnames.is_korean(name), surnames.is_northern(name)),
        _ => (false, false),
    };
    let office = article.lexicon().acts_for(member.titles.iter().map(String::as_str), korean);
    match office.or(northern.then_some(ActsFor::Abroad)) {
        Some(ActsFor::State(code)) => Some(code.to_owned()),
        Some(ActsFor::NoState) => None,
        // 중국 외교부는 왕가온 부장이.
        Some(ActsFor::Told) => before().or(Some(HOME.to_owned())),
        Some(ActsFor::Abroad) => before().filter(|state| state != HOME),
        None if korean => Some(HOME.to_owned()),
        None => before(),
    }
}

/// The state of whoever is named last before a person's mention in its sentence.
fn stands_before(
    article: Article<'_>,
    actor: usize,
    member: &CastMember,
    mentions: &[(&Mention, Option<usize>)],
    states: &[Option<String>],
) -> Option<String> {
    let own = mentions.iter().enumerate().filter(|(_, (_, of))| *of == Some(actor));
    // 장관은 토드 하든 차관보와: who meets somebody from abroad is of another state.
    let foreign = is_foreign(article, member);
    let lends_to = |state: &String| !foreign || state != HOME;
    own.filter_map(|(n, (mention, _))| {
        let before = mentions.get(..n)?.iter().rev().take_while(|(m, _)| m.sentence == mention.sentence);
        let lender = before
            .filter(|(m, of)| *of != Some(actor) && m.span.end <= mention.span.start && lends(article, m))
            .find_map(|(m, of)| Some((m, states.get((*of)?)?.clone()?)));
        let from = lender.as_ref().map_or(0, |(m, _)| m.last + 1);
        match city_between(article, mention, from) {
            Some(city) => city,
            None => lender.map(|(_, state)| state).filter(lends_to),
        }
    })
    .next()
}

/// 베이징에서 왕이 부장과: who is met in a city acts for its state where that receives its guests, else for nobody told.
fn city_between(article: Article<'_>, mention: &Mention, from: usize) -> Option<Option<String>> {
    let lexicon = article.lexicon();
    let words = article.words_around(mention).get(from..mention.first)?;
    let there =
        words.iter().rev().filter(|word| word.case == Case::In).map(|word| word.stem.of(article.text));
    let city = there.into_iter().find(|city| lexicon.city(city).is_some())?;
    let is_met = matches!(mention.case, Case::With | Case::Object | Case::To);
    is_met.then(|| lexicon.city(city).filter(|_| lexicon.is_capital(city)).map(str::to_owned))
}

/// Whether whoever stands behind a mention may act for its state.
fn lends(article: Article<'_>, mention: &Mention) -> bool {
    match &mention.kind {
        MentionKind::Person(person) => person.country.is_some(),
        // 캐나다 정상회의 기간 중: before another word that is no place a state only belongs to that word.
        MentionKind::Country(_) => {
            !mention.within && (mention.case != Case::Bare || is_before_place(article, mention))
        }
        MentionKind::Organisation { .. } => true,
        _ => false,
    }
}

fn is_before_place(article: Article<'_>, mention: &Mention) -> bool {
    let next = article.words_around(mention).get(mention.last + 1);
    // 이란 측 대표단을 이끄는 단장은.
    if article.naming.get(mention.sentence).is_some_and(|facts| facts.has(mention.last + 1, Effect::Side)) {
        return true;
    }
    next.is_some_and(|word| {
        matches!(
            word.case,
            Case::At | Case::In | Case::Toward | Case::Object | Case::Genitive | Case::Topic | Case::Subject
        )
    })
}
