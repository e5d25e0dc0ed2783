#!/usr/bin/env bash
# Chromium and fonts for the browser tests, where root allows; the tests that need them say so when they are skipped.
set -u
for name in "${CHROMIUM:-}" chromium google-chrome; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing Debian's chromium and fonts for the browser tests …"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; } >/dev/null 2>&1 ||
    echo "could not install chromium: the browser tests will be skipped"
else
  echo "no chromium here: the browser tests will be skipped"
fi
exit 0
