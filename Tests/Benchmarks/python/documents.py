"""The measured jobs, as values: what Tests/Benchmarks/Measure/SyntheticJob.swift says."""


def job(number: int) -> dict:
    backfill = {
        "assets": ["orders"],
        "partitions": {"partitioning": "daily", "from": "2024-03-01", "through": "2024-03-15"},
        "maxConcurrentRuns": 4,
    }
    materialize = {"asset": "dim_products", "options": {"tags": {"ticket": f"INC-{number}"}}}
    config = {"ops": {"purge": {"config": {"table": "orders", "older_than_days": number}}}}
    launch = {"job": "purge_job", "location": "lab", "config": config}
    return {
        "apiVersion": "production-jobs/v1",
        "kind": "Job",
        "metadata": {
            "name": f"reload-orders-{number}",
            "owner": "data-platform",
            "reason": f"The source was corrected, INC-{number}",
        },
        "spec": {"steps": [{"backfill": backfill}, {"materialize": materialize}, {"launch": launch}]},
    }
