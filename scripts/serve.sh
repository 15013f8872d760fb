#!/usr/bin/env bash
# Serves the page on 127.0.0.1:$PORT.
# usage: scripts/serve.sh release|debug
set -euo pipefail
. "$(dirname "$0")/env.sh"

mode=${1:-release}
port=${PORT:-8080}
url=http://127.0.0.1:$port/

case $port in
  '' | 0* | *[!0-9]* | ??????*) die "PORT is \"$port\", which is not a port number." ;;
esac
[ "$port" -le 65535 ] || die "PORT is $port, which is above 65535."

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
if listening; then
  die "Port $port on 127.0.0.1 is taken by another program; choose another with PORT=$((port < 65535 ? port + 1 : 8080))."
fi

# trunk serve would also serve what an earlier build left when this one fails.
if [ "$mode" = release ]; then scripts/build.sh; fi

# What follows becomes trunk itself, so that Ctrl-C reaches it and nothing is left behind; this waits beside it to say where the page is.
server=$$
(
  while kill -0 "$server" 2>/dev/null; do
    if listening; then
      printf '\n    The calculator is at %s   (Ctrl-C stops it)\n\n' "$url"
      break
    fi
    sleep 0.2
  done
) &

# Only what the page is made of is watched: tools and test output change all the time.
watch=(--watch src --watch crates --watch data --watch style --watch index.html --watch Cargo.toml --watch Cargo.lock)
# Without the lookup of names for the address, which would ask the network and list addresses that do not work elsewhere.
listen=(--address 127.0.0.1 --port "$port" --disable-address-lookup true)
case $mode in
  release) exec scripts/build.sh serve --no-autoreload "${watch[@]}" "${listen[@]}" ;;
  debug)
    scripts/setup.sh rust target npm wasm-bindgen trunk
    unset NO_COLOR
    mkdir -p target/debug-dist
    # A folder of its own: dist/ only ever holds the release.
    exec trunk serve --offline --dist target/debug-dist "${watch[@]}" "${listen[@]}"
    ;;
  *) die "scripts/serve.sh knows release and debug, not $mode." ;;
esac
