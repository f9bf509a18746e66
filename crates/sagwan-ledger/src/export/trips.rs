//! Trips in the columns of hand-made data sets of leaders' travel, one row a trip.
//!
//! An empty cell is *not reported*. `no` stands only where a text says that something did not take place.

use std::fs::File;
use std::io::{BufWriter, Write};

use super::{Fault, guarded};
use crate::ask::{Encounter, Entered, Filter, TripLine};
use crate::ledger::Ledger;

/// The columns of [`trip_cells`].
pub const TRIP_COLUMNS: &[&str] = &[
    "trip",
    "traveller",
    "traveller_id",
    "office",
    "state",
    "from",
    "to",
    "days",
    "places",
    "cities",
    "countries",
    "purpose",
    "rank",
    "met",
    "met_offices",
    "met_states",
    "to_meet",
    "to_meet_offices",
    "to_meet_states",
    "multilateral",
    "agreement",
    "public_address",
    "outlets",
    "sources",
    "articles",
    "status",
    "unconfirmed",
    "contradictions",
    "confidence",
    "occasions",
];

/// A trip as a row; several values in one cell are separated by `|`, those of columns that go together in one order.
pub fn trip_cells(line: &TripLine) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (held, ahead): (Vec<&Encounter>, Vec<&Encounter>) =
        line.met.iter().partition(|met| matches!(met.status.as_str(), "occurred" | "underway"));
    let traveller = &line.traveller;
    let mut cells = vec![
        line.trip.clone(),
        traveller.name.clone(),
        text(&traveller.actor),
        text(&traveller.office),
        text(&traveller.country),
        text(&line.from),
        text(&line.to),
        line.days.map(|days| days.to_string()).unwrap_or_default(),
        line.places.join("|"),
        line.cities.join("|"),
        line.countries.join("|"),
        line.purpose.join("|"),
        text(&line.rank),
    ];
    for some in [held, ahead] {
        let each = |of: fn(&Encounter) -> Option<&String>| {
            some.iter().map(|met| of(met).map_or("", String::as_str)).collect::<Vec<_>>().join("|")
        };
        cells.extend([
            each(|met| Some(&met.party.name)),
            each(|met| met.party.office.as_ref()),
            each(|met| met.party.country.as_ref()),
        ]);
    }
    cells.extend([
        attended(&line.multilateral),
        signed(&line.agreements),
        line.public_address.map(yes_or_no).unwrap_or_default(),
        line.outlets.join("|"),
        line.sources.to_string(),
        line.articles.to_string(),
        line.status.clone(),
        line.unconfirmed.to_string(),
        line.contradictions.to_string(),
        line.confidence.map(|sure| format!("{sure:.2}")).unwrap_or_default(),
        line.occasions.join("|"),
    ]);
    cells
}

fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// The conferences that took place or are to; `no` where all that is told is that the traveller was at none.
fn attended(conferences: &[Entered]) -> String {
    let names: Vec<&str> = conferences
        .iter()
        .filter(|one| !matches!(one.status.as_str(), "cancelled" | "not_occurred"))
        .map(|one| one.name.as_str())
        .collect();
    if names.is_empty() { of_none(conferences) } else { names.join("|") }
}

/// Whether something was signed; of what is only planned, proposed or called off that.
fn signed(agreements: &[Entered]) -> String {
    let with = |status: &str| agreements.iter().any(|one| one.status == status);
    match ["underway", "planned", "proposed"].into_iter().find(|status| with(status)) {
        _ if with("occurred") => yes_or_no(true),
        Some(status) => status.to_owned(),
        None => of_none(agreements),
    }
}

/// What is said where nothing is told to have taken place.
fn of_none(told: &[Entered]) -> String {
    match told.iter().find(|one| one.status == "not_occurred").or_else(|| told.first()) {
        Some(one) if one.status == "not_occurred" => yes_or_no(false),
        Some(one) => one.status.clone(),
        None => String::new(),
    }
}

/// Writes the trips.
pub(super) fn write(
    ledger: &Ledger,
    filter: Option<&Filter>,
    out: &mut BufWriter<File>,
) -> Result<(), Fault> {
    let fault = |e: csv::Error| Fault::File(e.to_string());
    let all = Filter::default();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(TRIP_COLUMNS).map_err(fault)?;
    super::each(
        |page| ledger.trips(filter.unwrap_or(&all), page),
        |line: &TripLine| {
            let cells = trip_cells(line);
            writer.write_record(cells.iter().map(|cell| guarded(cell).into_owned())).map_err(fault)
        },
    )?;
    Ok(writer.flush()?)
}

/// Writes them with the mark that Excel wants.
pub(super) fn write_for_excel(
    ledger: &Ledger,
    filter: Option<&Filter>,
    out: &mut BufWriter<File>,
) -> Result<(), Fault> {
    out.write_all(super::EXCEL_MARK.as_bytes())?;
    write(ledger, filter, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_is_what_a_text_says() {
        let told = |statuses: &[&str]| -> Vec<Entered> {
            let one = |status: &&str| Entered {
                occasion: "x-e1".to_owned(),
                name: "합의".to_owned(),
                status: (*status).to_owned(),
            };
            statuses.iter().map(one).collect()
        };
        for (statuses, cell) in [
            (vec![], ""),
            (vec!["occurred"], "yes"),
            (vec!["not_occurred", "occurred"], "yes"),
            (vec!["planned"], "planned"),
            (vec!["not_occurred"], "no"),
            (vec!["cancelled"], "cancelled"),
        ] {
            assert_eq!(signed(&told(&statuses)), cell, "{statuses:?}");
        }
        assert_eq!(
            (attended(&told(&["not_occurred"])), attended(&told(&["planned"]))),
            ("no".into(), "합의".into())
        );
        assert_eq!(attended(&[]), "");
    }
}
