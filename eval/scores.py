#!/usr/bin/env python3
"""Compare scores with the committed ones, or write them: scores.py compare|write COMMITTED.csv SET=SCORES.json …

A figure of a set may fall by a point and no more; `bad_spans` has to be 0, and of the probes that tell as occurred what did
not there may not be one more.
"""
import csv, json, sys

mode, committed, sets = sys.argv[1], sys.argv[2], [a.split("=", 1) for a in sys.argv[3:]]
COUNTS = ("bad_spans", "false occurred")
now = {}
for name, path in sets:
    for figure, value in json.load(open(path, encoding="utf-8")).items():
        if isinstance(value, dict):
            value = value.get("f1", value.get("accuracy"))
        if name == "probes" and figure not in ("all", *COUNTS):
            continue  # a group has five sentences: one more or less is no figure
        if value is not None and figure != "articles":
            now[name, figure] = float(value)
if mode == "write":
    with open(committed, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["set", "figure", "value"])
        writer.writerows((*key, f"{value:.4f}") for key, value in sorted(now.items()))
    print(f"{len(now)} figures written")
    sys.exit(0)
before = {(r["set"], r["figure"]): float(r["value"]) for r in csv.DictReader(open(committed, encoding="utf-8"))}


def fell(key):
    was, value = before[key], now.get(key, 0.0)
    return value > was if key[1] in COUNTS else value < was - 0.01


fallen = [key for key in before if fell(key)]
for key in fallen:
    print(f"{' '.join(key)} fell from {before[key]:.4f} to {now.get(key, 0.0):.4f}")
print(f"{len(before)} figures compared, {len(fallen)} fell")
sys.exit(1 if fallen else 0)
