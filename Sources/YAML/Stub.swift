enum YAMLStub {}
