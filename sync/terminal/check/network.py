"""The way to one address of the data centre, a layer at a time: name, port, proxy, TLS.

1. The name of the data centre, or of the proxy, has an address.
2. Something serves at its port.
3. The proxy lets through.
4. The certificate is of the pinned authority, for this name, and has not ended.

The first layer that fails is told; nothing of ours is sent before the certificate is right.
"""

from __future__ import annotations

import base64
import errno
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from sync.protocol.envelope.certificates import certificate_names
from sync.protocol.errors import EnvelopeError
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.terminal.check.probes import within
from sync.terminal.tls import make_context

NAME_S, CONNECT_S, ANSWER_S = 4.0, 3.0, 3.0  # each layer's; all of them within a check's time
TRIED = 2  # of a name's addresses: one of each family
HEAD_LIMIT = 8192  # bytes of a proxy's answer
# OpenSSL's x509_vfy.h: X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH.
_ANOTHER_NAME = {62, 64}
_PORTAL_REASONS = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"}  # no TLS at all


@dataclass(frozen=True, slots=True)
class Way:
    """What the way to the data centre goes by."""

    url: str
    proxy: str | None
    authority: bytes  # PEM, one or several
    now: Callable[[], datetime]  # by which a certificate ends: TrustedClock.certain


class _Stopped(Exception):
    """The layer that failed."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def look_at_way(way: Way) -> tuple[Finding, ...]:
    """Return what is in the way to the data centre; nothing: TLS to it stands."""
    host, port = _host_and_port(way.url, 443)
    try:
        with _through(way, host, port) as line:
            _secure(way, line, host, port)
    except _Stopped as stopped:
        return (stopped.finding,)
    return ()


def _host_and_port(url: str, default: int) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or default


def _through(way: Way, host: str, port: int) -> socket.socket:
    """Return a connection to the data centre, by the proxy where there is one."""
    if way.proxy is None:
        return _connected(host, port, FindingCode.PORT_CLOSED, FindingCode.PORT_SILENT)
    there = _host_and_port(way.proxy, 80)
    line = _connected(*there, FindingCode.PROXY_CLOSED, FindingCode.PROXY_SILENT)
    try:
        _ask_proxy(line, way.proxy, there, host, port)
    except BaseException:
        line.close()
        raise
    return line


# ---- 1, 2: a name, a port ------------------------------------------------------------------------


def _connected(host: str, port: int, closed: FindingCode, silent: FindingCode) -> socket.socket:
    failed = found(silent, host=host, port=port)
    for family, address in _addresses(host, port):
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(CONNECT_S)
        try:
            line.connect(address)
        except OSError as error:
            line.close()
            failed = _of_connect(error, host, port, closed, silent)
        else:
            return line
    raise _Stopped(failed)


def _of_connect(
    error: OSError, host: str, port: int, closed: FindingCode, silent: FindingCode
) -> Finding:
    if isinstance(error, ConnectionRefusedError):
        return found(closed, host=host, port=port)
    if error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL):
        return found(FindingCode.NO_WAY, host=host)
    return found(silent, host=host, port=port)  # no answer in time, or a filter of this machine


def _addresses(host: str, port: int) -> list[tuple[int, Any]]:
    try:
        given = within(NAME_S, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except TimeoutError:
        raise _Stopped(found(FindingCode.NAME_SILENT, host=host)) from None
    except (OSError, UnicodeError) as error:
        again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        code = FindingCode.NAME_SILENT if again else FindingCode.NAME_UNKNOWN
        raise _Stopped(found(code, host=host)) from None
    return [(int(family), address) for family, _, _, _, address in given][:TRIED]


# ---- 3: a proxy ----------------------------------------------------------------------------------


def _ask_proxy(
    line: socket.socket, proxy: str, there: tuple[str, int], host: str, port: int
) -> None:
    """Have the proxy lead to the data centre, or stop."""
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    asked = f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n{_password(proxy)}\r\n"
    line.settimeout(ANSWER_S)
    head = b""
    try:
        line.sendall(asked.encode("ascii", "replace"))
        while b"\r\n\r\n" not in head and len(head) < HEAD_LIMIT:
            piece = line.recv(HEAD_LIMIT)
            if not piece:
                break
            head += piece
    except TimeoutError:
        silent = found(FindingCode.PROXY_SILENT, host=there[0], port=there[1])
        raise _Stopped(silent) from None
    except OSError:
        pass  # it hung up: what it said so far is judged
    words = head.split(b"\r\n")[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        raise _Stopped(found(FindingCode.PROXY_PAGE))
    status, rest = int(words[1]), head.partition(b"\r\n\r\n")[2]
    if status == 200 and not rest:
        return
    if status == 200:  # a page: the other end of a tunnel waits for TLS to begin
        raise _Stopped(found(FindingCode.PROXY_PAGE))
    if status == 407:
        raise _Stopped(found(FindingCode.PROXY_PASSWORD))
    if 300 <= status < 400 or status == 511:  # 511: RFC 6585, a network that wants a sign-in
        raise _Stopped(found(FindingCode.PROXY_PAGE))
    code = FindingCode.PROXY_NO_WAY if status >= 500 else FindingCode.PROXY_REFUSES
    raise _Stopped(found(code, host=host, port=port, status=status))


def _password(proxy: str) -> str:
    """Return the header by which httpx, too, gives the name and password of a proxy's address."""
    parts = urlsplit(proxy)
    if parts.username is None and parts.password is None:
        return ""
    given = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()
    return f"Proxy-Authorization: Basic {base64.b64encode(given).decode()}\r\n"


# ---- 4: TLS --------------------------------------------------------------------------------------


def _secure(way: Way, line: socket.socket, host: str, port: int) -> None:
    """Open TLS as the agent does, or stop."""
    try:
        context = make_context(way.authority, way.now)
    except (ssl.SSLError, ValueError):
        raise _Stopped(found(FindingCode.AUTHORITY_LOST)) from None
    line.settimeout(ANSWER_S)
    try:
        context.wrap_socket(line, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        raise _Stopped(_of_certificate(way, error, host, port)) from None
    except TimeoutError:
        raise _Stopped(found(FindingCode.CENTRE_SILENT, host=host)) from None
    except ssl.SSLError as error:
        if error.reason in _PORTAL_REASONS:
            code = FindingCode.PORTAL if way.proxy is None else FindingCode.PROXY_PAGE
            raise _Stopped(found(code)) from None
        broken = found(FindingCode.TLS_BROKEN, host=host, port=port)
        raise _Stopped(_of_issuer(way, host, port) or broken) from None
    except OSError:
        raise _Stopped(found(FindingCode.TLS_BROKEN, host=host, port=port)) from None


def _of_certificate(way: Way, error: ssl.SSLCertVerificationError, host: str, port: int) -> Finding:
    code = getattr(error, "verify_code", None)
    if code is None:  # tls.py's own word, of a certificate that is the authority's
        return found(FindingCode.CERTIFICATE_ENDED)
    if code in _ANOTHER_NAME:
        return found(FindingCode.CERTIFICATE_NAME, host=host)
    same = found(
        FindingCode.AUTHORITY_UNKNOWN, host=host, issuer=certificate_names(way.authority).subject
    )
    return _of_issuer(way, host, port) or same


def _of_issuer(way: Way, host: str, port: int) -> Finding | None:
    """Return who answers in the data centre's place, by the certificate that is shown there.

    None: it is called as our authority is, or shows none.
    """
    try:
        issuer = certificate_names(_shown(way, host, port)).issuer
        if issuer == certificate_names(way.authority).subject:
            return None
    except (OSError, EnvelopeError):
        return None
    return found(FindingCode.TLS_INTERCEPTED, host=host, issuer=issuer)


def _shown(way: Way, host: str, port: int) -> bytes:
    """Return the certificate (PEM) that is shown, whoever shows it; nothing is sent to them."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        line = _through(way, host, port)
    except _Stopped as stopped:
        raise ConnectionError from stopped
    line.settimeout(ANSWER_S)
    with line, context.wrap_socket(line, server_hostname=host) as secured:
        shown = secured.getpeercert(binary_form=True)
    if shown is None:
        raise ConnectionError
    return ssl.DER_cert_to_PEM_cert(shown).encode()
