# make demo    sets everything up, codes the reports in examples/ and serves the page over them (PORT=8000)
# make test    sets everything up and runs what continuous integration runs
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
COMPILED := build/compiled
INSTALLED := $(VENV)/.installed
EXAMPLES := $(sort $(wildcard examples/*.jsonl examples/*.txt examples/*.html))

.PHONY: help setup demo test lint types tables format bench docs baseline clean

help:
	@sed -n 's/^# //p' Makefile

setup: $(INSTALLED)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rasid needs Python 3.11 or later (make PYTHON=python3.12 …)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml setup.py | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: setup
	@test -n "$(EXAMPLES)" || { echo "no reports in examples/" >&2; exit 1; }
	@rm -f demo.duckdb
	@$(BIN)/python scripts/demo.py demo.duckdb examples
	@echo
	@echo "Next: .venv/bin/rasid explain 'اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح.'   why a sentence is coded as it is"
	@echo "      .venv/bin/rasid code --format jsonl YOUR_FILE                          everything, for a program"
	@echo "      .venv/bin/rasid --help, README.md, docs/"
	@echo "The page over these reports, until Ctrl-C:"
	@$(BIN)/rasid serve --db demo.duckdb --port $(PORT)

test: setup lint types tables
	$(BIN)/pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

tables: setup
	$(BIN)/rasid tables

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# make compile   builds the package, its hot modules compiled by mypyc, into build/compiled (needs a C compiler; minutes)
compile: $(COMPILED)/.built

$(COMPILED)/.built: $(shell find src -name '*.py' -o -name '*.tsv') setup.py | setup
	rm -rf build
	RASID_COMPILE=1 $(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir build/wheel .
	$(BIN)/python -m pip install --quiet --no-deps --target $(COMPILED) build/wheel/rasid-*.whl
	@touch $@

# make bench   measures speed, start-up, memory and scaling, compiled if there is a compiler (FILES=… your own reports)
bench: setup
	@$(BIN)/python -c 'import farahidi' 2>/dev/null || $(BIN)/python -m pip install --quiet 'farahidi>=0.4' || true
	@if command -v cc >/dev/null; then $(MAKE) --no-print-directory compile; fi
	PYTHONPATH=$(COMPILED) $(BIN)/python benchmarks/speed.py $(FILES)

# make docs    makes a site of docs/ with a reference (docs/_site/index.html); a warning is an error
docs: setup
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_site

# make baseline   writes the accuracy that make test guards (LOWER=1 lets a figure fall)
baseline: setup
	$(BIN)/python tests/test_accuracy.py $(if $(LOWER),--lower)

clean:
	rm -rf $(VENV) build dist docs/_site docs/reference src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis src/rasid/tables/compiled.bin
