"""Letters leave once each: through a real mail server, in all its moods."""

import socket
import stat
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR, WORKER
from timebank.app import build
from timebank.clock import HandClock
from timebank.errors import InvalidInput
from timebank.mail import send, taking
from timebank.mail.send import Report, send_due, send_test
from timebank.mail.tables import letter
from timebank.mail.wire import MailAway
from timebank.members import actions as members
from timebank.members.tables import member
from timebank.settings import MailSettings, Settings


def test_a_letter_arrives_with_one_addressee_as_text_and_html(posted_world, letters_to, post_office) -> None:
    letters_to("Ann")
    assert send_due(posted_world.app) == Report(sent=1)
    [(address, message)] = post_office.taken
    assert address == "ann@example.org" == message["To"]
    assert message["From"] == "Our time bank <bank@example.org>"
    assert message["Subject"] == "You have a message from us"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert "Something waits for you." in plain.get_content()
    assert "http://x/y" in html.get_content()
    assert letters_to.state("Ann") == ("sent", "", 1)
    assert send_due(posted_world.app) == Report()


def test_a_letter_about_a_concern_leaves_and_no_count_shows_it(posted_world, letters_to, post_office) -> None:
    letters_to("Ann", kind="concern_waits")
    letters_to("Ben")
    assert len(posted_world.app.see(WORKER, send.due_ids)) == 1
    assert send_due(posted_world.app) == Report(sent=1)
    assert {address for address, _ in post_office.taken} == {"ann@example.org", "ben@example.org"}


def test_what_was_sent_keeps_no_words_that_could_open_a_door(posted_world, letters_to) -> None:
    letters_to("Ann")
    send_due(posted_world.app)
    with posted_world.app.look(WORKER) as look:
        assert look.row(sa.select(letter.c.text, letter.c.html)) == ("", "")


def test_a_letter_not_taken_now_is_tried_again_later_and_later_and_then_given_up(
    posted_world, letters_to, post_office, clock
) -> None:
    letters_to("Ann")
    post_office.moods["ann@example.org"] = "later"
    assert send_due(posted_world.app) == Report(put_off=1)
    assert send_due(posted_world.app) == Report(), "not again in the same minute"
    began = clock.now()
    state, reason, attempts = letters_to.state("Ann")
    assert (state, attempts) == ("due", 1)
    assert "just now: 451" in reason
    while letters_to.state("Ann")[0] == "due":
        clock.move(hours=1)
        send_due(posted_world.app)
    assert letters_to.state("Ann")[::2] == ("failed", taking.MOST_ATTEMPTS)
    assert timedelta(days=1.5) < clock.now() - began < timedelta(days=2.5)


def test_a_letter_put_off_arrives_when_the_server_changes_its_mood(posted_world, letters_to, post_office, clock):
    letters_to("Ann")
    post_office.moods["ann@example.org"] = "later"
    send_due(posted_world.app)
    post_office.moods.clear()
    clock.move(minutes=11)
    assert send_due(posted_world.app) == Report(sent=1)
    assert post_office.addresses == ["ann@example.org"]


@pytest.mark.parametrize(("mood", "words"), [("never", "does not work: 550"), ("spam", "does not take this letter")])
def test_a_letter_refused_for_good_is_shown_at_once_with_a_plain_reason(
    mood, words, posted_world, letters_to, post_office
) -> None:
    letters_to("Ann")
    post_office.moods["ann@example.org"] = mood
    assert send_due(posted_world.app) == Report(failed=1)
    state, reason, _ = letters_to.state("Ann")
    assert state == "failed"
    assert words in reason


def test_bad_letters_never_stop_the_rest(posted_world, letters_to, post_office) -> None:
    letters_to("Ann", "Ben", "Cat", "Dan", "Eve", "Fay")
    post_office.moods |= {"ann@example.org": "drop", "cat@example.org": "never", "dan@example.org": "later"}
    bad_address = sa.update(member).where(member.c.id == posted_world.ids["Eve"]).values(email="eve@x\nBcc: z@x.org")
    with posted_world.app.engine.begin() as connection:
        connection.execute(bad_address)
    assert send_due(posted_world.app) == Report(sent=2, put_off=2, failed=2)
    assert sorted(post_office.addresses) == ["ben@example.org", "fay@example.org"]
    assert "broke off" in letters_to.state("Ann")[1]
    assert "cannot be sent as an e-mail" in letters_to.state("Eve")[1]


def test_a_server_that_is_away_costs_no_letter_a_try(world: World, letters_to) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: whoever connects is refused
        away = MailSettings(host="127.0.0.1", port=taken.getsockname()[1], security="none", sender="bank@example.org")
        world.app.settings = replace(world.app.settings, mail=away)
        letters_to("Ann")
        report = send_due(world.app)
    assert report.sent == report.put_off == 0
    assert "cannot be used: Connection refused" in report.trouble
    state, reason, attempts = letters_to.state("Ann")
    assert (state, attempts) == ("due", 0)
    assert "cannot be used" in reason


def test_nothing_leaves_unprotected_when_protection_was_asked_for(posted_world, letters_to, post_office) -> None:
    settings = posted_world.app.settings
    posted_world.app.settings = replace(settings, mail=replace(settings.mail, security="starttls"))
    letters_to("Ann")
    assert "STARTTLS" in send_due(posted_world.app).trouble
    assert post_office.taken == []


@pytest.mark.parametrize("mail", [MailSettings(), MailSettings(folder=Path("x"), sender="nobody")])
def test_without_a_way_out_letters_wait_and_the_reason_is_said(mail, world: World, letters_to) -> None:
    world.app.settings = replace(world.app.settings, mail=mail)
    letters_to("Ann")
    assert "TIMEBANK_MAIL_F" in send_due(world.app).trouble
    assert letters_to.state("Ann") == ("due", "", 0)


def test_a_letter_whose_sender_died_is_taken_again_when_its_lease_ends(posted_world, letters_to, clock, post_office):
    letters_to("Ann")
    posted_world.app.do(WORKER, taking.take_next, "a sender that dies")
    assert send_due(posted_world.app) == Report()
    clock.move(minutes=11)
    assert send_due(posted_world.app) == Report(sent=1)
    assert letters_to.state("Ann")[2] == 2


def test_a_letter_that_kills_its_senders_is_given_up_at_last(posted_world, letters_to, clock: HandClock) -> None:
    letters_to("Ann")
    for _ in range(taking.MOST_ATTEMPTS):
        posted_world.app.do(WORKER, taking.take_next, "a sender that dies")
        clock.move(minutes=11)
    assert send_due(posted_world.app) == Report(failed=1)
    assert "nobody knows whether it arrived" in letters_to.state("Ann")[1]


def test_who_wants_no_more_letters_or_has_left_gets_none_that_still_waited(
    posted_world, letters_to, post_office
) -> None:
    letters_to("Ann", "Ben", "Cat")
    ann = posted_world.member("Ann")
    posted_world.app.do(ann, members.edit_profile, "no more", ann.member_id, wants_letters="no")
    with posted_world.app.engine.begin() as connection:
        connection.execute(sa.update(member).where(member.c.id == posted_world.ids["Ben"]).values(state="left"))
    assert send_due(posted_world.app) == Report(sent=1, skipped=2)
    assert post_office.addresses == ["cat@example.org"]
    assert letters_to.state("Ann") == ("skipped", "wants no letters", 0)
    assert letters_to.state("Ben") == ("skipped", "has left", 0)


def test_a_letter_goes_where_the_member_reads_mail_now(posted_world, letters_to, post_office) -> None:
    letters_to("Ann")
    with posted_world.app.engine.begin() as connection:
        connection.execute(sa.update(member).where(member.c.id == posted_world.ids["Ann"]).values(email="new@x.org"))
    send_due(posted_world.app)
    assert post_office.addresses == ["new@x.org"]


def test_in_a_folder_each_letter_is_one_private_file(world: World, letters_to) -> None:
    letters_to("Ann", "Ben")
    assert send_due(world.app) == Report(sent=2)
    folder = world.app.settings.mail.folder
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert {message_from_bytes(f.read_bytes(), policy=policy.default)["To"] for f in files} == {
        "ann@example.org",
        "ben@example.org",
    }
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_trouble_not_a_crash(world: World, letters_to, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    world.app.settings = replace(world.app.settings, mail=MailSettings(folder=tmp_path / "file"))
    letters_to("Ann")
    assert "cannot be written" in send_due(world.app).trouble
    assert letters_to.state("Ann")[0] == "due"


def test_the_limit_of_a_pass_is_kept(world: World, letters_to) -> None:
    letters_to("Ann", "Ben", "Cat")
    assert [send_due(world.app, limit=2).sent, send_due(world.app, limit=2).sent] == [2, 1]


def test_a_test_letter_leaves_at_once(posted_world, post_office) -> None:
    send_test(posted_world.app, "Somebody@example.org")
    assert post_office.addresses == ["Somebody@example.org"]


def test_a_test_letter_says_plainly_what_is_wrong(posted_world, post_office) -> None:
    post_office.moods["x@example.org"] = "never"
    with pytest.raises(send.LetterRefused, match="550"):
        send_test(posted_world.app, "x@example.org")
    with pytest.raises(InvalidInput, match="complete"):
        send_test(posted_world.app, "x@example.org, y@example.org")
    posted_world.app.settings = replace(posted_world.app.settings, mail=MailSettings())
    with pytest.raises(MailAway, match="TIMEBANK_SMTP_HOST"):
        send_test(posted_world.app, "x@example.org")


def test_nobody_but_the_worker_sends_letters(world: World) -> None:
    with world.app.look(OPERATOR) as look:
        assert send.due_ids(look) == []
    for caller in (world.member("Ann"), world.coordinator()):
        with pytest.raises(send.Refused):
            world.app.see(caller, send.due_ids)


def test_each_sender_may_have_its_own_settings(world: World, letters_to, tmp_path: Path) -> None:
    """A pass holds nothing open for others: two Apps on one database take turns freely."""
    letters_to("Ann", "Ben")
    other = build(
        Settings(database_url=world.app.settings.database_url, mail=world.app.settings.mail), clock=world.app.clock
    )
    assert send_due(other, limit=1).sent == 1
    assert send_due(world.app).sent == 1
    other.close()
