import Foundation

extension Snapshot {
    static func write(_ graph: Graph, position: String, to writer: inout SnapshotWriter) throws {
        try writer.write(position)
        try writer.write(graph.watches)
        try writer.write(graph.profiles)
        try writer.write(graph.titles)
        try writer.write(all: graph.histories, \.watched)
        try writer.write(all: graph.histories, \.started)
        try writer.write(all: graph.histories, \.unwanted)
        try writer.write(all: graph.histories, \.setAside)
        try writer.write(all: graph.histories) { Array($0.leanings.map(\.line).joined(separator: "\n").utf8) }
        try writer.write(graph.histories.map { $0.isOff ? 1 : 0 as UInt8 })
        try writer.write(all: graph.ties, \.sorted)
        try writer.write(graph.ties.map { SIMD4($0.outgoing, $0.outgoingWide, $0.incoming, $0.incomingWide) })
        try writer.write(graph.watchers)
        try writer.write(graph.popular)
        try writer.write(graph.popularAt)
        try writer.write(all: graph.shelf) { Array($0.name.utf8) }
        try writer.write(graph.shelf.map(\.year))
        try writer.write(graph.shelf.map { $0.addedAt ?? .min })
        try writer.write(graph.shelf.map { $0.isListed ? 1 : 0 as UInt8 })
        try writer.write(all: graph.shelf) { $0.shares.map(\.node) }
        try writer.write(all: graph.shelf) { $0.shares.map(\.billing) }
        try writer.write(graph.nodes.book)
        try writer.write(all: graph.nodes.titles) { $0 }
    }

    static func graph(from reader: inout SnapshotReader) throws -> (graph: Graph, position: String) {
        var graph = Graph()
        let position = try reader.text()
        graph.watches = try reader.number()
        graph.profiles = try reader.book()
        graph.titles = try reader.book()
        graph.histories = try histories(&reader, count: graph.profiles.count)
        graph.ties = try reader.arrays(of: Tie.self).map(Ties.init)
        let sums = try reader.array(of: SIMD4<UInt64>.self)
        graph.watchers = try reader.array(of: UInt32.self)
        graph.popular = try reader.array(of: Double.self)
        graph.popularAt = try reader.array(of: UInt64.self)
        graph.shelf = try shelf(&reader, count: graph.titles.count)
        graph.nodes = try Nodes(reader.book(), titles: reader.arrays(of: Int32.self))
        let titles = graph.titles.count
        let lengths = [graph.ties.count, sums.count, graph.watchers.count, graph.popular.count, graph.popularAt.count]
        guard reader.isAtEnd, lengths.allSatisfy({ $0 == titles }) else { throw SnapshotDefect.contradiction }
        for (title, sum) in sums.enumerated() {
            graph.ties[title].outgoing = sum[0]
            graph.ties[title].outgoingWide = sum[1]
            graph.ties[title].incoming = sum[2]
            graph.ties[title].incomingWide = sum[3]
        }
        guard graph.isSound else { throw SnapshotDefect.contradiction }
        return (graph, position)
    }

    private static func histories(_ reader: inout SnapshotReader, count: Int) throws -> [History] {
        let (watched, started) = (try reader.arrays(of: Edge.self), try reader.arrays(of: Edge.self))
        let (unwanted, setAside) = (try reader.arrays(of: Int32.self), try reader.arrays(of: Int32.self))
        let (leanings, off) = (try reader.arrays(of: UInt8.self), try reader.array(of: UInt8.self))
        guard [watched.count, started.count, unwanted.count, setAside.count, leanings.count, off.count].allSatisfy({ $0 == count }) else {
            throw SnapshotDefect.contradiction
        }
        return off.indices.map { place in
            let lines = String(decoding: leanings[place], as: UTF8.self).split(separator: "\n")
            return History(
                watched: watched[place], started: started[place], unwanted: unwanted[place],
                leanings: lines.compactMap(Leaning.init(line:)),
                setAside: setAside[place], isOff: off[place] == 1)
        }
    }

    private static func shelf(_ reader: inout SnapshotReader, count: Int) throws -> [ShelfTitle] {
        let names = try reader.arrays(of: UInt8.self)
        let (years, added) = (try reader.array(of: Int32.self), try reader.array(of: Int64.self))
        let listed = try reader.array(of: UInt8.self)
        let (nodes, billing) = (try reader.arrays(of: Int32.self), try reader.arrays(of: Float.self))
        guard [names.count, years.count, added.count, listed.count, nodes.count, billing.count].allSatisfy({ $0 == count }) else {
            throw SnapshotDefect.contradiction
        }
        return names.indices.map { index in
            ShelfTitle(
                name: String(decoding: names[index], as: UTF8.self), year: years[index],
                addedAt: added[index] == .min ? nil : added[index],
                shares: zip(nodes[index], billing[index]).map { ShelfTitle.Share(node: $0, billing: $1) }, isListed: listed[index] == 1)
        }
    }
}

extension Graph {
    /// Whether every number in it is the number of something.
    fileprivate var isSound: Bool {
        let isTitle = { (number: Int32) in number >= 0 && number < titles.count }
        return histories.allSatisfy { history in
            history.watched.allSatisfy { isTitle($0.title) } && history.started.allSatisfy { isTitle($0.title) }
                && history.unwanted.allSatisfy(isTitle) && history.setAside.allSatisfy(isTitle)
        } && ties.allSatisfy { $0.slots.allSatisfy { $0.title < titles.count } }
            && shelf.allSatisfy { $0.shares.allSatisfy { $0.node >= 0 && $0.node < nodes.count } }
            && nodes.titles.allSatisfy { $0.allSatisfy(isTitle) } && popularAt.allSatisfy { $0 <= watches }
    }
}
