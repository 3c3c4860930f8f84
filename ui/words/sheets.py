"""What is said on sheets for members without e-mail, and on the page where the answers from them are written down."""

from types import MappingProxyType as fixed

from timebank.life.rules import FIT_ANSWERS, REVIEW_ANSWERS
from timebank.matches.taster_rules import SAYS


class Paper:
    """The sheet itself, which members read and tick."""

    title = "For {name}"
    number = "Sheet {number}"
    lead = "Please tick your answers and give this sheet back to your coordinator. You may also tell us by phone."
    no_hurry = "A yes and a no are equally welcome. You need not answer anything."
    nothing = "Nothing waits for you just now. Thank you for being here."
    parts = fixed(
        {
            "suggestion": "Suggestions for you",
            "taster": "Somebody to meet briefly first",
            "hours": "Hours that wait for your word",
            "meeting": "Did these meetings take place?",
            "sign": "An agreement to sign",
            "say": "We would like to know",
            "listing": "From the noticeboard, for you",
        }
    )
    to_come = "Meetings to come"
    news = "News for you"
    printed = "{community}. Printed on {day} at {time}. {contact}"
    screen = "Press Ctrl and P (on a Mac: Cmd and P) to print. Each person has a page of their own."
    large = "Larger print"
    usual = "Usual print"
    back = "Back, and to write down answers"
    handed = "I have handed these over"
    none = "No sheets to print: there is nothing to tell and nothing to ask anybody without e-mail."
    of_all = "Sheets for members without e-mail"


class Line:
    """One line of a sheet."""

    suggestion = "Would you like to meet {names}? ({programme})"
    taster = "Once you have met {name}: would you like to go on? ({programme})"
    circle_about = "{name} says: {about}"
    until = "Please answer by {day}."
    helped_you = "{other} helped you: {minutes} on {day}"
    you_helped = "You helped {other}: {minutes} on {day}"
    between = "{helper} helped {helped}: {minutes} on {day}"
    gift = "{other} would like to give you {minutes}"
    with_pot = "The community pot gives {minutes} as well."
    from_pot = "The community pot gives these hours."
    note = "Written beside it: {note}"
    meeting = "With {names}, {day} at {time}"
    meeting_for = "For {length}"
    place = "Where: {place}"
    access = "There is: {access}"
    company = "{name} comes along."
    agreement = "Your agreement with {names}"
    often = "You meet {often}, for {length} each time."
    last = "Until {day}."
    private = "What stays between you: {words}"
    offers = "{name} offers: {title}"
    asks = "{name} asks for: {title}"
    private_answer = "Only your coordinator reads your answer."
    answers = fixed(
        {
            "suggestion": fixed({"yes": "Yes, I would like this", "no": "No, thank you"}),
            "taster": SAYS,
            "hours": fixed(
                {"yes": "Yes, that is right", "not_quite": "Not quite. It was:", "no": "No, this is not right"}
            ),
            "gift": fixed({"yes": "Yes, with thanks", "no": "No, thank you"}),
            "meeting": fixed(
                {
                    "held": "Yes, it took place. It took:",
                    "no_hours": "Yes, and no hours this time",
                    "not_held": "No, it did not",
                }
            ),
            "sign": fixed({"yes": "I sign this. Signature:"}),
            "say": fixed({**FIT_ANSWERS, **REVIEW_ANSWERS, "said": "They wrote something"}),
            "listing": fixed({"yes": "Please ask for me"}),
        }
    )
    helped = "Yes, and I helped {name}. It took:"
    was_helped = "Yes, and {name} helped me. It took:"
    again = "Please ask me again"
    talk_first = "I would like to talk about it first"
    anything = "If you like, a few words:"


class Sheets:
    """The page where sheets are printed and answers written down."""

    lead = (
        "Members without e-mail get a sheet instead of letters: what waits for their word, what is to come, and news."
        " Print it, hand it over, and write down here what they ticked."
    )
    way_here = "Sheets for members without e-mail"
    print_all = "Print all sheets"
    print_all_large = "Print all in large print"
    print_one = "Print this sheet"
    print_one_large = "Print it in large print"
    nobody = "Every member you look after has an e-mail address, so there are no sheets to print."
    waiting = "Written to since their last sheet: {names}."
    record = "Write down answers"
    number = "The number on the sheet, or beside a line"
    number_help = "Six figures, for example 123 456."
    or_person = "Or choose the person"
    unknown = (
        "There is no open line with this number. It may have been answered since, or it has changed and stands on a"
        " newer sheet."
    )
    many = "This number stands on more than one sheet. Please choose the person."
    nothing = "Nothing waits for the word of {name}."
    answer = "What did they tick?"
    not_ticked = "Nothing ticked"
    minutes = "How long was it? (line {number})"
    words = fixed(
        {
            "suggestion": "Their words, if it is a no; only coordinators read them (line {number})",
            "taster": "Their words; only coordinators read them (line {number})",
            "hours": "What was different, in their words; the others read it (line {number})",
            "meeting": "Why not? The others read it (line {number})",
            "say": "Their words; only coordinators read them (line {number})",
            "listing": "A friendly word to go with it (line {number})",
        }
    )
    went_well = "What went well? Only coordinators read it (line {number})"
    better = "What could be better? Only coordinators read it (line {number})"
    thanks = "Thanks for {names}, passed on where that is right for everybody (line {number})"
    optional = "Leave everything empty that is empty on the sheet. What is not ticked stays open."
    day = "On which day?"
    save = "Write down what was ticked"
    saved_one = "1 answer of {name} is written down. Everybody it concerns gets their letter."
    saved_many = "{count} answers of {name} are written down. Everybody they concern gets their letters."
    refused = "Line {number} was not written down: {reason}"
    again_one = "1 line stays open, to be asked again."
    again_many = "{count} lines stay open, to be asked again."
    none_ticked = "Please choose at least one thing that was ticked."
    how_and_when = "{how}, {day}"
    hand_over = "Mark as handed over"
    hand_over_lead = (
        "Once they have their sheets, say so here. What was written to them before the sheets were printed then counts"
        " as told, and leaves your list of today."
    )
    who = "Who has their sheet?"
    printed_day = "Printed on"
    printed_time = "at"
    handed = "I have handed these over"
    handed_said = "Thank you. It is marked that they were told."
    all_told = "There is nothing left to mark."
