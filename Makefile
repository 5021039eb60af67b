# Two commands for everyone: `make` builds the sample collection into site/, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready
COMPILED := $(VENV)/.compiled

.PHONY: all build test lint types contracts check quality lock clean browser

all: build

build: $(COMPILED)
	$(BIN)/python build.py build

test: check browser $(COMPILED)
	$(BIN)/python -m pytest -n 2 tests

check: lint types contracts

lint: $(DEV_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_READY)
	$(BIN)/mypy

contracts: $(DEV_READY)
	$(BIN)/lint-imports

# How well pages are cleaned, against the floors that were reached (needs the corpora; see benchmarks/README.md).
quality: $(DEV_READY)
	$(BIN)/python -m benchmarks.quality --gate

# A Chromium for the tests that need one: Debian's when root, else Playwright's own.
browser: $(DEV_READY)
	$(BIN)/python tests/browser_setup.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

# An editable install compiles nothing, and where no bytecode may be written each process would compile all of it anew.
$(COMPILED): $(RUN_READY) $(shell find readery -name '*.py')
	$(BIN)/python -m compileall -q readery
	touch $@

$(DEV_READY): requirements/dev.txt $(RUN_READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

# Pins anew what pyproject.toml allows (needs uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/build.in -o requirements/build.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --constraint requirements/run.txt --group dev -o requirements/dev.txt

clean:
	rm -rf $(VENV) .readery
