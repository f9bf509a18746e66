//! Quotation marks of all the kinds that Korean news prints, paired within one paragraph.
//!
//! Takes a text, gives its quotations outermost first. Leaves out what was said by whom: that is the
//! reader's. A mark without a partner opens or closes nothing and is reported by [`pairs`] as no quotation,
//! except that an opening mark whose paragraph ends without the closing one quotes up to the paragraph's
//! end, as when a long quotation goes on in the next paragraph.

use std::sync::LazyLock;

use crate::grammar::table::lines;
use crate::jamo;
use sagwan_text::ByteSpan;
pub use sagwan_text::Quote;

/// What begins a word that stands close behind a quotation and says that it was one.
static QUOTATIVES: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/quotatives.txt")).collect());

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

/// The family of a mark and what it may do. Marks of one family pair with each other: outlets mix
/// ` and ’, " and ”.
fn mark(c: char) -> Option<(u8, Side)> {
    Some(match c {
        // Most characters are syllables.
        c if jamo::is_syllable(c) => return None,
        // Some outlets print primes for straight marks.
        '"' | '＂' | '″' => (0, Side::Either),
        '“' | '〝' | '„' => (0, Side::Open),
        '”' | '〞' => (0, Side::Close),
        '\'' | '＇' | '′' => (1, Side::Either),
        '‘' | '`' | '‚' => (1, Side::Open),
        '’' | '´' => (1, Side::Close),
        '「' => (2, Side::Open),
        '」' => (2, Side::Close),
        '『' => (3, Side::Open),
        '』' => (3, Side::Close),
        '«' => (4, Side::Open),
        '»' => (4, Side::Close),
        '《' => (5, Side::Open),
        '》' => (5, Side::Close),
        '〈' => (6, Side::Open),
        '〉' => (6, Side::Close),
        _ => return None,
    })
}

/// Where a mark may stand, by the first byte of its character: most characters are none.
fn candidates(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let here = at;
            match bytes.get(at)? {
                // Syllables, and none of what begins like them is a mark.
                0xea..=0xed => at += 3,
                // ´ « », “ and ″, 「, ＂
                b'"' | b'\'' | b'`' | 0xc2 | 0xe2 | 0xe3 | 0xef => {
                    at += 1;
                    return Some(here);
                }
                _ => at += 1,
            }
        }
    })
}

/// Whether the character is a quotation mark of any kind.
pub fn is_mark(c: char) -> bool {
    mark(c).is_some()
}

/// Whether a straight mark between `before` and `after` closes (or opens) a quotation; `None` when it is a
/// closing mark with nothing to close.
fn straight(before: Option<char>, after: &str, is_open: bool) -> Option<bool> {
    let quotative = QUOTATIVES.iter().any(|q| after.starts_with(q));
    let leads = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '.' | ',' | '…' | '·'));
    let followed = after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '‘' | '\'' | '“'));
    match (is_open, leads && followed && !quotative) {
        // Opens although one is open: the earlier mark was never closed.
        (true, true) if before.is_none_or(|b| b.is_whitespace()) => Some(false),
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) if quotative || !followed && !leads => None,
        (false, false) => Some(false),
    }
}

/// The quotations of one paragraph, in the order in which they open.
pub fn pairs(text: &str, within: ByteSpan) -> Vec<Quote> {
    struct OpenMark {
        family: u8,
        at: usize,
        len: usize,
        slot: usize,
    }
    let mut found: Vec<Option<Quote>> = Vec::new();
    let mut open: Vec<OpenMark> = Vec::new();
    let body = within.of(text);
    for offset in candidates(body) {
        let mut after = body.get(offset..).unwrap_or("").chars();
        let Some((c, (family, side))) = after.next().and_then(|c| Some((c, mark(c)?))) else {
            continue;
        };
        let before = body.get(..offset).and_then(|before| before.chars().next_back());
        let next = after.next();
        let at = within.start + offset;
        // An apostrophe inside a Latin word or after a year ('18) is no quotation mark.
        if family == 1
            && before.is_some_and(|b| b.is_ascii_alphanumeric())
            && next.is_some_and(|n| n.is_ascii_alphanumeric())
        {
            continue;
        }
        let partner = open.iter().rposition(|o| o.family == family);
        let closes = match side {
            Side::Close => true,
            Side::Open => false,
            Side::Either => {
                let after = body.get(offset + c.len_utf8()..).unwrap_or("");
                match straight(before, after, partner.is_some()) {
                    Some(closes) => closes,
                    None => continue,
                }
            }
        };
        if closes {
            // A stray closing mark, and opening marks of other kinds left inside the pair, are no quotations.
            let Some(partner) = partner else { continue };
            let depth = partner;
            for stray in open.drain(partner + 1..) {
                if let Some(slot) = found.get_mut(stray.slot) {
                    *slot = None;
                }
            }
            if let Some(o) = open.pop()
                && let Some(slot) = found.get_mut(o.slot)
            {
                *slot = Some(Quote {
                    span: ByteSpan::new(o.at, at + c.len_utf8()),
                    content: ByteSpan::new(o.at + o.len, at),
                    depth,
                    closed: true,
                    double: family != 1,
                });
            }
        } else {
            if let (Side::Either, Some(stale)) = (side, partner) {
                for stray in open.drain(stale..) {
                    if let Some(slot) = found.get_mut(stray.slot) {
                        *slot = None;
                    }
                }
            }
            open.push(OpenMark { family, at, len: c.len_utf8(), slot: found.len() });
            found.push(None);
        }
    }
    // Only an outermost opening mark may quote to the end of the paragraph.
    if let Some(o) = open.first()
        && o.family != 1
        && let Some(slot) = found.get_mut(o.slot)
    {
        *slot = Some(Quote {
            span: ByteSpan::new(o.at, within.end),
            content: ByteSpan::new(o.at + o.len, within.end).trim(text),
            depth: 0,
            closed: false,
            double: true,
        });
    }
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, usize, bool)]) {
        let got: Vec<_> = pairs(text, ByteSpan::new(0, text.len()))
            .iter()
            .map(|q| (q.content.of(text), q.depth, q.closed))
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn marks_pair_within_their_family() {
        check("그는 \"좋다\"며 “가자”고 했다", &[("좋다", 0, true), ("가자", 0, true)]);
        check("\"'유훈'이라고 했다\"며", &[("'유훈'이라고 했다", 0, true), ("유훈", 1, true)]);
        check("이란 `IRNA’ 통신", &[("IRNA", 0, true)]);
        check("“한국은 동맹\"이라고", &[("한국은 동맹", 0, true)]);
    }

    #[test]
    fn stray_marks_quote_nothing() {
        check("가자”고 했다", &[]);
        check("Biden's plan", &[]);
        check("'가자고 했다", &[]);
        check("않았다\"고 밝혔다.\"의원들은 좋다\"고 했다", &[("의원들은 좋다", 0, true)]);
        check("\"그는 갔다. 이어 \"나도 간다\"고 했다", &[("나도 간다", 0, true)]);
        check("\"좋다 \"고 했다", &[("좋다 ", 0, true)]);
    }

    #[test]
    fn an_open_quotation_runs_to_the_end_of_its_paragraph() {
        check("그는 “끝까지 간다.", &[("끝까지 간다.", 0, false)]);
    }
}
