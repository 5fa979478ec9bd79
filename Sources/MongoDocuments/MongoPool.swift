#if MongoDB
    import CMongoC
    import KinoraDocuments
    import KinoraKernel

    /// Where the store is, as it may be told to anybody.
    struct MongoPlace: Sendable {
        let hosts: String
        let database: String
        /// ` NAME` for sentences; empty where nobody signs in.
        let user: String
        let secrets: [String]
    }

    /// The driver's connections to one deployment.
    ///
    /// `@unchecked Sendable`: the C pool is made for several threads; a client is used by the thread that took it alone.
    final class MongoPool: @unchecked Sendable {
        private static let driver: Void = {
            mongoc_init()
            // Without a handler the driver says nothing on standard error.
            mongoc_log_set_handler(nil, nil)
        }()

        let place: MongoPlace
        let threads: Int
        private let pool: OpaquePointer

        /// - Parameter text: a connection string: `mongodb://…` or `mongodb+srv://…`.
        /// - Throws: `StoreError.refused` when it is none.
        init(_ text: String) throws {
            _ = Self.driver
            guard let uri = mongoc_uri_new_with_error(text, nil) else {
                throw StoreError.refused(
                    "This is no connection string of MongoDB: mongodb://NAME:PASSWORD@HOST:PORT/DATABASE is expected, with signs like @ and /"
                        + " in a name or password written as in a URL.")
            }
            defer { mongoc_uri_destroy(uri) }
            place = Self.place(uri)
            threads = Self.settle(uri)
            var error = bson_error_t()
            guard let pool = mongoc_client_pool_new_with_error(uri, &error) else {
                throw StoreError.refused("the connection string cannot be used: \(MongoFailure(error, hiding: place.secrets).reason)")
            }
            self.pool = pool
            mongoc_client_pool_set_error_api(pool, 2)
        }

        /// Lends a client. Call it on a thread of the engine only.
        func withClient<T>(_ body: (MongoClient) throws -> T) rethrows -> T {
            let client = mongoc_client_pool_pop(pool)
            defer { mongoc_client_pool_push(pool, client) }
            // `pop` waits until there is one; there are as many as threads.
            return try body(MongoClient(pointer: client.unsafelyUnwrapped, place: place))
        }

        /// Ends all connections. Blocks; nobody may hold a client.
        func close() { mongoc_client_pool_destroy(pool) }

        /// Completes the options that the owner did not give.
        /// - Returns: how many threads to use.
        private static func settle(_ uri: OpaquePointer) -> Int {
            let wanted = mongoc_uri_get_option_as_int32(uri, "maxpoolsize", Int32(MongoBounds.threads))
            let threads = min(max(1, Int(wanted)), MongoBounds.mostThreads)
            // The watcher of changes holds one for itself.
            mongoc_uri_set_option_as_int32(uri, "maxpoolsize", Int32(threads + 1))
            for (name, value) in [
                ("serverselectiontimeoutms", MongoBounds.selectionMilliseconds), ("connecttimeoutms", MongoBounds.connectMilliseconds),
                ("sockettimeoutms", MongoBounds.socketMilliseconds), ("heartbeatfrequencyms", MongoBounds.heartbeatMilliseconds),
            ] where !mongoc_uri_has_option(uri, name) {
                mongoc_uri_set_option_as_int32(uri, name, value)
            }
            if mongoc_uri_get_appname(uri) == nil { mongoc_uri_set_appname(uri, "kinora") }
            return threads
        }

        private static func place(_ uri: OpaquePointer) -> MongoPlace {
            let password = mongoc_uri_get_password(uri).map { String(cString: $0) } ?? ""
            let user = mongoc_uri_get_username(uri).map { " " + String(cString: $0).onOneLine(atMost: 80) } ?? ""
            let database = mongoc_uri_get_database(uri).map { String(cString: $0) } ?? "kinora"
            return MongoPlace(
                hosts: hosts(uri).joined(separator: ", "), database: database, user: user,
                secrets: password.isEmpty ? [] : [password])
        }

        private static func hosts(_ uri: OpaquePointer) -> [String] {
            if let name = mongoc_uri_get_srv_hostname(uri) { return [String(cString: name)] }
            var hosts: [String] = []
            var next = mongoc_uri_get_hosts(uri)
            while let host = next {
                let text = withUnsafePointer(to: host.pointee.host_and_port) { tuple in
                    tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: host.pointee.host_and_port)) {
                        String(cString: $0)
                    }
                }
                hosts.append(text)
                next = UnsafePointer(host.pointee.next)
            }
            return hosts
        }
    }
#endif
