# Vitae: two commands do everything, `make demo` and `make test`.
# They need Python 3.11 to 3.13 with venv and pip, make, and a package registry to install from.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUTPUT ?= demo-output
FAULTS ?= --write
PIP    := $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python
UV     := VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv
# Tests start hundreds of processes: their modules are compiled once, beside the environment and not in the tree.
COMPILED := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/$(VENV)/compiled
PYTEST_ARGS ?= -q -n 3 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test browser fuzz faults pictures check format serve bench accuracy lock clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.run  ## Analyse the sample résumés with a real worker and show the reports
	@$(BIN)/python -m demo --output $(OUTPUT)

test: $(VENV)/.dev  ## Run the tests
	@$(COMPILED) $(BIN)/python -m pytest $(PYTEST_ARGS)

browser: $(VENV)/.browser  ## Test the page in a real browser; needs Chromium
	@$(COMPILED) $(BIN)/python -m pytest -q -n 2 --dist loadgroup -m browser tests/browser

fuzz: $(VENV)/.fuzz  ## Send the API thousands of generated requests
	@$(COMPILED) $(BIN)/python -m pytest -q -m fuzz tests/fuzz

pictures: $(VENV)/.browser  ## Take the pictures of the README anew; needs Chromium
	@$(BIN)/python -m demo.pictures

check: $(VENV)/.dev  ## Lint, check types and layers, and look for stale generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(VENV)/.dev  ## Format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

serve: $(VENV)/.run  ## Start broker, workers and API on this machine
	@$(BIN)/vitae serve

faults: $(VENV)/.dev  ## Break workers, broker and ledger, and write what was lost into docs/guarantees.md
	@$(BIN)/python -m faults $(FAULTS)

bench: $(VENV)/.dev  ## Measure the engine beside plain text extraction, the API, jobs and a full ledger
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.service
	@$(BIN)/python -m benchmarks.jobs
	@$(BIN)/python -m benchmarks.rows

accuracy: $(VENV)/.dev  ## Measure how much is read right, and refuse a drop below the pinned floors
	@$(BIN)/python -m benchmarks.accuracy

lock: $(VENV)/.dev  ## Resolve the dependencies anew and write the locks
	@$(UV) pip compile $(LOCK) requirements/bootstrap.in -o requirements/bootstrap.lock
	@$(UV) pip compile $(LOCK) pyproject.toml -o requirements.txt
	@$(UV) pip compile $(LOCK) pyproject.toml --extra flower -o requirements/flower.lock
	@$(UV) pip compile $(LOCK) pyproject.toml --group dev -o requirements/dev.lock
	@$(UV) pip compile $(LOCK) pyproject.toml --group browser -c requirements/dev.lock -o requirements/browser.lock
	@$(UV) pip compile $(LOCK) pyproject.toml --group fuzz -c requirements/dev.lock -o requirements/fuzz.lock
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

clean:  ## Remove what these commands made
	@rm -rf $(VENV) $(OUTPUT) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up: a virtual environment, uv from a hashed lock, everything else through uv (or pip, should uv fail) ---

install = $(UV) pip install --quiet --require-hashes -r $(1) || $(PIP) install --quiet --require-hashes -r $(1)

$(VENV)/.bootstrap: requirements/bootstrap.lock
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else \
	  "Vitae needs Python 3.11 to 3.13; name one with `make PYTHON=python3.12 ...`. This is " + sys.version.split()[0])'
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv --without-pip --clear $(VENV)
	@$(PIP) install --quiet --require-hashes -r requirements/bootstrap.lock
	@touch $@

$(VENV)/.run: $(VENV)/.bootstrap requirements.txt pyproject.toml
	@$(call install,requirements.txt)
	@$(UV) pip install --quiet --no-deps --no-build-isolation -e . || $(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	@$(call install,requirements/dev.lock)
	@touch $@

$(VENV)/.browser: $(VENV)/.dev requirements/browser.lock
	@$(call install,requirements/browser.lock)
	@touch $@

$(VENV)/.fuzz: $(VENV)/.dev requirements/fuzz.lock
	@$(call install,requirements/fuzz.lock)
	@touch $@
