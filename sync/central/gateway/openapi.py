"""The OpenAPI document: for tests, and for whoever writes another terminal."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from sync.protocol.lanes import LaneMessagesRequest
from sync.protocol.wire import (
    EnrolRequest,
    Heartbeat,
    KeysRequest,
    Question,
    RefreshRequest,
    ResultsBatch,
)

VERSION = "1"
_BODIES = (
    EnrolRequest,
    RefreshRequest,
    KeysRequest,
    ResultsBatch,
    Question,
    Heartbeat,
    LaneMessagesRequest,
)


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of `app`, with the bodies that it parses by hand."""
    document = get_openapi(title=app.title, version=VERSION, routes=app.routes)
    _, bodies = models_json_schema(
        [(model, "validation") for model in _BODIES],
        ref_template="#/components/schemas/{model}",
    )
    components = document.setdefault("components", {})
    components.setdefault("schemas", {}).update(bodies.get("$defs", {}))
    components["securitySchemes"] = {
        "signature": {
            "type": "apiKey",
            "in": "header",
            "name": "Signature",
            "description": "RFC 9421 with Ed25519, beside Signature-Input and Content-Digest",
        }
    }
    return document
