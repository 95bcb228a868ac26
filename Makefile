# make help lists the targets. Settings come from NOIVIEC_* variables: docs/settings.md.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
FLASK := $(BIN)/flask --app wsgi
SOURCES := config.py wsgi.py portal services models matching migrations tests benchmarks data
WORKERS ?= 2
BENCH_SIZES ?= 10000 100000 1000000

.PHONY: hall usb help run reset setup setup-dev test test-sqlite test-postgresql check fix prove bench clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: setup ## make what is missing (environment, key, database, demo) and start the server
	@$(FLASK) keys create
	@$(FLASK) db upgrade
	@$(FLASK) demo load
	@$(FLASK) serve

reset: setup ## throw the demo away and load it anew; refuses a database that holds other data
	@$(FLASK) keys create
	@$(FLASK) demo reset

hall: setup ## start the server for a hall's own network, without the demo; prints address and QR
	@$(FLASK) keys create
	@$(FLASK) db upgrade
	@$(FLASK) serve

usb: setup ## build the stick for a laptop without internet (USB=folder)
	@$(FLASK) usb $(or $(USB),dist/usb)

setup: $(VENV)/runtime.stamp ## make only the environment (.venv)
setup-dev: $(VENV)/dev.stamp

$(VENV)/runtime.stamp: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt $(VENV)/runtime.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements-dev.txt
	@touch $@

# The workers are a run's threads: a worker whose libraries start more waits for itself.
test-sqlite test-postgresql: export OMP_NUM_THREADS := 1
test-sqlite test-postgresql: export OPENBLAS_NUM_THREADS := 1

test: setup-dev ## correctness, on SQLite and on PostgreSQL, with Chromium
	@bash tests/chromium.sh
	$(MAKE) --no-print-directory test-sqlite test-postgresql

test-sqlite: setup-dev ## the whole suite on SQLite
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-postgresql: setup-dev ## the same suite on a real PostgreSQL, without the browser's walks
	NOIVIEC_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not browser and not sqlite" tests/models tests/services tests/portal

check: setup-dev ## ruff, types, layers, templates
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet

fix: setup-dev ## mend what can be mended
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

prove: setup-dev ## the hard tests in full (kills, fuzz); goes on where it stopped
	@bash tests/chromium.sh
	$(BIN)/python -m benchmarks.prove

bench: setup-dev ## speed beside peers in one run: an event, 10k to 1M positions, a cluster; docs/measured
	$(BIN)/python -m benchmarks.bench
	for size in $(BENCH_SIZES); do $(BIN)/python -m benchmarks.retrieval --positions $$size || exit 1; done
	$(BIN)/python -m benchmarks.cluster
	$(BIN)/python -m benchmarks.scale

clean: ## remove the environment
	rm -rf $(VENV)
