//! Several named together: 한미 정상이, 두 장관은, 양국은.

use sagwan_text::pattern::{Facts, Value};
use sagwan_text::vocabulary::Effect;
use sagwan_text::{Members, MentionKind, Office, Rank, Word};

use super::form::{Form, Item};
use super::part::Reading;

/// Values of [`Effect::Members`].
const PERSONS: usize = 0;
const SIDES: usize = 1;
const STATES: usize = 2;
const LEADERS: usize = 3;
const FOREIGN_MINISTERS: usize = 4;
const DEFENCE_MINISTERS: usize = 5;

/// The last of the words that an effect captures for a word.
pub(super) fn captured(facts: &Facts, at: usize, effect: Effect) -> Option<usize> {
    let effect = usize::from(effect);
    let words = facts.of(at).iter().filter(|fact| fact.effect == effect);
    words.filter_map(|fact| if let Value::Word(word) = fact.value { Some(word) } else { None }).max()
}

impl Reading<'_> {
    /// Several named together from a word on: who, and the last word.
    pub(super) fn several(&self, at: usize) -> Option<(MentionKind, usize)> {
        let last = captured(self.facts, at, Effect::Several)?;
        let members = self.facts.strongest(at, Effect::Members)?;
        let office = match members {
            PERSONS | SIDES => None,
            STATES => Some(Office::State),
            LEADERS => Some(Office::Leader),
            FOREIGN_MINISTERS => Some(Office::ForeignMinister),
            DEFENCE_MINISTERS => Some(Office::DefenceMinister),
            _ => return None,
        };
        let codes = self.codes(at, last);
        if let Some(office) = office.filter(|_| codes.len() > 1) {
            return Some((MentionKind::States { codes, office }, last));
        }
        // Values of the effect: two, three.
        let size = 2 + self.facts.strongest(at, Effect::Size)?;
        let members = match members {
            SIDES => Members::Sides,
            STATES => Members::States,
            _ => Members::Persons(self.rank(last)),
        };
        Some((MentionKind::Group { size, members }, last))
    }

    /// The states named from a word to another.
    fn codes(&self, first: usize, last: usize) -> Vec<String> {
        let words = self.words.iter().zip(&self.forms.of).take(last + 1).skip(first);
        words.flat_map(|(word, form)| self.codes_of(word, form)).collect()
    }

    fn codes_of(&self, word: &Word, form: &Form) -> Vec<String> {
        match &form.item {
            Item::Country(code) => vec![code.clone()],
            _ => {
                let found = self.pack.lexicon.compound(word.stem.of(self.text)).unwrap_or_default();
                found.iter().map(|country| country.code.clone()).collect()
            }
        }
    }

    fn rank(&self, at: usize) -> Option<Rank> {
        match self.forms.of.get(at)?.item {
            Item::Title(rank) => Some(rank),
            _ => None,
        }
    }
}
