"""Entrance examinations: extensions of other packages are tested before they are offered to users.

`mcda.entrance.method` examines methods; weightings and computed criteria are examined by their own
packages with the functions of `mcda.entrance.declarations`.
"""
