"""Sends one command to QEMU: `qmp.py SOCKET COMMAND [JSON]`.

Only the standard library.
"""

from __future__ import annotations

import json
import socket
import sys


def main() -> int:
    """Send the command; end with 1 where QEMU refuses it."""
    place, command, *arguments = sys.argv[1:]
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(120)
        connection.connect(place)
        stream = connection.makefile("rw", encoding="utf-8")
        stream.readline()  # QEMU greets
        for asked in (
            {"execute": "qmp_capabilities"},
            {"execute": command, "arguments": json.loads(arguments[0]) if arguments else {}},
        ):
            stream.write(json.dumps(asked) + "\n")
            stream.flush()
            answer = json.loads(stream.readline())
            while "event" in answer:
                answer = json.loads(stream.readline())
            if "error" in answer:
                sys.stderr.write(f"qmp.py: {command}: {answer['error']['desc']}\n")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
