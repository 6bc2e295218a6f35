# Two commands set a fresh machine up: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
LOCK := $(if $(CI),-c requirements.lock)

.PHONY: demo test lint format bench bluesky clean

demo: .venv/.installed
	$(BIN)/bot demo

# As many at once as there are cores, up to four: what they wait for is servers of their own.
TEST_WORKERS := -n auto --maxprocesses 4 --dist worksteal

# Compiled once for every worker, and for every program that a test starts.
test: export PYTHONDONTWRITEBYTECODE :=

test: .venv/.dev
	$(BIN)/python -m pytest $(TEST_WORKERS)

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The Bluesky server that its tests start (Node.js 20 or newer); 250 MB, in the user's cache.
BLUESKY_SERVER ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/newsroom-bot/bluesky
BLUESKY_PINS := tests/standins/bluesky_server/package.json

bluesky: $(BLUESKY_SERVER)/.installed

$(BLUESKY_SERVER)/.installed: $(BLUESKY_PINS)
	@mkdir -p $(@D)
	cp $(BLUESKY_PINS) $(@D)/package.json
	npm install --prefix $(@D) --no-audit --no-fund --loglevel=error
	@touch $@

bench: .venv/.dev
	$(BIN)/python -m benchmarks

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(LOCK) --editable .
	@touch $@

.venv/.dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(LOCK) --editable '.[dev]'
	@touch .venv/.installed $@

clean:
	rm -rf .venv build dist demo .mypy_cache .ruff_cache .pytest_cache
