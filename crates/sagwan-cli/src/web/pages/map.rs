//! Where: the cities and states in which occasions take place, on a map drawn from what stands in the program.
//!
//! Coastlines and the middles of states are simplified from Natural Earth (public domain), an equirectangular picture from
//! 84° north to 60° south.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use sagwan_ledger::Where;

use crate::web::asked::Asked;
use crate::web::frame::{Field, filters, frame};
use crate::web::problem::Problem;
use crate::web::state::App;

/// The coastlines as an SVG path, 1000 wide for 360 degrees.
const LAND: &str = include_str!("../assets/land.txt");
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 400.0;
const NORTH: f64 = 84.0;
/// Places of a state that the table names.
const NAMED: usize = 5;

/// Where the states lie, by alpha-2 code.
static CENTRES: LazyLock<HashMap<&str, (f64, f64)>> = LazyLock::new(|| {
    let rows = include_str!("../assets/centres.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let state = rust_iso3166::from_numeric(cells.next()?.parse().ok()?)?;
        Some((state.alpha2, (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?)))
    })
    .collect()
});

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let filter = asked.query.filter()?;
    let places = app.ask(move |ledger| ledger.places(&filter)).await?;
    asked.reply(&places, || {
        let q = &asked.query;
        let say = |ko, en| asked.say(ko, en).to_owned();
        let kinds = ["summit", "talks", "audience", "meeting", "conference", "visit"];
        let kinds = kinds.iter().map(|k| ((*k).to_owned(), asked.language.word(k).to_owned())).collect();
        let fields = vec![
            Field::Choice("kind", say("종류", "kind"), kinds, q.kind.clone()),
            Field::Text("country", say("나라", "state"), q.country.clone()),
            Field::Text("from", say("부터", "from"), q.from.clone()),
            Field::Text("to", say("까지", "to"), q.to.clone()),
        ];
        let name = |code: &str| sagwan::facts::country_name(code).unwrap_or(code).to_owned();
        let main = html! {
            (filters(&asked, fields))
            (picture(&asked, &places))
            table {
                thead { tr { th { (say("나라", "state")) } th { (say("계기", "occasions")) } th { (say("곳", "places")) } } }
                tbody { @for place in &places { tr {
                    td { (name(&place.country)) }
                    td { a href=(link(&asked, &place.country)) { (place.occasions) } }
                    td { (place.places.iter().take(NAMED).map(|spot| spot.place.as_str()).collect::<Vec<_>>().join(", ")) }
                } } }
            }
            p { small { (say("해안선: Natural Earth (공유 저작물)", "Coastlines: Natural Earth (public domain)")) } }
        };
        frame(&asked, asked.say("어디에서", "Where"), main)
    })
}

/// The occasions at a place or in a state.
fn link(asked: &Asked, place: &str) -> String {
    asked.href(&asked.query.link("/timeline", &[("place", place)]))
}

/// A circle of the picture.
struct Circle {
    longitude: f64,
    latitude: f64,
    occasions: i64,
    /// The place or state it stands for, as a filter takes it and as people call it.
    place: String,
    name: String,
}

/// Cities where they lie, what is in no known city in the middle of its state; the largest first, so that none hides another.
fn circles(places: &[Where]) -> Vec<Circle> {
    let mut circles: Vec<Circle> = Vec::new();
    for state in places {
        let mut elsewhere = state.occasions;
        for spot in &state.places {
            let Some((longitude, latitude)) = spot.coordinates else { continue };
            elsewhere -= spot.occasions;
            // 모스크바 and 모스크바 크렘린궁 are one circle.
            match circles.iter_mut().find(|c| (c.longitude, c.latitude) == (longitude, latitude)) {
                Some(circle) => circle.occasions += spot.occasions,
                None => circles.push(Circle {
                    longitude,
                    latitude,
                    occasions: spot.occasions,
                    place: spot.place.clone(),
                    name: spot.place.clone(),
                }),
            }
        }
        if let Some(&(longitude, latitude)) = CENTRES.get(state.country.as_str())
            && elsewhere > 0
        {
            let name = sagwan::facts::country_name(&state.country).unwrap_or(&state.country).to_owned();
            circles.push(Circle {
                longitude,
                latitude,
                occasions: elsewhere,
                place: state.country.clone(),
                name,
            });
        }
    }
    circles.sort_by(|a, b| b.occasions.cmp(&a.occasions).then_with(|| a.place.cmp(&b.place)));
    circles
}

fn picture(asked: &Asked, places: &[Where]) -> Markup {
    let circles = circles(places);
    let most = circles.first().map_or(1, |c| c.occasions).max(1) as f64;
    html! {
        svg.map viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-label=(asked.say("지도: 아래 표와 같은 내용", "Map: the same as the table below")) {
            path.land d=(LAND.trim()) {}
            @for circle in &circles {
                a href=(link(asked, &circle.place)) {
                    title { (circle.name) ": " (circle.occasions) }
                    circle cx=(format!("{:.1}", (circle.longitude + 180.0) * WIDTH / 360.0))
                        cy=(format!("{:.1}", (NORTH - circle.latitude) * WIDTH / 360.0))
                        r=(format!("{:.1}", 3.0 + 13.0 * (circle.occasions as f64 / most).sqrt())) {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sagwan_ledger::Spot;

    #[test]
    fn cities_lie_where_they_do_and_the_rest_in_the_middle() {
        let spot =
            |place: &str, occasions, coordinates| Spot { place: place.to_owned(), occasions, coordinates };
        let moscow = sagwan::facts::coordinates("모스크바");
        let places =
            vec![spot("모스크바", 3, moscow), spot("모스크바 크렘린궁", 2, moscow), spot("별장", 1, None)];
        let found = circles(&[Where { country: "RU".to_owned(), occasions: 7, places }]);
        let counts: Vec<(&str, i64)> = found.iter().map(|c| (c.place.as_str(), c.occasions)).collect();
        assert_eq!(counts, [("모스크바", 5), ("RU", 2)]);
    }

    #[test]
    fn states_lie_where_they_do() {
        assert!(CENTRES.len() > 200, "{}", CENTRES.len());
        let near = |code: &str, longitude: f64, latitude: f64| {
            let (x, y) = CENTRES[code];
            assert!((x - longitude).abs() < 5.0 && (y - latitude).abs() < 5.0, "{code}: {x} {y}");
        };
        near("KR", 128.0, 36.5);
        near("CZ", 15.0, 50.0);
        near("NZ", 171.0, -43.0);
    }
}
