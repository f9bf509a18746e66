#!/usr/bin/env python3
"""Articles a second, and peak memory: python.py SAGWAN ARTICLES.jsonl [ROUNDS]

Each way reads the same articles ROUNDS times (3), turn by turn; the best time counts. The command writes its records as JSON,
Arrow's are asked for and let go, Spark's are counted. Spark's start is not in its time: a cluster is up when a job comes.
"""

import json
import os
import resource
import subprocess
import sys
import time

import pyarrow.json
import sagwan

command, path = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
table = pyarrow.json.read_json(path).combine_chunks()
articles = [json.loads(line) for line in open(path, encoding="utf-8")]


def by_command(threads):
    arguments = [command, "read", "--json", "--threads", str(threads), path]
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def by_python(threads):
    for record in sagwan.read_many(articles, threads=threads):
        record.to_json()


def by_arrow(threads):
    batches = pyarrow.Table.to_reader(table, max_chunksize=1000)
    for batch in sagwan.read_arrow(batches, threads=threads).to_reader():
        assert batch.num_rows


sessions = {}


def by_spark(threads):
    sagwan_spark, spark = sessions[threads]
    frame = spark.read.json(path).repartition(8 * threads)
    read = sagwan_spark.read(frame)
    # Every column is asked for: what is not would not be made.
    assert read.selectExpr("sum(size(events))", "sum(size(statements))", "max(article.id)").first()


ways = [("command", by_command), ("python", by_python), ("arrow", by_arrow)]
best = {}
for _ in range(rounds):
    for name, way in ways:
        for threads in (1, 2):
            begun = time.perf_counter()
            way(threads)
            taken = time.perf_counter() - begun
            best[name, threads] = min(taken, best.get((name, threads), taken))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

os.environ.update(SPARK_HOME=os.path.dirname(pyspark.__file__), SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
import sagwan.spark  # noqa: E402

for threads in (1, 2):
    builder = SparkSession.builder.master(f"local[{threads}]").config("spark.driver.host", "127.0.0.1")
    spark = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR").getOrCreate()
    sessions[threads] = sagwan.spark, spark
    by_spark(threads)
    for _ in range(rounds):
        begun = time.perf_counter()
        by_spark(threads)
        taken = time.perf_counter() - begun
        best["spark", threads] = min(taken, best.get(("spark", threads), taken))
    spark.stop()
print("way,threads,articles per second,of the command")
for (name, threads), taken in best.items():
    print(f"{name},{threads},{len(articles) / taken:.0f},{best['command', threads] / taken:.2f}")
print(f"python,peak MiB,{peak},")
