#!/usr/bin/env bash
# Find or install a Chromium for the browser tests; say plainly when there is none.
set -u
cd "$(dirname "$0")/.."
found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if found >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
if .venv/bin/playwright install chromium; then exit 0; fi
echo "No Chromium: the tests marked 'browser' (pages walked, axe, printing) are left out." >&2
[ "${CI:-}" = true ] && exit 1
exit 0
