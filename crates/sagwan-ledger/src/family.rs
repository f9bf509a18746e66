//! Wire families: articles that tell one story in the same words count as one source.
//!
//! Takes the kept text of articles, gives groups. What a copy keeps when it is given another title, cut short, lightly
//! rewritten or followed by another outlet's tail are most of its sentences; so each sentence is known by the smallest
//! hashes of its shingles under several seeds (they survive a changed word in two cases of three, and tell apart what
//! only shares a turn of phrase), and two wordings are one story when the shorter shares more than half of its
//! sentences with the longer within a week. Candidates come from an index of those
//! hashes and days: the cost of an article grows with its copies, not with the ledger. Families are the connected components, so that
//! they come out the same in whatever order the articles came.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::days;
use crate::error::LedgerError;

/// Letters in a shingle.
const SHINGLE: usize = 5;
/// Seeds under which the smallest hash is taken: sentences that share half of their shingles pass for one once in eight.
const SEEDS: std::ops::Range<u64> = 0..3;
/// Letters a sentence must have to be told from others by its words.
const MIN_SENTENCE: usize = 12;
/// A sentence in more wordings of one fortnight than this is a formula that says nothing about copying.
const FORMULA: i64 = 1000;
/// Days between a story and its copies: what is alike over years is a form letter.
const WEEK: i64 = 7;
/// The day of what has none; it may be a copy of anything.
const UNDATED: i64 = 0;

/// One kept text, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wording {
    /// Of all letters.
    pub(crate) hash: i64,
    /// The smallest shingle hash of each sentence, each once, in ascending order.
    pub(crate) fingerprints: Vec<i64>,
}

impl Wording {
    /// Of a text without its headline and its cuts.
    pub(crate) fn of(text: &str) -> Self {
        let mut fingerprints = BTreeSet::new();
        let mut all = String::new();
        for span in sagwan_ko::sentences(text) {
            let letters: Vec<char> = text
                .get(span.start..span.end)
                .unwrap_or_default()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect();
            all.extend(&letters);
            if letters.len() >= MIN_SENTENCE {
                fingerprints.insert(fingerprint(&letters));
            }
        }
        if fingerprints.is_empty() && !all.is_empty() {
            // A flash of a few letters is known by all of them.
            fingerprints.insert(signed(xxh3_64_with_seed(all.as_bytes(), SEEDS.end)));
        }
        Wording { hash: signed(xxh3_64(all.as_bytes())), fingerprints: fingerprints.into_iter().collect() }
    }
}

/// What a sentence is known by.
fn fingerprint(letters: &[char]) -> i64 {
    let mut smallest = [u64::MAX; SEEDS.end as usize];
    for shingle in letters.windows(SHINGLE) {
        let shingle: String = shingle.iter().collect();
        for (seed, least) in SEEDS.zip(&mut smallest) {
            *least = (*least).min(xxh3_64_with_seed(shingle.as_bytes(), seed));
        }
    }
    let bytes: Vec<u8> = smallest.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    signed(xxh3_64(&bytes))
}

/// SQLite's integers are signed.
pub(crate) fn signed(hash: u64) -> i64 {
    i64::from_ne_bytes(hash.to_ne_bytes())
}

/// Whether two texts of so many sentences that share so many are one story.
fn is_copy(shared: usize, a: usize, b: usize) -> bool {
    shared > 0 && 2 * shared > a.min(b)
}

/// Keeps a wording as printed on a day and gives its row; a known one gains the day.
pub(crate) fn keep(db: &Connection, wording: &Wording, day: Option<Date>) -> Result<i64, LedgerError> {
    let known = db
        .prepare_cached("SELECT id FROM wording WHERE hash = ?1")?
        .query_row([wording.hash], |row| row.get(0))
        .optional()?;
    let id = match known {
        Some(id) => id,
        None => db
            .prepare_cached("INSERT INTO wording (hash, sentences) VALUES (?1, ?2) RETURNING id")?
            .query_row(params![wording.hash, wording.fingerprints.len()], |row| row.get(0))?,
    };
    let day = day.map_or(UNDATED, number_of);
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO fingerprint (hash, day, wording) VALUES (?1, ?2, ?3)")?;
    for hash in &wording.fingerprints {
        insert.execute([*hash, day, id])?;
    }
    // A known one is placed anew: the day may bring it near others, and its article may name the origin.
    db.prepare_cached("INSERT OR IGNORE INTO pending (what, item) VALUES ('wording', ?1)")?
        .execute([id.to_string()])?;
    Ok(id)
}

/// The number of a day since the year 1.
fn number_of(day: Date) -> i64 {
    i64::from(days::between(Date::constant(1, 1, 1), day)) + 1
}

/// Puts wordings not yet placed into families; gives how many.
pub(crate) fn settle(db: &Connection) -> Result<usize, LedgerError> {
    let pending: Vec<i64> = db
        .prepare("SELECT CAST(item AS INTEGER) FROM pending WHERE what = 'wording' ORDER BY 1")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut touched = BTreeSet::new();
    for wording in &pending {
        touched.insert(place(db, *wording)?);
    }
    for family in touched {
        name_origin(db, family)?;
    }
    db.execute("DELETE FROM pending WHERE what = 'wording'", [])?;
    Ok(pending.len())
}

/// Puts one wording with its copies; gives the family.
fn place(db: &Connection, wording: i64) -> Result<i64, LedgerError> {
    let copies = copies_of(db, wording)?;
    let mut families = BTreeSet::new();
    let mut family_of = db.prepare_cached("SELECT family FROM wording WHERE id = ?1")?;
    for member in copies.iter().chain([&wording]) {
        families.extend(family_of.query_row([member], |row| row.get::<_, Option<i64>>(0))?);
    }
    let family = match families.pop_first() {
        Some(family) => family,
        None => db.query_row("INSERT INTO family (origin) VALUES (NULL) RETURNING id", [], |r| r.get(0))?,
    };
    let mut join = db.prepare_cached("UPDATE wording SET family = ?1 WHERE id = ?2")?;
    for member in copies.iter().chain([&wording]) {
        join.execute([family, *member])?;
    }
    for merged in families {
        db.prepare_cached("UPDATE wording SET family = ?1 WHERE family = ?2")?.execute([family, merged])?;
        db.prepare_cached("DELETE FROM family WHERE id = ?1")?.execute([merged])?;
    }
    Ok(family)
}

/// The wordings that share enough sentences with this one.
fn copies_of(db: &Connection, wording: i64) -> Result<Vec<i64>, LedgerError> {
    let own: Vec<(i64, i64)> = db
        .prepare_cached("SELECT hash, day FROM fingerprint WHERE wording = ?1")?
        .query_map([wording], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut shared: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    let mut near = db.prepare_cached(
        "SELECT wording FROM fingerprint WHERE hash = ?1 AND day BETWEEN ?2 AND ?3
         UNION SELECT wording FROM fingerprint WHERE hash = ?1 AND day = 0 LIMIT ?4",
    )?;
    for (hash, day) in &own {
        let (from, to) = if *day == UNDATED { (i64::MIN, i64::MAX) } else { (day - WEEK, day + WEEK) };
        let others: Vec<i64> =
            near.query_map([*hash, from, to, FORMULA], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if i64::try_from(others.len()).is_ok_and(|n| n >= FORMULA) {
            continue;
        }
        for other in others.into_iter().filter(|other| *other != wording) {
            shared.entry(other).or_default().insert(*hash);
        }
    }
    let sentences = own.iter().map(|(hash, _)| hash).collect::<BTreeSet<_>>().len();
    let mut count = db.prepare_cached("SELECT sentences FROM wording WHERE id = ?1")?;
    let mut copies = Vec::new();
    for (other, shared) in shared {
        let of_other: usize = count.query_row([other], |row| row.get(0))?;
        if is_copy(shared.len(), sentences, of_other) {
            copies.push(other);
        }
    }
    Ok(copies)
}

/// Whose story a family most likely is: the agency named by its earliest article that names one, else the earliest
/// outlet.
fn name_origin(db: &Connection, family: i64) -> Result<(), LedgerError> {
    db.prepare_cached(
        "UPDATE family SET origin = (
             SELECT coalesce(a.agency, a.publisher) FROM article a JOIN wording w ON w.id = a.wording
             WHERE w.family = ?1 AND coalesce(a.agency, a.publisher) IS NOT NULL
             ORDER BY a.agency IS NULL, a.published IS NULL, a.published, a.key LIMIT 1)
         WHERE id = ?1",
    )?
    .execute([family])?;
    // Every occasion that the family tells counts its sources anew.
    db.prepare_cached(
        "INSERT OR IGNORE INTO pending (what, item)
         SELECT 'home', e.home FROM wording w JOIN article a ON a.wording = w.id JOIN event e ON e.article = a.id
         WHERE w.family = ?1 AND e.home IS NOT NULL",
    )?
    .execute([family])?;
    Ok(())
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
        let shared = a.fingerprints.iter().filter(|h| b.fingerprints.contains(h)).count();
        is_copy(shared, a.fingerprints.len(), b.fingerprints.len())
    }

    #[test]
    fn cut_short_and_lightly_rewritten_is_a_copy() {
        let short: String = STORY.chars().take(110).collect();
        assert!(copied(STORY, &short));
        assert!(copied(STORY, &STORY.replace("폭넓게 ", "").replace("화기애애했다고", "좋았다고")));
        assert!(copied(STORY, &format!("{STORY} 이 기사는 가람일보가 편집했다고 알려 드립니다.")));
    }

    #[test]
    fn another_report_of_the_same_talks_is_none() {
        let other = "한국과 체코의 외교장관이 20일 프라하에서 만나 원전 협력을 논의했다. \
            강민서 장관은 회담 뒤 기자들에게 결과가 만족스럽다고 말했다. \
            노바크 장관은 내년 상반기에 서울을 방문하겠다고 답했다.";
        assert!(!copied(STORY, other));
    }

    #[test]
    fn spaces_and_marks_do_not_make_another_wording() {
        assert_eq!(Wording::of("가나다라. 마바사").hash, Wording::of("가나다라 마바 사").hash);
    }
}
