"""Joining a programme, taking a break, leaving, and deciding what each answer may be used for."""

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Caller, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.history.reads import recent
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.mail.tables import letter
from timebank.members import actions as members
from timebank.members.rules import Window
from timebank.programmes import actions, reads, rules
from timebank.programmes.built_in import words_of
from timebank.programmes.definition import ProgrammeUnreadable, starter_text
from timebank.programmes.rules import Given
from timebank.programmes.running import ChangedMeanwhile
from timebank.programmes.tables import answer, programme_version
from timebank.work import Work

TOPICS = Given("topics_wanted", ("computers",), may_be_used=True, may_be_shown=True)
LIVED = Given("lived_experience", ("carer",), may_be_used=True, may_be_shown=False)


@pytest.fixture
def started(world: World) -> World:
    """A community with a mentoring programme that a stranger is in."""
    world.app.do(OPERATOR, plant_categories)
    world.ids["mentoring"] = world.app.do(world.coordinator(), actions.start, "start", starter_text("mentoring"))
    join(world, world.member("Stranger Sam"), "mentor", Given("topics_offered", ("money",), True, True))
    return world


def join(world: World, who: Caller, role: str, *given: Given) -> str:
    return world.app.do(who, actions.join, world.key(), world.ids["mentoring"], role, given)


def screened(world: World) -> str:
    """A programme that gets to know people first."""
    text = starter_text("buddying").replace('name = "buddying"', 'name = "company"')
    return world.app.do(
        OPERATOR, actions.start, "screened", text.replace("needs_screening = false", "needs_screening = true")
    )


def pool(world: World, who: Caller = WORKER) -> dict[str, reads.PoolMember]:
    names = {member_id: name for name, member_id in world.ids.items()}
    return {names[one.member_id]: one for one in world.app.see(who, reads.pool_members, world.ids["mentoring"])}


def test_ann_joins_and_only_what_she_ticked_may_be_used(started: World) -> None:
    ann = started.member("Ann", languages=["en", "cy"], access=["bsl"])
    started.app.do(ann, members.set_free_times, started.key(), ann.member_id, [Window(1, 600, 720)])
    join(
        started,
        ann,
        "mentee",
        TOPICS,
        LIVED,
        Given("how_often", ("weekly",), may_be_used=False, may_be_shown=True),
        Given("languages", may_be_used=True, may_be_shown=True),
        Given("week", may_be_used=True),
        Given("interests", ("Chess ", "old   films"), may_be_used=True),
    )
    one = pool(started)["Ann"]
    assert one.answers == {
        "topics_wanted": ("computers",),
        "lived_experience": ("carer",),
        "languages": ("cy", "en"),
        "interests": ("Chess", "old films"),
    }
    assert one.shown == {"topics_wanted", "how_often", "languages"}
    assert (one.role, one.capacity, one.zone) == ("mentee", 1, "Europe/London")
    assert one.free_times == (Window(1, 600, 720),)
    assert pool(started)["Stranger Sam"].free_times == ()


def test_consent_taken_back_holds_at_the_next_look(started: World) -> None:
    ann = started.member("Ann", languages=["en"])
    join(started, ann, "mentee", TOPICS, LIVED, Given("languages", may_be_used=True, may_be_shown=True))
    programme = started.ids["mentoring"]
    started.app.do(ann, actions.set_consent, started.key(), programme, "lived_experience", False, False)
    started.app.do(ann, actions.set_consent, started.key(), programme, "languages", True, False)
    assert pool(started)["Ann"].answers == {"topics_wanted": ("computers",), "languages": ("en",)}
    assert pool(started)["Ann"].shown == {"topics_wanted"}
    assert started.app.see(WORKER, reads.shown_now, programme)[ann.member_id or ""] == {"topics_wanted"}
    part = started.app.see(ann, reads.my_part, programme)
    assert part
    assert {card.question: card.values for card in part.answers}["lived_experience"] == ("carer",)

    started.app.do(ann, actions.withdraw_consent, "all", programme)
    started.app.do(ann, actions.withdraw_consent, "all", programme)
    assert (pool(started)["Ann"].answers, pool(started)["Ann"].shown) == ({}, frozenset())
    started.app.do(ann, actions.set_consent, started.key(), programme, "lived_experience", True, True)
    assert pool(started)["Ann"].answers == {"lived_experience": ("carer",)}


def test_consent_taken_back_inside_one_piece_of_work_is_gone_for_the_rest_of_it(started: World) -> None:
    ann = started.member("Ann")
    join(started, ann, "mentee", LIVED)

    def withdraw_then_read(work: Work) -> frozenset[str]:
        actions.withdraw_consent(work, "inside", started.ids["mentoring"])
        return reads.shown_now(work, started.ids["mentoring"]).get(ann.member_id or "", frozenset())

    assert started.app.do(ann, withdraw_then_read) == frozenset()


def test_offers_and_requests_count_with_the_kind_of_help_above_and_only_with_their_tick(started: World) -> None:
    ann = started.member("Ann")
    for kind, slug in (("request", "dog-walking"), ("offer", "baking")):
        started.app.do(ann, listings.write_listing, started.key(), kind, slug, "Something kind")
    join(started, ann, "mentee", Given("requests", may_be_used=True))
    assert pool(started)["Ann"].answers == {"requests": ("dog-walking", "garden")}
    asked = {card.question for card in started.app.see(ann, reads.questions, started.ids["mentoring"], "mentor")}
    assert {"topics_offered", "offers", "languages", "access", "interests", "week"} <= asked
    assert not asked & {"topics_wanted", "requests"}


def test_everybody_finds_their_own_part_in_words(started: World) -> None:
    ann = started.member("Ann", languages=["cy"], access=["step_free"])
    join(started, ann, "mentee", TOPICS, Given("languages", may_be_used=True))
    part = started.app.see(ann, reads.my_part, started.ids["mentoring"])
    assert part
    said = {card.question: (card.said, card.may_be_used, card.may_be_shown) for card in part.answers}
    assert said["topics_wanted"] == (("computers and phones",), True, True)
    assert said["languages"] == (("Welsh",), True, False)
    assert said["access"] == (("step-free places",), False, False)
    assert [card.my_state for card in started.app.see(ann, reads.programmes)] == ["ready"]
    assert [card.my_state for card in started.app.see(started.member("Ben"), reads.programmes)] == [""]
    assert started.app.see(started.member("Ben"), reads.my_part, started.ids["mentoring"]) is None


def test_pressing_join_twice_joins_once(started: World) -> None:
    ann, programme = started.member("Ann"), started.ids["mentoring"]
    first = started.app.do(ann, actions.join, "twice", programme, "mentee", [TOPICS])
    assert started.app.do(ann, actions.join, "twice", programme, "mentee", [TOPICS]) == first
    with pytest.raises(KeyReused):
        started.app.do(ann, actions.join, "twice", programme, "mentor", [])
    with pytest.raises(rules.AlreadyTakingPart):
        started.app.do(ann, actions.join, started.key(), programme, "mentor")


def test_a_break_ends_suggestions_until_one_comes_back(started: World, clock: HandClock) -> None:
    ann, programme = started.member("Ann"), started.ids["mentoring"]
    join(started, ann, "mentee", TOPICS)
    began = pool(started)["Ann"].waiting_since
    started.app.do(ann, actions.pause, "break", programme)
    started.app.do(ann, actions.pause, "break", programme)
    assert "Ann" not in pool(started)
    with pytest.raises(AlreadyDecided):
        started.app.do(ann, actions.pause, started.key(), programme)
    clock.move(days=10)
    started.app.do(ann, actions.resume, started.key(), programme)
    assert (pool(started)["Ann"].waiting_since - began).days == 10
    assert pool(started)["Ann"].answers == {"topics_wanted": ("computers",)}


def test_leaving_deletes_every_answer_and_one_may_come_back_in_another_role(started: World) -> None:
    ann, programme = started.member("Ann"), started.ids["mentoring"]
    part = join(started, ann, "mentee", TOPICS, LIVED)
    started.app.do(ann, actions.leave, "bye", programme)
    assert started.app.do(ann, actions.leave, "bye", programme) == part
    left = sa.select(answer).where(answer.c.participation_id == part)
    assert started.app.see(OPERATOR, lambda look: look.rows(left)) == []
    assert "Ann" not in pool(started)
    with pytest.raises(NotFound):
        started.app.do(ann, actions.leave, started.key(), programme)
    assert join(started, ann, "mentor") == part
    assert pool(started)["Ann"].role == "mentor"


def test_answers_change_one_by_one_and_a_blank_one_is_taken_away(started: World) -> None:
    ann, programme = started.member("Ann"), started.ids["mentoring"]
    join(started, ann, "mentee", TOPICS, LIVED)
    more = Given("topics_wanted", ("money", "computers"), may_be_used=True)
    started.app.do(ann, actions.change_answers, started.key(), programme, [more, Given("lived_experience")], 3)
    assert pool(started)["Ann"].answers == {"topics_wanted": ("computers", "money")}
    assert pool(started)["Ann"].capacity == 3


@pytest.mark.parametrize(
    "given",
    [
        [Given("shoe_size", ("9",))],
        [Given("topics_offered", ("money",))],
        [Given("topics_wanted", ("dragons",))],
        [Given("how_often", ("weekly", "monthly"))],
        [TOPICS, TOPICS],
        [Given("interests", tuple(map(str, range(13))))],
        [Given("interests", ("x" * 41,))],
    ],
)
def test_answers_that_make_no_sense_are_refused_whole(started: World, given: list[Given]) -> None:
    ann = started.member("Ann")
    with pytest.raises(InvalidInput):
        started.app.do(ann, actions.join, started.key(), started.ids["mentoring"], "mentee", given)
    assert started.app.see(ann, reads.my_part, started.ids["mentoring"]) is None


@pytest.mark.parametrize(("role", "capacity"), [("boss", 1), ("mentee", 0), ("mentee", 11)])
def test_roles_and_room_that_make_no_sense_are_refused(started: World, role: str, capacity: int) -> None:
    with pytest.raises(InvalidInput):
        started.app.do(started.member("Ann"), actions.join, "k", started.ids["mentoring"], role, [], capacity)


def test_where_people_get_to_know_each_other_first_nobody_is_ready_by_themself(started: World) -> None:
    ann, cora, programme = started.member("Ann"), started.coordinator(), screened(started)
    part = started.app.do(ann, actions.join, started.key(), programme, "buddy")
    kinds = sa.select(letter.c.member_id).where(letter.c.kind == "somebody_waits")
    told = {row.member_id for row in started.app.see(OPERATOR, lambda look: look.rows(kinds))}
    assert told == {cora.member_id, started.ids["Stranger Coordinator"]}
    started.app.do(ann, actions.pause, started.key(), programme)
    started.app.do(ann, actions.resume, started.key(), programme)
    assert started.app.see(WORKER, reads.pool_members, programme) == ()
    with pytest.raises(NotFound):
        started.app.do(ann, actions.move_step, started.key(), part, "screening")
    for state in ("ready", "training", "applied"):  # first a conversation
        with pytest.raises(AlreadyDecided):
            started.app.do(cora, actions.move_step, started.key(), part, state)
    for state in ("screening", "training", "ready", "screening", "ready"):
        started.app.do(cora, actions.move_step, f"to-{state}-{started.key()}", part, state)
    assert len(started.app.see(WORKER, reads.pool_members, programme)) == 1
    with pytest.raises(InvalidInput):
        started.app.do(cora, actions.move_step, started.key(), part, "president")


def test_a_coordinator_never_moves_their_own_step(started: World) -> None:
    cora, programme = started.coordinator(), screened(started)
    part = started.app.do(cora, actions.join, started.key(), programme, "buddy")
    for who in (cora, started.holder("Ada", Role.ADMINISTRATOR), started.member("Ann")):
        with pytest.raises(NotFound):
            started.app.do(who, actions.move_step, started.key(), part, "screening")
    started.app.do(started.coordinator("Colin"), actions.move_step, "step", part, "screening")
    started.app.do(started.coordinator("Colin"), actions.move_step, "step", part, "screening")
    with pytest.raises(AlreadyDecided):
        started.app.do(started.coordinator("Colin"), actions.move_step, started.key(), part, "screening")
    with pytest.raises(NotFound):
        started.app.do(started.coordinator("Colin"), actions.move_step, started.key(), "nobody", "screening")


def test_nobody_else_joins_changes_or_consents_for_a_member(started: World) -> None:
    ann, programme = started.member("Ann"), started.ids["mentoring"]
    join(started, ann, "mentee", TOPICS)
    told = {"member_id": ann.member_id, "how_told": "by phone"}
    for who in (started.member("Ben"), started.coordinator(), started.holder("Ada", Role.ADMINISTRATOR)):
        for action in (actions.pause, actions.leave, actions.withdraw_consent):
            with pytest.raises(NotFound):
                started.app.do(who, action, started.key(), programme, **told)
        with pytest.raises(NotFound):
            started.app.do(who, actions.set_consent, started.key(), programme, "topics_wanted", True, True, **told)
        with pytest.raises(NotFound):
            started.app.do(who, actions.change_answers, started.key(), programme, [LIVED], **told)
        with pytest.raises(NotFound):
            started.app.see(who, reads.my_part, programme, ann.member_id)
    with pytest.raises(SignInNeeded):
        started.app.do(ANONYMOUS, actions.join, started.key(), programme, "mentee")


def test_a_coordinator_writes_down_what_an_offline_member_said(started: World) -> None:
    olive, cora, programme = started.member("Olive", offline=True), started.coordinator(), started.ids["mentoring"]
    told = {"member_id": olive.member_id, "how_told": "at the drop-in"}
    with pytest.raises(InvalidInput):
        started.app.do(cora, actions.join, started.key(), programme, "mentee", [TOPICS], member_id=olive.member_id)
    started.app.do(cora, actions.join, started.key(), programme, "mentee", [TOPICS, LIVED], **told)
    assert pool(started)["Olive"].answers == {"topics_wanted": ("computers",), "lived_experience": ("carer",)}
    started.app.do(cora, actions.set_consent, started.key(), programme, "lived_experience", False, False, **told)
    assert "lived_experience" not in pool(started)["Olive"].answers
    part = started.app.see(cora, reads.my_part, programme, olive.member_id)
    assert part
    assert part.role_label == "mentee"
    started.app.do(cora, actions.pause, started.key(), programme, **told)
    started.app.do(cora, actions.resume, started.key(), programme, **told)
    started.app.do(cora, actions.leave, started.key(), programme, **told)


def test_coordinators_see_who_takes_part_and_only_the_answers_that_may_be_shown(started: World) -> None:
    ann = started.member("Ann", languages=["en"])
    join(started, ann, "mentee", TOPICS, LIVED, Given("languages", may_be_shown=True))
    people = {
        one.name: one for one in started.app.see(started.coordinator(), reads.participants, started.ids["mentoring"])
    }
    assert set(people) == {"Ann", "Stranger Sam"}
    assert people["Ann"].shown == (
        ("What would you like help with?", ("computers and phones",)),
        ("The languages I speak", ("English",)),
    )
    for who in (ann, started.holder("Ada", Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            started.app.see(who, reads.participants, started.ids["mentoring"])
        with pytest.raises(NotFound):
            started.app.see(who, reads.pool_members, started.ids["mentoring"])


def test_a_programme_changes_by_versions_that_are_all_kept(started: World) -> None:
    cora, programme, text = started.coordinator(), started.ids["mentoring"], starter_text("mentoring")
    newer = text.replace('title = "Mentoring"', 'title = "Mentoring for all"')
    assert started.app.do(cora, actions.change, "v2", programme, newer, 1) == "2"
    assert started.app.do(cora, actions.change, "v2", programme, newer, 1) == "2"
    (card,) = started.app.see(cora, reads.programmes)
    assert (card.title, card.version) == ("Mentoring for all", 2)
    kept = sa.select(programme_version.c.version).order_by(programme_version.c.version)
    assert [row.version for row in started.app.see(OPERATOR, lambda look: look.rows(kept))] == [1, 2]
    with pytest.raises(InvalidInput):
        started.app.do(cora, actions.change, started.key(), programme, starter_text("buddying"), 2)
    with pytest.raises(InvalidInput):  # Sam is a mentor, so that role stays
        started.app.do(
            cora,
            actions.change,
            started.key(),
            programme,
            newer.replace('"mentor"', '"guide"').replace("mentor =", "guide ="),
            2,
        )
    with pytest.raises(ChangedMeanwhile):  # somebody who opened it before the newer version
        started.app.do(cora, actions.change, started.key(), programme, text, 1)
    with pytest.raises(ProgrammeUnreadable):
        started.app.do(cora, actions.change, started.key(), programme, "nonsense", 2)
    for who in (started.member("Ann"), started.member("Stranger Sam")):
        with pytest.raises(NotFound):
            started.app.do(who, actions.change, started.key(), programme, newer, 2)
        with pytest.raises(NotFound):
            started.app.do(who, actions.start, started.key(), starter_text("buddying"))


def test_one_name_stands_for_one_programme_and_a_closed_one_takes_nobody_new(started: World) -> None:
    cora, ann, programme = started.coordinator(), started.member("Ann"), started.ids["mentoring"]
    with pytest.raises(InvalidInput):
        started.app.do(cora, actions.start, started.key(), starter_text("mentoring"))
    started.app.do(cora, actions.set_open, started.key(), programme, False)
    assert started.app.see(ann, reads.programmes) == ()
    assert len(started.app.see(ann, reads.programmes, closed_too=True)) == 1
    with pytest.raises(rules.ProgrammeClosed):
        join(started, ann, "mentee")
    started.app.do(cora, actions.set_open, started.key(), programme, True)
    join(started, ann, "mentee")
    with pytest.raises(NotFound):
        started.app.do(ann, actions.join, started.key(), "nowhere", "mentee")


def test_a_break_keeps_nobody_from_their_next_step(started: World) -> None:
    ann, cora, programme = started.member("Ann"), started.coordinator(), screened(started)
    part = started.app.do(ann, actions.join, started.key(), programme, "buddy")
    for state in ("screening", "ready"):
        started.app.do(cora, actions.move_step, started.key(), part, state)
    started.app.do(ann, actions.pause, started.key(), programme)
    with pytest.raises(AlreadyDecided):
        started.app.do(cora, actions.move_step, started.key(), part, "applied")
    started.app.do(cora, actions.move_step, started.key(), part, "screening", "A reference is missing")
    (seen,) = started.app.see(cora, reads.participants, programme)
    assert (seen.state, seen.step, seen.step_words) == ("paused", "screening", "A reference is missing")
    started.app.do(ann, actions.resume, started.key(), programme)
    (seen,) = started.app.see(cora, reads.participants, programme)
    assert (seen.state, seen.step) == ("screening", "screening")


def test_history_holds_no_private_words(started: World) -> None:
    ann, cora, programme = started.member("Ann", offline=True), started.coordinator(), screened(started)
    said = {"member_id": ann.member_id, "how_told": "by phone from the clinic"}
    part = started.app.do(cora, actions.join, started.key(), programme, "buddy", **said)
    started.app.do(cora, actions.move_step, started.key(), part, "screening", "Her sister is ill")
    started.app.do(cora, actions.pause, started.key(), programme, **said)
    happened = started.app.see(started.holder("Ada", Role.ADMINISTRATOR), recent)
    assert "clinic" not in str(happened)
    assert "sister" not in str(happened)
    assert "applied -> screening" in [one.reason for one in happened]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name = "mentoring"', f'name = "{"m" * 81}"'),
        ('name = "mentee"', f'name = "{"m" * 21}"'),
        ('name = "how_often"', f'name = "{"m" * 41}"'),
    ],
)
def test_names_too_long_to_keep_are_refused_in_one_sentence(started: World, before: str, after: str) -> None:
    text = starter_text("mentoring")
    assert before in text
    with pytest.raises(ProgrammeUnreadable, match="must not be longer than"):
        started.app.do(started.coordinator(), actions.start, started.key(), text.replace(before, after, 1))


def test_sign_languages_have_their_names_wherever_answers_are_told(world: World) -> None:
    languages = world.app.see(OPERATOR, words_of)["languages"]
    assert (languages["bfi"], languages["gd"]) == ("British Sign Language", "Scottish Gaelic")
