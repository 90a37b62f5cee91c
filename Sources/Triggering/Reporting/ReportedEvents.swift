import Ledger

/// Notes what a ledger tells while it waits.
struct ReportedEvents: EventSink {
  let reporter: any Reporter

  func emit(_ event: Event) { reporter.note(event.message) }
}
