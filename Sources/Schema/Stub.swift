enum SchemaStub {}
