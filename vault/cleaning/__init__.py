"""Taking hidden data out of files: one module for each family, all of them run in a child process only.

`process.cleaned` and `pages.page_of` are the ways in. Nothing here but these two may be imported by the Portal itself:
what reads a stranger's file reads it in a process of its own, which holds no key, no setting and no database, and whose
memory, time and output are limited. What a cleaner does not know, it does not pass on: it raises `CannotClean`, and the
file is held.
"""
