"""How long somebody waits before the next try to sign in. Tries are counted in the audit, which all processes share.

Owns the limits. A wait grows with each try that failed and has an end: nobody is locked out for good. One who has
signed in from an address before doesn't wait because of what strangers try elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from taiwa.record.accounts import said
from taiwa.store import Roster

WITHIN = timedelta(hours=1)
# For so long an address counts as one from which an account signs in.
REMEMBERED = timedelta(days=90)
TRIED, SIGNED_IN = "sign-in-tried", "signed-in"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries are `free` within an hour; then each makes the wait of two seconds twice as long, up to `longest`
    seconds."""

    free: int
    longest: int

    def wait(self, tries: Sequence[str], at: datetime) -> int:
        """Seconds to wait after tries at these moments, the youngest first; 0 for none."""
        over = len(tries) - self.free
        if over < 0:
            return 0
        until = datetime.fromisoformat(tries[0]) + timedelta(seconds=min(2 ** (min(over, 20) + 1), self.longest))
        return max(0, ceil((until - at).total_seconds()))


OF_BOTH, OF_ADDRESS, OF_ACCOUNT = Limit(5, 300), Limit(20, 300), Limit(20, 60)


def wait(roster: Roster, account: str, address: str, at: datetime) -> int:
    """Seconds until `account` may be tried again from `address`."""
    hour, memory = said(at - WITHIN), said(at - REMEMBERED)
    both = {"about": account, "address": address}
    known = roster.happened(SIGNED_IN, memory, **both)
    # Who has signed in begins anew: the password is known to them.
    mine = [each for each in roster.happened(TRIED, hour, **both) if not known or each > known[0]]
    waits = [OF_BOTH.wait(mine, at), OF_ADDRESS.wait(_failed(roster, hour, address=address), at)]
    if not known:
        waits.append(OF_ACCOUNT.wait(_failed(roster, hour, about=account), at))
    return max(waits)


def _failed(roster: Roster, since: str, **where: str) -> list[str]:
    """The tries since a moment, the youngest first, as many fewer as there were sign-ins."""
    tries = roster.happened(TRIED, since, **where)
    return list(tries[: max(0, len(tries) - len(roster.happened(SIGNED_IN, since, **where)))])
