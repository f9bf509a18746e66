//! Gives every character of a sentence its label, left to right.
//!
//! An eojeol that the model remembers whole takes its labels from memory. Otherwise each Hangul syllable takes the label with the highest sum of feature weights among those known for it;
//! numbers, letters and marks are labelled by what they are.

use super::features::{self, COUNT, History, STYLED, Window};
use super::label::{Label, Piece};
use crate::jamo;
use crate::tag::Tag;

/// How compounds and tags are cut: two treebanks' habits that the model knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As the teacher on newswire: what reading rests on.
    #[default]
    News,
    /// As the treebank UD Korean GSD.
    Gsd,
}

/// Most labels that one syllable may take.
pub const MAX_CANDIDATES: usize = 256;

/// Sums of weights, one for each candidate of a syllable.
pub type Scores = [i32; MAX_CANDIDATES];

/// What the tagger asks of a model.
pub trait TaggerModel {
    /// All labels.
    fn labels(&self) -> &[Label];
    /// The labels that a syllable may take.
    fn candidates(&self, syllable: char) -> &[u16];
    /// Sums the weights of `features` for the first `count` candidates of a syllable. Every feature holds its
    /// syllable, so a weight names its label by the place among the syllable's candidates.
    fn score(&self, features: &[u32], count: usize, sums: &mut Scores);
    /// The labels of an eojeol that is remembered whole.
    fn remembered(&self, eojeol: u64, length: usize) -> Option<&[u16]>;
    /// What a word of the lexicon may be (`features::class`); 0 when it is none.
    fn word(&self, hash: u64) -> u8;
    /// The number of a label of a single piece.
    fn simple(&self, tag: Tag, begins: bool) -> u16;
}

/// What the tagger found at a position, for a trainer to look at.
pub struct Decision<'a> {
    /// Position in the sentence.
    pub at: usize,
    /// Its features.
    pub features: &'a [u32],
    /// The label with the best score.
    pub best: u16,
    /// The labels that the syllable may take.
    pub candidates: &'a [u16],
    /// Their sums of weights.
    pub scores: &'a [i32],
}

/// Labels the sentence in `window` into `out`, one for each character; white space gets the label of its
/// neighbour and means nothing. `decide` may overrule a choice.
pub fn label_all(
    model: &impl TaggerModel,
    window: &mut Window,
    style: Style,
    out: &mut Vec<u16>,
    mut decide: impl FnMut(Decision<'_>) -> u16,
) {
    out.clear();
    let mut history = History::default();
    let mut features = [0u32; COUNT + STYLED];
    let mut scores: Scores = [0; MAX_CANDIDATES];
    let looked_up = match style {
        Style::News => COUNT,
        Style::Gsd => COUNT + STYLED,
    };
    let mut n = 0;
    while n < window.len() {
        let c = window.at(n);
        let (start, end) = window.eojeol(n);
        if c == ' ' {
            history = History { last_eojeol: history.previous, morpheme_start: n + 1, ..History::default() };
            out.push(0);
            n += 1;
            continue;
        }
        if n == start && style == Style::News {
            let hash = features::hash_eojeol((start..end).map(|i| window.at(i)));
            if let Some(known) = model.remembered(hash, end - start) {
                out.extend_from_slice(known);
                history.before_previous = known.iter().nth_back(1).map_or(0, |&l| u32::from(l) + 1);
                history.previous = known.last().map_or(0, |&l| u32::from(l) + 1);
                n = end;
                continue;
            }
        }
        if n == start {
            window.look_up(start, end, |hash| model.word(hash));
        }
        let previous = history.previous.checked_sub(1).and_then(|l| model.labels().get(l as usize));
        let label = if jamo::is_syllable(c) {
            features::extract(window, n, &history, style == Style::Gsd, &mut features);
            let used = features.get(..looked_up).unwrap_or(&features);
            let candidates = model.candidates(c);
            model.score(used, candidates.len(), &mut scores);
            let open = previous.map(Label::last_tag);
            let mut best = (i32::MIN, model.simple(Tag::NNP, true));
            for (&candidate, &score) in candidates.iter().zip(&scores) {
                if score <= best.0 {
                    continue;
                }
                let Some(label) = model.labels().get(usize::from(candidate)) else { continue };
                // What goes on with a morpheme needs one of its tag to be open.
                if label.begins() || open == Some(label.first_tag()) {
                    best = (score, candidate);
                }
            }
            decide(Decision { at: n, features: used, best: best.1, candidates, scores: &scores })
        } else {
            let (tag, begins) = mark(window, n, previous.map(Label::last_tag));
            model.simple(tag, begins)
        };
        if model.labels().get(usize::from(label)).is_some_and(|l| l.begins() || l.pieces().len() > 1) {
            history.morpheme_start = n;
        }
        history.open_tag = model.labels().get(usize::from(label)).map_or(0, |l| l.last_tag() as u8 + 1);
        history.before_previous = history.previous;
        history.previous = u32::from(label) + 1;
        out.push(label);
        n += 1;
    }
}

/// Tag of a character that is no Hangul syllable, and whether it begins a morpheme.
fn mark(window: &Window, n: usize, open: Option<Tag>) -> (Tag, bool) {
    let c = window.at(n);
    let (start, _) = window.eojeol(n);
    let before = if n > start { window.at(n - 1) } else { ' ' };
    let after = window.at(n + 1);
    let tag = match c {
        '0'..='9' => Tag::SN,
        ',' | '.' | ':' if before.is_ascii_digit() && after.is_ascii_digit() && c != ':' => Tag::SN,
        '.' | '-' | '_' | '@'
            if open == Some(Tag::SL)
                && after.is_ascii_alphabetic()
                && before.is_ascii_alphabetic()
                && c != '-' =>
        {
            Tag::SL
        }
        '.' | '?' | '!' | '。' | '？' | '！' => Tag::SF,
        ',' | ':' | ';' | '/' | '·' | '∙' | 'ㆍ' | '・' | '‧' | '、' => Tag::SP,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '「'
        | '」' | '『' | '』' | '《' | '》' | '〈' | '〉' | '«' | '»' | '【' | '】' | '―' | '–' | '—' => {
            Tag::SS
        }
        '…' => Tag::SE,
        '-' | '~' | '∼' | '〜' => Tag::SO,
        c if jamo::is_hanja(c) => Tag::SH,
        'ㄱ'..='ㆎ' => Tag::SW,
        c if c.is_alphabetic() => Tag::SL,
        c if c.is_numeric() => Tag::SN,
        _ => Tag::SW,
    };
    let joins = matches!(tag, Tag::SN | Tag::SL | Tag::SH | Tag::SE);
    (tag, !(joins && open == Some(tag)))
}

/// The label of a single piece.
pub fn simple_label(tag: Tag, begins: bool) -> Option<Label> {
    Label::new(&[Piece { begins, form: None, tag }])
}
