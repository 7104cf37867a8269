"""Catalogues of parks, one per file; each registers itself.

To add one: a file here, or in another package under the entry point ``parkwise.catalogues``, with a
class derived from `mcda.parks.catalogues.registry.CatalogueSource`. Nothing else needs to know.
"""
