"""Who comes in, and with what right: accounts, sessions, tokens and factors, kept beside the logs in a file of their own.

Nothing here is part of a record. What was done to accounts, roles and tokens, who came in and who was kept out is
recorded in the installation's own log, by pseudonymous ids. What somebody may do in a conference follows from his
duties of the day, which are read anew at every request; an account only says who he is.
"""
