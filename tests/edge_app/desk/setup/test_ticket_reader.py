"""A ticket before the camera or on a stick is taken; what is none is called what it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from edge_app.desk.setup.ticket_reader import NoTicket, ticket_in, ticket_on_stick
from edge_app.domain import Image
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.ticket import TICKET_LIMIT, Ticket, packed
from tests.present import present

KEY = SigningKey.generate()
TICKET = Ticket(
    centre_id="centre-1",
    url="https://centre.example",
    checkpoint_id="gate-1",
    token="a" * 26,
    ca=b"PEM",
    root=b"{}",
    statements_key=KEY.public,
    expires_at=datetime(2026, 12, 1, tzinfo=UTC),
    lane="Lajur 2",
).signed(KEY)
ALTERED = TICKET.to_json().replace(b"Lajur 2", b"Lajur 3")


def picture(*codes: bytes | str) -> Image:
    image = np.full((720, 1280, 3), 110, np.uint8)
    left = 20
    for data in codes:
        code = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.QRCode)
        grey = np.array(zxingcpp.write_barcode_to_image(code, scale=4))
        image[20 : 20 + grey.shape[0], left : left + grey.shape[1]] = grey[..., None]
        left += grey.shape[1] + 10
    return image


def test_a_code_in_the_picture_is_the_ticket() -> None:
    assert ticket_in(picture()) is None
    found = ticket_in(picture("https://contoh.go.id", packed(TICKET.to_json())))
    assert present(found).digest == TICKET.digest


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("https://contoh.go.id", "none"),
        (packed(ALTERED), "altered"),
        (packed(TICKET.to_json())[:-40], "cut"),
    ],
)
def test_another_code_is_called_what_it_is(data: bytes | str, problem: str) -> None:
    with pytest.raises(NoTicket) as refused:
        ticket_in(picture(data))
    assert refused.value.problem == problem


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is plugged in, by a table of mounts as the kernel writes it."""
    place = tmp_path / "media" / "stick"
    place.mkdir(parents=True)
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path / "media"),))
    (tmp_path / "mounts").write_text(f"/dev/sda1 {place} vfat rw 0 0\n")
    return place


def problem(mounts: Path) -> str:
    with pytest.raises(NoTicket) as refused:
        ticket_on_stick(mounts)
    return refused.value.problem


@pytest.mark.parametrize("name", ["ticket.json", "gapura/ticket.json"])
def test_a_ticket_on_a_stick_is_found_and_nothing_else_is_looked_at(
    stick: Path, tmp_path: Path, name: str
) -> None:
    os.mkfifo(stick / "fifo.json")
    (stick / "other.json").write_bytes(ALTERED)
    (stick / "gapura").mkdir()
    (stick / name).write_bytes(TICKET.to_json())
    assert ticket_on_stick(tmp_path / "mounts").digest == TICKET.digest


def test_no_link_on_a_stick_leads_out_of_it(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_bytes(TICKET.to_json())
    (stick / "ticket.json").symlink_to(tmp_path / "secret.json")
    assert problem(tmp_path / "mounts") == "unreadable"


def test_a_stick_says_what_is_wrong_with_it(stick: Path, tmp_path: Path) -> None:
    mounts, ticket = tmp_path / "mounts", stick / "ticket.json"
    assert problem(mounts) == "no-file"
    for data, wanted in (
        (b"[]", "none"),
        (ALTERED, "altered"),
        (TICKET.to_json()[:300], "cut"),
        (b" " * (TICKET_LIMIT + 1), "unreadable"),
    ):
        ticket.write_bytes(data)
        assert problem(mounts) == wanted
    ticket.unlink()
    os.mkfifo(ticket)
    assert problem(mounts) == "unreadable"
    ticket.unlink()
    stick.rmdir()
    assert problem(mounts) == "unreadable"
    mounts.write_text("")
    assert problem(mounts) == "no-stick"
