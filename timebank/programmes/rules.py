"""What is true of taking part: what is asked, which answers can be kept, and which step may follow which; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching import Criterion, Rule
from matching.criteria import answers_read
from timebank.errors import InvalidInput, Refused
from timebank.members.rules import clean_words
from timebank.programmes.definition import Definition
from timebank.programmes.parts import Option, Question

KEPT = "kept"
BUILT_INS: Mapping[str, tuple[str, str]] = {
    "languages": ("The languages I speak", "As your profile says."),
    "access": ("What I need to take part", "As your profile says."),
    "offers": ("What I offer", "As it stands on the noticeboard."),
    "requests": ("What I would like", "As it stands on the noticeboard."),
    "interests": ("What I enjoy", "A few words, such as: gardening, chess, old films."),
    "week": ("When I am free", "As your week says."),
    "place": ("Roughly where I live, and how far I go", "As your profile says."),
    "age_band": ("About how old I am", "As your profile says."),
    "age_group": ("Whether I am 18 or older", "As your profile says."),
    "hours": ("Whether I have given, received, or both", "As your hours say, without how many."),
}
"""Answers that every programme may use: name, label, and where they come from; all but interests are kept elsewhere."""

MOVES: Mapping[str, tuple[str, ...]] = {
    "applied": ("screening",),
    "screening": ("applied", "training", "ready"),
    "training": ("screening", "ready"),
    "ready": ("screening", "training"),
}
"""Which steps a coordinator may move somebody to, by the step they are at: nobody is ready without a conversation.

Who is interested asks to join themself, and taking a break or leaving is everybody's own choice.
"""

FIRST_STEPS = ("interested", "applied")
"""The steps at which somebody waits to hear from a coordinator."""

WAITS_FOR_CHECKS = "checks"
"""Where somebody stands who would be ready, were each check of their role seen and in date; it is never kept."""

STEP_WORDS: Mapping[str, str] = {
    "interested": "interested",
    "applied": "asked to join",
    "screening": "getting to know each other",
    "training": "in training",
    "ready": "ready",
    "checks": "waiting for a check to be seen",
    "paused": "taking a break",
    "left": "left",
}
MOST_INTERESTS = 12


class AlreadyTakingPart(Refused):
    """You are taking part in this programme already. To change your role, please leave it first and join again."""


class ProgrammeClosed(Refused):
    """This programme is not open at the moment."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as a person in one role is asked it; `kind` "kept" means the answer is kept in another room."""

    name: str
    label: str
    kind: str
    options: tuple[Option, ...] = ()
    sensitive: bool = False
    help: str = ""
    may_be_essential: bool = False

    @property
    def is_built_in(self) -> bool:
        """Whether every programme may use this answer."""
        return self.kind == KEPT or self.kind == "list"

    def say(self, values: Iterable[str], words: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """The words for some values."""
        labels = words or {option.value: option.label for option in self.options}
        return tuple(labels.get(value, value) for value in values)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer with its ticks; without a tick it is neither used for matching nor shown to anybody else.

    Essential: its owner will not do without it. That counts only where the answer may be used.
    """

    question: str
    values: tuple[str, ...] = field(default=())
    may_be_used: bool = False
    may_be_shown: bool = False
    is_essential: bool = False


def first_state(definition: Definition) -> str:
    """Where somebody who joins begins: ready, unless the programme gets to know people first."""
    return "applied" if definition.settings.get("needs_screening") is True else "ready"


def stands(state: str, missing_checks: str) -> str:
    """Where somebody stands at the moment, by the step that is kept and the checks that are missing."""
    return WAITS_FOR_CHECKS if state == "ready" and missing_checks else state


def asked(definition: Definition, role: str) -> tuple[Asked, ...]:
    """What a person in this role is asked: the programme's own questions, then what it reads from elsewhere."""
    own = [question for question in definition.questions if question.role in ("", role)]
    names = {question.name for question in definition.questions}
    read = _answers_read(definition, role) - names
    wished = {rule.first for rule in definition.rules if rule.kind == "wish"}
    built_in = (
        Asked(name, label, "list" if name == "interests" else KEPT, help=words, may_be_essential=name in wished)
        for name, (label, words) in BUILT_INS.items()
        if name in read
    )
    return (*(_asked(question, question.name in wished) for question in own), *built_in)


def _asked(question: Question, may_be_essential: bool) -> Asked:
    said = (question.name, question.label, question.kind, question.options, question.sensitive, question.help)
    return Asked(*said, may_be_essential)


def _answers_read(definition: Definition, role: str) -> frozenset[str]:
    """The answers that rules and criteria read from people in this role, whatever their strength."""
    terms: tuple[Rule | Criterion, ...] = (*definition.rules, *definition.criteria)
    programme = definition.programme()
    return frozenset(name for term in terms for name in answers_read(programme, term, role))


def clean_given(definition: Definition, role: str, given: Iterable[Given]) -> tuple[Given, ...]:
    """Answers as they are kept, by question; raises InvalidInput with one sentence for what cannot be kept."""
    questions = {question.name: question for question in asked(definition, role)}
    clean: dict[str, Given] = {}
    for one in given:
        question = questions.get(one.question)
        if question is None:
            raise InvalidInput(f"This programme does not ask about {one.question!r}.")
        if one.question in clean:
            raise InvalidInput(f"There are two answers to: {question.label}")
        values, essential = _values(question, one.values), one.is_essential and question.may_be_essential
        clean[one.question] = Given(one.question, values, one.may_be_used, one.may_be_shown, essential)
    return tuple(clean[name] for name in sorted(clean))


def _values(question: Asked, values: Iterable[str]) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(" ".join(value.split()) for value in values if value.strip()))
    if question.kind == KEPT:
        return ()
    if question.kind == "list":
        return _interests(words)
    if question.kind == "words":
        return tuple(filter(None, [clean_words("\n".join(words))]))
    allowed = [option.value for option in question.options] or ["yes", "no"]
    if not set(words) <= set(allowed):
        raise InvalidInput(f"Please choose from what is offered: {question.label}")
    if question.kind != "choices" and len(words) > 1:
        raise InvalidInput(f"Please choose one: {question.label}")
    return tuple(value for value in allowed if value in words)


def _interests(words: tuple[str, ...]) -> tuple[str, ...]:
    single = tuple(clean_words(word.replace("\n", " "), 40) for word in words)
    if len(single) > MOST_INTERESTS:
        raise InvalidInput(f"Please name at most {MOST_INTERESTS} things you enjoy.")
    return tuple(filter(None, single))


def clean_capacity(capacity: int | None, usual: int) -> int:
    """How many people somebody has room for at a time: 1 to 10, or what is usual in their role."""
    if capacity is None:
        return min(max(usual, 1), 10)
    if not 1 <= capacity <= 10:
        raise InvalidInput("Please say how many people you have room for at a time, from 1 to 10.")
    return capacity


def clean_role(definition: Definition, role: str) -> str:
    """A role this programme has."""
    if role not in {one.name for one in definition.roles}:
        raise InvalidInput(f"Please choose a role: {' or '.join(one.label for one in definition.roles)}.")
    return role
