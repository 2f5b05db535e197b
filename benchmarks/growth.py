"""How the time of comparing grows with the texts: `python -m benchmarks.growth [--sizes 250,500,1000,2000]`.

Two texts of so many invented provisions: drawn at random, so that few belong together, and one wording as often as
that on either side (`repeated`). Reading is not counted; the power is that of the growth since the size before.
"""

from __future__ import annotations

import argparse
import math
import random
import time

import taiwa
from benchmarks.measuring import machine, table
from taiwa.model import Reading

HEAD = "Joint Statement\n\nThe Ministers of Foreign Affairs of Arlemont, Brisa and Corvania met on 3 May 2030.\n\n"
THINGS = (
    *("fund", "road", "port", "ice", "fish", "trade", "water", "energy", "rail", "bridge", "school", "grain", "steel"),
    *("coal", "river", "delta", "forest", "cable"),
)


def drawn(number: int, seed: int) -> Reading:
    dice = random.Random(seed)
    named = (" ".join(f"{dice.choice(THINGS)}{dice.randrange(number)}" for _ in range(9)) for _ in range(number))
    return taiwa.read_text(HEAD + "\n\n".join(f"The Ministers decided to open {one} together." for one in named))


def repeated(number: int, promise: str) -> Reading:
    return taiwa.read_text(HEAD + "\n\n".join([f"The Ministers decided to {promise} a fund for fisheries."] * number))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="250,500,1000,2000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    print(machine())
    rows = [["provisions", "drawn, s", "power", "repeated, s", "power"]]
    before: list[float] = []
    for at, size in enumerate(sizes):
        took = []
        for pair in ((drawn(size, 1), drawn(size, 2)), (repeated(size, "open"), repeated(size, "consider opening"))):
            began = time.perf_counter()
            taiwa.compare(*pair)
            took.append(time.perf_counter() - began)
        step = math.log(size / sizes[at - 1]) if at else 0.0
        powers = (
            [f"{math.log(now / then) / step:.2f}" for now, then in zip(took, before, strict=True)] if at else ["-"] * 2
        )
        rows.append([str(size), f"{took[0]:.2f}", powers[0], f"{took[1]:.2f}", powers[1]])
        before = took
    print(table(rows))


if __name__ == "__main__":
    main()
