"""Holds every GraphQL document of the sources against the schema of the Dagster that runs this.

Usage, with the Python of a Dagster's environment: documents.py. Exit 1 names what does not fit.
"""

import re
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "Sources"
# The folders that ask Dagster something.
FOLDERS = ["Dagster", "DagsterDefinitions", "DagsterModel", "Instigators", "RunHistory"]

# What is sent only to servers that are new enough; the client asks for the version first.
SINCE = {"PartitionKeys": (1, 10), "DefinedKeys": (1, 10)}

# What is put together of as many parts as there are things to ask for: how a part begins, and one part's document.
MADE_OF_PARTS = {
    "RunChains": (r"c\(index): ", "query RunChains($f0: RunsFilter!) {{ {} }}"),
    "EverMaterialized": (
        r"n\(index): ",
        "query EverMaterialized($key0: AssetKeyInput!, $partitions0: [String!]) {{ {} }}",
    ),
    "SharedPartitions": (
        r"s\(index): pipelineOrError",
        "query SharedPartitions($job0: PipelineSelector!, $keys0: [AssetKeyInput!]) {{ {} }}",
    ),
    "PartitionSetKeys": (
        r"s\(index): partitionSetOrError",
        "query PartitionSetKeys($repository0: RepositorySelector!, $name0: String!) {{ {} }}",
    ),
    "RunConfigSchemas": (
        r"s\(index): runConfigSchemaOrError",
        "query RunConfigSchemas($selector0: PipelineSelector!) {{ {} }}",
    ),
    "BackfillTargets": (
        r"a\(index): partitionsTargeted",
        "query BackfillTargets($id: String!, $key0: AssetKeyInput!) {{ partitionBackfillOrError(backfillId: $id) "
        "{{ ... on PartitionBackfill {{ isAssetBackfill jobName partitionSetName {} }} }} }}",
    ),
    "PartitionMapping": (r"m\(index): ", "query PartitionMapping($params0: AssetBackfillPreviewParams!) {{ {} }}"),
}

# What is asked of a repository's own assets: further variables, and the constants that say what.
OWN_NODES = {
    "DefinedAssets": (", $job: PipelineSelector!", ["nodeFields"]),
    "WindowDescriptions": ("", ["windowFields"]),
    "DefinedKeys": ("", ["keyFields", "newestField", "dimensionFields"]),
}

TEXT = re.compile(r'"""\n(.*?)\n\s*"""|"((?:query|mutation) [^"\n]*)"', re.DOTALL)
CONSTANT = re.compile(r'(?:static )?let (\w+)(?:: String)? =\s*(?:"""\n(.*?)\n\s*"""|"([^"\n]*)")', re.DOTALL)
# A function that makes a document of an operation's name and of a field, and where it is called.
MAKER = re.compile(r'func (\w+)\(_ name: String, by field: String\) -> String \{\n\s*"""\n(.*?)\n\s*"""', re.DOTALL)
MADE = re.compile(r'(\w+)\("(\w+)", by: "(\w+)"\)')
USE = re.compile(r'(?:\.query|\.combined|\.mutation|assetQuery|jobQuery|ownNodes)\(\s*"(\w+)"')


def documents(folders: list[Path]) -> dict[str, str]:
    """Every document by the name of its operation, with constants put in."""
    texts = [path.read_text() for folder in folders for path in sorted(folder.rglob("*.swift"))]
    constants = {name: long or short for text in texts for name, long, short in CONSTANT.findall(text)}
    makers = {name: document for text in texts for name, document in MAKER.findall(text)}
    found = {}
    for text in texts:
        for long, short in TEXT.findall(text):
            document = (long or short).strip()
            for name, (start, whole) in MADE_OF_PARTS.items():
                if document.startswith(start):
                    document = whole.format(document.replace(r"\(index)", "0"))
            match = re.match(r"(?:query|mutation) (\w+)", document)
            if match and ".joined(" not in document:
                found[match[1]] = re.sub(r"\\\((?:\w+\.)?(\w+)\)", lambda name: constants[name[1]], document)
    for maker, name, field in [made for text in texts for made in MADE.findall(text)]:
        found[name] = makers[maker].replace(r"\(name)", name).replace(r"\(field)", field)
    for name, (variables, fields) in OWN_NODES.items():
        asked = " ".join(constants[field] for field in fields)
        found[name] = (
            f"query {name}($group0: AssetGroupSelector!, $keys0: [AssetKeyInput!]{variables}) "
            f"{{ a0: assetNodes(group: $group0, assetKeys: $keys0) {{ {asked} }} }}"
        )
    missing = {name for text in texts for name in USE.findall(text)} - found.keys()
    if missing:
        sys.exit(f"documents.py: found no document of {', '.join(sorted(missing))}")
    return found


def main() -> None:
    from dagster import __version__
    from dagster_graphql.schema import create_schema
    from graphql import parse, validate

    schema = create_schema().graphql_schema
    version = tuple(int(part) for part in __version__.split(".")[:2])
    sent = {name: text for name, text in documents([SOURCES / folder for folder in FOLDERS]).items() if version >= SINCE.get(name, version)}
    problems = [f"{name}: {error.message}" for name, text in sent.items() for error in validate(schema, parse(text))]
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(sent)} documents")


if __name__ == "__main__":
    main()
