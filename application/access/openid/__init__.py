"""Signing in by a provider of identities (OpenID Connect, code flow with PKCE): we are the party that relies on it.

A provider says who somebody is, and nothing else: which account that is was laid down here before, by himself in a
session or by an administrator, never by a name or an address. No seat, role or account comes from a provider.
"""
