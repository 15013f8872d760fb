# shellcheck shell=bash
# Sourced for the release build only: compiles the standard library anew, for size, without the texts and
# the code of panics, and inlines only what becomes smaller by it. A sixth of the page's bytes; what would
# have been a panic's message is a plain trap.
# These are unstable flags of a stable compiler, so a newer Rust may need them changed. Without this file
# the release still builds and works, and the size budget's test says by how much it is too large.
export RUSTC_BOOTSTRAP=1
export CARGO_UNSTABLE_BUILD_STD=std,panic_abort
export CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
export RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Cllvm-args=-inline-threshold=0"
