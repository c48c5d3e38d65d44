#!/bin/sh
# Makes .venv and installs a hash-locked set of requirements: scripts/environment.sh runtime|dev
# Nothing is installed twice: a stamp holds the checksum of the lock file.
set -eu
cd "$(dirname "$0")/.."
wanted="$1"
lock="requirements/$wanted.txt"
say() { printf '%s\n' "$*" >&2; }

# The system's own comes first: distributions build it with profile-guided optimisation, and it takes a tenth less CPU
# than one that pyenv built from its source. One that can't make environments is left aside while there is another.
find_python() {
    for needed in "venv, ensurepip" venv; do
        for candidate in ${PYTHON:-} /usr/bin/python3 python3 python3.11 python3.12 python3.13; do
            if "$candidate" -c "import sys, $needed; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
                printf '%s' "$candidate"
                return
            fi
        done
    done
    say "The Portal needs Python 3.11 or newer; found: $(python3 --version 2>&1 || echo none)."
    say "Install it, or name it: make demo PYTHON=/path/to/python3.11"
    exit 1
}

make_environment() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null; then
        return
    fi
    python="$(find_python)"
    say "Making .venv with $("$python" --version)"
    if ! "$python" -m venv --clear .venv; then
        say "Python can't make an environment. On Debian and Ubuntu: apt-get install python3-venv"
        exit 1
    fi
}

install_lock() {
    pip=".venv/bin/python -m pip --disable-pip-version-check --no-input"
    # uv is several times faster; pip does the same work where uv can't be had.
    if [ -x .venv/bin/uv ] || $pip install --quiet --require-hashes --requirement requirements/uv.txt; then
        # The system's certificates, as pip uses them: a company's network may have its own.
        if .venv/bin/uv pip install --quiet --system-certs --python .venv/bin/python --require-hashes --requirement "$lock"; then
            return
        fi
        say "uv could not install the requirements; trying pip."
    fi
    if ! $pip install --quiet --require-hashes --requirement "$lock"; then
        say "The requirements could not be installed: is there a way to the Python package index?"
        exit 1
    fi
}

make_environment
stamp=".venv/.installed-$wanted"
sum="$(cksum < "$lock")"
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$sum" ]; then
    say "Installing $lock"
    install_lock
    printf '%s\n' "$sum" > "$stamp"
fi
