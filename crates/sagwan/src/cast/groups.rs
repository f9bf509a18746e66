//! Of whom a group consists: 두 장관, 양측, 한일 외교장관.

use sagwan_text::{Case, Mention, MentionKind, Office, Rank};

use super::making::Making;
use super::{CastMember, leader_of, minister_of};
use crate::record::ActorKind;

/// Those of a rank who were named last before a mention, as many as it says; nobody when there are fewer.
pub(super) fn persons(mention: &Mention, size: usize, rank: Option<Rank>, making: &Making) -> Vec<usize> {
    let fits = |m: &CastMember| m.is_person() && (rank.is_none() || m.rank == rank);
    let named = making.members.iter().enumerate().filter(|(_, m)| fits(m));
    let mut found: Vec<(usize, usize)> =
        named.filter_map(|(n, m)| Some((m.named_before(mention.span.start)?, n))).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    let mut persons: Vec<usize> = found.into_iter().take(size).map(|(_, n)| n).collect();
    persons.sort_unstable();
    if persons.len() == size { persons } else { Vec::new() }
}

/// 양측은: whoever was named last, and before them somebody who acts for another state; the states themselves where nobody
/// has been named. `before` are the mentions before this one, with their actors.
pub(super) fn sides(
    mention: &Mention,
    before: &[(&Mention, Option<usize>)],
    making: &Making,
) -> Option<Vec<usize>> {
    let persons = making.members.iter().enumerate().filter(|(_, m)| m.is_person());
    let persons = persons.filter_map(|(n, m)| Some((m.named_before(mention.span.start)?, n))).collect();
    let states = || {
        // 오만 수도에서: not where they met.
        let acts = |m: &Mention| m.may_be_subject() || m.case == Case::With;
        let named =
            before.iter().filter(|(m, _)| matches!(m.kind, MentionKind::Country(_)) && acts(m) && !m.within);
        named.filter_map(|(m, actor)| Some((m.span.end, (*actor)?))).collect()
    };
    two_of_different_states(persons, making).or_else(|| two_of_different_states(states(), making))
}

/// The one named last, and the last of another state; each with the byte at which it is named.
fn two_of_different_states(mut named: Vec<(usize, usize)>, making: &Making) -> Option<Vec<usize>> {
    let state = |actor: usize| making.members.get(actor).and_then(|m| m.country.as_deref());
    named.sort_unstable_by(|a, b| b.cmp(a));
    let (_, one) = *named.first()?;
    let (_, other) = *named.iter().find(|(_, other)| state(*other) != state(one))?;
    Some(vec![one.min(other), one.max(other)])
}

/// The group of that name and those members.
pub(super) fn group_of(name: &str, persons: Vec<usize>, making: &mut Making) -> usize {
    let known = making
        .members
        .iter()
        .position(|m| m.kind == ActorKind::Group && m.name == name && m.persons == persons);
    known.unwrap_or_else(|| making.add(CastMember { persons, ..CastMember::new(ActorKind::Group, name) }))
}

/// Those who hold an office in each of several states (한일 외교장관), where the article names all of them.
pub(super) fn holders(members: &[CastMember], codes: &[String], office: Office) -> Option<Vec<usize>> {
    let holder = |code: &String| match office {
        Office::State => None,
        Office::Leader => leader_of(members, code),
        Office::ForeignMinister | Office::DefenceMinister => minister_of(members, code, office),
    };
    codes.iter().map(holder).collect()
}
