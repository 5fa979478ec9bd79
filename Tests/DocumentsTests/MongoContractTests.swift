#if MongoDB
    import KinoraDocumentContract
    import KinoraDocuments
    import KinoraMongoDocuments
    import Testing

    @Suite(
        "MongoDB keeps the store's promises", .enabled(if: MongoServer.isHere, MongoServer.isMissing), .timeLimit(.minutes(10)))
    struct MongoContractTests {
        @Test(arguments: ContractCheck.all)
        func promise(check: ContractCheck) async throws {
            try await check.run(on: .mongo)
        }
    }

    extension Engine {
        static let mongo = Engine("mongodb") { time in
            let uri = try await MongoServer.address()
            let store = try await MongoStore(uri: uri, time: time)
            return Opened(
                store: store,
                reopened: {
                    try await store.close()
                    return try await MongoStore(uri: uri, time: time)
                },
                // The store closes itself when nobody has it any more: the driver takes half a second for that.
                dispose: { try await MongoServer.drop(uri) })
        }
    }
#else
    import Testing

    @Suite("MongoDB keeps the store's promises", .disabled("built without MongoDB; build with --traits MongoDB"))
    struct MongoContractTests {
        @Test func promise() {}
    }
#endif
