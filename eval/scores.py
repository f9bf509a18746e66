#!/usr/bin/env python3
"""Compare scores with the committed ones, or write them: scores.py NEW.json COMMITTED.csv compare|write"""
import csv, json, sys

new_path, csv_path, mode = sys.argv[1:4]
new = json.load(open(new_path, encoding="utf-8"))
rows = {}
for name, value in new.items():
    if isinstance(value, dict):
        rows[name] = value.get("f1", value.get("accuracy"))
rows["bad_spans"] = float(new["bad_spans"])
if mode == "write":
    with open(csv_path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["figure", "value"])
        writer.writerows((name, f"{value:.4f}") for name, value in sorted(rows.items()))
    print(f"{len(rows)} figures written")
    sys.exit(0)
old = {row["figure"]: float(row["value"]) for row in csv.DictReader(open(csv_path, encoding="utf-8"))}
fallen = [(n, old[n], rows.get(n, 0.0)) for n in old if n != "bad_spans" and rows.get(n, 0.0) < old[n] - 0.01]
if rows["bad_spans"] > 0:
    fallen.append(("bad_spans", 0.0, rows["bad_spans"]))
for name, was, now in fallen:
    print(f"{name} fell from {was:.4f} to {now:.4f}")
print(f"{len(old)} figures compared, {len(fallen)} fell")
sys.exit(1 if fallen else 0)
