"""Meetings and due dates as calendar programs read them (iCalendar, RFC 5545)."""
