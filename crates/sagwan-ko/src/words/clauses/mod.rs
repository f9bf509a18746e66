//! Clauses of a sentence: what stands with which predicate.
//!
//! Takes the words of a sentence and its predicates with their auxiliaries, gives the clauses. Words are read from left to
//! right; phrases and finished clauses wait until a predicate takes them. A predicate at the end of a sentence takes all
//! that waits; one before a noun, or one that is quoted, takes what can be its own and leaves the rest to the predicate
//! around it. Leaves out what an argument means.

mod begin;
mod close;
mod item;
mod quoted;
mod role;
#[cfg(test)]
mod tests;

use sagwan_text::{Case, Clause, LinkKind, Pos, Quote, Word, WordKind};

use crate::words::marks::noun_before;
use crate::words::noun;
use crate::words::periphrasis::Group;
use crate::words::piece::Pieces;
use crate::words::postposition::Postposition;
use item::{Item, ItemKind, stop_before};
use role::{Role, set_openings, set_roles};

/// How many words ahead and how many waiting phrases back are looked at. Far more than a written sentence has; without it
/// a page of ten megabytes in one line would take days.
const FAR: usize = 500;

/// What is reused from sentence to sentence.
#[derive(Debug, Default)]
pub(crate) struct Clauses {
    roles: Vec<Role>,
    /// Where quotations with clauses open and close, as numbers of words, in the order in which they open.
    opens: Vec<(usize, usize)>,
    /// Where the open quotations close, innermost last.
    ends: Vec<usize>,
    items: Vec<Item>,
}

impl Clauses {
    /// The clauses of a sentence, and for each word the number of its clause.
    pub fn of(
        &mut self,
        words: &[Word],
        groups: &[Group],
        pieces: &Pieces,
        quotes: &[Quote],
    ) -> (Vec<Clause>, Vec<usize>) {
        self.ends.clear();
        self.items.clear();
        set_roles(words, groups, pieces, &mut self.roles);
        set_openings(words, &self.roles, quotes, &mut self.opens);
        let mut builder = Builder {
            words,
            groups,
            roles: &self.roles,
            opens: &self.opens,
            ends: &mut self.ends,
            items: &mut self.items,
            clauses: Vec::with_capacity(groups.len() + 1),
            clause_of: vec![NONE; words.len()],
        };
        builder.build();
        builder.finish()
    }
}

/// The clause of a word that stands in none yet.
const NONE: usize = usize::MAX;

struct Builder<'a> {
    words: &'a [Word],
    groups: &'a [Group],
    roles: &'a [Role],
    opens: &'a [(usize, usize)],
    ends: &'a mut Vec<usize>,
    items: &'a mut Vec<Item>,
    clauses: Vec<Clause>,
    clause_of: Vec<usize>,
}

impl Builder<'_> {
    fn build(&mut self) {
        for n in 0..self.words.len() {
            let Some(&role) = self.roles.get(n) else { break };
            if let Some(end) = self.closing(n) {
                self.ends.push(end);
                self.push(ItemKind::Border, n);
            }
            match role {
                Role::Mark => self.mark(n),
                Role::Tail => self.tail(n),
                Role::Noun => self.noun(n),
                Role::Determiner => {
                    self.push(ItemKind::Phrase, n);
                    self.glue(true);
                }
                Role::Adverb => self.push(ItemKind::Adverb, n),
                Role::Postposition(found) => self.postposition(n, found),
                Role::Predicate(number) => self.predicate(n, number),
                Role::Auxiliary | Role::Aside => {}
            }
            while self.ends.last() == Some(&n) && !self.copula_leans(n + 1) {
                self.ends.pop();
                self.close_quote(n);
            }
            // “좋은 회담”이라며: the copula belongs to what is quoted.
            while self.ends.last().is_some_and(|end| end + 1 == n) {
                self.ends.pop();
                self.close_quote(n);
            }
        }
        let from = self.base();
        let rest = self.items.get(from..).unwrap_or(&[]);
        if rest.iter().any(|item| matches!(item.kind, ItemKind::Phrase | ItemKind::Adverb)) {
            self.close(from, None, self.words.len().saturating_sub(1));
        }
    }

    fn push(&mut self, kind: ItemKind, n: usize) {
        if let Some(word) = self.words.get(n) {
            self.items.push(Item::phrase(kind, n, word));
        }
    }

    fn glue(&mut self, glued: bool) {
        if let Some(item) = self.items.last_mut() {
            item.glued = glued;
        }
    }

    fn mark(&mut self, n: usize) {
        let is_comma = self.words.get(n).is_some_and(|w| w.kind == WordKind::Mark && w.lemma == ",");
        if is_comma && let Some(item) = self.items.last_mut() {
            item.comma = true;
        }
    }

    /// Particles or an ending behind a quotation or bracket.
    fn tail(&mut self, n: usize) {
        let Some(word) = self.words.get(n) else { return };
        let modifies = word.class == sagwan_text::WordClass::Adnominal;
        let marked = noun_before(self.words, n).is_some();
        let Some(item) = self.items.last_mut() else { return };
        item.end = n;
        match &mut item.kind {
            ItemKind::Clause { kind, whole, .. } if !marked => {
                if *whole {
                    *kind = LinkKind::Quotative;
                    *whole = false;
                }
                item.glued = modifies;
            }
            _ => {}
        }
    }

    fn noun(&mut self, n: usize) {
        let glued = self.continues(n);
        self.push(ItemKind::Phrase, n);
        self.glue(glued);
    }

    /// Whether the phrase of a noun goes on with the next word.
    fn continues(&self, n: usize) -> bool {
        let Some(word) = self.words.get(n) else { return false };
        let next =
            (n + 1..self.words.len()).find(|&m| !matches!(self.roles.get(m), Some(Role::Mark | Role::Aside)));
        let Some(next) = next else { return false };
        let follows = match self.roles.get(next) {
            Some(Role::Noun | Role::Determiner) => true,
            // 외교적 실패다: the predicate is a noun.
            Some(Role::Predicate(_)) => self.words.get(next).is_some_and(is_nominal),
            _ => false,
        };
        let next_time = || self.words.get(next).is_some_and(is_time);
        match word.case {
            Case::Genitive => true,
            // 왕이와의
            _ if !word.particle.is_empty() && word.morphs.last().is_some_and(|m| m.tag == "JKG") => true,
            Case::With => follows && word.morphs.iter().any(|m| m.tag == "JC") && !next_time(),
            Case::Bare | Case::Or => follows && (!is_time(word) || next_time()),
            _ => false,
        }
    }

    fn postposition(&mut self, n: usize, found: Postposition) {
        if found.leans
            && let Some(item) = self.items.last_mut()
        {
            item.end = n;
            item.case = found.gives.unwrap_or(item.case);
        } else {
            self.push(if found.before_noun { ItemKind::Phrase } else { ItemKind::Adverb }, n);
        }
        self.glue(found.before_noun);
    }

    /// The first item that a predicate here may take.
    fn base(&self) -> usize {
        stop_before(self.items)
    }

    fn predicate(&mut self, n: usize, number: usize) {
        let Some(&group) = self.groups.get(number) else { return };
        let link = group.link.filter(|_| !self.closes_quote(group.last));
        let group = Group { link, ..group };
        let from = match group.link {
            None => self.base(),
            Some(LinkKind::Adnominal) => self.adnominal_start(n, &group),
            Some(LinkKind::Quotative | LinkKind::Nominal) => self.enclosed_start(n, &group),
            Some(LinkKind::Coordinate | LinkKind::Subordinate) => self.joined_start(&group),
        };
        let number = self.close(from, Some(group.main), group.last);
        let whole = group.link.is_none();
        let kind = group.link.unwrap_or(LinkKind::Quotative);
        let first = self.clauses.get(number).map_or(n, |c| c.first);
        let last = self.words.get(group.last);
        let modifies = last.is_some_and(|w| w.class == sagwan_text::WordClass::Adnominal);
        let case = last.filter(|_| kind == LinkKind::Nominal).map_or(Case::Bare, |w| w.case);
        self.items.push(Item {
            kind: ItemKind::Clause { number, kind, whole },
            first,
            word: group.last,
            end: group.last,
            case,
            topical: false,
            glued: modifies && !whole,
            comma: false,
        });
    }
}

fn is_nominal(word: &Word) -> bool {
    matches!(word.pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::X)
}

/// Whether a word is a time, which stands without a particle by itself: 20일, 이날.
fn is_time(word: &Word) -> bool {
    let unit = |m: &sagwan_text::Morph| m.tag == "NNB" && noun::is_time(&m.form);
    noun::is_time(&word.lemma) || word.pos == Pos::Num && word.morphs.iter().any(unit)
}
