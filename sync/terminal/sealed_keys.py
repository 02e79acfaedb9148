"""A terminal's keys, sealed to the machine's TPM: the door to `systemd-creds`.

1. `gapura-seal.service` runs before kiosk and agent. It seals each key that lies in the clear,
   opens it again to be sure, and overwrites the one in the clear.
2. It copies what is sealed to where the service manager looks. That opens it for the one unit that
   names it (`LoadCredentialEncrypted=`), in memory.
3. Whoever has the disk, and not this machine's TPM in the state of its Secure Boot (PCR 7), opens
   none of them.

Without a TPM the keys stay files of their users, 0600, and `gapura provision check` says so.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from models.regular_file import read_regular
from models.whole_file import write_whole
from sync.terminal.erasure import overwrite
from sync.terminal.errors import StateError

ENDING = ".sealed"  # of a key's file
STORE = Path("/run/credstore.encrypted")  # systemd.exec(5), LoadCredentialEncrypted=
PREFIX = "gapura-"  # of our names there; the units say them
_PROGRAM = "systemd-creds"
_PCRS = "7"  # Secure Boot: on, and whose keys. A newer kernel of the same maker changes it not
_LIMIT = 64 * 1024  # bytes of a sealed key; it has some 600
_WITHIN_S = 30.0  # a slow TPM takes a second
_KERNEL = Path("/sys/class/tpm")


class KeySealer:
    """Seals keys to one TPM, and opens them."""

    def __init__(self, device: str = "auto", kernel: Path = _KERNEL) -> None:
        """Ask nothing yet. `device`: as systemd-creds takes it; `kernel`: where TPMs are shown."""
        self._device, self._kernel = device, kernel

    @property
    def has_tpm(self) -> bool:
        """Return whether this machine shows a TPM, or another one was named."""
        return self._device != "auto" or any(self._kernel.glob("tpmrm*"))

    def seal(self, name: str, key: bytes) -> bytes:
        """Return `key`, which opens under `name` alone. Raise StateError."""
        return self._run("encrypt", name, key, "--with-key=tpm2", f"--tpm2-pcrs={_PCRS}")

    def unseal(self, name: str, sealed: bytes) -> bytes:
        """Return the key. Raise StateError: this TPM does not open it, now or ever."""
        return self._run("decrypt", name, sealed)

    def _run(self, verb: str, name: str, data: bytes, *options: str) -> bytes:
        words = [_PROGRAM, verb, f"--name={name}", f"--tpm2-device={self._device}", *options]
        try:
            done = subprocess.run(
                [*words, "-", "-"], input=data, capture_output=True, timeout=_WITHIN_S, check=False
            )
        except FileNotFoundError as error:
            raise StateError(f"{_PROGRAM} is not installed: package systemd", "missing") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StateError(f"the TPM does not answer for {name}", "unwritable") from error
        if done.returncode or not done.stdout:
            failed = subprocess.CalledProcessError(done.returncode, _PROGRAM)
            raise StateError(
                f"{name}: the TPM does not {'seal' if verb == 'encrypt' else 'open'} it; it is of "
                "this machine, and Secure Boot as it was when the keys were sealed? Else wipe, and"
                " enrol with a new ticket",
                "unsafe",
            ) from failed
        return done.stdout


def seal_keys(credentials: Path, names: tuple[str, ...], sealer: KeySealer) -> tuple[str, ...]:
    """Seal those of `names` that lie in the clear in `credentials`; return which they were.

    May be killed anywhere: a key is overwritten once it was opened again.

    Raise StateError, OSError.
    """
    done = []
    for name in names:
        place = credentials / name
        try:
            key = read_regular(place, _LIMIT)
        except FileNotFoundError:
            continue
        if not key:  # the agent's, before it has made one
            continue
        sealed = sealer.seal(name, key)
        if sealer.unseal(name, sealed) != key:
            raise StateError(f"{name}: the TPM opens another key than was sealed", "unsafe")
        write_whole(sealed_place(place), sealed, 0o600)
        overwrite(place, bytes(len(key)))
        place.unlink()
        done.append(name)
    return tuple(done)


def sealed_place(key: Path) -> Path:
    """Return where a key lies when it is sealed."""
    return key.with_name(f"{key.name}{ENDING}")


def hand_over(credentials: Path, names: tuple[str, ...], store: Path = STORE) -> int:
    """Put what is sealed where units look for it; return how many. Raise OSError."""
    take_back(store)
    count = 0
    for name in names:
        try:
            sealed = read_regular(sealed_place(credentials / name), _LIMIT)
        except FileNotFoundError:
            continue
        store.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(store / f"{PREFIX}{name}", sealed, 0o600)
        count += 1
    return count


def take_back(store: Path = STORE) -> None:
    """Remove from there what was a terminal's. Raise OSError."""
    for place in store.glob(f"{PREFIX}*") if store.is_dir() else ():
        if place.is_file() and not place.is_symlink():
            overwrite(place, bytes(place.stat().st_size))
        place.unlink()
