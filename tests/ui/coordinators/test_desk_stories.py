"""A coordinator's day: somebody new, a list brought in, a round, hours between two people, choices for everybody."""

import pytest
from desk_town import DeskTown, Visit, press, words_on
from guiding import GUIDES
from world import World

from timebank.access import Role
from timebank.community.reads import community
from timebank.ledger.reads import balance, to_settle, waiting_for
from timebank.mail.reads import register
from timebank.matches import actions as matches
from timebank.matches.review_reads import review
from timebank.members.directory import directory
from timebank.members.reads import profile
from ui.parts.text import plain
from ui.words import desk as words
from ui.words import service


@pytest.mark.parametrize("path", ["today", "members", "letters", "everybody", "roles", "settings"])
def test_a_member_finds_no_page_of_the_desk(visit: Visit, town: DeskTown, path: str) -> None:
    page = visit(path, town.one("Noor Nash"))
    assert page.title[0].value != words.TITLES[path]


def test_today_says_what_waits_and_for_whom(visit: Visit, town: DeskTown) -> None:
    town.world.app.do(town.cora, matches.run_round, "round", town.programmes["buddying"])
    said = words_on(visit("today"))
    assert words.Today.drafts_one in said
    assert words.Today.settle_one in said
    assert words.Today.offline_hours_one in said
    assert "Old Tom" in said


def test_somebody_new_is_invited_and_somebody_without_email_is_written_to_by_nobody(
    visit: Visit, town: DeskTown
) -> None:
    page = visit("members")
    page.text_input(key="new-name").set_value("Zoe Zander")
    page.text_input(key="new-email").set_value("zoe@example.org")
    press(page, words.Members.save)
    assert page.success[0].value == words.Members.added_invited.format(name="Zoe Zander")
    page.text_input(key="new-name").set_value("Old Zed")
    press(page, words.Members.save)
    app = town.world.app
    assert [one.is_offline for one in app.see(town.cora, directory, "Z").rows if "Z" in one.name] == [True, False]
    kinds = [(one.addressee, one.kind) for one in app.see(town.cora, register).rows]
    assert ("Zoe Zander", "invitation") in kinds
    assert "Old Zed" not in {name for name, _ in kinds}


def test_a_wrong_address_is_said_in_one_sentence_and_what_was_written_stays(visit: Visit) -> None:
    page = visit("members")
    page.text_input(key="new-name").set_value("Zoe Zander")
    page.text_input(key="new-email").set_value("zoe at home")
    press(page, words.Members.save)
    assert "does not look complete" in page.error[0].value
    assert page.text_input(key="new-name").value == "Zoe Zander"


def test_a_list_is_tried_first_and_only_its_good_rows_come_in_when_asked(visit: Visit, town: DeskTown) -> None:
    page = visit("members")
    content = b"name,email\nYan Yew,yan@example.org\nYa Yo,not an address\nNoor Nash,noor.nash@example.org\n"
    page.file_uploader(key="members-file").set_value(("people.csv", content, "text/csv")).run()
    assert words.Bring.tried.format(rows=3, written=1, already=1, failed=1) in words_on(page)
    app = town.world.app
    assert app.see(town.cora, directory, "Yan").total == 0
    press(page, words.Bring.bring_good.format(count=1))
    assert app.see(town.cora, directory, "Yan").total == 1


def test_what_a_member_without_email_says_is_kept_only_with_how_they_told_it(visit: Visit, town: DeskTown) -> None:
    tom = town.id("Old Tom")
    page = visit("members", member=tom)
    page.text_area(key=f"about-{tom}-about").set_value("Likes trains.")
    press(page, words.Member.save)
    assert "how the member told you" in page.error[0].value
    page.selectbox(key=f"about-{tom}-told").set_value("by phone")
    press(page, words.Member.save)
    assert town.world.app.see(town.cora, profile, tom).about == "Likes trains."


def test_the_profile_of_somebody_with_email_stays_their_own(visit: Visit, town: DeskTown) -> None:
    page = visit("members", member=town.id("Noor Nash"))
    assert not page.text_area
    assert words.Member.record.format(name="Noor Nash") in words_on(page)


def test_a_round_is_run_approved_and_the_word_of_somebody_without_email_written_down(
    visit: Visit, town: DeskTown
) -> None:
    app = town.world.app
    page = visit("review", programme=town.programmes["buddying"])
    press(page, words.Review.run)
    said = words_on(page)
    assert words.Review.ran in said
    assert "Edna East" in said
    press(page, words.Review.approve)
    (asked,) = app.see(town.cora, review, town.programmes["buddying"])
    assert asked.state == "offered"
    edna = town.id("Edna East")
    page = visit("members", member=edna, show="matches")
    page.selectbox(key=f"answer-{edna}-{asked.suggestion_id}-told").set_value("by phone")
    press(page, words.Member.yes)
    (asked,) = app.see(town.cora, review, town.programmes["buddying"])
    assert [who.answer for who in asked.people if who.name == "Edna East"] == ["accepted"]


def test_a_suggestion_is_set_aside_only_with_a_reason(visit: Visit, town: DeskTown) -> None:
    app, programme = town.world.app, town.programmes["buddying"]
    app.do(town.cora, matches.run_round, "round", programme)
    (draft,) = app.see(town.cora, review, programme)
    page = visit("review", programme=programme)
    page.session_state[f"aside-{draft.suggestion_id}"] = True
    page.run()
    discard = f"discard-now-{draft.suggestion_id}"
    page.button(key=discard).click().run()
    assert "in a few words why" in page.error[0].value
    page.text_input(key=f"why-{draft.suggestion_id}").set_value("They know each other already.")
    page.button(key=discard).click().run()
    assert app.see(town.cora, review, programme) == []


def test_a_coordinator_in_a_suggestion_reads_for_whom_it_waits(visit: Visit, world: World, town: DeskTown) -> None:
    from desk_town import join

    join(town, "buddying", "buddy", "Cora Cole", 0)
    world.app.do(world.coordinator("Stranger Coordinator"), matches.run_round, "round", town.programmes["buddying"])
    page = visit("review", programme=town.programmes["buddying"])
    said = words_on(page)
    assert words.Review.not_yours.format(names="Stranger Coordinator") in said
    mine = [one for one in world.app.see(town.cora, review, town.programmes["buddying"]) if not one.may_decide]
    assert len(mine) == 1


def test_a_question_is_settled_with_a_note_and_the_settled_figure_counts(visit: Visit, town: DeskTown) -> None:
    app = town.world.app
    (open_one,) = app.see(town.cora, to_settle)
    page = visit("questions")
    form = f"settle-form-{open_one.entry_id}"
    press(page, words.Questions.settle)
    assert "short note" in page.error[0].value
    page.text_input(key=f"{form}-figure").set_value("2 h")
    page.text_input(key=f"{form}-note").set_value("Both looked at the calendar together.")
    press(page, words.Questions.settle)
    assert page.success[0].value == words.Questions.settled.format(minutes="2 h")
    assert app.see(town.cora, balance, town.id("Mina Moss")).received_minutes == 120


def test_the_word_of_a_member_without_email_makes_their_hours_count(visit: Visit, town: DeskTown) -> None:
    page = visit("questions", show="bring")
    (told,) = (one for one in page.selectbox if one.label == words.HOW_TOLD)
    told.set_value("face to face")
    press(page, words.Questions.confirm)
    assert page.success[0].value == words.Questions.confirmed
    assert town.world.app.see(town.cora, balance, town.id("Old Tom")).received_minutes == 90


def test_hours_written_down_for_somebody_wait_for_the_other_person(visit: Visit, town: DeskTown) -> None:
    tom, ann = town.id("Old Tom"), town.id("Ann Archer")
    page = visit("members", member=tom, show="hours")
    form = f"write-hours-{tom}"
    page.selectbox(key=f"{form}-who").set_value(("member", ann))
    page.text_input(key=f"{form}-long").set_value("1,5")
    page.selectbox(key=f"{form}-told").set_value("by phone")
    press(page, words.Questions.record)
    assert "1 h 30" in page.success[0].value
    assert [one.minutes for one in town.world.app.see(town.one("Ann Archer"), waiting_for, ann)] == [90]


def test_only_letters_to_members_without_email_can_be_read(visit: Visit, town: DeskTown) -> None:
    page = visit("letters")
    (chosen,) = page.selectbox
    assert all("Old Tom" in name for name in chosen.options[1:])
    chosen.select_index(1).run()
    assert "Old Tom" in words_on(page)


def test_everybody_leads_from_the_spread_to_the_people_behind_it(visit: Visit, town: DeskTown) -> None:
    page = visit("everybody")
    assert "Quin Quill" in words_on(page)
    page.selectbox[0].set_value("receives").run()
    said = "".join(one.body for one in page.html)
    assert "Olga Orr" in said
    assert "Quin Quill" not in said


def test_a_programme_gets_a_new_version_or_says_in_one_sentence_why_not(visit: Visit, town: DeskTown) -> None:
    programme = town.programmes["buddying"]
    page = visit("participants", programme=programme, show="file")
    page.session_state[f"expert-{programme}"] = True  # the fold that holds the file
    page.run()
    text = page.text_area(key=f"text-{programme}-1")
    text.set_value("this is no programme")
    press(page, service.Participants.save)
    assert "not written as TOML" in page.error[0].value
    page.text_area(key=f"text-{programme}-1").set_value(GUIDES)
    press(page, service.Participants.save)
    assert "stay as they are" in page.error[0].value
    press(page, service.Participants.close)
    assert page.success[0].value == service.Participants.close_done
    assert service.Participants.closed in words_on(page)


def test_a_step_is_moved_and_the_person_is_told(visit: Visit, town: DeskTown) -> None:
    page = visit("participants", programme=town.programmes["buddying"])
    chosen = next(one for one in page.selectbox if one.label == service.Participants.which)
    chosen.select_index(1).run()
    press(page, service.Participants.move_save)
    kinds = [one.kind for one in town.world.app.see(town.cora, register).rows]
    assert "Ann Archer" in page.success[0].value
    assert kinds.count("step_moved") >= 1


def test_choices_for_the_community_are_kept_together_or_not_at_all(visit: Visit, town: DeskTown) -> None:
    page = visit("settings")
    page.text_input(key="set-name").set_value("Northside")
    page.text_input(key="set-floor").set_value("ten")
    press(page, service.Settings.save)
    assert page.error[0].value == plain(service.Settings.bad_hours)
    page.text_input(key="set-floor").set_value("-20,5")
    press(page, service.Settings.save)
    chosen = town.world.app.see(town.cora, community)
    assert (chosen.name, chosen.floor_minutes) == ("Northside", -1230)


def test_an_administrator_gives_a_role_and_ends_it(visit: Visit, town: DeskTown) -> None:
    ada = town.world.holder("Ada Admin", Role.ADMINISTRATOR)
    page = visit("roles", ada)
    noor = town.id("Noor Nash")
    page.selectbox(key="give-who").set_value(noor)
    page.radio(key="give-what").set_value("second_decider")
    press(page, service.Roles.give_save)
    assert visit("review", town.one("Noor Nash")).title[0].value == words.TITLES["review"]
    page.selectbox(key="end-which").set_value(f"{noor} second_decider")
    press(page, service.Roles.end_save)
    assert visit("review", town.one("Noor Nash")).title[0].value != words.TITLES["review"]
    assert "grant role" in words_on(visit("history", ada))
