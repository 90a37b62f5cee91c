"""launch.py URL CONFIG: launches the run of a Dagster job once."""

import json
import sys
from urllib.parse import urlsplit

from dagster_graphql import DagsterGraphQLClient

url = urlsplit(sys.argv[1])
client = DagsterGraphQLClient(url.hostname, port_number=url.port)
print(client.submit_job_execution("purge_job", repository_location_name="lab", run_config=json.loads(sys.argv[2])))
