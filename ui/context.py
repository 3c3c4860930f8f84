"""The one bridge between a page and the time bank: which community, who is here, and how to look and act."""

import logging
import secrets
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar

import streamlit as st

from timebank.access import Actor, Caller
from timebank.app import App
from timebank.clock import ticks
from timebank.errors import Refused, SignInNeeded
from timebank.members.sign_in import caller_of
from timebank.work import Look, Work
from ui.parts.text import plain

P = ParamSpec("P")
T = TypeVar("T")
SECOND_TAP_SECONDS = 10
SESSION_FIELD = "session"  # of st.user; filled by the gate from the cookie and by nothing else
_apps: dict[str, App] = {}  # by host name; "" answers for every host that has none of its own
_log = logging.getLogger("timebank.ui")


@dataclass(frozen=True, slots=True)
class _Tap:
    """What a form last wrote, under which key, and until when the same again is taken for a second tap."""

    content: str
    key: str
    until: float


def bind(app: App, host: str = "") -> None:
    """Let this process serve a community, for one host name or for all that are not named."""
    _apps[host] = app


def app_of(host: str) -> App:
    """The community served under a host name (with or without a port)."""
    name = host.rsplit(":", 1)[0].lower()
    return _apps.get(name) or _apps[""]


def app() -> App:
    """The community of the page being drawn."""
    return _apps[""] if len(_apps) == 1 else app_of(st.context.headers.get("host", ""))


def session_secret() -> str:
    """The secret of the session this page was opened with, or nothing."""
    return str(st.user.get(SESSION_FIELD) or "")


def caller() -> Caller:
    """Who is here at this moment: the session is looked up each time, so signing out elsewhere works at once."""
    return caller_of(app(), session_secret())


def me() -> Actor:
    """The person here with the roles they hold now; stops the page with a way to sign in when nobody is."""
    actor = app().see(caller(), _actor)
    if actor.kind == "anonymous":
        _ask_to_sign_in()
    return actor


def _actor(look: Look) -> Actor:
    return look.actor


def see(read: Callable[Concatenate[Look, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Carry out a read as the person here; a refusal is said in one sentence and the page stops there."""
    try:
        return app().see(caller(), read, *args, **kwargs)
    except SignInNeeded:
        _ask_to_sign_in()
    except Refused as refusal:
        st.error(plain(str(refusal)))
        st.stop()


def do(form: str, action: Callable[Concatenate[Work, str, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Carry out an action as the person here, with the key of `form`; a refusal is said on the next drawing.

    Answers None when it was refused. After success the form gets a fresh key, so that it may be used again; but the
    very same content again at once is a second tap on the same button, and gets the first answer.
    """
    try:
        return attempt(form, action, *args, **kwargs)
    except Refused as refusal:
        say("error", plain(str(refusal)))
        return None


def attempt(form: str, action: Callable[Concatenate[Work, str, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """`do`, for one of many things sent at once: a refusal is raised, so that the page can say of which it was."""
    content = repr((args, sorted(kwargs.items())))
    tapped: _Tap | None = _state().get(_tap_name(form))
    is_second_tap = tapped is not None and tapped.content == content and ticks() < tapped.until
    key = tapped.key if tapped is not None and is_second_tap else key_of(form)
    answer = app().do(caller(), action, key, *args, **kwargs)
    _state().pop(_key_name(form), None)
    _state()[_tap_name(form)] = _Tap(content, key, ticks() + SECOND_TAP_SECONDS)
    return answer


def act(
    form: str, said: str, action: Callable[Concatenate[Work, str, P], T], /, *args: P.args, **kwargs: P.kwargs
) -> bool:
    """`do`, and say `said` when it went well; for buttons. Answers whether it did."""
    if do(form, action, *args, **kwargs) is None:
        return False
    say("success", said)
    return True


def key_of(form: str) -> str:
    """The key under which a form writes, the same until the writing succeeded."""
    return str(_state().setdefault(_key_name(form), secrets.token_hex(16)))


def _key_name(form: str) -> str:
    return f"key of {form}"


def _tap_name(form: str) -> str:
    return f"tap of {form}"


def _state() -> MutableMapping[Any, Any]:
    return st.session_state


def say(kind: str, sentence: str) -> None:
    """Keep a sentence for the top of the next drawing, once; `kind` is success, error or info."""
    said = _state().setdefault("said", [])
    if (kind, sentence) not in said:
        said.append((kind, sentence))


def hear() -> list[tuple[str, str]]:
    """The sentences kept since the last drawing; they are said once."""
    said: list[tuple[str, str]] = _state().pop("said", [])
    return said


def on_script_error(error: Exception) -> bool:
    """Log a bug and tell the person in one sentence; nothing of the error itself reaches the browser."""
    _log.error("a page failed", exc_info=error)
    st.error("Something went wrong on our side. Nothing was lost. Please reload the page, or try again later.")
    return True


def _ask_to_sign_in() -> NoReturn:
    for _, sentence in hear():
        st.info(sentence)  # whoever has just left for good reads their goodbye
    st.html('<p role="status">You are signed out. <a href="/sign-in" target="_self">Sign in</a></p>')
    st.stop()
