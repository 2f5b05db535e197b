"""Reading of languages that put the predicate last (Japanese): units, facts, clauses, speakers, acts, lists."""
