//! The zone whose days an outlet counts.

use std::fmt;

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::Published;

/// Where Korean news is written.
const HOME: &str = "Asia/Seoul";
/// Its distance from UTC today, in hours.
const HOME_HOURS: i8 = 9;

/// The zone whose days an outlet counts: Asia/Seoul unless said. Its rules stand in the program, so that the same stamp is
/// the same day on every machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Zone::named(HOME).unwrap_or_else(|| Zone(TimeZone::fixed(Offset::constant(HOME_HOURS))))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.iana_name(), self.0.to_fixed_offset()) {
            (Some(name), _) => f.write_str(name),
            (None, Ok(offset)) => write!(f, "{offset}"),
            (None, Err(_)) => f.write_str("?"),
        }
    }
}

impl Zone {
    /// A zone by its name in the IANA database: Asia/Seoul, America/New_York.
    pub fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name).ok().map(Zone)
    }

    /// The publication as the outlet's clock showed it. Machines write UTC whatever the outlet's clock says; any other offset
    /// is the outlet's own, and so is a stamp without one.
    ///
    /// ```
    /// use sagwan_ko::times::{Zone, parse_published};
    /// let local = |raw| parse_published(raw).map(|p| Zone::default().local(p).to_string());
    /// assert_eq!(local("2026-11-20T16:10:00Z").as_deref(), Some("2026-11-21T01:10:00+09:00"));
    /// assert_eq!(local("2026-11-20T16:10:00-05:00").as_deref(), Some("2026-11-20T16:10:00-05:00"));
    /// ```
    pub fn local(&self, published: Published) -> Published {
        let (Some(time), Some(offset)) = (published.time, published.offset) else { return published };
        if offset != Offset::UTC {
            return published;
        }
        let Ok(instant) = offset.to_timestamp(published.date.to_datetime(time)) else { return published };
        let there = instant.to_zoned(self.0.clone());
        Published {
            date: there.date(),
            time: Some(there.time()),
            // A stamp of the outlet that reads as UTC must not be turned a second time.
            offset: Some(there.offset()).filter(|offset| *offset != Offset::UTC),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::times::parse_published;

    #[test]
    fn a_time_in_utc_is_a_day_of_the_outlet() {
        for (zone, raw, local) in [
            ("Asia/Seoul", "2026-11-20T16:10:00Z", "2026-11-21T01:10:00+09:00"),
            ("Asia/Seoul", "2026-11-20T16:10:00+00:00", "2026-11-21T01:10:00+09:00"),
            ("Asia/Seoul", "Fri, 20 Nov 2026 16:10:00 GMT", "2026-11-21T01:10:00+09:00"),
            ("Asia/Seoul", "2026-12-31T15:00:00Z", "2027-01-01T00:00:00+09:00"),
            ("Asia/Seoul", "2026-11-20T14:59:59Z", "2026-11-20T23:59:59+09:00"),
            ("Asia/Seoul", "2026-11-21T01:10:00+09:00", "2026-11-21T01:10:00+09:00"),
            ("Asia/Seoul", "2026-11-20 16:10", "2026-11-20T16:10:00"),
            ("Asia/Seoul", "2026-11-20", "2026-11-20"),
            ("America/New_York", "2026-11-20T03:10:00Z", "2026-11-19T22:10:00-05:00"),
            ("America/New_York", "2026-07-20T03:10:00Z", "2026-07-19T23:10:00-04:00"),
            ("Europe/London", "2026-11-20T03:10:00Z", "2026-11-20T03:10:00"),
        ] {
            let zone = Zone::named(zone).unwrap();
            let once = zone.local(parse_published(raw).unwrap());
            assert_eq!(once.to_string(), local, "{raw} in {zone}");
            assert_eq!(zone.local(once), once, "{raw} is turned once");
        }
        assert!(Zone::named("Asia/Atlantis").is_none());
        assert_eq!(Zone::default().to_string(), "Asia/Seoul");
    }
}
