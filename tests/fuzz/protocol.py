"""A coverage-guided fuzzer (Atheris) over everything that takes bytes from outside.

    python tests/fuzz/protocol.py -max_total_time=600 [corpus folder]

Each input may be refused with a SyncError and nothing else; what is accepted must come back alike.
"""

from __future__ import annotations

import io
import resource
import sys
import tarfile
from datetime import UTC, datetime

import atheris

with atheris.instrument_imports(include=["sync"]):
    from sync.protocol import content, question_content, result_content, wire
    from sync.protocol.envelope.sealed_file import SealedFile, seal_chunks
    from sync.protocol.envelope.sealing import SealingKey
    from sync.protocol.envelope.signatures import SigningKey
    from sync.protocol.errors import SyncError
    from sync.protocol.package import MEMBERS, Package, write_package
    from sync.protocol.signing import verify_request

KEY = bytes(range(32))
SEALING = SealingKey(bytes(96))
SIGNING = SigningKey(bytes(32))
NOW = datetime(2026, 11, 22, tzinfo=UTC)
MESSAGES = [
    kind
    for module in (wire, content, question_content, result_content)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, wire.Wire) and kind is not wire.Wire
]
HEADER = content.PackageHeader(
    package_id="0" * 32,
    collection="list-a",
    version=1,
    base=None,
    model_id=None,
    model_sha256=None,
    dimension=None,
    created_at=NOW,
)
WANTED = wire.PackageRef(package_id="0" * 32, path="list-a/1.snapshot", version=1, base=None)
MEMORY = 2**31  # bytes of addresses: whoever reserves gigabytes gets a MemoryError, which is told
BUDGET = 2**22  # bytes that are read of one package


def message(data: atheris.FuzzedDataProvider) -> None:
    """JSON as any of the types."""
    kind = MESSAGES[data.ConsumeIntInRange(0, len(MESSAGES) - 1)]
    found = kind.from_json(data.ConsumeBytes(4096))
    if kind.from_json(found.to_json()) != found:
        raise AssertionError(f"{kind.__name__} does not survive its own JSON")


def sealed_file(data: atheris.FuzzedDataProvider) -> None:
    """Bytes as a sealed file."""
    raw = data.ConsumeBytes(4096)
    for file in (raw, b"GAPURA\x00\x01" + raw):
        try:
            opened = SealedFile(io.BytesIO(file), KEY)
            io.BufferedReader(opened).read()
        except SyncError:
            continue
        raise AssertionError("noise was opened")


def archive(data: atheris.FuzzedDataProvider) -> None:
    """A sealed file, well sealed, with any archive in it: what a stolen role key could publish."""
    sealed = b"".join(seal_chunks(HEADER.to_json(), [data.ConsumeBytes(8192)], KEY))
    read(Package(io.BytesIO(sealed), KEY, "list-a", WANTED))


def headers(data: atheris.FuzzedDataProvider) -> None:
    """An archive whose headers have the right checksum and lie about the rest."""
    blocks = []
    for _ in range(data.ConsumeIntInRange(1, 4)):
        info = tarfile.TarInfo(data.PickValueInList([*MEMBERS, "././@LongLink", "x"]))
        info.type = data.PickValueInList([*b"0123456789LKxgXSV".decode()]).encode()
        info.size = data.ConsumeIntInRange(0, 2 ** data.ConsumeIntInRange(0, 62))
        info.mode = data.ConsumeIntInRange(0, 0o7777)
        body = data.ConsumeBytes(data.ConsumeIntInRange(0, 1500))
        blocks += [info.tobuf(tarfile.GNU_FORMAT), body, bytes(-len(body) % 512)]
    sealed = b"".join(seal_chunks(HEADER.to_json(), [*blocks, bytes(1024)], KEY))
    read(Package(io.BytesIO(sealed), KEY, "list-a", WANTED))


def members(data: atheris.FuzzedDataProvider) -> None:
    """A well-formed package, with anything in its members."""
    parts = []
    for name in MEMBERS:
        if data.ConsumeBool():
            part = data.ConsumeBytes(data.ConsumeIntInRange(0, 600))
            parts.append((name, len(part), [part]))
    sealed = b"".join(write_package(HEADER, parts, KEY))
    read(Package(io.BytesIO(sealed), KEY, "list-a", WANTED))


def read(package: Package) -> None:
    """Every way to read a member."""
    for name in MEMBERS:
        for attempt in (
            lambda name=name: package.whole(name, BUDGET),
            lambda name=name: list(package.lines(name, content.ReferenceEntry)),
            lambda name=name: list(package.lines(name, content.Visitor)),
            lambda name=name: list(package.lines(name, content.Officer)),
            lambda name=name: package.json(name, content.ListDescription),
        ):
            try:
                attempt()
            except SyncError:
                continue
    package.thumbnail(content.Thumbnail(offset=1, size=10))


def signature(data: atheris.FuzzedDataProvider) -> None:
    """Headers of a request that nobody signed."""
    names = ("signature", "signature-input", "content-digest")
    headers = {name: data.ConsumeUnicodeNoSurrogates(300) for name in names}
    verify_request("POST", "/v1/x", headers, b"{}", lambda _: SIGNING.public, "c", NOW)
    raise AssertionError("noise was taken for a signature")


def unseal(data: atheris.FuzzedDataProvider) -> None:
    """Bytes as a message sealed to us."""
    SEALING.unseal(data.ConsumeBytes(4096), "result")
    raise AssertionError("noise was unsealed")


TARGETS = (message, message, sealed_file, archive, headers, headers, members, signature, unseal)


def one_input(raw: bytes) -> None:
    """What the fuzzer calls."""
    data = atheris.FuzzedDataProvider(raw)
    target = TARGETS[data.ConsumeIntInRange(0, len(TARGETS) - 1)]
    try:
        target(data)
    except SyncError:
        return


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
