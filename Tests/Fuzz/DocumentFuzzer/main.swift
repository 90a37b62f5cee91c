internal import FuzzDriver
internal import FuzzTargets

try FuzzDriver.run([.yaml, .document, .roundTrip])
