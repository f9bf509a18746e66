//! The words of a noun phrase, one after another: what each is beside the others.
//!
//! Takes the forms of words and what the rules of names say of them, gives parts.

use sagwan_text::pattern::Facts;
use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Rank, Word};

use super::form::{Forms, Item};
use crate::lexicon::BodyKind;
use crate::pack::Pack;

/// Values of [`Effect::Part`].
const NAME: usize = 0;
const WHOLE: usize = 1;
const ASIDE: usize = 2;
const NOBODY: usize = 3;

/// A value of [`Effect::Outlet`].
const SAME: usize = 0;

/// Words of a run with what they are.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) item: Item,
    pub(super) stem: ByteSpan,
    pub(super) first: usize,
    pub(super) last: usize,
    /// Whether the whole document shows it to be a name.
    pub(super) sure: bool,
}

/// A sentence whose words are read as noun phrases.
pub(super) struct Reading<'r> {
    pub(super) pack: &'r Pack,
    pub(super) text: &'r str,
    pub(super) words: &'r [Word],
    pub(super) forms: &'r Forms,
    pub(super) facts: &'r Facts,
}

impl Reading<'_> {
    /// The part that begins at a word, and the number after its last; no part when no noun phrase goes on with it.
    pub(super) fn part(&self, at: usize) -> (Option<Part>, usize) {
        match self.body_of_two(at) {
            Some(body) => (Some(body), at + 2),
            None => (self.one_word(at), at + 1),
        }
    }

    /// Two words that make one name: 타스 통신, 유엔 안보리.
    fn body_of_two(&self, at: usize) -> Option<Part> {
        let first = self.words.get(at).filter(|w| w.particle.is_empty())?;
        let second = self.words.get(at + 1).filter(|w| w.is_word() && w.spaced)?;
        let stem = ByteSpan::new(first.span.start, second.stem.end);
        let body = self.pack.lexicon.body(stem.of(self.text))?;
        let country = body.country().map(str::to_owned);
        let item = Item::Organisation { country, media: body.kind == BodyKind::Media };
        Some(Part { item, stem, first: at, last: at + 1, sure: false })
    }

    fn one_word(&self, at: usize) -> Option<Part> {
        let (word, form) = (self.words.get(at)?, self.forms.of.get(at)?);
        let part = |item: Item, stem: ByteSpan| Part { item, stem, first: at, last: at, sure: false };
        match self.facts.strongest(at, Effect::Outlet) {
            Some(SAME) => return Some(part(Item::SameOutlet, word.stem)),
            Some(_) => return Some(part(Item::Organisation { country: None, media: true }, word.stem)),
            None => {}
        }
        match self.facts.strongest(at, Effect::Part) {
            Some(NAME) => Some(part(Item::Name, word.stem)),
            Some(WHOLE) => Some(part(Item::Name, word.span)),
            Some(ASIDE) => Some(part(Item::Modifier, word.span)),
            Some(NOBODY) => None,
            _ if !form.goes_on || form.item == Item::Other => None,
            // 장관들은: several who hold an office, and nobody is named.
            _ if form.plural => Some(part(Item::Title(Rank::Vague), form.stem)),
            _ => Some(part(form.item.clone(), form.stem)),
        }
    }

    /// A name and an office written as one word: 김가온대통령, and behind another word of a name 빅토르 벨로프대통령. Not 통일부장관,
    /// whose first part is no name.
    pub(super) fn glued(&self, part: &Part, before: Option<&Part>) -> Option<[Part; 2]> {
        let lexicon = &self.pack.lexicon;
        let behind_name = before.is_some_and(|part| part.item == Item::Name);
        let behind_sure = before.is_some_and(|part| part.sure);
        let word = part.stem.of(self.text);
        let Item::Title(_) = part.item else { return None };
        let (title, rank) = lexicon.title(word)?;
        let name = word.get(..word.len() - title.len())?;
        let family = behind_name && matches!(rank, Rank::Head | Rank::Other) && name.chars().count() > 1;
        if !family && lexicon.surnames.of_full(name).is_none() {
            return None;
        }
        if super::form::classify(self.pack, name) != Item::Name || lexicon.body_ending(name).is_some() {
            return None;
        }
        let cut = part.stem.start + name.len();
        let piece = |item, stem| Part { item, stem, ..part.clone() };
        // 김가온대통령: an office is glued to nothing else of that form; 이란핵특사 begins with a state.
        let sure = behind_sure || super::form::prefix_country(self.pack, name).is_none();
        Some([
            Part { sure, ..piece(Item::Name, ByteSpan::new(part.stem.start, cut)) },
            piece(Item::Title(rank), ByteSpan::new(cut, part.stem.end)),
        ])
    }
}
