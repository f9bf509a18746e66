//! What several words tell of one predicate: 만나지 않았다, 만날 수 있다, 만난 것으로 알려졌다.
//!
//! Takes the pieces of a sentence, gives for each predicate that is nobody's auxiliary a [`Group`] with what the whole
//! tells. Leaves out where the clause of the predicate begins.

use std::sync::LazyLock;

use compact_str::CompactString;
use sagwan_text::{Aspect, Case, LinkKind, Mood, Polarity, Tense, Voice, Word};

use crate::grammar::ending::{self, Class};
use crate::grammar::table::{ByForm, aspect_of, link_of, mood_of, polarity_of, rows, tense_of, voice_of};
use crate::tag::Tag;
use crate::words::piece::{Piece, PieceKind};
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
    then: Vec<&'static str>,
    /// Whether the last of `then` is a predicate.
    closes: bool,
    sets: Sets,
}

static PERIPHRASES: LazyLock<ByForm<Vec<Row>>> = LazyLock::new(|| {
    let mut found: ByForm<Vec<Row>> = ByForm::default();
    for [ending, then, sets, ..] in rows::<5>(include_str!("../../data/periphrases.tsv")) {
        let stem = |word: &'static str| word.strip_suffix(DICTIONARY_ENDING);
        let closes = then.split(' ').next_back().and_then(stem).is_some();
        let then = then.split(' ').map(|word| stem(word).unwrap_or(word)).collect();
        found.entry(ending).or_default().push(Row { then, closes, sets: sets_of(sets) });
    }
    // 수 있다 하다 before 수 있다.
    for rows in found.values_mut() {
        rows.sort_by_key(|row| std::cmp::Reverse(row.then.len()));
    }
    found
});

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
pub(crate) fn groups(pieces: &[Piece], words: &[Word]) -> Vec<Group> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if piece.kind != PieceKind::Predicate {
            at += 1;
            continue;
        }
        let (group, next) = group(pieces, words, at, piece);
        found.push(group);
        at = next;
    }
    found
}

/// The group that begins at a piece, and the number of the first piece behind it.
fn group(pieces: &[Piece], words: &[Word], at: usize, main: &Piece) -> (Group, usize) {
    let negated = at.checked_sub(1).and_then(|n| pieces.get(n)).is_some_and(|before| {
        before.kind == PieceKind::Adverb
            && ending::stem(&before.stem, Tag::MAG).polarity == Polarity::Negative
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
        let Some(aux) = pieces.get(next) else { break };
        class = if aux.class == Class::Main { class } else { aux.class };
        if !sets.keeps_tense {
            tense = tense_with(tense, sets.tense, aux, class);
        }
        if aux.kind == PieceKind::Predicate {
            // Whether, if and let us outweigh may and must; those outweigh what 겠 means.
            mood = aux.meaning.mood.or(mood).or(aux.early.mood);
        }
        link = match aux.closing {
            // 만나기 위한 회담
            Tag::ETM => aux.link(),
            _ => sets.link.or(aux.link()),
        };
        last = next;
    }
    let word = |n: usize| pieces.get(n).map_or(main.word, |p| p.word);
    let group = Group {
        piece: at,
        main: main.word,
        last: word(last),
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
    ending::meaning(&piece.ending, piece.closing, &piece.stem, class).tense
}

/// The tense of a predicate with one more auxiliary.
fn tense_with(before: Option<Tense>, set: Option<Tense>, aux: &Piece, class: Class) -> Option<Tense> {
    let own = tense_as(aux, class);
    match set {
        // 만났을 것이다, 만날 예정이었다
        Some(_) if before == Some(Tense::Past) => before,
        Some(_) if own == Some(Tense::Past) && aux.class == Class::Copula => own,
        Some(_) => set,
        None => own.or(before),
    }
}

/// What the pieces behind a predicate tell of it, and the number of the last of them.
fn auxiliary(pieces: &[Piece], words: &[Word], at: usize) -> Option<(Sets, usize)> {
    let piece = pieces.get(at).filter(|p| p.kind == PieceKind::Predicate)?;
    let next = pieces.get(at + 1).filter(|p| p.kind != PieceKind::Other)?;
    let past = piece.early.tense == Some(Tense::Past);
    let with_past = past.then(|| PERIPHRASES.get(format_past(piece).as_str())).flatten();
    let whole =
        (piece.whole_ending != piece.ending).then(|| PERIPHRASES.get(piece.whole_ending.as_str())).flatten();
    let bare = PERIPHRASES.get(piece.ending.as_str());
    let rows = [with_past, whole, bare].into_iter().flatten().flatten();
    for row in rows {
        if let Some(last) = follows(pieces, words, at + 1, row) {
            return Some((row.sets, last));
        }
    }
    let before = piece.word.checked_sub(1).and_then(|n| words.get(n));
    let stands_for_particle =
        || postposition::find(piece, before, words.get(piece.word + 1)).is_some_and(|found| found.leans);
    // 가 주다, 찾아오다: an auxiliary that tells nothing of its own. 가자고 하다 is what somebody says, 거쳐 가다 is no more
    // than 가다.
    let bare = next.kind == PieceKind::Predicate
        && next.tag == Tag::VX
        && piece.closing == Tag::EC
        && piece.link() != Some(LinkKind::Quotative)
        && !stands_for_particle();
    bare.then(|| {
        let sets = Sets { voice: Some(next.voice).filter(|v| *v != Voice::Active), ..Sets::default() };
        (sets, at + 1)
    })
}

/// An ending with the sign of the past before it.
fn format_past(piece: &Piece) -> CompactString {
    let mut found = CompactString::const_new(PAST);
    found.push_str(&piece.ending);
    found
}

/// The sign of the past in its shortest form.
const PAST: &str = "었";

/// The number of the last piece when the words of a row stand at `from`.
fn follows(pieces: &[Piece], words: &[Word], from: usize, row: &Row) -> Option<usize> {
    let mut at = from;
    for (n, word) in row.then.iter().enumerate() {
        // One adverb may stand in between: 만날 수 전혀 없다.
        if pieces.get(at)?.kind == PieceKind::Adverb {
            at += 1;
        }
        let piece = pieces.get(at)?;
        let is_last = n + 1 == row.then.len();
        let wanted = if is_last && row.closes { PieceKind::Predicate } else { PieceKind::Noun };
        let inner = !is_last && piece.kind == PieceKind::Predicate && piece.stem == *word;
        if piece.stem != *word || piece.kind != wanted && !inner {
            return None;
        }
        // 만난 뒤의 일: the noun is one of the clause around it.
        let case = words.get(piece.word).map_or(Case::Bare, |w| w.case);
        if is_last && !row.closes && !matches!(case, Case::Bare | Case::At | Case::Topic | Case::Focus) {
            return None;
        }
        at += 1;
    }
    Some(at - 1)
}
