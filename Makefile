# The commands of this checkout. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup demo test fast lint types contracts check benchmarks lock clean

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with sayso and all that the tests and benchmarks need

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Sayso needs Python 3.11 or newer, and none was found. Install one, or name it: make setup PYTHON=/path/to/python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Could not make .venv with $(PYTHON). On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv (a few minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: setup ## read a dozen newspapers on the Titanic and lead into the result
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

test: setup ## run all tests, the fast suite first
	$(BIN)/python -m pytest -q -m "not slow"
	$(BIN)/python -m pytest -q -m slow -n 2 --dist loadgroup

fast: setup ## run the fast suite only
	$(BIN)/python -m pytest -q -m "not slow"

lint: setup ## ruff: style and format
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks

types: setup ## mypy, strict
	$(BIN)/mypy

contracts: setup ## import-linter: the floors of the house
	$(BIN)/lint-imports

check: lint types contracts test ## everything that CI asks

benchmarks: setup ## measure every task on the corpora that are there (SAYSO_CORPORA names their folder)
	$(BIN)/python -m benchmarks all

lock: setup ## resolve the dependencies anew into requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements.lock

clean: ## delete what the commands made
	rm -rf .venv .demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
