"""Where a frozen Spindle starts."""

import sys

from spindle.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
