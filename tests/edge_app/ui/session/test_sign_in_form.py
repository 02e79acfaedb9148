"""What is typed and read at the sign-in, whatever it is: no window, no clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_app.desk.session.views import Notice, SessionState, SessionView, ShiftView
from edge_app.ui.screenshots.lane_scenes import SYNC
from edge_app.ui.session.sign_in_presenter import (
    DOT,
    MAX_NUMBER,
    MAX_PIN,
    SignInForm,
    SignInStep,
    present_notice,
    present_sign_in,
    pressed,
    scanned,
    submitted,
)
from edge_app.ui.text.language import Language
from tests.present import present

KEYS = st.one_of(st.sampled_from([*"0123456789ABCZ -/'.", "delete", "clear"]), st.text(max_size=9))
STEPS = st.one_of(st.tuples(st.just("key"), KEYS), st.tuples(st.just("scan"), st.text()))
WALL = datetime(2026, 3, 11, 14, 32, tzinfo=UTC)


@given(st.lists(STEPS))
def test_no_typing_and_no_reading_breaks_the_form(steps: Any) -> None:
    form = SignInForm()
    for kind, text in steps:
        form = pressed(form, text) if kind == "key" else scanned(form, text)
        form, complete = submitted(form) if text == "clear" else (form, False)
        assert len(form.number) <= MAX_NUMBER
        assert len(form.pin) <= MAX_PIN
        assert set(form.pin) <= set("0123456789")
        assert not complete or (form.number and form.pin)
        view = present_sign_in(form, SessionView(SessionState.WAITING), Language.ID, 0.0, WALL)
        assert view.dots == DOT * len(form.pin)


def test_a_shift_that_began_days_ago_is_told_with_its_day() -> None:
    shift = ShiftView("s", "1001", "Sari", WALL - timedelta(days=40))
    session = SessionView(SessionState.LOCKED, shift=shift)
    view = present_sign_in(SignInForm(), session, Language.ID, 0.0, WALL)
    assert view.on_shift == "Sif \u2068Sari\u2069 sejak 30 Jan 2026 pukul 14.32."


@pytest.mark.parametrize(
    ("lease_over", "said"),
    [
        (False, "Terminal ini tidak lagi diizinkan memakai daftar. Daftar sudah dihapus."),
        (True, "Daftar tidak dipakai: terminal ini terlalu lama tanpa pusat data."),
    ],
)
@pytest.mark.parametrize("notice", [None, Notice.ACCOUNT_GONE])
def test_whose_terminal_was_shut_out_does_not_wait_for_accounts(
    lease_over: bool, said: str, notice: Notice | None
) -> None:
    """Accounts go with the lists: nobody was suspended, and no stick brings them back."""
    sync = replace(SYNC, revoked=True, lease_over=lease_over)
    session = SessionView(SessionState.LOCKED, notice=notice, accounts_missing=True)
    view = present_sign_in(SignInForm(), session, Language.ID, 0.0, WALL, sync=sync)
    assert present(view.notice).sentence == said
    assert not view.main_enabled
    there = replace(session, accounts_missing=False, notice=None)
    assert present_sign_in(SignInForm(), there, Language.ID, 0.0, WALL, sync=sync).notice is None


def test_nothing_that_is_printed_shows_the_pin() -> None:
    assert "246810" not in f"{SignInForm('1001', '246810', SignInStep.PIN)!r}"


@given(st.sampled_from(Notice), st.floats(-1e6, 1e6), st.sampled_from(Language))
def test_every_notice_is_a_full_sentence(notice: Any, wait: Any, language: Any) -> None:
    view = present_notice(notice, 1000.0 + wait, 1000.0, language)
    assert view.sentence.endswith(".")
    assert view.step == "" or view.step.endswith(".")
