"""What a job is: a name, a sentence, when it is due, what waits for it and how it is carried out."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from timebank.access import WORKER, May
from timebank.app import App
from timebank.errors import AlreadyDecided, Busy, DatabaseAway, NotFound, NotReady, Refused, StorageTrouble
from timebank.jobs.rules import When
from timebank.work import Look, Work

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: how much, in words, and whether all went well."""

    done: int
    words: str
    ok: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is done by itself when it is due; safe to run twice.

    `waiting` says how much there is to do now. `carry_out(app, slot)` does it; `slot` makes its keys, so that a second
    run for the same slot finds everything done. A run that is killed is taken again after `lease`.
    """

    name: str
    sentence: str
    when: When
    waiting: Callable[[Look], int]
    carry_out: Callable[[App, str], Report]
    lease: timedelta = timedelta(minutes=15)
    may: May = May.SEND_LETTERS
    whom: Callable[[Look], Iterable[str]] | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the things found were done, and what went wrong with the others."""

    done: int
    troubles: tuple[str, ...]

    def report(self, one: str, many: str, deed: str) -> Report:
        """As in "3 reminders written." """
        words = f"{self.done} {one if self.done == 1 else many} {deed}."
        if self.troubles:
            words += f" {len(self.troubles)} could not be: {self.troubles[0]}"
        return Report(self.done, words, ok=not self.troubles)


def each(found: Iterable[str], act: Callable[[str], bool]) -> Tally:
    """Do `act` for each thing found; one that fails never stops the rest. `act` answers whether there was something.

    What somebody else settled in the meantime is no trouble. Trouble with the database itself stops the run, to be
    tried again.
    """
    done, troubles = 0, []
    for one in found:
        try:
            done += act(one)
        except (AlreadyDecided, NotFound):
            continue
        except (Busy, DatabaseAway, NotReady, StorageTrouble):
            raise
        except Refused as refusal:
            troubles.append(str(refusal))
        except Exception as error:  # a fault in one must not cost the others; it is in the log and in the report
            log.exception("a job failed for %s", one)
            troubles.append(f"an error in the program ({type(error).__name__}); the log has the details.")
    return Tally(done, tuple(troubles))


def for_each(
    name: str, find: Callable[[Look], Sequence[str]], action: Callable[[Work, str, str], str], *words: str
) -> Callable[[App, str], Report]:
    """How a job is carried out that does one action for each thing it finds; `words`: one, many, deed.

    An action that answers "nothing" found nothing to do any more.
    """
    one, many, deed = words

    def carry_out(app: App, slot: str) -> Report:
        def act(item: str) -> bool:
            return app.do(WORKER, action, f"{name}:{slot}:{item}", item) != "nothing"

        return each(app.see(WORKER, find), act).report(one, many, deed)

    return carry_out
