"""What an officer does with a case, what a supervisor alone does, and who may be given one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_app.desk.cases.codes import Outcome, Phrase
from edge_app.desk.cases.desk import CaseDesk
from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import OPEN, SessionState, SessionView, SignedIn
from edge_app.domain import Answer
from edge_app.store.cases import Cases, KeptCase
from edge_app.store.history import History
from sync.protocol.content import Officer, OfficerRole
from tests.edge_app.store.store_fixtures import NOW, Kiosk, alert, decision
from tests.waiting import until

VERIFIER = "$argon2id$v=19$m=1,t=1,p=1$c2FsdHNhbHQ$aGFzaA"
NOTE = "BERSAMA BUDI"


def somebody(role: OfficerRole, number: str = "1001") -> SessionView:
    return SessionView(SessionState.SIGNED_IN, SignedIn(number, "Sari", role, NOW))


def account(number: str, role: OfficerRole, suspended: bool = False) -> Officer:
    return Officer(
        number=number, name=f"N{number}", role=role, pin_verifier=VERIFIER, suspended=suspended
    )


class Counter:
    """A desk over a store on the disk; `session` is who works there."""

    def __init__(self, folder: Path) -> None:
        self.kiosk = Kiosk(folder)
        self.session = somebody(OfficerRole.OFFICER)
        self.desk = CaseDesk(
            Cases(self.kiosk.database),
            History(self.kiosk.database).pictures,
            History(self.kiosk.database).documents,
            self.kiosk.store,
            lambda: self.session,
            lambda: (
                account("1001", OfficerRole.OFFICER),
                account("1002", OfficerRole.OFFICER),
                account("1003", OfficerRole.OFFICER, suspended=True),
                account("2001", OfficerRole.SUPERVISOR),
                account("9001", OfficerRole.TECHNICIAN),
            ),
            ReaderPool(),
            lambda: 100.0,
        )
        self.kiosk.store.start()
        self.one = alert()
        self.kiosk.store.raised(self.one)
        self.kiosk.store.answered(decision(self.one, Answer.CONFIRMED, "1001"))
        self.settle()

    def settle(self) -> None:
        """What was done is on the disk, and was read."""
        until(lambda: not self.kiosk.store.unwritten)
        self.desk.view()
        self.desk._read()

    def cases(self) -> tuple[KeptCase, ...]:
        self.settle()
        return self.desk.view().cases


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = Counter(tmp_path)
    yield made
    made.kiosk.close()


def test_an_officer_tells_the_end_and_a_supervisor_closes(counter: Counter) -> None:
    case_id = counter.one.alert_id
    counter.desk.close(case_id)
    counter.desk.conclude(case_id, Outcome.ESCORTED_ROOM)
    (case,) = counter.cases()
    assert not counter.desk.view().may_close
    counter.desk.close(case_id)  # an officer
    counter.desk.conclude(case_id, Outcome.HANDED_IMMIGRATION)  # what came after
    (case,) = counter.cases()
    assert case.outcome is not None
    assert case.outcome.code == "handed_immigration"
    counter.session = somebody(OfficerRole.SUPERVISOR, "2001")
    assert counter.desk.view().may_close
    counter.desk.close(case_id)
    assert counter.cases() == ()


@pytest.mark.parametrize("role", [OfficerRole.TECHNICIAN, OfficerRole.OTHER])
def test_who_decides_about_nobody_sees_no_case(counter: Counter, role: OfficerRole) -> None:
    counter.session = somebody(role)
    counter.desk.conclude(counter.one.alert_id, Outcome.LEFT)
    assert not counter.desk.view().allowed
    counter.session = somebody(OfficerRole.OFFICER)
    (case,) = counter.cases()
    assert case.outcome is None


def test_without_accounts_whoever_works_here_closes(counter: Counter) -> None:
    counter.session = OPEN
    counter.desk.conclude(counter.one.alert_id, Outcome.LET_GO_OTHER)
    (case,) = counter.cases()
    assert case.outcome is not None
    assert case.outcome.officer is None
    counter.desk.close(counter.one.alert_id)
    assert counter.cases() == ()


def test_a_case_is_given_to_who_may_have_one(counter: Counter) -> None:
    case_id = counter.one.alert_id
    (case,) = counter.cases()
    colleagues = counter.desk.view().colleagues(case, "1001")
    assert [one.number for one in colleagues] == ["1002", "2001"]
    for number in ("1003", "9001", "7777"):
        counter.desk.give(case_id, number)
    assert counter.cases()[0].owner == "1001"
    counter.desk.give(case_id, "1002")
    (case,) = counter.cases()
    assert case.owner == "1002"
    assert [one.number for one in counter.desk.view().colleagues(case, "1001")] == ["2001"]


def test_what_was_noted_is_read_and_in_no_log(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    case_id = counter.one.alert_id
    counter.desk.note(case_id, Phrase.CALM)
    counter.desk.write(case_id, f" {NOTE} ")
    counter.desk.write(case_id, "  ")
    (case,) = counter.cases()
    assert [(note.code, note.text) for note in case.notes] == [("calm", ""), ("typed", NOTE)]
    assert NOTE not in caplog.text
    assert NOTE not in repr(counter.desk.view())


def test_pictures_come_on_a_touch_and_go_with_the_officer(counter: Counter) -> None:
    counter.desk.open(counter.one.alert_id)
    counter.desk.commands.run_pending()
    opened = counter.desk.view().opened
    assert opened is not None
    assert opened.pictures is not None
    counter.desk.leave()
    view = counter.desk.view()
    assert (view.cases, view.opened, view.loaded) == ((), None, False)
