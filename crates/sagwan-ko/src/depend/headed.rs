//! Two ways to draw the same tree.
//!
//! UD makes the first word the head of a name or compound written apart (`flat`) and of a coordination
//! (`conj`), although in Korean the last one carries the particle or ending that ties the whole to its
//! sentence. The parser learns and works with the last as head, and its result is turned round into UD's way.

use super::relation::Relation;

/// A word's head and relation, as the two ways differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// Number of the head; `None` for the root.
    pub head: Option<u32>,
    /// The relation to it.
    pub relation: Relation,
}

/// From UD's way to the last as head. For the trainer: time may grow with the square of the words.
#[cfg(feature = "train")]
pub fn last_headed(arcs: &mut [Arc]) {
    let group_of = |arcs: &[Arc], first: usize, relation: Relation| -> Vec<usize> {
        (first + 1..arcs.len()).filter(|&n| arcs[n] == Arc { head: Some(first as u32), relation }).collect()
    };
    for first in 0..arcs.len() {
        let Some(&last) = group_of(arcs, first, Relation::Flat).last() else { continue };
        let outer = arcs[first];
        for arc in arcs.iter_mut().filter(|a| a.head == Some(first as u32)) {
            arc.head = Some(last as u32);
        }
        arcs[first] = Arc { head: Some(last as u32), relation: Relation::Flat };
        arcs[last] = outer;
    }
    for first in 0..arcs.len() {
        let group = group_of(arcs, first, Relation::Conj);
        let Some(&last) = group.last() else { continue };
        let outer = arcs[first];
        let mut before = first;
        for next in group {
            arcs[before] = Arc { head: Some(next as u32), relation: Relation::Conj };
            before = next;
        }
        arcs[last] = outer;
    }
}

/// From the last as head to UD's way, in time linear in the words.
pub fn first_headed(arcs: &mut [Arc]) {
    // What each word is called after: a chain of conjuncts by its first.
    let mut first: Vec<u32> = (0..arcs.len() as u32).collect();
    turn(arcs, Relation::Conj, &mut first, false);
    for (n, slot) in first.iter_mut().enumerate() {
        *slot = n as u32;
    }
    turn(arcs, Relation::Flat, &mut first, true);
}

/// Makes the first word of each group the head. A group is a word and all that hang on it, directly or by one
/// another, to the left with that relation. With `all`, whatever else hangs on its last word moves as well.
fn turn(arcs: &mut [Arc], relation: Relation, first: &mut [u32], all: bool) {
    // Members stand to the left of their heads: from the left, each hands its first on to its head.
    for n in 0..arcs.len() {
        if let Some(head) = group_head(arcs, n, relation)
            && let (Some(own), Some(slot)) = (first.get(n).copied(), first.get_mut(head))
        {
            *slot = own.min(*slot);
        }
    }
    // From the right, each takes the first of its whole group from its head.
    for n in (0..arcs.len()).rev() {
        if let Some(head) = group_head(arcs, n, relation)
            && let (Some(of_head), Some(slot)) = (first.get(head).copied(), first.get_mut(n))
        {
            *slot = of_head;
        }
    }
    let old: Vec<Arc> = arcs.to_vec();
    for (n, own) in old.iter().enumerate() {
        let of = |n: u32| first.get(n as usize).copied().unwrap_or(n);
        let leader = of(n as u32);
        if group_head(&old, n, relation).is_some() {
            // A member: the leader is dealt with by the group's last word.
            if leader != n as u32
                && let Some(slot) = arcs.get_mut(n)
            {
                *slot = Arc { head: Some(leader), relation };
            }
            continue;
        }
        let outer = Arc { head: own.head.map(|h| if all { of(h) } else { h }), ..*own };
        if leader == n as u32 {
            if let Some(slot) = arcs.get_mut(n) {
                *slot = outer;
            }
        } else {
            if let Some(slot) = arcs.get_mut(leader as usize) {
                *slot = outer;
            }
            if let Some(slot) = arcs.get_mut(n) {
                *slot = Arc { head: Some(leader), relation };
            }
        }
    }
}

/// The head of a word that is a member of a group under it.
fn group_head(arcs: &[Arc], n: usize, relation: Relation) -> Option<usize> {
    let arc = arcs.get(n).filter(|a| a.relation == relation)?;
    arc.head.map(|h| h as usize).filter(|&h| h > n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arcs(list: &[(i32, Relation)]) -> Vec<Arc> {
        list.iter().map(|&(head, relation)| Arc { head: u32::try_from(head).ok(), relation }).collect()
    }

    #[test]
    fn names_and_coordinations_are_turned_round() {
        use Relation::{Conj, Flat, Nsubj, Obj, Root};
        // 푸틴 대통령은 볼턴을 만나고 회담했다
        let mut found = arcs(&[(1, Flat), (3, Nsubj), (3, Obj), (4, Conj), (-1, Root)]);
        first_headed(&mut found);
        assert_eq!(found, arcs(&[(3, Nsubj), (0, Flat), (3, Obj), (-1, Root), (3, Conj)]));
        #[cfg(feature = "train")]
        {
            last_headed(&mut found);
            assert_eq!(found, arcs(&[(1, Flat), (3, Nsubj), (3, Obj), (4, Conj), (-1, Root)]));
        }
    }

    #[test]
    fn what_hangs_on_no_group_stays() {
        use Relation::{Advmod, Obj, Root};
        let mut found = arcs(&[(1, Obj), (-1, Root), (1, Advmod)]);
        let before = found.clone();
        first_headed(&mut found);
        assert_eq!(found, before);
    }
}
