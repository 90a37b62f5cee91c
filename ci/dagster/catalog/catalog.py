"""Whatever a code location can define: for reading it. Nothing here is ever run."""
import configs
import kinds
import names
from dagster import Definitions

defs = Definitions.merge(configs.defs, kinds.defs, names.defs)
