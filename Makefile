# make run   serves the demo clinic on http://127.0.0.1:$(PORT)
# make test  passes every gate and every test
# Both make their environment first; nothing is needed before them but Python 3.11 or newer, make and a network.

PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PEERS := .venv-bench
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Tests and servers are started by the dozen: what was compiled once is kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup setup-dev run test bench format lock clean

setup: $(STAMPS)/project
	@:

setup-dev: $(STAMPS)/dev
	@:

run: setup
	@exec $(BIN)/chairside demo --port $(PORT)

# The locks are whole, so nothing is resolved anew on this machine: --no-deps, and a check that none was missing.
# A stamp is written last, so a set-up that was interrupted is done again instead of believed.
$(STAMPS)/venv:
	@sh requirements/new-venv.sh $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: requirements/runtime.txt | $(STAMPS)/venv
	$(PIP) install --quiet --no-deps --require-hashes -r requirements/runtime.txt
	@touch $@

$(STAMPS)/project: pyproject.toml $(STAMPS)/runtime
	$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@$(PIP) check
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/project
	$(PIP) install --quiet --no-deps --require-hashes -r requirements/dev.txt
	@$(PIP) check
	@touch $@

test: setup-dev
	@$(BIN)/python tests/gates.py $(PYTEST)

bench: setup-dev $(PEERS)/stamp
	$(BIN)/python -m tests.bench

# What speed is measured against has nothing in common with the product, and an environment of its own.
$(PEERS)/stamp: requirements/bench.txt
	@sh requirements/new-venv.sh $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r requirements/bench.txt
	@$(PEERS)/bin/python -m pip --disable-pip-version-check check
	@touch $@

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Makes the locks again, with the newest versions that pyproject.toml allows.
# The locker lives in an environment of its own, so that the product never depends on it.
lock:
	@sh requirements/lock.sh

clean:
	rm -rf $(VENV) $(PEERS) node_modules .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache
