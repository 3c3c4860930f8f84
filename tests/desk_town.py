"""A small made-up town as a coordinator sees it: two programmes, people with and without e-mail, hours that wait."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from world import World

from timebank.access import Caller, Role
from timebank.clock import local_date
from timebank.ledger import actions as ledger
from timebank.ledger.questions import question
from timebank.members import actions as members
from timebank.members.rules import Window
from timebank.programmes import actions as programmes
from timebank.programmes import reads
from timebank.programmes.definition import starter_text
from timebank.programmes.rules import Given

MENTEES = ("Mina Moss", "Noor Nash", "Olga Orr", "Pam Pike")
MENTORS = ("Quin Quill", "Rosa Reed", "Old Tom")  # Old Tom has no e-mail
BUDDIES = ("Ann Archer", "Ben Brook", "Edna East")  # neither has Edna East
OFFLINE = ("Old Tom", "Edna East")
Visit = Callable[..., Any]  # opens a page: see tests/ui/coordinators
WEEK = (Window(1, 600, 720), Window(3, 840, 1020))


@dataclass(slots=True)
class DeskTown:
    """The people of the town by name, and its programmes by their names."""

    world: World
    programmes: dict[str, str] = field(default_factory=dict)

    @property
    def cora(self) -> Caller:
        """The coordinator."""
        return self.world.coordinator("Cora Cole")

    def one(self, name: str) -> Caller:
        """Somebody by name."""
        return self.world.member(name, offline=name in OFFLINE)

    def id(self, name: str) -> str:
        """Somebody's id."""
        member_id = self.one(name).member_id
        assert member_id
        return member_id


def desk_town(world: World) -> DeskTown:
    """The town on the morning of a round: nothing has been matched yet."""
    town = DeskTown(world)
    world.app.do(town.cora, members.edit_profile, world.key(), town.id("Cora Cole"), about="I look after things.")
    world.holder("Ada Admin", Role.ADMINISTRATOR)
    for name in ("mentoring", "buddying"):
        town.programmes[name] = world.app.do(town.cora, programmes.start, world.key(), starter_text(name))
    for role, names in (("mentee", MENTEES), ("mentor", MENTORS)):
        for place, name in enumerate(names):
            join(town, "mentoring", role, name, place)
    for place, name in enumerate(BUDDIES):
        join(town, "buddying", "buddy", name, place)
    _hours(town)
    return town


def join(town: DeskTown, programme: str, role: str, name: str, place: int) -> None:
    """Let somebody take part, ready, with a week, a language and an answer to every question, all ticked."""
    world, programme_id = town.world, town.programmes[programme]
    is_offline = name in OFFLINE
    actor, who, how = (town.cora, town.id(name), "by phone") if is_offline else (town.one(name), None, "")
    world.app.do(actor, members.set_free_times, world.key(), town.id(name), WEEK, how)
    world.app.do(actor, members.set_needs, world.key(), town.id(name), ["en"], ["step_free"], how)
    asked = world.app.see(actor, reads.questions, programme_id, role, who)
    given = [_given(one, place) for one in asked]
    part = world.app.do(actor, programmes.join, world.key(), programme_id, role, given, None, who, how)
    for step in ("screening", "ready"):
        if world.app.see(actor, reads.my_part, programme_id, who).state != "ready":
            world.app.do(town.cora, programmes.move_step, world.key(), part, step)


def _given(one: reads.AnswerCard, place: int) -> Given:
    values: tuple[str, ...] = ()
    if one.kind in ("choice", "choices"):
        first = one.options[(place // 2 if one.kind == "choices" else place) % len(one.options)].value
        values = (one.options[0].value, first) if one.kind == "choices" and first != one.options[0].value else (first,)
    elif one.kind in ("words", "list"):
        values = ("gardening",)
    return Given(one.question, values, may_be_used=not one.sensitive, may_be_shown=not one.sensitive)


def _hours(town: DeskTown) -> None:
    """A few hours that count, one question, and one entry that waits for the word of a member without e-mail."""
    world = town.world
    for place, (giver, receiver, minutes) in enumerate(HISTORY):
        entry = record(town, giver, receiver, minutes, place + 3)
        world.app.do(town.one(receiver), ledger.confirm, world.key(), entry)
    disputed = record(town, "Ben Brook", "Mina Moss", 180, 2)
    world.app.do(town.one("Mina Moss"), question, world.key(), disputed, 60, "It was one hour, I think.")
    record(town, "Ann Archer", "Old Tom", 90, 1)


def record(town: DeskTown, giver: str, receiver: str, minutes: int, days_ago: int) -> str:
    """Hours as the giver writes them down."""
    world = town.world
    town.one(receiver)
    today = local_date(world.app.clock.now(), "Europe/London")
    return world.app.do(
        town.one(giver),
        ledger.record,
        world.key(),
        giver=world.account(giver),
        receiver=world.account(receiver),
        service_date=today - timedelta(days=days_ago),
        minutes=minutes,
        note="A *walk* [and](http://example.org) talk",
    )


HISTORY = (
    ("Ann Archer", "Ben Brook", 120),
    ("Ben Brook", "Noor Nash", 90),
    ("Rosa Reed", "Ann Archer", 60),
    ("Quin Quill", "Olga Orr", 600),
    ("Ann Archer", "Quin Quill", 45),
)


def words_on(page: Any) -> str:
    """Everything a page says."""
    kinds: tuple[str, ...] = ("title", "header", "subheader", "markdown", "caption", "html", "success", "error")
    found: list[Any] = [one for kind in kinds for one in getattr(page, kind)]
    return "\n".join(str(one.value if hasattr(one, "value") else one.body) for one in found)


def read_aloud(page: Any) -> str:
    """Everything a page says, as a person reads it: without the signs that keep words from being Markdown."""
    return words_on(page).replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def press(page: Any, said: str) -> Any:
    """Press the button that says so."""
    buttons = [*page.button, *page.form_submit_button]
    next(one for one in buttons if one.label == said).click().run()
    assert not page.exception, page.exception[0].value
    return page
