# The ways to run, test and build Earmark; `make help` lists them.
#
# Each kind of set-up leaves a stamp in .venv, so that the second time starts at once.

.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
UV ?= uv

# A .venv that was copied or moved here is made anew: its scripts carry the path it had.
ifneq ($(shell cat .venv/made-at 2>/dev/null),$(CURDIR))
MOVED := moved
endif

ready-to-run := .venv/ready-to-run
ready-to-test := .venv/ready-to-test
ready-to-package := .venv/ready-to-package
set-up-by := packaging/setup.sh packaging/system-packages.sh pyproject.toml

.PHONY: help run test quick format bench formats-table demo lock package wheel clean moved
.PHONY: check check-format check-lint check-types check-layers check-tree

help:  ## list what can be made
	@sed -n 's/^\([a-z][a-z-]*\):.*  ## /\1\t/p' Makefile | expand -t 16

run: $(ready-to-run)  ## set up everything and open the window on the demo episode
	$(BIN)/earmark demo $(ARGS)

test: $(ready-to-test)  ## set up everything and run all the tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(ARGS)

quick: $(ready-to-test)  ## run the tests that take no more than moments
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m "not slow" $(ARGS)

check: check-format check-lint check-types check-layers check-tree  ## look over the sources

check-format: $(ready-to-test)
	$(BIN)/ruff format --check .

check-lint: $(ready-to-test)
	$(BIN)/ruff check .

check-types: $(ready-to-test)
	$(BIN)/mypy

check-layers: $(ready-to-test)
	$(BIN)/lint-imports

check-tree: $(ready-to-test)
	$(BIN)/python packaging/checks.py

format: $(ready-to-test)  ## bring the sources into the common form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(ready-to-test)  ## measure, and write docs/performance.md
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/benchmarks $(ARGS)

formats-table: $(ready-to-test)  ## write the table in docs/formats.md anew
	PYTHONPATH=. $(BIN)/python tests/reader/formats/formats_table.py

demo: $(ready-to-test)  ## make resources/demo anew (needs flite and ffmpeg)
	sh packaging/system-packages.sh demo $(BIN)/python
	$(BIN)/python packaging/make_demo.py

lock:  ## choose the newest allowed versions anew, with their hashes (needs uv)
	UV="$(UV)" sh packaging/lock.sh

package: $(ready-to-package)  ## build dist/earmark/, which runs where no Python is installed
	$(BIN)/pyinstaller --noconfirm --log-level WARN packaging/earmark.spec

wheel: $(ready-to-test)  ## build dist/*.whl and the source archive
	$(BIN)/python -m hatchling build

clean:  ## remove what was built, but for .venv
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find reader ui resources packaging tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(ready-to-run): requirements.lock $(set-up-by) $(MOVED)
	sh packaging/setup.sh run
	touch $@

$(ready-to-test): requirements-dev.lock $(set-up-by) $(MOVED)
	sh packaging/setup.sh test
	touch $(ready-to-run) $@

$(ready-to-package): requirements-package.lock $(set-up-by) $(MOVED)
	sh packaging/setup.sh package
	touch $(ready-to-run) $@
