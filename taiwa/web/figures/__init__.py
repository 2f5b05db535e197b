"""What is counted of a forum and how it is drawn. Numbers come from search, so that each leads to what it counts."""
