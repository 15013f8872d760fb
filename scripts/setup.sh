#!/usr/bin/env bash
# Puts in place what is missing, and leaves alone (and offline) what is there.
# usage: scripts/setup.sh [rust|target|std|clippy|wasm-bindgen|npm|trunk|browser|prometheus|schemas|shellcheck|cargo-deny|nginx|lighthouse|firefox|webkit|generators]...   (without arguments: all but nginx, Lighthouse, Firefox, WebKit and the generators)
set -euo pipefail
. "$(dirname "$0")/env.sh"

# rustup fetches the toolchain of rust-toolchain.toml by itself, unless that was turned off, or an older rustup has it without
# all of its parts; and it is better fetched here, where a failure is explained.
setup_rust() {
  local found
  have cargo && have rustc || die "Rust is missing: there is no cargo and rustc on PATH; install them from https://rustup.rs."
  if have rustup && ! rustup toolchain list | grep -q "^$RUST_VERSION-"; then
    say "Fetching Rust $RUST_VERSION, which the project is built with, through rustup (under a minute, once)"
    logged rustup-toolchain rustup toolchain install "$RUST_VERSION" --profile minimal --no-self-update \
      --component clippy --component rustfmt --component rust-src --target wasm32-unknown-unknown ||
      die "Rust $RUST_VERSION could not be fetched (is the network reachable?); the log is $LOG."
  fi
  found=$(rustc --version | cut -d ' ' -f 2)
  if [ "$found" != "$RUST_VERSION" ]; then
    if have rustup; then
      die "The project is built with Rust $RUST_VERSION (rust-toolchain.toml), and $(command -v rustc) is $found, which rustup does not govern; put ~/.cargo/bin first on PATH."
    fi
    die "The project is built with Rust $RUST_VERSION (rust-toolchain.toml), and rustc on PATH is $found; install rustup from https://rustup.rs, which fetches it, or put that version on PATH."
  fi
  grep -q "^wasm-bindgen = \"=$WASM_BINDGEN_VERSION\"" Cargo.toml ||
    die "Cargo.toml and scripts/versions.sh ask for different versions of wasm-bindgen."
}

setup_target() {
  local libs
  libs=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null || true)
  if [ -n "$libs" ] && [ -d "$libs" ]; then return; fi
  have rustup || die "This Rust has no target wasm32-unknown-unknown, and there is no rustup on PATH to add it with; install it from https://rustup.rs."
  say "Adding Rust's target wasm32-unknown-unknown (seconds, once)"
  logged rustup-target rustup target add --toolchain "$RUST_VERSION" wasm32-unknown-unknown ||
    die "Rust's target wasm32-unknown-unknown could not be fetched (is the network reachable?); the log is $LOG."
}

# The sources of Rust's standard library, which the release build compiles anew (see release-flags.sh).
setup_std() {
  local flags
  flags="$(dirname "$0")/release-flags.sh"
  if [ ! -f "$(rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]; then
    have rustup || die "The sources of Rust's standard library are missing, and there is no rustup on PATH to add them with; install it from https://rustup.rs."
    say "Adding the sources of Rust's standard library (seconds, once)"
    logged rust-src rustup component add --toolchain "$RUST_VERSION" rust-src ||
      die "The sources of Rust's standard library could not be fetched (is the network reachable?); the log is $LOG."
  fi
  (
    # shellcheck source=scripts/release-flags.sh
    . "$flags"
    logged cargo-fetch cargo fetch --locked --offline --target wasm32-unknown-unknown && exit
    say "Fetching the crates of the release build (under a minute, once)"
    logged cargo-fetch cargo fetch --locked --target wasm32-unknown-unknown ||
      die "The crates of the release build could not be fetched (is the network reachable?); the log is $LOG."
  )
}

# What "make lint" runs.
setup_clippy() {
  local part
  for part in clippy rustfmt; do
    if cargo "${part/rustfmt/fmt}" --version >/dev/null 2>&1; then continue; fi
    have rustup || die "$part is missing, and there is no rustup on PATH to add it with; install it from https://rustup.rs."
    say "Adding Rust's $part (seconds, once)"
    logged "$part" rustup component add --toolchain "$RUST_VERSION" "$part" ||
      die "Rust's $part could not be fetched (is the network reachable?); the log is $LOG."
  done
}

# cargo_tool FOLDER CRATE VERSION TIME [FLAG...]
cargo_tool() {
  local dir=$1 crate=$2 version=$3 time=$4 new
  shift 4
  say "Installing $crate $version from source into $dir ($time on two cores, once)"
  new=$TOOLS_DIR/new-$crate-$$
  rm -rf "$new"
  # A build folder with a name, so that an interrupted install goes on where it stopped. Flags meant for the page are not for its tools.
  logged "$crate" env -u RUSTFLAGS -u CARGO_BUILD_TARGET CARGO_TARGET_DIR="$TOOLS_DIR/build-$crate-$version" \
    cargo install --root "$new" "$@" --version "$version" "$crate" || {
    rm -rf "$new"
    die "$crate $version could not be fetched and built by cargo install (is the network reachable?); the log is $LOG."
  }
  publish "$new" "$dir"
  rm -rf "$TOOLS_DIR/build-$crate-$version"
}

# Only a finished install gets the final name.
publish() {
  rm -rf "$2"
  mv "$1" "$2" || die "The folder $2 cannot be written; set TOOLS_DIR to a folder that can."
}

setup_trunk() {
  have_version trunk "$TRUNK_VERSION" || cargo_tool "$TRUNK_DIR" trunk "$TRUNK_VERSION" "about 9 minutes" --locked
}

setup_wasm_bindgen() {
  # Not --locked: the lock file that is published with it does not fit its manifest.
  { have_version wasm-bindgen "$WASM_BINDGEN_VERSION" && have_version wasm-bindgen-test-runner "$WASM_BINDGEN_VERSION"; } ||
    cargo_tool "$WASM_BINDGEN_DIR" wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "about 3 minutes"
}

setup_npm() {
  local new
  # wasm-opt is a program for Node.js, so node is needed to run it, too.
  have node || die "Node.js is missing: there is no node on PATH, and wasm-opt, which shrinks the page, runs on it; install it from https://nodejs.org."
  if [ -d "$NPM_DIR" ]; then return; fi
  have npm || die "npm is missing: it is not on PATH, and wasm-opt, esbuild, biome, TypeScript and others are fetched with it; install it with Node.js from https://nodejs.org."
  say "Fetching wasm-opt, esbuild, biome, TypeScript and others with npm into $NPM_DIR (under a minute, once)"
  new=$TOOLS_DIR/new-npm-$$
  rm -rf "$new"
  mkdir -p "$new"
  cp scripts/npm/package.json scripts/npm/package-lock.json "$new"
  logged npm npm ci --prefix "$new" --ignore-scripts --no-audit --no-fund || {
    rm -rf "$new"
    die "wasm-opt, esbuild, biome, TypeScript and others could not be fetched with npm (is the network reachable?); the log is $LOG."
  }
  publish "$new" "$NPM_DIR"
}

# What the Prometheus operator and Grafana have published of their formats.
setup_schemas() {
  local new
  have node && have npm || die "Node.js or npm is missing, and the schemas that files are checked with come by it; install them from https://nodejs.org."
  if [ -d "$SCHEMAS_DIR" ]; then return; fi
  say "Fetching schemas of the Prometheus operator and of Grafana with npm into $SCHEMAS_DIR (under a minute, once)"
  new=$TOOLS_DIR/new-schemas-$$
  rm -rf "$new"
  mkdir -p "$new"
  cp scripts/schemas/package.json scripts/schemas/package-lock.json "$new"
  logged schemas npm ci --prefix "$new" --ignore-scripts --no-audit --no-fund || {
    rm -rf "$new"
    die "The schemas could not be fetched with npm (is the network reachable?); the log is $LOG."
  }
  publish "$new" "$SCHEMAS_DIR"
}

# Only for make bench, so it is not fetched unless it is asked for.
setup_lighthouse() {
  local new
  have node && have npm || die "Node.js or npm is missing, and Lighthouse is a program for it; install them from https://nodejs.org."
  if [ -d "$LIGHTHOUSE_DIR" ]; then return; fi
  say "Fetching Lighthouse with npm into $LIGHTHOUSE_DIR (a minute or two, once)"
  new=$TOOLS_DIR/new-lighthouse-$$
  rm -rf "$new"
  mkdir -p "$new"
  cp scripts/lighthouse/package.json scripts/lighthouse/package-lock.json "$new"
  logged lighthouse npm ci --prefix "$new" --ignore-scripts --no-audit --no-fund || {
    rm -rf "$new"
    die "Lighthouse could not be fetched with npm (is the network reachable?); the log is $LOG."
  }
  publish "$new" "$LIGHTHOUSE_DIR"
}

# What other people make their documentation with, for the tests that put the calculator there. Fails with a message where some of it
# is not to be had: those tests are then left out, and counted as skipped.
setup_generators() {
  local new python
  if [ -d "$GENERATORS_DIR" ]; then return; fi
  have node && have npm || die "Node.js or npm is missing, which VitePress, Docusaurus and Starlight run on; install them from https://nodejs.org."
  python=$(command -v python3 || true)
  [ -n "$python" ] || die "python3 is missing, which MkDocs, Sphinx and others run on; install it from https://www.python.org."
  say "Fetching generators of documentation sites with npm and pip into $GENERATORS_DIR (2 to 4 minutes, once)"
  new=$TOOLS_DIR/new-generators-$$
  rm -rf "$new"
  mkdir -p "$new"
  cp scripts/generators/package.json scripts/generators/package-lock.json "$new"
  logged generators-npm npm ci --prefix "$new" --ignore-scripts --no-audit --no-fund || {
    rm -rf "$new"
    die "VitePress, Docusaurus and Starlight could not be fetched with npm (is the network reachable?); the log is $LOG."
  }
  # Not a virtual environment, whose programs know the folder that they were made in.
  logged generators-pip "$python" -m pip install --disable-pip-version-check --no-warn-script-location --target "$new/python" -r scripts/generators/requirements.txt || {
    rm -rf "$new"
    die "MkDocs, Sphinx and others could not be fetched with pip (is the network reachable, and does python3 have pip?); the log is $LOG."
  }
  publish "$new" "$GENERATORS_DIR"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_browser() {
  as_root apt-get update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium chromium-driver
}

setup_browser() {
  if find_browser; then return; fi
  [ -z "${CHROME:-}" ] || [ -x "$CHROME" ] || die "CHROME is set to $CHROME, which is not a program that can be run."
  [ -z "${CHROMEDRIVER:-}" ] || [ -x "$CHROMEDRIVER" ] || die "CHROMEDRIVER is set to $CHROMEDRIVER, which is not a program that can be run."
  if ! have apt-get || { [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; }; then
    die "Chromium or ChromeDriver is missing and cannot be installed from here: put chromium and chromedriver on PATH, or name both with CHROME and CHROMEDRIVER."
  fi
  say "Installing Chromium and ChromeDriver with apt-get (a minute or two, once)"
  logged chromium apt_browser ||
    die "Chromium and ChromeDriver could not be installed with apt-get (is the network reachable?); the log is $LOG."
  find_browser || die "Chromium and ChromeDriver are installed but not on PATH; name them with CHROME and CHROMEDRIVER."
}

can_apt() {
  have apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

apt_install() {
  as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

setup_firefox() {
  if ! find_firefox && [ ! -x "$FIREFOX" ]; then
    can_apt || die "Firefox is missing and cannot be installed from here; put firefox on PATH, or name it with FIREFOX."
    say "Installing Firefox with apt-get (a minute, once)"
    logged firefox apt_install firefox-esr || die "Firefox could not be installed with apt-get; the log is $LOG."
  fi
  if ! find_firefox && [ ! -x "${GECKODRIVER:-}" ]; then
    cargo_tool "$GECKODRIVER_DIR" geckodriver "$GECKODRIVER_VERSION" "about 3 minutes" --locked
  fi
  find_firefox || die "Firefox and its driver are installed but not on PATH; name them with FIREFOX and GECKODRIVER."
}

setup_webkit() {
  if find_webkit; then return; fi
  can_apt || die "WebKitGTK's driver and browser, or xvfb-run, are missing and cannot be installed from here; put them on PATH, or name them with WEBKITDRIVER and MINIBROWSER."
  say "Installing WebKitGTK's browser and driver with apt-get (a minute, once)"
  logged webkit apt_install webkit2gtk-driver xvfb xauth || die "WebKitGTK's browser could not be installed with apt-get; the log is $LOG."
  find_webkit || die "WebKitGTK is installed, but its driver and MiniBrowser are not where they were looked for; name them with WEBKITDRIVER and MINIBROWSER."
}

# debian_tool NAME FOLDER WHAT: fetches Debian's packages of a tool with "unpack_NAME" into a folder, without installing them.
debian_tool() {
  local new
  have apt-get && have dpkg-deb || die "$1 is missing and cannot be fetched from here without apt-get; put it on PATH."
  say "Fetching $1, which $3, from Debian's packages (under a minute, once)"
  new=$TOOLS_DIR/new-$1-$$
  rm -rf "$new"
  mkdir -p "$new"
  # Where the lists of packages are missing or old, they have to be fetched first, which takes root.
  logged "$1" "unpack_$1" "$new" || { logged apt-update as_root apt-get update && logged "$1" "unpack_$1" "$new"; } || {
    rm -rf "$new"
    die "$1 could not be fetched with apt-get (is the network reachable?); the log is $LOG."
  }
  publish "$new" "$2"
}

# Installing the packages would start both servers on this machine, on their usual ports.
unpack_prometheus() (
  cd "$1" &&
    apt-get download prometheus prometheus-node-exporter &&
    for package in *.deb; do dpkg-deb --extract "$package" unpacked || exit; done &&
    mkdir bin && mv unpacked/usr/bin/prometheus unpacked/usr/bin/promtool unpacked/usr/bin/prometheus-node-exporter bin &&
    rm -r unpacked ./*.deb &&
    bin/prometheus --version
)

setup_prometheus() {
  if find_prometheus; then return; fi
  local named
  for named in PROMETHEUS PROMTOOL NODE_EXPORTER; do
    [ -z "${!named:-}" ] || have "${!named}" || die "$named is set to ${!named}, which is not a program that can be run."
  done
  debian_tool prometheus "$PROMETHEUS_DIR" "loads the alerting rules in tests"
}

unpack_shellcheck() (
  cd "$1" &&
    apt-get download shellcheck &&
    dpkg-deb --extract shellcheck_*.deb unpacked &&
    mkdir bin && mv unpacked/usr/bin/shellcheck bin &&
    rm -r unpacked shellcheck_*.deb &&
    bin/shellcheck --version
)

setup_shellcheck() {
  have shellcheck || debian_tool shellcheck "$SHELLCHECK_DIR" "checks the shell scripts"
}

# What decides whether the crates' licences and sources are fit. Without optimization it is built four times as fast.
setup_cargo_deny() {
  have_version cargo-deny "$CARGO_DENY_VERSION" || cargo_tool "$CARGO_DENY_DIR" cargo-deny "$CARGO_DENY_VERSION" "about a minute" --locked --debug
}

# Installing the package would start a web server on this machine.
unpack_nginx() (
  cd "$1" &&
    apt-get download nginx libnginx-mod-http-brotli-static &&
    for package in *.deb; do dpkg-deb --extract "$package" unpacked || exit; done &&
    rm ./*.deb &&
    ./unpacked/usr/sbin/nginx -v &&
    [ -f unpacked/usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]
)

# Fails with a message where there is none to be had: the tests of the sample are then left out, and counted as skipped.
setup_nginx() {
  find_nginx || debian_tool nginx "$NGINX_DIR" "the sample configuration is tested with"
}

# In the order in which a missing piece is noticed soonest: quick ones first, Trunk's nine minutes last.
[ $# -gt 0 ] || set -- rust target std clippy npm browser prometheus schemas shellcheck cargo-deny wasm-bindgen trunk
for step in "$@"; do
  case $step in
    rust | target | std | clippy | npm | browser | prometheus | schemas | shellcheck | nginx | trunk | lighthouse | firefox | webkit | generators) "setup_$step" ;;
    wasm-bindgen) setup_wasm_bindgen ;;
    cargo-deny) setup_cargo_deny ;;
    *) die "There is nothing called $step to set up." ;;
  esac
done
