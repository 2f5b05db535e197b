"""A reading shown: as JSON (`record`), CSV (`table`), in a terminal or as a page; `render` and `delivery` carry it out.

Words of the interface live in `interface/*.toml`, page, style and script in `web/`. Nothing here changes a reading.
"""
