"""What a proposed change means: what to mend, what changes for readers, which translations fall behind; told as one comment.

Two sides. The checkout side (`base`, `look`) reads files and writes a Report. The telling side (`report`, `inert`,
`comment`) needs nothing but Python, so that a workflow with rights can run it from the main branch on a report that
came from a stranger.
"""
