# Two commands start everything: make demo, make test. Both set up what they need.
PYTHON ?= python3
PORT ?= 8000
RESET ?= 0
ARGS ?=

.PHONY: help demo test check assure bench pictures assets lock format

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## */\1|/' | awk -F'|' '{printf "make %-10s %s\n", $$1, $$2}'

demo:  ## start the demonstration (PORT=8000, RESET=1 begins again)
	@$(PYTHON) scripts/demo.py --port $(PORT) $(if $(filter-out 0,$(RESET)),--reset)

test:  ## run every test (ARGS="..." go to pytest)
	@$(PYTHON) scripts/test.py $(ARGS)

check:  ## format, lint, types, layers, migrations, templates, dependencies, assets
	@$(PYTHON) scripts/check.py

assure:  ## the tests with their long counts
	@HYPOTHESIS_PROFILE=assure $(PYTHON) scripts/test.py $(ARGS)

bench:  ## the speed figures
	@$(PYTHON) scripts/setup.py dev
	@$(PYTHON) scripts/postgres.py .venv/bin/python -m bench $(ARGS)

pictures:  ## take the pictures of the user guide from the running demonstration
	@$(PYTHON) scripts/browser.py .venv/bin/python scripts/pictures.py --port $(PORT) $(ARGS)

assets:  ## make the committed stylesheet and script again (needs Node)
	@$(PYTHON) scripts/assets.py

lock:  ## lock what pyproject.toml asks for (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/base.txt
	uv pip compile pyproject.toml --extra dev --constraint requirements/base.txt --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/dev.txt

format:  ## put the code in shape
	@$(PYTHON) scripts/setup.py dev
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .
