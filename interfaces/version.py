"""The release that runs, as it stands in every record it writes."""

from application.record import release

VERSION = release()
