"""What the packaged `mammogym-score` runs."""

import sys

if __name__ == "__main__":
    from app.reading.scoring.command import main

    sys.exit(main())
