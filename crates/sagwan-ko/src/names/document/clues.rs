//! What a document shows of each stretch that may be a name: by itself, beside its neighbours, wherever it stands.
//!
//! Takes the sightings of a document, gives numbers for each of them, which the model weighs. Nothing is decided here.

use rustc_hash::FxHashMap;
use sagwan_text::{Case, Text, Word, WordKind};

use super::model::Model;
use super::sighting::{Rest, Sighting};
use crate::jamo;
use crate::names::form::{Form, Forms, Item};
use crate::pack::Pack;
use crate::words::case::marking;
use sagwan_text::forest::LARGEST;

/// How many clues there are in the first round.
pub const FIRST: usize = 43;
/// And in the second, which knows what the first thought.
pub const SECOND: usize = FIRST + 6;

/// How far behind a name its office is looked for.
const TO_OFFICE: usize = 8;

/// What looks less like a name than this, by itself and by the words beside it, is not looked at: two of a hundred names
/// and nine of ten other words.
const HARDLY: i16 = -45;

/// The clues of one sighting.
pub type Clues = [i16; SECOND];

/// A document whose names are looked for.
pub struct Document<'d> {
    /// What is known of the language.
    pub pack: &'d Pack,
    /// The text.
    pub text: &'d str,
    /// Its sentences.
    pub read: &'d Text,
    /// The forms of their words.
    pub forms: &'d [Forms],
    /// Where names may stand, in order.
    pub sightings: &'d [Sighting],
}

/// What is known of a stretch wherever it stands.
#[derive(Debug, Default, Clone, Copy)]
struct Everywhere {
    count: i16,
    /// How often something other than nothing follows it in its word, and how often as the subject or topic.
    carried: i16,
    subject: i16,
    /// How often an office or what belongs to one follows.
    before_office: i16,
    /// How often it ends its word, and nothing follows.
    alone: i16,
    best: i16,
    sum: i32,
}

impl<'d> Document<'d> {
    fn word(&self, sighting: &Sighting, offset: isize) -> Option<(&'d Word, &'d Form)> {
        let at = sighting.word.checked_add_signed(offset)?;
        let word = self.read.sentences.get(sighting.sentence)?.words.get(at)?;
        Some((word, self.forms.get(sighting.sentence)?.of.get(at)?))
    }

    /// The word that stands so many words behind that of a sighting.
    pub fn near(&self, sighting: &Sighting, offset: isize) -> Option<&'d Word> {
        self.word(sighting, offset).map(|(word, _)| word)
    }

    /// The text of a sighting.
    pub fn stretch(&self, sighting: &Sighting) -> &'d str {
        sighting.span.of(self.text)
    }

    /// The clues of the first round for every sighting; `None` for those that neither look like a name nor stand where one
    /// does.
    pub fn first(&self, model: &Model) -> Vec<Option<Clues>> {
        let everywhere = self.everywhere(|_| 0);
        let counts: Vec<i16> =
            self.sightings.iter().map(|s| known(&everywhere, self.stretch(s)).count).collect();
        let glance = |s: &Sighting| (model.form_of(self.stretch(s)), model.context_of(self, s));
        let glances: Vec<(i16, i16)> = self.sightings.iter().map(glance).collect();
        let clues = |(n, (form, context)): (usize, &(i16, i16))| {
            let worth = |s: &Sighting| form + context > HARDLY || self.is_held(s);
            self.sightings
                .get(n)
                .filter(|s| worth(s))
                .map(|_| self.clues(n, &glances, model, &everywhere, &counts))
        };
        glances.iter().enumerate().map(clues).collect()
    }

    /// Whether an office follows, or is glued to it, so that it is worth a look whatever it looks like.
    fn is_held(&self, s: &Sighting) -> bool {
        let office =
            |offset: isize| self.word(s, offset).is_some_and(|(_, f)| matches!(f.item, Item::Title(_)));
        s.rest == Rest::Office || s.rest == Rest::Nothing && (office(1) || office(2))
    }

    /// Adds what the first round thought of a sighting, of its rivals, of the same stretch elsewhere, of its neighbours.
    pub fn second(&self, clues: &mut [Option<Clues>], thought: &[i16]) {
        let score = |n: usize| thought.get(n).copied().unwrap_or(i16::MIN);
        let everywhere = self.everywhere(score);
        // The best of each word.
        let mut best: FxHashMap<(usize, usize), i16> = FxHashMap::default();
        for (n, s) in self.sightings.iter().enumerate() {
            let slot = best.entry((s.sentence, s.word)).or_insert(i16::MIN);
            *slot = score(n).max(*slot);
        }
        let of_word = |s: &Sighting, offset: isize| {
            let at = s.word.checked_add_signed(offset)?;
            best.get(&(s.sentence, at)).copied()
        };
        for (n, (own, s)) in clues.iter_mut().zip(self.sightings).enumerate() {
            let Some(own) = own else { continue };
            let rival = self.rivals(n).map(score).max().unwrap_or(-LARGEST);
            let all = known(&everywhere, self.stretch(s));
            let mean = all.sum / i32::from(all.count.max(1));
            let added = [
                score(n),
                rival,
                all.best,
                i16::try_from(mean).unwrap_or(0),
                of_word(s, -1).unwrap_or(-LARGEST),
                of_word(s, 1).unwrap_or(-LARGEST),
            ];
            if let Some(slots) = own.get_mut(FIRST..) {
                slots.copy_from_slice(&added);
            }
        }
    }

    /// The other sightings of a part of a word.
    pub fn rivals(&self, n: usize) -> impl Iterator<Item = usize> {
        let part = self.sightings.get(n).map(|s| s.part);
        let same = move |m: &usize| self.sightings.get(*m).map(|s| s.part) == part;
        let before = (0..n).rev().take_while(same);
        let behind = (n + 1..self.sightings.len()).take_while(same);
        before.chain(behind)
    }

    fn everywhere(&self, score: impl Fn(usize) -> i16) -> FxHashMap<&'d str, Everywhere> {
        let mut found: FxHashMap<&str, Everywhere> = FxHashMap::default();
        for (n, s) in self.sightings.iter().enumerate() {
            let all =
                found.entry(self.stretch(s)).or_insert(Everywhere { best: i16::MIN, ..Default::default() });
            all.count = all.count.saturating_add(1);
            all.carried = all.carried.saturating_add(i16::from(s.rest == Rest::Particles));
            all.alone = all.alone.saturating_add(i16::from(s.rest == Rest::Nothing));
            let office = s.rest == Rest::Office
                || s.rest == Rest::Nothing
                    && self
                        .word(s, 1)
                        .is_some_and(|(_, f)| matches!(f.item, Item::Title(_) | Item::Modifier));
            all.before_office = all.before_office.saturating_add(i16::from(office));
            let subject = matches!(self.case(s), Case::Subject | Case::Topic);
            all.subject = all.subject.saturating_add(i16::from(subject && s.rest == Rest::Particles));
            all.best = all.best.max(score(n));
            all.sum += i32::from(score(n));
        }
        found
    }

    /// The case that what follows a sighting in its word gives it.
    fn case(&self, s: &Sighting) -> Case {
        let Some((word, _)) = self.word(s, 0) else { return Case::Bare };
        match s.rest {
            Rest::Particles => marking(self.text.get(s.span.end..word.span.end).unwrap_or("")).0,
            _ => Case::Bare,
        }
    }

    fn clues(
        &self,
        n: usize,
        glances: &[(i16, i16)],
        model: &Model,
        everywhere: &FxHashMap<&str, Everywhere>,
        counts: &[i16],
    ) -> Clues {
        let mut clues = [0; SECOND];
        let Some((s, &(form, context))) = self.sightings.get(n).zip(glances.get(n)) else { return clues };
        let Some((word, own_form)) = self.word(s, 0) else { return clues };
        let stretch = self.stretch(s);
        let syllables = length(stretch);
        let all = known(everywhere, stretch);
        let rival_count = self.rivals(n).filter_map(|m| counts.get(m)).copied().max().unwrap_or(0);
        let lexicon = &self.pack.lexicon;
        let is_last = s.rest != Rest::Listed;
        let near = |offset: isize| self.word(s, offset);
        let next = if is_last { near(1) } else { None };
        let after = if is_last { near(2) } else { None };
        let previous = if s.opens { near(-1) } else { None };
        let earlier = if s.opens { near(-2) } else { None };
        let item = |near: Option<(&Word, &Form)>| near.map_or(0, |(word, form)| code(word, form));
        let case = |near: Option<(&Word, &Form)>| near.map_or(-1, |(word, _)| word.case as i16);
        let class = |near: Option<(&Word, &Form)>| near.map_or(-1, |(word, _)| word.class as i16);
        let long = |near: Option<(&Word, &Form)>| near.map_or(0, |(word, _)| length(word.stem.of(self.text)));
        let surname = lexicon.surnames.begins(stretch).is_some();
        let entry = lexicon.known(stretch);
        let tags = word.morphs.iter().filter(|m| s.span.contains(m.span));
        let (mut pieces, mut proper) = (0, 0);
        for morph in tags {
            pieces += 1;
            proper += i16::from(morph.tag == "NNP");
        }
        let own = [
            form,
            context,
            syllables,
            all.count.min(9),
            rival_count.min(9),
            s.rest as i16,
            self.case(s) as i16,
            i16::from(word.stem == s.span),
            i16::from(word.proper),
            word.class as i16,
            word.pos as i16,
            i16::from(self.pack.analyser.word_class(stretch)),
            i16::from(self.pack.analyser.word_class(word.span.of(self.text))),
            code(word, own_form),
            i16::from(entry.common_noun)
                + 2 * i16::from(entry.is_state())
                + 4 * i16::from(lexicon.is_city(entry)),
            item(next),
            item(after),
            item(previous),
            item(earlier),
            next.map_or(0, |(w, _)| model.form_of(w.stem.of(self.text))),
            previous.map_or(0, |(w, _)| model.form_of(w.stem.of(self.text))),
            long(next),
            long(previous),
            case(previous),
            class(previous),
            class(next),
            case(next),
            next.map_or(0, |(w, _)| i16::from(self.pack.analyser.word_class(w.stem.of(self.text)))),
            previous.map_or(0, |(w, _)| i16::from(self.pack.analyser.word_class(w.stem.of(self.text)))),
            self.bracket(s),
            (s.word.min(4)) as i16,
            if surname { syllables } else { 0 },
            self.to_office(s),
            all.before_office.min(5),
            all.subject.min(5),
            all.alone.min(5),
            all.carried.min(5),
            i16::from(s.opens),
            pieces,
            proper,
            self.rivals(n).filter_map(|m| glances.get(m)).map(|(form, _)| *form).max().unwrap_or(-LARGEST),
            self.known_rival(n),
            self.behind_names(s),
        ];
        if let Some(slots) = clues.get_mut(..FIRST) {
            slots.copy_from_slice(&own);
        }
        clues
    }

    /// What the lexicon knows a rival for: 만 of 마닐라에서만, a city with particles, is no part of a name.
    fn known_rival(&self, n: usize) -> i16 {
        let lexicon = &self.pack.lexicon;
        let known = |m: usize| {
            let entry = lexicon.known(self.sightings.get(m).map_or("", |s| self.stretch(s)));
            i16::from(entry.is_state())
                + 2 * i16::from(lexicon.is_city(entry))
                + 4 * i16::from(lexicon.body_of(entry).is_some())
        };
        self.rivals(n).map(known).max().unwrap_or(0)
    }

    /// What stands behind the words that follow and look like names: 요르단 페트코프 불가리아 외무차관 is of one state only.
    fn behind_names(&self, s: &Sighting) -> i16 {
        if s.rest != Rest::Nothing {
            return 0;
        }
        let mut offset = 1;
        while let Some((word, form)) = self.word(s, offset) {
            if form.item != Item::Name || offset > 4 || !word.particle.is_empty() {
                return code(word, form);
            }
            offset += 1;
        }
        0
    }

    /// What a bracket right behind the word holds: nothing, Chinese characters, letters, syllables.
    fn bracket(&self, s: &Sighting) -> i16 {
        let is_open = |offset: isize| self.word(s, offset).is_some_and(|(w, _)| w.kind == WordKind::Open);
        if !is_open(1) {
            return if s.word > 0 && is_open(-1) { 4 } else { 0 };
        }
        match self.word(s, 2).and_then(|(w, _)| w.span.of(self.text).chars().next()) {
            Some(c) if jamo::is_hanja(c) => 1,
            Some(c) if c.is_ascii_alphabetic() => 2,
            Some(c) if c.is_ascii_digit() => 5,
            _ => 3,
        }
    }

    /// How many words behind it the first office of its noun phrase stands; 0 when there is none.
    fn to_office(&self, s: &Sighting) -> i16 {
        if !matches!(s.rest, Rest::Nothing | Rest::Listed) {
            return 0;
        }
        for offset in 1..=TO_OFFICE {
            let Some((word, form)) = self.word(s, offset as isize) else { return 0 };
            if word.kind == WordKind::Word {
                if matches!(form.item, Item::Title(_)) {
                    return offset as i16;
                }
                if !matches!(word.case, Case::Bare | Case::Genitive) || word.ends_clause() {
                    return 0;
                }
            }
        }
        0
    }
}

fn known(everywhere: &FxHashMap<&str, Everywhere>, stretch: &str) -> Everywhere {
    everywhere.get(stretch).copied().unwrap_or_default()
}

fn length(word: &str) -> i16 {
    word.chars().count().min(20) as i16
}

/// What a word is by its form, or which mark.
fn code(word: &Word, form: &Form) -> i16 {
    match word.kind {
        WordKind::Word => match &form.item {
            Item::Country(_) => 1,
            Item::Organisation { media: true, .. } | Item::SameOutlet => 2,
            Item::Organisation { .. } => 3,
            Item::Title(rank) => 20 + *rank as i16,
            Item::Modifier => 5,
            Item::Seat => 6,
            Item::Place => 7,
            Item::Name => 8,
            Item::Other => 9,
        },
        WordKind::Open => 10,
        WordKind::Close => 11,
        WordKind::Quote => 12,
        WordKind::Mark => 13,
    }
}
