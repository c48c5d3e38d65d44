#!/bin/sh
# Writes requirements/*.txt: exact versions and hashes, no address of any index, valid for Python 3.11 and newer.
set -eu
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile --quiet --generate-hashes --universal --no-header --python-version 3.11 "$@"; }
compile pyproject.toml -o requirements/runtime.txt
compile pyproject.toml --extra dev -c requirements/runtime.txt -o requirements/dev.txt
compile requirements/uv.in -o requirements/uv.txt
