"""Kiwi's forms and tags as the treebank writes them."""

FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# Kiwi's finer tags in Sejong's.
TAGS = {"SSO": "SS", "SSC": "SS", "SB": "SN", "XSM": "XSN", "MMA": "MM", "MMD": "MM", "MMN": "MM", "NNC": "NNB", "W_SERIAL": "SN"}


def form_of(form):
    return "".join(FINALS[ord(c) - 0x11A8] if 0x11A8 <= ord(c) < 0x11A8 + 27 else c for c in form if not c.isspace())


def tag_of(tag):
    bare = tag.split("-")[0]
    bare = TAGS.get(bare, bare)
    return "SL" if bare.startswith("W_") or bare in ("UN", "UNK", "NA") else bare
