"""A TPM in software (swtpm), which the programs of tpm2-tools ask as they ask a real one."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.waiting import until

NEEDED = ("swtpm", "tpm2_quote", "tpm2_makecredential")


def is_missing() -> str:
    """Which program this machine lacks; "": none."""
    return next((each for each in NEEDED if shutil.which(each) is None), "")


class SoftwareTpm:
    """One machine's TPM, and what its boot measured; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def way(self) -> str:
        """For `TPM2TOOLS_TCTI`."""
        return f"swtpm:path={self.folder / 'tpm.sock'}"

    def boot(self, **measured: str) -> None:
        """Start the machine anew: `pcr11="a signed kernel"` and so on is measured."""
        self.stop()
        self.folder.mkdir(exist_ok=True)
        place = self.folder / "tpm.sock"
        place.unlink(missing_ok=True)
        control = self.folder / "tpm.sock.ctrl"
        control.unlink(missing_ok=True)
        self._running = subprocess.Popen(
            [
                *("swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self.folder}"),
                *("--server", f"type=unixio,path={place}"),
                *("--ctrl", f"type=unixio,path={control}"),
                *("--flags", "not-need-init,startup-clear"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

        def listens() -> bool:
            with socket.socket(socket.AF_UNIX) as line:
                return line.connect_ex(str(place)) == 0

        until(listens, "the emulator's socket")
        for name, text in measured.items():
            self.measure(int(name.removeprefix("pcr")), text)

    def measure(self, pcr: int, text: str) -> None:
        """Extend a PCR, as what starts the machine does it."""
        asked = f"{pcr}:sha256={sha256(text.encode()).hexdigest()}"
        subprocess.run(
            ["tpm2_pcrextend", asked],
            env=os.environ | {"TPM2TOOLS_TCTI": self.way},
            check=True,
            capture_output=True,
        )

    def stop(self) -> None:
        if self._running is not None:
            self._running.terminate()
            self._running.wait()
            self._running = None


def shows(*texts: str) -> str:
    """What a PCR shows, in hexadecimal digits, after these were measured into it."""
    value = bytes(32)
    for text in texts:
        value = sha256(value + sha256(text.encode()).digest()).digest()
    return value.hex()


@contextlib.contextmanager
def software_tpm(folder: Path) -> Iterator[SoftwareTpm]:
    """A TPM whose machine is not started yet."""
    tpm = SoftwareTpm(folder)
    try:
        yield tpm
    finally:
        tpm.stop()
