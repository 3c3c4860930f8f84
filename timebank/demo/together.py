"""Hours beyond two people: a library joins, six sew together, gifts fill the pot, and a slip is put right."""

from datetime import date, timedelta

from timebank.demo.people import CORA
from timebank.demo.storyteller import Story
from timebank.ledger import actions, corrections, donations, grants, groups
from timebank.ledger.reads import waiting_for
from timebank.ledger.rules import Holder
from timebank.members import organisations

LIBRARY = "Firth Street Library"
SPEAKS_FOR_IT = ("Fiona Grant", "Daniel Cheng")
SEWING = ("Samir Rahman", "Peter Nwosu", "Leila Haddad", "Grace Adeyemi", "Louis Martin")
MEET_EACH_WEEK = ("Aisha Bello", "Kirsty Dunn")


def together(story: Story) -> None:
    """Tell this part of the story; the clock stands a few days before the present."""
    story.tell("A library joins them, some meet in a group, some give hours away.")
    story.go_to(4, hour=8)
    _the_library(story)
    _a_morning_of_sewing(story)
    _gifts_and_thanks(story)
    _each_week_and_then_not(story)


def _member(story: Story, name: str) -> Holder:
    return Holder("member", story.ids[name])


def _ago(story: Story, days: int) -> date:
    return (story.clock.moment - timedelta(days=days)).date()


def _exchange(story: Story, helper: str, helped: Holder, answers: str, days: int, minutes: int, note: str) -> str:
    """Hours the helper writes down, and somebody confirms; answers the entry's id."""
    told = {"giver": _member(story, helper), "receiver": helped, "service_date": _ago(story, days)}
    entry_id = story.do(story.who(helper), actions.record, **told, minutes=minutes, note=note)
    story.do(story.who(answers), actions.confirm, entry_id)
    return entry_id


def _the_library(story: Story) -> None:
    cora = story.who(CORA.name)
    library = Holder("organisation", story.do(cora, organisations.add_organisation, LIBRARY))
    for name in SPEAKS_FOR_IT:
        story.do(cora, organisations.add_agent, library.id, story.ids[name])
    for helper, days, minutes in (("Callum Stewart", 20, 120), ("Isla Morrison", 11, 90)):
        _exchange(story, helper, library, SPEAKS_FOR_IT[0], days, minutes, "The library's open afternoon")


def _a_morning_of_sewing(story: Story) -> None:
    """Jean shows five people how to mend; the last of them has not answered yet."""
    story.do(
        story.who("Jean Buchan"),
        groups.record_group,
        givers=(_member(story, "Jean Buchan"),),
        receivers=tuple(_member(story, name) for name in SEWING),
        service_date=_ago(story, 3),
        minutes=90,
        pays="shared",
        note="Mending morning",
    )
    for name in SEWING[:-1]:
        me = story.who(name)
        for entry_id in _waiting(story, name):
            story.do(me, actions.confirm, entry_id)


def _waiting(story: Story, name: str) -> list[str]:
    cards = story.app.see(story.who(name), waiting_for, story.ids[name])
    return [card.entry_id for card in cards if card.note == "Mending morning"]


def _gifts_and_thanks(story: Story) -> None:
    """Three people fill the pot; from it those are thanked who came to the yearly meeting."""
    pot = Holder("pot")
    for name, minutes in (("Gordon Tait", 120), ("Nora Lindqvist", 90), ("Morag Sinclair", 60)):
        given = {"giver": _member(story, name), "receiver": pot, "minutes": minutes}
        story.do(story.who(name), donations.donate, **given, words="For whoever needs it next")
    came = tuple(story.ids[name] for name in ("Ben Okafor", "Ewan Fraser", "Shona Baird"))
    told = {"minutes": 60, "service_date": _ago(story, 1), "reason": "Coming to the yearly meeting"}
    story.do(story.who(CORA.name), grants.grant, member_ids=came, **told)


def _each_week_and_then_not(story: Story) -> None:
    """Two who meet each week: one slip was put right, and last week nobody wrote anything down."""
    helper, helped = MEET_EACH_WEEK
    for days in (35, 28, 21):
        _exchange(story, helper, _member(story, helped), helped, days, 60, "Maths")
    slip = _exchange(story, helper, _member(story, helped), helped, 14, 120, "Maths")
    story.do(story.who(CORA.name), corrections.correct, slip, 60, "It was one hour; both wrote to say so.")


def a_gift_for(story: Story, name: str) -> None:
    """Somebody gives hours to a member, who has not answered yet."""
    given = {"giver": _member(story, "Daniel Cheng"), "receiver": _member(story, name), "minutes": 45}
    story.do(story.who("Daniel Cheng"), donations.donate, **given, words="With thanks for the bread")
