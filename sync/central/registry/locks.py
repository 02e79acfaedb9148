"""The names of the registry's locks: one process at a time does what a lock is named after."""

from __future__ import annotations

MIGRATING = "migrate"
PUBLISHING = "publishing"
RESEALING = "vault"  # the vault's keys, or what they seal
UPGRADING = "upgrade"  # a backup, then the schema
TIMERS = "timers"  # held by the keeper for as long as it runs
