# Each target sets up what it needs. `make run` needs python3 (3.11 or newer) and nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check format bench eval soak clean browser

help:
	@echo "make run     chat in a browser at http://127.0.0.1:8080"
	@echo "make test    every check and every test"
	@echo "make check   whether all content and surveys are right"
	@echo "make bench   how fast, beside peers in the same run (writes tests/bench/RESULTS.md)"
	@echo "make eval    how good, on data kept apart"
	@echo "make soak    kill the server again and again, for longer than the tests do"
	@echo "make format  tidy the code"

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Earshot needs Python 3.11 or newer; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: $(VENV)/python pyproject.toml constraints.txt
	@echo "Installing what Earshot needs ..."
	@$(PIP) install -c constraints.txt -e ".[reports]"
	@$(BIN)/python -m compileall -q bot
	@touch $@

$(VENV)/dev: $(VENV)/run
	@echo "Installing what the tests need ..."
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

run: $(VENV)/run
	@$(BIN)/earshot serve

check: $(VENV)/run
	@$(BIN)/earshot check

format: $(VENV)/dev
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format .

test: $(VENV)/dev browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/earshot check
	$(BIN)/pytest -n 2 --dist loadgroup

# Debian's Chromium where apt is there and we are root, else Playwright's own.
browser: $(VENV)/dev
	@if command -v chromium >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else $(BIN)/playwright install chromium; fi

bench: $(VENV)/dev
	PYTHONPATH=. $(BIN)/python tests/bench/run.py

eval: $(VENV)/dev
	PYTHONPATH=. $(BIN)/python tests/finding/evaluate.py
	PYTHONPATH=. $(BIN)/python tests/eligibility/evaluate.py
	PYTHONPATH=. $(BIN)/python tests/safeguarding/evaluate.py

soak: $(VENV)/dev
	PYTHONPATH=. $(BIN)/python tests/durability/driver.py --kills 300 --seed 7

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
