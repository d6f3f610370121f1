# `make` alone lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export NO_MKDOCS_2_WARNING := 1

# It checks our scripts, and asks nobody: neither for modules nor for a later version.
DENO := DENO_DIR=$(CURDIR)/.cache/deno DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
OFFLINE := --no-remote --no-npm
# All but what folium writes.
MAPS := $(filter-out %/program.js,$(wildcard dossier/render/maps/*.js))

# What SECURITY.md promises is tried here.
ATTACKS := tests/torture tests/build tests/evidence/test_withheld.py tests/ingest/test_fetching.py \
  tests/browser/test_any_string.py tests/browser/test_hostile.py tests/contracts/test_supply.py \
  tests/contracts/test_foreign_paths.py tests/unit/test_page_sizes.py $(addprefix tests/properties/test_any_,edit.py text.py front_matter.py date.py)

.DEFAULT_GOAL := help
.PHONY: help site serve check test slow torture mutate lint picture format reference bench lock sbom audit clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

site: $(READY) ## Build content/ into site/
	$(BIN)/dossier build

serve: $(READY) ## Show the dossier at http://127.0.0.1:8000 and follow edits
	$(BIN)/dossier serve

check: $(READY) ## Say what is wrong with the content
	$(BIN)/dossier check

lint: $(READY) ## Style, types and the direction of imports; types and style of scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd tests && ../$(BIN)/mypy --config-file mypy.ini .
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	$(DENO) check --quiet $(OFFLINE) dossier/render/assets/*.js dossier/preview/*.js dossier/desk/assets/*.js
	$(DENO) check --quiet $(OFFLINE) --config dossier/render/maps/deno.json $(MAPS)
	$(DENO) lint --quiet dossier/render/assets dossier/preview dossier/desk/assets $(MAPS) dossier/render/maps/leaflet.d.ts

test: lint ## Lint, then the tests, in a real Chromium; CI runs make slow and make mutate as well
	@chromium=$$($(BIN)/python tests/browser/chromium.py) || exit 1; \
	CHROMIUM="$$chromium" $(BIN)/pytest -n auto --dist worksteal

slow: $(READY) ## The slow tests that make test leaves out: many random edits, attacks, growth, every page
	@chromium=$$($(BIN)/python tests/browser/chromium.py) || exit 1; \
	CHROMIUM="$$chromium" $(BIN)/pytest -n auto --dist worksteal -m "slow and not torture"

torture: $(READY) ## Attack it: all that a stranger may send, damaged caches, random edits, kills; prints a table
	@chromium=$$($(BIN)/python tests/browser/chromium.py) || exit 1; \
	CHROMIUM="$$chromium" EFFORT=8 $(BIN)/pytest -n auto --dist worksteal $(ATTACKS) -m "" --timeout 900 --table

mutate: $(READY) ## Take each piece of a page out in turn: some test has to fail; for some files: ONLY="claim.html lines.py"
	$(BIN)/python tests/mutation $(ONLY)

bench: $(READY) ## Measure speed and sizes (prints; no test); beside others: COMPARE="1000 --install"
	PYTHONPATH=tests $(BIN)/python tests/bench/$(if $(COMPARE),compare.py $(COMPARE),sizes.py)

picture: $(READY) ## Draw which package imports which, into imports.dot; as SVG where Graphviz is
	$(BIN)/import-linter drawgraph dossier > imports.dot
	@dot -Tsvg imports.dot -o imports.svg 2>/dev/null && echo "imports.svg" || echo "imports.dot; dot -Tsvg imports.dot -o imports.svg draws it"

format: $(READY) ## Set the code as lint wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

reference: $(READY) ## Write docs/REFERENCE.md and schemas/ anew, from the program itself
	$(BIN)/python -m dossier.cli.reference > docs/REFERENCE.md.new
	mv docs/REFERENCE.md.new docs/REFERENCE.md
	$(BIN)/dossier schema schemas

lock: $(READY) ## Pin all dependencies anew, with hashes, for Linux and macOS
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --all-extras --quiet --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --extra build --quiet --constraint requirements.lock \
	  pyproject.toml -o requirements-action.lock

sbom: ## Write sbom.json (CycloneDX 1.6) from requirements.lock; no network
	$(PYTHON) .ci/sbom.py requirements.lock > sbom.json

audit: $(READY) ## Look for known faults in the locked dependencies; asks the network
	$(PYTHON) -m venv .audit && .audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	.audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock

clean: ## Remove what was built, and the environment
	rm -rf site .site-* .cache .audit sbom.json $(VENV)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: $(PYTHON) is older than 3.11; name a newer one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "make: $(PYTHON) cannot make an environment; on Debian: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
