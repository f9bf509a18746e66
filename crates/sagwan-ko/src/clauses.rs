//! Clauses of a sentence: what stands with which predicate.
//!
//! Takes the words of a sentence and its predicates with their auxiliaries, gives the clauses. Words are read from left to
//! right; phrases and finished clauses wait until a predicate takes them. A predicate at the end of a sentence takes all
//! that waits; one before a noun, or one that is quoted, takes what can be its own and leaves the rest to the predicate
//! around it. Leaves out what an argument means.

use sagwan_text::{Case, Clause, Delimiter, Link, LinkKind, Pos, Quote, Voice, Word, WordKind};

use crate::noun;
use crate::periphrasis::Group;
use crate::piece::Piece;
use crate::postposition::{self, Postposition};
use crate::words::noun_before;

/// What a word is to the clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Mark,
    /// Particles or endings alone, which belong to what stands before them.
    Tail,
    Noun,
    Determiner,
    Adverb,
    /// The number of its group.
    Predicate(usize),
    Auxiliary,
    Postposition(Postposition),
    /// What stands in brackets without a predicate.
    Aside,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ItemKind {
    Phrase,
    Adverb,
    /// A finished clause by its number; whether it is whole, so that nothing beside it may take it.
    Clause {
        number: usize,
        kind: LinkKind,
        whole: bool,
    },
    /// The beginning of a quotation that holds clauses.
    Border,
}

/// What waits for its predicate.
#[derive(Debug, Clone, Copy)]
struct Item {
    kind: ItemKind,
    first: usize,
    /// The word that bears its case.
    word: usize,
    end: usize,
    case: Case,
    topical: bool,
    /// Part of the phrase that the next item belongs to.
    glued: bool,
    comma: bool,
}

impl Item {
    fn phrase(kind: ItemKind, word: usize, of: &Word) -> Self {
        let topical = of.delimiter == Some(Delimiter::Topic);
        Item { kind, first: word, word, end: word, case: of.case, topical, glued: false, comma: false }
    }

    /// Whether it may be the subject of a clause: 이/가, or 은/는 alone.
    fn is_subject(&self) -> bool {
        !self.glued && self.kind == ItemKind::Phrase && matches!(self.case, Case::Subject | Case::Topic)
    }
}

struct Builder<'a> {
    words: &'a [Word],
    groups: &'a [Group],
    roles: Vec<Role>,
    /// For each word the quotation with clauses that it opens, as the number of the word that closes it.
    opens: Vec<Option<usize>>,
    items: Vec<Item>,
    clauses: Vec<Clause>,
    clause_of: Vec<Option<usize>>,
}

/// The clauses of a sentence, and for each word the number of its clause.
pub(crate) fn clauses(
    words: &[Word],
    groups: &[Group],
    pieces: &[Piece],
    quotes: &[Quote],
) -> (Vec<Clause>, Vec<usize>) {
    let roles = roles(words, groups, pieces);
    let opens = openings(words, &roles, quotes);
    let mut builder = Builder {
        words,
        groups,
        roles,
        opens,
        items: Vec::with_capacity(words.len()),
        clauses: Vec::with_capacity(groups.len() + 1),
        clause_of: vec![None; words.len()],
    };
    builder.build();
    builder.finish()
}

fn roles(words: &[Word], groups: &[Group], pieces: &[Piece]) -> Vec<Role> {
    let mut roles: Vec<Role> = words
        .iter()
        .map(|w| match w.pos {
            Pos::Punct => Role::Mark,
            Pos::Part => Role::Tail,
            _ if is_suffix(w) => Role::Tail,
            Pos::Det => Role::Determiner,
            Pos::Adv | Pos::Cconj | Pos::Intj => Role::Adverb,
            _ => Role::Noun,
        })
        .collect();
    for (number, group) in groups.iter().enumerate() {
        if words.get(group.main).is_some_and(|w| w.pos == Pos::Part) {
            continue;
        }
        let before = group.main.checked_sub(1).and_then(|n| words.get(n));
        let behind = words.get(group.main + 1);
        let piece = pieces.get(group.piece).filter(|_| group.main == group.last);
        let found = piece.and_then(|piece| postposition::find(piece, before, behind));
        if let Some(role) = roles.get_mut(group.main) {
            *role = match found {
                Some(found) => Role::Postposition(found),
                None => Role::Predicate(number),
            };
        }
        for role in roles.get_mut(group.main + 1..=group.last).unwrap_or(&mut []) {
            *role = Role::Auxiliary;
        }
    }
    set_asides(words, &mut roles);
    roles
}

/// Marks what stands in brackets without a predicate.
fn set_asides(words: &[Word], roles: &mut [Role]) {
    let mut open = None;
    for n in 0..words.len() {
        match words.get(n).map(|w| w.kind) {
            Some(WordKind::Open) => open = Some(n),
            Some(WordKind::Close) => {
                let Some(inner) = open.take().and_then(|open| roles.get_mut(open + 1..n)) else { continue };
                if !inner.iter().any(|role| matches!(role, Role::Predicate(_) | Role::Auxiliary)) {
                    inner.fill(Role::Aside);
                }
            }
            _ => {}
        }
    }
}

/// For each word the closing word of the quotation that it opens, where a predicate stands in it.
fn openings(words: &[Word], roles: &[Role], quotes: &[Quote]) -> Vec<Option<usize>> {
    let mut opens = vec![None; words.len()];
    for quote in quotes {
        let first = words.partition_point(|w| w.span.start < quote.span.start);
        let end = words.partition_point(|w| w.span.end < quote.span.end);
        let inside = roles.get(first..end).unwrap_or(&[]);
        if inside.iter().any(|role| matches!(role, Role::Predicate(_)))
            && let Some(slot) = opens.get_mut(first)
        {
            *slot = Some(end);
        }
    }
    opens
}

impl Builder<'_> {
    fn build(&mut self) {
        // Where open quotations end, innermost last.
        let mut ends: Vec<usize> = Vec::new();
        for n in 0..self.words.len() {
            let Some(&role) = self.roles.get(n) else { break };
            if let Some(&Some(end)) = self.opens.get(n) {
                ends.push(end);
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
            while ends.last() == Some(&n) && !self.copula_leans(n + 1) {
                ends.pop();
                self.close_quote(n);
            }
            // “좋은 회담”이라며: the copula belongs to what is quoted.
            while ends.last().is_some_and(|end| end + 1 == n) {
                ends.pop();
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
        let follows = matches!(self.roles.get(next), Some(Role::Noun | Role::Determiner));
        let next_time = self.words.get(next).is_some_and(is_time);
        match word.case {
            Case::Genitive => true,
            Case::With => follows && !next_time && word.morphs.iter().any(|m| m.tag == "JC"),
            Case::Bare | Case::Or => follows && (!is_time(word) || next_time),
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

    /// Whether a copula without a noun stands at `n`, close to the mark before it.
    fn copula_leans(&self, n: usize) -> bool {
        let copula = self.words.get(n).is_some_and(|w| !w.spaced && w.pos == Pos::Aux);
        copula && matches!(self.roles.get(n), Some(Role::Predicate(_)))
    }

    /// The first item that a predicate here may take.
    fn base(&self) -> usize {
        let stops =
            |item: &Item| matches!(item.kind, ItemKind::Border | ItemKind::Clause { whole: true, .. });
        self.items.iter().rposition(stops).map_or(0, |n| n + 1)
    }

    fn predicate(&mut self, n: usize, number: usize) {
        let Some(&group) = self.groups.get(number) else { return };
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

    /// Makes a clause of the items from a number on.
    fn close(&mut self, from: usize, predicate: Option<usize>, last: usize) -> usize {
        let number = self.clauses.len();
        let mut first = predicate.unwrap_or(last);
        let mut by_case = Vec::new();
        for item in self.items.drain(from.min(self.items.len())..) {
            match item.kind {
                ItemKind::Phrase | ItemKind::Adverb => {
                    first = first.min(item.first);
                    for slot in self.clause_of.get_mut(item.first..=item.end).unwrap_or(&mut []) {
                        slot.get_or_insert(number);
                    }
                    if item.kind == ItemKind::Phrase && !item.glued {
                        by_case.push((item.case, item.word));
                    }
                }
                ItemKind::Clause { number: inner, kind, .. } => {
                    if !matches!(kind, LinkKind::Coordinate | LinkKind::Subordinate) {
                        first = first.min(item.first);
                    }
                    if kind == LinkKind::Nominal {
                        by_case.push((item.case, item.word));
                    }
                    if let Some(clause) = self.clauses.get_mut(inner) {
                        clause.link = Some(Link { to: number, kind });
                    }
                }
                ItemKind::Border => {}
            }
        }
        if let Some(predicate) = predicate {
            for slot in self.clause_of.get_mut(predicate..=last).unwrap_or(&mut []) {
                slot.get_or_insert(number);
            }
        }
        self.clauses.push(Clause { first, last, predicate, by_case, link: None });
        number
    }

    /// What stood in a quotation becomes what the predicate around it may take.
    fn close_quote(&mut self, n: usize) {
        let Some(border) = self.items.iter().rposition(|item| item.kind == ItemKind::Border) else { return };
        let quoted = self.words.get(n + 1).is_some_and(|w| {
            !w.spaced && w.pos == Pos::Part && (w.case == Case::Quotative || !w.ending.is_empty())
        });
        let from = self.base();
        if quoted && self.items.len() > from && !self.ends_in_clause() {
            // “좋은 회담”이라고: what is said has no predicate.
            let last = self.items.last().map_or(n, |item| item.end);
            let number = self.close(from, None, last);
            let first = self.clauses.get(number).map_or(n, |c| c.first);
            let kind = ItemKind::Clause { number, kind: LinkKind::Quotative, whole: false };
            self.push(kind, n);
            if let Some(item) = self.items.last_mut() {
                item.first = first;
                item.case = Case::Bare;
            }
        }
        self.items.remove(border);
        for item in self.items.get_mut(border..).unwrap_or(&mut []) {
            if let ItemKind::Clause { whole, .. } = &mut item.kind {
                *whole = false;
            }
        }
    }

    fn ends_in_clause(&self) -> bool {
        self.items.last().is_some_and(|item| matches!(item.kind, ItemKind::Clause { .. }))
    }

    /// Whether a subject stands behind `n` before the predicate that the clause ending there hangs on.
    fn subject_behind(&self, n: usize) -> bool {
        let mut at = n + 1;
        while let Some(role) = self.roles.get(at) {
            if let Some(&Some(end)) = self.opens.get(at) {
                at = end.max(at) + 1;
                continue;
            }
            match role {
                Role::Noun => {
                    let case = self.words.get(at).map_or(Case::Bare, |w| w.case);
                    if matches!(case, Case::Subject | Case::Topic) {
                        return true;
                    }
                }
                Role::Predicate(number) => {
                    let link = self.groups.get(*number).and_then(|g| g.link);
                    if link != Some(LinkKind::Adnominal) {
                        return false;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// The first item of a clause that goes on beside the next: all but the topic, which the last clause shares, unless
    /// that one has its own.
    fn joined_start(&self, group: &Group) -> usize {
        let base = self.base();
        let waiting = self.items.get(base..).unwrap_or(&[]);
        let nominal = self.words.get(group.main).is_some_and(|w| !w.ends_clause());
        let shared = |item: &Item| {
            // 그가 만난 뒤, 그가 만나기 위해: the subject is that of both.
            item.is_subject() && (item.case == Case::Topic || nominal)
        };
        match waiting.iter().position(shared) {
            Some(at) if !self.subject_behind(group.last) => base + at + 1,
            _ => base,
        }
    }

    /// The first item of a clause that is said, or is a noun: the outer subject and all before it stay outside.
    fn enclosed_start(&self, n: usize, group: &Group) -> usize {
        let base = self.base();
        if self.subject_behind(group.last) {
            return base;
        }
        let waiting = self.items.get(base..).unwrap_or(&[]);
        let mut subjects =
            waiting.iter().enumerate().filter(|(_, item)| item.is_subject()).map(|(at, _)| base + at);
        let Some(outer) = subjects.next() else { return base };
        let Some(inner) = subjects.next_back() else {
            let own = self.items.get(outer).is_some_and(|item| item.case == Case::Subject);
            let adjacent = outer + 1 == self.items.len();
            // 비핵화가 중요하다고: what is so needs its subject, who does may be the one who tells.
            return if own && adjacent && !self.acts(n, group) {
                self.unit_start(outer, base)
            } else {
                outer + 1
            };
        };
        let mut from = self.unit_start(inner, outer + 1);
        while from > outer + 1
            && self.items.get(from - 1).is_some_and(|item| is_joined(item, LinkKind::Coordinate))
        {
            from -= 1;
        }
        from
    }

    /// Whether a predicate is a verb whose subject does something.
    fn acts(&self, n: usize, group: &Group) -> bool {
        group.voice != Voice::Passive && self.words.get(n).is_some_and(|w| w.pos == Pos::Verb)
    }

    /// The first item of the phrase that an item ends.
    fn unit_start(&self, item: usize, base: usize) -> usize {
        let mut from = item;
        while from > base && self.items.get(from - 1).is_some_and(|before| before.glued) {
            from -= 1;
        }
        from
    }

    /// The first item of a clause that stands before a noun: from right to left what its predicate can have.
    fn adnominal_start(&self, n: usize, group: &Group) -> usize {
        let base = self.base();
        let pos = self.words.get(n).map_or(Pos::Verb, |w| w.pos);
        let mut from = self.items.len();
        let mut had: Vec<Case> = Vec::new();
        while from > base {
            let Some(item) = self.items.get(from - 1) else { break };
            let adjacent = from == self.items.len();
            let start = self.unit_start(from - 1, base);
            if item.comma && !item.glued {
                break;
            }
            let takes = item.glued
                || match item.kind {
                    ItemKind::Border => false,
                    ItemKind::Adverb => self.words.get(item.word).is_none_or(|w| w.pos != Pos::Cconj),
                    ItemKind::Clause { kind: LinkKind::Quotative | LinkKind::Nominal, .. } => {
                        pos != Pos::Adj || adjacent
                    }
                    ItemKind::Clause { .. } => pos != Pos::Adj && !had.contains(&Case::Subject),
                    ItemKind::Phrase => self.takes_phrase(item, start, base, pos, group, adjacent, &had),
                };
            if !takes {
                break;
            }
            from = start;
            if item.kind == ItemKind::Phrase && !item.glued {
                had.push(item.case);
                if item.case == Case::Subject {
                    break;
                }
            }
        }
        from
    }

    #[expect(clippy::too_many_arguments, reason = "one question of many parts, asked at one place")]
    fn takes_phrase(
        &self,
        item: &Item,
        start: usize,
        base: usize,
        pos: Pos,
        group: &Group,
        adjacent: bool,
        had: &[Case],
    ) -> bool {
        if item.topical {
            return false;
        }
        let is_state = matches!(pos, Pos::Adj | Pos::Aux) || group.voice == Voice::Passive;
        match item.case {
            Case::Subject => {
                let before = self.items.get(base..start).unwrap_or(&[]);
                before.iter().any(Item::is_subject) || self.subject_behind(group.last)
            }
            Case::Object => !is_state && !had.contains(&Case::Object),
            Case::Bare => pos != Pos::Adj && (adjacent || self.words.get(item.word).is_some_and(is_time)),
            Case::In | Case::To | Case::Toward | Case::From if pos == Pos::Adj => false,
            Case::Vocative | Case::Topic => false,
            case => !had.contains(&case),
        }
    }

    /// Marks and what is left go with their neighbours.
    fn finish(mut self) -> (Vec<Clause>, Vec<usize>) {
        if self.clauses.is_empty() && !self.words.is_empty() {
            self.close(0, None, self.words.len() - 1);
        }
        let opens = |word: &Word, next: Option<&Word>| {
            word.kind == WordKind::Open
                || word.kind == WordKind::Quote && next.is_some_and(|w| !w.spaced) && word.spaced
        };
        // An opening mark goes with what it opens.
        for n in (0..self.words.len()).rev() {
            let next = self.clause_of.get(n + 1).copied().flatten();
            let forward = self.words.get(n).is_some_and(|w| opens(w, self.words.get(n + 1)));
            if forward && let Some(slot) = self.clause_of.get_mut(n) {
                *slot = slot.or(next);
            }
        }
        let mut before = self.clause_of.iter().flatten().next().copied().unwrap_or(0);
        let clause_of: Vec<usize> = self
            .clause_of
            .iter()
            .map(|slot| {
                before = slot.unwrap_or(before);
                before
            })
            .collect();
        (self.clauses, clause_of)
    }
}

/// Whether a word is a suffix with its particles behind a bracket: (IS)들을.
pub(crate) fn is_suffix(word: &Word) -> bool {
    !word.spaced && word.ending.is_empty() && word.morphs.first().is_some_and(|m| m.tag == "XSN")
}

fn is_joined(item: &Item, wanted: LinkKind) -> bool {
    matches!(item.kind, ItemKind::Clause { kind, .. } if kind == wanted) && !item.glued
}

/// Whether a word is a time, which stands without a particle by itself: 20일, 이날.
fn is_time(word: &Word) -> bool {
    let unit = |m: &sagwan_text::Morph| m.tag == "NNB" && noun::is_time(&m.form);
    noun::is_time(&word.lemma) || word.pos == Pos::Num && word.morphs.iter().any(unit)
}
