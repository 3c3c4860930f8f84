"""How a draft stands: its rank for both among all that each could have, the rules it keeps, and what is not known."""

import streamlit as st

from timebank.matches.explaining import why_suggested
from timebank.matches.explaining_cards import LinkWhy, NoPoints, RuleLine
from ui import context
from ui.parts.cards import listed
from ui.parts.desk import names_in_words
from ui.parts.html_table import table_html
from ui.parts.text import html
from ui.words.explaining import Explaining

SAID = Explaining


def draw(suggestion_id: str) -> None:
    """Draw a way to ask, and the answer once it was asked."""
    opened = st.expander(SAID.stands, key=f"stands-{suggestion_id}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.caption(SAID.today)
        links = context.see(why_suggested, suggestion_id)
        st.html("".join(map(_link, links)) or f"<p>{html(SAID.stands_gone)}</p>")


def _link(one: LinkWhy) -> str:
    names = {"first": one.first, "second": one.second}
    said = SAID.stands_pair.format(**names, ranks="; ".join(one.ranks))
    parts = [f"<p>{html(said)}</p>", _rules(one)]
    if one.no_points:
        columns = [column.format(**names) for column in SAID.nothing_columns]
        lines = [(line.label, line.first_answer, line.second_answer, _not_said(line)) for line in one.no_points]
        parts.append(table_html(columns, lines, SAID.nothing_caption))
    return "".join(parts)


def _rules(one: LinkWhy) -> str:
    """What is not known in the open; the rules that are kept folded away."""
    if not one.rules:
        return f"<p>{html(SAID.rules_none)}</p>"
    kept = [SAID.rule_kept.format(because=rule.because) for rule in one.rules if not rule.blank]
    unknown = "".join(f"<p>{html(_unknown(rule))}</p>" for rule in one.rules if rule.blank)
    if not kept:
        return unknown
    summary = html(SAID.rules.format(count=len(kept)))
    return f'{unknown}<div class="tb-card"><details><summary>{summary}</summary>{listed(kept)}</details></div>'


def _unknown(rule: RuleLine) -> str:
    said = SAID.rule_blank if len(rule.blank) == 1 else SAID.rule_blank_many
    return said.format(because=rule.because, names=names_in_words(list(rule.blank)))


def _not_said(line: NoPoints) -> str:
    if not line.blank:
        return ""
    said = SAID.not_said if len(line.blank) == 1 else SAID.not_said_many
    return said.format(names=names_in_words(list(line.blank)))
