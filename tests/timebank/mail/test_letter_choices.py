"""Members choose which letters they get and how often; what they must have always comes."""

import threading

import pytest
from world import World

from timebank.access import ANONYMOUS, as_member
from timebank.app import build
from timebank.clock import HandClock
from timebank.errors import InvalidInput, NotFound, SignInNeeded
from timebank.mail.choices import LetterChoices, choose_letters, my_letter_choices
from timebank.mail.kinds import GROUPS
from timebank.mail.send import Report, send_due


def choose(world: World, name: str, wants: bool = True, **choices: str) -> None:
    person = world.member(name)
    world.app.do(person, choose_letters, world.key(), person.member_id, wants, choices)


def seen(world: World, name: str) -> LetterChoices:
    person = world.member(name)
    return world.app.see(person, my_letter_choices, person.member_id)


def test_nothing_chosen_means_as_it_happens_and_a_desk_is_only_for_those_with_a_role(world: World) -> None:
    chosen = seen(world, "Ann")
    assert chosen.wants_letters
    assert [group for group, _ in chosen.chosen] == [name for name in GROUPS if name != "desk"]
    assert {choice for _, choice in chosen.chosen} == {"now"}
    cora = world.coordinator()
    assert "desk" in dict(world.app.see(cora, my_letter_choices, cora.member_id).chosen)


def test_a_kind_that_somebody_does_not_want_is_not_sent_and_all_others_are(posted_world: World, letters_to) -> None:
    choose(posted_world, "Ann", nudges="never")
    letters_to("Ann", kind="nudge_offer")
    assert letters_to.state("Ann") == ("skipped", "wants no letters of this kind", 0)
    letters_to("Ann", kind="hours_settled")
    assert send_due(posted_world.app) == Report(sent=1)


def test_the_choice_is_asked_again_when_the_letter_leaves(posted_world: World, letters_to, post_office) -> None:
    letters_to("Ann", "Ben", kind="nudge_offer")
    choose(posted_world, "Ann", nudges="never")
    assert send_due(posted_world.app) == Report(sent=1, skipped=1)
    assert post_office.addresses == ["ben@example.org"]


def test_who_wants_no_letters_still_gets_the_way_in_they_asked_for(posted_world: World, letters_to) -> None:
    choose(posted_world, "Ann", wants=False)
    letters_to("Ann", kind="news")
    letters_to("Ann", kind="password")
    assert send_due(posted_world.app) == Report(sent=1)


def test_what_is_wanted_once_a_week_comes_on_monday_morning_in_one_letter(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    choose(posted_world, "Ann", waits="weekly", news="weekly")
    for kind in ("hours_settled", "hours_please_confirm", "listing_agreed"):
        letters_to("Ann", kind=kind)
        clock.move(days=1)
    letters_to("Ann", kind="meeting_planned")
    letters_to("Ben", kind="hours_settled")
    assert send_due(posted_world.app) == Report(sent=2), "a meeting does not wait, nor does Ben"
    clock.move(days=3, hours=21, minutes=59)  # Monday 9 November, 7:59
    assert send_due(posted_world.app) == Report()
    clock.move(minutes=1)
    assert send_due(posted_world.app) == Report(sent=1)
    assert send_due(posted_world.app) == Report()
    [(address, weekly)] = post_office.taken[2:]
    assert address == "ann@example.org"
    text = weekly.get_body(("plain",)).get_content()
    assert [text.count(part) for part in ("Hello,", "1 of 3", "3 of 3", "http://x/y", "Warm wishes")] == [1, 1, 1, 3, 1]
    html = weekly.get_body(("html",)).get_content()
    assert (html.count("<h1"), html.count("<h2"), html.count('href="http://x/y"')) == (1, 3, 3)
    assert html.count("Warm wishes") == 1
    assert {state for _, state, _ in letters_to.all("Ann")} == {"sent"}


def test_two_senders_at_once_put_every_word_into_one_weekly_letter(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    names = ("Ann", "Ben", "Cat", "Dan")
    for name in names:
        choose(posted_world, name, news="weekly")
        for number in range(8):
            letters_to(name, kind="news", words=f"Word {name}{number}.")
    clock.move(days=7)
    start, troubles = threading.Barrier(2), []

    def send_on_its_own() -> None:
        own = build(posted_world.app.settings, clock=clock)
        try:
            start.wait(timeout=30)
            send_due(own)
        except Exception as error:
            troubles.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=send_on_its_own) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert troubles == []
    said = " ".join(message.get_body(("plain",)).get_content() for _, message in post_office.taken)
    assert {said.count(f"Word {name}{number}.") for name in names for number in range(8)} == {1}
    assert set(post_office.copies.values()) == {1}
    assert len(post_office.taken) <= 8, "one for each, or two where both senders began at the same moment"
    assert {state for name in names for _, state, _ in letters_to.all(name)} == {"sent"}


def test_one_letter_alone_stays_as_it_is(posted_world: World, letters_to, post_office, clock: HandClock) -> None:
    choose(posted_world, "Ann", news="weekly")
    letters_to("Ann", kind="hours_settled")
    clock.move(days=7)
    assert send_due(posted_world.app) == Report(sent=1)
    [(_, message)] = post_office.taken
    assert "1 of 1" not in message.get_body(("plain",)).get_content()


def test_a_weekly_letter_that_cannot_be_delivered_says_so_for_all_that_was_in_it(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    choose(posted_world, "Ann", news="weekly")
    letters_to("Ann", kind="hours_settled")
    letters_to("Ann", kind="listing_agreed")
    clock.move(days=7)
    post_office.moods["ann@example.org"] = "later"
    assert send_due(posted_world.app) == Report(put_off=1)
    assert sorted(state for _, state, _ in letters_to.all("Ann")) == ["due", "skipped"]
    post_office.moods["ann@example.org"] = "never"
    clock.move(hours=1)
    assert send_due(posted_world.app) == Report(failed=1)
    assert {(state, "550" in reason) for _, state, reason in letters_to.all("Ann")} == {("failed", True)}


def test_letters_that_waited_for_their_week_leave_when_they_are_wanted_at_once(
    posted_world: World, letters_to, post_office
) -> None:
    choose(posted_world, "Ann", news="weekly", waits="weekly")
    letters_to("Ann", kind="hours_settled")
    letters_to("Ann", kind="hours_please_confirm")
    choose(posted_world, "Ann", news="now")
    assert send_due(posted_world.app) == Report(sent=1)
    choose(posted_world, "Ann", waits="never")
    assert send_due(posted_world.app) == Report(), "it is asked on its morning"


@pytest.mark.parametrize("wrong", [{"meetings": "weekly"}, {"nonsense": "now"}, {"news": "sometimes"}])
def test_only_what_can_be_chosen_is_kept(wrong: dict[str, str], world: World) -> None:
    with pytest.raises(InvalidInput):
        choose(world, "Ann", **wrong)
    assert {choice for _, choice in seen(world, "Ann").chosen} == {"now"}


def test_nobody_chooses_for_others_or_sees_what_they_chose(world: World) -> None:
    ann = world.member("Ann")
    for caller, refusal in (
        (world.member("Ben"), NotFound),
        (world.coordinator(), NotFound),
        (as_member("nobody"), SignInNeeded),
        (ANONYMOUS, SignInNeeded),
    ):
        with pytest.raises(refusal):
            world.app.do(caller, choose_letters, world.key(), ann.member_id, True, {"news": "never"})
        with pytest.raises(refusal):
            world.app.see(caller, my_letter_choices, ann.member_id)
