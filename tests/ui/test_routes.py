"""The addresses beside the dashboard: signing in and out, letters' links, files, and the gate before them."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from world import World

from timebank.access import ANONYMOUS, OPERATOR
from timebank.clock import HandClock
from timebank.members import actions as members
from timebank.members import links
from timebank.members.sign_in import caller_of, sign_out

PASSWORD = "three small words"
ORIGIN = {"origin": "http://127.0.0.1:8501"}


def token_of(client: TestClient, path: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    assert found
    return found[1]


def sign_in(client: TestClient, email: str = "ann@example.org", password: str = PASSWORD, path: str = "/sign-in"):
    form = {"email": email, "password": password, "token": token_of(client, path)}
    return client.post(path, data=form, headers=ORIGIN)


def link_for(town: World, name: str) -> str:
    return town.app.do(OPERATOR, lambda work: links.make(work, links.PASSWORD, town.ids[name]))


def test_signing_in_gives_a_cookie_no_script_can_read_and_opens_the_first_page(client: TestClient, town: World) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "timebank_session=" in cookie
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    page = client.get("/")
    assert page.status_code == 200
    assert '<html lang="en"' in page.text
    assert page.headers["cache-control"] == "no-store"


def test_after_signing_in_people_land_where_they_wanted_to_go_but_never_elsewhere(client: TestClient) -> None:
    assert client.get("/hours").headers["location"] == "/sign-in?next=/hours"
    assert sign_in(client, path="/sign-in?next=/hours").headers["location"] == "/hours"
    client.cookies.clear()
    assert sign_in(client, path="/sign-in?next=//evil.example").headers["location"] == "/"


def test_a_letter_leads_after_signing_in_to_the_very_thing_it_tells_of(client: TestClient) -> None:
    asked = client.get("/hours?entry=0123456789abcdef0123").headers["location"]
    assert asked == "/sign-in?next=/hours%3Fentry%3D0123456789abcdef0123"
    assert sign_in(client, path=asked).headers["location"] == "/hours?entry=0123456789abcdef0123"
    for elsewhere in ("/%5Cevil.example", "/hours?entry=%0d%0aset-cookie:a", "/hours/../statement.csv", "/@evil?a=b"):
        client.cookies.clear()
        assert sign_in(client, path="/sign-in?next=" + quote(elsewhere)).headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: TestClient) -> None:
    wrong, unknown = sign_in(client, password="not this one"), sign_in(client, email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 401
    clean = [re.sub(r'value="[^"]*"', "", one.text) for one in (wrong, unknown)]
    assert clean[0] == clean[1]
    assert 'role="alert"' in wrong.text


def test_a_form_without_its_token_or_from_another_site_is_refused(client: TestClient) -> None:
    token = token_of(client, "/sign-in")
    form = {"email": "ann@example.org", "password": PASSWORD}
    assert client.post("/sign-in", data=form, headers=ORIGIN).status_code == 403
    assert client.post("/sign-in", data={**form, "token": "0" * 64}, headers=ORIGIN).status_code == 403
    foreign = {"origin": "http://evil.example"}
    assert client.post("/sign-in", data={**form, "token": token}, headers=foreign).status_code == 403
    other = TestClient(client.app, base_url="http://127.0.0.1:8501", follow_redirects=False)
    assert other.post("/sign-in", data={**form, "token": token}, headers=ORIGIN).status_code == 403
    large = {**form, "token": token, "email": "a" * 20_000}
    assert client.post("/sign-in", data=large, headers=ORIGIN).status_code == 403


def test_signing_out_takes_a_post_and_ends_the_session_on_the_server(client: TestClient, town: World) -> None:
    sign_in(client)
    secret = client.cookies["timebank_session"]
    assert client.get("/sign-out").status_code == 200
    assert caller_of(town.app, secret) != ANONYMOUS
    assert client.post("/sign-out", data={"token": "no"}, headers=ORIGIN).status_code == 403
    assert caller_of(town.app, secret) != ANONYMOUS
    answer = client.post("/sign-out", data={"token": token_of(client, "/sign-out")}, headers=ORIGIN)
    assert "You are signed out" in answer.text
    assert caller_of(town.app, secret) == ANONYMOUS
    assert client.get("/").headers["location"] == "/sign-in"


def test_signing_in_again_ends_the_session_this_browser_had(client: TestClient, town: World) -> None:
    sign_in(client)
    first = client.cookies["timebank_session"]
    form = {"email": "ben@example.org", "password": PASSWORD, "token": token_of(client, "/sign-out")}
    assert client.post("/sign-in", data=form, headers=ORIGIN).status_code == 303
    assert caller_of(town.app, first) == ANONYMOUS


def test_a_session_ended_elsewhere_opens_nothing_at_the_next_request(client: TestClient, town: World) -> None:
    sign_in(client)
    sign_out(town.app, client.cookies["timebank_session"])
    assert client.get("/").status_code == 303
    assert client.get("/statement.csv").status_code == 303


def test_help_with_the_password_says_the_same_to_everybody(client: TestClient) -> None:
    def ask(email: str) -> str:
        form = {"email": email, "token": token_of(client, "/password-help")}
        return client.post("/password-help", data=form, headers=ORIGIN).text

    assert ask("ann@example.org") == ask("nobody@example.org")


def test_looking_at_a_password_link_uses_nothing_up_and_the_form_works_once(client: TestClient, town: World) -> None:
    secret = link_for(town, "Ann")
    for _ in range(100):
        assert client.get(f"/password/{secret}").status_code == 200
    assert client.head(f"/password/{secret}").status_code in (200, 405)
    path = f"/password/{secret}"
    token = token_of(client, path)
    short = client.post(path, data={"password": "short", "token": token}, headers=ORIGIN)
    assert short.status_code == 422
    done = client.post(path, data={"password": "four other small words", "token": token}, headers=ORIGIN)
    assert 'role="status"' in done.text
    again = client.post(path, data={"password": "four other small words", "token": token}, headers=ORIGIN)
    assert again.status_code == 410
    assert client.get(path).status_code == 410
    assert sign_in(client, password="four other small words").status_code == 303


def test_a_made_up_link_of_a_letter_is_spent(client: TestClient) -> None:
    assert client.get("/answer/00").status_code == 410
    assert client.get("/hours-answer/00").status_code == 410
    assert client.get("/password/00").status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/_stcore/metrics",
        "/_stcore/agent/interact",
        "/static/nothing.js",
        "/index.html",
        "/auth/login",
        "/oauth2callback",
        "/not-here",
        "/media/0000.png",
        "/hours/more",
        "/.streamlit/config.toml",
    ],
)
def test_where_there_is_nothing_people_are_told_so(client: TestClient, path: str) -> None:
    sign_in(client)
    assert client.get(path).status_code == 404


def test_media_is_for_people_who_are_signed_in(client: TestClient) -> None:
    assert client.get("/media/0000.png").status_code == 404


def test_every_answer_says_that_it_may_not_be_framed_guessed_or_passed_on(client: TestClient) -> None:
    sign_in(client)
    for path in ("/sign-in", "/", "/nothing", "/healthz", "/statement.csv"):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


def test_another_host_name_is_not_served(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "user@127.0.0.1:8501@evil.example"):
        assert client.get("/sign-in", headers={"host": host}).status_code == 400


def test_an_identity_header_from_outside_is_worth_nothing(client: TestClient, secret_of: Callable[[str], str]) -> None:
    assert client.get("/", headers={"x-timebank-session": secret_of("Ann")}).status_code == 303


def test_health_says_whether_the_database_answers(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"ok": True}


def test_a_member_takes_their_own_statement_away_and_never_the_ledger(client: TestClient) -> None:
    assert client.get("/statement.csv").headers["location"] == "/sign-in"
    sign_in(client)
    answer = client.get("/statement.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="my-hours.csv"'
    assert answer.text.startswith("service_date,")
    assert client.get("/ledger.csv").status_code == 404
    assert client.get("/monday.csv").status_code == 404
    assert client.get("/waiting-list.csv").status_code == 404


def test_a_coordinator_takes_the_ledger_away(client: TestClient, town: World) -> None:
    town.coordinator("Cora")
    members.set_password(town.app, town.ids["Cora"], PASSWORD)
    sign_in(client, "cora@example.org")
    assert client.get("/ledger.csv").text.startswith("entry,")
    assert client.get("/monday.csv").text.startswith("part,what,who,since")
    assert client.get("/waiting-list.csv").text.startswith("programme,")


def test_many_wrong_passwords_have_to_wait(client: TestClient, clock: HandClock) -> None:
    for _ in range(6):
        sign_in(client, password="wrong wrong wrong")
    assert sign_in(client).status_code == 429
    clock.move(minutes=16)
    assert sign_in(client).status_code == 303
