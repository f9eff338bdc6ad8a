# Needs Python 3.11 or later, make, and a package index that pip can reach.

PYTHON ?= python3
DATA ?= .demo
PORT ?= 8000

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --group build --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run check lint test fix bench screenshots lock audit-deps sbom clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp ## Serve a demonstration conference on this machine (DATA=.demo PORT=8000)
	$(BIN)/lianxi demo --data $(DATA) --port $(PORT)

check: lint test ## All that a change must pass

lint: .venv/dev.stamp ## Format, lint, types and import contracts
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

test: .venv/dev.stamp ## All tests, slow ones too
	$(BIN)/python -m pytest -n auto --dist worksteal

fix: .venv/dev.stamp ## Format, and mend what the linter can mend
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

bench: .venv/dev.stamp ## Measure, and print the table
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.proof
	$(BIN)/python -m benchmarks.pages

screenshots: .venv/dev.stamp ## Pictures of every page into build/screenshots (needs Chromium and Chinese fonts)
	$(BIN)/python -m tests.browser.screenshots build/screenshots

lock: .venv/dev.stamp ## Make the lock files again from pyproject.toml (the newest of all: UPGRADE=--upgrade)
	$(LOCK) $(UPGRADE) --output-file requirements.lock pyproject.toml
	$(LOCK) $(UPGRADE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

audit-deps: .venv/dev.stamp ## Ask for advisories against the locked packages; 1: there are some, 2: not all were reached
	@$(BIN)/python -m tests.house.advisories

sbom: .venv/dev.stamp ## Write the bill of materials into build/ (what it is tested with, too: DEV=--dev)
	@$(BIN)/python -m tests.house.sbom $(DEV) build/lianxi$(DEV:--%=-%).cdx.json

clean: ## Remove all that make has made, the demonstration's data too
	rm -rf .venv .demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis build *.egg-info

.venv/python.stamp: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Lianxi needs Python 3.11 or later; '$(PYTHON)' is not. Name another: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@touch $@

# What is installed belongs to one lock and one pyproject.toml; a change of the first lock begins a new environment.
.venv/run.stamp: .venv/python.stamp pyproject.toml
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
