#!/usr/bin/env bash
# Measures: the model natively, then the release build in Chromium. Prints Markdown tables, such as those of docs/performance.md.
# usage: scripts/bench.sh [model|bytes|load|ticks|memory|lighthouse|profile]...   (without arguments: all but the profile)
set -euo pipefail
. "$(dirname "$0")/env.sh"

[ $# -gt 0 ] || set -- model bytes load ticks memory lighthouse
page=() model=
for part in "$@"; do
  case $part in
    model) model=yes ;;
    bytes | load | ticks | memory | lighthouse | profile) page+=("$part") ;;
    *) die "There is nothing called $part to measure." ;;
  esac
done

if [ -n "$model" ]; then
  scripts/setup.sh rust
  say "The model, natively"
  cargo bench --locked -p model --bench model
fi
[ ${#page[@]} -gt 0 ] || exit 0
scripts/build.sh
scripts/setup.sh browser
find_browser
case " ${page[*]} " in *" lighthouse "*) scripts/setup.sh lighthouse ;; esac
export LIGHTHOUSE_DIR
BENCH_VERSIONS="$(date +%F); $("$CHROME" --version | sed 's/ built on.*//'); $(rustc --version | cut -d ' ' -f 1,2)"
export BENCH_VERSIONS
mkdir -p target/page-bench
say "The page, in Chromium (about five minutes)"
cargo test --quiet --workspace --locked --test page_bench --no-run
cargo test --quiet --workspace --locked --test page_bench -- "${page[@]}"
