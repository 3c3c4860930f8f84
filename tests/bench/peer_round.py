"""The peer's own matching of the same people, run in an environment of its own: its packages share our folder's name."""

import csv
import json
import sys
import time

import matching.rules.rule as rules

from matching import process

GRADES = ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4")


def wished(mentor, mentee):
    """Whether the mentor has the identity that the mentee hopes for; the peer asks nobody whether it may count."""
    return bool(mentee.identity) and mentee.identity in mentor.characteristics


def points(mentor, mentee):
    """What a pair scores by the rules of this programme."""
    apart = mentor.grade - mentee.grade
    return (
        9 * (apart == 1)
        + 12 * (apart == 2)
        + 10 * (mentor.profession == mentee.profession)
        + 6 * wished(mentor, mentee)
    )


def people(path, kind):
    """Everybody in a file."""
    found = []
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            person = kind(**{**row, "email": row["email address"], "grade": GRADES.index(row["grade"])})
            person.identity = row.get("identity to match", "")
            person.characteristics = row.get("characteristics", "").split(", ")
            person.may_count = row.get("match with similar identity", "") == "yes"
            found.append(person)
    return found


def round_rules(bonus):
    """The rules of this programme in the peer's own words."""
    return [
        rules.Disqualify(lambda match: match.mentor.organisation == match.mentee.organisation),
        rules.Disqualify(lambda match: match.mentor.grade - match.mentee.grade not in (1, 2)),
        rules.Generic({True: 12, False: 9}, lambda match: match.mentor.grade - match.mentee.grade == 2),
        rules.Generic({True: 10, False: 0}, lambda match: match.mentor.profession == match.mentee.profession),
        rules.Generic({True: 6, False: 0}, lambda match: wished(match.mentor, match.mentee)),
        rules.UnmatchedBonus(bonus),
    ]


def main(mentee_path, mentor_path):
    """Three rounds, with a bonus for whoever is without a match in the later ones."""
    begun = time.perf_counter()
    mentees, mentors = people(mentee_path, process.Mentee), people(mentor_path, process.Mentor)
    process.process_data(mentors, mentees, [round_rules(bonus) for bonus in (0, 50, 100)])
    seconds = time.perf_counter() - begun
    pairs = [(mentor, mentee) for mentor in mentors for mentee in mentor.mentees]
    told = {
        "seconds": seconds,
        "pairs": len(pairs),
        "score": sum(points(*pair) for pair in pairs),
        "covered": sum(bool(person.connections) for person in (*mentees, *mentors)),
        "without_leave": sum(6 for mentor, mentee in pairs if wished(mentor, mentee) and not mentee.may_count),
    }
    print(json.dumps(told))


main(*sys.argv[1:])
