//! Clauses of a sentence: what stands with which predicate.
//!
//! Takes the words of a sentence and its predicates with their auxiliaries, gives the clauses. Words are read from left to
//! right; phrases and finished clauses wait until a predicate takes them. A predicate at the end of a sentence takes all
//! that waits; one before a noun, or one that is quoted, takes what can be its own and leaves the rest to the predicate
//! around it. Leaves out what an argument means.

use sagwan_text::{Case, Clause, Delimiter, Link, LinkKind, Pos, Quote, Voice, Word, WordKind};

use crate::words::noun;
use crate::words::noun_before;
use crate::words::periphrasis::Group;
use crate::words::piece::Piece;
use crate::words::postposition::{self, Postposition};

/// How many words ahead and how many waiting phrases back are looked at. Far more than a written sentence has; without it
/// a page of ten megabytes in one line would take days.
const FAR: usize = 500;

/// Quotations inside this many others hold no clauses.
const DEEP: usize = 8;

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

/// The cases that a predicate has had.
#[derive(Debug, Clone, Copy, Default)]
struct Had(u32);

impl Had {
    fn add(&mut self, case: Case) {
        self.0 |= 1 << case as u32;
    }

    fn has(self, case: Case) -> bool {
        self.0 & 1 << case as u32 != 0
    }
}

struct Builder<'a> {
    words: &'a [Word],
    groups: &'a [Group],
    roles: Vec<Role>,
    /// Where quotations with clauses open and close, as numbers of words, in the order in which they open.
    opens: Vec<(usize, usize)>,
    /// Where the open quotations close, innermost last.
    ends: Vec<usize>,
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
        ends: Vec::new(),
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
            // A copula that is no predicate stands behind a quotation.
            Pos::Aux => Role::Tail,
            Pos::Det => Role::Determiner,
            Pos::Adv | Pos::Cconj | Pos::Intj => Role::Adverb,
            _ => Role::Noun,
        })
        .collect();
    for (number, group) in groups.iter().enumerate() {
        // A word of several predicates may be the auxiliary of one and begin another: it goes with the first.
        let taken = roles.get(group.main) == Some(&Role::Auxiliary);
        if taken || words.get(group.main).is_some_and(|w| w.pos == Pos::Part) {
            continue;
        }
        let before = group.main.checked_sub(1).and_then(|n| words.get(n));
        let behind = words.get(group.main + 1);
        let piece = pieces.get(group.piece).filter(|_| group.main == group.last);
        let found = piece.and_then(|piece| postposition::find(piece, before, behind));
        if let Some(role) = roles.get_mut(group.main) {
            *role = match found {
                Some(found) => Role::Postposition(found),
                None if piece.is_some_and(|piece| piece.meaning.adverb) => Role::Adverb,
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

/// Where the quotations that hold a predicate open and close.
fn openings(words: &[Word], roles: &[Role], quotes: &[Quote]) -> Vec<(usize, usize)> {
    let places = quotes.iter().filter(|quote| quote.depth < DEEP).filter_map(|quote| {
        let first = words.partition_point(|w| w.span.start < quote.span.start);
        let end = words.partition_point(|w| w.span.end < quote.span.end);
        let inside = roles.get(first..end)?;
        inside.iter().any(|role| matches!(role, Role::Predicate(_))).then_some((first, end))
    });
    places.collect()
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

    /// The word that closes the quotation with clauses that opens at a word.
    fn closing(&self, n: usize) -> Option<usize> {
        let at = self.opens.binary_search_by_key(&n, |(first, _)| *first).ok()?;
        self.opens.get(at).map(|(_, end)| *end)
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

    /// Whether a copula without a noun stands at `n`, close to the mark before it.
    fn copula_leans(&self, n: usize) -> bool {
        let copula = self.words.get(n).is_some_and(|w| !w.spaced && w.pos == Pos::Aux);
        copula && matches!(self.roles.get(n), Some(Role::Predicate(_)))
    }

    /// The first item that a predicate here may take.
    fn base(&self) -> usize {
        stop_before(&self.items)
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

    /// Whether a predicate that ends in a joining form is the last in its quotation: “무엇이 있는가”라며.
    fn closes_quote(&self, last: usize) -> bool {
        let Some(&end) = self.ends.last() else { return false };
        let marks = self.roles.get(last + 1..end).unwrap_or(&[]);
        self.words.get(last).is_some_and(Word::ends_clause) && marks.iter().all(|role| *role == Role::Mark)
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
        let from = self.draw_subject(border).unwrap_or(border);
        for item in self.items.get_mut(from..).unwrap_or(&mut []) {
            if let ItemKind::Clause { whole, .. } = &mut item.kind {
                *whole = false;
            }
        }
    }

    /// Gives the first clause of a quotation the subject that stands close before the mark, behind the one of who speaks:
    /// 장관은 핵실험이 “안보를 위협한다”고 말했다. Gives the item that the quotation begins with from then on.
    fn draw_subject(&mut self, border: usize) -> Option<usize> {
        let subject = border.checked_sub(1)?;
        let base = stop_before(self.items.get(..border).unwrap_or(&[]));
        let outer = self.items.get(base..subject).unwrap_or(&[]).iter().any(Item::is_subject);
        let close = self
            .items
            .get(subject)
            .filter(|item| item.is_subject() && item.case == Case::Subject && !item.comma);
        let first = self.items.get(border).map(|item| item.kind);
        let (Some(&item), true, Some(ItemKind::Clause { number, whole: true, .. })) = (close, outer, first)
        else {
            return None;
        };
        let from = self.unit_start(subject, base);
        let clause = self.clauses.get_mut(number)?;
        if clause.by_case.iter().any(|(case, _)| matches!(case, Case::Subject | Case::Topic)) {
            return None;
        }
        clause.by_case.insert(0, (item.case, item.word));
        for item in self.items.drain(from..border) {
            if let Some(clause) = self.clauses.get_mut(number) {
                clause.first = clause.first.min(item.first);
            }
            match item.kind {
                ItemKind::Clause { number: inner, kind, .. } => {
                    if let Some(inner) = self.clauses.get_mut(inner) {
                        inner.link = Some(Link { to: number, kind });
                    }
                }
                _ => {
                    for slot in self.clause_of.get_mut(item.first..=item.end).unwrap_or(&mut []) {
                        slot.get_or_insert(number);
                    }
                }
            }
        }
        Some(from)
    }

    fn ends_in_clause(&self) -> bool {
        self.items.last().is_some_and(|item| matches!(item.kind, ItemKind::Clause { .. }))
    }

    /// Whether a subject stands behind `n` before the predicate that the clause ending there hangs on. What is said
    /// hangs on no predicate that is said itself.
    fn subject_behind(&self, n: usize, said: bool) -> bool {
        let mut found = false;
        let mut at = n + 1;
        while let Some(role) = self.roles.get(at).filter(|_| at < n + FAR) {
            if let Some(end) = self.closing(at) {
                at = end.max(at) + 1;
                continue;
            }
            match role {
                Role::Noun => {
                    let case = self.words.get(at).map_or(Case::Bare, |w| w.case);
                    found |= matches!(case, Case::Subject | Case::Topic);
                }
                Role::Predicate(number) => {
                    let link = self.groups.get(*number).and_then(|g| g.link);
                    match link {
                        Some(LinkKind::Adnominal) => {}
                        Some(LinkKind::Quotative) if said => found = false,
                        _ => return found,
                    }
                }
                _ => {}
            }
            at += 1;
        }
        found
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
            Some(at) if !self.subject_behind(group.last, false) => base + at + 1,
            _ => base,
        }
    }

    /// The first item of a clause that is said, or is a noun: the outer subject and all before it stay outside.
    fn enclosed_start(&self, n: usize, group: &Group) -> usize {
        let base = self.base();
        if self.subject_behind(group.last, true) {
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
        let mut had = Had::default();
        while from > base {
            let Some(item) = self.items.get(from - 1) else { break };
            let adjacent = from == self.items.len();
            let start = self.unit_start(from - 1, base);
            if item.comma && !item.glued {
                break;
            }
            // 역사의 올바른 편: what goes with the noun behind is none of the adjective's.
            let takes = item.glued && pos != Pos::Adj
                || match item.kind {
                    ItemKind::Border => false,
                    ItemKind::Adverb => self.words.get(item.word).is_none_or(|w| w.pos != Pos::Cconj),
                    ItemKind::Clause { kind: LinkKind::Quotative | LinkKind::Nominal, .. } => {
                        pos != Pos::Adj || adjacent
                    }
                    ItemKind::Clause { .. } => pos != Pos::Adj && !had.has(Case::Subject),
                    ItemKind::Phrase => {
                        !item.glued && self.takes_phrase(item, start, base, pos, group, adjacent, had)
                    }
                };
            if !takes {
                break;
            }
            from = start;
            if item.kind == ItemKind::Phrase && !item.glued {
                had.add(item.case);
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
        had: Had,
    ) -> bool {
        if item.topical {
            return false;
        }
        let is_state = matches!(pos, Pos::Adj | Pos::Aux) || group.voice == Voice::Passive;
        match item.case {
            Case::Subject => {
                let before = self.items.get(base..start).unwrap_or(&[]);
                before.iter().any(Item::is_subject) || self.subject_behind(group.last, false)
            }
            Case::Object => !is_state && !had.has(Case::Object),
            Case::Bare => pos != Pos::Adj && (adjacent || self.words.get(item.word).is_some_and(is_time)),
            // 방안에 별다른 이견: how something is takes nothing but what it is likened to.
            Case::With | Case::Than | Case::Like => !had.has(item.case),
            _ if pos == Pos::Adj => false,
            Case::Vocative | Case::Topic => false,
            case => !had.has(case),
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

/// Whether nothing behind an item may take it or what stands before it.
fn is_stop(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Border | ItemKind::Clause { whole: true, .. })
}

/// The first item that stands behind the last stop.
fn stop_before(items: &[Item]) -> usize {
    let far = items.len().saturating_sub(FAR);
    items.get(far..).unwrap_or(&[]).iter().rposition(is_stop).map_or(far, |n| far + n + 1)
}

fn is_nominal(word: &Word) -> bool {
    matches!(word.pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::X)
}

fn is_joined(item: &Item, wanted: LinkKind) -> bool {
    matches!(item.kind, ItemKind::Clause { kind, .. } if kind == wanted) && !item.glued
}

/// Whether a word is a time, which stands without a particle by itself: 20일, 이날.
fn is_time(word: &Word) -> bool {
    let unit = |m: &sagwan_text::Morph| m.tag == "NNB" && noun::is_time(&m.form);
    noun::is_time(&word.lemma) || word.pos == Pos::Num && word.morphs.iter().any(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyser;

    /// The clauses of a sentence, one a line: the lemma of the predicate, its own words, how it hangs on which.
    fn check(text: &str, expected: &[&str]) {
        let read = Analyser::new().read(text);
        let sentence = &read.sentences[0];
        let predicate = |clause: &Clause| clause.predicate.map_or("-", |n| sentence.words[n].lemma.as_str());
        let found: Vec<String> = sentence
            .clauses
            .iter()
            .enumerate()
            .map(|(number, clause)| {
                let own = sentence.words.iter().zip(&sentence.clause_of);
                let own = own.filter(|(w, of)| **of == number && w.is_word()).map(|(w, _)| w.span.of(text));
                let link = clause.link.map_or(String::new(), |link| {
                    format!(" {:?} {}", link.kind, predicate(&sentence.clauses[link.to]))
                });
                format!("{}: {}{link}", predicate(clause), own.collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_shared_topic_stands_in_the_last_clause() {
        check(
            "총리는 장관을 만나고 서울을 방문했다.",
            &["만나다: 장관을 만나고 Coordinate 방문하다", "방문하다: 총리는 서울을 방문했다"],
        );
        check(
            "총리는 장관을 만났고 대통령은 서울을 방문했다.",
            &["만나다: 총리는 장관을 만났고 Coordinate 방문하다", "방문하다: 대통령은 서울을 방문했다"],
        );
    }

    #[test]
    fn clauses_before_nouns_leave_the_outer_subject() {
        check(
            "총리는 중국이 제안한 회담을 거부했다.",
            &["제안하다: 중국이 제안한 Adnominal 거부하다", "거부하다: 총리는 회담을 거부했다"],
        );
        check(
            "중국이 제안한 회담은 20일 열렸다.",
            &["제안하다: 중국이 제안한 Adnominal 열리다", "열리다: 회담은 20일 열렸다"],
        );
        check(
            "총리가 서울에서 열린 회담에 참석했다.",
            &["열리다: 서울에서 열린 Adnominal 참석하다", "참석하다: 총리가 회담에 참석했다"],
        );
    }

    #[test]
    fn what_is_said_leaves_who_says_it() {
        check(
            "외교부는 총리가 중국을 방문한다고 밝혔다.",
            &["방문하다: 총리가 중국을 방문한다고 Quotative 밝히다", "밝히다: 외교부는 밝혔다"],
        );
        check(
            "총리는 중국을 방문하지 않는다고 외교부가 밝혔다.",
            &["방문하다: 총리는 중국을 방문하지 않는다고 Quotative 밝히다", "밝히다: 외교부가 밝혔다"],
        );
        check(
            "장관은 “회담이 어렵다”며 “총리를 만날 것”이라고 말했다.",
            &[
                "어렵다: 회담이 어렵다 며 Quotative 말하다",
                "만나다: 총리를 만날 것 이라고 Quotative 말하다",
                "말하다: 장관은 말했다",
            ],
        );
        check(
            "장관은 핵실험이 “안보를 위협한다”고 말했다.",
            &["위협하다: 핵실험이 안보를 위협한다 고 Quotative 말하다", "말하다: 장관은 말했다"],
        );
    }

    #[test]
    fn auxiliaries_and_postpositions_make_no_clauses() {
        check("총리는 장관을 만날 수 없다.", &["만나다: 총리는 장관을 만날 수 없다"]);
        check(
            "외교부에 따르면 총리는 북한에 대해 말했다.",
            &["말하다: 외교부에 따르면 총리는 북한에 대해 말했다"],
        );
        check(
            "총리는 장관을 만난 뒤 떠났다.",
            &["만나다: 장관을 만난 뒤 Subordinate 떠나다", "떠나다: 총리는 떠났다"],
        );
        check("한미 정상회담 개최", &["-: 한미 정상회담 개최"]);
    }

    #[test]
    fn arguments_stand_by_their_case() {
        let text = "총리는 20일 서울에서 대변인을 통해 중국의 외교장관과 회담했다.";
        let read = Analyser::new().read(text);
        let sentence = &read.sentences[0];
        let found: Vec<(Case, &str)> = sentence.clauses[0]
            .by_case
            .iter()
            .map(|&(case, n)| (case, sentence.words[n].lemma.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (Case::Topic, "총리"),
                (Case::Bare, "20일"),
                (Case::In, "서울"),
                (Case::By, "대변인"),
                (Case::With, "외교장관")
            ]
        );
    }
}
