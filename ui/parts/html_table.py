"""Small real tables with a caption and row headings, drawn many to a page at little cost; words are escaped."""

from collections.abc import Sequence

import streamlit as st

from ui.parts.text import html

STYLE = """<style>
.tb-table { border-collapse: collapse; width: 100%; margin: 0 0 0.75rem; font-size: 0.97rem; }
.tb-table caption { text-align: left; font-weight: 600; padding: 0 0 0.35rem; }
.tb-table th, .tb-table td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem 0.4rem 0; font-weight: 400;
  border-bottom: 1px solid rgba(128, 140, 143, 0.5); overflow-wrap: break-word; }
.tb-table thead th { font-weight: 650; overflow-wrap: normal; }
.tb-scroll { overflow-x: auto; }
.tb-table .tb-number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; padding-right: 0; }
[class*="st-key-tb-list"] [data-testid="stElementContainer"], [class*="st-key-tb-list"] .stPageLink { width: 100%; }
[class*="st-key-tb-list"] a[data-testid="stPageLink-NavLink"] { border: 0; border-radius: 0; background: none;
  border-bottom: 1px solid rgba(128, 140, 143, 0.5); width: 100%; padding: 0.5rem 0; }
[class*="st-key-tb-list"] a > span:first-child { display: none; }
[class*="st-key-tb-list"] a[data-testid="stPageLink-NavLink"] p { white-space: normal; overflow: visible;
  font-weight: 400; }
[class*="st-key-tb-list"] a p strong { text-decoration: underline; }
[data-testid="stButtonGroup"] [role="radiogroup"] { gap: 0.4rem; }
[data-testid="stButtonGroup"] [role="radio"] { border: 1px solid #6b7b7e; border-radius: 0.5rem; margin: 0;
  clip-path: none; min-height: 2.5rem; }
</style>"""


def html_table(columns: Sequence[str], rows: Sequence[Sequence[str]], caption: str, number_columns: int = 0) -> None:
    """Draw rows of words under their columns; the first cell heads its row, the last `number_columns` hold numbers."""
    first_number = len(columns) - number_columns
    heads = "".join(
        f'<th scope="col"{_class(place, first_number)}>{html(one)}</th>' for place, one in enumerate(columns)
    )
    lines = "".join(f"<tr>{_cells(row, first_number)}</tr>" for row in rows)
    st.html(
        f'<div class="tb-scroll"><table class="tb-table"><caption>{html(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _cells(row: Sequence[str], first_number: int) -> str:
    return "".join(
        f'<th scope="row">{html(cell)}</th>' if not place else f"<td{_class(place, first_number)}>{html(cell)}</td>"
        for place, cell in enumerate(row)
    )


def _class(place: int, first_number: int) -> str:
    return ' class="tb-number"' if place >= first_number else ""
