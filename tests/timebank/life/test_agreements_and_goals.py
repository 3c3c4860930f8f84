"""What two people agree and aim at: everybody signs, a new version asks everybody again, ten goals are plenty."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from guiding import GUIDES, Guiding
from together import CARE, Together
from world import World

from timebank.access import OPERATOR, WORKER, Role
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.life import agreements, endings, goals
from timebank.life.matched import Over
from timebank.life.rules import NewerVersion, TooManyGoals
from timebank.life.tables import agreement, goal
from timebank.matches import actions as matches
from timebank.matches import reads
from timebank.members.leaving import say_goodbye

AGREED = ("every 2 weeks", 60)


def test_one_writes_and_signs_by_writing_and_the_other_signs(together: Together) -> None:
    before = together.life(together.ann)
    assert before.asks_agreement
    assert (before.terms.how_often, before.terms.minutes) == AGREED
    assert before.terms.until == before.started + timedelta(weeks=26)
    agreement_id = together.do(
        together.ann, agreements.write_agreement, together.match_id, *AGREED, before.terms.until, "What we talk about"
    )
    card = together.life(together.ben).agreement
    assert card
    assert [name for _, name, _ in card.signed] == ["Ann"]
    assert [name for _, name in card.unsigned] == ["Ben"]
    (asked,) = together.letters("Ben", "agreement_to_sign")
    assert "Ann has written an agreement" in asked
    assert "talk about" not in asked
    together.do(together.ben, agreements.sign, agreement_id)
    card = together.life(together.ann).agreement
    assert card
    assert card.stands
    with pytest.raises(AlreadyDecided):
        together.do(together.ben, agreements.sign, agreement_id)


def test_a_new_version_needs_every_signature_again_and_the_old_one_stands_meanwhile(together: Together) -> None:
    first = together.do(together.ann, agreements.write_agreement, together.match_id, *AGREED)
    second = together.do(together.ben, agreements.write_agreement, together.match_id, "every week", 45)
    with pytest.raises(NewerVersion):
        together.do(together.ben, agreements.sign, first)
    together.do(together.ann, agreements.sign, second)
    together.do(together.ann, agreements.write_agreement, together.match_id, "every month", 90)
    life = together.life(together.ann)
    assert life.agreement
    assert (life.agreement.version, life.agreement.how_often, life.agreement.stands) == (3, "every month", False)
    assert life.stands
    assert (life.stands.how_often, life.stands.stands) == ("every week", True)
    assert "a new version" in together.letters("Ben", "agreement_to_sign")[-1]


def test_nobody_signs_for_another_but_a_coordinator_for_a_member_without_email(world: World) -> None:
    guiding = Guiding(world, GUIDES + CARE)
    ann, olga = guiding.join("Ann", "mentee"), guiding.join("Olga", "mentor", offline=True)
    suggestion_id = guiding.offer()
    guiding.say(ann, suggestion_id)
    do, key = world.app.do, world.key
    do(guiding.cora, matches.answer, key(), suggestion_id, True, member_id=olga.member_id, how_told="by phone")
    match_id = world.app.see(ann, reads.my_matches, ann.member_id or "")[0].match_id
    agreement_id = do(ann, agreements.write_agreement, key(), match_id, *AGREED)
    stranger, admin = world.member("Stranger Sam"), world.holder("Ada", Role.ADMINISTRATOR)
    for other in (ann, stranger, admin):
        with pytest.raises(NotFound):
            do(other, agreements.sign, key(), agreement_id, olga.member_id, "by phone")
    for other in (guiding.cora, stranger, admin):
        with pytest.raises(NotFound):
            do(other, agreements.sign, key(), agreement_id)
        with pytest.raises(NotFound):
            do(other, agreements.write_agreement, key(), match_id, *AGREED)
    with pytest.raises(NotFound):  # Ann signs for herself
        do(guiding.cora, agreements.sign, key(), agreement_id, ann.member_id, "by phone")
    with pytest.raises(InvalidInput):
        do(guiding.cora, agreements.sign, key(), agreement_id, olga.member_id, "")
    do(guiding.cora, agreements.sign, key(), agreement_id, olga.member_id, "by phone")


def test_a_coordinator_who_is_in_the_match_writes_nothing_down_for_the_other(world: World) -> None:
    guiding = Guiding(world, GUIDES + CARE)
    guiding.join("Cora", "mentee"), guiding.join("Olga", "mentor", offline=True)
    suggestion_id = _offered_by_dora(guiding)
    dora, olga = world.coordinator("Dora"), world.ids["Olga"]
    do, key = world.app.do, world.key
    do(guiding.cora, matches.answer, key(), suggestion_id, True)
    do(dora, matches.answer, key(), suggestion_id, True, member_id=olga, how_told="by phone")
    match_id = world.app.see(guiding.cora, reads.my_matches, world.ids["Cora"])[0].match_id
    agreement_id = do(guiding.cora, agreements.write_agreement, key(), match_id, *AGREED)
    with pytest.raises(NotFound):
        do(guiding.cora, agreements.sign, key(), agreement_id, olga, "by phone")
    do(dora, agreements.sign, key(), agreement_id, olga, "by phone")


def _offered_by_dora(guiding: Guiding) -> str:
    guiding.run()
    dora = guiding.world.coordinator("Dora")
    from timebank.matches.review_reads import review

    (draft,) = guiding.world.app.see(dora, review, guiding.programme_id, "", ("draft",))
    return guiding.world.app.do(dora, matches.approve, guiding.world.key(), draft.suggestion_id)


def test_goals_are_added_by_either_reached_let_go_and_taken_up_again(together: Together) -> None:
    walk = together.do(together.ann, goals.add_goal, together.match_id, "  Walk to\nthe shop ")
    read = together.do(together.ben, goals.add_goal, together.match_id, "Read a book together")
    together.do(together.ben, goals.close_goal, walk, "reached")
    together.do(together.ann, goals.close_goal, read, "let_go")
    with pytest.raises(AlreadyDecided):
        together.do(together.ann, goals.close_goal, walk, "let_go")
    together.do(together.ann, goals.open_goal_again, read)
    assert [(goal.words, goal.state) for goal in together.life(together.ben).goals] == [
        ("Read a book together", "open"),
        ("Walk to the shop", "reached"),
    ]
    for wrong in ("open", "done"):
        with pytest.raises(InvalidInput):
            together.do(together.ann, goals.close_goal, read, wrong)


def test_at_most_ten_goals_are_open_at_a_time(together: Together) -> None:
    made = [together.do(together.ann, goals.add_goal, together.match_id, f"Goal {n}") for n in range(10)]
    with pytest.raises(TooManyGoals):
        together.do(together.ben, goals.add_goal, together.match_id, "One more")
    together.do(together.ben, goals.close_goal, made[0], "reached")
    together.do(together.ben, goals.add_goal, together.match_id, "One more")
    with pytest.raises(TooManyGoals):
        together.do(together.ben, goals.open_goal_again, made[0])


def test_strangers_find_nothing_and_after_the_end_nothing_changes(together: Together) -> None:
    world = together.world
    goal_id = together.do(together.ann, goals.add_goal, together.match_id, "Walk")
    agreement_id = together.do(together.ann, agreements.write_agreement, together.match_id, *AGREED)
    said = (
        (goals.add_goal, (together.match_id, "Run")),
        (goals.close_goal, (goal_id, "reached")),
        (agreements.sign, (agreement_id,)),
    )
    for action, words in said:
        with pytest.raises(NotFound):
            together.do(world.member("Stranger Sam"), action, *words)
    for nothing in (goals.open_goal_again, agreements.sign):
        with pytest.raises(NotFound):
            together.do(together.ann, nothing, "0" * 20)
    together.do(together.ben, endings.end_match, together.match_id, "moved_on")
    for action, words in said:
        with pytest.raises(Over):
            together.do(together.ben, action, *words)


def test_what_somebody_wrote_of_a_match_goes_with_them_and_what_the_other_wrote_stays(together: Together) -> None:
    app = together.world.app
    together.do(together.ann, agreements.write_agreement, together.match_id, *AGREED, None, "My debts", "At mine")
    together.do(together.ann, goals.add_goal, together.match_id, "To be free of debts")
    together.do(together.ben, goals.add_goal, together.match_id, "To listen well")
    together.do(together.cora, endings.end_match, together.match_id, "planned")
    app.do(OPERATOR, say_goodbye, together.world.ids["Ann"])
    life = together.life(together.ben)
    assert [one.words for one in life.goals] == ["To listen well"]
    assert life.agreement
    assert (life.agreement.private_words, life.agreement.words, life.agreement.how_often) == ("", "", AGREED[0])
    with app.look(WORKER) as look:
        kept = look.rows(
            sa.select(agreement.c.private_words, agreement.c.words, goal.c.words.label("goal")).join_from(
                agreement, goal, agreement.c.match_id == goal.c.match_id
            )
        )
    assert not any("debts" in word for row in kept for word in row)
