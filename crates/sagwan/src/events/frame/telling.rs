//! How an event's word stands in its sentence: whether it tells of an occasion, or only names one.

use sagwan_text::{Word, WordClass, WordKind};

use super::{View, is_meeting};
use crate::events::triggers::Found;
use crate::record::EventKind;

/// An event's word in its clause.
pub(super) struct Telling<'t> {
    pub(super) at: usize,
    pub(super) token: &'t Word,
    pub(super) hit: &'t Found<'t>,
    /// First and last token of the clause, and the byte where it begins.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) from: usize,
    /// Whether it stands before a noun of its own: 만난 장관.
    pub(super) adnominal: bool,
    /// Whether it is the predicate of its clause, not a passing reference.
    pub(super) told: bool,
    /// Somebody is told to attend.
    pub(super) attends: bool,
    /// 회담은, 회담이.
    pub(super) is_subject: bool,
    /// 방문을 요청했다, 방문해달라고.
    pub(super) asks: bool,
    /// 방북 초청을 받았다.
    pub(super) received: bool,
    /// 부위원장이 보낸 편지: who sent it stands before the verb.
    pub(super) sent_before: bool,
    /// Who speaks at the conference.
    pub(super) speakers: Vec<usize>,
}

impl<'a> View<'a> {
    /// How a word stands in its sentence; `None` when it names no occasion.
    pub(super) fn telling<'t>(&'t self, at: usize, hit: &'t Found) -> Option<Telling<'t>> {
        let token = self.tokens().get(at)?;
        let kind = hit.trigger.kind;
        if self.names_none(at, hit, token) {
            return None;
        }
        let (start, end) = (self.clause_start(at), self.clause_end(at));
        let before = at.checked_sub(1).and_then(|n| self.tokens().get(n));
        let ends = |endings: &[&str]| endings.iter().any(|end| self.text_of(token.span).ends_with(end));
        // 만찬을 계기로 3자 회동을 했다, 회담 이후 만찬을 한다: what only sets the scene is not told.
        let scene =
            !hit.verbal && self.follows(at, &["계기", "이후", "직후", "직전", "앞두고", "끝난", "마친"]);
        // 장관들과의 오찬이 끝난 뒤: of others.
        let of_others = scene
            && before.is_some_and(|t| {
                matches!(self.text_of(t.particle), "과의" | "와의")
                    && !self.mentions.iter().any(|(m, _)| m.span.contains(t.stem))
            });
        if of_others {
            return None;
        }
        let sent_before = kind == EventKind::Letter
            && before.is_some_and(|t| {
                t.class == WordClass::Adnominal
                    && ["보낸", "보내온", "전한", "전달한", "건넨"].contains(&self.text_of(t.span))
            });
        let attends = self.attends(at, end);
        let speakers = self.speakers_at(at, hit);
        let told = !scene
            && (hit.verbal
                || self.noun_tells(at, hit, token)
                || self.reading.headlines && self.headline_tells(at, token)
                || self.light_verb(at, end)
                || attends
                || self.is_held_there(at, hit, token)
                // 만남을 추진하기로 했다.
                || is_meeting(kind) && self.follows(at, &["추진"])
                || !speakers.is_empty()
                || sent_before
                || kind == EventKind::Call && self.follows(at, &["통해", "통하여"])
                || kind == EventKind::Letter && self.is_sent(at, end));
        // 한국을 방문해달라고 요청했다.
        let begged = hit.verbal && ends(&["달라고", "달라며", "달라는"]);
        let asks = begged || !hit.verbal && self.follows(at, &["요청", "초청", "제안", "제의", "권유"]);
        let received = !hit.verbal
            && self.follows(at, &["초청", "제안", "제의"])
            && (at + 2..=end).any(|n| {
                self.tokens().get(n).is_some_and(|t| self.text_of(t.span).starts_with(['받', '수']))
            });
        Some(Telling {
            at,
            token,
            hit,
            start,
            end,
            from: self.tokens().get(start).map_or(token.span.start, |t| t.span.start),
            adnominal: self.is_adnominal(at, hit, token),
            told,
            attends,
            is_subject: !hit.verbal && matches!(self.text_of(token.particle), "은" | "는" | "이" | "가"),
            asks,
            received,
            sent_before,
            speakers,
        })
    }

    /// Whether a word that looks like an event's names none.
    fn names_none(&self, at: usize, hit: &Found<'_>, token: &Word) -> bool {
        let head = hit.trigger.head.as_str();
        // 방문을 열고 들어왔다: a door.
        let door = head == "방문" && self.follows(at, &["열", "닫", "두드", "걸어 잠"]);
        // 긴밀히 협의하자고 말했다, 협의해 나가기로 했다: a wish or a resolve, not an occasion.
        let wished = ["자고", "자며", "자면서"].iter().any(|end| self.text_of(token.span).ends_with(end))
            || self.follows(at, &["나가", "가기로", "나아가"]) && !self.follows(at, &["나갔", "나간"]);
        // 두 정상이 마주 앉은 것은 2년 만이다: what has just been told.
        let sums_up = hit.verbal
            && token.class == WordClass::Adnominal
            && self.follows(at, &["것은", "건"])
            && (self.counts() || self.counts_on(at));
        // 회담을 가질 계획이 없다: none is planned.
        let word = |n: usize| self.tokens().get(n).map_or("", |t| self.text_of(t.span));
        let no_plan = (at + 1..at + 5).any(|n| {
            matches!(word(n), "계획이" | "계획은" | "예정이" | "생각이")
                && (word(n + 1).starts_with('없')
                    || word(n + 1).starts_with('전') && word(n + 2).starts_with('없'))
        });
        // 방러 문제도 논의했다: a topic, not an event.
        let topic = self.follows(at, &["문제", "의제", "가능성", "여부", "필요성", "전망"])
            // 방러 목적은 언급하지 않았다, 휴전 협상 상황을 검토했다.
            || self.follows(at, &["목적", "배경", "이유"])
            || head == "협상" && self.follows(at, &["상황", "진전", "과정"])
            // 다음 협의 일정도 잡지 못했다; but 방문 일정을 시작했다.
            || hit.trigger.kind != EventKind::Visit && self.follows(at, &["일정"]);
        let open = matches!(self.text_of(token.particle), "" | "의");
        door || hit.verbal && head == "협의" && wished || sums_up || no_plan || !hit.verbal && open && topic
    }

    /// 만난 장관; but 만난 것으로 알려졌다, 만난 뒤: what follows is no noun phrase of its own.
    fn is_adnominal(&self, at: usize, hit: &Found<'_>, token: &Word) -> bool {
        const BOUND: &[&str] = &[
            "것",
            "바",
            "뒤",
            "후",
            "직후",
            "자리",
            "가운데",
            "예정",
            "계획",
            "전망",
            "방안",
            "일정",
            "방침",
            "사실",
            "가능성",
        ];
        token.class == WordClass::Adnominal && !self.follows(at, BOUND)
            || !hit.verbal && self.follows(at, &["중인", "중이던"])
    }

    /// 하원의장을 접견, 현안을 논의했다: the noun alone before a comma tells.
    fn noun_tells(&self, at: usize, hit: &Found<'_>, token: &Word) -> bool {
        token.particle.is_empty()
            && hit.trigger.kind != EventKind::Conference
            && self.tokens().get(at + 1).is_some_and(|t| self.text_of(t.span) == ",")
            && at.checked_sub(1).and_then(|n| self.tokens().get(n)).is_some_and(|t| {
                matches!(
                    self.text_of(t.particle),
                    "을" | "를" | "과" | "와" | "과는" | "와는" | "에게" | "에"
                )
            })
    }

    /// 한미 정상, 14일 워싱턴서 회담: in a headline the noun tells at its end, before a mark or before what becomes of it.
    fn headline_tells(&self, at: usize, token: &Word) -> bool {
        const BECOMES: &[&str] = &[
            "예정",
            "합의",
            "추진",
            "무산",
            "연기",
            "취소",
            "개최",
            "종료",
            "시작",
            "전망",
            "검토",
            "가져",
            "갖는다",
            "한다",
        ];
        let next = self.tokens().get(at + 1);
        token.particle.is_empty()
            && (next.is_none_or(|t| t.kind != WordKind::Word) || self.follows(at, BECOMES))
    }

    /// 문제가 13일 열린 이사회에서 다뤄졌다: the setting of a conference tells that it was held.
    fn is_held_there(&self, at: usize, hit: &Found<'_>, token: &Word) -> bool {
        hit.trigger.kind == EventKind::Conference
            && matches!(self.text_of(token.particle), "에서" | "에서는" | "에서도")
            && (at.saturating_sub(3)..at).any(|n| {
                self.tokens().get(n).is_some_and(|t| {
                    t.class == WordClass::Adnominal
                        && ["열린", "개최", "개막", "소집"]
                            .iter()
                            .any(|v| self.text_of(t.span).starts_with(v))
                })
            })
    }

    /// 친서를 전달했다.
    fn is_sent(&self, at: usize, end: usize) -> bool {
        const VERBS: &[&str] =
            &["전달", "건네", "건넸", "건넨", "보내", "보낸", "보냈", "받", "발송", "교환", "전하", "전했"];
        let behind = self.tokens().get(at + 1..=end).unwrap_or(&[]);
        behind.iter().any(|t| VERBS.iter().any(|v| self.text_of(t.span).starts_with(v)))
    }

    /// Whether the noun at `at` is the object or subject of a light verb in its clause: 회담을 했다, 회담이 열렸다.
    pub(super) fn light_verb(&self, at: usize, end: usize) -> bool {
        const VERBS: &[&str] = &[
            "벌이", "벌였", "벌인", "연기", "취소", "보류", "하", "했", "한", "할", "해", "합", "여는",
            "가졌", "갖", "가진", "가질", "열", "개최", "진행", "마쳤", "마치", "시작", "함께", "이뤄",
            "소집",
        ];
        let Some(token) = self.tokens().get(at) else { return false };
        if !matches!(self.text_of(token.particle), "을" | "를" | "이" | "가" | "은" | "는" | "도") {
            return false;
        }
        (at + 1..=end.min(at + 6)).any(|n| {
            self.tokens().get(n).is_some_and(|t| VERBS.iter().any(|v| self.text_of(t.span).starts_with(v)))
        })
    }

    /// 정상회의에 참석하다.
    pub(super) fn attends(&self, at: usize, end: usize) -> bool {
        let Some(token) = self.tokens().get(at) else { return false };
        // 외무장관 회의 참석을 위해, 회의 참석차.
        let next = self.tokens().get(at + 1).map_or("", |t| self.text_of(t.span));
        if token.particle.is_empty() && next.starts_with("참석") {
            return true;
        }
        let into = matches!(self.text_of(token.particle), "에" | "에도" | "에는" | "을" | "를");
        // G20 정상회의에 참석한 외교장관들과의 만찬: nobody known attends.
        let of_others = |n: usize| {
            self.tokens().get(n).is_some_and(|t| t.class == WordClass::Adnominal)
                && self.text_of(token.particle) == "에"
                && !self.before_bound_noun(n)
                && self.tokens().get(n + 1).is_some_and(|t| {
                    t.kind == WordKind::Word
                        && self.text_of(t.stem).ends_with('들')
                        && !self.mentions.iter().any(|(m, _)| m.span.contains(t.stem))
                })
        };
        into && (at + 1..=end.min(at + 24)).any(|n| {
            !of_others(n)
                && self.tokens().get(n).is_some_and(|t| {
                    ["참석", "참가", "참여", "주재", "열었", "열고", "열린", "열린다", "개최", "소집"]
                        .iter()
                        .any(|v| self.text_of(t.span).starts_with(v))
                })
        })
    }

    /// 안보리 회의에서 …라고 말했다: who speaks at a conference of an international body, or of states.
    fn speakers_at(&self, at: usize, hit: &Found<'_>) -> Vec<usize> {
        const OF_STATES: &[&str] = &["정상회의", "외교장관회의", "외무장관회의", "국방장관회의", "총회"];
        let Some(token) = self.tokens().get(at) else { return Vec::new() };
        let there = matches!(self.text_of(token.particle), "에서" | "에서는" | "에서도");
        if hit.trigger.kind != EventKind::Conference || !there {
            return Vec::new();
        }
        let of_body = || (at.saturating_sub(2)..at).any(|n| self.names_many_states(n));
        if !OF_STATES.contains(&hit.trigger.head.as_str()) && !of_body() {
            return Vec::new();
        }
        let behind = self.statements.iter().filter(|s| s.content.start >= token.span.end);
        let mut speakers: Vec<usize> = behind.filter_map(|s| s.speaker).collect();
        speakers.dedup();
        speakers
    }
}
