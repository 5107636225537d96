# make demo    sets everything up, codes the reports in examples/ and serves the page over them (PORT=8000)
# make test    sets everything up and runs what continuous integration runs
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
COMPILED := build/compiled
INSTALLED := $(VENV)/.installed
EXAMPLES := $(sort $(wildcard examples/*.jsonl examples/*.txt examples/*.html))

.PHONY: help setup demo browser test lint types tables format compile bench fuzz dist-check lock audit docs baseline clean

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

#: Chromium, where there is none and we may install it; else the tests that want a browser are skipped
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& apt-get update -qq >/dev/null && apt-get install -y -qq chromium >/dev/null; } \
		|| echo "no Chromium: the tests of the page in a browser are skipped" >&2

test: setup browser lint types tables
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

# make bench   measures coder, scale, store and API, compiled if there is a compiler (QUICK=1 in less time,
#              ONLY=speed,scale some of them, FILES=… your own reports)
bench: setup
	@$(BIN)/python -c 'import farahidi' 2>/dev/null || $(BIN)/python -m pip install --quiet 'farahidi>=0.4' || true
	@if command -v cc >/dev/null; then $(MAKE) --no-print-directory compile; fi
	PYTHONPATH=$(COMPILED) $(BIN)/python benchmarks/bench.py $(FILES) $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY))

# make fuzz    tries INPUTS=20000 inputs from SEED=1 on the coder and every reader, in JOBS=2 processes
fuzz: setup
	$(BIN)/python scripts/fuzz.py --inputs $(or $(INPUTS),20000) --seed $(or $(SEED),1) --jobs $(or $(JOBS),2)

# make dist-check   builds wheel and sdist, installs each into an empty environment and uses it there
dist-check: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'build>=1.2'
	$(BIN)/python scripts/check_wheel.py

# make lock    writes requirements.lock: what the tests were last run with, by version and hash
lock: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5'
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra ftm --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --upgrade --quiet -o requirements.lock

# make audit   asks the public databases for known faults of what requirements.lock names (needs the network)
audit: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.7'
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

# make docs    makes a site of docs/ with a reference (docs/_site/index.html); a warning is an error
docs: setup
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_site

# make baseline   writes the accuracy that make test guards (LOWER=1 lets a figure fall)
baseline: setup
	$(BIN)/python tests/test_accuracy.py $(if $(LOWER),--lower)

clean:
	rm -rf $(VENV) build dist docs/_site docs/reference src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis src/rasid/tables/compiled.bin
