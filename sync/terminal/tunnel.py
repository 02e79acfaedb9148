"""httpx's way through a proxy, which gives back the place of a tunnel that came to nothing.

httpcore 1.0.9 keeps a connection whose proxy said yes to CONNECT and whose TLS failed: nothing
closes it, so it never leaves the pool (encode/httpcore#1023). A captive portal or a proxy that
answers with a page does that at every try. When the pool is full of such connections no request is
sent any more, also after the proxy is well again.
"""

from __future__ import annotations

import ssl

import httpcore
import httpx


class TunnelTransport(httpx.HTTPTransport):
    """As its base class is through `proxy`; a tunnel that could not be opened is closed."""

    def __init__(self, context: ssl.SSLContext, proxy: str, limits: httpx.Limits) -> None:
        """Open nothing yet."""
        super().__init__(verify=context, trust_env=False, limits=limits, proxy=proxy)
        create = self._pool.create_connection
        self._pool.create_connection = (  # type: ignore[method-assign]
            lambda origin: _closed_when_it_fails(create(origin))
        )


def _closed_when_it_fails(
    connection: httpcore.ConnectionInterface,
) -> httpcore.ConnectionInterface:
    handle = connection.handle_request

    def handle_request(request: httpcore.Request) -> httpcore.Response:
        try:
            return handle(request)
        except httpcore.ConnectionNotAvailable:  # a good one, which the pool asked too much of
            raise
        except BaseException:
            connection.close()
            raise

    connection.handle_request = handle_request  # type: ignore[method-assign]
    return connection
