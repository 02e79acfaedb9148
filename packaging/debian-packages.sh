#!/bin/sh
# Install the Debian packages that are missing; without root, print the line that would, exit status 2.
# Without root, those marked with `?` may stay away.
set -eu
list=$(dirname "$0")/debian-packages.txt

if ! command -v dpkg-query >/dev/null; then
    echo "No Debian: have what $list names installed by other means." >&2
    exit 0
fi
missing=""
needed=""
for entry in $(sed 's/#.*//' "$list"); do
    package=${entry%\?}
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] && continue
    missing="$missing $package"
    [ "$entry" != "$package" ] || needed=yes
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    [ -n "$needed" ] || exit 0
    echo "Debian packages are missing. Install them, then try again:" >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    exit 2
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet=2 || echo "Not every list of packages could be refreshed." >&2
# shellcheck disable=SC2086  one word a package
apt-get install --yes --quiet=2 --no-install-recommends -o DPkg::Lock::Timeout=300 $missing >/dev/null
