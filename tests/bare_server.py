"""The routes behind the gate over a real record, without the screens: a server that starts in a moment, to be killed.

`python -m tests.bare_server FOLDER PORT` loads the program once. For each line on its standard input it lets a process
of its own serve, says that process's id, and says by which signal it ended.
"""

import os
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from app import clinic, gate
from app.routes.table import ROUTES
from data.engine import open_record
from data.folder import Folder


def serve(folder: Folder, port: int) -> None:
    """Locks and opens the record as `chairside serve` does, and answers on loopback until it is ended."""
    with folder.locked():
        clinic.serve(clinic.Clinic(database=open_record(folder), zone="UTC", port=port))
        application = Starlette(routes=list(ROUTES), middleware=[Middleware(gate.Gate)])
        uvicorn.run(application, host="127.0.0.1", port=port, log_level="critical")


def serve_again_and_again(folder: Folder, port: int) -> None:
    """One server after the other, each begun by a line."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(folder, port)
            os._exit(0)
        os.write(1, f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"{os.WTERMSIG(status)}\n".encode())


if __name__ == "__main__":
    serve_again_and_again(Folder(Path(sys.argv[1])), int(sys.argv[2]))
