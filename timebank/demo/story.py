"""What happened in the demo: a year of a small community, told with the same actions that people use."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from timebank import setup
from timebank.access import OPERATOR, Role
from timebank.app import App
from timebank.clock import HandClock
from timebank.community.actions import choose
from timebank.demo import people
from timebank.demo.lives import lives
from timebank.demo.people import CORA, MAYA, PEOPLE, Person
from timebank.demo.rounds import first_rounds, second_rounds
from timebank.demo.storyteller import HOW_TOLD, Story, pick
from timebank.demo.together import a_gift_for, together
from timebank.ledger import actions as ledger
from timebank.ledger import questions
from timebank.ledger.rules import Holder
from timebank.listings import actions as listings
from timebank.listings import answering
from timebank.listings.reads import noticeboard
from timebank.members import actions as members
from timebank.members.rules import Window

DAYS_OF_STORY = 330
EXCHANGES = 150
BEFORE_THE_ROUNDS = 120


def make(app: App, clock: HandClock, tell: Callable[[str], None]) -> None:
    """Make the whole community in an empty database; `clock` must be the one of `app`, and ends at the present."""
    story = Story(app, clock, clock.moment, tell)
    clock.moment = story.now - timedelta(days=DAYS_OF_STORY)
    setup.make_ready(app, people.COMMUNITY)
    contact = "Cora, 01309 000 000, at the hub on weekday mornings"
    story.do(OPERATOR, choose, {"contact": contact, "rests_at_night": "no"})  # whoever tries it at night sees letters
    for chapter in (
        _people_join,
        _needs_and_weeks,
        _noticeboard,
        _a_season_of_hours,
        first_rounds,
        _the_last_weeks,
        together,
        second_rounds,
        lives,
        _today,
    ):
        chapter(story)
    clock.moment = story.now


def _people_join(story: Story) -> None:
    story.tell("People join: some by e-mail, some in person.")
    for place, person in enumerate(PEOPLE):
        story.go_to(DAYS_OF_STORY - place * 5)
        given = {"email": person.email, "languages": person.languages, "access": person.access, "invite": False}
        phone = f"01309 000 {100 + place:03d}"
        story.ids[person.name] = story.do(OPERATOR, members.add, person.name, phone=phone, **given)
    for name, role in ((CORA.name, Role.COORDINATOR), ("Ruth Abernethy", Role.SECOND_DECIDER)):
        story.do(OPERATOR, members.grant, story.ids[name], role)


def _needs_and_weeks(story: Story) -> None:
    story.tell("They say when they are free.")
    for person in PEOPLE:
        caller, given = story.acting_for(person)
        windows = [
            Window(day, start * 60, (start + length) * 60)
            for day in range(7)
            if (length := pick((0, 2, 3, 3), person.name, day, "length"))
            and (start := pick((10, 14), person.name, day, "start"))
        ]
        story.do(caller, members.set_free_times, story.ids[person.name], windows, **given)


def _noticeboard(story: Story) -> None:
    story.tell("They write what they offer and what they would like.")
    for place, person in enumerate(PEOPLE):
        story.go_to(134 - place)
        caller, given = story.acting_for(person)
        about = {**given, "member_id": story.ids[person.name]} if person.is_offline else given
        for kind, chosen in (("offer", person.offers), ("request", person.requests)):
            for category, title in chosen:
                story.do(caller, listings.write_listing, kind, category, title, **about)


def _a_season_of_hours(story: Story) -> None:
    story.tell("They help one another.")
    _hours(story, range(BEFORE_THE_ROUNDS))


def _the_last_weeks(story: Story) -> None:
    story.tell("They go on helping one another.")
    _hours(story, range(BEFORE_THE_ROUNDS, EXCHANGES))


def _hours(story: Story, numbers: range) -> None:
    for number in numbers:
        story.go_to(94 - number * 90 // EXCHANGES, hour=18)
        helper, helped = _pair(number)
        day = (story.clock.moment - timedelta(days=number % 4)).date()
        minutes = pick((45, 60, 60, 90, 90, 120, 150, 180, 240), number, "minutes")
        _exchange(story, number, helper, helped, day, minutes)


def _pair(number: int) -> tuple[Person, Person]:
    """Helpers are not spread evenly: some help often, a few have not begun."""
    active = PEOPLE[:-4]
    helper = pick(active[::2] if number % 3 else active, number, "helper")
    if number % 12 == 0:
        helper = MAYA
    others = [one for one in active if one.name != helper.name]
    return helper, MAYA if helper is not MAYA and number % 12 == 6 else pick(others, number, "helped")


def _exchange(story: Story, number: int, helper: Person, helped: Person, day: Any, minutes: int) -> None:
    recorder, other = (helper, helped) if number % 2 else (helped, helper)
    if CORA in (helper, helped) and recorder.is_offline:
        recorder, other = other, recorder
    caller, given = story.acting_for(recorder)
    if recorder.is_offline:
        given["recorded_for_id"] = story.ids[recorder.name]
    entry_id = story.do(
        caller,
        ledger.record,
        giver=Holder("member", story.ids[helper.name]),
        receiver=Holder("member", story.ids[helped.name]),
        service_date=day,
        minutes=minutes,
        note=pick(people.NOTES, number, "note"),
        **given,
    )
    if other.is_offline:
        _answer_for_offline(story, entry_id, recorder)
    elif number >= EXCHANGES - 6:
        return  # the newest still wait for an answer
    elif number % 37 == 36:
        story.do(story.who(other.name), questions.question, entry_id, max(15, minutes - 60), "I remember it shorter.")
    else:
        story.do(story.who(other.name), ledger.confirm, entry_id)


def _answer_for_offline(story: Story, entry_id: str, recorder: Person) -> None:
    """The coordinator answers for an offline member; where she recorded it herself, the second decider does."""
    judge = "Ruth Abernethy" if recorder.is_offline or recorder is CORA else CORA.name
    if recorder.name != judge:
        story.do(story.who(judge), ledger.confirm, entry_id, how_told=HOW_TOLD)


def _today(story: Story) -> None:
    """What waits for Maya and for Cora when the demo opens."""
    story.go_to(0, hour=story.now.hour)
    for number, (helper, helped) in enumerate(_waiting_for_maya()):
        day = (story.now - timedelta(days=number + 1)).date()
        _record_only(story, helper, helped, day, 60 + 30 * number)
    a_gift_for(story, MAYA.name)
    maya = story.who(MAYA.name)
    board = story.app.see(story.who("Ben Okafor"), noticeboard, words="phone")
    for card in board.cards:
        if card.member_name == MAYA.name:
            story.do(story.who("Ben Okafor"), answering.ask, card.listing_id, "Could you look at mine this week?")
    for card in story.app.see(maya, noticeboard, words="English").cards[:1]:
        story.do(maya, answering.ask, card.listing_id, "I would enjoy that.")


def _waiting_for_maya() -> Iterator[tuple[str, str]]:
    yield "Ben Okafor", MAYA.name
    yield MAYA.name, "Alan Petrie"


def _record_only(story: Story, helper: str, helped: str, day: Any, minutes: int) -> None:
    other = helper if helped == MAYA.name else helped
    story.do(
        story.who(other),
        ledger.record,
        giver=Holder("member", story.ids[helper]),
        receiver=Holder("member", story.ids[helped]),
        service_date=day,
        minutes=minutes,
        note="Thank you!",
    )
