"""Pages that are the same for everybody: browsers keep them and ask whether they still hold."""

from api.pages.page_route import PageRoute
from api.tagged import TaggedRoute


class KeptPageRoute(TaggedRoute, PageRoute):
    """A route of a page with an ``ETag``."""
