"""TLS to the data centre: its own authority, trusted time, and no call without an end.

A terminal's clock may be wrong, so OpenSSL does not judge the dates (X509_V_FLAG_NO_CHECK_TIME):
after the handshake, and before a byte of ours is sent, the certificate's end is compared with a
time that has certainly passed (TrustedClock.certain). Its beginning is not, and not with what the
clock shows: one that was reset, or set far ahead, must not lock a terminal out.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from typing_extensions import Buffer

from sync.protocol.jakarta import jakarta_text

_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME
_SLICE = 1.0  # seconds after which a waiting socket looks whether it shall stop


Result = TypeVar("Result")


class _Socket(ssl.SSLSocket):
    """A TLS socket whose waits end at the context's deadline, or when it is stopped."""

    context: Context

    def do_handshake(self, block: bool = False) -> None:
        super().do_handshake(block)
        certificate = self.getpeercert() or {}
        ends = ssl.cert_time_to_seconds(str(certificate.get("notAfter", "Jan 1 0:0:0 1970 GMT")))
        if self.context.now() > datetime.fromtimestamp(ends, UTC):
            raise ssl.SSLCertVerificationError(
                f"the certificate ended {jakarta_text(datetime.fromtimestamp(ends, UTC))}"
            )

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        return self._sliced(partial(super().recv, buflen, flags))

    def send(self, data: Buffer, flags: int = 0) -> int:
        return self._sliced(partial(super().send, data, flags))

    def _sliced(self, call: Callable[[], Result]) -> Result:
        allowed = self.gettimeout()
        ends = self.context.deadline()
        if allowed is not None:
            ends = min(ends, time.monotonic() + allowed)
        while True:
            rest = ends - time.monotonic()
            if self.context.stopped.is_set():
                raise ConnectionAbortedError("stopped")
            if rest <= 0:
                raise TimeoutError("no byte within the time allowed")
            self.settimeout(min(rest, _SLICE))
            try:
                return call()
            except TimeoutError:
                continue


class Context(ssl.SSLContext):
    """Trusts one authority. `set_deadline` holds for what the calling thread does next."""

    sslsocket_class = _Socket
    now: Callable[[], datetime]
    stopped: threading.Event
    _local: threading.local

    def set_deadline(self, at: float | None) -> None:
        """End the waits of this thread at time.monotonic() == `at`."""
        self._local.at = at

    def deadline(self) -> float:
        """Return when this thread's waits end, or infinity."""
        at: float | None = getattr(self._local, "at", None)
        return float("inf") if at is None else at


def make_context(
    authority: bytes, now: Callable[[], datetime], before: Context | None = None
) -> Context:
    """Return a context that trusts `authority` (PEM; one or several) alone.

    `before`: the context that it replaces; deadlines and the stop hold for both. Raise
    ssl.SSLError, ValueError: it is no certificate.
    """
    context = Context(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_verify_locations(cadata=authority.decode("ascii"))
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    context.now = now
    context.stopped = threading.Event() if before is None else before.stopped
    context._local = threading.local() if before is None else before._local  # noqa: SLF001
    return context
