#!/usr/bin/env bash
# Makes site/: the release build as static files for any host, see docs/hosting.md; and npm/: the model as a package that "npm pack"
# takes, see docs/embedding.md.
# usage: scripts/dist.sh             builds the release and makes both
#        scripts/dist.sh --no-build  makes both from the dist/ that is there
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
say "Making the schemas of inputs and result from their types (half a minute the first time)"
mkdir -p target/schema
for schema in result inputs; do
  cargo run --quiet --locked --example schema -- "$schema" > "target/schema/$schema.schema.json" ||
    die "The schemas could not be made; the reason is above."
done
say "Making the site in site/ and the package in npm/"
node scripts/site/make.mjs dist site npm || die "The site could not be made; the reason is above."
