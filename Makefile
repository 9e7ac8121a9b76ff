# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
export HF_HUB_OFFLINE ?= 1
export TOKENIZERS_PARALLELISM ?= false

.PHONY: help demo test lint types clean wheel-check eval bench-pipeline

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 24

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Newsweave needs Python 3.11 or later; set PYTHON=python3.11 (or newer). This is Python " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

# A stamp per set of extras: nothing is installed again until the requirements change.
$(VENV)/.run: pyproject.toml constraints.txt scripts/install.py | $(BIN)/python
	$(BIN)/python scripts/install.py
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt scripts/install.py | $(BIN)/python
	$(BIN)/python scripts/install.py test
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run ## summarize examples/: prints the digest, writes out/digest.{json,md,html}
	$(BIN)/newsweave summarize examples/ --output out --show

test: $(VENV)/.test lint types ## ruff, mypy --strict and pytest
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

clean: ## remove what was built here, the virtual environment too
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
