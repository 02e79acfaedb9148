"""What the gateway's unit of systemd is told of the home, which its user may not read."""

from __future__ import annotations

from pathlib import Path

from models.whole_file import write_whole

DROP_IN = Path("gapura-gateway.service.d") / "port.conf"
METRICS = "127.0.0.1:9464"
_TEXT = """# Written by `gapura central owners`: the port that terminals are told.
[Service]
ExecStart=
ExecStart=/usr/bin/gapura central gateway --bind [::]:{port} --metrics {metrics}
"""


def write_port(units: Path, port: int) -> Path:
    """Let the gateway's unit in `units` listen on `port`; return the file. Raise OSError."""
    place = units / DROP_IN
    place.parent.mkdir(mode=0o755, exist_ok=True)
    write_whole(place, _TEXT.format(port=port, metrics=METRICS).encode(), 0o644)
    return place
