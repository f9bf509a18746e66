//! Headlines out of what pages and feeds print as theirs: without markup, and without the names of the site around them.

/// Elements that stand in headlines as markup; anything else between angle brackets is a word of the headline: <속보>.
const MARKUP: &[&str] = &[
    "a", "b", "big", "br", "div", "em", "font", "h1", "h2", "h3", "h4", "i", "img", "mark", "p", "s",
    "small", "span", "strong", "sub", "sup", "u",
];
/// Headlines are escaped once too often, seldom twice.
const ROUNDS: usize = 3;
/// What stands between a headline and the name of its site.
const BETWEEN: &[char] =
    &['|', '-', '–', '—', ':', '：', '>', '<', '»', '«', '›', '‹', '·', '/', '~', '•', '｜'];
const BRACKETS: &[(char, char)] = &[('[', ']'), ('(', ')'), ('<', '>'), ('【', '】'), ('〈', '〉')];

/// A headline as one line of plain text: entities decoded, also those that were escaped twice, and markup taken out.
///
/// ```
/// use sagwan::article::plain_title;
/// assert_eq!(plain_title("<b>[속보]</b> &amp;quot;협력&amp;quot;"), "[속보] \"협력\"");
/// assert_eq!(plain_title("&amp;lt;3국 협의&amp;gt; 열려"), "<3국 협의> 열려");
/// ```
pub fn plain_title(printed: &str) -> String {
    let mut text = printed.to_owned();
    for _ in 0..ROUNDS {
        let next = html_escape::decode_html_entities(&without_markup(&text)).into_owned();
        if next == text {
            break;
        }
        text = next;
    }
    without_markup(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('<');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        match part.split_once('>') {
            Some((tag, rest)) if is_markup(tag) => {
                let name = tag.trim_start_matches('/').to_ascii_lowercase();
                out.push_str(if name.starts_with("br") || name == "p" { " " } else { "" });
                out.push_str(rest);
            }
            _ => {
                out.push('<');
                out.push_str(part);
            }
        }
    }
    out
}

/// Whether what stands between angle brackets is a tag: a name of one, alone or with attributes.
fn is_markup(tag: &str) -> bool {
    let tag = tag.trim_start_matches('/').trim_end_matches('/').trim();
    let (name, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    MARKUP.iter().any(|known| name.eq_ignore_ascii_case(known))
        && (rest.trim().is_empty() || rest.contains('='))
}

/// The headline within what a page prints as its title: without the names of the site before and behind it, and without the
/// sections between. `headings` are the headings on the page: a title that is one of them with something around it is that
/// one. `None` when nothing is left.
pub(super) fn headline(printed: &str, sites: &[String], headings: &[String]) -> Option<String> {
    let printed = plain_title(printed);
    let mut title = printed.as_str();
    loop {
        let shorter = sites.iter().find_map(|site| without_site(title, site));
        match shorter {
            Some(shorter) => title = shorter,
            None => break,
        }
    }
    title = title.trim_matches(|c: char| c.is_whitespace() || c == '|' || c == '｜');
    if title.chars().all(|c| !c.is_alphanumeric()) || sites.iter().any(|site| same(title, site)) {
        return None;
    }
    // The name of a section may be a heading too: a headline is most of the title.
    let within = |heading: &&String| 2 * heading.len() >= title.len() && is_set_off(title, heading);
    if let Some(heading) = headings.iter().filter(within).max_by_key(|heading| heading.len()) {
        return Some(heading.clone());
    }
    // A shorter heading beside it is the site's name or that of a section.
    if let Some(rest) = headings.iter().find_map(|heading| without_site(title, heading)) {
        title = rest;
    }
    // Sections of the site stand behind the headline, each behind the next: 제목 < 정치 < 기사본문.
    let head = title.split_once(" < ").map_or(title, |(head, _)| head).trim_end();
    Some(head.to_owned()).filter(|head| head.chars().any(char::is_alphanumeric))
}

/// Two names but for case and spaces.
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}

/// A title without the site's name at its end or beginning, where a mark sets it off.
fn without_site<'t>(title: &'t str, site: &str) -> Option<&'t str> {
    let site = site.trim();
    if site.is_empty() {
        return None;
    }
    for (open, close) in BRACKETS {
        let behind =
            title.strip_suffix(*close).and_then(|t| t.strip_suffix(site)).and_then(|t| t.strip_suffix(*open));
        let before =
            title.strip_prefix(*open).and_then(|t| t.strip_prefix(site)).and_then(|t| t.strip_prefix(*close));
        if let Some(rest) = behind.or(before) {
            return Some(rest.trim());
        }
    }
    let behind = title.strip_suffix(site).map(str::trim_end).filter(|rest| rest.ends_with(BETWEEN));
    if let Some(rest) = behind {
        return Some(rest.trim_end_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c)));
    }
    let before = title.strip_prefix(site).map(str::trim_start).filter(|rest| rest.starts_with(BETWEEN))?;
    Some(before.trim_start_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c)))
}

/// Whether marks set a heading off from what stands around it in the title.
fn is_set_off(title: &str, heading: &str) -> bool {
    let Some((before, after)) = title.split_once(heading) else { return false };
    let (before, after) = (before.trim_end(), after.trim_start());
    (before.is_empty() || before.ends_with(BETWEEN)) && (after.is_empty() || after.starts_with(BETWEEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_escapes_are_taken_out_of_headlines() {
        for (printed, plain) in [
            ("강 장관 &quot;협력&middot;교류&quot;&hellip; 밝혀", "강 장관 \"협력·교류\"… 밝혀"),
            ("강 장관 &amp;quot;협력&amp;middot;교류&amp;quot;", "강 장관 \"협력·교류\""),
            ("<b>[속보]</b> 강 장관 방문", "[속보] 강 장관 방문"),
            ("&lt;b&gt;[속보]&lt;/b&gt; 방문", "[속보] 방문"),
            ("<font color=\"red\">단독</font> 방문", "단독 방문"),
            ("첫 줄<br/>둘째 줄", "첫 줄 둘째 줄"),
            ("<3국 협의> 열려", "<3국 협의> 열려"),
            ("<속보> 회담", "<속보> 회담"),
            ("수출 < 수입", "수출 < 수입"),
            ("Q&A 회담, R&amp;D 협력", "Q&A 회담, R&D 협력"),
            ("한·미 <b>비핵화</b> 협의", "한·미 비핵화 협의"),
            (" 여러\n  칸 ", "여러 칸"),
        ] {
            assert_eq!(plain_title(printed), plain, "{printed}");
        }
    }

    #[test]
    fn names_of_the_site_are_no_part_of_a_headline() {
        const HEADLINE: &str = "강 장관, 체코 장관과 회담";
        let sites = ["가람통신".to_owned(), "garam.example".to_owned()];
        for printed in [
            "강 장관, 체코 장관과 회담",
            "강 장관, 체코 장관과 회담 - 가람통신",
            "강 장관, 체코 장관과 회담 | 가람통신",
            "강 장관, 체코 장관과 회담|가람통신",
            "강 장관, 체코 장관과 회담 :: 가람통신",
            "강 장관, 체코 장관과 회담 : 가람통신",
            "강 장관, 체코 장관과 회담 – 가람통신",
            "강 장관, 체코 장관과 회담 &gt; 가람통신",
            "강 장관, 체코 장관과 회담 [가람통신]",
            "강 장관, 체코 장관과 회담 (가람통신)",
            "강 장관, 체코 장관과 회담 &lt; 정치 &lt; 기사본문 - 가람통신",
            "강 장관, 체코 장관과 회담 | 가람통신 | garam.example",
            "가람통신 | 강 장관, 체코 장관과 회담",
            "가람통신 - 강 장관, 체코 장관과 회담",
            "가람통신 :: 강 장관, 체코 장관과 회담 ::",
            "[가람통신] 강 장관, 체코 장관과 회담",
            "<가람통신> 강 장관, 체코 장관과 회담",
        ] {
            let found = headline(printed, &sites, &[]).map(|t| t.trim_end_matches([' ', ':']).to_owned());
            assert_eq!(found.as_deref(), Some(HEADLINE), "{printed}");
        }
        // The page's heading tells the headline where no name of the site is known.
        let headings = [HEADLINE.to_owned(), "정치".to_owned()];
        for printed in ["강 장관, 체코 장관과 회담 - 나래신문", "나래신문 | 강 장관, 체코 장관과 회담 | 정치"]
        {
            assert_eq!(headline(printed, &[], &headings).as_deref(), Some(HEADLINE), "{printed}");
        }
        assert_eq!(
            headline("강 장관, 체코 장관과 회담 - 나래", &[], &["나래".to_owned()]).as_deref(),
            Some(HEADLINE)
        );
        // What only looks alike stays.
        for printed in
            ["가람통신 노조, 회담 취재", "한-미 회담 - 쟁점은", "회담장에 온 가람통신", "협력 강조: 회담 뒤"]
        {
            assert_eq!(headline(printed, &sites, &headings).as_deref(), Some(printed));
        }
    }

    #[test]
    fn a_title_of_marks_is_none() {
        for printed in ["|", " - ", "::", "가람통신", " | 가람통신", "가람통신 - ", "&nbsp;|&nbsp;", ""]
        {
            assert_eq!(headline(printed, &["가람통신".to_owned()], &[]), None, "{printed}");
        }
    }
}
