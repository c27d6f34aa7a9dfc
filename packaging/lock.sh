#!/bin/sh
# Write the lock files: every package, its version and its files' hashes, for all systems.
#
# The three agree with each other: the second and third are held to the first's versions.
# The person's own uv and pip settings are left out, so that nothing of one machine gets in.
set -eu
cd "$(dirname "$0")/.."

compile() {
    output=$1
    shift
    {
        echo "# Made by \`make lock\` from pyproject.toml; not to be edited by hand."
        "${UV:-uv}" pip compile --no-config --quiet --universal --python-version 3.11 \
            --generate-hashes --no-header --no-annotate --no-emit-index-url \
            --no-emit-find-links pyproject.toml --group build "$@"
    } >"$output.new"
    mv "$output.new" "$output"
}

unset UV_INDEX UV_INDEX_URL UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS
compile requirements.lock
compile requirements-dev.lock --extra dev --constraint requirements.lock
compile requirements-package.lock --extra package --constraint requirements.lock
