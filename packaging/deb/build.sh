#!/usr/bin/env bash
# Build the Debian packages into dist/, as root; `make deb` calls it. Give codenames of Debian for others
# than bookworm, of which one has a Python of its own: `packaging/deb/build.sh bookworm trixie`.
# 1. pip of this machine downloads what the locks name, for the Python of the distribution.
# 2. Gapura's own wheels are built.
# 3. In a chroot without a network pip installs them to /opt/gapura/VERSION, and compiles annoy.
# 4. package.py adds what makes packages of it; dpkg-deb packs, lintian judges. dist/ gets what is good.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=packaging/deb
python=${PYTHON:-.venv/bin/python}
weights=${GAPURA_WEIGHTS:-.weights}
work=$(realpath -m "${GAPURA_DEB_WORK:-build/deb}")
# shellcheck source=packaging/deb/chroots.sh
. "$here/chroots.sh"
command -v lintian >/dev/null || die "lintian is missing; packaging/debian-packages.sh installs it"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
umask 022
arch=$(dpkg --print-architecture)
machine=$(uname -m)
# As the Makefile compiles annoy: for AVX2, not for this very processor.
annoy=$([ "$machine" != x86_64 ] || sed -n 's/^ANNOY_FLAGS = //p' Makefile)
mkdir -p "$work" dist
scratch=$(mktemp -d "$work/build.XXXXXX")
trap 'rm -rf --one-file-system "$scratch"' EXIT

step() { echo "$SECONDS s: $1"; }
package() { "$python" "$here/package.py" --distribution "$@"; }
pip() { "$python" -m pip --disable-pip-version-check --quiet --quiet "$@"; }

# fetch CODENAME LOCK: the files of a lock for that distribution; from source only annoy.
fetch() {
    local codename=$1 lock=$2 version abi minor
    version=$(package "$codename" python)
    abi=cp${version/./}
    local target=(--python-version "$version" --implementation cp --abi "$abi" --abi abi3 --abi none)
    for minor in $(seq 5 "$(package "$codename" glibc)"); do
        target+=(--platform "manylinux_2_${minor}_$machine")
    done
    target+=(--platform "manylinux2014_$machine" --platform "linux_$machine" --platform any)
    pip download --require-hashes --no-deps --only-binary :all: "${target[@]}" \
        --dest "$source/wheels" -r "$lock"
}

for codename in "${@:-bookworm}"; do
    root=$scratch/$codename
    source=$root/src
    # debootstrap wants an empty folder; the sources come after.
    mapfile -t build < <(package "$codename" debian-packages build)
    new_chroot "$root" "$codename" "${build[@]}"
    step "chroot of $codename"
    mkdir -p "$source/wheels"
    version=$(package "$codename" version)
    for lock in build terminal central; do
        package "$codename" pins "packaging/$lock.lock" --machine "$machine" >"$root/$lock.all"
        sed '/^annoy==/,/[^\\]$/d' "$root/$lock.all" >"$source/$lock.lock"
        fetch "$codename" "$source/$lock.lock"
    done
    sed -n '/^annoy==/,/[^\\]$/p' "$root/terminal.all" >"$source/annoy.lock"
    pip download --require-hashes --no-deps --no-build-isolation --no-binary :all: \
        --dest "$source/wheels" -r "$source/annoy.lock"
    for role in terminal central; do
        mkdir -p "$source/own/$role"
        pip wheel --no-deps --no-build-isolation --no-index --wheel-dir "$source/own/$role" .
    done
    pip wheel --no-deps --no-build-isolation --no-index --wheel-dir "$source/own/central" packaging/central
    cp "$here/environment.sh" "$source/"
    step "wheels for $codename"
    enter "$root"
    for role in terminal central; do
        "${inside[@]}" ${annoy:+"$annoy"} sh /src/environment.sh "$version" "$role"
        environment=$root/opt/gapura/$version
        mkdir "$environment/weights"
        find "$weights" -maxdepth 1 -type f ! -name '.*' -exec install -m 0644 -t "$environment/weights" {} +
        mapfile -t trees < <(package "$codename" trees "$role" --environment "$environment" \
            --arch "$arch" --out "$root/trees")
        [ ${#trees[@]} -eq 2 ] || die "no trees of $role"
        step "environment of $role"
        for tree in "${trees[@]}"; do
            dpkg-deb --root-owner-group -Zzstd -z"${GAPURA_DEB_LEVEL:-9}" --build "$tree" "$scratch" >/dev/null
            deb=$scratch/$(basename "$tree")_$(sed -n 's/^Version: //p' "$tree/DEBIAN/control")_$arch.deb
            step "$(basename "$deb"): $(stat -c %s "$deb") bytes"
            rm -rf "$tree"
            lintian --allow-root --fail-on error,warning --tag-display-limit 0 "$deb"
            step "lintian of $(basename "$deb")"
        done
    done
    mv "$scratch"/*.deb dist/
    rm -rf --one-file-system "$root"
done
