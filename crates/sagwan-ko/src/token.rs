//! Words and marks of a sentence, and the particle at the end of a word.
//!
//! Takes a sentence, gives tokens: words (with their particle found by form) and single marks. It is the
//! seam at which a trained analyser takes over; it knows no dictionary, only which particle may follow
//! which syllable and a list of nouns that merely look as if they ended in one.

use std::sync::LazyLock;

use crate::jamo;
use crate::span::ByteSpan;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, digits and the signs inside them (외교·국방, 10.5%).
    Word,
    /// A bracket that opens.
    Open,
    /// A bracket that closes.
    Close,
    /// A quotation mark.
    Quote,
    /// Any other mark.
    Mark,
}

/// What a word does in its clause, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordClass {
    /// A noun phrase's part, or anything that no ending tells to be a verb.
    Nominal,
    /// A verb form before a noun: 방문한.
    Adnominal,
    /// A verb form that joins clauses: 방문하고.
    Connective,
    /// A verb form that ends a clause: 방문했다.
    Final,
}

/// A word or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// All of it.
    pub span: ByteSpan,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// A word without its particle; the whole token otherwise.
    pub stem: ByteSpan,
    /// The particle; empty when there is none.
    pub particle: ByteSpan,
    /// What it does in its clause.
    pub class: WordClass,
}

/// A verb ending.
struct Ending {
    form: &'static str,
    class: WordClass,
    /// Syllables that must stand before it.
    stem: usize,
}

/// Verb endings, longest first.
static ENDINGS: LazyLock<Vec<Ending>> = LazyLock::new(|| {
    let mut endings: Vec<Ending> = lines(include_str!("../data/endings.tsv"))
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let form = cells.next()?;
            let class = match cells.next()? {
                "adnominal" => WordClass::Adnominal,
                "connective" => WordClass::Connective,
                _ => WordClass::Final,
            };
            Some(Ending { form, class, stem: cells.next()?.parse().ok()? })
        })
        .collect();
    endings.sort_by_key(|e| std::cmp::Reverse(e.form.len()));
    endings
});

/// What `word` does in its clause, by its ending.
fn class_of(word: &str) -> WordClass {
    const NOUNS: &[&str] = &[
        "지난해",
        "올해",
        "이해",
        "피해",
        "동해",
        "남해",
        "서해",
        "오해",
        "저해",
        "북한",
        "남한",
        "대한",
        "무한",
        "권한",
        "제한",
        "시한",
        "기한",
        "방한",
        "역할",
        "분할",
        "관할",
    ];
    if NOUNS.iter().any(|noun| word.ends_with(noun) && word != "대한") {
        return WordClass::Nominal;
    }
    ENDINGS
        .iter()
        .find(|e| word.strip_suffix(e.form).is_some_and(|stem| stem.chars().count() >= e.stem))
        .map_or(WordClass::Nominal, |e| e.class)
}

/// What must stand before a particle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Closed,
    Open,
    Any,
}

/// Particles by their form, longest first.
static PARTICLES: LazyLock<Vec<(&str, Before)>> = LazyLock::new(|| {
    lines(include_str!("../data/particles.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .map(|(form, before)| {
            let before = match before {
                "closed" => Before::Closed,
                "open" => Before::Open,
                _ => Before::Any,
            };
            (form, before)
        })
        .collect()
});

/// Nouns whose last syllable looks like a particle.
static NO_PARTICLE: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("../data/no_particle.txt")).collect());

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The particle at the end of `word`, as its length in bytes; 0 when there is none.
pub fn particle_len(word: &str) -> usize {
    for (form, before) in PARTICLES.iter() {
        let Some(stem) = word.strip_suffix(form) else {
            continue;
        };
        let Some(last) = stem.chars().next_back() else {
            continue;
        };
        let fits = match (before, jamo::ends_closed(last)) {
            (Before::Any, _) | (_, None) => true,
            // 로 and not 으로 follows ㄹ (볼턴으로, but 서울로).
            (Before::Open, Some(true)) => {
                form.starts_with('로') && jamo::final_of(last) == Some(jamo::FINAL_RIEUL)
            }
            (Before::Closed, Some(true)) | (Before::Open, Some(false)) => true,
            (Before::Closed, Some(false)) => false,
        };
        if !fits || !last.is_alphanumeric() {
            continue;
        }
        let is_noun = |noun: &str| NO_PARTICLE.iter().any(|n| noun.ends_with(*n));
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

fn kind_of(c: char) -> TokenKind {
    match c {
        '(' | '[' | '<' | '（' | '［' | '〔' | '【' => TokenKind::Open,
        ')' | ']' | '>' | '）' | '］' | '〕' | '】' => TokenKind::Close,
        c if crate::quote::is_mark(c) => TokenKind::Quote,
        c if c.is_alphanumeric() => TokenKind::Word,
        _ => TokenKind::Mark,
    }
}

/// Signs that stand inside a word when letters or digits stand on both sides of them.
fn joins(c: char, before: char, after: char) -> bool {
    match c {
        '·' | '∙' | 'ㆍ' | '・' | '‧' | '⋅' | '-' | '‐' | '–' | '~' | '∼' | '〜' | '&' | '/' | '_' | '@' => {
            true
        }
        '.' | ':' => {
            before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() || c == '.' && before != '다'
        }
        ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        '\'' | '’' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
        '%' | '℃' => true,
        _ => false,
    }
}

/// The tokens of one sentence.
pub(crate) fn tokens(text: &str, sentence: ByteSpan) -> Vec<Token> {
    let chars: Vec<(usize, char)> = sentence.of(text).char_indices().collect();
    let at = |i: usize| chars.get(i).map_or(sentence.end, |&(o, _)| sentence.start + o);
    let char_at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let mut out = Vec::new();
    let mut spaced = true;
    let mut i = 0;
    while let Some(c) = char_at(i) {
        if c.is_whitespace() {
            spaced = true;
            i += 1;
            continue;
        }
        let kind = kind_of(c);
        let mut j = i + 1;
        if kind == TokenKind::Word {
            while let (Some(before), Some(now)) = (char_at(j - 1), char_at(j)) {
                let inner = kind_of(now) == TokenKind::Word
                    || matches!(now, '%' | '℃')
                    || char_at(j + 1).is_some_and(|after| {
                        kind_of(after) == TokenKind::Word
                            && kind_of(before) == TokenKind::Word
                            && joins(now, before, after)
                    });
                if !inner {
                    break;
                }
                j += 1;
            }
        }
        let span = ByteSpan::new(at(i), at(j));
        let class = if kind == TokenKind::Word { class_of(span.of(text)) } else { WordClass::Nominal };
        let nominal = kind == TokenKind::Word && class == WordClass::Nominal;
        let particle = if nominal { particle_len(span.of(text)) } else { 0 };
        out.push(Token {
            span,
            kind,
            spaced,
            stem: ByteSpan::new(span.start, span.end - particle),
            particle: ByteSpan::new(span.end - particle, span.end),
            class,
        });
        spaced = false;
        i = j;
    }
    out
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
    fn lookalikes_stay_whole() {
        check("외교장관회의", "외교장관회의");
        check("한반도", "한반도");
        check("결과", "결과");
        check("국가", "국가");
        check("우크라이나", "우크라이나");
    }

    #[test]
    fn each_ending_classes_its_example_and_not_its_counter_example() {
        for line in lines(include_str!("../data/endings.tsv")).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_ne!(class_of(cells[3]), WordClass::Nominal, "{line}");
            assert_eq!(class_of(cells[4]), WordClass::Nominal, "{line}");
        }
    }

    #[test]
    fn marks_are_tokens_of_their_own() {
        let text = "국가안보회의(NSC) 보좌관은 “동맹”이고 10.5%";
        let got: Vec<&str> =
            tokens(text, ByteSpan::new(0, text.len())).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(got, ["국가안보회의", "(", "NSC", ")", "보좌관은", "“", "동맹", "”", "이고", "10.5%"]);
    }
}
