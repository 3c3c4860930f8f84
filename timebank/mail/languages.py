"""The one place where the language of a letter is chosen: the reader's own where we have its words, else English."""

WRITTEN = ("en",)  # the languages that have words for every letter, the one everybody else gets first


def language_for(wanted: str) -> str:
    """The language a letter to somebody is written in, as its `lang` says, so that it is read aloud rightly.

    >>> language_for("en-GB"), language_for("cy")
    ('en-GB', 'en')
    """
    return wanted if wanted.split("-")[0] in WRITTEN else WRITTEN[0]
