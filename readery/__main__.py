"""`python -m readery` is the same program as `readery`."""

import sys

from readery.cli import main

if __name__ == "__main__":
    sys.exit(main())
