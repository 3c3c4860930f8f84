"""So that `python -m timebank` works like `timebank`."""

import sys

from timebank.cli import main

sys.exit(main())
