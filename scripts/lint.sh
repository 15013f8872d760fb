#!/usr/bin/env bash
# What has to hold of the source before anything is run: formatting, and nothing to say for clippy, rustdoc, shellcheck, biome
# (JavaScript and CSS) and cargo-deny. Quick checks come first.
set -euo pipefail
. "$(dirname "$0")/env.sh"

scripts/setup.sh rust target clippy npm shellcheck cargo-deny

say "Checking the formatting"
cargo fmt --all --check && cargo fmt --manifest-path fuzz/Cargo.toml --check || die "The formatting is not rustfmt's; run cargo fmt."

# Tracked by git, or new and not ignored: nothing that was built or fetched. Deleted files are still listed until that is staged.
sources() {
  git ls-files -z --cached --others --exclude-standard -- "$@" | while IFS= read -r -d '' file; do
    # Sites of the tests have places for the lines that are put there.
    case $file in *node_modules/* | tests/embed/sites/*) continue ;; esac
    [ ! -e "$file" ] || printf '%s\0' "$file"
  done
}

say "Checking the shell scripts with shellcheck"
sources '*.sh' .ci/run | xargs -0 shellcheck || die "shellcheck has complaints, which are above."

say "Checking the JavaScript and the CSS with biome (biome.jsonc)"
sources '*.js' '*.mjs' '*.css' | xargs -0 biome lint --error-on-warnings || die "biome has complaints, which are above."
node scripts/site/policy.mjs --check || die "The page's policy stands in two versions."

say "Checking the crates: licences, sources, wildcards (deny.toml)"
cargo deny --log-level error --locked --offline check bans licenses sources || die "cargo-deny has complaints, which are above."

say "Checking with clippy, for this machine and for the browser (2 to 3 minutes the first time)"
# The tests of the built page stay out of a plain cargo test, and so out of --all-targets. All of the workspace at once, so that
# its crates are compiled with one set of features. The fuzzers are a workspace of their own.
cargo clippy --workspace --locked --all-targets -- -D warnings &&
  cargo clippy --workspace --locked --test '*' -- -D warnings &&
  cargo clippy --locked --target wasm32-unknown-unknown --lib --bins --test components -- -D warnings &&
  CARGO_TARGET_DIR=target/fuzz cargo clippy --locked --manifest-path fuzz/Cargo.toml -- -D warnings ||
  die "clippy has complaints, which are above."

say "Checking the documentation with rustdoc"
# Private items are documented as well, so links to them work.
export RUSTDOCFLAGS="-D warnings -A rustdoc::private-intra-doc-links"
cargo doc --workspace --locked --no-deps --document-private-items &&
  cargo doc --locked --no-deps --document-private-items --lib --target wasm32-unknown-unknown ||
  die "rustdoc has complaints, which are above."
