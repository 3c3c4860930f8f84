"""What comes after a match in the demo: an agreement both sign, a goal, how it felt; and a programme in two steps."""

from dataclasses import replace

from timebank.demo.people import CORA
from timebank.demo.rounds import join
from timebank.demo.storyteller import Story
from timebank.demo.taking_part import TALKING
from timebank.life import agreements, goals, words
from timebank.matches import taster_saying, tasters
from timebank.matches.reads import my_matches
from timebank.matches.taster_reads import TasterCard, first_step
from timebank.programmes import actions as programmes
from timebank.programmes.definition import parse, starter_text
from timebank.programmes.setup import new_text, setup_of

MENTEE = "Kirsty Dunn"
WHERE = "Saturday at two, at the hub. Tea is there, and Cora is, too."


def lives(story: Story) -> None:
    """Tell this part of the story; the clock stands a day before the present."""
    story.tell("A pair writes down what they agreed; some meet briefly before anybody is matched.")
    _an_agreement(story)
    _short_meetings(story)


def _an_agreement(story: Story) -> None:
    """The mentee writes, her mentor signs; they say what they aim at, and she how the first meeting felt."""
    mentee = story.who(MENTEE)
    match = story.app.see(mentee, my_matches, story.ids[MENTEE])[0]
    agreed = {"how_often": "every Tuesday after school", "minutes": 60, "private_words": "What we say stays with us."}
    agreement_id = story.do(mentee, agreements.write_agreement, match.match_id, **agreed)
    for other in match.others:
        story.do(story.who(other.name), agreements.sign, agreement_id)
    story.do(mentee, goals.add_goal, match.match_id, "To sit the maths exam in May without fear of it")
    story.do(mentee, words.say_fit, match.match_id, "good")


def _short_meetings(story: Story) -> None:
    """Four who would like to practise a language are to meet two others each; one has said how it was."""
    starter = starter_text("buddying")
    usual = setup_of(parse(starter))
    about = "Two people who practise a language with each other. Everybody first meets two others over a cup of tea."
    chosen = replace(usual, title="Talking together", about=about, care=replace(usual.care, shortlist=2))
    cora = story.who(CORA.name)
    programme_id = story.do(cora, programmes.start, new_text(starter, chosen, frozenset()))
    for part in TALKING:
        join(story, part, programme_id)
    story.do(cora, tasters.run_first_step, programme_id)
    cards = _first_step(story, programme_id)
    story.do(cora, tasters.ask, [card.taster_id for card in cards], WHERE)
    for person in cards[0].people[:1]:
        said = ("yes", "We laughed a lot.")
        story.do(story.who(person.name), taster_saying.say, cards[0].taster_id, *said)


def _first_step(story: Story, programme_id: str) -> tuple[TasterCard, ...]:
    found = story.app.see(story.who(CORA.name), first_step, programme_id)
    return found.drafts if found else ()
