"""A reading shown: `record` (JSON), `table` (CSV), `terminal`, `page` (HTML); `render` from document to text, `delivery`.

Words of the interface live in `interface/*.toml`, page, style and script in `web/`. Nothing here changes a reading.
"""
