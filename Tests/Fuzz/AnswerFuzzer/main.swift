internal import FuzzAnswerTargets
internal import FuzzDriver
internal import FuzzTargets

try FuzzDriver.run([.graphQL, .definitions, .record])
