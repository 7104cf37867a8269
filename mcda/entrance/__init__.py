"""Entrance examinations: what comes from elsewhere is tried before anybody is offered it.

`mcda.entrance.method` examines methods; weightings and computed criteria are examined by their own
packages with what is in `mcda.entrance.declarations`.
"""
