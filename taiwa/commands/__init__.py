"""Commands of the command line, a module for each group; `taiwa.cli` gathers them. Options in, a verb, lines out."""
