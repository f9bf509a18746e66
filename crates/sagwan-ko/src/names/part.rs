//! What one word of a noun phrase is: a state, a body, an office, part of a name, or the phrase's end.

use sagwan_text::{ByteSpan, Word, WordClass, WordKind};

use crate::{jamo, particle_len};

use crate::lexicon::BodyKind;
use crate::names::korean::{is_korean_full, is_surname};
use crate::pack::Pack;
use sagwan_text::Rank;

/// What one word of a noun phrase is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Country(String),
    Organisation {
        country: Option<String>,
        media: bool,
    },
    Title(Rank),
    Modifier,
    Place,
    /// May be part of a name.
    Name,
    /// No part of a name or title.
    Other,
}

/// A word of a run with what it is.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) item: Item,
    pub(super) stem: ByteSpan,
    pub(super) first: usize,
    pub(super) last: usize,
    /// Whether a copula links it to the name behind it: 외무장관인 리용호.
    pub(super) linked: bool,
}

impl Part {
    /// One word.
    pub(super) fn word(item: Item, stem: ByteSpan, at: usize) -> Self {
        Part { item, stem, first: at, last: at, linked: false }
    }
}

/// A name and an office written as one word: 김가온동지, 김가온대통령. Not 통일부장관, whose first part is no name.
pub(super) fn glued(pack: &Pack, text: &str, part: &Part, after_name: bool) -> Option<[Part; 2]> {
    let facts = &pack.lexicon;
    let word = part.stem.of(text);
    let (title, rank) = facts.title(word)?;
    let name = word.get(..word.len() - title.len()).filter(|name| {
        // 최휘동지: nothing but a name stands before what only honours.
        let honoured = title == "동지" && (2..=4).contains(&name.chars().count());
        // 빅토르 벨로프대통령.
        let family = after_name
            && name.chars().count() >= 2
            && matches!(title, "대통령" | "총리" | "주석" | "수상" | "국왕");
        honoured || family || is_korean_full(name)
    })?;
    let other = facts.is_organisation(name)
        || facts.is_common_noun(name)
        || facts.is_modifier(name)
        || facts.country(name).is_some()
        || facts.title(name).is_some()
        || name.ends_with(['부', '국', '청', '처', '원', '실']);
    let cut = part.stem.start + name.len();
    let piece = |item, stem| Part { item, stem, ..part.clone() };
    (!other && matches!(part.item, Item::Title(_))).then(|| {
        [
            piece(Item::Name, ByteSpan::new(part.stem.start, cut)),
            piece(Item::Title(rank), ByteSpan::new(cut, part.stem.end)),
        ]
    })
}

/// The part that begins at a word before the mark of a speaker's label: a name, whatever the word looks like.
pub(super) fn labelled_name(
    pack: &Pack,
    text: &str,
    tokens: &[Word],
    at: usize,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> (Option<Part>, usize) {
    match read_part(pack, text, tokens, at, is_time) {
        (Some(part), next) if !matches!(part.item, Item::Modifier | Item::Place) => (Some(part), next),
        (_, next) => {
            let stem = tokens.get(at).map_or(ByteSpan::default(), |t| t.span);
            (Some(Part::word(Item::Name, stem, at)), next)
        }
    }
}

/// Whether the words after a genitive form a title phrase.
pub(super) fn leads_to_title(
    pack: &Pack,
    text: &str,
    tokens: &[Word],
    from: usize,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> bool {
    let mut at = from;
    while at < from + 6 {
        let Some(token) = tokens.get(at) else { return false };
        if token.kind != WordKind::Word {
            return false;
        }
        let (Some(part), next) = read_part(pack, text, tokens, at, is_time) else { return false };
        if matches!(part.item, Item::Title(_)) {
            return true;
        }
        if !token.particle.is_empty() {
            return false;
        }
        at = next;
    }
    false
}

/// The part of a noun phrase that begins at a word; `None` when the phrase ends there. Also the index after it.
pub(super) fn read_part(
    pack: &Pack,
    text: &str,
    tokens: &[Word],
    at: usize,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> (Option<Part>, usize) {
    let Some(token) = tokens.get(at) else { return (None, at + 1) };
    let word = InPhrase { pack, text, tokens, at, token };
    if let Some(body) = word.body_of_two() {
        return (Some(body), at + 2);
    }
    (word.part(is_time), at + 1)
}

/// A word with its neighbours.
struct InPhrase<'w> {
    pack: &'w Pack,
    text: &'w str,
    tokens: &'w [Word],
    at: usize,
    token: &'w Word,
}

impl<'w> InPhrase<'w> {
    fn whole(&self) -> &'w str {
        self.token.span.of(self.text)
    }

    fn before(&self) -> Option<&'w Word> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    fn next(&self) -> Option<&'w Word> {
        self.tokens.get(self.at + 1)
    }

    /// Whether a word behind is a state, a body, an office or belongs to one: what stands behind a name.
    fn leads_on(&self, ahead: usize) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|next| {
            next.kind == WordKind::Word
                && !matches!(
                    classify(self.pack, next.stem.of(self.text)),
                    Item::Name | Item::Other | Item::Place
                )
        })
    }

    /// Whether the next word may go on a name.
    fn before_name(&self) -> bool {
        self.next().is_some_and(|next| {
            next.kind == WordKind::Word
                && next.class == WordClass::Nominal
                && next.particle.is_empty()
                && classify(self.pack, next.stem.of(self.text)) == Item::Name
        })
    }

    /// Two words that make one name: 타스 통신, 유엔 안보리.
    fn body_of_two(&self) -> Option<Part> {
        let second = self.next().filter(|t| t.kind == WordKind::Word && t.spaced)?;
        let both = ByteSpan::new(self.token.span.start, second.stem.end);
        let body = self.pack.lexicon.body(both.of(self.text)).filter(|_| self.token.particle.is_empty())?;
        let country = body.country().map(str::to_owned);
        let item = Item::Organisation { country, media: body.kind == BodyKind::Media };
        Some(Part { last: self.at + 1, ..Part::word(item, both, self.at) })
    }

    /// What the word is in its phrase.
    fn part(&self, is_time: &dyn Fn(ByteSpan) -> bool) -> Option<Part> {
        let (text, token, at) = (self.text, self.token, self.at);
        if unnamed_outlet(text, self.tokens, at).is_some_and(|outlet| outlet > at) {
            return Some(Part::word(Item::Modifier, token.span, at));
        }
        if self.is_regnal() {
            return Some(Part::word(Item::Name, token.stem, at));
        }
        if is_time(token.span) || token.class == WordClass::Particle {
            return None;
        }
        // 외무장관인 리용호는: the copula only links the office to the name behind it.
        if token.class == WordClass::Adnominal
            && let Some(office) = self.whole().strip_suffix('인')
            && let Item::Title(rank) = classify(self.pack, office)
        {
            let stem = ByteSpan::new(token.span.start, token.span.start + office.len());
            return Some(Part { linked: true, ..Part::word(Item::Title(rank), stem, at) });
        }
        if self.is_name_like_a_verb() || self.is_name_like_a_noun_with_particle(is_time) {
            return Some(Part::word(Item::Name, token.span, at));
        }
        if token.class != WordClass::Nominal && !self.is_name_behind_office() {
            return None;
        }
        let (item, stem) = self.item_and_stem();
        // 신문은 … 전했다, 일본 언론은, 외신들에 따르면: the outlet just cited, or nobody by name.
        let outlet = BARE_MEDIA.contains(&stem.of(text)) || VAGUE_MEDIA.contains(&stem.of(text));
        if outlet && self.is_cited() {
            return Some(Part::word(Item::Organisation { country: None, media: true }, stem, at));
        }
        // 조선 최고지도자, 조선 외무성: the North as it calls itself; alone the word is also a dynasty and a newspaper.
        if stem.of(text) == "조선" && token.particle.is_empty() && self.leads_on(1) {
            return Some(Part::word(Item::Country("KP".to_owned()), stem, at));
        }
        match self.among_others(item, stem.of(text)) {
            Item::Other => None,
            item => Some(Part::word(item, stem, at)),
        }
    }

    /// 압둘라 2세 국왕: which of that name.
    fn is_regnal(&self) -> bool {
        let number = self.token.stem.of(self.text).strip_suffix('세');
        number.is_some_and(|n| n.len() <= 2 && n.parse::<u8>().is_ok())
            && self.before().is_some_and(|t| {
                t.particle.is_empty()
                    && t.class == WordClass::Nominal
                    && classify(self.pack, t.stem.of(self.text)) == Item::Name
            })
    }

    /// A word that the analysis takes for a verb or an adverb, and its neighbours show to be a name.
    fn is_name_like_a_verb(&self) -> bool {
        let facts = &self.pack.lexicon;
        let word = self.whole();
        let syllables = word.chars().count();
        // 서 원장이: a surname, with an office behind it.
        let surname = syllables == 1
            && word.chars().all(is_surname)
            && matches!(self.token.class, WordClass::Connective | WordClass::Final | WordClass::Adnominal)
            && self.next().is_some_and(|next| {
                let office = next.stem.of(self.text);
                next.kind == WordKind::Word && facts.title(office).is_some_and(|(title, _)| title == office)
            });
        // 에릭 조던 전 차관보, 스티븐 비건 특별대표: what stands between a name and an office belongs to the name.
        let verb = match self.token.class {
            WordClass::Adnominal => word.ends_with('던'),
            WordClass::Connective => !self.pack.is_event_verb(self.token),
            _ => false,
        };
        let like_jordan = verb
            && syllables <= 3
            && self.before().is_some_and(|t| t.proper && t.particle.is_empty())
            && self.leads_on(1);
        // 웬디 셔먼 미 국무부 부장관: an unknown word is read as an adverb, and has not the form of one.
        let like_wendy = (self.token.class == WordClass::Adverb || syllables > 2 && word.ends_with('야'))
            && (2..=4).contains(&syllables)
            && !facts.is_adverb(word)
            && !word.ends_with(ENDS_OF_ADVERBS)
            && self.before_name()
            && self.leads_on(2);
        surname || like_jordan || like_wendy || self.is_han()
    }

    /// 한 총리는, once the text has told of 한가람 국무총리: a surname. Else it is one such, whoever that is.
    fn is_han(&self) -> bool {
        let facts = &self.pack.lexicon;
        let Some(next) = self.next().filter(|t| t.kind == WordKind::Word && self.whole() == "한") else {
            return false;
        };
        let office = next.stem.of(self.text);
        let known = facts.title(office).is_some_and(|(title, rank)| title == office && rank != Rank::Vague);
        // So far back at most, so that time stays linear in the text.
        let from = self.text.floor_char_boundary(self.token.span.start.saturating_sub(6000));
        let before = self.text.get(from..self.token.span.start).filter(|_| known).unwrap_or("");
        let words: Vec<&str> = before.split_whitespace().collect();
        words.iter().enumerate().any(|(n, word)| {
            let third = word.char_indices().nth(3).map_or(word.len(), |(i, _)| i);
            let name = word.get(..third).filter(|name| name.starts_with('한') && is_korean_full(name));
            name.is_some_and(|name| {
                prefix_country(self.pack, name).is_none() && classify(self.pack, name) == Item::Name
            }) && words.iter().skip(n + 1).take(3).any(|word| word.contains(office))
        })
    }

    /// 정경두 국방장관, 왕이 중국 외교부장: what looks like a particle before an office belongs to the name when it is none by
    /// its form, or when nothing but a surname would be left.
    fn is_name_like_a_noun_with_particle(&self, is_time: &dyn Fn(ByteSpan) -> bool) -> bool {
        let stem = self.token.stem.of(self.text);
        let bare_surname = || {
            stem.chars().count() == 1
                && stem.chars().all(is_surname)
                && self.token.particle.of(self.text) == "이"
                && !matches!(classify(self.pack, stem), Item::Country(_))
        };
        // 조코 위도도 인도네시아 대통령, 위도도 대통령: 도 stands between no name and an office.
        let like_widodo = self.token.particle.of(self.text) == "도"
            && self.token.proper
            && self.leads_on(1)
            && matches!(classify(self.pack, stem), Item::Name)
            && (self.before().is_some_and(|t| {
                t.proper && t.particle.is_empty() && classify(self.pack, t.stem.of(self.text)) == Item::Name
            }) || self.next().is_some_and(|next| {
                let office = next.stem.of(self.text);
                self.pack.lexicon.title(office).is_some_and(|(title, _)| title == office)
            }));
        if like_widodo {
            return true;
        }
        self.token.class == WordClass::Nominal
            && !self.token.particle.is_empty()
            && self.token.particle.end == self.token.span.end
            && self.leads_on(1)
            && (particle_len(self.whole()) == 0
                || bare_surname() && leads_to_title(self.pack, self.text, self.tokens, self.at + 1, is_time))
            && matches!(classify(self.pack, self.whole()), Item::Name)
    }

    /// 대통령 조르게 이바노프: after a bare office stands a name, whatever else the word looks like.
    fn is_name_behind_office(&self) -> bool {
        let office = self.before().is_some_and(|t| {
            t.kind == WordKind::Word
                && t.particle.is_empty()
                && t.class == WordClass::Nominal
                && self.pack.lexicon.title(t.span.of(self.text)).is_some()
        });
        let goes_on = self.next().is_some_and(|t| t.kind == WordKind::Word && t.proper);
        office && goes_on && !self.pack.lexicon.is_adverb(self.whole())
    }

    /// What the word is by its form, and how much of it: a particle may turn out to be part of it.
    fn item_and_stem(&self) -> (Item, ByteSpan) {
        let token = self.token;
        let item = classify(self.pack, token.stem.of(self.text));
        if token.particle.is_empty() {
            return (item, token.stem);
        }
        // 하마다 다로 총리: one syllable and a particle, between a name and an office.
        let between = token.stem.of(self.text).chars().count() == 1
            && token.proper
            && self.before().is_some_and(|t| {
                t.proper && t.particle.is_empty() && classify(self.pack, t.stem.of(self.text)) == Item::Name
            })
            && self.leads_on(1);
        // 이레나 코바치 장관: before another word of a name stands no particle such as 나.
        let like_irena = item == Item::Name
            && matches!(token.particle.of(self.text), "나" | "라" | "야")
            && self.before_name()
            && (self.next().is_some_and(|next| next.proper) || self.leads_on(2));
        if between || like_irena {
            return (Item::Name, token.span);
        }
        // The form may be right with the particle still on it: 왕이, 유엔.
        let whole = classify(self.pack, self.whole());
        match item == Item::Name && !matches!(whole, Item::Name | Item::Other) {
            true => (whole, token.span),
            false => (item, token.stem),
        }
    }

    /// 신문은, 외신에 따르면.
    fn is_cited(&self) -> bool {
        match self.token.particle.of(self.text) {
            "은" | "는" | "이" | "가" | "도" => true,
            "에" => self.next().is_some_and(|t| matches!(t.span.of(self.text), "따르면" | "의하면")),
            _ => false,
        }
    }

    /// What the word is beside its neighbours, given what it is by its form.
    fn among_others(&self, item: Item, stem: &str) -> Item {
        if !self.token.particle.is_empty() {
            return item;
        }
        let facts = &self.pack.lexicon;
        let next = self.next().map_or("", |next| next.stem.of(self.text));
        match item {
            // 안정적 관리: what is made an adjective of names nobody.
            Item::Name if !self.token.proper && stem.ends_with('적') => Item::Other,
            // 정치국 의장, 정책관: what the analysis knows for a common noun belongs to the title, not to a name.
            Item::Name if !self.token.proper && is_common(self.text, self.token) => Item::Modifier,
            // 임수석 대변인: a Korean name may end like a title when the title itself follows.
            Item::Title(_)
                if is_korean_full(stem)
                    && facts.title(stem).is_some_and(|(title, _)| title != stem)
                    && facts.title(next).is_some()
                    && !facts.is_modifier(stem) =>
            {
                Item::Name
            }
            // 대통령 부인 김가온 여사: whose wife she is, not who he is.
            Item::Title(_)
                if stem == "부인"
                    && self.before().is_some_and(|t| {
                        t.particle.is_empty() && facts.title(t.stem.of(self.text)).is_some()
                    }) =>
            {
                Item::Modifier
            }
            // 장관 공관에서: a building is called after an office, nobody acts.
            Item::Title(_) if BUILDINGS.contains(&next) => Item::Modifier,
            // 회담 소식통, 정부 관계자: whatever stands before people without a name tells which they are.
            Item::Other if facts.title(next).is_some_and(|(_, rank)| rank == Rank::Vague) => Item::Modifier,
            item => item,
        }
    }
}

/// Syllables in which adverbs and verb forms end, and few names that stand before another one.
const ENDS_OF_ADVERBS: [char; 18] = [
    '히', '이', '게', '로', '서', '도', '껏', '금', '에', '시', '래', '어', '아', '며', '면', '여', '라',
    '고',
];

/// Where outlets stand that nobody names, at a word or behind one that tells how many or which: 한 언론은, 현지 매체들은.
pub(super) fn unnamed_outlet(text: &str, tokens: &[Word], at: usize) -> Option<usize> {
    let outlet =
        |n: usize| tokens.get(n).filter(|t| VAGUE_MEDIA.contains(&t.stem.of(text)) && !t.particle.is_empty());
    let which =
        tokens.get(at).is_some_and(|t| matches!(t.span.of(text), "한" | "일부" | "현지" | "복수의" | "주요"));
    outlet(at).map(|_| at).or_else(|| outlet(at + 1).filter(|_| which).map(|_| at + 1))
}

/// What an outlet is called once it has been named: 노동신문 … 신문은.
pub const BARE_MEDIA: &[&str] = &["신문", "통신", "방송", "매체", "보도"];

/// Outlets that nobody names.
pub(super) const VAGUE_MEDIA: &[&str] =
    &["언론", "언론들", "매체들", "외신", "외신들", "통신들", "언론매체들"];

/// Buildings called after whoever holds an office.
pub(super) const BUILDINGS: &[&str] = &["공관", "관저", "집무실", "사저", "별장", "사무실", "자택", "전용기"];

pub(super) fn classify(pack: &Pack, word: &str) -> Item {
    let facts = &pack.lexicon;
    if facts.is_adverb(word) {
        return Item::Other;
    }
    if let Some(country) =
        facts.country(word).or_else(|| facts.country_by_short(word).filter(|_| stands_alone(word)))
    {
        return Item::Country(country.code.clone());
    }
    // 한-앙골라 외교장관 회담: states, not somebody's name.
    if word.contains(['-', '·']) && facts.compound(word).is_some() {
        return Item::Other;
    }
    // 한미 외교장관 회담: two syllables that stand for two states.
    if word.chars().count() == 2 && facts.compound(word).is_some() {
        return Item::Other;
    }
    // 유엔주재, 주필리핀, 주유엔, and 주조 of the North: where an ambassador is accredited, not whom they act for.
    if word.strip_suffix("주재").is_some_and(|seat| !seat.is_empty())
        || word.strip_prefix('주').is_some_and(|seat| {
            let stands = |seat| facts.country(seat).is_some() || facts.country_by_short(seat).is_some();
            stands(seat) || facts.body(seat).is_some()
        })
    {
        return Item::Modifier;
    }
    if let Some(body) = facts.body(word) {
        return Item::Organisation {
            country: body.country().map(str::to_owned),
            media: body.kind == BodyKind::Media,
        };
    }
    if facts.is_modifier(word) {
        // 대통령 and the like are titles too; the parser looks at what follows.
        return match facts.title(word) {
            Some((_, rank)) => Item::Title(rank),
            None => Item::Modifier,
        };
    }
    if let Some((title, rank)) = facts.title(word)
        && !facts.is_common_noun(word)
    {
        let before = word.get(..word.len() - title.len()).unwrap_or("");
        // 외교부 1차관: offices of one rank are numbered.
        if before.chars().all(|c| jamo::is_syllable(c) || c.is_ascii_digit()) {
            return Item::Title(rank);
        }
    }
    if facts.is_common_noun(word) {
        return Item::Other;
    }
    if facts.is_organisation(word) {
        return Item::Organisation { country: prefix_country(pack, word), media: is_media(word) };
    }
    if is_party(word) {
        return Item::Organisation { country: prefix_country(pack, word), media: false };
    }
    if facts.city(word).is_some() {
        return Item::Place;
    }
    // 외교장관 전략대화: an occasion.
    if pack.names_occasion(word) && !facts.is_organisation(word) {
        return Item::Other;
    }
    let name_like =
        word.chars().all(|c| jamo::is_syllable(c) || c.is_ascii_alphabetic() || matches!(c, '-' | '·' | '.'))
            && (1..=9).contains(&word.chars().count());
    if name_like { Item::Name } else { Item::Other }
}

/// Whether a word is a party by its ending: 가람당, but not 국회의사당.
fn is_party(word: &str) -> bool {
    const OTHERS: &[&str] = &["사당", "담당", "식당", "성당", "강당", "서당", "예배당", "할당", "일당"];
    word.ends_with('당') && word.chars().count() >= 3 && !OTHERS.iter().any(|other| word.ends_with(other))
}

/// Whether a word of three syllables or more ends like the part of a body: 정치국, 비서실, 정책과.
pub(super) fn is_common(text: &str, token: &Word) -> bool {
    let word = token.stem.of(text);
    word.chars().count() >= 3
        && word.ends_with(['국', '실', '부', '처', '청', '단', '원', '과', '팀', '측', '계'])
}

/// Whether a one-syllable form names its state also outside compounds; 한 and 중 are other words there.
pub(super) fn stands_alone(short: &str) -> bool {
    !short.chars().all(jamo::is_syllable) || ["미", "러", "북", "일", "영", "독", "프", "불"].contains(&short)
}

pub(super) fn is_media(word: &str) -> bool {
    ["통신", "신문", "일보", "방송", "매체", "통신사"].iter().any(|s| word.ends_with(s))
}

/// The state whose name an organisation's begins with: 미국대사관, 한국은행, 美국무부.
pub(super) fn prefix_country(pack: &Pack, word: &str) -> Option<String> {
    let facts = &pack.lexicon;
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    (2..=chars.len().min(6)).rev().find_map(|n| {
        let end = chars.get(n).map_or(word.len(), |&(i, _)| i);
        facts.country(word.get(..end)?).map(|c| c.code.clone())
    })
}
