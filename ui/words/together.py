"""What is said about programmes, suggestions, matches and meetings."""

from types import MappingProxyType as fixed


class Matches:
    """Suggestions and matches."""

    lead = "The system only suggests. You decide, and you need not give a reason."
    suggestions = "Suggestions for you"
    none = "There are no suggestions for you just now. Rounds take place every week."
    join = "Take part in a programme"
    title = "{names}, in {programme}"
    role = "You would take part as {role}."
    until = "Please answer by {day}."
    why = "Why we thought of you"
    accept = "Yes, I would like this"
    decline = "No, thank you"
    reason = "Would you like to say why? (only coordinators read it)"
    decline_words = "Anything you would like to add? (only coordinators read it; you may leave this empty)"
    send_decline = "Say no"
    accepted = "You said yes. When everybody has said yes, each of you gets a letter."
    declined = "Thank you for telling us. Nothing else happens."
    undo = "Take my yes back"
    undone = "Taken back. You can answer again later."
    you_said_yes = "You said yes. We will write to you as soon as there is news."
    matches = "Your matches"
    no_matches = "You have no matches yet."
    reach = "How to reach {name}"
    phone = "Phone: {phone}"
    email = "E-mail: {email}"
    offline = "{name} has no e-mail. The coordinator passes messages on."
    since = "{programme}, since {day}"
    ended = "ended on {day}"
    plan = "Plan a meeting"
    day = "Day"
    time = "Time"
    length = "How long?"
    place = "Where? (a public place is best the first time)"
    save_plan = "Plan it"
    planned = "The meeting is planned. Everybody gets a letter."
    to_come = "Coming up"
    waiting = "Did this meeting take place?"
    past = "Past meetings"
    held = "Yes, it took place"
    held_length = "How long was it?"
    held_note = "A note for all who met (you may leave this empty)"
    helper = "Who helped whom?"
    i_helped = "I helped {name}"
    helped_me = "{name} helped me"
    no_hours = "Both a little: no hours this time"
    held_said = "Thank you. Its hours now wait for the other person to confirm."
    held_no_hours = "Thank you. It is noted."
    not_held = "No, it did not"
    not_held_said = "Thank you for telling us."
    move = "Choose another time"
    moved = "Moved. Everybody gets a letter."
    save_move = "Move it"
    cancel = "Call it off"
    cancel_reason = "A word to whom you would have met (you may leave this empty)"
    cancelled = "Called off. Everybody gets a letter."
    end = "End this match"
    end_lead = "You can end it at any time, without fault. Whoever you are matched with is not told why."
    end_reason = "Why does it end?"
    end_words = "Anything the coordinator should know? (you may leave this empty)"
    save_end = "End it"
    ended_said = "It has ended, and meetings still to come are called off. Thank you for the time you gave each other."
    states = fixed(
        {
            "held": "took place",
            "not_held": "did not take place",
            "moved": "moved",
            "cancelled": "called off",
            "planned": "planned",
        }
    )
    how_it_went = "How did it go?"
    columns = ("When", "With", "How long", "How it went")
    alt = "Your past meetings, the newest first"


class Programmes:
    """Programmes."""

    lead = "Mentoring, buddying and more. Join, pause or leave whenever you like."
    mine = "Where I take part"
    open = "Programmes you can join"
    none = "No programmes are open just now."
    not_yet = "You take part in no programme yet."
    join = "Join"
    role = "How would you like to take part?"
    capacity = "With how many people at once, at most?"
    use = "May be used to find somebody"
    show = "May be shown to whoever is suggested"
    consent = (
        "For each answer you decide: may it be used to find somebody, and may the other person see it?"
        " You can change this at any time."
    )
    from_profile = "Taken from your profile: {said}"
    nothing_yet = "nothing yet"
    save_join = "Join this programme"
    yes = "Yes"
    no = "No"
    matches = "See my suggestions and matches"
    applied = "Thank you. Your coordinator will be in touch to welcome you."
    joined = "Welcome. We will look for somebody in the next round."
    change = "My answers"
    save = "Keep my answers"
    saved = "Your answers are kept, and what you allow counts from now on."
    pause = "Pause"
    paused = "Paused. You get no suggestions until you go on."
    resume = "Go on"
    resumed = "Welcome back. You are part of the next round."
    leave = "Leave"
    left = "You have left the programme."
    states = fixed(
        {
            "interested": "interested",
            "applied": "applied; the coordinator will be in touch",
            "screening": "being welcomed by the coordinator",
            "training": "in training",
            "ready": "taking part",
            "checks": "the coordinator still has to see something, and then you are in the next round",
            "paused": "paused",
            "left": "left",
        }
    )
    your_part = "You take part as {role}."
    your_step = "You are here as {role}: {state}."
    choose = "Choose"
