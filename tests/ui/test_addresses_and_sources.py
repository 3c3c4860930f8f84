"""Where people come from and how they are reached: a trusted proxy, and an e-mail address put right."""

from collections.abc import Callable

from starlette.requests import Request
from streamlit.testing.v1 import AppTest
from world import World

from timebank.members.reads import profile
from ui import words
from ui.routes.signing import _source

PASSWORD = "three small words"


def asked(caller: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", one.encode()) for one in forwarded]
    return Request({"type": "http", "headers": headers, "client": (caller, 1234)})


def test_only_the_trusted_proxy_says_where_people_come_from() -> None:
    assert _source(asked("198.51.100.7", "203.0.113.9"), "") == "198.51.100.7"
    assert _source(asked("198.51.100.7", "203.0.113.9"), "127.0.0.1") == "198.51.100.7"
    assert _source(asked("127.0.0.1", "made up, 203.0.113.9"), "127.0.0.1") == "203.0.113.9"
    assert _source(asked("127.0.0.1", "made up", "203.0.113.9"), "127.0.0.1") == "203.0.113.9"
    assert _source(asked("127.0.0.1"), "127.0.0.1") == "127.0.0.1"


def test_ann_changes_her_address_with_her_password_only(open_page: Callable[[str, str], AppTest], town: World) -> None:
    page = open_page("Ann", "ui.pages.members.profile")
    for password in ("not her password", PASSWORD):
        page.text_input(key="new-email").set_value("ann.new@example.org")
        page.text_input(key="email-password").set_value(password)
        next(one for one in page.button if one.label == words.Profile.save_email).click().run()
        assert not page.exception
        assert page.session_state["email-password"] == ""
        kept = town.app.see(town.member("Ann"), profile, town.ids["Ann"]).email
        assert kept == ("ann.new@example.org" if password == PASSWORD else "ann@example.org")
    assert page.success[0].value == words.Profile.email_saved
