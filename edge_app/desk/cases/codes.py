"""What may be said of a case with one touch. The values stand in results and in the chain."""

from __future__ import annotations

from enum import Enum


class Outcome(Enum):
    """What became of the person."""

    ESCORTED_POST = "escorted_post"  # to the supervisor's post
    ESCORTED_ROOM = "escorted_room"  # to a room where they are asked
    ESCORTED_MEDICAL = "escorted_medical"
    HANDED_POLICE = "handed_police"
    HANDED_IMMIGRATION = "handed_immigration"
    HANDED_OWNER = "handed_owner"  # to the agency whose list it is
    LET_GO_OTHER = "let_go_other"  # a closer look: it is somebody else
    LET_GO_OWNER = "let_go_owner"  # the list's agency said so
    LEFT = "left"  # before anybody could speak to them


class Phrase(Enum):
    """A note that is ready."""

    CALM = "calm"  # cooperates
    RESISTS = "resists"
    NOT_ALONE = "not_alone"  # others came along
    LUGGAGE_KEPT = "luggage_kept"
    DOCUMENT_KEPT = "document_kept"
    OWNER_TOLD = "owner_told"  # the list's agency was called


TYPED = "typed"  # the code of a note that an officer typed
