"""Whatever the words are, an e-mail has one addressee and the headers we gave it, no others."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timebank.mail.message import Envelope, email_of
from timebank.mail.rules import Draft, html_of, message_id, text_of

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
NASTY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from('\r\n\t\0\v\f\x85\u2028\u2029\u202e,;:<>@"\\()[]=?')
    ),
    max_size=80,
)


def envelope(address: str = "ann@example.org", subject: str = "Hello", text: str = "Hello") -> Envelope:
    return Envelope("1", "1", address, subject, text, f"<p>{text}</p>", message_id("1", "bank@example.org"), 1)


@given(subject=NASTY, community=NASTY, text=NASTY)
@example(subject="Hi\r\nBcc: all@example.org", community='x" <all@example.org>,', text="\r\n.\r\nMAIL FROM:<x>")
@settings(max_examples=500, deadline=None)
def test_no_words_add_a_header_or_an_addressee(subject: str, community: str, text: str) -> None:
    raw = email_of(envelope(subject=subject, text=text), "bank@example.org", community, NOW).as_bytes()
    assert raw.isascii()
    seen = message_from_bytes(raw, policy=policy.default)
    assert sorted(seen.keys()) == sorted(HEADERS)
    assert [address.addr_spec for address in seen["To"].addresses] == ["ann@example.org"]
    assert [address.addr_spec for address in seen["From"].addresses] == ["bank@example.org"]


@given(subject=NASTY, community=NASTY)
@example(subject="Ü" * 200, community="É" * 80)
@settings(max_examples=100, deadline=None)
def test_the_way_out_is_one_header_in_one_piece_and_all_others_keep_to_their_lines(
    subject: str, community: str
) -> None:
    address = f"https://{'a-long-name.' * 8}example.org/fewer-letters/{'a1' * 32}"
    letter = replace(envelope(subject=subject), unsubscribe=address)
    raw = email_of(letter, "bank@example.org", community, NOW).as_bytes()
    seen = message_from_bytes(raw, policy=policy.default)
    assert sorted(seen.keys()) == sorted([*HEADERS, "List-Unsubscribe", "List-Unsubscribe-Post"])
    lines = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert f"List-Unsubscribe: <{address}>".encode() in lines
    assert all(len(line) <= 78 for line in lines if not line.startswith(b"List-Unsubscribe:"))


@given(address=NASTY | st.from_regex(r"[^@]{1,9}@[^@]{1,9}|[a-z.=?]{1,9}@[a-z.=?]{1,9}", fullmatch=True))
@example(address="ann@example.org\r\nBcc: all@example.org")
@example(address="ann@example.org, all@example.org")
@example(address="0@.")
@example(address=".ann@example..org")
@example(address='"ann@x"@example.org')
@settings(max_examples=500, deadline=None)
def test_an_address_is_one_address_or_refused(address: str) -> None:
    try:
        raw = email_of(envelope(address=address), "bank@example.org", "Us", NOW).as_bytes()
    except ValueError:
        return
    seen = message_from_bytes(raw, policy=policy.default)
    assert sorted(seen.keys()) == sorted(HEADERS)
    assert len(seen["To"].addresses) == 1
    assert seen["To"].addresses[0].addr_spec == address


@given(words=NASTY)
@settings(max_examples=100, deadline=None)
def test_words_in_a_letter_are_words_not_markup(words: str) -> None:
    html = html_of(Draft("s", words, (words,), words, "http://x", words), "en")
    assert html.count("<a ") == 1
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize("sender", ["bank@example.org", "The Bank <bank@example.org>"])
def test_the_message_id_belongs_to_the_senders_domain(sender: str) -> None:
    assert message_id("abc", sender) == "<abc@example.org>"


def test_the_text_part_says_all_the_letter_says() -> None:
    draft = Draft("s", "Hello Ann,", ("One.", "Two."), "Bye", "http://x/y", "Look here")
    assert text_of(draft) == "Hello Ann,\n\nOne.\n\nTwo.\n\nLook here:\nhttp://x/y\n\nBye\n"
