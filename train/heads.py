#!/usr/bin/env python3
"""The second teacher: draws trees for the raw text, from which the small parser learns.

    heads.py WORK_DIR

A three-layer BiLSTM with biaffine arcs and relations (Dozat and Manning 2017), over the morphemes that the tagger
found, their letters, and Kiwi's vectors. It learns GSD and Kaist side by side, each with arcs of its own, since they
draw trees in different ways; GSD's way is what it draws. Reads what `sagwan-train words` wrote; writes

    WORK_DIR/silver.jsonl   {"text", "heads", "relations"} a line; sentences whose heads form no tree are left out

Needs jax, optax and kiwipiepy (see requirements.txt). The output is the same on every run with as many threads.
"""
import functools, json, os, pathlib, sys, zlib

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=true intra_op_parallelism_threads=2")
import jax, jax.numpy as jnp, numpy as np, optax
from kiwipiepy import Kiwi

from vectors import SIZE, morpheme_vectors

SEED = 1
EPOCHS = 14
# Words of a sentence at most, by bucket; longer ones are left out.
LENGTHS = [14, 28, 48]
# Words of a batch.
GSD_BATCH, OTHER_BATCH = 900, 1400
# Rows of the tables of letters, morphemes and tag sequences: what falls on one row shares it.
LETTERS, MORPHEMES, TAGS = 20000, 12000, 1500
# Runs of letters of a word at most.
RUNS = 16
# Which morphemes of a word are looked at.
PLACES = [0, 1, -1, -2, -3]
# Widths.
LETTER, MORPHEME, TAG, MARK, VECTOR, INPUT, HIDDEN, LAYERS, ARC, RELATION = 80, 64, 32, 8, 64, 256, 160, 3, 200, 64
FARTHEST = 12

work = pathlib.Path(sys.argv[1])
vectors = morpheme_vectors(Kiwi(model_type="cong"))
number_of = {key: number for number, key in enumerate(vectors, 1)}
VECTORS = jnp.array(np.stack([np.zeros(SIZE, np.float32), *vectors.values()]))


def row(text, rows):
    return 1 + zlib.crc32(text.encode()) % (rows - 1)


@functools.lru_cache(maxsize=None)
def numbers_of(form, morphemes):
    """A word as numbers: runs of letters, morphemes, their tags, vectors of the morphemes."""
    framed = f"^{form}$"
    runs = [framed[i : i + n] for n in (1, 2, 3) for i in range(len(framed) - n + 1) if n > 1 or framed[i] not in "^$"]
    if len(runs) > RUNS:
        runs = [runs[i] for i in np.linspace(0, len(runs) - 1, RUNS).astype(int)]
    looked_at = [morphemes[p] if -len(morphemes) <= p < len(morphemes) else None for p in PLACES]
    return np.array(
        [row(run, LETTERS) for run in runs]
        + [0] * (RUNS - len(runs))
        + [row("/".join(m), MORPHEMES) if m else 0 for m in looked_at]
        + [row("+".join(tag for _, tag in morphemes), TAGS)]
        + [(number_of.get(m) or number_of.get(("", m[1]), 0)) if m else 0 for m in looked_at],
        np.int32,
    )


WIDTH = RUNS + 2 * len(PLACES) + 1


def load(name, relations=None):
    """Sentences as (text, words as numbers, marks, heads from 1, relations)."""
    sentences = []
    for line in (work / name).open(encoding="utf-8"):
        row = json.loads(line)
        if not 0 < len(row["words"]) <= LENGTHS[-1]:
            continue
        words = np.stack([numbers_of(form, tuple(map(tuple, ms))) for form, ms, _ in row["words"]])
        marks = np.array([m for _, _, m in row["words"]], np.int32)
        heads = names = None
        if relations is not None:
            heads = np.array([0 if h is None else h + 1 for h in row["heads"]])
            names = np.array([relations.setdefault(r, len(relations)) for r in row["relations"]])
        sentences.append((row["text"], words, marks, heads, names))
    return sentences


def batches(data, size, rng=None):
    """(length, room, which sentences): sentences of like length together."""
    buckets = {}
    for i, sentence in enumerate(data):
        buckets.setdefault(next(l for l in LENGTHS if l >= len(sentence[2])), []).append(i)
    found = []
    for length, members in sorted(buckets.items()):
        members = np.array(members)
        if rng is not None:
            rng.shuffle(members)
        room = max(4, size // length)
        found += [(length, room, members[a : a + room]) for a in range(0, len(members), room)]
    if rng is not None:
        rng.shuffle(found)
    return found


def pack(data, length, room, members):
    words, marks = np.zeros((room, length, WIDTH), np.int32), np.zeros((room, length), np.int32)
    heads, names = np.zeros((room, length), np.int32), np.zeros((room, length), np.int32)
    counts = np.zeros(room, np.int32)
    for k, i in enumerate(members):
        _, w, m, h, r = data[i]
        counts[k] = len(m)
        words[k, : len(m)], marks[k, : len(m)] = w, m
        if h is not None:
            heads[k, : len(m)], names[k, : len(m)] = h, r
    return words, marks, heads, names, counts


jax.config.update("jax_default_prng_impl", "unsafe_rbg")
key = jax.random.key(SEED)


def fresh():
    global key
    key, one = jax.random.split(key)
    return one


def normal(shape, scale):
    return jax.random.normal(fresh(), shape) * scale


def linear(inner, outer):
    return {"w": normal((inner, outer), inner**-0.5), "b": jnp.zeros(outer)}


def begin(banks):
    weights = {
        "letters": normal((LETTERS, LETTER), 0.1),
        "stems": normal((MORPHEMES, MORPHEME), 0.1),
        "tails": normal((MORPHEMES, MORPHEME), 0.1),
        "tags": normal((TAGS, TAG), 0.1),
        "marks": normal((64, MARK), 0.1),
        "vectors": linear(SIZE, VECTOR),
        "input": linear(LETTER + len(PLACES) * (MORPHEME + VECTOR) + TAG + MARK, INPUT),
    }
    inner = INPUT
    for layer in range(LAYERS):
        for way in "lr":
            weights[f"{way}{layer}"] = {**linear(inner, 4 * HIDDEN), "h": normal((HIDDEN, 4 * HIDDEN), HIDDEN**-0.5)}
        inner = 2 * HIDDEN
    for bank, relations in banks.items():
        weights[bank] = {
            "root": normal((inner,), 0.1),
            "arc of word": linear(inner, ARC),
            "arc of head": linear(inner, ARC),
            "arcs": normal((ARC + 1, ARC), 0.02),
            "relation of word": linear(inner, RELATION),
            "relation of head": linear(inner, RELATION),
            "relations": normal((relations, RELATION + 1, RELATION + 1), 0.02),
            "distance": jnp.zeros((2, FARTHEST)),
        }
    return weights


class Dropout:
    """Keys one after another; none outside of training."""

    def __init__(self, key):
        self.key = key

    def __call__(self, x, rate, shape=None):
        if self.key is None:
            return x
        self.key, one = jax.random.split(self.key)
        return x * jax.random.bernoulli(one, 1 - rate, shape or x.shape) / (1 - rate)


def apply(w, x):
    return x @ w["w"] + w["b"]


def lstm(w, x, mask, reverse, drop):
    gates, size = apply(w, x), x.shape[0]
    kept = drop(jnp.ones((size, HIDDEN)), 0.25)

    def step(state, now):
        (h, c), (z, m) = state, now
        i, f, g, o = jnp.split(z + (h * kept) @ w["h"], 4, -1)
        c1 = jax.nn.sigmoid(f + 1) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h1, m = jax.nn.sigmoid(o) * jnp.tanh(c1), m[:, None]
        return (h1 * m + h * (1 - m), c1 * m + c * (1 - m)), h1 * m

    zero = jnp.zeros((size, HIDDEN))
    _, out = jax.lax.scan(step, (zero, zero), (gates.swapaxes(0, 1), mask.T), reverse=reverse)
    return out.swapaxes(0, 1)


def encode(p, words, marks, counts, drop):
    size, length, _ = words.shape
    mask = (jnp.arange(length)[None] < counts[:, None]).astype(jnp.float32)
    end = RUNS + len(PLACES)
    runs, found, tags, known = words[..., :RUNS], words[..., RUNS:end], words[..., end], words[..., end + 1 :]
    there = lambda numbers: (numbers > 0).astype(jnp.float32)[..., None]
    letters = (p["letters"][runs] * drop(there(runs), 0.15)).sum(2) / 4
    # The first two morphemes from one table, the last three from another.
    stems, tails = p["stems"][found[..., :2]], p["tails"][found[..., 2:]]
    morphemes = jnp.concatenate([stems, tails], 2) * drop(there(found), 0.2)
    meaning = jnp.tanh(apply(p["vectors"], VECTORS[known])) * drop(there(known), 0.1)
    flat = lambda x: x.reshape(size, length, -1)
    parts = [letters, flat(morphemes), p["tags"][tags] * drop(there(tags), 0.2), p["marks"][marks], flat(meaning)]
    x = drop(jnp.tanh(apply(p["input"], jnp.concatenate(parts, -1))), 0.33, (size, 1, INPUT))
    for layer in range(LAYERS):
        both = [lstm(p[f"{way}{layer}"], x, mask, way == "r", drop) for way in "lr"]
        x = drop(jnp.concatenate(both, -1), 0.33, (size, 1, 2 * HIDDEN))
    return x, mask


def score(p, x, mask, drop):
    """Scores of each word's heads (0 is the root), and what relations are scored by."""
    size, length, _ = x.shape
    heads = jnp.concatenate([jnp.broadcast_to(p["root"], (size, 1, x.shape[2])), x], 1)
    layer = lambda name, v: drop(jax.nn.leaky_relu(apply(p[name], v)), 0.33, (size, 1, p[name]["b"].shape[0]))
    of_word, of_head = layer("arc of word", x), layer("arc of head", heads)
    of_word = jnp.concatenate([of_word, jnp.ones((size, length, 1))], -1)
    arcs = jnp.einsum("bia,ac,bjc->bij", of_word, p["arcs"], of_head)
    i, j = jnp.arange(1, length + 1)[:, None], jnp.arange(length + 1)[None]
    arcs += p["distance"][(j > i).astype(int), jnp.clip(jnp.abs(j - i), 0, FARTHEST - 1)]
    possible = jnp.concatenate([jnp.ones((size, 1)), mask], 1)[:, None, :] > 0
    arcs = jnp.where(possible & (i != j), arcs, -1e9)
    return arcs, layer("relation of word", x), layer("relation of head", heads)


def relation_scores(p, of_word, of_head, heads):
    of_head = jnp.take_along_axis(of_head, heads[..., None], 1)
    one = jnp.ones((*heads.shape, 1))
    with_one = lambda x: jnp.concatenate([x, one], -1)
    return jnp.einsum("bla,rac,blc->blr", with_one(of_word), p["relations"], with_one(of_head))


def loss(p, bank, words, marks, heads, names, counts, key):
    drop = Dropout(key)
    x, mask = encode(p, words, marks, counts, drop)
    arcs, of_word, of_head = score(p[bank], x, mask, drop)
    missed = lambda scores, right: -jnp.take_along_axis(jax.nn.log_softmax(scores), right[..., None], 2)[..., 0]
    both = missed(arcs, heads) + missed(relation_scores(p[bank], of_word, of_head, heads), names)
    return (both * mask).sum() / mask.sum()


@jax.jit
def draw(p, words, marks, counts):
    x, mask = encode(p, words, marks, counts, Dropout(None))
    arcs, of_word, of_head = score(p["gsd"], x, mask, Dropout(None))
    heads = arcs.argmax(-1)
    return heads, relation_scores(p["gsd"], of_word, of_head, heads).argmax(-1)


def drawn(p, data):
    """(number of the sentence, heads, relations), bucket by bucket."""
    for length, room, members in batches(data, OTHER_BATCH):
        words, marks, _, _, counts = pack(data, length, room, members)
        heads, names = map(np.array, draw(p, words, marks, counts))
        for k, i in enumerate(members):
            yield i, heads[k, : counts[k]], names[k, : counts[k]]


def is_tree(heads):
    if (heads == 0).sum() != 1:
        return False
    for at in range(1, len(heads) + 1):
        for _ in range(len(heads)):
            at = at and heads[at - 1]
        if at:
            return False
    return True


def right_heads(p, data):
    pairs = [(heads == data[i][3]) for i, heads, _ in drawn(p, data)]
    return np.concatenate(pairs).mean()


gsd_names, kaist_names = {}, {}
train, dev = load("gsd-train.jsonl", gsd_names), load("gsd-dev.jsonl", gsd_names)
other = load("kaist-train.jsonl", kaist_names)
rng = np.random.default_rng(SEED)
# As many batches of the one bank as of the other.
half = len(batches(train, GSD_BATCH))
optimiser = optax.chain(
    optax.clip_by_global_norm(5.0), optax.adam(optax.cosine_decay_schedule(2e-3, 2 * half * EPOCHS), b1=0.9, b2=0.95)
)


@functools.partial(jax.jit, static_argnums=2, donate_argnums=(0, 1))
def step(p, state, bank, *batch):
    value, gradient = jax.value_and_grad(loss)(p, bank, *batch)
    change, state = optimiser.update(gradient, state, p)
    return optax.apply_updates(p, change), state, value


weights = begin({"gsd": len(gsd_names), "kaist": len(kaist_names)})
state = optimiser.init(weights)
for epoch in range(EPOCHS):
    plan = [("gsd", train, *b) for b in batches(train, GSD_BATCH, rng)]
    plan += [("kaist", other, *b) for b in batches(other, OTHER_BATCH, rng)[: len(plan)]]
    rng.shuffle(plan)
    for bank, data, length, room, members in plan:
        weights, state, _ = step(weights, state, bank, *pack(data, length, room, members), fresh())
    print(f"epoch {epoch + 1}: {right_heads(weights, dev):.4f} of the heads of GSD dev", flush=True)

raw = load("raw.jsonl")
names = list(gsd_names)
trees = {i: (heads, relations) for i, heads, relations in drawn(weights, raw) if is_tree(heads)}
with (work / "silver.jsonl").open("w", encoding="utf-8") as f:
    for i, (heads, relations) in sorted(trees.items()):
        tree = {
            "text": raw[i][0],
            "heads": [int(h) - 1 if h else None for h in heads],
            "relations": [names[r] for r in relations],
        }
        f.write(json.dumps(tree, ensure_ascii=False) + "\n")
print(f"silver.jsonl: {len(trees)} of {len(raw)} sentences")
