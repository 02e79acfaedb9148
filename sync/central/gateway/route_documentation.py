"""What the OpenAPI document says of a route. FastAPI cannot know: bodies are parsed by hand."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from sync.protocol.wire import Problem, Wire

Responses = dict[int | str, dict[str, Any]]
_SIGNED: list[dict[str, list[str]]] = [{"signature": []}]
_REFUSALS = {
    401: "Unsigned, altered, unknown, or of another time",
    403: "Pending, revoked, or a token that is not good",
    409: "This very request was answered before",
    413: "The body is too large",
    422: "The body is not what it should be",
    429: "Again later",
}


def route_documentation(
    name: str,
    body: type[Wire] | None,
    reply: type[Wire] | None,
    text: str,
    responses: Responses | None = None,
    *,
    missing: bool = False,
) -> dict[str, Any]:
    """Return arguments of a route's decorator. `missing`: it may answer 404, or 416 for a part."""
    refusals = dict(_REFUSALS)
    if missing:
        refusals |= {404: "There is no such file", 416: "The file has no such part"}
    extra: dict[str, Any] = {"security": _SIGNED}
    if body is not None:
        content = {"application/json": {"schema": reference(body)}}
        extra["requestBody"] = {"required": True, "content": content}
    return {
        "name": name,
        "operation_id": name,
        "summary": text,
        "response_model": None,
        "responses": {
            **({200: {"model": reply}} if reply is not None else {}),
            **{status: {"model": Problem, "description": why} for status, why in refusals.items()},
            **(responses or {}),
        },
        "openapi_extra": extra,
    }


def reference(model: type[Wire]) -> dict[str, str]:
    """Return the reference to `model` in the document."""
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def json_response(reply: bytes) -> Response:
    """Return the response that carries `reply`, JSON."""
    return Response(reply, media_type="application/json")
