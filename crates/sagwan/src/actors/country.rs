//! For whom those act of whom the text names no state beside their name.

use sagwan_text::ByteSpan;

use super::resolve::{Cast, CastMember};
use crate::knowledge::Knowledge;
use crate::record::ActorKind;
use sagwan_ko::names::korean::is_korean_full;
use sagwan_text::{Mention, MentionKind};
use sagwan_text::{Rank, Text};

/// Surnames that are written so only in the North.
const NORTHERN_SURNAMES: &[char] = &['리', '림', '량', '렴', '룡'];

/// Gives every person without a state the one that their office tells, or that stands before them.
pub(super) fn inherit(text: &str, know: &Knowledge, read: &Text, cast: &mut Cast) {
    for n in 0..cast.members.len() {
        let Some(member) = cast.members.get(n) else { break };
        if member.kind != ActorKind::Person || member.country.is_some() {
            continue;
        }
        let before = || stands_before(text, know, read, cast, n);
        // 주미대사: of whom a Korean paper names no sender, the Republic's.
        if member.titles.iter().any(|title| is_korean_mission(know, title)) {
            if let Some(member) = cast.members.get_mut(n) {
                member.country = Some("KR".to_owned());
            }
            continue;
        }
        let state = match (by_office(know, member), member.has_korean_name()) {
            (Some(state), _) if state != "-" => Some(state.to_owned()),
            (Some(_), _) => before().filter(|state| state != "KR"),
            // 중국 외교부는 왕가온 부장이: a head of department is called 부장 in China, and named by its ministry.
            (None, true) if member.titles.iter().any(|t| t == "부장") => before().or(Some("KR".to_owned())),
            (None, true) => Some("KR".to_owned()),
            // 정부 소식통, with no other state about: the government of the paper's readers.
            (None, false) if member.rank == Some(Rank::Vague) && member.name.starts_with("정부") => {
                before().or(Some("KR".to_owned()))
            }
            // 외무성 is a ministry of two states.
            (None, false) if member.affiliation.as_deref() == Some("외무성") => Some("JP".to_owned()),
            (None, false) => before(),
        };
        if let Some(member) = cast.members.get_mut(n) {
            member.country = state;
        }
    }
}

/// Whether a word carries a particle of place or aim.
fn is_placed(word: &str) -> bool {
    ["에", "에서", "로", "을", "를", "의", "은", "는", "이", "가"]
        .iter()
        .any(|particle| word.ends_with(particle))
}

/// An office abroad that tells where it is and not whose: 주미대사, 주중국대사.
fn is_korean_mission(know: &Knowledge, title: &str) -> bool {
    let seat = title.strip_prefix('주').and_then(|rest| {
        ["대사대리", "총영사", "대사", "공사"].iter().find_map(|office| rest.strip_suffix(office))
    });
    let known = |seat: &str| {
        know.pack.lexicon.country(seat).is_some() || know.pack.lexicon.country_by_short(seat).is_some()
    };
    seat.is_some_and(|seat| known(seat) && seat != "한")
}

/// The state that an office tells; `-` for one that is not the Republic of Korea.
fn by_office<'k>(know: &'k Knowledge, member: &CastMember) -> Option<&'k str> {
    let korean = member.has_korean_name();
    let told = know.pack.lexicon.offices().find(|office| {
        (office.any || korean) && member.titles.iter().any(|title| title.ends_with(office.office.as_str()))
    });
    let northern = member.name.starts_with(NORTHERN_SURNAMES) && korean;
    told.map(|office| office.state.as_str()).or(northern.then_some("-"))
}

impl CastMember {
    /// Whether the name is a full Korean one.
    fn has_korean_name(&self) -> bool {
        matches!(self.words(), [word] if is_korean_full(word))
    }
}

/// The state of whoever is named last before a person's mention in its sentence. A place where others meet hides those
/// before it: 방위상은 스위스 다보스에서 장관을 만났다.
fn stands_before(text: &str, know: &Knowledge, read: &Text, cast: &Cast, n: usize) -> Option<String> {
    // 카이로에서 아랍연맹 사무총장과: whoever heads a body of states is received by others.
    let of_body = cast.members.get(n).is_some_and(|m| m.titles.iter().any(|t| t.ends_with("사무총장")));
    if of_body {
        return None;
    }
    let own = cast.mentions.iter().zip(&cast.actor_of).filter(|(_, actor)| **actor == Some(n));
    own.filter_map(|(mention, _)| Some((mention, read.sentences.get(mention.sentence)?.span))).find_map(
        |(mention, sentence)| {
            let lender = cast
                .in_sentence(mention.sentence)
                .filter(|(m, actor)| {
                    m.span.end <= mention.span.start && m.span.start >= sentence.start && *actor != Some(n)
                })
                .filter(|(m, _)| lends_its_state(know, text, m, mention))
                .filter_map(|(m, actor)| {
                    let member = cast.members.get(actor?)?;
                    let acts = member.kind == ActorKind::Person && member.rank != Some(Rank::Spokesman);
                    Some((m, acts, member.country.clone()?))
                })
                .last();
            let from = lender.as_ref().map_or(sentence.start, |(m, ..)| m.span.end);
            let between = ByteSpan::new(from, mention.span.start.max(from)).of(text);
            let is_met = matches!(
                mention.particle.of(text),
                "과" | "와" | "을" | "를" | "과의" | "와의" | "에게" | "과도" | "와도"
            );
            if let Some(city) = city_of_meeting(know, between).filter(|_| is_met || lender.is_some()) {
                return know
                    .pack
                    .lexicon
                    .city(city)
                    .filter(|_| know.pack.lexicon.is_seat(city))
                    .map(str::to_owned);
            }
            let (nearest, acts, state) = lender?;
            // 장관은 외교부장과 만났다: who is met acts for another state.
            let met = acts && is_met && matches!(nearest.particle.of(text), "은" | "는" | "이" | "가");
            (!met && !is_third_place(know, text, nearest)).then_some(state)
        },
    )
}

/// The last city in a stretch where somebody is met: 베이징에서 왕이 부장과, 테헤란 방문 중 외무장관과. Who is met there is of the
/// state that receives.
fn city_of_meeting<'t>(know: &Knowledge, between: &'t str) -> Option<&'t str> {
    let words: Vec<&str> = between.split_whitespace().collect();
    let met = words.iter().rev().find_map(|word| word.strip_suffix("에서"));
    let visited = || {
        words.windows(2).rev().find_map(|pair| match pair {
            [city, visit] if visit.starts_with("방문") => Some(*city),
            _ => None,
        })
    };
    met.or_else(visited).filter(|city| know.pack.lexicon.city(city).is_some())
}

/// Whether a state is named only for a city of it that is no seat of its government: 중국 청두에서, 미국 뉴욕 유엔본부에서.
fn is_third_place(know: &Knowledge, text: &str, mention: &Mention) -> bool {
    let behind = text.get(mention.particle.end.max(mention.span.end)..).unwrap_or("");
    let mut place: Vec<&str> = behind.split_whitespace().take(3).collect();
    let Some(last) = place.iter().position(|word| word.ends_with("에서")) else { return false };
    place.truncate(last + 1);
    let cities =
        || place.iter().map(|w| w.trim_end_matches("에서")).filter(|w| know.pack.lexicon.city(w).is_some());
    matches!(mention.kind, MentionKind::Country(_))
        && mention.particle.is_empty()
        && cities().next().is_some()
        && !cities().any(|city| know.pack.lexicon.is_seat(city))
}

/// Whether whoever stands behind may act for the state of a mention: not where a guest only visits it (일본을 방문
/// 중인 부통령이), but where its own people are met (중국을 방문해 부장을 만났다).
fn lends_its_state(know: &Knowledge, text: &str, mention: &Mention, behind: &Mention) -> bool {
    match &mention.kind {
        MentionKind::Person(person) => person.country.is_some(),
        MentionKind::Country(_) => {
            let between = ByteSpan::new(mention.span.end, behind.span.start.max(mention.span.end)).of(text);
            // 실장은 러시아를, 원장은 일본을 찾는다: where another goes.
            let apart = between.starts_with("를,") || between.starts_with("을,");
            // 캐나다 정상회의 기간 중, 캐나다 현지에서: before another word that is no place a state only belongs to that word.
            let mut words = between.split_whitespace();
            let (next, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let place = know.pack.lexicon.city(next).is_some() || is_placed(next) || second.ends_with("에서");
            let attributive = mention.particle.is_empty()
                && (next.starts_with("현지") || !next.starts_with('측') && !place);
            // 러시아를 방문하기 위해 부상이 출발했다: where they go.
            !apart
                && !attributive
                && !between.contains("방문하기 위해 ")
                && !["중인 ", "방문한 ", "찾은 ", "도착한 ", "나선 ", "오른 ", "마친 ", "앞둔 "]
                    .iter()
                    .any(|guest| between.ends_with(guest))
        }
        // 외교부에 따르면 차관은 총리를 예방했다: who is cited.
        MentionKind::Organisation { .. } => {
            let behind = text.get(mention.particle.end.max(mention.span.end)..).unwrap_or("").trim_start();
            !behind.starts_with("따르면") && !behind.starts_with("의하면")
        }
        _ => false,
    }
}
