"""A place where nothing can listen is said with what to do."""

from __future__ import annotations

import socket

import pytest

from sync.central.errors import CentralError
from sync.central.listening import listening_on


def test_a_port_that_is_taken_is_told_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with (
            pytest.raises(CentralError, match=r"another program listens there.*--bind"),
            listening_on(("127.0.0.1", port)),
        ):
            pass


def test_an_address_of_another_machine_is_told_with_the_way_out() -> None:
    with (
        pytest.raises(CentralError, match=r"no such address.*--bind"),
        listening_on(("192.0.2.1", 0)),
    ):
        pass
