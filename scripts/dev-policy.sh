#!/usr/bin/env bash
# Run by Trunk after each build. The page's policy forbids inline scripts, and Trunk's live reload is one: a debug build
# goes without the policy, a release keeps it.
set -euo pipefail
[ "${TRUNK_PROFILE:-}" = debug ] || exit 0
page=$TRUNK_STAGING_DIR/index.html
grep -v 'http-equiv="\?Content-Security-Policy' "$page" > "$page.new"
mv "$page.new" "$page"
