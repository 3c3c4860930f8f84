"""Some random worlds in `make test`, many in `make prove`."""

import os

from hypothesis import settings

settings.register_profile("some", settings.get_profile("same"), max_examples=40)
settings.register_profile("many", settings.get_profile("new"), max_examples=400)
settings.load_profile("many" if os.environ.get("TIMEBANK_PROVE") else "some")
