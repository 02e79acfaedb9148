# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# Chroots of Debian for build.sh and ../try.sh, which source this: made by debootstrap, without a network.

die() {
    echo "$(basename "$0"): $1" >&2
    exit 2
}

[ "$(id -u)" -eq 0 ] || die "debootstrap and chroot need root"
for program in debootstrap dpkg-deb unshare; do
    command -v "$program" >/dev/null || die "$program is missing; packaging/debian-packages.sh installs it"
done

# Where this machine takes Debian from, by its own apt.
mirror() {
    apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) $(SITE)' |
        sed -n 's/^Packages Debian //p' | grep -v -e '-security$' | sort | uniq -c | sort -rn |
        awk 'NR == 1 { print $2 }'
}

# new_chroot FOLDER CODENAME PACKAGE…: what debootstrap downloads is kept for the next.
new_chroot() {
    local folder=$1 codename=$2 from cache
    shift 2
    from=$(mirror)
    [ -n "$from" ] || die "apt names no mirror of Debian; apt-get update, then again"
    cache=$work/cache/debs-$codename
    mkdir -p "$cache"
    local proxy=
    eval "$(apt-config shell proxy Acquire::http::Proxy)"
    # In a namespace of its own: what it mounts and starts ends with it, however it ends.
    env ${proxy:+http_proxy="$proxy"} unshare --mount --pid --fork --kill-child --mount-proc \
        debootstrap --variant=minbase --merged-usr \
        --cache-dir="$cache" --include="$(IFS=,; echo "$*")" "$codename" "$folder" "$from" >"$folder.log" 2>&1 || {
        tail -n 5 "$folder.log" >&2
        die "debootstrap failed for $codename"
    }
    rm -rf "$folder"/var/cache/apt/archives/*.deb "$folder.log"
}

# Puts before a command what runs it in the chroot FOLDER: no network, processes of its own, which end
# with it, and nothing of this shell's environment. Sets the array `inside`.
enter() {
    inside=(unshare --net --mount --pid --fork --kill-child "--mount-proc=$1/proc" chroot "$1"
        env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive
        ${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH"})
}
