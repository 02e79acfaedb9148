"""How large a photograph may be, and the small picture that is made of it."""

from __future__ import annotations

MAX_PHOTO = 32 * 2**20  # bytes of a file
MAX_THUMBNAIL = 12_288  # bytes
