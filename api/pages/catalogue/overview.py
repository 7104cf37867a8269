"""The list of all parks: map, filters, table."""

import math

from fastapi import Request, Response

from api.pages.catalogue import maps, park_list
from api.pages.catalogue.filters import SORTS, filter_lines, filters_asked
from api.pages.catalogue.park import sector_name
from api.pages.frame import page_language, render
from api.parks.catalogue import catalogue_of
from api.parks.land import YUAN_A_MU, land_units
from api.settings import Settings

_STEP = 50
"""US dollars a square metre to which the axis of prices is rounded up."""


def overview(request: Request, settings: Settings) -> Response:
    """Return the page.

    Parameters
    ----------
    request
        With the filters.
    settings
        Whose data lie over the catalogue.
    """
    language, catalogue = page_language(request), catalogue_of(settings)
    query, counted = request.query_params, land_units(catalogue)
    every = park_list.lines(settings, language, query.get("sector", ""))
    countries, sectors = park_list.countries(every), park_list.sectors(every, language)
    asked = filters_asked(query, [one for one, _ in countries], [one for one, _ in sectors])
    shown = filter_lines(every, asked, counted)
    highest = max((line.price.high for line in shown.lines if line.price), default=_STEP)
    return render(
        request,
        "parks.html",
        section="parks",
        every=every,
        found=shown,
        asked=asked,
        sorts=SORTS,
        countries=countries,
        sectors=sectors,
        sector=sector_name(asked.sector, language) if asked.sector else "",
        units=list(counted),
        has_yuan=YUAN_A_MU in counted,
        maps=maps.draw_maps(shown.lines, language),
        off=maps.off_the_map(shown.lines),
        inset_height=maps.inset_height,
        axis=math.ceil(highest / _STEP) * _STEP,
        criteria=[info.name[language] for info in catalogue.criteria],
        scenario=catalogue.default_scenario,
    )
