#!/usr/bin/env python3
"""Do sentences end where a reader says they end?

    sentences.py SAGWAN_BINARY ARTICLES_DIR

`sentences.json` holds for each annotated article the ends of its sentences, in characters from the start of the file.
It was made by looking at every place where this analyser and Kiwi disagree, and in the articles that were read also at
every stop inside a line. Kiwi is measured beside it where it is installed.
"""
import json, pathlib, subprocess, sys

binary, articles = sys.argv[1], pathlib.Path(sys.argv[2])
gold = json.loads(pathlib.Path(__file__).with_name("sentences.json").read_text())


def ours(text):
    run = subprocess.run([binary, "analyse", "--json"], input=text.encode(), capture_output=True, check=True)
    at = 0
    for line in run.stdout.decode().splitlines():
        sentence = json.loads(line)["text"]
        at = text.index(sentence, at) + len(sentence)
        yield at


def kiwi():
    from kiwipiepy import Kiwi

    analyser = Kiwi(num_workers=1)

    def ends(text):
        at = 0
        for line in text.splitlines(keepends=True):
            for sentence in analyser.split_into_sents(line):
                found = line[sentence.start : sentence.end]
                if found.strip():
                    yield at + sentence.start + len(found.rstrip())
            at += len(line)

    return ends


for who, make in (("sagwan", lambda: ours), ("kiwi", kiwi)):
    try:
        ends = make()
    except ImportError:
        print(f"{who}: not installed")
        continue
    right = found = wanted = 0
    for name, expected in gold.items():
        path = articles / f"{name}.txt"
        got = set(ends(path.open(encoding="utf-8", newline="").read()))
        right, found, wanted = right + len(got & set(expected)), found + len(got), wanted + len(expected)
    print(f"{who}: {2 * right / (found + wanted):.4f} of {wanted}")
