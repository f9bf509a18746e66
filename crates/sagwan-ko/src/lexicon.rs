//! Facts about the world that reading rests on: states, places, bodies, offices. No person among them.
//!
//! Takes the tables in `data/`, gives look-ups by surface form. A table that ships with the reader is checked
//! by its tests; nothing here fails at run time.

use serde::Deserialize;

use crate::affix::{Affixes, Makes, Of};
use crate::grammar::table::{ByName, Names};
use crate::jamo;
use crate::surname::Surnames;
use crate::tables::{ByChar, TableError, Tables, list};
use sagwan_text::{Office, Rank};

/// Signs between states named together.
pub const SIGNS: [char; 9] = ['·', '∙', 'ㆍ', '・', '‧', '-', '–', '/', '.'];

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
    by_country_name: ByName<usize>,
    by_short: ByName<usize>,
    bodies: Vec<Body>,
    by_body_name: ByName<usize>,
    cities: ByName<City>,
    /// Longest first, by their last characters, and so the endings of organisations.
    titles: ByChar<TitleRow>,
    org_suffixes: ByChar<Suffix>,
    forums: ByName<Vec<String>>,
    offices: Vec<OfficeRow>,
    portfolios: Vec<PortfolioRow>,
    /// Syllables that make something else of a word.
    pub affixes: Affixes,
    /// Surnames.
    pub surnames: Surnames,
    lone_states: Names,
    modifiers: Names,
    adverbs: Names,
    common_nouns: Names,
    not_compounds: Names,
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
        let mut by_country_name = ByName::default();
        let mut by_short = ByName::default();
        for (n, country) in countries.iter().enumerate() {
            by_country_name.insert(country.name.clone(), n);
            for alias in list(&country.aliases) {
                by_country_name.insert(alias.to_owned(), n);
            }
            for short in list(&country.short) {
                by_short.insert(short.to_owned(), n);
            }
        }
        let by_body_name =
            bodies.iter().enumerate().flat_map(|(n, b)| b.forms().map(move |f| (f.to_owned(), n))).collect();
        Ok(Lexicon {
            countries,
            by_country_name,
            by_short,
            bodies,
            by_body_name,
            cities: cities.into_iter().map(|c| (c.name.clone(), c)).collect(),
            titles: ByChar::new(titles, |t| t.title.chars().next_back()),
            org_suffixes: ByChar::new(org_suffixes, |s| s.suffix.chars().next_back()),
            offices: tables.rows("offices.tsv")?,
            portfolios: tables.rows("portfolios.tsv")?,
            affixes: Affixes::load(tables)?,
            surnames: Surnames::load(tables)?,
            lone_states: tables.words("lone_states.txt"),
            forums: tables
                .rows::<Forum>("forums.tsv")?
                .into_iter()
                .map(|f| (f.name, list(&f.members).map(str::to_owned).collect()))
                .collect(),
            modifiers: tables.words("title_modifiers.txt"),
            adverbs: tables.words("adverbs.txt"),
            common_nouns: tables.words("common_nouns.txt"),
            not_compounds: tables.words("not_compounds.txt"),
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
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        long.strip_suffix(short).is_some_and(|before| !self.affixes.makes_another(before))
    }

    /// The codes of the states that take part in a conference of that name.
    pub fn forum(&self, name: &str) -> Option<&[String]> {
        self.forums.get(name).map(Vec::as_slice)
    }

    /// The state of that name.
    pub fn country(&self, name: &str) -> Option<&Country> {
        self.by_country_name.get(name).and_then(|&n| self.countries.get(n))
    }

    /// The state of that code.
    pub fn country_by_code(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|c| c.code == code)
    }

    /// The state of a one-syllable form (미, 러, 北).
    pub fn country_by_short(&self, short: &str) -> Option<&Country> {
        self.by_short.get(short).and_then(|&n| self.countries.get(n))
    }

    /// The states of a compound of one-syllable forms and full names, at least two: 한미, 미·러, 남북미, 북-미, 미국-러시아.
    pub fn compound(&self, word: &str) -> Option<Vec<&Country>> {
        self.compound_parts(word).map(|parts| parts.into_iter().map(|(_, _, country)| country).collect())
    }

    /// The states of a compound, each with what names it and the byte at which that begins.
    pub fn compound_parts<'w>(&self, word: &'w str) -> Option<Vec<(usize, &'w str, &Country)>> {
        let short = |part: &str| self.country_by_short(part);
        let mut found: Vec<(usize, &str, &Country)> = Vec::new();
        if word.contains(SIGNS) {
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
        (found.len() >= 2 && distinct && !self.not_compounds.contains(word)).then_some(found)
    }

    /// The body of that name.
    pub fn body(&self, name: &str) -> Option<&Body> {
        self.by_body_name.get(name).and_then(|&n| self.bodies.get(n))
    }

    /// Whether a body of that name is one of many states: 유엔, G20.
    pub fn is_of_many_states(&self, name: &str) -> bool {
        self.body(name).is_some_and(|body| body.kind == BodyKind::Body)
    }

    /// The state in which a place of that name lies.
    pub fn city(&self, name: &str) -> Option<&str> {
        self.cities.get(name).map(|c| c.country.as_str())
    }

    /// The state that a place is, or in which it lies: of a state's name or a city's.
    pub fn state_of(&self, place: &str) -> Option<&str> {
        self.country(place).map(|c| c.code.as_str()).or_else(|| self.city(place))
    }

    /// Whether a state receives guests in that city: whoever is met there is likely to be of it.
    pub fn is_capital(&self, name: &str) -> bool {
        self.cities.get(name).is_some_and(|c| c.seat == Some(Answer::Yes))
    }

    /// Where a city lies: degrees east and north.
    pub fn coordinates(&self, city: &str) -> Option<(f64, f64)> {
        self.cities.get(city).and_then(|c| c.longitude.zip(c.latitude))
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
        let syllables = word.chars().count();
        self.org_suffixes
            .at(word.chars().next_back()?)
            .map(|(_, row)| row)
            .find(|row| word.ends_with(row.suffix.as_str()) && row.syllables() <= syllables)
            .map(|row| row.kind)
            .filter(|kind| *kind != BodyEnding::None)
    }

    /// Whether a word belongs to a title and to no name (신임, 제1, 외교담당).
    pub fn is_modifier(&self, word: &str) -> bool {
        self.modifiers.contains(word)
            || word.contains('·') && word.split('·').all(|part| self.modifiers.contains(part))
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
        self.country(word).or_else(|| self.country_by_short(word)).is_some() || self.body(word).is_some()
    }

    /// The state that a word names by itself: a one-syllable form only where it is no other word.
    pub fn lone_state(&self, word: &str) -> Option<&Country> {
        let alone = |short: &str| !short.chars().all(jamo::is_syllable) || self.lone_states.contains(short);
        self.country(word).or_else(|| self.country_by_short(word).filter(|_| alone(word)))
    }

    /// Whether a noun phrase ends before this word.
    pub fn is_adverb(&self, word: &str) -> bool {
        self.adverbs.contains(word)
    }

    /// Whether a word is a common noun of the news.
    pub fn is_common_noun(&self, word: &str) -> bool {
        self.common_nouns.contains(word)
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
