"""The week as a table of labelled checkboxes: by mouse, by finger and by keyboard alone, also on a narrow phone."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from timebank.members.rules import DAYS, Window
from ui import words

NOT_EARLY, NOT_LATE = 7 * 60, 22 * 60
_CSS = """
.wrap { color: var(--st-text-color); font-family: var(--st-font); font-size: 1rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
caption { text-align: left; padding: 0 0 0.5rem; font-weight: 600; }
th, td { padding: 0; text-align: center; border-bottom: 1px solid var(--st-border-color); }
thead th { position: sticky; top: 0; background: var(--st-background-color); }
th[scope=row], thead td { width: 3.4rem; text-align: left; font-weight: 400; font-variant-numeric: tabular-nums; }
td label { display: flex; align-items: center; justify-content: center; min-height: 2.1rem; cursor: pointer; }
td label:has(input:checked) { background: var(--st-secondary-background-color); }
input { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--st-primary-color); cursor: pointer; }
input:focus-visible, button:focus-visible { outline: 3px solid var(--st-text-color); outline-offset: 2px; }
button { font: inherit; color: inherit; background: none; border: 0; min-height: 2.2rem; width: 100%; cursor: pointer;
  font-weight: 600; text-decoration: underline; padding: 0; }
.foot { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; margin-top: 1rem; }
.foot button { width: auto; padding: 0.5rem 1.25rem; border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius); text-decoration: none; min-height: 2.75rem; }
.foot button.first { background: var(--st-primary-color); border-color: var(--st-primary-color); }
.foot .first { color: light-dark(#ffffff, #101010); }
"""
_JS = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".wrap")
  if (!root || root.dataset.drawn === data.drawn) return
  root.dataset.drawn = data.drawn
  const make = (name, props, ...inside) => {
    const made = Object.assign(document.createElement(name), props)
    made.append(...inside)
    return made
  }
  const clock = minute => Math.floor(minute / 60) + ":" + String(minute % 60).padStart(2, "0")
  const free = new Set(data.free)
  const boxes = []
  const box = (day, start) => {
    const name = data.days[day] + " " + clock(start) + "-" + clock(start + data.step)
    const input = make("input", { type: "checkbox", checked: free.has(day + " " + start) })
    input.setAttribute("aria-label", name)
    input.dataset.place = day + " " + start
    input.dataset.day = day
    boxes.push(input)
    return make("td", {}, make("label", {}, input))
  }
  const toggle = day => {
    const column = boxes.filter(one => one.dataset.day === String(day))
    const all = column.every(one => one.checked)
    for (const one of column) one.checked = !all
  }
  const heads = data.days.map((name, day) => {
    const button = make("button", { type: "button", onclick: () => toggle(day) }, data.short[day])
    button.setAttribute("aria-label", data.allOf.replace("{day}", name))
    return make("th", { scope: "col" }, button)
  })
  const rows = []
  for (let start = data.from; start < data.to; start += data.step)
    rows.push(make("tr", {}, make("th", { scope: "row" }, clock(start)), ...data.days.map((_, day) => box(day, start))))
  const keep = make("button", { type: "button", className: "first" }, data.save)
  keep.onclick = () => setTriggerValue("kept", boxes.filter(one => one.checked).map(one => one.dataset.place))
  const clear = make("button", { type: "button" }, data.clear)
  clear.onclick = () => boxes.forEach(one => { one.checked = false })
  root.replaceChildren(
    make("table", {}, make("caption", {}, data.caption),
      make("thead", {}, make("tr", {}, make("td", {}), ...heads)), make("tbody", {}, ...rows)),
    make("div", { className: "foot" }, keep, clear))
}
"""
_renderers: list[Callable[..., Any]] = []


def _render(**given: object) -> Any:
    if not _renderers:  # made at the first drawing, because making it needs the running server
        _renderers.append(
            st.components.v2.component("timebank_week", html='<div class="wrap">\n</div>', css=_CSS, js=_JS)
        )
    return _renderers[0](**given)


def week_grid(windows: Iterable[Window], zone: str, is_whole_day: bool, key: str) -> list[Window] | None:
    """Draw the grid; answers the free times when "keep" was just pressed, else None.

    Hours, or half hours where a kept time needs them; times outside what is shown are kept as they are.
    """
    known = list(windows)
    step = 60 if all(w.start_minute % 60 == 0 and w.end_minute % 60 == 0 for w in known) else 30
    first, last = (0, 1440) if is_whole_day else (NOT_EARLY, NOT_LATE)
    free = sorted(_places(known, step, first, last))
    data = {
        "free": free,
        "step": step,
        "from": first,
        "to": last,
        "days": list(DAYS),
        "short": list(words.Week.days),
        "allOf": words.Week.all_of,
        "caption": words.Week.caption.format(zone=zone),
        "save": words.Week.save,
        "clear": words.Week.clear,
    }
    drawn = json.dumps(data, sort_keys=True)
    kept = _render(key=key, data={**data, "drawn": drawn}, on_kept_change=_nothing).kept
    if kept is None:
        return None
    hidden = [piece for window in known for piece in _outside(window, first, last)]
    return [*hidden, *(_window(str(place), step) for place in kept)]


def _nothing() -> None:
    """Being told is enough: the answer is read where the grid is drawn."""


def _places(windows: Iterable[Window], step: int, first: int, last: int) -> Iterable[str]:
    for window in windows:
        start = -(-max(window.start_minute, first) // step) * step
        while start + step <= min(window.end_minute, last):
            yield f"{window.weekday} {start}"
            start += step


def _outside(window: Window, first: int, last: int) -> Iterable[Window]:
    if window.start_minute < first:
        yield Window(window.weekday, window.start_minute, min(window.end_minute, first))
    if window.end_minute > last:
        yield Window(window.weekday, max(window.start_minute, last), window.end_minute)


def _window(place: str, step: int) -> Window:
    day, start = place.split(" ")
    return Window(int(day), int(start), int(start) + step)
