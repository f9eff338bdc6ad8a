"""What a topic waits for."""

from collections.abc import Iterator
from typing import Any

from domain.charter import Charter
from projections.waiting import Task, by_office, by_panel, by_unit


def waiting(topic: dict[str, Any], charter: Charter) -> Iterator[Task]:
    """The tasks a topic makes where it stands."""
    proposer = topic["proposer"]
    if topic["stage"] == "returned":
        yield from by_unit("resubmit_topic", proposer, charter)
    if topic["stage"] == "submitted":
        yield from _submitted(topic, charter)
    if topic["stage"] == "approved":
        yield from by_office("draw_up_agenda", charter)
    if topic["stage"] in {"submitted", "approved"}:
        yield from _consultation(topic, charter)


def _submitted(topic: dict[str, Any], charter: Charter) -> Iterator[Task]:
    if not topic["joined"]:
        yield from by_unit("join_topic", topic["joint_with"], charter)
    if topic["referrals"] and "answer" not in topic["referrals"][-1]:
        referral = topic["referrals"][-1]
        yield Task(what="answer_referral", seat=referral["to"], asked=referral["by"]["on"])
    research_first = charter.topics.comes_before("research", "approval")
    if research_first and not topic["research"]:
        yield from by_unit("report_research", topic["proposer"], charter)
    elif topic["consensus"] != "open" or not charter.topics.comes_before("consultation", "approval"):
        given, worded = topic["agreements"], topic["texts"][-1]["on"]
        yield from by_panel("agree_to_topic", charter.topics.approval, given, charter, asked=worded)


def _consultation(topic: dict[str, Any], charter: Charter) -> Iterator[Task]:
    if "consultation" not in charter.topics.steps or topic["consensus"] != "open":
        return
    version, worded = topic["text_version"], topic["texts"][-1]["on"]
    answered = {opinion["unit"] for opinion in topic["opinions"] if opinion["text_version"] == version}
    asked = {request["unit"]: request for request in topic["asked"] if request["text_version"] == version}
    for unit, request in asked.items():
        if unit not in answered:
            yield from by_unit("give_opinion", unit, charter, due=request["due"], asked=request["by"]["on"])
    if any(unit not in asked and unit not in answered for unit in topic["concerned"]):
        yield from by_unit("ask_opinion", topic["proposer"], charter, asked=worded)
    elif answered >= set(topic["concerned"]):
        present = [opinion["opinion"] for opinion in topic["opinions"] if opinion["text_version"] == version]
        what = "declare_no_consensus" if "object" in present else "declare_consensus"
        yield from by_unit(what, topic["proposer"], charter, asked=worded)
