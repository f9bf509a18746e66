//! Which organisation a mention names.

use sagwan_text::{Mention, WordKind};

use super::CastMember;
use super::making::{Article, Making};
use crate::record::ActorKind;

/// The organisation that a mention names, by its name or by the other name that a bracket behind it told.
pub(super) fn named(
    article: Article<'_>,
    mention: &Mention,
    country: Option<&str>,
    media: bool,
    making: &mut Making,
) -> usize {
    let name = mention.span.of(article.text);
    let other = other_name(article, mention);
    let aliases = &making.aliases;
    let known = aliases.iter().find(|(alias, _)| *alias == name).map(|(_, actor)| *actor);
    // EU in the headline, 유럽연합(EU) below it.
    let headed = || {
        let same = |m: &CastMember| m.kind == ActorKind::Organization && Some(m.name.as_str()) == other;
        making.members.iter().position(same)
    };
    let actor = known.or_else(headed).unwrap_or_else(|| organisation(name, country, media, making));
    if let Some(member) = making.members.get_mut(actor).filter(|member| Some(member.name.as_str()) == other) {
        member.name = name.to_owned();
    }
    if let Some(other) = other
        && !making.aliases.iter().any(|(alias, _)| alias == other)
    {
        making.aliases.push((other.to_owned(), actor));
    }
    actor
}

/// The other name of a body in the bracket behind its name: one word, in letters of another kind or shorter.
fn other_name<'a>(article: Article<'a>, mention: &Mention) -> Option<&'a str> {
    let words = article.words_around(mention);
    let behind = words.iter().skip_while(|word| word.span.start < mention.span.end);
    let [open, other, close] = behind.take(3).collect::<Vec<_>>().try_into().ok()?;
    let bracketed = open.kind == WordKind::Open && other.is_word() && close.kind == WordKind::Close;
    let alias = other.span.of(article.text);
    let fits = alias.chars().count() >= 2
        && alias.len() < mention.span.len()
        && alias.chars().all(char::is_alphanumeric);
    (bracketed && !open.spaced && fits).then_some(alias)
}

/// An organisation: one already named whose name ends in this one (외무부 after 러시아 외무부), or a new one.
fn organisation(name: &str, country: Option<&str>, media: bool, making: &mut Making) -> usize {
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
