//! From checked rules to the [`Program`] of a stage.

use std::collections::HashMap;

use super::ast::{Base, Element, RuleDef, Sequence, SetValue, Step, Tests, What};
use super::check::capture_names;
use super::feature::PARTS;
use super::numbers::{Dictionary, Tags};
use super::program::{Code, ElementId, Form, Glance, Kinds, Layer, Op, Program, Say, SayValue, Wanted};
use super::sets::Sets;
use super::vocabulary::Vocabulary;
use crate::word::{Pos, WordClass};

/// Names of captures by number, over all stages.
#[derive(Debug, Default)]
pub(super) struct CaptureNames {
    names: Vec<String>,
}

impl CaptureNames {
    fn number(&mut self, name: &str) -> usize {
        match self.names.iter().position(|n| n == name) {
            Some(number) => number,
            None => {
                self.names.push(name.to_owned());
                self.names.len() - 1
            }
        }
    }

    pub(super) fn name(&self, number: usize) -> &str {
        self.names.get(number).map_or("", String::as_str)
    }
}

/// Makes a program, rule by rule.
pub(super) struct Compiler<'a> {
    sets: &'a Sets,
    captures: &'a mut CaptureNames,
    dictionary: &'a mut Dictionary,
    program: Program,
    /// Elements that ask the same are one.
    known: HashMap<(What, Tests), ElementId>,
    /// For each element how seldom words answer to it: the less the seldomer.
    commonness: Vec<usize>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(
        sets: &'a Sets,
        vocabulary: &Vocabulary,
        captures: &'a mut CaptureNames,
        dictionary: &'a mut Dictionary,
    ) -> Self {
        let program = Program {
            by_pos: vec![Vec::new(); PARTS.len()],
            by_class: vec![Vec::new(); WordClass::Particle as usize + 1],
            by_label: vec![Vec::new(); vocabulary.labels.len() + vocabulary.effects.len()],
            first_effect: vocabulary.labels.len(),
            ..Program::default()
        };
        Compiler { sets, captures, dictionary, program, known: HashMap::new(), commonness: Vec::new() }
    }

    /// Adds the patterns of a rule to a layer.
    pub(super) fn rule(&mut self, number: usize, rule: &RuleDef, layer: usize) {
        for when in &rule.when {
            let names = capture_names(&when.sequence);
            let effects = rule
                .sets
                .iter()
                .map(|set| Say {
                    effect: set.effect,
                    value: match &set.value {
                        SetValue::Flag => SayValue::Flag,
                        SetValue::One(value) => SayValue::One(*value),
                        SetValue::Captured(name, _) => SayValue::Captured(self.captures.number(name)),
                    },
                    targets: match &set.target {
                        Some((name, _)) => vec![self.captures.number(name)],
                        None => names.iter().map(|name| self.captures.number(name)).collect(),
                    },
                })
                .collect();
            self.pattern(number, &when.sequence, effects, layer);
        }
    }

    /// Adds a pattern to a layer.
    pub(super) fn pattern(&mut self, rule: usize, sequence: &Sequence, effects: Vec<Say>, layer: usize) {
        let mut code = Code {
            rule,
            effects,
            begins: sequence.iter().any(|item| matches!(item.step, Step::Begin)),
            ..Code::default()
        };
        self.emit(sequence, &mut code.ops);
        code.ops.push(Op::Found);
        self.needs(sequence, &mut code.needs);
        self.starts(sequence, &mut code.starts);
        let anchors = self.anchors(sequence);
        let number = self.program.patterns.len();
        self.program.patterns.push(code);
        while self.program.layers.len() <= layer {
            self.program.layers.push(Layer::default());
        }
        if let Some(layer) = self.program.layers.get_mut(layer) {
            layer.anchored.extend(anchors.into_iter().map(|element| (element, number)));
        }
    }

    pub(super) fn finish(mut self) -> Program {
        for layer in &mut self.program.layers {
            layer.anchored.sort_unstable();
            layer.anchored.dedup();
            layer.anchors = anchors(&layer.anchored);
        }
        self.program.elements = self.program.forms.len();
        self.program.glances = self.program.forms.iter().map(Glance::of).collect();
        self.program
    }

    fn emit(&mut self, sequence: &Sequence, ops: &mut Vec<Op>) {
        for item in sequence {
            match &item.step {
                Step::Element(element) => self.emit_element(element, ops),
                Step::Group { branches, optional } => self.emit_group(branches, *optional, ops),
                Step::Hop(hop) => ops.push(Op::Hop(*hop)),
                Step::Ahead { hop, element } => ops.push(Op::Ahead(*hop, self.wanted(element))),
                Step::Behind { hop, element } => ops.push(Op::Behind(*hop, self.wanted(element))),
                Step::Begin => {}
                Step::End => ops.push(Op::End),
            }
        }
    }

    fn emit_element(&mut self, element: &Element, ops: &mut Vec<Op>) {
        let wanted = self.wanted(element);
        let capture = element.name.as_ref().map(|name| self.captures.number(name));
        let (least, most) = element.times;
        let mut leaves = Vec::new();
        for time in 0..most {
            if time >= least {
                leaves.push(ops.len());
                ops.push(Op::Either(ops.len() + 1, usize::MAX));
            }
            ops.push(Op::Take { wanted, capture, more: time > 0 });
        }
        let end = ops.len();
        patch(ops, &leaves, end);
    }

    fn emit_group(&mut self, branches: &[Sequence], optional: bool, ops: &mut Vec<Op>) {
        let (mut leaves, mut ends) = (Vec::new(), Vec::new());
        for (i, branch) in branches.iter().enumerate() {
            let fork = ops.len();
            let last = i + 1 == branches.len();
            if !last || optional {
                ops.push(Op::Either(fork + 1, usize::MAX));
            }
            self.emit(branch, ops);
            if !last {
                ends.push(ops.len());
                ops.push(Op::Jump(usize::MAX));
                let next = ops.len();
                patch(ops, &[fork], next);
            } else if optional {
                leaves.push(fork);
            }
        }
        let end = ops.len();
        patch(ops, &leaves, end);
        patch(ops, &ends, end);
    }

    fn wanted(&mut self, element: &Element) -> Wanted {
        let mention = if let What::Mention(kinds) = element.what { Some(kinds) } else { None };
        Wanted { element: self.element(element), mention }
    }

    /// The number of what an element asks.
    fn element(&mut self, element: &Element) -> ElementId {
        let key = (without_places(&element.what), element.tests.clone());
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let number = self.program.forms.len();
        let form = self.form(&element.tests);
        self.program.forms.push(form);
        let commonness = match &element.what {
            What::Mention(kinds) => {
                self.program.mentions.push((number, *kinds));
                Commonness::MENTION
            }
            What::Words(bases) => {
                bases.iter().map(|base| self.enter(base, number)).fold(0, usize::saturating_add)
            }
        };
        self.commonness.push(commonness);
        self.known.insert(key, number);
        number
    }

    /// Lets words that are `base` find the element.
    fn enter(&mut self, base: &Base, element: ElementId) -> usize {
        let program = &mut self.program;
        match base {
            Base::Lemma(lemma) => {
                program.lexicon.entry(self.dictionary.word(lemma)).or_default().lemma.push(element);
                Commonness::LEMMA
            }
            Base::Head(head) => {
                self.enter_head(head, element);
                Commonness::HEAD
            }
            Base::Surface(text) => {
                program.lexicon.entry(self.dictionary.surface(text)).or_default().surface.push(element);
                Commonness::LEMMA
            }
            Base::Set(name, _) => {
                let Some(words) = self.sets.get(name) else { return 0 };
                for lemma in &words.lemmas {
                    program.lexicon.entry(self.dictionary.word(lemma)).or_default().lemma.push(element);
                }
                for head in &words.heads {
                    self.enter_head(head, element);
                }
                words.lemmas.len() * Commonness::LEMMA + words.heads.len() * Commonness::HEAD
            }
            Base::Label(label) => {
                if let Some(elements) = program.by_label.get_mut(*label) {
                    elements.push(element);
                }
                Commonness::LABEL
            }
            Base::Pos(pos) => {
                program.enter_by_form(Kinds::pos(*pos), element, |p| p.by_pos.get_mut(*pos as usize));
                if matches!(pos, Pos::Noun | Pos::Verb) { Commonness::FORM * 2 } else { Commonness::FORM }
            }
            Base::Class(class) => {
                program.enter_by_form(Kinds::class(*class), element, |p| p.by_class.get_mut(*class as usize));
                Commonness::FORM
            }
            Base::Any => {
                program.enter_by_form(Kinds::ANY, element, |p| Some(&mut p.any));
                Commonness::ANY
            }
        }
    }

    /// A word of its own is its own head.
    fn enter_head(&mut self, head: &str, element: ElementId) {
        let entry = self.program.lexicon.entry(self.dictionary.word(head)).or_default();
        entry.head.push(element);
        entry.lemma.push(element);
    }

    fn form(&mut self, tests: &Tests) -> Form {
        let dictionary = &mut *self.dictionary;
        let mut numbers =
            |texts: &[String]| -> Vec<u32> { texts.iter().map(|text| dictionary.affix(text)).collect() };
        let cases = tests.cases.iter().map(|test| (test.cases, numbers(&test.particles))).collect();
        let endings: Vec<_> = tests.endings.iter().map(|test| numbers(&test.endings)).collect();
        let tags = tests
            .endings
            .iter()
            .map(|test| test.tags.iter().fold(Tags::default(), |all, tag| all.and(self.dictionary.tag(tag))));
        Form { cases, endings: endings.into_iter().zip(tags).collect(), features: tests.features }
    }

    /// Elements that stand on every way through.
    fn needs(&mut self, sequence: &Sequence, needs: &mut Vec<ElementId>) {
        for item in sequence {
            match &item.step {
                Step::Element(element) if element.times.0 > 0 => needs.push(self.element(element)),
                Step::Group { branches, optional: false } => {
                    if let [only] = branches.as_slice() {
                        self.needs(only, needs);
                    }
                }
                _ => {}
            }
        }
        needs.sort_unstable();
        needs.dedup();
    }

    /// Adds the elements that may come first; gives whether something always does.
    fn starts(&mut self, sequence: &Sequence, starts: &mut Vec<Wanted>) -> bool {
        for item in sequence {
            let always = match &item.step {
                Step::Element(element) => {
                    let wanted = self.wanted(element);
                    if !starts.contains(&wanted) {
                        starts.push(wanted);
                    }
                    element.times.0 > 0
                }
                Step::Group { branches, optional } => {
                    // Every branch is looked at, whether one before it is always there or not.
                    branches.iter().fold(!*optional, |always, branch| self.starts(branch, starts) && always)
                }
                _ => false,
            };
            if always {
                return true;
            }
        }
        false
    }

    /// Elements of which one stands on every way through, as seldom ones as there are.
    fn anchors(&mut self, sequence: &Sequence) -> Vec<ElementId> {
        let mut best: Option<(usize, Vec<ElementId>)> = None;
        for item in sequence {
            let anchors = match &item.step {
                Step::Element(element) if element.times.0 > 0 => vec![self.element(element)],
                Step::Group { branches, optional: false } => {
                    let each: Vec<_> = branches.iter().map(|branch| self.anchors(branch)).collect();
                    // A branch without any lets the group pass without any.
                    if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() }
                }
                _ => Vec::new(),
            };
            let common = |element: &ElementId| self.commonness.get(*element).copied().unwrap_or(usize::MAX);
            let commonness = anchors.iter().map(common).fold(0, usize::saturating_add);
            if !anchors.is_empty() && best.as_ref().is_none_or(|(least, _)| commonness < *least) {
                best = Some((commonness, anchors));
            }
        }
        best.map(|(_, anchors)| anchors).unwrap_or_default()
    }
}

impl Program {
    /// Lets words of some kinds find an element: by their ending where it asks for one, else by `list`.
    fn enter_by_form(
        &mut self,
        kinds: Kinds,
        element: ElementId,
        list: impl FnOnce(&mut Self) -> Option<&mut Vec<ElementId>>,
    ) {
        match self.forms.get(element).and_then(Form::closing) {
            Some(endings) => {
                for ending in endings {
                    self.by_ending.entry(*ending).or_default().push((kinds, element));
                }
            }
            None => {
                if let Some(elements) = list(self) {
                    elements.push(element);
                }
            }
        }
    }
}

/// The elements of what is anchored, as [`Layer::anchors`] has them.
fn anchors(anchored: &[(ElementId, usize)]) -> Vec<(u64, usize)> {
    let mut found: Vec<(u64, usize)> = Vec::new();
    for (n, (element, _)) in anchored.iter().enumerate() {
        while found.len() <= element / 64 {
            found.push((0, n));
        }
        if let Some((bits, _)) = found.last_mut() {
            *bits |= 1 << (element % 64);
        }
    }
    found
}

/// How many words of a thousand, very roughly, answer to a kind of element: only the order matters.
struct Commonness;

impl Commonness {
    const LEMMA: usize = 1;
    const HEAD: usize = 2;
    const LABEL: usize = 30;
    const MENTION: usize = 60;
    const FORM: usize = 100;
    const ANY: usize = 1_000;
}

/// Sets named in different places are the same set.
fn without_places(what: &What) -> What {
    match what {
        What::Mention(kinds) => What::Mention(*kinds),
        What::Words(bases) => What::Words(
            bases
                .iter()
                .map(|base| match base {
                    Base::Set(name, _) => Base::Set(name.clone(), Default::default()),
                    other => other.clone(),
                })
                .collect(),
        ),
    }
}

/// Sends forks and jumps to where their part ends.
fn patch(ops: &mut [Op], at: &[usize], to: usize) {
    for &op in at {
        match ops.get_mut(op) {
            Some(Op::Either(_, second)) => *second = to,
            Some(Op::Jump(target)) => *target = to,
            _ => {}
        }
    }
}
