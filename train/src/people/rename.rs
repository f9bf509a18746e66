//! Articles about people whom nobody has heard of: names strung from the parts of others, among them the kinds that are
//! hard: of one syllable, ending like a particle, like a state.

use sagwan_ko::Pack;

use super::gold::Article;
use crate::names::Dice;

/// Syllables that are particles as well.
const PARTICLES: &str = "만은도이나라과로의에가는와";
/// Given names of the North and the South are strung from these.
const GIVEN: &str = "가강건경규균근기나다도동래리명모미민배범병보빈상서석선성세소솔수숙승시신아연영예오옥완우욱운원유윤율은의이익인일자재정조종주준중지진찬창채철청초춘충태하학한해현형혜호홍화환훈휘희";

/// How many copies of each article there are.
pub const COPIES: usize = 1;

/// The copies of each article with other names.
pub fn all(pack: &Pack, articles: &[Article]) -> Vec<Vec<Article>> {
    let mut dice = Dice(0x5A6_0A12);
    let states: Vec<String> = ["요르단", "차드", "조지아", "쿠바", "모나코", "말리", "가나", "토고", "기니"]
        .map(str::to_owned)
        .into();
    let mut pool: Vec<String> = articles.iter().flat_map(|a| a.name_words()).map(str::to_owned).collect();
    pool.sort_unstable();
    pool.dedup();
    let foreign: Vec<&String> =
        pool.iter().filter(|word| pack.lexicon.surnames.of_full(word).is_none()).collect();
    let mut rename = |word: &str, first: bool| -> String {
        let syllables: Vec<char> = word.chars().collect();
        if pack.lexicon.surnames.of_full(word).is_some() {
            let given: Vec<char> = GIVEN.chars().collect();
            let hard: Vec<char> = PARTICLES.chars().collect();
            let last = if dice.roll(6) == 0 { &hard } else { &given };
            return [syllables[0], given[dice.roll(given.len())], last[dice.roll(last.len())]]
                .iter()
                .collect();
        }
        match dice.roll(20) {
            0 | 1 if first => states[dice.roll(states.len())].clone(),
            2 | 5 | 6 if first => foreign[dice.roll(foreign.len())].chars().take(1).collect(),
            2 => foreign[dice.roll(foreign.len())].chars().take(1).collect(),
            3 | 4 => {
                let hard: Vec<char> = PARTICLES.chars().collect();
                let half: String = half(foreign[dice.roll(foreign.len())], false);
                format!("{half}{}", hard[dice.roll(hard.len())])
            }
            5..=8 => word.to_owned(),
            _ => {
                let (one, other) = (foreign[dice.roll(foreign.len())], foreign[dice.roll(foreign.len())]);
                format!("{}{}", half(one, false), half(other, true))
            }
        }
    };
    let mut copies = |article: &Article| (0..COPIES).map(|_| article.renamed(pack, &mut rename)).collect();
    articles.iter().map(&mut copies).collect()
}

/// The first or the second half of a word, at least a syllable.
fn half(word: &str, second: bool) -> String {
    let syllables: Vec<char> = word.chars().collect();
    let cut = syllables.len().div_ceil(2);
    if second && syllables.len() > 1 { &syllables[cut..] } else { &syllables[..cut] }.iter().collect()
}
