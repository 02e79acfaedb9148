#!/bin/sh
# Run in a build's chroot, without a network: make /opt/gapura/VERSION of what lies in /src.
#     environment.sh VERSION ROLE
# /src has wheels/, build.lock, annoy.lock, ROLE.lock, and Gapura's own wheels in own/ROLE/.
set -eu
version=$1 role=$2
place=/opt/gapura/$version
pip() { /tools/bin/python -m pip --disable-pip-version-check --quiet "$@"; }
offline="--no-index --find-links /src/wheels --no-build-isolation --no-compile"

if [ ! -d /tools ]; then
    python3 -m venv /tools
    # shellcheck disable=SC2086
    pip install $offline --require-hashes -r /src/build.lock
    # shellcheck disable=SC2086
    pip wheel --no-index --find-links /src/wheels --no-build-isolation --no-deps --require-hashes \
        --wheel-dir /annoy -r /src/annoy.lock
fi
rm -rf "$place"
# By the name that has its version: python3 of the next Debian is another.
"$(python3 -c 'import sys; print("python%d.%d" % sys.version_info[:2])')" -m venv --without-pip "$place"
# shellcheck disable=SC2086
pip --python "$place/bin/python" install $offline --no-deps --require-hashes -r "/src/$role.lock"
# shellcheck disable=SC2086
pip --python "$place/bin/python" install $offline --no-deps /annoy/*.whl /src/own/"$role"/*.whl
pip --python "$place/bin/python" check
# Compiled here, and never compared with the sources: nothing else writes there.
# Left out: a template of PySide6, and a test of mediapipe that no Python reads.
"$place/bin/python" -m compileall -q -j 0 --invalidation-mode unchecked-hash \
    -x '\.tmpl\.py$|/text_embedder_test\.py$' "$place/lib"
rm -f "$place"/bin/[Aa]ctivate* "$place/.gitignore"
# Qt's way to show a screen over the network: no terminal has it, and Debian 13 lacks what it opens.
rm -f "$place"/lib/python3*/site-packages/PySide6/Qt/plugins/platforms/libqvnc.so
