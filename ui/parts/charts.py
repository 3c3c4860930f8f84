"""Charts made once and fed with figures at each drawing; a table always stands beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

# Two colours that keep 3:1 against both backgrounds; shape and dash tell the lines apart without colour.
COLOURS = ("#0b7285", "#b45309")
MONTHS: dict[str, Any] = {
    "height": 260,
    "layer": [
        {
            "transform": [{"filter": "datum.kind != 'balance'"}],
            "mark": {"type": "bar", "cornerRadiusEnd": 2},
            "encoding": {
                "x": {"field": "month", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0}},
                "xOffset": {"field": "kind", "sort": ["given", "received"]},
                "y": {"field": "hours", "type": "quantitative", "title": "hours"},
                "color": {
                    "field": "kind",
                    "scale": {"domain": ["given", "received"], "range": list(COLOURS)},
                    "legend": {"title": None, "orient": "top"},
                },
            },
        },
        {
            "transform": [{"filter": "datum.kind == 'balance'"}],
            "mark": {"type": "line", "strokeDash": [6, 4], "strokeWidth": 2, "color": "#6b7b7e"},
            "encoding": {
                "x": {"field": "month", "type": "ordinal", "sort": None},
                "y": {"field": "hours", "type": "quantitative"},
            },
        },
    ],
}
BARS: dict[str, Any] = {
    "height": {"step": 34},
    "mark": {"type": "bar", "color": COLOURS[0], "cornerRadiusEnd": 2},
    "encoding": {
        "y": {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 220}},
        "x": {"field": "count", "type": "quantitative", "title": None, "axis": {"tickMinStep": 1}},
    },
}


def chart(spec: Mapping[str, Any], columns: Mapping[str, Sequence[object]], takeaway: str) -> None:
    """Draw one of our charts; `columns` holds equally long lists by name, `takeaway` says what it shows."""
    import pandas as pd  # late: a command that draws nothing should not load it

    st.vega_lite_chart(pd.DataFrame(dict(columns)), dict(spec), width="stretch", alt=takeaway)
