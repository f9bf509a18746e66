//! States named inside a word: 한 and 미 of 한미정상회담, 한 of 방한, 美 of 美국무부, all members of 6자회담.
//!
//! Takes a word, gives each state with the characters that name it. They are no noun phrases: whoever reads a sentence
//! passes them over, but whoever asks which states an article names finds them.

use sagwan_text::{ByteSpan, Word, WordKind};

use crate::affix::Of;
use crate::jamo;
use crate::lexicon::{Country, has_sign};
use crate::pack::Pack;

/// The states inside a word, in order.
pub(super) fn states_within(pack: &Pack, text: &str, word: &Word) -> Vec<(String, ByteSpan)> {
    if word.kind != WordKind::Word {
        return Vec::new();
    }
    let (lexicon, stem) = (&pack.lexicon, word.stem.of(text));
    let known = lexicon.known(stem);
    if known.is_state() {
        return Vec::new();
    }
    if let Some(members) = lexicon.forum_of(known) {
        return members.iter().map(|code| (code.clone(), word.stem)).collect();
    }
    let named = |at: usize, country: &Country, name: &str| {
        let start = word.span.start + at;
        (country.code.clone(), ByteSpan::new(start, start + name.len()))
    };
    if let Some(found) = compound(pack, stem) {
        return found.into_iter().map(|(at, name, country)| named(at, country, name)).collect();
    }
    // 美국무부: a Chinese character names its state everywhere.
    let first = stem.char_indices().nth(1).map_or(stem.len(), |(at, _)| at);
    let short = stem.get(..first).filter(|short| first < stem.len() && !short.starts_with(jamo::is_syllable));
    if let Some((short, country)) = short.and_then(|s| Some((s, lexicon.country_by_short(s)?))) {
        return vec![named(0, country, short)];
    }
    let state = |name: &str| lexicon.country(name).or_else(|| lexicon.country_by_short(name));
    let affixed = lexicon.affixes.of(stem).filter(|a| a.of == Of::State);
    affixed.filter_map(|a| Some(named(a.at, state(a.rest)?, a.rest))).take(1).collect()
}

/// The states of a compound that is all of a word, or stands in it before an occasion.
fn compound<'p, 't>(pack: &'p Pack, word: &'t str) -> Option<Vec<(usize, &'t str, &'p Country)>> {
    let first = word.char_indices().nth(1).map_or(word.len(), |(at, _)| at);
    let begins = word.get(..first).is_some_and(|short| pack.lexicon.country_by_short(short).is_some());
    if !begins && !has_sign(word) {
        return None;
    }
    let before_occasion = || {
        let before = pack.triggers.before(word)?;
        let cuts = before.char_indices().map(|(at, _)| at).chain([before.len()]).rev();
        cuts.filter_map(|cut| before.get(..cut)).find_map(|part| pack.lexicon.compound_parts(part))
    };
    pack.lexicon.compound_parts(word).or_else(before_occasion)
}
