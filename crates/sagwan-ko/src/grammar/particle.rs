//! The particle at the end of a word, by its form alone: for words outside any sentence, such as the examples
//! of a table. Inside a text the analysis knows better.

use std::sync::LazyLock;

use crate::grammar::table::lines;
use crate::jamo;
use crate::tables::ByChar;

/// What must stand before a particle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Closed,
    Open,
    /// No final consonant but ㄹ.
    OpenOrRieul,
    /// No final consonant, but in headlines any: 뉴욕서.
    MostlyOpen,
    Any,
}

/// Particles by their last character, longest first.
static PARTICLES: LazyLock<ByChar<(&str, Before)>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/particles.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .map(|(form, before)| {
            let before = match before {
                "closed" => Before::Closed,
                "open" => Before::Open,
                "mostly-open" => Before::MostlyOpen,
                "open-or-rieul" => Before::OpenOrRieul,
                _ => Before::Any,
            };
            (form, before)
        })
        .collect();
    ByChar::new(rows, |(form, _): &(&str, Before)| form.chars().next_back())
});

/// Nouns whose last syllable looks like a particle.
static NO_PARTICLE: LazyLock<ByChar<&str>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/no_particle.txt")).collect();
    ByChar::new(rows, |noun: &&str| noun.chars().next_back())
});

/// Whether a particle may stand behind a noun; of one that is not in the table nothing is known.
fn fits(before: Before, last: char) -> bool {
    match (before, jamo::ends_closed(last)) {
        (Before::Any, _) | (_, None) => true,
        // 로 and not 으로 follows ㄹ (볼턴으로, but 서울로).
        (Before::OpenOrRieul, Some(true)) => jamo::final_of(last) == Some(jamo::FINAL_RIEUL),
        (Before::Closed, Some(closed)) => closed,
        (Before::Open | Before::OpenOrRieul | Before::MostlyOpen, Some(closed)) => !closed,
    }
}

/// Whether a particle of the table may not stand behind a noun: 이 behind 웨.
pub(crate) fn is_misfit(noun: &str, particle: &str) -> bool {
    let last = noun.chars().next_back().filter(|last| jamo::is_syllable(*last));
    let row = PARTICLES.rows().iter().find(|(form, _)| *form == particle);
    row.zip(last).is_some_and(|((_, before), last)| *before != Before::MostlyOpen && !fits(*before, last))
}

/// Runs of particles whose first the tagger may leave on a name.
static ON_NAMES: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/name_particles.txt")).collect());

/// Runs of particles whose first the tagger may leave on any noun.
static ON_NOUNS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/noun_particles.txt")).collect());

/// The length of a name without the particle that was left on it before another one: 아베리야노프 of 아베리야노프와+도.
pub(crate) fn name_of(word: &str, stem: &str) -> Option<usize> {
    without_first_of(&ON_NAMES, word, stem)
}

/// The length of a noun without the particle that was left on it: 외교장관 of 외교장관과+만.
pub(crate) fn noun_of(word: &str, stem: &str) -> Option<usize> {
    without_first_of(&ON_NOUNS, word, stem)
}

fn without_first_of(runs: &[&str], word: &str, stem: &str) -> Option<usize> {
    let particle = word.get(stem.len()..)?;
    let run = runs.iter().find(|run| word.ends_with(**run) && run.len() > particle.len())?;
    let name = word.strip_suffix(*run)?;
    let long = name.chars().nth(1).is_some();
    (run.ends_with(particle) && !particle.is_empty() && long && !is_misfit(name, run)).then_some(name.len())
}

/// The particles that `word` may end in by their form, longest first, each with what stands before it.
fn particles(word: &str) -> impl Iterator<Item = (&'static str, &str)> {
    let like = word.chars().next_back().into_iter().flat_map(|last| PARTICLES.at(last));
    like.filter_map(move |(_, (form, before))| {
        let stem = word.strip_suffix(form)?;
        let last = stem.chars().next_back().filter(|last| jamo::is_alphanumeric(*last))?;
        fits(*before, last).then_some((*form, stem))
    })
}

/// The lengths in bytes of what may stand before particles in `word`, longest first, the whole word left out.
pub(crate) fn stems(word: &str) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut from = 0;
    let mut at = word;
    loop {
        for (_, stem) in particles(at) {
            if !found.contains(&stem.len()) {
                found.push(stem.len());
            }
        }
        // What is found is shorter each time, so that this ends.
        let Some(next) = found.get(from).and_then(|length| word.get(..*length)) else { break };
        at = next;
        from += 1;
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

/// Whether a word whose noun is known to be so many bytes long goes on with nothing but particles.
pub(crate) fn is_noun_with_particles(word: &str, noun: usize) -> bool {
    let mut word = word;
    while word.len() > noun {
        match particles(word).find(|(_, stem)| stem.len() >= noun) {
            Some((_, stem)) => word = stem,
            None => return false,
        }
    }
    true
}

/// The particle at the end of `word`, as its length in bytes; 0 when there is none.
pub fn particle_len(word: &str) -> usize {
    for (form, stem) in particles(word) {
        let is_noun = |noun: &str| {
            let like = noun.chars().next_back().into_iter().flat_map(|last| NO_PARTICLE.at(last));
            like.into_iter().any(|(_, n)| noun.ends_with(*n))
        };
        let mut syllables = form.chars();
        let first = syllables.next().map_or(0, char::len_utf8);
        if syllables.next().is_none() {
            if is_noun(word) {
                return 0;
            }
        } else if word.get(..stem.len() + first).is_some_and(is_noun) {
            // 비서는 is 비서 and 는, not 비 and 서는.
            continue;
        }
        return form.len();
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, stem: &str) {
        assert_eq!(word.get(..word.len() - particle_len(word)), Some(stem), "{word}");
    }

    #[test]
    fn particles_leave_their_noun() {
        check("볼턴은", "볼턴");
        check("볼턴과의", "볼턴");
        check("바이든이", "바이든");
        check("크렘린궁에서", "크렘린궁");
        check("외교부는", "외교부");
        check("서울로", "서울");
        check("3국이", "3국");
        check("NATO와", "NATO");
        check("비서는", "비서");
    }

    #[test]
    fn a_known_noun_goes_on_with_particles_alone() {
        for word in ["전날로", "전날까지만", "전날에는", "전날"] {
            assert!(is_noun_with_particles(word, "전날".len()), "{word}");
        }
        for word in ["전날이다", "전날가", "전날개"] {
            assert!(!is_noun_with_particles(word, "전날".len()), "{word}");
        }
    }

    #[test]
    fn lookalikes_stay_whole() {
        check("외교장관회의", "외교장관회의");
        check("한반도", "한반도");
        check("결과", "결과");
        check("국가", "국가");
        check("우크라이나", "우크라이나");
    }
}
