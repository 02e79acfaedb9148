"""Names of blobs, and contexts of the vault, of everything that a package is made of.

registry/enrolment.py writes by the same names. They stand apart from it, so that reading needs no
face engine.
"""

from __future__ import annotations

VISITOR_MODEL = "template_model"  # key in Visitor.sealed: the model_id of the template
FIRST_MODEL = "sface-2021dec-mirrored"  # of rows without that key: there was no other model then


def person_context(person_id: str) -> str:
    """Return the context of Person.sealed."""
    return f"persons {person_id}"


def template_context(reference_id: str, model_id: str) -> str:
    """Return the context of ReferenceTemplate.sealed."""
    return f"templates {reference_id} {model_id}"


def thumbnail_blob(reference_id: str) -> str:
    """Return the blob's name of the small picture; it is its context too."""
    return f"references/{reference_id}/thumbnail"


def visitor_context(visitor_id: str) -> str:
    """Return the context of Visitor.sealed."""
    return f"visitors {visitor_id}"


def visitor_thumbnail_context(visitor_id: str) -> str:
    """Return the context of Visitor.thumbnail."""
    return f"visitors {visitor_id} thumbnail"


def officer_context(checkpoint_id: str, number: str) -> str:
    """Return the context of OfficerAccount.sealed."""
    return f"officers {checkpoint_id} {number}"
