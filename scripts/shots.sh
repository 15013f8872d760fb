#!/usr/bin/env bash
# Pictures of the release build, wide and narrow, light and dark, in target/screens/.
# usage: scripts/shots.sh FRAGMENT NAME        whole pages, for example: scripts/shots.sh 'a=100000&q=1000' start
#        scripts/shots.sh states [STATE...]    every state of tests/e2e/states.rs, or those that are named, in lower case
set -euo pipefail
. "$(dirname "$0")/env.sh"

[ "${1:-}" = states ] || [ $# -eq 2 ] || die "usage: scripts/shots.sh FRAGMENT NAME, or scripts/shots.sh states [STATE...]"
scripts/setup.sh rust browser
find_browser
mkdir -p target/screens
cargo test --quiet --workspace --locked --test shots -- "$@" 2>target/screens/log.txt ||
  die "The pictures could not be taken; the reason is in target/screens/log.txt."
