#!/usr/bin/env python3
"""Is the particle after a name nobody has seen split off where the name ends?

    names.py SAGWAN_BINARY CLDR_DIR

Puts 500 names (states and cities from CLDR's Korean lists, and invented foreign names of one to eight syllables) into
frames written for this purpose, lets the analyser read them, and counts the words whose particle begins exactly where
the name ends. Kiwi and mecab-ko are measured beside it where their Python packages are installed. Same seed, same
sentences; the trainer uses other invented names and other frames.
"""
import json, pathlib, random, subprocess, sys

binary, cldr = sys.argv[1], pathlib.Path(sys.argv[2])
rng = random.Random(20261122)
SYLLABLES = (
    "아 안 알 암 야 얀 에 엔 엘 오 온 올 우 운 울 유 은 이 인 일 임 가 간 갈 고 곤 골 구 군 그 기 나 난 날 네 넨 노 논 누 니 닌 다 단 달 데 덴 도 돈 "
    "두 드 디 딘 라 란 랄 레 렌 로 론 루 르 리 린 마 만 말 메 멘 모 몬 무 문 미 민 바 반 발 베 벤 보 본 부 브 비 빈 사 산 살 세 센 소 손 수 슈 스 시 신 "
    "자 잔 제 젠 조 존 주 즈 지 진 차 체 초 추 치 카 칸 칼 케 켄 코 콘 쿠 크 키 킨 타 탄 테 텐 토 톤 투 트 티 틴 파 판 팔 페 펜 포 폰 푸 프 피 핀 하 한 할 "
    "헤 호 후 흐 히 뮐 쾨 뢰 쇼 쟁 응 옌 쩐 꾸 쫑"
).split()
FRAMES = [
    ("어제 오후 ", ("은", "는"), " 협정문에 서명한 뒤 곧바로 떠났다."),
    ("이번 사태를 두고 ", ("이", "가"), " 먼저 입을 열었다."),
    ("양측은 ", ("을", "를"), " 상대로 협상을 이어 갔다."),
    ("국방장관은 ", ("과", "와"), " 전화로 의견을 나눴다."),
    ("외교가에서는 ", ("의", "의"), " 행보를 주목하고 있다."),
    ("특사단은 ", ("에서", "에서"), " 하루를 더 머물기로 했다."),
    ("선물은 ", ("에게", "에게"), " 건네졌다."),
    ("여기에 ", ("도", "도"), " 힘을 보탰다."),
    ("일행은 다음 날 ", ("으로", "로"), " 떠났다."),
    ("보도에 나온 ", ("과의", "와의"), " 통화 기록은 사실이었다."),
    ("그 뒤로 ", ("만", "만"), " 침묵을 지켰다."),
    ("합의문 초안은 ", ("에는", "에는"), " 전달되지 않았다."),
]


def closed(syllable):
    return (ord(syllable) - 0xAC00) % 28 if "가" <= syllable <= "힣" else 0


def names():
    listed = []
    for file in ("territories.tsv", "cities.tsv"):
        for line in (cldr / file).read_text(encoding="utf-8").splitlines():
            name = line.split("\t")[1]
            if all("가" <= c <= "힣" for c in name) and 1 <= len(name) <= 8:
                listed.append(name)
    rng.shuffle(listed)
    for n in range(500):
        if n % 5 < 2:
            yield listed[n]
        else:
            yield "".join(rng.choice(SYLLABLES) for _ in range(n % 8 + 1))


def cases():
    for n, name in enumerate(names()):
        before, (after_closed, after_open), rest = FRAMES[n % len(FRAMES)]
        last = closed(name[-1])
        particle = after_open if last == 0 or (last == 8 and after_closed == "으로") else after_closed
        yield before + name + particle + rest, len(before), name, particle


PARTICLES = {"JKS", "JKC", "JKG", "JKO", "JKB", "JKV", "JKQ", "JX", "JC"}


def right(morphemes, start, name, particle):
    """morphemes: (begin, end, tag). The particle begins where the name ends, and nothing before that is a particle."""
    end = start + len(name)
    inside = [m for m in morphemes if m[1] > start and m[0] < end]
    after = [m for m in morphemes if end <= m[0] < end + len(particle)]
    return bool(inside and after) and all(m[1] <= end and m[2] not in PARTICLES for m in inside) and all(m[2] in PARTICLES for m in after)


def ours(texts):
    run = subprocess.run([binary, "analyse", "--json"], input="\n".join(texts).encode(), capture_output=True, check=True)
    for line in run.stdout.decode().splitlines():
        sentence = json.loads(line)
        text, at, found = sentence["text"], 0, []
        for token in sentence["tokens"]:
            at = text.index(token["text"], at)
            raw = token["text"].encode()
            for form, tag, begin, end in token["morphemes"]:
                found.append((at + len(raw[:begin].decode()), at + len(raw[:end].decode()), tag))
            at += len(token["text"])
        yield found


def kiwi(texts):
    from kiwipiepy import Kiwi

    analyser = Kiwi(num_workers=1)
    for text in texts:
        yield [(t.start, t.start + t.len, t.tag) for t in analyser.tokenize(text)]


def mecab(texts):
    from mecab import MeCab

    analyser = MeCab()
    for text in texts:
        yield [(m.span.start, m.span.end, m.pos.split("+")[0]) for m in analyser.parse(text)]


def main():
    found = list(cases())
    texts = [text for text, *_ in found]
    for who, analyse in (("sagwan", ours), ("kiwi", kiwi), ("mecab-ko", mecab)):
        try:
            analyses = list(analyse(texts))
        except ImportError:
            print(f"{who}: not installed")
            continue
        if len(analyses) != len(found):
            print(f"{who}: {len(analyses)} sentences for {len(found)}")
            continue
        hits = [right(a, start, name, particle) for a, (_, start, name, particle) in zip(analyses, found)]
        print(f"{who}: {sum(hits) / len(hits):.4f} of {len(hits)}")
        if who == "sagwan" and "--errors" in sys.argv:
            for hit, (text, *_), a in zip(hits, found, analyses):
                if not hit:
                    print("  ", text, [(text[b:e], t) for b, e, t in a][:8])


main()
