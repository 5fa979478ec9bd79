#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel
    import Logging

    /// The commands of one request, on one thread: repeated within bounds where an answer was lost, and never begun too late.
    struct MongoSession {
        let client: MongoClient
        let job: MongoJob
        /// See `MongoBounds.grace`.
        let grace: Duration
        let logger: Logger?
        private let start = ContinuousClock.now

        init(client: MongoClient, job: MongoJob, grace: Duration, logger: Logger?) {
            self.client = client
            self.job = job
            self.grace = grace
            self.logger = logger
        }

        /// The answer to a command, and whether it may have been done more than once because an earlier answer was lost.
        struct Answer {
            let fields: [String: Value]
            let isRepeated: Bool
        }

        func find(_ filter: Value, in collection: String, sort: [(String, Int64)] = [], skip: Int = 0, limit: Int = 0) throws
            -> [Result<[String: Value], BSONProblem>]
        {
            var options = limits
            if !sort.isEmpty { options.append("sort", Self.sort(sort)) }
            if skip > 0 { options.append("skip", .int(Int64(skip))) }
            if limit > 0 { options.append("limit", .int(Int64(limit))) }
            return try repeated { _ in try client.find(BSONDocument(filter), in: collection, options: options) }
        }

        func aggregate(_ stages: [BSONDocument], in collection: String) throws -> [Result<[String: Value], BSONProblem>] {
            var options = limits
            options.append("allowDiskUse", true)
            return try repeated { _ in try client.aggregate(stages, in: collection, options: options) }
        }

        /// Sends a command that may be done twice without harm, or whose second doing the caller can recognise.
        /// - Parameter isFinal: whether it must have reached the disks of most servers before it counts.
        func write(_ command: BSONDocument, isFinal: Bool = false) throws -> Answer {
            var command = command
            command.append("maxTimeMS", .int(MongoBounds.commandMilliseconds))
            return try repeated { attempt in
                let fields = try client.write(command, concern: isFinal ? Self.durable : nil)
                if let failure = Self.concernFailure(fields) { throw failure }
                return Answer(fields: fields, isRepeated: attempt > 1)
            }
        }

        func read(_ command: BSONDocument) throws -> [String: Value] {
            try repeated { _ in try client.read(command) }
        }

        /// Refuses to go on with a request whose caller has gone, or that took too long already.
        func checkStillWanted() throws {
            if job.isAbandoned { throw CancellationError() }
            if start.duration(to: .now) > MongoBounds.request {
                throw MongoFailure(code: 50, message: "the request took too long", hiding: [])
            }
        }

        static func sort(_ parts: [(String, Int64)]) -> BSONDocument {
            var sort = BSONDocument()
            for (path, direction) in parts { sort.append(path, .int(direction)) }
            return sort
        }

        /// A pause before something is tried again: longer each time, and never the same for two that race.
        func pause(_ attempt: Int) {
            let longest = min(2_000, 20 << min(attempt, 7))
            Thread.sleep(forTimeInterval: Double.random(in: 0.5...1) * Double(longest) / 1000)
        }

        private func repeated<T>(_ body: (_ attempt: Int) throws -> T) throws -> T {
            var attempt = 1
            while true {
                do {
                    return try body(attempt)
                } catch let failure as MongoFailure where failure.kind == .interrupted && attempt < MongoBounds.mostAttempts {
                    guard !job.isAbandoned, start.duration(to: .now) < MongoBounds.request else { throw failure }
                    pause(attempt + 1)
                    attempt += 1
                }
            }
        }

        private static func concernFailure(_ fields: [String: Value]) -> MongoFailure? {
            guard case .object(let error)? = fields["writeConcernError"] else { return nil }
            let code = error["code"].flatMap { if case .int(let code) = $0 { UInt32(exactly: code) } else { nil } }
            return MongoFailure(code: code ?? 64, message: "most servers did not confirm the write in time", hiding: [])
        }

        private var limits: BSONDocument {
            var options = BSONDocument()
            options.append("maxTimeMS", .int(MongoBounds.commandMilliseconds))
            return options
        }

        private static let durable: BSONDocument = {
            var concern = BSONDocument()
            concern.append("w", "majority")
            concern.append("j", true)
            concern.append("wtimeout", .int(MongoBounds.commandMilliseconds))
            return concern
        }()
    }
#endif
