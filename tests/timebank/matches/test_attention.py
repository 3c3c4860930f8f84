"""Drafts that deserve a second look, by example."""

from datetime import UTC, datetime

from timebank.matches.attention import fitting, needs_attention
from timebank.matches.cards import ReviewCard, ReviewPerson

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def draft(name: str, points: float, *, offline: bool = False, may_decide: bool = True) -> ReviewCard:
    who = ReviewPerson(name, name, "mentee", offline, None, None, "", "", ())
    return ReviewCard(name, "r", "p", "P", "pair", "draft", (who,), (), points, NOW, None, None, may_decide)


def test_weak_ones_those_with_somebody_offline_and_ones_own_are_found() -> None:
    drafts = [
        draft("Ann", 20),
        draft("Ben", 9),
        draft("Cem", 24, offline=True),
        draft("Dot", 0, offline=True, may_decide=False),
    ]
    why = needs_attention(drafts)
    assert why == {"Ann": (), "Ben": ("weak",), "Cem": ("offline",), "Dot": ("own", "offline")}
    assert [one.suggestion_id for one in fitting(drafts, attention="offline")] == ["Cem", "Dot"]
    assert [one.suggestion_id for one in fitting(drafts, name=" be")] == ["Ben"]
    assert fitting(drafts, name="an", attention="weak") == []
    assert needs_attention([]) == {}
