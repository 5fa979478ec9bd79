#if MongoDB
    import CMongoC
    import KinoraDocuments
    import KinoraKernel

    /// What went wrong with one command, and what that means for repeating it.
    struct MongoFailure: Error {
        enum Kind {
            /// No server, or none that takes writes, was found in time.
            case noServer
            /// The answer was lost, or the server is about to stop or to hand over: the command may be repeated, and may have been done.
            case interrupted
            case tooSlow
            case wrongPassword
            case missingRights
            /// The text that the server gave is all that is known.
            case other
        }

        let kind: Kind
        let code: UInt32
        /// The driver's or server's own words, on one line and without the password.
        let reason: String
        /// The server's whole answer, where there was one.
        let answer: [String: Value]

        init(_ error: bson_error_t, answer: [String: Value] = [:], hiding secrets: [String]) {
            self.answer = answer
            code = error.code
            kind = Self.kind(domain: error.domain, code: error.code)
            var error = error
            let message = withUnsafePointer(to: &error.message) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: Self.longestMessage) { String(cString: $0) }
            }
            reason = Self.hidden(message, secrets)
        }

        init(code: UInt32, message: String, hiding secrets: [String]) {
            answer = [:]
            self.code = code
            kind = Self.kind(domain: MONGOC_ERROR_SERVER.rawValue, code: code)
            reason = Self.hidden(message, secrets)
        }

        /// BSON_ERROR_BUFFER_SIZE of bson-types.h.
        private static let longestMessage = 504

        private static func hidden(_ message: String, _ secrets: [String]) -> String {
            secrets.reduce(message) { $0.replacing($1, with: "…") }.onOneLine(atMost: 300)
        }

        private static func kind(domain: UInt32, code: UInt32) -> Kind {
            switch domain {
            case MONGOC_ERROR_SERVER_SELECTION.rawValue: .noServer
            case MONGOC_ERROR_STREAM.rawValue: .interrupted
            case MONGOC_ERROR_SCRAM.rawValue, MONGOC_ERROR_SASL.rawValue: .wrongPassword
            case MONGOC_ERROR_CLIENT.rawValue where code == MONGOC_ERROR_CLIENT_AUTHENTICATE.rawValue: .wrongPassword
            case MONGOC_ERROR_SERVER.rawValue, MONGOC_ERROR_WRITE_CONCERN.rawValue, MONGOC_ERROR_QUERY.rawValue: kind(serverCode: code)
            default: .other
            }
        }

        /// The server's codes, from MongoDB's list of error codes and its specification of retryable writes.
        private static func kind(serverCode: UInt32) -> Kind {
            switch serverCode {
            case 18: .wrongPassword
            case 13: .missingRights
            case 50: .tooSlow
            case 6, 7, 64, 89, 91, 112, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436: .interrupted
            default: .other
            }
        }
    }

    extension StoreError {
        /// What a failure means for whoever called.
        static func translated(_ failure: MongoFailure, at place: MongoPlace) -> StoreError {
            switch failure.kind {
            case .noServer:
                .unavailable("no MongoDB server at \(place.hosts) answers, or none there takes writes (\(failure.reason)).")
            case .interrupted: .unavailable("the connection to MongoDB at \(place.hosts) was lost (\(failure.reason)). Try again.")
            case .tooSlow: .unavailable("MongoDB at \(place.hosts) took longer than \(MongoBounds.commandMilliseconds / 1000) seconds.")
            case .wrongPassword:
                .refused(
                    "MongoDB at \(place.hosts) does not accept the name or the password of the user\(place.user); correct the connection"
                        + " string, its authSource included.")
            case .missingRights:
                .refused(
                    "the MongoDB user\(place.user) may not read and write the database \(place.database) at \(place.hosts). Give it the"
                        + " role readWrite there, or name another database in the connection string.")
            case .other: .unavailable("MongoDB at \(place.hosts) reports: \(failure.reason) (code \(failure.code)).")
            }
        }
    }
#endif
