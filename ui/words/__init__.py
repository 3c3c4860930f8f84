"""Every sentence of the screens, by page, so that they can be read, improved and translated in one place."""

from ui.words.entering import Answer, HoursAnswer, Password, PasswordHelp, Shell, SignIn, SignOut
from ui.words.hours import Balance, Home, Hours, LogHours, Reciprocity
from ui.words.people import Board, Listings, Profile, Week
from ui.words.sharing import Donation, Giving, Leaving, Session
from ui.words.together import Matches, Programmes
from ui.words.unrecorded import Statement

__all__ = [
    "LEAVE",
    "LEAVE_ADDRESS",
    "MEANT_FOR_ANOTHER",
    "NOT_HERE",
    "NOT_HERE_LEAD",
    "NO_SCRIPT",
    "TITLES",
    "Answer",
    "Balance",
    "Board",
    "Donation",
    "Giving",
    "Home",
    "Hours",
    "HoursAnswer",
    "Leaving",
    "Listings",
    "LogHours",
    "Matches",
    "Password",
    "PasswordHelp",
    "Profile",
    "Programmes",
    "Reciprocity",
    "Session",
    "Shell",
    "SignIn",
    "SignOut",
    "Statement",
    "Week",
    "contact_line",
]

TITLES = {
    "home": "Home",
    "log_hours": "Log hours",
    "group_session": "Hours of a group",
    "hours": "My hours",
    "give_hours": "Give hours away",
    "noticeboard": "Noticeboard",
    "my_listings": "My offers and requests",
    "programmes": "Programmes",
    "matches": "Matches",
    "match": "Your match",
    "my_week": "My week",
    "reciprocity": "Giving and receiving",
    "statement": "Statement",
    "proof": "Is every hour there?",
    "profile": "My profile",
}

LEAVE = "Leave this site quickly"
LEAVE_ADDRESS = "https://www.bbc.co.uk/weather"  # somewhere ordinary to be found looking at
NOT_HERE = "There is nothing here"
MEANT_FOR_ANOTHER = "A letter to somebody else"
NOT_HERE_LEAD = "The page you asked for does not exist, or has been taken away."
NO_SCRIPT = (
    "This page needs JavaScript, which is turned off in your browser. If you cannot turn it on, your coordinator can"
    " record hours and answers for you."
)


def contact_line(contact: str) -> str:
    """How to reach the coordinator, or nothing."""
    return f"Questions or trouble? {contact}" if contact else ""
