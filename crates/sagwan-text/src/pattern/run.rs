//! Applies a [`Program`] to a sentence: layer by layer, every pattern at every word that it may begin with, in every way in
//! which it lies there.

use rustc_hash::FxHashSet;

use super::answers::Known;
use super::ast::Hop;
use super::bits::{Bits, of_kind};
use super::facts::{Capture, Fact, Facts, Value};
use super::layout::{Layout, Reach};
use super::numbers::Numbered;
use super::program::{Code, Op, Program, Say, SayValue, Wanted};
use super::scene::{Named, Scene};

/// What is said of a sentence, and the matches of one rule, if any is asked for.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) facts: Facts,
    pub(super) matches: Vec<Vec<Capture>>,
}

/// Applies all rules.
pub(super) fn run(
    program: &Program,
    known: &mut Known,
    scene: &Scene<'_>,
    numbered: &Numbered,
    watched: Option<usize>,
) -> Found {
    if program.patterns.is_empty() || scene.sentence.words.is_empty() {
        return Found::default();
    }
    let layout = Layout::new(scene);
    let mut bits = Bits::new(program, known, scene, numbered, &layout);
    let mentions = Mentions::new(scene.mentions, scene.sentence.words.len());
    let mut facts: Vec<Fact> = Vec::new();
    let mut matches = Vec::new();
    let mut tried = Vec::new();
    for layer in &program.layers {
        let before = facts.len();
        tried.clear();
        // Of most layers hardly an anchor is in a sentence.
        for (block, ((anchors, from), anywhere)) in layer.anchors.iter().zip(bits.anywhere()).enumerate() {
            if anchors & anywhere != 0 {
                let rest = layer.anchored.get(*from..).unwrap_or_default();
                let anchored = rest.iter().take_while(|(element, _)| element / 64 == block);
                tried.extend(anchored.filter(|(element, _)| bits.somewhere(*element)).map(|(_, p)| *p));
            }
        }
        // A pattern with several anchors is tried once.
        tried.sort_unstable();
        tried.dedup();
        for code in tried.iter().filter_map(|&pattern| program.patterns.get(pattern)) {
            let view = View { layout: &layout, bits: &bits, mentions: &mentions };
            let found = view.find(code);
            for captures in &found {
                facts.extend(code.effects.iter().filter_map(|say| said(say, code.rule, captures)));
            }
            if watched == Some(code.rule) {
                matches.extend(found);
            }
        }
        for fact in facts.get(before..).unwrap_or_default() {
            bits.label(program, fact.word, program.first_effect + fact.effect);
        }
    }
    Found { facts: facts.into_iter().collect(), matches }
}

/// What a match says, unless what it would say it of is not captured this time.
fn said(say: &Say, rule: usize, captures: &[Capture]) -> Option<Fact> {
    let captured = |name: usize| captures.iter().find(|c| c.name == name);
    let target = say.targets.iter().find_map(|&name| captured(name))?;
    let value = match say.value {
        SayValue::Flag => Value::Flag,
        SayValue::One(value) => Value::One(value),
        SayValue::Captured(name) => {
            let capture = captured(name)?;
            capture.mention.map_or(Value::Word(capture.last), Value::Mention)
        }
    };
    Some(Fact { word: target.last, effect: say.effect, value, rule, captures: captures.to_vec() })
}

/// Mentions by their first word.
struct Mentions<'a> {
    all: &'a [Named],
    /// For each word the first mention that begins there; empty when there are no mentions.
    at: Vec<Option<usize>>,
    /// For each mention the next that begins at the same word.
    next: Vec<Option<usize>>,
}

impl<'a> Mentions<'a> {
    fn new(all: &'a [Named], words: usize) -> Self {
        let mut mentions = Mentions { all, at: Vec::new(), next: vec![None; all.len()] };
        for (i, mention) in all.iter().enumerate().rev() {
            if mention.first > mention.last || mention.last >= words {
                continue;
            }
            mentions.at.resize(words, None);
            if let (Some(at), Some(next)) = (mentions.at.get_mut(mention.first), mentions.next.get_mut(i)) {
                *next = at.replace(i);
            }
        }
        mentions
    }

    /// The mentions that begin at a word.
    fn from(&self, word: usize) -> impl Iterator<Item = (usize, &'a Named)> {
        let first = self.at.get(word).copied().flatten();
        std::iter::successors(first, |&i| self.next.get(i).copied().flatten())
            .filter_map(|i| Some((i, self.all.get(i)?)))
    }
}

/// A sentence as patterns see it.
#[derive(Clone, Copy)]
struct View<'v, 'a> {
    layout: &'v Layout<'a>,
    bits: &'v Bits<'a>,
    mentions: &'v Mentions<'a>,
}

impl<'v, 'a> View<'v, 'a> {
    /// All ways in which a pattern lies in the sentence; the same captures once.
    fn find(self, code: &'v Code) -> Vec<Vec<Capture>> {
        if !code.needs.iter().all(|&element| self.bits.somewhere(element)) {
            return Vec::new();
        }
        let mut search = Search {
            view: self,
            ops: &code.ops,
            captures: Vec::new(),
            found: Vec::new(),
            known: FxHashSet::default(),
        };
        if code.begins {
            search.go(0, Standing { behind: Behind::Beginning, hop: Hop::Next });
            return search.found;
        }
        for word in 0..self.layout.len() {
            if code.starts.iter().any(|&wanted| self.answers_from(word, wanted)) {
                search.go(0, Standing { behind: Behind::Before(word), hop: Hop::Next });
            }
        }
        search.found
    }

    /// Whether a word, or a mention from it on, answers.
    fn answers_from(self, word: usize, wanted: Wanted) -> bool {
        match wanted.mention {
            None => self.bits.has(word, wanted.element),
            Some(_) => self.answers(word, wanted).next().is_some(),
        }
    }

    /// The last words of what answers from a word on, with the mention that it is.
    fn answers(self, word: usize, wanted: Wanted) -> impl Iterator<Item = (usize, Option<usize>)> {
        let as_word =
            (wanted.mention.is_none() && self.bits.has(word, wanted.element)).then_some((word, None));
        let as_mention = wanted.mention.map(move |kinds| {
            self.mentions
                .from(word)
                .filter(move |(_, m)| of_kind(kinds, m.kinds) && self.bits.has(m.last, wanted.element))
                .map(|(i, m)| (m.last, Some(i)))
        });
        as_word.into_iter().chain(as_mention.into_iter().flatten())
    }
}

/// How far a search has come.
#[derive(Clone, Copy)]
struct Standing {
    behind: Behind,
    /// Where the next word is looked for.
    hop: Hop,
}

/// What a search stands behind.
#[derive(Clone, Copy)]
enum Behind {
    /// Nothing yet: the pattern is to begin with this word.
    Before(usize),
    /// The beginning of the sentence.
    Beginning,
    /// This word.
    Word(usize),
}

struct Search<'v, 'a> {
    view: View<'v, 'a>,
    ops: &'v [Op],
    captures: Vec<Capture>,
    found: Vec<Vec<Capture>>,
    /// What is in `found`.
    known: FxHashSet<Vec<Capture>>,
}

impl<'v, 'a> Search<'v, 'a> {
    /// Goes on from an instruction in every way. Each instruction leads on to later ones only, so this ends.
    fn go(&mut self, op: usize, at: Standing) {
        match self.ops.get(op).copied() {
            None => {}
            Some(Op::Found) => self.keep(),
            Some(Op::Hop(hop)) => self.go(op + 1, Standing { hop: at.hop.then(hop), ..at }),
            Some(Op::Jump(to)) => self.go(to, at),
            Some(Op::Either(one, other)) => {
                self.go(one, at);
                self.go(other, at);
            }
            Some(Op::Ahead(hop, wanted)) => {
                let view = self.view;
                if !ahead(view.layout, at.behind, hop).any(|word| view.answers_from(word, wanted)) {
                    self.go(op + 1, at);
                }
            }
            Some(Op::Behind(hop, wanted)) => {
                let Behind::Before(start) = at.behind else { return };
                let mut before = self.view.layout.behind(start, hop);
                // A mention answers with its last word, which is the nearest.
                if !before.any(|word| self.view.bits.has(word, wanted.element)) {
                    self.go(op + 1, at);
                }
            }
            Some(Op::End) => {
                let last = match at.behind {
                    Behind::Word(last) => Some(last),
                    Behind::Beginning => None,
                    Behind::Before(_) => return,
                };
                if self.view.layout.ends_behind(last, at.hop) {
                    self.go(op + 1, at);
                }
            }
            Some(Op::Take { wanted, capture, more }) => {
                let view = self.view;
                let words = match at.behind {
                    Behind::Before(word) => Reach::Range(word..word + 1),
                    behind => ahead(view.layout, behind, at.hop),
                };
                for first in words {
                    for (last, mention) in view.answers(first, wanted) {
                        let next = Standing { behind: Behind::Word(last), hop: Hop::Next };
                        match capture {
                            None => self.go(op + 1, next),
                            Some(name) => {
                                let capture = Capture { name, first, last, mention };
                                self.capturing(capture, more, |search| search.go(op + 1, next));
                            }
                        }
                    }
                }
            }
        }
    }

    fn keep(&mut self) {
        if self.known.insert(self.captures.clone()) {
            self.found.push(self.captures.clone());
        }
    }

    /// Goes on with a capture, which is taken back afterwards. `more` makes the capture before longer; a name that is taken
    /// is not taken again, as labels may stand in a pattern more than once.
    fn capturing(&mut self, capture: Capture, more: bool, go: impl FnOnce(&mut Self)) {
        match self.captures.iter().rposition(|c| c.name == capture.name) {
            None => {
                self.captures.push(capture);
                go(self);
                self.captures.pop();
            }
            Some(before) if more => {
                let shorter = self.lengthen(before, capture.last);
                go(self);
                self.lengthen(before, shorter);
            }
            Some(_) => go(self),
        }
    }

    /// Ends a capture at another word, and gives the one where it ended.
    fn lengthen(&mut self, capture: usize, last: usize) -> usize {
        self.captures.get_mut(capture).map_or(last, |c| std::mem::replace(&mut c.last, last))
    }
}

fn ahead<'l, 'a>(layout: &'l Layout<'a>, behind: Behind, hop: Hop) -> Reach<'l, 'a> {
    match behind {
        Behind::Word(word) => layout.ahead(Some(word), hop),
        Behind::Beginning => layout.ahead(None, hop),
        // The pattern has not begun: the word that it is to begin with is the next.
        Behind::Before(word) => match word.checked_sub(1) {
            Some(before) => layout.ahead(Some(before), hop),
            None => layout.ahead(None, hop),
        },
    }
}
