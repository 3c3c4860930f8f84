"""Words for people's answers as they stand in the middle of a sentence."""

from collections.abc import Sequence
from functools import lru_cache

from matching.people import Programme

OWN_VERB = {
    "languages": ("speaks", "speak"),
    "offers": ("offers", "offer"),
    "requests": ("asks for", "ask for"),
}
OPENERS = ("You", "They", "It", "Asked", "This")


def kind_of_help(programme: Programme, answer: str, value: str) -> str:
    """One kind of help in the middle of a sentence: it begins small there unless with a name or an abbreviation.

    >>> words = {"offers": {"g": "Gardening", "c": "CVs", "p": "Polish"}, "languages": {"pl": "Polish"}}
    >>> programme = Programme("p", "buddying", ("buddy",), values=words)
    >>> [kind_of_help(programme, "offers", value) for value in "gcp"]
    ['gardening', 'CVs', 'Polish']
    """
    words = programme.say(answer, value)
    first = next(iter(words.split()), "")
    if first[1:2].isupper() or first in _names(tuple(programme.values.get("languages", {}).values())):
        return words
    return words[:1].lower() + words[1:]


@lru_cache(maxsize=16)
def _names(languages: tuple[str, ...]) -> frozenset[str]:
    """What languages are called, so that "Polish conversation" keeps its capital; "Scottish Gaelic" is Gaelic, too."""
    words = (language.split() for language in languages)
    return frozenset(one[-1] for one in words if 1 <= len(one) <= 2)


def joined(parts: Sequence[str]) -> str:
    """Several parts as one list.

    >>> joined(["tea", "walks", "games"])
    'tea, walks and games'
    """
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def going_on(sentence: str) -> str:
    """A sentence as it follows a colon or a semicolon; one that begins with a label keeps its capital.

    >>> going_on("They offer it."), going_on("Topics: you both said chess.")
    ('they offer it.', 'Topics: you both said chess.')
    """
    return sentence if sentence.split(" ", 1)[0] not in OPENERS else f"{sentence[0].lower()}{sentence[1:]}"


def says(programme: Programme, answer: str, values: Sequence[str], *, several: bool = False) -> str:
    """That somebody (or several) gives these values as an answer, as it follows "who".

    >>> programme = Programme("p", "buddying", ("buddy",), labels={"way": "How could you meet?", "grade": "Grade"})
    >>> says(programme, "way", ["by phone"]), says(programme, "grade", ["AA"], several=True)
    ('says “by phone” to “How could you meet?”', 'say “AA” for “Grade”')
    >>> says(programme, "languages", ["English"]), says(programme, "languages", ["British Sign Language"])
    ('speaks English', 'uses British Sign Language')
    """
    words = [programme.say(answer, value) for value in values]
    quoted = joined(words if answer == "languages" else [f"“{one}”" for one in words])
    if answer == "languages" and all(word.endswith("Sign Language") for word in words):
        return f"{'use' if several else 'uses'} {quoted}"
    if answer in OWN_VERB:
        return f"{OWN_VERB[answer][several]} {quoted}"
    label = programme.label(answer)
    return f"{'say' if several else 'says'} {quoted} {'to' if label.endswith('?') else 'for'} “{label}”"
