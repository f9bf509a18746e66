//! The pattern behind `when`, parsed: elements, gaps, groups and negations. What needs the whole rule or other rules is
//! for [`check`](super::check).

use super::ast::{Base, CaseTest, Element, EndingTest, Hop, Item, Sequence, Step, Tests, What};
use super::error::Fault;
use super::feature::{CASES, CLASSES, Features, PARTS, cases_named};
use super::source::{Cursor, Place, is_name_sign};
use super::vocabulary::Vocabulary;

/// The longest distance and repetition: words farther apart than a long sentence has are another question.
const FARTHEST: usize = 99;

/// How deep groups may lie in each other, so that no file makes the parser's stack run over.
const DEEPEST: usize = 16;

/// Reads a pattern to its end.
pub(super) fn pattern(cursor: &mut Cursor<'_>, vocabulary: &Vocabulary) -> Result<Sequence, Fault> {
    let sequence = Parser { cursor, vocabulary, depth: 0 }.sequence(true)?;
    match cursor.peek() {
        None => Ok(sequence),
        Some(')') => {
            Err(Fault::new(cursor.place(), "`)` closes no group: remove it, or open the group with `(`"))
        }
        Some(_) => Err(Fault::new(
            cursor.place(),
            "`|` between white space separates what stands in a group: put ( … | … ) around it, or write a `when` for each",
        )),
    }
}

struct Parser<'c, 's, 'v> {
    cursor: &'c mut Cursor<'s>,
    vocabulary: &'v Vocabulary,
    /// How many groups are open.
    depth: usize,
}

impl Parser<'_, '_, '_> {
    /// Items up to the end, `|` or `)`. `outermost` is the pattern itself, before which there is something to look back at.
    fn sequence(&mut self, outermost: bool) -> Result<Sequence, Fault> {
        let mut items: Sequence = Vec::new();
        loop {
            self.cursor.skip_space();
            let at = self.cursor.place();
            if matches!(self.cursor.peek(), None | Some('|' | ')')) {
                break;
            }
            let opens = outermost && items.iter().all(|i| matches!(i.step, Step::Behind { .. }));
            let step = self.step(opens)?;
            items.push(Item { at, step });
        }
        follow(&items, outermost)?;
        Ok(items)
    }

    fn step(&mut self, opens: bool) -> Result<Step, Fault> {
        let at = self.cursor.place();
        if self.cursor.eat("^") {
            return if opens {
                Ok(Step::Begin)
            } else {
                Err(Fault::new(at, "`^` stands first in a pattern"))
            };
        }
        if self.cursor.eat("$") {
            return Ok(Step::End);
        }
        if self.cursor.eat("->") {
            return Ok(Step::Hop(Hop::Governor));
        }
        if let Some(hop) = self.distance()? {
            return Ok(Step::Hop(hop));
        }
        if self.cursor.eat("(") {
            return self.group(at);
        }
        if self.cursor.eat("!") {
            return self.negation(at, opens);
        }
        self.element().map(Step::Element)
    }

    /// `~5` or `~~5`; `~회담` is no distance.
    fn distance(&mut self) -> Result<Option<Hop>, Fault> {
        let (start, at) = (self.cursor.mark(), self.cursor.place());
        if !self.cursor.eat("~") {
            return Ok(None);
        }
        let any_clause = self.cursor.eat("~");
        let digits = self.cursor.take_while(|c| c.is_ascii_digit());
        if digits.is_empty() || !self.cursor.at_gap() {
            self.cursor.back_to(start);
            return if any_clause {
                Err(Fault::new(at, "`~~` needs a number of words: `~~5`"))
            } else {
                Ok(None)
            };
        }
        let words = number(&digits, at)?;
        Ok(Some(if any_clause { Hop::Anywhere(words) } else { Hop::Within(words) }))
    }

    fn group(&mut self, at: Place) -> Result<Step, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(at, format!("groups lie too deep in each other: at most {DEEPEST}")));
        }
        let mut branches = Vec::new();
        loop {
            let branch_at = self.cursor.place();
            let branch = self.sequence(false)?;
            if branch.is_empty() {
                return Err(Fault::new(branch_at, "a group's part is empty: write an element, or `( … )?`"));
            }
            branches.push(branch);
            if self.cursor.eat("|") {
                continue;
            }
            if self.cursor.eat(")") {
                break;
            }
            return Err(Fault::new(at, "this group is not closed: add `)`"));
        }
        self.depth -= 1;
        let optional = self.cursor.eat("?");
        self.ends("the group")?;
        Ok(Step::Group { branches, optional })
    }

    fn negation(&mut self, at: Place, opens: bool) -> Result<Step, Fault> {
        let hop = match self.distance()? {
            Some(Hop::Within(0) | Hop::Anywhere(0)) => {
                return Err(Fault::new(at, "`!~0` looks at no word: write `!` for the next word"));
            }
            // Within five words is with four between.
            Some(Hop::Within(words)) => Hop::Within(words - 1),
            Some(Hop::Anywhere(words)) => Hop::Anywhere(words - 1),
            Some(hop) => hop,
            None => Hop::Next,
        };
        self.cursor.skip_space();
        let element_at = self.cursor.place();
        if matches!(self.cursor.peek(), None | Some('(' | ')' | '|' | '^' | '$' | '!')) {
            return Err(Fault::new(element_at, "`!` needs an element behind it, as `!회담` or `!~5 회담`"));
        }
        let mut element = self.element()?;
        if element.named {
            return Err(Fault::new(
                element_at,
                "what must not stand there captures nothing: remove its name",
            ));
        }
        if element.times != (1, 1) {
            return Err(Fault::new(element_at, "what must not stand there is one word: remove `?` or `*`"));
        }
        element.name = None;
        Ok(if opens { Step::Behind { hop, element } } else { Step::Ahead { hop, element } })
    }

    fn element(&mut self) -> Result<Element, Fault> {
        let at = self.cursor.place();
        let mut name = self.capture_name();
        let mention = self.cursor.peek() == Some('{');
        let what = if mention {
            let (inner, what) = self.mention()?;
            if name.is_some() && inner.is_some() {
                return Err(Fault::new(at, "a mention has one name: remove `name=`, or the name in `{…}`"));
            }
            name = name.or(inner);
            what
        } else {
            What::Words(self.alternatives()?)
        };
        let tests = self.tests()?;
        let times = self.times()?;
        self.ends("the element")?;
        let named = name.is_some();
        // Several words of a label are not the word of the label.
        let label = first_label(&what).filter(|_| times.1 == 1);
        let name = name.or_else(|| label.map(|l| self.vocabulary.label_name(l).to_owned()));
        Ok(Element { name, named, what, tests, times })
    }

    /// `name=`
    fn capture_name(&mut self) -> Option<String> {
        let start = self.cursor.mark();
        let name = self.cursor.take_while(is_name_sign);
        if !name.is_empty() && self.cursor.eat("=") {
            return Some(name);
        }
        self.cursor.back_to(start);
        None
    }

    /// `{who:person|state}`
    fn mention(&mut self) -> Result<(Option<String>, What), Fault> {
        let at = self.cursor.place();
        self.cursor.eat("{");
        let name = self.cursor.take_while(is_name_sign);
        let mut kinds = u32::MAX;
        if self.cursor.eat(":") {
            kinds = 0;
            loop {
                let kind_at = self.cursor.place();
                let kind = self.cursor.take_while(is_name_sign);
                let known = self.vocabulary.kinds;
                match known.iter().position(|k| *k == kind) {
                    Some(number) => kinds |= 1u32.checked_shl(number as u32).unwrap_or(0),
                    None => {
                        return Err(Fault::unknown(kind_at, "kind of mention", &kind, known.iter().copied()));
                    }
                }
                if !self.cursor.eat("|") {
                    break;
                }
            }
        }
        if !self.cursor.eat("}") {
            return Err(Fault::new(at, "a mention is written `{who}` or `{who:kind|kind}`"));
        }
        Ok((Some(name).filter(|n| !n.is_empty()), What::Mention(kinds)))
    }

    fn alternatives(&mut self) -> Result<Vec<Base>, Fault> {
        let mut bases = vec![self.base()?];
        while self.cursor.peek() == Some('|') {
            self.cursor.eat("|");
            bases.push(self.base()?);
        }
        Ok(bases)
    }

    fn base(&mut self) -> Result<Base, Fault> {
        let at = self.cursor.place();
        match self.cursor.peek() {
            Some('*') => {
                self.cursor.eat("*");
                Ok(Base::Any)
            }
            Some('@') => {
                self.cursor.eat("@");
                let name = self.cursor.take_while(is_name_sign);
                if name.is_empty() {
                    return Err(Fault::new(at, "`@` needs the name of a set: `@hold`"));
                }
                Ok(Base::Set(name, at))
            }
            Some('&') => {
                self.cursor.eat("&");
                self.label(at).map(Base::Label)
            }
            Some('<') => {
                self.cursor.eat("<");
                self.part_of_speech(at)
            }
            Some('"') => {
                self.cursor.eat("\"");
                self.surface(at)
            }
            Some('~') => {
                self.cursor.eat("~");
                self.lemma("a head").map(Base::Head)
            }
            Some('{') => {
                Err(Fault::new(at, "a mention has no alternatives: write two `when` lines, or a group"))
            }
            _ => self.lemma("an element").map(Base::Lemma),
        }
    }

    fn lemma(&mut self, wanted: &str) -> Result<String, Fault> {
        let at = self.cursor.place();
        let lemma = lemma(self.cursor);
        if lemma.is_empty() {
            let found = self.cursor.peek().map_or("the end".to_owned(), |c| format!("`{c}`"));
            return Err(Fault::new(
                at,
                format!("{wanted} is wanted, not {found}: put `\\` before a sign that is meant as such"),
            ));
        }
        Ok(lemma)
    }

    /// The longest name that is one: in `&told.past` the label is `told`, in `&role.mediator.past` `role.mediator`.
    fn label(&mut self, at: Place) -> Result<usize, Fault> {
        let start = self.cursor.mark();
        let mut name = self.cursor.take_while(|c| is_name_sign(c) || c == '.');
        let whole = name.clone();
        loop {
            if let Some(label) = self.vocabulary.label_named(&name) {
                self.cursor.back_to(start);
                self.cursor.eat(&name);
                return Ok(label);
            }
            match name.rfind('.') {
                Some(dot) => name.truncate(dot),
                None => return Err(Fault::unknown(at, "label", &whole, self.vocabulary.label_names())),
            }
        }
    }

    fn part_of_speech(&mut self, at: Place) -> Result<Base, Fault> {
        let name = self.cursor.take_while(is_name_sign);
        if !self.cursor.eat(">") {
            return Err(Fault::new(at, "a part of speech is written `<noun>`"));
        }
        let part = PARTS.iter().find(|(n, _)| *n == name).map(|(_, pos)| Base::Pos(*pos));
        let class = || CLASSES.iter().find(|(n, _)| *n == name).map(|(_, class)| Base::Class(*class));
        part.or_else(class).ok_or_else(|| {
            let names = PARTS.iter().map(|(n, _)| *n).chain(CLASSES.iter().map(|(n, _)| *n));
            Fault::unknown(at, "part of speech", &name, names)
        })
    }

    fn surface(&mut self, at: Place) -> Result<Base, Fault> {
        let mut text = String::new();
        loop {
            match self.cursor.bump() {
                Some('"') if !text.is_empty() => return Ok(Base::Surface(text)),
                Some('"') => {
                    return Err(Fault::new(at, "`\"\"` is no word: write the text of one between the marks"));
                }
                Some('\\') => text.extend(self.cursor.bump()),
                Some(sign) => text.push(sign),
                None => return Err(Fault::new(at, "this text is not closed: add `\"`")),
            }
        }
    }

    fn tests(&mut self) -> Result<Tests, Fault> {
        let mut tests = Tests::default();
        loop {
            let at = self.cursor.place();
            if self.cursor.eat(":") {
                tests.cases.push(self.case_test()?);
            } else if self.cursor.eat("+") {
                tests.endings.push(self.ending_test()?);
            } else if self.cursor.eat(".") {
                tests.features = tests.features.and(self.feature_test()?);
                if tests.features.contradict() {
                    return Err(Fault::new(
                        at,
                        "no word has all these features: write `.past|future` for either, or a `when` for each",
                    ));
                }
            } else {
                return Ok(tests);
            }
        }
    }

    fn case_test(&mut self) -> Result<CaseTest, Fault> {
        let mut test = CaseTest::default();
        loop {
            let at = self.cursor.place();
            let hidden = self.cursor.eat("@");
            let name = lemma(self.cursor);
            if name.is_empty() {
                return Err(Fault::new(
                    at,
                    "`:` needs a case or a particle: `:subject`, `:@subject`, `:에서`",
                ));
            }
            if name.is_ascii() {
                test.cases |= cases_named(&name, hidden)
                    .ok_or_else(|| Fault::unknown(at, "case", &name, CASES.iter().map(|(n, _)| *n)))?;
            } else if hidden {
                return Err(Fault::new(at, "`@` stands before the name of a case, not before a particle"));
            } else {
                test.particles.push(name);
            }
            if !self.cursor.eat("|") {
                return Ok(test);
            }
        }
    }

    fn ending_test(&mut self) -> Result<EndingTest, Fault> {
        let mut test = EndingTest::default();
        loop {
            let at = self.cursor.place();
            let name = lemma(self.cursor);
            if name.is_empty() {
                return Err(Fault::new(at, "`+` needs an ending or a tag: `+기로`, `+ETM`"));
            }
            if name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-' || c == '_') {
                test.tags.push(name);
            } else if name.is_ascii() {
                return Err(Fault::new(at, format!("`{name}` is no ending; a tag is in capitals: `+ETM`")));
            } else {
                test.endings.push(name);
            }
            if !self.cursor.eat("|") {
                return Ok(test);
            }
        }
    }

    /// Behind the dot: `past`, `!past`, `past|future`.
    fn feature_test(&mut self) -> Result<Features, Fault> {
        let mut test: Option<Features> = None;
        loop {
            let at = self.cursor.place();
            let but = self.cursor.eat("!");
            let name_at = self.cursor.place();
            let name = self.cursor.take_while(is_name_sign);
            let Some(feature) = Features::allowing(&name, but) else {
                return Err(Fault::unknown(name_at, "feature", &name, Features::names()));
            };
            let either = match test {
                None => feature,
                Some(before) => before.or(feature).ok_or_else(|| {
                    Fault::new(at, "`|` joins features of one kind, as tenses: write a `when` for each")
                })?,
            };
            if !self.cursor.eat("|") {
                return Ok(either);
            }
            test = Some(either);
        }
    }

    fn times(&mut self) -> Result<(usize, usize), Fault> {
        let at = self.cursor.place();
        if self.cursor.eat("?") {
            return Ok((0, 1));
        }
        if !self.cursor.eat("*") {
            return Ok((1, 1));
        }
        let digits = self.cursor.take_while(|c| c.is_ascii_digit());
        if digits.is_empty() {
            return Err(Fault::new(at, "`*` needs the greatest number: `*3` for none to three"));
        }
        match number(&digits, at)? {
            0 => Err(Fault::new(at, "`*0` is never there: remove the element")),
            most => Ok((0, most)),
        }
    }

    /// White space, the end or the end of a group comes next.
    fn ends(&self, what: &str) -> Result<(), Fault> {
        match self.cursor.peek() {
            Some(sign) if !sign.is_whitespace() && sign != ')' => Err(Fault::new(
                self.cursor.place(),
                format!(
                    "unexpected `{sign}` behind {what}: put a space before it, or `\\` if it is meant as such"
                ),
            )),
            _ => Ok(()),
        }
    }
}

/// What may follow what.
fn follow(items: &[Item], outermost: bool) -> Result<(), Fault> {
    let mut before: Option<&Step> = None;
    let mut looked_back = None;
    for item in items {
        let fault = |message: &str| Err(Fault::new(item.at, message));
        let after_hop = matches!(before, Some(Step::Hop(_)));
        match &item.step {
            Step::Hop(_) if after_hop => {
                return fault("two distances follow each other: write one");
            }
            Step::Hop(_) if outermost && matches!(before, None | Some(Step::Behind { .. })) => {
                return fault("a distance or `->` stands between two elements");
            }
            Step::Hop(_) if !outermost && before.is_none() => {
                return fault("a distance or `->` stands before the group, or between two elements of it");
            }
            Step::Hop(Hop::Governor) if matches!(before, Some(Step::Begin)) => {
                return fault("`->` goes on from an element: the beginning has no predicate");
            }
            Step::Ahead { .. } if after_hop => {
                return fault("a negation stands before the distance, not behind it");
            }
            Step::Ahead { .. } if !outermost && before.is_none() => {
                return fault("a negation stands before the group, not first in it");
            }
            Step::Begin if looked_back.is_some() => {
                return fault("nothing stands before the beginning: remove the negation before `^`");
            }
            Step::End if matches!(before, Some(Step::Hop(Hop::Governor))) => {
                return fault("`->` leads to an element, not to the end");
            }
            Step::Element(Element { times: (0, _), .. }) | Step::Group { optional: true, .. }
                if matches!(before, Some(Step::Hop(Hop::Governor))) =>
            {
                return fault("what `->` leads to must stand there: remove `?` or `*`");
            }
            Step::Behind { .. } => looked_back = Some(item.at),
            _ if matches!(before, Some(Step::End)) => {
                return fault("nothing stands behind the end: remove what follows `$`");
            }
            _ => {}
        }
        before = Some(&item.step);
    }
    match items.last() {
        Some(Item { at, step: Step::Hop(_) }) => {
            Err(Fault::new(*at, "a distance or `->` needs an element behind it"))
        }
        _ => Ok(()),
    }
}

/// A dictionary form: signs of the language end it, `\` takes their meaning away.
pub(super) fn lemma(cursor: &mut Cursor<'_>) -> String {
    let mut lemma = String::new();
    loop {
        match cursor.peek() {
            Some('\\') => {
                cursor.bump();
                lemma.extend(cursor.bump());
            }
            Some(sign) if !sign.is_whitespace() && !"|:+.?*=(){}<>\"@&~!^$".contains(sign) => {
                cursor.bump();
                lemma.push(sign);
            }
            _ => return lemma,
        }
    }
}

fn number(digits: &str, at: Place) -> Result<usize, Fault> {
    match digits.parse() {
        Ok(number) if number <= FARTHEST => Ok(number),
        _ => Err(Fault::new(at, format!("{digits} is too many: at most {FARTHEST}"))),
    }
}

fn first_label(what: &What) -> Option<usize> {
    let What::Words(words) = what else { return None };
    words.iter().find_map(|w| if let Base::Label(label) = w { Some(*label) } else { None })
}
