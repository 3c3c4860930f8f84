"""Every write there is, as somebody says it, and the same write said otherwise."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from guiding import GUIDES, Guiding
from ledger_world import TODAY, Ledger
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Caller, Role
from timebank.community.actions import choose
from timebank.ledger import by_letter, corrections, donations, questions
from timebank.ledger.rules import Holder
from timebank.listings import actions as listings
from timebank.listings import answering
from timebank.listings.categories import plant_categories
from timebank.mail.unsubscribe import make_secret
from timebank.matches import actions as matches
from timebank.matches.reads import my_matches
from timebank.meetings import actions as meetings
from timebank.meetings import telling as meeting_letters
from timebank.members import actions as members
from timebank.members import bonds
from timebank.members.rules import Window
from timebank.programmes import actions as programmes
from timebank.programmes import pairs, running
from timebank.programmes.reads import my_part
from timebank.programmes.rules import Given

START_AT = TODAY + timedelta(days=3)


@dataclass(slots=True)
class Said:
    """One way of saying something: who says it, and the same action said otherwise."""

    who: Caller
    args: tuple[Any, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)
    other_args: tuple[Any, ...] | None = None  # None: as `args`
    other_given: dict[str, Any] | None = None  # None: as `given`
    other_action: Callable[..., Any] | None = None  # where an action has no words of its own to change


@dataclass(slots=True)
class Town:
    """A town in which everything can be said; what a case needs is made when it asks."""

    world: World
    guiding: Guiding
    ledger: Ledger

    def one(self, name: str) -> Caller:
        return self.world.member(name)

    def id(self, name: str) -> str:
        self.one(name)
        return self.world.ids[name]

    def of(self, name: str) -> Holder:
        self.one(name)
        return self.world.account(name)

    def do(self, who: Caller, action: Callable[..., Any], *args: Any, **given: Any) -> Any:
        return self.world.app.do(who, action, self.world.key(), *args, **given)

    def entry(self, minutes: int = 60) -> str:
        """Hours that Ann wrote down and Ben has not answered."""
        return self.ledger.record("Ann", "Ann", "Ben", minutes)

    def counted(self, minutes: int = 60) -> str:
        """Hours that count."""
        entry_id = self.entry(minutes)
        self.ledger.confirm("Ben", entry_id)
        return entry_id

    def gift(self) -> str:
        """Hours Ann gave to Ben, who has not answered."""
        told = {"giver": self.of("Ann"), "receiver": self.of("Ben"), "minutes": 30}
        return str(self.do(self.one("Ann"), donations.donate, **told))

    def offer(self, title: str = "Soup") -> str:
        """Something Ann offers."""
        self.do(OPERATOR, lambda work, _key: plant_categories(work))
        return str(self.do(self.one("Ann"), listings.write_listing, "offer", "company", title))

    def asked(self, title: str = "Soup") -> str:
        """Ben has asked about it."""
        return str(self.do(self.one("Ben"), answering.ask, self.offer(title), "Please"))

    def agreed(self, title: str = "Soup") -> str:
        """Ann has said yes for today."""
        return str(self.do(self.one("Ann"), answering.agree, self.asked(title), TODAY))

    def draft(self) -> str:
        """A suggestion for Ann and Ben that nobody has seen."""
        self.guiding.join("Ann", "mentee"), self.guiding.join("Ben", "mentor")
        self.guiding.run()
        return self.guiding.drafts()[0].suggestion_id

    def offered(self) -> str:
        """A suggestion that Ann and Ben were told of."""
        return str(self.do(self.guiding.cora, matches.approve, self.draft()))

    def match(self) -> str:
        """A match of Ann and Ben."""
        suggestion_id = self.offered()
        for name in ("Ann", "Ben"):
            self.do(self.one(name), matches.answer, suggestion_id, True)
        return self.world.app.see(self.one("Ann"), my_matches, self.id("Ann"))[0].match_id

    def meeting(self, day: date = TODAY) -> str:
        """A meeting of Ann and Ben."""
        return str(self.do(self.one("Ann"), meetings.plan, self.match(), datetime.combine(day, time(8)), 60))

    def part(self, name: str = "Ann") -> str:
        """Somebody's part in the programme."""
        self.guiding.join(name, "mentee")
        found = self.world.app.see(self.one(name), my_part, self.guiding.programme_id)
        assert found is not None
        return found.participation_id

    def days_pass(self, days: int) -> None:
        self.world.app.clock.move(days=days)


def _record(town: Town) -> Said:
    told = {"giver": town.of("Ann"), "receiver": town.of("Ben"), "service_date": TODAY, "minutes": 60}
    return Said(town.one("Ann"), given=told, other_given=told | {"minutes": 75})


def _record_of_meeting(town: Town) -> Said:
    told = _record(town).given | {"meeting_id": town.meeting()}
    return Said(town.one("Ann"), given=told, other_given=told | {"minutes": 45})


def _donate(town: Town) -> Said:
    told = {"giver": town.of("Ann"), "receiver": town.of("Ben"), "minutes": 30, "words": "For you"}
    return Said(town.one("Ann"), given=told, other_given=told | {"minutes": 31})


def _grant_hours(town: Town) -> Said:
    town.do(OPERATOR, choose, {"pot_below_zero": "yes"})
    told = {"member_ids": (town.id("Ann"),), "minutes": 30, "service_date": TODAY, "reason": "The yearly meeting"}
    return Said(town.guiding.cora, given=told, other_given=told | {"minutes": 45})


def _give_opening(town: Town) -> Said:
    town.do(OPERATOR, choose, {"pot_below_zero": "yes", "opening_grant_minutes": "60"})
    return Said(town.guiding.cora, (town.id("Ann"),), other_args=(town.id("Ben"),))


def _group(town: Town) -> Said:
    told = {
        **{"givers": (town.of("Ann"),), "receivers": (town.of("Ben"), town.of("Cleo"))},
        **{"service_date": TODAY, "minutes": 60, "pays": "each"},
    }
    return Said(town.one("Ann"), given=told, other_given=told | {"pays": "shared"})


def _expire(town: Town) -> Said:
    gifts = (town.gift(), town.gift())
    town.days_pass(40)
    return Said(WORKER, gifts[:1], other_args=gifts[1:])


def _accept_unanswered(town: Town) -> Said:
    town.do(OPERATOR, choose, {"unanswered_policy": "accept"})
    entries = (town.entry(), town.entry(30))
    town.days_pass(40)
    return Said(WORKER, entries[:1], other_args=entries[1:])


def _settle(town: Town) -> Said:
    entry_id = town.entry(180)
    town.do(town.one("Ben"), questions.question, entry_id, 60, "One hour")
    return Said(town.guiding.cora, (entry_id, 120, "We talked"), other_args=(entry_id, 90, "We talked"))


def _listing(town: Town) -> Said:
    town.do(OPERATOR, lambda work, _key: plant_categories(work))
    return Said(town.one("Ann"), ("offer", "company", "Tea"), other_args=("offer", "company", "Coffee"))


def _answer(town: Town) -> Said:
    suggestion_id = town.offered()
    return Said(town.one("Ann"), (suggestion_id, True), other_args=(suggestion_id, False))


def _answer_by_link(town: Town) -> Said:
    town.offered()
    secret = town.guiding.secret("Ann")
    return Said(ANONYMOUS, (secret, True), other_args=(secret, False))


def _by_letter(words: tuple[Any, ...], others: tuple[Any, ...]) -> Callable[[Town], Said]:
    """Ben's answer to hours, with the secret of his letter."""

    def said(town: Town) -> Said:
        town.entry()
        secret = town.ledger.secret("Ben")
        return Said(ANONYMOUS, (secret, *words), other_args=(secret, *others))

    return said


def _confirm_by_letter(town: Town) -> Said:
    said = _by_letter((), ())(town)
    said.other_action = by_letter.decline_by_letter
    return said


def _undo(town: Town) -> Said:
    suggestion_id = town.offered()
    town.do(town.one("Ann"), matches.answer, suggestion_id, True)
    return Said(town.one("Ann"), (suggestion_id,), other_action=matches.answer, other_args=(suggestion_id, False))


def _remind_or_expire(town: Town) -> Said:
    suggestion_id = town.offered()
    town.days_pass(8)
    return Said(WORKER, (suggestion_id,), other_action=listings.lapse, other_args=())


def _held(town: Town) -> Said:
    meeting_id = town.meeting()
    sides = {"helper_id": town.id("Ben"), "helped_id": town.id("Ann")}
    return Said(town.one("Ann"), (meeting_id, 60), sides, other_args=(meeting_id, 45))


def _plan(town: Town) -> Said:
    match_id, at = town.match(), datetime.combine(START_AT, time(10))
    return Said(town.one("Ann"), (match_id, at, 60), other_args=(match_id, at, 90))


def _move(town: Town) -> Said:
    meeting_id, at = town.meeting(START_AT), datetime.combine(START_AT, time(15))
    return Said(town.one("Ann"), (meeting_id, at), other_args=(meeting_id, at + timedelta(hours=1)))


def _meeting(*words: str, day: date = TODAY) -> Callable[[Town], Said]:
    def said(town: Town) -> Said:
        meeting_id = town.meeting(day)
        return Said(town.one("Ann"), (meeting_id, words[0]), other_args=(meeting_id, words[1]))

    return said


def _bring_along(town: Town) -> Said:
    cora = str(town.guiding.cora.member_id)
    meeting_id = town.meeting(START_AT)
    return Said(town.one("Ann"), (meeting_id, cora), other_args=(meeting_id, ""))


def _of_meeting(days: int, other: Callable[..., Any]) -> Callable[[Town], Said]:
    def said(town: Town) -> Said:
        meeting_id = town.meeting(START_AT)
        town.days_pass(days)
        return Said(WORKER, (meeting_id,), other_action=other)

    return said


def _set_consent(town: Town) -> Said:
    town.part()
    programme_id = town.guiding.programme_id
    return Said(
        town.one("Ann"), (programme_id, "topics", True, True), other_args=(programme_id, "topics", False, False)
    )


def _change_answers(town: Town) -> Said:
    town.part()
    programme_id = town.guiding.programme_id
    chess, walks = Given("topics", ("chess",), True, True), Given("topics", ("walks",), True, True)
    return Said(town.one("Ann"), (programme_id, [chess]), other_args=(programme_id, [walks]))


def _join(town: Town) -> Said:
    programme_id = town.guiding.programme_id
    return Said(town.one("Ann"), (programme_id, "mentee"), other_args=(programme_id, "mentor"))


def _of_the_programme(prepare: str = "") -> Callable[[Town], Said]:
    """One's own part in a programme; the other words are those of a second programme one is part of too."""

    def said(town: Town) -> Said:
        town.part()
        both = [town.guiding.programme_id]
        both.append(str(town.do(town.guiding.cora, running.start, GUIDES.replace('"guides"', '"second"'))))
        town.do(town.one("Ann"), programmes.join, both[1], "mentee")
        if prepare:
            for programme_id in both:
                town.do(town.one("Ann"), getattr(programmes, prepare), programme_id)
        return Said(town.one("Ann"), (both[0],), other_args=(both[1],))

    return said


def _move_step(town: Town) -> Said:
    part = town.part()
    here = town.world.app.see(town.one("Ann"), my_part, town.guiding.programme_id)
    assert here is not None
    state = "screening" if here.state == "ready" else "ready"
    return Said(town.guiding.cora, (part, state, "We talked"), other_args=(part, state, "We talked again"))


def _start(town: Town) -> Said:
    return Said(
        town.guiding.cora, (GUIDES.replace('"guides"', '"a"'),), other_args=(GUIDES.replace('"guides"', '"b"'),)
    )


def _change_programme(town: Town) -> Said:
    words = [GUIDES.replace("Guides", title) for title in ("Guiding", "Guidance")]
    programme_id = town.guiding.programme_id
    return Said(town.guiding.cora, (programme_id, words[0], 1), other_args=(programme_id, words[1], 1))


def _change_email(town: Town) -> Said:
    town.world.member("Olga", offline=True)
    olga = town.world.ids["Olga"]
    return Said(town.guiding.cora, (olga, "olga@example.org"), other_args=(olga, "olga2@example.org"))


def _invite_again(town: Town) -> Said:
    town.days_pass(2)
    return Said(town.guiding.cora, (town.id("Ann"),), other_args=(town.id("Ben"),))


def _end_role(town: Town) -> Said:
    administrator = town.world.holder("Ada", Role.ADMINISTRATOR)
    both = [town.id("Cleo"), town.world.ids["Cora"]]
    town.do(administrator, members.grant, both[0], Role.COORDINATOR)
    return Said(administrator, (both[0], Role.COORDINATOR), other_args=(both[1], Role.COORDINATOR))


def _grant_role(town: Town) -> Said:
    administrator = town.world.holder("Ada", Role.ADMINISTRATOR)
    return Said(administrator, (town.id("Ann"), Role.COORDINATOR), other_args=(town.id("Ben"), Role.COORDINATOR))


def _unsubscribe(town: Town) -> Said:
    ann = town.id("Ann")
    secret = town.world.app.do(WORKER, make_secret, ann, "news")
    return Said(ANONYMOUS, (secret,), other_given={"everything": True})


def _nothing_to_change(town: Town) -> Said:
    other = {"about": "Something else"}
    return Said(town.one("Ann"), other_action=members.edit_profile, other_args=(town.id("Ann"),), other_given=other)


def _of_two(make: str, who: str, *words: Any) -> Callable[[Town], Said]:
    """An action on one of two like things that the town makes."""

    def said(town: Town) -> Said:
        first, second = getattr(town, make)(), getattr(town, make)(*([45] if make in ("entry", "counted") else []))
        caller = WORKER if who == "worker" else town.guiding.cora if who == "Cora" else town.one(who)
        return Said(caller, (first, *words), other_args=(second, *words))

    return said


def _listed(who: str, make: str, *words: Any) -> Callable[[Town], Said]:
    """An action on one of two things on the noticeboard."""

    def said(town: Town) -> Said:
        first, second = getattr(town, make)("Soup"), getattr(town, make)("Bread")
        return Said(town.one(who), (first, *words), other_args=(second, *words))

    return said


def _changed(make: str, who: str, words: tuple[Any, ...], others: tuple[Any, ...]) -> Callable[[Town], Said]:
    """An action on one thing, with other words the second time."""

    def said(town: Town) -> Said:
        made = getattr(town, make)()
        caller = town.guiding.cora if who == "Cora" else town.one(who)
        return Said(caller, (made, *words), other_args=(made, *others))

    return said


def _own(words: tuple[Any, ...], others: tuple[Any, ...]) -> Callable[[Town], Said]:
    """An action of Ann's on her own things."""
    return lambda town: Said(town.one("Ann"), (town.id("Ann"), *words), other_args=(town.id("Ann"), *others))


def _bond(kind: str, other_kind: str, said: tuple[str, ...] = ()) -> Callable[[Town], Said]:
    """What Ann says of Ben and herself, after what she has said already."""

    def says(town: Town) -> Said:
        both = (town.id("Ann"), town.id("Ben"))
        for one in said:
            town.do(town.one("Ann"), bonds.say_bond, *both, one)
        return Said(town.one("Ann"), (*both, kind), other_args=(*both, other_kind))

    return says


def _two(town: Town, words: tuple[str, ...], others: tuple[str, ...]) -> Said:
    """What Cora says of Ann and Ben in the programme."""
    town.part("Ann"), town.guiding.join("Ben", "mentor")
    both = (town.guiding.programme_id, town.id("Ann"), town.id("Ben"))
    return Said(town.guiding.cora, (*both, *words), other_args=(*both, *others))


def _take_back_pair(town: Town) -> Said:
    said = _two(town, (), ())
    town.guiding.join("Cleo", "mentor")
    others = (*said.args[:2], town.id("Cleo"))
    for both in (said.args, others):
        town.do(town.guiding.cora, pairs.say_pair, *both, "pinned")
    return Said(said.who, said.args, other_args=others)


def _decision(*words: str) -> Callable[[Town], Said]:
    def said(town: Town) -> Said:
        decision_id = town.do(town.guiding.cora, corrections.correct, town.counted(900), 60, "It was one hour")
        return Said(town.world.coordinator("Dora"), (decision_id, words[0]), other_args=(decision_id, words[1]))

    return said


def _pair_did_not_happen(town: Town) -> Said:
    for days in (28, 21, 14):
        town.ledger.confirm("Ben", town.ledger.record("Ann", "Ann", "Ben", 60, TODAY - timedelta(days=days)))
    source, due = ":".join(sorted([town.id("Ann"), town.id("Ben")])), TODAY - timedelta(days=7)
    return Said(town.one("Ann"), ("pair", source, due), other_args=("pair", source, TODAY))


def _write_down(town: Town) -> Said:
    answer_id = town.agreed()
    told = {"helper_id": town.id("Ann"), "helped_id": town.id("Ben"), "day": TODAY, "minutes": 60}
    return Said(town.one("Ann"), ("listing", answer_id), told, other_given=told | {"minutes": 45})


def _leave(town: Town) -> Said:
    town.world.member("Olga", offline=True)
    olga = town.world.ids["Olga"]
    return Said(town.guiding.cora, ("stays", olga, "by phone"), other_args=("pot", olga, "by phone"))


def _proof(town: Town) -> Said:
    made = town.ledger.proof()
    return Said(town.one("Ann"), (made,), other_args=(replace(made, ok=False, findings=("Something.",)),))


CASES: dict[str, Callable[[Town], Said]] = {
    "community.actions.choose": lambda town: Said(OPERATOR, ({"name": "A"},), other_args=({"name": "B"},)),
    "ledger.actions.record": _record,
    "ledger.actions.record_of_meeting": _record_of_meeting,
    "ledger.actions.confirm": _of_two("entry", "Ben"),
    "ledger.actions.decline": _changed("entry", "Ben", ("No",), ("Never",)),
    "ledger.actions.withdraw": _of_two("entry", "Ann"),
    "ledger.by_letter.confirm_by_letter": _confirm_by_letter,
    "ledger.by_letter.question_by_letter": _by_letter((30, "Less"), (20, "Less")),
    "ledger.by_letter.decline_by_letter": _by_letter(("No",), ("Never",)),
    "ledger.corrections.correct": _changed("counted", "Cora", (30, "Half an hour"), (15, "A quarter")),
    "ledger.decisions.agree": _decision("Yes", "Oh yes"),
    "ledger.decisions.refuse": _decision("No", "Oh no"),
    "ledger.donations.donate": _donate,
    "ledger.donations.expire": _expire,
    "ledger.proving.keep": _proof,
    "ledger.grants.grant": _grant_hours,
    "ledger.grants.give_opening": _give_opening,
    "ledger.groups.record_group": _group,
    "ledger.leaving.leave": _leave,
    "ledger.limits.set_limits": lambda town: Said(
        town.guiding.cora, (town.of("Ann"), "-60", "unlimited"), other_args=(town.of("Ann"), "-90", "unlimited")
    ),
    "ledger.questions.question": _changed("entry", "Ben", (30, "Less"), (20, "Less")),
    "ledger.questions.settle": _settle,
    "ledger.questions.accept_unanswered": _accept_unanswered,
    "ledger.questions.remind": _of_two("entry", "worker"),
    "listings.actions.write_listing": _listing,
    "listings.actions.change": _changed("offer", "Ann", ("company", "Tea"), ("company", "Cake")),
    "listings.actions.correct_category": _changed("offer", "Ann", ("gardening",), ("baking",)),
    "listings.actions.close": _listed("Ann", "offer"),
    "listings.actions.renew": _listed("Ann", "offer"),
    "listings.actions.lapse": lambda town: Said(WORKER, other_action=questions.remind, other_args=(town.entry(),)),
    "listings.answering.ask": _changed("offer", "Ben", ("Please",), ("Hello",)),
    "listings.answering.agree": _changed("asked", "Ann", (TODAY,), (START_AT,)),
    "listings.answering.decline": _changed("asked", "Ann", ("Sorry",), ("No",)),
    "listings.answering.withdraw": _changed("asked", "Ben", ("Sorry",), ("No",)),
    "listings.answering.did_not_happen": _listed("Ann", "agreed"),
    "mail.choices.choose_letters": _own((True, {"news": "weekly"}), (True, {"news": "never"})),
    "mail.unsubscribe.unsubscribe_by_letter": _unsubscribe,
    "matches.actions.run_round": lambda town: Said(
        town.guiding.cora,
        (town.guiding.programme_id,),
        other_args=(town.do(town.guiding.cora, running.start, GUIDES.replace('"guides"', '"second"')),),
    ),
    "matches.actions.approve": lambda town: Said(
        town.guiding.cora, (draft := town.draft(),), other_action=matches.discard, other_args=(draft, "No")
    ),
    "matches.actions.discard": _changed("draft", "Cora", ("Too far",), ("Too busy",)),
    "matches.actions.answer": _answer,
    "matches.actions.answer_by_link": _answer_by_link,
    "matches.actions.undo": _undo,
    "life.undoing.undo": _undo,
    "matches.actions.remind_or_expire": _remind_or_expire,
    "meetings.actions.plan": _plan,
    "meetings.actions.move": _move,
    "meetings.actions.cancel": _meeting("Ill", "Away", day=START_AT),
    "meetings.actions.not_held": _meeting("Ill", "Away"),
    "meetings.actions.held": _held,
    "meetings.company.bring_along": _bring_along,
    "meetings.telling.ask_how": _of_meeting(4, meeting_letters.remind_of),
    "meetings.telling.remind_of": _of_meeting(1, meeting_letters.ask_how),
    "members.actions.add": lambda town: Said(
        town.guiding.cora, ("Nia", "nia@example.org"), other_args=("Noa", "nia@example.org")
    ),
    "members.actions.edit_profile": lambda town: Said(
        town.one("Ann"), (town.id("Ann"),), {"about": "Tea"}, other_given={"about": "Cake"}
    ),
    "members.actions.set_needs": _own((["en"], []), (["cy"], [])),
    "members.actions.set_free_times": _own(([Window(1, 600, 720)],), ([Window(2, 600, 720)],)),
    "members.actions.grant": _grant_role,
    "members.actions.end_role": _end_role,
    "members.actions.add_area": lambda town: Said(OPERATOR, ("North",), other_args=("South",)),
    "members.doors.invite_again": _invite_again,
    "members.doors.change_email": _change_email,
    "members.organisations.add_organisation": lambda town: Said(
        town.guiding.cora, ("Library",), other_args=("Museum",)
    ),
    "members.organisations.add_agent": lambda town: Said(
        town.guiding.cora,
        (library := town.world.organisation("Library").id, town.id("Ann")),
        other_args=(library, town.id("Ben")),
    ),
    "members.organisations.remove_agent": lambda town: Said(
        town.guiding.cora,
        (library := town.world.organisation("Library", "Ann", "Ben").id, town.id("Ann")),
        other_args=(library, town.id("Ben")),
    ),
    "members.reach.set_reach": _own(("IV30", 10, 1980), ("IV30", 20, 1980)),
    "members.bonds.say_bond": _bond("household", "rather_not"),
    "members.bonds.take_back_bond": _bond("household", "cares_for", said=("household", "cares_for")),
    "members.checks.record_check": lambda town: Said(
        town.guiding.cora, (town.id("Ann"), "pvg", True, TODAY), other_args=(town.id("Ann"), "pvg", False, TODAY)
    ),
    "members.sign_in.end_own_sessions": _nothing_to_change,
    "programmes.actions.join": _join,
    "programmes.actions.pause": _of_the_programme(),
    "programmes.actions.resume": _of_the_programme("pause"),
    "programmes.actions.leave": _of_the_programme(),
    "programmes.actions.change_answers": _change_answers,
    "programmes.actions.set_consent": _set_consent,
    "programmes.actions.withdraw_consent": _of_the_programme(),
    "programmes.steps.move_step": _move_step,
    "programmes.pairs.say_pair": lambda town: _two(town, ("pinned",), ("forbidden",)),
    "programmes.pairs.take_back_pair": _take_back_pair,
    "programmes.running.start": _start,
    "programmes.running.change": _change_programme,
    "programmes.running.set_open": lambda town: Said(
        town.guiding.cora, (town.guiding.programme_id, False), other_args=(town.guiding.programme_id, True)
    ),
    "reports.unrecorded.did_not_happen": _pair_did_not_happen,
    "reports.unrecorded.write_down": _write_down,
    "matches.apart.say_bond": _bond("household", "rather_not"),
    "matches.apart.say_pair": lambda town: _two(town, ("forbidden",), ("pinned",)),
    "matches.taking_part.pause": _of_the_programme(),
    "matches.taking_part.leave": _of_the_programme(),
    "matches.taking_part.change_answers": _change_answers,
    "matches.taking_part.set_consent": _set_consent,
    "matches.taking_part.withdraw_consent": _of_the_programme(),
    "matches.taking_part.move_step": _move_step,
}
