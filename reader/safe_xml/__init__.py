"""XML from anywhere, read without harm: no entities, nothing external, bounded in every way.

`walking` tells a document's parts one by one, for what may be long; `tree` builds elements, for
what is looked up here and there. Small faults that programs often make (a bare `&`, `&nbsp;`,
control characters) are mended; a larger one is said with its line.
"""
