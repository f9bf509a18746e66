//! The paragraphs of an article: stretches of its source text between line ends and cuts.
//!
//! Each is one unbroken stretch, so that whatever is found in one has its place in the source by counting.

use sagwan::record::{Cut, Span};

/// The paragraphs in order, white space around them left away.
pub(crate) fn of(source: &str, cuts: &[Cut]) -> Vec<Span> {
    let mut cuts: Vec<(usize, usize)> = cuts.iter().map(|cut| (cut.span.start, cut.span.end)).collect();
    cuts.sort_unstable();
    let mut cuts = cuts.into_iter().peekable();
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    for (at, c) in source.chars().enumerate() {
        while cuts.next_if(|(_, end)| *end <= at).is_some() {}
        let is_cut = cuts.peek().is_some_and(|(start, _)| *start <= at);
        if is_cut || c == '\n' || c == '\r' {
            found.extend(open.take());
        } else {
            let own = open.get_or_insert_with(|| Span { start: at, end: at, text: String::new() });
            own.text.push(c);
            own.end = at + 1;
        }
    }
    found.extend(open);
    found.into_iter().filter_map(trimmed).collect()
}

/// A stretch without the white space around it; `None` where nothing is left.
fn trimmed(span: Span) -> Option<Span> {
    let text = span.text.trim();
    let before = span.text.chars().take_while(|c| c.is_whitespace()).count();
    let start = span.start + before;
    (!text.is_empty()).then(|| Span { start, end: start + text.chars().count(), text: text.to_owned() })
}

/// Whether one stretch lies within another.
pub(crate) fn holds(outer: &Span, inner: &Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Where words stand in a paragraph, each time.
pub(crate) fn stretches<'a>(paragraph: &'a Span, words: &'a str) -> impl Iterator<Item = Span> + 'a {
    let found = paragraph.text.match_indices(words).filter(|(_, words)| !words.trim().is_empty());
    // Counted on from the match before, so that many matches in a long paragraph stay linear.
    found.scan((0, 0), |(bytes, points), (at, words)| {
        *points += paragraph.text.get(*bytes..at).map_or(0, |between| between.chars().count());
        *bytes = at;
        let start = paragraph.start + *points;
        Some(Span { start, end: start + words.chars().count(), text: words.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sagwan::record::CutReason;

    fn cut(start: usize, end: usize) -> Cut {
        Cut { span: Span { start, end, text: String::new() }, why: CutReason::Byline }
    }

    #[test]
    fn cuts_and_line_ends_part_paragraphs() {
        let found = of("제목\n\n  회담했다. (끝)기자 뒤", &[cut(12, 17)]);
        let texts: Vec<(usize, &str)> = found.iter().map(|p| (p.start, p.text.as_str())).collect();
        assert_eq!(texts, [(0, "제목"), (6, "회담했다."), (18, "뒤")]);
    }

    proptest! {
        #[test]
        fn paragraphs_and_stretches_re_read(
            text in "[가나 \n]{0,60}",
            cuts in proptest::collection::vec((0usize..60, 0usize..10), 0..4),
        ) {
            let cuts: Vec<Cut> = cuts.into_iter().map(|(start, length)| cut(start, start + length)).collect();
            let points: Vec<char> = text.chars().collect();
            let read = |span: &Span| points[span.start..span.end].iter().collect::<String>();
            for paragraph in of(&text, &cuts) {
                prop_assert_eq!(&read(&paragraph), &paragraph.text);
                prop_assert!(cuts.iter().all(|c| c.span.end <= paragraph.start || paragraph.end <= c.span.start
                    || c.span.start == c.span.end || c.span.start >= points.len()));
                for stretch in stretches(&paragraph, "가나") {
                    prop_assert_eq!(read(&stretch), "가나");
                }
            }
        }
    }
}
