/// What the structures of Bolt mean. Source: structure semantics of Bolt 4.4 and 5.
struct BoltStructure {
    private let tag: UInt8
    private let fields: [BoltValue]
    private let version: BoltVersion

    init(_ tag: UInt8, _ fields: [BoltValue], _ version: BoltVersion) {
        self.tag = tag
        self.fields = fields
        self.version = version
    }

    /// - Throws: `BoltFault.malformed` where a known structure holds other things than it should.
    func value() throws -> BoltValue {
        switch (tag, fields.count) {
        case (0x4E, 3), (0x4E, 4): .node(try node())
        case (0x52, 5), (0x52, 8): .relationship(try relationship())
        case (0x72, 3), (0x72, 4): .relationship(try unbound())
        case (0x50, 3): .path(try path())
        case (0x44, 1): .date(days: try int(0))
        case (0x54, 2): .time(nanoseconds: try int(0), offset: try int(1))
        case (0x74, 1): .localTime(nanoseconds: try int(0))
        case (0x49, 3): .dateTime(seconds: try int(0), nanoseconds: try int(1), offset: try int(2))
        case (0x46, 3): .dateTime(seconds: try int(0) &- int(2), nanoseconds: try int(1), offset: try int(2))
        case (0x69, 3): .zonedDateTime(seconds: try int(0), nanoseconds: try int(1), zone: try text(2))
        case (0x66, 3):
            .zonedDateTime(seconds: try ZoneClock(text(2)).utc(int(0)), nanoseconds: try int(1), zone: try text(2))
        case (0x64, 2): .localDateTime(seconds: try int(0), nanoseconds: try int(1))
        case (0x45, 4): .duration(months: try int(0), days: try int(1), seconds: try int(2), nanoseconds: try int(3))
        case (0x58, 3): .point(srid: try int(0), x: try float(1), y: try float(2), z: nil)
        case (0x59, 4): .point(srid: try int(0), x: try float(1), y: try float(2), z: try float(3))
        default: .unknown(tag: tag, fields: fields)
        }
    }

    private func node() throws -> BoltNode {
        let id = try int(0)
        return BoltNode(
            id: id, elementID: fields.count == 4 ? try text(3) : "\(id)", labels: try texts(1), properties: try map(2))
    }

    private func relationship() throws -> BoltRelationship {
        let id = try int(0)
        let hasNames = fields.count == 8
        return BoltRelationship(
            id: id, elementID: hasNames ? try text(5) : "\(id)", start: hasNames ? try text(6) : "\(try int(1))",
            end: hasNames ? try text(7) : "\(try int(2))", type: try text(3), properties: try map(4))
    }

    private func unbound() throws -> BoltRelationship {
        let id = try int(0)
        return BoltRelationship(
            id: id, elementID: fields.count == 4 ? try text(3) : "\(id)", start: "", end: "", type: try text(1), properties: try map(2))
    }

    /// Nodes and relationships come once each; the walk is told by pairs of numbers: a relationship, counted from 1, negative against its
    /// direction, and the node behind it, counted from 0.
    private func path() throws -> BoltPath {
        let nodes = try list(0).map { value in
            guard case .node(let node) = value else { throw wrong }
            return node
        }
        let relationships = try list(1).map { value in
            guard case .relationship(let relationship) = value else { throw wrong }
            return relationship
        }
        let walk = try list(2).map { value in
            guard let number = value.asInt.flatMap({ Int(exactly: $0) }) else { throw wrong }
            return number
        }
        guard var here = nodes.first, walk.count.isMultiple(of: 2) else { throw wrong }
        var path = BoltPath(nodes: [here], relationships: [])
        for step in stride(from: 0, to: walk.count, by: 2) {
            let (number, next) = (walk[step], walk[step + 1])
            guard number != 0, number != .min, nodes.indices.contains(next), relationships.indices.contains(abs(number) - 1) else {
                throw wrong
            }
            var relationship = relationships[abs(number) - 1]
            relationship.start = number > 0 ? here.elementID : nodes[next].elementID
            relationship.end = number > 0 ? nodes[next].elementID : here.elementID
            here = nodes[next]
            path.relationships.append(relationship)
            path.nodes.append(here)
        }
        return path
    }

    // MARK: - Fields

    private var wrong: BoltFault { .malformed("a structure holds other things than it should") }

    private func int(_ index: Int) throws -> Int64 {
        guard let number = fields[index].asInt else { throw wrong }
        return number
    }

    private func float(_ index: Int) throws -> Double {
        guard case .float(let number) = fields[index] else { throw wrong }
        return number
    }

    private func text(_ index: Int) throws -> String {
        guard let text = fields[index].asString else { throw wrong }
        return text
    }

    private func list(_ index: Int) throws -> [BoltValue] {
        guard let list = fields[index].asList else { throw wrong }
        return list
    }

    private func map(_ index: Int) throws -> [String: BoltValue] {
        guard let map = fields[index].asMap else { throw wrong }
        return map
    }

    private func texts(_ index: Int) throws -> [String] {
        try list(index).map { value in
            guard let text = value.asString else { throw wrong }
            return text
        }
    }
}
