"""Who takes part in what in the demo, what they said there, and who lives where: invented, like everybody in it."""

from dataclasses import dataclass

IN_PERSON, BY_PHONE, BY_VIDEO = "in_person", "phone", "video"
EITHER = (IN_PERSON, BY_PHONE)


@dataclass(frozen=True, slots=True)
class Part:
    """What one person says in one programme; `topics` is what they can help with, want help with, or want company for.

    `will_not_do_without` names the questions whose answer is essential to them; `late` are those who came when a
    first round had run.
    """

    name: str
    role: str
    topics: tuple[str, ...]
    how_often: str = ""
    way_to_meet: tuple[str, ...] = EITHER
    style: tuple[str, ...] = ()
    gender: str = ""
    company_wished: tuple[str, ...] = ()
    will_not_do_without: tuple[str, ...] = ()
    capacity: int | None = None
    late: bool = False


MENTORING: tuple[Part, ...] = (
    Part(
        "Ruth Abernethy",
        "mentor",
        ("work", "money", "community"),
        how_often="fortnightly",
        style=("plan",),
        gender="woman",
    ),
    Part("Samir Rahman", "mentor", ("work", "learning"), how_often="weekly", style=("honesty", "plan")),
    Part("Callum Stewart", "mentor", ("computers", "learning"), how_often="weekly", style=("doing",), capacity=2),
    Part("Colin Airlie", "mentor", ("own_project", "money"), how_often="monthly", style=("honesty",), gender="man"),
    Part(
        "Fiona Grant",
        "mentor",
        ("language", "community"),
        how_often="weekly",
        style=("listening", "quiet"),
        gender="woman",
    ),
    Part("Daniel Cheng", "mentor", ("money", "computers"), way_to_meet=(IN_PERSON, BY_VIDEO), style=("quiet",)),
    Part("Aisha Bello", "mentor", ("learning", "family"), how_often="weekly", style=("humour",), gender="woman"),
    Part("Peter Nwosu", "mentor", ("wellbeing", "community"), how_often="fortnightly", style=("listening",), late=True),
    Part(
        "Leila Haddad", "mentee", ("work", "language"), how_often="weekly", style=("plan",), company_wished=("woman",)
    ),
    Part("Priya Nair", "mentee", ("own_project",), how_often="monthly", style=("honesty",)),
    Part("Mina Park", "mentee", ("language", "community"), how_often="weekly", style=("quiet",)),
    Part("Tomasz Wilk", "mentee", ("language", "work"), how_often="weekly", style=("humour",)),
    Part("Kirsty Dunn", "mentee", ("learning",), how_often="weekly", style=("humour", "doing")),
    Part("Angus Laird", "mentee", ("wellbeing", "computers"), how_often="fortnightly", style=("quiet",)),
    Part("Maya Lennox", "mentee", ("own_project", "money"), how_often="monthly", style=("honesty", "doing"), late=True),
    Part("Joy Kamau", "mentee", ("computers", "own_project"), how_often="fortnightly", late=True),
    Part("Alan Petrie", "mentee", ("computers",), how_often="weekly", style=("doing", "humour"), late=True),
    Part(
        "Sofia Duarte",
        "mentee",
        ("language", "work"),
        how_often="weekly",
        company_wished=("woman",),
        will_not_do_without=("company_wished",),
        late=True,
    ),
    Part("Gordon Tait", "mentee", ("computers", "money"), way_to_meet=(BY_VIDEO,), late=True),
    Part(
        "Helen Strachan",
        "mentee",
        ("computers", "community"),
        way_to_meet=(IN_PERSON,),
        style=("listening",),
        late=True,
    ),
    Part("Shona Baird", "mentee", ("work", "wellbeing"), way_to_meet=(IN_PERSON,), how_often="weekly", late=True),
)
"""Mentors and mentees."""

BUDDYING: tuple[Part, ...] = (
    Part("Jean Buchan", "buddy", ("tea", "making"), how_often="weekly", style=("quiet",)),
    Part("Grace Adeyemi", "buddy", ("tea", "walks"), how_often="weekly", style=("listening",)),
    Part("Hamish Reid", "buddy", ("tea", "games"), how_often="fortnightly", way_to_meet=(BY_PHONE,)),
    Part("Elsie McLean", "buddy", ("tea", "games"), how_often="weekly", way_to_meet=(BY_PHONE,)),
    Part("Beth Crawford", "buddy", ("walks", "sport"), how_often="weekly", style=("humour",)),
    Part("Dougie Weir", "buddy", ("walks", "sport"), how_often="weekly", style=("humour",)),
    Part("Isla Morrison", "buddy", ("music", "going_out"), how_often="fortnightly"),
    Part("Alan Petrie", "buddy", ("walks", "games"), how_often="monthly"),
    Part("Viktor Hale", "buddy", ("music", "making"), how_often="fortnightly"),
)
"""Who would like company."""

TALKING: tuple[Part, ...] = (
    Part("Fiona Grant", "buddy", ("tea", "walks"), how_often="weekly", way_to_meet=(IN_PERSON,)),
    Part("Mina Park", "buddy", ("tea", "making"), how_often="weekly", way_to_meet=(IN_PERSON,)),
    Part("Tomasz Wilk", "buddy", ("tea", "games"), how_often="weekly", way_to_meet=(IN_PERSON,)),
    Part("Leila Haddad", "buddy", ("tea", "walks"), how_often="fortnightly", way_to_meet=(IN_PERSON,)),
)
"""Who would like to practise a language, and first meets some of the others briefly."""

LIVE_TOGETHER = ("Beth Crawford", "Dougie Weir")
PINNED = ("Mina Park", "Fiona Grant")
PLACES = (
    ("IV36", 15, ("Fiona Grant", "Callum Stewart", "Maya Lennox", "Alan Petrie", "Aisha Bello", "Kirsty Dunn")),
    ("IV36", 8, ("Ruth Abernethy", "Peter Nwosu", "Samir Rahman", "Daniel Cheng", "Colin Airlie", "Leila Haddad")),
    ("IV36", 30, ("Mina Park", "Tomasz Wilk", "Joy Kamau", "Viktor Hale", "Ben Okafor")),
    ("IV30", 6, ("Helen Strachan", "Shona Baird")),
    ("IV12", 25, ("Sofia Duarte", "Gordon Tait", "Priya Nair")),
)
"""Districts, how many kilometres people travel, and who lives there; the others have not said."""
ONLY_FREE = (
    ("Helen Strachan", ((1, 9, 12), (3, 9, 12))),
    ("Shona Baird", ((1, 10, 13), (3, 9, 11))),
    ("Gordon Tait", ((0, 19, 21), (2, 19, 21))),
)
"""Weeks that matter to the story: name, and (weekday from 0, from hour, to hour)."""
