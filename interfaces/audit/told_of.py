"""What a package holds of the installation's own log: for the operator everything, for others nothing of other conferences.

The keys, checkpoints and state roots of every log are public, and the verifier needs them. What was done with a
conference's records is told to its own readers; who signs in, and with what, is told in no package but the operator's.
"""

from collections.abc import Iterable, Iterator

import orjson

from domain.facts import installation as facts
from interfaces.audit.reader import Reader

_PUBLIC = frozenset(
    fact.TOPIC
    for fact in (
        facts.Begun,
        facts.ReleaseStarted,
        facts.ConferenceCreated,
        facts.KeyIntroduced,
        facts.KeyRotated,
        facts.CheckpointSigned,
        facts.StateRooted,
        facts.BackedUp,
        facts.Restored,
        facts.Heartbeat,
    )
)
_OF_A_LOG = frozenset(fact.TOPIC for fact in (facts.EpochDeclared, facts.PersonErased, facts.Exported, facts.AuditRead))


def told_of(records: Iterable[bytes], origins: frozenset[str], reader: Reader) -> Iterator[bytes]:
    """The records of the installation's log as a package has them: one that is not for this reader is without bytes.

    ``origins`` are the exported log's and that of the installation's own.
    """
    for record in records:
        yield record if reader.person is None or _is_his(orjson.loads(record), origins) else b""


def _is_his(record: dict[str, object], origins: frozenset[str]) -> bool:
    topic, body = str(record["type"]).partition("/")[0], record["body"]
    if topic in _PUBLIC:
        return True
    return topic in _OF_A_LOG and isinstance(body, dict) and body["origin"] in origins
