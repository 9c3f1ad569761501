# Alles wat u met het loket kunt doen; `make help` laat het zien.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
HOST ?= localhost
TESTS ?= tests
WORKERS ?= auto
RUNS ?= 1000
PY := .venv/bin/python
export LOCAL_DIR DEMO_CONTENT

# The first Python that will do, preferably one that can make environments by itself.
define install
	@for needs in venv,ensurepip venv; do for python in $(PYTHON) python3.11 python3.12 python3; do \
	  if "$$python" -c "import sys, $$needs; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))" 2>/dev/null; \
	  then exec "$$python" loket/launcher/install.py $(1); fi; done; done; \
	echo "Python 3.11 of 3.12 ontbreekt. Installeer die eerst (Debian: apt install python3 python3-venv)." >&2; exit 1
endef

.PHONY: help install install-base demo test check lint bench walk reset docs

help: ## toon deze uitleg
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  Instellingen: PORT=8000, LOCAL_DIR=map voor de gegevens, DEMO_CONTENT=0 (zonder voorbeelden), PYTHON=…"

install-base:
	$(call install,base)

install: install-base ## installeer alles voor ontwikkelen (in .venv en node_modules)
	$(call install,dev)

demo: install-base ## start het loket op http://localhost:8000 (PORT=…); stoppen met Ctrl-C
	@exec $(PY) -m loket.launcher.demo --end-with-parent --host "$(HOST)" --port "$(PORT)"

test: install ## draai alle tests (TESTS=tests/search voor een deel)
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

lint: install ## controleer stijl, lagen, sjablonen, migraties en productie-instellingen
	$(PY) -m ruff check .
	$(PY) -m ruff format --check --exclude '**/migrations/*' .
	.venv/bin/lint-imports --no-logo
	$(PY) -m djlint --lint --quiet templates
	$(PY) manage.py makemigrations --check --dry-run
	@description=$$(mktemp --suffix=.json) && $(PY) manage.py write_openapi $$description && echo "spectral lint" && \
	  PATH="$(CURDIR)/.venv/bin:$$PATH" node node_modules/@stoplight/spectral-cli/dist/index.js lint $$description \
	  --ruleset .spectral.yaml --fail-severity=warn --quiet; found=$$?; rm -f $$description; exit $$found
	@echo "manage.py check --deploy"
	@LOKET_MODE=production ALLOWED_HOSTS=loket.example.org SITE_URL=https://loket.example.org \
	  SECRET_KEY=only-for-this-check-3Jq8vT5xZk1Wm7Rb9Yc2Ld4Nf6Ph0Sg-aeiou \
	  DATABASE_URL=postgresql://loket@localhost/loket REDIS_URL=redis://localhost EMAIL_URL=smtp://localhost \
	  $(PY) manage.py check --deploy --fail-level WARNING

check: lint test ## alles wat een wijziging moet doorstaan (wat .ci/run draait)

bench: install ## meet hoe snel en hoe raak er gezocht wordt (resultaten in benchmarks/results)
	@$(PY) -m benchmarks

walk: install ## loop met axe alle soorten pagina's van een draaiende demo langs, als elke rol (PORT=…)
	@$(PY) -m tests.browser.walk --port "$(PORT)"

torture: install ## laat duizend keer iedereen aan een bijeenkomst trekken, en dood de mailwerker duizend keer (RUNS=1000)
	@$(PY) -m benchmarks.torture --runs $(RUNS)
	@CRASH_POINTS=$(RUNS) WORKER_KILLS=$(RUNS) TORTURE_RESULT=benchmarks/results/torture-servicedesk.json \
	  $(PY) -m pytest -n 0 -q tests/servicedesk/test_crash.py

docs: install ## schrijf wat uit de code volgt: .env.example, docs/environment.md, het plaatje van de lagen
	$(PY) manage.py write_env_example
	$(PY) -m docs.draw_architecture

reset: install-base ## wis de gegevens van de demo en begin opnieuw
	@$(PY) -m loket.launcher.reset
