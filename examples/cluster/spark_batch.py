"""Code Parquet files of articles with Spark.

    python examples/cluster/spark_batch.py news.parquet coded
    spark-submit --master yarn examples/cluster/spark_batch.py s3a://news/in s3a://news/coded

writes `coded/records` and `coded/rejects`, a row a document. Without spark-submit it runs on all
cores of this machine. Every machine needs Python with kabar and pyspark, and Java.
"""

from __future__ import annotations

import os
import sys

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from kabar.batches import RESULTS, code_record_batches

ROWS_A_BATCH = 64
"""Articles are long: Spark's own 10,000 a batch would hold their records in memory all at once."""
REJECTED = ("id", "origin", "error", "message", "text")


def coded(documents: DataFrame) -> DataFrame:
    """Return a row a document, records as nested columns; a reject is a row with an `error`."""
    return documents.mapInArrow(code_record_batches, from_arrow_schema(RESULTS))


def session() -> SparkSession:
    """Return the session of spark-submit, or one on this machine."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the one that has kabar
    rows = str(ROWS_A_BATCH)
    builder = SparkSession.builder.appName("kabar").config("spark.ui.enabled", "false")
    return builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", rows).getOrCreate()


def main(source: str, target: str) -> None:
    """Code the articles of `source` into two folders below `target`."""
    spark = session()
    results = coded(spark.read.parquet(source)).persist()  # coded once, written twice
    records = results.where("error IS NULL").drop("error", "message")
    records.write.parquet(f"{target}/records")
    results.where("error IS NOT NULL").select(*REJECTED).write.parquet(f"{target}/rejects")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
