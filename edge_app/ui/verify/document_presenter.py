"""The document that names somebody: a NIK as it is typed, codes and passports that are refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from edge_app.desk.verification.views import DocumentRefusal, NotCompared, UnknownSubject
from edge_app.documents.mrz import Field, MrzFault, MrzFaultKind
from edge_app.documents.payload import Nothing
from edge_app.documents.regions import region_of
from edge_app.documents.typed_nik import TypedNik, Typo, age
from edge_app.ui.kit.keypad_layout import CLEAR, DELETE
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.text.language import Language, duration, full_date, translate
from edge_app.ui.text.message import Message
from edge_app.ui.verify import words
from sync.protocol.nik import Part

WIDTH = 16  # digits; those to come are shown as places


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The texts beside the keypad."""

    ask: str
    label: str
    entry: str  # the digits in groups, with a place for each to come
    says: str  # what they say of their holder
    notice: NoticeView | None
    check: str  # on the button that goes on
    ready: bool  # 16 digits, and none is wrong
    identify: str  # on the button to a search; empty: the role may not
    camera: str  # under the picture, or why there is none


def typed(nik: TypedNik, key: str) -> TypedNik:
    """Return `nik` after a key of the pad."""
    if key == CLEAR:
        return TypedNik()
    return nik.delete() if key == DELETE else nik.add(key)


def present_document(
    nik: TypedNik,
    refused: DocumentRefusal | None,
    lines: int,
    camera: bool,
    searches: bool,
    today: date,
    language: Language,
) -> DocumentView:
    """Return the texts beside the keypad for what was typed and read.

    `lines` of a passport's zone have come. `camera`: it gives a picture now. `searches`: the
    officer may identify people.
    """
    said = nik.says(today)
    notice = _typing(nik, said.wrong, language) or _refusal(refused, language)
    if notice is None and lines:
        notice = NoticeView(Severity.NOTE, translate(words.MRZ_MORE, language), "")
    return DocumentView(
        ask="" if notice else translate(words.ASK, language),
        label=translate(words.NIK_LABEL, language),
        entry=_entry(nik),
        says=_says(nik, today, language),
        notice=notice,
        check=translate(words.CHECK, language),
        ready=nik.complete and said.wrong is None,
        identify=translate(words.IDENTIFY, language) if searches else "",
        camera=translate(words.CAMERA_CAPTION if camera else words.CAMERA_OFF, language),
    )


def _entry(nik: TypedNik) -> str:
    shown = nik.digits + "·" * (WIDTH - len(nik.digits))
    return f"{shown[:6]} {shown[6:12]} {shown[12:]}"


def _says(nik: TypedNik, today: date, language: Language) -> str:
    said = nik.says(today)
    parts = []
    if said.born is not None:
        message = words.BORN_WOMAN if said.woman else words.BORN_MAN
        years = duration(age(said.born, today), "year", language)
        parts.append(translate(message, language, date=full_date(said.born, language), age=years))
    elif said.woman is not None:
        parts.append(translate(words.WOMAN if said.woman else words.MAN, language))
    if said.region is not None:
        parts.append(region_words(said.region, language))
    return " · ".join(parts)


def region_words(code: str, language: Language) -> str:
    """Return the names behind six digits; where the terminal knows none, that it does not."""
    region = region_of(code)
    if region.district is not None:  # the province is in the name of few, and the line is short
        return translate(words.REGION, language, names=", ".join(region.names[:2]))
    message = words.REGION_PARTLY if region.names else words.REGION_UNKNOWN
    return translate(message, language, names=", ".join(region.names), code=code)


def _typing(nik: TypedNik, wrong: Part | None, language: Language) -> NoticeView | None:
    if nik.typo is not None:
        sentence, step = _TYPOS[nik.typo]
        check = translate(words.CHECK, language)
        return _notice(sentence, translate(step, language, key=check), language)
    if wrong is not None:
        return _notice(_PARTS[wrong], translate(words.WRONG_STEP, language), language)
    return None


def _refusal(refused: DocumentRefusal | None, language: Language) -> NoticeView | None:
    if refused is None:
        return None
    if isinstance(refused, MrzFault):
        return _passport(refused, language)
    sentence, step = _REFUSALS[refused]
    return _notice(sentence, translate(step, language), language)


def _passport(refused: MrzFault, language: Language) -> NoticeView:
    message = _TROUBLES[refused.trouble]
    if refused.field is None:
        message = words.MRZ_SOMEWHERE if refused.trouble is MrzFaultKind.CHARACTER else message
        sentence = translate(message, language)
    else:
        sentence = translate(message, language, field=translate(_FIELDS[refused.field], language))
    steps = [translate(words.MRZ_STEP, language)]
    if refused.trouble in (MrzFaultKind.CHECK_DIGIT, MrzFaultKind.DATE):
        steps.append(translate(words.MRZ_FORGERY, language))
    return NoticeView(Severity.ATTENTION, sentence, " ".join(steps))


def _notice(sentence: Message, step: str, language: Language) -> NoticeView:
    return NoticeView(Severity.ATTENTION, translate(sentence, language), step)


_PARTS = {
    Part.PROVINCE: words.WRONG_PROVINCE,
    Part.REGENCY: words.WRONG_REGENCY,
    Part.DISTRICT: words.WRONG_DISTRICT,
    Part.DAY: words.WRONG_DAY,
    Part.MONTH: words.WRONG_MONTH,
    Part.YEAR: words.WRONG_YEAR,
    Part.SERIAL: words.WRONG_SERIAL,
}
_TYPOS = {
    Typo.NO_DIGIT: (words.NO_DIGIT, words.NO_DIGIT_STEP),
    Typo.TOO_LONG: (words.TOO_LONG, words.TOO_LONG_STEP),
}
_REFUSALS: dict[Nothing | UnknownSubject | NotCompared, tuple[Message, Message]] = {
    Nothing.EMPTY: (words.CODE_EMPTY, words.CODE_STEP),
    Nothing.TOO_LONG: (words.CODE_TOO_LONG, words.CODE_STEP),
    Nothing.NO_NIK: (words.CODE_NO_NIK, words.CODE_STEP),
    Nothing.WRONG_NIK: (words.CODE_WRONG_NIK, words.CODE_STEP),
    Nothing.FAMILY_CARD: (words.CODE_FAMILY_CARD, words.CODE_STEP),
    Nothing.SEVERAL: (words.CODE_SEVERAL, words.CODE_STEP),
    UnknownSubject.VISITOR: (words.NO_VISITOR, words.ABSENT_STEP),
    UnknownSubject.PASSPORT: (words.NO_PASSPORT, words.ABSENT_STEP),
    NotCompared.FAULT: (words.CODE_FAULT, words.FAULT_STEP),
}
_TROUBLES = {
    MrzFaultKind.LENGTH: words.MRZ_LENGTH,
    MrzFaultKind.FORMAT: words.MRZ_FORMAT,
    MrzFaultKind.VISA: words.MRZ_VISA,
    MrzFaultKind.CHARACTER: words.MRZ_CHARACTER,
    MrzFaultKind.CHECK_DIGIT: words.MRZ_CHECK,
    MrzFaultKind.DATE: words.MRZ_DATE,
}
_FIELDS = {
    Field.NUMBER: words.FIELD_NUMBER,
    Field.BIRTH: words.FIELD_BIRTH,
    Field.EXPIRY: words.FIELD_EXPIRY,
    Field.OPTIONAL: words.FIELD_OPTIONAL,
    Field.WHOLE: words.FIELD_WHOLE,
    Field.SEX: words.FIELD_SEX,
    Field.NAME: words.FIELD_NAME,
    Field.ISSUER: words.FIELD_ISSUER,
    Field.NATIONALITY: words.FIELD_NATIONALITY,
}
