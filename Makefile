# Chartside. `make run` and `make test` need only Python 3.11+ and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run install install-dev test check format bench lock docs clean

help:  ## List the tasks.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

$(VENV)/.run: requirements/run.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chartside needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

install: $(VENV)/.run  ## Install what running needs.
install-dev: $(VENV)/.dev  ## Install what developing needs.

run: $(VENV)/.run  ## Load the sample clinic, print a drafted SOAP note, open the canvas on http://127.0.0.1:8000.
	@$(BIN)/chartside demo --serve

test: $(VENV)/.dev  ## Run every test.
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.dev  ## Format, lint, types, layers, documents (under 30 s).
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/reference.py --check

format: $(VENV)/.dev  ## Format the code and refresh the generated reference.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python scripts/reference.py

bench: $(VENV)/.dev  ## Speed as ratios, fuzzing, crashes, load.
	$(BIN)/python -m bench

lock: $(VENV)/.dev  ## Refresh the hashed locks (they name no download address).
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --group build --generate-hashes --no-header --no-annotate -q --output-file requirements/run.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --group build --group dev --generate-hashes --no-header --no-annotate -q --output-file requirements/dev.lock

clean:  ## Remove what was installed and built.
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache
