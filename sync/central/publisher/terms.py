"""How long each role's metadata is valid, and how many keys must sign it."""

from __future__ import annotations

# A year and half a year: two visits a year with the stick suffice.
ROOT_DAYS, TARGETS_DAYS = 365, 180
# Without a release for so long, terminals take no software from here; what runs goes on.
SOFTWARE_DAYS = 365
# The timer signs a role again when less than half is left: a data centre may stand still 45 days.
ROLE_DAYS = 90
# A frozen mirror is found out after a day; a week lets a snapshot outlive a long weekend's repair.
SNAPSHOT_DAYS, TIMESTAMP_DAYS = 7, 1

ROOT_KEYS, ROOT_THRESHOLD = 3, 2  # one may be lost, one may be stolen
TARGETS_KEYS, TARGETS_THRESHOLD = 2, 1  # one may be lost
SOFTWARE_KEYS, SOFTWARE_THRESHOLD = 3, 2  # as the root's: who has them says what runs everywhere

VERSIONS_KEPT = 16  # of each role: a slow terminal finds what the timestamp it read had promised
