"""The ASGI application of a gateway, and what runs beside its requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.types import ASGIApp

from sync.central.gateway import enrolment, events, files, forwarded, problems, ready
from sync.central.gateway.app_state import AppState
from sync.central.gateway.openapi import openapi_document
from sync.central.gateway.refusals import Refusals

ROUTES = (enrolment, files, forwarded, events, ready)

# FastAPI sends traces, and texts of exceptions, to whomever environment variables name.
_SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def build(socket: Path, refusals: Refusals, patience_s: float) -> tuple[ASGIApp, AppState]:
    """Return the application that asks the keeper at `socket`, and its state.

    It starts when the keeper answers, or after `patience_s`. Close the state's announcer when the
    server starts to stop: it waits for open responses. No page describes it to strangers; `openapi`
    makes the document.
    """
    app = _bare()
    app_state = AppState.open(socket, refusals)

    @asynccontextmanager
    async def alive(_: FastAPI) -> AsyncIterator[None]:
        asking = asyncio.create_task(app_state.keeper.run(patience_s))
        await app_state.keeper.wait_connected(patience_s)
        try:
            yield
        finally:
            asking.cancel()
            with suppress(asyncio.CancelledError):
                await asking

    app.router.lifespan_context = alive
    app.state.app_state = app_state
    return problems.Faults(app), app_state


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
