import Foundation

extension Snapshot {
    static func body(of graph: Graph, position: String) -> Data {
        var writer = SnapshotWriter()
        writer.write(position)
        writer.write(graph.watches)
        writer.write(graph.profiles)
        writer.write(graph.titles)
        writer.write(all: graph.histories.map(\.watched))
        writer.write(all: graph.histories.map(\.started))
        writer.write(all: graph.histories.map(\.unwanted))
        writer.write(graph.histories.map { $0.isOff ? 1 : 0 as UInt8 })
        writer.write(all: graph.ties.map(\.sorted))
        writer.write(graph.ties.map(\.outgoing))
        writer.write(graph.ties.map(\.outgoingWide))
        writer.write(graph.incoming)
        writer.write(graph.incomingWide)
        writer.write(graph.watchers)
        writer.write(graph.popular)
        writer.write(graph.popularAt)
        writer.write(all: graph.shelf.map { Array($0.name.utf8) })
        writer.write(graph.shelf.map(\.year))
        writer.write(graph.shelf.map { $0.addedAt ?? .min })
        writer.write(graph.shelf.map { $0.isListed ? 1 : 0 as UInt8 })
        writer.write(all: graph.shelf.map { $0.shares.map(\.node) })
        writer.write(all: graph.shelf.map { $0.shares.map(\.billing) })
        writer.write(graph.nodes.book)
        writer.write(all: graph.nodes.titles)
        return writer.bytes
    }

    static func engine(from bytes: UnsafeRawBufferPointer) throws -> RecommendationEngine {
        var reader = SnapshotReader(bytes)
        var graph = Graph()
        let position = try reader.text()
        graph.watches = try reader.number()
        graph.profiles = try reader.book()
        graph.titles = try reader.book()
        graph.histories = try histories(&reader, count: graph.profiles.count)
        let ties = try reader.arrays(of: Tie.self)
        let (outgoing, outgoingWide) = (try reader.array(of: UInt64.self), try reader.array(of: UInt64.self))
        graph.incoming = try reader.array(of: UInt64.self)
        graph.incomingWide = try reader.array(of: UInt64.self)
        graph.watchers = try reader.array(of: UInt32.self)
        graph.popular = try reader.array(of: Double.self)
        graph.popularAt = try reader.array(of: UInt64.self)
        graph.shelf = try shelf(&reader, count: graph.titles.count)
        graph.nodes = try Nodes(reader.book(), titles: reader.arrays(of: Int32.self))
        let titles = graph.titles.count
        let lengths = [
            ties.count, outgoing.count, outgoingWide.count, graph.incoming.count, graph.incomingWide.count, graph.watchers.count,
            graph.popular.count, graph.popularAt.count,
        ]
        guard reader.isAtEnd, lengths.allSatisfy({ $0 == titles }) else { throw SnapshotDefect.contradiction }
        graph.ties = ties.indices.map { Ties(ties[$0], outgoing: outgoing[$0], outgoingWide: outgoingWide[$0]) }
        guard graph.isSound else { throw SnapshotDefect.contradiction }
        return RecommendationEngine(graph: graph, position: position)
    }

    private static func histories(_ reader: inout SnapshotReader, count: Int) throws -> [History] {
        let (watched, started) = (try reader.arrays(of: Edge.self), try reader.arrays(of: Edge.self))
        let (unwanted, off) = (try reader.arrays(of: Int32.self), try reader.array(of: UInt8.self))
        guard [watched.count, started.count, unwanted.count, off.count].allSatisfy({ $0 == count }) else {
            throw SnapshotDefect.contradiction
        }
        return off.indices.map { History(watched: watched[$0], started: started[$0], unwanted: unwanted[$0], isOff: off[$0] == 1) }
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
                && history.unwanted.allSatisfy(isTitle)
        } && ties.allSatisfy { $0.slots.allSatisfy { $0.title < titles.count } }
            && shelf.allSatisfy { $0.shares.allSatisfy { $0.node >= 0 && $0.node < nodes.count } }
            && nodes.titles.allSatisfy { $0.allSatisfy(isTitle) } && popularAt.allSatisfy { $0 <= watches }
    }
}
