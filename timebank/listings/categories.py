"""The kinds of help a new community starts with: two levels, in words people use."""

import sqlalchemy as sa

from timebank.access import May
from timebank.listings.tables import category
from timebank.work import Work, insert_for

TREE: dict[tuple[str, str], dict[str, str]] = {
    ("company", "Company and listening"): {
        "tea-and-talk": "A cup of tea and a talk",
        "phone-calls": "A friendly phone call",
        "walks": "Walks together",
        "visits": "Visits at home or in hospital",
        "going-along": "Going along to an appointment",
    },
    ("home", "Around the home"): {
        "small-repairs": "Small repairs",
        "decorating": "Painting and decorating",
        "furniture": "Moving and building furniture",
        "cleaning": "Cleaning and tidying",
        "ironing": "Washing and ironing",
        "sorting-out": "Sorting out and clearing",
    },
    ("garden", "Garden and animals"): {
        "gardening": "Gardening",
        "growing-food": "Growing food",
        "dog-walking": "Walking dogs",
        "pet-sitting": "Looking after pets",
    },
    ("errands", "Errands and lifts"): {
        "shopping": "Shopping",
        "collecting": "Collecting and delivering",
        "lifts": "Lifts by car",
        "form-filling": "Letters and forms",
    },
    ("computers", "Phones and computers"): {
        "phone-help": "Help with a phone or tablet",
        "computer-help": "Help with a computer",
        "online-services": "Using services online",
        "websites": "Websites and social media",
        "photos": "Photos and video",
    },
    ("learning", "Learning and languages"): {
        "english": "Practising English",
        "other-languages": "Practising another language",
        "interpreting": "Interpreting and translating",
        "sign-language": "Sign language",
        "reading-writing": "Reading and writing",
        "numbers": "Numbers and household money",
        "homework": "Help with homework",
    },
    ("work", "Work and new starts"): {
        "cv-and-applications": "CVs and applications",
        "interview-practice": "Practising for an interview",
        "new-in-town": "Finding the way in a new place",
        "starting-something": "Starting something of one's own",
    },
    ("making", "Making and mending"): {
        "sewing": "Sewing and mending clothes",
        "knitting": "Knitting and crochet",
        "woodwork": "Woodwork",
        "bicycles": "Mending bicycles",
        "arts": "Drawing, painting and crafts",
    },
    ("food", "Food"): {
        "cooking-together": "Cooking together",
        "baking": "Baking",
        "a-meal": "A cooked meal",
    },
    ("wellbeing", "Moving and feeling well"): {
        "exercise": "Exercise and sport",
        "swimming": "Swimming together",
        "yoga-and-rest": "Yoga and relaxation",
        "hair-and-nails": "Hair and nails",
    },
    ("music", "Music, games and going out"): {
        "music-lessons": "Learning an instrument",
        "singing": "Singing and playing together",
        "board-games": "Board games and cards",
        "outings": "Outings and events",
    },
    ("community", "For the whole community"): {
        "events": "Helping at events",
        "welcoming": "Welcoming new members",
        "leaflets": "Leaflets and posters",
        "minding-children": "Minding children at a meeting",
    },
}
"""Top categories as (slug, name), each with its children as slug: name."""


def plant_categories(work: Work) -> None:
    """Give a new community its kinds of help; those that are there already stay as they are."""
    work.require(May.CHANGE_SETTINGS)
    for (slug, name), children in TREE.items():
        parent_id = _plant(work, slug, name, None)
        for child_slug, child_name in children.items():
            _plant(work, child_slug, child_name, parent_id)


def _plant(work: Work, slug: str, name: str, parent_id: str | None) -> str:
    row = insert_for(work, category).values(id=work.ids.new(), slug=slug, name=name, parent_id=parent_id)
    work.execute(row.on_conflict_do_nothing(index_elements=[category.c.slug]))
    return str(work.value(sa.select(category.c.id).where(category.c.slug == slug)))
