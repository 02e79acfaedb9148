"""What lies where in a backup, and the manifest that ends it."""

from __future__ import annotations

from pydantic import AwareDatetime

from sync.protocol.message import Format, Record
from sync.protocol.wire import Count, Name, RandomId, Sha256

CONFIG = "centre.toml"
SECRETS = "secrets"
REGISTRY = "registry"  # registry/<table>/<number>.jsonl
BLOBS = "blobs"  # blobs/<name>
MANIFEST = "manifest.json"
SECRET_LIMIT = 2**20  # bytes of one file in secrets/
PART_LIMIT = 64 * 2**20  # bytes of one part of a table
MANIFEST_LIMIT = 2**20


class Manifest(Record):
    """The last member: what came before it."""

    format: Format = 1
    centre_id: RandomId
    name: Name
    made_at: AwareDatetime
    software: Name
    revision: Name  # of the registry's schema
    rows: dict[str, Count]  # by table
    blobs: Count
    bytes: Count  # of the blobs
    gone: Count  # blobs that were deleted while the backup was made
    audit: Count  # sequence of the last row of the audit log
    head: Sha256  # its hash
