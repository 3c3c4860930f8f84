"""What is said about meetings: where, what is there, why not, who comes along, and who gives the hours."""

from types import MappingProxyType as fixed


class Meeting:
    """Meetings of a match."""

    there = "What is there?"
    there_is = "There: {access}."
    you_need = "You told us what you need: {needs}. Please tick what the place has."
    they_need = "{name} told us what they need: {needs}. Please tick what the place has."
    not_named = "You need {needs}. Nothing says yet whether this place has that; it may be good to ask."
    not_named_of = "{name} needs {needs}. Nothing says yet whether this place has that; it may be good to ask."
    why = "Why? (you may leave this empty)"
    nothing_said = "I would rather not say"
    calendar = "Add to my calendar"
    comes_along = "{name}, a coordinator, comes along this first time."
    wanted = "A coordinator wanted to be there the first time. Please tell one of them; you can meet all the same."
    who_comes = "Which coordinator comes along the first time?"
    nobody_asked = "Nobody yet"
    ask_along = "Ask a coordinator to come along"
    ask_somebody_else = "Let another coordinator come along"
    save_along = "Keep this"
    asked_along = "Kept. They get a letter."
    if_not = "If it did not: what happened? (you may leave this empty)"
    hours = fixed(
        {
            "by_mentee": "",
            "by_pot": "The community pot gives the hours: nobody of you does.",
            "shared": "Half of the hours come from whoever was helped, half from the community pot.",
            "none": "No hours are written down in this programme.",
        }
    )
    no_hours = "Write no hours down this time"
    no_hours_help = "For example because there are too few in the community pot just now."
    past_reason = "{state} ({reason})"


class FirstMeetings:
    """First meetings at which a coordinator is there."""

    lead = "Where a programme asks for it, a coordinator comes along to the first meeting of two people."
    today_mine_one = "You come along to 1 first meeting."
    today_mine_many = "You come along to {count} first meetings."
    today_without_one = "1 match is still without a coordinator for its first meeting."
    today_without_many = "{count} matches are still without a coordinator for their first meeting."
    today_link = "Look at first meetings"
    mine = "Meetings you come along to"
    none_mine = "You come along to no meeting just now."
    without = "First meetings without a coordinator"
    none_without = "Every first meeting has somebody who comes along."
    planned = "{day}, {time}, {length}"
    not_planned = "In {programme}, matched on {day}. No meeting is planned yet."
    hand_on = "Hand it to somebody else"
    to_whom = "Who comes along instead?"
    nobody = "Nobody: they meet on their own"
    save = "Hand it on"
    choose_first = "Please choose who comes along instead, or nobody."
    handed = "Kept. Both of you get a letter."
    i_come = "I come along"
    i_came = "You come along. Thank you."


MEETING_LETTERS = fixed(
    {
        "meeting_planned": "a meeting",
        "meeting_moved": "a meeting moved",
        "meeting_cancelled": "a meeting called off",
        "meeting_reminder": "a meeting that is close",
        "meeting_how_it_went": "how a meeting went",
        "meeting_come_along": "a first meeting to come along to",
        "meeting_come_along_moved": "a first meeting moved",
        "meeting_need_not_come": "no need to come along",
    }
)
