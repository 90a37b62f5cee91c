import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'ensures' is unavailable: a condition is about assets: only Backfill and Materialize take one}}
  Launch(.noop).ensures(.allMaterialized)
}
