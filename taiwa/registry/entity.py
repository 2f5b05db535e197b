"""x."""

from taiwa.model import Entity


def entities() -> tuple[Entity, ...]:
    """x."""
    return ()
