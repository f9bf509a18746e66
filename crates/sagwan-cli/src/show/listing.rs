//! Lines of the ledger's listings, as a table for people and as CSV for spreadsheets.

use anstyle::Style as Paint;
use sagwan_ledger::export::{TRIP_COLUMNS, guarded, trip_cells};
use sagwan_ledger::{
    ActorLine, ArticleLine, DoubtLine, EventLine, LedgerError, OccasionLine, Party, StatementLine, TripLine,
    VerdictLine,
};

use super::{Language, Style, table};

/// A line that has columns.
pub trait Columns {
    /// Their names, as in the JSON.
    const NAMES: &'static [&'static str];
    /// What stands in them for a spreadsheet.
    fn values(&self) -> Vec<String>;
    /// Heads of the table.
    fn heads(language: Language) -> Vec<&'static str>;
    /// Which columns of the table give way where the terminal is narrow: never ids, dates and figures.
    const GIVES: &'static [usize];
    /// What stands in the table.
    fn cells(&self, language: Language) -> Vec<String>;
}

/// A table of lines.
pub fn listing<T: Columns>(lines: &[T], style: Style) -> String {
    let rows: Vec<Vec<String>> = lines.iter().map(|line| line.cells(style.language)).collect();
    let bold = Paint::new().bold();
    table(
        &T::heads(style.language),
        &rows,
        style.width,
        |n| T::GIVES.contains(&n),
        |head| format!("{bold}{head}{bold:#}"),
    )
}

/// Lines as CSV with a head.
pub fn to_csv<T: Columns>(lines: &[T], head: bool) -> Result<String, LedgerError> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let fault = |e: csv::Error| LedgerError::Asked(format!("cannot be written as CSV: {e}"));
    if head {
        out.write_record(T::NAMES).map_err(fault)?;
    }
    for line in lines {
        out.write_record(line.values().iter().map(|cell| guarded(cell).into_owned())).map_err(fault)?;
    }
    let bytes = out.into_inner().map_err(|e| LedgerError::Asked(e.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A party as a person reads it: 강민서 외교부 장관 (KR).
pub fn named(party: &Party) -> String {
    let state = party.country.as_deref().filter(|_| party.kind != "country");
    in_office(&party.name, party.office.as_deref(), state)
}

/// A name with the office and the state that are known.
pub fn in_office(name: &str, office: Option<&str>, state: Option<&str>) -> String {
    let office = office.map(|office| format!(" {office}")).unwrap_or_default();
    let state = state.map(|state| format!(" ({state})")).unwrap_or_default();
    format!("{name}{office}{state}")
}

/// Participants: those who only sit in are counted.
fn sides(parties: &[Party]) -> String {
    let (attending, sides): (Vec<&Party>, Vec<&Party>) = parties.iter().partition(|p| p.role == "attendee");
    let mut names: Vec<String> = sides.into_iter().map(named).collect();
    names.dedup();
    let shown = names.join(", ");
    if attending.is_empty() { shown } else { format!("{shown} +{}", attending.len()) }
}

/// Participants as a program reads them: `party:KR:강민서|…`.
fn keyed(parties: &[Party]) -> String {
    let key = |p: &Party| {
        let id = p.actor.as_deref().unwrap_or(&p.name);
        if p.role.is_empty() { id.to_owned() } else { format!("{}:{id}", p.role) }
    };
    parties.iter().map(key).collect::<Vec<_>>().join("|")
}

/// Below this the reader is as likely wrong as right.
const DOUBTFUL: f64 = 0.5;

/// Whether a reader of a listing should look twice.
pub fn is_doubtful(confidence: Option<f64>) -> bool {
    confidence.is_some_and(|sure| sure < DOUBTFUL)
}

/// What to know of a line before it is believed.
fn doubts(unconfirmed: bool, confidence: Option<f64>, language: Language) -> Vec<&'static str> {
    let unconfirmed = unconfirmed.then(|| language.pick("확인 안 됨", "unconfirmed"));
    let doubtful = is_doubtful(confidence).then(|| language.pick("판독 의심", "doubtful reading"));
    unconfirmed.into_iter().chain(doubtful).collect()
}

/// A status with what to know of it.
fn how(status: &str, doubts: &[&str], language: Language) -> String {
    let status = language.word(status);
    if doubts.is_empty() { status.to_owned() } else { format!("{status} ({})", doubts.join(", ")) }
}

/// A confidence for a spreadsheet.
fn share(confidence: Option<f64>) -> String {
    confidence.map(|sure| format!("{sure:.2}")).unwrap_or_default()
}

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

/// The day of a stamp.
fn day(stamp: Option<&String>) -> String {
    stamp.and_then(|s| s.split('T').next()).unwrap_or("-").to_owned()
}

impl Columns for EventLine {
    const GIVES: &'static [usize] = &[3, 4, 5];
    const NAMES: &'static [&'static str] = &[
        "event",
        "article",
        "published",
        "source",
        "occasion",
        "type",
        "kind",
        "cameo",
        "status",
        "certainty",
        "time",
        "place",
        "place_country",
        "duration",
        "closed_door",
        "name",
        "rank",
        "part_of",
        "topics",
        "participants",
        "evidence",
        "cited",
        "confidence",
        "title",
        "url",
    ];

    fn values(&self) -> Vec<String> {
        vec![
            self.event.clone(),
            self.article.clone(),
            text(self.published.as_ref()),
            text(self.source.as_ref()),
            text(self.occasion.as_ref()),
            self.event_type.clone(),
            self.kind.clone(),
            text(self.cameo.as_ref()),
            self.status.clone(),
            self.certainty.clone(),
            text(self.time.as_ref()),
            text(self.place.as_ref()),
            text(self.place_country.as_ref()),
            text(self.duration.as_ref()),
            self.closed_door.map(|b| b.to_string()).unwrap_or_default(),
            text(self.name.as_ref()),
            text(self.rank.as_ref()),
            text(self.part_of.as_ref()),
            self.topics.join("|"),
            keyed(&self.participants),
            self.evidence.clone(),
            keyed(&self.cited),
            share(self.confidence),
            text(self.title.as_ref()),
            text(self.url.as_ref()),
        ]
    }

    fn heads(language: Language) -> Vec<&'static str> {
        match language {
            Language::Ko => vec!["때", "종류", "상태", "참석자", "곳", "매체", "번호"],
            Language::En => vec!["when", "kind", "status", "who", "where", "outlet", "event"],
        }
    }

    fn cells(&self, language: Language) -> Vec<String> {
        vec![
            self.time.as_deref().map_or_else(|| "-".to_owned(), |time| language.time(time)),
            language.word(&self.kind).to_owned(),
            how(&self.status, &doubts(false, self.confidence, language), language),
            sides(&self.participants),
            text(self.place.as_ref()),
            format!("{} {}", day(self.published.as_ref()), text(self.source.as_ref())).trim().to_owned(),
            self.event.clone(),
        ]
    }
}

impl Columns for StatementLine {
    const GIVES: &'static [usize] = &[1, 2, 4];
    const NAMES: &'static [&'static str] = &[
        "statement",
        "article",
        "published",
        "source",
        "speaker",
        "speaker_name",
        "titles",
        "addressees",
        "mode",
        "act",
        "channel",
        "certainty",
        "time",
        "event",
        "content",
        "cue",
        "reported_by",
        "title",
        "url",
    ];

    fn values(&self) -> Vec<String> {
        let speaker = self.speaker.as_ref();
        vec![
            self.statement.clone(),
            self.article.clone(),
            text(self.published.as_ref()),
            text(self.source.as_ref()),
            speaker.and_then(|s| s.actor.clone()).unwrap_or_default(),
            speaker.map(|s| s.name.clone()).unwrap_or_default(),
            self.titles.join("|"),
            keyed(&self.addressees),
            self.mode.clone(),
            self.act.clone(),
            text(self.channel.as_ref()),
            self.certainty.clone(),
            text(self.time.as_ref()),
            text(self.event.as_ref()),
            self.content.clone(),
            text(self.cue.as_ref()),
            self.reported_by
                .as_ref()
                .map(|p| p.actor.clone().unwrap_or_else(|| p.name.clone()))
                .unwrap_or_default(),
            text(self.title.as_ref()),
            text(self.url.as_ref()),
        ]
    }

    fn heads(language: Language) -> Vec<&'static str> {
        match language {
            Language::Ko => vec!["발행", "화자", "청자", "번호", "발언"],
            Language::En => vec!["published", "speaker", "to", "statement", "words"],
        }
    }

    fn cells(&self, _: Language) -> Vec<String> {
        let content =
            if self.mode == "direct" { format!("“{}”", self.content) } else { self.content.clone() };
        vec![
            day(self.published.as_ref()),
            self.speaker.as_ref().map_or_else(|| "?".to_owned(), named),
            self.addressees.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", "),
            self.statement.clone(),
            content,
        ]
    }
}

impl Columns for OccasionLine {
    const GIVES: &'static [usize] = &[3, 4];
    const NAMES: &'static [&'static str] = &[
        "occasion",
        "kind",
        "status",
        "certainty",
        "time",
        "when",
        "place",
        "place_country",
        "participants",
        "articles",
        "sources",
        "contradictions",
        "unconfirmed",
        "confidence",
    ];

    fn values(&self) -> Vec<String> {
        vec![
            self.occasion.clone(),
            self.kind.clone(),
            self.status.clone(),
            self.certainty.clone(),
            text(self.time.as_ref()),
            self.when().unwrap_or_default(),
            text(self.place.as_ref()),
            text(self.place_country.as_ref()),
            keyed(&self.participants),
            self.articles.to_string(),
            self.sources.to_string(),
            self.contradictions.to_string(),
            self.unconfirmed.to_string(),
            share(self.confidence),
        ]
    }

    fn heads(language: Language) -> Vec<&'static str> {
        match language {
            Language::Ko => vec!["때", "종류", "상태", "참석자", "곳", "매체/기사", "번호"],
            Language::En => vec!["when", "kind", "status", "who", "where", "outlets/articles", "occasion"],
        }
    }

    fn cells(&self, language: Language) -> Vec<String> {
        let disputed = if self.contradictions > 0 { language.pick(" 엇갈림", " disputed") } else { "" };
        vec![
            self.time.as_deref().map_or_else(|| "?".to_owned(), |time| language.time(time)),
            language.word(&self.kind).to_owned(),
            how(&self.status, &doubts(self.unconfirmed, self.confidence, language), language),
            sides(&self.participants),
            text(self.place.as_ref()),
            format!("{}/{}{disputed}", self.sources, self.articles),
            self.occasion.clone(),
        ]
    }
}

impl Columns for TripLine {
    const GIVES: &'static [usize] = &[1, 2, 4];
    const NAMES: &'static [&'static str] = TRIP_COLUMNS;

    fn values(&self) -> Vec<String> {
        trip_cells(self)
    }

    fn heads(language: Language) -> Vec<&'static str> {
        match language {
            Language::Ko => vec!["때", "방문자", "곳", "상태", "만난 사람", "매체/기사", "번호"],
            Language::En => vec!["when", "traveller", "where", "status", "met", "outlets/articles", "trip"],
        }
    }

    fn cells(&self, language: Language) -> Vec<String> {
        let states = self.countries.iter().map(|code| language.state(code)).collect::<Vec<_>>().join(", ");
        let met: Vec<String> = self.met.iter().map(|met| named(&met.party)).collect();
        vec![
            self.when().map_or_else(|| "?".to_owned(), |when| language.time(&when)),
            named(&self.traveller),
            match (self.cities.is_empty(), states.is_empty()) {
                (true, true) => self.places.join(", "),
                (true, false) => states,
                (false, _) => format!("{} ({states})", self.cities.join(", ")),
            },
            how(&self.status, &doubts(self.unconfirmed, self.confidence, language), language),
            met.join(", "),
            format!("{}/{}", self.sources, self.articles),
            self.trip.clone(),
        ]
    }
}

/// What stands against each other, and of which occasion: 정상회담 문재인·트럼프, 때: 5월 21일 ↔ 5월 22일.
fn contradicted(line: &DoubtLine, language: Language) -> Option<String> {
    let field = line.field.as_deref()?;
    let claims: Vec<String> = line.claims.iter().map(|claim| language.value(field, &claim.value)).collect();
    let of = line.reports.first().map(|report| {
        let names: Vec<&str> = report.participants.iter().map(|party| party.name.as_str()).collect();
        format!("{} {}, ", language.word(&report.kind), names.join("·"))
    });
    let label = super::field_label(field, language);
    Some(format!("{}{label}: {}", of.unwrap_or_default(), claims.join(" ↔ ")))
}

impl Columns for DoubtLine {
    const GIVES: &'static [usize] = &[1, 2];
    const NAMES: &'static [&'static str] = &[
        "item", "what", "field", "likely", "joined", "why", "occasion", "claims", "reports", "evidence",
        "actor",
    ];

    fn values(&self) -> Vec<String> {
        let reports = |of: fn(&EventLine) -> &str| self.reports.iter().map(of).collect::<Vec<_>>().join("|");
        vec![
            self.item.clone(),
            self.what.clone(),
            text(self.field.as_ref()),
            share(self.likely),
            self.joined.map(|joined| joined.to_string()).unwrap_or_default(),
            self.why.clone(),
            text(self.occasion.as_ref()),
            self.claims.iter().map(|claim| claim.value.as_str()).collect::<Vec<_>>().join("|"),
            reports(|report| &report.event),
            reports(|report| &report.evidence),
            self.actor.as_ref().map(|actor| actor.actor.clone()).unwrap_or_default(),
        ]
    }

    fn heads(language: Language) -> Vec<&'static str> {
        match language {
            Language::Ko => vec!["무엇을", "까닭", "내용", "번호"],
            Language::En => vec!["what", "why", "about", "item"],
        }
    }

    fn cells(&self, language: Language) -> Vec<String> {
        let likely = self.likely.map(|likely| format!(" ({likely:.2})")).unwrap_or_default();
        let told =
            || self.reports.iter().map(|report| report.evidence.as_str()).collect::<Vec<_>>().join(" ↔ ");
        vec![
            super::doubt(&self.what, language).to_owned(),
            format!("{}{likely}", super::why_doubted(self, language)),
            contradicted(self, language).unwrap_or_else(told),
            self.item.clone(),
        ]
    }
}

impl Columns for VerdictLine {
    const GIVES: &'static [usize] = &[2, 4];
    const NAMES: &'static [&'static str] =
        &["made", "who", "what", "item", "verdict", "field", "value", "why"];

    fn values(&self) -> Vec<String> {
        vec![
            self.made.clone(),
            self.who.clone(),
            self.what.clone(),
            self.item.clone(),
            self.verdict.clone(),
            text(self.field.as_ref()),
            text(self.value.as_ref()),
            self.why.clone(),
        ]
    }

    fn heads(language: Language) -> Vec<&'static str> {
        match language {
            Language::Ko => vec!["때", "누가", "판단", "번호", "왜"],
            Language::En => vec!["when", "who", "verdict", "item", "why"],
        }
    }

    fn cells(&self, _: Language) -> Vec<String> {
        let set = self.field.iter().chain(&self.value).map(String::as_str);
        let verdict: Vec<&str> = std::iter::once(self.verdict.as_str()).chain(set).collect();
        vec![self.made.clone(), self.who.clone(), verdict.join(" "), self.item.clone(), self.why.clone()]
    }
}

impl Columns for ActorLine {
    const GIVES: &'static [usize] = &[2, 3, 4];
    const NAMES: &'static [&'static str] =
        &["actor", "kind", "name", "country", "aliases", "external", "articles", "offices", "review"];

    fn values(&self) -> Vec<String> {
        let offices: Vec<String> = self
            .offices
            .iter()
            .map(|o| {
                format!(
                    "{} {}/{}",
                    o.title,
                    o.first.as_deref().unwrap_or(""),
                    o.last.as_deref().unwrap_or("")
                )
            })
            .collect();
        vec![
            self.actor.clone(),
            self.kind.clone(),
            self.name.clone(),
            text(self.country.as_ref()),
            self.aliases.join("|"),
            text(self.external.as_ref()),
            self.articles.to_string(),
            offices.join("|"),
            text(self.review.as_ref()),
        ]
    }

    fn heads(language: Language) -> Vec<&'static str> {
        match language {
            Language::Ko => vec!["행위자", "기사", "직함", "다른 이름", "검토"],
            Language::En => vec!["actor", "articles", "offices", "also named", "review"],
        }
    }

    fn cells(&self, _: Language) -> Vec<String> {
        let mut titles: Vec<&str> = self.offices.iter().map(|o| o.title.as_str()).collect();
        titles.dedup();
        vec![
            self.actor.clone(),
            self.articles.to_string(),
            titles.join(", "),
            self.aliases.join(", "),
            text(self.review.as_ref()),
        ]
    }
}

impl Columns for ArticleLine {
    const GIVES: &'static [usize] = &[1, 3, 4];
    const NAMES: &'static [&'static str] = &[
        "article",
        "published",
        "publisher",
        "agency",
        "title",
        "url",
        "family",
        "events",
        "statements",
        "passage",
    ];

    fn values(&self) -> Vec<String> {
        vec![
            self.article.clone(),
            text(self.published.as_ref()),
            text(self.publisher.as_ref()),
            text(self.agency.as_ref()),
            text(self.title.as_ref()),
            text(self.url.as_ref()),
            self.family.map(|f| f.to_string()).unwrap_or_default(),
            self.events.to_string(),
            self.statements.to_string(),
            self.passage.as_ref().map(|p| p.text.clone()).unwrap_or_default(),
        ]
    }

    fn heads(language: Language) -> Vec<&'static str> {
        match language {
            Language::Ko => vec!["발행", "매체", "번호", "제목", "구절"],
            Language::En => vec!["published", "outlet", "article", "title", "passage"],
        }
    }

    fn cells(&self, _: Language) -> Vec<String> {
        vec![
            day(self.published.as_ref()),
            text(self.agency.as_ref().or(self.publisher.as_ref())),
            self.article.clone(),
            text(self.title.as_ref()),
            self.passage.as_ref().map(|p| p.text.clone()).unwrap_or_default(),
        ]
    }
}
