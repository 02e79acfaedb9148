#!/usr/bin/env bash
# Start the image of dist/ in a virtual machine with Secure Boot and a TPM, by QEMU's own emulation: a line
# a step, status 1 and the step's name at the first that fails. What its screen showed: dist/boot*.png.
#     packaging/boot.sh [PART…]      all of them where none is said
#   start    a bare machine comes to the set-up window
#   lane     a ticket on a stick makes it a lane, which raises an alert on a film; the data centre gets it
#   cuts     the power is cut CUTS times (3) at random moments of an update; it starts each time
#   update   a stick that nobody signed is refused; a newer version is taken, started, and counts as good; the older
#            one is refused
#   back     a version that does not come up: three starts, then the one before
#   altered  the disk with another TPM; one byte of the root; the signed kernel
# Each begins with the machine that `start` left in build/boot, which makes it where there is none. Images:
# dist/gapura_VERSION.raw, dist/next with a newer one, dist/broken with one newer still whose kiosk ends at once.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml | head -n 1)
image=$PWD/dist/gapura_$version.raw next=dist/next broken=dist/broken kept=$PWD/build/boot
python=${PYTHON:-.venv/bin/python}
firmware=/usr/share/OVMF
here=packaging/image
die() { echo "boot.sh: $1" >&2; exit 2; }
[ -f "$image" ] || die "$image is missing: make image"
for program in qemu-system-x86_64 qemu-img qemu-io swtpm mkfs.vfat mcopy; do
    command -v "$program" >/dev/null || die "$program is missing; packaging/debian-packages.sh installs it"
done
[ -f "$firmware/OVMF_CODE_4M.secboot.fd" ] || die "ovmf is missing; packaging/debian-packages.sh installs it"
mkdir -p build
scratch=$(mktemp -d "$PWD/build/boot.XXXXXX")
serial=$scratch/serial machine='' centre=''
trap 'off; closed; rm -rf "$scratch"' EXIT

# step NAME COMMAND…: prints the line; the end of what the machine said only where it failed.
step() {
    local name=$1 begin=${EPOCHREALTIME/./}
    shift
    if ! "$@" >"$scratch/log" 2>&1; then
        echo "FAILED: $name"
        tail -n 5 "$scratch/log"
        tr -d '\033\000\r' <"$serial" | grep -a '^\[ *[0-9]' | tail -n 20
        exit 1
    fi
    local spent=$(((${EPOCHREALTIME/./} - begin) / 1000000))
    echo "ok $spent s: $name"
}

qmp() { python3 "$here/qmp.py" "$scratch/qmp" "$@"; }

# In the test the kiosk looks at a film of the stick, where a device has a camera; and a processor of QEMU's is
# no measure of when it hangs, and leaves nothing for the agent. Such words are measured: /var is sealed to them,
# and opens with no others.
film_unit=$(base64 -w 0 <<'UNIT'
[Service]
ExecStart=
ExecStart=/usr/bin/cage -d -- /usr/bin/gapura kiosk --state /var/lib/gapura --source /media/stick/film.avi
TimeoutStartSec=900
WatchdogSec=900
CPUWeight=50
UNIT
)

# on MORE…: start the machine of the scratch folder.
on() {
    : >"$serial"
    swtpm socket --tpm2 --tpmstate "dir=$scratch/tpm" --ctrl "type=unixio,path=$scratch/tpm.socket" --terminate --daemon
    qemu-system-x86_64 -machine q35,smm=on -accel tcg,thread=multi -cpu max -smp "${CPUS:-1}" -m 4G \
        -display none -vga none -device virtio-vga,xres=1280,yres=800 \
        -netdev user,id=net -device virtio-net-pci,netdev=net,romfile= \
        -device qemu-xhci -device usb-tablet -device usb-kbd \
        -global driver=cfi.pflash01,property=secure,value=on \
        -drive "if=pflash,unit=0,format=raw,readonly=on,file=$firmware/OVMF_CODE_4M.secboot.fd" \
        -drive "if=pflash,unit=1,format=raw,file=$scratch/variables" \
        -drive "file=$scratch/disk.qcow2,if=none,id=disk,discard=unmap,cache=unsafe" \
        -device virtio-blk-pci,drive=disk,bootindex=1 \
        -chardev "socket,id=tpm,path=$scratch/tpm.socket" -tpmdev emulator,id=tpm0,chardev=tpm \
        -device tpm-tis,tpmdev=tpm0 -smbios type=1,uuid=7d0e1a4e-3d54-4a52-9f39-9e2f5e0a6a01 \
        -smbios "type=11,value=io.systemd.stub.kernel-cmdline-extra=console=ttyS0 loglevel=6 mitigations=off \
systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info systemd.import_credentials=yes \
systemd.set_credential_binary=systemd.unit-dropin.gapura-kiosk.service~film:$film_unit" \
        -serial "file:$serial" -qmp "unix:$scratch/qmp,server,nowait" "$@" &
    machine=$!
}

off() {
    [ -z "$machine" ] || kill -KILL "$machine" 2>/dev/null || true
    [ -z "$machine" ] || wait "$machine" 2>/dev/null || true
    machine=
}

said() { tr -d '\033\000\r' <"$serial" | grep -aqE -- "$1"; }

# says TEXT [SECONDS]: the machine says it on its serial line; ends at once where the machine ends.
says() {
    local text=$1 until=$((SECONDS + ${2:-600}))
    until said "$text"; do
        [ "$SECONDS" -lt "$until" ] || { echo "it did not say within ${2:-600} s: $text"; return 1; }
        kill -0 "$machine" || { said "$text" || { echo "it ended before it said: $text"; return 1; }; }
        sleep 1
    done
}

never() { # never TEXT: it has not said it so far
    ! said "$1" || { echo "it said: $1"; return 1; }
}

ends() { # asked to go off in order, it does
    qmp system_powerdown
    local until=$((SECONDS + 300))
    while kill -0 "$machine" 2>/dev/null; do
        [ "$SECONDS" -lt "$until" ] || { echo "it did not go off"; return 1; }
        sleep 1
    done
    machine=
    said "reboot: Power down"
}

# ---- its screen ------------------------------------------------------------------------------------

shot() { # shot NAME: what its screen shows, dist/NAME.png
    qmp screendump "{\"filename\": \"$scratch/screen.png\", \"format\": \"png\"}"
    cp "$scratch/screen.png" "dist/$1.png"
}

# keyed NAME [PLACE]: its screen has a key to touch, elsewhere than at PLACE; `key` is where.
keyed() {
    local until=$((SECONDS + 240))
    while shot "$1" && ! { key=$("$python" "$here/key.py" "$scratch/screen.png") && [ "$key" != "${2:-}" ]; }; do
        [ "$SECONDS" -lt "$until" ] || { echo "there is no key on the screen, dist/$1.png"; return 1; }
        sleep 3
    done
}

keyless() { # keyless NAME: its screen comes to have no key to touch
    local until=$((SECONDS + 240))
    sleep 30  # from asking to six words
    while shot "$1" && "$python" "$here/key.py" "$scratch/screen.png"; do
        [ "$SECONDS" -lt "$until" ] || { echo "there is a key on the screen, dist/$1.png"; return 1; }
        sleep 3
    done
}

touch_at() { # touch_at X Y, of 32768
    local button='{"type": "btn", "data": {"button": "left", "down":'
    qmp input-send-event "{\"events\": [{\"type\": \"abs\", \"data\": {\"axis\": \"x\", \"value\": $1}},
        {\"type\": \"abs\", \"data\": {\"axis\": \"y\", \"value\": $2}}]}"
    sleep 2  # a slow machine's own time
    qmp input-send-event "{\"events\": [$button true}}]}"
    sleep 1
    qmp input-send-event "{\"events\": [$button false}}]}"
}

# ---- disks and sticks --------------------------------------------------------------------------------

# A copy that costs nothing: what is written goes beside.
copy() { qemu-img create -q -f qcow2 -b "$1" -F "$2" "$3" ${4:+"$4"}; }

start_of() { python3 "$here/partition.py" "$image" "$1"; }

hash_of() { basename "$1"_*.root .root | sed 's/.*_//; s/-//g'; }

newest_in() { local kernel; kernel=$(ls "$1"/gapura_*.efi); echo "${kernel%.efi}"; }

files_of() { files=("$1".SHA256SUMS "$1".SHA256SUMS.sig "$1"_*.root "$1"_*.verity "$1".efi); }

# stick LABEL FILE…: a stick of vfat with them.
stick() {
    local label=$1
    shift
    local kilobytes=$(($(cat "$@" | wc -c) / 1024 + 65536))
    rm -f "$scratch/stick"
    mkfs.vfat -F 32 -n "$label" -C "$scratch/stick" "$kilobytes" >/dev/null
    local file name
    for file; do
        name=$(basename "$file")
        [[ $name != *.SHA256SUMS* ]] || name=SHA256SUMS${name##*.SHA256SUMS}
        mcopy -i "$scratch/stick" "$file" "::$name"
    done
}
with_stick=(-drive "if=none,id=stick,format=raw,file=$scratch/stick" -device usb-storage,drive=stick,id=plugged)

# plug LABEL FILE…: such a stick is plugged into a running machine.
plug() {
    stick "$@"
    plugged=$((${plugged:-0} + 1))
    qmp blockdev-add "{\"driver\": \"raw\", \"node-name\": \"stick$plugged\", \"file\":
        {\"driver\": \"file\", \"filename\": \"$scratch/stick\"}}" &&
        qmp device_add "{\"driver\": \"usb-storage\", \"drive\": \"stick$plugged\", \"id\": \"plugged\"}"
}

pull() { # the stick, out of a running machine
    qmp device_del '{"id": "plugged"}' || return 1
    sleep 10
    rm "$scratch/stick"
}

# The machine that `start` made, anew: disk, TPM and the firmware's variables.
anew() {
    [ "$kept/disk.qcow2" -nt "$image" ] || part_start
    rm -rf "$scratch/tpm"
    cp -r "$kept/tpm" "$kept/variables" "$scratch/"
    copy "$kept/disk.qcow2" qcow2 "$scratch/disk.qcow2"
}

# ---- the parts ---------------------------------------------------------------------------------------

part_start() {
    rm -rf "$kept" "$scratch/tpm"
    mkdir "$scratch/tpm"
    cp "$firmware/OVMF_VARS_4M.fd" "$scratch/variables"
    copy "$image" raw "$scratch/disk.qcow2" 8G
    on
    step "a new machine takes the keys of Secure Boot" says "Secure Boot keys successfully enrolled"
    step "and starts again, with Secure Boot on" says "locked down from EFI Secure Boot"
    step "its root is checked as it is read" says "Finished systemd-veritysetup@root"
    step "/var is made, encrypted and sealed to its TPM" says "Successfully encrypted future partition"
    step "and opened by it" says "Mounted var.mount"
    step "its folder is given to its two users" says "Finished gapura-owners.service"
    step "kiosk and agent answer" says "Started gapura-kiosk.service"
    step "the machine is up" says "Startup finished in .*userspace"
    tr -d '\033\000\r' <"$serial" | grep -ao "Startup finished in.*userspace.*" | tail -n 1
    step "the set-up window asks for a ticket, dist/boot.png" keyed boot
    step "nothing failed on the way" never "FAILED|Failed to start"
    step "it goes off in order" ends
    rm -rf "$kept.new"
    mkdir "$kept.new"
    mv "$scratch/disk.qcow2" "$scratch/tpm" "$scratch/variables" "$kept.new/"
    mv "$kept.new" "$kept"
}

central() { "$python" -m edge_app.cli central "$@"; }

closed() { # the data centre
    [ -z "$centre" ] || kill -TERM "$centre" 2>/dev/null || true
    [ -z "$centre" ] || wait "$centre" 2>/dev/null || true
    centre=
}

# A data centre with one listed person and a ticket; a film in which that person comes by, of another photograph.
founded() {
    local weights=${GAPURA_WEIGHTS:-.weights}
    mkdir "$scratch/photographs"
    cp "$weights/obama.jpg" "$scratch/photographs/"
    printf 'photo,name\nobama.jpg,Orang Uji\n' >"$scratch/photographs/persons.csv"
    (umask 077; echo "kunci untuk sekali coba" >"$scratch/passphrase")
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    # What a machine of QEMU's reaches at this address listens on loopback here.
    central init --home "$GAPURA_HOME" --one-stick --no-ntp --offline "$scratch/offline" --host 10.0.2.2 --port "$port" &&
        central operator add sari &&
        central operator add budi &&
        central checkpoint add gate-1 --name "Gerbang 1" --operator sari &&
        central list example >"$scratch/dpo.toml" &&
        central list create dpo --from "$scratch/dpo.toml" --operator sari &&
        central approve 1 --operator budi &&
        central import "$scratch/photographs" --list dpo --operator sari &&
        central approve 2 --operator budi &&
        central delegate --offline "$scratch/offline" &&
        central token gate-1 --lane "Lajur 1" --out "$scratch/ticket.json" --operator sari &&
        PYTHONPATH=packaging/deb "$python" -c 'import sys, pathlib, life
life.film(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), 1800, stays=60, a_second=1)' \
            "$scratch/film.avi" "$weights/obama2.jpg" || return 1
    stick TIKET "$scratch/ticket.json" "$scratch/film.avi"
    central serve --bind "127.0.0.1:$port" >"$scratch/serve.log" 2>&1 &
    centre=$!
    until grep -q "serving on" "$scratch/serve.log"; do
        kill -0 "$centre" || { cat "$scratch/serve.log"; return 1; }
        sleep 1
    done
}

# pending: the one terminal that waits for its approval is known, by `terminal` and `words`.
pending() {
    local rows until=$((SECONDS + 600))
    until rows=$(central terminals --json | "$python" -c 'import json, sys
for row in json.load(sys.stdin)["terminals"]:
    if row["state"] == "pending":
        print(row["terminal"], row["words"])') && [ -n "$rows" ]; do
        [ "$SECONDS" -lt "$until" ] || { echo "no terminal asks"; return 1; }
        sleep 10
    done
    read -r terminal words <<<"$rows"
}

# holds SECONDS TEXT COMMAND…: the data centre comes to say it.
holds() {
    local until=$((SECONDS + $1)) text=$2
    shift 2
    until central "$@" | grep -q "$text"; do
        [ "$SECONDS" -lt "$until" ] || { echo "never: $text"; central "$@"; return 1; }
        sleep 15
    done
}

part_lane() {
    export GAPURA_HOME=$scratch/centre GAPURA_PASSPHRASE_FILE=$scratch/passphrase
    export GAPURA_NEW_PASSPHRASE_FILE=$scratch/passphrase GAPURA_OFFLINE_PASSPHRASE_FILE=$scratch/passphrase
    anew
    step "a data centre with one listed person, two operators, a ticket" founded
    CPUS=${CPUS:-2} on "${with_stick[@]}"
    step "the stick is there for the kiosk" says "Mounted media-stick.mount"
    step "kiosk and agent answer" says "Started gapura-kiosk.service"
    step "the set-up window, dist/boot-lane-1.png" keyed boot-lane-1
    asked=$key
    step "a finger: the stick" touch_at $asked
    step "it asks whether this is the place, dist/boot-lane-2.png" keyed boot-lane-2 "$asked"
    step "a finger: yes" touch_at $key
    step "the data centre knows it, and six words" pending
    step "they are on the screen, dist/boot-lane-3.png" keyless boot-lane-3
    echo "$terminal: $words"
    step "the other operator approves" central terminal approve "${terminal:0:8}" --words "$words" --operator budi
    step "the lane opens" says "the kiosk starts anew"
    step "its window is painted" says "window painted"
    step "its list comes down, and is served" holds 600 list-dpo terminals
    step "a listed person is recognised, and the alert is at the data centre" holds 900 dpo results list
    shot boot-lane-4
    central results list
    step "it goes off in order" ends
    closed
}

part_cuts() {
    local newer old new cut seconds
    newer=$(newest_in "$next")
    old=$(hash_of "${image%.raw}") new=$(hash_of "$newer")
    RANDOM=${SEED:-$((SECONDS + $$))}
    seed=$RANDOM RANDOM=$seed
    echo "SEED=$seed"
    files_of "$newer"
    stick GAPURAUPD "${files[@]}"
    anew
    for ((cut = 1; cut <= ${CUTS:-3}; cut++)); do
        on "${with_stick[@]}"
        step "start $cut: it runs, old or new" says "Kernel command line: roothash=($old|$new)"
        step "the TPM opens /var" says "Mounted var.mount"
        step "the stick is looked at" says "Starting gapura-stick.service"
        seconds=$((RANDOM % ${WITHIN:-240}))
        sleep "$seconds"
        off
        echo "ok: and the power is cut $seconds s later;$(said "update from a stick: " || echo " not yet") written"
    done
    on
    step "it starts, old or new" says "Kernel command line: roothash=($old|$new)"
    step "the TPM opens /var" says "Mounted var.mount"
    step "kiosk and agent answer" says "Started gapura-kiosk.service"
    step "nothing failed on the way" never "FAILED|Failed to start"
    off
}

part_update() {
    local newer
    newer=$(newest_in "$next")
    files_of "$newer"
    head -c -1 "${files[0]}" >"$scratch/altered.SHA256SUMS"
    stick GAPURAUPD "$scratch/altered.SHA256SUMS" "${files[1]}"
    anew
    on "${with_stick[@]}"
    step "a stick that is not signed is refused" says "update from a stick: its files are not signed"
    step "the set-up window comes all the same" says "Started gapura-kiosk.service"
    step "that stick is pulled out" pull
    step "another is plugged in" plug GAPURAUPD "${files[@]}"
    step "its newer version is written" says "update from a stick: version ${newer##*_} was written" 800
    step "it goes off in order" ends
    on
    step "the new version starts" says "Kernel command line: roothash=$(hash_of "$newer")"
    step "the TPM opens /var without a new seal" says "Mounted var.mount"
    step "the set-up window comes" says "Started gapura-kiosk.service"
    step "it counts as good" says "Finished systemd-bless-boot.service"
    files_of "${image%.raw}"
    step "a stick with the version before" plug GAPURAUPD "${files[@]}"
    step "is refused" says "update from a stick: it holds version $version, and ${newer##*_} runs"
    step "it goes off in order" ends
}

part_back() {
    local newer old
    newer=$(newest_in "$broken")
    old=$(hash_of "${image%.raw}")
    files_of "$newer"
    stick GAPURAUPD "${files[@]}"
    anew
    on "${with_stick[@]}"
    step "a version that will not come up is written" says "update from a stick: version ${newer##*_} was written" 800
    step "it goes off in order" ends
    on "${with_stick[@]}"
    step "it starts three times" starts 3 "$(hash_of "$newer")"
    step "then the one before starts" says "Kernel command line: roothash=$old" 300
    step "the stick does not bring it again" says "update from a stick: version ${newer##*_} did not come up here"
    step "the set-up window comes" says "Started gapura-kiosk.service"
    off
}

starts() { # starts COUNT HASH: that root was started so often
    local until=$((SECONDS + 800))
    until [ "$(tr -d '\033\000\r' <"$serial" | grep -ac "Kernel command line: roothash=$2")" -ge "$1" ]; do
        [ "$SECONDS" -lt "$until" ] || { echo "it did not start so often"; return 1; }
        sleep 1
    done
}

part_altered() {
    anew
    mv "$scratch/tpm" "$scratch/own-tpm"
    mkdir "$scratch/tpm"
    on
    step "its disk in another machine: /var stays closed" says "Failed to start systemd-cryptsetup@var"
    step "and no window comes" never "Mounted var.mount|Started gapura-kiosk"
    off

    anew
    local root
    root=$(start_of "gapura_$version")
    step "one byte of the root is altered" qemu-io -f qcow2 -c "write -P 0x5a $((root + 1060)) 1" "$scratch/disk.qcow2"
    on
    step "and the kernel stops" says "Kernel panic - not syncing: dm-verity device corrupted"
    off

    anew
    cp --sparse=always "$image" "$scratch/altered.raw"
    python3 - "$scratch/altered.raw" "$(start_of gapura-esp)" <<'PYTHON'
# The kernel's command line of the signed image, which names the root: another one of the same length.
import mmap, sys
place, start = sys.argv[1], int(sys.argv[2])
with open(place, "r+b") as file, mmap.mmap(file.fileno(), 0) as disk:
    found = disk.find(b"systemd.verity_root_options=panic-on-corruption", start)
    assert found > 0
    disk[found:found + 7] = b"init=/x"
PYTHON
    copy "$scratch/altered.raw" raw "$scratch/disk.qcow2" 8G
    on
    step "an altered kernel is refused by the firmware" says "Security [Vv]iolation|Access denied|Secure Boot violation"
    step "and no system starts" never "Linux version"
    off
}

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(start lane cuts update back altered)
for part in "${parts[@]}"; do
    [ "$(type -t "part_$part")" = function ] || die "there is no part $part"
    began=$SECONDS
    "part_$part"
    echo "$part: all steps passed in $((SECONDS - began)) s"
done
