"""What an officer may do at a terminal, by the role that the data centre gave them."""

from __future__ import annotations

from enum import Enum

from sync.protocol.content import OfficerRole

__all__ = ["Action", "OfficerRole", "may"]


class Action(Enum):
    """What the terminal asks about before it shows or does something."""

    SEE_LANE = "see_lane"
    ANSWER_ALERT = "answer_alert"
    SECOND_ANSWER = "second_answer"  # confirm a colleague's answer with one's own PIN
    FOLLOW_CASE = "follow_case"  # note, give to a colleague, say what became of the person
    CLOSE_CASE = "close_case"  # whose end was told; where there are no accounts, anybody may
    VERIFY = "verify"  # 1:1
    IDENTIFY = "identify"  # 1:N at the data centre, with a purpose
    SEE_VISITORS = "see_visitors"
    SEE_FAMILY_HINT = "see_family_hint"  # that somebody of the family card is listed
    SEE_HISTORY = "see_history"
    SEE_STATISTICS = "see_statistics"
    EXPORT_REPORT = "export_report"
    SEE_CHAIN = "see_chain"  # how far the audit chain was verified
    CHANGE_SETTINGS = "change_settings"
    CLOSE_KIOSK = "close_kiosk"  # nobody watches the lane then
    TEND_CAMERA = "tend_camera"  # choose it, turn its picture
    TEST_TERMINAL = "test_terminal"  # touch, screen, sound, network; start the kiosk anew
    HAND_OVER = "hand_over"
    SEE_LANES = "see_lanes"  # of the whole checkpoint
    PRACTISE = "practise"  # answer planted alerts, see one's own figures of them
    PLANT_PRACTICE = "plant_practice"  # in another officer's shift


_OFFICER = frozenset(
    {
        Action.SEE_LANE,
        Action.ANSWER_ALERT,
        Action.SECOND_ANSWER,
        Action.FOLLOW_CASE,
        Action.VERIFY,
        Action.SEE_VISITORS,
        Action.SEE_HISTORY,
        Action.SEE_STATISTICS,
        Action.EXPORT_REPORT,
        Action.SEE_CHAIN,
        Action.HAND_OVER,
        Action.PRACTISE,
    }
)
# A technician mends the lane and decides about nobody: no alert, no visitor, no history.
_TECHNICIAN = frozenset(
    {
        Action.SEE_LANE,
        Action.SEE_STATISTICS,
        Action.SEE_CHAIN,
        Action.CHANGE_SETTINGS,
        Action.CLOSE_KIOSK,
        Action.TEND_CAMERA,
        Action.TEST_TERMINAL,
        Action.HAND_OVER,
    }
)
_ALLOWED = {
    OfficerRole.OFFICER: _OFFICER,
    OfficerRole.SUPERVISOR: frozenset(Action)
    - {Action.CLOSE_KIOSK, Action.TEND_CAMERA, Action.TEST_TERMINAL},
    OfficerRole.TECHNICIAN: _TECHNICIAN,
    OfficerRole.OTHER: frozenset(),
}


def may(role: OfficerRole | None, action: Action) -> bool:
    """Return whether the role allows it; None: a terminal without accounts, as an officer's."""
    return action in _ALLOWED[role or OfficerRole.OFFICER]
