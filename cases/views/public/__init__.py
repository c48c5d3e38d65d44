"""The speak-up pages: no session, no account, no message framework, nothing kept in the browser."""
