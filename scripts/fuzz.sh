#!/usr/bin/env bash
# Coverage-guided fuzzing of what reads links, files and typed numbers, with libFuzzer.
# usage: scripts/fuzz.sh SECONDS     fuzzes each of them so long, going on from what earlier runs have found
#        scripts/fuzz.sh             a short run from the seeds alone with a fixed number of inputs, for make test
set -euo pipefail
. "$(dirname "$0")/env.sh"

scripts/setup.sh rust
# What cargo-fuzz would pass, without the address sanitizer: there is no unsafe code here.
export RUSTFLAGS="--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares"
export CARGO_TARGET_DIR=$ROOT/target/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
# Named as a target, so that the flags are not for build scripts.
cargo build --quiet --locked --release --manifest-path fuzz/Cargo.toml --target "$host" ||
  die "The fuzzers cannot be built; libFuzzer needs a C++ compiler (apt-get install g++)."

for what in link file typed; do
  log=$CARGO_TARGET_DIR/$what.log
  if [ $# -gt 0 ]; then
    corpus=$CARGO_TARGET_DIR/found-$what
    mkdir -p "$corpus"
    amount=(-max_total_time="$1" -print_final_stats=1)
  else
    corpus=$(mktemp -d)
    amount=(-runs=50000 -seed=1)
  fi
  cp fuzz/seeds/"$what"/* "$corpus"
  "$CARGO_TARGET_DIR/$host/release/$what" -max_len=4096 -timeout=10 -dict="fuzz/$what.dict" \
    -artifact_prefix="$CARGO_TARGET_DIR/" "${amount[@]}" "$corpus" >"$log" 2>&1 || {
    tail -n 20 "$log"
    die "An input breaks the reading of $what; it is in target/fuzz/."
  }
  sed -n 's/^#[0-9]*[[:space:]]*DONE *//p; s/^Done /  /p; /^stat::/p' "$log"
  [ $# -gt 0 ] || rm -rf "$corpus"
done
# In the words that scripts/test.sh counts.
echo "test result: ok. 3 passed; 0 failed; 0 ignored"
