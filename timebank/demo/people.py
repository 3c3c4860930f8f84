"""Who lives in the demo: invented people, what they offer and would like, and how they know each other."""

from dataclasses import dataclass

COMMUNITY = "Firth Street Time Bank"
PLACE = "the community hub, Firth Street"


@dataclass(frozen=True, slots=True)
class Person:
    """One invented member; offline when they have no e-mail. Listings are (category, title)."""

    name: str
    is_offline: bool = False
    languages: tuple[str, ...] = ("en",)
    access: tuple[str, ...] = ()
    offers: tuple[tuple[str, str], ...] = ()
    requests: tuple[tuple[str, str], ...] = ()

    @property
    def email(self) -> str:
        """Their address at a domain that can never exist, or nothing."""
        return "" if self.is_offline else f"{self.name.lower().replace(' ', '.').replace(chr(39), '')}@demo.example"


MAYA = Person(
    "Maya Lennox",
    languages=("en", "ur"),
    offers=(("phone-help", "Help with your phone or tablet"), ("baking", "Bread and scones, and how to bake them")),
    requests=(("small-repairs", "Somebody to mend a dripping tap"),),
)
CORA = Person("Cora Finlay", offers=(("welcoming", "A first cup of tea for anybody new"),))

PEOPLE: tuple[Person, ...] = (
    MAYA,
    CORA,
    Person("Ruth Abernethy", offers=(("form-filling", "Letters and forms without fear"),)),
    Person(
        "Ben Okafor",
        offers=(("small-repairs", "Shelves, taps and squeaky doors"),),
        requests=(("cooking-together", "Cooking a proper stew"), ("decorating", "A kitchen in a kinder colour")),
    ),
    Person(
        "Agnes Muir",
        is_offline=True,
        access=("step_free", "large_print"),
        requests=(("lifts", "A lift to the eye clinic"),),
        offers=(("knitting", "Knitting, from the first stitch"),),
    ),
    Person(
        "Tomasz Wilk",
        languages=("en", "pl"),
        offers=(("bicycles", "Mending bicycles"),),
        requests=(("english", "Practising English over coffee"),),
    ),
    Person("Fiona Grant", offers=(("english", "English conversation"), ("walks", "Slow walks by the river"))),
    Person(
        "Hamish Reid",
        is_offline=True,
        access=("hearing_loop",),
        requests=(("phone-calls", "A phone call now and then"),),
        offers=(("growing-food", "Seedlings and advice"),),
    ),
    Person(
        "Leila Haddad",
        languages=("en", "ar"),
        offers=(("cooking-together", "Cooking from Aleppo"),),
        requests=(("cv-and-applications", "A look at my CV"),),
    ),
    Person(
        "Callum Stewart",
        offers=(("computer-help", "Slow computers made faster"),),
        requests=(("gardening", "Help with an overgrown hedge"),),
    ),
    Person(
        "Morag Sinclair",
        offers=(("gardening", "Pruning and digging"),),
        requests=(("computer-help", "Photos off my old computer"),),
    ),
    Person(
        "Daniel Cheng",
        languages=("en", "zh"),
        offers=(("numbers", "Household sums and bills"),),
        requests=(("singing", "People to sing with"),),
    ),
    Person(
        "Isla Morrison",
        offers=(("singing", "A small choir, no audition"),),
        requests=(("dog-walking", "Walks for a lively terrier"),),
    ),
    Person(
        "Peter Nwosu", offers=(("lifts", "Lifts on weekday mornings"),), requests=(("sewing", "Two coats to mend"),)
    ),
    Person(
        "Jean Buchan",
        access=("quiet",),
        offers=(("sewing", "Mending and taking up"),),
        requests=(("visits", "Company on Sundays"),),
    ),
    Person(
        "Samir Rahman",
        languages=("en", "bn"),
        offers=(("interview-practice", "Practising for interviews"),),
        requests=(("swimming", "Somebody to swim with"),),
    ),
    Person(
        "Kirsty Dunn",
        offers=(("dog-walking", "Dogs walked at lunchtime"),),
        requests=(("homework", "Maths for a twelve-year-old"),),
    ),
    Person(
        "Gordon Tait",
        offers=(("woodwork", "Small things made of wood"),),
        requests=(("online-services", "The council website"),),
    ),
    Person(
        "Aisha Bello", offers=(("homework", "Maths and sciences"),), requests=(("photos", "Sorting family photos"),)
    ),
    Person(
        "Nora Lindqvist",
        languages=("en", "sv"),
        offers=(("photos", "Photos sorted and printed"),),
        requests=(("lifts", "A lift to the garden centre"), ("singing", "A choir that forgives wrong notes")),
    ),
    Person(
        "Ewan Fraser",
        offers=(("furniture", "A strong back and a van"),),
        requests=(("form-filling", "A form for my mother"),),
    ),
    Person(
        "Grace Adeyemi",
        offers=(("tea-and-talk", "Tea and a listening ear"),),
        requests=(("other-languages", "Brushing up my French"),),
    ),
    Person(
        "Louis Martin",
        languages=("en", "fr"),
        offers=(("other-languages", "French for the rusty"),),
        requests=(("bicycles", "A new chain"),),
    ),
    Person(
        "Shona Baird",
        access=("bsl",),
        languages=("en", "bfi"),
        offers=(("sign-language", "First signs in BSL"),),
        requests=(("outings", "Somebody to see films with"),),
    ),
    Person(
        "Viktor Hale",
        offers=(("decorating", "Painting one room at a time"),),
        requests=(("baking", "A birthday cake"),),
    ),
    Person(
        "Beth Crawford",
        offers=(("events", "Chairs, tea urns, raffle tickets"), ("pet-sitting", "Cats, rabbits and a patient hand")),
        requests=(("exercise", "Walking football"),),
    ),
    Person(
        "Omar Siddiqui",
        languages=("en", "ur"),
        offers=(("exercise", "Gentle exercise in the park"),),
        requests=(("websites", "A page for our club"),),
    ),
    Person(
        "Elsie McLean",
        is_offline=True,
        access=("by_phone",),
        offers=(("phone-calls", "I like to ring people"),),
        requests=(("shopping", "Shopping when it is icy"),),
    ),
    Person("Ravi Menon", offers=(("websites", "Small websites"),), requests=(("yoga-and-rest", "Learning to relax"),)),
    Person(
        "Catriona Ross",
        offers=(("yoga-and-rest", "Stretching and breathing"),),
        requests=(("pet-sitting", "A cat to be fed in June"),),
    ),
    Person(
        "Dougie Weir",
        offers=(("outings", "Hill walks for beginners"),),
        requests=(("ironing", "Shirts, so many shirts"),),
    ),
    Person(
        "Mina Park",
        languages=("en", "ko"),
        offers=(("arts", "Drawing for people who cannot draw"),),
        requests=(("new-in-town", "Finding the way around here"),),
    ),
    Person(
        "Alan Petrie",
        offers=(("new-in-town", "Walks around the town and its history"),),
        requests=(("phone-help", "My new phone defeats me"),),
    ),
    Person(
        "Sofia Duarte",
        languages=("en", "pt"),
        offers=(("hair-and-nails", "Haircuts at home"),),
        requests=(("english", "Writing better English"),),
    ),
    Person(
        "Ian Galbraith",
        offers=(("music-lessons", "Guitar for the first year"),),
        requests=(("growing-food", "Starting a vegetable bed"),),
    ),
    Person(
        "Joy Kamau",
        offers=(("shopping", "Shopping on Fridays"),),
        requests=(("music-lessons", "A few chords on the guitar"),),
    ),
    Person("Angus Laird", is_offline=True, requests=(("visits", "Somebody to play chess with"),)),
    Person(
        "Priya Nair",
        languages=("en", "ml"),
        offers=(("reading-writing", "Reading together"),),
        requests=(("starting-something", "Starting a small business"),),
    ),
    Person(
        "Colin Airlie",
        offers=(("starting-something", "What I learned from my shop"),),
        requests=(("arts", "Painting with others"),),
    ),
    Person(
        "Helen Strachan",
        access=("step_free",),
        offers=(("board-games", "Bridge and board games"),),
        requests=(("cleaning", "Windows I cannot reach"),),
    ),
)
"""Everybody, in the order they joined."""

NOTES = (
    *("", "It went well.", "We had tea afterwards.", "The tap is quiet now.", "Next time in the library.", ""),
    *("Good company.", "Took longer than we thought.", "", "We will do it again."),
)
