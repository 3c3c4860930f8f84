"""A coordinator prepares a round, looks through it, changes it, and sends many suggestions out at once."""

from typing import Any

import sqlalchemy as sa
from desk_town import DeskTown, Visit, press, read_aloud

from timebank.access import Role, as_member
from timebank.mail.tables import letter
from timebank.matches import actions as matches
from timebank.matches.cards import ReviewCard
from timebank.matches.review_reads import review
from ui.words import desk as words
from ui.words.review import Change, Many, Round, Steps


def drafts(town: DeskTown, programme: str = "mentoring") -> list[ReviewCard]:
    return town.world.app.see(town.cora, review, town.programmes[programme], "", ("draft",))


def ran(town: DeskTown, visit: Visit, programme: str = "mentoring", **query: str) -> Any:
    """The page of matching after a round."""
    town.world.app.do(town.cora, matches.run_round, "round", town.programmes[programme])
    return visit("review", programme=town.programmes[programme], **query)


def opened(page: Any, key: str) -> Any:
    page.session_state[key] = True
    return page.run()


def choose(page: Any, key: str, name: str) -> Any:
    box = page.selectbox(key=key)
    return box.select_index(next(at for at, one in enumerate(box.options) if one.startswith(name))).run()


def letters(town: DeskTown) -> list[str]:
    """What those read who are asked."""
    with town.world.app.engine.connect() as connection:
        return list(connection.execute(sa.select(letter.c.text).where(letter.c.kind == "suggestion")).scalars())


def test_a_round_is_prepared_looked_at_run_and_looked_through(visit: Visit, town: DeskTown) -> None:
    page = press(visit("review", programme=town.programmes["mentoring"]), Round.prepare)
    said = read_aloud(page)
    assert Round.title in said
    assert Round.people.format(role="Mentees", count=4, places=4) in said
    assert Round.first in said
    page = press(page, Round.solve)
    assert page.success[0].value.startswith(Round.solved)
    (round_id,) = {one.round_id for one in drafts(town)}
    page = opened(page, f"round-{round_id}")
    assert Round.states["solved"] in read_aloud(page)
    page = press(page, Round.finish)
    assert page.success[0].value == Round.finished
    page = opened(page, f"round-{round_id}")
    page.text_input(key=f"round-why-{round_id}").set_value("Half of them are away")
    page = press(page, Round.aside)
    assert page.success[0].value == Round.aside_done
    assert drafts(town) == []
    assert letters(town) == []


def test_many_go_out_at_once_with_words_of_the_coordinator(visit: Visit, town: DeskTown) -> None:
    programme_id = town.programmes["mentoring"]
    page = opened(ran(town, visit), f"many-{programme_id}")
    page.text_area(key=f"ask-many-{programme_id}-words").set_value("Tea is on us.")
    how_many = len(drafts(town))
    page = press(page, Many.send_now)
    assert page.success[0].value == Many.sent_many.format(count=how_many)
    assert drafts(town) == []
    assert len(letters(town)) >= how_many
    assert all("Tea is on us." in text for text in letters(town))


def test_one_goes_out_with_words_too(visit: Visit, town: DeskTown) -> None:
    page = ran(town, visit, "buddying")
    (one,) = drafts(town, "buddying")
    page = opened(page, f"words-open-{one.suggestion_id}")
    page.text_area(key=f"approve-{one.suggestion_id}-words").set_value("Bring a hat.")
    press(page, words.Review.approve)
    assert all("Bring a hat." in text for text in letters(town))


def test_two_change_places_after_it_showed_what_that_would_be(visit: Visit, town: DeskTown) -> None:
    page = ran(town, visit, show="drafts")
    first, second = drafts(town)[:2]
    mentors = [next(who for who in one.people if who.role == "mentor") for one in (first, second)]
    page = opened(page, f"change-{first.suggestion_id}")
    page = choose(page, f"how-{first.suggestion_id}", Change.hows["swap"])
    page = choose(page, f"swap-{first.suggestion_id}", mentors[0].name)
    page = choose(page, f"swap-with-{first.suggestion_id}-{mentors[0].member_id}", mentors[1].name)
    said = read_aloud(page)
    assert Change.before in said
    if Change.refused in said:
        assert "cannot be put forward together" in said
        return
    page = press(page, Change.swap)
    assert page.success[0].value == Change.swapped
    now = {frozenset(who.name for who in one.people) for one in drafts(town)}
    mentee = next(who.name for who in first.people if who.role == "mentee")
    assert frozenset((mentee, mentors[1].name)) in now


def test_the_next_best_is_shown_before_it_is_taken(visit: Visit, town: DeskTown) -> None:
    page = ran(town, visit, show="drafts")
    one = drafts(town)[0]
    page = opened(page, f"change-{one.suggestion_id}")
    page = choose(page, f"how-{one.suggestion_id}", Change.hows["next"])
    assert Change.next_lead in read_aloud(page)
    page = press(page, Change.next_take)
    assert page.success[0].value == Change.taken
    assert one.suggestion_id not in {draft.suggestion_id for draft in drafts(town)}


def test_the_steps_of_what_people_are_asked_say_who_and_when(visit: Visit, town: DeskTown) -> None:
    ran(town, visit)
    one = drafts(town)[0]
    app, asked = town.world.app, one.suggestion_id
    app.do(town.cora, matches.approve, "approve", asked)
    who = as_member(next(who.member_id for who in one.people if not who.is_offline))
    for action, told in ((matches.answer, (True,)), (matches.undo, ())):
        app.clock.move(minutes=1)
        app.do(who, action, action.__name__, asked, *told)
    said = read_aloud(opened(visit("review", programme=town.programmes["mentoring"], show="asked"), f"steps-{asked}"))
    at = [said.index(step) for step in (Steps.asked, Steps.said_yes, Steps.taken_back)]
    assert at == sorted(at)
    assert "by Cora Cole." in said


def test_two_are_kept_apart_from_their_card(visit: Visit, town: DeskTown) -> None:
    page = ran(town, visit, show="drafts")
    one = next(draft for draft in drafts(town) if draft.kind == "pair")
    page = opened(page, f"change-{one.suggestion_id}")
    page = choose(page, f"how-{one.suggestion_id}", Change.hows["pair"])
    page = press(page, Change.pair_apart)
    assert page.success[0].value == Change.kept_apart
    assert one.suggestion_id not in {draft.suggestion_id for draft in drafts(town)}


def test_who_decides_in_a_coordinators_place_changes_nothing_of_the_round(visit: Visit, town: DeskTown) -> None:
    dan = town.world.holder("Dan Decider", Role.SECOND_DECIDER)
    ran(town, visit)
    page = visit("review", dan, programme=town.programmes["mentoring"])
    labels = {one.label for one in page.button}
    assert labels.isdisjoint({Round.prepare, Round.finish, Round.aside, words.Review.run})
