"""`/metrics` and `/health` on loopback: what the gateways count, and what the keeper knows."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from sync.central.channel.messages import Answer, ReadFigures
from sync.central.channel.refusal import RequestRefused
from sync.central.gateway.http_connection import prove
from sync.central.gateway.keeper_client import KeeperAway, KeeperClient, KeeperFault
from sync.central.gateway.limits import Connections
from sync.central.gateway.refusals import COUNTERS

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # the folder in which several gateways count together
WATCHER = "figures"  # whose connections they are
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class FiguresApp:
    """An ASGI application."""

    def __init__(self, keeper: KeeperClient) -> None:
        self._keeper = keeper
        self.connections: Connections | None = None  # of this gateway, once it listens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        prove(scope["state"].get("connection"), WATCHER)
        response = await self._response(scope["method"], scope["path"])
        await response(scope, receive, send)

    async def _response(self, method: str, path: str) -> Response:
        if method != "GET" or path not in ("/metrics", "/health"):
            return PlainTextResponse("/metrics and /health are here\n", 404)
        try:
            answer = await self._keeper.ask(ReadFigures())
            found = answer.body if isinstance(answer.message, Answer) else None
        except (KeeperAway, KeeperFault, RequestRefused):
            found = None
        if path == "/health":
            well = found is not None
            text = "ok\n" if well else "the keeper is away\n"
            return PlainTextResponse(text, 200 if well else 503)
        return Response(self._own(found is not None) + (found or b""), media_type=_TYPE)

    def _own(self, keeper_up: bool) -> bytes:
        registry = CollectorRegistry()
        if SHARED in os.environ:
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        counted = b"" if SHARED in os.environ else generate_latest(COUNTERS)
        registry.register(_Now(keeper_up, self.connections))
        return counted + generate_latest(registry)


class _Now(Collector):
    def __init__(self, keeper_up: bool, connections: Connections | None) -> None:
        self._keeper_up, self._connections = keeper_up, connections

    def collect(self) -> list[Metric]:
        up = GaugeMetricFamily("gapura_keeper_up", "1 while the keeper answers.", self._keeper_up)
        text = "Connections of the gateway that answers this."
        held = GaugeMetricFamily("gapura_connections", text, labels=["whose"])
        if self._connections is not None:
            strangers = self._connections.strangers
            held.add_metric(["strangers"], strangers)
            held.add_metric(["terminals"], len(self._connections) - strangers)
        return [up, held]
