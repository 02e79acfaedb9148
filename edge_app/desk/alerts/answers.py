"""What an officer may say of an alert, and why: the answers' reasons, and who must say it."""

from __future__ import annotations

from enum import Enum

from edge_app.domain import Answer, WatchList


class Reason(Enum):
    """Why an alert was answered as it was. The values stand in results and in the chain."""

    DOCUMENT_AGREES = "document_agrees"
    SAME_BY_EYE = "same_by_eye"
    PERSON_SAYS_SO = "person_says_so"
    DIFFERENT_BY_EYE = "different_by_eye"
    OTHER_DOCUMENT = "other_document"  # a document shows another identity
    KNOWN_TO_OFFICER = "known_to_officer"  # staff, a regular visitor
    POOR_PICTURE = "poor_picture"
    PERSON_GONE = "person_gone"
    NO_DOCUMENT = "no_document"
    OFFICERS_DISAGREE = "officers_disagree"  # the terminal's, when the second officer refuses
    TIME_OVER = "time_over"  # the terminal's: the person left long ago
    NO_SECOND_OFFICER = "no_second_officer"  # the same, and one officer had confirmed it
    TOO_MANY = "too_many"  # the terminal's: more alerts are open than it holds


#: What may be tapped, in the order on the screen.
REASONS: dict[Answer, tuple[Reason, ...]] = {
    Answer.CONFIRMED: (Reason.DOCUMENT_AGREES, Reason.SAME_BY_EYE, Reason.PERSON_SAYS_SO),
    Answer.NOT_THIS_PERSON: (
        Reason.DIFFERENT_BY_EYE,
        Reason.OTHER_DOCUMENT,
        Reason.KNOWN_TO_OFFICER,
    ),
    Answer.CANNOT_TELL: (Reason.POOR_PICTURE, Reason.PERSON_GONE, Reason.NO_DOCUMENT),
}


def needs_second(watch_list: WatchList, answer: Answer) -> bool:
    """Return whether a second officer must agree before `answer` counts.

    Only a confirmation, on a list that asks for two: it is what is done to a person. One officer
    may say "not this person" and "cannot tell": most alerts of a gate are false, and to hold
    somebody until a colleague is free, only because a machine erred, does more harm than it
    prevents. What one officer alone let pass is not lost: number, reason and pictures are on the
    chain and at the data centre, which can look again.
    """
    return answer is Answer.CONFIRMED and watch_list.officers >= 2


#: What an alert is when the second officer does not agree with the first. Two officers who differ
#: have not confirmed anything; nor have they cleared the person: the alert is on record with both
#: their numbers, and the pair is not muted.
DISAGREED = (Answer.CANNOT_TELL, Reason.OFFICERS_DISAGREE)
