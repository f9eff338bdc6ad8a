"""Who may do what: act × seat × state, asked of the domain itself in a conference that is only imagined."""
