"""The base of every message, and how messages grow: decisions/0001-messages-grow.md.

1. A field that a reader does not know is ignored, at every level; known fields are checked as ever.
2. A word of a list that may grow (`Grows`) is read as `other` when it is not known.
3. A message whose `format` is newer than FORMAT is refused: its writer says that reading it without
   what is new would be unsafe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic import ValidationError as _ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from sync.protocol.errors import PackageError

FORMAT = 1  # the newest `format` that this version understands
OTHER = "other"  # what an unknown word of a newer peer is read as

_NEWER = "newer_format"
_ENDS = [timezone(timedelta(hours=hours)) for hours in (-23, 23)]
_WORD = re.compile("[a-z][a-z0-9_-]{0,39}")

Model = TypeVar("Model", bound="Wire")


class Wire(BaseModel):
    """A frozen message. Fields that it does not have are ignored."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        allow_inf_nan=False,
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )

    def to_json(self) -> bytes:
        """Return UTF-8, one line."""
        return self.model_dump_json().encode()

    @classmethod
    def from_json(cls: type[Model], data: bytes | str) -> Model:
        """Return the message. Raise PackageError, which names fields and never values.

        A value may be somebody's name. A signature over `data` is verified over these very bytes,
        before they are read: what is ignored is signed all the same.
        """
        try:
            return cls.model_validate_json(data, extra=cls.model_config["extra"])
        except _ValidationError as error:
            faults = error.errors(include_input=False, include_url=False, include_context=False)
            first = faults[0]
            place = ".".join(map(str, first["loc"])) or "the text"
            # Before all others: a newer message may well hold what is a fault in an older one.
            if any(fault["type"] == _NEWER for fault in faults):
                raise PackageError(
                    f"{cls.__name__}: needs a newer Gapura; this one reads format {FORMAT}"
                ) from None
            raise PackageError(f"{cls.__name__}: {place}: {first['type']}") from None


class Record(Wire):
    """What one end writes and reads itself, or a person types: nothing unknown, at any level.

    Nobody newer writes it. An unknown field is a mistake, or a part of what operators approved
    that would be left out.
    """

    model_config = ConfigDict(extra="forbid")


def _understood(number: int) -> int:
    if number > FORMAT:
        raise PydanticCustomError(_NEWER, "needs a newer Gapura")
    return number


Format = Annotated[int, Field(ge=1, strict=True), AfterValidator(_understood)]
"""The oldest reader that may act on a message. A writer raises it only where an older reader that
ignores a new field would do harm; see the README for when."""


def _expressible(time: datetime) -> datetime:
    try:
        for zone in _ENDS:
            time.astimezone(zone)
    except OverflowError:
        raise PydanticCustomError("time_out_of_range", "a time that has no year") from None
    return time


Time = Annotated[AwareDatetime, AfterValidator(_expressible)]
"""A time with its zone. One of the first or the last day that there is becomes none in another
zone, and would fail wherever it is kept or shown."""


class Grows:
    """Marks a Literal or an Enum with a member `other` to which newer versions may add words."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read a word that is not known as `other`; anything that is no word is left to fail."""
        known = frozenset(_words(source))
        assert OTHER in known, source  # noqa: S101  a mistake in the type, found at import

        def read(value: object) -> object:
            unknown = isinstance(value, str) and value not in known and _WORD.fullmatch(value)
            return OTHER if unknown else value

        return core_schema.no_info_before_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe any word; those of this version are examples."""
        known = handler.resolve_ref_schema(handler(schema)).get("enum", [])
        return {"type": "string", "pattern": f"^{_WORD.pattern}$", "examples": known}


def _words(source: Any) -> Iterable[str]:
    if isinstance(source, type) and issubclass(source, Enum):
        return (str(each.value) for each in source)
    return get_args(source)
