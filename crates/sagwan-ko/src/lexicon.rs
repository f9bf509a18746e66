//! Facts about the world that reading rests on: states, places, bodies, offices. No person among them.
//!
//! Takes the tables in `data/`, gives look-ups by surface form. A table that ships with the reader is checked
//! by its tests; nothing here fails at run time.

use serde::Deserialize;

use crate::affix::{Affixes, Makes, Of};
use crate::grammar::table::{ByLetter, ByName, ByteSet};
use crate::jamo;
use crate::surname::Surnames;
use crate::tables::{ByChar, TableError, Tables, list};
use sagwan_text::{Office, Rank};

/// Signs between states named together.
pub const SIGNS: [char; 9] = ['·', '∙', 'ㆍ', '・', '‧', '-', '–', '/', '.'];

/// The bytes with which [`SIGNS`] begin; no syllable begins with one.
const SIGN_BYTES: ByteSet = ByteSet::of(&[0xC2, 0xE2, 0xE3, b'-', b'/', b'.']);

/// Whether a word holds a sign between states.
pub(crate) fn has_sign(word: &str) -> bool {
    SIGN_BYTES.is_in(word.as_bytes()) && word.contains(SIGNS)
}

/// The character of a word that has no other.
fn only_char(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// A state or territory.
#[derive(Debug, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Its CLDR Korean name.
    pub name: String,
    aliases: String,
    short: String,
}

impl Country {
    /// The first of its names that begins with a syllable: 한국 with 한, 미국 with 미. Its CLDR name where none does.
    pub fn name_with(&self, syllable: &str) -> &str {
        let mut names = std::iter::once(self.name.as_str()).chain(list(&self.aliases));
        names.find(|name| name.starts_with(syllable)).unwrap_or(&self.name)
    }
}

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// A seat of government that stands for it.
    Seat,
    /// A ministry or authority whose name alone tells its state.
    Office,
    /// A body of many states.
    Body,
    /// A news outlet.
    Media,
    /// A party.
    Party,
}

/// An organisation that is known by name.
#[derive(Debug, Deserialize)]
pub struct Body {
    code: String,
    names: String,
    /// What it is.
    pub kind: BodyKind,
}

impl Body {
    /// Whom it acts for.
    pub fn country(&self) -> Option<&str> {
        (self.code != "-").then_some(self.code.as_str())
    }

    /// Every form of its name.
    fn forms(&self) -> impl Iterator<Item = &str> {
        self.names.split('|')
    }
}

#[derive(Debug, Deserialize)]
struct TitleRow {
    title: String,
    #[serde(deserialize_with = "rank")]
    rank: Rank,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

fn rank<'de, D: serde::Deserializer<'de>>(cell: D) -> Result<Rank, D::Error> {
    Ok(match String::deserialize(cell)?.as_str() {
        "head" => Rank::Head,
        "minister" => Rank::Minister,
        "official" => Rank::Official,
        "spokesman" => Rank::Spokesman,
        "envoy" => Rank::Envoy,
        "party" => Rank::Party,
        "other" => Rank::Other,
        "vague" => Rank::Vague,
        _ => {
            return Err(serde::de::Error::custom(
                "rank is head, minister, official, spokesman, envoy, party, other or vague",
            ));
        }
    })
}

#[derive(Debug, Deserialize)]
struct City {
    name: String,
    country: String,
    /// Degrees east; a user's table may leave where it lies away.
    #[serde(default)]
    longitude: Option<f64>,
    /// Degrees north.
    #[serde(default)]
    latitude: Option<f64>,
    /// Whether its state receives guests there.
    #[serde(default)]
    seat: Option<Answer>,
}

/// Yes or no in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Yes,
    No,
}

/// What an organisation is by the ending of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyEnding {
    /// A body.
    #[default]
    Body,
    /// A news outlet.
    Media,
    /// A party.
    Party,
    /// Part of a body, which stands before an office: 정치국.
    Part,
    /// None, though it ends like one.
    None,
}

#[derive(Debug, Deserialize)]
struct Suffix {
    suffix: String,
    /// A user's table may leave it away.
    #[serde(default)]
    kind: BodyEnding,
    /// How many syllables a word has at least.
    #[serde(default)]
    syllables: Option<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

impl Suffix {
    fn syllables(&self) -> usize {
        self.syllables.as_deref().and_then(|cell| cell.parse().ok()).unwrap_or(0)
    }
}

/// How what a minister of a portfolio is called begins.
#[derive(Debug, Deserialize)]
struct PortfolioRow {
    #[serde(deserialize_with = "portfolio")]
    portfolio: Office,
    beginning: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

fn portfolio<'de, D: serde::Deserializer<'de>>(cell: D) -> Result<Office, D::Error> {
    match String::deserialize(cell)?.as_str() {
        "foreign" => Ok(Office::ForeignMinister),
        "defence" => Ok(Office::DefenceMinister),
        _ => Err(serde::de::Error::custom("portfolio is foreign or defence")),
    }
}

/// For whom somebody acts, as an office tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActsFor<'l> {
    /// A state, by its code.
    State(&'l str),
    /// Some state, but not the Republic of Korea.
    Abroad,
    /// Whatever state is told.
    Told,
    /// No state: a body of many.
    NoState,
}

/// The facts, indexed.
#[derive(Debug)]
pub struct Lexicon {
    countries: Vec<Country>,
    /// States by their code, and by their form of one character.
    by_code: ByName<u32>,
    by_short: ByLetter<u32>,
    bodies: Vec<Body>,
    cities: Vec<City>,
    forums: Vec<Vec<String>>,
    /// All that is known of a word by itself, so that it is looked up once.
    words: ByName<Known>,
    /// Longest first, by their last characters, and so the endings of organisations.
    titles: ByChar<TitleRow>,
    org_suffixes: ByChar<Suffix>,
    offices: Vec<OfficeRow>,
    portfolios: Vec<PortfolioRow>,
    /// Syllables that make something else of a word.
    pub affixes: Affixes,
    /// Surnames.
    pub surnames: Surnames,
}

/// What is known of a word: numbers in the lists of [`Lexicon`], and of which tables without columns it is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    country: Option<u32>,
    short: Option<u32>,
    body: Option<u32>,
    city: Option<u32>,
    forum: Option<u32>,
    lone_state: bool,
    modifier: bool,
    pub(crate) adverb: bool,
    pub(crate) common_noun: bool,
    not_compound: bool,
}

impl Known {
    /// Whether it names a state in full.
    pub(crate) fn is_state(&self) -> bool {
        self.country.is_some()
    }
}

/// What is not in any table.
static UNKNOWN: Known = Known {
    country: None,
    short: None,
    body: None,
    city: None,
    forum: None,
    lone_state: false,
    modifier: false,
    adverb: false,
    common_noun: false,
    not_compound: false,
};

/// The words of all tables.
#[derive(Default)]
struct Words(ByName<Known>);

impl Words {
    fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, tell: impl Fn(&mut Known)) {
        for word in words {
            match self.0.get_mut(word) {
                Some(known) => tell(known),
                None => tell(self.0.entry(word.to_owned()).or_default()),
            }
        }
    }
}

/// The row of a list that a number tells.
fn row<T>(rows: &[T], number: Option<u32>) -> Option<&T> {
    rows.get(usize::try_from(number?).ok()?)
}

/// An office that tells for whom its holder acts.
#[derive(Debug, Deserialize)]
struct OfficeRow {
    /// How its title ends.
    office: String,
    /// Code of the state, `-` or `*`.
    state: String,
    holder: Holder,
}

/// Of whom an office tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Holder {
    Any,
    Korean,
    Foreign,
}

/// A conference that is known by who takes part.
#[derive(Debug, Deserialize)]
struct Forum {
    name: String,
    members: String,
}

impl Lexicon {
    /// Reads the tables.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        let countries: Vec<Country> = tables.rows("countries.tsv")?;
        let bodies: Vec<Body> = tables.rows("bodies.tsv")?;
        let cities: Vec<City> = tables.rows("cities.tsv")?;
        let mut titles: Vec<TitleRow> = tables.rows("titles.tsv")?;
        let mut org_suffixes: Vec<Suffix> = tables.rows("org_suffixes.tsv")?;
        titles.sort_by_key(|t| std::cmp::Reverse(t.title.len()));
        org_suffixes.sort_by_key(|s| std::cmp::Reverse((s.suffix.len(), s.syllables())));
        let forums: Vec<Forum> = tables.rows("forums.tsv")?;
        let mut words = Words::default();
        for (country, n) in countries.iter().zip(0..) {
            words.add([country.name.as_str()], |known| known.country = Some(n));
            words.add(list(&country.aliases), |known| known.country = Some(n));
            words.add(list(&country.short), |known| known.short = Some(n));
        }
        for (body, n) in bodies.iter().zip(0..) {
            words.add(body.forms(), |known| known.body = Some(n));
        }
        for (city, n) in cities.iter().zip(0..) {
            words.add([city.name.as_str()], |known| known.city = Some(n));
        }
        for (forum, n) in forums.iter().zip(0..) {
            words.add([forum.name.as_str()], |known| known.forum = Some(n));
        }
        words.add(tables.words("lone_states.txt"), |known| known.lone_state = true);
        words.add(tables.words("title_modifiers.txt"), |known| known.modifier = true);
        words.add(tables.words("adverbs.txt"), |known| known.adverb = true);
        words.add(tables.words("common_nouns.txt"), |known| known.common_noun = true);
        words.add(tables.words("not_compounds.txt"), |known| known.not_compound = true);
        let mut by_code = ByName::default();
        let mut by_short = ByLetter::default();
        for (country, n) in countries.iter().zip(0..) {
            by_code.entry(country.code.clone()).or_insert(n);
        }
        for (form, n) in words.0.iter().filter_map(|(form, known)| Some((form, known.short?))) {
            by_short.extend(only_char(form).map(|c| (c, n)));
        }
        Ok(Lexicon {
            countries,
            by_code,
            by_short,
            bodies,
            cities,
            forums: forums.iter().map(|f| list(&f.members).map(str::to_owned).collect()).collect(),
            words: words.0,
            titles: ByChar::new(titles, |t| t.title.chars().next_back()),
            org_suffixes: ByChar::new(org_suffixes, |s| s.suffix.chars().next_back()),
            offices: tables.rows("offices.tsv")?,
            portfolios: tables.rows("portfolios.tsv")?,
            affixes: Affixes::load(tables)?,
            surnames: Surnames::load(tables)?,
        })
    }

    /// For whom the holder of an office acts, where the office tells. `korean` is whether the holder bears a Korean name.
    pub fn acts_for<'t>(
        &self,
        titles: impl Iterator<Item = &'t str> + Clone,
        korean: bool,
    ) -> Option<ActsFor<'_>> {
        let tells = |row: &&OfficeRow| match row.holder {
            Holder::Any => true,
            Holder::Korean => korean,
            Holder::Foreign => !korean,
        };
        let row = self
            .offices
            .iter()
            .filter(tells)
            .find(|row| titles.clone().any(|title| title.ends_with(row.office.as_str())))?;
        Some(match row.state.as_str() {
            "-" => ActsFor::Abroad,
            "?" => ActsFor::Told,
            "*" => ActsFor::NoState,
            code => ActsFor::State(code),
        })
    }

    /// The states that an office of a mission names: where it is, and who sends it, where that is told: 주한미국대사.
    pub fn mission(&self, office: &str) -> Option<(&Country, Option<&Country>)> {
        let (title, _) = self.title(office)?;
        let before = office.get(..office.len() - title.len())?;
        let state = |name: &str| self.country(name).or_else(|| self.country_by_short(name));
        let seats = self.affixes.of(before).filter(|a| a.makes == Makes::Seat && a.of == Of::State);
        let cuts = seats.flat_map(|a| {
            let cuts = a.rest.char_indices().skip(1).map(|(cut, _)| cut).chain([a.rest.len()]);
            cuts.filter_map(move |cut| a.rest.split_at_checked(cut))
        });
        let mut found =
            cuts.filter_map(|(seat, sender)| Some((state(seat)?, self.begins_with_state(sender))));
        let first = found.next()?;
        Some(std::iter::once(first).chain(found).find(|(_, sender)| sender.is_some()).unwrap_or(first))
    }

    /// The state with whose name, or one-syllable form, a word begins.
    fn begins_with_state(&self, word: &str) -> Option<&Country> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let names: Vec<&str> = ends.filter_map(|end| word.get(..end)).collect();
        let full = names.iter().rev().find_map(|name| self.country(name));
        full.or_else(|| self.country_by_short(names.first()?))
    }

    /// The portfolio of a minister or a ministry, where its name tells.
    pub fn portfolio(&self, word: &str) -> Option<Office> {
        self.portfolios.iter().find(|row| word.starts_with(row.beginning.as_str())).map(|row| row.portfolio)
    }

    /// Whether one title is the other cut short: 국무위원장 and 위원장, but not 부위원장 and 위원장.
    pub fn same_title(&self, a: &str, b: &str) -> bool {
        // 최고령도자동지: who is honoured holds the same office.
        let plain = |title| {
            let honour = self.affixes.of(title).find(|affixed| affixed.makes == Makes::Honour);
            honour.map_or(title, |affixed| affixed.rest)
        };
        let (a, b) = (plain(a), plain(b));
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        long.strip_suffix(short).is_some_and(|before| !self.affixes.makes_another(before))
    }

    /// The codes of the states that take part in a conference of that name.
    pub fn forum(&self, name: &str) -> Option<&[String]> {
        self.forum_of(self.known(name))
    }

    /// The same for a word of which it is known what it is.
    pub(crate) fn forum_of(&self, known: &Known) -> Option<&[String]> {
        row(&self.forums, known.forum).map(Vec::as_slice)
    }

    /// The state of that name.
    pub fn country(&self, name: &str) -> Option<&Country> {
        row(&self.countries, self.known(name).country)
    }

    /// The state of that code.
    pub fn country_by_code(&self, code: &str) -> Option<&Country> {
        row(&self.countries, self.by_code.get(code).copied())
    }

    /// The state of a one-syllable form (미, 러, 北).
    pub fn country_by_short(&self, short: &str) -> Option<&Country> {
        let number = match only_char(short) {
            Some(c) => self.by_short.get(&c).copied(),
            None => self.known(short).short,
        };
        row(&self.countries, number)
    }

    /// The states of a compound of one-syllable forms and full names, at least two: 한미, 미·러, 남북미, 북-미, 미국-러시아.
    pub fn compound(&self, word: &str) -> Option<Vec<&Country>> {
        self.compound_parts(word).map(|parts| parts.into_iter().map(|(_, _, country)| country).collect())
    }

    /// The states of a compound, each with what names it and the byte at which that begins.
    pub fn compound_parts<'w>(&self, word: &'w str) -> Option<Vec<(usize, &'w str, &Country)>> {
        let short = |part: &str| self.country_by_short(part);
        let mut found: Vec<(usize, &str, &Country)> = Vec::new();
        if has_sign(word) {
            let mut at = 0;
            for part in word.split(SIGNS) {
                found.push((at, part, short(part).or_else(|| self.country(part))?));
                let sign = word.get(at + part.len()..).and_then(|rest| rest.chars().next());
                at += part.len() + sign.map_or(0, char::len_utf8);
            }
        } else {
            for (at, c) in word.char_indices() {
                let part = word.get(at..at + c.len_utf8())?;
                found.push((at, part, short(part)?));
            }
        }
        let twice = |n: usize, code: &str| found.iter().take(n).any(|(_, _, c)| c.code == code);
        let distinct = !found.iter().enumerate().any(|(n, (_, _, c))| twice(n, &c.code));
        (found.len() >= 2 && distinct && !self.known(word).not_compound).then_some(found)
    }

    /// The body of that name.
    pub fn body(&self, name: &str) -> Option<&Body> {
        self.body_of(self.known(name))
    }

    /// Whether a body of that name is one of many states: 유엔, G20.
    pub fn is_of_many_states(&self, name: &str) -> bool {
        self.body(name).is_some_and(|body| body.kind == BodyKind::Body)
    }

    /// The state in which a place of that name lies.
    pub fn city(&self, name: &str) -> Option<&str> {
        self.city_named(name).map(|c| c.country.as_str())
    }

    /// The state that a place is, or in which it lies: of a state's name or a city's.
    pub fn state_of(&self, place: &str) -> Option<&str> {
        let known = self.known(place);
        let state = row(&self.countries, known.country).map(|c| c.code.as_str());
        state.or_else(|| row(&self.cities, known.city).map(|c| c.country.as_str()))
    }

    /// All that is known of a word by itself.
    pub(crate) fn known(&self, word: &str) -> &Known {
        self.words.get(word).unwrap_or(&UNKNOWN)
    }

    fn city_named(&self, name: &str) -> Option<&City> {
        row(&self.cities, self.known(name).city)
    }

    /// The body that a word is.
    pub(crate) fn body_of(&self, known: &Known) -> Option<&Body> {
        row(&self.bodies, known.body)
    }

    /// Whether a word is a place.
    pub(crate) fn is_city(&self, known: &Known) -> bool {
        known.city.is_some()
    }

    /// Whether a state receives guests in that city: whoever is met there is likely to be of it.
    pub fn is_capital(&self, name: &str) -> bool {
        self.city_named(name).is_some_and(|c| c.seat == Some(Answer::Yes))
    }

    /// Where a city lies: degrees east and north.
    pub fn coordinates(&self, city: &str) -> Option<(f64, f64)> {
        self.city_named(city).and_then(|c| c.longitude.zip(c.latitude))
    }

    /// The office in which a word ends, with its rank.
    pub fn title<'w>(&self, word: &'w str) -> Option<(&'w str, Rank)> {
        self.titles
            .at(word.chars().next_back()?)
            .map(|(_, row)| row)
            .find(|t| word.ends_with(t.title.as_str()))
            .and_then(|t| word.get(word.len() - t.title.len()..).map(|found| (found, t.rank)))
    }

    /// Whether a title is one that others end in, and nothing more: 장관, but not 관방장관.
    pub fn is_plain_title(&self, word: &str) -> bool {
        let Some(last) = word.chars().next_back() else { return false };
        let shortest =
            self.titles.at(last).map(|(_, row)| row).filter(|row| word.ends_with(row.title.as_str())).last();
        shortest.is_some_and(|row| row.title == word)
    }

    /// What an organisation a word is by its ending: 외무부, 국가안보회의.
    pub fn body_ending(&self, word: &str) -> Option<BodyEnding> {
        let long = |least: usize| least == 0 || word.chars().nth(least - 1).is_some();
        self.org_suffixes
            .at(word.chars().next_back()?)
            .map(|(_, row)| row)
            .find(|row| word.ends_with(row.suffix.as_str()) && long(row.syllables()))
            .map(|row| row.kind)
            .filter(|kind| *kind != BodyEnding::None)
    }

    /// Whether a word belongs to a title and to no name (신임, 제1, 외교담당).
    pub fn is_modifier(&self, word: &str) -> bool {
        self.is_known_modifier(word, self.known(word))
    }

    /// The same of a word of which it is known what it is.
    pub(crate) fn is_known_modifier(&self, word: &str, known: &Known) -> bool {
        known.modifier
            || has_sign(word) && word.contains('·') && word.split('·').all(|part| self.known(part).modifier)
            || self.affixes.of(word).any(|affixed| affixed.makes == Makes::Modifier)
    }

    /// Whether a word tells that what it is joined with or stands behind is where an envoy is accredited: 주필리핀,
    /// 유엔주재, 주재.
    pub fn is_seat(&self, word: &str) -> bool {
        if self.affixes.stands_alone(word, Makes::Seat) {
            return true;
        }
        let fits = |of: Of, rest: &str| of != Of::State || self.names_state(rest);
        self.affixes.of(word).any(|a| a.makes == Makes::Seat && fits(a.of, a.rest))
    }

    /// Whether a word stands for a state or a body: in full, by one syllable or by name.
    pub fn names_state(&self, word: &str) -> bool {
        let known = self.known(word);
        known.country.or(known.short).or(known.body).is_some()
    }

    /// The state that a word names by itself: a one-syllable form only where it is no other word.
    pub fn lone_state(&self, word: &str) -> Option<&Country> {
        self.known_lone_state(word, self.known(word))
    }

    /// The same of a word of which it is known what it is.
    pub(crate) fn known_lone_state(&self, word: &str, known: &Known) -> Option<&Country> {
        let alone = || known.lone_state || !word.chars().all(jamo::is_syllable);
        row(&self.countries, known.country.or_else(|| known.short.filter(|_| alone())))
    }

    /// Whether a noun phrase ends before this word.
    pub fn is_adverb(&self, word: &str) -> bool {
        self.known(word).adverb
    }

    /// Whether a word is a common noun of the news.
    pub fn is_common_noun(&self, word: &str) -> bool {
        self.known(word).common_noun
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::load(&Tables::default()).unwrap()
    }

    #[test]
    fn states_are_known_by_all_their_names() {
        let lexicon = lexicon();
        let code = |name: &str| lexicon.country(name).map(|c| c.code.as_str());
        assert_eq!(
            (code("대한민국"), code("한국"), code("체코"), code("볼턴")),
            (Some("KR"), Some("KR"), Some("CZ"), None)
        );
        let codes = |word: &str| {
            lexicon.compound(word).map(|v| v.iter().map(|c| c.code.as_str()).collect::<Vec<_>>())
        };
        assert_eq!(codes("미·러"), Some(vec!["US", "RU"]));
        assert_eq!(codes("한.미"), Some(vec!["KR", "US"]));
        assert_eq!(codes("남북미"), Some(vec!["KR", "KP", "US"]));
        assert_eq!(codes("한국-체코"), Some(vec!["KR", "CZ"]));
        assert_eq!(codes("외교·국방"), None);
        let named = |code: &str, syllable: &str| lexicon.country_by_code(code).map(|c| c.name_with(syllable));
        assert_eq!(["한", "남", "콩"].map(|s| named("KR", s)), ["한국", "남한", "대한민국"].map(Some));
        assert_eq!(codes("미미"), None);
    }

    #[test]
    fn each_title_ends_its_example_and_not_its_counter_example() {
        for row in lexicon().titles.rows() {
            let known = |text: &str| {
                text.split(' ').any(|w| {
                    let stem = w.get(..w.len() - crate::particle_len(w)).unwrap_or(w);
                    stem.ends_with(&row.title)
                })
            };
            assert!(known(&row.example), "{}", row.title);
            assert!(!known(&row.counter), "{}", row.title);
        }
    }

    #[test]
    fn each_organisation_suffix_holds_in_its_example_and_not_in_its_counter_example() {
        let lexicon = lexicon();
        for row in lexicon.org_suffixes.rows() {
            let known = |text: &str| {
                text.split(' ').any(|w| {
                    let stem = w.get(..w.len() - crate::particle_len(w)).unwrap_or(w);
                    let kind = Some(row.kind).filter(|kind| *kind != BodyEnding::None);
                    stem.ends_with(&row.suffix) && lexicon.body_ending(stem) == kind
                })
            };
            assert!(known(&row.example), "{}", row.suffix);
            assert!(!known(&row.counter), "{}", row.suffix);
        }
    }

    #[test]
    fn each_portfolio_is_told_by_its_example_and_not_by_its_counter_example() {
        let lexicon = lexicon();
        for row in &lexicon.portfolios {
            assert_eq!(lexicon.portfolio(&row.example), Some(row.portfolio), "{}", row.beginning);
            assert_eq!(lexicon.portfolio(&row.counter), None, "{}", row.beginning);
        }
    }

    #[test]
    fn a_title_cut_short_is_the_same_one_unless_it_becomes_another() {
        let lexicon = lexicon();
        assert!(lexicon.same_title("국무위원장", "위원장") && !lexicon.same_title("부위원장", "위원장"));
        assert!(lexicon.is_plain_title("장관") && !lexicon.is_plain_title("관방장관"));
    }

    #[test]
    fn an_office_tells_for_whom_its_holder_acts() {
        let lexicon = lexicon();
        let acts_for = |title: &'static str, korean: bool| lexicon.acts_for([title].into_iter(), korean);
        assert_eq!(acts_for("국무장관", false), Some(ActsFor::State("US")));
        assert_eq!(acts_for("외교부장", true), Some(ActsFor::Abroad));
        assert_eq!(acts_for("사무총장", false), Some(ActsFor::NoState));
        assert_eq!(acts_for("사무총장", true), None);
    }
}
