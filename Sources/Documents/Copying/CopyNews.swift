/// What a copy tells while it runs.
package enum CopyNews: Hashable, Sendable {
    /// - Parameter resumed: how many documents were copied before, when it goes on after an interruption.
    case began(total: Int, resumed: Int?)
    /// So many documents of all are in the target now.
    case copied(collection: String, documents: Int)
    case finished(collection: String)
    /// So many changes that were made meanwhile were brought after.
    case followed(changes: Int)
    /// So many documents were compared and are equal.
    case compared(collection: String, documents: Int)
}

/// What a copy did.
package struct CopySummary: Hashable, Sendable {
    /// How many documents of each collection were compared and are equal.
    package var compared: [String: Int] = [:]
    /// How many changes of the source were brought after.
    package var followed = 0
    package var documents: Int { compared.values.reduce(0, +) }
}
