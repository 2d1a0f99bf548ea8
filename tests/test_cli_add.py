"""`kabar add`, `status` and `diff` on the command line: real processes, the stub coder."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from contextlib import closing, suppress

import pytest
from click.testing import CliRunner

import kabar_command
from benchmarks.stored_rows import check, rows_of
from kabar.cli import main
from kabar.store.store import Store
from tests.ingesting import run, start, write
from tests.store.stored import small_store

TEXTS = [f"Story{n} Minister {n} met the envoy of the coast and left." for n in range(4)]


def ask(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], env={"COLUMNS": "120"})


def is_one_line(text):
    return text.startswith("kabar: ") and text.count("\n") == 1 and "Traceback" not in text


@pytest.fixture
def store(tmp_path):
    return tmp_path / "s.db"


def test_add_says_what_it_did(tmp_path, store):
    folder = write(tmp_path / "texts", [*TEXTS, TEXTS[0]])
    code, out, err = run("add", folder, "--store", store, "--workers", "2")
    assert (code, err) == (0, "")
    assert out == (
        f"{store}: 4 documents added with 8 events, 4 quotes and 0 positions; "
        "1 there before; 0 rejected\n"
    )
    code, out, _ = run("add", folder, "--store", store, "--workers", "1")
    assert code == 0 and "0 documents added" in out and "5 there before" in out


def test_bad_documents_are_rejects_and_the_others_are_added(tmp_path, store):
    folder = write(tmp_path / "texts", [TEXTS[0], "Bad CRASH", "", "Bad HANG", TEXTS[1]])
    line = ("add", folder, "none.txt", "--store", store, "--workers", "1", "--time-limit", "4")
    code, out, err = run(*line)
    assert code == 1 and "2 documents added" in out and "4 rejected" in out
    assert is_one_line(err) and "4 rejects: kabar status lists them" in err
    told = ask("status", "--store", store, "--rejects").stdout
    for words in ("none.txt", "no such file", "001.txt: WorkerDied", "003.txt: TimeLimit"):
        assert words in told
    assert check(store) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "kill"])
def test_what_is_done_is_kept_when_it_is_stopped(tmp_path, store, number):
    folder = write(tmp_path / "texts", [f"Story{n} SLOW {n} met nobody." for n in range(400)])
    process = start("add", folder, "--store", store, "--workers", "1")
    until = time.monotonic() + 60
    while time.monotonic() < until and documents(store) == 0:
        time.sleep(0.02)
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as a terminal does: to parent and workers
    else:
        process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130 and out == "" and is_one_line(err), err
    done = documents(store)
    assert 0 < done < 400 and check(store) == []
    code, out, err = run("add", folder, "--store", store, "--workers", "2")
    assert code == 0 and f"{400 - done} documents added" in out and f"{done} there before" in out


def documents(path):
    """Return how many documents are there, none where there are no tables yet."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.OperationalError):
        return connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    return 0


def interrupted(*args, **options):
    raise KeyboardInterrupt


def test_stop_while_modules_are_read_is_one_line(monkeypatch, capsys):
    monkeypatch.setattr("kabar.cli.main", interrupted)
    with pytest.raises(SystemExit) as ended:
        kabar_command.main()
    assert ended.value.code == 130 and is_one_line(capsys.readouterr().err)


def test_stop_before_a_command_begins_is_one_line(monkeypatch):
    monkeypatch.setattr("kabar.cli_add.read_settings", interrupted)
    found = CliRunner().invoke(main, ["add", "articles"])
    assert found.exit_code == 130 and found.stderr == "kabar: stopped\n"


def test_stop_while_workers_start_leaves_no_traceback(tmp_path, store):
    folder = write(tmp_path / "texts", TEXTS)
    process = start("add", folder, "--store", store, "--workers", "2")
    until = time.monotonic() + 60
    while time.monotonic() < until and not store.exists():
        time.sleep(0.02)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode in (0, 130) and "Traceback" not in err


def test_two_writers_at_once(tmp_path, store):
    folder = write(tmp_path / "texts", [f"Story{n} {n} met nobody." for n in range(100)])
    with Store(str(tmp_path / "other.db")):  # as undisturbed
        pass
    run("add", folder, "--store", tmp_path / "other.db", "--workers", "1")
    both = [start("add", folder, "--store", store, "--workers", "1") for _ in range(2)]
    assert [p.communicate(timeout=120)[1] for p in both] == ["", ""]
    assert rows_of(store) == rows_of(tmp_path / "other.db") and check(store) == []


def test_locked_store_is_told_after_the_wait(tmp_path, store):
    folder = write(tmp_path / "texts", TEXTS)
    with Store(str(store)) as held, held.writing():
        code, _, err = run("add", folder, "--store", store, env={"STUB_BUSY": "300"})
    assert code == 1 and is_one_line(err) and "another program holds the store" in err


def newer(path):
    with Store(str(path)) as opened, opened.writing() as connection:
        connection.exec_driver_sql("UPDATE kabar_version SET version_num = '9999'")


def foreign(path):
    with Store(str(path)) as opened, opened.writing() as connection:
        connection.exec_driver_sql("DROP TABLE kabar_version")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "a newer Kabar made this store"),
        (foreign, "a database of something else"),
        (lambda path: path.write_bytes(b"no database " * 999), "not a database"),
        (lambda path: path.mkdir(), "unable to open"),
    ],
    ids=["newer", "foreign", "no database", "a folder"],
)
def test_store_that_is_none_is_refused_and_left_alone(tmp_path, store, spoil, words):
    spoil(store)
    before = store.read_bytes() if store.is_file() else b""
    for line in (("add", tmp_path), ("status",), ("diff", "a", "b")):
        result = ask(*line, "--store", store)
        assert result.exit_code == 1 and is_one_line(result.stderr) and words in result.stderr
    assert (store.read_bytes() if store.is_file() else b"") == before


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (("add", "x", "--store", "no/folder/s.db"), 1, "unable to open"),
        (("add", "x", "--store", "mysql://h/d"), 1, "SQLite (a file) or PostgreSQL"),
        (("add", "x", "--columns", "nonsense"), 1, "not understood"),
        (("add", "x", "--language", "xx"), 2, "no language 'xx'"),
        (("add",), 2, "Missing argument"),
        (("add", "x", "--workers", "0"), 2, "--workers"),
        (("status", "--store", "none.db"), 1, "no store; fill one with kabar add"),
        (("diff", "a", "b", "--store", "none.db"), 1, "no store; fill one with kabar add"),
        (("watch", "none.toml"), 2, "none.toml"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path, monkeypatch, line, code, words):
    monkeypatch.chdir(tmp_path)
    result = ask(*line)
    assert result.exit_code == code, result.output
    assert words in result.stderr and "Traceback" not in result.stderr
    assert code == 2 or is_one_line(result.stderr)
    assert list(tmp_path.iterdir()) == []


def test_status_tells_runs(tmp_path):
    result = ask("status", "--store", small_store(tmp_path))
    assert result.exit_code == 0 and "3 documents from 3 places" in result.stdout


def test_diff_tells_what_changed(tmp_path):
    path = small_store(tmp_path)
    result = ask("diff", "old", "new", "--store", path)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0 and lines[-1] == (
        "1 document: 1 events the same, 0 changed, 0 gone, 2 new"
    )
    assert lines[0].startswith("new     d2:") and lines[1].startswith("  + THREATEN RUS > NATO")
    assert lines[1].endswith("en/acts:2")
    assert "2 gone" in ask("diff", "new", "old", "--store", path).stdout


def test_diff_of_an_unknown_run(tmp_path):
    result = ask("diff", "old", "x", "--store", small_store(tmp_path))
    assert result.exit_code == 2 and "no run begins with 'x'" in result.stderr
