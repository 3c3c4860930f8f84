"""How long the strong tests run: a sample in every test run, the whole figures with TIMEBANK_PROVE=1 (make prove)."""

import os

IS_WHOLE = bool(os.environ.get("TIMEBANK_PROVE"))

BANK_PROCESSES = 8
BANK_SECONDS = 10.0 if IS_WHOLE else 3.0
CARELESS_BANK_SECONDS = 1.5
RACE_ROUNDS = 200 if IS_WHOLE else 12
CARELESS_RACE_ROUNDS = 30
KILLS_AT_RANDOM = 100 if IS_WHOLE else 5
KILLS_AT_STATEMENTS = 100 if IS_WHOLE else 5
MACHINE_EXAMPLES = 60 if IS_WHOLE else 6
MACHINE_STEPS = 40 if IS_WHOLE else 25
LETTERS = 300 if IS_WHOLE else 100
LETTERS_IN_TROUBLE = 300 if IS_WHOLE else 80
MAIL_KILLS = 8 if IS_WHOLE else 2
SCHEDULERS = 6 if IS_WHOLE else 2
