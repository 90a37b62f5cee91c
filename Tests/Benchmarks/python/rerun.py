"""rerun.py URL NAME: launches nothing where a run with the tag of NAME has succeeded, as careful scripts do."""

import sys
from urllib.parse import urlsplit

from dagster_graphql import DagsterGraphQLClient

QUERY = """
query Runs($tags: [ExecutionTag!]!) {
  runsOrError(filter: {tags: $tags, statuses: [SUCCESS]}, limit: 1) {
    __typename
    ... on Runs { results { runId } }
  }
}
"""

url = urlsplit(sys.argv[1])
client = DagsterGraphQLClient(url.hostname, port_number=url.port)
# The client has no method of its own to look for runs.
answer = client._execute(QUERY, {"tags": [{"key": "production-jobs/job", "value": sys.argv[2]}]})
print(answer["runsOrError"]["results"])
