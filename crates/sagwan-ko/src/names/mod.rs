//! Noun phrases that name an actor: the apposition grammar of Korean news.
//!
//! Takes a sentence's words, their forms and what the rules of names say of them, gives mentions: persons (name, titles,
//! affiliation and country in either order: 존 볼턴 미국 백악관 보좌관, 북한 외무성 부상 최선희), persons by office alone
//! (러시아 외무부 대변인), organisations, states, several together, pronouns, and states inside other words. Who they are is
//! decided elsewhere.

pub(crate) mod document;
mod form;
mod list;
mod part;
mod phrase;
mod several;
mod within;

use sagwan_text::pattern::Facts;
use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, Marker, Mention, MentionKind, Sentence, Word, WordClass, WordKind};

use crate::pack::Pack;
use crate::words::case::marking;
use document::Rest;
pub use form::Forms;
pub(crate) use form::forms;
use form::{Form, Item, classify};
use part::{Part, Reading};
use several::captured;

/// How many words from a name on its office is looked for.
const TO_OFFICE: usize = 6;

/// The mentions of one sentence, in order.
pub(crate) fn find(
    pack: &Pack,
    text: &str,
    sentence: &Sentence,
    forms: &Forms,
    facts: &Facts,
    index: usize,
) -> Vec<Mention> {
    let reading = Reading { pack, text, words: &sentence.words, forms, facts };
    let finder = Finder { reading, index, run: Vec::new(), listed: Vec::new(), found: Vec::new() };
    let mut found = finder.find(sentence);
    found.extend(within(pack, text, sentence, index));
    found.sort_by_key(|m| (m.first, m.span.start, m.within));
    found
}

/// The states inside the words of a sentence.
fn within(pack: &Pack, text: &str, sentence: &Sentence, index: usize) -> Vec<Mention> {
    let words = sentence.words.iter().enumerate();
    let states = words.flat_map(|(n, word)| {
        within::states_within(pack, text, word).into_iter().map(move |(code, span)| (n, code, span))
    });
    states.map(|(n, code, span)| inner(index, n, code, span)).collect()
}

/// The mention of a state inside a word, or inside a phrase that names several.
fn inner(sentence: usize, word: usize, code: String, span: ByteSpan) -> Mention {
    let Marker { span: particle, case, delimiter } = Marker::none(span.end);
    let kind = MentionKind::Country(code);
    Mention { span, particle, case, delimiter, sentence, first: word, last: word, kind, within: true }
}

/// The mentions found so far, and the run of words that is being read.
struct Finder<'r> {
    reading: Reading<'r>,
    index: usize,
    run: Vec<Part>,
    /// Runs before it that may share its office: 얀 노바크 체코·카를 브루너 스위스 외교장관.
    listed: Vec<Vec<Part>>,
    found: Vec<Mention>,
}

impl Finder<'_> {
    fn find(mut self, sentence: &Sentence) -> Vec<Mention> {
        let label = self.reading.pack.labels.label(sentence.span.of(self.reading.text));
        let label = label.map_or(ByteSpan::default(), |label| {
            ByteSpan::new(sentence.span.start + label.who.start, sentence.span.start + label.who.end)
        });
        // [한빛나 / 외교부 장관 : …], 반가운(외교부 대변인): in a speaker's label the name stands before the first mark, whatever
        // its words look like. Its marks part nothing, its end parts everything.
        let inside = |word: &&Word| label.contains(word.span);
        let mark = sentence.words.iter().filter(inside).skip(1).find(|word| !word.is_word());
        // ▶홍가람: where nothing else stands in it, a label is a name.
        let mut own = sentence.words.iter().zip(&self.reading.forms.of).filter(|(word, _)| inside(word));
        let bare = if own.all(|(_, form)| form.item == Item::Name) { label.end } else { label.start };
        let name_end = mark.map_or(bare, |word| word.span.start);
        let mut at = 0;
        while let Some(word) = sentence.words.get(at) {
            if word.span.end <= label.start || !word.is_word() && word.span.start < label.end {
                at += 1;
                continue;
            }
            if word.span.start >= label.end && self.run.last().is_some_and(|p| p.stem.end <= label.end) {
                self.end_run(None);
            }
            if word.span.end <= name_end {
                self.run.push(Part { item: Item::Name, stem: word.span, first: at, last: at, sure: true });
                at += 1;
                continue;
            }
            at = self.read(at, word);
        }
        self.end_run(None);
        self.found
    }

    /// Reads on from a word; gives the number of the next.
    fn read(&mut self, at: usize, word: &Word) -> usize {
        let (words, facts) = (self.reading.words, self.reading.facts);
        if !self.reading.forms.names_in(at).is_empty() {
            return self.read_names(at, word);
        }
        if let Some((before, name)) = self.reading.state_before_name(word).filter(|_| self.is_name()) {
            self.read_before_sign(at, before);
            self.run.push(Part { item: Item::Name, stem: name, first: at, last: at, sure: false });
            return at + 1;
        }
        if facts.has(at, Effect::Pronoun) {
            self.end_run(None);
            self.push(MentionKind::Pronoun, at, at);
            return at + 1;
        }
        // 청와대 측은, 윤 대통령 등과: whoever the phrase is of, with the particle of the word that closes it.
        if let Some(carrier) = captured(facts, at, Effect::Closes) {
            self.end_run(words.get(carrier).map(Marker::of));
            return at + 1;
        }
        if let Some((kind, last)) = self.reading.several(at) {
            self.end_run(None);
            self.push(kind, at, last);
            return last + 1;
        }
        match word.kind {
            WordKind::Word => self.read_part(at),
            // 루카스 D. 페렌츠: the stop behind an initial parts nothing.
            WordKind::Mark if self.is_after_initial(at) => {
                if let Some(initial) = self.run.last_mut() {
                    initial.stem.end = word.span.end;
                }
                at + 1
            }
            // A bracket explains the word before it.
            WordKind::Open if !self.run.is_empty() => self.pass_bracket(at),
            WordKind::Mark if list::lists(word) => {
                self.end_listed();
                at + 1
            }
            _ => {
                self.end_run(None);
                at + 1
            }
        }
    }

    /// Reads a word that the document shows to be a name, or a list of names.
    fn read_names(&mut self, at: usize, word: &Word) -> usize {
        let names = self.reading.forms.names_in(at);
        if let Some(first) = names.first().filter(|name| name.span.start > word.span.start) {
            self.read_before_sign(at, ByteSpan::new(word.span.start, first.span.start));
        }
        for name in names {
            self.run.push(Part { item: Item::Name, stem: name.span, first: at, last: at, sure: true });
            match name.rest {
                // 강민서·노가온: each is somebody.
                Rest::Listed => self.end_listed(),
                Rest::Office => {
                    let stem = ByteSpan::new(name.span.end, word.stem.end);
                    let item = classify(self.reading.pack, stem.of(self.reading.text));
                    self.run.push(Part { item, stem, first: at, last: at, sure: false });
                }
                _ => {}
            }
        }
        if self.run.last().is_some_and(|part| part.stem.end < word.span.end) {
            self.end_run(Some(Marker::of(word)));
        }
        at + 1
    }

    /// 강민서 외교부·노가온 국방부 장관: before the sign stands what belongs to whoever is named before it.
    fn read_before_sign(&mut self, at: usize, before: ByteSpan) {
        let text = self.reading.text;
        let sign = before.of(text).chars().next_back().map_or(0, char::len_utf8);
        let stem = ByteSpan::new(before.start, before.end - sign);
        let item = classify(self.reading.pack, stem.of(text));
        if !matches!(item, Item::Name | Item::Other) {
            self.run.push(Part { item, stem, first: at, last: at, sure: false });
        }
        self.end_listed();
    }

    /// Whether the run is nothing but a name so far.
    fn is_name(&self) -> bool {
        !self.run.is_empty() && self.run.iter().all(|part| part.item == Item::Name)
    }

    /// Whether the run ends with one capital letter right before a full stop.
    fn is_after_initial(&self, at: usize) -> bool {
        let text = self.reading.text;
        let is_stop = self.reading.words.get(at).is_some_and(|mark| mark.span.of(text) == ".");
        is_stop
            && self.run.len() > 1
            && self.run.last().is_some_and(|part| {
                let mut letters = part.stem.of(text).chars();
                let capital = letters.next().is_some_and(|c| c.is_ascii_uppercase());
                part.last + 1 == at && capital && letters.next().is_none()
            })
    }

    fn read_part(&mut self, at: usize) -> usize {
        let (part, next) = self.reading.part(at);
        let Some(part) = part.or_else(|| self.before_office(at)) else {
            self.end_run(None);
            return next;
        };
        match self.reading.glued(&part, self.run.last()) {
            Some(both) => self.run.extend(both),
            None => self.run.push(part),
        }
        let Some(last) = self.reading.words.get(next - 1).filter(|w| !w.particle.is_empty()) else {
            return next;
        };
        let ends = match last.case {
            Case::Genitive => !self.reading.facts.has(next - 1, Effect::Joined),
            _ => self.run.last().is_none_or(|part| part.stem.end < last.span.end),
        };
        if ends {
            self.end_run(Some(Marker::of(last)));
        }
        next
    }

    /// 얀 노바크 카렐대 동아시아학 교수: between a name that is sure and its office any noun belongs to the office.
    fn before_office(&self, at: usize) -> Option<Part> {
        let held = |part: &Part| matches!(part.item, Item::Title(_));
        let sure = self.run.iter().rev().take_while(|part| !held(part)).any(|part| part.sure);
        let forms = &self.reading.forms.of;
        let bare = |word: &Word| {
            word.is_word()
                && word.class == WordClass::Nominal
                && word.case == Case::Bare
                && word.particle.is_empty()
        };
        let office = |n: usize| forms.get(n).is_some_and(|form| matches!(form.item, Item::Title(_)));
        let mut words = self.reading.words.iter().enumerate().skip(at).take(TO_OFFICE);
        let held =
            words.find_map(|(n, word)| if office(n) { Some(true) } else { (!bare(word)).then_some(false) });
        let word = self.reading.words.get(at)?;
        (sure && held == Some(true)).then_some(Part {
            item: Item::Modifier,
            stem: word.stem,
            first: at,
            last: at,
            sure: false,
        })
    }

    /// Passes over a bracket; a particle right behind it belongs to the word before.
    fn pass_bracket(&mut self, open: usize) -> usize {
        let at = after_bracket(self.reading.words, open);
        if let Some(last) = self.run.last_mut() {
            last.last = at - 1;
        }
        let particle =
            self.reading.words.get(at).filter(|w| !w.spaced && w.class == WordClass::Particle).cloned();
        match particle {
            Some(particle) => {
                let (case, delimiter) = marking(particle.span.of(self.reading.text));
                self.end_run(Some(Marker { span: particle.span, case, delimiter }));
                at + 1
            }
            None => at,
        }
    }

    /// Adds a mention from a word to another.
    fn push(&mut self, kind: MentionKind, first: usize, last: usize) {
        let words = self.reading.words;
        // 프랑스와 독일 정상이: each state is named as well.
        if matches!(kind, MentionKind::States { .. }) {
            for n in first..=last {
                let Some(Form { item: Item::Country(code), stem, .. }) = self.reading.forms.of.get(n) else {
                    continue;
                };
                self.found.push(inner(self.index, n, code.clone(), *stem));
            }
        }
        let Some((begin, end)) = words.get(first).zip(words.get(last)) else { return };
        let Marker { span: particle, case, delimiter } = Marker::of(end);
        let span = ByteSpan::new(begin.span.start, end.stem.end);
        let sentence = self.index;
        self.found.push(Mention {
            span,
            particle,
            case,
            delimiter,
            sentence,
            first,
            last,
            kind,
            within: false,
        });
    }

    fn end_run(&mut self, marker: Option<Marker>) {
        if self.run.is_empty() && self.listed.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let found = self.reading.mentions(&run, marker, self.index);
        for listed in std::mem::take(&mut self.listed) {
            match self.reading.sharing(&listed, &run, found.first()) {
                Some(mention) => self.found.push(mention),
                None => self.found.extend(self.reading.mentions(&listed, None, self.index)),
            }
        }
        self.found.extend(found);
    }

    /// Ends a run before a sign that lists: it may share the office of the one behind.
    fn end_listed(&mut self) {
        let follows = self.listed.last().zip(self.run.first()).is_none_or(|(a, b)| list::follows(a, b));
        if !follows || !self.reading.may_share(&self.run) {
            return self.end_run(None);
        }
        self.listed.push(std::mem::take(&mut self.run));
    }
}

/// The number of the word after the bracket that opens at `open`.
fn after_bracket(words: &[Word], open: usize) -> usize {
    let mut depth = 0usize;
    for (n, word) in words.iter().enumerate().skip(open) {
        match word.kind {
            WordKind::Open => depth += 1,
            WordKind::Close if depth == 1 => return n + 1,
            WordKind::Close => depth -= 1,
            _ => {}
        }
    }
    open + 1
}

#[cfg(test)]
mod tests {
    use sagwan_text::pattern::Scene;

    use super::*;
    use crate::pack::Additions;

    /// The mentions of a text are what `⟦kind:…⟧` marks: `person`, `body`, `outlet`, `state`, `states`, `group`, `pronoun`, and
    /// `within` for a state inside a word.
    fn check(marked: &str) {
        let pack = Pack::with(Additions::default()).unwrap();
        let mut text = String::new();
        let mut expected = Vec::new();
        for piece in marked.split('⟦') {
            let Some((mark, rest)) = piece.split_once('⟧') else {
                text.push_str(piece);
                continue;
            };
            let (kind, words) = mark.split_once(':').unwrap();
            let start = text.len();
            text.push_str(words);
            expected.push((kind, ByteSpan::new(start, text.len())));
            text.push_str(rest);
        }
        let read = pack.read(&text);
        let forms = pack.forms(&text, &read, &|_| false);
        let naming: Vec<Facts> = read
            .sentences
            .iter()
            .zip(&forms)
            .map(|(sentence, forms)| {
                let scene = Scene { text: &text, sentence, labels: &forms.labels, mentions: &[] };
                pack.naming.apply(&scene)
            })
            .collect();
        let found = pack.mentions(&text, &read, &forms, &naming);
        // A state inside a longer mention is not marked again.
        let inside =
            |m: &Mention| found.iter().any(|o| !o.within && o.span != m.span && o.span.contains(m.span));
        let shown: Vec<(&str, ByteSpan)> =
            found.iter().filter(|m| !(m.within && inside(m))).map(|m| (kind_of(m), m.span)).collect();
        assert_eq!(shown, expected, "{marked}");
    }

    fn kind_of(mention: &Mention) -> &'static str {
        match &mention.kind {
            _ if mention.within => "within",
            MentionKind::Person(_) => "person",
            MentionKind::Organisation { media: true, .. } | MentionKind::SameOutlet => "outlet",
            MentionKind::Organisation { .. } => "body",
            MentionKind::Country(_) => "state",
            MentionKind::Pronoun => "pronoun",
            MentionKind::States { .. } => "states",
            MentionKind::Group { .. } => "group",
        }
    }

    #[test]
    fn a_person_is_a_name_with_what_stands_around_it() {
        check("⟦person:얀 노바크 체코 외교장관⟧은 ⟦person:북한 외무성 부상 최가온⟧과 만났다.");
        check("⟦person:강민서 외교부 장관⟧은 ⟦person:러시아 외무부 대변인⟧을 만났다.");
        check("⟦person:외무장관인 리가온⟧은 떠났다.");
        check("⟦person:김가온대통령⟧이 떠났다.");
    }

    #[test]
    fn those_listed_before_an_office_share_it() {
        check("⟦person:강민서 한국⟧·⟦person:모리 겐타 일본 외교장관⟧은 떠났다.");
        check("⟦person:얀 노바크 체코⟧, ⟦person:모리 겐타 일본 외교장관⟧은 떠났다.");
        check("⟦person:얀 노바크 체코 총리⟧, ⟦person:모리 겐타 일본 외교장관⟧은 떠났다.");
        check("⟦person:얀 노바크 체코⟧, ⟦person:카를 브루너 스위스⟧, ⟦person:모리 겐타 일본 총리⟧가 만났다.");
        // Only the signs of a list part its members.
        check("얀 노바크 ⟦state:체코⟧: ⟦person:카를 브루너 스위스 총리⟧가 떠났다.");
    }

    #[test]
    fn bodies_states_and_outlets_are_told_apart() {
        check("⟦body:러시아 외무부⟧는 ⟦state:체코⟧에 항의했다.");
        check("⟦outlet:타스 통신⟧은 회담이 열렸다고 전했다.");
        check("⟦outlet:현지 언론⟧은 회담이 열렸다고 전했다.");
    }

    #[test]
    fn where_a_body_sits_is_no_part_of_its_name() {
        check("서울 ⟦body:외교부⟧는 회담을 환영했다.");
        check("⟦body:서울 주재 체코 대사관⟧은 회담을 환영했다.");
    }

    #[test]
    fn what_closes_a_phrase_carries_its_case() {
        check("⟦body:청와대⟧ 측은 말을 아꼈다.");
        check("⟦person:노바크 장관⟧ 등과 만났다.");
    }

    #[test]
    fn several_are_named_together() {
        check("⟦group:두 장관⟧은 떠났다.");
        check("⟦pronoun:그⟧는 떠났다.");
        check("⟦states:프랑스와 독일 정상⟧이 만났다.");
    }

    #[test]
    fn states_inside_a_word_are_no_noun_phrases() {
        check("⟦within:한⟧⟦within:미⟧정상회담이 열렸다.");
        check("국빈 방⟦within:한⟧을 앞두고 있다.");
        check("한반도는 조용하다.");
    }

    #[test]
    fn a_bracket_explains_the_word_before_it() {
        check("⟦person:얀 노바크(58) 체코 외교장관⟧은 떠났다.");
    }
}
