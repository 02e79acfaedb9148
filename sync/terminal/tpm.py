"""The TPM's word of what was booted: the door to the programs of tpm2-tools.

Both keys are primary keys of the endorsement hierarchy. A TPM makes them anew from its seed, always
the same ones, so that nothing of them is kept on a disk, and no wipe of a disk changes them.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from pathlib import Path

from sync.protocol.envelope.tpm_keys import point_of
from sync.protocol.errors import EnvelopeError
from sync.protocol.wire import Quote, QuoteWish, TpmKeys
from sync.terminal.errors import TpmFailed

DEVICE = Path("/dev/tpmrm0")  # the kernel's own manager of sessions and keys
_MANAGED = "device:/dev/tpmrm"
TCTI = "TPM2TOOLS_TCTI"  # tpm2-tools' own name of another way to a TPM
WITHIN_S = 20.0  # each program; a slow TPM makes a key in a second
_ATTESTATION = ("--hierarchy=e", "--key-algorithm=ecc256:ecdsa-sha256:null")
_ATTRIBUTES = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|restricted|sign"
_CERTIFICATE = "0x1c0000a"  # of the endorsement key on P-256: TCG EK Credential Profile


class Tpm:
    """A TPM; may be used by several threads, one after the other."""

    def __init__(self, way: str) -> None:
        """Ask nothing yet. `way`: the TCTI of tpm2-tools."""
        self._way = way
        self._lock = threading.Lock()

    def keys(self) -> TpmKeys:
        """Return the public keys. Raise TpmFailed."""
        with self._lock, tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            endorsement = self._endorsement(folder)
            attestation = self._attestation(folder)
            return TpmKeys(
                endorsement=self._point(folder, endorsement),
                attestation=self._point(folder, attestation),
                certificate=self._certificate(folder),
            )

    def quote(self, wish: QuoteWish) -> Quote:
        """Return the answer to what the data centre asks. Raise TpmFailed."""
        pcrs = sorted(set(wish.pcrs))
        with self._lock, tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            key = self._attestation(folder)
            message, signature, values = (folder / name for name in ("quote", "signature", "pcrs"))
            self._run(
                "tpm2_quote",
                f"--key-context={key}",
                f"--pcr-list=sha256:{','.join(map(str, pcrs))}",
                f"--qualification={wish.nonce.hex()}",
                f"--message={message}",
                f"--signature={signature}",
                "--format=plain",
                f"--pcr={values}",
                "--pcrs_format=values",
            )
            read = values.read_bytes()
            secret = None if wish.credential is None else self._opened(folder, wish.credential, key)
            return Quote(
                message=message.read_bytes(),
                signature=signature.read_bytes(),
                values=tuple(read[at : at + 32] for at in range(0, len(read), 32)),
                secret=secret,
            )

    def _opened(self, folder: Path, credential: bytes, key: Path) -> bytes | None:
        """Return what the credential holds; None: it is for another TPM, or another key."""
        endorsement, session = self._endorsement(folder), folder / "session"
        blob, secret = folder / "credential", folder / "secret"
        blob.write_bytes(credential)
        self._run("tpm2_startauthsession", "--policy-session", f"--session={session}")
        try:
            self._run("tpm2_policysecret", f"--session={session}", "--object-context=e")
            self._run(
                "tpm2_activatecredential",
                f"--credentialedkey-context={key}",
                f"--credentialkey-context={endorsement}",
                f"--credential-blob={blob}",
                f"--certinfo-data={secret}",
                f"--credentialkey-auth=session:{session}",
            )
        except TpmFailed:
            return None
        finally:
            self._run("tpm2_flushcontext", str(session))
        return secret.read_bytes()

    def _endorsement(self, folder: Path) -> Path:
        key = folder / "endorsement"
        self._run("tpm2_createek", "--key-algorithm=ecc", f"--ek-context={key}")
        return key

    def _attestation(self, folder: Path) -> Path:
        key = folder / "attestation"
        made = f"--key-context={key}"
        self._run("tpm2_createprimary", *_ATTESTATION, f"--attributes={_ATTRIBUTES}", made)
        return key

    def _point(self, folder: Path, key: Path) -> bytes:
        public = folder / "public.pem"
        asked = f"--object-context={key}", "--format=pem", f"--output={public}"
        self._run("tpm2_readpublic", *asked)
        try:
            return point_of(public.read_bytes())
        except EnvelopeError as error:
            raise TpmFailed(f"tpm2_readpublic: {error}") from error

    def _certificate(self, folder: Path) -> bytes | None:
        place = folder / "certificate"
        try:
            self._run("tpm2_nvread", "--hierarchy=o", f"--output={place}", _CERTIFICATE)
        except TpmFailed:
            return None
        found = place.read_bytes()
        return found if 0 < len(found) <= 4096 else None

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program, and leave no key of its in the TPM. Raise TpmFailed."""
        self._program(program, *arguments)
        if not self._way.startswith(_MANAGED):
            self._program("tpm2_flushcontext", "--transient-object")

    def _program(self, program: str, *arguments: str) -> None:
        environment = {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath), TCTI: self._way}
        try:
            subprocess.run(
                [program, *arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=WITHIN_S,
                check=True,
                env=environment,
            )
        except subprocess.CalledProcessError as error:
            raise TpmFailed(f"{program}: {_said(error.stderr)}") from error
        except (OSError, subprocess.SubprocessError) as error:
            raise TpmFailed(f"{program}: {type(error).__name__}") from error


def _said(errors: bytes) -> str:
    """Return the last line that says something; the very last one says that it could not run."""
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return next((each for each in reversed(lines) if "Unable to run" not in each), "?")[:200]


def find_tpm() -> Tpm | None:
    """Return this machine's TPM; None: the machine shows none."""
    way = os.environ.get(TCTI)
    if way is None and not DEVICE.exists():
        return None
    return Tpm(way or f"device:{DEVICE}")
