"""A process that may not do everything, though the tests are root's."""

from __future__ import annotations

# Root writes what is another user's while it has this; nobody else has it.
NO_RIGHTS = ("-dac_override", "-dac_read_search", "-chown", "-fowner")
UNPRIVILEGED = [
    "setpriv",
    *(f"--{kind}={','.join(NO_RIGHTS)}" for kind in ("inh-caps", "bounding-set")),
]
ANOTHER_USER = 4321
