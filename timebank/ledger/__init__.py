"""The ledger: hours given and received, recorded, confirmed and never lost."""
