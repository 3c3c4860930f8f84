"""The result of a matching as one page that needs nothing else: readable on a phone, in the dark and by ear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from matching.proposal import Reason

if TYPE_CHECKING:
    from timebank.programmes.files import MatchResult

STYLE = """
:root { color-scheme: light dark; --ink: #111; --soft: #444; --paper: #fff; --band: #f1f5f5; --line: #b9c4c6;
  --accent: #0b5563; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #fff; --soft: #ccd6d8; --paper: #12181a; --band: #1d2629; --line: #4a5a5e; --accent: #8fd0dc; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 62rem; font: 1rem/1.5 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; color: var(--accent); }
p.about { color: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1rem 0; }
dl div { background: var(--band); border-left: .25rem solid var(--accent); padding: .5rem .75rem; }
dt { color: var(--soft); font-size: .9rem; } dd { margin: 0; font-size: 1.3rem; font-weight: 600; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding: .25rem 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--band); } td.number { text-align: right; font-variant-numeric: tabular-nums; }
ul { margin: 0; padding-left: 1.1rem; } .id { display: block; color: var(--soft); font-size: .85rem; font-weight: 400; }
@media (max-width: 40rem) {
  thead { position: absolute; clip-path: inset(50%); } tr, td, tbody th { display: block; border: 0; }
  tbody tr { border-bottom: 1px solid var(--line); padding: .5rem 0; } td, tbody th { padding: .15rem 0; }
  td::before, tbody th::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400; }
  td.number { text-align: left; } }
"""


def report_html(result: MatchResult) -> str:
    """The whole page; every word from a file is escaped, and the page loads nothing."""
    title = escape(result.definition.title)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en-GB"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>Suggested matches: {title}</title><style>{STYLE}</style></head><body><main>",
            f"<h1>Suggested matches: {title}</h1>",
            f'<p class="about">{escape(result.definition.about)} These are suggestions: people decide.</p>',
            _figures(result),
            _matches(result),
            _unmatched(result),
            _how(result),
            "</main></body></html>",
            "",
        ]
    )


def _figures(result: MatchResult) -> str:
    """The summary as a list of terms and numbers."""
    proposal = result.proposal
    figures = [
        ("Matches", f"{len(proposal.pairs) + len(proposal.trios) + len(proposal.circles):,}"),
        ("Pairs that could meet", f"{proposal.feasible_pairs:,}"),
        ("Points", f"{proposal.score:,}"),
        ("Most points possible", f"{proposal.bound:,}"),
    ]
    if result.last is not None:
        figures.append(("Matches of last time that stand", f"{result.last.stand:,} of {result.last.matches:,}"))
    for role in result.definition.roles:
        left_out = sum(person.role == role.name for person in proposal.unmatched)
        covered = proposal.covered[role.name]
        figures.append((f"{role.plural.capitalize()} with a match", f"{covered:,} of {covered + left_out:,}"))
    items = "".join(f"<div><dt>{escape(term)}</dt><dd>{number}</dd></div>" for term, number in figures)
    return f"<h2>In short</h2><dl>{items}</dl>"


def _matches(result: MatchResult) -> str:
    """Each match with its reasons."""
    proposal, roles = result.proposal, result.definition.roles
    among_equals = ["One", "Each helps the next" if proposal.circles else "With"]
    people = [role.label.capitalize() for role in roles] if len(roles) == 2 else among_equals
    rows = [
        _row(people, [_who(result, [pair.first]), _who(result, [pair.second])], pair.score, pair.reasons)
        for pair in proposal.pairs
    ]
    rows += [
        _row(people, [_who(result, [trio.first]), _who(result, [trio.second, trio.third])], trio.score, trio.reasons)
        for trio in proposal.trios
    ]
    for circle in proposal.circles:
        reasons = [reason for link in circle.links for reason in link.reasons]
        first, *others = circle.people
        rows.append(_row(people, [_who(result, [first]), _who(result, others)], circle.score, reasons))
    if not rows:
        return "<h2>Matches</h2><p>No match could be suggested.</p>"
    return "<h2>Matches</h2>" + _table(
        "Each suggested match, and what speaks for it.", [*people, "Points", "Why"], rows
    )


def _row(labels: Sequence[str], who: Sequence[str], score: int, reasons: Sequence[Reason]) -> str:
    """One match as a table row."""
    items = "".join(f"<li>{escape(reason.words)} ({reason.points})</li>" for reason in reasons)
    why = f"<ul>{items}</ul>" if items else "Allowed by every rule"
    return (
        f'<tr role="row"><th scope="row" role="rowheader" data-label="{escape(labels[0])}">{who[0]}</th>'
        f'<td role="cell" data-label="{escape(labels[1])}">{who[1]}</td>'
        f'<td role="cell" class="number" data-label="Points">{score:,}</td>'
        f'<td role="cell" data-label="Why">{why}</td></tr>'
    )


def _who(result: MatchResult, numbers: Iterable[int]) -> str:
    """People by name, with the id underneath, or by the id alone."""
    found = []
    for number in numbers:
        identity, name = escape(result.ids[number]), escape(result.names[number])
        found.append(f'{name}<span class="id">{identity}</span>' if name else identity)
    return "<br>".join(found)


def _unmatched(result: MatchResult) -> str:
    """Each person without a match and why."""
    labels = {role.name: role.label.capitalize() for role in result.definition.roles}
    rows = [
        f'<tr role="row"><th scope="row" role="rowheader" data-label="Person">{_who(result, [person.number])}</th>'
        f'<td role="cell" data-label="Role">{escape(labels[person.role])}</td>'
        f'<td role="cell" data-label="Why not">{escape(person.words)}</td></tr>'
        for person in result.proposal.unmatched
    ]
    if not rows:
        return "<h2>Without a match</h2><p>Everybody has a match.</p>"
    return "<h2>Without a match</h2>" + _table(
        "Each person without a match, and why.", ["Person", "Role", "Why not"], rows
    )


def _table(caption: str, heads: Sequence[str], rows: Sequence[str]) -> str:
    """A table that says what it is; on a narrow screen each row becomes a short list.

    The roles are written out because a browser forgets them when a row is drawn as a list.
    """
    head = "".join(f'<th scope="col" role="columnheader">{escape(one)}</th>' for one in heads)
    top = f'<caption>{escape(caption)}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
    return f'<table role="table">{top}<tbody role="rowgroup">{"".join(rows)}</tbody></table>'


def _how(result: MatchResult) -> str:
    """How the suggestions were made, for everybody to see."""
    goals = {
        "score": "The most points in all",
        "pairs": "As many matches as possible, then the most points",
        "coverage": "As many people as possible with at least one match, then the most points",
    }
    rules = "".join(f"<li>Nobody is matched where {escape(rule.because)}.</li>" for rule in result.definition.rules)
    criteria = "".join(
        f"<li>{escape(one.label)}: up to {max(one.points) * one.most} points. {escape(one.note)}</li>"
        for one in result.definition.criteria
        if one.strength != "off"
    )
    is_best, goal = result.proposal.score == result.proposal.bound, goals[result.objective]
    if result.definition.kind == "help":
        is_best, goal = False, "As much help as possible in circles in which it evens out, then the most points"
    exact = "No other choice can do better." if is_best else ""
    return f"<h2>How these were chosen</h2><p>{goal}. {exact}</p><ul>{rules}{criteria}</ul>"
