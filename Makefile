# Everything sets itself up: `make build` and `make test` are enough on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: bench build serve check crisis-pack pdf test test-all lint lock audit sbom schema clean
.DEFAULT_GOAL := build

build: $(VENV)/.build-ready  ## Check everything and build the handbook in site/
	$(BIN)/mkdocs build --strict

serve: $(VENV)/.build-ready  ## Show the handbook on this machine, and again when something is saved
	$(BIN)/mkdocs serve

check: $(VENV)/.build-ready  ## Show every problem in data/ and docs/
	$(BIN)/handbok check

crisis-pack: $(VENV)/.build-ready  ## Write what is needed when the network is down, in krispaket/
	$(BIN)/handbok crisis-pack krispaket

pdf: $(VENV)/.pdf-ready  ## Write the archive copy, one PDF of the whole edition, in arkivkopia/
	$(BIN)/handbok pdf --out arkivkopia

schema: $(VENV)/.build-ready  ## Write the JSON Schemas for the editor's program, and the ids to propose
	$(BIN)/handbok schema --ids

test: $(VENV)/.test-ready lint  ## Prove it, on samples where the whole takes long
	$(BIN)/pytest -n auto --dist loadfile

test-all: $(VENV)/.test-ready lint  ## Prove it on everything
	$(BIN)/pytest -n auto --dist loadfile --whole

bench: $(VENV)/.test-ready  ## Time the reader of citations and the check of the example, and weigh ten editions
	$(BIN)/python tests/benchmarks/citations.py
	$(BIN)/python tests/benchmarks/check.py
	$(BIN)/python tests/benchmarks/editions.py

sbom: $(VENV)/.audit-ready  ## List what the handbook is built with, as CycloneDX in sbom.json
	$(VENV)/audit/bin/cyclonedx-py requirements --output-reproducible --of JSON -o sbom.json requirements.txt

audit: $(VENV)/.audit-ready  ## Ask whether something that the handbook is built with has a known fault
	$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip -r requirements.txt -r requirements-pdf.txt

lint: $(VENV)/.test-ready  ## Types and style
	$(BIN)/ruff check macros tests
	$(BIN)/ruff format --check macros tests
	$(BIN)/mypy
	$(BIN)/handbok schema --check

lock: $(VENV)/.build-ready  ## Lock the requirements anew, with hashes (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	    -q requirements.in -o requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	    -q requirements-pdf.in -o requirements-pdf.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	    -q requirements-test.in -o requirements-test.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	    -q requirements-audit.in -o requirements-audit.txt

clean:  ## Take away all that was made
	rm -rf $(VENV) site krispaket arkivkopia .site-* node_modules tests/node_modules .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo 'Python 3.11 eller senare behövs. Ange den med make PYTHON=python3.11'; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The project is installed last, by the locked build backend, so that nothing is fetched unlocked.
$(VENV)/.build-ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.pdf-ready: requirements-pdf.txt tests/system.py $(VENV)/.build-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pdf.txt
	$(BIN)/python tests/system.py pdf
	touch $@

$(VENV)/.test-ready: requirements-test.txt tests/package-lock.json tests/system.py $(VENV)/.build-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	$(BIN)/python tests/system.py
	touch $@

# In an environment of its own: what judges the libraries is none of them.
$(VENV)/.audit-ready: requirements-audit.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.txt
	touch $@
