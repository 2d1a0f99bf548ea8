"""A document that crashes, hangs or eats memory is told and stops nothing; order stays."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time

import pytest

from benchmarks.stub_coder import StubCoder, broken
from kabar.errors import KabarError
from kabar.settings import Settings
from kabar.workers import Failed, Limits, code_all
from tests.ingesting import task


def coded(tasks, *, workers=2, seconds=20.0, megabytes=1500):
    limits = Limits(seconds=seconds, megabytes=megabytes)
    outcomes = code_all(
        tasks, settings=Settings(), run="r", workers=workers, limits=limits, load=StubCoder
    )
    return [
        (o.origin, o.error) if isinstance(o, Failed) else (o.document["origin"], None)
        for o in outcomes
    ]


@pytest.mark.parametrize(
    ("word", "error"),
    [
        ("CRASH", "WorkerDied"),
        ("HANG", "TimeLimit"),
        ("EAT", "MemoryLimit"),
        ("BUG", "ValueError"),
    ],
)
def test_bad_document_is_told_and_the_others_are_coded(word, error):
    tasks = [task("first"), task(f"bad {word}"), *(task(f"good{n}") for n in range(5))]
    seconds = 5.0 if word == "HANG" else 60.0
    assert coded(tasks, seconds=seconds) == [
        ("first", None),
        ("bad", error),
        *((f"good{n}", None) for n in range(5)),
    ]


def test_messages_are_one_line_with_a_cure():
    outcomes = code_all(
        [task("a BUG"), task("b CRASH"), task("c HANG"), task("d", language="xx")],
        settings=Settings(),
        run="r",
        workers=1,
        limits=Limits(seconds=3.0),
        load=StubCoder,
    )
    told = [outcome.message for outcome in outcomes if isinstance(outcome, Failed)]
    assert len(told) == 3 and not any("\n" in message for message in told)
    assert "please report it" in told[0] and "exit 3" in told[1] and "--time-limit" in told[2]


def test_results_come_in_the_order_of_the_tasks():
    tasks = [task(f"t{n} SLOW" if n % 3 == 0 else f"t{n}") for n in range(20)]
    assert [origin for origin, _ in coded(tasks)] == [f"t{n}" for n in range(20)]


def test_slow_source_keeps_nothing_back():
    def slow():
        yield task("one")
        time.sleep(6)
        yield task("two")
        taken.append(time.monotonic())
        time.sleep(2)

    taken: list[float] = []
    outcomes = code_all(slow(), settings=Settings(), run="r", workers=1, load=StubCoder)
    next(outcomes)
    assert len(taken) <= 1  # before the source was at its end
    outcomes.close()


def workers_of_this_process():
    listed = ["pgrep", "-P", str(os.getpid()), "-f", "spawn_main"]
    return subprocess.run(listed, capture_output=True, text=True, check=False).stdout.split()


def test_idle_workers_that_are_killed_are_begun_anew():
    def slow():
        yield task("one")
        time.sleep(5)
        for worker in workers_of_this_process():
            os.kill(int(worker), signal.SIGKILL)
        time.sleep(1)
        yield task("two")

    assert coded(slow(), workers=1) == [("one", None), ("two", None)]


def test_workers_that_cannot_start_are_told():
    outcomes = code_all([task("one")], settings=Settings(), run="r", workers=1, load=broken)
    with pytest.raises(KabarError, match="end before they code anything"):
        list(outcomes)


def test_closing_ends_the_workers():
    outcomes = code_all(
        (task(f"t{n} SLOW") for n in range(100)),
        settings=Settings(),
        run="r",
        workers=2,
        load=StubCoder,
    )
    next(outcomes)
    assert workers_of_this_process()
    outcomes.close()
    assert workers_of_this_process() == [] and threading.active_count() < 10
