"""The members' pages: each looks, draws, and lets people act."""
