internal import FuzzDriver
internal import FuzzTargets

FuzzDriver.run([.yaml, .document, .roundTrip])
