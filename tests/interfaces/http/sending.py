"""Files as people send them over HTTP, and the records that name them."""

from base64 import b64encode
from hashlib import sha256

from tests.application.files.made import PDF

TOPIC = {
    "title": "关于开展职工安全生产培训的议题",
    "category": "labour_safety",
    "background": "新进职工安全培训覆盖面不足。",
    "request": "请镇总工会协同组织培训。",
    "concerned": ["human_resources", "town_union"],
}


def sha(content):
    return sha256(content).hexdigest()


def send(town, who, content=PDF, path="/files", **headers):
    """Upload a file as somebody."""
    return town.ask(who, path, content, **{"content_type": "application/pdf", **headers})


def announced(content):
    """The digest of a file as a header says it."""
    return f"sha-256=:{b64encode(sha256(content).digest()).decode()}:"


def named(content, media_type="application/pdf"):
    """A file as a record names it."""
    return {"sha256": sha(content), "size": len(content), "media_type": media_type}


def suggest(town, content, who="shen"):
    """A suggestion that brings a file, which the union side alone reads; its address."""
    call = town.ask("wang", "/calls", {"year": 2025, "text": "征集议题"}).json()["id"]
    body = {"unit": "sanitation", "text": "请增设饮水点", "attachments": [named(content)]}
    done = town.ask(who, f"/calls/{call}/suggestions", body)
    assert done.status_code == 200, done.text
    [row] = town.get("/suggestions", "li").json()["items"]
    return f"/calls/{call}/suggestions/{row['id']}"


def submit(town, who="wei"):
    """A topic of the safety office; its address."""
    done = town.ask(who, "/topics", {"side": "gov", "proposer": "safety", "year": 2025, **TOPIC})
    assert done.status_code == 201, done.text
    return f"/topics/{done.json()['id']}"


def research(town, topic, content, who="wei"):
    """Report on research, with a file that everybody reads."""
    version = town.get(topic, who).headers["etag"]
    done = town.ask(who, f"{topic}/research", {"findings": "走访。", "attachments": [named(content)]}, if_match=version)
    assert done.status_code == 200, done.text
    return done.json()
