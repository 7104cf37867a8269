"""The pages: the first one, and the routers of all others."""

from fastapi import APIRouter, Request, Response

from api.access.addresses import origin_of
from api.pages import assets, signing
from api.pages.assess import interview
from api.pages.assess import routes as assess
from api.pages.catalogue import routes as catalogue
from api.pages.compare import routes as compare
from api.pages.frame import page_language, render
from api.pages.guide import routes as guide
from api.pages.page_route import PageRoute
from api.pages.panels import joining
from api.pages.panels import routes as panels
from api.pages.reference import routes as reference
from api.pages.results import routes as results
from api.pages.words import purposes

router = APIRouter(include_in_schema=False)
_home = APIRouter(include_in_schema=False, route_class=PageRoute)


@_home.get("/")
def get_home(request: Request) -> Response:
    """Show what this is for, and what runs here."""
    known = purposes() if page_language(request) == "zh" else {}
    described = [
        (method.upper(), path, known.get(operation["summary"], operation["summary"]))
        for path, item in request.app.openapi()["paths"].items()
        for method, operation in item.items()
    ]
    return render(request, "home.html", routes=described, base=f"{origin_of(request)}/")


for part in (
    _home,
    signing.router,
    assets.router,
    interview.router,
    results.router,
    assess.router,
    catalogue.router,
    compare.router,
    panels.router,
    joining.router,
    guide.router,
    reference.router,
):
    router.routes.extend(part.routes)
