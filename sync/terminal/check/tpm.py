"""The TPM: whether the machine shows one, and whether wrong attempts have locked it.

Of the image, it opens the disk; the terminal's keys are sealed to it (`sealed_keys.py`).
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from pathlib import Path

from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.terminal.check.probes import within

ANSWER_S = 5.0
ANSWER_LIMIT = 4096  # bytes
# TPM 2.0 Library, part 3, TPM2_GetCapability; part 2, TPM_CAP, TPM_PT and TPMA_PERMANENT.
_NO_SESSIONS, _GET_CAPABILITY = 0x8001, 0x17A
_PROPERTIES, _PERMANENT, _IN_LOCKOUT = 6, 0x200, 1 << 9
_ASKED = struct.pack(">HIIIII", _NO_SESSIONS, 22, _GET_CAPABILITY, _PROPERTIES, _PERMANENT, 1)
_ANSWER = struct.Struct(">HIIBIIII")  # tag, size, code, more, capability, count, property, value

Exchange = Callable[[bytes], bytes]  # a command to a TPM, and its answer


def look_at_tpm(
    kernel: Path = Path("/sys/class/tpm"),
    device: Path = Path("/dev/tpmrm0"),
    keys_in_clear: bool = False,
) -> tuple[Finding, ...]:
    """Return what the kernel and the TPM itself say of it. `kernel`, `device`: where they are.

    `keys_in_clear`: keys of the terminal lie in files.
    """
    if not any(kernel.glob("tpm*")):
        return (found(FindingCode.TPM_ABSENT),)
    clear = (found(FindingCode.KEYS_CLEAR),) if keys_in_clear else ()
    try:
        locked = within(ANSWER_S, lambda: is_locked(lambda asked: _exchange(device, asked)))
    except (OSError, TimeoutError):
        return (*clear, found(FindingCode.TPM_DENIED))
    return (*clear, found(FindingCode.TPM_LOCKED)) if locked else clear


def is_locked(exchange: Exchange) -> bool:
    """Return whether the TPM takes no attempts for now. Raise OSError: it does not say."""
    answer = exchange(_ASKED)
    if len(answer) < _ANSWER.size:
        raise OSError("the TPM does not answer as one of version 2 does")
    _, _, _, _, _, _, told, value = _ANSWER.unpack(answer[: _ANSWER.size])
    if told != _PERMANENT:
        raise OSError("the TPM does not say whether it is locked")
    return bool(value & _IN_LOCKOUT)


def _exchange(device: Path, asked: bytes) -> bytes:
    handle = os.open(device, os.O_RDWR | os.O_CLOEXEC)
    try:
        os.write(handle, asked)
        return os.read(handle, ANSWER_LIMIT)
    finally:
        os.close(handle)
