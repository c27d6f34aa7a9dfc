#!/bin/sh
# Make .venv and install Earmark in it, from the versions and hashes in the lock file.
#
#   sh packaging/setup.sh run|test|package
#
# PYTHON names the interpreter to use; by default the first of python3, python3.14, … that is
# new enough. Nothing outside .venv is changed but for packaging/system-packages.sh.
set -eu

purpose=$1
case $purpose in
    run) lock=requirements.lock ;;
    test) lock=requirements-dev.lock ;;
    package) lock=requirements-package.lock ;;
    *) echo "usage: $0 run|test|package" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."

fail() {
    echo "earmark: $*" >&2
    exit 1
}

is_suitable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if is_suitable "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    fail "Earmark needs Python 3.11, 3.12, 3.13 or 3.14, and found" \
        "$(${PYTHON:-python3} --version 2>/dev/null || echo no Python at all)." \
        "Install one of them, or name it: make PYTHON=/path/to/python3.11"
}

make_venv() {
    echo "Making .venv with $("$python" --version)."
    rm -rf .venv
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv .venv
    elif command -v uv >/dev/null; then
        uv venv --quiet --seed --python "$python" .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip .venv
        "$python" -m pip --python .venv/bin/python install --quiet pip
    else
        fail "$python cannot make a virtual environment: its package python3-venv is missing." \
            "Install it by the command above, then run make again."
    fi
}

# A .venv counts only where it was made: its scripts carry its path.
is_ours() {
    [ -x .venv/bin/python ] && is_suitable .venv/bin/python &&
        grep -qsxF "$PWD" .venv/made-at
}

# A setting meant for the person's own Python must not bend what goes into .venv.
unset PYTHONHOME PYTHONPATH
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1
export PIP_DEFAULT_TIMEOUT="${PIP_DEFAULT_TIMEOUT:-60}"

python=$(find_python)
sh packaging/system-packages.sh "$purpose" "$python"
if ! is_ours; then
    make_venv
    pwd >.venv/made-at
fi
echo "Installing what Earmark needs into .venv (the first time, some 300 MB are fetched)."
.venv/bin/python -m pip install --no-input --require-hashes -r "$lock"
.venv/bin/python -m pip install --no-input --quiet --no-deps --no-build-isolation -e .
