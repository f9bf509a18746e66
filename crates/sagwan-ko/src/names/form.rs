//! What a word is by its form alone: a state, a body, an office, part of a name.
//!
//! Takes a sentence's words and the lexicon, gives a form for each word, and the marks that rules ask for. What a word is
//! beside its neighbours is for the rules of names to say.

use sagwan_text::vocabulary::Mark;
use sagwan_text::{ByteSpan, Rank, Sentence, Word, WordClass};

use crate::affix::Makes;
use crate::jamo;
use crate::lexicon::{BodyEnding, BodyKind, has_sign};
use crate::names::document::NameWord;
use crate::pack::Pack;

/// What one word of a noun phrase is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Country(String),
    Organisation {
        country: Option<String>,
        media: bool,
    },
    /// The outlet that was named before.
    SameOutlet,
    Title(Rank),
    /// Belongs to an office.
    Modifier,
    /// Tells where an envoy is accredited.
    Seat,
    Place,
    /// May be part of a name.
    Name,
    /// No part of a name or title.
    Other,
}

/// No state whose name begins that of a body has more syllables.
const LONGEST_STATE: usize = 6;

/// A word by its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub(super) item: Item,
    /// As much of the word as that is.
    pub(super) stem: ByteSpan,
    /// Whether a noun phrase that names somebody may go on with it.
    pub(super) goes_on: bool,
    /// Whether it names several: 장관들.
    pub(super) plural: bool,
}

/// The forms of a sentence's words, and what rules may ask of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forms {
    pub(super) of: Vec<Form>,
    /// Words with their marks, in order.
    pub labels: Vec<(usize, usize)>,
    /// The names in them, as the whole document shows them.
    pub(crate) names: Vec<NameWord>,
}

impl Forms {
    /// The names in a word.
    pub(super) fn names_in(&self, word: usize) -> &[NameWord] {
        let from = self.names.partition_point(|name| name.word < word);
        let own = self.names.get(from..).unwrap_or_default();
        own.get(..own.iter().take_while(|name| name.word == word).count()).unwrap_or_default()
    }
}

/// The forms of a sentence's words. `is_time` tells the spans of time expressions, which name nobody.
pub(crate) fn forms(
    pack: &Pack,
    text: &str,
    sentence: &Sentence,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Forms {
    let mut found = Forms::default();
    for (n, word) in sentence.words.iter().enumerate() {
        let names = word.is_word() && word.class != WordClass::Particle && !is_time(word.span);
        found.of.push(match names {
            true => {
                let form = form(pack, text, word);
                let marks = marks(pack, text, word, &form);
                found.labels.extend(marks.map(|mark| (n, mark.into())));
                form
            }
            false => Form::nothing(word.span),
        });
    }
    found
}

impl Form {
    fn nothing(stem: ByteSpan) -> Self {
        Form { item: Item::Other, stem, goes_on: false, plural: false }
    }
}

impl Form {
    /// Whether the lexicon knows the word for a state, a body or a place.
    pub(super) fn is_known(&self) -> bool {
        matches!(self.item, Item::Country(_) | Item::Organisation { .. } | Item::Place)
    }

    /// Whether it names people without a name: 관계자, and several who hold an office.
    fn is_unnamed(&self) -> bool {
        self.item == Item::Title(Rank::Vague) || self.plural
    }
}

fn form(pack: &Pack, text: &str, word: &Word) -> Form {
    // 외무장관인 리용호: the copula only links the office to the name behind it.
    let office = copula(word).map(|noun| (classify(pack, noun.of(text)), noun));
    let office = office.filter(|(item, _)| matches!(item, Item::Title(_)));
    let linked = office.is_some();
    let (item, stem) = office.unwrap_or_else(|| with_particle(pack, text, word));
    let nominal = word.class == WordClass::Nominal;
    // 정치국 의장, 정책관: what the analysis knows for a common noun belongs to the title, not to a name.
    let common = item == Item::Name
        && !word.proper
        && word.particle.is_empty()
        && pack.lexicon.body_ending(stem.of(text)) == Some(BodyEnding::Part);
    let item = if common { Item::Modifier } else { item };
    let plural = matches!(item, Item::Title(_)) && pack.lexicon.title(stem.of(text)).is_none();
    // 전 총리: what tells which holder of an office is no noun; 회의 전 is an adverb.
    let determiner = word.class == WordClass::Determiner && pack.lexicon.is_modifier(stem.of(text));
    let item = if determiner { Item::Modifier } else { item };
    Form { item, stem, goes_on: nominal || linked || determiner, plural }
}

/// The noun before a copula that stands before another noun: 외무장관 of 외무장관인.
fn copula(word: &Word) -> Option<ByteSpan> {
    let [.., copula, ending] = word.morphs.as_slice() else { return None };
    let links = word.class == WordClass::Adnominal && copula.tag == "VCP" && ending.tag == "ETM";
    (links && copula.span.start > word.span.start).then(|| ByteSpan::new(word.span.start, copula.span.start))
}

/// What a word is, and how much of it: a particle may turn out to be part of it (왕이, 유엔).
fn with_particle(pack: &Pack, text: &str, word: &Word) -> (Item, ByteSpan) {
    let item = classify(pack, word.stem.of(text));
    if word.particle.is_empty() || item != Item::Name {
        return (item, word.stem);
    }
    match classify(pack, word.span.of(text)) {
        Item::Name | Item::Other => (item, word.stem),
        whole => (whole, word.span),
    }
}

fn marks(pack: &Pack, text: &str, word: &Word, form: &Form) -> impl Iterator<Item = Mark> + use<> {
    let (lexicon, item) = (&pack.lexicon, &form.item);
    let stem = word.stem.of(text);
    let nominal = word.class == WordClass::Nominal;
    let affixed = |makes: Makes| lexicon.affixes.of(stem).any(|a| a.makes == makes);
    let by_item = match item {
        Item::Country(_) => Some(Mark::State),
        Item::Organisation { .. } | Item::SameOutlet => Some(Mark::Body),
        Item::Title(_) => Some(Mark::Office),
        Item::Modifier | Item::Seat => Some(Mark::Belongs),
        Item::Place => Some(Mark::Place),
        Item::Name => nominal.then_some(Mark::Namelike),
        Item::Other => nominal.then_some(Mark::Plain),
    };
    let more = [
        (Mark::Unnamed, form.is_unnamed()),
        (Mark::States, names_states(pack, stem)),
        (Mark::FullName, matches!(item, Item::Title(_)) && is_full_name(pack, stem)),
        (Mark::Surname, lexicon.surnames.is_surname(stem)),
        (Mark::Regnal, affixed(Makes::Regnal)),
        (Mark::Attributive, affixed(Makes::Attributive)),
    ];
    by_item.into_iter().chain(more.into_iter().filter(|(_, holds)| *holds).map(|(mark, _)| mark))
}

/// Whether what ends like an office has the form of a Korean name.
fn is_full_name(pack: &Pack, word: &str) -> bool {
    let longer = pack.lexicon.title(word).is_some_and(|(title, _)| title != word);
    longer && pack.lexicon.surnames.of_full(word).is_some() && !pack.lexicon.is_modifier(word)
}

/// Whether a word names states together: 한미, and not 북한.
fn names_states(pack: &Pack, word: &str) -> bool {
    pack.lexicon.country(word).is_none() && pack.lexicon.compound(word).is_some()
}

pub(super) fn classify(pack: &Pack, word: &str) -> Item {
    let found = by_lexicon(pack, word);
    if found != Item::Name {
        return found;
    }
    // 장관들: several of what it is without 들.
    let plural = pack.lexicon.affixes.of(word).find(|a| a.makes == Makes::Plural);
    match plural.map(|a| by_lexicon(pack, a.rest)) {
        None | Some(Item::Name | Item::Other) => found,
        Some(item) => item,
    }
}

fn by_lexicon(pack: &Pack, word: &str) -> Item {
    let lexicon = &pack.lexicon;
    let known = lexicon.known(word);
    if known.adverb {
        return Item::Other;
    }
    if let Some(country) = lexicon.known_lone_state(word, known) {
        return Item::Country(country.code.clone());
    }
    // 한-앙골라 외교장관 회담, 한미 정상회담: states, not somebody's name, which three such syllables may be.
    let signed = || has_sign(word) && word.contains(['-', '·']);
    if (word.chars().count() == 2 || signed()) && lexicon.compound(word).is_some() {
        return Item::Other;
    }
    // 유엔주재, 주필리핀, 주유엔: where an ambassador is accredited, not whom they act for.
    if lexicon.is_seat(word) {
        return Item::Seat;
    }
    if let Some(body) = lexicon.body_of(known) {
        let country = body.country().map(str::to_owned);
        return Item::Organisation { country, media: body.kind == BodyKind::Media };
    }
    let title = lexicon.title(word);
    if lexicon.is_known_modifier(word, known) {
        // 대통령 and the like are titles too; the phrase looks at what follows.
        return title.map_or(Item::Modifier, |(_, rank)| Item::Title(rank));
    }
    if known.common_noun {
        return Item::Other;
    }
    if let Some((title, rank)) = title {
        let before = word.get(..word.len() - title.len()).unwrap_or("");
        // 외교부 1차관: offices of one rank are numbered.
        if before.chars().all(|c| jamo::is_syllable(c) || c.is_ascii_digit()) {
            return Item::Title(rank);
        }
    }
    let of_body = |media| Item::Organisation { country: prefix_country(pack, word), media };
    match lexicon.body_ending(word) {
        Some(BodyEnding::Body | BodyEnding::Party) => return of_body(false),
        Some(BodyEnding::Media) => return of_body(true),
        Some(BodyEnding::Part | BodyEnding::None) | None => {}
    }
    if lexicon.is_city(known) {
        return Item::Place;
    }
    // 외교장관 전략대화: an occasion.
    if pack.names_occasion(word) {
        return Item::Other;
    }
    if lexicon.surnames.is_full_in_hanja(word)
        || lexicon.surnames.is_surname(word) && jamo::is_hanja_word(word)
    {
        return Item::Name;
    }
    let letter = |c: char| jamo::is_syllable(c) || c.is_ascii_alphabetic() || matches!(c, '-' | '·' | '.');
    let named = word.chars().all(letter) && (1..=9).contains(&word.chars().count());
    if named { Item::Name } else { Item::Other }
}

/// The state, or the body of many, with whose name a body's or an office's begins: 미국대사관, 한국은행, 美국무부, 유엔대변인.
pub(super) fn prefix_country(pack: &Pack, word: &str) -> Option<String> {
    let lexicon = &pack.lexicon;
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_STATE);
    let begins: Vec<&str> = ends.filter_map(|end| word.get(..end)).collect();
    let state = |name: &str| lexicon.country(name).map(|country| country.code.clone());
    let body = |name: &str| {
        let many = lexicon.body(name).filter(|body| body.kind == BodyKind::Body);
        many.and_then(|body| body.country().map(str::to_owned))
    };
    let named = begins.iter().skip(1).rev().find_map(|name| state(name).or_else(|| body(name)));
    named.or_else(|| {
        let short = begins.first().filter(|short| !short.starts_with(jamo::is_syllable))?;
        lexicon.country_by_short(short).map(|country| country.code.clone())
    })
}
