#!/usr/bin/env bash
# Makes site/: the release build as static files for any host, see docs/hosting.md.
# usage: scripts/dist.sh             builds the release and makes the site
#        scripts/dist.sh --no-build  makes the site from the dist/ that is there
set -euo pipefail
. "$(dirname "$0")/env.sh"

case ${1:-} in
  --no-build)
    [ -f dist/index.html ] || die "There is no release build in dist/: run make build first."
    scripts/setup.sh rust std npm
    ;;
  '') scripts/build.sh ;;
  *) die "scripts/dist.sh knows --no-build, not $1." ;;
esac
say "Making the site in site/"
node scripts/site/make.mjs dist site || die "The site could not be made; the reason is above."
