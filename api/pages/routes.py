"""The routers of all pages."""

from fastapi import APIRouter

from api.pages import assets, sign_in
from api.pages.assess import interview, overview, priorities
from api.pages.assess import routes as assess
from api.pages.compare import routes as compare
from api.pages.guide import routes as guide
from api.pages.home import routes as home
from api.pages.panels import invitation
from api.pages.panels import routes as panels
from api.pages.parks import routes as parks
from api.pages.reference import routes as reference
from api.pages.results import routes as results
from api.pages.results import shares, visitors

router = APIRouter(include_in_schema=False)
for part in (
    home.router,
    sign_in.router,
    assets.router,
    overview.router,
    priorities.router,
    interview.router,
    shares.router,
    visitors.router,
    results.router,
    assess.router,
    parks.router,
    compare.router,
    panels.router,
    invitation.router,
    guide.router,
    reference.router,
):
    router.routes.extend(part.routes)
