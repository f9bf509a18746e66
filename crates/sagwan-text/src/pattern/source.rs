//! A rule file as entries: a keyword and what follows it, each character with its place. Continued lines are joined,
//! comments and empty lines are gone; what the entries mean is for [`parse`](super::parse).

use super::error::Fault;

/// Where a character of a rule file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Place {
    /// Number of the file.
    pub(super) file: usize,
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
}

impl Place {
    /// How a message at another place names it: by its file where that is another.
    pub(super) fn seen_from(self, here: Place, files: &[&str]) -> String {
        match files.get(self.file) {
            Some(name) if self.file != here.file => format!("{name}:{}", self.line),
            _ => format!("line {}", self.line),
        }
    }
}

/// A character and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) sign: char,
    pub(super) at: Place,
}

/// What an entry begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Let,
    Rule,
    Says,
    When,
    Sets,
    Hits,
    Not,
}

const KEYWORDS: [(&str, Keyword); 7] = [
    ("let", Keyword::Let),
    ("rule", Keyword::Rule),
    ("says", Keyword::Says),
    ("when", Keyword::When),
    ("sets", Keyword::Sets),
    ("hits", Keyword::Hits),
    ("not", Keyword::Not),
];

impl Keyword {
    /// Whether it holds text of the language, in which `#` is a character like any other.
    fn holds_text(self) -> bool {
        matches!(self, Keyword::Says | Keyword::Hits | Keyword::Not)
    }

    /// Whether an indented line goes on with it; an example is one line, as its text is read as printed.
    fn goes_on(self) -> bool {
        !matches!(self, Keyword::Rule | Keyword::Hits | Keyword::Not)
    }
}

/// A keyword with what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) keyword: Keyword,
    /// The keyword's place.
    pub(super) at: Place,
    /// What follows, without white space at its ends; a line break is a space.
    pub(super) body: Vec<Spot>,
}

/// The entries of a file in their order.
pub(super) fn entries(file: usize, text: &str) -> Result<Vec<Entry>, Fault> {
    let mut entries: Vec<Entry> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let spots = spots(file, number + 1, line);
        let indent = spots.iter().take_while(|s| s.sign.is_whitespace()).count();
        let line = spots.get(indent..).unwrap_or_default();
        let Some(first) = line.first() else { continue };
        if first.sign == '#' {
            continue;
        }
        let word: String = line.iter().map(|s| s.sign).take_while(|c| !c.is_whitespace()).collect();
        match KEYWORDS.iter().find(|(name, _)| *name == word) {
            Some(&(_, keyword)) => {
                let body = line.get(word.chars().count()..).unwrap_or_default();
                entries.push(Entry { keyword, at: first.at, body: body_of(keyword, body) });
            }
            None => match entries.last_mut() {
                Some(entry) if indent > 0 && entry.keyword.goes_on() => {
                    entry.body.push(Spot { sign: ' ', at: first.at });
                    entry.body.extend(body_of(entry.keyword, line));
                }
                _ => return Err(no_keyword(first.at, &word)),
            },
        }
    }
    Ok(entries)
}

/// The characters of a line with their places.
pub(super) fn spots(file: usize, line: usize, text: &str) -> Vec<Spot> {
    text.chars().enumerate().map(|(i, sign)| Spot { sign, at: Place { file, line, column: i + 1 } }).collect()
}

/// Without a comment behind it and white space at its ends.
fn body_of(keyword: Keyword, line: &[Spot]) -> Vec<Spot> {
    let line = if keyword.holds_text() { line } else { without_comment(line) };
    let start = line.iter().take_while(|s| s.sign.is_whitespace()).count();
    let line = line.get(start..).unwrap_or_default();
    let end = line.len() - line.iter().rev().take_while(|s| s.sign.is_whitespace()).count();
    line.get(..end).unwrap_or_default().to_vec()
}

/// A comment opens with `#` behind white space, outside "…".
fn without_comment(line: &[Spot]) -> &[Spot] {
    let (mut spaced, mut in_surface, mut escaped) = (true, false, false);
    for (i, spot) in line.iter().enumerate() {
        match spot.sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => in_surface = !in_surface,
            '#' if spaced && !in_surface => return line.get(..i).unwrap_or_default(),
            _ => {}
        }
        spaced = spot.sign.is_whitespace();
    }
    line
}

fn no_keyword(at: Place, word: &str) -> Fault {
    let names = "let, rule, says, when, sets, hits or not";
    let unknown = Fault::unknown(at, "keyword", word, KEYWORDS.iter().map(|(name, _)| *name));
    Fault::new(
        at,
        format!(
            "{}; a line begins with {names}, or is indented and goes on with a let, when or sets",
            unknown.message
        ),
    )
}

/// Reads characters one by one.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    spots: &'a [Spot],
    next: usize,
    /// Where a reader stands that has read all.
    end: Place,
}

impl<'a> Cursor<'a> {
    /// `from` is the place of an empty body.
    pub(super) fn new(spots: &'a [Spot], from: Place) -> Self {
        let end = spots.last().map_or(from, |s| Place { column: s.at.column + 1, ..s.at });
        Cursor { spots, next: 0, end }
    }

    pub(super) fn place(&self) -> Place {
        self.spots.get(self.next).map_or(self.end, |s| s.at)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.peek_over(0)
    }

    /// The character behind the next `over`.
    pub(super) fn peek_over(&self, over: usize) -> Option<char> {
        self.spots.get(self.next + over).map(|s| s.sign)
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let sign = self.peek()?;
        self.next += 1;
        Some(sign)
    }

    /// Reads `signs` if they come next.
    pub(super) fn eat(&mut self, signs: &str) -> bool {
        let comes = signs.chars().enumerate().all(|(i, c)| self.peek_over(i) == Some(c));
        if comes {
            self.next += signs.chars().count();
        }
        comes
    }

    pub(super) fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next += 1;
        }
    }

    pub(super) fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(sign) = self.peek().filter(|&c| belongs(c)) {
            taken.push(sign);
            self.next += 1;
        }
        taken
    }

    /// Whether nothing is left, or white space comes next.
    pub(super) fn at_gap(&self) -> bool {
        self.peek().is_none_or(char::is_whitespace)
    }

    /// How far it has read, for [`Cursor::back_to`] and [`Cursor::text_since`].
    pub(super) fn mark(&self) -> usize {
        self.next
    }

    pub(super) fn back_to(&mut self, mark: usize) {
        self.next = mark;
    }

    /// What was read since a mark, without white space at its ends.
    pub(super) fn text_since(&self, mark: usize) -> String {
        let read = self.spots.get(mark..self.next).unwrap_or_default();
        read.iter().map(|s| s.sign).collect::<String>().trim().to_owned()
    }
}

/// The characters of spots.
pub(super) fn text_of(spots: &[Spot]) -> String {
    spots.iter().map(|s| s.sign).collect()
}

/// A name of a capture, set, label or effect: Latin letters, digits, `-`, `_`.
pub(super) fn is_name_sign(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '-' || sign == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Keyword, String)> {
        entries(0, text).unwrap().into_iter().map(|e| (e.keyword, text_of(&e.body))).collect()
    }

    #[test]
    fn continued_lines_join_and_comments_go() {
        let text = "# all\nlet hold = 하다 # does\n    열다\n\nrule a\nhits 1 # 2\n  when \"#\" 열다 #x\n";
        let expected = [
            (Keyword::Let, "hold = 하다 열다"),
            (Keyword::Rule, "a"),
            (Keyword::Hits, "1 # 2"),
            (Keyword::When, "\"#\" 열다"),
        ];
        assert_eq!(read(text), expected.map(|(k, t)| (k, t.to_owned())));
    }

    #[test]
    fn a_comment_opens_behind_white_space_and_outside_texts() {
        let lines = ["when 회#담", r#"when "a # b" 회"#, r#"when \" # 담"#, r#"when "\" # 담" # 회"#];
        let expected = ["회#담", r#""a # b" 회"#, r#"\""#, r#""\" # 담""#];
        for (line, expected) in lines.iter().zip(expected) {
            assert_eq!(read(line), [(Keyword::When, expected.to_owned())]);
        }
    }

    #[test]
    fn places_count_characters() {
        let entries = entries(3, "\n  when 회담 가\n").unwrap();
        assert_eq!(entries[0].at, Place { file: 3, line: 2, column: 3 });
        assert_eq!(entries[0].body.last().unwrap().at, Place { file: 3, line: 2, column: 11 });
    }

    #[test]
    fn a_line_without_keyword_is_told_with_the_nearest() {
        let fault = entries(0, "rule a\nwhne 회담\n").unwrap_err();
        assert_eq!((fault.at.line, fault.at.column), (2, 1));
        assert!(
            fault.message.starts_with("unknown keyword `whne`: did you mean `when`?"),
            "{}",
            fault.message
        );
        assert!(entries(0, "  hits 회담\n  열다\n").is_err());
    }
}
