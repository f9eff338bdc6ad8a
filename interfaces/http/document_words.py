"""What the OpenAPI document says in words: of the whole, its parts, what stands in an address, and the problems there are."""

from collections.abc import Mapping

DESCRIPTION = """\
The joint conference of a local government and its trade union: commands, views, and their history.

**Signing in.** `POST /api/v1/sign-in` begins a session, carried by a cookie or as `Authorization: Bearer …`; tokens for
machines go by the same header. Either stands for one person in one conference. What he may do follows from the seats he
holds at the moment, or from his role; a token may narrow it. Signing asks that he proved who he is within 15 minutes.

**Language.** `Accept-Language: zh-Hans` or `en` chooses the sentences; codes and field names never change.

**Commands** are posted to the noun of the fact, with `Idempotency-Key` so that an answer can be asked for again, and
where one is asked for with `If-Match`, the ETag of the state they were decided on. What they answer is as of the
position they made. The circumstances of an act (its day, the seat, for whom the office enters it, reasons for
departing from a soft rule) stand in `act`.

**Views** show things as of any position or time: `as_of`; `after` waits for one's own write. `X-Position` says what is
shown. Every single thing says in `actions` what can be done with it now, and where.

**Problems** are RFC 9457 documents with a stable `code` and the `clause` it rests on; `/api/v1/problems` lists them.
Any address may also answer 403 to what another site asks for, 408 to a body that is too slow, 421 to a host it does
not go by, and 500.

**Rates.** `RateLimit-Policy` names the quotas a request was counted under, `RateLimit` how many more may come under the
one that is nearest its end (`r`), and in how many seconds (`t`) all may come again."""

TAGS: Mapping[str, str] = {
    "conference": "The institution: its measures, calendars and years.",
    "charters": "Editions of the measures.",
    "calendars": "Holidays and make-up working days.",
    "series": "Series of document numbers.",
    "ordinals": "The ordinals of meetings.",
    "units": "Departments and unions.",
    "people": "The roll: people, duties, absences, deputies.",
    "ratifications": "What a predecessor did too late, and his successor stands by.",
    "calls": "Calls for topics, and the suggestions they bring.",
    "suggestions": "What grassroots unions suggest.",
    "topics": "Topics, from submission to conclusion.",
    "meetings": "Meetings, from planning to the archive.",
    "invitations": "Who is invited to a meeting, and what he answers.",
    "minutes": "Minutes and corrigenda.",
    "documents": "The register of official papers: notices, minutes and corrigenda with their numbers.",
    "decisions": "Decisions, from adoption to completion.",
    "findings": "What an auditor finds, and whether it is excused.",
    "years": "Years, counted.",
    "desk": "What waits for whom.",
    "search": "Search over Chinese and English.",
    "history": "Every fact about a thing.",
    "changes": "What has been recorded since a position.",
    "commands": "Several commands in one save.",
    "problems": "The catalogue of codes.",
    "audit": "What proves the log: receipts, proofs, single records, the package of all.",
    "files": "Files, known by their digest; what a record names is read by whoever may read that record.",
    "drafts": "What one has begun to fill in, kept for oneself alone until it is sent.",
    "session": "Coming in and going out: sign-in, activation, sessions.",
    "account": "One's own account: password, device of codes, recovery codes.",
    "tokens": "What stands for oneself when a machine calls.",
    "feeds": "Addresses at which a calendar program reads one's own dates, without signing in.",
    "accounts": "Who may sign in, and roles beyond the seats; for administrators.",
    "access": "Who came in, who was kept out, and what was refused; for administrators and auditors.",
    "board": "What the heads published of the decisions, for everybody, while the conference has its public board open.",
    "log": "The logs as static files, for programs of any make (C2SP tlog-tiles).",
    "operation": "How the installation is.",
}

PATH: Mapping[str, str] = {
    "conference": "the conference's short name",
    "row": "its id, as a list gives it",
    "unit": "the unit's key",
    "register": "the institution's own stream: its measures and years, its people, its units, its numbers",
    "year": "the year",
    "position": "a position of the log",
    "digest": "the SHA-256 of the file, in small hexadecimal digits",
    "slug": "the conference's short name, or `system` for the installation's own log",
    "path": "a tile as tlog-tiles spells it: `0/000`, `1/000.p/4`, `entries/x001/234`",
    "subject": "the id of a topic, meeting, decision or person, or `unit:` and a unit's key",
}

QUERY: Mapping[str, str] = {
    "limit": "how many at most",
    "cursor": "the `next` of the page before",
    "kind": "only this kind of thing",
    "after": "the last position already seen",
}

STATUSES: Mapping[int, tuple[str, str]] = {
    400: ("BadRequest", "A header or parameter cannot be understood"),
    401: ("NotSignedIn", "No token, or one that is not known or has expired"),
    403: ("NotEntitled", "The caller's seats of the day do not allow it"),
    404: ("NotFound", "There is no such thing in this conference"),
    409: ("Refused", "A rule, the order of steps, or a missing reason stands against it"),
    412: ("Overtaken", "The thing has changed since the caller looked; it comes with its present state"),
    413: ("TooLarge", "The request is too large"),
    408: ("TooSlow", "The body did not come in time"),
    414: ("AddressTooLong", "The address is too long, or has too many parameters"),
    415: ("NotJson", "The body is not declared as what is taken here: JSON, or for a file one of its types"),
    422: ("Malformed", "The request cannot be recorded as it is, or its key stands for another"),
    428: ("VersionMissing", "The version that the change was decided on is not named"),
    429: ("TooMany", "Too many requests within a minute; Retry-After says when to ask again"),
    503: ("NotNow", "The store or the views cannot answer just now; it may be tried again"),
}
