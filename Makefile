# Each target first readies .venv and the system (scripts/setup.py): slow once, quick afterwards.
PYTHON ?= python3
PY := .venv/bin/python
SETUP := @$(PYTHON) scripts/setup.py
CHECKED := $(wildcard core cli gui reports resources main.py tests bench checklist scripts)

.PHONY: run demo test lint bench soak checklist monkey build screenshots pins clean

run: ## the window
	$(SETUP) run
	@$(PY) main.py $(ARGS)

demo: ## a sample township in demo/, its last circular as PDF, and the window where there is a display
	$(SETUP) run
	@$(PY) scripts/demo.py

lint: ## ruff, mypy --strict, import contracts
	$(SETUP) dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy $(CHECKED)
	.venv/bin/lint-imports --no-logo

test: lint ## lint, then every test, on two processes in random order
	$(PY) -m pytest -n 2 $(ARGS)

bench: ## figures as ratios against floors measured in the same run
	$(SETUP) dev
	@$(PY) -m bench $(ARGS)

soak: ## memory over rounds of pages, edits, undos, previews and filters; ARGS="--rounds 2000"
	$(SETUP) dev
	@$(PY) -m bench.soak $(ARGS)

checklist: ## the 60 points of the desk as a table, and build/checklist.json
	$(SETUP) dev
	@$(PY) -m checklist $(ARGS)

monkey: ## a random walk over the window; ARGS="--steps 20000 --seed 7"
	$(SETUP) dev
	@$(PY) -m checklist.monkey $(ARGS)

build: ## the frozen program in dist/baobao-ledger/
	$(SETUP) build
	$(PY) -m PyInstaller --noconfirm --clean --log-level ERROR build.spec

screenshots: ## every page as a picture, from the real window
	$(SETUP) dev
	@$(PY) scripts/screenshots.py $(ARGS)

pins: ## remake requirements/*.txt from requirements/*.in
	$(SETUP) dev
	@$(PY) scripts/pins.py

clean: ## what the other targets made, .venv apart
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
