"""python -m bench [register] [pages] [history] [recording] [registering] [scoring]: those figures, or all of them."""

import sys
from importlib import import_module

ALL = ("register", "pages", "history", "recording", "registering", "scoring", "answering")


def main(wanted: list[str]) -> int:
    if unknown := [name for name in wanted if name not in ALL]:
        print(f"There is no figure called {unknown[0]}. There are: {', '.join(ALL)}.", file=sys.stderr)
        return 2
    for name in wanted or ALL:
        import_module(f"bench.{name}").run()
        print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
