#!/usr/bin/env bash
# Build the image of a terminal into dist/, as root, from the Debian packages for trixie that lie there;
# `make image` calls it. packaging/image/README.md says what the image is.
# 1. A chroot of Debian 13 with what packages.txt names, and gapura-terminal: the root.
# 2. Another with the tools; dracut makes the initrd there.
# 3. The root becomes erofs; veritysetup computes its tree of hashes.
# 4. ukify joins kernel, initrd and the hash, signs them for Secure Boot, and signs what PCR 11 will be.
# 5. systemd-repart puts both into slot A of a disk whose slot B is empty.
# Keys: $GAPURA_IMAGE_KEYS, or build/image-keys, made where there are none: for development.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=packaging/image
python=${PYTHON:-.venv/bin/python}
work=$(realpath -m "${GAPURA_DEB_WORK:-build/deb}")
keys=$(realpath -m "${GAPURA_IMAGE_KEYS:-build/image-keys}")
# shellcheck source=packaging/deb/chroots.sh
. packaging/deb/chroots.sh
umask 022
codename=trixie
arch=$(dpkg --print-architecture)
[ "$arch" = amd64 ] || die "an image is made for amd64 only"
debian() { "$python" packaging/deb/package.py --distribution "$codename" "$@"; }
version=$(debian version)
full=$version+deb13
# As the image is named: a version of its own may be given, to try an update with the same files, and a folder
# that is laid over the root, GAPURA_IMAGE_LAID, to try one that does not come up.
named=${GAPURA_IMAGE_VERSION:-$version}
slot=${GAPURA_IMAGE_SLOT:-2G}
out=${GAPURA_IMAGE_OUT:-dist}
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
mkdir -p "$work" "$out"
scratch=$(mktemp -d "$work/image.XXXXXX")
trap 'rm -rf --one-file-system "$scratch"' EXIT
step() { echo "$SECONDS s: $1"; }
named_in() { sed -n "/^# \[.*\b$1\b.*\]/,/^$/p" "$here/packages.txt" | sed '/^#/d; /^$/d'; }

debs=("dist/gapura-terminal-${version}_${full}_$arch.deb" "dist/gapura-terminal_${full}_$arch.deb")
depends=()
for deb in "${debs[@]}"; do
    [ -f "$deb" ] || die "$deb is missing: make deb DISTRIBUTIONS=$codename"
    mapfile -t -O ${#depends[@]} depends < <(dpkg-deb --field "$deb" Depends |
        tr ',' '\n' | sed 's/[|(].*//; s/ //g' | grep -v '^gapura-')
done

if [ ! -e "$keys/secure-boot.key" ]; then
    mkdir -p -m 0700 "$keys"
    (umask 077
    openssl req -quiet -x509 -newkey rsa:2048 -nodes -sha256 -days 3650 -subj "/CN=Gapura, development/" \
        -keyout "$keys/secure-boot.key.new" -out "$keys/secure-boot.crt" 2>/dev/null
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$keys/pcr.key"
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out "$keys/release.key"
    for name in pcr release; do openssl pkey -in "$keys/$name.key" -pubout -out "$keys/$name.pub"; done
    mv "$keys/secure-boot.key.new" "$keys/secure-boot.key")
    step "keys for development in $keys"
fi

# chroot_of NAME PACKAGE…: a new one, or a copy of the one that $GAPURA_IMAGE_CHROOTS keeps.
chroot_of() {
    local name=$1 kept=${GAPURA_IMAGE_CHROOTS:-}
    shift
    if [ ! -d "${kept:-/none}/$name" ]; then
        new_chroot "$scratch/$name" "$codename" "$@"
        [ -z "$kept" ] || cp -a "$scratch/$name" "$kept/$name"
    else
        cp -a "$kept/$name" "$scratch/$name"
    fi
    step "chroot: $name"
}

mapfile -t packages < <(named_in root)
chroot_of root "${packages[@]}" "${depends[@]}"
mapfile -t packages < <(named_in tools)
chroot_of tools "${packages[@]}"
root=$scratch/root tools=$scratch/tools

mkdir "$root/debs"
cp "${debs[@]}" "$root/debs/"
enter "$root"
"${inside[@]}" sh -c 'dpkg --install /debs/*.deb' >"$scratch/log" 2>&1 || { tail "$scratch/log" >&2; die "dpkg failed"; }
rm -r "$root/debs"
kernel=$(basename "$tools"/usr/lib/modules/*)
mkdir -p "$root/usr/lib/modules"
cp -a "$tools/usr/lib/modules/$kernel" "$root/usr/lib/modules/"
cp -r "$here/root/." "$root/"
[ -z "${GAPURA_IMAGE_LAID:-}" ] || cp -r "$GAPURA_IMAGE_LAID/." "$root/"
install -m 0644 "$keys/release.pub" "$root/usr/lib/gapura/"
for place in logind manager; do
    mkdir -p "$root/etc/systemd/${place/manager/system}.conf.d"
    cp "packaging/systemd/gapura-terminal-$place.conf" "$root/etc/systemd/${place/manager/system}.conf.d/gapura.conf"
done
printf 'IMAGE_ID=gapura\nIMAGE_VERSION=%s\n' "$named" >>"$root/usr/lib/os-release"
"${inside[@]}" sh -eu -s <"$here/finish.sh" 2>/dev/null
step "root of $("${inside[@]}" dpkg-query --show | wc -l) packages"

# What no running terminal opens.
rm -rf "$root"/usr/share/{doc,man,info,locale,lintian,bug,bash-completion,zsh,gtk-doc,common-licenses/*.gz} \
    "$root"/var/{cache,log,lib/apt}/* "$root"/boot/* "$root"/usr/lib/modules/*/{build,source} \
    "$root"/root/.[a-z]* "$root"/dev/* "$root"/run/* "$root"/tmp/*
mkdir -p "$root/efi" "$root/usr/share/doc"

mkdir "$tools"/{image,keys,out,esp}
cp -r "$here/repart.d" "$tools/repart.d"
cp "$here/make.sh" "$tools/"
chmod 0700 "$tools/keys"
cp "$keys"/* "$tools/keys/"
mount --bind "$root" "$tools/image"
trap 'umount "$tools/image"; rm -rf --one-file-system "$scratch"' EXIT
mount -o remount,bind,ro "$tools/image"
enter "$tools"
"${inside[@]}" bash /make.sh "$named" "$kernel" "$slot" "${GAPURA_IMAGE_COMPRESSION:-zstd,9}"
umount "$tools/image"
trap 'rm -rf --one-file-system "$scratch"' EXIT
rm -f "$out/gapura_$named"[_.]*  # whose names may be others now
for made in "$tools"/out/*; do
    place=$out/$(basename "$made")
    mv "$made" "$place.new"
    mv "$place.new" "$place"
    step "$place: $(stat -c %s "$place") bytes"
done
