//! Dyads in the 58 columns of GDELT 1.0 events, tab-separated without a head, as users of GDELT and ICEWS load them.
//!
//! One row for each pair of sides of an occasion: events, not reports, so that copies do not count. What the ledger does
//! not know (tone, coordinates, FIPS codes) stays empty.

use std::fs::File;
use std::io::{BufWriter, Write};

use super::Fault;
use sagwan::facts;

use crate::ask::{Filter, OccasionLine, Party};
use crate::days;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::wording::signed;

/// Goldstein's scale for the codes that the reader gives (CAMEO codebook, appendix).
const GOLDSTEIN: &[(&str, f64)] = &[
    ("03", 4.0),
    ("036", 4.0),
    ("040", 1.0),
    ("041", 1.0),
    ("042", 1.9),
    ("043", 2.8),
    ("044", 2.5),
    ("045", 5.0),
    ("046", 7.0),
    ("05", 3.5),
    ("057", 8.0),
    ("125", -5.0),
    ("139", -7.0),
];

/// Writes the rows.
pub(super) fn write(
    ledger: &Ledger,
    filter: Option<&Filter>,
    out: &mut BufWriter<File>,
) -> Result<(), Fault> {
    super::each_occasion(ledger, filter, |line| {
        let Some(code) = code(ledger, line)? else { return Ok(()) };
        let principal = |p: &&Party| !matches!(p.role.as_str(), "attendee" | "mediator");
        let sides: Vec<&Party> = line.participants.iter().filter(principal).collect();
        let told = told(ledger, line)?;
        for (a, b) in dyads(line, &sides) {
            writeln!(out, "{}", row(line, &code, &a, &b, &told).join("\t"))?;
        }
        Ok(())
    })
}

/// The pairs of an occasion's sides, who acts first. Who visits acts on whoever receives, and where nobody is told to on the state
/// that the visit goes to; who receives in audience acts on the guest.
fn dyads(line: &OccasionLine, sides: &[&Party]) -> Vec<(Party, Party)> {
    if let ([traveller], "visit") = (sides, line.kind.as_str()) {
        let goal = line.place_country.as_deref().filter(|goal| traveller.country.as_deref() != Some(goal));
        return goal.map(|goal| ((*traveller).clone(), state(goal))).into_iter().collect();
    }
    let acts = if line.kind == "visit" { "visitor" } else { "host" };
    let mut dyads = Vec::new();
    for (n, a) in sides.iter().enumerate() {
        for b in sides.iter().skip(n + 1).filter(|b| b.country != a.country || sides.len() == 2) {
            let (a, b) = if b.role == acts && a.role != acts { (b, a) } else { (a, b) };
            dyads.push(((*a).clone(), (*b).clone()));
        }
    }
    dyads
}

/// A state as an actor.
fn state(code: &str) -> Party {
    Party {
        actor: Some(code.to_owned()),
        name: facts::country_name(code).unwrap_or(code).to_owned(),
        kind: "country".to_owned(),
        country: Some(code.to_owned()),
        office: None,
        role: "host".to_owned(),
        told_as: None,
    }
}

/// The code that most reports of an occasion's status give.
fn code(ledger: &Ledger, line: &OccasionLine) -> Result<Option<String>, LedgerError> {
    let mut select = ledger.db.prepare_cached(
        "SELECT cameo FROM events WHERE occasion = ?1 AND status = ?2 AND cameo IS NOT NULL
         GROUP BY cameo ORDER BY count(*) DESC, cameo LIMIT 1",
    )?;
    let mut rows = select.query([&line.occasion, &line.status])?;
    Ok(match rows.next()? {
        Some(row) => Some(row.get(0)?),
        None => None,
    })
}

/// When an occasion was first told, and where.
fn told(ledger: &Ledger, line: &OccasionLine) -> Result<(String, String), LedgerError> {
    let mut select = ledger.db.prepare_cached(
        "SELECT coalesce(a.published, ''), coalesce(a.url, a.article) FROM events e JOIN articles a ON a.article = e.article
         WHERE e.occasion = ?1 ORDER BY a.published, a.article LIMIT 1",
    )?;
    Ok(select.query_row([&line.occasion], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn row(line: &OccasionLine, code: &str, a: &Party, b: &Party, (told, url): &(String, String)) -> Vec<String> {
    let digits = |day: jiff::civil::Date| day.strftime("%Y%m%d").to_string();
    // A column is filled as far as the time is told: of a month the month and the year, of nothing nothing.
    let covered = days::covered(line.time.as_deref().unwrap_or(""));
    let day = covered.filter(|&days| days::is_by_days(days)).map(|(first, _)| first);
    let within = |format: &str| -> String {
        let shown = |day: jiff::civil::Date| day.strftime(format).to_string();
        let told = covered.filter(|&(first, last)| day.is_some() || shown(first) == shown(last));
        told.map(|(first, _)| shown(first)).unwrap_or_default()
    };
    let fraction =
        day.map(|d| format!("{:.4}", f64::from(d.year()) + f64::from(d.day_of_year() - 1) / 365.0));
    // GDELT's ids are numbers; this one is the same in every export.
    let id = signed(xxhash_rust::xxh3::xxh3_64(
        format!("{} {:?} {:?}", line.occasion, a.actor, b.actor).as_bytes(),
    ));
    let root = code.get(..2).unwrap_or(code).to_owned();
    let quad = match root.parse().unwrap_or(0) {
        1..=5 => "1",
        6..=8 => "2",
        9..=13 => "3",
        _ => "4",
    };
    let mut cells = vec![
        id.unsigned_abs().to_string(),
        day.map(digits).unwrap_or_default(),
        within("%Y%m"),
        within("%Y"),
        fraction.unwrap_or_default(),
    ];
    cells.extend(actor(a));
    cells.extend(actor(b));
    cells.extend([
        "1".to_owned(),
        code.to_owned(),
        code.get(..3).unwrap_or(code).to_owned(),
        root,
        quad.to_owned(),
        GOLDSTEIN.iter().find(|(c, _)| *c == code).map(|(_, scale)| scale.to_string()).unwrap_or_default(),
        line.articles.to_string(),
        line.sources.to_string(),
        line.articles.to_string(),
        String::new(),
    ]);
    // Two actors' places and then the event's: type, name, country, region, latitude, longitude, feature.
    cells.extend(std::iter::repeat_n(String::new(), 14));
    let place = line.place.clone().unwrap_or_default();
    let grain = if place.is_empty() { "0" } else { "4" };
    cells.extend([grain.to_owned(), clean(&place)]);
    cells.extend(std::iter::repeat_n(String::new(), 5));
    cells.extend([days::day_of(told).map(digits).unwrap_or_default(), clean(url)]);
    cells
}

/// The ten columns of an actor: code, name, country, and the first of its types.
fn actor(party: &Party) -> Vec<String> {
    let country = party.country.as_deref().and_then(rust_iso3166::from_alpha2).map_or("", |c| c.alpha3);
    let group = match party.country.as_deref() {
        Some("UN") => "UNO",
        Some("EU") => "EEC",
        _ => "",
    };
    // Whoever acts for a state in its meetings is of its government.
    let role = if country.is_empty() || party.kind == "country" { "" } else { "GOV" };
    let mut cells =
        vec![format!("{country}{group}{role}"), clean(&party.name), country.to_owned(), group.to_owned()];
    cells.extend(std::iter::repeat_n(String::new(), 3));
    cells.extend([role.to_owned(), String::new(), String::new()]);
    cells
}

/// Tabs and line breaks are how rows are told apart.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
