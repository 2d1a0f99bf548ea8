"""Code articles inside a Ray Data pipeline: python ray_batch.py SOURCE TARGET.

`kabar batch --engine ray` is simpler and writes the same files each time. This is for articles that
a pipeline has already, and for sources and targets (`s3://...`) that only Ray can reach. Needs
kabar[ray] on every machine. Ray names the files and orders the rows as it likes.
"""

from __future__ import annotations

import os
import sys

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # read when Ray is imported

import ray
from ray.data import ActorPoolStrategy, Dataset

from kabar.batches import BatchCoder

ROWS_A_BATCH = 64


def coded(documents: Dataset, *, workers: int) -> Dataset:
    """Return a row a document, records as nested columns; a reject is a row with an `error`."""
    return documents.map_batches(
        BatchCoder,
        batch_format="pyarrow",
        batch_size=ROWS_A_BATCH,
        num_cpus=1,
        compute=ActorPoolStrategy(size=workers),
    )


def main(source: str, target: str) -> None:
    """Code the articles of `source` on all cores of the cluster, rejects among the results."""
    ray.init(include_dashboard=False)
    workers = int(ray.cluster_resources()["CPU"])
    coded(ray.data.read_parquet(source), workers=workers).write_parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
