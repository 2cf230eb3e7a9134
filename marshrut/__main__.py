"""`python -m marshrut` is `marshrut`."""

import sys

from .cli import main

sys.exit(main())
