"""Small real tables with a caption and row headings, drawn many to a page at little cost; words are escaped."""

from collections.abc import Sequence

import streamlit as st

from ui.parts.text import html

WIDE = 4  # from so many columns on, a row becomes a small card on a phone
STYLE = """
.tb-table { border-collapse: collapse; width: 100%; margin: 0.6rem 0 0.75rem; font-size: 0.97rem; }
.tb-table caption { text-align: left; font-weight: 600; padding: 0 0 0.35rem; }
.tb-table th, .tb-table td { text-align: left; vertical-align: top; padding: 0.4rem 0.9rem 0.4rem 0; font-weight: 400;
  border-bottom: 1px solid rgba(128, 140, 143, 0.5); overflow-wrap: anywhere; min-width: 3.5rem; }
.tb-table thead th { font-weight: 650; overflow-wrap: break-word; }
.tb-table tr > :last-child { padding-right: 0; }
.tb-table .tb-number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; min-width: 0; }
@media (max-width: 42rem) {
  .tb-cards thead { position: absolute; left: 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .tb-cards, .tb-cards tbody, .tb-cards caption { display: block; }
  .tb-cards tr { display: flex; flex-wrap: wrap; gap: 0 1.2rem; padding: 0.5rem 0;
    border-bottom: 1px solid rgba(128, 140, 143, 0.5); }
  .tb-cards tbody th { flex-basis: 100%; font-weight: 600; }
  .tb-cards tbody th, .tb-cards tbody td { border: 0; padding: 0.1rem 0; text-align: left; min-width: 0; }
  .tb-cards tbody td:empty { display: none; }
  .tb-cards tbody td[data-label]::before { content: attr(data-label) ": "; }
}
"""


def html_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str,
    number_columns: int = 0,
    *,
    is_labelled: bool = True,
    is_wordy: bool = False,
) -> None:
    """Draw rows of words under their columns; the first cell heads its row, the last `number_columns` hold numbers."""
    st.html(table_html(columns, rows, caption, number_columns, is_labelled=is_labelled, is_wordy=is_wordy))


def table_html(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str,
    number_columns: int = 0,
    *,
    is_labelled: bool = True,
    is_wordy: bool = False,
) -> str:
    """The table as HTML; a row laid out as a card names its columns unless its words speak for themselves.

    On a phone the rows of a wide table are cards, and so are those of a narrow one with sentences in it (`is_wordy`).

    The roles say again what the tags say: a row laid out as a card would not be read as a row."""
    first_number = len(columns) - number_columns
    heads = "".join(
        f'<th scope="col" role="columnheader"{_class(place, first_number)}>{html(one)}</th>'
        for place, one in enumerate(columns)
    )
    lines = "".join(f'<tr role="row">{_cells(columns if is_labelled else (), row, first_number)}</tr>' for row in rows)
    kind = "tb-table tb-cards" if is_wordy or len(columns) >= WIDE else "tb-table"
    return (
        f'<table class="{kind}" role="table"><caption>{html(caption)}</caption><thead role="rowgroup">'
        f'<tr role="row">{heads}</tr></thead><tbody role="rowgroup">{lines}</tbody></table>'
    )


def _cells(columns: Sequence[str], row: Sequence[str], first_number: int) -> str:
    names = columns or [""] * len(row)
    return "".join(_cell(names[place], cell, place, first_number) for place, cell in enumerate(row))


def _cell(column: str, cell: str, place: int, first_number: int) -> str:
    if not place:
        return f'<th scope="row" role="rowheader">{html(cell)}</th>'
    label = f' data-label="{html(column)}"' if column else ""
    return f'<td role="cell"{label}{_class(place, first_number)}>{html(cell)}</td>'


def _class(place: int, first_number: int) -> str:
    return ' class="tb-number"' if place >= first_number else ""
