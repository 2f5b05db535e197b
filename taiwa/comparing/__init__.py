"""Comparing readings: editions of a text in one language, and its versions in several.

Named like `reading`, so that the verb `taiwa.compare` isn't hidden by its package. Owns no words: what is graded,
tolerated or ignored is data of the lexicon. Files, in the order in which a comparison meets them: `items` (what is
compared), `alignment` with `likeness` and `assignment` (what belongs together), `strength` and `verdicts` (which side
binds more), `differences` (which words), `callouts` (what else), `editions` (all of it); `lineage` (through
many editions).
"""

from taiwa.comparing.editions import compare
from taiwa.comparing.lineage import lineage

__all__ = ["compare", "lineage"]
