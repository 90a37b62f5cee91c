enum DagsterStub {}
