"""What the matcher found in the demo: two rounds of mentoring, buddies, and circles in which each helps another."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from timebank.access import OPERATOR
from timebank.demo.people import CORA, MAYA, PEOPLE, PLACE, Person
from timebank.demo.storyteller import Story, pick
from timebank.demo.taking_part import (
    BUDDYING,
    LIVE_TOGETHER,
    MENTORING,
    ONLY_FREE,
    PINNED,
    PLACES,
    Part,
)
from timebank.matches import actions as matches
from timebank.matches.apart import say_bond, say_pair
from timebank.matches.cards import ReviewCard
from timebank.matches.reads import my_matches
from timebank.matches.review_reads import review
from timebank.meetings import actions as meetings
from timebank.members import actions as members
from timebank.members.reach import set_reach
from timebank.members.rules import Window
from timebank.programmes import actions as programmes
from timebank.programmes.definition import starter_text
from timebank.programmes.reads import programmes as all_programmes
from timebank.programmes.rules import Given

TOPICS = {"mentor": "topics_offered", "mentee": "topics_wanted", "buddy": "company_for"}
FROM_ELSEWHERE = {
    "mentor": ("languages", "access", "week", "place", "hours", "offers"),
    "mentee": ("languages", "access", "week", "place", "hours", "requests"),
    "buddy": ("languages", "access", "week", "place", "hours"),
    "member": ("languages", "week", "hours", "offers", "requests"),
}
"""What each role lets the matcher read that stands elsewhere."""
UNSHOWN = ("access", "hours")


def first_rounds(story: Story) -> None:
    """Some join mentoring and buddying, a first round runs, and two pairs say yes."""
    story.tell("Some join the mentoring and the buddying programme, and a first round runs.")
    story.go_to(22, hour=9)
    _where_they_live(story)
    ids = programme_ids(story)
    for part in BUDDYING:
        join(story, part, ids["buddying"])
    for part in MENTORING:
        if not part.late:
            join(story, part, ids["mentoring"])
    first, second = (story.ids[name] for name in LIVE_TOGETHER)
    story.do(story.who(LIVE_TOGETHER[0]), say_bond, first, second, "household")
    for card in _round(story, ids["mentoring"]):
        if any(person.name in ("Kirsty Dunn", "Leila Haddad") for person in card.people):
            _said_yes(story, card)


def _where_they_live(story: Story) -> None:
    for district, kilometres, names in PLACES:
        for name in names:
            story.do(story.who(name), set_reach, story.ids[name], district, kilometres)
    for name, week in ONLY_FREE:
        windows = [Window(day, start * 60, end * 60) for day, start, end in week]
        story.do(story.who(name), members.set_free_times, story.ids[name], windows)


def programme_ids(story: Story) -> dict[str, str]:
    """The programmes that run, by kind."""
    return {one.kind: one.programme_id for one in story.app.see(OPERATOR, all_programmes)}


def join(story: Story, part: Part, programme_id: str) -> None:
    """Somebody takes part in a programme and says there what the part holds."""
    wishes = {"style": part.style, "gender": (part.gender,), "company_wished": part.company_wished}
    said = {TOPICS[part.role]: part.topics, "how_often": (part.how_often,), "way_to_meet": part.way_to_meet, **wishes}
    given = [
        Given(name, values, True, name != "gender", is_essential=name in part.will_not_do_without)
        for name, values in said.items()
        if any(values)
    ]
    _take_part(story, story.person(part.name), programme_id, part.role, given, part.capacity)


def _take_part(
    story: Story, person: Person, programme_id: str, role: str, given: list[Given], capacity: int | None = None
) -> None:
    caller, told = story.acting_for(person)
    if person.is_offline:
        told["member_id"] = story.ids[person.name]
    kept = [Given(name, (), True, name not in UNSHOWN) for name in FROM_ELSEWHERE[role]]
    story.do(caller, programmes.join, programme_id, role, [*given, *kept], capacity, **told)


def _round(story: Story, programme_id: str) -> list[ReviewCard]:
    round_id = story.do(story.who(CORA.name), matches.run_round, programme_id)
    return story.app.see(story.who(CORA.name), review, round_id=round_id)


def _said_yes(story: Story, card: ReviewCard) -> None:
    story.do(story.who(CORA.name), matches.approve, card.suggestion_id)
    for person in card.people:
        story.do(story.who(person.name), matches.answer, card.suggestion_id, True)


def second_rounds(story: Story) -> None:
    """Two have met; more people join; a second round runs, circles of help are found, and drafts wait."""
    story.tell("More join, people help one another in circles, and a second round runs.")
    story.go_to(3, hour=9)
    ids, cora = programme_ids(story), story.who(CORA.name)
    for part in MENTORING:
        if part.late:
            join(story, part, ids["mentoring"])
    ids["help"] = story.do(cora, programmes.start, starter_text("help"))
    for person in PEOPLE:
        if person.offers and person.requests and person is not CORA:
            ways = pick((("at_home", "out"), ("at_home", "out", "phone"), ("out", "phone")), person.name, "ways")
            _take_part(story, person, ids["help"], "member", [Given("how_helped", ways, True, True)])
    _two_meetings(story, "Kirsty Dunn")
    story.go_to(1, hour=9)
    one, other = (story.ids[name] for name in PINNED)
    story.do(cora, say_pair, ids["mentoring"], one, other, "pinned")
    _round(story, ids["buddying"])
    for kind in ("mentoring", "help"):
        for card in _round(story, ids[kind]):
            if any(person.name == MAYA.name for person in card.people):
                story.do(cora, matches.approve, card.suggestion_id)


def _two_meetings(story: Story, name: str) -> None:
    """One meeting that was held and recorded, and one that is still to come."""
    caller = story.who(name)
    match = story.app.see(caller, my_matches, story.ids[name])[0]
    for days_ago in (2, -3):
        day = (story.now - timedelta(days=days_ago)).astimezone(ZoneInfo("Europe/London")).date()
        starts = datetime.combine(day, time(14, 0))
        meeting_id = story.do(caller, meetings.plan, match.match_id, starts, 60, PLACE)
        if days_ago > 0:
            story.go_to(days_ago - 1, hour=8)
            story.do(caller, meetings.held, meeting_id, 60)
