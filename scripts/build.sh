#!/usr/bin/env bash
# The one place where the release build is made: index.html and all it loads, in dist/.
# usage: scripts/build.sh          makes it
#        scripts/build.sh serve    makes it and serves it, and makes it again when a source changes (arguments go to trunk serve)
set -euo pipefail
. "$(dirname "$0")/env.sh"

verb=${1:-build}
[ $# -eq 0 ] || shift
case $verb in
  build | serve) ;;
  *) die "scripts/build.sh knows build and serve, not $verb." ;;
esac

"$ROOT/scripts/setup.sh" rust target std npm wasm-bindgen trunk
# shellcheck source=scripts/release-flags.sh
. scripts/release-flags.sh
# Trunk reads NO_COLOR as true or false only, and many shells set it to 1.
unset NO_COLOR
if [ "$verb" = serve ]; then exec trunk serve --release --offline "$@"; fi
say "Building the release into dist/ (2 to 3 minutes the first time, seconds after an edit)"
trunk build --release --offline || die "The release build failed; the reason is above."
