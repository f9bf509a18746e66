"""Vectors of Kiwi's morphemes.

Kiwi's language model holds a vector for each morpheme, learned from a large corpus; its API gives the cosines between
them. The cosines of all with enough of them tell the vectors up to a rotation.
"""
import numpy as np

# How Kiwi writes a final consonant alone, and its finer tags in Sejong's: as in corpus.rs.
FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
TAGS = {"SSO": "SS", "SSC": "SS", "SB": "SN", "XSM": "XSN", "MMA": "MM", "MMD": "MM", "MMN": "MM", "NNC": "NNB"}
# Numbers of the morphemes that the others are compared with: they are numbered by how often they occur.
ANCHORS = sorted({*range(90, 600, 6), *range(600, 6000, 40), *range(6000, 40000, 160)})
# Components that are kept: seven tenths of the variance.
SIZE = 100


def form_of(form):
    return "".join(FINALS[ord(c) - 0x11A8] if 0x11A8 <= ord(c) < 0x11A8 + 27 else c for c in form if not c.isspace())


def tag_of(tag):
    bare = tag.split("-")[0]
    return TAGS.get(bare, bare)


def morpheme_vectors(kiwi):
    """{(form, tag): vector}; under ("", tag) the one that words unknown to Kiwi share."""
    count = len(kiwi.most_similar_morphemes(ANCHORS[0], top_n=1_000_000))
    cosines = np.ones((count, len(ANCHORS)), np.float32)
    for column, anchor in enumerate(ANCHORS):
        for other in kiwi.most_similar_morphemes(anchor, top_n=count):
            if other.id != anchor:
                cosines[other.id, column] = other.score
    among = cosines[ANCHORS]
    values, axes = np.linalg.eigh((among + among.T) / 2)
    real = values > 0.01
    vectors = cosines @ axes[:, real] / np.sqrt(values[real])
    vectors = vectors - vectors[:30000].mean(0)
    principal = np.linalg.svd(vectors[:30000], full_matrices=False)[2][:SIZE]
    vectors = vectors @ principal.T
    vectors /= vectors[:30000].std()
    found = {}
    for number in range(count):
        morpheme = kiwi.morpheme(number)
        # The more frequent one of two that are written alike.
        found.setdefault((form_of(morpheme.form), tag_of(morpheme.tag)), vectors[number].astype(np.float32))
    return found
