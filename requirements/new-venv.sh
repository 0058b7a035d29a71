#!/bin/sh
# Makes the environment "$1" from the newest Python on this machine that Chairside is known to run on.
set -eu

usable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# PYTHON=… chooses; otherwise plain python3 first, because it is the one its owner means.
for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if usable "$python"; then
        if "$python" -m venv --clear "$1"; then
            exit 0
        fi
        rm -rf "$1"
        echo "$python has no venv module. Install it (on Debian: apt-get install python3-venv) and run this again." >&2
        exit 1
    fi
done
echo "Chairside needs Python 3.11 or newer, and none was found. Install one, or name it: make PYTHON=/path/to/python" >&2
exit 1
