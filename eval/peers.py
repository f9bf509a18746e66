#!/usr/bin/env python3
"""Kiwi and mecab-ko by the same measures: peers.py CONLLU NEWS_TEXT

Prints figure,who,value lines: morpheme F1 on the treebank (tags mapped to Sejong's as train/src/corpus.rs does, allomorphs
as `sagwan analyse --eval` does) and MB of news text a second on one thread. What is not installed is left out.
"""
import collections, os, sys, time

from kiwi_tags import form_of, tag_of

treebank, news = sys.argv[1:3]


def normal(form, tag):
    if tag == "EP" and form in ("았", "였", "ㅆ"):
        form = "었"
    if tag in ("EC", "EF") and form[:1] in ("아", "여"):
        form = "어" + form[1:]
    return form, tag


def sentences():
    text, bag = None, collections.Counter()
    for line in open(treebank, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("# text = "):
            text = line[9:].strip()
        elif len(cells) >= 8:
            tags = cells[4].split("+")
            forms = [cells[2]] if len(tags) == 1 else cells[2].split("+")
            bag.update(normal(f, t) for f, t in zip(forms, tags))
        elif not line.strip() and text:
            yield text, bag
            text, bag = None, collections.Counter()


def kiwi():
    from kiwipiepy import Kiwi

    analyser = Kiwi(num_workers=1)
    return lambda text: [(form_of(t.form), tag_of(t.tag)) for t in analyser.tokenize(text)]


def mecab():
    from mecab import MeCab

    analyser = MeCab()

    def analyse(text):
        for m in analyser.parse(text):
            if m.feature.expression:
                for part in m.feature.expression.split("+"):
                    form, tag, *_ = part.split("/")
                    yield form, MECAB.get(tag, tag)
            else:
                yield m.surface, MECAB.get(m.pos, m.pos)

    return lambda text: list(analyse(text))


MECAB = {"NNBC": "NNB", "SSO": "SS", "SSC": "SS", "SC": "SP", "SY": "SW"}
for who, make in (("kiwi", kiwi), ("mecab-ko", mecab)):
    try:
        analyse = make()
    except ImportError:
        continue
    right = total = 0
    for text, wanted in sentences():
        found = collections.Counter(normal(*m) for m in analyse(text))
        right, total = right + sum((found & wanted).values()), total + sum(found.values()) + sum(wanted.values())
    print(f"morpheme F1 on GSD test,{who},{2 * right / total:.4f}")
    lines = open(news, encoding="utf-8").read().splitlines()[:4000]
    start = time.perf_counter()
    for line in lines:
        analyse(line)
    seconds = time.perf_counter() - start
    print(f"MB of Wikinews text a second on one thread,{who} from Python,{sum(len(l.encode()) + 1 for l in lines) / seconds / 1e6:.2f}")
