"""Comparing readings: editions of a text in one language, and its versions in several.

Owns no words: what is graded, tolerated or ignored is data of the lexicon. Files: `alignment` (what belongs together),
`strength` (which side binds more), `verdicts`, `differences` (which words), `callouts`.
"""
