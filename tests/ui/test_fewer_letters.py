"""The link that stops letters, the choices on the profile, and the quiet hours among the settings."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from world import World

from timebank.access import OPERATOR, WORKER
from timebank.clock import HandClock
from timebank.ids import digest
from timebank.mail.choices import LetterChoices, choose_letters, my_letter_choices
from timebank.mail.unsubscribe import PURPOSE, make_secret
from timebank.members.tables import link
from ui.words.letters import Fewer, Letters

ORIGIN = {"origin": "http://127.0.0.1:8501"}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
PARTS = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'


@pytest.fixture
def address(town: World) -> str:
    """Where a letter to Ann with news lets her stop such letters."""
    return f"/fewer-letters/{town.app.do(WORKER, make_secret, town.ids['Ann'], 'news')}"


def choices(town: World, name: str = "Ann") -> LetterChoices:
    person = town.member(name)
    return town.app.see(person, my_letter_choices, person.member_id)


def news(town: World) -> str:
    return dict(choices(town).chosen)["news"]


def press(client: TestClient, address: str, button: str) -> str:
    token = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(address).text)
    assert token
    return client.post(address, data={"token": token[1], "button": button}, headers=ORIGIN).text


def test_one_click_of_a_mailbox_stops_such_letters_once_and_no_others(
    client: TestClient, town: World, address: str
) -> None:
    before = choices(town)
    answer = client.post(address, data=ONE_CLICK, headers={"origin": "https://mailbox.example"})
    assert (answer.status_code, news(town)) == (200, "never")
    assert choices(town).wants_letters
    changed = {group for (group, was), (_, now) in zip(before.chosen, choices(town).chosen, strict=True) if was != now}
    assert changed == {"news"}
    assert dict(choices(town, "Ben").chosen)["news"] == "now", "nobody else"
    ann = town.member("Ann")
    town.app.do(ann, choose_letters, "back", ann.member_id, True, {"news": "now"})
    assert client.post(address, data=ONE_CLICK).status_code == 410, "sent again, it undoes nothing"
    assert news(town) == "now"


def test_a_mailbox_may_send_its_click_in_parts(client: TestClient, town: World, address: str) -> None:
    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post(address, content=PARTS, headers=kind).status_code == 200
    assert news(town) == "never"


IN_PARTS = "multipart/form-data; boundary=b"
HEAD = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n'


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"&".join(b"one=1" for _ in range(40)), "application/x-www-form-urlencoded"),
        (HEAD + b"Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n--c--\r\n--b--\r\n", IN_PARTS),
        (HEAD + b"Content-Type: message/rfc822\r\n\r\nOne-Click\r\n--b--\r\n", IN_PARTS),
        (b"nothing of the kind", "multipart/form-data; boundary="),
    ],
)
def test_what_no_mailbox_sends_is_no_click_and_breaks_nothing(
    client: TestClient, town: World, address: str, sent: bytes, kind: str
) -> None:
    assert client.post(address, content=sent, headers={"content-type": kind}).status_code == 403
    assert client.post("/sign-in", content=sent, headers={"content-type": kind} | ORIGIN).status_code == 403
    assert news(town) == "now"


def test_a_click_in_unknown_letters_is_a_click(client: TestClient, town: World, address: str) -> None:
    sent = HEAD + b"Content-Type: text/plain; charset=nonsense\r\n\r\nOne-Click\r\n--b--\r\n"
    assert client.post(address, content=sent, headers={"content-type": IN_PARTS}).status_code == 200
    assert news(town) == "never"


def test_a_hundred_looks_change_nothing(client: TestClient, town: World, address: str) -> None:
    before = everything(town)
    for _ in range(50):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    assert client.post(address, data={"something": "else"}).status_code == 403
    assert client.post(address, content=b"x" * 20_000, headers={"content-type": "text/plain"}).status_code == 403
    assert client.post(address).status_code == 403
    assert everything(town) == before


def everything(town: World) -> list[str]:
    with town.app.engine.connect() as connection:
        return [*sorted(map(repr, connection.execute(sa.select(link)).all())), repr(choices(town))]


def test_a_person_chooses_between_this_kind_and_all(client: TestClient, town: World, address: str) -> None:
    page = client.get(address).text
    assert "news about my hours" in page.lower()
    assert Fewer.this_kind in page
    assert Fewer.all_kinds in page
    assert Fewer.done in press(client, address, "this")
    assert news(town) == "never"
    again = client.get(address)
    assert again.status_code == 410
    assert "has done its work" in again.text


def test_all_letters_can_be_stopped_and_wanted_again(client: TestClient, town: World, address: str) -> None:
    assert Fewer.all_done in press(client, address, "all")
    assert not choices(town).wants_letters
    assert news(town) == "now", "what was chosen for each kind stays as it was"
    ann = town.member("Ann")
    town.app.do(ann, choose_letters, "back", ann.member_id, True, {})
    assert choices(town).wants_letters


def test_forged_old_and_foreign_links_are_refused_kindly(
    client: TestClient, town: World, address: str, clock: HandClock
) -> None:
    from timebank.members import links

    password = town.app.do(OPERATOR, links.make, links.PASSWORD, town.ids["Ann"])
    for foreign in ("0" * 64, "x", password, f"{address.rpartition('/')[2]}0"):
        for answer in (
            client.get(f"/fewer-letters/{foreign}"),
            client.post(f"/fewer-letters/{foreign}", data=ONE_CLICK),
        ):
            assert answer.status_code == 410
            assert "Sign in to choose" in answer.text
    clock.move(days=60)
    assert client.post(address, data=ONE_CLICK).status_code == 410
    assert news(town) == "now"


def test_the_secret_is_long_and_only_its_digest_is_kept(town: World, address: str) -> None:
    secret = address.rpartition("/")[2]
    assert len(bytes.fromhex(secret)) * 8 >= 128
    with town.app.engine.connect() as connection:
        rows = connection.execute(sa.select(link).where(link.c.purpose == PURPOSE)).all()
    assert [row.digest for row in rows] == [digest(secret)]
    assert secret not in repr(rows)


def test_one_chooses_on_the_profile_and_finds_it_again(
    open_page: Callable[[str, str], AppTest], town: World, address: str, client: TestClient
) -> None:
    page = open_page("Ann", "ui.pages.members.profile")
    assert not any(one.key == "letters-desk" for one in page.selectbox), "only coordinators have a desk"
    page.selectbox(key="letters-waits").set_value("weekly")
    page.selectbox(key="letters-nudges").set_value("never")
    next(one for one in page.button if one.label == Letters.save).click().run()
    assert page.success[0].value == Letters.saved
    client.post(address, data=ONE_CLICK)
    again = open_page("Ann", "ui.pages.members.profile")
    shown = {one.key: one.value for one in again.selectbox if str(one.key).startswith("letters-")}
    assert (shown["letters-waits"], shown["letters-nudges"], shown["letters-news"]) == ("weekly", "never", "never")
    assert "between 21:00 and 08:00" in " ".join(one.value for one in again.markdown).lower()
