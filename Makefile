# Gapura. `make help` lists the targets; whatever needs the environment makes it first, when it is due.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test test-all test-slow year coverage lint bench screenshots translations lock sbom deb try-deb image boot clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip --disable-pip-version-check --quiet
READY := $(VENV)/.ready
WEIGHTS := $(or $(GAPURA_WEIGHTS),.weights)/.fetched

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(READY) $(WEIGHTS) ## Make .venv from the lock, fetch and verify the weights

# Nothing is fetched that a lock does not name with its hash: no build isolation, so the builders come
# first. annoy is compiled here, for AVX2 and not for this very processor, and past pip's cache, which
# does not know for which processor it keeps a wheel: an environment may move to another machine.
$(READY): requirements.lock packaging/build.lock packaging/debian-packages.txt pyproject.toml
	@packaging/debian-packages.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gapura needs Python 3.11 or newer, not " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r packaging/build.lock
	sed -n '/^annoy==/,/[^\\]$$/p' requirements.lock > $(VENV)/annoy.lock
	$(ANNOY_FLAGS) $(PIP) install --require-hashes --no-deps --no-build-isolation --no-cache-dir -r $(VENV)/annoy.lock
	$(PIP) install --require-hashes --no-build-isolation -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(RUN)/python -m pip check
	@touch $@

ifeq ($(shell uname -m),x86_64)
ANNOY_FLAGS = ANNOY_COMPILER_ARGS=-O3,-march=haswell,-ffast-math,-fno-associative-math,-fpermissive,-DANNOYLIB_MULTITHREADED_BUILD,-std=c++14
endif

$(WEIGHTS): $(READY) models/manifest.toml
	$(RUN)/gapura models fetch
	@touch $@

demo: setup ## Show the whole terminal; without a screen, print what it finds in 30 s
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(RUN)/gapura demo; fi; \
	echo "No screen here (DISPLAY and WAYLAND_DISPLAY are empty): the demo runs without a window."; \
	exec $(RUN)/gapura demo --headless --seconds 30

# As many at once as there are processors, and two more: many tests wait (tests/conftest.py).
# What they start a hundred times is compiled once, whatever the environment says.
PYTEST = PYTHONDONTWRITEBYTECODE= $(RUN)/python -m pytest -n auto --dist worksteal
SLOW := slow or kills or soak or fuzz

test: setup ## Run the tests that are quick, nearly all: under 8 minutes on 2 cores
	$(PYTEST) -m "not ($(SLOW) or appliance)"

test-slow: setup ## Run a short draw of the tests that are slow, kill, soak or fuzz
	$(PYTEST) -m "$(SLOW)" --draw short

test-all: setup ## Run every test in full
	$(PYTEST) -o faulthandler_timeout=7200

year: setup ## Draw what grows in a simulated year of a gate into year.png
	$(RUN)/python -m pytest tests/end_to_end/test_year.py -o faulthandler_timeout=7200 --curves year.png

coverage: setup ## Check that what must not fail is covered by its tests, every branch
	$(RUN)/python -m tests.coverage_by_name

lint: $(READY) ## Check style and types
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/python -m mypy
	$(RUN)/python -m mypy packaging/deb/package.py packaging/image/qmp.py packaging/image/partition.py packaging/image/key.py

bench: setup ## Measure, each figure beside a baseline of the same run
	@for what in embed detect search pipeline sync ui; do $(RUN)/gapura bench $$what || exit; done

screenshots: setup ## Draw every screen in both languages into screenshots/
	$(RUN)/gapura screenshots

TRANSLATIONS := edge_app/ui/text/translations

translations: ## Bring the sentences of the screens to Qt Linguist's file, and compile it
	$(RUN)/pyside6-lupdate $$(find edge_app/ui -name '*words.py' | LC_ALL=C sort) \
	  -ts $(TRANSLATIONS)/gapura_en.ts \
	  -no-obsolete -locations none -source-language id -target-language en > /dev/null
	$(RUN)/pyside6-lrelease $(TRANSLATIONS)/gapura_en.ts -qm $(TRANSLATIONS)/gapura_en.qm

# For every platform and Python that pyproject.toml allows, with the hash of every file, and without
# the address of an index: where packages come from is the machine's business. A terminal installs a
# part of what the tests ran with, at the same versions: no dev and no central extra; a data centre no dev.
COMPILE = $(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

lock: ## Resolve the locks anew (needs an environment with the dev extra)
	$(COMPILE) packaging/build.in --output-file packaging/build.lock
	$(COMPILE) pyproject.toml --extra dev --extra central --output-file requirements.lock
	$(COMPILE) pyproject.toml --constraint requirements.lock --output-file packaging/terminal.lock
	$(COMPILE) pyproject.toml --extra central --constraint requirements.lock --output-file packaging/central.lock
	@! grep -nE '://|file:|^-' requirements.lock packaging/build.lock packaging/terminal.lock packaging/central.lock

sbom: $(READY) ## Write what a terminal and the data centre install, as CycloneDX, into dist/
	mkdir -p dist
	$(RUN)/cyclonedx-py requirements packaging/terminal.lock --pyproject pyproject.toml \
	  --output-reproducible --output-file dist/gapura-terminal.cdx.json
	$(RUN)/cyclonedx-py requirements packaging/central.lock --pyproject pyproject.toml \
	  --output-reproducible --output-file dist/gapura-central.cdx.json

# One package has one Python, so one distribution. DISTRIBUTIONS="bookworm trixie" makes both.
DISTRIBUTIONS ?= bookworm

deb: setup ## Build the Debian packages into dist/, as root
	packaging/deb/build.sh $(DISTRIBUTIONS)

try-deb: ## Try the Debian packages of dist/ in fresh chroots, as root
	@for each in $(DISTRIBUTIONS); do packaging/try.sh $$each || exit; done

image: $(READY) ## Build the image of a terminal into dist/, as root, of the packages for Debian 13
	packaging/image/build.sh

boot: $(READY) ## Start the image of dist/ in a virtual machine: set-up, lane, updates, what was altered
	@PYTHON=$(RUN)/python packaging/boot.sh

clean: ## Remove what was made here, the weights too
	rm -rf $(VENV) .weights screenshots year.png .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
