// What several jobs share. Each job is a file of its own: `swift run emit new job NAME`. This file stays without any job too:
// SwiftPM leaves out a module in whose folder there is no Swift, and `emit` couldn't be built to write the first one.
