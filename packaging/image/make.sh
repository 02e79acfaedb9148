# Run in the chroot of the tools, without a network: the root lies read-only in /image, keys in /keys.
#     make.sh VERSION KERNEL SLOT COMPRESSION
set -euo pipefail
version=$1 kernel=$2 slot=$3 compression=$4
name=gapura_$version
cd /out
# The same for the same name, so that the same sources give the same image.
uuid_of() { python3 -c 'import sys, uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, sys.argv[1]))' "$1"; }

# The initrd holds what finds, checks and mounts the root: no network, no other file system, no shell for
# anyone (rd.shell=0).
dracut --quiet --no-hostonly --no-hostonly-cmdline --reproducible --zstd --kver "$kernel" \
    --no-early-microcode --modules "systemd systemd-initrd systemd-udevd systemd-modules-load \
        systemd-veritysetup systemd-pcrphase systemd-tmpfiles tpm2-tss dm kernel-modules fs-lib base shutdown" \
    --drivers "nvme ahci sd_mod usb_storage uas xhci_pci ehci_pci sdhci_pci sdhci_acpi mmc_block \
        virtio_blk virtio_pci virtio_scsi erofs dm_verity dm_mod tpm_tis tpm_crb loop" \
    /tmp/initrd >/tmp/dracut.log 2>&1 || { tail -n 5 /tmp/dracut.log >&2; exit 1; }

mkfs.erofs --quiet -z"$compression" -C65536 -T"$SOURCE_DATE_EPOCH" \
    -U "$(uuid_of "$name")" "$name.root" /image
veritysetup format --salt="$(echo -n "$name" | sha256sum | cut -c1-64)" \
    --uuid="$(uuid_of "$name-verity")" "$name.root" "$name.verity" |
    sed -n 's/^Root hash:[[:space:]]*//p' >/tmp/hash
hash=$(cat /tmp/hash)
# By the first and second half of the hash the initrd finds both partitions; so do updates, by these names.
uuid() { echo "${1:0:8}-${1:8:4}-${1:12:4}-${1:16:4}-${1:20:12}"; }
root_uuid=$(uuid "${hash:0:32}") verity_uuid=$(uuid "${hash:32}")
mv "$name.root" "${name}_$root_uuid.root"
mv "$name.verity" "${name}_$verity_uuid.verity"

# No unit or file comes from the firmware's tables (systemd.import_credentials): nothing seals /var to them.
sign=(--secureboot-private-key=/keys/secure-boot.key --secureboot-certificate=/keys/secure-boot.crt)
ukify build --linux="/boot/vmlinuz-$kernel" --initrd=/tmp/initrd --uname="$kernel" \
    --os-release=@/image/usr/lib/os-release "${sign[@]}" \
    --pcr-private-key=/keys/pcr.key --pcr-public-key=/keys/pcr.pub --pcr-banks=sha256 \
    --cmdline="roothash=$hash systemd.verity_root_options=panic-on-corruption systemd.machine_id=firmware \
rd.shell=0 rd.emergency=reboot systemd.import_credentials=no systemd.gpt_auto=no systemd.swap=no panic=30 \
quiet loglevel=4" \
    --measure --json=short --output="$name.efi" >/tmp/measured 2>/dev/null
# What a start of it measures, for `gapura central release request --boot`: PCR 11 in each phase behind the
# initrd, and nothing in 12.
python3 - "$version" /tmp/measured >"$name.boot.json" <<'END'
import json, re, sys
of_phase = r'"phase":"([a-z:-]+:sysinit[a-z:-]*)","pcr":11,"hash":"([0-9a-f]{64})"'
values = [value for _, value in re.findall(of_phase, open(sys.argv[2]).read())]
assert values, "ukify has measured nothing"
boot = [{"pcr": 11, "values": values}, {"pcr": 12, "values": ["0" * 64]}]
print(json.dumps({"version": sys.argv[1], "distribution": "trixie", "architecture": "amd64", "boot": boot}))
END

# The loader, which enrols the keys at the first start of a machine that has none, and counts the starts of a
# version. bootctl wants a file system of its own.
mount -t tmpfs esp /esp
loader=/usr/lib/systemd/boot/efi/systemd-bootx64.efi
sbsign --key /keys/secure-boot.key --cert /keys/secure-boot.crt --output "$loader.signed" "$loader" 2>/dev/null
SYSTEMD_RELAX_ESP_CHECKS=1 bootctl --quiet install --esp-path=/esp --no-variables --random-seed=no \
    --make-entry-directory=no --secure-boot-auto-enroll=yes \
    --certificate=/keys/secure-boot.crt --private-key=/keys/secure-boot.key >/dev/null 2>&1
cp "$name.efi" /esp/EFI/Linux/
printf 'timeout 0\neditor no\nauto-firmware no\nsecure-boot-enroll force\n' >/esp/loader/loader.conf

sed -i "s/@NAME@/$name/g; s/@SLOT@/$slot/; s/@ROOT@/$root_uuid/; s/@VERITY@/$verity_uuid/" /repart.d/*.conf
systemd-repart --empty=create --size=auto --dry-run=no --offline=yes --definitions=/repart.d \
    --seed="$(uuid_of gapura)" "$name.raw" >/dev/null 2>/tmp/repart || { tail -n 5 /tmp/repart >&2; exit 1; }

# What an update takes.
chmod 0644 ./*
sha256sum "$name"_*.root "$name"_*.verity "$name.efi" >"$name.SHA256SUMS"
openssl dgst -sha256 -sign /keys/release.key -out "$name.SHA256SUMS.sig" "$name.SHA256SUMS"
