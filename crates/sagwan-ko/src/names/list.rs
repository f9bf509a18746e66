//! Several persons who share the office that stands behind the last of them: 얀 노바크 체코·카를 브루너 스위스 외교장관.
//!
//! Takes the runs of words before the signs of a list and the mention behind the last sign, gives a mention for each with
//! their own state or body and the office of all.

use sagwan_text::{ByteSpan, Marker, Mention, MentionKind, PersonMention, Word};

use super::document::sighting::LISTING;
use super::form::{Item, classify};
use super::part::{Part, Reading};

/// Whether a mark stands between the members of a list.
pub(super) fn lists(mark: &Word) -> bool {
    matches!(mark.lemma.as_str(), "," | "·" | "ㆍ")
}

/// Whether a part follows a run with nothing but the sign of a list between them.
pub(super) fn follows(run: &[Part], next: &Part) -> bool {
    run.last().is_some_and(|last| next.first <= last.last + 2)
}

fn acts_for(part: &Part) -> bool {
    matches!(part.item, Item::Country(_) | Item::Organisation { media: false, .. })
}

impl Reading<'_> {
    /// Whether a run may be a member of such a list: a name with whom they act for, and no office.
    pub(super) fn may_share(&self, run: &[Part]) -> bool {
        let names = run.iter().take_while(|part| part.item == Item::Name).count();
        let (name, frame) = run.split_at(names);
        let full = |part: &Part| self.pack.lexicon.surnames.of_full(part.stem.of(self.text)).is_some();
        let shown = name.iter().any(|part| part.sure || full(part)) || names > 1 && !frame.is_empty();
        shown && frame.iter().all(|part| acts_for(part) || part.item == Item::Modifier)
    }

    /// 체코·얀: the state of whoever is named before the word, with the sign, and the name of the next one.
    pub(super) fn state_before_name(&self, word: &Word) -> Option<(ByteSpan, ByteSpan)> {
        let whole = word.stem.of(self.text);
        let (at, sign) = whole.char_indices().find(|(_, c)| LISTING.contains(c)).filter(|_| word.proper)?;
        let cut = at + sign.len_utf8();
        let name = whole.get(cut..)?;
        let state = matches!(classify(self.pack, whole.get(..at)?), Item::Country(_));
        let behind = word.stem.start + cut;
        let named = state && !name.contains(LISTING) && classify(self.pack, name) == Item::Name;
        named.then(|| (ByteSpan::new(word.stem.start, behind), ByteSpan::new(behind, word.stem.end)))
    }

    /// The mention of a member that shares the office of the mention behind the list; `None` when it is none such.
    pub(super) fn sharing(&self, member: &[Part], run: &[Part], last: Option<&Mention>) -> Option<Mention> {
        let (last, next) = last.zip(run.first())?;
        let MentionKind::Person(holder) = &last.kind else { return None };
        let name = holder.name.first().filter(|name| name.start == next.stem.start)?;
        let office = holder.titles.last().filter(|title| title.start >= name.end)?;
        let names = member.iter().take_while(|part| part.item == Item::Name).count();
        let (name, frame) = member.split_at(names);
        let (first, end) = (name.first()?, member.last()?);
        let own = frame.iter().any(acts_for);
        // 노바크, 강민서 장관과 회담: behind a comma somebody else may begin, unless both tell for whom they act.
        let (told, same_word) =
            (holder.country.is_some() || holder.affiliation.is_some(), end.last == next.first);
        if !(own && told || !own && same_word) || office.start < end.stem.end {
            return None;
        }
        let mut person = PersonMention {
            name: name.iter().map(|part| part.stem).collect(),
            titles: holder.titles.clone(),
            rank: holder.rank,
            ..PersonMention::default()
        };
        for part in frame {
            match &part.item {
                Item::Country(code) => person.country = person.country.or(Some(code.clone())),
                Item::Organisation { country, .. } => {
                    person.country = person.country.or(country.clone());
                    person.affiliation = Some(part.stem);
                }
                _ => {}
            }
        }
        person.affiliation = person.affiliation.or(holder.affiliation);
        person.country = person.country.or_else(|| holder.country.clone().filter(|_| !own));
        Some(Mention {
            span: first.stem.join(end.stem),
            particle: Marker::none(end.stem.end).span,
            // What the particle behind the office says is said of all.
            case: last.case,
            delimiter: last.delimiter,
            first: first.first,
            last: end.last,
            kind: MentionKind::Person(person),
            ..last.clone()
        })
    }
}
