import Contract
import Diagnostics
import Schema

/// What stands only in some places of a job.
extension JobDocument {
  /// What other steps do before it is nothing that a rehearsal could see.
  var rehearsalIssues: [Issue] {
    steps.indices.dropFirst().compactMap { index in
      guard (steps[index].command as? Launch)?.rehearsal != nil else { return nil }
      return Issue(
        at: path(ofStep: index)[\Launch.rehearsal],
        "expected a rehearsal in the job's first step alone: what the steps before it change, it could not see",
        hint: "make two jobs, the later of which requires the other: .requires(.succeeded(\"…\"))"
      )
    }
  }

  /// Before anything there is nothing to look at, and after everything nothing that waits.
  var holdIssues: [Issue] {
    steps.indices.compactMap { index in
      guard steps[index].command is Hold else { return nil }
      let place = index == 0 ? "before" : index == steps.count - 1 ? "after" : nil
      return place.map {
        Issue(
          at: path(ofStep: index),
          "expected a step \($0) this one, found none",
          hint: index == 0
            ? "a job begins with an approved plan anyway: remove it"
            : "a job that is done waits for nothing: remove it"
        )
      }
    }
  }

  /// Each pause has its end, and what is paused already isn't paused again.
  var pauseIssues: [Issue] {
    var (open, issues): ([(index: Int, pause: Pause)], [Issue]) = ([], [])
    for (index, step) in steps.enumerated() {
      if let pause = step.command as? Pause {
        issues += pause.automations.enumerated().flatMap { place, automation in
          open.filter { $0.pause.automations.contains(automation) }.map { outer in
            Issue(
              at: path(ofStep: index)[\Pause.automations][place],
              "expected what isn't paused yet, found the \(automation.text), which step \(StepNumber(at: outer.index)) pauses",
              hint: "remove it here"
            )
          }
        }
        open.append((index, pause))
      } else if let restore = step.command as? Restore {
        guard let last = open.popLast(), last.pause.automations == restore.automations else {
          issues.append(
            Issue(
              at: path(ofStep: index),
              "expected the end of the pause before it, of the same schedules and sensors, found another",
              hint: "write Pausing(…) { … }, and emit the job"
            )
          )
          continue
        }
        guard last.index == index - 1 else { continue }
        issues.append(Issue(at: path(ofStep: index), "expected a step within the pause, found none"))
      }
    }
    return issues
      + open.map { index, _ in
        Issue(
          at: path(ofStep: index),
          "expected a `restore` of the same schedules and sensors after it, found none",
          hint: "write Pausing(…) { … }, and emit the job"
        )
      }
  }
}

extension JobDocument {
  /// The canary of a step that makes the rest; `nil` of any other.
  package func canary(ofStep index: Int) -> Int? {
    guard let rest = steps[index].command as? Backfill else { return nil }
    return steps[..<index].lastIndex { ($0.command as? Backfill)?.isCanary(of: rest) == true }
  }

  /// Each canary has its rest, and each rest its canary.
  var canaryIssues: [Issue] {
    var rests: [Int: Int] = [:]
    var issues: [Issue] = []
    for index in steps.indices {
      guard case .afterFirst = part(ofStep: index) else { continue }
      guard let canary = canary(ofStep: index) else {
        issues.append(
          canaryIssue(at: index, "the first partitions of the same backfill before it", found: "none")
        )
        continue
      }
      guard rests.updateValue(index, forKey: canary) != nil else { continue }
      let expected = "one rest for the canary in step \(StepNumber(at: canary))"
      issues.append(canaryIssue(at: index, expected, found: "another"))
    }
    for index in steps.indices {
      guard case .first = part(ofStep: index) else { continue }
      if rests[index] == nil {
        issues.append(canaryIssue(at: index, "the rest of the same backfill after it", found: "none"))
      } else if steps[index].conditions.ensures != .checksPassed {
        issues.append(canaryIssue(at: index, "`ensures: checksPassed` beside it", found: "none"))
      }
    }
    return issues
  }

  private func part(ofStep index: Int) -> BackfillPart? { (steps[index].command as? Backfill)?.part }

  private func canaryIssue(at index: Int, _ expected: String, found: String) -> Issue {
    Issue(
      at: path(ofStep: index)[\Backfill.part],
      "expected \(expected), found \(found)",
      hint: "write Backfill(…).canary(partitions: …), and emit the job"
    )
  }
}
