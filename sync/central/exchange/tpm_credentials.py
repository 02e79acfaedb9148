"""A credential for a terminal's TPM: it opens none but for the key that it is made for.

TPM2_MakeCredential needs no TPM. `tpm2_makecredential` of tpm2-tools does it; what it reads is
built here from two points of a curve, so that it reads nothing as a terminal wrote it.
"""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sync.central.errors import CentralError
from sync.protocol.attestation import ak_public, ek_public, key_name
from sync.protocol.envelope.random_values import random_key
from sync.protocol.wire import TpmKeys

_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Credential:
    """What only the TPM opens, and the secret in it."""

    blob: bytes
    secret: bytes


def make_credential(keys: TpmKeys) -> Credential:
    """Return a new one. Raise CentralError."""
    secret, public = random_key(), ek_public(keys.endorsement)
    with tempfile.TemporaryDirectory() as folder:
        endorsement, blob = Path(folder) / "endorsement", Path(folder) / "credential"
        endorsement.write_bytes(struct.pack(">H", len(public)) + public)
        name = key_name(ak_public(keys.attestation)).hex()
        asked = ["--tcti=none", f"--encryption-key={endorsement}", f"--name={name}", "--secret=-"]
        try:
            subprocess.run(
                ["tpm2_makecredential", *asked, f"--credential-blob={blob}"],
                input=secret,
                capture_output=True,
                timeout=_WITHIN_S,
                check=True,
                env={"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)},
            )
            return Credential(blob.read_bytes(), secret)
        except FileNotFoundError as error:
            raise CentralError(
                "this terminal has a TPM, and tpm2_makecredential is not here: "
                "`apt-get install tpm2-tools`, then again"
            ) from error
        except (OSError, subprocess.SubprocessError) as error:
            raise CentralError("tpm2_makecredential makes no credential for this TPM") from error
