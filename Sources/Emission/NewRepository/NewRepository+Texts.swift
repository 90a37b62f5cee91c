import Catalog

extension NewRepository {
  /// Package.resolved is committed: it says what was compiled.
  var ignored: String {
    """
    .build/
    *.xcodeproj

    """
  }

  var attributes: String {
    """
    # The same bytes in every checkout, on Windows too: `emit --check` compares them, and shells and Kubernetes read them.
    * text=auto eol=lf
    # A definition is a line, or a few that stand by themselves: what two branches pulled is taken together.
    \(CatalogFolders.lockPath)/*.json merge=union
    \(CatalogFolders.swiftPath)/*/*.swift merge=union

    """
  }

  var owners: String {
    """
    # Who has to approve a change; GitHub and GitLab both read this file. EDIT the names, then let main require an approval of
    # code owners (GitHub: a ruleset of main; GitLab: Protected branches, Premium).
    #
    # The version of the package and the pipelines decide what runs in production. Later lines count.
    *                @\(Self.gap)-your-org/platform
    /Sources/Jobs/   @\(Self.gap)-your-org/data-platform
    /generated/      @\(Self.gap)-your-org/data-platform

    """
  }

  var readme: String {
    """
    # \(name)

    One-time jobs in production: each is a file in `Sources/Jobs`; its YAML in `generated` is what is reviewed and run.
    This repository needs Swift 6.2 or newer and libyaml (on Debian `libyaml-dev`), and fetches
    [\(package.identity)](\(package.page)).

    ```sh
    # The names of your Dagster's assets; a read-only webserver is enough: export DAGSTER_URL=http://…
    docker run --rm --user "$(id -u)" --volume "$PWD:/work" --workdir /work --env DAGSTER_URL \\
      \(image):\(package.version) catalog pull
    swift run emit new job reload-orders-2024-03   # a file to begin with
    swift run emit                                 # writes generated/, or says at which line something is wrong
    swift run emit --check                         # what a pull request is held to
    # Once it is merged:
    \(start)
    ```

    ## Before the first run

    `grep -rn --exclude-dir .build \(Self.gap) .` finds what only you know: who owns what (`CODEOWNERS`), and your cluster and
    Dagster (`kubernetes/kustomization.yaml`), which `kubectl apply -k kubernetes` sets up. The branch is `main`, and
    `Package.resolved` is committed. The pipeline's environments, variables and secrets are in
    [Operating](\(package.page)/blob/\(package.version)/Docs/Operating.md#a-repository-of-your-own).

    ## An update

    ```sh
    old=\(package.exact) new=NEW   # of \(package.identity)
    git grep -l \(package.identity) -- ':!generated' ':!Sources/Jobs' | xargs sed -i "/\(package.identity)/s/$old/$new/g"
    swift package update && swift run emit         # then review what differs, and commit
    ```

    """
  }

  private var start: String {
    switch server {
    case .gitHub: "gh workflow run production-job.yml -f job=reload-orders-2024-03 -f mode=plan"
    case .gitLab: "glab ci run --branch main --input job:reload-orders-2024-03 --input mode:plan"
    }
  }

  var rulesForAssistants: String {
    """
    # For coding assistants

    This repository has one-time jobs that people run in production, through a pipeline, after a review. You write and check
    jobs. **You never run one.**

    ## Write a job

    1. `swift run emit new job NAME --owner TEAM --reason "WHY, with the ticket"` writes `Sources/Jobs/….swift`; ask for the
       owner and the reason, don't make them up. A name is used once for all time: `reload-orders-2024-03`.
    2. Replace its step by what is wanted: `Backfill(.orders, from: "2024-03-01", through: "2024-03-15")`,
       `Materialize(.dimProducts)`, `Launch(.purge, config: …)`. Assets and Dagster jobs are the members in
       `\(CatalogFolders.swiftPath)`; what isn't there Dagster hasn't. Nothing else is to be edited: files register themselves.
    3. `swift run emit` writes `generated/NAME`, or says at which line something is wrong, and what was expected.
    4. Read `generated/NAME/job.yaml`: it is what would run. Then `swift run emit --check` has to print nothing and exit
       with 0. Commit the Swift file and `generated/NAME` together.

    ## Never

    - Run anything against production: no `runner run`, `runner cancel` or `trigger`, no start of the pipeline (`gh workflow
      run`, `glab ci run`), no `kubectl`, no call of Dagster's API. Say which command a person may run.
    - Edit `generated`, `\(CatalogFolders.lockPath)` or `\(CatalogFolders.swiftPath)` by hand: `emit` and `runner catalog pull` write them.
    - Change or delete a job that was run, or its document: to do it again, write a new job; `swift run emit retire NAME`
      takes one away, where a person asks for it.
    - Write a secret, a token or a password: `Secret(env: "NAME")` is a reference that Dagster resolves.
    - Change `.gitattributes`, `CODEOWNERS`, `Package.swift`, `kubernetes` or the pipelines beside a job: those are changes of
      their own.

    """
  }
}
