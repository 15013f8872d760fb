#!/usr/bin/env bash
# Runs the kinds of tests that are named, in that order, and ends in a line with the time of each and one that counts all their
# tests together.
# usage: scripts/test.sh [lint|native|fuzz|build|components|e2e|embed|engines|site|plain]...   (without arguments: all of them)
set -euo pipefail
. "$(dirname "$0")/env.sh"

# Random scenarios are the same in every run; "cargo test" by hand draws new ones, or those of the seed that is set.
export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-20260211}
passed=0 failed=0 skipped=0 times=
logs=$ROOT/target/test-logs
mkdir -p "$logs"

finish() {
  local status=$?
  trap - EXIT
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  [ -z "$times" ] || say "Time: $times; ${SECONDS} s in all"
  printf '%d passed, %d failed' "$passed" "$failed"
  if [ "$skipped" -gt 0 ]; then printf ', %d skipped' "$skipped"; fi
  printf '\n'
  exit "$status"
}
trap finish EXIT

# Adds up the "test result:" lines, which all kinds print in the same words.
count() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    /^test result:/ {
      for (i = 2; i <= NF; i++) {
        if ($i ~ /^passed/) p += $(i - 1)
        if ($i ~ /^failed/) f += $(i - 1)
        if ($i ~ /^ignored/) s += $(i - 1)
      }
    }
    END { print p + 0, f + 0, s + 0 }'
}

# tests KIND COMMAND...
tests() {
  local kind=$1 status=0 p f s
  shift
  "$@" 2>&1 </dev/null | tee "$logs/$kind.log" || status=1
  read -r p f s < <(count "$logs/$kind.log")
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  [ "$f" -eq 0 ] || die "$f of the $kind tests failed."
  [ "$status" -eq 0 ] || die "The $kind tests could not be run to the end; the reason is above."
  [ "$p" -gt 0 ] || die "None of the $kind tests ran."
}

# All of the workspace at once, so that its crates are compiled with one set of features, and each kind finds them compiled.
built_tests() { tests "$1" cargo test --workspace --locked --test "$@"; }

components() {
  # The same list of arguments as the end-to-end tests have, with this machine's browser put in.
  export WASM_BINDGEN_TEST_WEBDRIVER_JSON="$ROOT/target/webdriver.json"
  sed "s#\"args\"#\"binary\": \"$CHROME\", \"args\"#" crates/harness/webdriver.json > "$WASM_BINDGEN_TEST_WEBDRIVER_JSON"
  # Far above what is needed, because the first start of a browser on a busy machine is slow.
  export WASM_BINDGEN_TEST_TIMEOUT=300 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
  tests components cargo test --locked --target wasm32-unknown-unknown --test components
}

# The tests in engines that are there, or can be installed. The others' are counted as skipped, with the reason.
engines() {
  local browser skip=() screen=()
  for browser in firefox webkit; do
    # Where installing takes long, that is said at once; why it failed is said last.
    if scripts/setup.sh "$browser" 2>"$logs/setup-$browser.log"; then
      "find_$browser"
      if [ "$browser" = webkit ]; then screen=(xvfb-run --auto-servernum); fi
    else
      say "Skipping the tests in $browser: $(sed -n 's/^error: //p' "$logs/setup-$browser.log" | tail -n 1)"
      skip+=(--skip "$browser::")
      skipped=$((skipped + $(cargo test --quiet --workspace --locked --test engines -- --list "$browser::" | grep -c ': test$')))
    fi
  done
  # Nothing left to run is no failure here.
  if [ "${#skip[@]}" -ge 4 ]; then return; fi
  tests engines "${screen[@]}" cargo test --workspace --locked --test engines -- "${skip[@]}"
}

[ $# -gt 0 ] || set -- lint native fuzz build components e2e embed engines site plain
# Where several kinds need them, all native tests are compiled together: that takes less time than one kind after the other.
case " $* " in
  *" native "*"e2e "*)
    scripts/setup.sh rust
    say "Compiling all native tests (3 minutes the first time)"
    began=$SECONDS
    cargo test --quiet --workspace --locked --no-run --lib --bins --examples --test '*' || die "The tests do not compile; the reason is above."
    times="compiling $((SECONDS - began)) s"
    ;;
esac
for kind in "$@"; do
  began=$SECONDS
  case $kind in
    lint) scripts/lint.sh ;;
    native)
      scripts/setup.sh rust prometheus schemas
      find_prometheus
      say "Native tests (2 to 3 minutes the first time)"
      tests native cargo test --workspace --locked
      ;;
    fuzz)
      say "Fuzzing links and files for a moment (1 minute the first time)"
      tests fuzz scripts/fuzz.sh
      ;;
    build) scripts/build.sh ;;
    components)
      scripts/setup.sh rust target browser wasm-bindgen
      find_browser
      say "Tests of components in headless Chromium (2 to 3 minutes the first time)"
      components
      ;;
    e2e)
      scripts/setup.sh rust npm browser
      find_browser
      # What failed says the message; the stack below it is the test runner's and the async runtime's.
      export RUST_BACKTRACE=0
      say "End-to-end tests of dist/ in headless Chromium (4 to 8 minutes)"
      built_tests e2e
      ;;
    embed)
      scripts/setup.sh rust npm browser
      find_browser
      # Without the generators their tests stay ignored, and are counted as skipped.
      with_generators=()
      if scripts/setup.sh generators; then
        export GENERATORS_DIR
        with_generators=(-- --include-ignored)
      else
        say "Sites made with VitePress, Docusaurus, Starlight, MkDocs, Sphinx and others are not tested, for the reason above"
      fi
      export RUST_BACKTRACE=0
      say "Tests of dist/ inside other pages, in headless Chromium (4 minutes the first time)"
      built_tests embed "${with_generators[@]}"
      ;;
    engines)
      scripts/setup.sh rust
      export RUST_BACKTRACE=0
      export NO_PROXY="127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}" no_proxy="127.0.0.1,localhost${no_proxy:+,$no_proxy}"
      say "Tests of dist/ in Firefox and WebKit (3 minutes the first time, most of them for Firefox's driver)"
      engines
      ;;
    site)
      scripts/setup.sh rust npm browser
      find_browser
      scripts/dist.sh --no-build
      # Without an nginx its tests stay ignored, and are counted as skipped.
      with_nginx=()
      if scripts/setup.sh nginx && find_nginx; then
        with_nginx=(-- --include-ignored)
      else
        say "The sample for nginx is not tested, for the reason above"
      fi
      export RUST_BACKTRACE=0
      say "Tests of site/ in headless Chromium and nginx (a minute or two the first time)"
      built_tests site "${with_nginx[@]}"
      ;;
    plain)
      scripts/setup.sh browser
      find_browser
      scripts/build.sh plain
      export RUST_BACKTRACE=0
      say "Tests of the build without unstable flags: whether the page starts, and says so when it cannot"
      DIST=target/plain-dist tests plain cargo test --workspace --locked --test e2e -- page::
      ;;
    *) die "There are no tests called $kind." ;;
  esac
  times+="${times:+, }$kind $((SECONDS - began)) s"
done
