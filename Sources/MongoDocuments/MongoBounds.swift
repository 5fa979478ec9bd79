#if MongoDB
    import KinoraKernel

    /// How much of everything the engine takes.
    enum MongoBounds {
        /// Threads, and so connections that are used at the same time, unless the connection string's `maxPoolSize` says otherwise.
        static let threads = 8
        static let mostThreads = 64
        /// Requests that wait for a thread; one more is refused at once.
        static let mostWaiting = 4096
        /// How long a request waits for a thread.
        static let waiting = Duration.seconds(20)

        /// How long a server is looked for, an election of a new primary included, unless the connection string's `serverSelectionTimeoutMS`
        /// says otherwise.
        static let selectionMilliseconds: Int32 = 15_000
        /// How often servers are asked how they are, and so how late a new primary is noticed, unless `heartbeatFrequencyMS` says otherwise.
        static let heartbeatMilliseconds: Int32 = 2_000
        static let connectMilliseconds: Int32 = 5_000
        /// How long an answer may take on its way, unless the connection string's `socketTimeoutMS` says otherwise.
        static let socketMilliseconds: Int32 = 15_000
        /// How long the server may work on one command.
        static let commandMilliseconds: Int64 = 10_000
        /// No command of a request is begun, or repeated, later than this after its first.
        static let request = Duration.seconds(25)
        static let mostAttempts = 4
        /// How often a document that others change in between is tried again.
        static let mostRaces = 200

        /// How long a change stream waits in the server, and so how long closing the store may take.
        static let watchMilliseconds: Int64 = 500
        /// A reader of the feed is woken at most once in this time.
        static let wakingMilliseconds: Int64 = 20
        /// When a change stream broke, it is opened again after this time.
        static let rewatching = Duration.seconds(1)

        /// After this time an announced write counts as done: nothing that could still finish it lives longer
        /// (`request`, and at most one selection and one answer after it).
        static let grace = Duration.seconds(90)

        /// The largest document that MongoDB keeps is 16 MiB.
        static let longestDocument = 16 << 20
        /// What one command carries.
        static let mostPerCommand = 500
        static let longestCommand = 8 << 20
    }
#endif
