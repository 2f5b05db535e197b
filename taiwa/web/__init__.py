"""The web application over the record: pages for people, a REST API for programs.

`create_app` makes it. `pages/` and `api/` hold thin routers that call the record's verbs, `figures/` what is counted
and drawn, `templates/` and `static/` what a browser gets; `guards` and `faults` are what every request passes through.
"""

from taiwa.web.app import create_app

__all__ = ["create_app"]
