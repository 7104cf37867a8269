"""Pages that are the same for everybody: browsers keep them and ask whether they still hold."""

from api.etag_route import TaggedRoute
from api.pages.page_route import PageRoute


class KeptPageRoute(TaggedRoute, PageRoute):
    """A route of a page with an ``ETag``."""
