//! What a second reader may be asked beyond the record: words that might tell of an event of which none was told; and how an event
//! is coded anew when something about it has changed.

use crate::events;
use crate::record::{Actor, Certainty, Event, EventKind, EventTime, Participant, Place, Role, Span, Status};

/// A word that might tell of an event, and the event that it would tell of.
#[derive(Debug, Clone, PartialEq)]
pub struct Untold {
    /// The word.
    pub trigger: Span,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// What it would be.
    pub kind: EventKind,
    /// Whether it would have happened.
    pub status: Status,
    /// How far the text commits itself there.
    pub certainty: Certainty,
    /// Those with the best odds to take part, by ids of the record.
    pub participants: Vec<Participant>,
    /// When.
    pub time: Option<EventTime>,
    /// Where.
    pub place: Option<Place>,
    /// How likely it is told with these sides, from 0 to 1.
    pub confidence: f64,
}

impl Event {
    /// The event with the codes (`type`, `cameo`) that go with what it says of itself.
    #[must_use]
    pub fn coded(self, actors: &[Actor]) -> Self {
        let state = |id: &str| actors.iter().find(|actor| actor.id == id)?.country.as_deref();
        let sides = self.participants.iter().filter(|p| p.role != Role::Attendee);
        let host = self.place.as_ref().and_then(|place| place.country.as_deref());
        let third_place = events::is_third_place(host, sides.filter_map(|p| state(&p.actor)));
        let cameo = events::cameo(self.kind, self.status, third_place).map(str::to_owned);
        Event { event_type: events::plover(self.kind).to_owned(), cameo, ..self }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Document;
    use crate::{Options, Reader};

    const ARTICLE: &str = "외교장관 회담\n강민서 외교부 장관은 20일 서울에서 얀 노바크 체코 외교장관과 회담했다.\n\
        외교부는 이날 새벽 체코 측의 '회담 중지' 통지문이 전해지자 강민서 장관을 비롯한 간부들이 향후 대책을 논의한 것으로 전해졌다.";

    #[test]
    fn what_is_left_open_changes_nothing_and_is_none_of_the_record() {
        let reader = Reader::new().unwrap();
        let document = Document::from_text(ARTICLE);
        let (record, untold) = reader.read_with_untold(&document, &Options::default());
        assert!(record == reader.read(&document, &Options::default()));
        assert!(!untold.is_empty());
        for open in &untold {
            assert!(record.events.iter().all(|event| event.trigger != open.trigger), "{open:?}");
            assert!(open.sentence.start <= open.trigger.start && open.trigger.end <= open.sentence.end);
        }
    }

    #[test]
    fn an_event_that_did_not_change_keeps_its_codes() {
        let record = Reader::new().unwrap().read(&Document::from_text(ARTICLE), &Options::default());
        assert!(!record.events.is_empty());
        for event in &record.events {
            assert_eq!(&event.clone().coded(&record.actors), event);
        }
    }
}
