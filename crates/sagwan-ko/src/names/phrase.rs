//! The mentions in a finished run of words: persons with their offices, bodies, states.

use sagwan_text::{Marker, Mention, MentionKind, PersonMention};

use super::form::{Item, prefix_country};
use super::part::{Part, Reading};
use crate::affix::{Makes, Of};
use crate::pack::Pack;

/// A name has no more words than this; what is longer is a list of something else.
const LONGEST_NAME: usize = 4;

impl Reading<'_> {
    /// The mentions in a run of words, which carries a marker at its end.
    pub(super) fn mentions(&self, run: &[Part], marker: Option<Marker>, sentence: usize) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = run.get(at..).filter(|rest| !rest.is_empty()) {
            let (mention, used) = self.mention(rest);
            if let Some((kind, len)) = mention
                && let (Some(first), Some(last)) = (rest.first(), rest.get(len.max(1) - 1))
            {
                let own = marker.filter(|_| at + len == run.len()).unwrap_or(Marker::none(last.stem.end));
                found.push(Mention {
                    span: first.stem.join(last.stem),
                    particle: own.span,
                    case: own.case,
                    delimiter: own.delimiter,
                    sentence,
                    first: first.first,
                    last: last.last,
                    kind,
                    within: false,
                });
            }
            at += used.max(1);
        }
        found
    }

    /// The mention at the beginning of `parts` with its length in parts, and how many parts were read.
    fn mention(&self, parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
        let count = |from: usize, pred: &dyn Fn(&Item) -> bool| {
            parts.get(from..).unwrap_or(&[]).iter().take_while(|p| pred(&p.item)).count()
        };
        let is_frame = |item: &Item| !matches!(item, Item::Name | Item::Other);
        let before = count(0, &is_frame);
        let names = count(before, &|item| *item == Item::Name).min(LONGEST_NAME);
        let name = parts.get(before..before + names).unwrap_or(&[]);
        let after = if names > 0 { count(before + names, &is_frame) } else { 0 };
        let last_title = |from: usize, len: usize| {
            (from..from + len).rev().find(|&n| parts.get(n).is_some_and(|p| matches!(p.item, Item::Title(_))))
        };
        let person = |frame: &mut dyn Iterator<Item = &Part>, name: &[Part], len: usize| {
            let person = person(self.pack, self.text, frame, name);
            (Some((MentionKind::Person(person), len)), len)
        };
        let title_before = last_title(0, before);
        if names > 0
            && let Some(end) = last_title(before + names, after)
        {
            let behind = parts.get(before + names..=end).unwrap_or(&[]);
            return person(&mut parts.iter().take(before).chain(behind), name, end + 1);
        }
        // 외교부 장관 강가온은: the name stands behind, unless it is one syllable, which is no name.
        let whole = name.iter().all(|p| self.text_of(p).chars().count() >= 2);
        if names > 0 && whole && title_before.is_some_and(|t| t + 1 == before) {
            return person(&mut parts.iter().take(before), name, before + names);
        }
        if let Some(end) = title_before {
            return person(&mut parts.iter().take(end + 1), &[], end + 1);
        }
        match before {
            0 => (None, names.max(1)),
            _ => self.body(parts.get(..before).unwrap_or(&[])),
        }
    }

    /// The body or state in a run of frames without title or name: 러시아 외무부, 미국.
    fn body(&self, parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
        let state = parts.iter().enumerate().find_map(|(n, part)| match &part.item {
            Item::Country(code) => Some((n, code.clone())),
            _ => None,
        });
        let body = parts.iter().enumerate().rev().find_map(|(n, part)| match &part.item {
            Item::Organisation { country, media } => Some((n, country.clone(), *media)),
            // 중국 매체는, NHK 방송은: which one, the words before it tell.
            Item::SameOutlet => Some((n, self.country_of(parts.get(n.checked_sub(1)?)?), true)),
            _ => None,
        });
        if let [Part { item: Item::SameOutlet, .. }] = parts {
            return (Some((MentionKind::SameOutlet, 1)), 1);
        }
        let Some((last, own, media)) = body else {
            return match state {
                Some((0, code)) => (Some((MentionKind::Country(code), 1)), 1),
                Some((n, _)) => (None, n),
                None => (None, parts.len()),
            };
        };
        let state = state.map(|(_, code)| code);
        // 캐나다 G7: a body of many states is none of the one named before it.
        let many = parts.get(last).is_some_and(|p| self.pack.lexicon.is_of_many_states(self.text_of(p)));
        let country = match (many, media) {
            (true, _) => own,
            (_, true) => own.or(state),
            _ => state.or(own),
        };
        (Some((MentionKind::Organisation { country, media }, last + 1)), parts.len())
    }

    fn country_of(&self, part: &Part) -> Option<String> {
        match &part.item {
            Item::Organisation { country, .. } => country.clone(),
            _ => None,
        }
    }

    fn text_of(&self, part: &Part) -> &str {
        part.stem.of(self.text)
    }
}

/// A person by the words around the name, or by office alone.
fn person(pack: &Pack, text: &str, frame: &mut dyn Iterator<Item = &Part>, name: &[Part]) -> PersonMention {
    let mut person =
        PersonMention { name: name.iter().map(|p| p.stem).collect(), ..PersonMention::default() };
    for part in frame {
        match &part.item {
            // 유엔 주재 러시아 대사: for whom an envoy acts is told behind where they are accredited.
            Item::Seat => (person.country, person.affiliation) = (None, None),
            Item::Country(code) => person.country = person.country.or(Some(code.clone())),
            Item::Organisation { country, .. } => {
                person.country = person.country.or(country.clone());
                person.affiliation = Some(part.stem);
            }
            Item::Title(rank) => {
                person.titles.push(part.stem);
                person.rank = Some(*rank);
                if person.country.is_none() {
                    person.country = sender(pack, part.stem.of(text));
                }
            }
            Item::SameOutlet | Item::Modifier | Item::Place | Item::Name | Item::Other => {}
        }
    }
    person
}

/// Whom an office acts for that begins with a state: 미국대사, and 주한미국대사 behind the seat of the mission.
fn sender(pack: &Pack, office: &str) -> Option<String> {
    let lexicon = &pack.lexicon;
    let (title, _) = lexicon.title(office)?;
    let before = office.get(..office.len() - title.len())?;
    let state = |name: &str| lexicon.country(name).or_else(|| lexicon.country_by_short(name)).is_some();
    let mut sent = lexicon
        .affixes
        .of(before)
        .filter(|a| a.makes == Makes::Seat && a.of == Of::State)
        .flat_map(|a| {
            a.rest.char_indices().skip(1).map(move |(cut, _)| a.rest.split_at(cut)).chain([(a.rest, "")])
        })
        .filter(|(seat, _)| state(seat))
        .map(|(_, sender)| sender);
    match sent.next() {
        None => prefix_country(pack, office),
        Some(first) => [first].into_iter().chain(sent).find_map(|sender| {
            let short = sender.chars().next().map_or(0, char::len_utf8);
            let by_short = || lexicon.country_by_short(sender.get(..short)?).map(|c| c.code.clone());
            prefix_country(pack, sender).or_else(by_short)
        }),
    }
}
