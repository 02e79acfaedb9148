#!/usr/bin/env bash
# Try the Debian packages of dist/ in a fresh chroot without a network, as root: a line a step, status 1
# and the step's name at the first that fails.
#     packaging/try.sh [CODENAME]      bookworm where none is said
set -euo pipefail
cd "$(dirname "$0")/.."
here=packaging/deb
codename=${1:-bookworm}
python=${PYTHON:-.venv/bin/python}
work=$(realpath -m "${GAPURA_DEB_WORK:-build/deb}")
# shellcheck source=packaging/deb/chroots.sh
. "$here/chroots.sh"
umask 022

arch=$(dpkg --print-architecture)
version=$("$python" "$here/package.py" --distribution "$codename" version)
next=$version.1  # higher, and made of the same files: what is tried is the way from one to the other
full=$version+deb$([ "$codename" = trixie ] && echo 13 || echo 12)
higher=$next${full#"$version"}
mkdir -p "$work"
scratch=$(mktemp -d "$work/try.XXXXXX")
trap 'rm -rf --one-file-system "$scratch"' EXIT
log=$scratch/log

# step NAME COMMAND…: prints the line; what the command said only where it failed.
step() {
    local name=$1 begin=${EPOCHREALTIME/./} status
    shift
    set +e  # not as a condition: then no failure within the step would end it
    (set -e; "$@") >"$log" 2>&1
    status=$?
    set -e
    if [ "$status" -ne 0 ]; then
        echo "FAILED: $name"
        tail -n 20 "$log"
        exit 1
    fi
    local spent=$(((${EPOCHREALTIME/./} - begin) / 100000))
    echo "ok $((spent / 10)).$((spent % 10)) s: $name"
}

says() { # says TEXT COMMAND…: the command ends well and prints TEXT
    local text=$1
    shift
    "$@" | tee "$scratch/said"
    grep -qF -- "$text" "$scratch/said"
}

fails() { # fails TEXT COMMAND…: the command fails with TEXT
    local text=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then
        echo "it should have failed"
        return 1
    fi
    cat "$scratch/said"
    grep -qF -- "$text" "$scratch/said"
}

gone() {
    local place
    for place; do
        [ ! -e "$root/$place" ] || { echo "$place is still there"; return 1; }
    done
}

# fresh ROLE: a chroot with what the packages of a role depend on, and with them in /debs.
fresh() {
    local deb depends=()
    for deb in "dist/gapura-$1-${version}_${full}_$arch.deb" "dist/gapura-$1_${full}_$arch.deb"; do
        [ -f "$deb" ] || { echo "$deb is missing: make deb"; return 1; }
        mapfile -t -O ${#depends[@]} depends < <(dpkg-deb --field "$deb" Depends |
            tr ',' '\n' | sed 's/[|(].*//; s/ //g' | grep -v '^gapura-')
    done
    new_chroot "$root" "$codename" "${depends[@]}"
    mkdir "$root/debs"
    cp dist/gapura-"$1"{,"-$version"}_"$full"_*.deb "$root/debs/"
}

# The packages of a higher version, of the files of this one.
make_higher() {
    local files=$scratch/files place tree
    dpkg-deb --extract "$root/debs/gapura-terminal-${version}_${full}_$arch.deb" "$files"
    place=$files/opt/gapura/$version
    grep -rlIF "/opt/gapura/$version" "$place/bin" "$place/pyvenv.cfg" |
        xargs sed -i "s|/opt/gapura/$version|/opt/gapura/$next|g"
    sed -i "s/^Version: .*/Version: $next/" "$place"/lib/python3*/site-packages/gapura-"$version".dist-info/METADATA
    mkdir "$root/higher"
    "$python" "$here/package.py" --distribution "$codename" trees terminal --environment "$place" \
        --version "$next" --arch "$arch" --out "$scratch/trees"
    for tree in "$scratch"/trees/*; do
        dpkg-deb --root-owner-group -Zzstd -z1 --build "$tree" "$root/higher/"
    done
    rm -rf "$files" "$scratch/trees"
}

# What no terminal has; the environment's own Python is asked.
no_data_centre() {
    "${inside[@]}" /opt/gapura/current/bin/python -I - <<'EOF'
import importlib.util
import sys

NONE = ("sync.central", "edge_app.demo", "edge_app.bench", "edge_app.ui.screenshots", "sqlalchemy",
        "fastapi", "uvicorn", "pymilvus", "obstore", "alembic", "psycopg", "pytest")
found = [name for name in NONE if importlib.util.find_spec(name)]
sys.exit(f"there are {found}" if found else 0)
EOF
}

# Every module opens, with all the libraries behind it.
opens() {
    "${inside[@]}" /opt/gapura/current/bin/python -I - <<'EOF'
import importlib
from pathlib import Path

import edge_app

packages = Path(edge_app.__file__).parents[1]
places = [path for name in ("models", "sync", "edge_app") for path in (packages / name).rglob("*.py")]
for place in sorted(places):
    importlib.import_module(".".join(place.relative_to(packages).with_suffix("").parts))
assert len(places) > 200, len(places)
EOF
}

# So do Qt's ways to a screen, which are opened by name.
screens() {
    "${inside[@]}" sh -c 'ldd /opt/gapura/current/lib/python3*/site-packages/PySide6/Qt/plugins/platforms/lib*' |
        grep -e ^/ -e 'not found' >"$scratch/screens"
    grep -c -e libqxcb -e libqwayland "$scratch/screens"
    # The wheel's own gap, on the bare screen: decisions/0004.
    ! grep 'not found' "$scratch/screens" | grep -v EglFs
}

# A video of one listed face, seen by the whole engine: found, compared and told.
recognises() {
    "${inside[@]}" sh -c '
        set -e
        mkdir -p /tmp/persons/listed /tmp/seen
        cp /opt/gapura/current/weights/obama.jpg /tmp/persons/listed/
        cp /opt/gapura/current/weights/obama2.jpg /tmp/seen/
        gapura replay /tmp/seen --references /tmp/persons --json'
}

keep_something() {
    "${inside[@]}" sh -c '
        set -e
        mkdir -p /var/lib/gapura/credentials /etc/gapura
        echo secret >/var/lib/gapura/credentials/agent.key
        echo {} >/var/lib/gapura/terminal.json
        chmod 700 /var/lib/gapura
        echo kept >/etc/gapura/site'
    ln "$root/var/lib/gapura/credentials/agent.key" "$scratch/agent.key"  # sees what becomes of its bytes
}

overwritten() {
    [ -s "$scratch/agent.key" ]
    ! grep -q secret "$scratch/agent.key"
}

kept() {
    [ "$(cat "$root/var/lib/gapura/credentials/agent.key" "$root/etc/gapura/site")" = "secret
kept" ]
    [ "$(stat -c %a "$root/var/lib/gapura")" = 700 ]
}

# Kill dpkg once FILE of the new version is there.
killed_at() {
    local file=$1
    "${inside[@]}" dpkg --install "/higher/gapura-terminal-${next}_${higher}_$arch.deb" >/dev/null 2>&1 &
    local running=$!
    # This process, whatever the word means when the shell ends.
    # shellcheck disable=SC2064
    trap "kill -KILL $running 2>/dev/null || true" EXIT
    until compgen -G "$root/opt/gapura/$next/$file" >/dev/null; do
        kill -0 "$running" || { echo "dpkg ended before $file came"; return 1; }
        sleep 0.02
    done
    kill -KILL "$running"
    wait "$running" || true
    [ -n "$("${inside[@]}" dpkg --audit)" ] || { echo "dpkg ended before it was killed"; return 1; }
    runs "$version"
}

runs() {
    [ "$("${inside[@]}" gapura --version)" = "gapura, version $1" ]
    [ "$(readlink "$root/opt/gapura/current")" = "$1" ]
}

install_terminal() {
    "${inside[@]}" sh -c 'dpkg --install /debs/*.deb'
}

# What the units start, as their users; and a command of the keeper's, which names no home.
answers() {
    "${inside[@]}" sh -c '
        set -e
        ip link set lo up 2>/dev/null || true
        as() { runuser -u "gapura-$1" -- env GAPURA_HOME=/srv/gapura gapura central "$@"; }
        as keeper --gateway-user gapura-gateway >/tmp/keeper 2>&1 &
        as gateway --bind "[::]:8443" >/tmp/gateway 2>&1 &
        for _ in $(seq 300); do
            ! grep -q "serving on" /tmp/gateway || break
            sleep 0.2
        done
        cat /tmp/keeper /tmp/gateway
        grep -q "serving on" /tmp/gateway
        runuser -u gapura-keeper -- gapura central status | grep "server: runs"
        echo "the data centre answers"'
}

root=$scratch/terminal
step "a fresh $codename" fresh terminal
enter "$root"
step "install gapura-terminal $full" install_terminal
step "gapura --version" runs "$version"
step "gapura provision --help" says "provision init" "${inside[@]}" gapura provision --help
step "gapura central is no command" fails "No such command" "${inside[@]}" gapura central
step "no data centre can be imported" no_data_centre
step "every module opens" opens
step "and every way to a screen" screens
step "the weights are those of the manifest" "${inside[@]}" gapura models verify
step "a listed face is recognised" says '"listed"' recognises
step "its two users" "${inside[@]}" getent passwd gapura-kiosk gapura-agent
keep_something
step "packages of a higher version, $higher" make_higher
step "killed when the first file came: $version runs" killed_at "bin*"
step "killed amid the libraries: $version runs" killed_at "lib/python3*/site-packages/onnx*"
step "a version by halves is not chosen" fails "not installed" "${inside[@]}" gapura-switch "$next"
step "its files are here, unpacked alone: $version runs" "${inside[@]}" \
    dpkg --unpack "/higher/gapura-terminal-${next}_${higher}_$arch.deb" "/higher/gapura-terminal_${higher}_$arch.deb"
step "gapura --version" runs "$version"
step "the upgrade is taken up again" "${inside[@]}" dpkg --configure --pending
step "gapura --version" runs "$next"
step "what was there is kept" kept
step "rollback: gapura-switch $version" "${inside[@]}" gapura-switch "$version"
step "gapura --version" runs "$version"
step "what runs is not removed" fails "is the version that runs" \
    "${inside[@]}" dpkg --remove --force-depends "gapura-terminal-$version"
step "configured anew, the chosen version stays" "${inside[@]}" dpkg-reconfigure gapura-terminal
step "gapura --version" runs "$version"
step "remove" "${inside[@]}" dpkg --remove gapura-terminal
step "what was there is kept" kept
step "purge" "${inside[@]}" dpkg --purge gapura-terminal "gapura-terminal-$version" "gapura-terminal-$next"
step "nothing is left" gone var/lib/gapura etc/gapura opt/gapura usr/bin/gapura usr/sbin/gapura-switch
step "the keys were overwritten" overwritten
mv "$root/higher" "$scratch/higher"
rm -rf --one-file-system "$root"

root=$scratch/life
step "a fresh $codename" fresh terminal
enter "$root"
step "install gapura-terminal $full" install_terminal
mkdir "$scratch/world"
"$python" "$here/life.py" --root "$root" --higher "$scratch/higher" --version "$next" --work "$scratch/world"
rm -rf --one-file-system "$root" "$scratch/world"

root=$scratch/central
step "a fresh $codename" fresh central
enter "$root"
step "install gapura-central $full" install_terminal
step "gapura --version" runs "$version"
step "a data centre can be imported" fails "there are" no_data_centre
step "gapura central --help" says "operator" "${inside[@]}" gapura central --help
step "its two users" "${inside[@]}" getent passwd gapura-keeper gapura-gateway
step "a data centre is made, given to its users, and starts with the machine" says "start with the machine" \
    "${inside[@]}" gapura central init --service --one-stick --no-ntp --offline /stick --host 127.0.0.1
step "both units are enabled" "${inside[@]}" systemctl is-enabled gapura-keeper gapura-gateway
step "its keeper and its gateway answer, as their users" says "the data centre answers" answers
step "purge" "${inside[@]}" dpkg --purge gapura-central "gapura-central-$version"
step "nothing is left" gone etc/gapura opt/gapura usr/bin/gapura \
    etc/systemd/system/gapura-gateway.service.d etc/systemd/system/multi-user.target.wants/gapura-keeper.service
step "but the home with its keys" test -d "$root/srv/gapura/secrets"
echo "all steps passed in $SECONDS s"
