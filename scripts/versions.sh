# shellcheck shell=bash disable=SC2034
# The tools that cargo does not bring in by itself. What comes from npm (wasm-opt, esbuild, biome, axe-core) is pinned in scripts/npm/.

TRUNK_VERSION=0.21.14
CARGO_DENY_VERSION=0.20.2
# The tool and the crate speak a private format to each other: the same number stands in Cargo.toml.
WASM_BINDGEN_VERSION=0.2.130
# Firefox's WebDriver; Firefox itself comes from the system.
GECKODRIVER_VERSION=0.37.1
