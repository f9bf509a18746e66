//! The wording of an article: what of its text is compared to tell a copy from a report of one's own.
//!
//! Takes a text without its headline and its cuts, gives its sentences as the runs of letters that they are made of
//! (*shingles*), what stands in quotation marks apart from the prose around it, and a few longer runs by which others
//! find it (*marks*). A copy is told by two figures over the shorter of two texts: how much of it the other contains, and
//! how much of it stands in sentences that the other has at least in part. Whoever rewrites a story changes words
//! throughout, but hardly tells anything of their own; whoever was there as well shares some sentences whole and not the
//! rest. Words in quotation marks count half: all who were at a press conference have them.

use std::borrow::Cow;

use xxhash_rust::xxh3::xxh3_64;

/// Letters in a shingle: two words, which a changed ending or date leaves whole on most of their length.
const SHINGLE: usize = 5;
/// Letters in a mark: longer, so that a turn of phrase brings together fewer texts that are no copies.
const MARK: usize = 9;
/// One run in so many is a mark.
const MARKED: u32 = 32;
/// A text has at least so many marks, if it has so many runs.
const LEAST_MARKS: usize = 12;
/// A text of more shingles is known by those whose number is in the lower half.
const KEPT_WHOLE: usize = 512;
const HALF: u16 = u16::MAX / 2;
/// How much a shingle of the prose weighs beside one in quotation marks.
const PROSE: usize = 2;
/// Shingles of a sentence that says something: a byline has fewer.
const LEAST_SENTENCE: usize = 10;
/// A text of fewer shingles is a flash: its headline says as much as its text.
const FLASH: usize = 100;
/// Shingles that two texts share at least to be compared at all: a sentence's worth.
const LEAST_SHARED: usize = 40;
/// Those that a flash shares at least with its story.
const LEAST_OF_FLASH: usize = 25;
/// In hundredths of the shorter text: what the other contains of it when that alone is enough, and when nearly all of it
/// stands in sentences of which the other contains a quarter; what of a flash its story contains. Read off real copies and
/// rewrites and made-up ones.
const MOSTLY: usize = 75;
const CONTAINED: usize = 55;
const COVERED: usize = 95;
const QUARTER: usize = 25;
const OF_FLASH: usize = 80;
/// What fills less of another text than this is a piece of a digest.
const OF_LONGER: usize = 20;

/// One kept text, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wording {
    /// Of all letters.
    pub(crate) hash: i64,
    /// By which others find it, in ascending order.
    pub(crate) marks: Vec<u32>,
    /// What it is made of.
    pub(crate) shingles: Shingles,
}

/// What a text is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shingles {
    /// Whether only those with numbers in the lower half are kept.
    half: bool,
    sentences: Vec<Sentence>,
}

/// The numbers of a sentence's shingles, each once and ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Sentence {
    prose: Vec<u16>,
    quoted: Vec<u16>,
}

impl Sentence {
    fn count(&self) -> usize {
        self.prose.len() + self.quoted.len()
    }

    fn weight(&self) -> usize {
        PROSE * self.prose.len() + self.quoted.len()
    }
}

impl Wording {
    /// Of a text without its headline and its cuts.
    pub(crate) fn of(text: &str) -> Self {
        let all: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        Wording {
            hash: signed(xxh3_64(all.iter().collect::<String>().as_bytes())),
            marks: marks(&all),
            shingles: Shingles::of(text),
        }
    }
}

impl Shingles {
    fn of(text: &str) -> Self {
        let mut within = false;
        let sentences = sagwan_ko::sentences(text);
        let mut sentences: Vec<Sentence> = sentences
            .iter()
            .filter_map(|span| text.get(span.start..span.end))
            .map(|sentence| {
                let (prose, quoted) = parted(sentence, &mut within);
                Sentence { prose: runs(&prose), quoted: runs(&quoted) }
            })
            .filter(|sentence| sentence.count() >= LEAST_SENTENCE)
            .collect();
        let half = sentences.iter().map(Sentence::count).sum::<usize>() > KEPT_WHOLE;
        if half {
            sentences.iter_mut().for_each(halve);
        }
        Shingles { half, sentences }
    }

    /// How many there are, by those that are kept.
    fn count(&self) -> usize {
        self.sentences.iter().map(Sentence::count).sum::<usize>() << u32::from(self.half)
    }

    /// Whether the text is hardly more than its headline.
    pub(crate) fn is_flash(&self) -> bool {
        self.count() < FLASH
    }

    /// Whether one text is a copy of the other.
    pub(crate) fn is_copy(&self, other: &Shingles) -> bool {
        let half = self.half || other.half;
        let (a, b) = (self.seen(half), other.seen(half));
        let weight = |sentences: &[Sentence]| sentences.iter().map(Sentence::weight).sum::<usize>();
        let (short, long) = if weight(&a) <= weight(&b) { (&a, &b) } else { (&b, &a) };
        let mut known: Vec<u16> =
            long.iter().flat_map(|s| s.prose.iter().chain(&s.quoted)).copied().collect();
        known.sort_unstable();
        let (mut count, mut contained, mut covered) = (0, 0, 0);
        for sentence in short.iter() {
            let shared = |numbers: &[u16]| numbers.iter().filter(|n| known.binary_search(n).is_ok()).count();
            let (prose, quoted) = (shared(&sentence.prose), shared(&sentence.quoted));
            count += prose + quoted;
            contained += PROSE * prose + quoted;
            if 100 * (PROSE * prose + quoted) >= QUARTER * sentence.weight() {
                covered += sentence.weight();
            }
        }
        let count = count << u32::from(half);
        let is = |part: usize, percent: usize, of: usize| 100 * part >= percent * of;
        let (shorter, longer) = (weight(short), weight(long));
        if (self.is_flash() || other.is_flash())
            && count >= LEAST_OF_FLASH
            && is(contained, OF_FLASH, shorter)
        {
            return true;
        }
        count >= LEAST_SHARED
            && is(contained, OF_LONGER, longer)
            && (is(contained, MOSTLY, shorter)
                || is(contained, CONTAINED, shorter) && is(covered, COVERED, shorter))
    }

    /// The sentences as they are laid beside a text of which only half is kept, or all.
    fn seen(&self, half: bool) -> Cow<'_, [Sentence]> {
        if !half || self.half {
            return Cow::Borrowed(&self.sentences);
        }
        let mut sentences = self.sentences.clone();
        sentences.iter_mut().for_each(halve);
        Cow::Owned(sentences)
    }

    /// Packed: of each sentence how many numbers, and the numbers.
    pub(crate) fn packed(&self) -> Vec<u8> {
        let mut numbers = vec![u16::from(self.half)];
        for sentence in &self.sentences {
            for part in [&sentence.prose, &sentence.quoted] {
                numbers.push(part.len() as u16);
                numbers.extend(part);
            }
        }
        numbers.into_iter().flat_map(u16::to_le_bytes).collect()
    }

    /// Of what was packed. Bytes that nothing packs give as many sentences as can be read of them.
    pub(crate) fn unpacked(bytes: &[u8]) -> Self {
        let mut numbers =
            bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(u16::from_le_bytes);
        let half = numbers.next() == Some(1);
        let mut part = || -> Option<Vec<u16>> {
            let count = numbers.next()?;
            Some(numbers.by_ref().take(count.into()).collect())
        };
        let mut sentences = Vec::new();
        while let Some(prose) = part() {
            sentences.push(Sentence { prose, quoted: part().unwrap_or_default() });
        }
        Shingles { half, sentences }
    }
}

/// The numbers of the runs of letters.
fn runs(letters: &[char]) -> Vec<u16> {
    each_once(letters.windows(SHINGLE).map(|run| hashed(run) as u16))
}

fn halve(sentence: &mut Sentence) {
    sentence.prose.retain(|n| *n < HALF);
    sentence.quoted.retain(|n| *n < HALF);
}

/// The letters of a sentence's prose, and of what stands in quotation marks: white space and marks tell nothing of
/// copying. `within` says whether the sentence begins inside a quotation; one that is not closed ends with its line.
fn parted(sentence: &str, within: &mut bool) -> (Vec<char>, Vec<char>) {
    let (mut prose, mut quoted) = (Vec::new(), Vec::new());
    for c in sentence.chars() {
        match c {
            '"' | '＂' => *within = !*within,
            '“' | '「' | '『' => *within = true,
            '”' | '」' | '』' | '\n' => *within = false,
            _ if !c.is_alphanumeric() => {}
            _ if *within => quoted.push(c),
            _ => prose.push(c),
        }
    }
    (prose, quoted)
}

/// The runs by which a text is found: those with small numbers, and of a short text more of them.
fn marks(letters: &[char]) -> Vec<u32> {
    let runs = each_once(letters.windows(MARK.min(letters.len().max(1))).map(hashed));
    let small = runs.iter().take_while(|hash| **hash < u32::MAX / MARKED).count();
    runs.into_iter().take(small.max(LEAST_MARKS)).collect()
}

/// A headline as it is compared: without what stands in brackets ([속보], (종합)) and without marks; `None` when too
/// little is left to know a story by.
pub(crate) fn headline(title: &str) -> Option<String> {
    const LEAST: usize = 12;
    let mut depth = 0usize;
    let mut out = String::new();
    for c in title.chars() {
        match c {
            '[' | '(' | '<' | '【' => depth += 1,
            ']' | ')' | '>' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    (out.chars().count() >= LEAST).then_some(out)
}

/// Numbers in ascending order, each once.
fn each_once<N: Ord>(numbers: impl Iterator<Item = N>) -> Vec<N> {
    let mut numbers: Vec<N> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The number of a run. Every letter begins some, so that nothing is allocated for one.
fn hashed(run: &[char]) -> u32 {
    let mut bytes = [0; 4 * MARK];
    for (four, letter) in bytes.chunks_exact_mut(4).zip(run) {
        four.copy_from_slice(&u32::from(*letter).to_le_bytes());
    }
    xxh3_64(bytes.get(..4 * run.len()).unwrap_or(&bytes)) as u32
}

/// SQLite's integers are signed.
pub(crate) fn signed(hash: u64) -> i64 {
    i64::from_ne_bytes(hash.to_ne_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다. \
        두 장관은 원전 협력과 방위산업 협력 방안을 폭넓게 논의했다고 외교부가 밝혔다. \
        강 장관은 체코 기업의 한국 투자를 늘려 달라고 요청하고 직항 노선 증편도 제안했다. \
        노바크 장관은 내년 상반기에 서울을 방문하겠다고 답했다. \
        회담에는 두 나라 차관과 대사들이 배석했으며 분위기는 시종 화기애애했다고 한다.";

    fn copied(a: &str, b: &str) -> bool {
        let (a, b) = (Wording::of(a), Wording::of(b));
        assert_eq!(a.shingles.is_copy(&b.shingles), b.shingles.is_copy(&a.shingles));
        assert_eq!(Shingles::unpacked(&a.shingles.packed()), a.shingles);
        a.shingles.is_copy(&b.shingles)
    }

    #[test]
    fn cut_short_and_lightly_rewritten_is_a_copy() {
        let short: String = STORY.chars().take(110).collect();
        assert!(copied(STORY, &short));
        let other_hand = STORY.replace("폭넓게 ", "").replace("화기애애했다고", "좋았다고");
        assert!(copied(STORY, &other_hand));
        let tail = format!("{STORY} 이 기사는 가람일보가 편집했다고 알려 드립니다.");
        assert!(copied(STORY, &tail));
    }

    #[test]
    fn a_retelling_in_another_tone_that_keeps_half_of_the_words_is_a_copy() {
        let retold = "강민서 외교부 장관은 오늘(20일) 프라하에서 얀 노바크 체코 외교장관과 회담했습니다. \
            원전과 방위산업 협력 방안을 폭넓게 논의했다고 외교부가 전했습니다. \
            강 장관은 체코 기업의 한국 투자를 늘려 달라고 요청했습니다. \
            이에 노바크 장관은 내년 상반기에 서울을 방문하겠다고 답했습니다.";
        assert!(copied(STORY, retold));
    }

    #[test]
    fn another_report_of_the_same_talks_is_none() {
        let other = "한국과 체코의 외교장관이 20일 프라하에서 만나 원전 협력을 논의했다. \
            강민서 장관은 회담 뒤 기자들에게 결과가 만족스럽다고 말했다. \
            노바크 장관은 내년 상반기에 서울을 방문하겠다고 답했다.";
        assert!(!copied(STORY, other));
    }

    #[test]
    fn the_same_words_quoted_by_two_reporters_make_no_copy() {
        let said = "\"우리는 어떤 조건에서도 대화의 문을 닫지 않을 것이며 상대방도 같은 마음이기를 바란다\"";
        let one = format!(
            "한가람 대변인은 3일 정례 회견에서 {said}고 말했다. 최근의 군사 훈련을 둘러싼 물음에 나온 답이다. \
             정부 안에서는 훈련을 미루자는 말과 그대로 하자는 말이 엇갈려 왔다."
        );
        let other = format!(
            "외교부가 북측을 다시 불렀다. {said}는 것이 대변인의 말이다. 야당은 너무 늦었다며 고개를 저었고 \
             시민 단체들은 반겼다. 다음 주에는 국회가 장관을 불러 따져 묻기로 했다."
        );
        assert!(!copied(&one, &other));
    }

    #[test]
    fn a_background_paragraph_makes_no_copy_and_a_piece_of_a_digest_none() {
        let background =
            "앞서 두 나라는 지난달 차관급 협의를 열어 어업 협정의 기한을 다섯 해 늘리기로 뜻을 모았다.";
        let own = |n: usize| -> String {
            (0..8)
                .map(|k| {
                    format!("제{n}{k}항 {}번째 안건은 {}호 문서대로 {}에 따른다. ", k * n, n + k, n * 7 + k)
                })
                .collect()
        };
        let (a, b) = (format!("{} {background}", own(13)), format!("{} {background}", own(57)));
        assert!(!copied(&a, &b));
        let digest: String = (20..30).map(own).collect();
        assert!(!copied(&own(25), &digest));
    }

    #[test]
    fn a_flash_is_in_its_story() {
        let flash = "강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다.";
        assert!(copied(STORY, flash));
        assert!(Wording::of(flash).shingles.is_flash() && !Wording::of(STORY).shingles.is_flash());
        let (story, flash) = (Wording::of(STORY), Wording::of(flash));
        assert!(flash.marks.len() >= LEAST_MARKS && !story.marks.is_empty());
    }

    #[test]
    fn spaces_and_marks_do_not_make_another_wording() {
        assert_eq!(Wording::of("가나다라. 마바사").hash, Wording::of("가나다라 마바 사").hash);
        assert_ne!(Wording::of("").hash, Wording::of("가").hash);
    }

    #[test]
    fn headlines_are_compared_without_brackets() {
        assert_eq!(
            headline("[속보] 외교부 “체코와 회담 결과에 만족”(종합2보)"),
            headline("외교부, 체코와 회담 결과에 만족")
        );
        assert_eq!(headline("[인사] 외교부"), None);
    }
}
