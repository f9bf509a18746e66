//! Sentence borders.
//!
//! Takes a paragraph-structured text, gives the spans of its sentences without the white space around
//! them. A line break always ends a sentence. A full stop ends one unless it stands inside a quotation, a
//! number, a date, an abbreviation or a list (미국.중국.일본); a sentence glued to the next (밝혔다.이에) is
//! told apart by the predicate before the stop.

use std::sync::LazyLock;

use crate::analyser::quote::{self, Quote};
use crate::grammar::table::{ByForm, rows};
use crate::grammar::time;
use crate::jamo;
use sagwan_text::ByteSpan;

/// What stands before the form with which a finished clause ends.
#[derive(Clone, Copy)]
enum Before {
    Closed,
    Syllable,
    Any,
}

static ENDS: LazyLock<Vec<(&str, Before)>> = LazyLock::new(|| {
    let row = |[form, before, ..]: [&'static str; 4]| {
        let before = match before {
            "closed" => Before::Closed,
            "syllable" => Before::Syllable,
            _ => Before::Any,
        };
        (form, before)
    };
    rows(include_str!("../../data/sentence_ends.tsv")).map(row).collect()
});

/// Words with which a quoted sentence goes on after its closing mark, when a space stands between.
static GOES_ON: LazyLock<ByForm<()>> = LazyLock::new(|| {
    rows(include_str!("../../data/sentence_goes_on.tsv")).map(|[word, _, _]: [&str; 3]| (word, ())).collect()
});

/// The sentences of `text`, in order; every character that is no white space lies in exactly one.
pub fn split(text: &str) -> Vec<ByteSpan> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let span = ByteSpan::new(start, start + line.len());
        start = span.end;
        split_line(text, span, &mut sentences);
    }
    sentences
}

fn split_line(text: &str, line: ByteSpan, sentences: &mut Vec<ByteSpan>) {
    let line = line.trim(text);
    if line.is_empty() {
        return;
    }
    let quotes = quote::pairs(text, line);
    let mut outer = quotes.iter().filter(|q| q.depth == 0).peekable();
    let chars: Vec<(usize, char)> = line.of(text).char_indices().collect();
    let mut start = line.start;
    let mut brackets = 0usize;
    let mut i = 0;
    while let Some(&(offset, c)) = chars.get(i) {
        let at = line.start + offset;
        while outer.peek().is_some_and(|q| q.span.end <= at) {
            outer.next();
        }
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        i += 1;
        if !matches!(c, '.' | '?' | '!' | '。' | '？' | '！') {
            continue;
        }
        // Runs such as "?!" and "..." end together.
        while chars.get(i).is_some_and(|&(_, n)| matches!(n, '.' | '?' | '!')) {
            i += 1;
        }
        let end = chars.get(i).map_or(line.end, |&(o, _)| line.start + o);
        let inside = outer.peek().filter(|q| q.span.start < at && at < q.span.end);
        let end = match inside {
            Some(q) => match end_of_quoted(text, line, q, end) {
                Some(end) => end,
                None => continue,
            },
            None if brackets > 0 => continue,
            None => {
                let before = text.get(start..at).unwrap_or("");
                let after = text.get(end..line.end).unwrap_or("");
                if !ends_here(c, before, after) {
                    continue;
                }
                end
            }
        };
        // Closing brackets after the stop belong to the sentence.
        let end = end
            + text
                .get(end..line.end)
                .unwrap_or("")
                .chars()
                .take_while(|c| matches!(c, ')' | ']' | '”' | '’' | '」' | '』'))
                .map(char::len_utf8)
                .sum::<usize>();
        push(text, ByteSpan::new(start, end), sentences);
        start = end;
        while chars.get(i).is_some_and(|&(o, _)| line.start + o < end) {
            i += 1;
        }
        brackets = 0;
    }
    push(text, ByteSpan::new(start, line.end), sentences);
}

fn push(text: &str, span: ByteSpan, sentences: &mut Vec<ByteSpan>) {
    let span = span.trim(text);
    if !span.is_empty() {
        sentences.push(span);
    }
}

/// Where a sentence ends that closes with a quotation: after the closing mark, when the stop is the last
/// thing quoted and no quotative particle goes on (`"…없다." 대변인의 답변이다.`).
fn end_of_quoted(text: &str, line: ByteSpan, quote: &Quote, stop: usize) -> Option<usize> {
    if !quote.closed || stop != quote.content.end {
        return None;
    }
    let after = text.get(quote.span.end..line.end).unwrap_or("");
    if after.is_empty() {
        return Some(quote.span.end);
    }
    if !after.starts_with(char::is_whitespace) {
        return None;
    }
    let next = after.split_whitespace().next().unwrap_or("");
    let next = next.trim_end_matches([',', '.']);
    (!GOES_ON.contains_key(next)).then_some(quote.span.end)
}

/// Whether a stop between `before` and `after`, outside quotations and brackets, ends a sentence.
fn ends_here(stop: char, before: &str, after: &str) -> bool {
    let Some(next) = after.chars().next() else {
        return true;
    };
    if next.is_whitespace() {
        if stop != '.' {
            return true;
        }
        // "1. 첫째" and "No. 3": a number or a single Latin letter alone before the stop.
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let listed = !bare.is_empty()
            && (bare.chars().all(|c| c.is_ascii_digit()) && bare.len() <= 2 && before.trim() == bare
                || bare.chars().count() == 1 && bare.chars().all(|c| c.is_ascii_uppercase()));
        let abbreviated = bare.contains('.') && bare.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
        let dated = bare.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-' || c == '~')
            && bare.contains('.')
            && (after.trim_start().starts_with(|c: char| c.is_ascii_digit())
                || time::begins_with_day_part(after.trim_start()));
        return !listed && !abbreviated && !dated;
    }
    match stop {
        '.' => ends_like_predicate(before) && (starts_anew(next) || next.is_ascii_digit()),
        _ => starts_anew(next),
    }
}

fn starts_anew(next: char) -> bool {
    jamo::is_syllable(next)
        || quote::is_mark(next)
        || matches!(next, '(' | '[' | '/' | '<' | '▶' | '▲' | '■' | '◎' | '◇' | '○' | '*')
        || next.is_alphabetic() && !next.is_ascii_lowercase()
}

/// Whether a text ends like a finished clause, closing marks aside: 밝혔다, 합니다, 이다, 해요, 하죠, 할까; not 캐나다.
pub fn ends_like_predicate(text: &str) -> bool {
    let text = text.strip_suffix(['"', '”', '\'', '’', ')']).unwrap_or(text);
    ENDS.iter().any(|(form, before)| {
        text.strip_suffix(form).is_some_and(|stem| {
            let last = stem.chars().next_back();
            match before {
                Before::Closed => last.and_then(jamo::final_of).is_some_and(|last| last != 0),
                Before::Syllable => last.is_some_and(jamo::is_syllable),
                Before::Any => true,
            }
        })
    })
}

/// Whether a finished clause may end in a character.
pub(crate) fn may_end(last: char) -> bool {
    ENDS.iter().any(|(form, _)| form.ends_with(last))
}

/// Whether a text is a finished sentence with its stop, or ends in one; with a stop 의도다 is one as well.
pub fn is_finished(text: &str) -> bool {
    text.strip_suffix('.').and_then(|text| text.chars().next_back()).is_some_and(may_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks the expected borders.
    fn check(marked: &str) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let text = marked.replace('|', "");
        let got: Vec<&str> = split(&text).iter().map(|s| s.of(&text)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn stops_end_sentences() {
        check("회담했다.| 두 장관은 만났다.");
        check("그럴까?| 모른다.| 안녕하세요.| 그렇죠.");
    }

    #[test]
    fn glued_sentences_are_told_apart() {
        check("기대한다고 밝혔다.|이에 볼턴은 화답했다.");
        check("배석했다.|푸틴 대통령은 말했다.");
        check("회담은 소득이다.|20일 회담했다.| 3.5% 늘었다.|20개국이 모였다.");
        check("하지 않았다.|/연합뉴스");
        check("거치지 않았다\"고 밝혔다.|\"의원들은 좋다\"고 했다.");
    }

    #[test]
    fn stops_in_numbers_lists_and_abbreviations_do_not_end_sentences() {
        check("3.2% 올랐다.");
        check("2018.06.27 21:33");
        check("입력 2022.09.22. 오전 7:12 수정 2022.09.22. 오후 10:03");
        check("미국.중국.일본.캐나다.러시아 등 6개국이 모였다.");
        check("워싱턴 D.C. 본부를 방문했다.");
        check("2011.11월 방문했다.");
    }

    #[test]
    fn quotations_are_not_broken() {
        check("그는 \"중요하다. 계속하자.\"고 말했다.| 끝났다.");
        check("\"중요하다. 계속하자.\" 고 말했다.");
        check("\"더 보탤 말은 없다.\"| 대변인의 답변이다.");
        check("“인사했다.”| 그는 웃었다.");
    }

    #[test]
    fn lines_are_sentences() {
        check("푸틴, 볼턴 접견\n|볼턴은 27일 회담했다.\n|\n|끝".replace("\n|\n|", "\n\n|").as_str());
    }

    #[test]
    fn ends_hold_in_their_examples_only() {
        for [form, _, example, counter] in rows::<4>(include_str!("../../data/sentence_ends.tsv")) {
            assert!(ends_like_predicate(example) && example.ends_with(form), "{example}");
            assert!(!ends_like_predicate(counter), "{counter}");
        }
        assert!(is_finished("회담했다.") && is_finished("그런 의도다.") && !is_finished("회담했다"));
    }

    #[test]
    fn sentences_go_on_in_the_examples_only() {
        for [word, example, counter] in rows::<3>(include_str!("../../data/sentence_goes_on.tsv")) {
            assert_eq!(split(example).len(), 1, "{word}: {example}");
            assert!(counter == "-" || split(counter).len() == 2, "{word}: {counter}");
        }
    }
}
