# Command one: `make run` sets up everything and reads the sample (or FILE=path). Command two: `make test`.
PYTHON ?= python3
PORT   ?= 8850
FILE   ?= taiwa/samples/kitanagi-1-ja.txt
BIN    := .venv/bin

.PHONY: run serve test lint lock bench clean

run: .venv/ready
	@$(BIN)/taiwa read "$(FILE)"
	@printf '\nThe same in a browser, with a whole forum to look at: make serve\n' >&2

# The application over a record of its own with the invented forum in it: every page has something to show.
serve: .venv/ready
	@$(BIN)/taiwa serve --sample --open --database .taiwa-sample.sqlite3 --port $(PORT)

test: .venv/ready
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache && $(BIN)/pytest

# uv is bootstrapped with pip, so that a bare machine needs python3, its venv module, pip and make only.
.venv/ready: requirements.lock pyproject.toml
	@echo "setting up .venv (once) ..."
	@test -x .boot/bin/uv || { $(PYTHON) -m venv .boot && .boot/bin/pip install -q --disable-pip-version-check uv; }
	@.boot/bin/uv venv -q --allow-existing --python $(PYTHON) .venv
	@.boot/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements.lock
	@.boot/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
	@touch .venv/ready

# Every measure in BENCHMARKS.md (about ten minutes); what isn't installed is skipped. benchmarks/setup.sh installs it.
bench: .venv/ready
	@for measure in accuracy commitments residue compare consecutive parity changes growth speed cold memory; do $(BIN)/python -m benchmarks.$$measure && echo || exit 1; done

lock:
	@.boot/bin/uv pip compile -q pyproject.toml --group dev --generate-hashes --no-header --universal -o requirements.lock

clean:
	rm -rf .venv .boot .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
