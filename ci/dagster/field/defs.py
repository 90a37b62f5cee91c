"""The field: what users' Dagsters have and the sandbox beside it has not, a module for each topic."""
import chains
import letters
import shapes
import times
from dagster import Definitions

defs = Definitions.merge(chains.defs, letters.defs, shapes.defs, times.defs)
