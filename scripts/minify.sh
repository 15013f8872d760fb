#!/usr/bin/env bash
# Run by Trunk after each build: shrinks the scripts of a release, and the names by which its program finds their functions.
# Trunk's own minifier gives up on what wasm-bindgen writes.
set -euo pipefail
[ "${TRUNK_PROFILE:-}" = release ] || exit 0
esbuild "$TRUNK_STAGING_DIR"/*.js --outdir="$TRUNK_STAGING_DIR" --allow-overwrite --minify --target=es2022 --log-level=warning
node "$(dirname "$0")/short-names.mjs" "$TRUNK_STAGING_DIR"
