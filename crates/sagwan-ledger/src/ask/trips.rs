//! Trips as a listing: formed when they are asked for, from the occasions of each traveller on the way.
//!
//! Takes a filter and a page, gives lines. The walk goes along visits, the newest first; each trip is told at its first one, so
//! that a page costs what it shows.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use sagwan::facts;
use sagwan::record::Record;

use super::filter::{self, Conditions, Filter, Page, between, list};
use super::lines::{Encounter, Entered, Leg, Listing, OccasionLine, Party, ReportLine, TripLine};
use super::list::tells;
use crate::days;
use crate::entry::unpack;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::occasion::{Account, independent};
use crate::trip::{self, Stay, Trip};

/// A traveller's occasions and the trips they make.
struct Journeys {
    home: Option<String>,
    rows: Vec<i64>,
    stays: Vec<Stay>,
    trips: Vec<Trip>,
}

/// An occasion of a trip with all that is told of it.
struct Stop {
    line: OccasionLine,
    account: Account,
    reports: Vec<ReportLine>,
}

impl Ledger {
    /// Trips, the newest first. A part of the filter holds for a trip when it holds for one of its occasions; of an actor or a
    /// state also when it is the traveller or theirs.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn trips(&self, filter: &Filter, page: &Page) -> Result<Listing<TripLine>, LedgerError> {
        let db = &self.db;
        let wanted = Wanted::of(db, filter)?;
        let mut asked = Conditions::default();
        between(&mut asked, filter, "o.day");
        // Whoever is asked for travels or is met by one who does: the others' trips need not be formed.
        for ids in &wanted.actors {
            let ids = list(ids);
            asked.add(
                format!(
                    "(s.actor IN ({ids}) OR s.actor IN (SELECT y.actor FROM side z JOIN side y ON y.occasion = z.occasion
                      WHERE z.actor IN ({ids})))"
                ),
                [],
            );
        }
        for code in &wanted.countries {
            asked.add(
                "(x.country = ? OR EXISTS (SELECT 1 FROM side y JOIN side z ON z.occasion = y.occasion
                  JOIN occasion p ON p.id = y.occasion
                  WHERE y.actor = s.actor AND (z.country = ? OR p.place_country = ?)))",
                std::iter::repeat_n(Value::Text(code.clone()), 3),
            );
        }
        if let Some((day, id)) = page.cursor()? {
            asked.add(format!("(o.day, {ROW}) < (?, ?)"), [Value::Text(day), Value::Integer(id)]);
        }
        let mut select = db.prepare_cached(&format!(
            "SELECT o.day, {ROW}, s.actor, o.key FROM occasion o CROSS JOIN side s ON s.occasion = o.id
             CROSS JOIN actor x ON x.id = s.actor
             WHERE o.kind = 'visit' AND s.role = 'visitor' AND x.kind IN ('person', 'organization') AND {}
             ORDER BY o.day DESC, {ROW} DESC",
            asked.to_sql()
        ))?;
        let mut rows = select.query(params_from_iter(asked.values))?;
        let mut known: BTreeMap<i64, Journeys> = BTreeMap::new();
        let mut listing = Listing { lines: Vec::new(), next: None };
        let mut last: Option<String> = None;
        while let Some(row) = rows.next()? {
            let (day, id, actor, key): (String, i64, i64, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let journeys = match known.entry(actor) {
                std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(journeys(db, actor, filter.on)?)
                }
            };
            let begins = |trip: &&Trip| {
                trip.visits.first().and_then(|n| journeys.stays.get(*n)).is_some_and(|s| s.key == key)
            };
            let Some(trip) = journeys.trips.iter().find(begins) else { continue };
            let Some(line) = self.trip_line(&wanted, actor, journeys, trip)? else { continue };
            if listing.lines.len() == page.limit {
                listing.next = last;
                break;
            }
            listing.lines.push(line);
            last = Some(format!("{day}.{id}"));
        }
        Ok(listing)
    }

    /// A trip as a line; `None` where it does not pass.
    fn trip_line(
        &self,
        wanted: &Wanted<'_>,
        actor: i64,
        journeys: &Journeys,
        trip: &Trip,
    ) -> Result<Option<TripLine>, LedgerError> {
        let rows: Vec<i64> = trip.all().filter_map(|n| journeys.rows.get(n).copied()).collect();
        if !wanted.fits(journeys, trip)
            || !wanted.names(&self.db, actor, &rows)?
            || !wanted.says(&self.db, &rows)?
        {
            return Ok(None);
        }
        let stop = |n: usize| -> Result<Option<(usize, Stop)>, LedgerError> {
            let Some(stay) = journeys.stays.get(n) else { return Ok(None) };
            let (line, account, reports) = self.occasion(&stay.key)?;
            Ok(Some((n, Stop { line, account, reports })))
        };
        let stops: BTreeMap<usize, Stop> =
            trip.all().filter_map(|n| stop(n).transpose()).collect::<Result<_, _>>()?;
        let line = told(&self.db, actor, journeys, trip, &stops)?;
        Ok(wanted.passes(&line, &stops).then_some(line))
    }
}

/// Which visit of which actor a row is: a visit of two travellers is on two trips.
const ROW: &str = "((s.actor << 32) | o.id)";

/// A filter with its names looked up.
struct Wanted<'f> {
    filter: &'f Filter,
    actors: Vec<Vec<i64>>,
    countries: Vec<String>,
}

impl<'f> Wanted<'f> {
    fn of(db: &Connection, filter: &'f Filter) -> Result<Self, LedgerError> {
        Ok(Wanted {
            actors: filter.actors.iter().map(|named| filter::actors(db, named)).collect::<Result<_, _>>()?,
            countries: filter
                .countries
                .iter()
                .map(|named| filter::country(named))
                .collect::<Result<_, _>>()?,
            filter,
        })
    }

    /// What can be told of a trip by its occasions alone, before any report is looked at.
    fn fits(&self, journeys: &Journeys, trip: &Trip) -> bool {
        let stays = || trip.all().filter_map(|n| journeys.stays.get(n));
        let visits: Vec<&Stay> = trip.visits.iter().filter_map(|n| journeys.stays.get(*n)).collect();
        let state = |code: &String| {
            journeys.home.as_ref() == Some(code)
                || stays().any(|stay| stay.country.as_ref() == Some(code) || stay.others.contains(code))
        };
        let filter = self.filter;
        (filter.statuses.is_empty() || filter.statuses.contains(&trip::status(&visits).0))
            && (filter.kinds.is_empty() || stays().any(|stay| filter.kinds.contains(&stay.kind)))
            && self.countries.iter().all(state)
    }

    /// Whether all who are asked for travel or take part in something on the way.
    fn names(&self, db: &Connection, traveller: i64, occasions: &[i64]) -> Result<bool, LedgerError> {
        for ids in &self.actors {
            let sql = format!(
                "SELECT 1 FROM side WHERE occasion IN ({}) AND actor IN ({})",
                list(occasions),
                list(ids)
            );
            if !ids.contains(&traveller) && !db.prepare(&sql)?.exists([])? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a sentence behind it says the words.
    fn says(&self, db: &Connection, occasions: &[i64]) -> Result<bool, LedgerError> {
        let Some(text) = &self.filter.text else { return Ok(true) };
        for occasion in occasions {
            if tells(db, *occasion, text)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn passes(&self, line: &TripLine, stops: &BTreeMap<usize, Stop>) -> bool {
        let filter = self.filter;
        let certain = filter.certainties.is_empty()
            || stops.values().any(|stop| filter.certainties.contains(&stop.line.certainty));
        let place = filter.place.as_deref().is_none_or(|place| match filter::country(place) {
            Ok(code) => line.countries.contains(&code),
            Err(_) => {
                stops.values().any(|stop| stop.line.place.as_deref().is_some_and(|p| p.contains(place)))
            }
        });
        let sure = |least: f64| line.confidence.is_none_or(|sure| sure >= least);
        certain
            && place
            && filter.min_sources.is_none_or(|least| line.sources >= i64::from(least))
            && (!filter.disputed || line.contradictions > 0)
            && filter.min_confidence.is_none_or(sure)
    }
}

/// The trips of an actor.
fn journeys(db: &Connection, actor: i64, on: Option<Date>) -> Result<Journeys, LedgerError> {
    let home: Option<String> =
        db.prepare_cached("SELECT country FROM actor WHERE id = ?1")?.query_row([actor], |row| row.get(0))?;
    let mut others: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    let mut hosts: BTreeMap<i64, String> = BTreeMap::new();
    let mut select = db.prepare_cached(
        "SELECT t.occasion, t.country, t.role FROM side s JOIN side t ON t.occasion = s.occasion AND t.actor != s.actor
         WHERE s.actor = ?1 AND t.country IS NOT NULL ORDER BY t.occasion, t.country",
    )?;
    let mut rows = select.query([actor])?;
    while let Some(row) = rows.next()? {
        let (occasion, country, role): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if role == "host" {
            hosts.entry(occasion).or_insert_with(|| country.clone());
        }
        others.entry(occasion).or_default().insert(country);
    }
    let mut during: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    let mut select = db.prepare_cached(
        "SELECT e.occasion, o.key FROM side s JOIN event e ON e.occasion = s.occasion
         JOIN event w ON w.article = e.article AND w.number = e.part_of JOIN occasion o ON o.id = w.occasion
         WHERE s.actor = ?1 AND e.part_of IS NOT NULL",
    )?;
    let mut rows = select.query([actor])?;
    while let Some(row) = rows.next()? {
        during.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    let mut select = db.prepare_cached(&format!(
        "SELECT o.id, o.key, o.kind, o.status, o.time, o.place_country, min(s.role), {}
         FROM side s JOIN occasion o ON o.id = s.occasion WHERE s.actor = ?1 AND s.role NOT IN ('mediator')
         GROUP BY o.id ORDER BY o.key",
        super::list::unconfirmed(on)
    ))?;
    let mut rows = select.query([actor])?;
    let (mut ids, mut stays) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let (kind, role, time): (String, String, Option<String>) = (row.get(2)?, row.get(6)?, row.get(4)?);
        let place: Option<String> = row.get(5)?;
        ids.push(id);
        stays.push(Stay {
            key: row.get(1)?,
            status: row.get(3)?,
            unconfirmed: row.get(7)?,
            days: by_days(time.as_deref()),
            // A visit goes to whoever receives.
            country: place.or_else(|| hosts.get(&id).filter(|_| kind == "visit").cloned()),
            others: others.remove(&id).unwrap_or_default(),
            during: during.remove(&id).unwrap_or_default(),
            kind,
            role,
        });
    }
    let trips = trip::trips(&stays, home.as_deref());
    Ok(Journeys { home, rows: ids, stays, trips })
}

/// The days of a time that is given by its days.
fn by_days(time: Option<&str>) -> Option<(Date, Date)> {
    time.and_then(days::covered).filter(|&covered| days::is_by_days(covered))
}

/// All that is told of a trip.
fn told(
    db: &Connection,
    actor: i64,
    journeys: &Journeys,
    trip: &Trip,
    stops: &BTreeMap<usize, Stop>,
) -> Result<TripLine, LedgerError> {
    let key: String =
        db.prepare_cached("SELECT key FROM actor WHERE id = ?1")?.query_row([actor], |row| row.get(0))?;
    let of = |some: &[usize]| -> Vec<&Stop> { some.iter().filter_map(|n| stops.get(n)).collect() };
    let stays =
        |some: &[usize]| -> Vec<&Stay> { some.iter().filter_map(|n| journeys.stays.get(*n)).collect() };
    let visits = of(&trip.visits);
    let kept: Vec<(i64, &Stop)> =
        trip.all().filter_map(|n| Some((*journeys.rows.get(n)?, stops.get(&n)?))).collect();
    let all: Vec<&Stop> = trip.all().filter_map(|n| stops.get(&n)).collect();
    let (status, unconfirmed) = trip::status(&stays(&trip.visits));
    let legs = legs(journeys, trip, stops);
    let span = trip::span(&journeys.stays, trip);
    let (from, to) = ends(span, visits.first().and_then(|visit| visit.line.time.as_deref()));
    let rows: Vec<i64> = trip.all().filter_map(|n| journeys.rows.get(n).copied()).collect();
    let sources = independent(all.iter().flat_map(|stop| stop.account.sources.iter().cloned()).collect());
    let articles: BTreeSet<&str> = reports(&all).map(|report| report.event.article.as_str()).collect();
    let held = all.iter().filter_map(|stop| stop.line.place.clone());
    let places = once(legs.iter().filter_map(|leg| leg.place.clone()).chain(held));
    let states = legs.iter().filter_map(|leg| leg.country.clone());
    let first = visits.first().map(|visit| &visit.line);
    Ok(TripLine {
        trip: first.map(|line| line.occasion.clone()).unwrap_or_default(),
        day: first.map(|line| line.day.clone()).unwrap_or_default(),
        traveller: traveller(&key, &all),
        days: length(span, &visits),
        cities: once(places.iter().filter_map(|place| city_in(place)).map(str::to_owned)),
        places,
        countries: once(states),
        purpose: once(all.iter().flat_map(|stop| topics(&stop.account))),
        rank: rank(&visits),
        met: met(&key, &all),
        multilateral: entered(db, &kept, "conference")?,
        agreements: entered(db, &kept, "agreement")?,
        public_address: speaks(db, actor, &rows, span)?.then_some(true),
        outlets: once(all.iter().flat_map(|stop| stop.account.named_sources().map(str::to_owned))),
        sources: sources.len() as i64,
        articles: articles.len() as i64,
        contradictions: all.iter().map(|stop| stop.line.contradictions).sum(),
        confidence: visits.iter().filter_map(|visit| visit.line.confidence).reduce(f64::max),
        occasions: all.iter().map(|stop| stop.line.occasion.clone()).collect(),
        legs,
        status,
        unconfirmed,
        from,
        to,
    })
}

fn reports<'s>(stops: &'s [&Stop]) -> impl Iterator<Item = &'s ReportLine> {
    stops.iter().flat_map(|stop| &stop.reports)
}

/// Words in their order, each once.
fn once(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words.filter(|word| seen.insert(word.clone())).collect()
}

/// The traveller, with the first office that is told.
fn traveller(key: &str, stops: &[&Stop]) -> Party {
    let own = || {
        let sides = stops.iter().flat_map(|stop| &stop.line.participants);
        sides.filter(|party| party.actor.as_deref() == Some(key))
    };
    let mut party = own().next().cloned().unwrap_or_else(|| Party {
        actor: Some(key.to_owned()),
        name: key.to_owned(),
        kind: String::new(),
        country: None,
        office: None,
        role: String::new(),
        told_as: None,
    });
    party.office = own().find_map(|party| party.office.clone());
    party.role.clear();
    party
}

fn legs(journeys: &Journeys, trip: &Trip, stops: &BTreeMap<usize, Stop>) -> Vec<Leg> {
    let mut order: Vec<usize> = trip.visits.iter().chain(&trip.stops).copied().collect();
    order.sort_by_key(|n| journeys.stays.get(*n).map(|stay| (stay.days, stay.key.as_str())));
    let leg = |n: usize| {
        let (stay, stop) = (journeys.stays.get(n)?, stops.get(&n)?);
        Some(Leg {
            occasion: stay.key.clone(),
            kind: stay.kind.clone(),
            status: stay.status.clone(),
            unconfirmed: stay.unconfirmed,
            time: stop.line.time.clone(),
            place: stop.line.place.clone(),
            country: stay.country.clone(),
        })
    };
    order.into_iter().filter_map(leg).collect()
}

/// The ends of a trip, no more precise than they are told.
fn ends(span: Option<(Date, Date)>, time: Option<&str>) -> (Option<String>, Option<String>) {
    match (span, time.filter(|time| days::covered(time).is_some())) {
        (Some((first, last)), _) => (Some(first.to_string()), Some(last.to_string())),
        (None, Some(time)) => {
            let (from, to) = time.split_once('/').unwrap_or((time, time));
            (Some(from.to_owned()), Some(to.to_owned()))
        }
        (None, None) => (None, None),
    }
}

/// How many days a trip takes: of several days that are told all from the first to the last, of one its length if that is told.
fn length(span: Option<(Date, Date)>, visits: &[&Stop]) -> Option<i64> {
    let several = span.filter(|(first, last)| first < last);
    let told = || match visits {
        [visit] => visit.account.best("duration").and_then(whole_days),
        _ => None,
    };
    several.map(|(first, last)| i64::from(days::between(first, last)) + 1).or_else(told)
}

/// The days of a duration that is given in days: P3D.
fn whole_days(duration: &str) -> Option<i64> {
    duration.strip_prefix('P')?.strip_suffix('D')?.parse().ok()
}

/// The city among the words of a place: 모스크바 of 모스크바 크렘린궁.
fn city_in(place: &str) -> Option<&str> {
    place.split_whitespace().find(|word| facts::country_of_city(word).is_some())
}

fn topics(account: &Account) -> impl Iterator<Item = String> {
    let topics = account.fields.iter().filter(|field| field.field == "topic");
    topics.flat_map(|field| field.claims.iter().map(|claim| claim.value.clone()))
}

/// Those who act for others at the meetings of a trip. At a conference all are there: it stands for itself.
fn met(traveller: &str, stops: &[&Stop]) -> Vec<Encounter> {
    let own = stops.iter().find_map(|stop| {
        let party = stop.line.participants.iter().find(|p| p.actor.as_deref() == Some(traveller))?;
        party.country.clone()
    });
    let meets = |line: &&OccasionLine| {
        matches!(line.kind.as_str(), "summit" | "talks" | "audience" | "meeting")
            && !trip::is_off(&line.status)
    };
    let mut met: Vec<Encounter> = Vec::new();
    for line in stops.iter().map(|stop| &stop.line).filter(meets) {
        let others = line.participants.iter().filter(|party| {
            party.actor.as_deref() != Some(traveller) && (party.country.is_none() || party.country != own)
        });
        for party in others {
            // Whom one meets twice one has met; the first meeting that took place tells of it.
            let held = |status: &str| !matches!(status, "planned" | "proposed");
            match met
                .iter_mut()
                .find(|known| known.party.actor == party.actor && known.party.name == party.name)
            {
                Some(known) if held(&known.status) || !held(&line.status) => {}
                Some(known) => *known = encounter(party, line),
                None => met.push(encounter(party, line)),
            }
        }
    }
    met
}

fn encounter(party: &Party, line: &OccasionLine) -> Encounter {
    Encounter {
        party: party.clone(),
        occasion: line.occasion.clone(),
        kind: line.kind.clone(),
        status: line.status.clone(),
    }
}

/// The occasions of a kind, by their own names where they have one, else by the word of their first report.
fn entered(db: &Connection, rows: &[(i64, &Stop)], kind: &str) -> Result<Vec<Entered>, LedgerError> {
    let mut entered = Vec::new();
    for (row, stop) in rows.iter().filter(|(_, stop)| stop.line.kind == kind) {
        let name = match stop.account.best("name") {
            Some(name) => name.to_owned(),
            None => word_for(db, *row)?.unwrap_or_default(),
        };
        let (occasion, status) = (stop.line.occasion.clone(), stop.line.status.clone());
        entered.push(Entered { occasion, name, status });
    }
    Ok(entered)
}

/// The word that names an occasion in its first report.
fn word_for(db: &Connection, occasion: i64) -> Result<Option<String>, LedgerError> {
    let mut select = db.prepare_cached(
        "SELECT substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start)
         FROM event e JOIN article a ON a.id = e.article
         WHERE e.occasion = ?1 AND a.superseded_by IS NULL ORDER BY a.published, a.key, e.number LIMIT 1",
    )?;
    Ok(select.query_row([occasion], |row| row.get(0)).optional()?)
}

/// The rank of the first visit of which one is told.
fn rank(visits: &[&Stop]) -> Option<String> {
    visits.iter().find_map(|visit| visit.account.best("rank")).map(str::to_owned)
}

/// Days after a trip in which articles still tell of its speeches: later ones tell of others.
const TOLD_AFTER: i32 = 30;

/// Whether the traveller gave a speech at one of the occasions, or on a day of the trip that the same sentence tells. The day on
/// which an article was printed says nothing of it: by that only those to look into are chosen.
fn speaks(
    db: &Connection,
    actor: i64,
    occasions: &[i64],
    span: Option<(Date, Date)>,
) -> Result<bool, LedgerError> {
    let Some((first, last)) = span else { return Ok(false) };
    let until = last.checked_add(jiff::Span::new().days(TOLD_AFTER)).unwrap_or(last);
    let mut select = db.prepare_cached(
        "SELECT e.occasion, s.number, a.key, a.text, a.record
         FROM form f JOIN appearance ap ON ap.form = f.id JOIN statement s ON s.speaker = ap.id
         JOIN article a ON a.id = s.article LEFT JOIN event e ON e.id = s.event
         WHERE f.actor = ?1 AND s.channel = 'speech' AND a.superseded_by IS NULL
           AND coalesce(a.day BETWEEN ?2 AND ?3, 1) ORDER BY s.id",
    )?;
    let mut rows = select.query(params![actor, first.to_string(), until.to_string()])?;
    while let Some(row) = rows.next()? {
        let (occasion, number): (Option<i64>, usize) = (row.get(0)?, row.get(1)?);
        if occasion.is_some_and(|occasion| occasions.contains(&occasion)) {
            return Ok(true);
        }
        let (key, text, packed): (String, String, Vec<u8>) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let record = unpack(&packed, &text)
            .map_err(|why| LedgerError::Damaged { place: format!("article {key}"), why })?;
        let said = number.checked_sub(1).and_then(|n| record.statements.get(n));
        let day = said.and_then(|said| by_days(time_beside(&text, &record, said.content.start)));
        if day.is_some_and(|day| first <= day.0 && day.1 <= last) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The time that stands last before a place in its sentence.
fn time_beside<'r>(text: &str, record: &'r Record, place: usize) -> Option<&'r str> {
    let time = record.times.iter().filter(|time| time.span.end <= place).max_by_key(|time| time.span.end)?;
    let between: String = text.chars().take(place).skip(time.span.end).collect();
    time.value.as_deref().filter(|_| !between.contains(". ") && !between.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trip_ends_no_more_precisely_than_it_is_told() {
        let told = |time: Option<&str>| ends(by_days(time), time);
        let pair = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
        assert_eq!(told(Some("2026-11-03/2026-11-05")), pair("2026-11-03", "2026-11-05"));
        assert_eq!(told(Some("2026-12")), pair("2026-12", "2026-12"));
        assert_eq!(told(Some("2026-12/2027-02")), pair("2026-12", "2027-02"));
        assert_eq!((told(None), told(Some("P3D"))), ((None, None), (None, None)));
        assert_eq!((whole_days("P3D"), whole_days("PT3H"), whole_days("P2M")), (Some(3), None, None));
    }
}
