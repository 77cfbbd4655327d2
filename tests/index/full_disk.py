"""An ingest on a disk that refuses every file beyond some size: `python -m tests.index.full_disk FOLDER BYTES`.

Exit code 2 when it was refused.
"""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

import chromadb  # noqa: F401  before the disk is full

from agent.errors import StoreError
from tests.index import plans
from tests.index.test_reliability import FILES


def main(folder: Path, limit: int) -> int:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        with plans.writing(folder) as index:
            plans.bring_up_to_date(index, FILES)
    except StoreError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
