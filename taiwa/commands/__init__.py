"""Commands that have a file of their own; `taiwa/cli.py` gathers them."""
