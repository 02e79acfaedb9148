"""The ASGI application of a data centre, and what runs beside its requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.types import ASGIApp

from sync.central.api import (
    enrolment,
    events,
    heartbeat,
    keys,
    problems,
    questions,
    repository,
    results,
)
from sync.central.api.app_state import AppState
from sync.central.api.documented import documented
from sync.central.centre import Centre

ROUTES = (enrolment, repository, keys, results, questions, heartbeat, events)

# FastAPI sends traces, and texts of exceptions, to whomever environment variables name.
_SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def build(centre: Centre) -> tuple[ASGIApp, Callable[[], None]]:
    """The application, and what ends its streams: to be called when the server starts to stop.

    No page describes it to strangers; `openapi` makes the document.
    """
    app = _bare()
    office = AppState.open(centre)

    @asynccontextmanager
    async def alive(_: FastAPI) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(office.announcer.watch()),
            asyncio.create_task(office.fleet.watch()),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task
            await asyncio.to_thread(office.comparing.close)

    app.router.lifespan_context = alive
    app.state.office = office
    return problems.Faults(app), office.announcer.close


def openapi() -> dict[str, Any]:
    """The OpenAPI document."""
    return documented(_bare())


def _bare() -> FastAPI:
    app = FastAPI(
        title="Gapura",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry=_SILENT,
    )
    for module in ROUTES:
        app.include_router(module.router)
    problems.handle(app)
    return app
