"""The jobs about matching, meetings and the life of a match; each only suggests, reminds or keeps what was said."""

from datetime import time, timedelta

from timebank.access import May
from timebank.jobs import rounds
from timebank.jobs.job import Job, for_each
from timebank.jobs.rules import Daily, EachMinute, Weekly
from timebank.life import due, endings, rests, tasks, words
from timebank.meetings import telling
from timebank.programmes import checks_due

MONDAY = 0

JOBS_OF_MATCHES = (
    Job(
        "weekly-rounds",
        "Looks for new suggestions in each open programme; coordinators decide on them.",
        Weekly(MONDAY, time(6)),
        lambda look: len(rounds.programmes_to_match(look)),
        rounds.run_rounds,
        timedelta(hours=1),
        may=May.RUN_MATCHING,
    ),
    Job(
        "expire-suggestions",
        "Reminds people once of a suggestion, and ends it kindly after two weeks without an answer.",
        Daily(time(9, 15)),
        lambda look: len(rounds.suggestions_due(look)),
        rounds.remind_or_expire_suggestions,
        may=May.RUN_MATCHING,
    ),
    Job(
        "look-again",
        "Looks for what is still possible for those left of a circle that dissolved; coordinators decide on it.",
        EachMinute(),
        rounds.circles_to_look_at,
        rounds.look_again_after_circles,
        may=May.RUN_MATCHING,
    ),
    Job(
        "first-steps",
        "Reminds people once to say how a short first meeting was, and closes the first step on its last day.",
        Daily(time(9, 25)),
        lambda look: len(rounds.first_steps_due(look)),
        rounds.remind_or_close_first_steps,
        may=May.RUN_MATCHING,
    ),
    Job(
        "warn-of-checks",
        "Tells people 60, 30 and 7 days before that a check ends which their part in a programme asks for.",
        Daily(time(9, 35)),
        lambda look: len(checks_due.warnings(look)),
        for_each("warn-of-checks", checks_due.warnings, checks_due.warn, "member", "members", "told"),
        may=May.RUN_MATCHING,
        whom=lambda look: {item.partition(":")[0] for item in checks_due.warnings(look)},
    ),
    Job(
        "remind-meetings",
        "Reminds people the day before they meet.",
        Daily(time(9, 5)),
        lambda look: len(due.meetings_to_remind(look)),
        for_each("remind-meetings", due.meetings_to_remind, telling.remind_of, "meeting", "meetings", "reminded of"),
        may=May.RUN_MATCHING,
    ),
    Job(
        "ask-meetings",
        "Asks the day after how a meeting went, once, where nobody has said so.",
        Daily(time(9, 10)),
        lambda look: len(due.meetings_to_ask(look)),
        for_each("ask-meetings", due.meetings_to_ask, telling.ask_how, "meeting", "meetings", "asked about"),
        may=May.RUN_MATCHING,
    ),
    Job(
        "care-tasks",
        "Opens a task for coordinators where a match needs a look, and closes what has been met; it ends nothing.",
        Daily(time(5, 45)),
        lambda look: len(due.matches_needing_care(look)),
        for_each("care-tasks", due.matches_needing_care, tasks.open_due, "match", "matches", "looked at"),
        may=May.RUN_MATCHING,
    ),
    Job(
        "ask-how-it-goes",
        "Asks people how their match is going: after the first meeting, at reviews, and at its end.",
        Daily(time(9, 20)),
        lambda look: len(due.reviews_due(look)),
        for_each("ask-how-it-goes", due.reviews_due, words.ask, "question", "questions", "written"),
        may=May.RUN_MATCHING,
    ),
    Job(
        "planned-endings",
        "Ends matches, with thanks, on the last day their people have named.",
        Daily(time(5)),
        lambda look: len(due.endings_due(look)),
        for_each("planned-endings", due.endings_due, endings.carry_out, "match", "matches", "ended as planned"),
    ),
    Job(
        "rests-over",
        "Lets matches on hold go on, on the day their people have named.",
        Daily(time(5, 10)),
        lambda look: len(due.rests_over(look)),
        for_each("rests-over", due.rests_over, rests.wake, "match", "matches", "going on"),
    ),
)
