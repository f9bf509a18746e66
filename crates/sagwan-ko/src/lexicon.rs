//! Facts about the world that reading rests on: states, places, bodies, offices. No person among them.
//!
//! Takes the tables in `data/`, gives look-ups by surface form. A table that ships with the reader is checked
//! by its tests; nothing here fails at run time.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::tables::{ByChar, TableError, Tables, list};
use sagwan_text::Rank;

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

#[derive(Debug, Deserialize)]
struct Suffix {
    suffix: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// The facts, indexed.
#[derive(Debug)]
pub struct Lexicon {
    countries: Vec<Country>,
    by_country_name: HashMap<String, usize>,
    by_short: HashMap<String, usize>,
    bodies: Vec<Body>,
    by_body_name: HashMap<String, usize>,
    cities: HashMap<String, City>,
    /// Longest first, by their last characters, and so the endings of organisations.
    titles: ByChar<TitleRow>,
    org_suffixes: ByChar<Suffix>,
    forums: HashMap<String, Vec<String>>,
    offices: Vec<OfficeRow>,
    modifiers: HashSet<String>,
    adverbs: HashSet<String>,
    common_nouns: HashSet<String>,
    not_compounds: HashSet<String>,
}

/// An office that tells for whom its holder acts.
#[derive(Debug, Deserialize)]
pub struct OfficeRow {
    /// How its title ends.
    pub office: String,
    /// Code of the state, or `-`.
    pub state: String,
    /// Whether it tells of anybody, not only of those with a Korean name.
    #[serde(rename = "holder", deserialize_with = "is_any")]
    pub any: bool,
}

fn is_any<'de, D: serde::Deserializer<'de>>(cell: D) -> Result<bool, D::Error> {
    match String::deserialize(cell)?.as_str() {
        "any" => Ok(true),
        "korean" => Ok(false),
        _ => Err(serde::de::Error::custom("holder is any or korean")),
    }
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
        org_suffixes.sort_by_key(|s| std::cmp::Reverse(s.suffix.len()));
        let mut by_country_name = HashMap::new();
        let mut by_short = HashMap::new();
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

    /// Offices that tell for whom their holder acts.
    pub fn offices(&self) -> impl Iterator<Item = &OfficeRow> {
        self.offices.iter()
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

    /// The states of a compound of one-syllable forms and full names, at least two: 한미, 미·러, 남북미,
    /// 북-미, 미국-러시아.
    pub fn compound(&self, word: &str) -> Option<Vec<&Country>> {
        if self.not_compounds.contains(word) {
            return None;
        }
        let parts: Vec<&str> = word.split(['·', '∙', 'ㆍ', '・', '‧', '-', '–', '/', '.']).collect();
        let one = |part: &str| self.country_by_short(part).or_else(|| self.country(part));
        let found: Vec<&Country> = if parts.len() > 1 {
            parts.iter().map(|p| one(p)).collect::<Option<_>>()?
        } else {
            let mut buffer = [0; 4];
            word.chars().map(|c| self.country_by_short(c.encode_utf8(&mut buffer))).collect::<Option<_>>()?
        };
        let distinct: HashSet<&str> = found.iter().map(|c| c.code.as_str()).collect();
        (found.len() >= 2 && distinct.len() == found.len()).then_some(found)
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
    pub fn is_seat(&self, name: &str) -> bool {
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

    /// Whether a word is an organisation by its ending: 외무부, 국가안보회의.
    pub fn is_organisation(&self, word: &str) -> bool {
        let Some(last) = word.chars().next_back() else { return false };
        self.org_suffixes.at(last).any(|(_, s)| {
            let long = s.suffix.chars().count() > 1 || word.chars().count() >= 4;
            word.ends_with(s.suffix.as_str()) && long && !self.common_nouns.contains(word)
        })
    }

    /// Whether a word belongs to a title and to no name (신임, 제1, 외교담당).
    pub fn is_modifier(&self, word: &str) -> bool {
        self.modifiers.contains(word)
            || word.contains('·') && word.split('·').all(|part| self.modifiers.contains(part))
            || word.ends_with("담당")
            || word.ends_with("정책") && word.chars().count() > 2
            || word.strip_prefix('제').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
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
        for row in lexicon().org_suffixes.rows() {
            let known = |text: &str| {
                text.split(' ').any(|w| {
                    let stem = w.get(..w.len() - crate::particle_len(w)).unwrap_or(w);
                    stem.ends_with(&row.suffix) && lexicon().is_organisation(stem)
                })
            };
            assert!(known(&row.example) || row.suffix.chars().count() == 1, "{}", row.suffix);
            assert!(!known(&row.counter), "{}", row.suffix);
        }
    }
}
