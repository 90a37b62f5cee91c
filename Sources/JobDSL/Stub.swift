enum JobDSLStub {}
