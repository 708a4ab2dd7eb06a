# Run `make` on its own to see what there is.
# Needs python3 (3.11 or newer) with pip and venv. It makes everything else.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help start install check book workbook class test trials pictures benchmark benchmark-site benchmark-grading benchmark-start lock clean FORCE
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
TESTS_INSTALLED := .venv/.installed-tests
BOOK := _build/html/.built
BOOK_INPUTS := _build/.book-inputs
BOOK_SOURCES := $(wildcard book notebooks data src course.yml _config.yml _toc.yml)
LAB_EXTENSION := $(wildcard src/softskills/labextension/* src/softskills/labextension/*/*)
STEP ?=
LEARNERS ?= 60
SEED ?= 1
LOCAL := --no-remote --no-npm
# What is measured costs a third more time, so only what must be.
MEASURED := tests/answers tests/contract tests/scoring tests/grading tests/marking tests/teaching tests/demo tests/widgets/test_messages.py
SHARED_OUT := -n logical --maxprocesses 4 --dist loadfile

# A virtual environment stops working when its folder is moved or its Python goes away. Then make it again.
VENV_OK := $(shell $(BIN)/python -c '' 2>/dev/null && grep -qsF '$(CURDIR)/.venv' $(BIN)/activate && echo yes)
ifneq ($(VENV_OK),yes)
VENV_AGAIN := FORCE
endif

help: ## Show this list
	@echo 'Building Soft Skills'
	@echo
	@sed -nE 's/^([a-z-]+):.*## /\1|/p' Makefile | while IFS='|' read -r name what; do \
		printf '  make %-17s %s\n' "$$name" "$$what"; done

start: ## Set up, open your lessons in JupyterLab, build the book beside it (Ctrl-C stops it)
	@$(MAKE) STEP='1/2 ' install
	@echo '2/2 Starting JupyterLab. The book is built beside it'
	@exec $(BIN)/softskills start my-lessons --build-book

install: $(INSTALLED)
	@echo '$(STEP)The packages are in .venv'

check: $(INSTALLED) ## Check the content of the course
	@echo 'Checking the content'
	@$(BIN)/softskills check || { echo 'Correct the errors above. Warnings can wait.'; exit 1; }

book: $(BOOK) ## Build the book into _build/html
	@echo '$(STEP)The book is in _build/html/index.html'

workbook: $(BOOK) $(TESTS_INSTALLED) ## Print the whole course as a PDF, with a key at the end
	@browser=$$($(BIN)/python tools/browser.py) && $(BIN)/softskills workbook --browser "$$browser"

class: $(INSTALLED) ## Make a simulated class in demo-class, to try grading and reports on (LEARNERS=60 SEED=1)
	@$(BIN)/softskills demo --learners $(LEARNERS) --seed $(SEED) demo-class && \
		for quiz in demo-class/*/source/*/; do \
			$(BIN)/softskills report "$$(basename "$$quiz")" --course "$${quiz%/source/*}"; done

test: $(TESTS_INSTALLED) ## Set up, then run every check and test
	@browser=$$($(BIN)/python tools/browser.py) || exit 1; \
	firefox=$$($(BIN)/python tools/firefox.py) || exit 1; \
	postgresql=$$($(BIN)/python tools/postgresql.py) || exit 1; \
	set -e; \
	echo "Browser: $$browser"; \
	echo "Firefox: $${firefox:-none, so its test is skipped}"; \
	echo "PostgreSQL: $$postgresql"; \
	echo 'ruff check'; $(BIN)/ruff check .; \
	echo 'ruff format --check'; $(BIN)/ruff format --check .; \
	echo 'mypy'; $(BIN)/mypy; \
	echo 'lint-imports'; $(BIN)/lint-imports --no-logo; \
	echo 'deno check'; $(BIN)/deno check --quiet $(LOCAL) src/softskills/frontend src/softskills/labextension tests/frontend; \
	echo 'deno lint'; $(BIN)/deno lint --quiet; \
	echo 'deno test'; $(BIN)/deno test --quiet $(LOCAL); \
	export SOFTSKILLS_BROWSER="$$browser" SOFTSKILLS_FIREFOX="$$firefox" SOFTSKILLS_POSTGRESQL="$$postgresql"; \
	$(if $(COVERED),echo 'pytest measured'; $(BIN)/python -m coverage run -m pytest $(SHARED_OUT) $(MEASURED);) \
	echo 'pytest'; $(BIN)/python -m pytest $(SHARED_OUT) --no-loadscope-reorder $(if $(COVERED),$(addprefix --ignore=,$(MEASURED)))

trials: $(TESTS_INSTALLED) ## Run what takes longer than a test: fresh installs, with the network; coverage
	@browser=$$($(BIN)/python tools/browser.py) || exit 1; \
	firefox=$$($(BIN)/python tools/firefox.py) || exit 1; \
	postgresql=$$($(BIN)/python tools/postgresql.py) || exit 1; \
	set -e; \
	export SOFTSKILLS_BROWSER="$$browser" SOFTSKILLS_FIREFOX="$$firefox" SOFTSKILLS_POSTGRESQL="$$postgresql"; \
	echo 'pytest -m trial'; $(BIN)/python -m pytest -m trial -n logical --maxprocesses 4 --dist loadfile; \
	[ -d _build/coverage ] || { echo 'coverage'; \
		$(BIN)/python -m coverage run -m pytest -q -n logical --maxprocesses 4 --dist loadfile $(MEASURED); }; \
	$(BIN)/python tools/coverage_floor.py; \
	rm -rf _build/coverage

pictures: $(BOOK) $(TESTS_INSTALLED) ## Take the pictures of the README and of the guide for instructors anew
	@browser=$$($(BIN)/python tools/browser.py) && $(BIN)/python tools/pictures.py "$$browser" \
		&& $(BIN)/python tools/class_pictures.py "$$browser"

benchmark: $(BOOK) $(TESTS_INSTALLED) ## Measure, and print what was measured
	@browser=$$($(BIN)/python tools/browser.py) && $(BIN)/python benchmarks/saving.py && $(BIN)/python benchmarks/own_profile.py "$$browser" \
		&& $(BIN)/python benchmarks/many_scenarios.py "$$browser" && $(BIN)/python benchmarks/practice.py "$$browser" \
		&& $(BIN)/python benchmarks/check.py && $(BIN)/python benchmarks/build.py

benchmark-site: $(BOOK) $(TESTS_INSTALLED) ## Measure the book on a slow phone, beside others (ten minutes; with Node and the network)
	@browser=$$($(BIN)/python tools/browser.py) && $(BIN)/python benchmarks/site.py "$$browser"

benchmark-grading: $(TESTS_INSTALLED) ## Measure grading beside nbgrader's own way (a quarter of an hour)
	@postgresql=$$($(BIN)/python tools/postgresql.py) && SOFTSKILLS_POSTGRESQL="$$postgresql" $(BIN)/python benchmarks/grading.py \
		&& $(BIN)/python benchmarks/report.py && $(BIN)/python benchmarks/marking.py \
		&& $(BIN)/python benchmarks/platforms.py

benchmark-start: $(TESTS_INSTALLED) ## Measure the time from `make start` in a fresh clone to the first answer
	@browser=$$($(BIN)/python tools/browser.py) && $(BIN)/python benchmarks/first_answer.py "$$browser"

lock: $(BIN)/uv ## Pin the newest packages that pyproject.toml allows
	@set -euo pipefail; pins=$$(mktemp); trap 'rm -f "$$pins"' EXIT; \
	compile() { $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header "$$@"; }; \
	edit='# Made from pyproject.toml by `make lock`. Do not edit by hand.'; \
	extras=(--extra book --extra grade --extra author); \
	compile "$${extras[@]}" pyproject.toml > "$$pins"; \
	compile "$${extras[@]}" --extra test --constraint "$$pins" pyproject.toml | grep -vxFf "$$pins" > "$$pins.tests"; \
	{ echo '# Every package the course needs, at the version it was tested with.'; echo "$$edit"; \
		echo '-e .[book,grade,author]'; cat "$$pins"; } > requirements.txt; \
	{ echo '# What `make test` needs besides requirements.txt, at the version tested with.'; echo "$$edit"; \
		cat "$$pins.tests"; } > tests/requirements.txt; \
	rm -f "$$pins.tests"
	@echo 'Wrote requirements.txt and tests/requirements.txt'

clean: ## Remove what was built and the caches
	@rm -rf _build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	@rm -f $(INSTALLED) $(TESTS_INSTALLED)
	@find . \( -path ./.venv -o -path ./.git \) -prune -o -type d \( -name __pycache__ -o -name '*.egg-info' \) \
		-exec rm -rf {} +
	@echo 'Removed the built book, caches and stamps.'
	@echo "Left: .venv, my-lessons, learners' answers (answers*.jsonl), notebook checkpoints, nbgrader's folders and gradebook."
	@echo 'To remove the packages too: rm -rf .venv'

# Fail early and plainly when python3 cannot make a virtual environment.
define make_venv
@test '$(VENV_OK)' = yes && $(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo 'Python 3.11 or newer is needed, as "$(PYTHON)".'; exit 1; }; \
	$(PYTHON) -m venv --clear .venv >/dev/null 2>&1 \
		|| { echo 'python3 could not make .venv. On Debian or Ubuntu: sudo apt-get install python3-venv'; exit 1; }; }
endef

# The lists are whole, so pip need not look for more; Python compiles what is used when it is used, and for the tests,
# which start hundreds of processes, all is compiled at once. Two pips take half the
# time of one: no package is in both halves, and neither asks what the other has installed.
# pip's own output goes to a log. Of it, show a count, and the end of the log on failure.
# $(1) log, $(2) file of requirements
define pip_install
@set -o pipefail; all=$$(grep -c == $(2)); n=0; \
awk -v into=$(1) '{ print > (into (NR % 2 ? ".odd" : ".even")) }' $(2); \
printf '%s\n' odd even | xargs -P 2 -I {} $(BIN)/python -m pip install --disable-pip-version-check \
	--progress-bar off --no-deps --no-compile -r $(1).{} 2>&1 | tee $(1) \
| while IFS= read -r line; do case $$line in \
	Collecting*) n=$$((n + 1)); [ $$((n % 20)) -ne 0 ] || echo "    $$n of about $$all packages" ;; \
	esac; done \
|| { grep -A 3 -E '^ *(ERROR|error)' $(1) || tail -n 15 $(1); echo 'The installation failed. The whole log: $(1)'; exit 1; }
endef

$(INSTALLED): requirements.txt pyproject.toml $(LAB_EXTENSION) $(VENV_AGAIN)
	@echo '$(STEP)Installing the packages into .venv (first time: a minute or two)'
	$(make_venv)
	$(call pip_install,.venv/install.log,requirements.txt)
	@touch $@

$(TESTS_INSTALLED): tests/requirements.txt $(INSTALLED)
	@echo 'Installing what the tests need'
	$(call pip_install,.venv/install-tests.log,tests/requirements.txt)
	@$(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null || true
	@touch $@

$(BIN)/uv: $(VENV_AGAIN)
	$(make_venv)
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet uv

# The book is built again when the content of a source changes, or a source comes or goes.
# A list of checksums tells. File times would not: JupyterLab saves notebooks that did not change.
$(BOOK_INPUTS): FORCE
	@mkdir -p _build
	@find $(BOOK_SOURCES) \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune \
		-o -type f ! -name 'answers*.jsonl' ! -name '.*' -exec cksum {} + | LC_ALL=C sort -k 3 > $@.new
	@if cmp -s $@ $@.new; then rm $@.new; else mv $@.new $@; fi

# Only changed pages are read again; softskills.publishing sees to it that no warning is lost by that. When packages
# changed, any page may have. Of the builder's output, show what is wrong. The rest is in the log.
$(BOOK): $(INSTALLED) $(BOOK_INPUTS) | check
	@echo '$(STEP)Building the book (first time: half a minute)'
	@set -o pipefail; shopt -s extglob; telling=; \
	$(BIN)/jupyter-book build $(if $(filter $(INSTALLED),$?),--all) -W -n --keep-going . 2>&1 | tee _build/book.log \
	| while IFS= read -r line; do \
		line=$${line//$$'\e['*([0-9;])m/}; line=$${line/"$$PWD/"/}; \
		case $$line in \
		[A-Z]*' error'*:|'Exception occurred:') telling=yes ;; \
		Traceback*) telling= ;; \
		*WARNING:*|*ERROR:*) echo "    $$line" ;; \
		?*) [ -z "$$telling" ] || echo "    $$line" ;; \
		esac; done \
	|| { grep -qE 'WARNING:|ERROR:| error.*:|Exception occurred:' _build/book.log || tail -n 12 _build/book.log; \
		echo 'The book did not build cleanly. The whole log: _build/book.log'; exit 1; }
	@touch $@
