"""What several commands ask for on the command line, and the folder they then work on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from application.log import Log
from interfaces.bootstrap import LOG_FILE, open_log
