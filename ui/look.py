"""How everything looks: one calm theme in light and dark, for the dashboard and for the plain pages beside it."""

LIGHT = {
    "primaryColor": "#0b5563",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f2f6f6",
    "textColor": "#111111",
    "linkColor": "#0b5563",
    "borderColor": "#b9c6c8",
}
DARK = {
    "primaryColor": "#5fb8c9",
    "backgroundColor": "#12191b",
    "secondaryBackgroundColor": "#1d282b",
    "textColor": "#ffffff",
    "linkColor": "#8fd3e0",
    "borderColor": "#5b6f74",
}
THEME: dict[str, object] = {
    "theme.font": "sans-serif",
    "theme.baseFontSize": 17,
    "theme.baseRadius": "0.5rem",
    "theme.linkUnderline": True,
    "theme.paddingTop": "1rem",
    "theme.headingFontSizes": ["1.9rem", "1.35rem", "1.15rem", "1rem", "1rem", "1rem"],
    "theme.headingFontWeights": [650, 650, 600, 600, 600, 600],
    **{f"theme.light.{name}": value for name, value in LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in DARK.items()},
}

# Two arrows that meet: one hour given, one received. Kept here, so that no picture is fetched from anywhere.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='7' fill='%230b5563'/%3E"
    "%3Cpath d='M7 12h15l-4-4m7 12H10l4 4' fill='none' stroke='white' stroke-width='3' stroke-linecap='round'"
    " stroke-linejoin='round'/%3E%3C/svg%3E"
)

# Streamlit's own marks: dark text on the pale primary button of the dark theme, targets of at least 24 px, and a
# visible focus ring; the rest is our cards and the line at the top.
PAGE_STYLE = """<style>
[data-testid="stMainBlockContainer"] { max-width: 56rem; padding-left: 1rem; padding-right: 1rem; }
[data-testid="stMultiSelect"] input { min-width: 2.5rem; }
[role="spinbutton"] { min-width: 24px; min-height: 24px; display: inline-block; }
a:focus-visible, button:focus-visible, summary:focus-visible {
  outline: 3px solid currentColor; outline-offset: 2px; }
.st-key-top-line { border-bottom: 1px solid rgba(128, 140, 143, 0.5); padding-bottom: 0.5rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-said) { position: sticky; top: 4rem; z-index: 20; }
.st-key-said { background: light-dark(#ffffff, #12191b); border-radius: 0.5rem; }
.tb-line { display: flex; flex-wrap: wrap; gap: 0.35rem 1.1rem; align-items: baseline; font-size: 0.95rem; }
.tb-line strong { margin-right: auto; font-weight: 650; }
.tb-line a, .tb-links a { color: inherit; text-decoration: underline; display: inline-block; min-height: 24px; }
.tb-balance { border-left: 6px solid currentColor; padding: 0.35rem 0 0.35rem 1rem; margin: 0.25rem 0 0.5rem; }
.tb-balance p { margin: 0; }
.tb-balance .tb-big { font-size: 1.45rem; line-height: 1.35; font-weight: 600; }
.tb-small { font-size: 0.95rem; }
table th { font-weight: 650; }
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] { border: 1px solid #6b7b7e; border-radius: 0.5rem;
  padding: 0.4rem 0.9rem; min-height: 2.75rem; }
[data-testid="stExpandSidebarButton"] { width: auto; }
[data-testid="stExpandSidebarButton"]::after { content: "Menu"; padding: 0 0.25rem; }
.tb-card h3 { font-size: 1.15rem; font-weight: 600; line-height: 1.3; margin: 0; padding: 0.25rem 0; }
.tb-card p { margin: 0.5rem 0 0; overflow-wrap: anywhere; white-space: pre-line; }
.tb-card ul { margin: 0.5rem 0 0; padding-left: 1.2rem; }
.tb-card details { margin: 0.5rem 0 0; }
.tb-card summary { min-height: 24px; cursor: pointer; overflow-wrap: anywhere; }
h1, h2, h3, [data-testid="stMarkdownContainer"] { overflow-wrap: anywhere; }
[class*="st-key-tb-list"] [data-testid="stElementContainer"], [class*="st-key-tb-list"] .stPageLink { width: 100%; }
[class*="st-key-tb-list"] a[data-testid="stPageLink-NavLink"] { border: 0; border-radius: 0; background: none;
  border-bottom: 1px solid rgba(128, 140, 143, 0.5); width: 100%; padding: 0.5rem 0; }
[data-testid="stMain"] button p, [data-testid="stMain"] a[data-testid="stPageLink-NavLink"] p { white-space: normal;
  overflow: visible; text-align: left; }
[class*="st-key-tb-list"] a[data-testid="stPageLink-NavLink"] p { font-weight: 400; }
[class*="st-key-tb-list"] a p strong { text-decoration: underline; }
[data-testid="stButtonGroup"] [role="radiogroup"] { gap: 0.4rem; }
[data-testid="stButtonGroup"] [role="radio"] { border: 1px solid #6b7b7e !important; border-radius: 0.5rem !important;
  margin: 0; clip-path: none; min-height: 2.5rem; }
[data-testid="stCaptionContainer"] { opacity: 1; }
[data-testid="stVerticalBlock"] { gap: 0.8rem; }
@media (max-width: 30rem) { .tb-balance .tb-big { font-size: 1.2rem; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
button[kind^="primary"] p, [data-testid="stBaseButton-primaryFormSubmit"] p,
[data-tag], [data-tag] * { color: light-dark(#ffffff, #101010); }
</style>"""

PLAIN_STYLE = f"""
:root {{ color-scheme: light dark; --back: {LIGHT["backgroundColor"]}; --text: {LIGHT["textColor"]};
  --main: {LIGHT["primaryColor"]}; --on-main: #ffffff; --soft: {LIGHT["secondaryBackgroundColor"]};
  --line: #6b7b7e; --wrong: #8c1d18; }}
@media (prefers-color-scheme: dark) {{ :root {{ --back: {DARK["backgroundColor"]}; --text: {DARK["textColor"]};
  --main: {DARK["primaryColor"]}; --on-main: #101010; --soft: {DARK["secondaryBackgroundColor"]};
  --line: #93a7ac; --wrong: #ffb4ab; }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: var(--back); color: var(--text); font: 1.0625rem/1.55 "Source Sans", system-ui,
  -apple-system, "Segoe UI", Roboto, sans-serif; }}
header, main, footer {{ max-width: 34rem; margin: 0 auto; padding: 0 1rem; }}
header {{ display: flex; flex-wrap: wrap; gap: 0.35rem 1.1rem; align-items: baseline; padding-top: 1rem;
  padding-bottom: 0.6rem; border-bottom: 1px solid var(--line); }}
header strong {{ margin-right: auto; }}
main {{ padding-top: 2rem; padding-bottom: 2rem; }}
h1 {{ font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }}
h2 {{ font-size: 1.25rem; line-height: 1.3; margin: 2.2rem 0 0.5rem; }}
main p, main h1 {{ overflow-wrap: anywhere; }}
a {{ color: var(--main); display: inline-block; min-height: 24px; }}
p a {{ display: inline; }}
label {{ display: block; font-weight: 600; margin: 1rem 0 0.3rem; }}
.hint {{ margin: 0 0 0.3rem; font-size: 0.95rem; }}
input {{ width: 100%; font: inherit; padding: 0.65rem 0.75rem; color: var(--text); background: var(--soft);
  border: 1px solid var(--line); border-radius: 0.5rem; }}
button {{ font: inherit; font-weight: 600; min-height: 48px; padding: 0.6rem 1.4rem; margin: 1.4rem 0.8rem 0 0;
  border: 2px solid var(--main); border-radius: 0.5rem; background: var(--main); color: var(--on-main);
  cursor: pointer; }}
button.second {{ background: transparent; color: var(--main); }}
:focus-visible {{ outline: 3px solid var(--text); outline-offset: 2px; }}
.said {{ border-left: 6px solid var(--main); background: var(--soft); padding: 0.8rem 1rem; border-radius: 0.25rem; }}
.wrong {{ border-left-color: var(--wrong); }}
footer {{ padding-top: 1rem; padding-bottom: 2rem; font-size: 0.95rem; }}
"""
