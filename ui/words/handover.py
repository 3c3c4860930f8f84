"""What is said about handing over, and about who everything depends on."""

from types import MappingProxyType as fixed


class Handover:
    """The page that lists everything somebody holds, and hands it over."""

    lead = "Somebody leaves or is away? See everything they hold, and hand it over in one step."
    lead_of = "Everything {name} holds. Choose what becomes of it; nothing happens until you press the button."
    find = "Who is it?"
    find_help = "A part of their name is enough."
    nobody = "Nobody of that name."
    myself = "It is me"
    away = "Who is away"
    nobody_away = "Nobody is away."
    away_until = "{name} is away until {day}."
    away_open = "{name} is away. No day is named."
    away_due = "{name} meant to be back on {day}. What was paused still waits for them."
    today_back = "Bring it back, or hand it over"
    back = "{name} is back"
    back_said = "Welcome back. What was only paused goes on."
    has_left = "What {name} holds has been handed over, because they leave."
    goes = "What is it?"
    goes_ways = fixed({"leaves": "They leave for good", "away": "They are away for a while"})
    until = "Until when? (you may leave this empty)"
    until_help = "The first day they are back. What is planned for later stays."
    holds = "What they hold"
    holds_nothing = "Nothing that could be handed over."
    to_see_to = "What a person has to see to"
    to_see_to_lead = "This stays as it is, because only a person can decide it."
    tells = "Everybody concerned gets one kind letter, without a reason. Hours stay as they are."
    send = "Hand it all over"
    send_away = "Keep this while they are away"
    note = "Remember that they leave"
    note_away = "Remember that they are away"
    done = "Handed over. Everybody concerned gets one letter."
    to_page = "Hand over what they hold"
    to_member = "The page of {name}"
    to_list = "Choose somebody else"
    to_depends = "Who we depend on"
    to_roles = "Roles"
    to_pages = fixed(
        {
            "drafts": ("review", "Suggestions to look at"),
            "tasks": ("care", "Matches to look after"),
            "settle": ("questions", "Questions about hours"),
            "newcomers": ("participants", "People in programmes"),
        }
    )

    lines = fixed(
        {
            "match": "Match with {names} in {title}",
            "meeting": "Meeting with {names} on {day}",
            "company": "Comes along to the meeting of {names} on {day}",
            "promise": "Agreed with {names} for {day}: {title}",
            "question": "Begun with {names}: {title}",
            "offer": "Offers: {title}",
            "request": "Would like: {title}",
            "part": "Takes part in {title}",
            "organisation": "Speaks for {title}",
        }
    )
    only = " (nobody else does)"
    resting = " (on hold already)"
    paused = " (taking a break already)"
    ways = fixed(
        {
            "end": "It ends kindly; {names} can meet somebody new",
            "rest": "It rests until they are back",
            "pass_on:match": "It ends kindly; {who} is put forward next",
            "pass_on:company": "{who} comes along instead",
            "cancel": "It is called off kindly",
            "alone": "Nobody comes along",
            "release": "It is let go kindly; {names} can ask somebody else",
            "release:question": "It is let go kindly",
            "take_down": "It comes off the noticeboard",
            "take_down:away": "It is hidden until they are back",
            "pause": "They take a break from it",
            "leave": "They leave it, and their answers there are deleted",
            "step_down": "They speak for it no longer",
            "keep": "It stays as it is",
        }
    )
    named = fixed(
        {
            "own": "You are in this one yourself, so another coordinator decides: {line}",
            "hours": "Hours wait for their word: {title}, {day}, {minutes}. Nobody else can confirm them.",
            "suggestion": "They have been asked about a match with {names} in {title}. It closes kindly when they"
            " take a break or leave.",
            "taster": "They have been asked to a short meeting with {names} in {title}. It closes kindly when they"
            " take a break or leave.",
            "only": "They are the only {role} who is ready in {title}.",
            "only_language": "They are the only {role} in {title} who speaks {language}.",
            "group": "They led {count} group sessions lately, the last on {day}. Who could lead the next?",
            "role": "They are trusted as {role}{area} until {day}. An administrator can name somebody else.",
            "role_only": "They are the only {role}{area}. Please ask an administrator to name somebody else first.",
            "tasks": "Matches that need a look wait for them: {count}.",
            "drafts": "Suggestions wait for their decision: {count}.",
            "settle": "Questions about hours wait for them to be settled: {count}.",
            "newcomers": "People who would like to take part wait for a conversation with them: {count}.",
        }
    )
    others_too = " Other coordinators see them too."
    nobody_else = " There is no other coordinator."
    in_area = " in {area}"


class Depends:
    """The page of who everything depends on."""

    lead = "Where one person carries something alone, and whom you could ask, so that nobody has to be always there."
    people = "If somebody were ill"
    none = "Nothing hangs on one person alone just now."
    offer = "{category} would have nobody (“{title}”)."
    place = "{programme} would have no {role} who is ready."
    place_language = "{programme} would have no {role} who speaks {language}."
    ask = "You could ask {names}."
    ask_nobody = "Nobody close to it is known yet: you could ask in the next newsletter."
    coming = "On the way: {names}."
    cut_off = "{count} people would lose touch with the others here."
    cut_off_few = "A few people would lose touch with the others here."
    much = "Much of what people do together here goes through them. Is it still good for them?"
    rest = "Thank them, and see what they hold"
    areas = "Areas with fewer than two coordinators"
    areas_fine = "Every area has at least two."
    area_none = "{area}: nobody."
    area_one = "{area}: only {names}."
    whole = "The community"
    roles = "Other roles with nobody, or only one"
    roles_fine = "Each is held by at least two."
    ending = "Roles that end within 60 days"
    ending_none = "None."
    ends = "{name}, {role}{area}: until {day}."
