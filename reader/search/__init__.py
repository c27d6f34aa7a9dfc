"""Finding anything that was ever said: the index, the query language, the hits.

This room alone knows Whoosh. The index is a cache of the library in the library's own folder:
`reader.search.units` says what goes in, `reader.search.records` what comes out. Importing this
package, or those two modules, loads neither Whoosh nor NumPy, so that a window can open first.
"""
