"""Every refusal that people may meet; the docstring of each is the sentence they read."""

import inspect


class Refused(Exception):
    """That cannot be done just now. Nothing was changed."""

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or " ".join(inspect.cleandoc(type(self).__doc__ or "").split()))


class NotFound(Refused):
    """We cannot find that. It may have been moved or taken away."""


class SignInNeeded(Refused):
    """Please sign in first."""


class InvalidInput(Refused):
    """Something in what was entered cannot be used. Please look at it again."""


class KeyReused(Refused):
    """This was already sent once with other details, so nothing was changed. Please reload the page and start again."""


class AlreadyDecided(Refused):
    """This has already been decided, so nothing was changed. Please reload the page to see how it stands."""


class Busy(Refused):
    """The time bank is very busy. Nothing was saved; please try again in a moment."""


class StorageTrouble(Refused):
    """The time bank cannot save anything at the moment: its disk is full or may not be written. Nothing was saved."""


class CannotRead(StorageTrouble):
    """The time bank cannot read its database at the moment: the disk is full, or what it needs may not be opened."""


class DatabaseAway(Refused):
    """The time bank cannot reach its database at the moment. Nothing was saved; please try again in a minute."""


class NotReady(Refused):
    """This database has no time bank in it yet, or an older one. Run: timebank upgrade"""
