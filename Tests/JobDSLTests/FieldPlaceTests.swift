import Diagnostics
import JobDSL
import Schema
import Testing

/// A field's place is found by the property that it is of, in whichever module that is named.
@Suite struct FieldPlaceTests {
  static let places: [(place: Path, text: String)] = [
    (.root[\Backfill.assets], "assets"), (.root[\Backfill.partitions], "partitions"),
    (.root[\Backfill.config], "config"), (.root[\Backfill.maxConcurrentRuns], "maxConcurrentRuns"),
    (.root[\Backfill.options], "options"),
    (.root[\Materialize.oneAsset], "asset"), (.root[\Materialize.severalAssets], "assets"),
    (.root[\Materialize.partition], "partition"), (.root[\Materialize.config], "config"),
    (.root[\Launch.job], "job"), (.root[\Launch.location], "location"),
    (.root[\Launch.partition], "partition"), (.root[\Launch.config], "config"),
    (.root[\ReportMaterialized.asset], "asset"), (.root[\ReportMaterialized.partitions], "partitions"),
    (.root[\AddPartitions.asset], "asset"), (.root[\DeletePartitions.asset], "asset"),
    (.root[\Check.asset], "asset"), (.root[\Check.names], "checks"),
    (.root[\WipeAsset.asset], "asset"), (.root[\WipeAsset.confirmed], "confirmed"),
    (.root[\Conditions.requires], "requires"), (.root[\Conditions.overwrites], "overwrites"),
    (.root[\Conditions.only], "only"), (.root[\Conditions.ensures], "ensures"),
    (.root[\Conditions.atMost][\LaunchLimits.partitions], "atMost.partitions"),
    (.root[\Conditions.atMost][\LaunchLimits.runs], "atMost.runs"),
    (.root[\StepOptions.tags], "tags"), (.root[\StepOptions.maxRuntimeSeconds], "maxRuntimeSeconds"),
    (.root[\PartitionsForm.kind], "partitioning"), (.root[\PartitionsForm.all], "all"),
    (.root[\PartitionsForm.keys], "keys"),
    (.root[\PartitionsForm.ranges][1][\KeyRange.from], "ranges[1].from"),
    (.root[\PartitionsForm.ranges][1][\KeyRange.through], "ranges[1].through"),
    (.root[\PartitionsForm.dimensions][0][\DimensionForm.form.kind], "dimensions[0].partitioning"),
    (.root[\JobDocument.metadata][\Metadata.name], "metadata.name"),
    (.root[\JobDocument.metadata][\Metadata.owner], "metadata.owner"),
    (.root[\JobDocument.metadata][\Metadata.reason], "metadata.reason"),
    (.root[\JobDocument.metadata][\Metadata.validUntil], "metadata.validUntil"),
    (.root[\JobDocument.metadata][\Metadata.watchers][1], "metadata.watchers[1]"),
    (.root[\JobDocument.spec], "spec"), (JobDocument.stepsPath, "spec.steps"),
  ]

  @Test(arguments: places.indices) func isWhereTheDocumentHasIt(_ index: Int) {
    #expect(Self.places[index].place.description == Self.places[index].text)
  }
}
