"""Cards: the balance in words, and a framed place for one thing to read and answer."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import streamlit as st

from timebank.ledger.reads import Balance
from timebank.ledger.rules import say_minutes
from ui import words
from ui.parts.text import html


def balance_card(balance: Balance) -> None:
    """Where somebody stands, in a sentence and without any sign of money."""
    told, meaning = balance_words(balance)
    more = "".join(f"<p>{html(one)}</p>" for one in meaning)
    st.html(f'<div class="tb-balance"><p class="tb-big">{html(told)}</p>{more}</div>')


def balance_words(balance: Balance) -> tuple[str, list[str]]:
    """What the balance card says: the sentence, and what it means."""
    given, received = balance.given_minutes, balance.received_minutes
    if not given and not received and not balance.balance_minutes:
        told, meaning = words.Balance.nothing, []
    else:
        told = words.Balance.told.format(given=say_minutes(given), received=say_minutes(received))
        difference = given - received
        said = words.Balance.more_given if difference > 0 else words.Balance.more_received
        meaning = [said.format(minutes=say_minutes(abs(difference))) if difference else words.Balance.even]
        if difference != balance.balance_minutes:
            meaning.append(words.Balance.apart.format(balance=say_minutes(balance.balance_minutes)))
    pending = balance.pending_given_minutes + balance.pending_received_minutes
    if pending:
        meaning.append(words.Balance.pending.format(minutes=say_minutes(pending)))
    return told, meaning


@contextmanager
def card(key: str, title: str, details: str = "", said: str = "") -> Iterator[None]:
    """A framed card with a small heading, one line of details and people's own words; buttons go inside."""
    with st.container(border=True, key=key):
        card_text(title, details, said)
        yield


def card_text(title: str, *paragraphs: str, more: str = "") -> None:
    """The words of a card as one element, because each costs the server time; `more` is HTML made by our parts."""
    told = "".join(f"<p>{html(one)}</p>" for one in paragraphs if one)
    st.html(f'<div class="tb-card"><h3>{html(title)}</h3>{told}{more}</div>')


def listed(sentences: Iterable[str]) -> str:
    """Sentences under one another, as HTML for `card_text`."""
    return f"<ul>{''.join(f'<li>{html(one)}</li>' for one in sentences)}</ul>"


@contextmanager
def buttons(key: str) -> Iterator[None]:
    """A row of buttons that wraps on a phone."""
    with st.container(horizontal=True, key=key):
        yield
