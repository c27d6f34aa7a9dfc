"""How lists stand: the library's episodes and the bookmarks, filtered, sorted, tagged. Pure."""
