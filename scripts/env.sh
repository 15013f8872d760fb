# shellcheck shell=bash
# Sourced by every script: where things are, and how a script stops.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/versions.sh
. "$ROOT/scripts/versions.sh"
cd "$ROOT" || exit 1

# Several checkouts may share one folder of tools: each tool's folder carries its version.
TOOLS_DIR=${TOOLS_DIR:-$ROOT/.tools}
mkdir -p "$TOOLS_DIR" 2>/dev/null || {
  echo "error: The folder for tools, $TOOLS_DIR, cannot be made; set TOOLS_DIR to one that can be written to." >&2
  exit 1
}
TOOLS_DIR=$(cd "$TOOLS_DIR" && pwd)
TRUNK_DIR=$TOOLS_DIR/trunk-$TRUNK_VERSION
WASM_BINDGEN_DIR=$TOOLS_DIR/wasm-bindgen-$WASM_BINDGEN_VERSION
CARGO_DENY_DIR=$TOOLS_DIR/cargo-deny-$CARGO_DENY_VERSION
GECKODRIVER_DIR=$TOOLS_DIR/geckodriver-$GECKODRIVER_VERSION
PROMETHEUS_DIR=$TOOLS_DIR/prometheus
SHELLCHECK_DIR=$TOOLS_DIR/shellcheck
NGINX_DIR=$TOOLS_DIR/nginx
NPM_DIR=$TOOLS_DIR/npm-$(cksum < "$ROOT/scripts/npm/package-lock.json" | cut -d ' ' -f 1)
SCHEMAS_DIR=$TOOLS_DIR/schemas-$(cksum < "$ROOT/scripts/schemas/package-lock.json" | cut -d ' ' -f 1)
# Tests of what is exported read it.
export SCHEMAS=$SCHEMAS_DIR
# shellcheck disable=SC2034
LIGHTHOUSE_DIR=$TOOLS_DIR/lighthouse-$(cksum < "$ROOT/scripts/lighthouse/package-lock.json" | cut -d ' ' -f 1)

# shellcheck disable=SC2034
GENERATORS_DIR=$TOOLS_DIR/generators-$(cat "$ROOT/scripts/generators/package-lock.json" "$ROOT/scripts/generators/requirements.txt" | cksum | cut -d ' ' -f 1)

# The compiler of rust-toolchain.toml, also where the machine's default or an override of rustup is another one.
RUST_VERSION=$(sed -n 's/^channel = "\(.*\)"$/\1/p' "$ROOT/rust-toolchain.toml")
export RUSTUP_TOOLCHAIN=$RUST_VERSION

# First on PATH, so that a build does not depend on what else the machine has. Where a folder is missing because the pinned
# version is on PATH already (scripts/setup.sh compares), that one is used.
# Any version of shellcheck will do, so the system's own comes before what was fetched.
export PATH="$TRUNK_DIR/bin:$WASM_BINDGEN_DIR/bin:$CARGO_DENY_DIR/bin:$GECKODRIVER_DIR/bin:$NPM_DIR/node_modules/.bin:$PATH:$SHELLCHECK_DIR/bin"
export AXE_JS="$NPM_DIR/node_modules/axe-core/axe.min.js"

say() { printf '==> %s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# have_version PROGRAM VERSION: whether exactly this version of the program is on PATH.
have_version() { have "$1" && [ "$("$1" --version 2>/dev/null | sed -n '1s/^[a-z-]* \([0-9.]*\).*/\1/p')" = "$2" ]; }

# logged NAME COMMAND...: runs a long step quietly; the whole output stays in a file, whose path is in $LOG.
logged() {
  LOG=$TOOLS_DIR/log/$1.log
  mkdir -p "$TOOLS_DIR/log"
  shift
  if "$@" >"$LOG" 2>&1 </dev/null; then return 0; fi
  # Nobody can open the file on a CI machine once the run is over.
  if [ -n "${CI:-}" ]; then tail -n 30 "$LOG" >&2; fi
  return 1
}

# Sets CHROME and CHROMEDRIVER, or fails if one of them is not there.
find_browser() {
  local name
  if [ -z "${CHROME:-}" ]; then
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
      if have "$name"; then
        CHROME=$(command -v "$name")
        break
      fi
    done
  fi
  if [ -z "${CHROMEDRIVER:-}" ] && have chromedriver; then CHROMEDRIVER=$(command -v chromedriver); fi
  [ -x "${CHROME:-}" ] && [ -x "${CHROMEDRIVER:-}" ] || return 1
  export CHROME CHROMEDRIVER
  # The tests talk to ChromeDriver and to the page on this machine; a proxy has no business there.
  export NO_PROXY="127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}"
  export no_proxy=$NO_PROXY
}

# Sets PROMETHEUS, the server, PROMTOOL, its checker, and NODE_EXPORTER, or fails if one of them is not there. Tests start them, on
# ports of their own.
find_prometheus() {
  local server checker exporter
  server=${PROMETHEUS:-$(command -v prometheus || printf '%s' "$PROMETHEUS_DIR/bin/prometheus")}
  checker=${PROMTOOL:-$(command -v promtool || printf '%s' "$PROMETHEUS_DIR/bin/promtool")}
  exporter=${NODE_EXPORTER:-$(command -v prometheus-node-exporter || printf '%s' "$PROMETHEUS_DIR/bin/prometheus-node-exporter")}
  have "$server" && have "$checker" && have "$exporter" || return 1
  export PROMETHEUS=$server PROMTOOL=$checker NODE_EXPORTER=$exporter
}

# Sets NGINX_PROGRAM, and NGINX_BROTLI to its module for brotli where that is not built in; fails if they are not there. The system's
# own nginx is taken only if it comes with the module.
find_nginx() {
  local dir
  for dir in "$NGINX_DIR/unpacked" ""; do
    [ -x "$dir/usr/sbin/nginx" ] && [ -f "$dir/usr/lib/nginx/modules/ngx_http_brotli_static_module.so" ] || continue
    export NGINX_PROGRAM=$dir/usr/sbin/nginx NGINX_BROTLI=$dir/usr/lib/nginx/modules/ngx_http_brotli_static_module.so
    return
  done
  return 1
}

# Sets FIREFOX and GECKODRIVER, or fails if one of them is not there.
find_firefox() {
  FIREFOX=${FIREFOX:-$(command -v firefox-esr || command -v firefox || true)}
  # A driver that was named is taken as it is; one on PATH only if it is the pinned version, whose folder is on PATH, too.
  if [ -z "${GECKODRIVER:-}" ] && have_version geckodriver "$GECKODRIVER_VERSION"; then GECKODRIVER=$(command -v geckodriver); fi
  [ -x "$FIREFOX" ] && [ -x "${GECKODRIVER:-}" ] || return 1
  export FIREFOX GECKODRIVER
}

# Sets WEBKITDRIVER and MINIBROWSER, WebKitGTK's own small browser, or fails if one of them is not there, or no screen to show it on.
find_webkit() {
  local path
  WEBKITDRIVER=${WEBKITDRIVER:-$(command -v WebKitWebDriver || true)}
  if [ -z "${MINIBROWSER:-}" ]; then
    for path in /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/libexec/webkit2gtk-4.1/MiniBrowser; do
      if [ -x "$path" ]; then MINIBROWSER=$path; fi
    done
  fi
  [ -x "$WEBKITDRIVER" ] && [ -x "${MINIBROWSER:-}" ] && have xvfb-run || return 1
  export WEBKITDRIVER MINIBROWSER
}
