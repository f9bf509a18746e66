//! Sentences around names that nobody bears, so that the model learns where a name ends that it has never seen.
//!
//! Names are strung from syllables of transcriptions; only the word with the name is labelled, the rest of
//! the sentence is context. The measurement of the same skill (`eval/names.tsv`) uses other names and frames.

use sagwan_ko::jamo;
use sagwan_ko::training::{Style, Tag};

use crate::align::align;
use crate::corpus::Example;

const SYLLABLES: &str = "바베보부비브카케코쿠키크다데도두디드파페포푸피프가게고구기그하헤호후히흐자제조주지즈라레로루리르마메모무미므나네노누니느사세소수시스타테토투티트아에오우이으야예요유와위웨쇼슈셰차체초추치츠안엔인온운알엘일올울암엠임옴움반벤빈본번칸켄킨콘쿤단덴딘던판펜핀폰간겐곤군얀잔젠존준진란렌린론룬만멘민몬문난넨닌논산센신손순탄텐틴톤툰왕양장창응엥잉방뱅빙깡꽝뚜쩐쉬블클플글슬발벨빌볼불칼켈킬콜쿨달델딜돌둘팔펠필폴풀갈겔길골굴할헬힐홀훌랄렐릴롤룰말멜밀몰물날넬닐놀눌살셀실솔술탈텔틸톨툴";

/// A frame: what stands before and after the word; the particle in it by its two forms, closed first.
const FRAMES: &[(&str, &str, &str, Tag, &str)] = &[
    ("이날 ", "은", "는", Tag::JX, " 기자들에게 이같이 말했다."),
    ("", "이", "가", Tag::JKS, " 이 자리에 참석했다."),
    ("장관은 ", "과", "와", Tag::JKB, " 회담했다."),
    ("그는 ", "을", "를", Tag::JKO, " 만나 현안을 논의했다."),
    ("", "의", "의", Tag::JKG, " 대변인은 논평을 거부했다."),
    ("회의는 ", "에서", "에서", Tag::JKB, " 열렸다."),
    ("대표단은 27일 ", "에", "에", Tag::JKB, " 도착했다."),
    ("친서를 ", "에게", "에게", Tag::JKB, " 전달했다."),
    ("", "도", "도", Tag::JX, " 성명을 냈다."),
    ("이 자리에는 ", "만", "만", Tag::JX, " 초대받았다."),
    ("회담 뒤 ", "만", "만", Tag::JX, " 웃고 있었다."),
    ("끝내 ", "만", "만", Tag::JX, " 서명을 거부했다."),
    ("유럽에서는 ", "만", "만", Tag::JX, " 반대표를 던졌다."),
    ("지금까지 ", "만", "만", Tag::JX, " 답을 미루고 있다."),
    ("정부는 ", "만", "만", Tag::JX, " 상대하겠다는 뜻을 밝혔다."),
    ("순방은 ", "까지", "까지", Tag::JX, " 이어진다."),
    ("이들은 ", "부터", "부터", Tag::JX, " 방문한다."),
    ("이는 ", "보다", "보다", Tag::JKB, " 앞선 결정이다."),
    ("", "도", "도", Tag::JX, " 회의에 대표를 보냈다."),
    ("", "은", "는", Tag::JX, " 답하지 않았다."),
    ("어제 ", "은", "는", Tag::JX, " 귀국했다."),
    ("대통령은 ", "을", "를", Tag::JKO, " 국빈 방문했다."),
    ("외무부는 ", "이", "가", Tag::JKS, " 억류됐다고 밝혔다."),
    ("정부는 ", "에게는", "에게는", Tag::JKB, " 알리지 않았다."),
    ("공항은 ", "에서는", "에서는", Tag::JKB, " 멀다."),
    ("", "과의", "와의", Tag::JKB, " 회담은 끝났다."),
    ("그들은 ", "으로", "로", Tag::JKB, " 향했다."),
    ("", "과", "와", Tag::JC, " 러시아 대표가 만났다."),
    ("전 ", "", "", Tag::JX, " 대통령은 침묵했다."),
    ("신임 ", "", "", Tag::JX, " 외무장관이 방한했다."),
    ("마리아 ", "", "", Tag::JX, " 총리와 면담했다."),
];

/// A small fixed generator.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

fn name(dice: &mut Dice) -> String {
    let all: Vec<char> = SYLLABLES.chars().collect();
    let length = [1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8][dice.roll(16)];
    (0..length).map(|_| all[dice.roll(all.len())]).collect()
}

/// So many sentences.
pub fn examples(count: usize) -> Vec<Example> {
    let mut dice = Dice(0x5A6_0A11);
    let mut found = Vec::new();
    while found.len() < count {
        let name = name(&mut dice);
        let (before, closed, open, tag, after) = FRAMES[dice.roll(FRAMES.len())];
        let last = name.chars().last().unwrap_or(' ');
        let rieul = closed == "으로" && jamo::final_of(last) == Some(jamo::FINAL_RIEUL);
        let particle = if jamo::ends_closed(last) == Some(true) && !rieul { closed } else { open };
        let word: Vec<char> = name.chars().chain(particle.chars()).collect();
        let mut morphemes = vec![(name.clone(), Tag::NNP)];
        if !particle.is_empty() {
            // Of two particles in a row the second is 는, 의 or the like.
            match ["는", "의"]
                .iter()
                .find_map(|second| Some((particle.strip_suffix(second).filter(|p| !p.is_empty())?, *second)))
            {
                Some((first, second)) => {
                    morphemes.push((first.to_owned(), tag));
                    morphemes.push((second.to_owned(), if second == "의" { Tag::JKG } else { Tag::JX }));
                }
                None => morphemes.push((particle.to_owned(), tag)),
            }
        }
        let Some(own) = align(&word, &morphemes) else { continue };
        let mut chars: Vec<char> = before.chars().collect();
        let mut labels = vec![None; chars.len()];
        chars.extend(&word);
        labels.extend(own.into_iter().map(Some));
        chars.extend(after.chars());
        labels.resize(chars.len(), None);
        found.push(Example { chars, labels, style: Style::News });
    }
    found
}
