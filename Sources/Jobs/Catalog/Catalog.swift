// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// What code locations define: assets and jobs by name, a folder for each location.
