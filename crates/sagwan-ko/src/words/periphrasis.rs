//! What several words tell of one predicate: 만나지 않았다, 만날 수 있다, 만난 것으로 알려졌다.
//!
//! Takes the pieces of a sentence, gives for each predicate that is nobody's auxiliary a [`Group`] with what the whole
//! tells. Leaves out where the clause of the predicate begins.

use std::sync::LazyLock;

use sagwan_text::{Aspect, Case, LinkKind, Mood, Polarity, Tense, Voice, Word};

use crate::grammar::ending::{self, Class};
use crate::grammar::table::{ByForm, aspect_of, link_of, mood_of, polarity_of, rows, tense_of, voice_of};
use crate::tag::Tag;
use crate::words::piece::{Piece, PieceKind, Pieces};
use crate::words::postposition;

/// What the words of a row tell.
#[derive(Debug, Clone, Copy, Default)]
struct Sets {
    tense: Option<Tense>,
    aspect: Option<Aspect>,
    mood: Option<Mood>,
    negative: bool,
    voice: Option<Voice>,
    link: Option<LinkKind>,
    keeps_tense: bool,
    /// The words stay a predicate of their own.
    apart: bool,
}

#[derive(Debug)]
struct Row {
    /// The ending before the words.
    ending: &'static str,
    /// Whether the sign of the past stands before that: 었면.
    past: bool,
    /// The words behind the first.
    rest: Vec<&'static str>,
    /// Whether the last word is a predicate.
    closes: bool,
    sets: Sets,
}

/// The rows by their first word: what stands behind most predicates begins none.
static PERIPHRASES: LazyLock<ByForm<Vec<Row>>> = LazyLock::new(|| {
    let mut found: ByForm<Vec<Row>> = ByForm::default();
    for [ending, then, sets, ..] in rows::<5>(include_str!("../../data/periphrases.tsv")) {
        let stem = |word: &'static str| word.strip_suffix(DICTIONARY_ENDING);
        let closes = then.split(' ').next_back().and_then(stem).is_some();
        let mut then = then.split(' ').map(|word| stem(word).unwrap_or(word));
        let Some(first) = then.next() else { continue };
        let past = ending.strip_prefix(PAST);
        let row = Row {
            ending: past.unwrap_or(ending),
            past: past.is_some(),
            rest: then.collect(),
            closes,
            sets: sets_of(sets),
        };
        found.entry(first).or_default().push(row);
    }
    // 수 있다 하다 before 수 있다.
    for rows in found.values_mut() {
        rows.sort_by_key(|row| std::cmp::Reverse(row.rest.len()));
    }
    found
});

/// The sign of the past in its shortest form.
const PAST: &str = "었";

/// What ends a verb in a dictionary.
pub(crate) const DICTIONARY_ENDING: char = '다';

fn sets_of(cell: &'static str) -> Sets {
    let mut sets = Sets::default();
    for word in cell.split(' ') {
        sets.tense = tense_of(word).or(sets.tense);
        sets.aspect = aspect_of(word).or(sets.aspect);
        sets.mood = mood_of(word).or(sets.mood);
        sets.negative |= polarity_of(word).is_some();
        sets.voice = voice_of(word).or(sets.voice);
        sets.link = link_of(word).or(sets.link);
        sets.keeps_tense |= word == "Keep";
        sets.apart |= word == "Word";
    }
    sets
}

/// A predicate with its auxiliaries, and what the whole tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    /// The number of its piece.
    pub piece: usize,
    /// The word of its predicate.
    pub main: usize,
    /// The word of its last auxiliary.
    pub last: usize,
    pub tense: Tense,
    pub aspect: Aspect,
    pub mood: Mood,
    pub polarity: Polarity,
    pub voice: Voice,
    /// How it hangs on what follows; `None` when it closes a sentence.
    pub link: Option<LinkKind>,
}

/// The groups of a sentence in order.
pub(crate) fn groups(pieces: &Pieces, words: &[Word], found: &mut Vec<Group>) {
    found.clear();
    let mut at = 0;
    while at < pieces.len() {
        match pieces.predicate(at) {
            Some(main) => {
                let (group, next) = group(pieces, words, at, main);
                found.push(group);
                at = next;
            }
            None => at += 1,
        }
    }
}

/// The group that begins at a piece, and the number of the first piece behind it.
fn group(pieces: &Pieces, words: &[Word], at: usize, main: &Piece) -> (Group, usize) {
    let before = at.checked_sub(1).and_then(|n| pieces.kind_and_stem(n, words));
    let negated = before.is_some_and(|(kind, stem)| {
        kind == PieceKind::Adverb && ending::stem(stem, Tag::MAG).polarity == Polarity::Negative
    });
    let mut tense = tense_as(main, main.class);
    let mut mood = main.mood();
    let mut class = main.class;
    let mut voice = main.voice;
    let mut aspect = Aspect::Plain;
    let mut negative = (main.polarity == Polarity::Negative) != negated;
    let mut link = main.link();
    let mut last = at;
    while let Some((sets, next)) = auxiliary(pieces, words, last) {
        mood = sets.mood.or(mood);
        aspect = sets.aspect.unwrap_or(aspect);
        negative ^= sets.negative;
        voice = sets.voice.unwrap_or(voice);
        if sets.apart {
            break;
        }
        let aux = pieces.predicate(next);
        class = match aux.map_or(Class::Verb, |aux| aux.class) {
            Class::Main => class,
            own => own,
        };
        if !sets.keeps_tense {
            tense = tense_with(tense, sets.tense, aux, class);
        }
        // Whether, if and let us outweigh may and must; those outweigh what 겠 means.
        mood = aux.and_then(|aux| aux.meaning.mood).or(mood).or(aux.and_then(|aux| aux.early.mood));
        link = match aux {
            // 만나기 위한 회담
            Some(aux) if aux.closing == Tag::ETM => aux.link(),
            _ => sets.link.or(aux.and_then(Piece::link)),
        };
        last = next;
    }
    let own = pieces.word(at).unwrap_or_default();
    let group = Group {
        piece: at,
        main: own,
        last: pieces.word(last).unwrap_or(own),
        tense: tense.unwrap_or_default(),
        aspect,
        mood: mood.unwrap_or_default(),
        polarity: if negative { Polarity::Negative } else { Polarity::Positive },
        voice,
        link,
    };
    (group, last + 1)
}

/// The tense of a piece when its endings are read as those of a class.
fn tense_as(piece: &Piece, class: Class) -> Option<Tense> {
    if piece.class == class || piece.early.tense.is_some() {
        return piece.tense();
    }
    piece.ending.meaning(piece.closing, &piece.stem, class).tense
}

/// The tense of a predicate with one more auxiliary.
fn tense_with(before: Option<Tense>, set: Option<Tense>, aux: Option<&Piece>, class: Class) -> Option<Tense> {
    let own = aux.and_then(|aux| tense_as(aux, class));
    let is_copula = aux.is_some_and(|aux| aux.class == Class::Copula);
    match set {
        // 만났을 것이다, 만날 예정이었다
        Some(_) if before == Some(Tense::Past) => before,
        Some(_) if own == Some(Tense::Past) && is_copula => own,
        Some(_) => set,
        None => own.or(before),
    }
}

/// What the pieces behind a predicate tell of it, and the number of the last of them.
fn auxiliary(pieces: &Pieces, words: &[Word], at: usize) -> Option<(Sets, usize)> {
    let piece = pieces.predicate(at)?;
    let (kind, stem) = pieces.kind_and_stem(at + 1, words).filter(|(kind, _)| *kind != PieceKind::Other)?;
    // One adverb may stand in between: 만날 수 전혀 없다.
    let (first, stem) = match kind {
        PieceKind::Adverb => (at + 2, pieces.kind_and_stem(at + 2, words).map_or("", |(_, stem)| stem)),
        _ => (at + 1, stem),
    };
    if let Some(rows) = PERIPHRASES.get(stem) {
        let past = piece.early.tense == Some(Tense::Past);
        let bare = piece.ending.form.as_str();
        let whole = piece.whole_ending().as_str();
        // The more an ending holds, the more it tells.
        let forms = [past.then_some((bare, true)), Some((whole, false)), Some((bare, false))];
        for (ending, past) in forms.into_iter().flatten() {
            for row in rows.iter().filter(|row| row.past == past && row.ending == ending) {
                if let Some(last) = follows(pieces, words, first, row) {
                    return Some((row.sets, last));
                }
            }
        }
    }
    if kind != PieceKind::Predicate || piece.closing != Tag::EC || piece.link() == Some(LinkKind::Quotative) {
        return None;
    }
    // 가 주다, 찾아오다: an auxiliary that tells nothing of its own. 가자고 하다 is what somebody says, 거쳐 가다 is no more
    // than 가다.
    let next = pieces.predicate(at + 1).filter(|next| next.tag == Tag::VX)?;
    let word = pieces.word(at)?;
    let before = word.checked_sub(1).and_then(|n| words.get(n));
    let stands_for_particle =
        postposition::find(piece, before, words.get(word + 1)).is_some_and(|found| found.leans);
    (!stands_for_particle).then(|| {
        let sets = Sets { voice: Some(next.voice).filter(|v| *v != Voice::Active), ..Sets::default() };
        (sets, at + 1)
    })
}

/// The number of the last piece when the words of a row stand from its first word at `first` on.
fn follows(pieces: &Pieces, words: &[Word], first: usize, row: &Row) -> Option<usize> {
    let mut at = first;
    let mut rest = row.rest.iter();
    loop {
        let (kind, _) = pieces.kind_and_stem(at, words)?;
        let next = rest.next();
        let is_last = next.is_none();
        let wanted = if is_last && row.closes { PieceKind::Predicate } else { PieceKind::Noun };
        if kind != wanted && (is_last || kind != PieceKind::Predicate) {
            return None;
        }
        let Some(next) = next else { break };
        at += 1;
        if pieces.kind_and_stem(at, words)?.0 == PieceKind::Adverb {
            at += 1;
        }
        if pieces.kind_and_stem(at, words)?.1 != *next {
            return None;
        }
    }
    // 만난 뒤의 일: the noun is one of the clause around it.
    let case = pieces.word(at).and_then(|n| words.get(n)).map_or(Case::Bare, |w| w.case);
    let apart = !row.closes && !matches!(case, Case::Bare | Case::At | Case::Topic | Case::Focus);
    (!apart).then_some(at)
}
