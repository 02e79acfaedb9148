#!/usr/bin/env bash
# Start the image of dist/ in a virtual machine with Secure Boot and a TPM, by QEMU's own emulation: a line
# a step, status 1 and the step's name at the first that fails. What its screen showed: dist/boot.png.
#     packaging/boot.sh [IMAGE [NEXT]]      dist/gapura_VERSION.raw where none is said
# NEXT is a folder with a newer image, to which the first is updated by a stick (packaging/image/README.md).
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml | head -n 1)
image=$(realpath -m "${1:-dist/gapura_$version.raw}")
next=${2:-}
firmware=/usr/share/OVMF
die() { echo "boot.sh: $1" >&2; exit 2; }
[ -f "$image" ] || die "$image is missing: make image"
for program in qemu-system-x86_64 qemu-img qemu-io swtpm; do
    command -v "$program" >/dev/null || die "$program is missing; packaging/debian-packages.sh installs it"
done
[ -f "$firmware/OVMF_CODE_4M.secboot.fd" ] || die "ovmf is missing; packaging/debian-packages.sh installs it"
mkdir -p build
scratch=$(mktemp -d "$PWD/build/boot.XXXXXX")
serial=$scratch/serial machine=
trap 'off; rm -rf "$scratch"' EXIT

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

qmp() { python3 packaging/image/qmp.py "$scratch/qmp" "$@"; }

# on DISK TPM: start the machine. What a test says to its kernel beside is measured, and the same each time.
on() {
    local disk=$1 tpm=$2
    : >"$serial"
    mkdir -p "$tpm"
    [ -e "$scratch/variables" ] || cp "$firmware/OVMF_VARS_4M.fd" "$scratch/variables"
    swtpm socket --tpm2 --tpmstate "dir=$tpm" --ctrl "type=unixio,path=$scratch/tpm.socket" --terminate --daemon
    qemu-system-x86_64 -machine q35,smm=on -accel tcg,thread=multi -cpu max -smp 2 -m 4G \
        -display none -vga none -device virtio-vga,xres=1280,yres=800 -nic none \
        -device qemu-xhci -device usb-tablet -device usb-kbd \
        -global driver=cfi.pflash01,property=secure,value=on \
        -drive "if=pflash,unit=0,format=raw,readonly=on,file=$firmware/OVMF_CODE_4M.secboot.fd" \
        -drive "if=pflash,unit=1,format=raw,file=$scratch/variables" \
        -drive "file=$disk,if=none,id=disk,discard=unmap,cache=unsafe" \
        -device virtio-blk-pci,drive=disk,bootindex=1 \
        -chardev "socket,id=tpm,path=$scratch/tpm.socket" -tpmdev emulator,id=tpm0,chardev=tpm \
        -device tpm-tis,tpmdev=tpm0 -smbios type=1,uuid=7d0e1a4e-3d54-4a52-9f39-9e2f5e0a6a01 \
        -smbios "type=11,value=io.systemd.stub.kernel-cmdline-extra=console=ttyS0 loglevel=6 \
systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info" \
        -serial "file:$serial" -qmp "unix:$scratch/qmp,server,nowait" "${@:3}" &
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

screen() {
    sleep 20  # the window is drawn whole
    qmp screendump "{\"filename\": \"$scratch/screen.png\", \"format\": \"png\"}"
    mv "$scratch/screen.png" dist/boot.png
}

# A copy that costs nothing: what is written goes beside.
copy() { qemu-img create -q -f qcow2 -b "$1" -F "$2" "$3" ${4:+"$4"}; }

start_of() { python3 packaging/image/partition.py "$image" "$1"; }

# stick FILE…: a stick of vfat with them.
stick() {
    local kilobytes=$(($(cat "$@" | wc -c) / 1024 + 65536))
    rm -f "$scratch/stick"
    mkfs.vfat -F 32 -n GAPURAUPD -C "$scratch/stick" "$kilobytes" >/dev/null
    local file name
    for file; do
        name=$(basename "$file")
        [[ $name != *.SHA256SUMS* ]] || name=SHA256SUMS${name##*.SHA256SUMS}
        mcopy -i "$scratch/stick" "$file" "::$name"
    done
}
with_stick=(-drive "if=none,id=stick,format=raw,readonly=on,file=$scratch/stick" -device usb-storage,drive=stick)

disk=$scratch/disk.qcow2
copy "$image" raw "$disk" 8G
on "$disk" "$scratch/tpm"
step "a new machine takes the keys of Secure Boot" says "Secure Boot keys successfully enrolled"
step "and starts again, with Secure Boot on" says "locked down from EFI Secure Boot"
step "its root is checked as it is read" says "Finished systemd-veritysetup@root"
step "/var is made, encrypted and sealed to its TPM" says "Successfully encrypted future partition"
step "and opened by it" says "Mounted var.mount"
step "the lane's window is painted" says "window painted"
step "the machine is up" says "Startup finished in"
said_up=$(tr -d '\033\000\r' <"$serial" | grep -ao "Startup finished in.*" | tail -n 1)
step "its screen, dist/boot.png" screen
step "nothing failed on the way" never "FAILED|Failed to start"
step "it goes off in order" ends
echo "$said_up"

on "$disk" "$scratch/tpm"
step "started again, the TPM opens /var" says "Mounted var.mount"
step "which is not made again" never "Encrypting future partition"
step "the lane's window is painted" says "window painted"
off

if [ -n "$next" ]; then
    newer=$(basename "$next"/gapura_*.efi .efi)
    files=("$next/$newer"{.SHA256SUMS,.SHA256SUMS.sig,_*.root,_*.verity,.efi})
    head -c -1 "$next/$newer.SHA256SUMS" >"$scratch/$newer.SHA256SUMS"
    stick "$scratch/$newer.SHA256SUMS" "${files[@]:1:1}"
    on "$disk" "$scratch/tpm" "${with_stick[@]}"
    step "a stick that is not signed is refused" says "update from a stick: its files are not signed"
    step "the lane's window is painted all the same" says "window painted"
    off
    stick "${files[@]}"
    for seconds in ${KILLS:-5 20 60}; do
        on "$disk" "$scratch/tpm" "${with_stick[@]}"
        step "the update to $newer begins" says "Starting gapura-stick.service"
        sleep "$seconds"
        off
        echo "ok: and the power is cut $seconds s later"
    done
    on "$disk" "$scratch/tpm" "${with_stick[@]}"
    step "it begins anew, and ends well" says "update from a stick: it starts with the next" 900
    step "the machine is up" says "Startup finished in"
    step "it goes off in order" ends
    on "$disk" "$scratch/tpm"
    hash=$(basename "$next/$newer"_*.root .root | sed 's/.*_//; s/-//g')
    step "the new version starts" says "Kernel command line: roothash=$hash"
    step "the TPM opens /var without a new seal" says "Mounted var.mount"
    step "the lane's window is painted" says "window painted"
    step "and the version counts as good" says "Finished systemd-bless-boot.service"
    step "it goes off in order" ends
fi

copy "$disk" qcow2 "$scratch/stolen.qcow2"
on "$scratch/stolen.qcow2" "$scratch/other-tpm"
step "its disk in another machine: /var stays closed" says "Failed to start systemd-cryptsetup@var"
step "and no window comes" never "Mounted var.mount|window painted"
off

copy "$disk" qcow2 "$scratch/altered.qcow2"
root=$(start_of "gapura_$version")
step "one byte of the root is altered" qemu-io -f qcow2 -c "write -P 0x5a $((root + 1060)) 1" "$scratch/altered.qcow2"
on "$scratch/altered.qcow2" "$scratch/tpm"
step "and the kernel stops" says "Kernel panic - not syncing: dm-verity device corrupted"
off

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
copy "$scratch/altered.raw" raw "$scratch/altered-kernel.qcow2" 8G
on "$scratch/altered-kernel.qcow2" "$scratch/tpm"
step "an altered kernel is refused by the firmware" says "Security [Vv]iolation|Access denied|Secure Boot violation"
step "and no system starts" never "Linux version"
off
echo "all steps passed in $SECONDS s"
