"""People with a role beyond the seats, and what a page says of itself."""

import re

from tests.interfaces.http.accounts import Member
from tests.interfaces.http.town import Town
from tests.interfaces.pages.reading import Page
from tests.interfaces.pages.story import does

_ROWS = r"<tbody>.*?</tbody>|<ul class=\"findings\">.*?</ul>|<select.*?</select>|<details>.*?</details>|<pre.*?</pre>"


def entered(town: Town) -> None:
    """Somebody without a seat comes onto the roll: lin."""
    town.people["lin"] = str(does(town, "zhou", "/people", {"name": "林同志"})["id"])


def holding(town: Town, role: str) -> str:
    """The session of somebody new on the roll with a role."""
    entered(town)
    return Member(town, "lin", role).equipped().signed_in()


def own_words(page: Page) -> str:
    """The words of a page itself, without the rows of its tables, which tell what was recorded."""
    left = re.sub(_ROWS, "", page.html, flags=re.DOTALL)
    named = r"<(h1|h2|h3|th|dt|label|legend|summary|button|nav)\b[^>]*>(.*?)</\1>"
    return " ".join(re.sub(r"<[^>]+>", " ", inner) for _, inner in re.findall(named, left, flags=re.DOTALL))


def shown_once(page: Page) -> str:
    """The code or token that a page shows this once."""
    (secret,) = re.findall(r'<code class="secret">([^<]+)</code>', page.html)
    return str(secret)
