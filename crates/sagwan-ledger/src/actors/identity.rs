//! Which forms of naming are one actor.
//!
//! Takes the forms of one block (names that may be one), gives groups. A form is a name with a country and the offices
//! it was given in one article. Two forms are one actor when names, states and offices allow it and nothing else fits as
//! well; what could be either stays apart, with a word for whoever reviews it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sagwan::facts;

use super::name::{self, Alike};
use crate::days;

/// Two offices held within so many days are held at once.
const AT_ONCE: i32 = 90;

/// One way of naming somebody, with the days between which articles use it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Form {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) affiliation: Option<String>,
    pub(crate) titles: Vec<String>,
    pub(crate) articles: i64,
    pub(crate) first: Option<Date>,
    pub(crate) last: Option<Date>,
}

/// Who somebody is by a user's file.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) alias: String,
    pub(crate) country: Option<String>,
    pub(crate) office: Option<String>,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) external: Option<String>,
}

impl Known {
    fn fits(&self, form: &Form) -> bool {
        name::words(&self.alias).concat() == name::words(&form.name).concat()
            && self.country.as_ref().is_none_or(|c| form.country.as_ref().is_none_or(|f| f == c))
            && self.office.as_ref().is_none_or(|office| {
                form.titles.is_empty() || form.titles.iter().any(|title| facts::same_office(office, title))
            })
            && self.to.is_none_or(|to| form.first.is_none_or(|first| first <= to))
            && self.from.is_none_or(|from| form.last.is_none_or(|last| last >= from))
    }
}

/// Forms that are one actor.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identity {
    /// Indexes into the forms.
    pub(crate) forms: Vec<usize>,
    /// Index into the user's file.
    pub(crate) known: Option<usize>,
    /// Why a person should look at it.
    pub(crate) review: Option<String>,
}

/// Groups the forms of a block. The forms must be in a fixed order; the groups come out in the order of their first.
pub(crate) fn decide(forms: &[Form], authority: &[Known]) -> Vec<Identity> {
    let mut groups: Vec<Identity> = Vec::new();
    let mut open = Vec::new();
    for (n, form) in forms.iter().enumerate() {
        let fitting: Vec<usize> =
            (0..authority.len()).filter(|&k| authority.get(k).is_some_and(|a| a.fits(form))).collect();
        let entry = |k: usize| authority.get(k).map(|a| (&a.name, &a.country, &a.external));
        match fitting.as_slice() {
            [first, rest @ ..] if rest.iter().all(|k| entry(*k) == entry(*first)) => {
                match groups.iter_mut().find(|g| g.known.is_some_and(|k| entry(k) == entry(*first))) {
                    Some(group) => group.forms.push(n),
                    None => groups.push(Identity { forms: vec![n], known: Some(*first), review: None }),
                }
            }
            _ => open.push(n),
        }
    }
    let mut rest = same_names(forms, &open);
    rest = rest.into_iter().map(|group| by_office(forms, group)).collect();
    take_in_strays(forms, &mut rest);
    attach_short(forms, &mut rest, &groups);
    take_in_strays(forms, &mut rest);
    groups.extend(rest);
    groups.retain(|group| !group.forms.is_empty());
    groups.sort_by_key(|group| group.forms.first().copied());
    groups
}

/// How many times more articles name somebody with their state than those that give the same name and office another.
const STRAYS: i64 = 3;

/// Gives a group under another state, or none, to the one whose name and office it bears in far more articles: an article
/// that does not say for whom somebody acts is now and then read wrongly. Whoever reviews it is told.
fn take_in_strays(forms: &[Form], groups: &mut [Identity]) {
    let size = |group: &Identity| -> i64 {
        group.forms.iter().filter_map(|&n| forms.get(n)).map(|form| form.articles).sum()
    };
    let is_one = |stray: &Identity, other: &Identity| {
        share_any(forms, stray, other)
            && stray.forms.iter().all(|&x| {
                other.forms.iter().any(|&y| match (forms.get(x), forms.get(y)) {
                    (Some(x), Some(y)) => x.kind == "person" && y.kind == "person" && is_named_like(x, y),
                    _ => false,
                })
            })
    };
    let mut moves: Vec<(usize, usize)> = Vec::new();
    for (n, stray) in groups.iter().enumerate().filter(|(_, group)| !group.forms.is_empty()) {
        let fits: Vec<usize> = groups
            .iter()
            .enumerate()
            .filter(|(m, other)| *m != n && size(other) >= STRAYS * size(stray) && is_one(stray, other))
            .map(|(m, _)| m)
            .collect();
        if let [only] = fits.as_slice() {
            moves.push((n, *only));
        }
    }
    for (n, to) in moves {
        let taken = groups.get_mut(n).map(|g| std::mem::take(&mut g.forms)).unwrap_or_default();
        if let Some(group) = groups.get_mut(to) {
            group.forms.extend(taken);
            group.forms.sort_unstable();
            group.review.get_or_insert_with(|| {
                "some articles give another state for this name and office: one person, or two of one name".to_owned()
            });
        }
    }
}

/// Whether a name is another one, or that one cut short.
fn is_named_like(a: &Form, b: &Form) -> bool {
    let country = b.country.as_deref().or(a.country.as_deref());
    match name::alike(&a.name, &b.name, country) {
        Alike::Same => true,
        Alike::Shorter => name::is_short_of(&a.name, &b.name, country),
        Alike::Other => false,
    }
}

/// Groups of one name and one state. A name without a state goes with the only state it has elsewhere.
fn same_names(forms: &[Form], open: &[usize]) -> Vec<Identity> {
    let mut groups: Vec<Identity> = Vec::new();
    let country = |n: usize| forms.get(n).and_then(|f| f.country.as_deref());
    let alike = |a: usize, b: usize| match (forms.get(a), forms.get(b)) {
        (Some(a), Some(b)) => {
            let country = a.country.as_deref().or(b.country.as_deref());
            a.kind == b.kind
                && (name::alike(&a.name, &b.name, country) == Alike::Same
                    || a.kind == "organization"
                        && name::body(&a.name, country) == name::body(&b.name, country))
        }
        _ => false,
    };
    let (with, without): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&n| country(n).is_some());
    for n in with {
        let home = groups.iter_mut().find(|group| {
            group.forms.iter().any(|&m| alike(n, m))
                && group.forms.first().is_some_and(|&m| country(m) == country(n))
        });
        match home {
            Some(group) => group.forms.push(n),
            None => groups.push(Identity { forms: vec![n], ..Identity::default() }),
        }
    }
    let mut stateless: Vec<Identity> = Vec::new();
    for n in without {
        let fits: Vec<usize> = (0..groups.len())
            .filter(|&g| groups.get(g).is_some_and(|g| g.forms.iter().any(|&m| alike(n, m))))
            .collect();
        if let [only] = fits.as_slice()
            && let Some(group) = groups.get_mut(*only)
        {
            group.forms.push(n);
            continue;
        }
        let review = (fits.len() > 1)
            .then(|| "no state is named, and several states have somebody of this name".to_owned());
        match stateless.iter_mut().find(|group| group.forms.iter().any(|&m| alike(n, m))) {
            Some(group) => group.forms.push(n),
            None => stateless.push(Identity { forms: vec![n], review, ..Identity::default() }),
        }
    }
    groups.extend(stateless);
    groups
}

/// Says of a group whose offices never meet in one article, though they are held at once, that it may be two people of one
/// name. It stays one: the same person in two offices (후보, 대통령) is far more common. Nobody asks this of a head of state.
fn by_office(forms: &[Form], mut group: Identity) -> Identity {
    let of = |n: &usize| forms.get(*n);
    let members = || group.forms.iter().filter_map(of);
    let common = members().all(|f| f.kind == "person" && name::is_single(&f.name));
    if !common || members().flat_map(|f| &f.titles).any(|title| facts::is_head(title)) {
        return group;
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for n in group.forms.iter().filter(|n| of(n).is_some_and(|f| !f.titles.is_empty())) {
        let (meeting, others): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|part| part.iter().any(|m| share_office(of(n), of(m))));
        parts = others;
        parts.push(meeting.into_iter().flatten().chain([*n]).collect());
    }
    let clash = parts.iter().enumerate().any(|(n, a)| parts.iter().skip(n + 1).any(|b| at_once(forms, a, b)));
    if clash {
        group.review = Some(
            "offices held at once that no article names together: one person, or two of one name".to_owned(),
        );
    }
    group
}

/// Whether two groups have an office in common.
fn share_any(forms: &[Form], a: &Identity, b: &Identity) -> bool {
    a.forms.iter().any(|&x| b.forms.iter().any(|&y| share_office(forms.get(x), forms.get(y))))
}

fn share_office(a: Option<&Form>, b: Option<&Form>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    (a.affiliation.is_some() && a.affiliation == b.affiliation)
        || a.titles.iter().any(|x| b.titles.iter().any(|y| facts::same_office(x, y)))
}

/// Whether two groups of forms are used within the same days.
fn at_once(forms: &[Form], a: &[usize], b: &[usize]) -> bool {
    let range = |group: &[usize]| {
        let of = || group.iter().filter_map(|&n| forms.get(n));
        Some((of().filter_map(|f| f.first).min()?, of().filter_map(|f| f.last).max()?))
    };
    match (range(a), range(b)) {
        (Some((a0, a1)), Some((b0, b1))) => {
            days::between(a1, b0) <= AT_ONCE && days::between(b1, a0) <= AT_ONCE
        }
        _ => true,
    }
}

/// Gives a name cut short (볼턴 보좌관) to the only full name that it can be cut from.
fn attach_short(forms: &[Form], groups: &mut [Identity], known: &[Identity]) {
    let first = |group: &Identity| group.forms.first().and_then(|&n| forms.get(n));
    let fits = |short: &Identity, long: &Identity| match (first(short), first(long)) {
        (Some(a), Some(b)) => {
            a.kind == b.kind
                && name::is_short_of(&a.name, &b.name, a.country.as_deref().or(b.country.as_deref()))
                && name::alike(&a.name, &b.name, a.country.as_deref().or(b.country.as_deref()))
                    == Alike::Shorter
                && (a.country.is_none() || b.country.is_none() || a.country == b.country)
        }
        _ => false,
    };
    let mut moves = Vec::new();
    for (n, short) in groups.iter().enumerate() {
        let among = |groups: &[Identity]| -> Vec<usize> {
            (0..groups.len()).filter(|&g| groups.get(g).is_some_and(|long| fits(short, long))).collect()
        };
        let (mut own, by_file) = (among(groups), among(known));
        // 트럼프 대통령: of several of that name, the one who holds that office.
        if own.len() > 1 {
            let colleagues = |&g: &usize| groups.get(g).is_some_and(|long| share_any(forms, short, long));
            let (holding, _): (Vec<usize>, Vec<usize>) = own.iter().copied().partition(colleagues);
            if holding.len() == 1 {
                own = holding;
            }
        }
        match (own.as_slice(), by_file.as_slice()) {
            ([], []) => {}
            ([only], []) => moves.push((n, Some(*only))),
            _ => moves.push((n, None)),
        }
    }
    // The shortest first, so that what was given to a longer name goes on with it.
    moves.sort_by_key(|(n, _)| groups.get(*n).and_then(first).map(|f| name::words(&f.name).len()));
    for (n, to) in moves {
        match to {
            Some(to) => {
                let taken = groups.get_mut(n).map(|g| std::mem::take(&mut g.forms)).unwrap_or_default();
                if let Some(group) = groups.get_mut(to) {
                    group.forms.extend(taken);
                }
            }
            None => {
                let several: BTreeSet<&str> = groups
                    .iter()
                    .chain(known)
                    .filter(|long| groups.get(n).is_some_and(|short| fits(short, long)))
                    .filter_map(|long| first(long).map(|f| f.name.as_str()))
                    .collect();
                let review = format!("may be {}", several.into_iter().collect::<Vec<_>>().join(" or "));
                if let Some(group) = groups.get_mut(n) {
                    group.review = Some(review);
                }
            }
        }
    }
    for group in groups {
        group.forms.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(id: i64, name: &str, country: &str, titles: &[&str]) -> Form {
        Form {
            id,
            kind: "person".to_owned(),
            name: name.to_owned(),
            country: (!country.is_empty()).then(|| country.to_owned()),
            affiliation: None,
            titles: titles.iter().map(|t| (*t).to_owned()).collect(),
            articles: 1,
            first: Some(Date::constant(2020, 1, 1)),
            last: Some(Date::constant(2020, 1, 9)),
        }
    }

    /// The names of each group, and whether it is to be reviewed.
    fn check(forms: &[Form], authority: &[Known], expected: &[(&[i64], bool)]) {
        let groups = decide(forms, authority);
        let found: Vec<(Vec<i64>, bool)> = groups
            .iter()
            .map(|g| {
                (g.forms.iter().filter_map(|&n| forms.get(n)).map(|f| f.id).collect(), g.review.is_some())
            })
            .collect();
        let expected: Vec<(Vec<i64>, bool)> = expected.iter().map(|(ids, r)| (ids.to_vec(), *r)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn variants_and_last_names_are_one() {
        check(
            &[
                form(1, "발터 헨리크", "DK", &["외교장관"]),
                form(2, "발터 헨리코", "DK", &["장관"]),
                form(3, "헨리크", "DK", &["장관"]),
                form(4, "헨리크", "", &[]),
            ],
            &[],
            &[(&[1, 2, 3, 4], false)],
        );
    }

    #[test]
    fn a_last_name_of_two_stays_apart_for_review() {
        check(
            &[
                form(1, "발터 헨리크", "DK", &[]),
                form(2, "요나스 헨리크", "DK", &[]),
                form(3, "헨리크", "DK", &[]),
            ],
            &[],
            &[(&[1], false), (&[2], false), (&[3], true)],
        );
    }

    #[test]
    fn offices_held_at_once_are_to_be_reviewed_until_an_article_names_both() {
        let two = [form(1, "김민수", "KR", &["외교부 차관"]), form(2, "김민수", "KR", &["의원"])];
        check(&two, &[], &[(&[1, 2], true)]);
        let mut joined = two.to_vec();
        joined.push(form(3, "김민수", "KR", &["의원", "차관"]));
        check(&joined, &[], &[(&[1, 2, 3], false)]);
        let mut later = two.to_vec();
        if let Some(second) = later.get_mut(1) {
            second.first = Some(Date::constant(2024, 1, 1));
            second.last = Some(Date::constant(2024, 2, 1));
        }
        check(&later, &[], &[(&[1, 2], false)]);
        check(
            &[form(1, "김민수", "KR", &["대통령"]), form(2, "김민수", "KR", &["후보"])],
            &[],
            &[(&[1, 2], false)],
        );
    }

    #[test]
    fn an_office_tells_whose_last_name_it_is() {
        check(
            &[
                form(1, "발터 헨리크", "DK", &["대통령"]),
                form(2, "요나스 헨리크", "DK", &["보좌관"]),
                form(3, "헨리크", "DK", &["대통령"]),
            ],
            &[],
            &[(&[1, 3], false), (&[2], false)],
        );
    }

    #[test]
    fn a_korean_name_is_whole_and_what_stands_before_it_is_none() {
        check(
            &[form(1, "후보자 김민수", "KR", &[]), form(2, "김민수", "KR", &["장관"])],
            &[],
            &[(&[1, 2], false)],
        );
    }

    #[test]
    fn states_part_people() {
        check(
            &[form(1, "리용수", "KP", &[]), form(2, "리용수", "KR", &[]), form(3, "리용수", "", &[])],
            &[],
            &[(&[1], false), (&[2], false), (&[3], true)],
        );
    }

    #[test]
    fn a_state_that_few_articles_give_is_a_slip_and_told() {
        let often = |form: Form| Form { articles: 6, ..form };
        check(
            &[
                often(form(1, "발터 헨리크", "DK", &["외교장관"])),
                form(2, "발터 헨리크", "KR", &["외교장관"]),
                form(3, "헨리크", "KR", &["장관"]),
            ],
            &[],
            &[(&[1, 2, 3], true)],
        );
        // Another office, or nearly as many articles: two people.
        check(
            &[often(form(1, "김민수", "KR", &["차관"])), form(2, "김민수", "KP", &["의원"])],
            &[],
            &[(&[1], false), (&[2], false)],
        );
        check(
            &[form(1, "김민수", "KR", &["차관"]), form(2, "김민수", "KP", &["차관"])],
            &[],
            &[(&[1], false), (&[2], false)],
        );
    }

    #[test]
    fn a_users_file_decides() {
        let known = |alias: &str| Known {
            name: "헨리크 발터".to_owned(),
            alias: alias.to_owned(),
            country: Some("DK".to_owned()),
            office: None,
            from: None,
            to: None,
            external: Some("Q1".to_owned()),
        };
        check(
            &[form(1, "헨리크 발터", "DK", &["장관"]), form(2, "발터 H", "DK", &[])],
            &[known("헨리크 발터"), known("발터 H")],
            &[(&[1, 2], false)],
        );
    }
}
