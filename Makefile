# The front door. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test test-all sweep hostile bench check format messages lock clean
PORT ?= 8000
export PORT

help: ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## the whole Portal with a made-up company, on http://localhost:8000 (PORT=… for another port)
	@scripts/environment.sh runtime
	@exec .venv/bin/python scripts/demo.py

demo-reset: ## throw the demo's data away; the next `make demo` starts over
	@scripts/environment.sh runtime
	@.venv/bin/python scripts/demo.py --reset

test: ## the checks and the quick tests, in a few minutes
	@scripts/environment.sh dev
	@.venv/bin/python scripts/lanes.py quick

test-all: ## everything: SQLite, PostgreSQL with Redis and Celery, and the story in a browser
	@scripts/environment.sh dev
	@.venv/bin/python scripts/lanes.py all

sweep: ## every page on every record as every person, before a change of who may see what is done
	@scripts/environment.sh dev
	@RUN_SLOW=1 RUN_SWEEP=1 .venv/bin/python -m pytest tests/sweeps -q -n 2 --show-capture=no

hostile: ## every hostile string in every field, malformed requests, a thousand broken mails: all of it, on SQLite
	@scripts/environment.sh dev
	@RUN_SLOW=1 RUN_HOSTILE=1 .venv/bin/python -m pytest tests/hostile tests/sweeps/test_hostile_text.py \
		tests/cases/mailbox/test_hostile_mail.py -q --show-capture=no

bench: ## how many reports the intake takes, as a ratio to bare views (PostgreSQL with DATABASE_URL, and SQLite)
	@scripts/environment.sh dev
	@.venv/bin/python -m tests.bench.intake

check: ## the checks alone: lint, types, order of the apps, templates, migrations, translations
	@scripts/environment.sh dev
	@.venv/bin/python scripts/lanes.py checks

format: ## put the code in its usual shape
	@scripts/environment.sh dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

messages: ## collect the texts for translators into locale/
	@scripts/environment.sh dev
	@.venv/bin/python scripts/translations.py --write

lock: ## resolve the requirements again and write their hashes
	@scripts/environment.sh dev
	@scripts/lock.sh

clean: ## remove the environment, caches and test data; the demo's data stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache var/tests
