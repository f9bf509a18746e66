//! Endings and stems: what each tells by itself.
//!
//! Takes the base form of an ending, gives its shortest form and the row of `endings.tsv` that fits the stem before it;
//! takes a stem, gives its row of `stems.tsv`. Leaves out what several words tell together: `periphrasis`.

use std::sync::LazyLock;

use compact_str::CompactString;
use sagwan_text::{LinkKind, Mood, Polarity, Tense, Voice};

use crate::grammar::table::{ByForm, cell, link_of, mood_of, polarity_of, rows, tense_of, voice_of};
use crate::tag::Tag;

/// How the endings of a stem are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Verb,
    Adjective,
    Copula,
    /// As those of the predicate that it is an auxiliary of: 좋지 않은, 만나지 않은.
    Main,
}

/// What an ending tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Meaning {
    pub tense: Option<Tense>,
    pub mood: Option<Mood>,
    pub link: Option<LinkKind>,
    /// Whether it makes an adverb.
    pub adverb: bool,
}

#[derive(Debug, Clone, Copy)]
enum After {
    Any,
    Class(Class),
    Stem(&'static str),
}

#[derive(Debug, Clone, Copy)]
struct Row {
    tag: Tag,
    after: After,
    meaning: Meaning,
}

type Rows = Vec<Row>;

static ENDINGS: LazyLock<ByForm<Rows>> = LazyLock::new(|| {
    let mut found: ByForm<Rows> = ByForm::default();
    for [form, tag, after, tense, mood, link, ..] in rows::<8>(include_str!("../../data/endings.tsv")) {
        let Some(tag) = Tag::parse(tag) else { continue };
        let after = match after {
            "-" => After::Any,
            "verb" => After::Class(Class::Verb),
            "adjective" => After::Class(Class::Adjective),
            "copula" => After::Class(Class::Copula),
            stem => After::Stem(stem),
        };
        let meaning = Meaning {
            tense: tense_of(tense),
            mood: mood_of(mood),
            link: link_of(link),
            adverb: link == "Adverb",
        };
        found.entry(form).or_default().push(Row { tag, after, meaning });
    }
    found
});

/// An ending in its shortest form, with its rows of the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ending {
    pub form: CompactString,
    rows: &'static [Row],
}

impl Ending {
    /// The ending whose base form is given, in any of its sounds.
    pub fn of(form: &str) -> Self {
        // Most endings are short already.
        match ENDINGS.get(form) {
            Some(rows) => Ending { form: form.into(), rows },
            None => Ending::short(shortest(form)),
        }
    }

    /// The ending whose shortest form is given.
    pub fn short(form: CompactString) -> Self {
        let rows = ENDINGS.get(form.as_str()).map_or(&[][..], Vec::as_slice);
        Ending { form, rows }
    }

    /// Whether the table holds it.
    pub fn is_known(&self) -> bool {
        !self.rows.is_empty()
    }

    /// This ending and the one behind it as one, if the table holds that: ㄹ+지, ㄴ다+며.
    pub fn joined(&self, next: &Ending) -> Option<Self> {
        let whole = Ending::short([self.form.as_str(), next.form.as_str()].concat().into());
        whole.is_known().then_some(whole)
    }

    /// What it tells behind a stem.
    pub fn meaning(&self, tag: Tag, stem: &str, class: Class) -> Meaning {
        let fits = |row: &&Row| match row.after {
            After::Any => true,
            After::Class(wanted) => wanted == class,
            After::Stem(wanted) => wanted == stem,
        };
        // The tagger takes a final ending for a connective one at times, and the other way round.
        let near = |row: &&Row| matches!((row.tag, tag), (Tag::EC, Tag::EF) | (Tag::EF, Tag::EC));
        let row = self.rows.iter().filter(|row| row.tag == tag).find(fits);
        let row = row.or_else(|| self.rows.iter().filter(near).find(fits));
        let meaning = row.map_or_else(Meaning::default, |row| row.meaning);
        Meaning { link: meaning.link.or_else(|| usual_link(tag)), ..meaning }
    }
}

/// Whether the table holds an ending of that form.
pub(crate) fn is_known(form: &str) -> bool {
    ENDINGS.contains_key(form)
}

/// How a clause hangs on another when nothing but the kind of its ending is known.
fn usual_link(tag: Tag) -> Option<LinkKind> {
    match tag {
        Tag::EC => Some(LinkKind::Subordinate),
        Tag::ETM => Some(LinkKind::Adnominal),
        Tag::ETN => Some(LinkKind::Nominal),
        _ => None,
    }
}

#[derive(Debug, Default)]
struct Allomorphs {
    whole: ByForm<&'static str>,
    particle: ByForm<&'static str>,
    begin: Vec<(&'static str, &'static str)>,
    end: Vec<(&'static str, &'static str)>,
}

static ALLOMORPHS: LazyLock<Allomorphs> = LazyLock::new(|| {
    let mut found = Allomorphs::default();
    for [part, form, short, _] in rows::<4>(include_str!("../../data/allomorphs.tsv")) {
        match part {
            "whole" => _ = found.whole.insert(form, short),
            "particle" => _ = found.particle.insert(form, short),
            "begin" => found.begin.push((form, short)),
            _ => found.end.push((form, short)),
        }
    }
    // 은데 is ㄴ데 and not 은데 without its 으.
    found.begin.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    found.end.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    found
});

/// The shortest form of an ending.
pub(crate) fn shortest(form: &str) -> CompactString {
    // Most endings are short already.
    if ENDINGS.contains_key(form) {
        return form.into();
    }
    if let Some(short) = ALLOMORPHS.whole.get(form) {
        return (*short).into();
    }
    let mut found = CompactString::default();
    let end = ALLOMORPHS.end.iter().find_map(|(end, short)| {
        let rest = form.strip_suffix(end).filter(|rest| !rest.is_empty() || end == short)?;
        Some((rest, *short))
    });
    let (rest, short) = end.unwrap_or((form, ""));
    let begin = ALLOMORPHS.begin.iter().find_map(|(begin, short)| {
        let tail = rest.strip_prefix(begin).filter(|tail| !tail.is_empty() || !short.is_empty())?;
        Some((*short, tail))
    });
    let (lead, tail) = begin.unwrap_or(("", rest));
    for part in [lead, tail, short] {
        found.push_str(part);
    }
    match ALLOMORPHS.whole.get(found.as_str()) {
        // 먹어요: 어 is left.
        Some(short) => (*short).into(),
        None => found,
    }
}

/// The shortest form of a particle behind an ending.
pub(crate) fn shortest_particle(form: &str) -> &str {
    ALLOMORPHS.particle.get(form).copied().unwrap_or(form)
}

/// The stem of the copula.
pub(crate) fn copula() -> &'static str {
    static COPULA: LazyLock<&str> = LazyLock::new(|| {
        let of = |rows: &Vec<(Tag, Stem)>| rows.iter().any(|(tag, _)| *tag == Tag::VCP);
        STEMS.iter().find(|(_, rows)| of(rows)).map_or("", |(form, _)| *form)
    });
    *COPULA
}

/// What a stem tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stem {
    pub class: Option<Class>,
    pub polarity: Polarity,
    pub voice: Voice,
}

static STEMS: LazyLock<ByForm<Vec<(Tag, Stem)>>> = LazyLock::new(|| {
    let mut found: ByForm<Vec<(Tag, Stem)>> = ByForm::default();
    for [form, tag, class, polarity, voice, ..] in rows::<7>(include_str!("../../data/stems.tsv")) {
        let class = match class {
            "adjective" => Some(Class::Adjective),
            "main" => Some(Class::Main),
            _ => None,
        };
        let stem = Stem {
            class,
            polarity: polarity_of(polarity).unwrap_or_default(),
            voice: cell(voice).and_then(voice_of).unwrap_or_default(),
        };
        if let Some(tag) = Tag::parse(tag) {
            found.entry(form).or_default().push((tag, stem));
        }
    }
    found
});

/// What a stem tells by itself.
pub(crate) fn stem(form: &str, tag: Tag) -> Stem {
    let rows = STEMS.get(form).map_or(&[][..], Vec::as_slice);
    rows.iter().find(|(of, _)| *of == tag).map_or_else(Stem::default, |(_, stem)| *stem)
}

/// How the endings behind a predicate's last morpheme are read.
pub(crate) fn class_of(tag: Tag, stem: &Stem) -> Class {
    stem.class.unwrap_or(match tag {
        Tag::VA | Tag::XSA => Class::Adjective,
        Tag::VCP | Tag::VCN => Class::Copula,
        _ => Class::Verb,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allomorphs_are_one_ending() {
        for (form, short) in [
            ("은", "ㄴ"),
            ("을", "ㄹ"),
            ("으며", "며"),
            ("으면", "면"),
            ("는다", "ㄴ다"),
            ("는다고", "ㄴ다고"),
            ("는다는", "ㄴ다는"),
            ("습니다", "ㅂ니다"),
            ("습니까", "ㅂ니까"),
            ("느냐고", "냐고"),
            ("을지", "ㄹ지"),
            ("은데", "ㄴ데"),
            ("아서", "어서"),
            ("네요", "네"),
            ("어요", "어"),
            ("구요", "고"),
            ("세요", "세요"),
            ("음", "ㅁ"),
            ("읍시다", "ㅂ시다"),
        ] {
            assert_eq!(shortest(form), short, "{form}");
        }
    }

    #[test]
    fn the_stem_decides_what_an_ending_tells() {
        let meaning = |form: &str, tag, stem: &str, class| Ending::of(form).meaning(tag, stem, class);
        let past = meaning("ㄴ", Tag::ETM, "만나", Class::Verb);
        assert_eq!((past.tense, past.link), (Some(Tense::Past), Some(LinkKind::Adnominal)));
        assert_eq!(meaning("ㄴ", Tag::ETM, "높", Class::Adjective).tense, Some(Tense::Present));
        assert_eq!(meaning("라고", Tag::EC, "가", Class::Verb).mood, Some(Mood::Imperative));
        assert_eq!(meaning("라고", Tag::EC, "이", Class::Copula).mood, None);
        assert_eq!(meaning("다", Tag::EF, "있", Class::Verb).tense, Some(Tense::Present));
    }
}
