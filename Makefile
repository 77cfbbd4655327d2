# Everything a fresh machine needs: `make demo` and `make test`. Any Python from 3.11 to 3.13 will do.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test check eval baseline bench docs lock format clean

RIGHT_VERSION := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c '$(RIGHT_VERSION)' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# The office readers, the checks and the tests use the same pinned packages; the stamp says which lock is installed.
STAMP := .venv/installed

help: ## List the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(STAMP) ## Create .venv and install the locked packages and the project

$(STAMP): requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then echo "error: no Python 3.11, 3.12 or 3.13 found; install one, or run make PYTHON=/path/to/python" >&2; exit 2; fi
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade >/dev/null
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@# What a first run would compile is compiled here, also where Python is told to keep none of it: later starts take half the time.
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q agent cli.py
	@PYTHONDONTWRITEBYTECODE= $(BIN)/roadmap check corpus --json --fail-on never >/dev/null
	@touch $(STAMP)

demo: $(STAMP) ## Index the sample roadmaps and ask two questions
	$(BIN)/roadmap models pull
	$(BIN)/roadmap ingest corpus
	@echo
	$(BIN)/roadmap ask "Does the budget of Keystone add up?"
	@echo
	$(BIN)/roadmap ask "What does K7 depend on?"

test: $(STAMP) ## Run the tests, one process a core
	$(BIN)/pytest -n auto

check: $(STAMP) ## Format, lint, types, layers, generated documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

format: $(STAMP) ## Format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(STAMP) ## Generate docs/cli.md, docs/rules.md and docs/evals.md
	$(BIN)/python docs/generate.py

eval: $(STAMP) ## Measure answers, findings and retrieval against the gates and the committed run
	$(BIN)/roadmap eval --output build/eval --compare evals/baseline
	$(BIN)/roadmap eval --model scripted --replay-only --kind judge --output build/eval-judge

baseline: $(STAMP) ## Measure and commit to it: the run that docs/evals.md shows
	$(BIN)/roadmap models pull
	$(BIN)/roadmap eval --kind offline,hybrid --output build/eval
	mkdir -p evals/baseline
	cp build/eval/manifest.json build/eval/samples.jsonl build/eval/summary.json evals/baseline/
	$(BIN)/python docs/generate.py

bench: $(STAMP) ## Measure speed and memory as ratios
	$(BIN)/python -m benchmarks

lock: ## Pin the newest allowed versions with their hashes (needs uv)
	uv pip compile pyproject.toml --extra office --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --upgrade --quiet --output-file requirements.lock

clean: ## Remove what was built, not the index
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
