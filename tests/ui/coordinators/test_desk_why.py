"""A coordinator asks the matcher: how a draft stands, why not these two, what if, why nobody, and what has changed."""

from typing import Any

from desk_town import DeskTown, Visit, read_aloud

from timebank.access import Role
from timebank.matches import actions as matches
from timebank.matches.review_reads import review
from ui.words.deciding import Review
from ui.words.explaining import Explaining

SAID = Explaining


def ran(town: DeskTown, programme: str, times: int = 1) -> str:
    """The programme after so many rounds."""
    for number in range(times):
        town.world.app.do(town.cora, matches.run_round, f"round-{number}", town.programmes[programme])
    return town.programmes[programme]


def opened(page: Any, key: str) -> str:
    """What the page says once one of its expanders is open."""
    page.session_state[key] = True
    return read_aloud(page.run())


def choose(page: Any, key: str, name: str) -> Any:
    """The page after somebody or something was chosen by the words in one of its boxes."""
    box = page.selectbox(key=key)
    place = next(place for place, one in enumerate(box.options) if one.startswith(name))
    return box.select_index(place).run()


def test_a_draft_tells_its_rank_the_rules_it_keeps_and_what_is_not_known(visit: Visit, town: DeskTown) -> None:
    programme_id = ran(town, "mentoring")
    draft = town.world.app.see(town.cora, review, programme_id, "", ("draft",))[0]
    page = visit("review", programme=programme_id, show="drafts")
    said = opened(page, f"stands-{draft.suggestion_id}")
    assert SAID.today in said
    assert " for " in said
    assert SAID.rules.split(" (")[0] in said


def test_two_people_are_asked_about_and_what_it_would_cost_is_told(visit: Visit, town: DeskTown) -> None:
    programme_id = ran(town, "mentoring")
    page = visit("review", programme=programme_id, show="why")
    page = choose(page, f"one of why-not {programme_id}", "Mina Moss")
    others = page.selectbox(key=f"other of why-not {programme_id} {town.id('Mina Moss')}")
    assert {one.split(" (")[0] for one in others.options} == {"Quin Quill", "Rosa Reed", "Old Tom"}
    said = read_aloud(choose(page, others.key, "Rosa Reed"))
    assert "Mina Moss and Rosa Reed" in said
    assert any(one.split("{second}")[1][:20] in said for one in (SAID.kept_apart, SAID.suggested, SAID.possible))


def test_what_if_tells_the_difference_and_nothing_is_kept(visit: Visit, town: DeskTown) -> None:
    programme_id = ran(town, "mentoring")
    page = visit("review", programme=programme_id, show="why")
    page = choose(page, f"what-if {programme_id}", SAID.trials["places"])
    box = page.selectbox(key=f"places {programme_id}")
    page = choose(page, f"places {programme_id}", box.options[0])
    assert SAID.same in read_aloud(page) or "stay" in read_aloud(page)
    page = choose(page, f"what-if {programme_id}", SAID.trials["weigh"])
    page = choose(page, f"weigh-code {programme_id}", page.selectbox(key=f"weigh-code {programme_id}").options[0])
    page = choose(page, f"weigh-strength {programme_id}", SAID.strengths["off"])
    assert not page.exception
    assert SAID.same in read_aloud(page) or "points" in read_aloud(page)


def test_why_nobody_names_the_rules_and_whom_to_look_for(visit: Visit, town: DeskTown) -> None:
    programme_id = ran(town, "mentoring")
    page = visit("review", programme=programme_id, show="unmatched")
    said = opened(page, f"nobody-{programme_id}")
    assert SAID.today in said
    assert SAID.nobody_none in said or SAID.hints in said


def test_two_rounds_stand_side_by_side_and_the_figures_say_what_is_proved(visit: Visit, town: DeskTown) -> None:
    programme_id = ran(town, "buddying", times=2)
    page = visit("review", programme=programme_id, show="rounds")
    assert "proved" in opened(page, f"figures-{programme_id}") or "no result of this kind" in read_aloud(page)
    said = opened(page, f"compare-{programme_id}")
    assert SAID.same_rounds in said or SAID.new_caption in said


def test_a_round_run_again_says_how_many_drafts_still_stand(visit: Visit, town: DeskTown) -> None:
    programme_id = ran(town, "mentoring")
    assert "waited before" not in read_aloud(visit("review", programme=programme_id))
    drafts = len(town.world.app.see(town.cora, review, programme_id, "", ("draft",)))
    ran(town, "mentoring", times=2)
    said = Review.stands_one if drafts == 1 else Review.stands_all.format(before=drafts)
    assert said in read_aloud(visit("review", programme=programme_id))


def test_a_second_decider_has_nothing_to_ask(visit: Visit, town: DeskTown) -> None:
    programme_id = ran(town, "buddying")
    decider = town.world.holder("Una Upton", Role.SECOND_DECIDER)
    said = read_aloud(visit("review", decider, programme=programme_id))
    assert SAID.stands not in said
    assert Review.parts["why"] not in said
