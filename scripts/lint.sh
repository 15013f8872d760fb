#!/usr/bin/env bash
# What has to hold of the source before anything is run: rustfmt's formatting, and nothing for clippy to say.
set -euo pipefail
. "$(dirname "$0")/env.sh"

scripts/setup.sh rust target cargo-deny
cargo fmt --version >/dev/null 2>&1 || die "rustfmt is missing; add it with: rustup component add rustfmt."
cargo clippy --version >/dev/null 2>&1 || die "clippy is missing; add it with: rustup component add clippy."

say "Checking the formatting"
cargo fmt --all --check || die "The formatting is not rustfmt's; run cargo fmt."

say "Checking with clippy, for this machine and for the browser (2 to 3 minutes the first time)"
# The end-to-end tests stay out of a plain cargo test, and so out of --all-targets.
cargo clippy --workspace --locked --all-targets -- -D warnings &&
  cargo clippy --locked --test e2e --test embed --test engines --test page_bench --test shots --test site -- -D warnings &&
  cargo clippy --locked --target wasm32-unknown-unknown --lib --bins --test components -- -D warnings ||
  die "clippy has complaints, which are above."

say "Checking the crates: licences, sources, wildcards (deny.toml)"
cargo deny --log-level error --locked --offline check bans licenses sources || die "cargo-deny has complaints, which are above."
