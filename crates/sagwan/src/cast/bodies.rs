//! Which organisation a mention names.

use sagwan_text::Mention;

use super::CastMember;
use super::making::Making;
use crate::record::ActorKind;

/// An organisation: one already named whose name ends in this one (외무부 after 러시아 외무부), or a new one.
pub(super) fn organisation(name: &str, country: Option<&str>, media: bool, making: &mut Making) -> usize {
    let own = fold(name);
    let bodies = making.members.iter().enumerate().filter(|(_, m)| m.kind == ActorKind::Organization);
    let known = bodies
        .filter_map(|(n, m)| {
            let theirs = fold(&m.name);
            let same_state = country.is_none() || m.country.is_none() || m.country.as_deref() == country;
            let cut_short = theirs.ends_with(&own) || own.ends_with(&theirs);
            // 로이터 after 로이터통신.
            let outlet = media && m.media && theirs.starts_with(&own) && own.chars().count() >= 2;
            let fits = theirs == own || cut_short && same_state || outlet;
            fits.then_some((theirs == own, m.last_named(), n))
        })
        .max()
        .map(|(_, _, n)| n);
    let Some(n) = known else {
        let country = country.map(str::to_owned);
        return making.add(CastMember { country, media, ..CastMember::new(ActorKind::Organization, name) });
    };
    if let Some(member) = making.members.get_mut(n).filter(|member| name.len() > member.name.len()) {
        member.name = name.to_owned();
        member.country = member.country.take().or(country.map(str::to_owned));
    }
    n
}

fn fold(name: &str) -> String {
    name.replace(' ', "")
}

/// 신문은, 통신은: the outlet that was named last before it.
pub(super) fn same_outlet(mention: &Mention, making: &Making) -> Option<usize> {
    let outlets = making.members.iter().enumerate().filter(|(_, m)| m.media);
    outlets.filter_map(|(n, m)| Some((m.named_before(mention.span.start)?, n))).max().map(|(_, n)| n)
}
