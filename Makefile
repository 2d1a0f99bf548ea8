# Needs Python 3.11 or newer, git and make; everything else goes into .venv.
#
#   make demo    set up and read an example article
#   make test    set up and run the tests
#   make browser set up and run the tests that drive Chromium (KABAR_CHROMIUM names another one)
#   make setup   set up for work on the code
#   make check   all that CI runs but the browser: tests, lint, types
#   make fix     format and mend what lint can mend
#   make clean   remove .venv and caches

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

ARTICLE ?= examples/articles/south-china-sea-2024-10-25.id.txt
PUBLISHED ?= 2024-10-25

.PHONY: setup demo test browser lint types check fix clean
.DELETE_ON_ERROR:

setup: $(VENV)/.dev

demo: $(VENV)/.kabar
	$(BIN)/kabar read $(ARTICLE) --published $(PUBLISHED)

test: $(VENV)/.test
	$(BIN)/python -m pytest

browser: $(VENV)/.test
	$(BIN)/python -m pytest -m browser tests/browser

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev
	$(BIN)/mypy

check: test lint types

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kabar needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Each mark is an install that is done; a change of pyproject.toml makes them again.
$(VENV)/.kabar: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/.kabar

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[test,dev]'
	@touch $@ $(VENV)/.test $(VENV)/.kabar
