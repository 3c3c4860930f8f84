"""Random cases are judged by their result, never by their time; `make prove` looks at many more of them."""

import os

from hypothesis import settings

settings.register_profile("some", deadline=None, max_examples=40)
settings.register_profile("many", deadline=None, max_examples=400)
settings.load_profile("many" if os.environ.get("TIMEBANK_PROVE") else "some")
