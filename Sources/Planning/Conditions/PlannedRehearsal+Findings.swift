import DagsterModel
import Diagnostics
import JobDSL
import RunHistory
import Works

extension PlannedRehearsal {
  /// What is expected, and whether it is so.
  func findings(step: Int) -> [ConditionCheck.Finding] {
    expects.enumerated().map { index, expected in
      let number = outcome?.figures[index].number
      let verdict: ConditionCheck.Verdict =
        switch (number, expected.atMost) {
        case (nil, _): .undecided("it has not been rehearsed: plan with --rehearse")
        case (.some(let number), .some(let limit)) where (Double(number) ?? .infinity) > Double(limit):
          .unmet(
            .init(
              message: "expected at most \(limit), found \(expected.figure) \(number) in its rehearsal",
              hint:
                "look at run \(outcome?.run.rawValue ?? ""); to let it do more, raise the limit and have it reviewed"
            )
          )
        default: .met
        }
      return ConditionCheck.Finding(
        step: step,
        condition: .expects(expected.figure, atMost: expected.atMost),
        path: path[index],
        verdict: verdict
      )
    }
  }
}
