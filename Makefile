# The two commands are `make run` and `make test`; the rest is for those who work on Kinora.

LIBRARY ?=
PORT ?= 8080
KINORA := .build/release/kinora

.PHONY: run test build demo format lint bench bench-recommendation screenshots site containers-test clean

## Installs what is missing, builds, and serves LIBRARY (or a small demo library made here) on http://127.0.0.1:8080
run:
	@Scripts/setup run
	@swift build -c release --product kinora
	@if [ -z "$(LIBRARY)" ]; then $(KINORA) demo --into demo; fi
	@exec $(KINORA) serve --library "$(if $(LIBRARY),$(LIBRARY),demo)" --port $(PORT)

## Installs what is missing and runs every test
test:
	@Scripts/setup test
	@Scripts/test

build:
	@swift build -c release --product kinora

demo: build
	@$(KINORA) demo --into demo

format:
	@swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

lint:
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

## Makes the documentation site in ./site: the guides, and what every module offers (DocC)
site:
	@Scripts/setup test
	@swift build
	@Scripts/site site

## Measures against peers on this machine; see Benchmarks/README.md
bench:
	@Scripts/setup test
	@Benchmarks/run

## Judges recommendations on RECOMMENDATION_DATA, a folder with ratings.csv, items.csv, meta.csv, split.py and score.py, and measures their speed
bench-recommendation:
	@Benchmarks/run recommendation

screenshots:
	@Scripts/setup test
	@Scripts/screenshots

clean:
	@swift package clean

## Builds the images, brings compose.yaml up on this machine's Docker engine, and looks whether it holds; says so where there is none
containers-test:
	@Scripts/try-containers
