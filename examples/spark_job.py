#!/usr/bin/env python3
"""Articles to records on Spark, added to what is there: docs/cluster.md.

On a laptop:       python examples/spark_job.py ARTICLES.jsonl RECORDS --master 'local[2]'
On a cluster:      spark-submit --master spark://HOST:7077 examples/spark_job.py ARTICLES RECORDS

ARTICLES are JSON Lines or Parquet with a column that tells articles apart (--id, `url` unless named) and the columns of an
article (text, title, published …). RECORDS is a folder of Parquet files by day. Run again with more articles, it reads the new ones.
"""

import argparse

import sagwan.spark
from pyspark.sql import SparkSession

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("articles")
parser.add_argument("records")
parser.add_argument("--id", default="url")
parser.add_argument("--master", help="where there is no spark-submit to say it")
parser.add_argument("--partitions", type=int, help="as many as make a few minutes of work each: 20,000 articles")
arguments = parser.parse_args()

builder = SparkSession.builder.appName("sagwan")
if arguments.master:
    builder = builder.master(arguments.master)
spark = builder.getOrCreate()

is_parquet = arguments.articles.rstrip("/").endswith(".parquet")
articles = spark.read.parquet(arguments.articles) if is_parquet else spark.read.json(arguments.articles)
if arguments.partitions:
    articles = articles.repartition(arguments.partitions)

# The columns of the article are kept: a ledger takes them over with the records, and reads nothing again.
sagwan.spark.append(articles, arguments.records, id=arguments.id, keep=articles.columns)

records = spark.read.parquet(arguments.records)
counts = records.selectExpr("count(*) articles", "sum(size(events)) events", "sum(size(statements)) statements").first()
print(f"{counts.articles} articles, {counts.events} events, {counts.statements} statements in {arguments.records}")
spark.stop()
