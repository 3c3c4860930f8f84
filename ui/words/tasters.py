"""What is said about short first meetings: to those who meet, by their letters, and to coordinators."""

from types import MappingProxyType as fixed


class Tasters:
    """For members, on the page of their matches and behind the link of a letter."""

    title = "People to meet briefly"
    lead = (
        "A short meeting, so that you both can see how it feels. Nothing is decided by it. A coordinator sees to it:"
        " if the day or the place does not suit you, please tell them."
    )
    meet = "How you meet: {arrangement}"
    card = "{name}, in {programme}"
    until = "You can say how it was until {day}."
    why = "Why we thought of you two"
    how = "After you have met: would you like to go on with {name}?"
    how_of = "Would {name} like to go on with {other}?"
    words = "Anything you would like to add? (you may leave this empty)"
    who_reads = "Only coordinators read it. {name} is never told what you said."
    who_reads_of = "Only coordinators read it. {name} is never told."
    send = "Say so"
    said = "Thank you. You can change it until all have spoken."
    said_so_far = "You have said: {said}"
    said_so_far_of = "{name} has said: {said}"
    choose = "Please choose yes, perhaps or no. There is no wrong answer."
    link_title = "How was it?"
    link_lead = "Would you like to go on? A no needs no reason. Only coordinators read it, and nobody is told."
    link_why = "Why {name}: {why}"
    link_done = "Thank you. That was all we wanted to ask."
    link_next = "Thank you. You can say how it was with the others, too."
    link_words = "Anything to add? (you may leave this empty)"
    link_way = "Sign in and see your matches"


class FirstStep:
    """For coordinators, on the page of matching."""

    part = "Short meetings"
    today_one = "1 short meeting waits to be looked at in {programme}. Nobody has been told of it yet."
    today_many = "{count} short meetings wait to be looked at in {programme}. Nobody has been told of them yet."
    today_ask = "Please ask {names} how a short meeting was, because they have no e-mail."
    today_link = "Look at the short meetings"
    lead = (
        "This programme works in two steps. Each person first meets up to {most} others briefly, and says how it was."
        " The final round then heeds what they said."
    )
    run = "Look for people to meet briefly"
    run_tells = "Nobody is told. Drafts of short meetings that nobody has decided on are replaced."
    ran = "Done. The short meetings are below; look at them, then ask their people."
    none = "No first step has been run yet."
    nobody = "Nobody could be found for {names}."
    drafts = "To look at ({count})"
    asked = "Asked ({count})"
    closed = "Over ({count})"
    no_drafts = "Nothing waits to be looked at."
    columns = ("Who", "Points", "Why they may suit each other")
    drafts_caption = "Short meetings that nobody has been asked to have yet"
    not_yours = "(you are one of the two)"
    pair = "{first} and {second}"
    which = "Whom to ask"
    which_tells = "All are chosen. Take out those you do not want to ask now."
    how = "How do they come to meet?"
    how_example = "For example: Saturday 14 November, two o'clock, in the library. Tea is there. Or: I ring you."
    how_tells = "Everybody reads this. Nobody gets anybody's phone number or e-mail address; you see to the meeting."
    until = "Until when can they say how it was?"
    ask = "Ask them"
    ask_tells = "Each person gets one letter with everybody they are to meet; why stands behind its link."
    offline = "These have no e-mail: please tell them yourself, and write down what they say on their page: {names}."
    done = "Asked: {count}."
    kept_back = "{names}: {why}"
    choose = "Please choose at least one short meeting."
    aside = "Set one aside"
    aside_which = "Which short meeting?"
    aside_tells = "Whoever has been asked is told kindly that it does not take place, not why."
    aside_now = "Set it aside"
    aside_done = "Set aside."
    said_columns = ("Who", "First says", "Second says", "In their words")
    asked_caption = "What people have said so far, until {day}"
    closed_caption = "What people said"
    says = fixed({"yes": "yes", "perhaps": "perhaps", "no": "no", "": "nothing yet"})
    says_closed = fixed({"yes": "yes", "perhaps": "perhaps", "no": "no", "": "nothing"})
    says_line = "{name}: {said}"
    words_line = "{name}: {words}"
    ask_offline = "Ask {name} and write the answer down"
    close = "Close the first step"
    close_tells = "After this nobody can say any more how it was, and the final round can be run."
    close_done = "Closed. The final round can be run now."
    final = "The short meetings are over. Run the final round above."


TASTER_LETTERS = fixed(
    {
        "taster_asked": "short meetings",
        "taster_reminder": "short meetings, again",
        "taster_off": "a short meeting that does not take place",
        "desk_first_step": "short meetings to look at",
        "desk_first_step_over": "short meetings that are over",
    }
)
