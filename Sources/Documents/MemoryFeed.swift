import KinoraKernel

/// The change feed in memory: each document once, with its last change, for a week.
struct MemoryFeed {
    private var entries: [DocumentChange] = []
    private(set) var latest: Int64 = 0
    private var superseded = 0
    private var positions: [String: [ByteText: Int64]] = [:]

    mutating func note(_ id: String, _ kind: DocumentChange.Kind, in collection: String, at now: Moment) {
        latest += 1
        if positions[collection, default: [:]].updateValue(latest, forKey: ByteText(id)) != nil { superseded += 1 }
        entries.append(DocumentChange(position: latest, collection: collection, id: id, kind: kind, at: now))
        if superseded > 1000 + entries.count / 2 { tidy(now) }
    }

    func changes(since position: Int64, limit: Int) -> [DocumentChange] {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].position <= position { low = middle + 1 } else { high = middle }
        }
        return Array(entries[low...].lazy.filter(isLast).prefix(max(0, limit)))
    }

    private func isLast(_ entry: DocumentChange) -> Bool {
        positions[entry.collection]?[ByteText(entry.id)] == entry.position
    }

    private mutating func tidy(_ now: Moment) {
        let oldest = now - DocumentChange.memory
        for entry in entries where entry.at < oldest && isLast(entry) { positions[entry.collection]?[ByteText(entry.id)] = nil }
        entries = entries.filter(isLast)
        superseded = 0
    }
}

extension DocumentChange {
    /// How long the feed remembers.
    package static let memory = Duration.seconds(7 * 24 * 3600)
}
