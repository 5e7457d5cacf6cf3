"""What the packaged `mammogym-cases` runs."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from inference.__main__ import main

    sys.exit(main())
