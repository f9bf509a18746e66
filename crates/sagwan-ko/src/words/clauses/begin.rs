//! Where the clause of a predicate begins.
//!
//! Takes what waits before a predicate, gives the first item that is its own. Leaves out what the clause then holds:
//! `close`.

use sagwan_text::{Case, LinkKind, Pos, Voice};

use super::item::{Item, ItemKind, is_joined};
use super::role::Role;
use super::{Builder, FAR, is_time};
use crate::words::periphrasis::Group;

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

impl Builder<'_> {
    /// The first item of a clause that goes on beside the next: all but the topic, which the last clause shares, unless
    /// that one has its own.
    pub(super) fn joined_start(&self, group: &Group) -> usize {
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
    pub(super) fn enclosed_start(&self, n: usize, group: &Group) -> usize {
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
    pub(super) fn unit_start(&self, item: usize, base: usize) -> usize {
        let mut from = item;
        while from > base && self.items.get(from - 1).is_some_and(|before| before.glued) {
            from -= 1;
        }
        from
    }

    /// The first item of a clause that stands before a noun: from right to left what its predicate can have.
    pub(super) fn adnominal_start(&self, n: usize, group: &Group) -> usize {
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
}
