"""Who answers an intent: a pure function over what the controllers declare.

Priority first, then how exactly the content is asked for, then the categories wished for. A tie is
never decided by the order of loading: somebody chooses, or it is an error. What can never be told
apart is refused at start-up. `explain` prints for every controller where it dropped out and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any, NamedTuple, assert_never

from ytefas.errors import Ambiguous, Denied, NoCandidate
from ytefas.framework.work.condition import Conjunction, Normal
from ytefas.framework.work.content import Content
from ytefas.framework.work.intent import Intent, Operation

EVERYTHING: Normal = frozenset({frozenset()})  # the normal form of ANY


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a controller declares about itself, in the form an election compares.

    `content` empty: it answers only intents without content.
    """

    id: str
    operations: frozenset[Operation]
    content: Normal = frozenset()
    priority: int = 0
    categories: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    label: str = ""
    icon: str = ""

    @property
    def offers(self) -> frozenset[str]:
        return self.categories | self.required


class Score(NamedTuple):
    """Compared from left to right; the highest wins."""

    priority: int
    equalities: int
    others: int
    categories: int


class Step(StrEnum):
    """Where a candidate dropped out."""

    CONTROLLER = "another controller was asked for by name"
    OPERATION = "does not do this operation"
    CATEGORY = "requires a category the intent does not carry"
    CONTENT = "no alternative of its content matches"
    PERMISSION = "the user may not"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a candidate came: the step it dropped out at, or its score."""

    candidate: Candidate
    dropped: Step | None = None
    score: Score | None = None
    matched: Conjunction = frozenset()


@dataclass(frozen=True, slots=True)
class Winner:
    """One candidate scored higher than all others."""

    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Chooser:
    """Several scored the same; sorted by id, so that the question is always asked alike."""

    candidates: tuple[Candidate, ...]

    def wire(self) -> list[dict[str, str]]:
        return [{"id": c.id, "label": c.label, "icon": c.icon} for c in self.candidates]


@dataclass(frozen=True, slots=True)
class Nobody:
    """No candidate does this."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Somebody does this, but not for this user."""


Outcome = Winner | Chooser | Nobody | Forbidden


@dataclass(frozen=True, slots=True)
class Election:
    """The outcome, and the standing of every candidate that led to it."""

    intent: Intent
    outcome: Outcome
    standings: tuple[Standing, ...]

    def decide(self) -> Candidate | Chooser:
        """Return the winner or the question to ask; raise when there is neither."""
        match self.outcome:
            case Winner(candidate):
                return candidate
            case Chooser():
                return self.outcome
            case Nobody():
                raise NoCandidate(operation=str(self.intent.operation))
            case Forbidden():
                raise Denied(operation=str(self.intent.operation))
            case _ as never:
                assert_never(never)

    def only(self) -> Candidate:
        """Return the winner, where nobody is there to choose."""
        found = self.decide()
        if isinstance(found, Chooser):
            raise Ambiguous(candidates=[candidate.id for candidate in found.candidates])
        return found


Permits = Callable[[Candidate, Intent], bool]


def elect(candidates: Iterable[Candidate], intent: Intent, permits: Permits) -> Election:
    """Find who answers; `permits` knows the user: roles and the source's permissions."""
    standings = tuple(_stand(candidate, intent, permits) for candidate in candidates)
    scored = [(s.score, s.candidate) for s in standings if s.score is not None]
    if not scored:
        forbidden = any(standing.dropped is Step.PERMISSION for standing in standings)
        return Election(intent, Forbidden() if forbidden else Nobody(), standings)
    best = max(score for score, _ in scored)
    first = sorted((c for score, c in scored if score == best), key=lambda c: c.id)
    outcome = Winner(first[0]) if len(first) == 1 else Chooser(tuple(first))
    return Election(intent, outcome, standings)


def _stand(candidate: Candidate, intent: Intent, permits: Permits) -> Standing:
    if intent.controller is not None and intent.controller != candidate.id:
        return Standing(candidate, Step.CONTROLLER)
    if intent.operation not in candidate.operations:
        return Standing(candidate, Step.OPERATION)
    if not candidate.required <= intent.categories:
        return Standing(candidate, Step.CATEGORY)
    matched = _best_alternative(candidate.content, intent.content)
    if matched is None:
        return Standing(candidate, Step.CONTENT)
    if not permits(candidate, intent):
        return Standing(candidate, Step.PERMISSION, matched=matched)
    score = Score(candidate.priority, *_weight(matched), len(candidate.offers & intent.categories))
    return Standing(candidate, score=score, matched=matched)


def _best_alternative(normal: Normal, content: Content | None) -> Conjunction | None:
    if content is None:
        return frozenset() if not normal or normal == EVERYTHING else None
    true = [one for one in normal if all(atom.matches(content) for atom in one)]
    return max(true, key=_weight, default=None)


def _weight(conjunction: Conjunction) -> tuple[int, int]:
    equalities = sum(atom.sign == "eq" for atom in conjunction)
    return equalities, len(conjunction) - equalities


def conflicts(candidates: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """List the pairs no intent could ever tell apart, or that answer to one id."""
    return [(one, two) for one, two in combinations(candidates, 2) if _indistinct(one, two)]


def _indistinct(one: Candidate, two: Candidate) -> bool:
    if one.id == two.id:
        return True
    return bool(one.operations & two.operations) and _key(one) == _key(two)


def _key(candidate: Candidate) -> tuple[Any, ...]:
    return (candidate.content, candidate.categories, candidate.required, candidate.priority)


def check(candidates: Sequence[Candidate]) -> None:
    """Refuse to start with controllers that can never be told apart."""
    found = [f"{one.id} and {two.id}" for one, two in conflicts(candidates)]
    if found:
        raise ValueError(
            "controllers that no intent can tell apart (same operation, content, categories and "
            f"priority): {', '.join(found)}; give one a PRIORITY, a category or a closer CONTENT"
        )


def explain(election: Election) -> str:
    """Tell a developer why: one line for each candidate, who came furthest first."""
    intent = election.intent
    lines = [f"{intent.operation} on {intent.content!r} {sorted(intent.categories)}:"]
    ranked = sorted(election.standings, key=_rank, reverse=True)
    width = max((len(s.candidate.id) for s in ranked), default=0)
    for standing in ranked:
        told = _told(standing) if standing.dropped is None else standing.dropped.value
        lines.append(f"  {standing.candidate.id:<{width}}  {told}")
    lines.append(f"  → {_verdict(election.outcome)}")
    return "\n".join(lines)


def _rank(standing: Standing) -> tuple[int, Score]:
    """Order standings by how far they came."""
    steps = [*Step, None]
    return steps.index(standing.dropped), standing.score or Score(0, 0, 0, 0)


def _told(standing: Standing) -> str:
    score = standing.score or Score(0, 0, 0, 0)
    matched = " & ".join(sorted(str(atom) for atom in standing.matched)) or "anything"
    return (
        f"priority {score.priority}, {score.equalities} equal, {score.others} other, "
        f"{score.categories} categories; matched {matched}"
    )


def _verdict(outcome: Outcome) -> str:
    match outcome:
        case Winner(candidate):
            return candidate.id
        case Chooser(candidates):
            return "ask: " + ", ".join(candidate.id for candidate in candidates)
        case Nobody():
            return "nobody"
        case Forbidden():
            return "forbidden"
        case _ as never:
            assert_never(never)
