"""What the server does by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest
from sqlalchemy import select

from sync.central import bootstrap
from sync.central.centre import Centre
from sync.central.keeper.timers import Timers
from sync.central.registry import checkpoints, nonces
from sync.central.registry.checkpoints import Settings
from sync.central.registry.nonces import RequestNonce
from sync.central.registry.schema import ReceivedResult, Visitor
from sync.central.storage.storage_names import visitor_context
from sync.central.timekeeping.clock_guard import ClockDoubtful
from sync.protocol import content as content_of
from tests.fakes.alerts import raised
from tests.sync.central.registry.shift_rows import add_terminal, keep
from tests.waiting import until

ONCE = RequestNonce("a" * 32, "once")


def test_what_a_killed_publication_left_is_swept_when_a_server_starts(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Centre", ["localhost"], None, None, now) as centre:
        orphan = f"tuf/targets/list-a/{'0' * 64}.1.snapshot"
        centre.blobs.put(orphan, b"nobody vouches for it")
        published = set(centre.blobs.names("tuf/metadata"))
        with Timers(centre):
            until(lambda: not centre.blobs.exists(orphan))
        assert published <= set(centre.blobs.names("tuf/metadata"))


def test_whoever_was_expected_yesterday_is_forgotten(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Centre", ["localhost"], None, None, now) as centre:
        with centre.registry.transaction() as session:
            settings = Settings()
            checkpoints.put(session, "gate", "Gate", settings, True, True, "centre", now)
            session.flush()
            for days, visitor_id in ((-2, "a" * 32), (2, "b" * 32)):
                day = (now + timedelta(days=days)).date()
                session.add(visitor(centre, visitor_id, day))
        with Timers(centre):
            until(lambda: len(expected(centre)) <= 1)
        assert expected(centre) == ["b" * 32]


def test_what_is_over_is_in_no_file_of_the_database_once_it_was_erased(tmp_path: Path) -> None:
    """Sealed as it was: the log of what was written before would keep it, with keys that count."""
    now = datetime.now(UTC)
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Centre", ["localhost"], None, None, now) as centre:
        with centre.registry.transaction() as session:
            checkpoints.put(session, "gate", "Gate", Settings(), True, True, "centre", now)
            session.flush()
            terminal = add_terminal(session, now, "gate")
            keep(session, centre.vault, terminal, alert := raised(now - timedelta(days=40)))
            session.flush()
            result = session.scalars(select(ReceivedResult)).one().sealed
            guest = visitor(centre, "a" * 32, (now - timedelta(days=2)).date())
            session.add(guest)
            expected_before = bytes(guest.sealed)
        assert alert.alert_id in subjects(centre)

        def left(secret: bytes) -> list[str]:
            files = [path for path in home.rglob("*") if path.is_file()]
            return [path.name for path in files if secret[-60:] in path.read_bytes()]

        assert left(result)
        assert left(expected_before)
        timers = Timers(centre)
        timers._erase_results()
        timers._forget()
        assert subjects(centre) == []
        assert left(result) == []
        assert left(expected_before) == []


def subjects(centre: Centre) -> list[str]:
    with centre.registry.session() as session:
        return list(session.scalars(select(ReceivedResult.subject_id)))


def test_a_clock_that_jumped_erases_no_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = datetime.now(UTC)
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Centre", ["localhost"], None, None, now) as centre:
        centre.clock.require()
        timers = Timers(centre)
        timers._erase_results()
        monkeypatch.setattr(centre.clock, "_system", lambda: now + timedelta(days=730))
        with pytest.raises(ClockDoubtful):
            timers._erase_results()
    assert "nothing is signed" in caplog.text
    caplog.clear()


def test_a_clock_that_jumped_lets_no_request_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = datetime.now(UTC)
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Centre", ["localhost"], None, None, now) as centre:
        with centre.registry.transaction() as session:
            assert nonces.use(session, [ONCE], now) == {ONCE}
        centre.clock.require()
        monkeypatch.setattr(centre.clock, "_system", lambda: Ahead.now(UTC))
        monkeypatch.setattr("sync.central.clock.datetime", Ahead)
        with pytest.raises(ClockDoubtful):
            Timers(centre)._purge()
        with centre.registry.transaction() as session:
            assert not nonces.use(session, [ONCE], now)
    assert "nothing is signed" in caplog.text
    caplog.clear()


class Ahead(datetime):
    """A clock of an hour from now."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + timedelta(hours=1)


def visitor(centre: Centre, visitor_id: str, day: date) -> Visitor:
    content = content_of.Visitor(
        visitor_id=visitor_id,
        day=day,
        name="Tamu",
        nik=None,
        passport="X1234567",
        family_card=None,
        party=None,
        template=None,
        thumbnail=content_of.Thumbnail(offset=0, size=0),
    )
    return Visitor(
        visitor_id=visitor_id,
        checkpoint_id="gate",
        day=day,
        identity_index=visitor_id,
        sealed=centre.vault.seal(content.to_json(), visitor_context(visitor_id)),
        thumbnail=None,
    )


def expected(centre: Centre) -> list[str]:
    with centre.registry.session() as session:
        return list(session.scalars(select(Visitor.visitor_id)))
