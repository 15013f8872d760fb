# Everything that can be done with this project by name. The work is in scripts/.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PORT ?= 8080
export PORT

.PHONY: help setup run dev build test lint test-native fuzz test-components test-e2e test-embed test-engines test-site test-plain bench clean dist

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## the calculator on http://127.0.0.1:8080/ (PORT=... for another port)
	@scripts/serve.sh release

dev: ## the same as a debug build that reloads itself on every change
	@scripts/serve.sh debug

build: ## the release build, in dist/
	@scripts/build.sh

dist: ## the release as static files for any host, in site/ (docs/hosting.md)
	@scripts/dist.sh

test: ## all checks and tests: lint, native, fuzz, build, components, e2e, embed, engines, site, plain
	@scripts/test.sh

lint: ## formatting, clippy, rustdoc, shellcheck, biome (JavaScript and CSS), licences
	@scripts/lint.sh

test-native: ## tests of the model, without a browser
	@scripts/test.sh native

fuzz: ## fuzzes what reads links and files, SECONDS=600 for each
	@scripts/fuzz.sh $(or $(SECONDS),600)

test-components: ## tests of components, in headless Chromium
	@scripts/test.sh components

test-e2e: build ## tests of the release build, in headless Chromium
	@scripts/test.sh e2e

test-site: build ## tests of what is published: files, offline use, nginx
	@scripts/test.sh site

test-embed: build ## tests of the release build inside other pages, in headless Chromium
	@scripts/test.sh embed

test-engines: build ## a few tests of the release build in Firefox and WebKit
	@scripts/test.sh engines

test-plain: ## whether the page starts when it is built without the unstable flags
	@scripts/test.sh plain

bench: ## how fast it is: the model natively, the page in Chromium, Lighthouse
	@scripts/bench.sh

setup: ## fetches all tools that are missing (about 15 minutes on a new machine, once)
	@scripts/setup.sh

clean: ## removes what was built; the tools in .tools/ stay
	@rm -rf target dist site
