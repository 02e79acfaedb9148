"""`gapura central token --lane --qr`, and the words that the second operator compares."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from edge_app.documents.barcodes import read_bytes
from sync.central.registry import enrolments
from sync.protocol.envelope.digests import key_digits
from sync.protocol.ticket import Ticket, read
from tests.present import present
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.cli.devices import enrolled


def ticketed(founded: Desk, folder: Path, *more: str) -> Ticket:
    founded("token", "gate-1", "--out", folder / "ticket.json", *more, by="sari")
    return read((folder / "ticket.json").read_bytes())


def camera_picture(sheet: np.ndarray, height: int = 720) -> np.ndarray:
    """The code of a sheet as a camera sees it: smaller, a little out of focus, and aslant."""
    code = sheet[200:1500, 60:1180]
    scale = (height - 40) / code.shape[0]
    small = cv2.resize(code, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    image = np.full((height, 1280, 3), 90, np.uint8)
    image[20 : 20 + small.shape[0], 300 : 300 + small.shape[1]] = small
    turn = cv2.getRotationMatrix2D((640.0, height / 2), 4.0, 1.0)
    turned = cv2.warpAffine(image, turn, (1280, height), borderValue=(90, 90, 90))
    return np.asarray(cv2.GaussianBlur(turned, (0, 0), 0.6), np.uint8)


def test_the_code_on_the_sheet_is_the_ticket(founded: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "ticket.png"
    ticket = ticketed(founded, tmp_path, "--lane", "Lajur 2", "--qr", str(sheet))
    assert ticket.lane == "Lajur 2"
    assert sheet.stat().st_mode & 0o077 == 0, "as secret as the ticket"
    (code,) = read_bytes(camera_picture(present(cv2.imread(str(sheet)))))
    assert read(code) == ticket


def test_a_sheet_to_print_is_a_pdf(founded: Desk, tmp_path: Path) -> None:
    ticketed(founded, tmp_path, "--qr", str(tmp_path / "ticket.pdf"))
    assert (tmp_path / "ticket.pdf").read_bytes().startswith(b"%PDF-")


def test_a_sheet_that_cannot_be_leaves_no_ticket(founded: Desk, tmp_path: Path) -> None:
    made = ("token", "gate-1", "--out", tmp_path / "ticket.json")
    assert ".png or .pdf" in founded(*made, "--qr", tmp_path / "t.gif", by="sari", status=2)
    (tmp_path / "there.png").write_bytes(b"another ticket")
    assert "there already" in founded(*made, "--qr", tmp_path / "there.png", by="sari", status=2)
    assert "that show" in founded(*made, "--lane", "a\u200bb", by="sari", status=2)
    assert founded.json("token", "list")["tickets"] == []
    assert not (tmp_path / "ticket.json").exists()


def test_the_list_says_for_which_lane_a_ticket_is(founded: Desk, tmp_path: Path) -> None:
    ticketed(founded, tmp_path, "--lane", "Lajur 2")
    assert [each["lane"] for each in founded.json("token", "list")["tickets"]] == ["Lajur 2"]


def test_a_terminal_is_let_in_by_the_words_that_the_technician_reads(
    founded: Desk, tmp_path: Path
) -> None:
    ticket = ticketed(founded, tmp_path, "--lane", "Lajur 2")
    number, words, kiosk = enrolled(founded.home, ticket, "Lajur 2")
    (row,) = founded.json("terminals")["terminals"]
    assert row["words"] == words
    assert words in row["troubles"][0]["text"], "the approver compares them"
    approve = ("terminal", "approve", number[:8])
    others = " ".join(reversed(words.split()))
    for given in (("--words", others), ("--words", ""), ("--kiosk-key", key_digits(kiosk)), ()):
        founded(*approve, *given, by="budi", status=2)
        assert founded.json("terminals")["terminals"][0]["state"] == "pending"
    assert "you made its ticket" in founded(*approve, "--words", words, by="sari", status=2)
    founded(*approve, "--words", words.upper().replace(" ", ", "), by="budi")
    assert founded.json("terminals")["terminals"][0]["state"] == "active"


def test_a_ticket_for_one_lane_is_for_no_other(founded: Desk, tmp_path: Path) -> None:
    ticket = ticketed(founded, tmp_path, "--lane", "Lajur 2")
    with pytest.raises(enrolments.TokenRefused):
        enrolled(founded.home, ticket, "Lajur 3")
    assert founded.json("terminals")["terminals"] == []
