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
    NO_SECOND_OFFICER = "no_second_officer"  # the same, and one officer had answered it
    BETTER_MATCH = "better_match"  # the terminal's: another person in view looks more like it
    TOO_MANY = "too_many"  # of an earlier Gapura: more alerts were open than it held


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


FIRST_PRIORITY = 1  # of a list: nobody alone lets one of its people pass unseen


def needs_second(watch_list: WatchList, answer: Answer) -> bool:
    """Return whether a second officer must agree before `answer` counts.

    A confirmation, on a list that asks for two: it is what is done to a person. And "not this
    person" on a list of priority 1: it mutes the pair, and for that time whoever said it wrongly,
    tired or bought, has let somebody pass who may be armed. Nobody is held for it: an officer who
    is alone answers "cannot tell", which mutes nothing, and the alert comes back with the person.
    On other lists one officer may say "not this person": most alerts of a gate are false, and to
    hold somebody until a colleague is free does more harm than it prevents. Who said so, and until
    when, is on the screen, and any officer can lift it.
    """
    if answer is Answer.NOT_THIS_PERSON:
        return watch_list.priority <= FIRST_PRIORITY
    return answer is Answer.CONFIRMED and watch_list.officers >= 2


#: What an alert is when the second officer does not agree with the first. Two officers who differ
#: have not confirmed anything; nor have they cleared the person: the alert is on record with both
#: their numbers, and the pair is not muted.
DISAGREED = (Answer.CANNOT_TELL, Reason.OFFICERS_DISAGREE)
