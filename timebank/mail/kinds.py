"""Which letters there are: every kind belongs to one group, and members choose for each group; pure."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

ALWAYS = "always"  # no choice is asked about these: somebody asked for them, or somebody may need help at once
WEEKLY = "weekly"  # what gathered for the weekly letter, from whichever groups
NOW, ONCE_A_WEEK, NEVER = "now", "weekly", "never"


@dataclass(frozen=True, slots=True)
class Group:
    """One group of letters: what it is about in words, and what may be chosen for it, the usual first."""

    name: str
    words: str
    choices: tuple[str, ...] = (NOW, ONCE_A_WEEK, NEVER)
    is_for_roles: bool = False


GROUPS = {
    group.name: group
    for group in (
        Group("waits", "What waits for my word: hours to confirm, questions to answer"),
        Group("matching", "Suggestions and matches"),
        Group("meetings", "Meetings: planned, reminders, how they went", (NOW, NEVER)),  # next week is too late
        Group("care", "How things go in my matches"),
        Group("news", "News about my hours and the noticeboard"),
        Group("digest", "Once a week: what is new and fits me", (NOW, NEVER)),
        Group("nudges", "Ideas, now and then"),
        Group("desk", "For those with a role: what waits at the desk", is_for_roles=True),
    )
}

IS_OFF = (  # whoever does not read one of these waits somewhere in vain
    *("meeting_moved", "meeting_cancelled", "meeting_handed_over", "match_ended"),
    *("meeting_come_along_moved", "meeting_need_not_come"),
)
# The first line that fits tells the group; a kind that fits none cannot be written.
KINDS = (
    ("password", ALWAYS),
    ("invitation", ALWAYS),
    ("concern*", ALWAYS),
    *((kind, ALWAYS) for kind in IS_OFF),
    *((kind, "desk") for kind in ("drafts_wait", "somebody_waits", "ledger_does_not_verify", "desk_*")),
    *((kind, "desk") for kind in ("hours_please_settle", "hours_please_confirm_for_pot", "hours_please_decide")),
    *((kind, "desk") for kind in ("hours_correction_not_agreed",)),
    *((kind, "waits") for kind in ("hours_please_*", "hours_still_*", "hours_gift", "hours_gift_still_waits")),
    *((kind, "waits") for kind in ("listing_asked", "check_*", "waits_*")),
    *((kind, "matching") for kind in ("suggestion*", "match*", "taster*", "step_moved", "handover*", "programme_*")),
    ("meeting*", "meetings"),
    *((kind, "care") for kind in ("agreement*", "fit_*", "review_*", "goal_*", "ending*", "rest_*", "care_*")),
    ("digest*", "digest"),
    ("nudge*", "nudges"),
    *((kind, "news") for kind in ("hours_*", "listing_*", "speaks_*", "news*")),
)
SECRET = frozenset({"password", "invitation"})  # each holds a way in, so its words are never kept longer than needed
URGENT = ("concern*",)  # these and what opens a door leave at night, too
UNSEEN = "concern"  # how kinds begin that no register and no count shows: the hour could tell of a stop, and by whom


class UnknownKind(LookupError):
    """A letter was to be written of a kind that belongs to no group: give it one in KINDS of timebank.mail.kinds."""


@lru_cache(maxsize=512)
def group_of(kind: str) -> str:
    """The name of the group a kind of letter belongs to, ALWAYS, or "" for a kind nobody writes any more."""
    return next((group for pattern, group in KINDS if fnmatchcase(kind, pattern)), "")


def words_of(kind: str) -> str:
    """What the group of a kind of letter is about, as members read it; "" for what no choice is asked about."""
    group = GROUPS.get(group_of(kind))
    return group.words if group else ""


def is_necessary(kind: str) -> bool:
    """Whether letters of this kind go out whatever somebody chose."""
    return group_of(kind) == ALWAYS


def is_unseen(kind: str) -> bool:
    """Whether no register and no count shows letters of this kind."""
    return kind.startswith(UNSEEN)


def is_urgent(kind: str) -> bool:
    """Whether letters of this kind do not wait for the morning."""
    return kind in SECRET or any(fnmatchcase(kind, pattern) for pattern in URGENT)
