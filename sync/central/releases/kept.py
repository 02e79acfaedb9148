"""Where the registry keeps what a package is made of, and in which contexts of the vault.

As registry/persons.py writes it; read here without opening the face engine, which that imports.
"""

from __future__ import annotations

VISITOR_MODEL = "template_model"  # key in Visitor.sealed: the model_id of the template
FIRST_MODEL = "sface-2021dec-mirrored"  # of rows without that key: there was no other model then


def person_context(person_id: str) -> str:
    """Of Person.sealed."""
    return f"persons {person_id}"


def template_context(reference_id: str, model_id: str) -> str:
    """Of ReferenceTemplate.sealed."""
    return f"templates {reference_id} {model_id}"


def thumbnail_blob(reference_id: str) -> str:
    """The small picture; its context is its name."""
    return f"references/{reference_id}/thumbnail"


def visitor_context(visitor_id: str) -> str:
    """Of Visitor.sealed."""
    return f"visitors {visitor_id}"


def visitor_thumbnail_context(visitor_id: str) -> str:
    """Of Visitor.thumbnail."""
    return f"visitors {visitor_id} thumbnail"


def officer_context(checkpoint_id: str, number: str) -> str:
    """Of OfficerAccount.sealed."""
    return f"officers {checkpoint_id} {number}"
