# Everything a person types: make demo, make test, make prove, make bench. The pip equivalents stand in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
ARGS ?=
PYTEST := $(BIN)/python -m pytest

# Where byte code may not be kept, every process would compile all it imports anew: minutes of each run of the tests.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint prove bench lock clean python

demo: $(VENV)/run
	@$(BIN)/timebank demo $(ARGS)

test: lint
	$(PYTEST) -n 4 $(ARGS)

lint: $(VENV)/all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

prove: $(VENV)/all
	TIMEBANK_PROVE=1 $(PYTEST) $(ARGS)

# The peers we compare with want other versions of what we use, so they live in an environment of their own.
bench: $(BENCH)/all
	$(BENCH)/bin/python -m pytest tests/bench -s -o python_files="bench_*.py" $(ARGS)

# One virtual environment; the stamps say what is in it. A run needs less than the tests do.
$(VENV)/run: requirements.lock pyproject.toml | python
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/all: $(VENV)/run requirements-test.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-test.lock
	@touch $@

$(BENCH)/all: requirements-bench.lock pyproject.toml | python
	@$(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/pip install --quiet --disable-pip-version-check uv
	@$(BENCH)/bin/uv pip install --quiet --python $(BENCH)/bin/python --require-hashes -r requirements-bench.lock
	@$(BENCH)/bin/uv pip install --quiet --python $(BENCH)/bin/python --no-deps --no-build-isolation -e .
	@touch $@

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "This needs Python 3.11 or newer. On Debian: apt install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This needs Python's venv. On Debian: apt install python3-venv"; exit 1; }

# Exact versions with their hashes, for every platform; no download address is written.
lock: $(VENV)/run
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra test -c requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url -o requirements-test.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra test --extra bench \
	  --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  -o requirements-bench.lock

clean:
	rm -rf $(VENV) $(BENCH) .demo screenshots .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
