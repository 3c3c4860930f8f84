"""How a programme looks after its matches, read from its settings; what it does not say is as usual."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from timebank.errors import Refused

HOURS = {
    "by_mentee": "whoever was helped gives them",
    "by_pot": "the community pot gives them",
    "shared": "half from whoever was helped, half from the community pot",
    "none": "no hours are written down",
}
WHOLE = {
    "meeting_minutes": (5, 720),
    "meet_every_days": (1, 92),
    "lasts_weeks": (0, 260),
    "quiet_days": (0, 365),
    "shortlist": (0, 3),
}
FLAGS = ("accompany_first", "agreement", "fit_check", "ending_talk")
FURTHEST_REVIEW, MOST_REVIEWS = 260, 12


@dataclass(frozen=True, slots=True)
class Care:
    """What a programme asks of its matches; weeks and days count from the day both said yes; 0 means not at all."""

    accompany_first: bool = False  # a coordinator is there at the first meeting
    agreement: bool = False  # its people agree how often, how long and what stays private, and sign
    fit_check: bool = True  # after the first meeting each is asked how it was
    ending_talk: bool = False  # somebody is only suggested again once a coordinator has talked with them
    hours: str = "by_mentee"
    meeting_minutes: int = 60
    meet_every_days: int = 14
    lasts_weeks: int = 0
    review_weeks: tuple[int, ...] = ()
    quiet_days: int = 30  # without a meeting held, and a coordinator is asked to look
    shortlist: int = 0  # how many people somebody meets briefly before the final round

    def reviews(self, started: date) -> tuple[date, ...]:
        """The days on which a match that began on `started` is looked at together."""
        return tuple(started + timedelta(weeks=weeks) for weeks in self.review_weeks)

    def ends(self, started: date) -> date | None:
        """The day it was meant to last until, where the programme has such a day."""
        return started + timedelta(weeks=self.lasts_weeks) if self.lasts_weeks else None


def care_of(settings: Mapping[str, object], where: str, refusal: type[Refused]) -> Care:
    """Read the care from a programme's settings; raises `refusal` with one sentence for what cannot be read."""
    found: dict[str, object] = {}
    for name in FLAGS:
        if name in settings:
            found[name] = _flag(settings[name], f"{where}: settings {name}", refusal)
    for name, (least, most) in WHOLE.items():
        if name in settings:
            found[name] = _whole(settings[name], least, most, f"{where}: settings {name}", refusal)
    if "hours_recorded" in settings:
        found["hours"] = settings["hours_recorded"]
        if found["hours"] not in HOURS:
            raise refusal(f"{where}: settings hours_recorded must be one of {', '.join(HOURS)}.")
    if "review_weeks" in settings:
        found["review_weeks"] = _weeks(settings["review_weeks"], where, refusal)
    return Care(**found)  # type: ignore[arg-type]  # each value was read as its field's type


def _flag(value: object, what: str, refusal: type[Refused]) -> bool:
    if not isinstance(value, bool):
        raise refusal(f"{what} must be true or false.")
    return value


def _whole(value: object, least: int, most: int, what: str, refusal: type[Refused]) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise refusal(f"{what} must be a whole number from {least} to {most}.")
    return value


def _weeks(value: object, where: str, refusal: type[Refused]) -> tuple[int, ...]:
    """Weeks as people write them: "4, 12, 24"."""
    words = [one.strip() for one in str(value).split(",") if one.strip()]
    if len(words) > MOST_REVIEWS or not all(one.isascii() and one.isdecimal() for one in words):
        raise refusal(f'{where}: settings review_weeks must be weeks with commas between them, such as "4, 12, 24".')
    weeks = sorted({int(one) for one in words})
    if weeks and not (weeks[0] >= 1 and weeks[-1] <= FURTHEST_REVIEW):
        raise refusal(f"{where}: settings review_weeks must be from 1 to {FURTHEST_REVIEW}.")
    return tuple(weeks)
