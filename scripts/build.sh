#!/usr/bin/env bash
# The one place where the release build is made: index.html and all it loads, in dist/.
# usage: scripts/build.sh          makes it
#        scripts/build.sh plain    makes it without the unstable flags of release-flags.sh, in target/plain-dist/, to test that it can be
#        scripts/build.sh serve    makes it and serves it, and makes it again when a source changes (arguments go to trunk serve)
set -euo pipefail
. "$(dirname "$0")/env.sh"

verb=${1:-build}
[ $# -eq 0 ] || shift
case $verb in
  build | plain | serve) ;;
  *) die "scripts/build.sh knows build, plain and serve, not $verb." ;;
esac

"$ROOT/scripts/setup.sh" rust target std npm wasm-bindgen trunk
# Trunk reads NO_COLOR as true or false only, and many shells set it to 1.
unset NO_COLOR
if [ "$verb" = plain ]; then
  # Its size is nobody's concern, and without link-time optimization it takes half the time.
  export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
  say "Building the release without unstable flags into target/plain-dist/ (a minute or two the first time)"
  trunk build --release --offline --dist target/plain-dist || die "The build without unstable flags failed; the reason is above."
  exit
fi
# shellcheck source=scripts/release-flags.sh
. scripts/release-flags.sh
if [ "$verb" = serve ]; then exec trunk serve --release --offline "$@"; fi
say "Building the release into dist/ (2 to 3 minutes the first time, seconds after an edit)"
trunk build --release --offline || die "The release build failed; the reason is above."
