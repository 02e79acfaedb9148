"""The attack that gave templates away, on a server that runs, with a terminal's own keys.

A gate that fell into wrong hands asks as often as it likes: about one NIK, to calculate the
template; about many, to list who is known. What it may learn is no more than chance: the best of as
many random guesses. A server is asked some hundreds, and each of its answers must be what the
function gives that decides them; that one is asked ten thousand, which solve a template where an
answer's number is right by 6%. What verdicts alone tell is measured so too: they tell
enough, so one person is compared only so often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import perf_counter
from typing import NamedTuple

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

from models.embedder import unit_rows
from models.manifest import load_manifest
from sync.central.identification.questions import verified
from sync.central.registry import terminals
from sync.central.registry.checkpoints import Settings
from sync.central.registry.persons import nik_index
from sync.central.registry.question_quotas import NO_FACES_A_DAY
from sync.central.registry.schema import Checkpoint, Person
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import seal
from sync.protocol.question_content import UNSIGNED, AnswerContent, Answered, QuestionContent
from sync.protocol.wire import QUESTION, Question, SealedAnswer
from tests.sync.central.gateway.conftest import House
from tests.sync.central.releases import registry_rows as rows

Templates = NDArray[np.float32]

UNBOUNDED = 1_000_000
VICTIM, STRANGERS = 5, range(40, 60)  # on a list that the gate holds; enrolled, on none of its own
DIMENSION = 128
TABLE = load_manifest().model.require_calibration()

OFFLINE = 10_000  # answers of the very function that a server answers with
MANY = pytest.param(1_200, marks=pytest.mark.slow)
few_and_many = pytest.mark.parametrize("questions", [140, MANY], indirect=True)


@pytest.fixture
def questions(request: pytest.FixtureRequest, draw: Callable[[int, int], int]) -> int:
    """How many questions are asked; a short draw asks a few hundred."""
    asked: int = request.param
    return draw(asked, min(asked, 300))


class Said(NamedTuple):
    """What an attacker sees."""

    answer: AnswerContent
    size: int  # bytes of the response
    seconds: float


class Attacker:
    """Holds every key of a checkpoint's terminals, and one connection."""

    def __init__(self, house: House, checkpoint_id: str) -> None:
        self.house, self._checkpoint_id = house, checkpoint_id
        self.gate = house.gate(checkpoint_id=checkpoint_id)
        self._client = house.client()

    def close(self) -> None:
        self._client.close()

    def ask(self, probe: Templates, nik: str) -> Said:
        """Ask, by the next terminal where this one has asked as often as it may."""
        while (said := self._asked(probe, nik)) is None:
            self.gate = self.house.gate(checkpoint_id=self._checkpoint_id)
        return said

    def _asked(self, probe: Templates, nik: str) -> Said | None:
        content = QuestionContent(
            asked_at=datetime.now(UTC),
            officer=UNSIGNED,
            purpose="verify-at-gate",
            nik=nik,
            model_id=rows.MODEL,
            template=probe.astype("<f4").tobytes(),
            secret=bytes(32),
        )
        gate, question_id = self.gate, random_id()
        context = f"question {question_id} {gate.terminal_id}"
        sealed = seal(content.to_json(), self.house.centre.sealing.public, context)
        question = Question(question_id=question_id, sealed=sealed)
        signature = gate.kiosk.sign(QUESTION, question.signed(gate.terminal_id))
        body = question.model_copy(update={"signature": signature}).to_json()
        headers = gate.headers("POST", "/v1/questions", body)
        begun = perf_counter()
        response = self._sent(body, headers)
        seconds = perf_counter() - begun
        if response.status_code == 429:
            return None
        assert response.status_code == 200, response.text
        opened = gate.sealing.unseal(
            SealedAnswer.from_json(response.content).sealed,
            f"answer {question_id} {gate.terminal_id}",
        )
        return Said(Answered.from_json(opened).answer, len(response.content), seconds)

    def _sent(self, body: bytes, headers: dict[str, str]) -> httpx.Response:
        return self._client.post("/v1/questions", content=body, headers=headers)


def nik(number: int) -> str:
    return f"3171011708{number:06d}"


@pytest.fixture(scope="session", autouse=True)
def known(house: House) -> None:
    """The people have NIKs, and two checkpoints ask: one without a limit, one as founded."""
    with house.centre.registry.transaction() as session:
        for number in (VICTIM, *STRANGERS):
            person = session.get_one(Person, rows.person_id(number))
            person.nik_index = nik_index(house.centre.vault, nik(number))
        without = Settings(
            questions_per_terminal=UNBOUNDED,
            questions_per_officer=UNBOUNDED,
            questions_per_person=UNBOUNDED,
            questions_per_person_month=UNBOUNDED,
        )
        for name, settings in (("oracle-open", without), ("oracle", Settings())):
            session.add(Checkpoint(checkpoint_id=name, name=name, settings=settings.model_dump()))
    described = rows.DESCRIBED.model_copy(update={"checkpoints": ("oracle", "oracle-open")})
    rows.add_list(house.centre, "oracles", described)
    rows.put_on(house.centre, "oracles", [VICTIM])


@pytest.fixture
def attack(house: House) -> Iterator[Callable[[str], Attacker]]:
    made: list[Attacker] = []

    def at(checkpoint_id: str) -> Attacker:
        made.append(Attacker(house, checkpoint_id))
        return made[-1]

    yield at
    for each in made:
        each.close()


def drawn(count: int, seed: int) -> Templates:
    """As far from the mean face as a probe may be: random ones are refused."""
    return rows.face_like(np.random.default_rng(seed), count, 0.15)


def random(count: int, seed: int) -> Templates:
    return unit_rows(np.random.default_rng(seed).standard_normal((count, DIMENSION), np.float32))


def alike(found: NDArray[np.floating], truth: Templates) -> float:
    length = float(np.linalg.norm(found))
    return abs(float(found @ truth)) / length if length else 0.0


def solved(probes: Templates, told: list[AnswerContent]) -> NDArray[np.float64]:
    """The template by least squares, of whatever number an answer holds."""
    steps = {"untold": 0.0, "other": 0.0, "near": 0.37, "clear": 0.43, "strong": 0.56}
    numbers = [one.score if one.score is not None else steps[one.strength] for one in told]
    found = np.linalg.lstsq(probes.astype(np.float64), np.array(numbers), rcond=None)[0]
    return np.asarray(found, np.float64)


def answers(truth: Templates, probes: Templates) -> list[AnswerContent]:
    """What is answered about one person whose template is `truth`."""
    return [verified(truth[None], 1, probe, TABLE) for probe in probes]


def chance(truth: Templates, probes: Templates) -> float:
    """The best of as many guesses."""
    return float(np.abs(probes @ truth).max())


@few_and_many
def test_without_any_limit_the_answers_solve_nothing(
    attack: Callable[[str], Attacker], questions: int
) -> None:
    """Finding 1: on raw cosines 128 probes gave the template to the last digit."""
    attacker, truth, probes = attack("oracle-open"), rows.template(VICTIM), drawn(questions, 11)
    told = [attacker.ask(probe, nik(VICTIM)).answer for probe in probes]
    assert {one.refusal for one in told} == {"none"}
    assert told == answers(truth, probes), "it says what is asked ten thousand times below"
    assert alike(solved(probes, told), truth) <= chance(truth, probes)
    near = np.stack([mate(truth, cosine, 17) for cosine in np.linspace(0.2, 0.9, 15)])
    real = [attacker.ask(probe, nik(VICTIM)).answer for probe in near]
    assert real == answers(truth, near)
    assert {one.outcome for one in real} == {"no", "uncertain", "yes"}, "the answers are real"


@pytest.mark.slow
def test_ten_thousand_answers_solve_nothing() -> None:
    truth, probes = rows.template(VICTIM), drawn(OFFLINE, 11)
    assert alike(solved(probes, answers(truth, probes)), truth) <= chance(truth, probes)


@pytest.mark.slow
def test_an_answer_with_a_little_of_the_score_in_it_would_be_noticed() -> None:
    """So that what is shown above could have come out otherwise."""
    truth, probes = rows.template(VICTIM), drawn(OFFLINE, 11)
    cosines = probes @ truth
    noise = np.random.default_rng(16).standard_normal(len(probes)) * cosines.std()
    for share, shown in ((1.0, True), (0.06, True), (0.0, False)):
        numbers = share * cosines + np.sqrt(1 - share**2) * noise
        found = np.linalg.lstsq(probes.astype(np.float64), numbers, rcond=None)[0]
        assert (alike(found, truth) > chance(truth, probes)) is shown, share


def test_probes_that_are_no_face_end_and_operators_are_told(
    house: House, attack: Callable[[str], Attacker]
) -> None:
    attacker, truth = attack("oracle-open"), rows.template(VICTIM)
    terminal_id = attacker.gate.terminal_id
    told = [attacker.ask(probe, nik(VICTIM)).answer for probe in random(40, 15)]
    looked_at = [one for one in told if one.refusal != "quota"]
    assert len(looked_at) <= 2 * NO_FACES_A_DAY
    assert [one.refusal for one in looked_at].count("not-comparable") == NO_FACES_A_DAY
    assert {one.outcome for one in looked_at} <= {"refused", "no"}
    assert {one.refusal for one in told[len(looked_at) :]} == {"quota"}
    assert attacker.ask(truth, nik(VICTIM)).answer.refusal == "quota", "it is refused for today"
    assert attacker.gate.terminal_id == terminal_id
    with house.centre.registry.session() as session:
        (found,) = [
            each
            for each in terminals.fleet(session, datetime.now(UTC))
            if each.terminal_id == terminal_id
        ]
    assert f"{NO_FACES_A_DAY} with probes that are no face" in " ".join(
        each.text for each in found.troubles
    )


@few_and_many
def test_who_is_known_cannot_be_listed(attack: Callable[[str], Attacker], questions: int) -> None:
    """By outcome, by size, or by time: each probe is compared with somebody known, and with nobody.

    The two follow each other, in either order: what else the machine does slows both alike.
    """
    attacker, rng = attack("oracle-open"), np.random.default_rng(3)
    people = [VICTIM, *STRANGERS]
    slower: list[float] = []
    seen = set()
    for probe in drawn(questions // 2, 12):
        number, seconds = int(rng.choice(people)), {}
        for nobody in rng.permutation([0, 1_000]):
            said = attacker.ask(probe, nik(number + int(nobody)))
            seen.add((said.answer.to_json(), said.size))
            seconds[int(nobody)] = said.seconds
        slower.append(seconds[0] - seconds[1_000])
    assert len(seen) == 1, "an answer, or its size, tells who is known"
    share, error = above_zero(np.array(slower))
    assert abs(share - 0.5) < 4 * error + 0.02, f"known people answer slower: {share:.3f}"


def above_zero(differences: NDArray[np.float64]) -> tuple[float, float]:
    """Wilcoxon's signed ranks: the share of them above zero, 0.5 by chance; its standard error."""
    ranks = np.argsort(np.argsort(np.abs(differences))) + 1
    n = len(ranks)
    error = np.sqrt(n * (n + 1) * (2 * n + 1) / 24) / (n * (n + 1) / 2)
    return float(ranks[differences > 0].sum() / (n * (n + 1) / 2)), float(error)


@pytest.mark.parametrize(
    "questions", [25, pytest.param(200, marks=pytest.mark.slow)], indirect=True
)
def test_with_quotas_an_attack_ends_and_operators_are_told(
    house: House, attack: Callable[[str], Attacker], questions: int
) -> None:
    victim = VICTIM if questions == 25 else VICTIM - 1  # the quota about the other is used up
    attacker, truth = attack("oracle"), rows.template(victim)
    photograph = mate(truth, 0.6, 13)  # the worst: it has a photograph of the person
    walk = Walk(photograph, np.random.default_rng(14))
    told = []
    for _ in range(questions):
        said = attacker.ask(walk.probe(), nik(victim)).answer
        told.append(said)
        if said.outcome != "refused":
            walk.hear(said)
    answered = [one for one in told if one.outcome != "refused"]
    assert len(answered) == Settings().questions_per_person
    assert {one.refusal for one in told if one.outcome == "refused"} == {"quota"}
    assert alike(walk.estimate(), truth) < alike(photograph, truth) + 0.02, "more than it had"
    with house.centre.registry.session() as session:
        told_of = [
            trouble.text
            for each in terminals.fleet(session, datetime.now(UTC))
            for trouble in each.troubles
            if each.checkpoint_id == "oracle"
        ]
    assert any("about one person again and again" in text for text in told_of)


# ---- what verdicts alone tell --------------------------------------------------------------------


def mate(truth: Templates, cosine: float, seed: int) -> Templates:
    """Another photograph of the person."""
    other = drawn(1, seed)[0]
    other = other - truth * (truth @ other)
    other /= np.linalg.norm(other)
    return np.asarray(cosine * truth + np.sqrt(1 - cosine**2) * other, np.float32)


class Walk:
    """Walks from a photograph to the border of a verdict, along one direction after the other.

    Where the verdict turns, the cosine is the threshold: each such place is a linear equation.
    """

    BISECTIONS = 10

    def __init__(self, start: Templates, rng: np.random.Generator) -> None:
        self._start = start.astype(np.float64)
        frame = rng.standard_normal((DIMENSION, DIMENSION))
        frame[0] = self._start
        self._directions = np.linalg.qr(frame.T)[0].T[1:]
        self._low, self._high, self._step = 0.0, np.pi / 2, 0
        self._equations: list[NDArray[np.float64]] = []

    @property
    def over(self) -> bool:
        return len(self._equations) == 2 * (DIMENSION - 1)

    @property
    def borders(self) -> int:
        """How many places are known where the verdict turns."""
        return len(self._equations)

    def probe(self) -> Templates:
        return np.asarray(self._at((self._low + self._high) / 2), np.float32)

    def hear(self, answer: AnswerContent) -> None:
        """Go on from what is said of `probe`."""
        middle = (self._low + self._high) / 2
        if answer.outcome == "no":
            self._high = middle
        else:
            self._low = middle
        self._step += 1
        if self._step == self.BISECTIONS:
            self._equations.append(self._at((self._low + self._high) / 2))
            self._low, self._high, self._step = 0.0, np.pi / 2, 0

    def estimate(self) -> NDArray[np.float64]:
        """The template that fits the borders best; the photograph where there are none."""
        if not self._equations:
            return self._start
        border = TABLE.score(1e-3)
        places = np.stack(self._equations)
        # Of what the borders leave open, the photograph is the best guess.
        guess = self._start * 0.6
        more = np.linalg.lstsq(places, border - places @ guess, rcond=1e-3)[0]
        return np.asarray(guess + more, np.float64)

    def _at(self, angle: float) -> NDArray[np.float64]:
        along, sign = divmod(len(self._equations), 2)
        direction = self._directions[along % len(self._directions)] * (1 - 2 * sign)
        place = np.cos(angle) * self._start + np.sin(angle) * direction
        return np.asarray(place, np.float64)


@pytest.mark.slow
def test_verdicts_alone_tell_a_template_slowly_and_quotas_end_it_before() -> None:
    """Why one person is compared so often and no more: `checkpoints.Settings` says it so."""
    truth = rows.template(VICTIM)
    photograph = mate(truth, 0.6, 13)
    walk = Walk(photograph, np.random.default_rng(14))
    learnt: dict[int, float] = {}
    asked, cosine = 0, alike(walk.estimate(), truth)
    while cosine <= 0.9 and not walk.over:
        known = walk.borders
        walk.hear(verified(truth[None], 1, walk.probe(), TABLE))
        asked += 1
        if walk.borders > known:  # what is known changes with a border alone
            cosine = alike(walk.estimate(), truth)
        learnt[asked] = cosine
    assert learnt[Settings().questions_per_person] < 0.62
    assert learnt[Settings().questions_per_person_month] < 0.66
    assert 1_000 < asked < 2_600, "the pages tell how many questions it takes"
