//! The result of an analysis, and the analyser that makes it.
//!
//! An analysis holds sentences, their tokens (words and marks) and the morphemes of each token, in three flat
//! lists that point into one another. Base forms that differ from the text (하 in 했다) lie in one string of
//! the analysis, so that a morpheme costs no allocation of its own.

#[cfg_attr(not(feature = "train"), allow(dead_code))]
pub(crate) mod depend;
// Some of it serves the trainer only.
#[cfg_attr(not(feature = "train"), allow(dead_code))]
pub(crate) mod morph;
pub(crate) mod morpheme;
pub mod quote;
pub(crate) mod sentence;
pub(crate) mod token;
pub(crate) mod user;

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::grammar::ending;
use crate::grammar::particle::{is_misfit, name_of, noun_of, particle_len};
use crate::grammar::table::lines;
use crate::jamo;
use crate::tag::Tag;
use depend::Dependency;
use morph::features::{self, Window};
use morph::model::{Model, ModelFault};
use morph::tagger::{self, Style, TaggerModel};
use morpheme::Form;
pub use morpheme::Morpheme;
use sagwan_text::{ByteSpan, Morph};
use token::{Token, TokenKind, WordClass};
use user::UserWords;

/// One sentence and its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last character.
    pub span: ByteSpan,
    /// Words and marks in the order of the text.
    pub tokens: Vec<Token>,
    /// For each token its head; empty unless the analyser was asked for heads.
    pub dependencies: Vec<Dependency>,
}

/// What the analyser found in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
    morphemes: Vec<Morpheme>,
    forms: String,
}

impl Analysis {
    /// The morphemes of a token.
    pub fn morphemes(&self, token: &Token) -> &[Morpheme] {
        self.morphemes.get(token.morphemes.start as usize..token.morphemes.end as usize).unwrap_or(&[])
    }

    /// All morphemes with their base forms.
    pub(crate) fn morphs(&self, text: &str) -> impl ExactSizeIterator<Item = Morph> {
        self.morphemes.iter().map(|m| Morph {
            span: m.span,
            form: self.form(m, text).into(),
            tag: m.tag.as_str(),
        })
    }

    /// All morphemes of a sentence.
    pub fn morphemes_of(&self, sentence: &Sentence) -> &[Morpheme] {
        let start = sentence.tokens.first().map_or(0, |t| t.morphemes.start as usize);
        let end = sentence.tokens.last().map_or(start, |t| t.morphemes.end as usize);
        self.morphemes.get(start..end).unwrap_or(&[])
    }

    /// The base form of a morpheme of this analysis; `text` is the text that was analysed.
    pub fn form<'a>(&'a self, morpheme: &Morpheme, text: &'a str) -> &'a str {
        match morpheme.form {
            Form::Text => morpheme.span.of(text),
            Form::Own(span) => span.of(&self.forms),
        }
    }
}

/// The embedded bytes, aligned so that their tables can be read in place.
#[repr(C, align(8))]
struct Aligned<Bytes: ?Sized>(Bytes);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!("../../model/ko.model"));

/// Part of the program, so that a test is where it is asked whether it is whole.
static MODEL: LazyLock<Result<Model<'static>, ModelFault>> = LazyLock::new(|| Model::of_whole(&BYTES.0));

/// What the embedded model is called: its language and the checksum of its file.
pub fn model_id() -> String {
    let sum = BYTES.0.get(12..20).unwrap_or(&[]);
    let hex: String = sum.iter().rev().map(|byte| format!("{byte:02x}")).collect();
    format!("ko-{hex}")
}

/// Analyses Korean text. Cheap to make; threads share one model.
#[derive(Debug, Clone, Default)]
pub struct Analyser {
    style: Style,
    words: UserWords,
    heads: bool,
}

impl Analyser {
    /// An analyser with the embedded model.
    pub fn new() -> Self {
        Analyser::default()
    }

    /// Cuts and tags as a treebank does; for measuring.
    pub fn with_style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Lays a user's words over the model.
    pub fn with_words(mut self, words: UserWords) -> Self {
        self.words = words;
        self
    }

    /// Finds the head of every word as well.
    pub fn with_heads(mut self) -> Self {
        self.heads = true;
        self
    }

    /// Sentences, tokens and morphemes of `text`. Never fails and never panics, whatever the text.
    pub fn analyse(&self, text: &str) -> Analysis {
        let mut analysis = Analysis::default();
        let mut work = Work::default();
        for span in sentence::split(text) {
            let mut tokens = token::tokens(text, span);
            if let Ok(model) = MODEL.as_ref() {
                self.label(model, text, span, &mut work);
                let before = analysis.morphemes.len();
                read_off(model, text, span, &tokens, &work, &mut analysis);
                make_verbs(&mut analysis, text, before);
                make_intentions(&mut analysis, text, before);
            }
            attach(MODEL.as_ref().ok(), &analysis, &mut work.attached, text, &mut tokens);
            let mut dependencies = Vec::new();
            if self.heads
                && let Ok(model) = MODEL.as_ref()
            {
                work.depend.fill(&tokens, |t| analysis.morphemes(t), |m| analysis.form(m, text));
                work.depend.parse(model, &tokens, &mut dependencies);
            }
            analysis.sentences.push(Sentence { span, tokens, dependencies });
        }
        analysis
    }

    /// What the lexicon says that a word may be (`features::class`); 0 when it does not have it.
    pub(crate) fn word_class(&self, word: &str) -> u8 {
        MODEL.as_ref().map_or(0, |model| model.word(features::hash_word(word.chars())))
    }

    fn label(&self, model: &Model<'_>, text: &str, span: ByteSpan, work: &mut Work) {
        work.window.fill(span.of(text).chars());
        self.words.mark(&work.window, &mut work.forced);
        let forced = &work.forced;
        tagger::label_all(model, &mut work.window, self.style, &mut work.labels, |decision| {
            match forced.get(decision.at) {
                Some(Some((tag, begins))) => model.simple(*tag, *begins),
                _ => decision.best,
            }
        });
    }
}

/// Analyses one sentence whose words are given, as a treebank cuts them.
#[cfg(feature = "train")]
pub fn analyse_words(model: &Model<'_>, style: Style, text: &str, words: &[ByteSpan]) -> Analysis {
    let mut analysis = Analysis::default();
    let mut work = Work::default();
    let span = ByteSpan::new(0, text.len());
    let mut end = 0;
    let mut tokens: Vec<Token> = Vec::new();
    for &word in words {
        let inside = word.of(text);
        let kind = match inside.chars().find(|c| c.is_alphanumeric()) {
            Some(_) => TokenKind::Word,
            None => inside.chars().next().map_or(TokenKind::Mark, token::kind_of),
        };
        tokens.push(Token::bare(word, kind, word.start > end || end == 0));
        end = word.end;
    }
    Analyser::new().with_style(style).label(model, text, span, &mut work);
    read_off(model, text, span, &tokens, &work, &mut analysis);
    attach(Some(model), &analysis, &mut work.attached, text, &mut tokens);
    analysis.sentences.push(Sentence { span, tokens, dependencies: Vec::new() });
    analysis
}

/// What is reused from sentence to sentence.
#[derive(Default)]
struct Work {
    window: Window,
    labels: Vec<u16>,
    forced: Vec<Option<(Tag, bool)>>,
    depend: depend::Work,
    /// How many morphemes have found their token.
    attached: usize,
}

/// Turns the labels of a sentence into morphemes.
fn read_off(
    model: &Model<'_>,
    text: &str,
    span: ByteSpan,
    tokens: &[Token],
    work: &Work,
    analysis: &mut Analysis,
) {
    let mut open = false;
    let mut starts = tokens.iter().map(|token| token.span.start).peekable();
    for ((offset, c), number) in span.of(text).char_indices().zip(&work.labels) {
        if c.is_whitespace() {
            open = false;
            continue;
        }
        let own = ByteSpan::new(span.start + offset, span.start + offset + c.len_utf8());
        // A morpheme ends with its token, whatever its label says.
        if starts.peek() == Some(&own.start) {
            starts.next();
            open = false;
        }
        let Some(label) = model.labels().get(usize::from(*number)) else { continue };
        for piece in label.pieces() {
            if piece.begins || !open {
                analysis.morphemes.push(Morpheme { span: own, tag: piece.tag, form: Form::Text });
                open = true;
            }
            let Some(morpheme) = analysis.morphemes.last_mut() else { continue };
            morpheme.span.end = own.end;
            // The form leaves the text where a piece stands for something else, or a syllable is shared.
            let shared = label.pieces().len() > 1;
            match (morpheme.form, piece.form) {
                (Form::Text, None) if !shared => {}
                (Form::Text, form) => {
                    let start = analysis.forms.len();
                    let before = ByteSpan::new(morpheme.span.start, own.start);
                    analysis.forms.push_str(before.of(text));
                    analysis.forms.push(form.unwrap_or(c));
                    morpheme.form = Form::Own(ByteSpan::new(start, analysis.forms.len()));
                }
                (Form::Own(own_form), form) => {
                    analysis.forms.push(form.unwrap_or(c));
                    morpheme.form = Form::Own(ByteSpan::new(own_form.start, analysis.forms.len()));
                }
            }
        }
    }
}

/// What events are called by is done, not like: 방한한 is a verb, whatever the model took it for.
fn make_verbs(analysis: &mut Analysis, text: &str, from: usize) {
    for n in from + 1..analysis.morphemes.len() {
        let is = |n: usize, tag: Tag| analysis.morphemes.get(n).filter(|m| m.tag == tag);
        let noun = is(n, Tag::XSA).and(is(n - 1, Tag::NNG)).map(|m| analysis.form(m, text));
        let is_done = noun.is_some_and(|noun| {
            noun.char_indices().any(|(at, _)| noun.get(at..).is_some_and(|end| EVENT_NOUNS.contains(end)))
        });
        if is_done && let Some(suffix) = analysis.morphemes.get_mut(n) {
            suffix.tag = Tag::XSV;
        }
    }
}

/// 열기로 했다: somebody means to do it, and no heat is spoken of.
fn make_intentions(analysis: &mut Analysis, text: &str, from: usize) {
    let mut n = from;
    while n + 2 < analysis.morphemes.len() {
        let is = |n: usize, tag: Tag| analysis.morphemes.get(n).filter(|m| m.tag == tag);
        let form = |m: &Morpheme| analysis.form(m, text);
        let noun = is(n, Tag::NNG).filter(|noun| {
            is(n + 1, Tag::JKB).is_some_and(|m| form(m) == "로")
                && DOING_NOUNS.contains(form(noun))
                && analysis.morphemes.get(n + 2).is_some_and(|m| MEANT.contains(form(m)))
        });
        if let Some(noun) = noun.copied() {
            let border = noun.span.end - '기'.len_utf8();
            let part = |start, end, tag| Morpheme { span: ByteSpan::new(start, end), tag, form: Form::Text };
            let parts = [part(noun.span.start, border, Tag::VV), part(border, noun.span.end, Tag::ETN)];
            analysis.morphemes.splice(n..=n, parts);
        }
        n += 1;
    }
}

/// Nouns that look like the nominal form of a verb.
static DOING_NOUNS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/doing_nouns.txt")).collect());

/// What stands behind ~기로 where something is meant to be done.
static MEANT: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/meant.txt")).collect());

/// The nouns that name events.
static EVENT_NOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/triggers.tsv")).skip(1).map(|row| row.split('\t'));
    rows.filter_map(|mut row| Some((row.next()?, row.nth(1)?)))
        .filter_map(|(head, form)| (form == "noun").then_some(head))
        .collect()
});

/// Gives each token its morphemes, and from them its stem, particle and class.
fn attach(
    model: Option<&Model<'_>>,
    analysis: &Analysis,
    next: &mut usize,
    text: &str,
    tokens: &mut [Token],
) {
    let morphemes = &analysis.morphemes;
    let mut before_name = false;
    for token in tokens.iter_mut() {
        let start = *next;
        while morphemes.get(*next).is_some_and(|m| m.span.start < token.span.end) {
            *next += 1;
        }
        token.morphemes = number(start)..number(*next);
        let own = morphemes.get(start..*next).unwrap_or(&[]);
        if token.kind == TokenKind::Word && !own.is_empty() {
            describe(own, analysis, text, token);
            if model.is_some_and(|model| is_known_name(model, text, token)) {
                // 페르난도, not 페르난+도.
                token.stem = token.span;
                token.particle = ByteSpan::new(token.span.end, token.span.end);
                token.proper = true;
            }
            let after_name = std::mem::replace(&mut before_name, own.iter().all(|m| m.tag == Tag::NNP));
            if after_name
                && token.spaced
                && token.class == WordClass::Adnominal
                && model.is_some_and(|model| is_unheard_verb(model, analysis, own, text))
            {
                // 알렉세이 보린: no verb 보리 is known, so that this is the rest of the name.
                token.class = WordClass::Nominal;
                token.proper = true;
                before_name = true;
            }
        } else {
            before_name = false;
        }
    }
    for n in 0..tokens.len() {
        if let Some([name, open, script, close, ..]) = tokens.get_mut(n..)
            && name.kind == TokenKind::Word
            && open.kind == TokenKind::Open
            && !open.spaced
            && close.kind == TokenKind::Close
            && script.span.of(text).chars().all(jamo::is_hanja)
        {
            // 사나에(高市早苗): before its own hanja a name carries no particle.
            name.stem = name.span;
            name.particle = ByteSpan::new(name.span.end, name.span.end);
            name.class = WordClass::Nominal;
            name.proper = true;
        }
    }
}

/// Whether a word that the tagger split is a name of the lexicon as a whole, and its stem is no word of it.
fn is_known_name(model: &Model<'_>, text: &str, token: &Token) -> bool {
    let class_of = |span: ByteSpan| model.word(features::hash_word(span.of(text).chars()));
    token.particle.len() == 3
        && token.stem.len() >= 6
        && class_of(token.span) == features::class::NAME
        && class_of(token.stem) == 0
}

/// Whether a word begins with a stem that the lexicon does not hold for one of a verb or adjective.
fn is_unheard_verb(model: &Model<'_>, analysis: &Analysis, own: &[Morpheme], text: &str) -> bool {
    own.first().filter(|m| matches!(m.tag, Tag::VV | Tag::VA)).is_some_and(|stem| {
        let hash = features::hash_word(analysis.form(stem, text).chars());
        model.word(hash) & features::class::PREDICATE == 0
    })
}

/// Whether morphemes stand side by side that no Korean word joins (멜로+니 as noun and ending): the model has
/// taken a name apart.
pub(crate) fn is_broken(own: &[Morpheme], analysis: &Analysis, text: &str) -> bool {
    own.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        let noun = matches!(a.tag, Tag::NNG | Tag::NNP | Tag::NP | Tag::XPN);
        let closed = matches!(a.tag, Tag::EF | Tag::ETN | Tag::ETM);
        // 이와야: no 야 stands behind 와.
        let no_run = || {
            let run = ByteSpan::new(a.span.start, b.span.end).of(text);
            NO_RUNS.contains(&run)
        };
        let copula = b.tag == Tag::VCP && a.tag == Tag::JKB && a.span.len() == 3;
        noun && b.tag.is_ending()
            || a.tag == Tag::EC && matches!(b.tag, Tag::NNG | Tag::NNP)
            || copula
            || a.tag == Tag::JKB && b.tag == Tag::JX && no_run()
            // 코바치: a syllable that happens to be a noun, and a verb.
            || matches!(a.tag, Tag::NNG | Tag::NNP) && a.span.len() == 3 && matches!(b.tag, Tag::VV | Tag::VA)
            // 처한다며: ㄴ다 and 며, which the model takes apart at times, are one ending.
            || closed && (b.tag.is_ending() && !are_one_ending(a, b, analysis, text))
            || closed && matches!(b.tag, Tag::VV | Tag::VA)
            // 미한: no verb is made of the one syllable of a country.
            || a.tag == Tag::NNP && a.span.len() == 3 && matches!(b.tag, Tag::XSV | Tag::XSA)
            || a.tag == Tag::XPN && b.tag.is_predicate()
    })
}

fn are_one_ending(a: &Morpheme, b: &Morpheme, analysis: &Analysis, text: &str) -> bool {
    let whole = [analysis.form(a, text), analysis.form(b, text)].concat();
    ending::is_known(&ending::shortest(&whole))
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Runs of particles that no word has.
static NO_RUNS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/no_particle_runs.txt")).collect());

/// The last syllables of adverbs.
static ADVERB_ENDS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/adverb_ends.txt")).collect());

fn describe(own: &[Morpheme], analysis: &Analysis, text: &str, token: &mut Token) {
    let content = own.iter().rev().find(|m| !m.tag.is_mark()).map_or(Tag::SW, |m| m.tag);
    let first_particle = own.iter().rposition(|m| !m.tag.is_particle()).map_or(0, |n| n + 1);
    token.stem = token.span;
    token.particle = ByteSpan::new(token.span.end, token.span.end);
    token.class = match content {
        Tag::ETM => WordClass::Adnominal,
        Tag::EC => WordClass::Connective,
        Tag::EF => WordClass::Final,
        Tag::MAG | Tag::MAJ | Tag::IC => WordClass::Adverb,
        Tag::MM => WordClass::Determiner,
        _ => WordClass::Nominal,
    };
    if own.iter().all(|m| m.tag.is_particle()) {
        token.class = WordClass::Particle;
    } else if content.is_particle() {
        let stem = own.get(..first_particle).unwrap_or(&[]);
        if let (Some(particle), true) = (own.get(first_particle), !stem.is_empty()) {
            token.stem = ByteSpan::new(token.span.start, particle.span.start);
            token.particle = ByteSpan::new(particle.span.start, token.span.end);
        }
    }
    // 장웨이 총리: 이 stands behind a closed syllable only, so that this one is part of the name.
    if own.first().is_some_and(|m| m.tag == Tag::NNP)
        && is_misfit(token.stem.of(text), token.particle.of(text))
    {
        cut(token, token.span.len());
    }
    let last = own.iter().rposition(|m| !m.tag.is_particle());
    let noun = match last.and_then(|n| Some((n, own.get(n)?))) {
        Some((_, m)) if m.tag == Tag::NNP => name_of(token.span.of(text), token.stem.of(text)),
        // A syllable by itself behind a noun: 외교장관+과+만.
        Some((1.., m)) if m.tag == Tag::NNG && m.span.len() == '과'.len_utf8() => {
            noun_of(token.span.of(text), token.stem.of(text))
        }
        _ => None,
    };
    if let Some(noun) = noun {
        cut(token, noun);
    }
    // A name may look like an adverb to the model (박+명호): a proper noun at its head makes a word a noun.
    let named = own.first().is_some_and(|m| m.tag == Tag::NNP);
    let made_verb = own.iter().any(|m| matches!(m.tag, Tag::XSV | Tag::XSA | Tag::VCP));
    let unheard_adverb = content == Tag::MAG
        && token.span.of(text).chars().count() >= 3
        && !ADVERB_ENDS.iter().any(|end| token.span.of(text).ends_with(end));
    if is_broken(own, analysis, text) {
        // Its morphemes tell nothing: the particle is looked for by form.
        token.class = WordClass::Nominal;
        token.proper = true;
        cut(token, token.span.len() - particle_len(token.span.of(text)));
    } else if (named && !made_verb || unheard_adverb) && !content.is_particle() {
        token.class = WordClass::Nominal;
        token.proper = true;
    }
    token.proper |= own.iter().any(|m| m.tag == Tag::NNP);
    if token.particle.is_empty()
        && let Some(office) = office_in(token.span.of(text))
    {
        token.class = WordClass::Nominal;
        cut(token, office);
    }
}

/// Makes a noun of so many bytes the stem of a word, and its particle of the rest.
fn cut(token: &mut Token, noun: usize) {
    let border = token.span.start + noun;
    token.stem = ByteSpan::new(token.span.start, border);
    token.particle = ByteSpan::new(border, token.span.end);
}

/// The offices that are listed, by whole words.
static OFFICES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    lines(include_str!("../../data/titles.tsv")).skip(1).filter_map(|row| row.split('\t').next()).collect()
});

/// The length of the office in a word that is nothing but one and a particle, which together look like something else to the
/// model: 부차관보+는 like 보는, 대사+도 like a name.
fn office_in(word: &str) -> Option<usize> {
    let office = word.len() - particle_len(word);
    let is_office = |word: &str| OFFICES.contains(word);
    (office < word.len() && is_office(word.get(..office)?) && !is_office(word)).then_some(office)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_is_whole() {
        assert_eq!(Model::read(&BYTES.0).err(), None);
    }

    /// The morphemes of a text, as form/tag.
    fn check(text: &str, expected: &str) {
        let analysis = Analyser::new().analyse(text);
        let found: Vec<String> = analysis
            .sentences
            .iter()
            .flat_map(|s| analysis.morphemes_of(s))
            .map(|m| format!("{}/{}", analysis.form(m, text), m.tag.as_str()))
            .collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn contractions_are_undone() {
        check("회담했다.", "회담/NNG 하/XSV 었/EP 다/EF ./SF");
        check("러시아를 방문한 특사", "러시아/NNP 를/JKO 방문/NNG 하/XSV ㄴ/ETM 특사/NNG");
    }

    #[test]
    fn names_nobody_has_seen_leave_their_particles() {
        for (text, stem) in [
            ("우샤코프를 만났다", "우샤코프"),
            ("아베리야노프와 회담했다", "아베리야노프"),
            ("볼턴은 말했다", "볼턴"),
        ] {
            let analysis = Analyser::new().analyse(text);
            assert_eq!(analysis.sentences[0].tokens[0].stem.of(text), stem);
        }
    }

    #[test]
    fn a_verb_nobody_knows_behind_a_name_is_its_rest() {
        let class_of = |text: &str| Analyser::new().analyse(text).sentences[0].tokens[1].class;
        assert_eq!(class_of("알렉세이 보린 러시아 외무부 차관을 만났다."), WordClass::Nominal);
        assert_eq!(class_of("푸틴 만난 특사가 돌아왔다."), WordClass::Adnominal);
    }

    #[test]
    fn an_ending_in_two_parts_is_one() {
        let class_of = |text: &str, n: usize| Analyser::new().analyse(text).sentences[0].tokens[n].class;
        assert_eq!(class_of("심각한 위험에 처한다며 주장을 반박했다.", 2), WordClass::Connective);
        assert_eq!(class_of("두 장관은 미한 동맹을 강조했다.", 2), WordClass::Nominal);
    }

    /// The words of a text's first sentence with their heads.
    fn heads(text: &str) -> Vec<(&str, &str)> {
        let analysis = Analyser::new().with_heads().analyse(text);
        let sentence = &analysis.sentences[0];
        let word = |n: usize| sentence.tokens[n].span.of(text);
        sentence
            .dependencies
            .iter()
            .enumerate()
            .map(|(n, d)| (word(n), d.head.map_or("-", |h| word(h as usize))))
            .collect()
    }

    #[test]
    fn names_and_coordinations_are_drawn_from_their_first_word() {
        assert_eq!(
            heads("푸틴 대통령은 볼턴을 만나고 회담했다"),
            [
                ("푸틴", "만나고"),
                ("대통령은", "푸틴"),
                ("볼턴을", "만나고"),
                ("만나고", "-"),
                ("회담했다", "만나고")
            ]
        );
    }

    #[test]
    fn pairs_of_marks_hang_on_what_they_enclose() {
        let found = heads("장관은 \"내일 만나겠다\"고 말했다.");
        assert_eq!(found.iter().filter(|pair| **pair == ("\"", "만나겠다")).count(), 2, "{found:?}");
    }
}
