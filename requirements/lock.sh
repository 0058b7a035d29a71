#!/bin/sh
# Makes requirements/runtime.txt, dev.txt and bench.txt again: one lock each for Python 3.11 and newer, on Linux and macOS.
set -eu
cd "$(dirname "$0")/.."

locker=.venv-lock
test -x "$locker/bin/uv" || {
    sh requirements/new-venv.sh "$locker"
    "$locker/bin/python" -m pip install --quiet --disable-pip-version-check uv
}

compile() {
    # Hashes without addresses: the same lock works with any package index or mirror.
    # Extras stay named, or an older pip would look for a newer version of the same package with the extra.
    # A new library alone, nothing else newer: UPGRADE= make lock
    "$locker/bin/uv" pip compile --quiet ${UPGRADE---upgrade} --universal --generate-hashes --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-strip-extras "$@"
}

compile pyproject.toml requirements/runtime.in --output-file requirements/runtime.txt
compile pyproject.toml requirements/dev.in --extra dev --output-file requirements/dev.txt
compile requirements/bench.in --output-file requirements/bench.txt

# The formatter and the linter of app/live/*.js; whoever has no Node leaves their lock as it is.
if command -v npm >/dev/null; then
    npm install --package-lock-only --no-progress
    "$locker/bin/python" requirements/forget_funding.py package-lock.json
fi
