"""Anything anybody may do with hours, in any order: after every step the sums hold and no state has gone back."""

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from ledger_world import Ledger
from strong import sizes
from world import START, World

from timebank.access import WORKER
from timebank.app import build
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.ledger import actions, questions
from timebank.ledger.posting import Pen
from timebank.ledger.recognising import AlreadyToldByOther
from timebank.ledger.rules import Holder, OutOfRoom, may_move
from timebank.ledger.tables import account, entry
from timebank.settings import Settings

PEOPLE = ("Ann", "Ben", "Olga", "Lia", "Cora", "Cleo")  # Olga is offline, Lia speaks for the library, two coordinate
PARTIES = (*PEOPLE[:3], "Library")
FLOOR_MINUTES = -200
ORDER = {"pending": 0, "questioned": 1}

person = st.sampled_from(PEOPLE)
party = st.sampled_from(PARTIES)
minutes = st.sampled_from((-1, 0, 1, 15, 30, 45, 60, 90, 180, 1440, 1441))
told = st.sampled_from(("", "by phone"))


class HoursMachine(RuleBasedStateMachine):
    """A small community that does whatever comes to mind; expected refusals are fine, anything else is a fault."""

    entries = Bundle("entries")
    database: Path  # an empty, upgraded file to copy
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        path = self.folder / f"{id(self)}.db"
        shutil.copy(self.database, path)
        self.path, self.clock = path, HandClock(START)
        world = World(build(Settings(database_url=f"sqlite:///{path}"), clock=self.clock))
        world.found()
        for name in ("Ann", "Ben", "Lia"):
            world.member(name)
        world.member("Olga", offline=True)
        for name in ("Cora", "Cleo"):
            world.coordinator(name)
        self.ledger = Ledger(world)
        self.library = world.organisation("Library", "Lia")
        self.ledger.choose(floor_minutes=str(FLOOR_MINUTES), limit_policy="block", unanswered_policy="accept")
        self.states: dict[str, str] = {}

    def of(self, name: str) -> Holder:
        return self.library if name == "Library" else self.ledger.of(name)

    def act(self, who: str, action: object, *args: object, **given: object) -> str | None:
        """Do something and send it twice, as an impatient person does: refused, or answered the same both times."""
        world, key = self.ledger.world, self.ledger.world.key()
        caller = WORKER if who == "worker" else self.ledger.person(who)
        try:
            first = world.app.do(caller, action, key, *args, **given)  # type: ignore[arg-type]
        except (NotFound, InvalidInput, AlreadyDecided, AlreadyToldByOther, OutOfRoom):
            return None
        try:
            assert world.app.do(caller, action, key, *args, **given) == first  # type: ignore[arg-type]
        except NotFound:
            assert action is not actions.record  # an entry that is no longer somebody's to answer
        return str(first)

    @rule(target=entries, who=person, giver=party, receiver=party, length=minutes, days=st.integers(-1, 91), how=told)
    def record(self, who: str, giver: str, receiver: str, length: int, days: int, how: str) -> object:
        """Anybody writes hours down, for themself or for one of the two."""
        behalf = giver if who in ("Cora", "Cleo") and giver in self.ledger.world.ids else ""
        made = self.act(
            who,
            actions.record,
            giver=self.of(giver),
            receiver=self.of(receiver),
            service_date=(self.clock.now() - timedelta(days=days)).date(),
            minutes=length,
            recorded_for_id=self.ledger.world.ids[behalf] if behalf else None,
            how_told=how,
        )
        return made if made else multiple()

    @rule(target=entries, length=st.sampled_from((15, 60)), giver=st.sampled_from(("Ann", "Ben")))
    def record_something_sound(self, length: int, giver: str) -> object:
        """Ann or Ben write down that they helped the other."""
        other = "Ben" if giver == "Ann" else "Ann"
        told = {"service_date": self.clock.now().date(), "minutes": length}
        made = self.act(giver, actions.record, giver=self.of(giver), receiver=self.of(other), **told)
        return made if made else multiple()

    @rule(which=entries, who=person, how=told)
    def confirm(self, which: str, who: str, how: str) -> None:
        """Anybody tries to confirm."""
        self.act(who, actions.confirm, which, how)

    @rule(which=consumes(entries))
    def confirm_by_whoever_may(self, which: str) -> None:
        """The one whose list it is on confirms."""
        for name in PEOPLE:
            if which in self.ledger.waiting(name):
                assert self.act(name, actions.confirm, which) == which
                return

    @rule(target=entries, which=entries, who=person, length=minutes, how=told)
    def question(self, which: str, who: str, length: int, how: str) -> object:
        """Anybody remembers it differently."""
        standing = self.act(who, questions.question, which, length, "as I remember it", how)
        return standing if standing not in (None, which) else multiple()

    @rule(which=entries, who=person, length=minutes)
    def settle(self, which: str, who: str, length: int) -> None:
        """Anybody tries to settle."""
        self.act(who, questions.settle, which, length, "we talked")

    @rule(which=entries, who=person, how=told)
    def decline(self, which: str, who: str, how: str) -> None:
        """Anybody tries to decline."""
        self.act(who, actions.decline, which, "not so", how)

    @rule(which=entries, who=person)
    def withdraw(self, which: str, who: str) -> None:
        """Anybody tries to take back."""
        self.act(who, actions.withdraw, which)

    @rule(which=entries)
    def accept_unanswered(self, which: str) -> None:
        """The worker lets hours count that waited too long."""
        self.act("worker", questions.accept_unanswered, which)

    @rule(days=st.sampled_from((1, 15)))
    def time_passes(self, days: int) -> None:
        """Days go by."""
        self.clock.move(days=days)

    @rule(agents=st.sampled_from(((), ("Lia",), ("Ann",), ("Lia", "Ann"))))
    def others_speak_for_the_library(self, agents: tuple[str, ...]) -> None:
        """Who speaks for the library changes, as it does."""
        self.ledger.world.organisation("Library", *agents)

    @invariant()
    def the_sums_hold_and_no_state_goes_back(self) -> None:
        """After every step: zero-sum, above the floor, every state forward, each balance its history, one proof."""
        with self.ledger.world.app.engine.connect() as connection:
            rows = connection.execute(sa.select(entry).order_by(entry.c.position)).all()
            accounts = connection.execute(sa.select(account)).all()
        for row in rows:
            before = self.states.get(row.id, row.state)
            assert before == row.state or may_move(before, row.state) or self._through_a_question(before, row.state)
            self.states[row.id] = row.state
        assert sum(row.balance_minutes for row in accounts) == 0
        for one in accounts:
            given = sum(row.minutes for row in rows if row.state == "posted" and row.to_account_id == one.id)
            received = sum(row.minutes for row in rows if row.state == "posted" and row.from_account_id == one.id)
            open_minutes = sum(row.minutes for row in rows if row.state in ORDER and row.from_account_id == one.id)
            assert (one.balance_minutes, one.reserved_minutes) == (given - received, open_minutes)
            assert one.balance_minutes - one.reserved_minutes >= FLOOR_MINUTES
        proof = self.ledger.proof()
        assert proof.ok, proof.findings

    def _through_a_question(self, before: str, after: str) -> bool:
        return may_move(before, "questioned") and may_move("questioned", after)

    @invariant()
    def what_is_listed_can_be_done(self) -> None:
        """Whatever a list offers somebody is allowed, and nobody is asked about what is already decided."""
        for name in ("Ann", "Ben", "Lia"):
            for entry_id in self.ledger.waiting(name):
                assert self.states[entry_id] == "pending"
                with suppress(_Allowed):
                    self.ledger.world.app.do(self.ledger.person(name), _only_try, "try", entry_id)
                    raise AssertionError("unreachable")

    def teardown(self) -> None:
        """Close the file and take it away."""
        self.ledger.world.app.close()
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink()


class _Allowed(Exception):
    """It would have been done; taken back at once."""


def _only_try(work: object, key: str, entry_id: str) -> None:
    actions.confirm(work, key, entry_id)  # type: ignore[arg-type]
    raise _Allowed


@pytest.fixture
def machine(sqlite_template: Path, tmp_path: Path) -> type[HoursMachine]:
    """The machine with a database to copy and a folder to work in."""
    HoursMachine.database, HoursMachine.folder = sqlite_template, tmp_path
    return HoursMachine


def run(machine: type[HoursMachine], phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    chosen = settings(
        max_examples=sizes.MACHINE_EXAMPLES,
        stateful_step_count=sizes.MACHINE_STEPS,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)


def test_whatever_people_do_the_sums_hold(machine: type[HoursMachine]) -> None:
    run(machine)


def test_the_machine_finds_minutes_that_are_not_kept_in_reserve(
    machine: type[HoursMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pen, "_reserve", lambda *_: None)
    with pytest.raises((AssertionError, sa.exc.IntegrityError)):
        run(machine, phases=(Phase.generate,))
