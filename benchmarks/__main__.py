"""``python -m benchmarks [NAME…]``: run every benchmark, or those named."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main() -> int:
    """Run the benchmarks one after the other; each prints its own table."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
    wanted = sys.argv[1:] or [
        name for name in names if name not in ("__main__", "machine", "peers", "samples", "soaking")
    ]
    for name in wanted:
        if name not in names:
            print(f"there is no benchmark {name!r}; there are {', '.join(names)}", file=sys.stderr)
            return 2
        print(f"\n== {name}")
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
