"""Fetches one file from its publisher's address: the one door to `httpx` in the face engine."""

from __future__ import annotations

import httpx

from models.errors import WeightsError

TIMEOUT_S = 30.0  # to connect, and for each read; not for the whole transfer


def download(url: str, max_bytes: int) -> bytes:
    """Return the content at `url`, given up as soon as it exceeds `max_bytes`.

    Raise WeightsError.
    """
    content = bytearray()
    try:
        with httpx.stream("GET", url, follow_redirects=True, timeout=TIMEOUT_S) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes(65_536):
                content += chunk
                if len(content) > max_bytes:
                    raise WeightsError(f"{url}: more than the {max_bytes} bytes it should have")
    except httpx.HTTPStatusError as error:
        raise WeightsError(f"{url}: HTTP status {error.response.status_code}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise WeightsError(f"{url}: {reason}") from error
    return bytes(content)
