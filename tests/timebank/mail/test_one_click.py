"""Every letter that is not necessary can be stopped with one click, as RFC 8058 has it; a meeting goes into calendars."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER
from timebank.clock import HandClock
from timebank.community.actions import choose
from timebank.errors import Refused
from timebank.mail import taking
from timebank.mail.actions import write
from timebank.mail.choices import choose_letters, my_letter_choices
from timebank.mail.rules import Draft
from timebank.mail.send import Report, send_due
from timebank.mail.tables import letter
from timebank.mail.unsubscribe import UnsubscribeSpent, offered_by_letter, unsubscribe_by_letter
from timebank.members.tables import link, member

DRAFT = Draft("You have a message from us", "Hello,", ("We meet.",), "Warm wishes", "http://x/y", "Look")
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nSUMMARY:Café\r\nEND:VEVENT\r\n"


def secret_in(message: EmailMessage) -> str:
    address = str(message["List-Unsubscribe"])
    assert address.startswith("<http")
    return address.strip("<>").rpartition("/")[2]


def test_the_header_of_a_letter_stops_letters_of_its_kind_without_signing_in(
    posted_world: World, letters_to, post_office
) -> None:
    posted_world.app.do(OPERATOR, choose, "contact", {"contact": "Ring Cora on 01343 1."})
    letters_to("Ann", kind="nudge_offer")
    send_due(posted_world.app)
    [(_, message)] = post_office.taken
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    secret, app, ann = secret_in(message), posted_world.app, posted_world.member("Ann")
    for part in ("plain", "html"):
        words = message.get_body((part,)).get_content()
        assert f"/fewer-letters/{secret}" in words
        assert "because you are a member of" in words
        assert "It is of this kind: “Ideas, now and then”." in words
        assert "Ring Cora on 01343 1." in words, "whom to ask"
    assert app.see(ANONYMOUS, offered_by_letter, secret).words.startswith("Ideas")
    app.do(ANONYMOUS, unsubscribe_by_letter, "click", secret)
    assert dict(app.see(ann, my_letter_choices, ann.member_id).chosen)["nudges"] == "never"
    with pytest.raises(UnsubscribeSpent):
        app.do(ANONYMOUS, unsubscribe_by_letter, "another click", secret)
    with pytest.raises(UnsubscribeSpent):
        app.see(ANONYMOUS, offered_by_letter, secret)


def test_necessary_letters_carry_no_way_to_stop_them(posted_world: World, letters_to, post_office) -> None:
    letters_to("Ann", kind="password")
    letters_to("Ben", kind="invitation")
    send_due(posted_world.app)
    for _, message in post_office.taken:
        assert message["List-Unsubscribe"] is message["List-Unsubscribe-Post"] is None
        assert "fewer-letters" not in message.get_body(("plain",)).get_content()


def test_letters_kept_as_files_carry_it_too_and_no_header_is_broken_in_two(world: World, letters_to) -> None:
    letters_to("Ann", kind="nudge_offer")
    send_due(world.app)
    [file] = world.app.settings.mail.folder.iterdir()
    [line] = [line for line in file.read_bytes().split(b"\r\n") if line.startswith(b"List-Unsubscribe:")]
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert line == b"List-Unsubscribe: <http://127.0.0.1:8501/fewer-letters/" + secret_in(message).encode() + b">"


def test_the_secret_is_kept_only_until_the_letter_is_sent_and_is_the_same_at_every_try(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    def kept() -> tuple[str, int]:
        with posted_world.app.engine.connect() as connection:
            count = connection.execute(sa.select(sa.func.count()).select_from(link)).scalar_one()
            return str(connection.execute(sa.select(letter.c.unsubscribe)).scalar_one()), count

    letters_to("Ann")
    assert kept() == ("", 0), "before anybody sends it there is none"
    posted_world.app.do(WORKER, taking.take_next, "a sender that dies")
    secret = kept()
    assert len(secret[0]) == 64
    clock.move(minutes=11)
    post_office.moods["ann@example.org"] = "later"
    send_due(posted_world.app)
    assert kept() == secret
    post_office.moods.clear()
    clock.move(hours=1)
    assert send_due(posted_world.app) == Report(sent=1)
    assert kept() == ("", 1)
    assert secret_in(post_office.taken[0][1]) == secret[0]


def test_a_weekly_letter_is_stopped_as_a_whole(posted_world: World, letters_to, post_office, clock: HandClock) -> None:
    ann = posted_world.member("Ann")
    wanted = {"news": "weekly", "waits": "weekly"}
    posted_world.app.do(ann, choose_letters, "weekly", ann.member_id, True, wanted)
    letters_to("Ann", kind="hours_settled")
    letters_to("Ann", kind="listing_asked")
    clock.move(days=7)
    send_due(posted_world.app)
    secret = secret_in(post_office.taken[0][1])
    assert posted_world.app.see(ANONYMOUS, offered_by_letter, secret).words == ""
    posted_world.app.do(ANONYMOUS, unsubscribe_by_letter, "click", secret)
    chosen = dict(posted_world.app.see(ann, my_letter_choices, ann.member_id).chosen)
    assert {group for group, choice in chosen.items() if choice == "never"} == {"news", "waits"}


def test_a_former_member_has_nothing_to_stop(posted_world: World, letters_to, post_office) -> None:
    letters_to("Ann")
    send_due(posted_world.app)
    with posted_world.app.engine.begin() as connection:
        connection.execute(sa.update(member).where(member.c.id == posted_world.ids["Ann"]).values(state="left"))
    with pytest.raises(Refused):
        posted_world.app.do(ANONYMOUS, unsubscribe_by_letter, "click", secret_in(post_office.taken[0][1]))


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL"])
def test_a_meeting_can_be_put_into_a_calendar_from_its_letter(method: str, posted_world: World, post_office) -> None:
    ann = posted_world.member("Ann").member_id
    calendar = CALENDAR.format(method=method)
    posted_world.app.do(OPERATOR, write, "meeting", ann, "meeting_planned", DRAFT, calendar=calendar)
    assert send_due(posted_world.app) == Report(sent=1)
    [(_, message)] = post_office.taken
    assert message.get_content_type() == "multipart/alternative"
    parts = list(message.iter_parts())
    assert [one.get_content_type() for one in parts] == ["text/plain", "text/html", "text/calendar"]
    assert parts[2].get_param("method") == method
    assert parts[2].get_content().replace("\r\n", "\n") == calendar.replace("\r\n", "\n")
    with posted_world.app.engine.connect() as connection:
        assert connection.execute(sa.select(letter.c.calendar)).scalar_one() == ""


def test_a_calendar_that_says_nothing_to_do_is_seen_and_stops_no_other_letter(posted_world: World, letters_to) -> None:
    ann = posted_world.member("Ann").member_id
    calendar = CALENDAR.format(method="ADD")
    posted_world.app.do(OPERATOR, write, "meeting", ann, "meeting_planned", DRAFT, calendar=calendar)
    letters_to("Ben")
    assert send_due(posted_world.app) == Report(sent=1, failed=1)
