"""Answer 1:1 and 1:N questions from the data centre's references, which never leave it.

Yes, uncertain and no: `models.verification`. Candidates: a score that the best of all references
reaches for one stranger in ten, and no less than an uncertain one: a candidate list of strangers
stays rare, however large or small the registry is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration
from models.comparison import require_templates
from models.errors import GalleryError, ManifestError
from models.manifest import load_manifest
from models.template_model import TemplateModel
from models.verification import UNCERTAIN_FMR, verify
from sync.central.candidates import identify
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.registry import comparisons
from sync.central.registry.callers import Rights
from sync.central.search import Search
from sync.protocol.content import AnswerContent, AnsweredCandidate, QuestionContent
from sync.protocol.errors import PackageError

CANDIDATES_FPIR = 0.1
MAX_CANDIDATES = 20


def answer(
    centre: Centre, search: Search, question: QuestionContent, rights: Rights
) -> AnswerContent:
    """Return the answer; slow, so call it in a thread.

    Raise CentralError, EnvelopeError, PackageError.
    """
    one_to_many = question.nik is None
    if not (rights.may_identify if one_to_many else rights.may_verify):
        asked = "1:N" if one_to_many else "1:1"
        return AnswerContent(
            outcome="refused", reason=f"{asked} is not agreed on for this checkpoint"
        )
    models = load_manifest().by_id
    model = models.get(question.model_id)
    if model is None:
        return AnswerContent(
            outcome="refused",
            reason=f"the template is of {question.model_id}, the references of {', '.join(models)}",
        )
    try:
        calibration = model.require_calibration()
    except ManifestError as error:
        raise CentralError(f"no question can be answered: {error}") from error
    probe = _probe(question.template, model.template_size)
    if question.nik is None:
        return _candidates(centre, search, probe, model, calibration)
    with centre.registry.session() as session:
        references = comparisons.templates_of_nik(
            session, centre.vault, question.nik, model.model_id
        )
    return verified(references, probe, calibration)


def verified(
    references: NDArray[np.float32] | None, probe: NDArray[np.float32], table: Calibration
) -> AnswerContent:
    """Answer 1:1. `references`: `(n, f) float32` unit rows of one person; None: nobody. Pure."""
    if references is None:
        return AnswerContent(outcome="unknown", reason="nobody with this NIK is known here")
    if not len(references):
        return AnswerContent(outcome="unknown", reason="no reference of this person is known here")
    found = verify(references, probe, table)
    return AnswerContent(outcome=found.verdict.value, score=found.score, threshold=found.threshold)


def _candidates(
    centre: Centre,
    search: Search,
    probe: NDArray[np.float32],
    model: TemplateModel,
    table: Calibration,
) -> AnswerContent:
    with search.index(model) as index, centre.registry.session() as session:
        count = comparisons.template_state(session, model.model_id).templates
        if not count:
            return AnswerContent(outcome="candidates")
        floor = max(table.threshold(CANDIDATES_FPIR, count), table.score(UNCERTAIN_FMR))
        hits = identify(
            index,
            lambda ids: comparisons.templates_of(
                session, centre.vault, ids, model.model_id, model.template_size
            ),
            probe,
            4 * MAX_CANDIDATES,  # several may be one person's
            floor,
        )
        known = comparisons.owners_of(session, centre.vault, [hit.template_id for hit in hits])
    best: dict[str, AnsweredCandidate] = {}
    for hit in hits:
        who = known[hit.template_id]
        best.setdefault(
            who.person_id,
            AnsweredCandidate(person_id=who.person_id, name=who.name, score=hit.score),
        )
    return AnswerContent(
        outcome="candidates",
        threshold=floor,
        candidates=tuple(best.values())[:MAX_CANDIDATES],
    )


def _probe(data: bytes, dimension: int) -> NDArray[np.float32]:
    if len(data) != 4 * dimension:
        raise PackageError(f"the template has {len(data)} bytes, not {4 * dimension}")
    probe = np.frombuffer(data, "<f4").astype(np.float32)
    try:
        require_templates(probe[None], dimension, "template")
    except GalleryError as error:
        raise PackageError(str(error)) from None
    return probe
