"""The pages of the institution and of its oversight, in the order in which their addresses are looked for."""

from interfaces.pages import access, accounts, audit, charter, feeds, findings, people, status, tokens, years

BOOKS = (
    people.book,
    charter.book,
    accounts.book,
    tokens.book,
    feeds.book,
    access.book,
    audit.book,
    findings.book,
    years.book,
    status.book,
)
