#!/usr/bin/env bash
# Run by Trunk before each build: makes one style sheet of style/*.css. The frame comes first, then what it is filled with.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p target
first=(style/base.css style/frame.css style/form.css)
rest=()
for sheet in style/*.css; do
  case " ${first[*]} " in *" $sheet "*) ;; *) rest+=("$sheet") ;; esac
done
# Only a changed sheet is written, so that nothing that watches it starts again for nothing.
cat "${first[@]}" "${rest[@]}" > target/page.css.new
if cmp -s target/page.css.new target/page.css; then rm target/page.css.new; else mv target/page.css.new target/page.css; fi
