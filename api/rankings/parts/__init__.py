"""The parts of the sensitivity analysis as plain data, and the models that describe them."""
