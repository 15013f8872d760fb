#!/usr/bin/env bash
# Pictures of the release build, whole pages, wide and narrow, light and dark, in target/screens/.
# usage: scripts/shots.sh FRAGMENT NAME      for example: scripts/shots.sh 'a=100000&q=1000' start
set -euo pipefail
. "$(dirname "$0")/env.sh"

[ $# -eq 2 ] || die "usage: scripts/shots.sh FRAGMENT NAME"
scripts/setup.sh rust browser
find_browser
mkdir -p target/screens
cargo test --quiet --locked --test shots -- "$1" "$2" 2>target/screens/log.txt ||
  die "The pictures could not be taken; the reason is in target/screens/log.txt."
