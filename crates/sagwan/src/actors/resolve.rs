//! Which mentions name the same actor.
//!
//! Takes the mentions of one article, gives its cast: actors, and for every mention the actor it names. A
//! full name founds an actor; shorter forms are joined to it by a word of the name, the surname with a
//! matching title, the title alone, or as pronoun to the last person who acted. What fits nobody founds an
//! actor of its own; nothing is joined across different states.

use std::collections::HashMap;

use sagwan_ko::{jamo, quote};
use sagwan_text::{ByteSpan, WordKind};

use super::country;
use super::voice;
use crate::knowledge::Knowledge;
use crate::record::ActorKind;
use crate::scene;
use sagwan_ko::names::BARE_MEDIA;
use sagwan_ko::names::korean::{self, is_korean_full};
use sagwan_text::pattern::Named;
use sagwan_text::{Mention, MentionKind, Office, PersonMention};
use sagwan_text::{Rank, Text};

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
    /// The words of a person's name.
    tokens: Vec<String>,
    /// The name in other scripts.
    aliases: Vec<String>,
    pub(crate) media: bool,
    /// The persons of a group.
    pub(crate) persons: Vec<usize>,
}

impl CastMember {
    /// The words of a person's name.
    pub(super) fn words(&self) -> &[String] {
        &self.tokens
    }

    /// Where a mention ends that stands before a byte of the text, the last of them.
    fn named_before(&self, at: usize) -> Option<usize> {
        self.mentions.iter().rev().map(|span| span.end).find(|&end| end <= at)
    }

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
            tokens: Vec::new(),
            aliases: Vec::new(),
            media: false,
            persons: Vec::new(),
        }
    }
}

/// The actors of an article and who is meant where.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) members: Vec<CastMember>,
    /// All mentions in text order, those by name alone included.
    pub(crate) mentions: Vec<Mention>,
    /// The actor of each mention.
    pub(crate) actor_of: Vec<Option<usize>>,
}

impl Cast {
    /// The mentions of one sentence with their actors.
    pub(crate) fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = (&Mention, Option<usize>)> {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        self.mentions
            .get(from..to)
            .unwrap_or(&[])
            .iter()
            .zip(self.actor_of.get(from..to).unwrap_or(&[]).iter().copied())
    }

    /// The mentions of one sentence, as rules know them; their numbers are those of all mentions.
    pub(crate) fn named(&self, sentence: usize) -> Vec<Named> {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        scene::named(self.mentions.get(from..to).unwrap_or(&[]), from)
    }

    /// The actor, or the persons of a group.
    pub(crate) fn expand(&self, actor: usize) -> Vec<usize> {
        match self.members.get(actor) {
            Some(m) if m.kind == ActorKind::Group && !m.persons.is_empty() => m.persons.clone(),
            _ => vec![actor],
        }
    }

    /// Who holds an office of a state.
    pub(crate) fn holder_of(&self, code: &str, office: Office) -> Option<usize> {
        match office {
            Office::State => None,
            Office::Leader => self.leader_of(code),
            Office::ForeignMinister => self.minister_of(code, "외교"),
            Office::DefenceMinister => self.minister_of(code, "국방"),
        }
    }

    /// The minister who acts for a state in such talks.
    fn minister_of(&self, code: &str, title: &str) -> Option<usize> {
        self.members.iter().position(|m| {
            m.kind == ActorKind::Person
                && m.rank == Some(Rank::Minister)
                && m.country.as_deref() == Some(code)
                && m.titles.iter().any(|t| {
                    t.starts_with(title)
                        || t == "장관" && m.affiliation.as_ref().is_none_or(|a| a.contains(title))
                        || title == "외교" && t.starts_with("외")
                        || t.starts_with("국무")
                })
        })
    }

    /// Puts those who hold the office in place of the states of 한일 외교장관, where the article names all of them.
    fn name_holders(&mut self) {
        for n in 0..self.mentions.len() {
            let Some(MentionKind::States { codes, office }) = self.mentions.get(n).map(|m| &m.kind) else {
                continue;
            };
            let holders: Option<Vec<usize>> =
                codes.iter().map(|code| self.holder_of(code, *office)).collect();
            let group = self.actor_of.get(n).copied().flatten();
            if let Some(persons) = holders
                && let Some(member) = group.and_then(|g| self.members.get_mut(g))
            {
                member.persons = persons;
            }
        }
    }

    /// The person of the highest rank who acts for a state.
    pub(crate) fn leader_of(&self, code: &str) -> Option<usize> {
        self.members.iter().position(|m| {
            m.kind == ActorKind::Person && m.rank == Some(Rank::Head) && m.country.as_deref() == Some(code)
        })
    }

    /// The actor for a state, made when the text names it for the first time.
    pub(crate) fn country(&mut self, know: &Knowledge, code: &str, span: ByteSpan) -> usize {
        if let Some(found) = self
            .members
            .iter()
            .position(|m| m.kind == ActorKind::Country && m.country.as_deref() == Some(code))
        {
            return found;
        }
        let name = know.pack.lexicon.country_by_code(code).map_or(code, |c| c.name.as_str());
        self.members.push(CastMember {
            country: Some(code.to_owned()),
            mentions: vec![span],
            ..CastMember::new(ActorKind::Country, name)
        });
        self.members.len() - 1
    }
}

/// Joins mentions into actors.
pub(crate) fn resolve(
    know: &Knowledge,
    text: &str,
    read: &Text,
    mentions: Vec<Mention>,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Cast {
    let mut cast = Cast::default();
    found_by_full_names(text, &mentions, &mut cast);
    let mut all = mentions;
    all.extend(by_name_alone(text, read, &all, &cast));
    all.sort_by_key(|m| (m.sentence, m.first, m.span.start));
    all = voice::add(text, know, read, all, is_time);
    let mut subject: Option<usize> = None;
    let mut topic_of = (usize::MAX, false);
    let mut quotes = Vec::new();
    for n in 0..all.len() {
        let Some(mention) = all.get(n).cloned() else { break };
        let actor = who(know, text, &mention, &mut cast, subject);
        if let Some(actor) = actor {
            let is_person = cast.members.get(actor).is_some_and(|m| m.kind == ActorKind::Person);
            let particle = mention.particle.of(text);
            if topic_of.0 != mention.sentence {
                topic_of = (mention.sentence, false);
                quotes = read
                    .sentences
                    .get(mention.sentence)
                    .map(|s| quote::pairs(text, s.span))
                    .unwrap_or_default();
            }
            let quoted =
                quotes.iter().any(|q| q.span.contains(mention.span) && q.content.of(text).contains(' '));
            // A pronoun means the topic of a sentence, and its subject only where there is no topic.
            let topic = matches!(particle, "은" | "는" | "도");
            if is_person && !quoted && (topic || matches!(particle, "이" | "가") && !topic_of.1) {
                subject = Some(actor);
                topic_of.1 |= topic;
            }
            if let Some(member) = cast.members.get_mut(actor) {
                member.mentions.push(mention.span);
            }
        }
        cast.actor_of.push(actor);
    }
    cast.mentions = all;
    country::inherit(text, know, read, &mut cast);
    cast.name_holders();
    cast
}

fn words(text: &str, person: &PersonMention) -> Vec<String> {
    person.name.iter().map(|s| s.of(text).to_owned()).collect()
}

/// First pass: an actor for every full name.
fn found_by_full_names(text: &str, mentions: &[Mention], cast: &mut Cast) {
    // 기시다 looks like a full Korean name; beside 기시다 후미오 it is a part of that one.
    let parts: std::collections::HashSet<String> = mentions
        .iter()
        .filter_map(|m| match &m.kind {
            MentionKind::Person(person) if person.name.len() > 1 => Some(words(text, person)),
            _ => None,
        })
        .flatten()
        .collect();
    // The surnames by which somebody is called alone.
    let surnames: std::collections::HashSet<char> = mentions
        .iter()
        .filter_map(|m| match &m.kind {
            MentionKind::Person(person) => match person.name.as_slice() {
                [word] if word.of(text).chars().count() == 1 => word.of(text).chars().next(),
                _ => None,
            },
            _ => None,
        })
        .collect();
    for mention in mentions {
        let MentionKind::Person(person) = &mention.kind else { continue };
        let tokens = words(text, person);
        // 조현 외교부 장관: a given name of one syllable, where the article calls somebody 조 장관.
        let brief = || {
            let office =
                !person.titles.is_empty() && (person.affiliation.is_some() || person.country.is_some());
            matches!(tokens.as_slice(), [w] if w.chars().count() == 2 && w.chars().all(jamo::is_syllable)
                && w.chars().next().is_some_and(|c| korean::is_surname(c) && surnames.contains(&c)))
                && office
        };
        let full = tokens.len() > 1
            || tokens.first().is_some_and(|w| is_korean_full(w) && !parts.contains(w))
            || brief();
        if !full {
            continue;
        }
        let known = cast.members.iter().position(|m| same_name(&m.tokens, &tokens) && !contradict(m, person));
        match known.and_then(|n| cast.members.get_mut(n)) {
            Some(member) => absorb(text, member, person),
            None => cast.members.push(new_person(text, person, tokens)),
        }
    }
}

/// Whether two names may be one: equal, or the last word equal and one's words all in the other.
fn same_name(a: &[String], b: &[String]) -> bool {
    let written = |(x, y): (&String, &String)| x == y || jamo::spelled_alike(x, y);
    if a.len() > 1 && a.len() == b.len() && a.iter().zip(b).all(written) {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // A surname of one syllable is shared by many: 성 김 is not every 김.
    let surname = matches!(short, [word] if word.chars().count() == 1);
    !short.is_empty() && !surname && short.last() == long.last() && short.iter().all(|w| long.contains(w))
}

/// Whether one title is the other cut short: 국무위원장 and 위원장, but not 부위원장 and 위원장.
pub(crate) fn same_title(a: &str, b: &str) -> bool {
    // 최고령도자동지: 동지 honours and tells of no office.
    let office = |title: &str| title.strip_suffix("동지").filter(|rest| !rest.is_empty()).map(str::len);
    let (a, b) = (
        a.get(..office(a).unwrap_or(a.len())).unwrap_or(a),
        b.get(..office(b).unwrap_or(b.len())).unwrap_or(b),
    );
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.strip_suffix(short).is_some_and(|rest| !rest.ends_with(['부', '차', '전']))
}

fn contradict(member: &CastMember, person: &PersonMention) -> bool {
    matches!((&member.country, &person.country), (Some(a), Some(b)) if a != b)
}

fn new_person(text: &str, person: &PersonMention, tokens: Vec<String>) -> CastMember {
    let mut member = CastMember::new(ActorKind::Person, &tokens.join(" "));
    member.tokens = tokens;
    absorb(text, &mut member, person);
    member
}

/// Adds what a mention says of its person.
fn absorb(text: &str, member: &mut CastMember, person: &PersonMention) {
    let tokens = words(text, person);
    if tokens.len() > member.tokens.len() {
        member.name = tokens.join(" ");
        member.tokens = tokens;
    }
    if let Some(alias) = person.alias.map(|span| span.of(text).to_owned())
        && !member.aliases.contains(&alias)
    {
        member.aliases.push(alias);
    }
    if member.country.is_none() {
        member.country.clone_from(&person.country);
    }
    if member.affiliation.is_none() {
        member.affiliation = person.affiliation.map(|s| s.of(text).to_owned());
    }
    if member.rank.is_none() || person.rank == Some(Rank::Head) {
        member.rank = person.rank.or(member.rank);
    }
    for title in &person.titles {
        let title = title.of(text).to_owned();
        if !member.titles.contains(&title) {
            member.titles.push(title);
        }
    }
}

/// Mentions by a word of a known name, without a title: 푸틴은, 볼턴과의.
fn by_name_alone(text: &str, read: &Text, mentions: &[Mention], cast: &Cast) -> Vec<Mention> {
    let mut known: HashMap<&str, ()> = HashMap::new();
    for member in &cast.members {
        for word in member.tokens.iter().chain(&member.aliases) {
            if word.chars().count() >= 2 {
                known.insert(word, ());
            }
        }
    }
    for mention in mentions {
        if let MentionKind::Person(person) = &mention.kind {
            for word in person.name.iter().chain(&person.alias) {
                if word.of(text).chars().count() >= 2 {
                    known.insert(word.of(text), ());
                }
            }
        }
    }
    let mut found = Vec::new();
    for (n, sentence) in read.sentences.iter().enumerate() {
        let own = mentions.partition_point(|m| m.sentence < n)..mentions.partition_point(|m| m.sentence <= n);
        let mut taken: Vec<(usize, usize)> =
            mentions.get(own).unwrap_or(&[]).iter().map(|m| (m.first, m.last)).collect();
        taken.sort_unstable();
        let mut at = 0;
        while let Some(token) = sentence.words.get(at) {
            let free = !taken.iter().any(|&(first, last)| first <= at && at <= last);
            let whole = token.span.of(text);
            let stem = if known.contains_key(whole) { token.span } else { token.stem };
            if token.kind != WordKind::Word || !free || !known.contains_key(stem.of(text)) {
                at += 1;
                continue;
            }
            let mut name = vec![stem];
            let mut last = at;
            while let Some(next) = sentence.words.get(last + 1)
                && sentence.words.get(last).is_some_and(|t| t.particle.is_empty())
                && next.kind == WordKind::Word
                && known.contains_key(next.stem.of(text))
                && !taken.iter().any(|&(first, end)| first <= last + 1 && last < end)
            {
                last += 1;
                name.push(next.stem);
            }
            let (Some(first_word), Some(last_word)) = (name.first().copied(), name.last().copied()) else {
                break;
            };
            let particle_end = sentence.words.get(last).map_or(last_word.end, |t| t.span.end);
            found.push(Mention {
                span: first_word.join(last_word),
                particle: ByteSpan::new(last_word.end, particle_end),
                sentence: n,
                first: at,
                last,
                kind: MentionKind::Person(PersonMention { name, ..PersonMention::default() }),
            });
            at = last + 1;
        }
    }
    found
}

/// The actor that a mention names.
fn who(
    know: &Knowledge,
    text: &str,
    mention: &Mention,
    cast: &mut Cast,
    subject: Option<usize>,
) -> Option<usize> {
    match &mention.kind {
        MentionKind::Person(person) if !person.name.is_empty() => Some(named(text, person, cast)),
        MentionKind::Person(person) => by_office(text, mention, person, cast),
        MentionKind::Organisation { .. } if BARE_MEDIA.contains(&mention.span.of(text)) => {
            latest_medium(mention, cast)
        }
        MentionKind::Organisation { country, media } => {
            Some(organisation(text, mention, country.as_deref(), *media, cast))
        }
        MentionKind::Country(code) => Some(cast.country(know, code, mention.span)),
        MentionKind::Pronoun => subject,
        MentionKind::States { codes, .. } => {
            let own: Vec<usize> = codes.iter().map(|code| cast.country(know, code, mention.span)).collect();
            Some(group_of(mention.span.of(text), own, cast))
        }
        MentionKind::Group { .. } if mention.span.of(text) == "양측" => two_sides(text, mention, cast),
        // 양국은: which they are is not told by who was named last.
        MentionKind::Group { .. } if mention.span.of(text) == "양국" => {
            Some(group_of(mention.span.of(text), Vec::new(), cast))
        }
        MentionKind::Group { size, rank } => Some(group(text, mention, *size, *rank, cast)),
    }
}

fn named(text: &str, person: &PersonMention, cast: &mut Cast) -> usize {
    let tokens = words(text, person);
    let full = cast.members.iter().position(|m| same_name(&m.tokens, &tokens) && !contradict(m, person));
    let found = full.or_else(|| {
        let [word] = tokens.as_slice() else { return None };
        let titled = |m: &CastMember| {
            person.titles.is_empty()
                || person.titles.iter().any(|t| {
                    let title = t.of(text);
                    m.titles.iter().any(|known| same_title(known, title))
                })
        };
        let fits = |m: &&CastMember| m.kind == ActorKind::Person && !contradict(m, person);
        let any_word = |m: &CastMember| m.tokens.contains(word) || m.aliases.contains(word);
        // 문 대통령: a surname of one syllable needs the title; 라브로프 장관: a word of the name is enough.
        let short = word.chars().count() == 1;
        let called = |m: &CastMember| {
            any_word(m) || short && matches!(m.tokens.as_slice(), [name] if name.starts_with(word.as_str()))
        };
        let latest = |pred: &dyn Fn(&CastMember) -> bool| {
            cast.members
                .iter()
                .enumerate()
                .filter(|(_, m)| fits(m) && pred(m))
                .max_by_key(|(_, m)| m.mentions.last().map(|s| s.end))
                .map(|(n, _)| n)
        };
        // 박도윤 후보 … 박 당선인: an office on the way to another one.
        let moves_on = |m: &CastMember| {
            let new = person.titles.iter().any(|t| is_on_the_way(t.of(text)));
            called(m) && (new || m.titles.iter().any(|title| is_on_the_way(title)))
        };
        let alike = |m: &CastMember| {
            m.tokens.len() > 1 && m.tokens.iter().any(|t| jamo::spelled_alike(t, word)) && titled(m)
        };
        latest(&|m| called(m) && titled(m))
            .or_else(|| latest(&moves_on))
            .or_else(|| latest(&any_word).filter(|_| !short))
            .or_else(|| latest(&alike))
    });
    match found {
        Some(n) => {
            if let Some(member) = cast.members.get_mut(n) {
                absorb(text, member, person);
            }
            n
        }
        None => {
            cast.members.push(new_person(text, person, tokens));
            cast.members.len() - 1
        }
    }
}

/// Whether a title is one that another follows: 후보, 당선인, 장관 후보자.
fn is_on_the_way(title: &str) -> bool {
    ["후보", "후보자", "당선인", "당선자", "내정자", "지명자"].iter().any(|way| title.ends_with(way))
}

/// A person named by office: somebody known with that title, or an actor of their own when the phrase says
/// whose office it is (러시아 외무부 대변인, 청와대 관계자).
fn by_office(text: &str, mention: &Mention, person: &PersonMention, cast: &mut Cast) -> Option<usize> {
    let title = person.titles.last()?.of(text);
    let vague = person.rank == Some(Rank::Vague);
    let bare = person.affiliation.is_none() && person.country.is_none() && person.titles.len() == 1;
    let holder = cast
        .members
        .iter()
        .enumerate()
        .filter(|(_, m)| m.kind == ActorKind::Person && !contradict(m, person))
        .filter(|(_, m)| m.titles.iter().any(|t| same_title(t, title)))
        // 윤도현 장관은 체코 외교장관과: an office with its state is held by somebody known to act for it.
        .filter(|(_, m)| person.country.is_none() || m.country == person.country || m.tokens.is_empty())
        .filter(|(_, m)| bare || !m.tokens.is_empty() || m.name == mention.span.of(text))
        // A bare title means somebody named before it.
        .filter(|(_, m)| !bare || !m.mentions.is_empty())
        .max_by_key(|(_, m)| m.mentions.last().map(|s| s.end))
        .map(|(n, _)| n);
    // 이 당국자는: the one just spoken of.
    let same = text.get(..mention.span.start).is_some_and(|before| {
        before.trim_end().rsplit([' ', '\n']).next().is_some_and(|word| matches!(word, "이" | "그"))
    });
    // 이 대통령은: whoever of that office is called 이, before this president.
    let called_so = || {
        let surname = text.get(..mention.span.start)?.trim_end().rsplit([' ', '\n']).next()?;
        cast.members.iter().position(|m| {
            surname == "이"
                && matches!(m.words(), [word] if is_korean_full(word) && word.starts_with(surname))
                && m.titles.iter().any(|t| same_title(t, title))
        })
    };
    if bare && let Some(member) = called_so() {
        return Some(member);
    }
    // 안정적 관리: what is done, not who does it.
    if bare && text.get(..mention.span.start).is_some_and(|before| before.trim_end().ends_with('적')) {
        return None;
    }
    let last_vague = cast
        .members
        .iter()
        .enumerate()
        .filter(|(_, m)| m.rank == Some(Rank::Vague) && m.titles.iter().any(|t| same_title(t, title)))
        .max_by_key(|(_, m)| m.mentions.last().map(|s| s.end))
        .map(|(n, _)| n);
    if vague
        && bare
        && same
        && let Some(one) = last_vague
    {
        return Some(one);
    }
    if !vague && let Some(holder) = holder {
        return Some(holder);
    }
    if bare && !vague {
        return None;
    }
    let name = mention.span.of(text).to_owned();
    if let Some(known) = cast.members.iter().position(|m| m.name == name) {
        return Some(known);
    }
    let mut member = new_person(text, person, Vec::new());
    member.name = name;
    cast.members.push(member);
    Some(cast.members.len() - 1)
}

/// A group: those of that office who were named last before it, else those of its rank.
fn group(text: &str, mention: &Mention, size: usize, rank: Option<Rank>, cast: &mut Cast) -> usize {
    let office = mention.span.of(text).rsplit(' ').next().unwrap_or("").trim_end_matches('들');
    let latest = |fits: &dyn Fn(&CastMember) -> bool| {
        let mut found: Vec<(usize, usize)> = cast
            .members
            .iter()
            .enumerate()
            .filter(|(_, m)| m.kind == ActorKind::Person && fits(m))
            .filter_map(|(n, m)| Some((m.named_before(mention.span.start)?, n)))
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        let persons: Vec<usize> = found.into_iter().take(size).map(|(_, n)| n).collect();
        (persons.len() == size).then_some(persons)
    };
    // 두 총리는: not a president of the same rank.
    let held = latest(&|m| rank.is_some() && m.titles.iter().any(|title| title.ends_with(office)));
    let ranked = || latest(&|m| rank.is_none() || m.rank == rank);
    let mut persons = held.or_else(ranked).unwrap_or_default();
    persons.sort_unstable();
    group_of(mention.span.of(text), persons, cast)
}

/// 신문은, 통신은: the outlet that was named last before it.
fn latest_medium(mention: &Mention, cast: &Cast) -> Option<usize> {
    let outlets = cast.members.iter().enumerate().filter(|(_, m)| m.media);
    outlets.filter_map(|(n, m)| Some((m.named_before(mention.span.start)?, n))).max().map(|(_, n)| n)
}

/// 양측은: whoever was named last, and before them somebody who acts for another state.
fn two_sides(text: &str, mention: &Mention, cast: &mut Cast) -> Option<usize> {
    // Some states are told only later, when the whole article is read.
    let mut persons: Vec<(usize, usize, Option<String>)> = cast
        .members
        .iter()
        .enumerate()
        .filter(|(_, m)| m.kind == ActorKind::Person)
        .filter_map(|(n, m)| Some((m.named_before(mention.span.start)?, n, m.country.clone())))
        .collect();
    persons.sort_unstable_by(|a, b| b.cmp(a));
    let two = |list: &[(usize, usize, Option<String>)]| {
        let (_, one, state) = list.first()?;
        let (_, other, _) = list.iter().find(|(_, _, its)| its != state)?;
        Some(vec![*one, *other])
    };
    // 미국과 이란이 협상했다. 양측은 …: states, where nobody has been named.
    let states = || {
        // 오만 수도에서: not where they met.
        let acts = |end: usize| {
            text.get(end..).is_some_and(|rest| rest.starts_with(['과', '와', '이', '가', '은', '는']))
        };
        let named = cast.members.iter().enumerate().filter(|(_, m)| m.kind == ActorKind::Country);
        let mut found: Vec<(usize, usize, Option<String>)> = named
            .filter_map(|(n, m)| {
                let ends = m.mentions.iter().rev().map(|span| span.end);
                let end = ends.filter(|&end| end <= mention.span.start).find(|&end| acts(end))?;
                Some((end, n, m.country.clone()))
            })
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        two(&found)
    };
    let mut sides = two(&persons).or_else(states)?;
    sides.sort_unstable();
    Some(group_of("양측", sides, cast))
}

/// The group of that name and those members.
fn group_of(name: &str, persons: Vec<usize>, cast: &mut Cast) -> usize {
    let known = cast
        .members
        .iter()
        .position(|m| m.kind == ActorKind::Group && m.name == name && m.persons == persons);
    known.unwrap_or_else(|| {
        cast.members.push(CastMember { persons, ..CastMember::new(ActorKind::Group, name) });
        cast.members.len() - 1
    })
}

/// An organisation: one already named whose name ends in this one (외무부 after 러시아 외무부), or a new one.
fn organisation(text: &str, mention: &Mention, country: Option<&str>, media: bool, cast: &mut Cast) -> usize {
    let name = mention.span.of(text);
    let fold = |s: &str| s.replace(' ', "");
    let known = cast
        .members
        .iter()
        .enumerate()
        .filter(|(_, m)| m.kind == ActorKind::Organization)
        .filter(|(_, m)| {
            let (a, b) = (fold(&m.name), fold(name));
            let same_state = country.is_none() || m.country.is_none() || m.country.as_deref() == country;
            a == b
                || (a.ends_with(&b) || b.ends_with(&a)) && same_state
                || media && m.media && a.starts_with(&b) && b.chars().count() >= 2
        })
        .max_by_key(|(_, m)| (fold(&m.name) == fold(name), m.mentions.last().map(|s| s.end)))
        .map(|(n, _)| n);
    if let Some(n) = known {
        if let Some(member) = cast.members.get_mut(n)
            && name.len() > member.name.len()
        {
            member.name = name.to_owned();
            member.country = member.country.take().or(country.map(str::to_owned));
        }
        return n;
    }
    cast.members.push(CastMember {
        country: country.map(str::to_owned),
        media,
        ..CastMember::new(ActorKind::Organization, name)
    });
    cast.members.len() - 1
}
