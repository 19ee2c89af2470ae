# Sổ chi bộ. A newcomer needs `make run` and `make test`; what they share is `make setup`.
# PORT, DATABASE_URL and CHIBO_VAR are taken from the environment or the command line.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

python := .venv/bin/python
bin := .venv/bin
var := $(or $(CHIBO_VAR),var)
install := $(python) -m pip install --quiet --disable-pip-version-check \
	--constraint deploy/constraints.txt --requirement
static := $(shell find static)
# One worker more than cores: those at the browser wait for it.
tests := $(bin)/pytest -n $(shell expr $$(nproc) + 1)

.PHONY: help setup run test lint types pytest quick format drill-fuzz drill-forms drill-methods

help:
	@echo 'make run     start the portal on 127.0.0.1:$${PORT:-8000}; the first start loads the demo'
	@echo 'make test    every check and every test'
	@echo 'make quick   the tests of single rooms, while one writes'
	@echo 'make setup   what both need: .venv, pinned packages, static assets'
	@echo 'make format  put sources and templates into their one form'
	@echo 'make drill-fuzz   ten thousand hostile inputs over all forms, some minutes'
	@echo 'make drill-forms   ten thousand hostile inputs to each form by itself, a quarter of an hour'
	@echo 'make drill-methods   every address by everybody and every method'
	@echo 'make lint | types | pytest   one part of make test'

# Stamps are files, so that a second time costs nothing and a changed pin is noticed.

setup: .venv/runtime.stamp $(var)/assets/.stamp $(var)/static/staticfiles.json
	@:

.venv/bin/pip:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed.' >&2; exit 1; }
	@echo 'Making .venv ...'
	@python3 -m venv --clear .venv

.venv/runtime.stamp: requirements.txt deploy/constraints.txt | .venv/bin/pip
	@echo 'Installing the packages of requirements.txt ...'
	@$(install) requirements.txt
	@touch $@

.venv/tests.stamp: tests/requirements.txt .venv/runtime.stamp
	@echo 'Installing the packages of tests/requirements.txt ...'
	@$(install) tests/requirements.txt
	@touch $@

$(var)/assets/.stamp: package.json package-lock.json deploy/assets.py | .venv/runtime.stamp
	@echo 'Bringing fonts, Bootstrap and the accessibility checker ...'
	@$(python) deploy/assets.py
	@touch $@

# Left out: the checker of the tests, the fonts of the printers, htmx's extensions and next version.
$(var)/static/staticfiles.json: $(static) $(var)/assets/.stamp .venv/runtime.stamp chibo/settings.py
	@$(python) manage.py collectstatic --noinput --clear --verbosity 0 \
		--ignore axe --ignore '*.ttf' --ignore 'hx-*' --ignore 'htm*-4*'
	@touch $@

run: setup
	@exec $(python) manage.py runportal

test: lint types pytest

lint: setup .venv/tests.stamp
	$(bin)/ruff check --quiet
	$(bin)/ruff format --check --quiet
	find templates -name '*.html' -exec $(bin)/djade --check {} +
	$(bin)/djangofmt --quiet check templates
	$(bin)/lint-imports --no-logo
	$(python) manage.py check --fail-level WARNING
	$(python) manage.py makemigrations --check --dry-run --verbosity 1

format: .venv/tests.stamp
	$(bin)/ruff check --quiet --fix-only
	$(bin)/ruff format --quiet
	-find templates -name '*.html' -exec $(bin)/djade {} +

types: setup .venv/tests.stamp
	$(bin)/mypy

# Without the browser and what goes through every page or a whole year.
quick: setup .venv/tests.stamp
	@$(tests) -q -m 'not browser and not sweep'

# Ten thousand hostile inputs over all forms; CHIBO_FUZZ_SEED for others.
drill-fuzz: setup .venv/tests.stamp
	CHIBO_FUZZ=1300 $(bin)/pytest -q -n 0 tests/attack/test_hostile_input.py

# Ten thousand hostile inputs to each form, without the page and the deed behind it.
drill-forms: setup .venv/tests.stamp
	CHIBO_FORM_INPUTS=10000 $(tests) -q tests/attack/test_hostile_forms.py

# Every address by every person of the cast and every method but GET and POST.
drill-methods: setup .venv/tests.stamp
	CHIBO_METHODS=all $(tests) -q tests/attack/test_methods.py

# CI_BROWSER=0 leaves the browser journeys out, AGAIN=1 also what asks pages and not the database
# and need not be asked on a second one. Pytest's closing line is the last.
pytest: setup .venv/tests.stamp
	@$(tests) $(if $(filter 0,$(CI_BROWSER)),-m 'not browser$(if $(AGAIN), and not once)')
