//! The examples and counter-examples of the tables.

use sagwan_text::{Aspect, Case, Mood, Polarity, Tense, Text, Voice, Word};

use crate::Analyser;
use crate::grammar::table::{
    aspect_of, case_of, cell, delimiter_of, mood_of, polarity_of, rows, tense_of, voice_of,
};
use crate::words::periphrasis::DICTIONARY_ENDING;

fn words(text: &Text) -> impl Iterator<Item = &Word> {
    text.sentences.iter().flat_map(|s| &s.words)
}

/// Fails with all rows whose example does not show what the row says, or whose counter-example does.
fn check(found: Vec<(String, &'static str, &'static str)>, shows: impl Fn(&str, &Text) -> bool) {
    let analyser = Analyser::new();
    let mut wrong = Vec::new();
    for (row, example, counter) in found {
        if let Some(example) = cell(example)
            && !shows(&row, &analyser.read(example))
        {
            wrong.push(format!("{row}: {example} does not show it"));
        }
        if let Some(counter) = cell(counter)
            && shows(&row, &analyser.read(counter))
        {
            wrong.push(format!("{row}: {counter} shows it"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn cases() {
    let found =
        rows::<5>(include_str!("../../data/cases.tsv")).map(|[form, case, delimiter, example, counter]| {
            (format!("{form} {case} {delimiter}"), example, counter)
        });
    check(found.collect(), |row, text| {
        let mut cells = row.split(' ');
        let (form, case, delimiter) =
            (cells.next().unwrap_or(""), cells.next().and_then(case_of), cells.next().and_then(delimiter_of));
        words(text).next().is_some_and(|w| {
            w.particles().last() == Some(form)
                && case.is_none_or(|case| w.case == case || w.case == Case::As && case == Case::Subject)
                && delimiter.is_none_or(|_| w.delimiter == delimiter)
        })
    });
}

#[test]
fn allomorphs() {
    let found = rows::<4>(include_str!("../../data/allomorphs.tsv"))
        .map(|[part, form, short, example]| (format!("{part} {form} {short}"), example, "-"));
    check(found.collect(), |row, text| {
        let cells: Vec<&str> = row.split(' ').collect();
        let [part, _, short] = cells[..] else { return false };
        words(text).any(|w| match part {
            "whole" => w.ending == short,
            "begin" => !w.ending.is_empty() && w.ending.starts_with(short),
            _ => !w.ending.is_empty() && w.ending.ends_with(short),
        })
    });
}

#[test]
fn endings() {
    let found = rows::<8>(include_str!("../../data/endings.tsv")).map(|row| {
        let [form, tag, after, tense, mood, _, example, counter] = row;
        (format!("{form} {tag} {after} {tense} {mood}"), example, counter)
    });
    check(found.collect(), |row, text| {
        let cells: Vec<&str> = row.split(' ').collect();
        let [form, tag, _, tense, mood] = cells[..] else { return false };
        words(text).any(|w| {
            let has = match tag {
                "EP" => w.morphs.iter().any(|m| m.form == form),
                "ETN" => w.ending.starts_with(form),
                _ => w.ending == form,
            };
            let past = w.morphs.iter().any(|m| m.tag == "EP");
            has && (tense_of(tense).is_none_or(|t| w.tense == t) || past && w.tense == Tense::Past)
                && (mood_of(mood).is_none_or(|m| w.mood == m))
        })
    });
}

#[test]
fn stems() {
    let found = rows::<7>(include_str!("../../data/stems.tsv")).map(
        |[form, tag, _, polarity, voice, example, counter]| {
            (format!("{form} {tag} {polarity} {voice}"), example, counter)
        },
    );
    check(found.collect(), |row, text| {
        let cells: Vec<&str> = row.split(' ').collect();
        let [_, _, polarity, voice] = cells[..] else { return false };
        words(text).any(|w| {
            w.auxiliary_of.is_none()
                && polarity_of(polarity).is_none_or(|p| w.polarity == p)
                && voice_of(voice).is_none_or(|v| w.voice == v)
        })
    });
}

#[test]
fn periphrases() {
    let found = rows::<5>(include_str!("../../data/periphrases.tsv"))
        .map(|[ending, then, sets, example, counter]| (format!("{ending}|{then}|{sets}"), example, counter));
    check(found.collect(), |row, text| {
        let cells: Vec<&str> = row.split('|').collect();
        let [_, then, sets] = cells[..] else { return false };
        let all: Vec<&Word> = words(text).collect();
        let shows = |main: usize, w: &Word| {
            let mut auxiliaries = all.iter().filter(|a| a.auxiliary_of == Some(main));
            let last = then.split(' ').next_back().unwrap_or("");
            let starts =
                |a: &&&Word| a.lemma.starts_with(then.split([' ', DICTIONARY_ENDING]).next().unwrap_or(""));
            let is_copula = |a: &&&Word| last.strip_suffix("이다") == Some(a.lemma.as_str());
            let words_there = sets.contains("Word") || auxiliaries.any(|a| starts(&a) || is_copula(&a));
            words_there
                && sets.split(' ').all(|set| {
                    aspect_of(set).is_none_or(|a: Aspect| w.aspect == a)
                        && mood_of(set).is_none_or(|m: Mood| w.mood == m)
                        && polarity_of(set).is_none_or(|p: Polarity| w.polarity == p)
                        && voice_of(set).is_none_or(|v: Voice| w.voice == v)
                        && tense_of(set).is_none_or(|t: Tense| w.tense == t)
                })
        };
        all.iter().enumerate().any(|(n, w)| !w.ending.is_empty() && shows(n, w))
    });
}

#[test]
fn postpositions() {
    let found = rows::<7>(include_str!("../../data/postpositions.tsv"))
        .map(|[stem, ending, .., example, counter]| (format!("{stem} {ending}"), example, counter));
    check(found.collect(), |row, text| {
        let Some((stem, ending)) = row.split_once(' ') else { return false };
        text.sentences.iter().any(|s| {
            s.words.iter().enumerate().any(|(n, w)| {
                w.ending == ending
                    && w.lemma.strip_suffix(DICTIONARY_ENDING) == Some(stem)
                    && s.clauses.iter().all(|c| c.predicate != Some(n))
            })
        })
    });
}
