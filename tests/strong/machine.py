"""The machine: a small community that does with hours whatever comes to mind, its books looked at after every step."""

import shutil
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
)
from strong.books import faults
from strong.village import COORDINATORS, NEWCOMERS, OFFLINE, PARTIES, PEOPLE, Village

from timebank.ledger import (
    actions,
    corrections,
    decisions,
    donations,
    grants,
    groups,
    limits,
    questions,
)
from timebank.ledger import leaving as leaving_room
from timebank.ledger.group_rules import Pays
from timebank.members import organisations

JUDGES = (*COORDINATORS, "Dora")
HOLDERS = (*PARTIES, "pot")

person = st.sampled_from(PEOPLE)
judge = st.sampled_from(JUDGES)
party = st.sampled_from(PARTIES)
holder = st.sampled_from(HOLDERS)
minutes = st.sampled_from((-1, 0, 1, 15, 30, 45, 60, 90, 180, 1440, 1441))
told = st.sampled_from(("", "by phone"))
which_one = st.integers(0, 30)  # of those there are, counted round
as_it_should = st.sampled_from((True, True, True, False))  # by somebody who may, or by anybody


class HoursMachine(RuleBasedStateMachine):
    """Each rule is something people do or try to do; expected refusals are fine, anything else is a fault."""

    entries = Bundle("entries")
    database: Path  # a file with a village that has begun, to copy
    ids: dict[str, str]  # of its people
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        path = self.folder / f"{id(self)}.db"
        shutil.copy(self.database, path)
        self.village = Village(path, self.ids)
        self.act, self.of = self.village.act, self.village.of
        self.books = self.village.books()

    def speaker(self, name: str) -> str:
        """Somebody who may speak for one side."""
        return {"Library": "Lia", OFFLINE: "Cleo", "pot": "Clara"}.get(name, name)

    def day(self, days: int = 0) -> date:
        return (self.village.clock.now() - timedelta(days=days)).date()

    @rule(target=entries, who=person, giver=party, receiver=party, length=minutes, days=st.integers(-1, 91), how=told)
    def record(self, who: str, giver: str, receiver: str, length: int, days: int, how: str) -> object:
        """Anybody writes hours down, for themself or for one of the two."""
        behalf = self.of(giver).id if who in COORDINATORS and giver not in (who, "Library") else None
        told = {"giver": self.of(giver), "receiver": self.of(receiver), "recorded_for_id": behalf, "how_told": how}
        made = self.act(who, actions.record, service_date=self.day(days), minutes=length, **told)
        return made or multiple()

    @rule(target=entries, length=st.sampled_from((15, 60, 600)), sides=st.permutations(("Ann", "Ben", "Cora")))
    def record_something_sound(self, length: int, sides: list[str]) -> object:
        """One who is here helped another and writes it down."""
        told = {"giver": self.of(sides[0]), "receiver": self.of(sides[1]), "service_date": self.day()}
        return self.act(sides[0], actions.record, minutes=length, **told) or multiple()

    @rule(which=entries, who=person, how=told)
    def confirm(self, which: str, who: str, how: str) -> None:
        """Anybody tries to confirm hours or to take a gift."""
        self.act(who, actions.confirm, which, how)

    @rule(which=consumes(entries))
    def confirm_by_whoever_may(self, which: str) -> None:
        """The one whose word it waits for confirms, else somebody who was told it."""
        self.village.by_whoever_may(PEOPLE, actions.confirm, which, "by phone")

    @rule(target=entries, which=entries, who=person, length=minutes, how=told)
    def question(self, which: str, who: str, length: int, how: str) -> object:
        """Anybody remembers it differently."""
        standing = self.act(who, questions.question, which, length, "as I remember it", how)
        return standing if standing not in (None, which) else multiple()

    @rule(which=entries, length=minutes)
    def question_and_settle(self, which: str, length: int) -> None:
        """The other side remembers it differently, and somebody without a part in it settles that."""
        self.village.by_whoever_may(PEOPLE, questions.question, which, length, "as I remember it", "by phone")
        self.village.by_whoever_may(JUDGES, questions.settle, which, length, "we talked")

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

    @rule(which=entries, days=st.sampled_from((0, 1, 15)))
    def nobody_answers(self, which: str, days: int) -> None:
        """Days go by; the worker lets hours count that waited too long, and ends gifts that did."""
        self.village.clock.move(days=days)
        self.act("worker", questions.accept_unanswered, which)
        self.act("worker", donations.expire, which)

    def _posted(self) -> list[str]:
        return [row.id for row in self.books.entries.values() if row.state == "posted"]

    @precondition(lambda self: self._posted())
    @rule(
        which=which_one,
        who=st.sampled_from((*PEOPLE, "any", "any", "any")),
        length=st.sampled_from((0, 10, 30, 45, 100, 700)),
    )
    def put_right(self, which: int, who: str, length: int) -> None:
        """Anybody tries to put hours right; a large difference waits for a second person."""
        posted = self._posted()
        names = JUDGES if who == "any" else (who,)
        self.village.by_whoever_may(names, corrections.correct, posted[which % len(posted)], length, "it rained")

    def _waiting(self) -> list[str]:
        return [row.id for row in self.books.decisions.values() if row.state == "waiting"]

    @precondition(lambda self: self._waiting())
    @rule(which=which_one, who=st.sampled_from((*PEOPLE, "any", "any", "any")), agrees=st.booleans())
    def second_word(self, which: int, who: str, agrees: bool) -> None:
        """Anybody tries to give the second word."""
        waiting = self._waiting()
        word = decisions.agree if agrees else decisions.refuse
        names = JUDGES if who == "any" else (who,)
        self.village.by_whoever_may(names, word, waiting[which % len(waiting)], "I have talked with both")

    @rule(
        target=entries,
        who=person,
        people=st.permutations(PARTIES),
        sizes_=st.tuples(st.integers(1, 2), st.integers(1, 3)),
        length=st.sampled_from((1, 20, 61, 600)),
        pays=st.sampled_from(("each", "shared", "pot")),
        own=st.booleans(),
        sound=as_it_should,
    )
    def session(
        self,
        who: str,
        people: list[str],
        sizes_: tuple[int, int],
        length: int,
        pays: Pays,
        own: bool,
        sound: bool,
    ) -> object:
        """Some helped some others together, written down by one who helped or by anybody: whole, or not at all."""
        givers, receivers = (tuple(map(self.of, some)) for some in (people[: sizes_[0]], people[sizes_[0] :][:3]))
        receivers = receivers[: sizes_[1]]
        lengths = (length + 1, length - 1) if own and len(givers) == 2 else None
        told = {"givers": givers, "receivers": receivers, "minutes": length, "pays": pays, "giver_minutes": lengths}
        writer = self.speaker(people[0]) if sound else who
        made = self.act(writer, groups.record_group, **told, service_date=self.day(), how_told="by phone")
        if made is None:
            return multiple()
        parts = [part.minutes for part in groups.plan(givers, receivers, length, pays, lengths).parts]
        assert [minutes for _, _, minutes, _ in self.village.ledger.parts(made)] == parts
        return multiple(*self.village.ledger.entries(made))

    @rule(
        target=entries,
        who=person,
        giver=holder,
        receiver=holder,
        length=st.sampled_from((0, 1, 30, 60)),
        sound=as_it_should,
    )
    def donate(self, who: str, giver: str, receiver: str, length: int, sound: bool) -> object:
        """Anybody gives hours away, their own or others'."""
        told = {"giver": self.of(giver), "receiver": self.of(receiver), "minutes": length, "words": "Enjoy!"}
        told |= {"how_told": "by phone", "recorded_for_id": self.of(giver).id if giver == OFFLINE != who else None}
        return self.act(self.speaker(giver) if sound else who, donations.donate, **told) or multiple()

    @rule(who=st.sampled_from((*COORDINATORS, "Ann")), whom=st.lists(person, min_size=1, max_size=2), length=minutes)
    def thank(self, who: str, whom: list[str], length: int) -> None:
        """Hours from the pot for coming to a meeting."""
        ids = tuple(self.of(name).id for name in whom)
        self.act(who, grants.grant, member_ids=ids, minutes=length, service_date=self.day(), reason="You came")

    @rule(name=st.sampled_from(NEWCOMERS))
    def somebody_new_comes(self, name: str) -> None:
        """A newcomer has the hours everybody begins with, once."""
        if name not in self.village.world.ids:
            self.village.ledger.choose(opening_grant_minutes="60")
        newcomer = str(self.village.world.member(name).member_id)
        had = self.act("worker", grants.give_opening, newcomer)
        assert had is None or self.act("Cora", grants.give_opening, newcomer) is None

    @rule(
        policy=st.sampled_from(("block", "ask", "talk")),
        below=st.sampled_from(("yes", "no")),
        floor=st.sampled_from(("-200", "-30", "unlimited")),
        ceiling=st.sampled_from(("100", "unlimited")),
        alone=st.sampled_from(("15", "480")),
    )
    def choose_anew(self, policy: str, below: str, floor: str, ceiling: str, alone: str) -> None:
        """The community changes its choices midway."""
        self.village.ledger.choose(
            limit_policy=policy,
            pot_below_zero=below,
            floor_minutes=floor,
            ceiling_minutes=ceiling,
            correction_limit_minutes=alone,
        )

    @rule(
        who=person,
        whose=holder,
        floor=st.sampled_from(("community", "unlimited", "-30", "0")),
        ceiling=st.sampled_from(("community", "unlimited", "60")),
    )
    def set_limits(self, who: str, whose: str, floor: str, ceiling: str) -> None:
        """Somebody chooses the limits of one account."""
        self.act(who, limits.set_limits, self.of(whose), floor, ceiling)

    @rule(who=judge, whom=person, is_agent=st.booleans())
    def others_speak_for_the_library(self, who: str, whom: str, is_agent: bool) -> None:
        """Who speaks for the library changes, as it does."""
        change = organisations.add_agent if is_agent else organisations.remove_agent
        self.act(who, change, self.of("Library").id, self.of(whom).id)

    @precondition(lambda self: len(self.books.entries) >= 4)
    @rule(who=st.sampled_from(("Ann", OFFLINE, *NEWCOMERS)), wish=st.sampled_from(("pot", "stays", "to a friend")))
    def leave(self, who: str, wish: str) -> None:
        """Somebody goes, with or without a balance; what is open with others is finished first."""
        self.village.world.member(who)
        self.act(who, leaving_room.leave, wish)
        self._finish(who)
        if who == OFFLINE:
            self.act("Clara", leaving_room.leave, wish, self.of(who).id, "by phone")
        else:
            self.act(who, leaving_room.leave, wish)

    def _finish(self, who: str) -> None:
        """Whatever is open with somebody comes to an end."""
        books = self.village.books()
        mine = {one.id for one in books.accounts.values() if one.member_id == self.of(who).id}
        theirs = {row.id for one in mine for row in books.of(one)}
        for row in books.decisions.values():
            if row.state == "waiting" and row.entry_id in theirs:
                self.village.by_whoever_may(JUDGES, decisions.refuse, row.id, "they leave")
        for one in theirs:
            if books.entries[one].state == "questioned":
                self.village.by_whoever_may(JUDGES, questions.settle, one, 0, "they leave")
            elif books.entries[one].state == "pending":
                self.village.by_whoever_may(PEOPLE, actions.decline, one, "they leave", "by phone")
                self.village.by_whoever_may(PEOPLE, actions.withdraw, one)

    @invariant()
    def the_books_are_right(self) -> None:
        """After every step: zero-sum, above the floor, every state forward, each balance its history, one proof."""
        before, self.books = self.books, self.village.books()
        assert faults(before, self.books, self.village.chosen()) == []
        touched = {
            account_id
            for one, row in self.books.entries.items()
            if before.entries.get(one) != row
            for account_id in (row.from_account_id, row.to_account_id)
        }
        if touched:
            assert self.village.wrongly_read(self.books, touched) == []
        assert self.village.wrongly_listed() == []
        proof = self.village.ledger.proof()
        assert proof.ok, proof.findings

    def teardown(self) -> None:
        """Everybody's figures once more, then the file goes."""
        try:
            assert self.village.wrongly_read(self.books, set(self.books.accounts)) == []
        finally:
            self.village.close()
