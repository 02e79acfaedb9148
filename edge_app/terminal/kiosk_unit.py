"""What the kiosk's unit of systemd is told of its camera: a camera in the network has one address.

Without this the kiosk reaches no address at all, and cannot even make a socket for one.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

from edge_app.pipeline.sources import is_stream, without_password
from models.whole_file import write_whole
from sync.terminal.errors import StateError

DROP_IN = Path("gapura-kiosk.service.d") / "camera.conf"
_TEXT = """# Written by `gapura provision owners`: the one address of this terminal's camera.
[Service]
RestrictAddressFamilies={family}
IPAddressAllow={address}
"""


def camera_address(source: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return where the camera `source` answers; None: it is none of the network.

    Raise StateError for a camera by a name, which a kiosk without a network can ask nobody for.
    """
    if not is_stream(source):
        return None
    try:
        return ipaddress.ip_address(urlsplit(without_password(source)).hostname or "")
    except ValueError as error:
        raise StateError(
            f"{without_password(source)}: the kiosk reaches one address and no name server; "
            "choose the camera by its number, as rtsp://10.0.0.7/main",
            "config",
        ) from error


def write_camera_address(units: Path, source: str) -> Path | None:
    """Let the kiosk's unit in `units` reach its camera; return the file, None where it needs none.

    Raise StateError, OSError.
    """
    place, address = units / DROP_IN, camera_address(source)
    if address is None:
        place.unlink(missing_ok=True)
        return None
    place.parent.mkdir(mode=0o755, exist_ok=True)
    family = "AF_INET" if address.version == 4 else "AF_INET6"
    write_whole(place, _TEXT.format(family=family, address=address).encode(), 0o644)
    return place
