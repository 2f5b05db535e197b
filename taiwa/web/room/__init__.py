"""The reading room: what its pages are made of, beside the template."""
