#if MongoDB
    import CMongoC
    import KinoraDocuments
    import KinoraKernel

    /// One client of the driver, lent to one thread: sends single commands and fetches what a query finds. Blocks; repeats nothing.
    struct MongoClient {
        let pointer: OpaquePointer
        let place: MongoPlace

        /// Sends a command that changes something.
        /// - Parameter concern: how safe it must be before it is acknowledged; nil for the server's or the connection string's own.
        func write(_ command: BSONDocument, concern: BSONDocument? = nil) throws -> [String: Value] {
            var options = BSONDocument()
            if let concern { options.append("writeConcern", concern) }
            return try withBSON(command) { command in
                try withBSON(options) { options in
                    try reply { mongoc_client_write_command_with_opts(pointer, place.database, command, options, $0, $1) }
                }
            }
        }

        func read(_ command: BSONDocument) throws -> [String: Value] {
            let primary = mongoc_read_prefs_new(MONGOC_READ_PRIMARY)
            defer { mongoc_read_prefs_destroy(primary) }
            return try withBSON(command) { command in
                try reply { mongoc_client_read_command_with_opts(pointer, place.database, command, primary, nil, $0, $1) }
            }
        }

        /// Everything that a query finds, from the primary.
        /// - Parameter options: as `mongoc_collection_find_with_opts` takes them.
        func find(_ filter: BSONDocument, in collection: String, options: BSONDocument) throws -> [Result<[String: Value], BSONProblem>] {
            try withCollection(collection) { collection, primary in
                try withBSON(filter) { filter in
                    try withBSON(options) { options in
                        try all(mongoc_collection_find_with_opts(collection, filter, options, primary))
                    }
                }
            }
        }

        func aggregate(_ stages: [BSONDocument], in collection: String, options: BSONDocument) throws -> [Result<
            [String: Value], BSONProblem
        >] {
            var pipeline = BSONDocument()
            pipeline.append("pipeline", array: stages)
            return try withCollection(collection) { collection, primary in
                try withBSON(pipeline) { pipeline in
                    try withBSON(options) { options in
                        try all(mongoc_collection_aggregate(collection, MONGOC_QUERY_NONE, pipeline, options, primary))
                    }
                }
            }
        }

        /// Follows a collection's change stream.
        /// - Parameters:
        ///   - wait: how long the server waits for a change before it says that there is none, in milliseconds.
        ///   - goesOn: called after each of them, with whether there was one; ends the stream by answering false.
        func watch(_ collection: String, wait: Int64, _ goesOn: (_ isChanged: Bool) -> Bool) throws {
            var (pipeline, options) = (BSONDocument(), BSONDocument())
            pipeline.append("pipeline", .array([]))
            options.append("maxAwaitTimeMS", .int(wait))
            try withCollection(collection) { collection, _ in
                try withBSON(pipeline) { pipeline in
                    try withBSON(options) { options in
                        let stream = mongoc_collection_watch(collection, pipeline, options)
                        defer { mongoc_change_stream_destroy(stream) }
                        var event: OpaquePointer?
                        var isChanged: Bool
                        repeat {
                            isChanged = mongoc_change_stream_next(stream, &event)
                            var error = bson_error_t()
                            if !isChanged, mongoc_change_stream_error_document(stream, &error, &event) {
                                throw MongoFailure(error, hiding: place.secrets)
                            }
                        } while goesOn(isChanged)
                    }
                }
            }
        }

        // MARK: Between Swift and C

        private func withCollection<T>(_ name: String, _ body: (OpaquePointer, OpaquePointer?) throws -> T) throws -> T {
            let primary = mongoc_read_prefs_new(MONGOC_READ_PRIMARY)
            defer { mongoc_read_prefs_destroy(primary) }
            guard let collection = mongoc_client_get_collection(pointer, place.database, name) else { throw outOfMemory }
            defer { mongoc_collection_destroy(collection) }
            return try body(collection, primary)
        }

        private func all(_ cursor: OpaquePointer?) throws -> [Result<[String: Value], BSONProblem>] {
            guard let cursor else { throw outOfMemory }
            defer { mongoc_cursor_destroy(cursor) }
            var found: [Result<[String: Value], BSONProblem>] = []
            var document: OpaquePointer?
            while mongoc_cursor_next(cursor, &document) {
                guard let document else { break }
                found.append(Result { () throws(BSONProblem) in try Self.fields(of: document) })
            }
            var error = bson_error_t()
            if mongoc_cursor_error(cursor, &error) { throw MongoFailure(error, hiding: place.secrets) }
            return found
        }

        /// Calls the driver with memory for the reply. The driver makes a document of its own there, so it has to lie in plain memory of a
        /// `bson_t`'s size and alignment, 128 bytes each (bson-types.h).
        private func reply(_ call: (OpaquePointer, UnsafeMutablePointer<bson_error_t>) -> Bool) throws -> [String: Value] {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 128)
            defer { memory.deallocate() }
            let document = OpaquePointer(memory)
            bson_init(document)
            defer { bson_destroy(document) }
            var error = bson_error_t()
            let isDone = call(document, &error)
            let fields: [String: Value]
            do {
                fields = try Self.fields(of: document)
            } catch {
                throw MongoFailure(code: 0, message: "the server's answer is damaged", hiding: [])
            }
            // A server that answered, but refused some of the documents, says so in its answer.
            guard isDone || fields["writeErrors"] != nil else {
                throw MongoFailure(error, answer: fields, hiding: place.secrets)
            }
            return fields
        }

        private func withBSON<T>(_ document: BSONDocument, _ body: (OpaquePointer) throws -> T) throws -> T {
            let bytes = document.bytes
            guard let copy = bson_new_from_data(bytes, bytes.count) else { throw outOfMemory }
            defer { bson_destroy(copy) }
            return try body(copy)
        }

        private static func fields(of document: OpaquePointer) throws(BSONProblem) -> [String: Value] {
            guard let data = bson_get_data(document) else { return [:] }
            let length = UnsafeRawPointer(data).loadUnaligned(as: Int32.self)
            return try BSONReader.fields(of: UnsafeRawBufferPointer(start: data, count: Int(Int32(littleEndian: length))))
        }

        private var outOfMemory: MongoFailure { MongoFailure(code: 0, message: "the driver takes no further request", hiding: []) }
    }
#endif
