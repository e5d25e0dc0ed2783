# The two commands for a newcomer: make demo, make test. Both do all the set-up in .venv.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.PHONY: demo test lint check install messages lock bench faults fuzz audit sbom browser pictures languages clean

demo: .venv/run
	@$(BIN)/fairhearing demo

test: .venv/develop browser
	@$(BIN)/pytest -n 2 --dist worksteal

lint: .venv/develop
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m bot.text.lint
	@$(BIN)/hadolint Dockerfile

check: lint test

install: .venv/develop

.venv/run: requirements.lock pyproject.toml
	@$(PYTHON) tools/setup_venv.py run
	@touch $@

.venv/develop: requirements-dev.lock pyproject.toml
	@$(PYTHON) tools/setup_venv.py develop
	@touch $@ .venv/run

browser:
	@tools/browser.sh

# the pictures of README, from the running demo
pictures: .venv/develop browser
	@$(BIN)/python -m tools.pictures

# both walks on the demo's page in every language, and pictures of their results
languages: .venv/develop browser
	@$(BIN)/python -m tools.every_language

messages: .venv/develop
	@$(BIN)/python -m bot.text.messages

bench: .venv/develop build/peers/done
	@$(BIN)/python -m benchmarks

# the bots that ours is compared with, in an environment of their own; sniffio apart, since not everybody has it
build/peers/done: benchmarks/peers/requirements.lock benchmarks/peers/sniffio.lock
	@$(PYTHON) -m venv build/peers
	@build/peers/bin/python -m pip install -q --require-hashes -r benchmarks/peers/requirements.lock
	@build/peers/bin/python -m pip install -q --require-hashes --no-deps --target build/sniffio --upgrade -r benchmarks/peers/sniffio.lock
	@touch $@

faults: .venv/develop
	@$(BIN)/python -m benchmarks.faults

# five thousand examples for every property of what people type, and of any update; some minutes
fuzz: .venv/develop
	@$(BIN)/pytest --hypothesis-profile=long --hypothesis-show-statistics -n 2 --dist worksteal -k "not figures" \
	  tests/text/test_typed_dates.py tests/text/test_typed_times.py tests/text/test_typed_strings.py \
	  tests/text/test_typed_words.py tests/text/test_intents.py tests/law/test_find_court.py tests/telegram/test_any_update.py

audit: .venv/develop
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

sbom: .venv/develop
	@$(BIN)/cyclonedx-py requirements requirements.lock -o sbom.json
	@echo "sbom.json"

# the lock carries hashes and no index address
lock:
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group build pyproject.toml -o requirements.lock
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group dev pyproject.toml -o requirements-dev.lock
	@cd benchmarks/peers && for name in requirements sniffio; do uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 $$name.in -o $$name.lock; done

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
