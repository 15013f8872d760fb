#!/usr/bin/env bash
# Run by Trunk after each build: shrinks the scripts of a release, and makes of its program what compresses better.
# Trunk's own minifier gives up on what wasm-bindgen writes.
set -euo pipefail
[ "${TRUNK_PROFILE:-}" = release ] || exit 0
scripts=$(dirname "$0")
program=("$TRUNK_STAGING_DIR"/*_bg.wasm)
[ ${#program[@]} = 1 ] || { echo "There are ${#program[@]} programs in $TRUNK_STAGING_DIR." >&2; exit 1; }
esbuild "$TRUNK_STAGING_DIR"/*.js --outdir="$TRUNK_STAGING_DIR" --allow-overwrite --minify --target=es2022 --log-level=warning
node "$scripts/short-names.mjs" "${program[0]}" "${program[0]%_bg.wasm}.js"
node "$scripts/order-functions.mjs" "${program[0]}"
