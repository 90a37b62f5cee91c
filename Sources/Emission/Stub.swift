enum EmissionStub {}
