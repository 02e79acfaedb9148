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
from sync.central.api.openapi import openapi_document
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
    """Return the application, and a function that ends its event streams.

    Call that function when the server starts to stop: it waits for open responses.
    No page describes it to strangers; `openapi` makes the document.
    """
    app = _bare()
    app_state = AppState.open(centre)

    @asynccontextmanager
    async def alive(_: FastAPI) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(app_state.announcer.watch()),
            asyncio.create_task(app_state.fleet.watch()),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task
            await asyncio.to_thread(app_state.comparison_handler.close)

    app.router.lifespan_context = alive
    app.state.app_state = app_state
    return problems.Faults(app), app_state.announcer.close


def openapi() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return openapi_document(_bare())


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
    problems.install_handlers(app)
    return app
