"""Search a process for the keys of a data centre: its memory, its open files."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

from sync.central.centre import Centre
from sync.central.storage.vault_file import VaultFile

_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ (\d+)\s*(.*)")
_CHUNK = 16 * 2**20
INDEX = "vault index"  # by which persons are looked up
SEED = 32  # bytes of a private Ed25519 key; they end its PKCS#8 form


def forms(centre: Centre) -> dict[str, list[bytes]]:
    """What would give a key away, by the key's name."""
    found: dict[str, list[bytes]] = {}
    plain = VaultFile(centre.secrets)._plain()
    unwrapped = {f"vault {kind}": keys[0][0] for kind, keys in plain.kinds.items()}
    for name, secret in (unwrapped | {INDEX: plain.index}).items():
        found[name] = _shapes(secret)
    for path in sorted(centre.secrets.rglob("*")):
        if path.suffix == ".pem":
            text = b"".join(path.read_bytes().splitlines()[1:-1])
            secret = base64.b64decode(text)[-SEED:]
        elif path.suffix == ".key":
            text, secret = b"", path.read_bytes()
        else:
            continue
        name = path.relative_to(centre.secrets).as_posix()
        found[name] = [*_shapes(secret), *([text] if text else [])]
    return found


def _shapes(secret: bytes) -> list[bytes]:
    encoded = base64.b64encode(secret).rstrip(b"=")
    return [secret, secret.hex().encode(), encoded, encoded.translate(_URL_SAFE)]


_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def regions(pid: int) -> Iterator[bytes]:
    """The memory of a process that is not a file's: what it wrote itself, in pieces."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            found = _REGION.fullmatch(line)
            assert found, line
            start, end, rights, inode, name = found.groups()
            if rights[0] != "r" or name.startswith(("[vvar", "[vsyscall")):
                continue
            if "w" not in rights and inode != "0" and Path(name).suffix == ".so":
                continue
            place, last = int(start, 16), int(end, 16)
            while place < last:
                memory.seek(place)
                try:
                    yield memory.read(min(_CHUNK, last - place))
                except OSError:  # a page behind the end of its file
                    break
                place += _CHUNK - 4096  # what lies across the border is seen in the next piece


def keys_in_memory(pid: int, wanted: dict[str, list[bytes]]) -> set[str]:
    """The names of the keys of which some form is in the memory of a process."""
    return {
        name
        for piece in regions(pid)
        for name, shapes in wanted.items()
        if any(shape in piece for shape in shapes)
    }


def open_files(pid: int) -> list[str]:
    """What a process has open, and what it has mapped."""
    opened = []
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        try:
            opened.append(str(handle.readlink()))
        except FileNotFoundError:
            continue
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    mapped = [line.split(maxsplit=5)[5:] for line in maps]
    return [*opened, *(name[0].strip() for name in mapped if name)]


def environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()
